//! Leaving out what is private before others read an export.

use super::{Found, Outgoing};
use crate::bank::FollowUp;

/// What stands in place of the company's name.
const COMPANY: &str = "[company]";

/// Leaves out experience, notes, reflections, where a card was asked, and the company's name
/// wherever it stands.
pub fn redact(deck: &mut Outgoing) {
    let company = deck.head.company.take().unwrap_or_default();
    let hide = |text: &mut String| hide_name(text, company.trim());
    hide(&mut deck.head.title);
    hide(&mut deck.head.id);
    for card in &mut deck.cards {
        redact_card(card, &hide);
    }
}

fn redact_card(card: &mut Found, hide: &impl Fn(&mut String)) {
    card.experience.clear();
    card.notes.clear();
    card.reflections.clear();
    card.source = None;
    for asked in &mut card.asked {
        asked.interview = None;
    }
    card.asked.retain(|asked| asked.on.is_some());
    for text in [
        &mut card.question,
        &mut card.prompt,
        &mut card.answer,
        &mut card.outline,
        &mut card.section,
    ]
    .into_iter()
    .chain(&mut card.also_asked)
    .chain(&mut card.key_points)
    .chain(&mut card.tags)
    .chain(&mut card.links)
    .chain(&mut card.was)
    .chain(&mut card.id)
    {
        hide(text);
    }
    card.follow_ups
        .iter_mut()
        .for_each(|follow_up| redact_follow_up(follow_up, hide));
}

fn redact_follow_up(follow_up: &mut FollowUp, hide: &impl Fn(&mut String)) {
    hide(&mut follow_up.question);
    hide(&mut follow_up.answer);
    follow_up
        .follow_ups
        .iter_mut()
        .for_each(|below| redact_follow_up(below, hide));
}

/// Replaces a name in any spelling of its case, also where it is written with hyphens, as in ids.
fn hide_name(text: &mut String, name: &str) {
    if name.chars().count() < 2 {
        return;
    }
    let slug = name.to_lowercase().replace(char::is_whitespace, "-");
    let squeezed = name.to_lowercase().replace(char::is_whitespace, "");
    for (name, instead) in [
        (name.to_lowercase(), COMPANY),
        (slug, "company"),
        (squeezed, "company"),
    ] {
        let lower = text.to_lowercase();
        // Where lower case has other lengths, places in the two texts would not be the same.
        if lower.len() != text.len() || !lower.contains(&name) {
            continue;
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (at, found) in lower.match_indices(&name) {
            if at >= from && text.is_char_boundary(at) && text.is_char_boundary(at + found.len()) {
                out.push_str(&text[from..at]);
                out.push_str(instead);
                from = at + found.len();
            }
        }
        out.push_str(&text[from..]);
        *text = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Asked, Kind};
    use crate::convert::DeckHead;

    #[test]
    fn nothing_private_is_left_anywhere() {
        let card = Found {
            question: "왜 Sample Messenger인가요?".to_owned(),
            answer: "sample messenger를 씁니다".to_owned(),
            experience: "비밀".to_owned(),
            notes: "비밀".to_owned(),
            reflections: vec!["비밀".to_owned()],
            tags: vec!["sample-messenger".to_owned()],
            asked: vec![Asked {
                on: None,
                interview: Some("Sample Messenger 1차".to_owned()),
            }],
            ..Found::default()
        };
        let mut deck = Outgoing {
            head: DeckHead {
                id: "company/sample-messenger".to_owned(),
                title: "Sample Messenger".to_owned(),
                kind: Kind::Company,
                lang: None,
                company: Some("Sample Messenger".to_owned()),
                roles: Vec::new(),
            },
            cards: vec![card],
        };
        redact(&mut deck);
        let shown = crate::convert::json::write(&[deck], &[]).to_lowercase();
        assert!(
            !shown.contains("비밀") && !shown.contains("messenger"),
            "{shown}"
        );
    }
}
