//! Asking at the terminal what is to become of cards that the note and the user both changed, and
//! of those that the user removed.

use std::io::{self, BufRead, Write};

use crate::bank::write::Value;
use crate::both;
use crate::cli::gate::Gate;
use crate::convert::again::{Plan, State, Wish};
use crate::language::{Both, Language};
use crate::text;

/// At most so many lines of each side are shown.
const MOST_LINES: usize = 8;

/// Whether somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Every question, or there was none.
    Answered,
    /// The input is over.
    Nobody,
}

/// Asks about every card that needs a decision. What is not answered stays as it is.
pub(super) fn about(
    plan: &mut Plan,
    language: Language,
    input: &mut dyn BufRead,
    out: &mut Gate<'_>,
) -> io::Result<Asked> {
    let say = |words: &Both| words.in_language(language).clone();
    let mut for_all: Option<Wish> = None;
    let undecided = |card: &&mut crate::convert::again::Compared| {
        card.state == State::Clashing && card.wish == Wish::Take
    };
    for card in plan.cards.iter_mut().filter(undecided) {
        if let Some(wish) = for_all {
            card.wish = wish;
            continue;
        }
        let question = text::visible_line(&card.found.question);
        writeln!(out, "\n{question}")?;
        for clash in &card.clashes {
            let field = clash.field.key();
            let ours = both!("{field}, 덱", "{field}, yours");
            let theirs = both!("{field}, 노트", "{field}, the note's");
            for (title, value) in [(ours, &clash.ours), (theirs, &clash.theirs)] {
                writeln!(out, "  [{}]", say(&title))?;
                for line in shown(value) {
                    writeln!(out, "    {line}")?;
                }
            }
        }
        let prompt = both!(
            "둘 다 바뀌었습니다. m 내 것 · n 노트의 것 · M·N 남은 것도 모두 · Enter 나중에: ",
            "Both changed. m mine · n the note's · M or N for all that are left · Enter later: "
        );
        let Some(answer) = answer(&say(&prompt), input, out)? else {
            return Ok(Asked::Nobody);
        };
        let wish = match answer.as_str() {
            "m" | "M" | "ㅡ" => Wish::Mine,
            "n" | "N" | "ㅜ" => Wish::Theirs,
            _ => Wish::Take,
        };
        card.wish = wish;
        if matches!(answer.as_str(), "M" | "N") {
            for_all = Some(wish);
        }
    }
    let removed = || State::Removed;
    let count = plan.count(removed());
    if count == 0 || plan.added().any(|card| card.state == removed()) {
        return Ok(Asked::Answered);
    }
    writeln!(out)?;
    for card in plan.cards.iter().filter(|card| card.state == removed()) {
        let question = text::fit(&text::visible_line(&card.found.question), 80);
        writeln!(out, "  × {question}")?;
    }
    let prompt = both!(
        "지웠거나 뺐던 카드 {count}장이 노트에 있습니다. 다시 넣을까요? y/N: ",
        "The note has {count} that you removed or left out. Take them again? y/N: ",
            count => "card" "cards"
    );
    match answer(&say(&prompt), input, out)?.as_deref() {
        Some("y" | "Y" | "ㅛ") => {
            for card in &mut plan.cards {
                if card.state == removed() {
                    card.wish = Wish::Take;
                }
            }
            Ok(Asked::Answered)
        }
        Some(_) => Ok(Asked::Answered),
        None => Ok(Asked::Nobody),
    }
}

/// What somebody types at a prompt; none at the end of the input.
pub(super) fn answer(
    prompt: &str,
    input: &mut dyn BufRead,
    out: &mut Gate<'_>,
) -> io::Result<Option<String>> {
    write!(out, "{prompt}")?;
    out.flush()?;
    let mut line = String::new();
    let read = input.read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// A value's first lines, fit for a terminal.
fn shown(value: &Value) -> Vec<String> {
    let written = crate::bank::write::form::shown(Some(value));
    let mut lines: Vec<String> = written
        .lines()
        .take(MOST_LINES)
        .map(|line| text::fit(&text::visible_line(line), 90))
        .collect();
    if written.lines().count() > MOST_LINES {
        lines.push("…".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::write::edit;
    use crate::bank::{Origin, deck};
    use crate::convert::{again, markdown};

    const NOTE: &str = "## 큐는 왜 쓰나요?\n\n떼어 놓으려고.\n\n## 캐시는 왜 쓰나요?\n\n빠르라고.\n\n## 색인은 왜 쓰나요?\n\n찾으려고.\n";

    /// Both changed the first two cards; the third was removed.
    fn plan() -> Plan {
        let found = |note: &str| again::cards_of(&markdown::read("n", note));
        let first = again::plan("n.md", found(NOTE), "d", None, &again::Offered::default());
        let offer = first.offer().unwrap();
        let offered = again::Offered::of([&offer].into_iter(), "n.md");
        let text = edit::merge("d", "", &[], &first.new_values()[..2]).unwrap();
        let text = text.text.replace("떼어", "내가").replace("빠르", "내가");
        let (deck, _) = deck::read("d", Origin::BuiltIn, "d", &text);
        let note = NOTE.replace("떼어", "노트").replace("빠르", "노트");
        again::plan("n.md", found(&note), "d", Some(&deck), &offered)
    }

    fn wishes(typed: &str) -> (Vec<Wish>, Asked, String) {
        let mut plan = plan();
        let mut out = Vec::new();
        let asked = about(
            &mut plan,
            Language::English,
            &mut typed.as_bytes(),
            &mut Gate::new(&mut out),
        )
        .unwrap();
        let wishes = plan.cards.iter().map(|card| card.wish).collect();
        (wishes, asked, String::from_utf8(out).unwrap())
    }

    #[test]
    fn each_clash_shows_both_sides_and_is_decided_alone_or_for_all() {
        use Wish::{Leave, Mine, Take, Theirs};
        let (chosen, _, told) = wishes("m\nn\ny\n");
        assert_eq!(chosen, [Mine, Theirs, Take]);
        assert!(
            told.contains(
                "[answer, yours]\n    내가 놓으려고.\n  [answer, the note's]\n    노트 놓으려고."
            ),
            "{told}"
        );
        assert_eq!(wishes("N\n\n").0, [Theirs, Theirs, Leave]);
        assert_eq!(wishes("\n\nn\n").0, [Take, Take, Leave]);
    }

    #[test]
    fn where_nobody_answers_everything_stays_undecided() {
        let (chosen, asked, _) = wishes("");
        assert_eq!(chosen, [Wish::Take, Wish::Take, Wish::Leave]);
        assert_eq!(asked, Asked::Nobody);
    }
}
