//! Values that are offered below a field while it is typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::action::Action;
use crate::tui::finder::Finder;
use crate::tui::widgets::list::List;

/// At most so many are seen at once.
pub(super) const MOST_SEEN: u16 = 5;

/// A value, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is written.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Offer {
    /// A value that is called what it is.
    pub fn plain(value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            label: value.clone(),
            value,
        }
    }

    /// A value that is called something else.
    pub fn called(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

impl Offer {
    /// The words by which it is found.
    fn words(&self) -> Vec<String> {
        vec![self.label.clone(), self.value.clone()]
    }

    /// The one of a few that these letters mean most likely.
    pub(super) fn found_by<'o>(offers: &'o [Self], letters: &str) -> Option<&'o Self> {
        let found = Finder::of(offers.iter().map(Self::words)).find(letters);
        offers.get(*found.first()?)
    }
}

/// What is offered, and which of it fits.
#[derive(Debug, Default, Clone)]
pub(super) struct Offers {
    all: Vec<Offer>,
    finder: Finder,
    /// Where several values are written, what stands between them.
    separator: Option<char>,
    /// What fits, as numbers of offers.
    found: Vec<usize>,
    pub(super) list: List,
    /// What the values were found for, where they are not narrowed by what is typed.
    pub(super) title: Option<String>,
    /// The arrows move among the values.
    is_in_hand: bool,
    /// Something was typed since the field was entered.
    is_open: bool,
}

impl Offers {
    pub(super) fn of(all: Vec<Offer>, separator: Option<char>) -> Self {
        let words = all.iter().map(Offer::words);
        Self {
            finder: Finder::of(words),
            all,
            separator,
            ..Self::default()
        }
    }

    /// Values that were found already, one of which is chosen.
    pub(super) fn found(title: String, all: Vec<Offer>, at: usize) -> Self {
        Self {
            found: (0..all.len()).collect(),
            list: List::new(all.len(), at),
            title: Some(title),
            is_in_hand: false,
            is_open: true,
            all,
            ..Self::default()
        }
    }

    /// The beginning of the text that stays, and the part that is typed now.
    fn parts<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let begins = self.separator.and_then(|separator| {
            let end = text.rfind(separator)?;
            Some(end + separator.len_utf8())
        });
        let (before, rest) = text.split_at(begins.unwrap_or(0));
        let typed = rest.trim_start();
        let (_, spaces) = (before, rest.len() - typed.len());
        (&text[..before.len() + spaces], typed)
    }

    /// Narrows what is offered to what fits the text.
    pub(super) fn look_up(&mut self, text: &str) {
        if self.title.is_some() {
            return;
        }
        let (before, typed) = self.parts(text);
        let typed = typed.trim();
        let taken = |value: &str| {
            let separator = self.separator;
            separator.is_some_and(|sign| before.split(sign).any(|other| other.trim() == value))
        };
        let found = self.finder.find(typed).into_iter();
        self.found = found
            .filter(|&number| !taken(&self.all[number].value))
            .collect();
        let is_written = matches!(*self.found, [only] if self.all[only].value == typed);
        self.is_open = !typed.is_empty() && !is_written && !self.found.is_empty();
        self.is_in_hand = false;
        self.list.begin(self.found.len(), 0);
    }

    /// What is seen of the values: their labels by their places in the list.
    pub(super) fn label(&self, place: usize) -> &str {
        let offer = self
            .found
            .get(place)
            .and_then(|&number| self.all.get(number));
        offer.map_or("", |offer| offer.label.as_str())
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open && !self.found.is_empty()
    }

    /// Whether Enter takes the chosen value.
    pub(super) fn is_in_hand(&self) -> bool {
        self.is_in_hand && self.title.is_none()
    }

    /// Whether a value is marked as chosen.
    pub(super) fn is_marked(&self) -> bool {
        self.is_in_hand || self.title.is_some()
    }

    pub(super) fn chosen(&self) -> Option<usize> {
        self.title.as_ref()?;
        self.found.get(self.list.at()).copied()
    }

    pub(super) fn close(&mut self) {
        if self.title.is_none() {
            self.is_open = false;
            self.is_in_hand = false;
        }
    }

    /// Leaves the values for the text; false where the keys were in the text.
    pub(super) fn leave(&mut self) -> bool {
        let was_open = self.is_in_hand() || (self.is_open && self.title.is_none());
        self.close();
        was_open
    }

    /// Takes the arrows: down from the text into the values, up from the first one back.
    pub(super) fn take_key(&mut self, key: KeyEvent) -> bool {
        if key.modifiers != KeyModifiers::NONE || self.all.is_empty() {
            return false;
        }
        if self.title.is_some() {
            let (at, len) = (self.list.at(), self.found.len().max(1));
            match key.code {
                KeyCode::Up => self.list.choose((at + len - 1) % len),
                KeyCode::Down => self.list.choose((at + 1) % len),
                _ => return false,
            }
            return true;
        }
        match key.code {
            KeyCode::Down if !self.is_open() => return false,
            KeyCode::Down if !self.is_in_hand => self.is_in_hand = true,
            KeyCode::Up if self.is_in_hand && self.list.at() == 0 => self.is_in_hand = false,
            KeyCode::Up if self.is_in_hand => {
                self.list.act(Action::Up);
            }
            _ if self.is_in_hand => return self.list.take_key(key),
            _ => return false,
        }
        true
    }

    /// A value was clicked; true where it is to be taken.
    pub(super) fn click(&mut self, place: usize) -> bool {
        self.list.choose(place);
        self.is_in_hand = true;
        self.title.is_none()
    }

    /// The text with the chosen value in the place of what is typed.
    pub(super) fn taken(&self, text: &str) -> Option<String> {
        let number = self.found.get(self.list.at())?;
        let value = &self.all.get(*number)?.value;
        let (before, _) = self.parts(text);
        let after = match self.separator {
            Some('\n') => "\n",
            Some(_) => ", ",
            None => "",
        };
        Some(format!("{before}{value}{after}"))
    }
}
