//! The rows of a look-back: what they are called, what stands in them, and where what is written
//! in them goes.

use super::LookBackScreen;
use crate::bank::CardId;
use crate::history::{InterviewResult, LookBack, RealQuestion, StageSeen};
use crate::text;
use crate::tui::action::Action;
use crate::tui::shared::Shared;
use crate::tui::theme::Role;
use crate::tui::widgets::form::{Field, Kind, Offer};

/// A row of the page that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Stage(usize),
    AddStage,
    Question(usize),
    /// Which card the open question is.
    Link(usize),
    Said(usize),
    Wish(usize),
    Reflection(usize),
    AddQuestion,
    Asked(usize),
    AddAsked,
    /// On the whole.
    Overall,
    Result,
}

impl Slot {
    /// Whether a question is written there, which may be a card already.
    pub(super) fn is_question(self) -> bool {
        matches!(self, Self::AddQuestion | Self::Question(_) | Self::Link(_))
    }
}

impl LookBackScreen {
    /// The rows that can be chosen, from top to bottom.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = (0..self.look_back.stages.len()).map(Slot::Stage).collect();
        slots.push(Slot::AddStage);
        for question in 0..self.look_back.questions.len() {
            slots.push(Slot::Question(question));
            if self.open == Some(question) {
                slots.extend([
                    Slot::Link(question),
                    Slot::Said(question),
                    Slot::Wish(question),
                    Slot::Reflection(question),
                ]);
            }
        }
        slots.push(Slot::AddQuestion);
        slots.extend((0..self.look_back.i_asked.len()).map(Slot::Asked));
        slots.extend([Slot::AddAsked, Slot::Overall, Slot::Result]);
        slots
    }

    fn written_in(&self, slot: Slot) -> String {
        let question = |number: usize| &self.look_back.questions[number];
        match slot {
            Slot::Stage(number) => self.look_back.stages[number].name.clone(),
            Slot::Question(number) | Slot::Link(number) => question(number).question.clone(),
            Slot::Said(number) => question(number).said.clone(),
            Slot::Wish(number) => question(number).wish.clone(),
            Slot::Reflection(number) => question(number).reflection.clone(),
            Slot::Asked(number) => self.look_back.i_asked[number].clone(),
            Slot::Overall => self.look_back.reflection.clone(),
            Slot::Result => self.look_back.result.map_or_else(String::new, result_value),
            Slot::AddStage | Slot::AddQuestion | Slot::AddAsked => String::new(),
        }
    }

    /// A row as a field: its name, what is written in it, and what is shown for that.
    pub(super) fn field(&self, slot: Slot, shared: &Shared) -> Field<Slot> {
        let say = shared.language;
        let kind = match slot {
            Slot::Result => Kind::Choice(results(shared)),
            _ => Kind::Paragraph,
        };
        let mut field = Field::new(slot, kind, &self.written_in(slot));
        field.label = label(slot, shared);
        field.heading = self.heading(slot, shared);
        field.says = match slot {
            Slot::Stage(number) => {
                let stage = &self.look_back.stages[number];
                let went = stage.went.map_or_else(
                    || say.look_back_went_unsaid(&shared.key(Action::LookBackLess)),
                    |went| format!("{went} {}", say.look_back_went(went)),
                );
                Some((format!("{} · {went}", stage.name), Role::Text))
            }
            Slot::Link(number) => Some(match &self.look_back.questions[number].card {
                Some(card) => (card_words(card, shared), Role::Accent),
                None => (say.look_back_new_card(), Role::Dim),
            }),
            _ => None,
        };
        if let Slot::Question(number) = slot {
            field.tail = self.state(number, shared);
        }
        field
    }

    /// The heading above a row, if it is the first of its part.
    fn heading(&self, slot: Slot, shared: &Shared) -> Option<String> {
        let say = shared.language;
        let LookBack {
            stages,
            questions,
            i_asked,
            ..
        } = &self.look_back;
        match slot {
            Slot::Stage(0) => Some(say.look_back_stages()),
            Slot::AddStage if stages.is_empty() => Some(say.look_back_stages()),
            Slot::Question(0) => Some(say.look_back_questions()),
            Slot::AddQuestion if questions.is_empty() => Some(say.look_back_questions()),
            Slot::Asked(0) => Some(say.look_back_i_asked()),
            Slot::AddAsked if i_asked.is_empty() => Some(say.look_back_i_asked()),
            Slot::Overall => Some(say.look_back_in_all()),
            _ => None,
        }
    }

    /// Where a question goes, and whether more is written of it.
    fn state(&self, number: usize, shared: &Shared) -> String {
        let question = &self.look_back.questions[number];
        let deck = question
            .card
            .as_ref()
            .map(|card| text::fit(card.deck(), 24));
        let goes_to = deck.unwrap_or_else(|| shared.language.look_back_new_card());
        let more = if self.is_told(number) { " · …" } else { "" };
        format!("  · {}{more}", text::visible_line(&goes_to))
    }

    fn is_told(&self, number: usize) -> bool {
        let question = &self.look_back.questions[number];
        [&question.said, &question.wish, &question.reflection]
            .iter()
            .any(|words| !words.is_empty())
    }
}

/// A card by its question and its deck.
pub(super) fn card_words(card: &CardId, shared: &Shared) -> String {
    let question = shared.bank.find(card);
    let question = question.map_or("", |entry| entry.card.question.as_str());
    format!("{} · {}", text::visible_line(question), card.deck())
}

/// What stands before a row's words.
fn label(slot: Slot, shared: &Shared) -> String {
    let say = shared.language;
    let inner = |name: String| format!("     {}", text::pad(&name, 16));
    match slot {
        Slot::Stage(number) | Slot::Question(number) | Slot::Asked(number) => {
            format!(" {:>2}  ", number + 1)
        }
        Slot::AddStage => format!("  + {} ", say.look_back_add_stage()),
        Slot::AddQuestion => format!("  + {} ", say.look_back_add_question()),
        Slot::AddAsked => format!("  + {} ", say.look_back_add_asked()),
        Slot::Link(_) => inner(say.look_back_card()),
        Slot::Said(_) => inner(say.look_back_said()),
        Slot::Wish(_) => inner(say.look_back_wish()),
        Slot::Reflection(_) => inner(say.look_back_reflection()),
        Slot::Overall => format!(" {}", text::pad(&say.look_back_overall(), 16)),
        Slot::Result => format!(" {}", text::pad(&say.look_back_result_name(), 16)),
    }
}

/// How an interview may end, with nobody knowing yet before that; each by its number.
fn results(shared: &Shared) -> Vec<Offer> {
    let known = InterviewResult::ALL.into_iter().map(Some);
    let all = std::iter::once(None).chain(known).enumerate();
    all.map(|(number, result)| {
        let value = if number == 0 {
            String::new()
        } else {
            number.to_string()
        };
        Offer::called(value, shared.language.look_back_result(result))
    })
    .collect()
}

/// The result that is chosen of [`results`].
pub(super) fn result(value: &str) -> Option<InterviewResult> {
    let number = value.parse::<usize>().ok()?.checked_sub(1)?;
    InterviewResult::ALL.get(number).copied()
}

fn result_value(result: InterviewResult) -> String {
    let place = InterviewResult::ALL.iter().position(|own| *own == result);
    place.map_or_else(String::new, |place| (place + 1).to_string())
}

/// Puts a line into a look-back; an empty one adds nothing.
pub(super) fn put(look_back: &mut LookBack, slot: Slot, written: &str, card: Option<CardId>) {
    let text = text::tidied(written);
    match slot {
        Slot::AddStage | Slot::AddQuestion | Slot::AddAsked if text.is_empty() => {}
        Slot::Stage(number) => look_back.stages[number].name = text,
        Slot::AddStage => look_back.stages.push(StageSeen {
            name: text,
            went: None,
        }),
        Slot::Question(number) if text.is_empty() => {
            look_back.questions[number].card = card;
        }
        Slot::Question(number) => {
            let question = &mut look_back.questions[number];
            (question.question, question.card) = (text, card);
        }
        // What is written there only looks for the card.
        Slot::Link(number) => look_back.questions[number].card = card,
        Slot::Said(number) => look_back.questions[number].said = text,
        Slot::Wish(number) => look_back.questions[number].wish = text,
        Slot::Reflection(number) => look_back.questions[number].reflection = text,
        Slot::AddQuestion => look_back.questions.push(RealQuestion {
            question: text,
            card,
            ..RealQuestion::default()
        }),
        Slot::Asked(number) => look_back.i_asked[number] = text,
        Slot::AddAsked => look_back.i_asked.push(text),
        Slot::Overall => look_back.reflection = text,
        Slot::Result => {}
    }
}

impl crate::language::Language {
    /// How an interview ended, or that nobody knows yet.
    pub fn look_back_result(self, result: Option<InterviewResult>) -> String {
        match result {
            None => self.look_back_waiting(),
            Some(InterviewResult::Passed) => self.look_back_passed(),
            Some(InterviewResult::Failed) => self.look_back_failed(),
            Some(InterviewResult::Withdrawn) => self.look_back_withdrawn(),
            Some(InterviewResult::Unknown) => self.look_back_other(),
        }
    }

    /// How a stage went, 1–5, in words.
    pub fn look_back_went(self, went: u8) -> String {
        match went {
            ..=1 => self.look_back_went_1(),
            2 => self.look_back_went_2(),
            3 => self.look_back_went_3(),
            4 => self.look_back_went_4(),
            5.. => self.look_back_went_5(),
        }
    }
}
