//! One search box: the query as it grows, and the best of what it finds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::index::{Best, Index, Rank};
use super::matcher::Matcher;
use super::pattern::{Closeness, Pattern};
use super::query::Query;

/// Earlier states of the query that are remembered; more than that are rarely gone back to.
const MOST_LEVELS: usize = 48;

/// Units of work between two questions whether to go on.
const WORK_UNTIL_ASKED: usize = 4096;

/// Cards whose texts are fetched from memory together before they are looked at.
const BATCH: usize = 32;

/// A card that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The card's number in the index.
    pub card: usize,
    /// The terms' scores in their best places, added up. Cards are *not* in the order of it
    /// alone: a whole word comes before scattered letters, the question before the answer.
    pub score: i64,
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best cards, best first; equally good ones in the index's order.
    pub hits: Vec<Hit>,
    /// Every card that matches, in the index's order.
    pub cards: Vec<usize>,
}

/// What was found for an earlier state of the query.
#[derive(Debug)]
struct Level {
    wanted: Vec<Pattern>,
    unwanted: Vec<Pattern>,
    cards: Vec<u32>,
}

impl Level {
    /// Whether all that matches these patterns is among the level's cards.
    fn covers(&self, wanted: &[Pattern], unwanted: &[Pattern]) -> bool {
        self.wanted
            .iter()
            .all(|old| wanted.iter().any(|new| new.narrows(old)))
            && self.unwanted.iter().all(|old| unwanted.contains(old))
    }
}

/// Looks queries up in an index, from what the one before left where it can.
#[derive(Debug)]
pub struct Search {
    index: Arc<Index>,
    matcher: Matcher,
    /// For each [`Closeness`].
    levels: [Vec<Level>; 3],
}

impl Search {
    /// A search box over an index.
    pub fn new(index: Arc<Index>) -> Self {
        Self {
            index,
            matcher: Matcher::default(),
            levels: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The cards that match the query's terms and that `admits` lets through (the query's
    /// filters, see [`Query::admits`]), with the best `limit` of them ranked. Where no card has the
    /// words or other spellings of them, those with letters like them are found. `cancelled` is
    /// asked every few microseconds; once it says yes, the search ends with `None`.
    pub fn run(
        &mut self,
        query: &Query,
        admits: &dyn Fn(usize) -> bool,
        limit: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Found> {
        let (found, has_any) = self.pass(Closeness::Words, query, admits, limit, cancelled)?;
        if has_any {
            return Some(found);
        }
        let (found, _) = self.pass(Closeness::Letters, query, admits, limit, cancelled)?;
        Some(found)
    }

    /// As [`run`](Self::run), with cards alone that have every word, or another spelling of it, as a
    /// word: what is done with all that is found is not done by mistake.
    pub fn run_by_words(
        &mut self,
        query: &Query,
        admits: &dyn Fn(usize) -> bool,
        limit: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<Found> {
        let (found, _) = self.pass(Closeness::WholeWords, query, admits, limit, cancelled)?;
        Some(found)
    }

    /// What is found, and whether any card matches, filters aside.
    fn pass(
        &mut self,
        closeness: Closeness,
        query: &Query,
        admits: &dyn Fn(usize) -> bool,
        limit: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Option<(Found, bool)> {
        let index = Arc::clone(&self.index);
        let (wanted, unwanted) = index.patterns(query, closeness);
        if wanted.is_empty() && unwanted.is_empty() {
            return Some((all(&index, admits, limit), true));
        }
        let levels = &mut self.levels[closeness as usize];
        let kept = levels
            .iter()
            .rposition(|level| level.covers(&wanted, &unwanted));
        levels.truncate(kept.map_or(0, |last| last + 1));

        let mut pass = Pass {
            index: &index,
            matcher: &mut self.matcher,
            wanted: &wanted,
            unwanted: &unwanted,
            admits,
            best: Ranking::new(limit),
            matching: Vec::new(),
            admitted: Vec::new(),
        };
        let is_done = match levels.last() {
            Some(level) => pass.over(level.cards.iter().copied(), cancelled),
            None => pass.over(0..u32::try_from(index.len()).unwrap_or(u32::MAX), cancelled),
        };
        is_done.then_some(())?;
        let Pass {
            best,
            matching,
            admitted,
            ..
        } = pass;
        let found = Found {
            hits: best.into_hits(),
            cards: admitted,
        };
        let has_any = !matching.is_empty();
        let is_narrower = levels
            .last()
            .is_none_or(|last| last.cards.len() > matching.len());
        if is_narrower {
            if levels.len() == MOST_LEVELS {
                levels.remove(0);
            }
            levels.push(Level {
                wanted,
                unwanted,
                cards: matching,
            });
        }
        Some((found, has_any))
    }
}

/// Every card, for a query without terms.
fn all(index: &Index, admits: &dyn Fn(usize) -> bool, limit: usize) -> Found {
    let cards: Vec<usize> = (0..index.len()).filter(|&card| admits(card)).collect();
    let hits = cards.iter().take(limit).map(|&card| Hit { card, score: 0 });
    Found {
        hits: hits.collect(),
        cards,
    }
}

/// One look over cards.
struct Pass<'a> {
    index: &'a Index,
    matcher: &'a mut Matcher,
    wanted: &'a [Pattern],
    unwanted: &'a [Pattern],
    admits: &'a dyn Fn(usize) -> bool,
    best: Ranking,
    matching: Vec<u32>,
    admitted: Vec<usize>,
}

impl<'a> Pass<'a> {
    /// Looks at these cards; whether it came to the end.
    fn over(&mut self, mut cards: impl Iterator<Item = u32>, cancelled: &dyn Fn() -> bool) -> bool {
        let mut found: Vec<Best<'a>> = Vec::with_capacity(self.wanted.len());
        let mut batch: Vec<u32> = Vec::with_capacity(BATCH);
        let mut work = 0;
        loop {
            batch.clear();
            let mut left = 16 * BATCH;
            while left > 0 && batch.len() < BATCH {
                let Some(card) = cards.next() else {
                    break;
                };
                left -= 1;
                if self.index.may_match(card as usize, self.wanted) {
                    batch.push(card);
                }
            }
            let is_end = left > 0 && batch.len() < BATCH;
            work += 16 * BATCH - left;
            self.index.fetch(&batch);
            for &card in &batch {
                work += self.index.weight(card as usize);
                self.look_at(card, &mut found);
                if work >= WORK_UNTIL_ASKED {
                    work = 0;
                    if cancelled() {
                        return false;
                    }
                }
            }
            if is_end {
                return true;
            }
        }
    }

    #[inline]
    fn look_at(&mut self, number: u32, found: &mut Vec<Best<'a>>) {
        let card = number as usize;
        found.clear();
        let most = self
            .wanted
            .iter()
            .map(|pattern| self.index.most(pattern, card));
        let (rank, bound) = most.fold((0, 0), |(ranks, bounds), (rank, bound)| {
            (ranks + weight_of(rank, true), bounds + i64::from(bound))
        });
        let importance = self.index.importance(card);
        let may_be_shown = self.best.has_room_for(key(rank, importance, bound));
        for pattern in self.wanted {
            if may_be_shown {
                match self.index.best(self.matcher, pattern, card) {
                    Some(best) => found.push(best),
                    None => return,
                }
            } else if !self.index.has(self.matcher, pattern, card) {
                return;
            }
        }
        let mut unwanted = self.unwanted.iter();
        if unwanted.any(|pattern| self.index.has(self.matcher, pattern, card)) {
            return;
        }
        self.matching.push(number);
        if !(self.admits)(card) {
            return;
        }
        self.admitted.push(card);
        if !may_be_shown {
            return;
        }
        let rank: i64 = found
            .iter()
            .map(|best| weight_of(best.rank, best.is_typed()))
            .sum();
        let bound: i64 = found.iter().map(|best| i64::from(best.bound)).sum();
        if !self.best.has_room_for(key(rank, importance, bound)) {
            return;
        }
        let is_last = found.len() == 1 && self.unwanted.is_empty() && self.index.is_one_line(card);
        let scores = found.iter().map(|best| {
            i64::from(if is_last {
                self.index.score_of_last(self.matcher, best)
            } else {
                self.index.score(self.matcher, best)
            })
        });
        let score: i64 = scores.sum();
        self.best.add(key(rank, importance, score), number, score);
    }
}

/// Ranks of several terms are added up: first how many were meant so, then how they lie, then in
/// which texts, then how many were found as typed. 32 terms do not flow over into what counts more.
fn weight_of(rank: Rank, is_typed: bool) -> i64 {
    (rank.reading as i64) << 57
        | (rank.quality as i64) << 50
        | (rank.field as i64) << 40
        | i64::from(is_typed) << 34
}

/// What cards are ordered by: the rank, then how important they are, then the score.
fn key(rank: i64, importance: u8, score: i64) -> i64 {
    const MIDDLE: i64 = 1 << 28;
    rank + (i64::from(importance.min(7)) << 30) + MIDDLE + score.clamp(-MIDDLE, MIDDLE - 1)
}

/// The best cards so far.
struct Ranking {
    limit: usize,
    worst_first: BinaryHeap<Reverse<(i64, Reverse<u32>, i64)>>,
}

impl Ranking {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            worst_first: BinaryHeap::new(),
        }
    }

    /// Whether a later card with this key would be among the best.
    #[inline]
    fn has_room_for(&self, key: i64) -> bool {
        if self.worst_first.len() < self.limit {
            return true;
        }
        self.worst_first
            .peek()
            .is_some_and(|Reverse((worst, ..))| key > *worst)
    }

    fn add(&mut self, key: i64, card: u32, score: i64) {
        if !self.has_room_for(key) {
            return;
        }
        if self.worst_first.len() == self.limit {
            self.worst_first.pop();
        }
        self.worst_first.push(Reverse((key, Reverse(card), score)));
    }

    fn into_hits(self) -> Vec<Hit> {
        let best_first = self.worst_first.into_sorted_vec();
        let hits = best_first
            .into_iter()
            .map(|Reverse((_, Reverse(card), score))| Hit {
                card: card as usize,
                score,
            });
        hits.collect()
    }
}

#[cfg(test)]
mod tests;
