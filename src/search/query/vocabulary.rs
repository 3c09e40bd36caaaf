//! The names that filters can ask for in a bank.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::Bank;
use crate::search::spellings::Spellings;
use crate::search::unit::fold;

/// The decks, tags, languages and companies that there are, and which words mean the same.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// Deck ids.
    pub decks: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Language codes.
    pub langs: Vec<String>,
    /// Companies.
    pub companies: Vec<String>,
    /// Words that mean the same.
    pub spellings: Arc<Spellings>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            decks: Vec::new(),
            tags: Vec::new(),
            langs: Vec::new(),
            companies: Vec::new(),
            spellings: Spellings::built_in(),
        }
    }
}

impl Vocabulary {
    /// The names of a bank, each once and sorted.
    pub fn of_bank(bank: &Bank) -> Self {
        let decks = || bank.decks().iter();
        let tags = bank.cards().flat_map(|entry| &entry.card.tags);
        Self {
            decks: decks().map(|deck| deck.id.clone()).collect(),
            tags: sorted(tags),
            langs: sorted(decks().filter_map(|deck| deck.lang.as_ref())),
            companies: sorted(decks().filter_map(|deck| deck.company.as_ref())),
            spellings: match bank.spellings() {
                "" => Spellings::built_in(),
                own => Arc::new(Spellings::clone(&Spellings::built_in()).with(own)),
            },
        }
    }
}

fn sorted<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    let each_once: BTreeSet<&String> = names.collect();
    each_once.into_iter().cloned().collect()
}

/// The names that are meant by a written one: the same, else a folder of that name, else what
/// begins with it, else what has it anywhere. Case and width do not matter.
pub(super) fn names_meant<'n>(written: &str, names: &'n [String]) -> Vec<&'n String> {
    let wanted = plain(written);
    let as_folders = format!("/{wanted}/");
    let in_folder = |name: &str| format!("/{name}/").contains(&as_folders);
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == wanted,
        &in_folder,
        &|name| name.starts_with(&wanted),
        &|name| name.contains(&wanted),
    ];
    let meant_in = |way: &&dyn Fn(&str) -> bool| -> Vec<&'n String> {
        names.iter().filter(|name| way(&plain(name))).collect()
    };
    let found = ways.iter().map(meant_in).find(|meant| !meant.is_empty());
    found.unwrap_or_default()
}

/// A name without case, width and the difference between composed and decomposed.
pub(super) fn plain(name: &str) -> String {
    fold(name).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_itself_then_a_folder_then_a_beginning_then_a_part() {
        let names: Vec<String> = ["cs/net", "cs/os", "css", "infra/cs-basics", "Web"]
            .map(str::to_owned)
            .into();
        assert_eq!(names_meant("css", &names), ["css"]);
        assert_eq!(names_meant("CS", &names), ["cs/net", "cs/os"]);
        assert_eq!(names_meant("net", &names), ["cs/net"]);
        assert_eq!(names_meant("inf", &names), ["infra/cs-basics"]);
        assert_eq!(names_meant("basics", &names), ["infra/cs-basics"]);
        assert_eq!(names_meant("ｗｅｂ", &names), ["Web"]);
        assert!(names_meant("zzz", &names).is_empty());
    }
}
