//! Notes of other formats as cards, and cards as other formats. Pure: text in, text out.

use chrono::NaiveDate;

use crate::bank::card::Asked;
use crate::bank::{CardType, FollowUp};
use crate::text;

pub mod markdown;

/// A card as it was found in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The question, on one line.
    pub question: String,
    /// Code and options that belong to the question (Markdown).
    pub prompt: String,
    /// Other wordings.
    pub also_asked: Vec<String>,
    /// The answer (Markdown); empty where the note has none.
    pub answer: String,
    /// What an answer should mention.
    pub key_points: Vec<String>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
    /// What the writer did with it.
    pub experience: String,
    /// What the writer thought of it after an interview.
    pub reflections: Vec<String>,
    /// What was hidden in the note.
    pub notes: String,
    /// Stars, 1–3; `None` without any.
    pub importance: Option<u8>,
    /// How it is used.
    pub card_type: CardType,
    /// The section's name and the note's tags.
    pub tags: Vec<String>,
    /// The heading under which it stood.
    pub section: String,
    /// Sources.
    pub links: Vec<String>,
    /// When it was really asked.
    pub asked: Vec<Asked>,
    /// First and last line in the note, from 1.
    pub lines: (usize, usize),
}

impl Default for Found {
    fn default() -> Self {
        Self {
            question: String::new(),
            prompt: String::new(),
            also_asked: Vec::new(),
            answer: String::new(),
            key_points: Vec::new(),
            follow_ups: Vec::new(),
            experience: String::new(),
            reflections: Vec::new(),
            notes: String::new(),
            importance: None,
            card_type: CardType::Question,
            tags: Vec::new(),
            section: String::new(),
            links: Vec::new(),
            asked: Vec::new(),
            lines: (1, 1),
        }
    }
}

/// Lines of a note that made no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// First and last line, from 1.
    pub lines: (usize, usize),
    /// Why.
    pub why: &'static str,
}

/// What a note holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Its questions, in its order.
    pub cards: Vec<Found>,
    /// What the candidate asks.
    pub to_ask: Vec<Found>,
    /// What is to be done.
    pub checklist: Vec<String>,
    /// What made no card, and why.
    pub skipped: Vec<Skipped>,
}

impl Note {
    /// Joins skipped lines that follow one another for the same reason.
    fn merge_skipped(&mut self) {
        self.skipped.sort_by_key(|skipped| skipped.lines);
        let mut merged: Vec<Skipped> = Vec::new();
        for skipped in self.skipped.drain(..) {
            match merged.last_mut() {
                Some(last) if last.why == skipped.why && skipped.lines.0 <= last.lines.1 + 2 => {
                    last.lines.1 = last.lines.1.max(skipped.lines.1);
                }
                _ => merged.push(skipped),
            }
        }
        self.skipped = merged;
    }
}

/// Text of a note that is safe to keep and to show: in composed form, without control and
/// invisible characters. Tabs stay, for they are part of code.
pub(crate) fn clean_text(found: &str) -> String {
    let composed = text::nfc(found);
    let is_invisible = |c: char| {
        matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if !composed.chars().any(|c| c.is_control() && c != '\n' && c != '\t' || is_invisible(c)) {
        return composed.trim().to_owned();
    }
    let without: String = composed.chars().filter(|c| !is_invisible(*c)).collect();
    let parts: Vec<_> = without.split('\t').map(text::visible).collect();
    parts.join("\t").trim().to_owned()
}

/// As [`clean_text`], on one line.
pub(crate) fn clean_line(found: &str) -> String {
    let cleaned = clean_text(found);
    if !cleaned.contains(['\n', '\t']) {
        return cleaned;
    }
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day as a deck writes it.
pub(crate) fn written_day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
