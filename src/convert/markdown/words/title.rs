//! What a heading or a `<summary>` promises: questions, an interview, links, a button.

use super::question::{Form, is_letter, is_mark};

mod answer;
mod interview;
mod page;

pub(in super::super) use answer::{
    is_answer_opener, is_follow_up_title, is_key_point_title, is_opener, is_placeholder,
};
use interview::announces;
pub(in super::super) use interview::{
    is_brief, is_design, is_fact, is_numbered_experience, is_to_ask, names_interview,
    names_one_interview,
};
pub(in super::super) use page::{is_boilerplate, is_contents_title, is_link_title, is_navigation};
use page::{is_links, is_of_page};

/// A heading in small letters without numbers, emoji and punctuation around it.
fn normal(title: &str) -> String {
    let title = title.trim_matches(|c| !is_letter(c));
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".)- ".contains(c));
    let mut out = String::with_capacity(title.len());
    for word in title.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '*')) {
        if word.is_empty() || word.chars().all(is_mark) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// What a heading is, found out once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Traits {
    /// How much it asks.
    pub form: Form,
    /// Whether it belongs to a page and not to its questions.
    pub is_boilerplate: bool,
    /// Whether links to elsewhere stand below it.
    pub is_link_title: bool,
    /// Whether it announces questions.
    pub announces_questions: bool,
}

impl Traits {
    /// The traits of a heading of this form.
    pub fn of(title: &str, form: Form) -> Self {
        let words = normal(title);
        let is_number = words.is_empty() && title.chars().any(|c| c.is_ascii_digit());
        let is_link_title = is_links(&words);
        Self {
            form,
            is_boilerplate: !is_number && (is_link_title || is_of_page(&words)),
            is_link_title,
            announces_questions: announces(&words),
        }
    }
}
