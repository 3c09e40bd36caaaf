//! Every version of a card's text, with how the answers went while it stood.
//!
//! An edit keeps what stood there *before* it. So the first edit's text is the first version, and
//! each one reaches from the edit with which it came to the edit that replaced it. Taking a
//! version back is saving its value again, which is itself an edit.

use serde_json::Value as Json;

use super::AnswerSeen;
use super::fold::History;
use super::record::{Edit, Record};
use crate::bank::CardId;
use crate::bank::write::save::WHOLE_CARD;
use crate::bank::write::{Field, Removed, Value};

/// One version of one field.
#[derive(Debug, Clone)]
pub struct Version<'h> {
    /// What stood there; `null` where the field was not there. [`Version::value`] makes it one
    /// that can be saved again.
    pub json: Json,
    /// The edit with which it came; `None` for the first that is known.
    pub since: Option<&'h Record>,
    /// The edit that replaced it; `None` for the one that stands now.
    pub until: Option<&'h Record>,
    /// The answers that were given while it stood, oldest first.
    pub answers: Vec<AnswerSeen<'h>>,
}

impl Version<'_> {
    /// The value of `field`, to be saved again; `None` takes the field away.
    pub fn value(&self, field: Field) -> Option<Value> {
        Value::from_json(field, &self.json).ok().flatten()
    }

    /// The scores (1–5) that were given while it stood, oldest first.
    pub fn scores(&self) -> impl DoubleEndedIterator<Item = u8> {
        self.answers.iter().filter_map(|seen| seen.inputs().score)
    }

    /// Their mean; `None` where it was never scored.
    pub fn mean_score(&self) -> Option<f64> {
        let scores: Vec<f64> = self.scores().map(f64::from).collect();
        #[expect(clippy::cast_precision_loss, reason = "nobody answers 2^52 times")]
        let count = scores.len() as f64;
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / count)
    }
}

/// A card that was deleted and has not come back.
#[derive(Debug, Clone)]
pub struct Deleted<'h> {
    /// The record of the deletion.
    pub record: &'h Record,
    /// The card.
    pub card: &'h CardId,
    /// All that is needed to put it back.
    pub removed: Removed,
}

impl History {
    /// The versions of a card's field, oldest first; the last is `now`, as it stands in the file.
    /// Versions that say the same one after the other are one.
    pub fn versions(&self, card: &CardId, field: Field, now: &Json) -> Vec<Version<'_>> {
        let edits: Vec<(&Record, &Edit)> = self
            .edits_of(card)
            .filter(|(_, edit)| edit.field == field.key())
            .collect();
        let mut versions: Vec<Version<'_>> = Vec::with_capacity(edits.len() + 1);
        let mut since = None;
        let ends = edits
            .iter()
            .map(|(record, edit)| (Some(*record), &edit.before))
            .chain([(None, now)]);
        for (until, json) in ends {
            match versions.last_mut() {
                // A save that failed after its edit was kept leaves two alike.
                Some(last) if last.json == *json => last.until = until,
                _ => versions.push(Version {
                    json: json.clone(),
                    since,
                    until,
                    answers: Vec::new(),
                }),
            }
            since = until;
        }
        for answer in self.answers_to(card) {
            let id = answer.id();
            let stood =
                |version: &&mut Version<'_>| version.until.is_none_or(|until| id < until.id);
            if let Some(version) = versions.iter_mut().find(stood) {
                version.answers.push(answer);
            }
        }
        versions
    }

    /// The cards that were deleted and have not come back, the last one first.
    pub fn deleted(&self) -> Vec<Deleted<'_>> {
        let mut deleted: Vec<Deleted<'_>> = Vec::new();
        for (record, edit) in self.edits().filter(|(_, edit)| edit.field == WHOLE_CARD) {
            deleted.retain(|earlier| *earlier.card != edit.card);
            if let Ok(removed) = serde_json::from_value(edit.before.clone()) {
                deleted.push(Deleted {
                    record,
                    card: &edit.card,
                    removed,
                });
            }
        }
        deleted.reverse();
        deleted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::record::{Answer, Body, Ids, Mode};
    use serde_json::json;

    struct Told {
        ids: Ids,
        minute: u32,
        history: History,
    }

    impl Told {
        fn new() -> Self {
            Self {
                ids: Ids::from_numbers(|| 1),
                minute: 0,
                history: History::default(),
            }
        }

        fn tell(&mut self, body: Body) -> Record {
            let at = format!("2026-11-21T10:{:02}:00+09:00", self.minute);
            self.minute += 1;
            let at = chrono::DateTime::parse_from_rfc3339(&at).unwrap();
            let record = Record::new(&self.ids, at, body);
            self.history.add(record.clone());
            record
        }

        fn edit(&mut self, card: &str, field: &str, before: Json) -> Record {
            self.tell(Body::Edit(Edit {
                card: CardId::from_written(card),
                field: field.to_owned(),
                before,
            }))
        }

        fn score(&mut self, card: &str, score: u8) {
            let mut answer = Answer::new(CardId::from_written(card), Mode::Practice);
            answer.score = Some(score);
            self.tell(Body::Answer(answer));
        }

        fn shown(&self, card: &str, now: &str) -> Vec<(Json, Vec<u8>)> {
            self.history
                .versions(&CardId::from_written(card), Field::Answer, &json!(now))
                .iter()
                .map(|version| (version.json.clone(), version.scores().collect()))
                .collect()
        }
    }

    #[test]
    fn each_version_has_the_scores_that_it_got() {
        let mut told = Told::new();
        told.score("d#x", 2);
        told.edit("d#x", "answer", Json::Null);
        told.score("d#x", 3);
        told.edit("d#x", "notes", json!("n"));
        told.score("d#x", 4);
        told.score("d#y", 1);
        told.edit("d#x", "answer", json!("first"));
        told.edit("d#x", "answer", json!("second"));
        told.score("d#x", 5);
        assert_eq!(
            told.shown("d#x", "second"),
            [
                (Json::Null, vec![2]),
                (json!("first"), vec![3, 4]),
                (json!("second"), vec![5]),
            ]
        );
        let card = CardId::from_written("d#x");
        let versions = told
            .history
            .versions(&card, Field::Answer, &json!("second"));
        assert_eq!(versions[1].value(Field::Answer), Some(Value::text("first")));
        assert_eq!(versions[1].mean_score(), Some(3.5));
    }

    #[test]
    fn a_moved_card_keeps_its_answers_and_its_versions() {
        let mut told = Told::new();
        told.score("a#x", 2);
        told.edit("a#x", "answer", json!("old"));
        told.edit("b#x", "deck", json!("a#x"));
        told.score("b#x", 4);
        let there_and_back = told.edit("a#x", "deck", json!("b#x"));
        told.score("a#x", 5);
        assert_eq!(
            told.shown("a#x", "new"),
            [(json!("old"), vec![2]), (json!("new"), vec![4, 5])]
        );
        let cards = |history: &History| -> Vec<String> {
            history.answers().map(|a| a.card().to_string()).collect()
        };
        assert_eq!(cards(&told.history), ["a#x", "a#x", "a#x"]);
        assert_eq!(
            cards(&History::new(told.history.records())),
            cards(&told.history)
        );
        // Taken back, the move has not happened.
        told.tell(Body::Undo {
            undoes: there_and_back.id,
        });
        assert_eq!(cards(&told.history), ["b#x", "b#x", "a#x"]);
    }

    #[test]
    fn a_deleted_card_is_listed_until_it_comes_back() {
        let mut told = Told::new();
        let removed = Removed {
            text: "[[cards]]\n".to_owned(),
            after: None,
            at: 0,
            left: 1,
        };
        told.edit("d#x", "card", Json::Null);
        told.edit("d#x", "card", json!(removed));
        told.edit("d#y", "card", json!(removed));
        let names = |history: &History| -> Vec<String> {
            history
                .deleted()
                .iter()
                .map(|d| d.card.to_string())
                .collect()
        };
        assert_eq!(names(&told.history), ["d#y", "d#x"]);
        assert_eq!(told.history.deleted()[0].removed, removed);
        told.edit("d#y", "card", Json::Null);
        assert_eq!(names(&told.history), ["d#x"]);
    }
}
