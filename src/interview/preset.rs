//! Presets: interviews described in TOML, the program's in `assets/presets/` and the user's own.

use std::time::Duration;

use crate::bank::{CardId, CardType, Kind};
use crate::both;
use crate::history::record::Rules;
use crate::language::Both;

mod read;

pub use read::{load, read, unknown_names};

/// When scores are given, and whether the clock may be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Score and model answer after each question; pausing is allowed.
    Practice,
    /// No pause; scores at the end of each round.
    Live,
    /// The answer is shown at once, nothing is scored, and memory takes no notice.
    NightBefore,
}

impl Mode {
    /// The words of the preset format and of the history.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("practice", Self::Practice),
        ("live", Self::Live),
        ("night-before", Self::NightBefore),
    ];

    /// The mode of a word in the history; practice where a newer program wrote another one.
    pub fn of_word(word: &str) -> Self {
        let found = Self::WORDS.iter().find(|(own, _)| *own == word);
        found.map_or(Self::Practice, |&(_, mode)| mode)
    }

    /// The word of the preset format and of the history.
    pub fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Live => "live",
            Self::NightBefore => "night-before",
        }
    }
}

/// An interview as it is described, before any question is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// The file's name without `.toml`.
    pub name: String,
    /// Names that it had: histories and commands may go on using them.
    pub was: Vec<String>,
    /// What it is called.
    pub title: Both,
    /// What it is for, in a sentence.
    pub about: Both,
    /// Practice or live.
    pub mode: Mode,
    /// Languages in which it is held, by code; any where none is named.
    pub languages: Vec<String>,
    /// Roles that it is an interview for; any where none is named.
    pub roles: Vec<String>,
    /// Whether one line is written at the end.
    pub one_line: bool,
    /// How hard the interviewer presses in a live interview, up to [`HARDEST`]: 1 follow-ups come at
    /// once, 2 an answer a round is broken off, 3 silence and a question out of the blue.
    pub pressure: u8,
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
    /// At most this many cards with one and the same tag of their own, while there are others.
    pub most_a_tag: usize,
    /// Time to think before each.
    pub think: Duration,
    /// Time to answer.
    pub answer: Limit,
    /// Follow-ups after each.
    pub follow_ups: FollowUps,
    /// The parts in which one card is answered; empty where it is answered at once.
    pub parts: Vec<Part>,
    /// Instead of drawing: every question of a past interview, in its order.
    pub replay: bool,
    /// What else holds.
    pub rules: Rules,
}

/// The time that an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The card's own time.
    OfTheCard,
    /// This long.
    Of(Duration),
    /// Time is kept and no limit is set.
    Unlimited,
}

impl Limit {
    /// The limit for a card whose own time is `own`; zero is no limit.
    pub fn for_card(self, own: Option<Duration>) -> Duration {
        match self {
            Self::OfTheCard => own.unwrap_or(USUAL_ANSWER),
            Self::Of(time) => time,
            Self::Unlimited => Duration::ZERO,
        }
    }
}

/// One part of an answer that is given in parts: a step of a story, a phase of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What is said at its beginning.
    pub words: Both,
    /// Time to think before it.
    pub think: Duration,
    /// Time to answer.
    pub answer: Duration,
    /// Whether what is typed in it is a list that is ticked off in the parts after it.
    pub list: bool,
    /// What is asked after it.
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
    /// Decks of any of these companies.
    pub companies: Vec<String>,
    /// Any of these filters of the question bank, such as `is:weak tag:kafka`.
    pub find: Vec<String>,
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
    /// Whether an interviewer's usual probes are asked where the card has no more of its own.
    pub probes: bool,
}

impl FollowUps {
    /// None at all.
    pub const NONE: Self = Self {
        most: 0,
        chance: 1.0,
        answer: Duration::from_secs(45),
        probes: true,
    };

    /// How long they take on average.
    fn length(&self) -> Duration {
        let most = u32::try_from(self.most).unwrap_or(u32::MAX);
        self.answer.saturating_mul(most).mul_f64(self.chance)
    }
}

/// At most so many cards of a tag in a round where the preset does not say.
pub const USUAL_MOST_A_TAG: usize = 2;

/// The greatest pressure.
pub const HARDEST: u8 = 3;

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
            was: Vec::new(),
            languages: Vec::new(),
            roles: Vec::new(),
            title: both!("고른 질문", "Chosen questions"),
            about: both!(
                "질문 은행에서 고른 카드",
                "Cards chosen in the question bank"
            ),
            mode: Mode::Practice,
            one_line: false,
            pressure: 0,
            rounds: vec![Round {
                title: both!("고른 질문", "Chosen questions"),
                from: Selection {
                    types,
                    cards,
                    ..Selection::default()
                },
                fill: Vec::new(),
                count,
                most_a_tag: count.max(1),
                think: Duration::from_secs(10),
                answer: Limit::OfTheCard,
                follow_ups: FollowUps {
                    most: 1,
                    chance: 0.5,
                    probes: false,
                    ..FollowUps::NONE
                },
                parts: Vec::new(),
                replay: false,
                rules: Rules::default(),
            }],
        }
    }

    /// The preset with this name, else the one that had it.
    pub fn called<'p>(presets: &'p [Self], name: &str) -> Option<&'p Self> {
        let by_name = presets.iter().find(|preset| preset.name == name);
        by_name.or_else(|| {
            presets
                .iter()
                .find(|preset| preset.was.iter().any(|was| was == name))
        })
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
            round.answer = answer.map_or(round.answer, Limit::Of);
            for part in &mut round.parts {
                part.think = think.unwrap_or(part.think);
                part.answer = answer.unwrap_or(part.answer);
            }
        }
        self
    }

    /// How hard the interviewer presses: nobody is pressed in practice.
    pub fn pressure(&self) -> u8 {
        match self.mode {
            Mode::Live => self.pressure.min(HARDEST),
            Mode::Practice | Mode::NightBefore => 0,
        }
    }

    /// Whether it asks the questions of a past interview.
    pub fn replays(&self) -> bool {
        self.rounds.iter().any(|round| round.replay)
    }
}

/// What so much pressure means, a sentence for each step; nothing where there is none.
pub fn pressure_words(pressure: u8) -> Vec<Both> {
    let steps = [
        both!(
            "압박 1: 꼬리질문이 쉴 틈 없이 바로 옵니다.",
            "Pressure 1: follow-ups come at once, without a moment's rest."
        ),
        both!(
            "압박 2: 라운드마다 한 번 답을 끊고, 방금 한 말을 되묻습니다.",
            "Pressure 2: once a round you are stopped and asked about what you said last."
        ),
        both!(
            "압박 3: 답한 뒤 침묵이 오기도 하고, 뜻밖의 질문이 하나 나옵니다.",
            "Pressure 3: silence may follow an answer, and one question comes out of the blue."
        ),
    ];
    steps.into_iter().take(usize::from(pressure)).collect()
}

impl Round {
    fn length(&self) -> Duration {
        let parts = self
            .parts
            .iter()
            .map(|part| part.think + part.answer + part.follow_ups.length());
        let one = if self.parts.is_empty() {
            self.think + self.answer.for_card(None) + self.follow_ups.length()
        } else {
            parts.sum()
        };
        one.saturating_mul(u32::try_from(self.count).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Vec<Preset> {
        let nowhere = std::path::Path::new("/nonexistent");
        let (presets, problems) = load(&crate::store::Disk::whole(), nowhere);
        assert_eq!(problems, Vec::new());
        presets
    }

    /// A round in the words of the table that the presets were written from.
    fn row(round: &Round) -> String {
        let time = |time: Duration| time.as_secs();
        let after = |follow_ups: &FollowUps| match (follow_ups.most, follow_ups.chance < 1.0) {
            (0, _) => String::new(),
            (_, true) => format!(" F at {} ×{}", follow_ups.chance, time(follow_ups.answer)),
            (most, false) => format!(" F{most}×{}", time(follow_ups.answer)),
        };
        let answer = match round.answer {
            Limit::OfTheCard => "card".to_owned(),
            Limit::Of(answer) => time(answer).to_string(),
            Limit::Unlimited => "∞".to_owned(),
        };
        let parts: Vec<String> = round
            .parts
            .iter()
            .map(|part| {
                let after = after(&part.follow_ups);
                format!("P{} A{}{after}", time(part.think), time(part.answer))
            })
            .collect();
        let signs = [
            (round.rules.hard, " hard"),
            (round.rules.one_take, " one take"),
            (round.rules.star, " STAR"),
            (round.replay, " replay"),
        ];
        let signs: String = signs
            .iter()
            .filter(|sign| sign.0)
            .map(|sign| sign.1)
            .collect();
        let times = if parts.is_empty() {
            format!(
                "P{} A{answer}{}",
                time(round.think),
                after(&round.follow_ups)
            )
        } else {
            parts.join(" → ")
        };
        format!("{} {} ({times}){signs}", round.title.english, round.count)
    }

    #[test]
    fn the_shipped_presets_are_as_promised() {
        let table: Vec<String> = built_in()
            .iter()
            .filter(|preset| preset.roles.is_empty() && preset.languages.is_empty())
            .map(|preset| {
                let rounds: Vec<String> = preset.rounds.iter().map(row).collect();
                let line = if preset.one_line { " · one line" } else { "" };
                let (name, mode) = (&preset.name, preset.mode.word());
                format!("{name} ({mode}): {}{line}", rounds.join(" · "))
            })
            .collect();
        assert_eq!(
            table,
            [
                "warmup (practice): Self-introduction 1 (P10 A60) · Frequent questions 3 (P10 A60)",
                "daily (practice): Today's question 1 (P20 A90 F1×45) · one line",
                "blitz (practice): Technical 12 (P3 A40) hard",
                "phone (practice): Self-introduction 1 (P10 A60) · Motivation 2 (P10 A75) · Technical 9 (P5 A60 F at 0.3 ×45) · Your questions 2 (P15 A30)",
                "first-tech-kr (live): Self-introduction 1 (P15 A60) · Experience 4 (P15 A120 F2×60) · Technical 8 (P10 A90 F at 0.6 ×45) · Incidents 2 (P20 A150 F1×60) · Collaboration 2 (P10 A90) · Your questions 2 (P20 A30) · Last word 1 (P10 A45)",
                "new-grad-kr (live): Self-introduction 1 (P10 A60) · Motivation 2 (P10 A75) · Basics 7 (P10 A75 F at 0.6 ×45) · Your field 3 (P10 A75 F at 0.6 ×45) · Your project 2 (P15 A120 F2×60) · Teamwork and growth 2 (P10 A90) · Your questions 2 (P15 A30) · Last word 1 (P10 A45)",
                "exec-kr (live): Self-introduction 1 (P15 A60) · Why us 2 (P10 A90 F1×45) · Values and conflict 5 (P10 A75 F1×45) · The company 2 (P10 A90) · Your questions 2 (P20 A30) · Last word 1 (P10 A45)",
                "behavioral-star (practice): Stories 5 (P15 A120 F2×60) STAR",
                "system-design (practice): Design brief 1 (P0 A300 → P0 A600 → P0 A1200 F4×120 → P0 A600)",
                "assignment-review (practice): Walk-through 1 (P0 A300) · Why this design 1 (P10 A180) · Expected questions 6 (P10 A120 F1×60) · What would you change 1 (P15 A120)",
                "ai-interview (live): Basics 3 (P20 A60) hard one take · One story, three questions 1 (P30 A60 → P30 A60 → P30 A60) hard one take · Situations 2 (P30 A90) hard one take",
                "one-way (live): Recorded answers 5 (P30 A150) hard one take",
                "company (practice): The company 6 (P10 A90 F1×45) · Technical 4 (P10 A90) · Your questions 2 (P15 A30)",
                "retro-replay (practice): What was asked 1 (P0 A∞) replay",
                "night-before (night-before): Read through 45 (P0 A20)",
            ]
        );
        let lengths: Vec<u64> = built_in()
            .iter()
            .map(|p| p.length().as_secs() / 60)
            .collect();
        assert_eq!(lengths[0..4], [4, 2, 8, 17]);
    }

    #[test]
    fn a_wrong_preset_says_where_and_the_rest_is_used() {
        let (preset, problems) = read(
            "mine",
            "mine.toml",
            "mode = \"lively\"\n[[rounds]]\ncount = 0\nkinds = [\"technicl\"]\nanswer = \"2m\"\nfind = [\"is:weak\", \"tcp\"]\n",
        );
        let preset = preset.unwrap();
        assert_eq!(preset.rounds[0].answer, Limit::Of(Duration::from_secs(120)));
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "mine.toml:1:8: error: `mode` cannot be \"lively\"; write one of practice, live, night-before",
                "mine.toml:3:9: error: `count` is 0, and must be from 1 to 200; write a number from 1 to 200",
                "mine.toml:4:10: error: `kinds` cannot be \"technicl\"; did you mean \"technical\"?",
                "mine.toml:6:20: error: `find` takes filters only; write them like `is:weak tag:kafka`",
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
