//! Names by number: a row has four bytes for a card and four for a session.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::row::to_number;
use crate::bank::CardId;

/// Values that have a number each, from 0 in the order in which they came.
#[derive(Debug, Clone)]
pub(super) struct Numbers<T> {
    pub(super) values: Vec<T>,
    by_value: HashMap<T, u32, RandomState>,
    /// The value that came last, which often comes again.
    last: u32,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            by_value: HashMap::default(),
            last: 0,
        }
    }
}

impl<T: Eq + Hash + Clone> Numbers<T> {
    pub(super) fn find(&self, value: &T) -> Option<u32> {
        self.by_value.get(value).copied()
    }

    pub(super) fn number(&mut self, value: &T) -> u32 {
        if self.values.get(place_of(self.last)) == Some(value) {
            return self.last;
        }
        self.last = match self.find(value) {
            Some(number) => number,
            None => self.add(value.clone()),
        };
        self.last
    }

    fn add(&mut self, value: T) -> u32 {
        let number = to_number(Some(self.values.len()));
        self.values.push(value.clone());
        self.by_value.insert(value, number);
        number
    }
}

impl Numbers<CardId> {
    /// The number of a card as a line writes it.
    pub(super) fn written(&mut self, written: &str) -> u32 {
        match self.by_value.get(written) {
            Some(&number) => number,
            None => self.add(CardId::as_it_stands(written)),
        }
    }
}

/// The place of the value with a number.
pub(super) fn place_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
