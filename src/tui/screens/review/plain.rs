//! A review in plain lines: the review's own machine, asked and answered by whole lines.

use std::collections::BTreeSet;
use std::io;

use super::{ReviewChoice, ReviewScreen};
use crate::clock::day_of;
use crate::memory::Grade;
use crate::review::{Input, Phase, next_dates};
use crate::tui::plain::{Heard, ONE_LINE, Plain, Which, numbers};
use crate::tui::widgets::answer;

/// Holds the review that was asked for.
pub fn review(plain: &mut Plain<'_>, choice: &ReviewChoice) -> io::Result<()> {
    let now = plain.now();
    let mut screen = ReviewScreen::of_choice(choice, &plain.shared, now);
    loop {
        let goes_on = match screen.review.phase() {
            Phase::Front => screen.ask_front(plain)?,
            Phase::Revealed => screen.ask_grade(plain)?,
            Phase::Keeping => false,
            Phase::Finished => screen.offer_missed(plain)?,
        };
        if !goes_on {
            break;
        }
    }
    let say = plain.language();
    let done = screen.review.grades().count();
    if done == 0 && screen.review.phase() == Phase::Finished {
        return plain.say(&say.review_nothing_due());
    }
    plain.say(&say.plain_review_kept(done))
}

impl ReviewScreen {
    /// Gives the review an input, and carries out what it wants.
    fn hand(&mut self, plain: &mut Plain<'_>, input: Input) -> io::Result<()> {
        let now = plain.now();
        let replies = self.give(input, &mut plain.shared, now);
        plain.follow(self, replies)
    }

    fn say_front(&self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        let Some((item, attempt)) = self.review.current() else {
            return Ok(());
        };
        let (at, of) = self.review.place();
        let mut words = vec![say.plain_card((at + 1).min(of), of)];
        if let Some(why) = self.why.get(item.card.as_str()) {
            words.push(format!("{}.", why.in_language(say)));
        }
        if item.is_practice {
            words.push(format!("{}.", say.review_practice()));
        }
        let question = self.card(&plain.shared).map_or_else(
            || say.room_gone(),
            |card| card.wording(item.wording).to_owned(),
        );
        let typed = attempt.typed.clone();
        plain.say(&words.join(" "))?;
        plain.say(&question)?;
        if !typed.trim().is_empty() {
            plain.say(&say.plain_written())?;
            plain.say_lines(&typed)?;
        }
        Ok(())
    }

    fn ask_front(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        self.say_front(plain)?;
        let say = plain.language();
        loop {
            plain.prompt(&say.plain_front())?;
            let line = match plain.hear(None)? {
                Heard::End => return Ok(false),
                Heard::Nothing => continue,
                Heard::Line(line) => line,
            };
            let typed = self
                .review
                .current()
                .map_or(String::new(), |(_, attempt)| attempt.typed.clone());
            let is_first = typed.trim().is_empty();
            match line.as_str() {
                "" => {
                    self.hand(plain, Input::Reveal)?;
                    return Ok(true);
                }
                "?" => self.say_front(plain)?,
                "q" if is_first => return Ok(false),
                "b" if is_first => return self.bury(plain),
                "S" if is_first => {
                    self.hand(plain, Input::Suspend)?;
                    return Ok(true);
                }
                "u" if is_first => return self.undo(plain),
                words => {
                    let typed = if is_first {
                        words.to_owned()
                    } else {
                        format!("{typed}\n{words}")
                    };
                    self.hand(plain, Input::Typed(typed))?;
                }
            }
        }
    }

    fn bury(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let today = day_of(plain.now().wall, plain.shared.day_begins);
        if let Some(tomorrow) = today.succ_opt() {
            self.hand(plain, Input::Bury(tomorrow))?;
        }
        Ok(true)
    }

    fn undo(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        if self.review.undoable() == 0 {
            plain.say(&plain.language().review_nothing_to_undo())?;
        } else {
            self.hand(plain, Input::Undo)?;
        }
        Ok(true)
    }

    fn ask_grade(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        let Some((item, attempt)) = self.review.current() else {
            return Ok(false);
        };
        let (is_practice, ticked) = (item.is_practice, attempt.points.clone());
        if let Some(card) = self.card(&plain.shared) {
            let sheet = answer::model_lines(card, ONE_LINE, &plain.shared);
            let points = card.key_points.clone();
            plain.say_lines(&sheet.words())?;
            if !self.ask_points(plain, &points, &ticked)? {
                return Ok(false);
            }
        }
        let (today, model) = (self.today, &self.survey.memories.model);
        let days = next_dates(&self.state, model, is_practice, today)
            .map(|date| (date - today).num_days().max(0));
        let grades: Vec<String> = (1..)
            .zip(say.grades().into_iter().zip(days))
            .map(|(number, (words, days))| format!("{number} {words} {}", say.plain_days(days)))
            .collect();
        let answer = plain.ask(
            &say.plain_grades(&grades.join(", ")),
            &say.plain_grades_again(),
            |line| match line {
                "q" | "b" | "u" => Some(line.to_owned()),
                line => numbers(line, 4)
                    .filter(|numbers| numbers.len() == 1)
                    .map(|_| line.to_owned()),
            },
        )?;
        let number = match answer.as_deref() {
            None | Some("q") => return Ok(false),
            Some("b") => return self.bury(plain),
            Some("u") => return self.undo(plain),
            Some(number) => number.parse::<usize>().unwrap_or(1) - 1,
        };
        self.hand(plain, Input::Grade(Grade::ALL[number]))?;
        if self.unkept.has_failed() {
            // It stands there still, and what is wrong was said.
            return Ok(true);
        }
        plain.say(&say.plain_graded(&say.plain_days(days[number])))?;
        Ok(true)
    }

    /// Ticks what was said; false where nothing more comes.
    fn ask_points(
        &mut self,
        plain: &mut Plain<'_>,
        points: &[String],
        before: &BTreeSet<usize>,
    ) -> io::Result<bool> {
        if points.is_empty() {
            return Ok(true);
        }
        let ticked = match plain.ask_which(points)? {
            None => return Ok(false),
            Some(Which::Untouched) => return Ok(true),
            Some(Which::These(ticked)) => ticked,
        };
        for point in 0..points.len() {
            if ticked.contains(&point) != before.contains(&point) {
                self.hand(plain, Input::TogglePoint(point))?;
            }
        }
        Ok(true)
    }

    /// At the end: what was not known once more, if that is wished.
    fn offer_missed(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let missed = self.missed();
        if missed.is_empty() {
            return Ok(false);
        }
        let say = plain.language();
        let again = plain.ask(
            &say.plain_missed(missed.len()),
            &say.plain_missed_again(),
            |line| match line {
                "" | "q" => Some(false),
                "r" => Some(true),
                _ => None,
            },
        )?;
        if again != Some(true) {
            return Ok(false);
        }
        let now = plain.now();
        let replies = self.practise(&missed, &mut plain.shared, now);
        plain.follow(self, replies)?;
        Ok(true)
    }
}
