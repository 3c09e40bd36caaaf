//! A note that was imported before: what is new in it, what changed, what is gone.
//!
//! Every imported card keeps, under `source`, its note, its anchor (section and question) and a
//! checksum of each field as the note had it. A field that the note changed and the user did not
//! is updated. Where both did, the user decides; until then the deck's stays and is named again.
//!
//! What a note offered is remembered in the history, by a hash of each anchor, and not in the
//! deck: a card may be deleted in an editor of texts, where nobody could leave a mark. A card that
//! was offered, and is not in its deck any more, was removed or left out, and comes back only if
//! the user says so.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;

use super::{Found, Note};
use crate::bank::card::id_of_question;
use crate::bank::write::{Changes, Field, Past, Value};
use crate::bank::{Card, CardId, Deck, Source};
use crate::history::Import;
use crate::text;

mod checks;
mod pair;

use checks::{FIELDS, checksum, checksum_in, usual, value_in, value_of};
pub use pair::is_same_note;

/// A field of which the note has another value than the deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// What the deck has.
    pub ours: Value,
    /// What the note has.
    pub theirs: Value,
}

impl Difference {
    fn change(&self) -> (Field, Option<Value>) {
        let theirs = Some(self.theirs.clone());
        (self.field, theirs.filter(|value| !value.is_empty()))
    }

    fn past(&self, card: &CardId) -> Past {
        let before = if self.ours.is_empty() {
            Json::Null
        } else {
            self.ours.to_json()
        };
        Past {
            card: card.clone(),
            field: self.field.key(),
            before,
        }
    }
}

/// What the user wants of a card of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Take it, or what changed in it. Where both sides changed a field, the deck's stays until
    /// it is decided.
    Take,
    /// Leave it alone. A new card that is left is not offered again.
    Leave,
    /// As [`Wish::Take`]; where both sides changed a field, the deck's is the right one.
    Mine,
    /// As [`Wish::Take`]; where both sides changed a field, the note's is the right one.
    Theirs,
}

/// How a card of a note stands to the deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The deck has no such card.
    New,
    /// Nor has it, for the user removed the card or left it out before.
    Removed,
    /// The note changed it.
    Changed,
    /// The note and the user changed the same of it.
    Clashing,
    /// It is as it was.
    Same,
}

/// A card of a note beside that of the deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The card as the note has it.
    pub found: Found,
    /// The deck's card, or the name that the new one gets.
    pub card: CardId,
    /// How it stands to the deck.
    pub state: State,
    /// What the note changed and the user did not.
    pub changed: Vec<Difference>,
    /// What both changed.
    pub clashes: Vec<Difference>,
    /// What is to become of it.
    pub wish: Wish,
    anchor: String,
    /// The deck card's source, where it has one.
    before: Option<Source>,
    /// Checksums of the fields that need no decision.
    sums: Vec<(Field, String)>,
}

impl Compared {
    /// The fields that are written into a card of the deck.
    pub fn written(&self) -> impl Iterator<Item = &Difference> {
        let is_known = !matches!(self.state, State::New | State::Removed);
        let changed = (is_known && self.wish != Wish::Leave).then_some(&self.changed);
        let clashes = (is_known && self.wish == Wish::Theirs).then_some(&self.clashes);
        changed.into_iter().chain(clashes).flatten()
    }

    /// Whether the deck has it after the import.
    pub fn is_in_deck(&self) -> bool {
        self.is_added() || !matches!(self.state, State::New | State::Removed)
    }

    /// Whether it becomes a new card.
    pub fn is_added(&self) -> bool {
        matches!(self.state, State::New | State::Removed) && self.wish != Wish::Leave
    }

    /// The source to be written, if it is another than the one that stands there.
    fn source(&self, note: &str) -> Option<Source> {
        if self.wish == Wish::Leave {
            return None;
        }
        // An export hands on where its cards came from, so that their notes know them again.
        if let Some(source) = &self.found.source {
            return self.before.is_none().then(|| source.clone());
        }
        let mut sums = self.sums.clone();
        for clash in &self.clashes {
            let sum = match self.wish {
                // What was last seen stays, so that the next import names the difference again.
                Wish::Take | Wish::Leave => {
                    let seen = self.before.as_ref().map_or("", |before| &before.seen);
                    checksum_in(seen, clash.field).map(str::to_owned)
                }
                Wish::Mine | Wish::Theirs => Some(checksum(&clash.theirs)),
            };
            sums.extend(sum.map(|sum| (clash.field, sum)));
        }
        let source = Source {
            note: note.to_owned(),
            anchor: self.anchor.clone(),
            seen: checks::written(&sums),
        };
        (self.before.as_ref() != Some(&source)).then_some(source)
    }

    fn values(&self, note: &str) -> BTreeMap<Field, Value> {
        let name = self
            .card
            .as_str()
            .split_once('#')
            .map_or("", |(_, name)| name);
        let source = self.found.source.clone().unwrap_or_else(|| Source {
            note: note.to_owned(),
            anchor: self.anchor.clone(),
            seen: checks::of_found(&self.found),
        });
        checks::values_of(&self.found)
            .chain([
                (Field::Id, Value::text(name)),
                (Field::Source, Value::Source(source)),
            ])
            .collect()
    }
}

/// What earlier imports offered to a deck out of a note.
#[derive(Debug, Clone, Default)]
pub struct Offered<'h>(HashSet<&'h str>);

impl<'h> Offered<'h> {
    /// What these imports, all into the deck, offered out of this note.
    pub fn of(imports: impl Iterator<Item = &'h Import>, note: &str) -> Self {
        let own = imports.filter(|import| is_same_note(&import.note, note));
        Self(
            own.flat_map(|import| import.cards.iter().map(String::as_str))
                .collect(),
        )
    }
}

/// What an import of a note does to a deck.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The note, as the user named it.
    pub note: String,
    /// The deck's id.
    pub deck: String,
    /// The note's cards, in its order.
    pub cards: Vec<Compared>,
    /// Cards of this note that it has no more, with their questions; they stay in the deck.
    pub gone: Vec<(CardId, String)>,
    /// Whether the note offers what it has not offered before.
    offers_more: bool,
}

impl Plan {
    /// How many cards stand to the deck in this way.
    pub fn count(&self, state: State) -> usize {
        self.cards.iter().filter(|card| card.state == state).count()
    }

    /// The cards that are added.
    pub fn added(&self) -> impl Iterator<Item = &Compared> {
        self.cards.iter().filter(|card| card.is_added())
    }

    /// The cards of which something is written.
    pub fn updated(&self) -> impl Iterator<Item = &Compared> {
        self.cards
            .iter()
            .filter(|card| card.written().next().is_some())
    }

    /// The cards that the note and the user changed and that nobody has decided.
    pub fn undecided(&self) -> impl Iterator<Item = &Compared> {
        self.cards
            .iter()
            .filter(|card| card.state == State::Clashing && card.wish == Wish::Take)
    }

    /// The values of the new cards.
    pub fn new_values(&self) -> Vec<BTreeMap<Field, Value>> {
        self.added().map(|card| card.values(&self.note)).collect()
    }

    /// What is to be written into the deck's cards, their sources included.
    pub fn changes(&self) -> Vec<(CardId, Changes)> {
        let known = self
            .cards
            .iter()
            .filter(|card| !matches!(card.state, State::New | State::Removed));
        known
            .filter_map(|card| {
                let source = card.source(&self.note);
                let source = source.map(|source| (Field::Source, Some(Value::Source(source))));
                let changes: Changes = card
                    .written()
                    .map(Difference::change)
                    .chain(source)
                    .collect();
                (!changes.is_empty()).then(|| (card.card.clone(), changes))
            })
            .collect()
    }

    /// What stood in the fields that are exchanged, for the history.
    pub fn past(&self) -> Vec<Past> {
        let of_card = |card: &Compared| -> Vec<Past> {
            card.written()
                .map(|difference| difference.past(&card.card))
                .collect()
        };
        self.cards.iter().flat_map(of_card).collect()
    }

    /// The same cards, all of which are as they should be.
    #[must_use]
    pub fn left_alone(mut self) -> Self {
        for card in &mut self.cards {
            card.state = State::Same;
            card.wish = Wish::Leave;
        }
        self.offers_more = false;
        self
    }

    /// What the history is to remember of what the note offered, if that is news.
    pub fn offer(&self) -> Option<Import> {
        self.offers_more.then(|| Import {
            note: self.note.clone(),
            deck: self.deck.clone(),
            cards: self.cards.iter().map(|card| hash(&card.anchor)).collect(),
        })
    }
}

fn hash(anchor: &str) -> String {
    format!("{:016x}", text::fingerprint(anchor.bytes()))
}

/// Everything of a note that becomes a card, equal ones once.
pub fn cards_of(note: &Note) -> Vec<Found> {
    let mut cards: Vec<Found> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for card in note.cards.iter().chain(&note.to_ask) {
        let key = (
            text::question_key(&card.whole_question()),
            card.answer.clone(),
        );
        match places.get(&key) {
            Some(&at) => {
                for tag in &card.tags {
                    if !cards[at].tags.contains(tag) {
                        cards[at].tags.push(tag.clone());
                    }
                }
            }
            None => {
                places.insert(key, cards.len());
                cards.push(card.clone());
            }
        }
    }
    cards
}

/// Compares what a note holds now with the deck that was made of it. Give no deck where there is
/// none yet: then nothing counts as removed. `deck_id` is the id that the deck has or will have,
/// `offered` what the history knows of this note and this deck.
pub fn plan(
    note: &str,
    found: Vec<Found>,
    deck_id: &str,
    deck: Option<&Deck>,
    offered: &Offered<'_>,
) -> Plan {
    let cards = deck.map_or(&[][..], |deck| deck.cards.as_slice());
    let mut ids: HashSet<String> = cards
        .iter()
        .filter_map(|card| card.id.as_str().split_once('#'))
        .map(|(_, name)| name.to_owned())
        .collect();
    let own: Vec<usize> = (0..cards.len())
        .filter(|&at| pair::is_of_note(&cards[at], note))
        .collect();
    let anchors = pair::anchors(&found);
    let partners = pair::pair(&found, &anchors, cards, &own);
    let paired: HashSet<usize> = partners.iter().copied().flatten().collect();
    let mut plan = Plan {
        note: note.to_owned(),
        deck: deck_id.to_owned(),
        gone: own
            .iter()
            .filter(|at| !paired.contains(at))
            .map(|&at| (cards[at].id.clone(), cards[at].question.clone()))
            .collect(),
        ..Plan::default()
    };
    for ((found, anchor), partner) in found.into_iter().zip(anchors).zip(partners) {
        let was_offered = offered.0.contains(hash(&anchor).as_str());
        plan.offers_more |= !was_offered;
        plan.cards.push(match partner {
            Some(at) => compared(found, &cards[at], anchor),
            None => {
                let is_removed = was_offered && deck.is_some();
                let (state, wish) = if is_removed {
                    (State::Removed, Wish::Leave)
                } else {
                    (State::New, Wish::Take)
                };
                Compared {
                    card: CardId::new(deck_id, &free_id(&found, deck_id, &mut ids)),
                    found,
                    state,
                    wish,
                    anchor,
                    changed: Vec::new(),
                    clashes: Vec::new(),
                    before: None,
                    sums: Vec::new(),
                }
            }
        });
    }
    plan
}

fn compared(found: Found, card: &Card, anchor: String) -> Compared {
    let before = card.source.clone();
    let (mut changed, mut clashes, mut sums) = (Vec::new(), Vec::new(), Vec::new());
    for field in FIELDS {
        if before.is_none() && matches!(field, Field::Question | Field::Importance | Field::Type) {
            // A card written by hand goes by its own.
            continue;
        }
        let (theirs, ours) = (value_of(&found, field), value_in(card, field));
        let (now, ours_now) = (checksum(&theirs), checksum(&ours));
        // Nothing was seen where the field was empty or the card was not imported.
        let seen = before
            .as_ref()
            .and_then(|before| checksum_in(&before.seen, field));
        let last = seen.map_or_else(|| checksum(&usual(field)), str::to_owned);
        if now == ours_now || (before.is_some() && now == last) {
            sums.push((field, now));
            continue;
        }
        let is_untouched = if before.is_some() {
            ours_now == last
        } else {
            ours.is_empty()
        };
        let difference = Difference {
            field,
            ours,
            theirs,
        };
        if is_untouched {
            sums.push((field, now));
            changed.push(difference);
        } else if before.is_some() || !difference.theirs.is_empty() {
            clashes.push(difference);
        }
    }
    let state = match (clashes.is_empty(), changed.is_empty()) {
        (false, _) => State::Clashing,
        (true, false) => State::Changed,
        (true, true) => State::Same,
    };
    Compared {
        card: card.id.clone(),
        found,
        state,
        changed,
        clashes,
        wish: Wish::Take,
        anchor,
        before,
        sums,
    }
}

/// An id that no card of the deck has: the one that the format brought, else a hash of the
/// question.
fn free_id(card: &Found, deck_id: &str, ids: &mut HashSet<String>) -> String {
    let can_be = |id: &String| Field::Id.fault(Some(&Value::text(id.as_str()))).is_none();
    let brought = card.id.clone().filter(can_be);
    let base = brought.unwrap_or_else(|| id_of_question(deck_id, &card.whole_question()));
    let mut id = base.clone();
    let mut count = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{count}");
        count += 1;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::write::edit;
    use crate::bank::{FollowUp, Origin, deck};
    use crate::convert::markdown;
    use proptest::prelude::*;

    const NOTE: &str = "## 캐시는 언제 위험한가요?\n\n원본보다 오래된 값을 믿을 때 위험합니다.\n\n## 큐는 왜 쓰나요?\n\n보내는 쪽과 받는 쪽을 떼어 놓습니다.\n\n## 색인은 무엇을 빠르게 하나요?\n\n찾기를 빠르게 합니다.\n";

    fn import(note: &str, deck: Option<&Deck>) -> Plan {
        let found = cards_of(&markdown::read("n", note));
        plan("n.md", found, "d", deck, &Offered::default())
    }

    fn read(text: &str) -> Deck {
        let (deck, problems) = deck::read("d", Origin::BuiltIn, "d.toml", text);
        assert_eq!(problems, vec![]);
        deck
    }

    fn carried_out(text: &str, plan: &Plan) -> String {
        let merged = edit::merge("d", text, &plan.changes(), &plan.new_values());
        merged.unwrap().text
    }

    fn first_deck() -> String {
        carried_out("title = \"d\"\n", &import(NOTE, None))
    }

    fn counts(plan: &Plan) -> [usize; 5] {
        use State::{Changed, Clashing, New, Removed, Same};
        [New, Removed, Changed, Clashing, Same].map(|state| plan.count(state))
    }

    fn does_nothing(plan: &Plan) -> bool {
        plan.changes().is_empty() && plan.new_values().is_empty()
    }

    #[test]
    fn an_unchanged_note_changes_nothing() {
        let plan = import(NOTE, Some(&read(&first_deck())));
        assert!(does_nothing(&plan), "{plan:?}");
        assert_eq!((counts(&plan), plan.gone.len()), ([0, 0, 0, 0, 3], 0));
    }

    #[test]
    fn what_the_note_changed_is_updated_and_the_id_stays() {
        let text = first_deck();
        let deck = read(&text);
        let note = NOTE
            .replace(
                "찾기를 빠르게 합니다.",
                "찾기를 빠르게, 쓰기를 느리게 합니다.",
            )
            .replace("큐는 왜 쓰나요?", "메시지 큐를 왜 쓰나요?");
        let plan = import(&note, Some(&deck));
        assert_eq!((counts(&plan), plan.gone.len()), ([0, 0, 2, 0, 1], 0));
        assert_eq!(plan.past()[0].before, "큐는 왜 쓰나요?");
        let again = read(&carried_out(&text, &plan));
        assert_eq!(again.cards[1].question, "메시지 큐를 왜 쓰나요?");
        assert_eq!(again.cards[1].id, deck.cards[1].id);
        assert_eq!(
            again.cards[2].answer,
            "찾기를 빠르게, 쓰기를 느리게 합니다."
        );
        assert!(does_nothing(&import(&note, Some(&again))));
    }

    #[test]
    fn what_both_changed_is_named_until_it_is_decided() {
        let text = first_deck()
            .replace("찾기를 빠르게 합니다.", "내 답")
            .replace("보내는 쪽과 받는 쪽을 떼어 놓습니다.", "내 큐 답");
        let deck = read(&text);
        assert_eq!(import(NOTE, Some(&deck)).count(State::Clashing), 0);
        let note = NOTE.replace("찾기를 빠르게 합니다.", "새 답입니다.");
        let decided = |wish| {
            let mut plan = import(&note, Some(&deck));
            assert_eq!(counts(&plan), [0, 0, 0, 1, 2]);
            plan.cards[2].wish = wish;
            let again = read(&carried_out(&text, &plan));
            let left = import(&note, Some(&again)).count(State::Clashing);
            (again.cards[2].answer.clone(), left)
        };
        assert_eq!(decided(Wish::Take), ("내 답".to_owned(), 1));
        assert_eq!(decided(Wish::Leave), ("내 답".to_owned(), 1));
        assert_eq!(decided(Wish::Mine), ("내 답".to_owned(), 0));
        assert_eq!(decided(Wish::Theirs), ("새 답입니다.".to_owned(), 0));
    }

    #[test]
    fn new_and_gone_cards_are_told_apart_and_gone_ones_stay() {
        let deck = read(&first_deck());
        let note = NOTE.replace(
            "## 캐시는 언제 위험한가요?\n\n원본보다 오래된 값을 믿을 때 위험합니다.",
            "## 로드 밸런서는 무엇을 하나요?\n\n나누어 보냅니다.",
        );
        let plan = import(&note, Some(&deck));
        assert_eq!(counts(&plan), [1, 0, 0, 0, 2]);
        assert_eq!(plan.gone[0].1, "캐시는 언제 위험한가요?");
    }

    #[test]
    fn a_card_that_was_removed_comes_back_only_if_it_is_wanted() {
        let first = import(NOTE, None);
        let offer = first.offer().unwrap();
        let offered = Offered::of([&offer].into_iter(), "n.md");
        let mut text = carried_out("", &first);
        let second = text.match_indices("[[cards]]").nth(1).unwrap().0;
        text.truncate(second);
        let deck = read(&text);
        let found = || cards_of(&markdown::read("n", NOTE));
        let mut plan = super::plan("notes/n.md", found(), "d", Some(&deck), &offered);
        assert_eq!(counts(&plan), [0, 2, 0, 0, 1]);
        assert!(plan.new_values().is_empty() && plan.offer().is_none());
        plan.cards[1].wish = Wish::Take;
        assert_eq!(plan.new_values().len(), 1);
        let anew = super::plan("n.md", found(), "d", None, &offered);
        assert_eq!(
            counts(&anew),
            [3, 0, 0, 0, 0],
            "a deck that is gone begins anew"
        );
    }

    #[test]
    fn cards_of_an_export_go_by_their_ids_and_their_notes_know_them_again() {
        let deck = read(&first_deck());
        let mut exported: Vec<Found> = deck.cards.iter().map(Found::of_card).collect();
        exported[1].answer = "다른 기계에서 고친 답".to_owned();
        let elsewhere = plan("all.json", exported.clone(), "d", None, &Offered::default());
        let restored = read(&carried_out("", &elsewhere));
        assert_eq!(counts(&import(NOTE, Some(&restored))), [0, 0, 0, 0, 3]);
        let here = plan("all.json", exported, "d", Some(&deck), &Offered::default());
        assert_eq!(counts(&here), [0, 0, 1, 0, 2]);
        let again = read(&carried_out(&first_deck(), &here));
        assert_eq!(again.cards[1].answer, "다른 기계에서 고친 답");
        assert_eq!(again.cards[1].source, deck.cards[1].source);
    }

    #[test]
    fn a_card_written_by_hand_with_the_same_question_is_no_duplicate() {
        let deck = read(
            "[[cards]]\nid = \"mine\"\nquestion = \"큐는 왜 쓰나요?\"\nanswer = \"내 답\"\n\n[[cards]]\nid = \"bare\"\nquestion = \"색인은 무엇을 빠르게 하나요?\"\n",
        );
        let plan = import(NOTE, Some(&deck));
        assert_eq!(counts(&plan), [1, 0, 1, 1, 0]);
        assert_eq!(plan.cards[2].card.as_str(), "d#bare");
    }

    #[test]
    fn equal_cards_of_a_note_become_one_and_equal_questions_keep_apart() {
        let note = "## Q1. 무엇이 출력될까요?\n\n1\n\n## Q2. 무엇이 출력될까요?\n\n2\n\n## Q3. 무엇이 출력될까요?\n\n2\n";
        let plan = import(note, None);
        assert_eq!(plan.count(State::New), 2);
        assert_ne!(plan.cards[0].card, plan.cards[1].card);
    }

    proptest! {
        #[test]
        fn a_found_card_reads_from_its_deck_as_the_same(question in "[^\\pC\\pZ][\\PC\\n\\t\"'\\\\]{0,40}[^\\pC\\pZ]", answer in "[\\PC\\n\\t\"'\\\\]{0,80}", point in "\\PC{1,20}") {
            let tidy = |text: &str| crate::convert::clean_text(text);
            let card = Found {
                question: tidy(&question),
                answer: tidy(&answer),
                key_points: [tidy(&point)].into_iter().filter(|p| !p.is_empty()).collect(),
                follow_ups: vec![FollowUp { question: tidy(&question), answer: tidy(&answer), follow_ups: Vec::new() }],
                importance: Some(2),
                ..Found::default()
            };
            let found = vec![card.clone()];
            let first = plan("n.md", found.clone(), "d", None, &Offered::default());
            let deck = read(&carried_out("", &first));
            let again = Found::of_card(&deck.cards[0]);
            prop_assert_eq!((again.question, again.answer, again.key_points, again.follow_ups), (card.question, card.answer, card.key_points, card.follow_ups));
            prop_assert!(does_nothing(&plan("n.md", found, "d", Some(&deck), &Offered::default())));
        }
    }
}
