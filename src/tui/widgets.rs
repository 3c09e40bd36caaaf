//! The pieces that screens are made of.

pub mod answer;
pub mod bar;
pub mod footer;
pub mod markdown;
pub mod page;
pub mod popup;
pub mod text_edit;
