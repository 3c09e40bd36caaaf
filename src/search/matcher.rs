//! Whether and where one pattern lies in one line, and what that scores.
//!
//! The score and the positions of scattered characters are those of a fresh
//! `SkimMatcherV2::fuzzy_indices` (fuzzy-matcher 0.3.7, its default configuration). That matcher
//! fills two matrices over every character of the line; here only the places where an element
//! matches are looked at. A gap costs the same for each further character, so that the best
//! earlier place is a running maximum. The crate takes -32,768 for minus infinity and goes wrong
//! on gaps of that length; this one does not.

use super::lanes::{self, BLOCK, LANES};
use super::lines::Line;
use super::pattern::{Element, Shape, Variant};
use super::unit::{BONUS_AT_START, bonus_after};

/// For the character that was typed.
pub(super) const MATCH: i32 = 16;
/// For the other case of a letter, or for what a half-typed syllable may become.
const NEAR_MATCH: i32 = 14;
/// Once, whatever is left out before the first character.
const BEGINNING: i32 = -1;
/// At least this for a character right after the one before.
pub(super) const ADJACENT: i32 = 4;
/// For the first character that is left out, beside 1 for each.
const GAP: i32 = -3;
/// The most that a place scores for a word that begins there, except at a line's start.
const WORD: i32 = 8;

/// Most places that are kept to tell the best positions; a larger pair is marked leftmost.
const MOST_PLACES: usize = 2_000_000;

/// How a pattern lies in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Letters here and there.
    Scattered,
    /// One run of letters, or runs that each begin a word.
    Direct,
}

/// A pattern that was found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How it lies.
    pub quality: Quality,
    /// The score is not above this.
    pub bound: i32,
}

/// A place where an element matches, and the best score of what ends there.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: i32,
    score: i32,
    /// Which place of the row before is the best one's.
    previous: usize,
}

/// Working memory for matching, reused from line to line.
#[derive(Debug, Default)]
pub struct Matcher {
    /// Where each element matches: a row of blocks for each.
    masks: Vec<u64>,
    blocks: usize,
    together: Vec<u64>,
    words: Vec<u64>,
    carries: Vec<bool>,
    places: Vec<Place>,
    last_row: usize,
    /// The element that ends a run: the typed one where that is in the line.
    last: Element,
}

impl Matcher {
    /// Looks for a variant in a line, lying as `shape` says.
    #[inline]
    pub fn find(&mut self, variant: &Variant, shape: Shape, line: &Line<'_>) -> Option<Found> {
        let elements = variant.elements.as_slice();
        let &last = elements.last().filter(|_| elements.len() <= line.len)?;
        if shape == Shape::Scattered {
            self.fill_masks(elements, line)?;
            if let Some(typed) = &variant.typed_last {
                self.prefer(typed, elements.len() - 1, line);
            }
            return Some(self.describe(elements.len(), line));
        }
        self.last = last;
        self.runs(elements, shape, line, |_| false).then_some(())?;
        if let Some(typed) = variant.typed_last {
            self.last = typed;
            if !self.runs(elements, shape, line, |_| false) {
                self.last = last;
            }
        }
        let length = i32::try_from(elements.len()).unwrap_or(i32::MAX / 64);
        let bound = BEGINNING + BONUS_AT_START + length * (MATCH + WORD);
        Some(Found {
            quality: Quality::Direct,
            bound,
        })
    }

    /// The score of a variant that was found in the line by the last [`find`](Self::find).
    pub fn score(&mut self, variant: &Variant, shape: Shape, line: &Line<'_>) -> i32 {
        let score = if shape == Shape::Scattered {
            self.score_rows(&variant.elements, line, false);
            self.best_last().map(|place| place.score)
        } else {
            let best = self.best_run(&variant.elements, shape, line);
            best.map(|(score, _)| score)
        };
        score.unwrap_or(0) - variant.handicap
    }

    /// The score of a variant in a line and the places of its elements there, ascending.
    pub fn positions(
        &mut self,
        variant: &Variant,
        shape: Shape,
        line: &Line<'_>,
    ) -> Option<(i32, Vec<usize>)> {
        self.find(variant, shape, line)?;
        let elements = variant.elements.as_slice();
        if shape != Shape::Scattered {
            let (score, start) = self.best_run(elements, shape, line)?;
            let run = start..start + elements.len();
            return Some((score - variant.handicap, run.collect()));
        }
        let places: u32 = self
            .rows(elements.len())
            .iter()
            .map(|mask| mask.count_ones())
            .sum();
        if usize::try_from(places).unwrap_or(usize::MAX) > MOST_PLACES {
            let leftmost = self.leftmost(elements.len());
            return Some((self.score(variant, shape, line), leftmost));
        }
        self.score_rows(elements, line, true);
        let mut place = self.best_last()?;
        let score = place.score;
        let mut positions = Vec::with_capacity(elements.len());
        for _ in elements {
            positions.push(usize::try_from(place.at).unwrap_or(0));
            place = self.places.get(place.previous).copied().unwrap_or(place);
        }
        positions.reverse();
        Some((score - variant.handicap, positions))
    }

    fn rows(&self, elements: usize) -> &[u64] {
        &self.masks[..elements * self.blocks]
    }

    /// Fills the masks with every place that comes after a match of what is before it; `None`
    /// as soon as the elements are not there in order.
    #[inline]
    fn fill_masks(&mut self, elements: &[Element], line: &Line<'_>) -> Option<()> {
        self.blocks = line.chunks.len().div_ceil(BLOCK / LANES);
        let size = elements.len() * self.blocks;
        if self.masks.len() < size {
            self.masks.resize(size, 0);
        }
        let mut next = 0;
        for (element, row) in elements
            .iter()
            .zip(self.masks.chunks_exact_mut(self.blocks))
        {
            let from = next / BLOCK;
            if from >= row.len() {
                return None;
            }
            lanes::find(element, line.chunks, from, row);
            row[from] &= u64::MAX << (next % BLOCK);
            next = first(row)? + 1;
        }
        Some(())
    }

    /// Leaves of a row only the places of `typed`, if there are any.
    #[inline]
    fn prefer(&mut self, typed: &Element, row: usize, line: &Line<'_>) {
        let blocks = self.blocks;
        self.together.clear();
        self.together.resize(blocks, 0);
        lanes::find(typed, line.chunks, 0, &mut self.together);
        let row = &mut self.masks[row * blocks..(row + 1) * blocks];
        let as_typed = || {
            row.iter()
                .zip(&self.together)
                .map(|(mask, typed)| mask & typed)
        };
        if as_typed().any(|mask| mask != 0) {
            row.iter_mut()
                .zip(&self.together)
                .for_each(|(mask, typed)| *mask &= typed);
        }
    }

    /// What the masks alone tell: the quality, and a score that is not too low.
    #[inline]
    fn describe(&mut self, elements: usize, line: &Line<'_>) -> Found {
        let rows = self.masks[..elements * self.blocks].chunks_exact(self.blocks);
        let whole = |row: &[u64]| match *row {
            [only] => u128::from(only),
            [low, high] => u128::from(low) | u128::from(high) << BLOCK,
            _ => 0,
        };
        if self.blocks <= 2 {
            describe_short(rows.map(whole), whole(line.heads))
        } else {
            self.describe_long(elements, line)
        }
    }

    /// As [`describe_short`], for a line of any length.
    fn describe_long(&mut self, elements: usize, line: &Line<'_>) -> Found {
        let (blocks, heads) = (self.blocks, line.heads);
        let rows = &self.masks[..elements * blocks];
        let mut bound = BEGINNING + MATCH;
        let starts = &rows[..blocks];
        bound += if rows[0] & 1 != 0 {
            BONUS_AT_START
        } else if starts.iter().zip(heads).any(|(row, head)| row & head != 0) {
            WORD
        } else {
            0
        };
        // Where matches of the elements so far end: those of one run, and those whose every run
        // begins a word.
        self.together.clear();
        self.together.extend_from_slice(starts);
        self.words.clear();
        self.words
            .extend(starts.iter().zip(heads).map(|(row, head)| row & head));
        for (before, row) in rows
            .chunks_exact(blocks)
            .zip(rows.chunks_exact(blocks).skip(1))
        {
            let (mut adjacent, mut at_word, mut both) = (0, 0, 0);
            let (mut carry, mut carry_together, mut carry_words) = (0, 0, 0);
            // All bits above the first match made of words, once it was passed.
            let mut above = 0;
            for b in 0..blocks {
                let head = heads[b];
                let next = row[b] & (before[b] << 1 | carry);
                carry = before[b] >> 63;
                adjacent |= next;
                at_word |= row[b] & head;
                both |= next & head;

                let together = self.together[b];
                self.together[b] = row[b] & (together << 1 | carry_together);
                carry_together = together >> 63;

                let words = self.words[b];
                let lowest = words & words.wrapping_neg();
                let later = if above == 0 {
                    lowest.wrapping_neg() & !lowest
                } else {
                    above
                };
                self.words[b] = row[b] & (words << 1 | carry_words | head & later);
                carry_words = words >> 63;
                if lowest != 0 {
                    above = u64::MAX;
                }
            }
            bound += MATCH
                + if both != 0 {
                    WORD
                } else if adjacent | at_word != 0 {
                    ADJACENT
                } else {
                    GAP - 1
                };
        }
        let is_direct = self
            .together
            .iter()
            .chain(&self.words)
            .any(|&ends| ends != 0);
        let quality = if is_direct {
            Quality::Direct
        } else {
            Quality::Scattered
        };
        Found { quality, bound }
    }

    /// Fills the places of the last row, or of all rows, with the best score that ends there.
    fn score_rows(&mut self, elements: &[Element], line: &Line<'_>, keep_all: bool) {
        let blocks = self.blocks;
        self.cut_off_ends(elements.len());
        let units = line.units();
        self.places.clear();
        let mut before = 0;
        for (row, element) in elements.iter().enumerate() {
            let start = self.places.len();
            let mut nearer = before;
            let mut best: Option<(i32, usize)> = None;
            for block in 0..blocks {
                let mut mask = self.masks[row * blocks + block];
                let heads = line.heads[block];
                while mask != 0 {
                    let bit = mask.trailing_zeros();
                    mask &= mask - 1;
                    let at = block * BLOCK + bit as usize;
                    let bonus = match at.checked_sub(1) {
                        None => BONUS_AT_START,
                        Some(_) if heads >> bit & 1 == 0 => 0,
                        Some(previous) => bonus_after(units[previous], units[at]),
                    };
                    let own = if units[at] == element.typed {
                        MATCH
                    } else {
                        NEAR_MATCH
                    };
                    let at = i32::try_from(at).unwrap_or(i32::MAX);
                    if row == 0 {
                        self.places.push(Place {
                            at,
                            score: BEGINNING + own + bonus,
                            previous: 0,
                        });
                        continue;
                    }
                    // Of equally good earlier places the nearest counts, as in the crate.
                    while nearer < start && self.places[nearer].at < at - 1 {
                        let value = self.places[nearer].score + self.places[nearer].at;
                        if best.is_none_or(|(most, _)| value >= most) {
                            best = Some((value, nearer));
                        }
                        nearer += 1;
                    }
                    let over_gap =
                        best.map(|(value, previous)| (value - at + 1 + GAP + bonus, previous));
                    let adjacent = (nearer < start && self.places[nearer].at == at - 1)
                        .then(|| (self.places[nearer].score + bonus.max(ADJACENT), nearer));
                    let better = match (adjacent, over_gap) {
                        (Some(run), Some(gap)) => Some(if run.0 >= gap.0 { run } else { gap }),
                        (run, gap) => run.or(gap),
                    };
                    if let Some((score, previous)) = better {
                        self.places.push(Place {
                            at,
                            score: score + own,
                            previous,
                        });
                    }
                }
            }
            if keep_all {
                before = start;
            } else {
                self.places.drain(..start);
            }
            self.last_row = before;
        }
    }

    /// Takes away places after which what follows cannot match any more.
    fn cut_off_ends(&mut self, elements: usize) {
        let blocks = self.blocks;
        let mut limit = usize::MAX;
        for row in self.masks[..elements * blocks]
            .chunks_exact_mut(blocks)
            .rev()
        {
            if limit != usize::MAX {
                let (block, bit) = (limit / BLOCK, limit % BLOCK);
                row[block] &= (1 << bit) - 1;
                row[block + 1..].fill(0);
            }
            let Some(block) = row.iter().rposition(|&mask| mask != 0) else {
                return;
            };
            limit = block * BLOCK + (63 - row[block].leading_zeros() as usize);
        }
    }

    /// The best place of the last row: of equal ones the last, as in the crate.
    fn best_last(&self) -> Option<Place> {
        let last_row = self.places.get(self.last_row..)?;
        last_row.iter().copied().max_by_key(|place| place.score)
    }

    fn leftmost(&self, elements: usize) -> Vec<usize> {
        let rows = self.rows(elements).chunks_exact(self.blocks);
        rows.filter_map(first).collect()
    }

    /// The best run of all elements and where it starts: of equal ones the first.
    fn best_run(
        &mut self,
        elements: &[Element],
        shape: Shape,
        line: &Line<'_>,
    ) -> Option<(i32, usize)> {
        let units = line.units();
        let mut best: Option<(i32, usize)> = None;
        self.runs(elements, shape, line, |start| {
            let mut score = BEGINNING;
            for (n, element) in elements.iter().enumerate() {
                let at = start + n;
                let bonus = match at.checked_sub(1) {
                    None => BONUS_AT_START,
                    Some(previous) => bonus_after(units[previous], units[at]),
                };
                score += if n == 0 { bonus } else { bonus.max(ADJACENT) };
                score += if units[at] == element.typed {
                    MATCH
                } else {
                    NEAR_MATCH
                };
            }
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, start));
            }
            true
        });
        best
    }

    /// The elements of a run, the last one being that which was found.
    fn with_last<'e>(&'e self, elements: &'e [Element]) -> impl Iterator<Item = &'e Element> {
        let before = elements.len().saturating_sub(1);
        elements[..before].iter().chain(std::iter::once(&self.last))
    }

    /// Calls `each` with the start of every run of all elements until it says no more; whether
    /// there was one.
    fn runs(
        &mut self,
        elements: &[Element],
        shape: Shape,
        line: &Line<'_>,
        mut each: impl FnMut(usize) -> bool,
    ) -> bool {
        let Some(room) = line.len.checked_sub(elements.len()) else {
            return false;
        };
        let only_at = match shape {
            Shape::AtStart => Some(0),
            Shape::AtEnd => Some(room),
            Shape::Whole if room == 0 => Some(0),
            Shape::Whole => return false,
            Shape::Scattered | Shape::Together => None,
        };
        if let Some(start) = only_at {
            let units = line.units()[start..].iter();
            let is_there = units
                .zip(elements)
                .all(|(&unit, element)| element.has(unit));
            if is_there {
                each(start);
            }
            return is_there;
        }
        let mut found = false;
        self.carries.clear();
        self.carries.resize(elements.len(), false);
        let mut carried = 0;
        for (block, chunks) in line.chunks.chunks(BLOCK / LANES).enumerate() {
            let mut ends = u64::MAX;
            let mut was_carried = 0;
            for (n, element) in elements.iter().enumerate() {
                if ends == 0 && n > carried {
                    break;
                }
                let element = if n + 1 == elements.len() {
                    &self.last
                } else {
                    element
                };
                let mut mask = [0];
                lanes::find(element, chunks, 0, &mut mask);
                let carry = u64::from(std::mem::take(&mut self.carries[n]));
                let before = if n == 0 { u64::MAX } else { ends << 1 | carry };
                // What ended at the block's last unit goes on in the next block.
                if n > 0 && ends >> 63 == 1 {
                    self.carries[n] = true;
                    was_carried = n;
                }
                ends = mask[0] & before;
                if n + 1 == elements.len() {
                    while ends != 0 {
                        let end = block * BLOCK + ends.trailing_zeros() as usize;
                        ends &= ends - 1;
                        found = true;
                        if !each(end + 1 - elements.len()) {
                            return true;
                        }
                    }
                }
            }
            carried = was_carried;
        }
        found
    }
}

/// What the places of the elements in a line of at most 128 characters tell of it.
#[inline]
fn describe_short(mut rows: impl Iterator<Item = u128>, heads: u128) -> Found {
    let mut before = rows.next().unwrap_or(0);
    let mut bound = BEGINNING + MATCH;
    if before & 1 != 0 {
        bound += BONUS_AT_START;
    } else if before & heads != 0 {
        bound += WORD;
    }
    // Where matches of the elements so far end: those of one run, and those whose every run
    // begins a word.
    let mut together = before;
    let mut words = before & heads;
    for row in rows {
        let adjacent = row & (before << 1);
        bound += MATCH
            + if adjacent & heads != 0 {
                WORD
            } else if adjacent | (row & heads) != 0 {
                ADJACENT
            } else {
                GAP - 1
            };
        together = row & (together << 1);
        let lowest = words & words.wrapping_neg();
        let above = lowest.wrapping_neg() & !lowest;
        words = row & (words << 1 | heads & above);
        before = row;
    }
    let is_direct = together | words != 0;
    let quality = if is_direct {
        Quality::Direct
    } else {
        Quality::Scattered
    };
    Found { quality, bound }
}

/// The first place in a row of blocks.
#[inline]
fn first(row: &[u64]) -> Option<usize> {
    let block = row.iter().position(|&mask| mask != 0)?;
    Some(block * BLOCK + row[block].trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::lines::Lines;
    use crate::search::pattern::Pattern;
    use crate::search::query::{Anchor, Term};
    use crate::search::unit::{Alphabet, fold};
    use fuzzy_matcher::FuzzyMatcher;
    use fuzzy_matcher::skim::SkimMatcherV2;
    use proptest::prelude::*;

    /// The score and positions of the pattern as it was typed.
    fn typed_in(text: &str, line: &str) -> Option<(i32, Vec<usize>)> {
        let mut alphabet = Alphabet::default();
        let mut lines = Lines::default();
        lines.push(line, &mut alphabet);
        let term = Term {
            text: crate::text::nfc(text).into_owned(),
            anchor: Anchor::Anywhere,
            is_negated: false,
        };
        let pattern = Pattern::new(&term, &alphabet);
        let variant = pattern.variants.first()?;
        let line = lines.line(0);
        let mut matcher = Matcher::default();
        let found = matcher.find(variant, Shape::Scattered, &line)?;
        let score = matcher.score(variant, Shape::Scattered, &line);
        let (same_score, positions) = matcher.positions(variant, Shape::Scattered, &line)?;
        assert_eq!(score, same_score);
        let &last = positions.last()?;
        if let Some(typed) = variant.typed_last
            && !typed.has(line.units()[last])
        {
            return None;
        }
        assert!(
            found.bound >= score,
            "{text:?} in a line is bounded by {}",
            found.bound
        );
        Some((score, positions))
    }

    fn oracle(text: &str, line: &str) -> Option<(i32, Vec<usize>)> {
        let line: String = fold(line).collect();
        let text: String = fold(text).collect();
        let (score, positions) = SkimMatcherV2::default().fuzzy_indices(&line, &text)?;
        Some((i32::try_from(score).unwrap(), positions))
    }

    /// Numbers that are the same in every run (xorshift, Marsaglia 2003).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 >> 33).unwrap() % end
        }

        fn letters(&mut self, from: &[char], most: usize) -> String {
            let count = self.below(most + 1);
            (0..count).map(|_| from[self.below(from.len())]).collect()
        }

        /// Some of a text's letters in their order, mostly in the case in which they stand.
        fn some_of(&mut self, text: &str) -> String {
            let one_in = 2 + self.below(6);
            let kept = text.chars().filter(|_| self.below(one_in) == 0);
            let kept: String = kept.take(12).collect();
            if self.below(4) == 0 {
                kept
            } else {
                kept.to_ascii_lowercase()
            }
        }
    }

    #[test]
    fn score_and_positions_are_those_of_a_fresh_skim_matcher() {
        let alphabets: [Vec<char>; 4] = [
            "abAB c".chars().collect(),
            "abcdeTCP12 -_/.(){}[]~!^`:;,'\"@#가나카프"
                .chars()
                .collect(),
            "카프카컨슈머 의는을 tcpTCP🦀Ａé\u{301}\u{7f}\t"
                .chars()
                .collect(),
            ('a'..='z')
                .chain('A'..='F')
                .chain("  가각힣".chars())
                .collect(),
        ];
        let mut numbers = Numbers(0x5eed_cafe_f00d_0001);
        let (mut pairs, mut matches) = (0, 0);
        while pairs < 200_000 {
            let from = &alphabets[numbers.below(alphabets.len())];
            let most = [8, 16, 24, 90][numbers.below(40).min(3)];
            let line = numbers.letters(from, if most == 90 { 12 } else { most });
            for _ in 0..4 {
                let text = match numbers.below(3) {
                    0 => numbers.letters(from, 3),
                    _ => numbers.some_of(&line),
                };
                if text.is_empty() {
                    continue;
                }
                let (own, theirs) = (typed_in(&text, &line), oracle(&text, &line));
                assert_eq!(own, theirs, "{text:?} in {line:?}");
                pairs += 1;
                matches += usize::from(own.is_some());
            }
        }
        assert!(matches > pairs / 3, "only {matches} of {pairs} pairs match");
    }

    #[test]
    fn long_lines_score_as_in_a_fresh_skim_matcher() {
        let from: Vec<char> = "abcABC -_/1 카프카의 ".chars().collect();
        let mut numbers = Numbers(77);
        for _ in 0..400 {
            let line = numbers.letters(&from, 400);
            let text = numbers.some_of(&line);
            if !text.is_empty() {
                assert_eq!(
                    typed_in(&text, &line),
                    oracle(&text, &line),
                    "{text:?} in {line:?}"
                );
            }
        }
    }

    #[test]
    fn short_and_long_lines_are_described_alike() {
        let mut numbers = Numbers(4711);
        let from: Vec<char> = "abA 가".chars().collect();
        let (mut alphabet, mut direct) = (Alphabet::default(), 0);
        for _ in 0..4_000 {
            let line = numbers.letters(&from, 128);
            let text = numbers.some_of(&line);
            let mut lines = Lines::default();
            lines.push(&line, &mut alphabet);
            let term = Term {
                text,
                anchor: Anchor::Anywhere,
                is_negated: false,
            };
            let pattern = Pattern::new(&term, &alphabet);
            let Some(variant) = pattern.variants.first() else {
                continue;
            };
            let mut matcher = Matcher::default();
            let Some(found) = matcher.find(variant, Shape::Scattered, &lines.line(0)) else {
                continue;
            };
            direct += usize::from(found.quality == Quality::Direct);
            let long = matcher.describe_long(variant.elements.len(), &lines.line(0));
            assert_eq!(found, long, "{:?} in {line:?}", term.text);
        }
        assert!((100..3_000).contains(&direct), "{direct}");
    }

    proptest! {
        #[test]
        fn any_text_scores_as_in_a_fresh_skim_matcher(
            line in "[a-cA-C가-갛0-1 _./-]{0,40}",
            text in "[a-cA-B가-각1 _]{1,5}",
        ) {
            prop_assert_eq!(typed_in(&text, &line), oracle(&text, &line));
        }
    }
}
