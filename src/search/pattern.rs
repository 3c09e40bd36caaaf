//! One term of a query as patterns of character ranges.
//!
//! Hangul syllables are ordered by initial, vowel, final, so everything that may become of a
//! half-typed one is a range of code points: ㅋ is 588 syllables, 카 28, 고 112 (고 to 괴 and on).
//! A term that may still be in the making becomes several variants, of which one must match.

use crate::text::hangul::keyboard::{hangul_as_latin, latin_as_hangul};
use crate::text::hangul::syllable::{
    Syllable, final_number, initial_number, medial_number, split_compound,
};

use super::query::{Anchor, Term};
use super::score::{ADJACENT, BEGINNING, MATCH};
use super::unit::{
    Alphabet, Bag, Unit, bonus_after, confused_with, fold_char, syllable_of, vowel_group,
};

/// One character of a pattern: a range of units, and one more beside it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// The first unit of the range.
    pub low: Unit,
    /// How many units follow the first.
    pub span: Unit,
    /// A unit outside the range that matches too: the other case, the lone jamo.
    pub also: Unit,
    /// The unit that was typed; every other match scores less.
    pub typed: Unit,
}

impl Element {
    fn exactly(unit: Unit) -> Self {
        Self {
            low: unit,
            span: 0,
            also: unit,
            typed: unit,
        }
    }

    /// Whether a unit matches.
    #[inline]
    pub fn has(self, unit: Unit) -> bool {
        unit.wrapping_sub(self.low) <= self.span || unit == self.also
    }

    /// Whether everything that matches this one also matches `wider`.
    fn is_within(self, wider: Self) -> bool {
        let range_fits = if self.span == 0 {
            wider.has(self.low)
        } else {
            wider.low <= self.low
                && u32::from(self.low) + u32::from(self.span)
                    <= u32::from(wider.low) + u32::from(wider.span)
        };
        range_fits && wider.has(self.also)
    }

    /// Whether the unit beside the range is another sound than `first`.
    fn is_confused(self, first: Syllable) -> bool {
        syllable_of(self.also).is_some_and(|also| {
            (also.initial, vowel_group(also.medial)) != (first.initial, vowel_group(first.medial))
        })
    }

    /// Bits that every line must have in which this matches.
    fn bag(self) -> Bag {
        match syllable_of(self.low) {
            Some(first) if self.span >= 587 => Bag::of_initial(first.initial),
            Some(first) if self.is_confused(first) => Bag::default(),
            Some(first) if self.span > 0 || self.also != self.low => {
                Bag::of_beginning(first.initial, first.medial)
            }
            _ => Bag::of(self.low),
        }
    }
}

/// How the elements of a pattern lie in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In order, with anything between them.
    Scattered,
    /// Together, or in runs that each begin a word.
    Words,
    /// One right after the other.
    Together,
    /// Together, at the start.
    AtStart,
    /// Together, at the end.
    AtEnd,
    /// Together, and nothing else.
    Whole,
}

/// How near to what was typed a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closeness {
    /// Every word, or another spelling of it, as a word of its own.
    WholeWords,
    /// The words, or other spellings of them.
    Words,
    /// The letters in their order, near to each other.
    Letters,
}

/// How sure it is that a variant is what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// The keyboard was in the other language.
    OtherKeyboard,
    /// What was typed, or what it may become.
    Direct,
}

/// One way to read a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The pattern, never empty.
    pub elements: Vec<Element>,
    /// The last element as it was typed, where it is half typed in `elements`. A line in which
    /// this matches too is matched as if there were nothing else.
    pub typed_last: Option<Element>,
    /// How it must lie.
    pub shape: Shape,
    /// How sure it is.
    pub reading: Reading,
    /// Whether it is another spelling of what was typed.
    pub is_other: bool,
    /// Whether it must be a word of its own.
    pub only_word: bool,
    /// Bits that a line must have.
    pub needs: Bag,
    /// What is taken from the score, so that it compares with that of the other variants.
    pub handicap: i32,
    /// No match scores more, but for where its first character stands.
    pub most: i32,
}

/// A term ready to be looked for: its variants, the surest first. The first one that matches a
/// line is the one that counts there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What must match; empty for a term without characters.
    pub variants: Vec<Variant>,
    /// Whether lines that match are left out instead.
    pub is_negated: bool,
}

/// Another spelling of so many Latin letters or fewer must be a word: `es` is in half of all English.
const LONGEST_SHORT: usize = 3;
/// Fewer Latin keys than this are never read as Hangul: `go` would be 해.
const FEWEST_LATIN_KEYS: usize = 3;
/// Fewer Hangul keys than this are never read as Latin.
const FEWEST_HANGUL_KEYS: usize = 2;

impl Pattern {
    /// The pattern of a term over the characters of an index.
    pub fn new(term: &Term, alphabet: &Alphabet, closeness: Closeness) -> Self {
        let shape = match term.anchor {
            // What is left out must be what was typed, not letters scattered over a line.
            Anchor::Anywhere if term.is_negated => Shape::Together,
            Anchor::Anywhere if closeness == Closeness::Letters => Shape::Scattered,
            Anchor::Anywhere => Shape::Words,
            Anchor::Exact => Shape::Together,
            Anchor::Start => Shape::AtStart,
            Anchor::End => Shape::AtEnd,
            Anchor::Whole => Shape::Whole,
        };
        let mut variants = Vec::new();
        if term.is_negated {
            let exact = term.text.chars().map(fold_char);
            let heeds_case = has_capital(&term.text);
            let elements = exact.map(|c| element_of(c, heeds_case, alphabet, false));
            add(&mut variants, elements.collect(), shape, Reading::Direct);
        } else {
            read(&mut variants, &term.text, shape, Reading::Direct, alphabet);
            if closeness == Closeness::Letters {
                variants.iter_mut().for_each(Variant::also_misspelt);
            }
            if term.anchor == Anchor::Anywhere
                && let Some(other) = on_other_keyboard(&term.text)
            {
                read(
                    &mut variants,
                    &other,
                    Shape::Together,
                    Reading::OtherKeyboard,
                    alphabet,
                );
            }
            if closeness != Closeness::Letters {
                let others = term.others.iter();
                others.for_each(|other| add_spelling(&mut variants, other, shape, alphabet));
            }
        }
        if closeness == Closeness::WholeWords && term.anchor == Anchor::Anywhere {
            let wanted = variants.iter_mut().filter(|_| !term.is_negated);
            wanted.for_each(|variant| variant.only_word = true);
        }
        Self {
            variants,
            is_negated: term.is_negated,
        }
    }

    /// Whether every line that matches this one also matches `wider`.
    pub fn narrows(&self, wider: &Self) -> bool {
        if self.is_negated || wider.is_negated {
            return self == wider;
        }
        self.variants
            .iter()
            .all(|own| wider.variants.iter().any(|other| own.narrows(other)))
    }
}

impl Variant {
    /// Lets every syllable be the one that it is often confused with: 컨택스트, 쓰레드, 아키텍쳐.
    fn also_misspelt(&mut self) {
        for element in &mut self.elements {
            let is_alone = element.span == 0 && element.also == element.low;
            let syllable = syllable_of(element.low).filter(|_| is_alone);
            if let Some(like) = syllable.and_then(confused_with) {
                element.also = like.code();
            }
        }
        let bags = self.elements.iter().copied().map(Element::bag);
        self.needs = bags.fold(Bag::default(), Bag::with);
    }

    fn narrows(&self, wider: &Self) -> bool {
        let (own, other) = (&self.elements, &wider.elements);
        if wider.only_word && (own.len() != other.len() || !self.only_word) {
            return false;
        }
        let fits = |own: &[Element]| own.iter().zip(other).all(|(a, b)| a.is_within(*b));
        match (self.shape, wider.shape) {
            // Scattered letters count as together in long texts, so they must be so here too.
            (_, Shape::Scattered) => own.windows(other.len()).any(fits),
            (Shape::Words, Shape::Words) => own.len() >= other.len() && fits(own),
            (Shape::Scattered | Shape::Words, _) | (_, Shape::Words) => false,
            (_, Shape::Together) => own.windows(other.len()).any(fits),
            (Shape::AtStart | Shape::Whole, Shape::AtStart) => {
                own.len() >= other.len() && fits(own)
            }
            (own_shape, other_shape) => {
                own_shape == other_shape && own.len() == other.len() && fits(own)
            }
        }
    }
}

/// Adds another spelling of a term: as it is written and, where it may be written as one word or
/// several, as one.
fn add_spelling(variants: &mut Vec<Variant>, other: &str, shape: Shape, alphabet: &Alphabet) {
    let compact = other.chars().filter(|c| !matches!(c, ' ' | '-'));
    let most = variants.first().map_or(0, |typed| typed.most);
    let mut ways: Vec<String> = vec![compact.collect()];
    if ways[0] != other {
        ways.push(other.to_owned());
    }
    for way in ways {
        let is_short = way.is_ascii() && way.len() <= LONGEST_SHORT;
        let elements = way.chars().map(|c| element_of(c, false, alphabet, false));
        let before = variants.len();
        add(variants, elements.collect(), shape, Reading::Direct);
        for added in &mut variants[before..] {
            added.only_word = is_short;
            // A longer spelling is no better for its length.
            added.handicap = added.most - most;
            added.is_other = true;
        }
    }
}

/// Adds a variant; what is made of no character is none.
fn add(variants: &mut Vec<Variant>, elements: Vec<Element>, shape: Shape, reading: Reading) {
    if elements.is_empty() {
        return;
    }
    let bags = elements.iter().copied().map(Element::bag);
    let needs = bags.fold(Bag::default(), Bag::with);
    let most = most_for(&elements);
    let (typed_last, handicap) = (None, 0);
    variants.push(Variant {
        elements,
        typed_last,
        shape,
        reading,
        is_other: false,
        only_word: false,
        needs,
        handicap,
        most,
    });
}

/// The most that these elements can score, but for the place of the first. Each further one
/// scores most right after the one before; what it gains where a word begins it loses by the
/// gap, unless the pattern itself has the separator. A capital that begins a word within a word
/// gains no more than it loses for not being the small letter that was typed.
fn most_for(elements: &[Element]) -> i32 {
    let further = elements.iter().zip(elements.iter().skip(1));
    let further = further
        .map(|(before, element)| MATCH + bonus_after(before.typed, element.typed).max(ADJACENT));
    BEGINNING + MATCH + further.sum::<i32>()
}

/// Adds the variants of a text: with its last syllable as typed or half typed, and with that
/// syllable's final consonant being the next one's initial.
fn read(
    variants: &mut Vec<Variant>,
    text: &str,
    shape: Shape,
    reading: Reading,
    alphabet: &Alphabet,
) {
    let heeds_case = has_capital(text);
    let mut elements = Vec::with_capacity(text.len());
    for c in text.chars().map(fold_char) {
        match split_compound(c).filter(|_| medial_number(c).is_none()) {
            Some((first, second)) => {
                elements.push(element_of(first, heeds_case, alphabet, true));
                elements.push(element_of(second, heeds_case, alphabet, true));
            }
            None => elements.push(element_of(c, heeds_case, alphabet, true)),
        }
    }
    let last = elements
        .last()
        .filter(|last| last.span == 0 && last.low == last.also)
        .copied();
    let Some((last, syllable)) = last.and_then(|last| Some((last, syllable_of(last.typed)?)))
    else {
        add(variants, elements, shape, reading);
        return;
    };
    let before = elements[..elements.len() - 1].to_vec();
    if let Some(half_typed) = half_typed_element(last.typed, syllable) {
        elements.pop();
        elements.push(half_typed);
        add(variants, elements, shape, reading);
        if let Some(variant) = variants.last_mut() {
            variant.typed_last = Some(last);
        }
    } else {
        add(variants, elements, shape, reading);
    }
    if let Some(moved) = with_final_moved_on(syllable) {
        let mut elements = before;
        elements.extend(moved);
        add(variants, elements, shape, reading);
        if let Some(variant) = variants.last_mut() {
            // One syllable was typed and two are matched.
            variant.handicap = MATCH + ADJACENT;
        }
    }
}

fn has_capital(text: &str) -> bool {
    text.chars().map(fold_char).any(|c| c.is_ascii_uppercase())
}

/// The element of one typed character. A lone consonant stands for every syllable that begins
/// with it, never for one that ends with it.
fn element_of(c: char, heeds_case: bool, alphabet: &Alphabet, is_open: bool) -> Element {
    let unit = alphabet.unit(c);
    if is_open && let Some(initial) = initial_number(c) {
        return element_of_initial(initial, unit);
    }
    let also = match u8::try_from(unit) {
        Ok(ascii) if !heeds_case && ascii.is_ascii_lowercase() => ascii.to_ascii_uppercase().into(),
        _ => unit,
    };
    Element {
        also,
        ..Element::exactly(unit)
    }
}

fn element_of_initial(initial: u16, jamo: Unit) -> Element {
    let first = Syllable {
        initial,
        medial: 0,
        last: 0,
    };
    Element {
        low: first.code(),
        span: 587,
        also: jamo,
        typed: jamo,
    }
}

/// What may become of a last syllable while it stays one: 카 becomes 칸, 고 becomes 과, 안
/// becomes 앉. `None` where nothing can.
fn half_typed_element(typed: Unit, syllable: Syllable) -> Option<Element> {
    if syllable.last == 0 {
        let (first, last) = vowel_group(syllable.medial);
        // A vowel that already is a compound one takes no more keys but a final.
        let last = if first == syllable.medial {
            last
        } else {
            syllable.medial
        };
        let span = (last - syllable.medial + 1) * 28 - 1;
        return Some(Element {
            low: typed,
            span,
            also: typed,
            typed,
        });
    }
    let (span, also) = match syllable.final_jamo()? {
        'ㄱ' => (0, typed + 2),
        'ㄴ' => (2, typed),
        'ㄹ' => (7, typed),
        'ㅂ' => (1, typed),
        _ => return None,
    };
    Some(Element {
        low: typed,
        span,
        also,
        typed,
    })
}

/// The final consonant as the initial of a syllable to come: 픜 is 프 and ㅋ, 닭 is 달 and ㄱ.
fn with_final_moved_on(syllable: Syllable) -> Option<[Element; 2]> {
    let jamo = syllable.final_jamo()?;
    let (stays, moves) = match split_compound(jamo) {
        Some((first, second)) => (final_number(first)?, second),
        None => (0, jamo),
    };
    let before = Syllable {
        last: stays,
        ..syllable
    };
    let jamo = u16::try_from(u32::from(moves)).ok()?;
    Some([
        Element::exactly(before.code()),
        element_of_initial(initial_number(moves)?, jamo),
    ])
}

/// The term as the same keys would have typed it in the other language, where that makes sense.
fn on_other_keyboard(text: &str) -> Option<String> {
    if text.chars().all(|c| c.is_ascii_alphabetic()) {
        if text.len() < FEWEST_LATIN_KEYS {
            return None;
        }
        let hangul = latin_as_hangul(text);
        let is_syllable = |c| Syllable::of(c).is_some();
        let mut from_last = hangul.chars().rev();
        let last = from_last.next()?;
        let is_hangul = (is_syllable(last) || initial_number(last).is_some())
            && from_last.next().is_some_and(is_syllable)
            && from_last.all(is_syllable);
        return is_hangul.then_some(hangul);
    }
    let is_hangul = |c| {
        Syllable::of(c).is_some()
            || initial_number(c).is_some()
            || medial_number(c).is_some()
            || split_compound(c).is_some()
    };
    if !text.chars().any(is_hangul) {
        return None;
    }
    // Shift makes ㅃ of ㅂ, but means nothing for a Latin word: case is not heeded.
    let latin = hangul_as_latin(text).to_lowercase();
    (latin.is_ascii() && latin.len() >= FEWEST_HANGUL_KEYS).then_some(latin)
}
