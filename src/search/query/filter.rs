//! Filters: what is known of a card besides its words.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::vocabulary::{Vocabulary, names_meant, plain};
use crate::bank::audience::ALL;
use crate::bank::{Entry, Kind, Level, Origin, role};
use crate::both;
use crate::clock;
use crate::language::Both;
use crate::text;
use crate::text::hangul::keyboard::hangul_as_latin;

/// What the history says of one card; whoever runs the query knows it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that a filter asks for"
)]
pub struct CardFacts {
    /// How often it was answered.
    pub attempts: u32,
    /// The score of the last scored answer, 1–5.
    pub last_score: Option<u8>,
    /// When it was last answered.
    pub last_answered: Option<DateTime<FixedOffset>>,
    /// Whether it counts as weak.
    pub is_weak: bool,
    /// Whether it is due for review.
    pub is_due: bool,
    /// Whether it fails again and again.
    pub is_stuck: bool,
    /// Whether the user has set it aside.
    pub is_aside: bool,
    /// Whether it is in a language and for a role that is practised.
    pub is_practised: bool,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `=`, or no sign
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
}

/// A value to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison<T> {
    /// How.
    pub order: Order,
    /// With what.
    pub value: T,
}

impl<T: PartialOrd> Comparison<T> {
    fn holds(&self, own: &T) -> bool {
        match self.order {
            Order::Below => own < &self.value,
            Order::AtMost => own <= &self.value,
            Order::Equal => own == &self.value,
            Order::AtLeast => own >= &self.value,
            Order::Above => own > &self.value,
        }
    }
}

/// A state that a card can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Often answered badly, or forgotten soon.
    Weak,
    /// Without the user's answer.
    Unwritten,
    /// Due for review.
    Due,
    /// Never answered.
    New,
    /// Asked in a real interview.
    Asked,
    /// In a deck of the user's own.
    Mine,
    /// Fails again and again.
    Stuck,
    /// Set aside by the user.
    Aside,
}

impl State {
    /// The words after `is:`, with their meaning.
    pub(super) const WORDS: [(&'static str, Self, Both<&'static str>); 8] = [
        ("weak", Self::Weak, Both::new("약한 질문", "weak cards")),
        (
            "unwritten",
            Self::Unwritten,
            Both::new("답변을 쓰지 않은 질문", "cards without an answer"),
        ),
        (
            "due",
            Self::Due,
            Both::new("복습할 질문", "cards due for review"),
        ),
        (
            "new",
            Self::New,
            Both::new("아직 답하지 않은 질문", "cards never answered"),
        ),
        (
            "asked",
            Self::Asked,
            Both::new("실제로 받은 질문", "cards asked in a real interview"),
        ),
        (
            "mine",
            Self::Mine,
            Both::new("내가 만든 질문", "cards of my own decks"),
        ),
        ("stuck", Self::Stuck, Both::new("막힌 질문", "stuck cards")),
        (
            "aside",
            Self::Aside,
            Both::new("보류한 질문", "cards set aside"),
        ),
    ];
}

/// One filter. Several values of one filter are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// `kind:technical`
    Kind(Vec<Kind>),
    /// `deck:network`: ids of the decks that are meant.
    Deck(Vec<String>),
    /// `tag:redis`
    Tag(Vec<String>),
    /// `lang:ko`; without a code, any language.
    Lang(Vec<String>),
    /// `role:backend-jvm`: cards for any of these roles, and those for everybody; without a role,
    /// cards for any.
    Role(Vec<String>),
    /// `level:senior`: cards for any of these levels, and those for everybody.
    Level(Vec<Level>),
    /// `company:…`
    Company(Vec<String>),
    /// `score:<3`: the last score. A card never scored has none, so that nothing holds for it.
    Score(Comparison<u8>),
    /// `last:>7d`: how long ago it was last answered; nothing holds for a card never answered.
    Last(Comparison<Duration>),
    /// `time:>2m`: the answer's time; nothing holds for a card without one.
    Time(Comparison<Duration>),
    /// `importance:>=2`
    Importance(Comparison<u8>),
    /// `is:weak`
    Is(State),
    /// `has:follow-up`
    HasFollowUp,
}

/// The names of the filters, with what they ask and an example.
pub(super) const NAMES: [(&str, Both<&str>, &str); 13] = [
    ("kind", Both::new("분류", "kind of deck"), "kind:technical"),
    ("deck", Both::new("덱", "deck"), "deck:network"),
    ("tag", Both::new("태그", "tag"), "tag:redis"),
    ("lang", Both::new("언어", "language"), "lang:ko"),
    ("role", Both::new("직무", "role"), "role:backend"),
    ("level", Both::new("경력", "experience"), "level:senior"),
    ("company", Both::new("회사", "company"), "company:toss"),
    ("score", Both::new("마지막 점수", "last score"), "score:<3"),
    (
        "last",
        Both::new("마지막으로 답한 지", "since the last answer"),
        "last:>7d",
    ),
    (
        "time",
        Both::new("답변 시간", "time for the answer"),
        "time:>2m",
    ),
    (
        "importance",
        Both::new("중요도", "importance"),
        "importance:>=2",
    ),
    ("is", Both::new("상태", "state"), "is:weak"),
    ("has", Both::new("있는 것", "what it has"), "has:follow-up"),
];

/// The filters' names and their commonest values in Korean.
const KOREAN: [(&str, &str); 24] = [
    ("종류", "kind"),
    ("분류", "kind"),
    ("덱", "deck"),
    ("태그", "tag"),
    ("언어", "lang"),
    ("회사", "company"),
    ("점수", "score"),
    ("마지막", "last"),
    ("시간", "time"),
    ("중요도", "importance"),
    ("중요", "importance"),
    ("상태", "is"),
    ("기술", "technical"),
    ("인성", "personal"),
    ("약한", "weak"),
    ("복습", "due"),
    ("복습할", "due"),
    ("새", "new"),
    ("답없는", "unwritten"),
    ("받은", "asked"),
    ("실제", "asked"),
    ("내", "mine"),
    ("꼬리질문", "follow-up"),
    ("있는것", "has"),
];

/// The word of the query language for a Korean one; any other word as it is.
pub(super) fn in_english(word: &str) -> &str {
    let known = KOREAN.iter().find(|(korean, _)| *korean == word);
    known.map_or(word, |&(_, english)| english)
}

/// Why a word is not a filter that can be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    /// It is not meant as one.
    NotAFilter,
    /// It is one, but wrong.
    Filter {
        what: Both,
        mend: Both,
        is_unfinished: bool,
    },
}

impl Unusable {
    fn wrong(what: Both, mend: Both) -> Self {
        Self::Filter {
            what,
            mend,
            is_unfinished: false,
        }
    }

    fn unfinished(what: Both, mend: Both) -> Self {
        Self::Filter {
            what,
            mend,
            is_unfinished: true,
        }
    }
}

impl Filter {
    /// The filter of a name and its written value.
    pub(super) fn read(name: &str, value: &str, vocabulary: &Vocabulary) -> Result<Self, Unusable> {
        let name = plain(name);
        let name = in_english(&name);
        let Some(&(name, _, example)) = NAMES.iter().find(|(known, ..)| *known == name) else {
            return Err(unknown_name(name, value));
        };
        if value.is_empty() {
            return Err(Unusable::unfinished(
                both!("`{name}:` 뒤에 값이 없습니다", "`{name}:` has no value"),
                example_of(example),
            ));
        }
        match name {
            "kind" => Ok(Self::Kind(words(name, value, &Kind::WORDS)?)),
            "deck" => Ok(Self::Deck(named(name, value, &vocabulary.decks)?)),
            "tag" => Ok(Self::Tag(named(name, value, &vocabulary.tags)?)),
            "lang" | "role" if plain(value) == ALL => Ok(match name {
                "lang" => Self::Lang(Vec::new()),
                _ => Self::Role(Vec::new()),
            }),
            // The interface's own languages are known where no deck says one.
            "lang" if values(value).all(|code| matches!(code, "ko" | "en")) => {
                Ok(Self::Lang(values(value).map(str::to_owned).collect()))
            }
            "role" => Ok(Self::Role(roles(name, value)?)),
            "level" => Ok(Self::Level(words(name, value, &Level::WORDS)?)),
            "lang" => Ok(Self::Lang(named(name, value, &vocabulary.langs)?)),
            "company" => Ok(Self::Company(named(name, value, &vocabulary.companies)?)),
            "score" => Ok(Self::Score(number(name, value, 1, 5, example)?)),
            "importance" => Ok(Self::Importance(number(name, value, 0, 3, example)?)),
            "last" => Ok(Self::Last(age(value, example)?)),
            "time" => Ok(Self::Time(length(value, example)?)),
            "is" => {
                let states = State::WORDS.map(|(word, state, _)| (word, state));
                one_word(name, value, &states).map(Self::Is)
            }
            _ => one_word(name, value, &[("follow-up", ())]).map(|()| Self::HasFollowUp),
        }
    }

    /// Whether it says itself whose cards are meant: those of languages, of roles, or of decks.
    pub fn is_of_audience(&self) -> bool {
        matches!(
            self,
            Self::Lang(_) | Self::Role(_) | Self::Deck(_) | Self::Company(_)
        )
    }

    /// Whether it holds for a card.
    pub(super) fn holds(
        &self,
        entry: Entry<'_>,
        facts: &CardFacts,
        now: DateTime<FixedOffset>,
    ) -> bool {
        let Entry { deck, card } = entry;
        let is_one_of = |names: &[String], own: &Option<String>| {
            own.as_ref().is_some_and(|own| names.contains(own))
        };
        match self {
            Self::Kind(kinds) => kinds.contains(&deck.kind),
            Self::Deck(ids) => ids.contains(&deck.id),
            Self::Tag(tags) => tags.iter().any(|tag| card.has_tag(tag)),
            Self::Lang(langs) => {
                langs.is_empty() || deck.lang.is_none() || is_one_of(langs, &deck.lang)
            }
            Self::Role(roles) => entry.is_for(roles),
            Self::Level(levels) => card.level.is_none_or(|own| levels.contains(&own)),
            Self::Company(companies) => is_one_of(companies, &deck.company),
            Self::Score(score) => facts.last_score.is_some_and(|last| score.holds(&last)),
            Self::Last(age) => facts.last_answered.is_some_and(|last| {
                let ago = (now - last).max(TimeDelta::zero()).to_std();
                age.holds(&ago.unwrap_or_default())
            }),
            Self::Time(time) => card.time.is_some_and(|own| time.holds(&own)),
            Self::Importance(importance) => importance.holds(&card.importance),
            Self::Is(State::Weak) => facts.is_weak,
            Self::Is(State::Unwritten) => card.is_unwritten(),
            Self::Is(State::Due) => facts.is_due,
            Self::Is(State::New) => facts.attempts == 0,
            Self::Is(State::Asked) => !card.asked.is_empty(),
            Self::Is(State::Stuck) => facts.is_stuck,
            Self::Is(State::Aside) => facts.is_aside,
            Self::Is(State::Mine) => deck.origin != Origin::BuiltIn,
            Self::HasFollowUp => !card.follow_ups.is_empty(),
        }
    }
}

fn example_of(example: impl fmt::Display) -> Both {
    both!("예: {example}", "for example {example}")
}

/// A name that is nearly a filter's, or is one typed with the keyboard in Korean, is a mistake;
/// any other is a word with a colon in it.
fn unknown_name(name: &str, value: &str) -> Unusable {
    let names = || NAMES.iter().map(|(known, ..)| *known);
    let typed = hangul_as_latin(name);
    let same_keys = names().find(|known| *known == typed && typed != name);
    let near = || text::nearest(name, names()).filter(|_| name.chars().count() > 2);
    let Some(meant) = same_keys.or_else(near) else {
        return Unusable::NotAFilter;
    };
    let value = if same_keys.is_some() {
        hangul_as_latin(value)
    } else {
        value.to_owned()
    };
    Unusable::wrong(
        both!(
            "`{name}:` 이라는 조건은 없습니다",
            "there is no filter `{name}:`"
        ),
        both!(
            "`{meant}:{value}` 인가요? 글자 그대로 찾으려면 앞에 ' 를 붙이세요",
            "did you mean `{meant}:{value}`? Put ' before it to look for the text"
        ),
    )
}

fn words<T: Copy>(name: &str, value: &str, words: &[(&str, T)]) -> Result<Vec<T>, Unusable> {
    values(value)
        .map(|written| one_word(name, written, words))
        .collect()
}

/// The values between commas; a comma at the end is one that is still to come.
fn values(value: &str) -> impl Iterator<Item = &str> {
    value.trim_end_matches(',').split(',')
}

fn one_word<T: Copy>(name: &str, written: &str, words: &[(&str, T)]) -> Result<T, Unusable> {
    let wanted = plain(written);
    let wanted = in_english(&wanted).to_owned();
    if let Some(&(_, meant)) = words.iter().find(|(word, _)| *word == wanted) {
        return Ok(meant);
    }
    let what = both!(
        "`{name}:{written}` 은 없습니다",
        "there is no `{name}:{written}`"
    );
    let typed = hangul_as_latin(&wanted);
    let known = || words.iter().map(|(word, _)| *word);
    let begun = known().find(|word| word.starts_with(&wanted) && !wanted.is_empty());
    let same_keys = known().find(|word| *word == typed);
    if let Some(meant) = begun
        .or(same_keys)
        .or_else(|| text::nearest(&wanted, known()))
    {
        let mend = both!("`{name}:{meant}` 인가요?", "did you mean `{name}:{meant}`?");
        let is_unfinished = begun.is_some();
        return Err(Unusable::Filter {
            what,
            mend,
            is_unfinished,
        });
    }
    let all = known().collect::<Vec<_>>().join(", ");
    Err(Unusable::wrong(
        what,
        both!("쓸 수 있는 값: {all}", "it can be {all}"),
    ))
}

/// The roles that written names stand for.
fn roles(name: &str, value: &str) -> Result<Vec<String>, Unusable> {
    let known: Vec<(&str, &str)> = role::names().map(|role| (role, role)).collect();
    let names = words(name, value, &known)?;
    Ok(role::in_order(
        &names.into_iter().map(str::to_owned).collect::<Vec<_>>(),
    ))
}

/// The names that each written value means.
fn named(filter: &str, value: &str, names: &[String]) -> Result<Vec<String>, Unusable> {
    let mut meant: Vec<String> = Vec::new();
    for written in values(value) {
        let found = names_meant(written, names);
        if found.is_empty() {
            return Err(unknown_value(filter, written, names));
        }
        meant.extend(found.into_iter().cloned());
    }
    Ok(meant)
}

fn unknown_value(filter: &str, written: &str, names: &[String]) -> Unusable {
    let what = both!(
        "`{filter}:{written}` 인 질문이 없습니다",
        "no card has `{filter}:{written}`"
    );
    // A deck is known by its last folder too.
    let last_parts = names
        .iter()
        .map(|name| name.rsplit('/').next().unwrap_or(name));
    let known = names.iter().map(String::as_str).chain(last_parts);
    let typed = hangul_as_latin(written);
    let near = text::nearest(written, known.clone()).or_else(|| text::nearest(&typed, known));
    if let Some(near) = near {
        let mend = both!(
            "`{filter}:{near}` 인가요?",
            "did you mean `{filter}:{near}`?"
        );
        return Unusable::wrong(what, mend);
    }
    let some = names
        .iter()
        .take(5)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let mend = match names.len() {
        0 => both!("아직 아무 값도 없습니다", "there are none yet"),
        1..=5 => both!("있는 값: {some}", "there is {some}"),
        _ => both!("있는 값: {some}, …", "there is {some}, …"),
    };
    Unusable::wrong(what, mend)
}

/// A sign of comparison and what follows it.
fn signed(value: &str) -> (Option<Order>, &str) {
    const SIGNS: [(&str, Order); 7] = [
        ("<=", Order::AtMost),
        (">=", Order::AtLeast),
        ("≤", Order::AtMost),
        ("≥", Order::AtLeast),
        ("<", Order::Below),
        (">", Order::Above),
        ("=", Order::Equal),
    ];
    let signs = SIGNS.iter();
    let found = signs.filter_map(|&(sign, order)| Some((Some(order), value.strip_prefix(sign)?)));
    found.into_iter().next().unwrap_or((None, value))
}

fn number(
    name: &str,
    value: &str,
    least: u8,
    most: u8,
    example: &str,
) -> Result<Comparison<u8>, Unusable> {
    let (order, digits) = signed(value);
    let mend = both!(
        "{least}부터 {most}까지의 수를 쓰세요. 예: {example}",
        "write a number from {least} to {most}, for example {example}"
    );
    match digits.parse::<u8>() {
        Ok(value) if (least..=most).contains(&value) => Ok(Comparison {
            order: order.unwrap_or(Order::Equal),
            value,
        }),
        _ if digits.is_empty() => Err(Unusable::unfinished(
            both!(
                "`{name}:{value}` 뒤에 수가 없습니다",
                "`{name}:{value}` has no number"
            ),
            mend,
        )),
        _ => Err(Unusable::wrong(
            both!(
                "`{name}` 은 {digits} 일 수 없습니다",
                "`{name}` cannot be {digits}"
            ),
            mend,
        )),
    }
}

/// `>7d`: hours, days or weeks. Without a sign it means at most that long ago.
fn age(value: &str, example: &str) -> Result<Comparison<Duration>, Unusable> {
    let (order, written) = signed(value);
    let (digits, unit) = written.split_at(written.trim_end_matches(char::is_alphabetic).len());
    let hours = match plain(unit).as_str() {
        "h" => Some(1),
        "d" => Some(24),
        "w" => Some(24 * 7),
        _ => None,
    };
    let count = digits.parse::<u32>().ok();
    if let (Some(hours), Some(count)) = (hours, count) {
        let value = Duration::from_secs(u64::from(count) * hours * 3600);
        return Ok(Comparison {
            order: order.unwrap_or(Order::AtMost),
            value,
        });
    }
    let what = both!(
        "`last:{value}` 를 알 수 없습니다",
        "`last:{value}` is not a time ago"
    );
    let mend = both!(
        "시간 h, 날 d, 주 w 로 쓰세요. 예: {example}",
        "write hours h, days d or weeks w, for example {example}"
    );
    let is_unfinished = unit.is_empty() && (count.is_some() || digits.is_empty());
    Err(Unusable::Filter {
        what,
        mend,
        is_unfinished,
    })
}

fn length(value: &str, example: &str) -> Result<Comparison<Duration>, Unusable> {
    let (order, written) = signed(value);
    clock::parse_length(written)
        .map(|value| Comparison {
            order: order.unwrap_or(Order::Equal),
            value,
        })
        .map_err(|_| Unusable::Filter {
            what: both!(
                "`time:{value}` 를 알 수 없습니다",
                "`time:{value}` is not a length"
            ),
            mend: both!(
                "90s, 2m, 1m30s 처럼 쓰세요. 예: {example}",
                "write 90s, 2m or 1m30s, for example {example}"
            ),
            is_unfinished: written.bytes().all(|byte| byte.is_ascii_digit()),
        })
}
