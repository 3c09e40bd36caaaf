//! Records that could not be kept: nothing of them is lost, they are on the screen at once and are
//! tried again. The room and the review both have some.

use ratatui::text::Line;

use crate::history::Record;
use crate::language::Both;
use crate::text;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;

/// The records, the oldest first, and why the last one was not kept.
#[derive(Debug, Default)]
pub struct Unkept {
    records: Vec<Record>,
    why: Option<Both>,
}

impl Unkept {
    /// A record is on the disk.
    pub fn kept(&mut self, record: &Record) {
        self.records.retain(|unkept| unkept.id != record.id);
        if self.records.is_empty() {
            self.why = None;
        }
    }

    /// Something could not be kept; what it was is made anew when it is tried again.
    pub fn failed(&mut self, why: &Both) {
        self.why = Some(why.clone());
    }

    /// A record could not be kept and waits here until it is tried again.
    pub fn hold(&mut self, record: &Record) {
        if !self.records.iter().any(|unkept| unkept.id == record.id) {
            self.records.push(record.clone());
        }
    }

    /// Whether something could not be kept and was not kept since.
    pub fn has_failed(&self) -> bool {
        self.why.is_some()
    }

    /// Whether no record waits here.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Tries to keep the records that wait here, the oldest first.
    pub fn try_again(&mut self) -> Vec<Reply> {
        let records = std::mem::take(&mut self.records).into_iter();
        let keep = |record| Reply::Do(Effect::Keep(Box::new(record)));
        records.map(keep).collect()
    }

    /// Why the last record was not kept, or that one is on its way.
    /// `again` is the action that tries once more.
    pub fn line(
        &self,
        is_saving: bool,
        again: Action,
        columns: usize,
        shared: &Shared,
    ) -> Line<'static> {
        let say = shared.language;
        match &self.why {
            Some(why) => {
                let words = say.not_saved_yet(why.in_language(say), &shared.key(again));
                Line::styled(text::fit(&words, columns), shared.theme.style(Role::Bad))
            }
            None if is_saving => Line::styled(say.score_saving(), shared.theme.style(Role::Dim)),
            None => Line::default(),
        }
    }
}
