//! Every searched text of the bank in one arena.

use super::lanes::{BLOCK, Chunk, LANES};
use super::unit::{Alphabet, Bag, PADDING, Unit, bonus_after, fold};

/// Lines one after the other: their units in chunks, and for each line the places at which a
/// word begins.
#[derive(Debug, Default, Clone)]
pub struct Lines {
    chunks: Vec<Chunk>,
    heads: Vec<u64>,
    places: Vec<Place>,
}

/// Where a line lies.
#[derive(Debug, Clone, Copy)]
struct Place {
    chunk: usize,
    head: usize,
    len: usize,
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
        for c in fold(text) {
            let unit = alphabet.learn(c);
            bag = bag.with(Bag::of(unit));
            if len % LANES == 0 {
                self.chunks.push([PADDING; LANES]);
            }
            if len % BLOCK == 0 {
                self.heads.push(0);
            }
            if let Some(last) = self.chunks.last_mut() {
                last[len % LANES] = unit;
            }
            if let Some(last) = self.heads.last_mut()
                && (len == 0 || bonus_after(previous, unit) > 0)
            {
                *last |= 1 << (len % BLOCK);
            }
            previous = unit;
            len += 1;
        }
        self.places.push(Place { chunk, head, len });
        bag
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The chunk at which a line begins.
    pub fn start(&self, number: usize) -> usize {
        self.places[number].chunk
    }

    /// The chunk after a line's last one.
    pub fn end(&self, number: usize) -> usize {
        self.places[number].chunk + self.places[number].len.div_ceil(LANES)
    }

    /// The line with this number.
    #[inline]
    pub fn line(&self, number: usize) -> Line<'_> {
        let place = self.places[number];
        let chunks = place.len.div_ceil(LANES);
        let heads = place.len.div_ceil(BLOCK);
        Line {
            chunks: &self.chunks[place.chunk..place.chunk + chunks],
            heads: &self.heads[place.head..place.head + heads],
            len: place.len,
        }
    }
}
