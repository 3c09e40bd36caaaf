//! What is worked out beside the drawing: asked for when the screen on top needs it, and never
//! while it is what it was.

use std::sync::Arc;

use chrono::NaiveDate;

use super::App;
use crate::clock::{Moment, day_of};
use crate::tui::effect::Effect;
use crate::tui::known::{KnownJob, Needs};

impl App {
    /// Something happened that plan, survey and progress do not know of yet.
    pub(super) fn is_out_of_date(&mut self) {
        self.old = Needs::ALL;
    }

    /// The work that must be done for the screen on top.
    pub(super) fn work(&mut self, now: Moment) -> Option<Effect> {
        let shared = &self.shared;
        let top = self.screens.last()?;
        if !(shared.bank_is_read && shared.history_is_read) {
            return None;
        }
        let today = day_of(now.wall, shared.day_begins);
        let survey = shared.survey.as_ref().map(|survey| survey.memories.today);
        let progress = shared.progress.as_ref().map(|progress| progress.today);
        let is_of_another_day = |day: Option<NaiveDate>| day.is_some_and(|day| day != today);
        let old = Needs {
            survey: self.old.survey || is_of_another_day(survey),
            plan: self.old.plan,
            progress: self.old.progress || is_of_another_day(progress),
        };
        let needs = top.needs().and(old);
        if needs.is_nothing() {
            return None;
        }
        self.old = self.old.without(needs);
        Some(Effect::WorkOut(Box::new(KnownJob {
            needs,
            bank: Arc::clone(&shared.bank),
            history: Arc::clone(&shared.history),
            moment: now.wall,
            day_begins: shared.day_begins,
            audience: shared.usual_audience.clone(),
        })))
    }
}
