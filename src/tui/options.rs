//! What the user has chosen in the config folder, as the screens need it.

use std::fmt;
use std::sync::Arc;

use super::keymap::Keymap;
use super::theme::Theme;
use crate::bank::Audience;
use crate::interview::preset::Preset;
use crate::language::Language;
use crate::problem::Problem;

/// Options, keys, theme and presets. They count for a window that is open already as well.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The interface's language.
    pub language: Language,
    /// The styles.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// The presets in the order in which they are offered.
    pub presets: Vec<Preset>,
    /// Only ASCII signs.
    pub ascii: bool,
    /// Nothing moves by itself but the digits of a clock.
    pub reduced_motion: bool,
    /// Whether one card in four of a practice is asked on after a pass.
    pub asks_why: bool,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Whose questions are practised where no interview says otherwise.
    pub audience: Audience,
    /// What is wrong in the files.
    pub problems: Vec<Problem>,
}

/// Reads the options once more, with what the command line says above them.
#[derive(Clone)]
pub struct Reread(Arc<dyn Fn() -> Option<Options> + Send + Sync>);

impl Reread {
    /// In this way.
    pub fn new(read: impl Fn() -> Option<Options> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The options; `None` where they cannot be had.
    pub fn read(&self) -> Option<Options> {
        (self.0)()
    }
}

impl fmt::Debug for Reread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reread")
    }
}
