//! Drawing the questions of an interview.
//!
//! The seed, the decks and the history decide everything: the same three give the same interview.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::preset::{FollowUps, Preset, Round, Selection, USUAL_ANSWER};
use crate::bank::{Bank, Card, CardId, CardType, Entry};
use crate::both;
use crate::clock::milliseconds;
use crate::history::History;
use crate::history::record::{PlannedQuestion, PlannedRound};
use crate::language::{Both, Language};
use crate::memory;
use crate::text;

/// What narrows a draw beside the preset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Cards of this language; decks without one always fit. `None` takes all.
    pub lang: Option<String>,
    /// Any of these decks, by id or folder; empty takes all.
    pub decks: Vec<String>,
}

/// The questions of an interview in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The rounds; one without any question is left out.
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
}

impl Draw {
    /// How many questions, follow-ups included.
    pub fn len(&self) -> usize {
        self.rounds.iter().map(|round| round.questions.len()).sum()
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
                .map(|question| question.think_ms + question.limit_ms)
                .sum(),
        )
    }

    /// The rounds as the history keeps them.
    pub fn planned(&self, language: Language) -> Vec<PlannedRound> {
        self.rounds
            .iter()
            .map(|round| PlannedRound {
                title: round.title.in_language(language).clone(),
                questions: round.questions.clone(),
            })
            .collect()
    }
}

/// Draws an interview. `now` is what recency is counted from.
pub fn draw(
    bank: &Bank,
    history: &History,
    preset: &Preset,
    narrowing: &Narrowing,
    seed: u64,
    now: DateTime<FixedOffset>,
) -> Draw {
    let mut drawing = Drawing {
        bank,
        history,
        narrowing,
        now,
        random: StdRng::seed_from_u64(seed),
        taken: HashSet::new(),
        wordings: HashSet::new(),
    };
    let rounds = preset.rounds.iter().map(|round| drawing.round(round));
    Draw {
        rounds: rounds
            .filter(|round| !round.questions.is_empty() || round.shortfall.is_some())
            .collect(),
    }
}

struct Drawing<'b> {
    bank: &'b Bank,
    history: &'b History,
    narrowing: &'b Narrowing,
    now: DateTime<FixedOffset>,
    random: StdRng,
    taken: HashSet<CardId>,
    /// Keys of all wordings of the cards taken: a near-duplicate shares one.
    wordings: HashSet<String>,
}

impl<'b> Drawing<'b> {
    fn round(&mut self, round: &Round) -> DrawnRound {
        let mut drawn = self.take(&round.from, round.count, round.most_a_tag);
        let found = drawn.len();
        let mut filled_from = Vec::new();
        for tag in &round.fill {
            if drawn.len() >= round.count {
                break;
            }
            let from = Selection {
                tags: vec![tag.clone()],
                ..round.from.clone()
            };
            let more = self.take(&from, round.count - drawn.len(), round.most_a_tag);
            if !more.is_empty() {
                filled_from.push(tag.as_str());
            }
            drawn.extend(more);
        }
        if drawn.len() < round.count && round.most_a_tag.is_some() {
            drawn.extend(self.take(&round.from, round.count - drawn.len(), None));
        }
        let shortfall = shortfall(round, found, drawn.len(), &filled_from);
        let questions = drawn
            .into_iter()
            .flat_map(|card| self.questions(card, round))
            .collect();
        DrawnRound {
            title: round.title.clone(),
            questions,
            shortfall,
        }
    }

    /// Draws up to `count` cards without replacement, each with a chance that grows with its
    /// weight (exponential keys: Efraimidis and Spirakis, 2006).
    fn take(&mut self, from: &Selection, count: usize, most_a_tag: Option<usize>) -> Vec<&'b Card> {
        let mut keyed: Vec<(f64, &'b Card)> = Vec::new();
        for entry in self.bank.cards() {
            let is_candidate =
                fits(from, self.narrowing, entry) && !self.taken.contains(&entry.card.id);
            if is_candidate {
                let uniform: f64 = self.random.random();
                let weight = weight(entry.card, self.history, self.now);
                keyed.push((-(1.0 - uniform).ln() / weight, entry.card));
            }
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut of_tag: HashMap<&str, usize> = HashMap::new();
        let mut drawn = Vec::new();
        for (_, card) in keyed {
            if drawn.len() == count {
                break;
            }
            let keys = wording_keys(card);
            if keys.iter().any(|key| self.wordings.contains(key)) {
                continue;
            }
            if let Some(most) = most_a_tag {
                // The last tag is the card's own; those before it are shared by the whole deck.
                let tag = card.tags.last().map_or("", String::as_str);
                let used = of_tag.entry(tag).or_default();
                if *used == most {
                    continue;
                }
                *used += 1;
            }
            self.wordings.extend(keys);
            self.taken.insert(card.id.clone());
            drawn.push(card);
        }
        drawn
    }

    fn questions(&mut self, card: &Card, round: &Round) -> Vec<PlannedQuestion> {
        let wording = self.random.random_range(0..=card.also_asked.len());
        let answer = round.answer.or(card.time).unwrap_or(USUAL_ANSWER);
        let mut questions = vec![PlannedQuestion {
            card: card.id.clone(),
            wording,
            follow_up: Vec::new(),
            think_ms: milliseconds(round.think),
            limit_ms: milliseconds(answer),
        }];
        questions.extend(self.follow_ups(card, &round.follow_ups));
        questions
    }

    /// The card's own follow-ups in their order: an interviewer asks the next thing next.
    fn follow_ups(&mut self, card: &Card, how: &FollowUps) -> Vec<PlannedQuestion> {
        let mut questions = Vec::new();
        for i in 0..card.follow_ups.len().min(how.most) {
            let uniform: f64 = self.random.random();
            if uniform < how.chance {
                questions.push(PlannedQuestion {
                    card: card.id.clone(),
                    wording: 0,
                    follow_up: vec![i],
                    think_ms: 0,
                    limit_ms: milliseconds(how.answer),
                });
            }
        }
        questions
    }
}

/// Whether a card may be drawn for a round.
fn fits(from: &Selection, narrowing: &Narrowing, entry: Entry<'_>) -> bool {
    let (deck, card) = (entry.deck, entry.card);
    let any_or_empty =
        |list: &[String]| list.is_empty() || list.iter().any(|tag| card.has_tag(tag));
    let types = if from.types.is_empty() {
        &[CardType::Question][..]
    } else {
        &from.types
    };
    (from.kinds.is_empty() || from.kinds.contains(&deck.kind))
        && types.contains(&card.card_type)
        && any_or_empty(&from.tags)
        && !from.not_tags.iter().any(|tag| card.has_tag(tag))
        && card.importance >= from.importance
        && (from.cards.is_empty() || from.cards.contains(&card.id))
        && is_in(&from.decks, &deck.id)
        && is_in(&narrowing.decks, &deck.id)
        && match (&narrowing.lang, &deck.lang) {
            (Some(wanted), Some(lang)) => wanted == lang,
            _ => true,
        }
}

/// Whether a deck is one of these, or below a folder of these; an empty list holds every deck.
pub fn is_in(decks: &[String], id: &str) -> bool {
    decks.is_empty()
        || decks.iter().any(|wanted| {
            id == wanted
                || id
                    .strip_prefix(wanted.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
}

/// How much likelier a card is drawn: its importance, times three after a poor last score, one
/// and a half if it was never asked, a fifth if it went well in the last three days.
pub fn weight(card: &Card, history: &History, now: DateTime<FixedOffset>) -> f64 {
    let importance = memory::weight(card);
    let last = history.answers_to(&card.id).rev().find(|(_, answer)| {
        !answer.is_follow_up()
            && !answer.skipped
            && (answer.score.is_some() || answer.grade.is_some())
    });
    let Some((record, answer)) = last else {
        return importance * 1.5;
    };
    let was_poor = answer.gave_up
        || answer.score.is_some_and(|score| score <= 2)
        || answer.grade.is_some_and(|grade| grade <= 1);
    let is_recent = (now - record.at).num_days() < 3;
    match (was_poor, is_recent) {
        (true, _) => importance * 3.0,
        (false, true) => importance * 0.2,
        (false, false) => importance,
    }
}

fn wording_keys(card: &Card) -> Vec<String> {
    std::iter::once(&card.question)
        .chain(&card.also_asked)
        .map(|text| text::question_key(text))
        .collect()
}

fn shortfall(round: &Round, found: usize, drawn: usize, filled_from: &[&str]) -> Option<Both> {
    let wanted = round.count;
    if found >= wanted {
        return None;
    }
    let filled = filled_from.join(", ");
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
mod tests {
    use super::*;
    use crate::bank::{Origin, deck};
    use crate::history::record::{Answer, Body, Ids, Mode, Record};
    use crate::interview::preset;

    fn bank(text: &str) -> Bank {
        let (deck, problems) = deck::read("d", Origin::BuiltIn, "d.toml", text);
        assert_eq!(problems, Vec::new());
        Bank::new([deck], Vec::new())
    }

    fn numbered(count: usize, more: impl Fn(usize) -> String) -> Bank {
        let cards: Vec<String> = (0..count)
            .map(|i| {
                format!(
                    "[[cards]]\nid = \"c{i}\"\nquestion = \"question {i}\"\n{}\n",
                    more(i)
                )
            })
            .collect();
        bank(&cards.concat())
    }

    fn a_preset(rounds: &str) -> Preset {
        let (preset, problems) = preset::read("p", "p.toml", rounds);
        assert_eq!(problems, Vec::new());
        preset.unwrap()
    }

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T22:00:00+09:00").unwrap()
    }

    fn drawn(bank: &Bank, preset: &Preset, seed: u64) -> Draw {
        draw(
            bank,
            &History::default(),
            preset,
            &Narrowing::default(),
            seed,
            now(),
        )
    }

    fn ids(draw: &Draw) -> Vec<String> {
        let questions = draw.rounds.iter().flat_map(|round| &round.questions);
        questions
            .map(|question| question.card.as_str().to_owned())
            .collect()
    }

    #[test]
    fn one_seed_gives_one_interview_without_repeats() {
        let bank = numbered(30, |_| String::new());
        let preset = a_preset("[[rounds]]\ncount = 10\n[[rounds]]\ncount = 10\n");
        let first = drawn(&bank, &preset, 7);
        assert_eq!(first, drawn(&bank, &preset, 7));
        assert_ne!(first, drawn(&bank, &preset, 8));
        let unique: HashSet<String> = ids(&first).into_iter().collect();
        assert_eq!(unique.len(), 20);
        // Another version of the random numbers would silently change everybody's seeds.
        assert_eq!(&ids(&first)[..3], GOLDEN);
    }

    const GOLDEN: [&str; 3] = ["d#c11", "d#c28", "d#c0"];

    #[test]
    fn an_important_card_comes_first_in_proportion_to_its_importance() {
        let bank = numbered(4, |i| {
            format!("importance = {}", if i == 0 { 3 } else { 1 })
        });
        let preset = a_preset("[[rounds]]\ncount = 1\n");
        let draws = 6000;
        let hits = (0..draws)
            .filter(|&seed| ids(&drawn(&bank, &preset, seed)) == ["d#c0"])
            .count();
        // 3 of 6 by weight; four standard deviations of a binomial are 155.
        assert!(hits.abs_diff(3000) < 155, "{hits} of {draws}");
    }

    #[test]
    fn history_weighs_poor_answers_up_and_fresh_good_ones_down() {
        let bank = numbered(1, |_| "importance = 2".to_owned());
        let card = bank.cards().next().unwrap().card;
        let with = |at: &str, score: Option<u8>, gave_up: bool| {
            let mut answer = Answer::new(card.id.clone(), Mode::Interview);
            answer.score = score;
            answer.gave_up = gave_up;
            let at = DateTime::parse_from_rfc3339(at).unwrap();
            let record = Record::new(&Ids::random(), at, Body::Answer(answer));
            weight(card, &History::new(vec![record]), now())
        };
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(weight(card, &History::default(), now()), 3.0));
        assert!(close(
            with("2026-11-21T10:00:00+09:00", Some(2), false),
            6.0
        ));
        assert!(close(with("2026-11-21T10:00:00+09:00", Some(1), true), 6.0));
        assert!(close(
            with("2026-11-20T10:00:00+09:00", Some(4), false),
            0.4
        ));
        assert!(close(
            with("2026-11-01T10:00:00+09:00", Some(4), false),
            2.0
        ));
    }

    #[test]
    fn follow_ups_stand_after_their_question_with_their_own_time() {
        let bank = numbered(2, |_| "follow_ups = [{ question = \"why?\" }]".to_owned());
        let preset = a_preset(
            "[[rounds]]\ncount = 2\nthink = \"10s\"\nfollow_ups = { most = 2, chance = 1, answer = \"45s\" }\n",
        );
        let draw = drawn(&bank, &preset, 1);
        let shape: Vec<(usize, u64, u64)> = draw.rounds[0]
            .questions
            .iter()
            .map(|question| {
                (
                    question.follow_up.len(),
                    question.think_ms,
                    question.limit_ms,
                )
            })
            .collect();
        assert_eq!(
            shape,
            [
                (0, 10_000, 90_000),
                (1, 0, 45_000),
                (0, 10_000, 90_000),
                (1, 0, 45_000)
            ]
        );
    }

    #[test]
    fn a_round_too_small_fills_from_the_next_tag_and_says_so() {
        let bank = numbered(3, |i| {
            format!("tags = [\"{}\"]", if i == 0 { "a" } else { "b" })
        });
        let preset = a_preset("[[rounds]]\ntags = [\"a\"]\nfill = [\"b\"]\ncount = 2\n");
        let round = &drawn(&bank, &preset, 1).rounds[0];
        assert_eq!(round.questions.len(), 2);
        assert_eq!(
            round.shortfall.as_ref().unwrap().english,
            "only 1 card found here; the rest comes from b"
        );
        let preset = a_preset("[[rounds]]\ntags = [\"a\"]\ncount = 5\n");
        let round = &drawn(&bank, &preset, 1).rounds[0];
        assert_eq!(
            round.shortfall.as_ref().unwrap().english,
            "wants 5 cards; found only 1"
        );
    }

    #[test]
    fn two_cards_with_one_wording_are_not_drawn_together() {
        let bank = bank(
            "[[cards]]\nid = \"a\"\nquestion = \"What is TCP?\"\n\n[[cards]]\nid = \"b\"\nquestion = \"TCP, then\"\nalso_asked = [\"what is tcp\"]\n",
        );
        let preset = a_preset("[[rounds]]\ncount = 2\n");
        for seed in 0..20 {
            assert_eq!(drawn(&bank, &preset, seed).len(), 1);
        }
    }

    #[test]
    fn at_most_so_many_of_a_tag_while_there_are_others() {
        let bank = numbered(10, |i| {
            format!("tags = [\"{}\"]", if i < 8 { "same" } else { "other" })
        });
        let preset = a_preset("[[rounds]]\ncount = 4\nmost_a_tag = 2\n");
        for seed in 0..20 {
            let same = ids(&drawn(&bank, &preset, seed))
                .iter()
                .filter(|id| id.as_str() < "d#c8")
                .count();
            assert_eq!(same, 2);
        }
    }

    #[test]
    fn language_and_decks_narrow_the_draw() {
        let (korean, _) = deck::read(
            "ko/a",
            Origin::BuiltIn,
            "",
            "lang = \"ko\"\n[[cards]]\nquestion = \"가\"\n",
        );
        let (english, _) = deck::read(
            "en/a",
            Origin::BuiltIn,
            "",
            "lang = \"en\"\n[[cards]]\nquestion = \"a\"\n",
        );
        let (open, _) = deck::read("mine", Origin::BuiltIn, "", "[[cards]]\nquestion = \"x\"\n");
        let bank = Bank::new([korean, english, open], Vec::new());
        let preset = a_preset("[[rounds]]\ncount = 3\n");
        let with = |lang: Option<&str>, decks: &[&str]| {
            let narrowing = Narrowing {
                lang: lang.map(str::to_owned),
                decks: decks.iter().map(|&deck| deck.to_owned()).collect(),
            };
            let draw = draw(&bank, &History::default(), &preset, &narrowing, 1, now());
            let mut decks: Vec<String> = ids(&draw)
                .iter()
                .map(|id| id.split('#').next().unwrap().to_owned())
                .collect();
            decks.sort();
            decks
        };
        assert_eq!(with(Some("ko"), &[]), ["ko/a", "mine"]);
        assert_eq!(with(None, &["en"]), ["en/a"]);
        assert_eq!(with(None, &[]), ["en/a", "ko/a", "mine"]);
    }
}
