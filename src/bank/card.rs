//! What a card is.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::role::Level;
use crate::text;

/// The name under which everything about a card is remembered: `<deck>#<id>`.
/// Copies share the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(Arc<str>);

impl CardId {
    /// The id of the card `id` in the deck `deck`.
    pub fn new(deck: &str, id: &str) -> Self {
        Self([deck, "#", id].concat().into())
    }

    /// An id as it is written in a history line or on the command line.
    pub fn from_written(written: &str) -> Self {
        Self(text::nfc(written).into())
    }

    /// An id as a line of the history has it.
    pub(crate) fn as_it_stands(written: &str) -> Self {
        Self(written.into())
    }

    /// The id as written: `technical/network#tcp-vs-udp`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the deck's.
    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&*self.0, |(_, name)| name)
    }

    /// The deck's part.
    pub fn deck(&self) -> &str {
        self.0.split_once('#').map_or("", |(deck, _)| deck)
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for CardId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The id that a card without one goes by until one is written into its file: a hash of its
/// deck and its normalised question, so that spacing and punctuation may change.
pub fn id_of_question(deck: &str, question: &str) -> String {
    let key = text::question_key(question);
    let bytes = deck.bytes().chain([0]).chain(key.bytes());
    format!("q-{:016x}", text::fingerprint(bytes))
}

/// What part of an interview a deck prepares for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The person: experience, character, motives.
    Personal,
    /// Knowledge and design.
    Technical,
    /// One company or kind of company.
    Company,
}

impl Kind {
    /// The words of the deck format.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("personal", Self::Personal),
        ("technical", Self::Technical),
        ("company", Self::Company),
    ];

    /// The word of the deck format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Technical => "technical",
            Self::Company => "company",
        }
    }
}

/// How a card is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardType {
    /// A question that is answered in a minute or two.
    Question,
    /// A design brief that takes 10–40 minutes.
    Design,
    /// A question that the candidate asks.
    ToAsk,
}

impl CardType {
    /// The words of the deck format.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("question", Self::Question),
        ("design", Self::Design),
        ("to_ask", Self::ToAsk),
    ];

    /// The word of the deck format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Design => "design",
            Self::ToAsk => "to_ask",
        }
    }
}

/// What a good interviewer asks next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FollowUp {
    /// The question.
    pub question: String,
    /// Its answer; empty where there is none.
    pub answer: String,
    /// What may be asked after that.
    pub follow_ups: Vec<FollowUp>,
}

/// When and where a question was really asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The day.
    pub on: Option<NaiveDate>,
    /// The interview as the user calls it.
    pub interview: Option<String>,
}

/// Which note a card was imported from, so that a second import knows it again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The note, as the user named it at the import.
    pub note: String,
    /// The card's place in it: its section and question.
    pub anchor: String,
    /// A checksum of every field as the note had it at the last import, `field:hash` by field.
    /// A field that still has its checksum was not changed by the user.
    pub seen: String,
}

/// One question with everything that is known of it. Texts are in composed form (NFC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The name that history knows it by.
    pub id: CardId,
    /// Whether the id stands in the file; else it is made of the question.
    pub id_is_written: bool,
    /// The question as an interviewer says it.
    pub question: String,
    /// Other wordings under which the same answer is wanted.
    pub also_asked: Vec<String>,
    /// The model answer (Markdown); empty while unwritten.
    pub answer: String,
    /// What an answer should go through.
    pub outline: String,
    /// What an interviewer would tick off.
    pub key_points: Vec<String>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
    /// Where the user used it.
    pub experience: String,
    /// What went wrong the last times.
    pub reflections: Vec<String>,
    /// The user's own notes; never shown as the answer.
    pub notes: String,
    /// The deck's tags and the card's own, without repeats.
    pub tags: Vec<String>,
    /// How often it is asked: 0–3. Where it differs by role, what holds for all others.
    pub importance: u8,
    /// How often these roles are asked it: 0–3 by the role's id, in the order of
    /// [`ROLES`](super::role::ROLES).
    pub importance_by_role: Vec<(String, u8)>,
    /// The card's own roles; without any it is for those of its deck.
    pub roles: Vec<String>,
    /// For whom it is hard enough; `None` for everybody.
    pub level: Option<Level>,
    /// The answer's time, the card's or the deck's.
    pub time: Option<Duration>,
    /// How it is used.
    pub card_type: CardType,
    /// Sources.
    pub links: Vec<String>,
    /// When it was really asked.
    pub asked: Vec<Asked>,
    /// The note that it was imported from.
    pub source: Option<Source>,
    /// Names that it had before: an id of its deck, or a whole `<deck>#<id>`.
    pub was: Vec<String>,
    /// The line of the file at which the card begins, from 1.
    pub line: usize,
}

impl Default for Card {
    /// A card of which nothing is said.
    fn default() -> Self {
        Self {
            id: CardId::default(),
            id_is_written: false,
            question: String::new(),
            also_asked: Vec::new(),
            answer: String::new(),
            outline: String::new(),
            key_points: Vec::new(),
            follow_ups: Vec::new(),
            experience: String::new(),
            reflections: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            importance: 1,
            importance_by_role: Vec::new(),
            roles: Vec::new(),
            level: None,
            time: None,
            card_type: CardType::Question,
            links: Vec::new(),
            asked: Vec::new(),
            source: None,
            was: Vec::new(),
            line: 0,
        }
    }
}

impl Card {
    /// A card without an answer that counts as unwritten; questions to ask need none.
    pub fn is_unwritten(&self) -> bool {
        self.answer.is_empty() && self.card_type != CardType::ToAsk
    }

    /// How often candidates for these roles are asked it: the most of theirs, else what holds for
    /// all others.
    pub fn importance_for(&self, roles: &[String]) -> u8 {
        let by_role = self.importance_by_role.iter();
        let theirs = by_role.filter(|(role, _)| roles.contains(role));
        let most = theirs.map(|&(_, importance)| importance).max();
        most.unwrap_or(self.importance)
    }

    /// The whole names that it had before.
    pub fn former_ids(&self) -> impl Iterator<Item = CardId> {
        let whole = |name: &String| {
            if name.contains('#') {
                CardId::from_written(name)
            } else {
                CardId::new(self.id.deck(), name)
            }
        };
        self.was.iter().map(whole)
    }

    /// The wording number `wording` (0 is the question itself), or the question where there is no
    /// such wording any more.
    pub fn wording(&self, wording: usize) -> &str {
        wording
            .checked_sub(1)
            .and_then(|i| self.also_asked.get(i))
            .unwrap_or(&self.question)
    }

    /// The follow-up at a path: `[1]` is the second follow-up, `[1, 0]` the first one below it.
    pub fn follow_up(&self, path: &[usize]) -> Option<&FollowUp> {
        let (&first, rest) = path.split_first()?;
        rest.iter()
            .try_fold(self.follow_ups.get(first)?, |found, &i| {
                found.follow_ups.get(i)
            })
    }

    /// Whether the card has this tag.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_question_is_stable_and_blind_to_spacing() {
        let id = id_of_question("mine", "TCP와 UDP는?");
        assert_eq!(id, id_of_question("mine", "tcp와  UDP는"));
        assert_eq!(id, "q-a49a26df508cd1dc");
        assert_ne!(id, id_of_question("other", "TCP와 UDP는?"));
    }
}
