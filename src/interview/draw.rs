//! Drawing the questions of an interview.
//!
//! The seed, the decks and the history decide everything: the same three give the same interview.
//! [`Pool`] is what the decks and the history say at one moment; [`Pool::draw`] adds the seed.

use std::collections::HashMap;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::preset::{Mode, Preset, Round, Selection};
use crate::bank::{Audience, CardType, Entry, Kind};
use crate::both;
use crate::history::record::{PlannedQuestion, PlannedRound, Rules};
use crate::language::{Both, Language};
use crate::search::Query;

mod asking;
mod likeness;
mod pool;
mod pressing;
mod weight;

pub use pool::Pool;
pub use weight::{COOL_DOWN, weight};

/// What narrows a draw beside the preset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Whose cards are drawn.
    pub audience: Audience,
    /// Any of these decks, by id or folder; empty takes all.
    pub decks: Vec<String>,
    /// The company that one prepares for: other companies' decks are left out, and its own come
    /// first where a round is about the company.
    pub company: Option<String>,
    /// Filters of the question bank that every card must pass; empty lets all through.
    pub find: String,
    /// The past interview that is replayed, by name; the latest where none is given.
    pub interview: Option<String>,
    /// Whether one card in four of a practice is asked on after a pass.
    pub asks_why: bool,
}

/// The questions of an interview in the order in which they are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draw {
    /// The rounds; one without any question and without a word about it is left out.
    pub rounds: Vec<DrawnRound>,
}

/// A round with its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnRound {
    /// What it is called.
    pub title: Both,
    /// What is asked, follow-ups after their question.
    pub questions: Vec<PlannedQuestion>,
    /// What was missing, in words; `None` where the round is as described.
    pub shortfall: Option<Both>,
    /// What else holds in it.
    pub rules: Rules,
}

impl Draw {
    /// How many questions, follow-ups included; one that is answered in parts counts once.
    pub fn len(&self) -> usize {
        let questions = self.rounds.iter().flat_map(|round| &round.questions);
        questions
            .filter(|question| question.part.unwrap_or(0) == 0 && !question.after_pass)
            .count()
    }

    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long it takes if every time is used up.
    pub fn length(&self) -> Duration {
        let questions = self.rounds.iter().flat_map(|round| &round.questions);
        Duration::from_millis(
            questions
                .filter(|question| !question.after_pass)
                .map(|question| question.think_ms + question.limit_ms)
                .sum(),
        )
    }

    /// The rounds as the history keeps them.
    pub fn planned(&self, language: Language) -> Vec<PlannedRound> {
        self.rounds
            .iter()
            .filter(|round| !round.questions.is_empty())
            .map(|round| PlannedRound {
                title: round.title.in_language(language).clone(),
                questions: round.questions.clone(),
                rules: round.rules,
            })
            .collect()
    }
}

impl Pool {
    /// Draws an interview.
    pub fn draw(&self, preset: &Preset, narrowing: &Narrowing, seed: u64) -> Draw {
        let narrowing = Narrowing {
            audience: audience_of(preset, &narrowing.audience, seed),
            ..narrowing.clone()
        };
        let mut drawing = Drawing {
            pool: self,
            narrowed_to: self.query(&narrowing.find),
            narrowing: &narrowing,
            random: StdRng::seed_from_u64(seed),
            taken: Vec::new(),
        };
        let drawn: Vec<DrawnRound> = preset
            .rounds
            .iter()
            .map(|round| drawing.round(round))
            .collect();
        let mut rounds: Vec<DrawnRound> = drawn
            .into_iter()
            .filter(|round| !round.questions.is_empty() || round.shortfall.is_some())
            .collect();
        let last = rounds.iter_mut().rfind(|round| !round.questions.is_empty());
        if let Some(last) = last {
            last.rules.one_line = preset.one_line;
        }
        drawing.random = StdRng::seed_from_u64(seed.rotate_left(32));
        match preset.mode {
            Mode::Live => drawing.press(&mut rounds, preset.pressure()),
            Mode::Practice if narrowing.asks_why => drawing.ask_why(&mut rounds),
            Mode::Practice | Mode::NightBefore => {}
        }
        Draw { rounds }
    }
}

/// Whose cards a preset draws that has languages or roles of its own: those of them that one
/// practises, else its own. One interview is for one of its roles, so that no Android question
/// comes beside one about iOS; the seed chooses among several.
fn audience_of(preset: &Preset, audience: &Audience, seed: u64) -> Audience {
    let meant = |practised: &[String], own: &[String]| -> Vec<String> {
        let both = practised.iter().filter(|name| own.contains(name));
        let both: Vec<String> = both.cloned().collect();
        if own.is_empty() {
            practised.to_vec()
        } else if both.is_empty() {
            own.to_vec()
        } else {
            both
        }
    };
    let mut roles = meant(&audience.roles, &preset.roles);
    if !preset.roles.is_empty() && roles.len() > 1 {
        let one = seed % u64::try_from(roles.len()).unwrap_or(1);
        roles = usize::try_from(one).map_or(roles.clone(), |one| vec![roles.swap_remove(one)]);
    }
    Audience {
        languages: meant(&audience.languages, &preset.languages),
        roles,
        is_asked_for: audience.is_asked_for,
    }
}

struct Drawing<'p> {
    pool: &'p Pool,
    narrowing: &'p Narrowing,
    narrowed_to: Query,
    random: StdRng,
    /// The numbers of the cards that are drawn already, in all rounds.
    taken: Vec<usize>,
}

/// What is drawn from in a round, and how far one has come.
struct Drawn<'r> {
    round: &'r Round,
    cards: Vec<usize>,
    of_tag: HashMap<String, usize>,
}

impl Drawing<'_> {
    fn round(&mut self, round: &Round) -> DrawnRound {
        if round.replay {
            return self.replayed(round);
        }
        let mut drawn = Drawn {
            round,
            cards: Vec::new(),
            of_tag: HashMap::new(),
        };
        // The cap makes for variety; it never makes a round shorter.
        self.take(&round.from, &mut drawn, Some(round.most_a_tag));
        self.take(&round.from, &mut drawn, None);
        let found = drawn.cards.len();
        let mut filled_from = Vec::new();
        for tag in &round.fill {
            let before = drawn.cards.len();
            let from = Selection {
                tags: vec![tag.clone()],
                ..round.from.clone()
            };
            self.take(&from, &mut drawn, Some(round.most_a_tag));
            self.take(&from, &mut drawn, None);
            if drawn.cards.len() > before {
                filled_from.push(tag.as_str());
            }
        }
        let shortfall = shortfall(round, found, drawn.cards.len(), &filled_from);
        let cards = drawn.cards;
        DrawnRound {
            title: round.title.clone(),
            questions: self.questions(&cards, round),
            shortfall,
            rules: round.rules,
        }
    }

    /// Draws cards without replacement until the round is full, each with a chance that grows
    /// with its weight (exponential keys: Efraimidis and Spirakis, 2006). Cards that rest since
    /// the last session come when there are no others.
    fn take(&mut self, from: &Selection, drawn: &mut Drawn<'_>, most_a_tag: Option<usize>) {
        if drawn.cards.len() >= drawn.round.count {
            return;
        }
        let found: Vec<Query> = from.find.iter().map(|find| self.pool.query(find)).collect();
        let of_company = self.narrowing.company.as_deref();
        let is_about_company = from.kinds == [Kind::Company] && of_company.is_some();
        let mut keyed: Vec<((bool, bool), f64, usize)> = Vec::new();
        for (number, entry) in self.pool.bank().cards().enumerate() {
            if self.taken.contains(&number) || !self.fits(from, &found, number, entry) {
                continue;
            }
            let uniform: f64 = self.random.random();
            let weight = self
                .pool
                .weight_for(number, entry, &self.narrowing.audience.roles);
            let key = -(1.0 - uniform).ln() / weight;
            let is_other =
                is_about_company && !of_company.is_some_and(|company| entry.deck.is_of(company));
            let is_resting = self.pool.is_resting(number) && from.cards.is_empty();
            keyed.push(((is_resting, is_other), key, number));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for (_, _, number) in keyed {
            if drawn.cards.len() >= drawn.round.count {
                return;
            }
            // What the user chose is asked, alike or not.
            let mut taken = self.taken.iter();
            if from.cards.is_empty() && taken.any(|&taken| self.pool.are_alike(taken, number)) {
                continue;
            }
            let tags = self.pool.own_tags(number, &from.tags);
            let is_full = |tag: &&str| {
                most_a_tag.is_some_and(|most| drawn.of_tag.get(*tag).is_some_and(|&n| n >= most))
            };
            if tags.iter().any(is_full) {
                continue;
            }
            for tag in tags {
                *drawn.of_tag.entry(tag.to_owned()).or_default() += 1;
            }
            self.taken.push(number);
            drawn.cards.push(number);
        }
    }

    /// Every question of a past interview in its order, whatever else is asked for: what was
    /// really asked is asked again.
    fn replayed(&mut self, round: &Round) -> DrawnRound {
        let wanted = self.narrowing.interview.as_ref();
        let past = self
            .pool
            .past()
            .iter()
            .find(|past| wanted.is_none_or(|wanted| past.name == *wanted));
        let cards: Vec<usize> = past
            .iter()
            .flat_map(|past| &past.cards)
            .filter_map(|card| self.pool.bank().number_of(card))
            .collect();
        let shortfall = past.is_none().then(|| {
            both!(
                "되돌아본 면접이 아직 없습니다. 받은 질문의 카드에 asked를 적으면 여기서 다시 답합니다",
                "no past interview yet: cards with `asked` are replayed here"
            )
        });
        let title = match past {
            Some(past) => {
                let (korean, english) = (&round.title.korean, &round.title.english);
                let name = &past.name;
                both!("{korean} · {name}", "{english} · {name}")
            }
            None => round.title.clone(),
        };
        DrawnRound {
            title,
            questions: self.questions(&cards, round),
            shortfall,
            rules: round.rules,
        }
    }

    /// Whether a card may be drawn.
    fn fits(&self, from: &Selection, found: &[Query], number: usize, entry: Entry<'_>) -> bool {
        let (deck, card) = (entry.deck, entry.card);
        let any_or_empty =
            |list: &[String]| list.is_empty() || list.iter().any(|tag| card.has_tag(tag));
        let types = if from.types.is_empty() {
            &[CardType::Question][..]
        } else {
            &from.types
        };
        let is_named = from.cards.contains(&card.id);
        let in_or_empty = |decks: &[String]| decks.is_empty() || deck.is_in(decks);
        let company = self.narrowing.company.as_deref();
        (from.kinds.is_empty() || from.kinds.contains(&deck.kind))
            && types.contains(&card.card_type)
            && any_or_empty(&from.tags)
            && !from.not_tags.iter().any(|tag| card.has_tag(tag))
            && card.importance >= from.importance
            && (from.cards.is_empty() || is_named)
            && (is_named || !self.pool.is_suspended(number))
            && in_or_empty(&from.decks)
            && in_or_empty(&self.narrowing.decks)
            && (from.companies.is_empty() || from.companies.iter().any(|name| deck.is_of(name)))
            && company.is_none_or(|company| deck.company.is_none() || deck.is_of(company))
            && (is_named || self.narrowing.audience.has(entry))
            && self.pool.admits(&self.narrowed_to, number, entry)
            && (found.is_empty()
                || found
                    .iter()
                    .any(|query| self.pool.admits(query, number, entry)))
    }
}

fn shortfall(round: &Round, found: usize, drawn: usize, filled_from: &[&str]) -> Option<Both> {
    let wanted = round.count;
    if found >= wanted {
        return None;
    }
    let filled = filled_from.join(", ");
    if found == 0 && drawn >= wanted && !filled_from.is_empty() {
        return Some(both!(
            "맞는 질문이 없어 {filled} 질문으로 채웁니다",
            "no question of its own; filled from {filled}"
        ));
    }
    Some(match (drawn >= wanted, filled_from.is_empty()) {
        (true, true) => return None,
        (true, false) => both!(
            "맞는 카드가 {found}장뿐이라 {filled}에서 채웁니다",
            "only {found} found here; the rest comes from {filled}",
            found => "card" "cards"
        ),
        (false, true) => {
            both!(
                "{wanted}장이 필요한데 {drawn}장뿐입니다",
                "wants {wanted}; found only {drawn}",
                wanted => "card" "cards"
            )
        }
        (false, false) => both!(
            "{wanted}장이 필요한데 {filled}까지 더해도 {drawn}장입니다",
            "wants {wanted}; found only {drawn}, {filled} included",
            wanted => "card" "cards"
        ),
    })
}

#[cfg(test)]
mod tests;
