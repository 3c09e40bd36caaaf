//! The screens, one file each. The app knows them as [`Screen`]s only; the first one, home, opens
//! the others.

use super::screen::Screen;

pub mod adopt;
pub mod appointment;
pub mod audience;
pub mod browse;
pub mod choose;
pub mod debrief;
pub mod decks;
pub mod editor;
pub mod help;
pub mod home;
pub mod import;
pub mod interviews;
pub mod look_back;
pub mod palette;
pub mod problems;
pub mod progress;
pub mod review;
pub mod room;
pub mod story;
pub mod themes;
mod unkept;
pub mod weak;

/// What the program was started to do.
#[derive(Debug, Clone, PartialEq)]
pub enum First {
    /// Show the home screen.
    Home,
    /// Begin this interview as soon as the decks are read.
    Interview(Box<choose::Choice>),
    /// Show the question bank with this query.
    Browse(String),
    /// Choose whose questions are practised.
    Setup,
    /// Begin this review.
    Review(review::ReviewChoice),
}

/// The screen at the bottom: home, which opens what the program was started for once decks and
/// history are read.
pub fn start(first: First) -> Box<dyn Screen> {
    Box::new(home::Home::new(first))
}
