//! What is read, in parts that change for themselves.

/// A part of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The user's decks, and the words that mean the same.
    Decks,
    /// The logs of all devices.
    History,
    /// The coming and past interviews.
    Interviews,
    /// Options, keys, themes and presets.
    Config,
}

/// Some of the areas.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas(u8);

impl Areas {
    /// All of them.
    pub const ALL: Self = Self(0b1111);

    /// These and another one.
    #[must_use]
    pub fn with(self, area: Area) -> Self {
        Self(self.0 | 1 << (area as u8))
    }

    /// These and those.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether one is among them.
    pub fn has(self, area: Area) -> bool {
        self.0 & 1 << (area as u8) != 0
    }

    /// Whether there is none.
    pub fn is_nothing(self) -> bool {
        self.0 == 0
    }
}
