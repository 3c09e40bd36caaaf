//! What is read outside the program: a session as Markdown, JSON or one HTML page.
//!
//! [`page`] makes a whole page that needs nothing but itself, [`chart`] draws into it, and
//! [`session`] says what of a session goes in. All of it is pure: text in, text out.

pub mod chart;
pub mod page;
pub mod session;
