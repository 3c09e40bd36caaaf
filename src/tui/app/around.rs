//! What has changed outside while the program runs is taken up, and told in a sentence.

use std::collections::HashSet;
use std::sync::Arc;

use super::App;
use crate::appointments::Interview;
use crate::bank::{Bank, Deck};
use crate::clock::{Moment, day_of};
use crate::history::arrived::Arrived;
use crate::history::record::Body;
use crate::problem::Problem;
use crate::progress::SoFar;
use crate::store::watch::Areas;
use crate::tui::around::{Around, Came};
use crate::tui::effect::Effect;
use crate::tui::interviews::{InterviewDone, InterviewNews};
use crate::tui::options::Options;
use crate::tui::screen::Reply;
use crate::tui::shared::Toast;
use crate::tui::theme::Role;

impl App {
    /// The program's day is another one than it was: plan, survey and progress are of yesterday.
    pub(super) fn look_at_the_day(&mut self, now: Moment) {
        let today = day_of(now.wall, self.shared.day_begins);
        if self.day.replace(today).is_some_and(|day| day != today) {
            self.is_out_of_date();
        }
    }

    /// Files have changed: it is looked which and how.
    pub(super) fn stirred(areas: Areas, is_asked: bool) -> Vec<Reply> {
        if areas.is_nothing() {
            return Vec::new();
        }
        vec![Reply::Do(Effect::LookAround { areas, is_asked })]
    }

    /// Takes up what the files say now.
    pub(super) fn looked_around(&mut self, around: Around, now: Moment) -> Vec<Reply> {
        let mut came = Came::default();
        let mut replies = Vec::new();
        if let Some(options) = around.options {
            came.options = self.take_options(*options);
        }
        if let Some(arrived) = around.arrived {
            self.take_records(arrived, &mut came);
        }
        if let Some(bank) = around.bank {
            replies.extend(self.take_decks(bank, &mut came, now));
        }
        if let Some((interviews, problems)) = around.interviews {
            came.interviews = others(&self.shared.interviews, &interviews, |one: &Interview| {
                one.id.clone()
            });
            if came.interviews > 0 || problems != self.shared.interview_problems {
                let result = Ok(InterviewDone::Read);
                let news = InterviewNews {
                    interviews,
                    problems,
                    result,
                };
                replies.extend(self.interview_news(news, now));
            }
        }
        let say = self.shared.language;
        let is_told = |toast: &Toast| toast.role == Role::Bad;
        if self.shared.toast.as_ref().is_some_and(is_told) {
            // What went wrong stays; a screen may have said what this has done to it.
        } else if !came.is_nothing() {
            self.shared.say(came.words(say), Role::Good, now);
        } else if around.is_asked {
            self.shared.say(say.came_nothing(), Role::Dim, now);
        }
        replies
    }

    /// Records that are not known yet.
    fn take_records(&mut self, arrived: Arrived, came: &mut Came) {
        let shared = &mut self.shared;
        if !shared.history_is_read {
            return;
        }
        let mut taken = HashSet::new();
        let mut new = Vec::new();
        for file in arrived.files {
            let before = new.len();
            for record in file.records {
                if !shared.history.has(&record.id) && taken.insert(record.id.clone()) {
                    new.push(record);
                }
            }
            if new.len() > before {
                came.devices.insert(file.device);
            }
        }
        shared.add_problems(arrived.problems);
        if new.is_empty() {
            return;
        }
        let is_answer = |body: &Body| matches!(body, Body::Answer(_));
        came.answers = new.iter().filter(|record| is_answer(&record.body)).count();
        came.records = new.len() - came.answers;
        for record in &new {
            shared.ids.follow(&record.id);
        }
        let history = Arc::make_mut(&mut shared.history);
        history.add_all(new);
        shared.so_far = SoFar::of(history, shared.day_begins);
        self.is_out_of_date();
    }

    /// Decks that are others. While the decks are read for the first time, they are looked at once more after
    /// that: who reads may have passed by what has changed.
    fn take_decks(&mut self, bank: Arc<Bank>, came: &mut Came, now: Moment) -> Vec<Reply> {
        if !self.shared.bank_is_read {
            self.decks_stirred = true;
            return Vec::new();
        }
        let before = &self.shared.bank;
        let bank = Arc::unwrap_or_clone(bank).keeping(before);
        let name = |deck: &Arc<Deck>| deck.id.clone();
        came.decks = others(before.decks(), bank.decks(), name);
        let is_same = came.decks == 0
            && bank.problems() == before.problems()
            && bank.spellings() == before.spellings();
        if is_same {
            return Vec::new();
        }
        self.bank_changed(Arc::new(bank), now)
    }

    /// What of the options is another than it was. The theme stays that is just tried on, unless the file names
    /// another one.
    fn take_options(&mut self, new: Options) -> bool {
        let shared = &mut self.shared;
        let Some(before) = shared.options.replace(Box::new(new.clone())) else {
            return false;
        };
        if *before == new {
            return false;
        }
        let is_old = |problem: &Problem| before.problems.contains(problem);
        shared.problems.retain(|problem| !is_old(problem));
        shared.add_problems(new.problems);
        if before.theme != new.theme {
            shared.theme = new.theme;
        }
        if before.audience != new.audience {
            shared.usual_audience = new.audience;
        }
        shared.language = new.language;
        shared.keymap = new.keymap;
        shared.presets = new.presets;
        shared.ascii = new.ascii;
        shared.reduced_motion = new.reduced_motion;
        shared.asks_why = new.asks_why;
        if before.day_begins != new.day_begins {
            shared.day_begins = new.day_begins;
            shared.so_far = SoFar::of(&shared.history, new.day_begins);
        }
        self.is_out_of_date();
        true
    }
}

/// How many came, went or are others, by their names.
fn others<T: PartialEq, N: std::hash::Hash + Eq>(
    before: &[T],
    now: &[T],
    name: impl Fn(&T) -> N,
) -> usize {
    use std::collections::HashMap;
    let mut left: HashMap<N, &T> = before.iter().map(|one| (name(one), one)).collect();
    let others = now
        .iter()
        .filter(|one| left.remove(&name(one)) != Some(*one));
    others.count() + left.len()
}
