//! What follows from the history for every card, worked out once for all who ask: the bank's
//! filters and orders, the weak cards, the drills. Pure. On the screen it is made beside the
//! drawing and shared; a sub-command makes its own.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::appointments::Interview;
use crate::bank::{Audience, Bank, Card, Entry};
use crate::history::{History, Mode, RecordId, Standing};
use crate::interview::debrief::Row;
use crate::memory::expected::{Expected, Untried, in_turn};
use crate::memory::weakness::usual_day;
use crate::memory::{Habits, Memories, Weakness};
use crate::search::Vocabulary;

mod facts;
mod unwritten;

pub use facts::{Facts, Sort};
pub use unwritten::{Unwritten, unwritten};

/// The state of every card at one moment, with an eye to one day.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The memory of every card.
    pub memories: Memories,
    /// How the user answers.
    pub habits: Habits,
    /// The day that matters: weakness is what would be lost on it.
    pub day: NaiveDate,
    /// What the bank's filters ask of every card.
    pub facts: Facts,
    /// The names that filters can ask for.
    pub vocabulary: Vocabulary,
    /// Whose cards are practised, for the next interview.
    pub audience: Audience,
    /// Answers that wait for a score, and the last session that has any.
    pub unscored: (usize, Option<RecordId>),
    weak: Vec<Weakness>,
}

impl Survey {
    /// The survey of a bank at a moment, for everybody. The day that matters is that of the interview
    /// that comes `next`, else [`usual_day`].
    pub fn of(
        bank: &Bank,
        history: &History,
        moment: DateTime<FixedOffset>,
        day_begins: u32,
        next: Option<&Interview>,
    ) -> Self {
        let everybody = Audience::default();
        Self::of_audience(&everybody, bank, history, moment, day_begins, next)
    }

    /// The same for who practises for `usual`: the weak cards and the order of all cards are theirs.
    /// Every card has its facts all the same.
    pub fn of_audience(
        usual: &Audience,
        bank: &Bank,
        history: &History,
        moment: DateTime<FixedOffset>,
        day_begins: u32,
        next: Option<&Interview>,
    ) -> Self {
        let memories = Memories::fold(history, moment, day_begins);
        Self::with(memories, usual, bank, history, moment, day_begins, next)
    }

    /// As [`Survey::of_audience`], with memories that were folded already.
    pub fn with(
        memories: Memories,
        usual: &Audience,
        bank: &Bank,
        history: &History,
        moment: DateTime<FixedOffset>,
        day_begins: u32,
        next: Option<&Interview>,
    ) -> Self {
        let expected = Expected::of(usual, next);
        let habits = Habits::of(bank, &memories);
        let day = next.map_or_else(
            || usual_day(memories.today),
            |interview| interview.date.day(*moment.offset(), day_begins),
        );
        let mut weak = Vec::new();
        let mut facts = Facts::default();
        for entry in bank.cards() {
            let state = memories.state(&entry.card.id);
            let standing = history.standing(&entry.card.id, moment, memories.today);
            let roles = &expected.audience.roles;
            let found = Weakness::of(entry.card, state, &memories.forgetting, &habits, day, roles);
            let is_practised = expected.audience.has(entry);
            facts.add(&found, standing, is_practised, history, &memories, moment);
            let is_listed = is_practised && (found.is_tried || expected.belongs(entry));
            if standing != Standing::Suspended && is_listed && found.is_weak() {
                weak.push(found);
            }
        }
        weak.sort_by(|a, b| {
            let stuck_first = b.stuck.is_some().cmp(&a.stuck.is_some());
            let most_lost = b.lost.total_cmp(&a.lost);
            stuck_first
                .then(most_lost)
                .then_with(|| a.card.cmp(&b.card))
        });
        facts.put_in_order(places(bank, &expected, memories.today));
        Self {
            audience: expected.audience,
            unscored: unscored(history),
            vocabulary: Vocabulary::of_bank(bank),
            memories,
            habits,
            day,
            facts,
            weak,
        }
    }

    /// Every card that is weak on the day and not suspended, those never tried too: what is stuck
    /// first, then the most points lost first.
    pub fn weak(&self) -> &[Weakness] {
        &self.weak
    }

    /// How weak one card is on the day, whether or not it is on the list.
    pub fn weakness_of(&self, card: &Card) -> Weakness {
        let state = self.memories.state(&card.id);
        let roles = &self.audience.roles;
        let (forgetting, habits) = (&self.memories.forgetting, &self.habits);
        Weakness::of(card, state, forgetting, habits, self.day, roles)
    }
}

/// How many answers of sessions that are over wait for a score, and the last such session.
fn unscored(history: &History) -> (usize, Option<RecordId>) {
    let mut open: HashMap<RecordId, usize> = HashMap::new();
    for answer in history.answers() {
        let inputs = answer.inputs();
        let is_open = inputs.score.is_none() && inputs.grade.is_none() && !inputs.gave_up;
        if !is_open || inputs.skipped || inputs.mode != Mode::Interview {
            continue;
        }
        if let Some(session) = answer.session()
            && Row::of(answer.answer()).is_unscored()
        {
            *open.entry(session.clone()).or_default() += 1;
        }
    }
    if open.is_empty() {
        return (0, None);
    }
    let ended = history.sessions().filter(|seen| seen.ended.is_some());
    let waiting = ended.filter_map(|seen| {
        let id = &seen.began.id;
        Some((*open.get(id)?, id.clone()))
    });
    waiting.fold((0, None), |(count, _), (more, id)| (count + more, Some(id)))
}

/// The place of every card in the order in which it is likely to be asked, by its number; what
/// does not belong to those cards comes after them in the order of the files.
fn places(bank: &Bank, expected: &Expected<'_>, today: NaiveDate) -> Vec<usize> {
    let numbered = || bank.cards().enumerate();
    let belongs = |&(_, entry): &(usize, Entry<'_>)| expected.belongs(entry);
    let belonging: Vec<usize> = numbered()
        .filter(belongs)
        .map(|(number, _)| number)
        .collect();
    let asked = Untried::all(numbered().filter(belongs).map(|(_, entry)| {
        let share = expected.share(entry.deck.kind);
        (entry, share, expected.need(entry), false)
    }));
    let mut places = vec![usize::MAX; bank.len()];
    for (place, card) in in_turn(&asked, today).into_iter().enumerate() {
        places[belonging[card]] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{CardId, Origin, deck};
    use crate::history::record::{Answer, Body, Ids, Mark, Mode, Record};

    #[test]
    fn the_list_has_what_is_weak_on_the_day_and_not_suspended_most_points_first() {
        let text = "[[cards]]\nid = \"good\"\nquestion = \"a\"\n[[cards]]\nid = \"new\"\nquestion = \"b\"\nimportance = 3\n[[cards]]\nid = \"bad\"\nquestion = \"c\"\n[[cards]]\nid = \"away\"\nquestion = \"d\"\n";
        let (deck, _) = deck::read("d", Origin::BuiltIn, "", text);
        let bank = Bank::new([deck], Vec::new());
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let ids = Ids::from_numbers(|| 1);
        let mut history = History::default();
        let mut answered = |card: &str, score: u8| {
            let mut answer = Answer::new(CardId::new("d", card), Mode::Interview);
            answer.score = Some(score);
            let body = Body::Answer(answer);
            history.add(Record::new(&ids, at("2026-11-20T10:00:00+09:00"), body));
        };
        answered("good", 5);
        answered("bad", 1);
        answered("away", 1);
        let mark = Mark {
            card: CardId::new("d", "away"),
            mark: Standing::Suspended,
            until: None,
        };
        let now = at("2026-11-21T10:00:00+09:00");
        history.add(Record::new(&ids, now, Body::Mark(mark)));

        let survey = Survey::of(&bank, &history, now, 4, None);
        assert_eq!(survey.day.to_string(), "2026-11-28");
        let listed: Vec<&str> = survey
            .weak()
            .iter()
            .map(|weak| weak.card.as_str())
            .collect();
        assert_eq!(listed, ["d#new", "d#bad"]);
        let bad = bank.at(2).unwrap().card;
        assert_eq!(&survey.weakness_of(bad), &survey.weak()[1]);
        assert!(survey.facts.of_card(2).is_weak);
    }
}
