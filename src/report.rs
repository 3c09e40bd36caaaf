//! What is read outside the program: a session or the whole progress as text, JSON or one HTML
//! page.
//!
//! [`page`] makes a whole page that needs nothing but itself, [`chart`] draws into it;
//! [`session`] and [`progress`] say what goes in. All of it is pure: text in, text out.

pub mod chart;
pub mod page;
pub mod progress;
pub mod session;
