//! Every searched text of the bank in one arena.

use std::ops::Range;

use super::lanes::{BLOCK, Chunk, LANES};
use super::unit::{Alphabet, Bag, PADDING, Unit, bonus_after, fold_char};
use crate::text;

/// Lines one after the other: their units in chunks, and for each line the places at which a
/// word begins.
#[derive(Debug, Default, Clone)]
pub struct Lines {
    chunks: Vec<Chunk>,
    heads: Vec<u64>,
    places: Vec<Place>,
}

/// Where a line lies. A search touches one for each line that it looks at, so they are small.
#[derive(Debug, Clone, Copy)]
struct Place {
    chunk: u32,
    head: u32,
    len: u32,
}

impl Place {
    fn chunks(self) -> Range<usize> {
        let start = self.chunk as usize;
        start..start + (self.len as usize).div_ceil(LANES)
    }

    fn heads(self) -> Range<usize> {
        let start = self.head as usize;
        start..start + (self.len as usize).div_ceil(BLOCK)
    }
}

/// One line of the arena.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Its units, padded to whole chunks.
    pub chunks: &'a [Chunk],
    /// A bit for each unit that scores more for its place.
    pub heads: &'a [u64],
    /// Units without the padding.
    pub len: usize,
}

impl<'a> Line<'a> {
    /// Its units with the padding.
    #[inline]
    pub fn units(&self) -> &'a [Unit] {
        self.chunks.as_flattened()
    }
}

impl Lines {
    /// Adds a text as the next line and gives what characters it has.
    pub fn push(&mut self, text: &str, alphabet: &mut Alphabet) -> Bag {
        let (chunk, head) = (self.chunks.len(), self.heads.len());
        let mut bag = Bag::default();
        let mut len = 0;
        let mut previous = PADDING;
        let (mut units, mut heads) = ([PADDING; LANES], 0);
        for c in text::nfc(text).chars().map(fold_char) {
            let unit = alphabet.learn(c);
            bag = bag.with(Bag::of(unit));
            let is_head = len == 0 || bonus_after(previous, unit) > 0;
            units[len % LANES] = unit;
            heads |= u64::from(is_head) << (len % BLOCK);
            previous = unit;
            len += 1;
            if len % LANES == 0 {
                self.chunks
                    .push(std::mem::replace(&mut units, [PADDING; LANES]));
            }
            if len % BLOCK == 0 {
                self.heads.push(std::mem::take(&mut heads));
            }
        }
        if len % LANES > 0 {
            self.chunks.push(units);
        }
        if len % BLOCK > 0 {
            self.heads.push(heads);
        }
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        self.places.push(Place {
            chunk: small(chunk),
            head: small(head),
            len: small(len),
        });
        bag
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Roughly how much there is to look at in these lines.
    #[inline]
    pub fn weight(&self, lines: Range<usize>) -> usize {
        let places = self.places[lines].iter();
        places.map(|place| place.chunks().len() + 1).sum()
    }

    /// Reads a little of each of these lines, so that they are near when they are wanted.
    pub fn fetch(&self, lines: impl Iterator<Item = usize>) {
        let read = lines.filter_map(|number| {
            let chunks = self.chunks.get(self.places.get(number)?.chunks())?;
            Some(chunks.first()?[0] ^ chunks.last()?[0])
        });
        std::hint::black_box(read.fold(0, |all, unit| all ^ unit));
    }

    /// The line with this number.
    #[inline]
    pub fn line(&self, number: usize) -> Line<'_> {
        let place = self.places[number];
        Line {
            chunks: &self.chunks[place.chunks()],
            heads: &self.heads[place.heads()],
            len: place.len as usize,
        }
    }
}
