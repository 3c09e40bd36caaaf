//! Judging words: is this a question, what does this heading promise, is this navigation?
//!
//! The lists here are of languages (Korean and English) and of habits of note-taking, never of a
//! single file's words.

mod date;
mod question;
mod title;

pub(super) use date::{date_in, without_date};
pub(super) use question::{
    Form, cleaned_question, form, is_emoji, is_letter, is_statement, shortcode_end,
    tells_experience, unadorned, without_number, without_wiki_links,
};
pub(super) use title::{
    Traits, is_answer_opener, is_boilerplate, is_brief, is_contents_title, is_design, is_fact,
    is_follow_up_title, is_key_point_title, is_link_title, is_navigation, is_numbered_experience,
    is_opener, is_placeholder, is_to_ask, names_interview, names_one_interview,
};
