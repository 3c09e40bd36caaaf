//! Whether and where one pattern lies in one line, and what that scores.
//!
//! The score and the positions of scattered characters are those of a fresh
//! `SkimMatcherV2::fuzzy_indices` (fuzzy-matcher 0.3.7, its default configuration). That matcher
//! fills two matrices over every character of the line; here only the places where an element
//! matches are looked at. A gap costs the same for each further character, so that the best
//! earlier place is a running maximum. The crate takes -32,768 for minus infinity and goes wrong
//! on gaps of that length; this one does not.

use std::ops::Range;

mod quality;
mod runs;
mod scattered;

use super::lanes::{self, BLOCK, LANES};
use super::lines::Line;
use super::pattern::{Element, Shape, Variant};
use super::score::WORD;
use super::unit::{BONUS_AT_START, Unit};

/// Letters that may be left out between two that lie near to each other.
const MOST_GAP: u32 = 2;

/// Most places that are kept to tell the best positions; a larger pair is marked leftmost.
const MOST_PLACES: usize = 2_000_000;

/// How a pattern lies in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Letters here and there.
    Scattered,
    /// One run of letters within a word, or runs that each begin a word.
    Direct,
    /// A word, or the beginning of a Korean one: what follows may be its ending.
    Word,
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
            // Most lines that are looked at do not match, which is seen sooner without masks.
            self.is_in(variant, shape, line).then_some(())?;
            self.fill_masks(elements, line)?;
            if let Some(typed) = variant.typed_last {
                self.prefer(typed, elements.len() - 1, line);
            }
            let mut found = self.describe(elements.len(), line);
            if found.quality == Quality::Direct {
                self.last = last;
                let run = self.best_quality(elements, shape, line);
                found.quality = match run {
                    Some(quality) => quality,
                    None if is_spaced_word(elements, line) => Quality::Word,
                    None => Quality::Direct,
                };
            }
            return Some(found);
        }
        if shape == Shape::Words {
            let found = self.find(variant, Shape::Scattered, line)?;
            if found.quality > Quality::Scattered || variant.typed_last.is_none() {
                return Some(found).filter(|found| found.quality > Quality::Scattered);
            }
            // The last syllable as it was typed lies elsewhere in the line.
            self.fill_masks(elements, line)?;
            let found = self.describe(elements.len(), line);
            return Some(found).filter(|found| found.quality > Quality::Scattered);
        }
        self.last = last;
        let mut quality = self.best_quality(elements, shape, line)?;
        if let Some(typed) = variant.typed_last {
            self.last = typed;
            match self.best_quality(elements, shape, line) {
                Some(as_typed) => quality = as_typed,
                None => self.last = last,
            }
        }
        let bound = Self::most(variant, line);
        Some(Found { quality, bound })
    }

    /// The best quality of the runs of all elements; `None` where there is no run.
    #[inline]
    fn best_quality(
        &mut self,
        elements: &[Element],
        shape: Shape,
        line: &Line<'_>,
    ) -> Option<Quality> {
        let units = line.units();
        let mut is_word = false;
        let has_run = self.runs(elements, shape, line, |start| {
            is_word = is_bounded(units, start..start + elements.len());
            !is_word
        });
        has_run.then_some(if is_word {
            Quality::Word
        } else {
            Quality::Direct
        })
    }

    /// Whether the elements of the last [`find`](Self::find), scattered over a line, lie so near to
    /// each other that they may be one misspelt word.
    pub fn is_near(&self, elements: usize) -> bool {
        let rows = self.rows(elements).chunks_exact(self.blocks);
        let mut near: Vec<u64> = Vec::new();
        for row in rows {
            if near.is_empty() {
                near.extend_from_slice(row);
                continue;
            }
            let mut carried = 0;
            for (place, &here) in near.iter_mut().zip(row) {
                let before = *place;
                let within = (1..=MOST_GAP + 1).fold(carried, |all, by| all | before << by);
                carried = (1..=MOST_GAP + 1).fold(0, |all, by| all | before >> (64 - by));
                *place = here & within;
            }
        }
        near.iter().any(|&ends| ends != 0)
    }

    /// Whether a variant lies in a line: what [`find`](Self::find) says first, in less time.
    #[inline]
    pub fn is_in(&mut self, variant: &Variant, shape: Shape, line: &Line<'_>) -> bool {
        if shape != Shape::Scattered {
            return self.find(variant, shape, line).is_some();
        }
        let mut elements = variant.elements.iter();
        let end = elements.try_fold(0, |next, &element| {
            lanes::first(element, line.chunks, next).map(|at| at + 1)
        });
        end.is_some()
    }

    /// The most that a variant can score in a line, known without looking for it.
    #[inline]
    pub fn most(variant: &Variant, line: &Line<'_>) -> i32 {
        let starts = line
            .units()
            .first()
            .is_some_and(|&unit| variant.elements[0].has(unit));
        variant.most + if starts { BONUS_AT_START } else { WORD }
    }

    /// The score of a variant that was found in the line by the last [`find`](Self::find).
    pub fn score(&mut self, variant: &Variant, shape: Shape, line: &Line<'_>) -> i32 {
        let score = if matches!(shape, Shape::Scattered | Shape::Words) {
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
        if !matches!(shape, Shape::Scattered | Shape::Words) {
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
            if next >= line.len {
                return None;
            }
            lanes::find(*element, line.chunks, next, row);
            next = first(row)? + 1;
        }
        Some(())
    }

    /// Leaves of a row only the places of `typed`, if there are any.
    #[inline]
    fn prefer(&mut self, typed: Element, row: usize, line: &Line<'_>) {
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
}

/// Whether the elements are words of a line one after the other, written with spaces or hyphens
/// between them.
fn is_spaced_word(elements: &[Element], line: &Line<'_>) -> bool {
    let units = &line.units()[..line.len];
    let is_space = |unit: Unit| unit == u16::from(b' ') || unit == u16::from(b'-');
    (0..units.len()).any(|start| {
        let mut at = start;
        let mut runs = 1;
        for (n, element) in elements.iter().enumerate() {
            if n > 0 && units.get(at).is_some_and(|&unit| is_space(unit)) {
                at += 1;
                runs += 1;
            }
            if !units.get(at).is_some_and(|&unit| element.has(unit)) {
                return false;
            }
            at += 1;
        }
        // Single letters are initials, no words.
        runs * 2 <= elements.len() && is_bounded(units, start..at)
    })
}

/// Whether a run is a word of a line: it begins where one begins, and ends where one ends. Korean
/// words end in particles, so that for them the beginning is enough.
fn is_bounded(units: &[Unit], run: Range<usize>) -> bool {
    let starts = match run.start.checked_sub(1) {
        None => true,
        Some(before) => is_border(units[before], units[run.start]),
    };
    let last = units[run.end - 1];
    let ends = match units.get(run.end) {
        Some(&after) if !is_syllable(last) => is_border(last, after),
        _ => true,
    };
    starts && ends
}

/// Whether a word ends between two characters: one of them is no letter or digit, or only one of
/// them is Korean.
fn is_border(one: Unit, other: Unit) -> bool {
    let is_part = |unit: Unit| char::from_u32(unit.into()).is_some_and(char::is_alphanumeric);
    !is_part(one) || !is_part(other) || is_syllable(one) != is_syllable(other)
}

fn is_syllable(unit: Unit) -> bool {
    (0xac00..=0xd7a3).contains(&unit)
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
    use crate::search::pattern::{Closeness, Pattern};
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
            others: Vec::new(),
        };
        let pattern = Pattern::new(&term, &alphabet, Closeness::Letters);
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
            Matcher::most(variant, &line) >= score,
            "{text:?} scores {score}"
        );
        assert!(matcher.is_in(variant, Shape::Scattered, &line));
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
                others: Vec::new(),
            };
            let pattern = Pattern::new(&term, &alphabet, Closeness::Letters);
            let Some(variant) = pattern.variants.first() else {
                continue;
            };
            let mut matcher = Matcher::default();
            if matcher
                .find(variant, Shape::Scattered, &lines.line(0))
                .is_none()
            {
                continue;
            }
            let found = matcher.describe(variant.elements.len(), &lines.line(0));
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
