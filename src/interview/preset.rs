//! Presets: interviews described in TOML, the program's in `assets/presets/` and the user's own.

use std::path::Path;
use std::time::Duration;

use crate::bank::{CardId, CardType, Kind};
use crate::both;
use crate::fields::{Fields, parse};
use crate::language::Both;
use crate::problem::{Problem, Report, Severity};
use crate::store::{Disk, Kept};

/// When scores are given, and whether the clock may be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Score and model answer after each question; pausing is allowed.
    Practice,
    /// No pause; scores at the end of each round.
    Live,
}

impl Mode {
    /// The words of the preset format and of the history.
    pub const WORDS: [(&'static str, Self); 2] =
        [("practice", Self::Practice), ("live", Self::Live)];

    /// The word of the preset format and of the history.
    pub fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Live => "live",
        }
    }
}

/// An interview as it is described, before any question is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// The file's name without `.toml`.
    pub name: String,
    /// What it is called.
    pub title: Both,
    /// What it is for, in a sentence.
    pub about: Both,
    /// Practice or live.
    pub mode: Mode,
    /// Its rounds in order.
    pub rounds: Vec<Round>,
}

/// One part of an interview.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// What it is called.
    pub title: Both,
    /// Which cards it draws from.
    pub from: Selection,
    /// Where it goes on drawing when those are too few: one tag after the other.
    pub fill: Vec<String>,
    /// How many questions.
    pub count: usize,
    /// At most this many cards with one and the same tag of their own.
    pub most_a_tag: Option<usize>,
    /// Time to think before each.
    pub think: Duration,
    /// Time to answer; `None` takes the card's own.
    pub answer: Option<Duration>,
    /// Follow-ups after each.
    pub follow_ups: FollowUps,
}

/// What a card must be to be drawn; an empty list asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Any of these kinds.
    pub kinds: Vec<Kind>,
    /// Any of these types.
    pub types: Vec<CardType>,
    /// Any of these tags.
    pub tags: Vec<String>,
    /// None of these tags.
    pub not_tags: Vec<String>,
    /// Any of these decks, by id or folder.
    pub decks: Vec<String>,
    /// At least this important.
    pub importance: u8,
    /// Any of these cards; a preset file cannot name cards, a choice in the bank can.
    pub cards: Vec<CardId>,
}

/// How follow-ups are asked in a round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FollowUps {
    /// At most this many after a question.
    pub most: usize,
    /// How likely each of them is, 0–1.
    pub chance: f64,
    /// Time to answer each.
    pub answer: Duration,
}

/// The name under which an interview of chosen cards stands in the history.
const OF_CARDS: &str = "chosen";

/// A card without a time of its own gets this long.
pub const USUAL_ANSWER: Duration = Duration::from_secs(90);

impl Preset {
    /// An interview about just these cards, in an order that is drawn.
    pub fn of_cards(cards: Vec<CardId>) -> Self {
        let types = CardType::WORDS
            .iter()
            .map(|&(_, card_type)| card_type)
            .collect();
        let count = cards.len();
        Self {
            name: OF_CARDS.to_owned(),
            title: both!("고른 질문", "Chosen questions"),
            about: both!(
                "질문 은행에서 고른 카드",
                "Cards chosen in the question bank"
            ),
            mode: Mode::Practice,
            rounds: vec![Round {
                title: both!("고른 질문", "Chosen questions"),
                from: Selection {
                    types,
                    cards,
                    ..Selection::default()
                },
                fill: Vec::new(),
                count,
                most_a_tag: None,
                think: Duration::from_secs(10),
                answer: None,
                follow_ups: FollowUps {
                    most: 1,
                    chance: 0.5,
                    answer: Duration::from_secs(45),
                },
            }],
        }
    }

    /// How long it takes if every time is used up: follow-ups count by their chance.
    pub fn length(&self) -> Duration {
        self.rounds.iter().map(Round::length).sum()
    }

    /// How many questions it asks, without follow-ups.
    pub fn count(&self) -> usize {
        self.rounds.iter().map(|round| round.count).sum()
    }

    /// The same interview with another number of questions: every round keeps its share and at
    /// least one question while there are enough.
    pub fn with_count(mut self, count: usize) -> Self {
        let total = self.count();
        if total == 0 || count == total {
            return self;
        }
        let mut left = count;
        let mut weight_left = total;
        let mut rounds_left = self.rounds.len();
        for round in &mut self.rounds {
            rounds_left -= 1;
            let share = (left * round.count + weight_left / 2) / weight_left.max(1);
            weight_left -= round.count;
            let most = left.saturating_sub(rounds_left).max(left.min(1));
            round.count = share.max(1).min(most);
            left -= round.count;
        }
        self.rounds.retain(|round| round.count > 0);
        self
    }

    /// The same interview with these times in every round, where one is given.
    pub fn with_times(mut self, think: Option<Duration>, answer: Option<Duration>) -> Self {
        for round in &mut self.rounds {
            round.think = think.unwrap_or(round.think);
            round.answer = answer.or(round.answer);
        }
        self
    }
}

impl Round {
    fn length(&self) -> Duration {
        let one = self.think + self.answer.unwrap_or(USUAL_ANSWER);
        let times = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let after =
            (self.follow_ups.answer * times(self.follow_ups.most)).mul_f64(self.follow_ups.chance);
        (one + after) * times(self.count)
    }
}

/// The presets that come with the program, in the order in which they are offered.
const BUILT_IN: [(&str, &str); 2] = [
    ("warmup", include_str!("../../assets/presets/warmup.toml")),
    ("phone", include_str!("../../assets/presets/phone.toml")),
];

/// The program's presets and the user's from `folder`; one of the user's with the same name
/// replaces the program's. What is wrong in them is given beside.
pub fn load(disk: &Disk, folder: &Path) -> (Vec<Preset>, Vec<Problem>) {
    let mut presets = Vec::new();
    let mut problems = Vec::new();
    for (name, text) in BUILT_IN {
        let path = format!("assets/presets/{name}.toml");
        let (preset, found) = read(name, &path, text);
        problems.extend(found);
        presets.extend(preset);
    }
    if disk.kind_of(folder) == Kept::Nothing {
        return (presets, problems);
    }
    for path in disk.entries(folder).unwrap_or_default() {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let shown = path.display().to_string();
        let Some(text) = disk
            .read(&path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
        else {
            problems.push(Problem::of_file(
                shown,
                Severity::Error,
                both!("읽을 수 없습니다", "cannot be read as UTF-8 text"),
                both!(
                    "권한과 인코딩을 확인하세요",
                    "check its permissions and encoding"
                ),
            ));
            continue;
        };
        let (preset, found) = read(&name, &shown, &text);
        problems.extend(found);
        let Some(preset) = preset else { continue };
        match presets.iter_mut().find(|other| other.name == preset.name) {
            Some(other) => *other = preset,
            None => presets.push(preset),
        }
    }
    (presets, problems)
}

/// Reads one preset. `None` where it has no round that asks anything.
pub fn read(name: &str, path: &str, text: &str) -> (Option<Preset>, Vec<Problem>) {
    let report = Report::new(path, text.strip_prefix('\u{feff}').unwrap_or(text));
    let preset = read_into(name, &report);
    (preset, report.into_problems())
}

fn read_into(name: &str, report: &Report<'_>) -> Option<Preset> {
    let table = parse(report);
    let mut fields = Fields::new(table.get_ref(), 0..0, report);
    let title = fields
        .both("title")
        .unwrap_or_else(|| Both::new(name.to_owned(), name.to_owned()));
    let about = fields
        .both("about")
        .unwrap_or_else(|| Both::new(String::new(), String::new()));
    let mode = fields
        .one_of("mode", &Mode::WORDS)
        .map_or(Mode::Practice, |mode| mode.value);
    let rounds: Vec<Round> = fields
        .tables("rounds")
        .into_iter()
        .map(read_round)
        .collect();
    fields.finish();
    if rounds.is_empty() {
        report.error(
            &(0..0),
            both!("라운드가 없습니다", "the preset has no round"),
            both!("[[rounds]] 를 넣으세요", "add [[rounds]]"),
        );
        return None;
    }
    Some(Preset {
        name: name.to_owned(),
        title,
        about,
        mode,
        rounds,
    })
}

fn read_round(mut fields: Fields<'_, '_>) -> Round {
    let title = fields
        .both("title")
        .unwrap_or_else(|| both!("질문", "Questions"));
    let from = Selection {
        kinds: fields.all_of("kinds", &Kind::WORDS),
        types: fields.all_of("types", &CardType::WORDS),
        tags: fields.plain_texts("tags"),
        not_tags: fields.plain_texts("not_tags"),
        decks: fields.plain_texts("decks"),
        importance: fields
            .whole_number("importance", 0, 3)
            .and_then(|least| u8::try_from(least.value).ok())
            .unwrap_or(0),
        cards: Vec::new(),
    };
    let whole =
        |found: Option<crate::fields::At<i64>>| found.and_then(|n| usize::try_from(n.value).ok());
    let fill = fields.plain_texts("fill");
    let count = whole(fields.whole_number("count", 1, 200)).unwrap_or(1);
    let most_a_tag = whole(fields.whole_number("most_a_tag", 1, 200));
    let think = fields
        .length("think")
        .map_or(Duration::ZERO, |think| think.value);
    let answer = fields.length("answer").map(|answer| answer.value);
    let mut follow_ups = FollowUps {
        most: 0,
        chance: 1.0,
        answer: Duration::from_secs(45),
    };
    if let Some(mut table) = fields.table("follow_ups") {
        follow_ups.most = whole(table.whole_number("most", 0, 8)).unwrap_or(1);
        follow_ups.chance = table.share("chance").map_or(1.0, |chance| chance.value);
        follow_ups.answer = table
            .length("answer")
            .map_or(follow_ups.answer, |answer| answer.value);
        table.finish();
    }
    fields.finish();
    Round {
        title,
        from,
        fill,
        count,
        most_a_tag,
        think,
        answer,
        follow_ups,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Vec<Preset> {
        let (presets, problems) = load(&Disk::whole(), Path::new("/nonexistent"));
        assert_eq!(problems, Vec::new());
        presets
    }

    #[test]
    fn the_shipped_presets_are_as_promised() {
        let presets = built_in();
        let warmup = presets
            .iter()
            .find(|preset| preset.name == "warmup")
            .unwrap();
        assert_eq!((warmup.count(), warmup.length().as_secs()), (4, 280));
        let phone = presets
            .iter()
            .find(|preset| preset.name == "phone")
            .unwrap();
        assert_eq!(phone.count(), 14);
        assert_eq!(phone.length().as_secs() / 60, 17);
        assert!((phone.rounds[2].follow_ups.chance - 0.3).abs() < 1e-9);
    }

    #[test]
    fn a_wrong_preset_says_where_and_the_rest_is_used() {
        let (preset, problems) = read(
            "mine",
            "mine.toml",
            "mode = \"lively\"\n[[rounds]]\ncount = 0\nkinds = [\"technicl\"]\nanswer = \"2m\"\n",
        );
        let preset = preset.unwrap();
        assert_eq!(preset.rounds[0].answer, Some(Duration::from_secs(120)));
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "mine.toml:1:8: error: `mode` cannot be \"lively\"; write one of practice, live",
                "mine.toml:3:9: error: `count` is 0, and must be from 1 to 200; write a number from 1 to 200",
                "mine.toml:4:10: error: `kinds` cannot be \"technicl\"; did you mean \"technical\"?",
            ]
        );
    }

    #[test]
    fn another_count_keeps_the_shares_of_the_rounds() {
        let phone = built_in()
            .into_iter()
            .find(|preset| preset.name == "phone")
            .unwrap();
        let counts = |count| {
            phone
                .clone()
                .with_count(count)
                .rounds
                .iter()
                .map(|round| round.count)
                .collect::<Vec<_>>()
        };
        assert_eq!(counts(14), [1, 2, 9, 2]);
        assert_eq!(counts(28).iter().sum::<usize>(), 28);
        assert_eq!(counts(4), [1, 1, 1, 1]);
        assert_eq!(counts(1).iter().sum::<usize>(), 1);
    }
}
