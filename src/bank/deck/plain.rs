//! Decks in which nothing is wrong, as nearly all are.
//!
//! One walk over the text, without a tree of values. Only what a list of cards needs is made into
//! values; the rest of a card is looked through for mistakes and read when somebody looks at it
//! ([`rest`]). Whatever is out of the ordinary, a mistake, an unknown key, a header within a card,
//! ends the walk with nothing: [`careful`](super::careful) reads such a deck.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::{DEEPEST_FOLLOW_UP, Deck, Origin, byte_order_mark, kind_of_folder, title_of};
use crate::bank::card::{
    Asked, Card, CardType, FollowUp, IdsOfDeck, Kind, Rest, Source, Stands, Unread,
};
use crate::bank::text::Text;
use crate::clock;
use crate::text;

use scan::Scan;

mod scan;

/// The deck of this text, if nothing is wrong in it. Its cards keep `kept`, which is the same text.
pub(super) fn deck(id: &str, origin: &Origin, text: &str, kept: &Arc<Text>) -> Option<Deck> {
    let start = byte_order_mark(text).end;
    let text = &text[start..];
    let mut scan = Scan::of(text);
    let head = Head::take(&mut scan)?;
    let mut ids = IdsOfDeck::new(id);
    let mut names = HashSet::new();
    let mut cards = Vec::new();
    let mut line = 1;
    let mut counted = 0;
    while !scan.is_at_end() {
        let from = scan.at();
        let listed = Listed::take(&mut scan)?;
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..from]).count();
        counted = from;
        let stands = Stands {
            deck: Arc::clone(kept),
            at: start + from..start + scan.at(),
            has_answer: listed.has_answer,
        };
        let card = listed.card(&mut ids, &head, line, stands)?;
        if !names.insert(card.id.clone()) {
            return None;
        }
        cards.push(card);
    }
    if cards.is_empty() && text.trim().is_empty() {
        return None;
    }
    Some(Deck {
        id: id.to_owned(),
        origin: origin.clone(),
        title: title_of(id, head.title),
        kind: head.kind.unwrap_or_else(|| kind_of_folder(id)),
        lang: head.lang,
        company: head.company.filter(|company| !company.trim().is_empty()),
        cards,
    })
}

/// The rest of the card that stands here, as [`deck`] found it.
pub(in crate::bank) fn rest(text: &str) -> Rest {
    take_rest(&mut Scan::of(text)).unwrap_or_default()
}

/// What stands above the cards.
#[derive(Default)]
struct Head {
    title: Option<String>,
    kind: Option<Kind>,
    lang: Option<String>,
    company: Option<String>,
    tags: Vec<String>,
    time: Option<Duration>,
}

impl Head {
    fn take(scan: &mut Scan<'_>) -> Option<Self> {
        let mut head = Self::default();
        scan.blank()?;
        fields(scan, |scan, key| {
            match key {
                "title" => head.title = Some(composed(scan)?),
                "kind" => head.kind = Some(one_of(scan, &Kind::WORDS)?),
                "lang" => head.lang = Some(composed(scan)?),
                "company" => head.company = Some(composed(scan)?),
                "tags" => head.tags = list(scan, composed)?,
                "time" => head.time = Some(length(scan)?),
                _ => return None,
            }
            Some(())
        })?;
        Some(head)
    }
}

/// What lists of cards show, when the whole card was looked through.
#[derive(Default)]
struct Listed {
    id: Option<String>,
    question: String,
    tags: Vec<String>,
    importance: Option<u8>,
    time: Option<Duration>,
    card_type: Option<CardType>,
    asked: Vec<Asked>,
    has_answer: bool,
}

impl Listed {
    fn take(scan: &mut Scan<'_>) -> Option<Self> {
        let mut listed = Self::default();
        header(scan)?;
        fields(scan, |scan, key| {
            match key {
                "id" => listed.id = Some(composed(scan)?),
                "question" => listed.question = tidied(scan)?,
                "tags" => listed.tags = list(scan, composed)?,
                "importance" => listed.importance = Some(importance(scan)?),
                "time" => listed.time = Some(length(scan)?),
                "type" => listed.card_type = Some(one_of(scan, &CardType::WORDS)?),
                "asked" => listed.asked = list(scan, asked)?,
                "answer" => listed.has_answer = !is_blank(scan)?,
                "outline" | "experience" | "notes" => drop(scan.string()?),
                "also_asked" | "key_points" | "reflections" | "links" => drop(list(scan, unread)?),
                "follow_ups" => unread_follow_ups(scan, 1)?,
                "source" => drop(source(scan)?),
                _ => return None,
            }
            Some(())
        })?;
        Some(listed)
    }

    fn card(
        self,
        ids: &mut IdsOfDeck<'_>,
        head: &Head,
        line: usize,
        stands: Stands,
    ) -> Option<Card> {
        if self.question.is_empty() {
            return None;
        }
        let written = self
            .id
            .as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty());
        let id = match written {
            Some(id) => ids.card(id),
            None => ids.of_question(&self.question),
        };
        let mut tags = head.tags.clone();
        for tag in self.tags {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Some(Card {
            id,
            id_is_written: written.is_some(),
            question: self.question,
            tags,
            importance: self.importance.unwrap_or(1),
            time: self.time.or(head.time),
            card_type: self.card_type.unwrap_or(CardType::Question),
            asked: self.asked,
            line,
            rest: Unread::at(stands),
        })
    }
}

/// What is not in a [`Listed`] of the card.
fn take_rest(scan: &mut Scan<'_>) -> Option<Rest> {
    let mut rest = Rest::default();
    header(scan)?;
    fields(scan, |scan, key| {
        match key {
            "answer" => rest.answer = tidied(scan)?,
            "outline" => rest.outline = tidied(scan)?,
            "experience" => rest.experience = tidied(scan)?,
            "notes" => rest.notes = tidied(scan)?,
            "also_asked" => rest.also_asked = texts(scan)?,
            "key_points" => rest.key_points = texts(scan)?,
            "reflections" => rest.reflections = texts(scan)?,
            "links" => rest.links = texts(scan)?,
            "follow_ups" => rest.follow_ups = list(scan, follow_up)?,
            "source" => rest.source = Some(source(scan)?),
            "importance" => drop(importance(scan)?),
            "tags" => drop(list(scan, unread)?),
            "asked" => drop(list(scan, asked)?),
            _ => unread(scan)?,
        }
        Some(())
    })?;
    Some(rest)
}

/// `[[cards]]`
fn header(scan: &mut Scan<'_>) -> Option<()> {
    scan.take(b'[')?;
    scan.take(b'[')?;
    scan.space();
    if scan.word() != "cards" {
        return None;
    }
    scan.space();
    scan.take(b']')?;
    scan.take(b']')?;
    scan.end_of_line()?;
    scan.blank()
}

/// No table has more keys, unless one is unknown or comes twice.
const MOST_KEYS: usize = 20;

/// The keys of one table that were seen: one that comes twice is a mistake.
struct Seen<'t> {
    keys: [&'t str; MOST_KEYS],
    count: usize,
}

impl<'t> Seen<'t> {
    fn none() -> Self {
        Self {
            keys: [""; MOST_KEYS],
            count: 0,
        }
    }

    fn is_new(&mut self, key: &'t str) -> Option<()> {
        let (seen, unused) = self.keys.split_at_mut_checked(self.count)?;
        if seen.contains(&key) {
            return None;
        }
        *unused.first_mut()? = key;
        self.count += 1;
        Some(())
    }
}

/// Lines of a key and a value each, up to a header or the end: `value` is given each key once, and
/// takes its value.
fn fields<'t>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>, &'t str) -> Option<()>,
) -> Option<()> {
    let mut seen = Seen::none();
    while let Some(key) = scan.key()? {
        seen.is_new(key)?;
        value(scan, key)?;
        scan.end_of_line()?;
        scan.blank()?;
    }
    Some(())
}

/// An inline table: `value` is given each key once, and takes its value.
fn table<'t>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>, &'t str) -> Option<()>,
) -> Option<()> {
    scan.take(b'{')?;
    scan.blank()?;
    let mut seen = Seen::none();
    while let Some(key) = scan.key()? {
        seen.is_new(key)?;
        value(scan, key)?;
        scan.blank()?;
        if scan.take(b',').is_none() {
            break;
        }
        scan.blank()?;
    }
    scan.take(b'}')
}

/// The values of an array.
fn list<'t, T>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    scan.take(b'[')?;
    scan.blank()?;
    let mut values = Vec::new();
    while scan.take(b']').is_none() {
        values.push(value(scan)?);
        scan.blank()?;
        if scan.take(b',').is_none() {
            scan.take(b']')?;
            break;
        }
        scan.blank()?;
    }
    Some(values)
}

fn follow_up(scan: &mut Scan<'_>) -> Option<FollowUp> {
    let mut follow_up = FollowUp::default();
    table(scan, |scan, key| {
        match key {
            "question" => follow_up.question = tidied(scan)?,
            "answer" => follow_up.answer = tidied(scan)?,
            _ => follow_up.follow_ups = list(scan, self::follow_up)?,
        }
        Some(())
    })?;
    Some(follow_up)
}

/// Follow-ups that are only looked through for mistakes.
fn unread_follow_ups(scan: &mut Scan<'_>, depth: usize) -> Option<()> {
    if depth > DEEPEST_FOLLOW_UP {
        return None;
    }
    list(scan, |scan| {
        let mut is_asked = false;
        table(scan, |scan, key| {
            match key {
                "question" => is_asked = !is_blank(scan)?,
                "answer" => unread(scan)?,
                "follow_ups" => unread_follow_ups(scan, depth + 1)?,
                _ => return None,
            }
            Some(())
        })?;
        is_asked.then_some(())
    })
    .map(drop)
}

fn asked(scan: &mut Scan<'_>) -> Option<Asked> {
    let mut asked = Asked {
        on: None,
        interview: None,
    };
    table(scan, |scan, key| {
        match key {
            "on" => asked.on = Some(date(scan)?),
            "interview" => asked.interview = Some(composed(scan)?),
            _ => return None,
        }
        Some(())
    })?;
    Some(asked)
}

fn source(scan: &mut Scan<'_>) -> Option<Source> {
    let mut source = Source::default();
    table(scan, |scan, key| {
        match key {
            "note" => source.note = composed(scan)?,
            "anchor" => source.anchor = composed(scan)?,
            "seen" => source.seen = composed(scan)?,
            _ => return None,
        }
        Some(())
    })?;
    Some(source)
}

fn composed(scan: &mut Scan<'_>) -> Option<String> {
    let value = scan.string()?;
    Some(match text::nfc(&value) {
        Cow::Borrowed(_) => value.into_owned(),
        Cow::Owned(composed) => composed,
    })
}

fn tidied(scan: &mut Scan<'_>) -> Option<String> {
    Some(text::tidied(&scan.string()?))
}

/// The texts of a list that have something in them.
fn texts(scan: &mut Scan<'_>) -> Option<Vec<String>> {
    let mut texts = list(scan, tidied)?;
    texts.retain(|text| !text.is_empty());
    Some(texts)
}

/// A text that is not wanted now.
fn unread(scan: &mut Scan<'_>) -> Option<()> {
    scan.string().map(drop)
}

/// Whether there is nothing but space in a text.
fn is_blank(scan: &mut Scan<'_>) -> Option<bool> {
    Some(scan.string()?.trim().is_empty())
}

fn one_of<T: Copy>(scan: &mut Scan<'_>, words: &[(&str, T)]) -> Option<T> {
    let found = scan.string()?;
    let (_, value) = words.iter().find(|(word, _)| *word == found)?;
    Some(*value)
}

fn importance(scan: &mut Scan<'_>) -> Option<u8> {
    match scan.word() {
        "0" => Some(0),
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        _ => None,
    }
}

fn length(scan: &mut Scan<'_>) -> Option<Duration> {
    clock::parse_length(&scan.string()?).ok()
}

fn date(scan: &mut Scan<'_>) -> Option<NaiveDate> {
    let written = scan.word();
    let is_date = written.len() == "2024-05-17".len() && !written.starts_with('-');
    is_date.then(|| written.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::builtin;
    use crate::bank::deck::careful;
    use crate::problem::Report;

    fn plainly(id: &str, text: &str) -> Option<Deck> {
        let kept = Arc::new(Text::of(text));
        deck(id, &Origin::BuiltIn, text, &kept)
    }

    fn carefully(text: &str) -> (Deck, usize) {
        let report = Report::new("", &text[byte_order_mark(text).end..]);
        let (deck, _) = careful::read("a/b", Origin::BuiltIn, &report);
        (deck, report.into_problems().len())
    }

    #[test]
    fn every_built_in_deck_is_plain_and_read_as_the_careful_reader_reads_it() {
        for built_in in builtin::decks() {
            let plain = plainly("a/b", built_in.text);
            assert_eq!(plain, Some(carefully(built_in.text).0), "{}", built_in.id);
        }
    }

    #[test]
    fn the_rest_is_read_when_it_is_looked_at_and_what_is_changed_stays_changed() {
        let text = "[[cards]]\nquestion = 'q'\nanswer = ' \ta '\n[[cards]]\nquestion = 'r'\n";
        let mut deck = plainly("d", text).unwrap();
        let [card, other] = deck.cards.as_mut_slice() else {
            panic!("two cards")
        };
        assert!(!card.is_unwritten() && other.is_unwritten());
        assert!(matches!(card.glance(), Cow::Owned(_)));
        assert_eq!(card.answer, "a");
        assert!(matches!(card.glance(), Cow::Borrowed(_)));
        card.answer.push('b');
        other.answer.push('c');
        assert_eq!((&*card.answer, &*card.clone().answer), ("ab", "ab"));
        assert!(!other.is_unwritten());
        card.answer.clear();
        assert!(card.is_unwritten());
    }

    #[test]
    fn quotation_marks_that_are_never_closed_are_left_to_the_careful_reader() {
        for answer in ["'a", "\"a", "'''a''", "\"\"\"a\"\"", "\"", "'''", "\"a\\\""] {
            let text = format!("[[cards]]\nquestion = 'q'\nanswer = {answer}\nimportance = 1\n");
            assert_eq!(plainly("d", &text), None, "{answer}");
            assert!(carefully(&text).1 > 0, "{answer}");
        }
    }

    const PIECES: &[&str] = &[
        "[[cards]]\n",
        "\u{feff}",
        "[[ cards ]] # one\n",
        "question = \"q\"\n",
        "question = ' 질\u{1112}\u{1161}문  '\n",
        "question = ' '\n",
        "id = 'x'\n",
        "id = ' '\n",
        "answer = \"\"\"\nlong\r\n\\u0041 \\\n  b\n\"\"\"\n",
        "answer = '''a\u{1}'''\n",
        "answer = \"\"\"\"a\"\"\"\"\"\n",
        "answer = 'open\n",
        "notes = '''open\n",
        "answer = \"\\x\"\n",
        "answer = \"\\t\"\n",
        "notes = 'n'\n",
        "tags = [\"x\", # why\n 'y', \"x\"]\n",
        "tags = ['t'] \n",
        "key_points = ['a', ' ', \"b\\n\",]\n",
        "follow_ups = [{ question = 'f', answer = 'g', follow_ups = [{ question = 'h' }] }]\n",
        "follow_ups = [{ answer = 'g' }]\n",
        "asked = [{ on = 2024-05-17, interview = 'i' }, {}]\n",
        "asked = [{ on = 2024-05-17T10:00:00 }]\n",
        "source = { note = 'n.md', anchor = 'a', seen = 's' }\n",
        "source = {}\n",
        "importance = 3\n",
        "importance = 0x1\n",
        "time = '90s'\n",
        "type = \"to_ask\"\n",
        "kind = 'personal'\n",
        "title = ' '\n",
        "company = 'Messenger Co'\n",
        "links = []\n",
        "mood = 1\n",
        "\"id\" = 'y'\n",
        "cards.x = 1\n",
        "[cards.source]\n",
        "asked = [ # why\n { \n on = 2024-02-30, } , ]\n",
        "# \t말\r\n",
        "# \u{7f}\n",
        "\n",
        "\r\n",
    ];

    /// A deck with every field, from which slips of the keys make others.
    const WHOLE: &str = r#"title = "t" # why
kind = 'company'
tags = ["x"]

[[cards]]
id = "a"
question = "q\u0041"
also_asked = ["r",]
answer = """
long "text"
\
"""
outline = '''o'''
key_points = ["k", 'l']
follow_ups = [{ question = "f", follow_ups = [{ question = 'g' }] }]
tags = ["y"]
importance = 2
time = "90s"
asked = [{ on = 2024-05-17, interview = "i" }]
source = { note = "n.md", anchor = "a", seen = "" }
[[cards]]
question = "last"
"#;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Letters taken away or put in at a few places.
        #[test]
        fn no_slip_of_the_keys_makes_it_read_something_else(
            slips in proptest::collection::vec(
                (any::<proptest::sample::Index>(), 0..2usize, "[\\[\\]\"'{}=,#.\\\\ \n\r\t0-a가\u{1}]{0,2}"),
                1..4,
            ),
        ) {
            let mut letters: Vec<char> = WHOLE.chars().collect();
            for (at, taken, put) in slips {
                let at = at.index(letters.len());
                letters.splice(at..at + taken, put.chars());
            }
            let text: String = letters.into_iter().collect();
            if let Some(deck) = plainly("a/b", &text) {
                let (expected, problems) = carefully(&text);
                prop_assert_eq!(problems, 0, "{}", text);
                prop_assert_eq!(deck, expected, "{}", text);
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_read_plainly_has_no_problems_and_is_what_the_careful_reader_reads(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14),
        ) {
            let text = pieces.concat();
            let (expected, problems) = carefully(&text);
            match plainly("a/b", &text) {
                Some(deck) => {
                    prop_assert_eq!(problems, 0, "{}", text);
                    let unwritten = |deck: &Deck| -> Vec<bool> {
                        deck.cards.iter().map(Card::is_unwritten).collect()
                    };
                    prop_assert_eq!(unwritten(&deck), unwritten(&expected), "{}", text);
                    prop_assert_eq!(deck, expected, "{}", text);
                }
                None => prop_assert!(problems > 0 || text.contains("[cards.source]")
                    || text.contains("0x1") || text.contains("\u{feff}\u{feff}") || text.contains("\"id\"") || text.contains("T10"), "{}", text),
            }
        }
    }
}
