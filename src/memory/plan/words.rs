//! What the plan says of its choices.

use crate::both;
use crate::language::Both;
use crate::memory::calibration::percent;
use crate::memory::weakness::Reason;

/// Why a card is on today's list.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It was never tried: the chance of recall on the day, left alone and as planned from now.
    New {
        /// Left alone, 0–1.
        without: f64,
        /// As planned, 0–1.
        with: f64,
    },
    /// Practice raises the chance of recall on the day.
    Raises {
        /// Left alone, 0–1.
        without: f64,
        /// As planned, 0–1.
        with: f64,
    },
    /// It was answered with certainty and wrongly, and comes back within two days.
    ComesBack {
        /// Left alone, 0–1.
        without: f64,
        /// As planned, 0–1.
        with: f64,
    },
    /// Time is left, and it was tried today already.
    Again,
    /// It is due, for this many days.
    Due(u32),
    /// It is weak.
    Weak(Option<Reason>),
}

impl Why {
    /// The reason in words.
    pub fn words(&self) -> Both {
        match self {
            Self::New { without, with } => {
                let (without, with) = (percent(*without), percent(*with));
                both!(
                    "처음: 그날 {without} % → {with} %",
                    "new: {without} % → {with} % on the day"
                )
            }
            Self::Raises { without, with } => {
                let (without, with) = (percent(*without), percent(*with));
                both!(
                    "그날 {without} % → {with} %",
                    "{without} % → {with} % on the day"
                )
            }
            Self::ComesBack { without, with } => {
                let (without, with) = (percent(*without), percent(*with));
                both!(
                    "자신 있게 틀렸던 카드: 그날 {without} % → {with} %",
                    "sure but wrong: {without} % → {with} % on the day"
                )
            }
            Self::Again => both!("남는 시간에 한 번 더", "once more, since time is left"),
            Self::Due(0) => both!("오늘 볼 차례", "due today"),
            Self::Due(days) => {
                let days = *days;
                both!("{days}일 밀림", "due for {days}", days => "day" "days")
            }
            Self::Weak(Some(reason)) => reason.words(),
            Self::Weak(None) => both!("약함", "weak"),
        }
    }
}

/// What else is to be said of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// There is no card to practise at all.
    NoCards,
    /// No interview is coming.
    NoInterview,
    /// Today is a day off.
    DayOff,
    /// Every day up to the interviews is a day off.
    AllDaysOff,
    /// No minutes are given.
    NoMinutes,
    /// Today's minutes are used up.
    Done,
    /// An interview is today: its title.
    Today(String),
    /// An interview is more than a year away: its title.
    FarAway(String),
    /// No card counts for an interview: its title.
    NothingFor(String),
}

impl Note {
    /// The note in words.
    pub fn words(&self) -> Both {
        match self {
            Self::NoCards => both!(
                "연습할 카드가 없습니다. 덱을 넣거나 미뤄 둔 카드를 다시 꺼내세요",
                "there is no card to practise: add a deck, or take up suspended cards again"
            ),
            Self::NoInterview => both!(
                "잡힌 면접이 없어 복습할 차례와 약한 카드 순서로 보여 줍니다",
                "no interview is coming, so these are the cards that are due, then the weak ones"
            ),
            Self::DayOff => both!("오늘은 쉬는 날입니다", "today is a day off"),
            Self::AllDaysOff => both!(
                "면접까지 모두 쉬는 날입니다. 쉬는 날을 하루라도 줄이세요",
                "every day up to the interview is off: give one of them minutes"
            ),
            Self::NoMinutes => both!(
                "하루 연습 시간이 0분입니다. 몇 분이라도 정하세요",
                "no minutes a day are set aside: a few would do"
            ),
            Self::Done => both!("오늘 시간은 다 썼습니다", "today's minutes are used up"),
            Self::Today(title) => both!("{title}{이} 오늘입니다", "{title} is today"),
            Self::FarAway(title) => both!(
                "{title}까지 한 해가 넘게 남아 예측은 어림일 뿐입니다",
                "{title} is more than a year away; its forecast is a rough one"
            ),
            Self::NothingFor(title) => both!(
                "{title}에 맞는 카드가 없습니다. 덱과 태그를 확인하세요",
                "no card counts for {title}: check its decks and tags"
            ),
        }
    }
}
