//! Writing a deck's file in place: the edited values change, every other byte stays.
//!
//! [`edit`] says what is to change in a deck's text, which [`crate::toml::edit`] does, and knows
//! nothing of files; [`save`] carries an edit out on the disk, never over what somebody else has
//! written. [`draft`] is what could not be saved yet, [`drafts`] where it is kept, and [`skeleton`]
//! helps to begin an answer.

pub mod draft;
pub mod drafts;
pub mod edit;
pub mod form;
mod opened;
mod outcome;
pub mod save;
pub mod skeleton;
mod stored;
mod under_way;
pub mod value;

pub use draft::{Draft, Typed};
pub use drafts::{Drafts, LeftBehind};
pub use edit::{Own, Refusal, Removed};
pub use opened::{DeckAt, Opened, Place};
pub use outcome::{Clash, Conflict, Outcome, Past, Remember, Saved};
pub use save::{SaveError, Unmoved, Writer};
pub use value::{Changes, Field, Shape, Value};
