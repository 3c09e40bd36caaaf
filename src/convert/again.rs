//! A note that was imported before: what is new in it, what changed, what is gone.
//!
//! Every imported card keeps, under `source`, its note, its anchor (section and question) and a
//! checksum of each field as the note had it. A field that the note changed and the user did not
//! is updated; where both did, the user's stays and is named.

use std::collections::{HashMap, HashSet};

use super::deck_text::{Change, Placed, Value};
use super::{Found, Note};
use crate::bank::card::id_of_question;
use crate::bank::{Card, CardId, CardType, Deck, Source};
use crate::text;

/// The fields that a note may change later. Tags and when it was asked are set once.
const FIELDS: [&str; 10] = [
    "question",
    "also_asked",
    "answer",
    "key_points",
    "follow_ups",
    "experience",
    "reflections",
    "notes",
    "importance",
    "type",
];

/// A field that both the note and the user changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The card.
    pub card: CardId,
    /// Its question.
    pub question: String,
    /// The field's key.
    pub field: &'static str,
    /// What the note has; the deck has the user's.
    pub theirs: Value,
}

/// What a second import does to a deck.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Cards that the deck did not have.
    pub new: Vec<Placed>,
    /// Fields that the note changed, with what stood there.
    pub changed: Vec<(Change, Value)>,
    /// Fields that the user changed too, and that stay.
    pub kept: Vec<Kept>,
    /// Cards of this note that it has no more; they stay in the deck.
    pub gone: Vec<(CardId, String)>,
    /// How many cards are as they were.
    pub same: usize,
    /// Sources to write anew; no change that a user would see.
    pub sources: Vec<Change>,
}

impl Plan {
    /// Every exchange of a field that has to be written.
    pub fn changes(&self) -> Vec<Change> {
        let fields = self.changed.iter().map(|(change, _)| change.clone());
        fields.chain(self.sources.iter().cloned()).collect()
    }

    /// How many cards the note changed.
    pub fn changed_cards(&self) -> usize {
        self.changed
            .iter()
            .map(|(change, _)| &change.card)
            .collect::<HashSet<_>>()
            .len()
    }

    /// Whether nothing has to be written.
    pub fn is_nothing(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.sources.is_empty()
    }
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
/// none yet. `deck_id` is the id that the deck has or will have.
pub fn plan(note: &str, found: Vec<Found>, deck_id: &str, deck: Option<&Deck>) -> Plan {
    let cards = deck.map_or(&[][..], |deck| deck.cards.as_slice());
    let mut ids: HashSet<String> = cards
        .iter()
        .map(|card| short_id(&card.id).to_owned())
        .collect();
    let own: Vec<usize> = (0..cards.len())
        .filter(|&at| is_of_note(&cards[at], note))
        .collect();
    let anchors = anchors(&found);
    let partners = pair(&found, &anchors, cards, &own);
    let mut plan = Plan::default();
    for ((card, anchor), partner) in found.into_iter().zip(anchors).zip(&partners) {
        let source = Source {
            note: note.to_owned(),
            anchor,
            seen: checksums(&card),
        };
        match partner {
            Some(at) => compare(&card, &cards[*at], source, &mut plan),
            None => {
                let id = free_id(&card, deck_id, &mut ids);
                plan.new.push(Placed {
                    id,
                    card,
                    source: Some(source),
                });
            }
        }
    }
    let paired: HashSet<usize> = partners.into_iter().flatten().collect();
    plan.gone = own
        .iter()
        .filter(|at| !paired.contains(at))
        .map(|&at| (cards[at].id.clone(), cards[at].question.clone()))
        .collect();
    plan
}

fn short_id(id: &CardId) -> &str {
    id.as_str().split_once('#').map_or("", |(_, id)| id)
}

/// A note's name may be longer or shorter by folders: `notes/` today, `notes/a.md` tomorrow.
fn is_of_note(card: &Card, note: &str) -> bool {
    let Some(source) = &card.source else {
        return false;
    };
    let ends_with = |long: &str, short: &str| {
        long.strip_suffix(short)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    !source.note.is_empty() && (ends_with(&source.note, note) || ends_with(note, &source.note))
}

/// Section and question of each card, with a number where the two are not enough.
fn anchors(found: &[Found]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    found
        .iter()
        .map(|card| {
            let anchor = format!(
                "{} > {}",
                card.section,
                card.question
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            );
            let count = seen.entry(anchor.clone()).or_insert(0);
            *count += 1;
            if *count == 1 {
                anchor
            } else {
                format!("{anchor} ({count})")
            }
        })
        .collect()
}

/// For every found card the card of the deck that was made of it: the one with the same text, at
/// the same anchor, with the same question, with the same answer, or else with a question much
/// like it. A card of the deck that came from nowhere is taken if its question is the same.
fn pair(found: &[Found], anchors: &[String], cards: &[Card], own: &[usize]) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; found.len()];
    let mut free: HashSet<usize> = own.iter().copied().collect();
    let key = |question: &str, answer: &str| (text::question_key(question), fnv(answer));
    let found_keys: Vec<_> = found
        .iter()
        .map(|card| key(&card.whole_question(), &card.answer))
        .collect();
    let mut round = |free: &mut HashSet<usize>,
                     of_card: &dyn Fn(usize) -> Option<String>,
                     of_found: &dyn Fn(usize) -> Option<String>| {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut places: Vec<usize> = free.iter().copied().collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        for at in places {
            if let Some(key) = of_card(at) {
                by_key.entry(key).or_default().push(at);
            }
        }
        for (i, partner) in partners.iter_mut().enumerate() {
            if partner.is_none()
                && let Some(at) = of_found(i).and_then(|key| by_key.get_mut(&key)?.pop())
            {
                free.remove(&at);
                *partner = Some(at);
            }
        }
    };
    let anchor = |at: usize| {
        cards[at]
            .source
            .as_ref()
            .map(|source| source.anchor.clone())
    };
    let whole = |(question, answer): &(String, u32)| Some(format!("{question} {answer}"));
    let seen = |at: usize, field: &str| {
        let source = cards[at].source.as_ref()?;
        checksum_in(&source.seen, field).map(str::to_owned)
    };
    round(
        &mut free,
        &|at| whole(&key(&cards[at].question, &cards[at].answer)),
        &|i| whole(&found_keys[i]),
    );
    round(&mut free, &anchor, &|i| Some(anchors[i].clone()));
    round(
        &mut free,
        &|at| Some(text::question_key(&cards[at].question)),
        &|i| Some(found_keys[i].0.clone()),
    );
    // A reworded question: the note's answer is the one that was seen.
    round(&mut free, &|at| seen(at, "answer"), &|i| {
        Some(checksum(&Value::Text(found[i].answer.clone())))
            .filter(|_| found[i].answer.chars().count() > 20)
    });
    let mut strangers: HashSet<usize> = (0..cards.len())
        .filter(|at| cards[*at].source.is_none())
        .collect();
    round(
        &mut strangers,
        &|at| Some(text::question_key(&cards[at].question)),
        &|i| Some(found_keys[i].0.clone()),
    );
    // Many cards against many would be slow, and a guess worth little.
    if free.len() <= 300 {
        for i in 0..found.len() {
            if partners[i].is_none()
                && let Some(at) = most_alike(&found[i], cards, &free)
            {
                free.remove(&at);
                partners[i] = Some(at);
            }
        }
    }
    partners
}

/// The free card whose question shares most pairs of letters with this one, if more than 0.7 of
/// them (Dice's coefficient).
fn most_alike(card: &Found, cards: &[Card], free: &HashSet<usize>) -> Option<usize> {
    let pairs = |question: &str| -> HashSet<(char, char)> {
        let letters: Vec<char> = text::question_key(question).chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let own = pairs(&card.whole_question());
    let mut best: Option<(f64, usize)> = None;
    for &at in free {
        let other = pairs(&cards[at].question);
        let total = own.len() + other.len();
        if total == 0 {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of letters are small")]
        let share = 2.0 * own.intersection(&other).count() as f64 / total as f64;
        if share > 0.7 && best.is_none_or(|(most, place)| (share, at) > (most, place)) {
            best = Some((share, at));
        }
    }
    best.map(|(_, at)| at)
}

fn compare(found: &Found, card: &Card, source: Source, plan: &mut Plan) {
    let before = card.source.clone().unwrap_or_default();
    let mut touched = false;
    let mut seen: Vec<String> = Vec::new();
    for field in FIELDS {
        let theirs = value_of_found(found, field);
        let ours = value_of_card(card, field);
        let last = checksum_in(&before.seen, field);
        let now = checksum(&theirs);
        let ours_now = checksum(&ours);
        // Nothing was seen where the field was empty or the card was not imported.
        let last_or_empty = last.map_or_else(|| checksum(&empty(field)), str::to_owned);
        let known = card.source.is_some();
        if !known && matches!(field, "question" | "importance" | "type") {
            // A card written by hand goes by its own.
            continue;
        }
        if now == ours_now || (known && now == last_or_empty) {
            seen.push(format!("{field}:{now}"));
            continue;
        }
        let user_changed = ours_now != last_or_empty;
        if (known && !user_changed) || (!known && ours.is_empty()) {
            let change = Change {
                card: card.id.clone(),
                question: card.question.clone(),
                field,
                value: theirs,
            };
            plan.changed.push((change, ours));
            touched = true;
            seen.push(format!("{field}:{now}"));
        } else if !theirs.is_empty() || known {
            plan.kept.push(Kept {
                card: card.id.clone(),
                question: card.question.clone(),
                field,
                theirs,
            });
            touched = true;
            // What was last seen stays, so that the next import names the difference again.
            if let Some(last) = last {
                seen.push(format!("{field}:{last}"));
            }
        }
    }
    if !touched {
        plan.same += 1;
    }
    let source = Source {
        seen: tidy_seen(&seen),
        ..source
    };
    if card.source.as_ref() != Some(&source) {
        plan.sources.push(Change {
            card: card.id.clone(),
            question: card.question.clone(),
            field: "source",
            value: Value::Source(source),
        });
    }
}

/// Checksums without those of empty fields, which would only be long.
fn tidy_seen(seen: &[String]) -> String {
    let is_full = |entry: &&String| {
        entry.split_once(':').is_some_and(|(field, sum)| {
            FIELDS
                .iter()
                .find(|known| **known == field)
                .is_some_and(|known| checksum(&empty(known)) != sum)
        })
    };
    seen.iter()
        .filter(is_full)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn checksums(found: &Found) -> String {
    let all: Vec<String> = FIELDS
        .iter()
        .map(|field| format!("{field}:{}", checksum(&value_of_found(found, field))))
        .collect();
    tidy_seen(&all)
}

fn checksum_in<'s>(seen: &'s str, field: &str) -> Option<&'s str> {
    seen.split(' ')
        .find_map(|entry| entry.strip_prefix(field)?.strip_prefix(':'))
}

fn checksum(value: &Value) -> String {
    format!("{:08x}", fnv(&value.to_json().to_string()))
}

/// FNV-1a, 32 bits.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn empty(field: &str) -> Value {
    match field {
        "also_asked" | "key_points" | "reflections" => Value::Texts(Vec::new()),
        "follow_ups" => Value::FollowUps(Vec::new()),
        "importance" => Value::Number(1),
        "type" => Value::Text(CardType::Question.word().to_owned()),
        _ => Value::Text(String::new()),
    }
}

fn value_of_found(found: &Found, field: &str) -> Value {
    match field {
        "question" => Value::Text(found.whole_question().trim().to_owned()),
        "also_asked" => Value::Texts(found.also_asked.clone()),
        "answer" => Value::Text(found.answer.clone()),
        "key_points" => Value::Texts(found.key_points.clone()),
        "follow_ups" => Value::FollowUps(found.follow_ups.clone()),
        "experience" => Value::Text(found.experience.clone()),
        "reflections" => Value::Texts(found.reflections.clone()),
        "notes" => Value::Text(found.notes.clone()),
        "importance" => Value::Number(found.importance.unwrap_or(1)),
        _ => Value::Text(found.card_type.word().to_owned()),
    }
}

fn value_of_card(card: &Card, field: &str) -> Value {
    value_of_found(&Found::of_card(card), field)
}

/// An id that no card of the deck has: the one that the format brought, else a hash of the
/// question.
fn free_id(card: &Found, deck_id: &str, ids: &mut HashSet<String>) -> String {
    let brought = card
        .id
        .clone()
        .filter(|id| !id.trim().is_empty() && !id.contains(['\n', '#']));
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
    use crate::bank::{Kind, Origin, deck};
    use crate::convert::deck_text::{apply, new_deck};
    use crate::convert::{DeckHead, markdown};

    const NOTE: &str = "## 캐시는 언제 위험한가요?\n\n원본보다 오래된 값을 믿을 때 위험합니다.\n\n## 큐는 왜 쓰나요?\n\n보내는 쪽과 받는 쪽을 떼어 놓습니다.\n\n## 색인은 무엇을 빠르게 하나요?\n\n찾기를 빠르게 합니다.\n";

    fn import(note: &str, deck: Option<&Deck>) -> Plan {
        let found = cards_of(&markdown::read("n", note));
        plan("n.md", found, "d", deck)
    }

    fn read(text: &str) -> Deck {
        let (deck, problems) = deck::read("d", Origin::BuiltIn, "d.toml", text);
        assert_eq!(problems, vec![]);
        deck
    }

    fn first_deck() -> String {
        let head = DeckHead {
            id: "d".to_owned(),
            title: "d".to_owned(),
            kind: Kind::Technical,
            lang: None,
            company: None,
        };
        new_deck(&head, &import(NOTE, None).new)
    }

    #[test]
    fn an_unchanged_note_changes_nothing() {
        let plan = import(NOTE, Some(&read(&first_deck())));
        assert!(plan.is_nothing(), "{plan:?}");
        assert_eq!((plan.same, plan.gone.len(), plan.kept.len()), (3, 0, 0));
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
        assert_eq!(
            (plan.new.len(), plan.changed_cards(), plan.gone.len()),
            (0, 2, 0)
        );
        let text = apply(&text, &plan.changes(), &plan.new).unwrap();
        let again = read(&text);
        assert_eq!(again.cards[1].question, "메시지 큐를 왜 쓰나요?");
        assert_eq!(again.cards[1].id, deck.cards[1].id);
        assert_eq!(
            again.cards[2].answer,
            "찾기를 빠르게, 쓰기를 느리게 합니다."
        );
        assert!(import(&note, Some(&again)).is_nothing());
    }

    #[test]
    fn what_the_user_changed_stays_and_is_named_only_where_the_note_changed_it_too() {
        let text = first_deck()
            .replace("찾기를 빠르게 합니다.", "내 답")
            .replace("보내는 쪽과 받는 쪽을 떼어 놓습니다.", "내 큐 답");
        let deck = read(&text);
        assert_eq!(import(NOTE, Some(&deck)).kept, vec![]);
        let note = NOTE.replace("찾기를 빠르게 합니다.", "새 답입니다.");
        let plan = import(&note, Some(&deck));
        assert_eq!(plan.kept.len(), 1, "{:?}", plan.kept);
        assert_eq!(plan.kept[0].theirs, Value::Text("새 답입니다.".to_owned()));
        let again = read(&apply(&text, &plan.changes(), &plan.new).unwrap());
        assert_eq!(again.cards[2].answer, "내 답");
        assert_eq!(
            import(&note, Some(&again)).kept.len(),
            1,
            "it is named until it is settled"
        );
    }

    #[test]
    fn new_and_gone_cards_are_told_apart_and_gone_ones_stay() {
        let deck = read(&first_deck());
        let note = NOTE.replace(
            "## 캐시는 언제 위험한가요?\n\n원본보다 오래된 값을 믿을 때 위험합니다.",
            "## 로드 밸런서는 무엇을 하나요?\n\n나누어 보냅니다.",
        );
        let plan = import(&note, Some(&deck));
        assert_eq!((plan.new.len(), plan.gone.len(), plan.same), (1, 1, 2));
        assert_eq!(plan.gone[0].1, "캐시는 언제 위험한가요?");
    }

    #[test]
    fn a_card_written_by_hand_with_the_same_question_is_no_duplicate() {
        let deck = read(
            "[[cards]]\nid = \"mine\"\nquestion = \"큐는 왜 쓰나요?\"\nanswer = \"내 답\"\n\n[[cards]]\nid = \"bare\"\nquestion = \"색인은 무엇을 빠르게 하나요?\"\n",
        );
        let plan = import(NOTE, Some(&deck));
        assert_eq!(
            (plan.new.len(), plan.kept.len(), plan.changed.len()),
            (1, 1, 1)
        );
        assert_eq!(plan.changed[0].0.card.as_str(), "d#bare");
    }

    #[test]
    fn equal_cards_of_a_note_become_one_and_equal_questions_keep_apart() {
        let note = "## Q1. 무엇이 출력될까요?\n\n1\n\n## Q2. 무엇이 출력될까요?\n\n2\n\n## Q3. 무엇이 출력될까요?\n\n2\n";
        let plan = import(note, None);
        assert_eq!(plan.new.len(), 2);
        assert_ne!(plan.new[0].id, plan.new[1].id);
    }
}
