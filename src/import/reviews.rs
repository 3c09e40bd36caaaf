//! Reviews in another program as records of the history, so that memory begins where it was.

use chrono::{DateTime, FixedOffset};
use ulid::Ulid;

use crate::convert::Reviewed;
use crate::convert::again::Plan;
use crate::history::record::VERSION;
use crate::history::{Answer, Body, Mode, Record, RecordId};
use crate::text;

/// The records of the reviews that a note's cards had, of those that are in the deck. A review
/// has the same name at every import, so that it comes once.
pub fn records(plan: &Plan, offset: FixedOffset) -> Vec<Record> {
    let taken = plan.cards.iter().filter(|card| card.is_in_deck());
    taken
        .flat_map(|card| {
            let found = &card.found;
            let name = found.id.as_deref().unwrap_or(&found.question);
            let reviews = found.reviews.iter();
            reviews.filter_map(|review| {
                let at = DateTime::from_timestamp_millis(review.at)?.with_timezone(&offset);
                let mut answer = Answer::new(card.card.clone(), Mode::Review);
                answer.grade = Some(review.grade);
                answer.answer_ms = review.took;
                Some(Record {
                    version: VERSION,
                    id: id(name, review)?,
                    at,
                    body: Body::Answer(answer),
                })
            })
        })
        .collect()
}

/// The name of a review: its moment, and a hash of what was reviewed in the place of chance.
fn id(name: &str, review: &Reviewed) -> Option<RecordId> {
    let moment = u64::try_from(review.at).ok()?;
    let hash = u128::from(text::fingerprint(name.bytes())) << 16 | u128::from(review.grade);
    Some(RecordId::from_written(
        &Ulid::from_parts(moment, hash).to_string(),
    ))
}
