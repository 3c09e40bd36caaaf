//! What is worked out beside the drawing: asked for when the screen on top needs it, and never
//! while it is what it was.

use std::sync::Arc;

use super::App;
use crate::clock::{Moment, day_of};
use crate::memory::Ask;
use crate::tui::effect::Effect;
use crate::tui::screen::Needs;
use crate::tui::shared::Shared;

impl App {
    /// Something happened that plan, survey and progress do not know of yet.
    pub(super) fn is_out_of_date(&mut self) {
        self.old = Needs::ALL;
    }

    /// The work that must be done for the screen on top.
    pub(super) fn work(&mut self, now: Moment) -> Vec<Effect> {
        let Shared {
            bank,
            history,
            day_begins,
            survey,
            progress,
            usual_audience,
            ..
        } = &self.shared;
        if !(self.shared.bank_is_read && self.shared.history_is_read) {
            return Vec::new();
        }
        let day_begins = *day_begins;
        let today = day_of(now.wall, day_begins);
        let survey = survey.as_ref().map(|survey| survey.memories.today);
        let progress = progress.as_ref().map(|progress| progress.today);
        let is_of_another_day = |day: Option<_>| day.is_some_and(|day| day != today);
        let needs = self
            .screens
            .last()
            .map_or(Needs::default(), |screen| screen.needs());
        let (bank, history, moment) = (bank, history, now.wall);
        let mut work = Vec::new();
        if needs.survey && (self.old.survey || is_of_another_day(survey)) {
            self.old.survey = false;
            work.push(Effect::MakeSurvey {
                bank: Arc::clone(bank),
                history: Arc::clone(history),
                moment,
                day_begins,
                audience: usual_audience.clone(),
            });
        }
        if needs.plan && self.old.plan {
            self.old.plan = false;
            work.push(Effect::MakePlan {
                bank: Arc::clone(bank),
                history: Arc::clone(history),
                ask: Ask::now(moment, day_begins).of(usual_audience.clone()),
            });
        }
        if needs.progress && (self.old.progress || is_of_another_day(progress)) {
            self.old.progress = false;
            work.push(Effect::MakeProgress {
                bank: Arc::clone(bank),
                history: Arc::clone(history),
                moment,
                day_begins,
                audience: usual_audience.clone(),
            });
        }
        work
    }
}
