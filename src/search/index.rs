//! The cards' texts, ready to be searched.

use std::ops::Range;

use super::lines::{Line, Lines};
use super::matcher::{Found, Matcher, Quality};
use super::pattern::{Closeness, Pattern, Reading, Shape, Variant};
use super::query::Query;
use super::unit::{Alphabet, BONUS_AT_START, Bag};
use crate::bank::{Bank, Entry, FollowUp};

/// Which text of a card, the one that tells most last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The user's notes.
    Notes,
    /// What went wrong the last times.
    Reflections,
    /// Where the user used it.
    Experience,
    /// A follow-up and its answer; those of a follow-up come right after it.
    FollowUp,
    /// One key point.
    KeyPoint,
    /// What an answer should go through.
    Outline,
    /// The answer.
    Answer,
    /// The company of the deck.
    Company,
    /// The title of the deck.
    DeckTitle,
    /// One tag.
    Tag,
    /// Another wording of the question.
    AlsoAsked,
    /// The question.
    Question,
}

impl Field {
    /// Long texts have any few letters scattered over them, which means nothing: in these a
    /// term must stand as it is.
    fn is_prose(self) -> bool {
        self <= Self::Answer
    }

    /// The shape in which a variant must lie in this text.
    fn shape(self, variant: &Variant) -> Shape {
        match variant.shape {
            Shape::Scattered | Shape::Words if self.is_prose() => Shape::Together,
            shape => shape,
        }
    }
}

/// Where letters of a query were found in one text of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which text.
    pub field: Field,
    /// Which of several, from 0, in the card's order.
    pub item: usize,
    /// The characters (not bytes, not graphemes) of the text's composed form, ascending.
    pub positions: Vec<usize>,
}

/// Every searched text of every card. Cards are known by their number: the order in which they
/// were added, which for [`of_bank`](Self::of_bank) is that of [`Bank::cards`].
#[derive(Debug, Default, Clone)]
pub struct Index {
    alphabet: Alphabet,
    lines: Lines,
    /// For each line, which text it is.
    fields: Vec<Field>,
    /// For each line, which of several.
    items: Vec<u32>,
    /// For each line, what characters it has.
    bags: Vec<Bag>,
    /// For each card, the line after its last one.
    ends: Vec<u32>,
    /// For each card, what characters it has in any line.
    card_bags: Vec<Bag>,
    /// For each card, how important it is.
    importance: Vec<u8>,
}

/// The best that a pattern does on a card.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best<'p> {
    /// How good a place it is, whatever the score.
    pub rank: Rank,
    /// The score is not above this.
    pub bound: i32,
    line: usize,
    variant: &'p Variant,
    shape: Shape,
}

/// Whether it was meant, how it lies, and in which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub reading: Reading,
    pub quality: Quality,
    pub field: Field,
}

impl Best<'_> {
    /// Whether it is what was typed and no other spelling.
    pub(super) fn is_typed(&self) -> bool {
        !self.variant.is_other
    }
}

impl Index {
    /// The index of a bank. It takes a few milliseconds for a thousand cards with answers: build
    /// it on a thread of its own.
    pub fn of_bank(bank: &Bank) -> Self {
        Self::of_those(bank, |_, _| true)
    }

    /// The index of those cards of a bank that are looked at, for one search alone; all others
    /// have no text in it.
    pub fn of_those(bank: &Bank, is_looked_at: impl Fn(usize, Entry<'_>) -> bool) -> Self {
        let mut index = Self::default();
        for (number, entry) in bank.cards().enumerate() {
            if is_looked_at(number, entry) {
                index.add_entry(entry);
            } else {
                index.add_card([]);
            }
        }
        index
    }

    fn add_entry(&mut self, Entry { deck, card }: Entry<'_>) {
        let mut follow_ups = Vec::new();
        flatten(&card.follow_ups, &mut follow_ups);
        let one = |field, text| std::iter::once((field, text));
        let texts = one(Field::Question, card.question.as_str())
            .chain(each(Field::AlsoAsked, &card.also_asked))
            .chain(each(Field::Tag, &card.tags))
            .chain(one(Field::DeckTitle, deck.title.as_str()))
            .chain(
                deck.company
                    .as_deref()
                    .map(|company| (Field::Company, company)),
            )
            .chain(one(Field::Answer, card.answer.as_str()))
            .chain(one(Field::Outline, card.outline.as_str()))
            .chain(each(Field::KeyPoint, &card.key_points))
            .chain(each(Field::FollowUp, &follow_ups))
            .chain(one(Field::Experience, card.experience.as_str()))
            .chain(each(Field::Reflections, &card.reflections))
            .chain(one(Field::Notes, card.notes.as_str()));
        self.add_card(texts);
        if let Some(last) = self.importance.last_mut() {
            *last = card.importance;
        }
    }

    /// Whether a card's first text, its question, has Korean letters.
    pub fn is_korean(&self, card: usize) -> bool {
        let first = self.lines_of(card).next();
        first.is_some_and(|line| self.bags[line].has_hangul())
    }

    /// How important a card is; 1 where that was not said.
    #[inline]
    pub fn importance(&self, card: usize) -> u8 {
        self.importance[card]
    }

    /// Adds a card of these texts. Texts of one field are numbered in the order in which they
    /// come; empty ones are numbered too.
    pub fn add_card<'t>(&mut self, texts: impl IntoIterator<Item = (Field, &'t str)>) {
        let mut bag = Bag::default();
        let mut last: Option<(Field, u32)> = None;
        for (field, text) in texts {
            let item = last
                .filter(|&(of, _)| of == field)
                .map_or(0, |(_, item)| item + 1);
            last = Some((field, item));
            if text.is_empty() {
                continue;
            }
            let own = self.lines.push(text, &mut self.alphabet);
            self.fields.push(field);
            self.items.push(item);
            self.bags.push(own);
            bag = bag.with(own);
        }
        self.ends
            .push(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
        self.card_bags.push(bag);
        self.importance.push(1);
    }

    /// The lines of a card.
    #[inline]
    fn lines_of(&self, card: usize) -> Range<usize> {
        let start = card
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        start..self.ends[card] as usize
    }

    /// How many cards there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no card at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The patterns of a query's terms: those that must match, and those that must not.
    pub(super) fn patterns(
        &self,
        query: &Query,
        closeness: Closeness,
    ) -> (Vec<Pattern>, Vec<Pattern>) {
        let terms = match closeness {
            Closeness::Words | Closeness::WholeWords => &query.phrases,
            Closeness::Letters => &query.terms,
        };
        let patterns = terms
            .iter()
            .map(|term| Pattern::new(term, &self.alphabet, closeness));
        patterns
            .filter(|pattern| !pattern.variants.is_empty())
            .partition(|pattern| !pattern.is_negated)
    }

    /// Whether the card's characters allow every pattern to match.
    #[inline]
    pub(super) fn may_match(&self, card: usize, patterns: &[Pattern]) -> bool {
        let bag = self.card_bags[card];
        patterns.iter().all(|pattern| {
            pattern
                .variants
                .iter()
                .any(|variant| bag.has(variant.needs))
        })
    }

    /// Brings the beginnings of these cards' texts into the processor's cache. The cards that a
    /// search looks at lie far apart; waiting for each one's memory in turn takes longer than
    /// matching it, so they are all asked for at once.
    pub(super) fn fetch(&self, cards: &[u32]) {
        let first_lines = cards.iter().map(|&card| self.lines_of(card as usize).start);
        self.lines.fetch(first_lines);
    }

    /// Roughly how much there is to look at in a card.
    #[inline]
    pub(super) fn weight(&self, card: usize) -> usize {
        self.lines.weight(self.lines_of(card))
    }

    /// What the best place of a pattern on a card cannot be better than.
    #[inline]
    pub(super) fn most(&self, pattern: &Pattern, card: usize) -> (Rank, i32) {
        let lines = self.lines_of(card);
        let field = self.fields[lines.clone()].iter().copied().max();
        let rank = Rank {
            reading: Reading::Direct,
            quality: Quality::Word,
            field: field.unwrap_or(Field::Question),
        };
        let bounds = pattern.variants.iter().map(|variant| match lines.len() {
            1 => Matcher::most(variant, &self.lines.line(lines.start)),
            _ => variant.most + BONUS_AT_START,
        });
        (rank, bounds.max().unwrap_or(0))
    }

    /// Whether a pattern matches a card: what [`best`](Self::best) says first, in less time.
    #[inline]
    pub(super) fn has(&self, matcher: &mut Matcher, pattern: &Pattern, card: usize) -> bool {
        let lines = self.lines_of(card);
        let is_alone = lines.len() == 1;
        lines.into_iter().any(|number| {
            let bag = if is_alone {
                self.card_bags[card]
            } else {
                self.bags[number]
            };
            let (line, field) = (self.lines.line(number), self.fields[number]);
            let mut variants = pattern
                .variants
                .iter()
                .filter(|variant| bag.has(variant.needs));
            variants.any(|variant| {
                let shape = field.shape(variant);
                matcher.is_in(variant, shape, &line)
                    && (shape != Shape::Scattered && !variant.only_word
                        || find(matcher, variant, shape, &line).is_some())
            })
        })
    }

    /// The best place of a pattern on a card; `None` where it does not match.
    #[inline]
    pub(super) fn best<'p>(
        &self,
        matcher: &mut Matcher,
        pattern: &'p Pattern,
        card: usize,
    ) -> Option<Best<'p>> {
        let mut best: Option<Best<'p>> = None;
        let lines = self.lines_of(card);
        let is_alone = lines.len() == 1;
        for number in lines {
            let highest = Rank {
                reading: Reading::Direct,
                quality: Quality::Word,
                field: self.fields[number],
            };
            if best.is_some_and(|best| best.rank > highest) {
                continue;
            }
            // A card of one line has its line's bag, and that was just looked at.
            let bag = if is_alone {
                self.card_bags[card]
            } else {
                self.bags[number]
            };
            let line = self.lines.line(number);
            let Some(here) = self.find_in(matcher, pattern, number, (bag, &line)) else {
                continue;
            };
            let is_better = match &best {
                None => true,
                Some(old) if old.rank == here.rank => {
                    let score = matcher.score(here.variant, here.shape, &line);
                    score > self.score(matcher, old)
                }
                Some(old) => here.rank > old.rank,
            };
            if is_better {
                best = Some(here);
            }
        }
        best
    }

    /// The exact score of a best place.
    pub(super) fn score(&self, matcher: &mut Matcher, best: &Best<'_>) -> i32 {
        let line = self.lines.line(best.line);
        match matcher.find(best.variant, best.shape, &line) {
            Some(_) => matcher.score(best.variant, best.shape, &line),
            None => 0,
        }
    }

    /// As [`score`](Self::score), where the best place is the last that was looked at.
    #[inline]
    pub(super) fn score_of_last(&self, matcher: &mut Matcher, best: &Best<'_>) -> i32 {
        matcher.score(best.variant, best.shape, &self.lines.line(best.line))
    }

    /// Whether a card is one line.
    #[inline]
    pub(super) fn is_one_line(&self, card: usize) -> bool {
        self.lines_of(card).len() == 1
    }

    /// The first of a pattern's variants that lies in a line.
    #[inline]
    fn find_in<'p>(
        &self,
        matcher: &mut Matcher,
        pattern: &'p Pattern,
        number: usize,
        (bag, line): (Bag, &Line<'_>),
    ) -> Option<Best<'p>> {
        let field = self.fields[number];
        let variants = pattern.variants.iter();
        let mut best: Option<Best<'p>> = None;
        for variant in variants.filter(|variant| bag.has(variant.needs)) {
            let shape = field.shape(variant);
            let Some(found) = find(matcher, variant, shape, line) else {
                continue;
            };
            let rank = Rank {
                reading: variant.reading,
                quality: found.quality,
                field,
            };
            if best.is_none_or(|best| rank > best.rank) {
                best = Some(Best {
                    rank,
                    bound: found.bound,
                    line: number,
                    variant,
                    shape,
                });
            }
            if found.quality == Quality::Word {
                break;
            }
        }
        best
    }

    /// Where the terms of a query are found on a card: for each term the texts in which it lies
    /// as well as anywhere. A term that the card does not have has no marks.
    pub fn marks(&self, query: &Query, card: usize) -> Vec<Mark> {
        if card >= self.len() {
            return Vec::new();
        }
        let mut matcher = Matcher::default();
        let (mut patterns, _) = self.patterns(query, Closeness::Words);
        let all = |matcher: &mut Matcher, patterns: &[Pattern]| {
            let mut patterns = patterns.iter();
            patterns.all(|pattern| self.has(matcher, pattern, card))
        };
        if !all(&mut matcher, &patterns) {
            (patterns, _) = self.patterns(query, Closeness::Letters);
        }
        let mut marks: Vec<Mark> = Vec::new();
        for pattern in &patterns {
            let Some(best) = self.best(&mut matcher, pattern, card) else {
                continue;
            };
            for number in self.lines_of(card) {
                let line = self.lines.line(number);
                let found = self
                    .find_in(&mut matcher, pattern, number, (self.bags[number], &line))
                    .filter(|found| {
                        (found.rank.reading, found.rank.quality)
                            == (best.rank.reading, best.rank.quality)
                    });
                let Some((_, positions)) =
                    found.and_then(|found| matcher.positions(found.variant, found.shape, &line))
                else {
                    continue;
                };
                let (field, item) = (self.fields[number], self.items[number] as usize);
                match marks
                    .iter_mut()
                    .find(|mark| (mark.field, mark.item) == (field, item))
                {
                    Some(mark) => mark.positions.extend(positions),
                    None => marks.push(Mark {
                        field,
                        item,
                        positions,
                    }),
                }
            }
        }
        for mark in &mut marks {
            mark.positions.sort_unstable();
            mark.positions.dedup();
        }
        marks.sort_by(|a, b| b.field.cmp(&a.field).then(a.item.cmp(&b.item)));
        marks
    }
}

/// Where a variant lies in a line, if it is near enough to be meant.
#[inline]
fn find(matcher: &mut Matcher, variant: &Variant, shape: Shape, line: &Line<'_>) -> Option<Found> {
    let found = matcher.find(variant, shape, line)?;
    let is_meant = match found.quality {
        Quality::Scattered => matcher.is_near(variant.elements.len()),
        quality => !variant.only_word || quality == Quality::Word,
    };
    is_meant.then_some(found)
}

fn each(field: Field, texts: &[String]) -> impl Iterator<Item = (Field, &str)> {
    texts.iter().map(move |text| (field, text.as_str()))
}

fn flatten(follow_ups: &[FollowUp], into: &mut Vec<String>) {
    for follow_up in follow_ups {
        into.push(format!("{}\n{}", follow_up.question, follow_up.answer));
        flatten(&follow_up.follow_ups, into);
    }
}
