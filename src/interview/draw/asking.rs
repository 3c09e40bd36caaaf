//! How the cards of a round are asked: wordings, parts, follow-ups and probes.

use rand::RngExt;

use super::Drawing;
use crate::bank::{Card, Entry, FollowUp};
use crate::clock::milliseconds;
use crate::history::record::PlannedQuestion;
use crate::interview::preset::{FollowUps, Part, Round};
use crate::interview::probe::Probe;
use crate::language::Language;

/// Follow-ups go this deep below the card's own question.
pub const DEEPEST: usize = 3;

impl Drawing<'_> {
    /// The questions of a round, each with what is asked after it.
    pub(super) fn questions(&mut self, cards: &[usize], round: &Round) -> Vec<PlannedQuestion> {
        let bank = std::sync::Arc::clone(self.pool.bank());
        let entries = cards.iter().filter_map(|&number| bank.at(number));
        entries.flat_map(|entry| self.asked(entry, round)).collect()
    }

    fn asked(&mut self, entry: Entry<'_>, round: &Round) -> Vec<PlannedQuestion> {
        let card = entry.card;
        let whole = PlannedQuestion {
            card: card.id.clone(),
            wording: self.random.random_range(0..=card.also_asked.len()),
            think_ms: milliseconds(round.think),
            limit_ms: milliseconds(round.answer.for_card(card.time)),
            ..PlannedQuestion::default()
        };
        if round.parts.is_empty() {
            let mut questions = vec![whole];
            questions.extend(self.follow_ups(entry, &round.follow_ups));
            return questions;
        }
        let mut questions = Vec::new();
        for (number, part) in round.parts.iter().enumerate() {
            questions.push(in_part(whole.clone(), number, part, card));
            questions.extend(self.follow_ups(entry, &part.follow_ups));
        }
        questions
    }

    /// The card's own follow-ups first, each before what stands below it, as an interviewer goes
    /// on; then probes, each into the answer before it.
    fn follow_ups(&mut self, entry: Entry<'_>, how: &FollowUps) -> Vec<PlannedQuestion> {
        let mut count = 0;
        for _ in 0..how.most {
            let uniform: f64 = self.random.random();
            count += usize::from(uniform < how.chance);
        }
        let mut questions: Vec<PlannedQuestion> = Vec::new();
        let asked_after = |follow_up: Vec<usize>| PlannedQuestion {
            card: entry.card.id.clone(),
            follow_up,
            limit_ms: milliseconds(how.answer),
            ..PlannedQuestion::default()
        };
        let mut paths = Vec::new();
        paths_below(&entry.card.follow_ups, &mut Vec::new(), &mut paths);
        questions.extend(paths.into_iter().take(count).map(asked_after));
        let mut probes: Vec<Probe> = Vec::new();
        if how.probes {
            probes.extend(Probe::fitting(entry.deck.kind, entry.card.card_type));
        }
        while questions.len() < count && !probes.is_empty() {
            let probe = probes.swap_remove(self.random.random_range(0..probes.len()));
            let before = questions.last();
            let depth = before.map_or(0, PlannedQuestion::depth) + 1;
            let path = before.map_or_else(Vec::new, |before| before.follow_up.clone());
            questions.push(PlannedQuestion {
                probe: Some(probe.word().to_owned()),
                depth: Some(depth.min(DEEPEST)),
                words: Some(probe.words_for(&entry.card.question)),
                ..asked_after(path)
            });
        }
        questions
    }
}

fn in_part(whole: PlannedQuestion, number: usize, part: &Part, card: &Card) -> PlannedQuestion {
    let language = Language::of_text(&card.question);
    PlannedQuestion {
        part: Some(number),
        list: part.list,
        words: Some(part.words.in_language(language).clone()),
        think_ms: milliseconds(part.think),
        limit_ms: milliseconds(part.answer),
        ..whole
    }
}

/// The paths of all follow-ups down to the deepest that is asked, each before those below it.
pub(super) fn paths_below(
    follow_ups: &[FollowUp],
    above: &mut Vec<usize>,
    paths: &mut Vec<Vec<usize>>,
) {
    if above.len() == DEEPEST {
        return;
    }
    for (place, follow_up) in follow_ups.iter().enumerate() {
        above.push(place);
        paths.push(above.clone());
        paths_below(&follow_up.follow_ups, above, paths);
        above.pop();
    }
}
