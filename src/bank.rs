//! The question bank: every deck, built in or the user's own, and every problem found in them.
//!
//! [`card`] says what a card is, [`deck`] reads one deck's text, [`load`] walks the folders, and
//! [`builtin`] holds the decks that come with the program. [`role`] names whom
//! cards are for, and [`audience`] says which of them are practised.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::both;
use crate::problem::{Problem, Severity};

pub mod audience;
pub mod builtin;
pub mod card;
pub mod deck;
pub mod load;
pub mod role;
pub mod write;

pub use audience::Audience;
pub use card::{Asked, Card, CardId, CardType, FollowUp, Kind, Source};
pub use deck::{Deck, Origin};
pub use role::Level;

/// All decks in the order of their ids, and what is wrong in them.
#[derive(Debug, Default, Clone)]
pub struct Bank {
    decks: Vec<Arc<Deck>>,
    places: HashMap<CardId, (usize, usize), RandomState>,
    former: Arc<FormerNames>,
    /// The number of each deck's first card.
    firsts: Vec<usize>,
    problems: Vec<Problem>,
    /// The decks whose files could not be read any more; their cards are those that are known.
    unreadable: BTreeSet<String>,
    spellings: Arc<str>,
}

/// A card together with the deck that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'b> {
    /// The deck.
    pub deck: &'b Arc<Deck>,
    /// The card.
    pub card: &'b Card,
}

impl<'b> Entry<'b> {
    /// The roles that the card is for; for everybody where it is empty.
    pub fn roles(self) -> &'b [String] {
        self.deck.roles_of(self.card)
    }

    /// Whether candidates for any of these roles get the card. Who names no role gets all.
    pub fn is_for(self, roles: &[String]) -> bool {
        let own = self.roles();
        own.is_empty() || roles.is_empty() || own.iter().any(|role| roles.contains(role))
    }
}

/// The names that cards had before, each with the one that the card has now.
pub type FormerNames = HashMap<CardId, CardId, RandomState>;

impl Bank {
    /// A bank of these decks. A user's deck with a built-in's id replaces it.
    pub fn new(decks: impl IntoIterator<Item = Deck>, problems: Vec<Problem>) -> Self {
        let mut by_id: HashMap<String, Deck> = HashMap::new();
        for deck in decks {
            match by_id.get(&deck.id) {
                Some(other)
                    if other.origin != Origin::BuiltIn && deck.origin == Origin::BuiltIn => {}
                _ => {
                    by_id.insert(deck.id.clone(), deck);
                }
            }
        }
        Self::of_decks(by_id.into_values().map(Arc::new).collect(), problems)
    }

    /// The same bank with one deck as it stands in its file now, and what is wrong in it. The
    /// other decks are shared, not copied.
    #[must_use]
    pub fn with_deck(&self, deck: Deck, problems: Vec<Problem>) -> Self {
        let before = self.decks.iter().find(|other| other.id == deck.id);
        let of_before = before.map(|before| before.shown_path());
        let now = deck.shown_path();
        let mut unreadable = self.unreadable.clone();
        unreadable.remove(&deck.id);
        let is_other =
            |problem: &&Problem| problem.path != now && Some(&problem.path) != of_before.as_ref();
        let others = self.problems.iter().filter(is_other).cloned();
        let problems = others.chain(problems).collect();
        let decks = self.decks.iter().filter(|other| other.id != deck.id);
        let mut decks: Vec<Arc<Deck>> = decks.cloned().collect();
        decks.push(Arc::new(deck));
        Self {
            unreadable,
            spellings: Arc::clone(&self.spellings),
            ..Self::of_decks(decks, problems)
        }
    }

    /// The same bank where a deck's file cannot be read any more: the cards that are known stay, and
    /// the problem says what is wrong.
    #[must_use]
    pub fn without_file(&self, deck: &str, problem: Problem) -> Self {
        let mut bank = self.clone();
        bank.problems.retain(|other| other.path != problem.path);
        bank.problems.push(problem);
        bank.unreadable.insert(deck.to_owned());
        bank
    }

    /// This bank, which was read anew, with the user's decks that were there before and cannot be
    /// read any more.
    #[must_use]
    pub fn keeping(self, before: &Self) -> Self {
        let is_read = |deck: &Arc<Deck>| {
            let now = self.decks.binary_search_by(|now| now.id.cmp(&deck.id));
            now.is_ok_and(|at| self.decks[at].origin == deck.origin)
        };
        let users = |deck: &&Arc<Deck>| deck.origin != Origin::BuiltIn;
        let is_new = |deck: &&Arc<Deck>| before.decks.iter().all(|other| other.id != deck.id);
        let new: Vec<&Arc<Deck>> = self.decks.iter().filter(is_new).collect();
        let gone = before.decks.iter().filter(users);
        let gone = gone.filter(|deck| !is_read(deck));
        // A file that was renamed has its cards in a new one.
        let gone = gone.filter(|deck| new.iter().all(|new| !new.has_most_of(deck)));
        let gone: Vec<&Arc<Deck>> = gone.collect();
        if gone.is_empty() {
            return self;
        }
        let mut decks = self.decks.clone();
        decks.retain(|deck| gone.iter().all(|gone| gone.id != deck.id));
        decks.extend(gone.iter().copied().cloned());
        let mut bank = Self::of_decks(decks, self.problems).with_spellings(self.spellings);
        for deck in gone {
            let path = deck.shown_path();
            if bank.problems.iter().all(|problem| problem.path != path) {
                bank.problems.push(of_gone(path));
            }
            bank.unreadable.insert(deck.id.clone());
        }
        bank
    }

    /// The deck with this id, if its file could not be read any more.
    pub fn unreadable(&self, id: &str) -> Option<&Arc<Deck>> {
        let id = self.unreadable.get(id)?;
        self.decks.iter().find(|deck| deck.id == *id)
    }

    /// The same bank with the user's own groups of words that mean the same, a group a line.
    #[must_use]
    pub fn with_spellings(self, spellings: Arc<str>) -> Self {
        Self { spellings, ..self }
    }

    /// The user's own groups of words that mean the same, as they are written.
    pub fn spellings(&self) -> &str {
        &self.spellings
    }

    fn of_decks(mut decks: Vec<Arc<Deck>>, problems: Vec<Problem>) -> Self {
        decks.sort_by(|a, b| a.id.cmp(&b.id));
        let places: HashMap<CardId, (usize, usize), RandomState> = decks
            .iter()
            .enumerate()
            .flat_map(|(d, deck)| {
                deck.cards
                    .iter()
                    .enumerate()
                    .map(move |(c, card)| (card.id.clone(), (d, c)))
            })
            .collect();
        let mut former = FormerNames::default();
        for card in decks.iter().flat_map(|deck| &deck.cards) {
            for name in card.former_ids().filter(|name| !places.contains_key(name)) {
                former.entry(name).or_insert_with(|| card.id.clone());
            }
        }
        let firsts = decks
            .iter()
            .scan(0, |next, deck| {
                let first = *next;
                *next += deck.cards.len();
                Some(first)
            })
            .collect();
        Self {
            decks,
            places,
            former: Arc::new(former),
            firsts,
            problems,
            unreadable: BTreeSet::new(),
            spellings: Arc::default(),
        }
    }

    /// The decks, by id.
    pub fn decks(&self) -> &[Arc<Deck>] {
        &self.decks
    }

    /// Every card, deck by deck in the order of the files.
    pub fn cards(&self) -> impl Iterator<Item = Entry<'_>> {
        self.decks
            .iter()
            .flat_map(|deck| deck.cards.iter().map(move |card| Entry { deck, card }))
    }

    /// The card with this number in the order of [`Bank::cards`].
    pub fn at(&self, number: usize) -> Option<Entry<'_>> {
        let d = self
            .firsts
            .partition_point(|&first| first <= number)
            .checked_sub(1)?;
        let deck = self.decks.get(d)?;
        deck.cards
            .get(number - self.firsts[d])
            .map(|card| Entry { deck, card })
    }

    /// The names that cards of the bank had before and no other card has now. Of two cards that
    /// had one, the first has it.
    pub fn former_names(&self) -> &Arc<FormerNames> {
        &self.former
    }

    /// The card with this id, or that had it before.
    pub fn find(&self, id: &CardId) -> Option<Entry<'_>> {
        let place = self.places.get(id);
        let &(d, c) = place.or_else(|| self.places.get(self.former.get(id)?))?;
        let deck = self.decks.get(d)?;
        deck.cards.get(c).map(|card| Entry { deck, card })
    }

    /// The card that had a name before, the whole or the part after the `#`; `None` where several
    /// cards had it.
    pub fn formerly(&self, written: &str) -> Option<Entry<'_>> {
        let is_it = |id: &CardId| id.as_str() == written || id.name() == written;
        let mut cards = self.former.iter().filter(|(former, _)| is_it(former));
        let (_, card) = cards.next()?;
        let is_only_one = cards.all(|(_, other)| other == card);
        self.find(card).filter(|_| is_only_one)
    }

    /// The number of the card with this id in the order of [`Bank::cards`].
    pub fn number_of(&self, id: &CardId) -> Option<usize> {
        let &(d, c) = self.places.get(id)?;
        Some(self.firsts.get(d)? + c)
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.decks.iter().map(|deck| deck.cards.len()).sum()
    }

    /// Whether there is no card at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many cards are still without the user's answer.
    pub fn unwritten(&self) -> usize {
        self.cards()
            .filter(|entry| entry.card.is_unwritten())
            .count()
    }

    /// What is wrong in the decks, by file and place.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems are errors.
    pub fn errors(&self) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count()
    }
}

/// A deck that was there before and is not any more.
fn of_gone(path: String) -> Problem {
    Problem::of_file(
        path,
        Severity::Error,
        both!(
            "파일이 없어졌습니다. 카드는 읽어 둔 대로 보입니다",
            "the file is gone; its cards are shown as they were read"
        ),
        both!(
            "되돌려 놓거나, 지운 것이면 다시 시작하세요",
            "put it back; if you removed it, start again"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(id: &str, text: &str) -> (Deck, Vec<Problem>) {
        let path = format!("/decks/{id}.toml");
        deck::read(id, Origin::File(path.clone().into()), &path, text)
    }

    #[test]
    fn a_card_is_found_by_the_names_that_it_had_unless_another_has_them_now() {
        let text = |id: &str, was: &str| {
            format!("[[cards]]\nid = '{id}'\nquestion = '{id}?'\nwas = [{was}]\n")
        };
        let (a, _) = read("a", &text("new", "'old', 'b#taken', 'gone#old', 'c#both'"));
        let (b, _) = read("b", &text("taken", "'c#both'"));
        let bank = Bank::new([a, b], Vec::new());
        let found = |id: &str| {
            let entry = bank.find(&CardId::from_written(id));
            entry.map(|entry| entry.card.id.to_string())
        };
        let new = Some("a#new".to_owned());
        for id in ["a#new", "a#old", "gone#old", "c#both"] {
            assert_eq!(found(id), new, "{id}");
        }
        assert_eq!(found("b#taken"), Some("b#taken".to_owned()));
        assert_eq!(found("b#old"), None);
        let formerly = |id: &str| bank.formerly(id).map(|entry| entry.card.id.to_string());
        assert_eq!((formerly("old"), formerly("both")), (new.clone(), new));
        assert_eq!((formerly("new"), formerly("taken")), (None, None));
    }

    #[test]
    fn a_card_is_for_its_roles_or_its_decks_or_for_everybody() {
        let (a, _) = read(
            "a",
            "roles = ['qa']\n[[cards]]\nquestion = 'p'\n[[cards]]\nquestion = 'q'\nroles = ['ios', 'android']\n",
        );
        let (b, _) = read("b", "[[cards]]\nquestion = 'r'\n");
        let bank = Bank::new([a, b], Vec::new());
        let of = |roles: &[&str]| -> Vec<&str> {
            let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
            let cards = bank.cards().filter(|entry| entry.is_for(&roles));
            cards.map(|entry| &*entry.card.question).collect()
        };
        assert_eq!(of(&[]), ["p", "q", "r"]);
        assert_eq!(of(&["qa"]), ["p", "r"]);
        assert_eq!(of(&["ios", "game"]), ["q", "r"]);
        assert_eq!(of(&["qa", "android"]), ["p", "q", "r"]);
    }

    #[test]
    fn decks_that_are_gone_stay_as_they_were_known_until_they_are_read_again() {
        let (a, _) = read("a", "[[cards]]\nquestion = 'p'\nanswer = 'x'\n");
        let (b, _) = read("b", "[[cards]]\nquestion = 'q'\n");
        let before = Bank::new([a.clone(), b.clone()], Vec::new());
        let built_in = deck::read("a", Origin::BuiltIn, "", "[[cards]]\nquestion = 'p'\n").0;
        let bank = Bank::new([built_in, b.clone()], Vec::new()).keeping(&before);
        assert_eq!(*bank.decks()[0], a);
        assert!(bank.unreadable("a").is_some() && bank.unreadable("b").is_none());
        let shown: Vec<String> = bank.problems().iter().map(ToString::to_string).collect();
        let gone = "/decks/a.toml:1:1: error: the file is gone; its cards are shown as they were read; put it back; if you removed it, start again";
        assert_eq!(shown, [gone]);
        // It stays so when nothing else happens, and ends when the file is read.
        let again = Bank::new([b.clone()], Vec::new()).keeping(&bank);
        assert_eq!((again.decks().len(), again.problems().len()), (2, 1));
        let back = again.with_deck(a, Vec::new());
        assert!(back.problems().is_empty() && back.unreadable("a").is_none());
    }

    #[test]
    fn a_deck_that_is_exchanged_takes_its_old_problems_with_it_and_leaves_the_others() {
        let (a, _) = read("a", "[[cards]]\nid = 'x'\nquestion = 'one'\n");
        let (b, of_b) = read("b", "[[cards]]\nid = 'y'\nquestion = 'two'\nfoo = 1\n");
        let (c, of_c) = read("c", "[[cards]]\nid = 'z'\nquestion = 'three'\nbar = 1\n");
        let bank = Bank::new([a, b, c], [of_b, of_c].concat());
        assert_eq!(bank.problems().len(), 2);
        let (b, of_b) = read(
            "b",
            "[[cards]]\nid = 'new'\nquestion = 'n'\n[[cards]]\nid = 'y'\nquestion = 'two'\n",
        );
        let bank = bank.with_deck(b, of_b);
        assert_eq!(bank.problems().len(), 1);
        assert_eq!(bank.problems()[0].path, "/decks/c.toml");
        let numbers = ["a#x", "b#new", "b#y", "c#z", "c#none"]
            .map(|id| bank.number_of(&CardId::from_written(id)));
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3), None]);
    }
}
