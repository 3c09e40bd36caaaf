//! How well built-in decks fit groups of roles, and which tags are programming languages.

use crate::bank::role::{GROUPS, Group};

/// Tags that name a programming language, or what belongs to one.
pub(super) const LANGUAGE_TAGS: [&str; 17] = [
    "java",
    "jvm",
    "kotlin",
    "spring",
    "jpa",
    "node",
    "nodejs",
    "javascript",
    "typescript",
    "python",
    "django",
    "go",
    "csharp",
    "dotnet",
    "swift",
    "rust",
    "cpp",
];

/// The languages of roles, as tags.
const OF_ROLES: [(&str, &[&str]); 12] = [
    ("backend-jvm", &["java", "jvm", "kotlin", "spring", "jpa"]),
    (
        "backend-node",
        &["node", "nodejs", "javascript", "typescript"],
    ),
    ("backend-python", &["python", "django"]),
    ("backend-go", &["go"]),
    ("backend-dotnet", &["csharp", "dotnet"]),
    ("frontend", &["javascript", "typescript"]),
    ("android", &["java", "jvm", "kotlin"]),
    ("ios", &["swift"]),
    ("data-eng", &["python", "java", "jvm"]),
    ("data-ml", &["python"]),
    ("llm", &["python"]),
    ("embedded", &["cpp", "rust"]),
];

/// The candidate's languages: those among the tags, else those of the roles. None where nothing
/// says which they are.
pub(super) fn languages(tags: &[String], roles: &[String]) -> Vec<&'static str> {
    let named = LANGUAGE_TAGS
        .iter()
        .filter(|tag| tags.iter().any(|own| own == *tag));
    let named: Vec<&str> = named.copied().collect();
    if !named.is_empty() {
        return named;
    }
    let is_own = |role: &str| roles.iter().any(|own| own == role);
    let of_roles = OF_ROLES.iter().filter(|(role, _)| is_own(role));
    let mut found: Vec<&str> = of_roles.flat_map(|(_, tags)| *tags).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Words in a round's name by which its role is known.
const OF_ROUNDS: [(&str, &[&str]); 6] = [
    (
        "backend",
        &["백엔드", "서버", "backend", "back-end", "server"],
    ),
    ("frontend", &["프론트", "프런트", "frontend", "front-end"]),
    (
        "mobile",
        &["모바일", "안드로이드", "mobile", "android", "ios"],
    ),
    (
        "devops",
        &["인프라", "데브옵스", "sre", "devops", "platform"],
    ),
    ("data", &["데이터", "data"]),
    ("ai", &["머신러닝", "machine learning", "llm"]),
];

/// The groups that a round's name speaks of.
pub(super) fn groups_of_round(round: &str) -> Vec<&'static Group> {
    let round = round.to_lowercase();
    let is_named = |words: &[&str]| words.iter().any(|word| round.contains(word));
    let named = OF_ROUNDS.iter().filter(|(_, words)| is_named(words));
    let groups = named.filter_map(|(id, _)| GROUPS.iter().find(|group| group.id == *id));
    groups.collect()
}

/// Whether a round asks about the person more than about knowledge.
pub(super) fn is_about_the_person(round: &str) -> bool {
    let round = round.to_lowercase();
    let words = [
        "인성",
        "임원",
        "컬처",
        "문화",
        "2차",
        "최종",
        "culture",
        "executive",
        "behavio",
        "fit",
    ];
    let is_technical = ["기술", "technical", "코딩", "coding"]
        .iter()
        .any(|word| round.contains(word));
    !is_technical && words.iter().any(|word| round.contains(word))
}

/// Decks by how well they fit a group: surely asked, often, seldom. All others are between the
/// last two.
const DECKS: [(&str, [&[&str]; 3]); 6] = [
    (
        "backend",
        [
            &[
                "database",
                "databases-and-cache",
                "language",
                "languages-and-frameworks",
                "backend-framework",
                "network",
                "network-and-web",
                "java",
                "kotlin",
                "spring-jpa",
                "web-api",
            ],
            &[
                "operating-system",
                "cache",
                "architecture",
                "messaging-and-architecture",
                "data-structure",
                "systems-and-data-structures",
                "messaging",
                "object-oriented",
                "software-design",
                "computer-basics",
                "algorithms-talk",
                "testing",
                "git",
                "live-coding",
            ],
            &[
                "kubernetes",
                "frontend-basics",
                "html-css",
                "web-browser",
                "react",
                "vue-angular",
            ],
        ],
    ),
    (
        "frontend",
        [
            &[
                "frontend-basics",
                "javascript",
                "typescript",
                "react",
                "vue-angular",
                "html-css",
                "web-browser",
                "network",
                "network-and-web",
                "languages-and-frameworks",
            ],
            &[
                "data-structure",
                "systems-and-data-structures",
                "language",
                "web-api",
                "software-design",
                "testing",
                "git",
                "live-coding",
                "algorithms-talk",
                "object-oriented",
            ],
            &[
                "messaging",
                "messaging-and-architecture",
                "kubernetes",
                "container",
                "cloud",
                "devops",
                "platform-and-operations",
                "cache",
                "backend-framework",
                "spring-jpa",
                "databases-and-cache",
            ],
        ],
    ),
    (
        "mobile",
        [
            &[
                "android",
                "android-compose",
                "ios",
                "swift",
                "flutter",
                "react-native",
                "kotlin",
            ],
            &[
                "network",
                "network-and-web",
                "data-structure",
                "systems-and-data-structures",
                "operating-system",
                "object-oriented",
                "software-design",
                "language",
                "languages-and-frameworks",
                "testing",
                "git",
                "live-coding",
            ],
            &[
                "messaging",
                "messaging-and-architecture",
                "kubernetes",
                "container",
                "cloud",
                "devops",
                "platform-and-operations",
                "backend-framework",
                "spring-jpa",
                "frontend-basics",
            ],
        ],
    ),
    (
        "devops",
        [
            &[
                "linux",
                "container",
                "kubernetes",
                "cloud",
                "infra-as-code",
                "devops",
                "platform-and-operations",
                "network",
                "network-and-web",
            ],
            &[
                "operating-system",
                "systems-and-data-structures",
                "database",
                "databases-and-cache",
                "architecture",
                "messaging",
                "messaging-and-architecture",
                "security",
                "git",
            ],
            &[
                "frontend-basics",
                "backend-framework",
                "spring-jpa",
                "html-css",
                "react",
            ],
        ],
    ),
    (
        "data",
        [
            &[
                "data-engineering",
                "python",
                "database",
                "databases-and-cache",
                "messaging",
                "messaging-and-architecture",
                "statistics",
                "machine-learning",
            ],
            &[
                "data-structure",
                "systems-and-data-structures",
                "operating-system",
                "architecture",
                "cloud",
                "algorithms-talk",
                "git",
            ],
            &[
                "frontend-basics",
                "backend-framework",
                "spring-jpa",
                "kubernetes",
                "html-css",
            ],
        ],
    ),
    (
        "ai",
        [
            &[
                "statistics",
                "machine-learning",
                "deep-learning",
                "llm-basics",
                "llm-applications",
                "python",
            ],
            &[
                "data-structure",
                "systems-and-data-structures",
                "database",
                "databases-and-cache",
                "algorithms-talk",
                "git",
            ],
            &[
                "frontend-basics",
                "backend-framework",
                "spring-jpa",
                "kubernetes",
                "messaging",
            ],
        ],
    ),
];

/// How well a built-in deck of this name fits a group, 0–1.
pub(super) fn of_deck(group: &str, name: &str) -> f64 {
    let Some((_, [first, often, seldom])) = DECKS.iter().find(|(id, _)| *id == group) else {
        return 1.0;
    };
    if first.contains(&name) {
        1.0
    } else if often.contains(&name) {
        0.75
    } else if seldom.contains(&name) {
        0.25
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rounds_name_tells_its_role_and_whether_it_is_about_the_person() {
        let groups = |round: &str| -> Vec<&str> {
            groups_of_round(round)
                .iter()
                .map(|group| group.id)
                .collect()
        };
        assert_eq!(groups("서버 개발 1차 기술"), ["backend"]);
        assert_eq!(groups("SRE / Platform"), ["devops"]);
        assert_eq!(groups("2차"), [""; 0]);
        for (round, wanted) in [
            ("2차", true),
            ("임원 면접", true),
            ("Culture fit", true),
            ("1차 기술", false),
            ("2차 기술 면접", false),
            ("", false),
        ] {
            assert_eq!(is_about_the_person(round), wanted, "{round}");
        }
    }

    #[test]
    fn the_candidates_languages_are_those_of_the_interview_before_those_of_the_role() {
        let owned = |words: &[&str]| {
            words
                .iter()
                .map(|&word| word.to_owned())
                .collect::<Vec<_>>()
        };
        let roles = owned(&["backend-go", "frontend"]);
        assert_eq!(languages(&[], &roles), ["go", "javascript", "typescript"]);
        assert_eq!(languages(&owned(&["kotlin", "redis"]), &roles), ["kotlin"]);
        assert_eq!(languages(&[], &[]), [""; 0]);
    }
}
