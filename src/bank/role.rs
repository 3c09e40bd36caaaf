//! For whom a card is: the roles that candidates apply for, and how far they are.

/// The ids of the roles, as decks and the config write them.
pub const ROLES: [&str; 18] = [
    "backend-jvm",
    "backend-node",
    "backend-python",
    "backend-go",
    "backend-dotnet",
    "frontend",
    "android",
    "ios",
    "cross-platform",
    "devops",
    "data-eng",
    "data-ml",
    "llm",
    "security",
    "embedded",
    "qa",
    "game",
    "management",
];

/// The key of what holds for every role that is not named.
pub const EVERY_OTHER: &str = "default";

/// The id as it stands in [`ROLES`]; `None` where there is no such role.
pub fn known(role: &str) -> Option<&'static str> {
    ROLES.into_iter().find(|known| *known == role)
}

/// The keys of a table of importance by role, in the order in which they are written.
pub fn importance_keys() -> impl Iterator<Item = &'static str> {
    [EVERY_OTHER].into_iter().chain(ROLES)
}

/// How far a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// At the first job.
    New,
    /// Up to some four years.
    Mid,
    /// Beyond.
    Senior,
}

impl Level {
    /// The words of the deck format.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("new", Self::New),
        ("mid", Self::Mid),
        ("senior", Self::Senior),
    ];

    /// The word of the deck format.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Mid => "mid",
            Self::Senior => "senior",
        }
    }

    /// The level that a word of the deck format stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(known, _)| *known == word);
        found.map(|&(_, level)| level)
    }
}
