//! For whom a card is: the roles that candidates apply for, and how far they are.

use crate::language::Both;

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

/// What each role is called, in the order of [`ROLES`].
const WORDS: [Both<&str>; 18] = [
    Both::new("백엔드(자바·코틀린)", "Backend (Java, Kotlin)"),
    Both::new("백엔드(Node)", "Backend (Node)"),
    Both::new("백엔드(파이썬)", "Backend (Python)"),
    Both::new("백엔드(Go)", "Backend (Go)"),
    Both::new("백엔드(닷넷)", "Backend (.NET)"),
    Both::new("프런트엔드", "Frontend"),
    Both::new("안드로이드", "Android"),
    Both::new("iOS", "iOS"),
    Both::new("크로스 플랫폼", "Cross-platform"),
    Both::new("DevOps·인프라", "DevOps/infra"),
    Both::new("데이터 엔지니어", "Data engineering"),
    Both::new("데이터 사이언스", "Data science"),
    Both::new("LLM 응용", "LLM applications"),
    Both::new("보안", "Security"),
    Both::new("임베디드", "Embedded"),
    Both::new("QA", "QA"),
    Both::new("게임", "Game"),
    Both::new("리드·매니저", "Lead, manager"),
];

/// Roles that are chosen together under one name.
#[derive(Debug)]
pub struct Group {
    /// The name that stands for its roles wherever roles are written.
    pub id: &'static str,
    /// What it is called.
    pub words: Both<&'static str>,
    /// Its roles.
    pub roles: &'static [&'static str],
}

/// The groups in the order in which they are offered.
pub const GROUPS: [Group; 7] = [
    Group {
        id: "backend",
        words: Both::new("백엔드", "Backend"),
        roles: &[
            "backend-jvm",
            "backend-node",
            "backend-python",
            "backend-go",
            "backend-dotnet",
        ],
    },
    Group {
        id: "frontend",
        words: Both::new("프런트엔드", "Frontend"),
        roles: &["frontend"],
    },
    Group {
        id: "fullstack",
        words: Both::new("풀스택", "Full-stack"),
        roles: &["backend-jvm", "backend-node", "frontend"],
    },
    Group {
        id: "mobile",
        words: Both::new("모바일", "Mobile"),
        roles: &["android", "ios", "cross-platform"],
    },
    Group {
        id: "devops",
        words: Both::new("DevOps·인프라", "DevOps/infra"),
        roles: &["devops"],
    },
    Group {
        id: "data",
        words: Both::new("데이터", "Data"),
        roles: &["data-eng", "data-ml"],
    },
    Group {
        id: "ai",
        words: Both::new("AI·ML", "AI/ML"),
        roles: &["data-ml", "llm"],
    },
];

/// What a role or a group of roles is called; its id where there is no such one.
pub fn words(id: &str) -> Both {
    let place = ROLES.iter().position(|role| *role == id);
    let group = GROUPS.iter().find(|group| group.id == id);
    let words = group.map(|group| &group.words);
    let words = words.or_else(|| WORDS.get(place?));
    match words {
        Some(words) => Both::new(words.korean.to_owned(), words.english.to_owned()),
        None => Both::new(id.to_owned(), id.to_owned()),
    }
}

/// The ids of the roles that a written name stands for: a role's own, or those of a group. `None`
/// where there is no such name.
pub fn meant(name: &str) -> Option<&'static [&'static str]> {
    let group = GROUPS.iter().find(|group| group.id == name);
    let of_group = group.map(|group| group.roles);
    of_group.or_else(|| {
        let place = ROLES.iter().position(|role| *role == name)?;
        ROLES.get(place..=place)
    })
}

/// The names that can be written for roles: groups first.
pub fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().map(|group| group.id).chain(ROLES)
}

/// These roles and those of these groups, each once, in the order of [`ROLES`].
pub fn in_order(names: &[String]) -> Vec<String> {
    let wanted: Vec<&str> = names
        .iter()
        .filter_map(|name| meant(name))
        .flatten()
        .copied()
        .collect();
    let roles = ROLES.into_iter().filter(|role| wanted.contains(role));
    roles.map(str::to_owned).collect()
}

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
