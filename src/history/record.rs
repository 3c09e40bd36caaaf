//! One line of the history, as the design's §4 promises it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound};
use serde::{Deserialize, Deserializer, Serialize};

use crate::bank::{Card, CardId};

pub(super) mod id;
mod inputs;

pub use id::{Ids, RecordId};
pub use inputs::Inputs;

/// The version of the format that this program writes.
pub const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The format's version.
    #[serde(rename = "v")]
    pub version: u32,
    /// Its name.
    pub id: RecordId,
    /// When, to the millisecond, with the local offset.
    pub at: DateTime<FixedOffset>,
    /// What.
    #[serde(flatten)]
    pub body: Body,
}

impl Record {
    /// A record of this moment.
    pub fn new(ids: &Ids, at: DateTime<FixedOffset>, body: Body) -> Self {
        let at = at.trunc_subsecs(3);
        Self {
            version: VERSION,
            id: ids.next(at),
            at,
            body,
        }
    }
}

/// What a record tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// A question was answered, given up or skipped.
    Answer(Answer),
    /// A session began or ended.
    Session(Session),
    /// A field of a card was changed.
    Edit(Edit),
    /// A record is taken back.
    Undo {
        /// The record that is taken back.
        undoes: RecordId,
    },
    /// What was told of one card belongs to another.
    Moved(Moved),
    /// A card was set aside or taken up again.
    Mark(Mark),
    /// A note was imported.
    Import(Import),
    /// A real interview was looked back on.
    LookBack(LookBack),
    /// A kind that a newer program wrote; kept in the file, of no effect here.
    #[serde(other)]
    Unknown,
}

/// Where an answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In a mock interview.
    Interview,
    /// Practised freely.
    Practice,
    /// In the review.
    Review,
    /// Read through on the evening before, without a score; memory takes no notice.
    #[serde(rename = "night-before")]
    NightBefore,
    /// A mode of a newer program.
    #[serde(other)]
    Unknown,
}

/// One answer. Raw inputs only: what they amount to is derived at every fold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The card.
    pub card: CardId,
    /// Where.
    pub mode: Mode,
    /// The session, if it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<RecordId>,
    /// 1–5, given by the user after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// 1–4 (again, hard, good, easy), in reviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
    /// 1–3, asked before the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// Milliseconds of thinking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub think_ms: Option<u64>,
    /// Milliseconds of answering, past the limit too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_ms: Option<u64>,
    /// The limit in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_ms: Option<u64>,
    /// Indices of the key points that were ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<usize>>,
    /// How many key points there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_of: Option<usize>,
    /// Hints taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hints: Option<u32>,
    /// Which wording was asked: 0 is the question, then `also_asked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<usize>,
    /// 0 for the card's own question, 1 for its follow-up, and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// "I don't know".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gave_up: bool,
    /// Passed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
    /// What few answers have.
    #[serde(flatten)]
    pub more: More,
}

/// What few answers have: an answer is read as if these were its own fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rare {
    /// Which follow-up: the path of indices below the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Vec<usize>>,
    /// What was typed as the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// What to do better next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Which part of a question that is answered in parts, from 0; the last one carries the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// Which probe was asked, where it was no follow-up of the card's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe: Option<String>,
    /// Which of situation, task, action and result were told: their letters, such as `sar`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub star: Option<String>,
    /// Whether the list of key points was gone through and none was met. An empty `points` without
    /// it, beside a score of 3 or more, is a list that nobody touched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub none_met: bool,
    /// The dimensions that were scored one by one, 1–5 each, by their words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dimensions: BTreeMap<String, u8>,
    /// How often it was answered, where that is more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<u32>,
    /// The file of the recorded answer, below the recordings folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
}

impl Rare {
    /// Nothing of it.
    pub const NOTHING: Self = Self {
        follow_up: None,
        typed: None,
        note: None,
        part: None,
        probe: None,
        star: None,
        none_met: false,
        dimensions: BTreeMap::new(),
        takes: None,
        recording: None,
    };

    /// How many of situation, task, action and result were ticked; nothing where none was.
    pub(super) fn star_ticked(&self) -> Option<usize> {
        let letters = self.star.as_ref()?.chars();
        Some(letters.count()).filter(|&count| count > 0)
    }
}

static NOTHING_RARE: Rare = Rare::NOTHING;

/// Room for what is rare, made when something is put there.
#[derive(Clone, Default, Serialize)]
#[serde(transparent)]
pub struct More(Option<Box<Rare>>);

impl More {
    /// Room for these.
    pub fn of(rare: &Rare) -> Self {
        Self((*rare != NOTHING_RARE).then(|| Box::new(rare.clone())))
    }
}

impl Deref for More {
    type Target = Rare;

    fn deref(&self) -> &Rare {
        self.0.as_deref().unwrap_or(&NOTHING_RARE)
    }
}

impl PartialEq for More {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for More {}

impl fmt::Debug for More {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<'de> Deserialize<'de> for More {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of(&Rare::deserialize(deserializer)?))
    }
}

impl Deref for Answer {
    type Target = Rare;

    fn deref(&self) -> &Rare {
        &self.more
    }
}

impl DerefMut for Answer {
    fn deref_mut(&mut self) -> &mut Rare {
        self.more.0.get_or_insert_default()
    }
}

impl Answer {
    /// An answer of which nothing is known but its card and mode.
    pub fn new(card: CardId, mode: Mode) -> Self {
        Self {
            card,
            mode,
            session: None,
            score: None,
            grade: None,
            confidence: None,
            think_ms: None,
            answer_ms: None,
            limit_ms: None,
            points: None,
            points_of: None,
            hints: None,
            wording: None,
            depth: None,
            gave_up: false,
            skipped: false,
            more: More::default(),
        }
    }

    /// Whether it and another answer to the same card, of which `other` is what few answers have,
    /// answer the same question: that of one follow-up, part and probe.
    pub fn is_of_the_question_of(&self, other: &Rare) -> bool {
        self.follow_up.as_deref().unwrap_or_default()
            == other.follow_up.as_deref().unwrap_or_default()
            && self.part == other.part
            && self.probe == other.probe
    }
}

/// A session began or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The session: the id of the record with which it began.
    pub session: RecordId,
    /// What happened.
    #[serde(flatten)]
    pub event: SessionEvent,
}

/// What happened to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum SessionEvent {
    /// It began, with everything that is needed to go on after a crash.
    Began {
        /// The preset's name.
        preset: String,
        /// What the draw was seeded with.
        seed: u64,
        /// `practice` or `live`.
        mode: String,
        /// The machine on which it began.
        device: String,
        /// What is asked, in order.
        rounds: Vec<PlannedRound>,
    },
    /// It ended.
    Ended {
        /// `finished` or `left`.
        reason: String,
        /// How many questions were scored.
        scored: usize,
        /// What stood on the notes pad.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pad: Option<String>,
        /// The one line that was written at the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
    },
    /// It was looked back on in three lines; the last such record of a session counts.
    Reflected(Reflection),
    /// An event of a newer program.
    #[serde(other)]
    Unknown,
}

/// What the user makes of a session, a line each; empty where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reflection {
    /// What went well and stays.
    #[serde(default)]
    pub keep: String,
    /// What did not.
    #[serde(default)]
    pub problem: String,
    /// What to try next.
    #[serde(default, rename = "try")]
    pub attempt: String,
}

/// A round of a session as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRound {
    /// Its title in the language of the session.
    pub title: String,
    /// What is asked.
    pub questions: Vec<PlannedQuestion>,
    /// What else holds in it.
    #[serde(default, flatten)]
    pub rules: Rules,
}

/// What holds in a round beside the mode of the session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of the preset format that can be given alone"
)]
pub struct Rules {
    /// At the limit the next thing comes, finished or not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hard: bool,
    /// No second take.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub one_take: bool,
    /// Situation, task, action and result are ticked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub star: bool,
    /// One line is written at the end of the session.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub one_line: bool,
    /// How hard the interviewer presses, 0–3; 0 in practice.
    #[serde(skip_serializing_if = "is_zero")]
    pub pressure: u8,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives it by reference"
)]
fn is_zero(pressure: &u8) -> bool {
    *pressure == 0
}

/// A question of a session as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlannedQuestion {
    /// The card.
    pub card: CardId,
    /// Which wording.
    #[serde(default)]
    pub wording: usize,
    /// The path of a follow-up; empty for the card's own question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_up: Vec<usize>,
    /// Milliseconds to think.
    pub think_ms: u64,
    /// Milliseconds to answer; 0 where time is kept and no limit is set.
    pub limit_ms: u64,
    /// Which part of a question that is answered in parts, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    /// Whether what is typed here is a list that is ticked off in the parts after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// The probe's name, where it is no follow-up of the card's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe: Option<String>,
    /// How deep it stands, where `follow_up` does not say it: for probes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// What is said, where it does not stand in the card: a part's words or a probe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The interviewer breaks in on the answer after so many milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_ms: Option<u64>,
    /// The interviewer is silent for so many milliseconds after the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence_ms: Option<u64>,
    /// Whether it comes from outside what the interview is about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub surprise: bool,
    /// Whether it is asked only after the card's own question was scored 4 or 5.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after_pass: bool,
}

impl PlannedQuestion {
    /// 0 for the card's own question, 1 for what is asked after it, and so on.
    pub fn depth(&self) -> usize {
        self.depth.unwrap_or(self.follow_up.len())
    }

    /// Whether the interviewer broke in on an answer that took so long.
    pub fn was_cut(&self, answer_ms: u64) -> bool {
        self.cut_ms.is_some_and(|cut| answer_ms >= cut)
    }

    /// What is said: a part's or a probe's own words (the first part's after the question), a
    /// follow-up of the card, or the card's question in the wording that was drawn.
    pub fn text(&self, card: &Card) -> String {
        match (&self.words, self.part) {
            (Some(words), Some(0)) => return format!("{} {words}", card.wording(self.wording)),
            (Some(words), _) => return words.clone(),
            (None, _) => {}
        }
        match card.follow_up(&self.follow_up) {
            Some(follow_up) => follow_up.question.clone(),
            None => card.wording(self.wording).to_owned(),
        }
    }

    /// Whether this is what an answer of the same session answers.
    pub fn is_answered_by(&self, answer: &Answer) -> bool {
        self.card == answer.card
            && self.follow_up == answer.follow_up.as_deref().unwrap_or_default()
            && self.part == answer.part
            && self.probe == answer.probe
    }
}

/// A real interview was looked back on. The last such record of an interview counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookBack {
    /// The interview's id in `interviews.toml`.
    pub interview: String,
    /// The company, for when the interview is no longer in the list.
    pub company: String,
    /// The round as the user calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub round: String,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Its stages in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageSeen>,
    /// The questions in the order in which they were asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<RealQuestion>,
    /// What the user asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub i_asked: Vec<String>,
    /// What the user makes of it on the whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reflection: String,
    /// How it ended; nothing while that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<InterviewResult>,
}

/// One part of a real interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageSeen {
    /// What it was.
    pub name: String,
    /// How it went, 1–5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub went: Option<u8>,
}

/// A question that was really asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RealQuestion {
    /// As the user remembers it.
    pub question: String,
    /// The card that it is; in a draft nothing where one is to be made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// What the user said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// What the user wishes to have said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub wish: String,
    /// What went wrong.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reflection: String,
}

/// How a real interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterviewResult {
    /// On to the next round, or hired.
    Passed,
    /// Not.
    Failed,
    /// The user went no further.
    Withdrawn,
    /// A word of a newer program.
    #[serde(other)]
    Unknown,
}

impl InterviewResult {
    /// Those that can be chosen.
    pub const ALL: [Self; 3] = [Self::Passed, Self::Failed, Self::Withdrawn];
}

/// What earlier records tell of one card is told of another: its deck or its id is another one by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The card as those records call it.
    pub from: CardId,
    /// The card that it is now.
    pub to: CardId,
}

/// A card was set aside or taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The card.
    pub card: CardId,
    /// How it stands from now on.
    pub mark: Standing,
    /// The day on which a buried card comes back by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// How a card stands in the reviews and the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is asked as usual.
    Active,
    /// It rests until a day, else until the user takes it up again.
    Buried,
    /// It is not asked until the user takes it up again.
    Suspended,
    /// A standing of a newer program, of no effect here.
    #[serde(other)]
    Unknown,
}

/// A field of a card was changed: what stood there before, so that it can be had back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The card.
    pub card: CardId,
    /// The field's key.
    pub field: String,
    /// What stood there.
    pub before: serde_json::Value,
}

/// What a note offered to a deck: a card of it that is not in the deck later was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The note, as the user named it.
    pub note: String,
    /// The deck's id.
    pub deck: String,
    /// A hash of every card's section and question.
    pub cards: Vec<String>,
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_line_of_the_design_is_read_and_written_the_same() {
        let line = r#"{"v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T10:02:11.482+09:00","kind":"answer","card":"technical/network#tcp-vs-udp","mode":"interview","session":"01JD0000000000000000000001","score":3,"confidence":2,"think_ms":9120,"answer_ms":84310,"limit_ms":90000,"points":[0,2],"points_of":4,"hints":0,"wording":1,"depth":0,"note":"…"}"#;
        let record: Record = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), line);
        let Body::Answer(answer) = record.body else {
            panic!("an answer")
        };
        assert_eq!(answer.coverage(), Some(0.5));
        assert_eq!(answer.overrun(), Duration::ZERO);
    }

    #[test]
    fn a_mark_is_read_and_written_the_same() {
        let line = r#"{"v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T21:40:00.102+09:00","kind":"mark","card":"a#b","mark":"buried","until":"2026-11-22"}"#;
        let record: Record = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), line);
        let newer = line.replace("buried", "frozen");
        let Ok(Record {
            body: Body::Mark(mark),
            ..
        }) = serde_json::from_str(&newer)
        else {
            panic!("a mark")
        };
        assert_eq!(mark.mark, Standing::Unknown);
    }

    #[test]
    fn a_look_back_is_read_and_written_the_same() {
        let line = r#"{"v":1,"id":"01JD0000000000000000000000","at":"2026-12-03T21:40:00.102+09:00","kind":"look_back","interview":"shop-2026-12-03","company":"Shop","on":"2026-12-03","stages":[{"name":"기술","went":4}],"questions":[{"question":"왜?","card":"company/shop#q-1","wish":"수치"}],"i_asked":["팀은?"],"result":"passed"}"#;
        let record: Record = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&record).unwrap(), line);
        let newer = line.replace("passed", "ghosted");
        let Ok(Record {
            body: Body::LookBack(look_back),
            ..
        }) = serde_json::from_str(&newer)
        else {
            panic!("a look-back")
        };
        assert_eq!(look_back.result, Some(InterviewResult::Unknown));
    }

    #[test]
    fn unknown_fields_kinds_and_modes_are_no_error() {
        let read = |line: &str| serde_json::from_str::<Record>(line).map(|record| record.body);
        let head =
            r#""v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T21:40:00.102+09:00""#;
        let dream = read(&format!("{{{head},\"kind\":\"dream\",\"depth\":\"deep\"}}")).unwrap();
        assert_eq!(dream, Body::Unknown);
        let review = read(&format!(
            "{{{head},\"kind\":\"answer\",\"card\":\"a#b\",\"mode\":\"hologram\",\"grade\":3,\"mood\":1}}"
        ));
        assert!(matches!(
            review,
            Ok(Body::Answer(Answer {
                mode: Mode::Unknown,
                grade: Some(3),
                ..
            }))
        ));
    }
}
