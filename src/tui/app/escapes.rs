//! Escapes that were none. A slow line may bring the first byte of an arrow key long before the
//! rest: then it is an Escape at first, and what that has done is undone.

use crossterm::event::{KeyCode, KeyEvent};

use super::App;
use crate::clock::Moment;
use crate::tui::screen::{Reply, Screen};

/// More Escapes than these are never taken back at once.
const MOST: usize = 2;

/// What the last Escapes have closed, the last one last.
#[derive(Debug, Default)]
pub(super) struct Escapes {
    closed: Vec<Vec<Box<dyn Screen>>>,
    /// What is closed now is closed by the last of them.
    is_acting: bool,
}

impl Escapes {
    /// A key is pressed: after any other key, Escapes stand.
    pub(super) fn pressed(&mut self, key: KeyEvent) {
        if key.code != KeyCode::Esc {
            self.closed.clear();
            return;
        }
        if self.closed.len() == MOST {
            self.closed.remove(0);
        }
        self.closed.push(Vec::new());
        self.is_acting = true;
    }

    /// A screen was closed.
    pub(super) fn closed(&mut self, screen: Box<dyn Screen>) {
        if let Some(last) = self.closed.last_mut().filter(|_| self.is_acting) {
            last.push(screen);
        }
    }

    /// All that the key has done is done.
    pub(super) fn are_done(&mut self) {
        self.is_acting = false;
    }
}

impl App {
    /// The last Escapes were none: the screens that they closed come back, and the one that they
    /// were told goes on as it was.
    pub(super) fn take_escapes_back(&mut self, count: usize, now: Moment) -> Vec<Reply> {
        let mut replies = Vec::new();
        for _ in 0..count {
            let Some(closed) = self.escapes.closed.pop() else {
                break;
            };
            if closed.is_empty() {
                if let Some(screen) = self.screens.last_mut() {
                    replies.extend(screen.escape_taken_back(&mut self.shared, now));
                }
            } else {
                self.screens.extend(closed.into_iter().rev());
            }
        }
        replies
    }
}
