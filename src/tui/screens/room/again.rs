//! Scores that say what they will do, and answers of earlier sessions that are scored anew.
//!
//! What was scored before stays in the history: a new record comes with the answer's own time, then
//! an undo of the old one.

use chrono::NaiveDate;

use super::RoomScreen;
use super::begin::points_of;
use crate::bank::CardType;
use crate::clock::{Moment, day_of};
use crate::history::record::{Answer, Body, PlannedQuestion, Rules, VERSION};
use crate::history::{Mode, Record};
use crate::interview::room::{Phase, Room};
use crate::interview::rubric::Dimension;
use crate::language::Language;
use crate::memory::Grade;
use crate::memory::grade::grade;
use crate::tui::effect::Effect;
use crate::tui::screen::Reply;
use crate::tui::shared::Shared;

/// Questions that nobody can know or not know: how sure one was says nothing.
const NO_KNOWLEDGE: [&str; 3] = ["self-introduction", "motivation", "last-word"];

/// Opens an answer that was kept to be scored anew; nothing where it is none that is scored.
pub fn score_again(record: Record, shared: &Shared, now: Moment) -> Option<Reply> {
    let Body::Answer(answer) = &record.body else {
        return None;
    };
    if answer.mode == Mode::NightBefore || answer.grade.is_some() {
        return None;
    }
    let session = answer.session.as_ref();
    let mut sessions = shared.history.sessions();
    let seen = session.and_then(|id| sessions.rfind(|seen| seen.began.id == *id));
    let title = seen.map_or_else(String::new, |seen| shared.preset_title(seen.preset));
    let rounds = seen.map_or(&[][..], |seen| seen.rounds).iter();
    let planned = rounds.flat_map(|round| {
        let questions = round.questions.iter();
        questions.map(|question| (question, round.rules))
    });
    let mut planned = planned.filter(|(question, _)| question.is_answered_by(answer));
    let (planned, rules) = planned.next().map_or_else(
        || (PlannedQuestion::default(), Rules::default()),
        |(question, rules)| (question.clone(), rules),
    );
    let question = PlannedQuestion {
        card: answer.card.clone(),
        wording: answer.wording.unwrap_or(planned.wording),
        follow_up: answer.follow_up.clone().unwrap_or_default(),
        probe: answer.probe.clone(),
        limit_ms: answer.limit_ms.unwrap_or(0),
        words: planned.words,
        ..PlannedQuestion::default()
    };
    let points = points_of(&question, shared);
    let room = Room::again(question, rules, points, answer, now.running);
    let mut screen = RoomScreen::new(room, title, Vec::new());
    screen.again = Some(Box::new(record));
    screen.since = now.running;
    Some(Reply::open(screen))
}

impl RoomScreen {
    /// Opens the answer of this session that was scored last to be scored anew; nothing where none
    /// was. Its clock stands until then.
    pub(super) fn score_last_again(&self, shared: &Shared, now: Moment) -> Option<Reply> {
        let is_settled = !matches!(self.room.phase(), Phase::Keeping | Phase::Over);
        if self.again.is_some() || !is_settled {
            return None;
        }
        let answers = shared.history.answers_in(self.room.session());
        let scored = answers.filter(|seen| seen.inputs().score.is_some());
        let last = scored.max_by_key(|seen| seen.id())?;
        score_again(last.record(), shared, now)
    }

    /// Whether an answer of this session was scored, so that its score can be changed.
    pub(super) fn has_scored(&self) -> bool {
        let mut attempts = self.room.all();
        let is_scored = attempts.any(|(_, attempt)| attempt.is_kept && attempt.score.is_some());
        self.again.is_none() && is_scored
    }

    /// Keeps the new score beside the old one, which it takes back.
    pub(super) fn exchange(
        &mut self,
        judged: &Answer,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        let Some(before) = &self.again else {
            return Vec::new();
        };
        let Body::Answer(old) = &before.body else {
            return Vec::new();
        };
        let mut answer = old.clone();
        answer.score = judged.score;
        answer.points.clone_from(&judged.points);
        answer.points_of = judged.points_of;
        answer.none_met = judged.none_met;
        answer.star.clone_from(&judged.star);
        answer.dimensions.clone_from(&judged.dimensions);
        answer.note.clone_from(&judged.note);
        let again = Record {
            version: VERSION,
            id: shared.ids.after(&before.id, now.wall),
            at: before.at,
            body: Body::Answer(answer),
        };
        let undoes = before.id.clone();
        let undo = shared.record(now, Body::Undo { undoes });
        [Box::new(again), undo]
            .map(|record| Reply::Do(Effect::Keep(record)))
            .into()
    }

    /// Whether a record is the last one of an answer that was scored anew.
    pub(super) fn ends_again(&self, record: &Record) -> bool {
        let before = self.again.as_ref().map(|before| &before.id);
        matches!(&record.body, Body::Undo { undoes } if Some(undoes) == before)
    }

    /// Whether the user is asked how sure the answer was.
    pub(super) fn asks_how_sure(&self, shared: &Shared) -> bool {
        self.card(shared).is_none_or(|card| {
            card.card_type != CardType::ToAsk && !NO_KNOWLEDGE.iter().any(|tag| card.has_tag(tag))
        })
    }

    /// What must be done before the score is kept.
    pub(super) fn is_missing(&self, shared: &Shared) -> Option<String> {
        let say = shared.language;
        if self.room.lacks_score() {
            let has_dimensions = self
                .room
                .current()
                .is_some_and(|(_, attempt)| !attempt.dimensions.is_empty());
            return Some(if has_dimensions {
                say.score_rest()
            } else {
                say.score_pick()
            });
        }
        None
    }

    /// The best score, beside key points of which none was said.
    pub(super) fn is_odd(&self) -> bool {
        self.room.phase() == Phase::Score
            && self.room.current().is_some_and(|(slot, attempt)| {
                let has_none = attempt.is_ticked && attempt.points.is_empty();
                attempt.score == Some(5) && slot.points_of > 0 && has_none
            })
    }

    /// The score that the mean of all criteria proposes, with the mean; `None` until all are given.
    pub(super) fn proposed(&self, dimensions: &[Dimension]) -> Option<(f64, u8)> {
        let (_, attempt) = self.room.current()?;
        let given = dimensions
            .iter()
            .map(|dimension| attempt.dimensions.get(dimension).copied());
        let given: Vec<u8> = given.collect::<Option<_>>()?;
        let sum: u32 = given.iter().map(|&score| u32::from(score)).sum();
        let count = u32::try_from(given.len()).ok().filter(|&count| count > 0)?;
        let score = (2 * sum + count) / (2 * count);
        Some((f64::from(sum) / f64::from(count), u8::try_from(score).ok()?))
    }

    /// What will be remembered if the score is kept as it stands: `remembered as: good · again in 6
    /// days`. Nothing before there is anything to remember.
    pub(super) fn remembered(&self, shared: &Shared, now: Moment) -> Option<String> {
        let say = shared.language;
        let judged = self.room.judgement()?;
        let inputs = judged.inputs();
        if inputs.is_follow_up {
            return judged.score.map(|_| say.score_no_memory());
        }
        let at = self.again.as_ref().map_or(now.wall, |before| before.at);
        let today = day_of(at, shared.day_begins);
        let memories = &shared.survey.as_ref()?.memories;
        let state = memories.state(&judged.card);
        let is_first = !state.is_tried();
        judged.score?;
        let found = grade(&inputs, is_first)?;
        let due = state
            .after(&memories.model, found, Mode::Interview, today)
            .due;
        let words = grade_word(found, say);
        Some(say.score_remembered(
            words,
            &from_now(due, day_of(now.wall, shared.day_begins), say),
        ))
    }
}

/// What a grade is called.
fn grade_word(grade: Grade, say: Language) -> &'static str {
    match (grade, say) {
        (Grade::Again, Language::Korean) => "다시",
        (Grade::Hard, Language::Korean) => "어려움",
        (Grade::Good, Language::Korean) => "좋음",
        (Grade::Easy, Language::Korean) => "쉬움",
        (Grade::Again, Language::English) => "again",
        (Grade::Hard, Language::English) => "hard",
        (Grade::Good, Language::English) => "good",
        (Grade::Easy, Language::English) => "easy",
    }
}

fn from_now(due: NaiveDate, today: NaiveDate, say: Language) -> String {
    match (due - today).num_days() {
        ..=0 => say.today(),
        1 => say.tomorrow(),
        days => say.in_days(days),
    }
}
