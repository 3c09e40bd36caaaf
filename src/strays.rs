//! Answers that belong to no card any more, since a deck was renamed or a card without an id reworded outside the
//! program; and the cards that they most likely belong to now. Pure, but for [`wordings`].

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, FixedOffset};
use serde_json::{Value, json};

use crate::bank::card::id_of_question;
use crate::bank::{Bank, CardId, Entry, Origin};
use crate::both;
use crate::history::History;
use crate::history::record::Moved;
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::text;

pub mod wordings;

pub use wordings::Wordings;

/// Two questions of one deck with this share of common pairs of letters are nearly the same (the Dice
/// coefficient, 0–1).
const NEARLY: f64 = 0.45;

/// Two of different decks must have more in common.
const NEARLY_ELSEWHERE: f64 = 0.8;

/// Cards that are named in a sentence.
const MOST_NAMED: usize = 3;

/// The answers of a card that is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Stray {
    /// The card as the history calls it.
    pub card: CardId,
    /// How many answers there are.
    pub answers: usize,
    /// When the last of them was given.
    pub last: DateTime<FixedOffset>,
    /// What was asked, where that is known still.
    pub question: Option<String>,
    /// The card that it most likely is now.
    pub suggestion: Option<Suggestion>,
}

/// A card that a stray one may be now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The card.
    pub card: CardId,
    /// What speaks for it.
    pub why: Why,
}

/// What speaks for a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The history tells that its question was changed from that of the stray card.
    Edited,
    /// It has the same id in another deck.
    SameId,
    /// It asks the same.
    SameQuestion,
    /// It asks nearly the same.
    NearlySameQuestion,
    /// It is the only card of the deck that was never answered.
    OnlyNewCard,
}

impl Why {
    /// Its name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::SameId => "same_id",
            Self::SameQuestion => "same_question",
            Self::NearlySameQuestion => "nearly_same_question",
            Self::OnlyNewCard => "only_new_card",
        }
    }

    /// The same for people.
    pub fn words(self) -> Both {
        match self {
            Self::Edited => both!(
                "질문을 고친 기록",
                "its question was edited from this one's"
            ),
            Self::SameId => both!("같은 id", "the same id"),
            Self::SameQuestion => both!("같은 질문", "the same question"),
            Self::NearlySameQuestion => both!("거의 같은 질문", "nearly the same question"),
            Self::OnlyNewCard => both!(
                "덱에서 답한 적 없는 유일한 카드",
                "the only card of the deck that was never answered"
            ),
        }
    }
}

impl Stray {
    /// The stray answers for programs.
    pub fn to_json(&self) -> Value {
        json!({
            "card": self.card.as_str(),
            "answers": self.answers,
            "last": self.last.to_rfc3339(),
            "question": self.question,
            "suggestion": self.suggestion.as_ref().map(|suggestion| json!({
                "card": suggestion.card.as_str(), "why": suggestion.why.key(),
            })),
        })
    }

    /// What re-attaches the answers to a card.
    pub fn moved_to(&self, card: &CardId) -> Moved {
        Moved {
            from: self.card.clone(),
            to: card.clone(),
        }
    }
}

/// Every card that has answers and is in no deck, the last answered first. One that was deleted in the program is
/// meant to be gone, and what is known of a deck that cannot be read is only waited for.
pub fn all(bank: &Bank, history: &History, wordings: &Wordings) -> Vec<Stray> {
    let answered = history.by_card();
    let gone = answered.filter(|(card, _)| bank.find(card).is_none());
    let mut strays: Vec<Stray> = gone
        .filter_map(|(card, answers)| {
            let (mut count, mut last) = (0, None);
            for answer in answers {
                count += 1;
                last = last.max(Some(answer.at()));
            }
            Some(Stray {
                card: card.clone(),
                answers: count,
                last: last?,
                question: None,
                suggestion: None,
            })
        })
        .collect();
    if strays.is_empty() {
        return strays;
    }
    let deleted = history.deleted();
    let deleted: HashSet<&CardId> = deleted.iter().map(|deleted| deleted.card).collect();
    strays.retain(|stray| !deleted.contains(&stray.card) && !is_waited_for(&stray.card, bank));
    strays.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.card.cmp(&b.card)));
    suggest(&mut strays, bank, history, wordings);
    strays
}

/// Whether the card's deck is there and cannot be read now.
fn is_waited_for(card: &CardId, bank: &Bank) -> bool {
    let file = format!("/{}.toml", card.deck());
    bank.decks().iter().all(|deck| deck.id != card.deck())
        && bank.problems().iter().any(|problem| {
            problem.severity == Severity::Error && text::nfc(&problem.path).ends_with(&file)
        })
}

/// What is said of them all; nothing where there is none.
pub fn problem(strays: &[Stray], path: &str) -> Option<Problem> {
    let last = strays.iter().map(|stray| stray.last).max()?;
    let last = last.format("%Y-%m-%d");
    let answers: usize = strays.iter().map(|stray| stray.answers).sum();
    let named: Vec<&str> = strays
        .iter()
        .take(MOST_NAMED)
        .map(|stray| stray.card.as_str())
        .collect();
    let more = if strays.len() > MOST_NAMED {
        " …"
    } else {
        ""
    };
    let cards = text::visible_line(&named.join(", ")) + more;
    let english = if answers == 1 {
        format!("1 answer belongs to a card that is gone: {cards}, given on {last}")
    } else {
        format!("{answers} answers belong to cards that are gone: {cards}, last on {last}")
    };
    let what = Both::new(
        format!("답변 {answers}개의 카드가 없어졌습니다: {cards}, 마지막 {last}"),
        english,
    );
    Some(Problem::of_file(
        path,
        Severity::Warning,
        what,
        both!(
            "hotseat adopt가 어느 카드인지 짐작해 이어 줍니다",
            "`hotseat adopt` shows which cards they may belong to now"
        ),
    ))
}

/// The last answers to cards, and when cards were answered first.
struct Known<'b> {
    bank: &'b Bank,
    history: &'b History,
    by_name: HashMap<&'b str, Vec<Entry<'b>>>,
    /// What each card asks, in letters alone.
    keys: Vec<(String, Entry<'b>)>,
}

impl Known<'_> {
    /// Whether a card was answered as itself while the stray one was: then it is another one.
    fn was_beside(&self, card: &CardId, stray: &Stray) -> bool {
        let first = self.history.answers_to(card).next();
        first.is_some_and(|first| first.at() <= stray.last)
    }
}

fn suggest(strays: &mut [Stray], bank: &Bank, history: &History, wordings: &Wordings) {
    let mut by_name: HashMap<&str, Vec<Entry<'_>>> = HashMap::new();
    for entry in bank.cards() {
        by_name.entry(entry.card.id.name()).or_default().push(entry);
    }
    let key = |entry: Entry<'_>| text::question_key(&entry.card.question);
    let known = Known {
        keys: bank.cards().map(|entry| (key(entry), entry)).collect(),
        by_name,
        bank,
        history,
    };
    let edited = edited(&known);
    let homes = homes(strays, &known);
    let hashes = hashes(strays, &known);
    for stray in &mut *strays {
        stray.question = wording_of(&stray.card, history, wordings);
        let edit = edited.get(&stray.card).cloned();
        let same_id = || same_id(stray, &homes, &known);
        let same_hash = || {
            let found = hashes.get(&stray.card)?;
            let only = found.iter().filter(|card| !known.was_beside(card, stray));
            exactly_one(only.cloned())
        };
        let suggestion = edit
            .map(|card| (card, Why::Edited))
            .or_else(|| same_id().map(|card| (card, Why::SameId)))
            .or_else(|| same_hash().map(|card| (card, Why::SameQuestion)))
            .or_else(|| by_question(stray, &known));
        stray.suggestion = suggestion.map(|(card, why)| Suggestion { card, why });
    }
    only_new_cards(strays, &known);
    one_each(strays);
}

/// What a stray card asked, as an edit, a real interview or the last look at its deck tells.
fn wording_of(card: &CardId, history: &History, wordings: &Wordings) -> Option<String> {
    let edits = history.edits_of(card).rev();
    let mut edits = edits.filter(|(_, edit)| edit.field == "question");
    let edited = edits.find_map(|(_, edit)| edit.before.as_str().map(str::to_owned));
    let asked = || {
        let mut asked = history
            .look_backs()
            .flat_map(|look_back| look_back.questions);
        asked.find(|question| question.card.as_ref() == Some(card))
    };
    wordings
        .of(card)
        .map(str::to_owned)
        .or(edited)
        .or_else(|| asked().map(|question| question.question))
}

/// The names that cards without ids went by before their questions were edited in the program.
fn edited(known: &Known<'_>) -> HashMap<CardId, CardId> {
    let mut names = HashMap::new();
    for (_, edit) in known.history.edits() {
        let before = edit.before.as_str().filter(|_| edit.field == "question");
        if let (Some(before), Some(entry)) = (before, known.bank.find(&edit.card)) {
            let deck = edit.card.deck();
            let name = CardId::new(deck, &id_of_question(deck, before));
            names.insert(name, entry.card.id.clone());
        }
    }
    names
}

/// For the deck of each stray card, in which decks how many of its ids stand.
fn homes<'b>(strays: &[Stray], known: &Known<'b>) -> HashMap<String, HashMap<&'b str, usize>> {
    let mut homes: HashMap<String, HashMap<&'b str, usize>> = HashMap::new();
    for stray in strays {
        let found = known.by_name.get(stray.card.name()).into_iter().flatten();
        let decks: BTreeSet<&str> = found.map(|entry| &*entry.deck.id).collect();
        let of_deck = homes.entry(stray.card.deck().to_owned()).or_default();
        for deck in decks {
            *of_deck.entry(deck).or_default() += 1;
        }
        *of_deck.entry("").or_default() += 1;
    }
    homes
}

/// The card with the same id, in the deck that has most of the stray deck's ids. Of a built-in deck it is none
/// unless that has half of them, for its ids are common words.
fn same_id(
    stray: &Stray,
    homes: &HashMap<String, HashMap<&str, usize>>,
    known: &Known<'_>,
) -> Option<CardId> {
    let found = known.by_name.get(stray.card.name())?;
    let of_deck = homes.get(stray.card.deck())?;
    let in_all = of_deck.get("").copied().unwrap_or(0);
    let shared = |entry: &Entry<'_>| of_deck.get(&*entry.deck.id).copied().unwrap_or(0);
    let may_be = |entry: &&Entry<'_>| {
        let is_users = entry.deck.origin != Origin::BuiltIn;
        let is_same_deck = shared(entry) > 1 && shared(entry) * 2 >= in_all;
        (is_users || is_same_deck) && !known.was_beside(&entry.card.id, stray)
    };
    let found: Vec<&Entry<'_>> = found.iter().filter(may_be).collect();
    let most = found.iter().map(|entry| shared(entry)).max()?;
    let best = found.into_iter().filter(|entry| shared(entry) == most);
    exactly_one(best.map(|entry| entry.card.id.clone()))
}

/// The cards that would have the name of a stray one, had they stood in its deck.
fn hashes(strays: &[Stray], known: &Known<'_>) -> HashMap<CardId, Vec<CardId>> {
    let mut hashes: HashMap<CardId, Vec<CardId>> = HashMap::new();
    let without_id = strays.iter().map(|stray| &stray.card);
    let without_id: HashSet<&CardId> = without_id
        .filter(|card| card.name().starts_with("q-"))
        .collect();
    let decks: BTreeSet<&str> = without_id.iter().map(|card| card.deck()).collect();
    for deck in decks {
        for (_, entry) in &known.keys {
            let card = entry.card;
            for wording in std::iter::once(&card.question).chain(&card.also_asked) {
                let name = CardId::new(deck, &id_of_question(deck, wording));
                if without_id.contains(&name) {
                    hashes.entry(name).or_default().push(card.id.clone());
                }
            }
        }
    }
    hashes
}

/// By what the stray card asked, where that is known.
fn by_question(stray: &Stray, known: &Known<'_>) -> Option<(CardId, Why)> {
    let asked = text::question_key(stray.question.as_ref()?);
    if asked.is_empty() {
        return None;
    }
    let pairs = pairs(&asked);
    let mut best: Option<(f64, &CardId)> = None;
    for (key, entry) in &known.keys {
        let card = &entry.card.id;
        let is_here = card.deck() == stray.card.deck();
        // What two questions can have in common at most is known by their lengths.
        let (shorter, longer) = (key.len().min(asked.len()), key.len().max(asked.len()));
        if shorter * 4 < longer {
            continue;
        }
        let likeness = if *key == asked {
            1.0
        } else {
            likeness(&pairs, &self::pairs(key))
        };
        let least = if is_here { NEARLY } else { NEARLY_ELSEWHERE };
        let score = likeness + if is_here { 0.1 } else { 0.0 };
        if likeness >= least
            && best.is_none_or(|(other, _)| score > other)
            && !known.was_beside(card, stray)
        {
            best = Some((score, card));
        }
    }
    let (score, card) = best?;
    let why = if score >= 1.0 {
        Why::SameQuestion
    } else {
        Why::NearlySameQuestion
    };
    Some((card.clone(), why))
}

/// Pairs of letters that follow each other, with how often.
fn pairs(key: &str) -> HashMap<(char, char), usize> {
    let mut pairs = HashMap::new();
    for pair in key.chars().zip(key.chars().skip(1)) {
        *pairs.entry(pair).or_default() += 1;
    }
    pairs
}

/// Twice the common pairs by all pairs.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of letters in a question"
)]
fn likeness(a: &HashMap<(char, char), usize>, b: &HashMap<(char, char), usize>) -> f64 {
    let all: usize = a.values().chain(b.values()).sum();
    if all == 0 {
        return 0.0;
    }
    let common = a
        .iter()
        .map(|(pair, count)| *count.min(b.get(pair).unwrap_or(&0)));
    2.0 * common.sum::<usize>() as f64 / all as f64
}

/// Where one stray card of a deck is left, and one card of the deck was never answered.
fn only_new_cards(strays: &mut [Stray], known: &Known<'_>) {
    let mut left: HashMap<String, usize> = HashMap::new();
    for stray in strays.iter().filter(|stray| stray.suggestion.is_none()) {
        *left.entry(stray.card.deck().to_owned()).or_default() += 1;
    }
    let taken: HashSet<CardId> = strays
        .iter()
        .filter_map(|stray| Some(stray.suggestion.as_ref()?.card.clone()))
        .collect();
    for stray in strays.iter_mut().filter(|stray| stray.suggestion.is_none()) {
        if left.get(stray.card.deck()) != Some(&1) {
            continue;
        }
        let of_deck = known.bank.cards();
        let new = of_deck.filter(|entry| {
            let card = &entry.card.id;
            card.deck() == stray.card.deck()
                && !taken.contains(card)
                && known.history.answers_to(card).next().is_none()
        });
        let new = exactly_one(new.map(|entry| entry.card.id.clone()));
        stray.suggestion = new.map(|card| Suggestion {
            card,
            why: Why::OnlyNewCard,
        });
    }
}

/// Two stray cards are not one card, unless nothing but the deck differs: the one that was answered last keeps the
/// suggestion.
fn one_each(strays: &mut [Stray]) {
    let mut taken: HashMap<CardId, String> = HashMap::new();
    for stray in strays {
        let Some(suggestion) = &stray.suggestion else {
            continue;
        };
        let name = stray.card.name().to_owned();
        match taken.get(&suggestion.card) {
            Some(other) if *other != name => stray.suggestion = None,
            _ => {
                taken.insert(suggestion.card.clone(), name);
            }
        }
    }
}

fn exactly_one(mut cards: impl Iterator<Item = CardId>) -> Option<CardId> {
    let first = cards.next()?;
    cards.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::deck;
    use crate::history::record::{Answer, Body, Edit, Ids, Mode, Record};

    struct World {
        ids: Ids,
        history: History,
        decks: Vec<(&'static str, String)>,
        wordings: Wordings,
    }

    impl World {
        fn new() -> Self {
            Self {
                ids: Ids::from_numbers(|| 1),
                history: History::default(),
                decks: Vec::new(),
                wordings: Wordings::default(),
            }
        }

        fn answers(&mut self, day: u32, cards: &[&str]) {
            for card in cards {
                let answer = Answer::new(CardId::from_written(card), Mode::Practice);
                self.tell(day, Body::Answer(answer));
            }
        }

        fn tell(&mut self, day: u32, body: Body) {
            let at = format!("2026-11-{day:02}T10:00:00+09:00");
            let at = DateTime::parse_from_rfc3339(&at).unwrap();
            self.history.add(Record::new(&self.ids, at, body));
        }

        fn deck(&mut self, id: &'static str, cards: &[(&str, &str)]) {
            let card = |(id, question): &(&str, &str)| {
                let id = if id.is_empty() {
                    String::new()
                } else {
                    format!("id = \"{id}\"\n")
                };
                format!("[[cards]]\n{id}question = \"{question}\"\n")
            };
            self.decks.retain(|(other, _)| *other != id);
            self.decks.push((id, cards.iter().map(card).collect()));
        }

        fn bank(&self) -> Bank {
            let decks = self.decks.iter().map(|(id, text)| {
                let origin = Origin::File(format!("/decks/{id}.toml").into());
                deck::read(id, origin, "", text).0
            });
            Bank::new(decks, Vec::new())
        }

        /// What is suggested: from, to, why.
        fn suggested(&self) -> Vec<String> {
            let strays = all(&self.bank(), &self.history, &self.wordings);
            let said = strays.iter().map(|stray| match &stray.suggestion {
                Some(found) => format!("{} > {} {}", stray.card, found.card, found.why.key()),
                None => format!("{} > ?", stray.card),
            });
            said.collect()
        }
    }

    #[test]
    fn a_renamed_deck_is_found_by_its_ids_and_one_that_was_there_before_is_not() {
        let mut world = World::new();
        world.answers(1, &["mine/a#c0", "mine/a#c0", "mine/a#c1", "other#c1"]);
        world.deck("mine/rust", &[("c0", "Why Rust?"), ("c1", "Why not?")]);
        world.deck("other", &[("c1", "Another?")]);
        assert_eq!(
            world.suggested(),
            [
                "mine/a#c0 > mine/rust#c0 same_id",
                "mine/a#c1 > mine/rust#c1 same_id"
            ]
        );
        let strays = all(&world.bank(), &world.history, &world.wordings);
        let said = problem(&strays, "history").unwrap().to_string();
        assert!(
            said.contains(
                "3 answers belong to cards that are gone: mine/a#c0, mine/a#c1, last on 2026-11-01"
            ),
            "{said}"
        );
        // Taken home they are no strays; the undo makes them that again.
        let moved = strays[0].moved_to(&strays[0].suggestion.as_ref().unwrap().card);
        world.tell(2, Body::Moved(moved));
        assert_eq!(world.suggested(), ["mine/a#c1 > mine/rust#c1 same_id"]);
        let card = CardId::new("mine/rust", "c0");
        assert_eq!(world.history.answers_to(&card).count(), 2);
        let undoes = world.history.moves().next().unwrap().0.id.clone();
        world.tell(3, Body::Undo { undoes });
        assert_eq!(world.suggested().len(), 2);
    }

    #[test]
    fn a_card_without_an_id_is_found_by_its_question_in_another_deck() {
        let mut world = World::new();
        world.deck("a", &[("", "Why Rust?"), ("", "Why not?")]);
        let bank = world.bank();
        let cards: Vec<String> = bank
            .cards()
            .map(|entry| entry.card.id.to_string())
            .collect();
        let cards: Vec<&str> = cards.iter().map(String::as_str).collect();
        world.answers(1, &cards);
        assert_eq!(world.suggested(), [""; 0]);
        world.decks.clear();
        world.deck("b", &[("", "Something new?"), ("", "why rust")]);
        let found = world.suggested();
        assert_eq!(
            found
                .iter()
                .filter(|said| said.ends_with("same_question"))
                .count(),
            1,
            "{found:?}"
        );
        assert_eq!(
            found.iter().filter(|said| said.ends_with('?')).count(),
            1,
            "{found:?}"
        );
    }

    #[test]
    fn a_reworded_card_is_found_by_what_it_asked_or_by_being_the_only_new_one() {
        let mut world = World::new();
        let old = [
            ("", "How does the borrow checker work?"),
            ("", "What is a trait?"),
        ];
        world.deck("a", &old);
        let bank = world.bank();
        let cards: Vec<String> = bank
            .cards()
            .map(|entry| entry.card.id.to_string())
            .collect();
        world.answers(1, &[&cards[0], &cards[1]]);
        world.wordings.note(&bank, &world.history);
        let new = [
            ("", "What is a lifetime?"),
            ("", "How exactly does the borrow checker work, and why?"),
            ("", "What is a trait?"),
        ];
        world.deck("a", &new);
        let found = world.suggested();
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with("nearly_same_question"), "{found:?}");
        let strays = all(&world.bank(), &world.history, &world.wordings);
        assert_eq!(
            strays[0].question.as_deref(),
            Some("How does the borrow checker work?")
        );
        // Nobody knows what it asked: two new cards could be it, one alone is.
        world.wordings = Wordings::default();
        assert!(world.suggested()[0].ends_with("> ?"));
        world.deck("a", &new[1..]);
        assert!(world.suggested()[0].ends_with("only_new_card"));
    }

    #[test]
    fn an_edit_that_tells_of_the_old_question_is_believed() {
        let mut world = World::new();
        let old = CardId::new("a", &id_of_question("a", "Why Rust?"));
        world.answers(1, &[old.as_str()]);
        world.deck("a", &[("why", "What for?"), ("x", "Something else?")]);
        let edit = Edit {
            card: CardId::new("a", "why"),
            field: "question".to_owned(),
            before: json!("Why Rust?"),
        };
        world.tell(2, Body::Edit(edit));
        assert_eq!(world.suggested(), [format!("{old} > a#why edited")]);
    }
}
