//! What a coach would say of a session, from its rows and from what was before it.

use std::collections::BTreeMap;

use super::pace::Pace;
use super::tomorrow::{self, Advice};
use super::{Debrief, Row, mean};
use crate::bank::{Bank, CardId};
use crate::history::{History, RecordId, SessionSeen};

/// A mean score that is good enough to go into the real interview with.
pub const READY_MEAN: f64 = 4.0;
/// No dimension may be below this.
pub const READY_DIMENSION: f64 = 3.0;

/// What stands out in a session. Rows are named by their place in [`Debrief::rows`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// The tag with the lowest mean, of those asked twice or more, if that is below 4.
    pub weakest_tag: Option<(String, f64)>,
    /// The dimension with the lowest mean.
    pub weakest_dimension: Option<(String, f64)>,
    /// The follow-up at which a good answer broke.
    pub broke: Option<usize>,
    /// Certain, and wrong all the same.
    pub sure_but_wrong: Vec<usize>,
    /// Cards met that are still unwritten.
    pub unwritten: Vec<CardId>,
    /// How the time was used.
    pub pace: Pace,
    /// The mean change of the questions that had been asked before, and how many those are.
    pub change: Option<(f64, usize)>,
    /// The mean minus that of the session of this preset before, and when that began.
    pub since_last: Option<SinceLast>,
    /// Whether the last two sessions of this preset were good enough.
    pub readiness: Option<Readiness>,
    /// Three things for tomorrow.
    pub tomorrow: Vec<Advice>,
}

/// A session against the one of the same preset before it.
#[derive(Debug, Clone, PartialEq)]
pub struct SinceLast {
    /// The session before.
    pub session: RecordId,
    /// Its mean score.
    pub mean: f64,
    /// By how much this one's mean is higher.
    pub change: f64,
}

/// Whether the last two sessions of a preset were good enough: the mean of their scores at least
/// [`READY_MEAN`], and no dimension's below [`READY_DIMENSION`].
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// How many sessions there are to judge by, at most two.
    pub sessions: usize,
    /// The mean of their scores.
    pub mean: f64,
    /// The lowest dimension and its mean, where dimensions were scored.
    pub lowest: Option<(String, f64)>,
}

impl Readiness {
    /// Over two sessions, one after the other.
    pub fn is_ready(&self) -> bool {
        self.sessions == 2
            && self.mean >= READY_MEAN
            && self
                .lowest
                .as_ref()
                .is_none_or(|(_, mean)| *mean >= READY_DIMENSION)
    }

    fn over(sessions: &[&Debrief]) -> Option<Self> {
        let rows = || sessions.iter().flat_map(|debrief| &debrief.rows);
        Some(Self {
            sessions: sessions.len(),
            mean: mean(rows().filter_map(|row| row.answer.score))?,
            lowest: lowest_dimension(rows()),
        })
    }
}

impl Findings {
    /// What stands out in `debrief`, the session `seen` with everything before it in `history`.
    pub fn of(debrief: &Debrief, seen: &SessionSeen<'_>, history: &History, bank: &Bank) -> Self {
        let before = session_before(seen, history);
        let debrief_before = before.map(|before| {
            (
                before,
                Debrief::of(&before.began.id, before.rounds, history),
            )
        });
        let since_last = debrief_before.as_ref().and_then(|(before, earlier)| {
            let (now, then) = debrief.mean_score().zip(earlier.mean_score())?;
            Some(SinceLast {
                session: before.began.id.clone(),
                mean: then,
                change: now - then,
            })
        });
        let both: Vec<&Debrief> = debrief_before
            .iter()
            .map(|(_, earlier)| earlier)
            .chain([debrief])
            .collect();
        let unwritten = debrief.unwritten(bank).cloned().collect();
        let mut findings = Self {
            weakest_tag: debrief.weakest_tag(bank),
            weakest_dimension: lowest_dimension(&debrief.rows),
            broke: debrief.broke_at(),
            sure_but_wrong: debrief.surest_but_wrong().collect(),
            unwritten,
            pace: Pace::of(&debrief.rows),
            change: debrief.mean_change(),
            since_last,
            readiness: Readiness::over(&both),
            tomorrow: Vec::new(),
        };
        findings.tomorrow = tomorrow::three_things(debrief, &findings);
        findings
    }
}

/// The last session of the same preset before this one in which something was scored.
fn session_before<'h>(seen: &SessionSeen<'_>, history: &'h History) -> Option<SessionSeen<'h>> {
    history.sessions().rev().find(|other| {
        other.preset == seen.preset
            && other.began.id < seen.began.id
            && history
                .answers_in(&other.began.id)
                .any(|seen| seen.inputs().score.is_some())
    })
}

/// The mean of every dimension that was scored, by name, with how many scores there are.
pub fn dimensions<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Vec<(String, f64, usize)> {
    let mut scores: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for row in rows {
        for (name, &score) in &row.answer.dimensions {
            scores.entry(name).or_default().push(score);
        }
    }
    scores
        .into_iter()
        .filter_map(|(name, scores)| {
            let count = scores.len();
            Some((name.to_owned(), mean(scores.into_iter())?, count))
        })
        .collect()
}

fn lowest_dimension<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Option<(String, f64)> {
    dimensions(rows)
        .into_iter()
        .map(|(name, mean, _)| (name, mean))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Sample, history, scored, seen};
    use super::*;

    #[test]
    fn ready_is_who_was_good_over_two_sessions_and_weak_in_no_dimension() {
        let of = |first: Sample, second: Sample| {
            let history = history(&[("one", "phone", &[first]), ("two", "phone", &[second])]);
            let seen = seen(&history, "two");
            let debrief = Debrief::of(&seen.began.id, seen.rounds, &history);
            Findings::of(&debrief, &seen, &history, &Bank::default())
        };
        let good = of(scored("a", 4), scored("b", 4));
        assert!(good.readiness.as_ref().unwrap().is_ready());
        let thin = of(scored("a", 4).in_dimension("depth", 2), scored("b", 5));
        let readiness = thin.readiness.unwrap();
        assert_eq!(readiness.lowest, Some(("depth".to_owned(), 2.0)));
        assert!(!readiness.is_ready());
        let low = of(scored("a", 5), scored("b", 2));
        assert!(!low.readiness.unwrap().is_ready());
    }

    #[test]
    fn one_good_session_is_not_enough_and_other_presets_do_not_count() {
        let five = [scored("a", 5)];
        let history = history(&[("one", "warmup", &five), ("two", "phone", &five)]);
        let seen = seen(&history, "two");
        let debrief = Debrief::of(&seen.began.id, seen.rounds, &history);
        let findings = Findings::of(&debrief, &seen, &history, &Bank::default());
        assert_eq!(findings.since_last, None);
        assert!(!findings.readiness.unwrap().is_ready());
    }

    #[test]
    fn a_session_is_compared_with_the_last_one_of_its_preset() {
        let history = history(&[
            ("one", "phone", &[scored("a", 2), scored("b", 3)]),
            (
                "two",
                "phone",
                &[scored("a", 4), scored("b", 3), scored("c", 5)],
            ),
        ]);
        let seen = seen(&history, "two");
        let debrief = Debrief::of(&seen.began.id, seen.rounds, &history);
        let findings = Findings::of(&debrief, &seen, &history, &Bank::default());
        let since = findings.since_last.unwrap();
        assert_eq!((since.mean, since.change), (2.5, 1.5));
        assert_eq!(
            findings.change,
            Some((1.0, 2)),
            "a by two, b by none, c is new"
        );
    }

    #[test]
    fn a_good_answer_breaks_at_the_follow_up_that_falls_furthest() {
        let history = history(&[(
            "one",
            "phone",
            &[
                scored("a", 2),
                scored("a", 1).follow_up(0),
                scored("b", 4),
                scored("b", 3).follow_up(0),
                scored("b", 2).follow_up(1),
                scored("c", 5),
                scored("c", 2).follow_up(0),
            ],
        )]);
        let seen = seen(&history, "one");
        let debrief = Debrief::of(&seen.began.id, seen.rounds, &history);
        assert_eq!(debrief.broke_at(), Some(6), "c fell by three");
    }
}
