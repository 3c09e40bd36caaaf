//! The pieces that screens are made of.

pub mod answer;
pub mod ascii;
pub mod ask;
pub mod bar;
pub mod chart;
pub mod footer;
pub mod form;
pub mod lines;
pub mod list;
pub mod markdown;
pub mod next_keys;
pub mod page;
pub mod pane;
pub mod picker;
pub mod popup;
pub mod sheet;
pub mod text_edit;
