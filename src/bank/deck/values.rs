//! What a deck is.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::bank::card::{Card, Kind};
use crate::text;

/// Follow-ups may nest this deep; deeper ones are reported and left out.
pub(super) const DEEPEST_FOLLOW_UP: usize = 8;

/// Where a deck comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    BuiltIn,
    /// The user's file.
    File(PathBuf),
}

/// A file of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// Path below the decks folder without `.toml`, with `/` between folders.
    pub id: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The title; the last part of the id where none is given.
    pub title: String,
    /// What it prepares for.
    pub kind: Kind,
    /// The language of its cards, a code such as `ko`.
    pub lang: Option<String>,
    /// The company of a company deck.
    pub company: Option<String>,
    /// Other ways to write its name, which an export for others leaves out as well.
    pub company_names: Vec<String>,
    /// The roles that its cards are for, by their ids; for everybody without any.
    pub roles: Vec<String>,
    /// Its cards in the order of the file.
    pub cards: Vec<Card>,
}

impl Deck {
    /// How problems name the deck's file.
    pub fn shown_path(&self) -> String {
        match &self.origin {
            Origin::BuiltIn => format!("decks/{}.toml", self.id),
            Origin::File(path) => path.display().to_string(),
        }
    }

    /// Whether more than half of another deck's cards stand here, by id or by question.
    pub fn has_most_of(&self, other: &Self) -> bool {
        let key = |card: &Card| text::question_key(&card.question);
        let names: HashSet<&str> = self.cards.iter().map(|card| card.id.name()).collect();
        let questions: HashSet<String> = self.cards.iter().map(key).collect();
        let is_here =
            |card: &&Card| names.contains(card.id.name()) || questions.contains(&key(card));
        other.cards.iter().filter(is_here).count() * 2 > other.cards.len()
    }

    /// The roles that a card of this deck is for; for everybody where it is empty.
    pub fn roles_of<'a>(&'a self, card: &'a Card) -> &'a [String] {
        if card.roles.is_empty() {
            &self.roles
        } else {
            &card.roles
        }
    }

    /// Whether it is one of these decks, or below a folder of these; a slash at the end of a
    /// folder changes nothing. An empty list names no deck.
    pub fn is_in(&self, wanted: &[String]) -> bool {
        wanted.iter().any(|wanted| {
            let rest = self.id.strip_prefix(wanted.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether it is this company's; case and the space around do not matter.
    pub fn is_of(&self, company: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase();
        let own = self.company.as_deref();
        own.is_some_and(|own| plain(own) == plain(company))
    }
}

/// The title; the last part of the id where none is given.
pub(super) fn title_of(id: &str, title: Option<String>) -> String {
    title
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| id.rsplit('/').next().unwrap_or(id).to_owned())
}

/// A deck without a kind takes that of its folder, else technical.
pub(super) fn kind_of_folder(id: &str) -> Kind {
    let words = Kind::WORDS.iter();
    words
        .clone()
        .find(|(word, _)| id.split('/').any(|folder| folder == *word))
        .map_or(Kind::Technical, |&(_, kind)| kind)
}

/// Whether a card can have had this name: an id, or a deck and an id.
pub(super) fn is_former_name(name: &str) -> bool {
    let (deck, id) = name.split_once('#').unwrap_or(("deck", name));
    let is_odd = |c: char| c.is_control() || c == '#';
    !deck.is_empty() && !id.is_empty() && !id.contains(is_odd)
}

/// A former name without the deck, where it is that of this deck.
pub(super) fn own_name<'n>(deck: &str, name: &'n str) -> &'n str {
    let own = name.strip_prefix(deck).and_then(|id| id.strip_prefix('#'));
    own.unwrap_or(name)
}

/// Byte ranges are those of the text after its byte-order mark; this gives the mark's length.
pub fn byte_order_mark(text: &str) -> Range<usize> {
    0..if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::deck::read;

    #[test]
    fn a_deck_lies_in_its_folders_and_in_no_folder_that_only_begins_like_one() {
        let (deck, _) = read("technical/cache/redis", Origin::BuiltIn, "", "");
        let is_in = |wanted: &str| deck.is_in(&[wanted.to_owned()]);
        for folder in [
            "technical",
            "technical/",
            "technical/cache",
            "technical/cache/redis",
        ] {
            assert!(is_in(folder), "{folder}");
        }
        for other in ["tech", "cache", "technical/cache/redis/x", "technical/ca"] {
            assert!(!is_in(other), "{other}");
        }
        assert!(!deck.is_in(&[]));
    }
}
