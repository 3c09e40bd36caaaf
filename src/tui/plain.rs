//! Plain mode: the same sessions line by line, for screen readers, braille displays, dumb terminals
//! and pipes. No cursor is moved, nothing is coloured or drawn; every question, choice and prompt
//! is one line that makes sense when it is read aloud.
//!
//! The machines, the records and the drafts are those of the screens: what a line means is given
//! to the room or the review, and its effects are carried out at once.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use super::effect::Effect;
use super::events::Event;
use super::hands::Hands;
use super::known::{KnownJob, Needs};
use super::screen::{News, Reply, Screen};
use super::shared::Shared;
use crate::clock::{Clock, Moment};
use crate::language::Language;
use crate::text;

mod ear;

pub use ear::Stdin;

/// Wider than any line: nothing is wrapped that is read aloud.
pub const ONE_LINE: usize = 60_000;

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A line, without its end.
    Line(String),
    /// Nothing, as long as was waited.
    Nothing,
    /// Nothing more comes: the input is closed, or Ctrl-C was pressed.
    End,
}

/// Where lines come from.
pub trait Ear {
    /// The next line. Without patience it waits as long as it takes.
    fn line(&mut self, patience: Option<Duration>) -> io::Result<Heard>;

    /// Waits, and leaves lines that come meanwhile for later.
    fn pause(&mut self, time: Duration) -> io::Result<()>;

    /// Whether whoever types sees the line and its end; else the program ends its prompts itself.
    fn echoes(&self) -> bool;
}

/// A session in plain lines.
pub struct Plain<'p> {
    ear: &'p mut dyn Ear,
    out: &'p mut dyn Write,
    clock: &'p dyn Clock,
    hands: &'p mut dyn Hands,
    /// What the screens share.
    pub shared: Shared,
    /// How far the clock is, is said by itself.
    pub says_clock: bool,
}

impl<'p> Plain<'p> {
    /// Reads decks and history. `shared` is as it is before a screen is drawn.
    pub fn open(
        ear: &'p mut dyn Ear,
        out: &'p mut dyn Write,
        clock: &'p dyn Clock,
        hands: &'p mut dyn Hands,
        shared: Shared,
    ) -> Self {
        let mut plain = Self {
            ear,
            out,
            clock,
            hands,
            shared,
            says_clock: true,
        };
        let day_begins = plain.shared.day_begins;
        let read = [Effect::ReadHistory { day_begins }, Effect::ReadBank];
        for effect in read {
            match plain.hands.carry_out(effect) {
                Some(Event::BankRead(bank)) => {
                    plain.shared.bank = bank;
                    plain.shared.bank_is_read = true;
                }
                Some(Event::HistoryRead {
                    history,
                    so_far,
                    problems,
                    drafts,
                    ids,
                    unfinished: _,
                }) => {
                    plain.shared.ids = ids;
                    plain.shared.history = history;
                    plain.shared.so_far = so_far;
                    plain.shared.history_is_read = true;
                    plain.shared.problems.extend(problems);
                    plain.shared.drafts = drafts;
                }
                _ => {}
            }
        }
        let job = KnownJob {
            needs: Needs {
                survey: true,
                ..Needs::default()
            },
            bank: Arc::clone(&plain.shared.bank),
            history: Arc::clone(&plain.shared.history),
            moment: plain.clock.now().wall,
            day_begins,
            audience: plain.shared.usual_audience.clone(),
        };
        let known = plain.hands.carry_out(Effect::WorkOut(Box::new(job)));
        if let Some(Event::WorkedOut(known)) = known {
            plain.shared.survey = known.survey;
        }
        plain
    }

    /// The language of what is said.
    pub fn language(&self) -> Language {
        self.shared.language
    }

    /// The time.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Says something on a line of its own.
    pub fn say(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "{}", without_lines(&text::visible_line(words)))?;
        self.out.flush()
    }

    /// Says a text of several lines; empty ones are left out.
    pub fn say_lines(&mut self, words: &str) -> io::Result<()> {
        for line in text::visible(words).lines() {
            if !line.trim().is_empty() {
                self.say(line.trim_end())?;
            }
        }
        Ok(())
    }

    /// Begins a line on which is answered.
    pub fn prompt(&mut self, words: &str) -> io::Result<()> {
        let mark = if words.is_empty() { "> " } else { " > " };
        write!(self.out, "{}{mark}", text::visible_line(words))?;
        self.out.flush()
    }

    /// Waits for a line as long as the patience lasts.
    pub fn hear(&mut self, patience: Option<Duration>) -> io::Result<Heard> {
        let heard = self.ear.line(patience)?;
        let ends_line = match heard {
            Heard::Line(_) => !self.ear.echoes(),
            Heard::Nothing => false,
            Heard::End => true,
        };
        if ends_line {
            writeln!(self.out)?;
        }
        Ok(match heard {
            Heard::Line(line) => Heard::Line(text::nfc(line.trim()).into_owned()),
            heard => heard,
        })
    }

    /// Waits, and leaves lines that come meanwhile for later.
    pub fn pause(&mut self, time: Duration) -> io::Result<()> {
        self.ear.pause(time)
    }

    /// Says things with their numbers and asks which of them were said; `None` where nothing more
    /// comes.
    pub fn ask_which(&mut self, things: &[String]) -> io::Result<Option<Which>> {
        for (number, thing) in (1..).zip(things) {
            self.say(&format!("{number}. {thing}"))?;
        }
        let say = self.language();
        let most = things.len();
        let chosen = self.ask(
            &say.plain_points(most),
            &say.plain_points_again(most),
            |line| which(line, most),
        )?;
        Ok(chosen)
    }

    /// Ends a prompt that nobody has answered yet, because something is said in between.
    pub fn break_prompt(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Asks until the answer is understood; `None` where nothing more comes.
    pub fn ask<T>(
        &mut self,
        words: &str,
        again: &str,
        understood: impl Fn(&str) -> Option<T>,
    ) -> io::Result<Option<T>> {
        loop {
            self.prompt(words)?;
            match self.hear(None)? {
                Heard::Line(line) => match understood(&line) {
                    Some(answer) => return Ok(Some(answer)),
                    None => self.say(again)?,
                },
                Heard::Nothing => {}
                Heard::End => return Ok(None),
            }
        }
    }

    /// Carries out what a screen wants, and lets it hear what came of it.
    pub fn follow(&mut self, screen: &mut dyn Screen, replies: Vec<Reply>) -> io::Result<()> {
        let mut waiting = VecDeque::from(replies);
        while let Some(reply) = waiting.pop_front() {
            let Reply::Do(effect) = reply else {
                continue;
            };
            let Some(event) = self.hands.carry_out(effect) else {
                continue;
            };
            let now = self.now();
            let say = self.language();
            match event {
                Event::Kept(record) => {
                    self.shared.add_records([(*record).clone()]);
                    waiting.extend(screen.news(&News::Kept(&record), &mut self.shared, now));
                }
                Event::NotKept(record, why) => {
                    self.say(&say.not_saved(why.in_language(say)))?;
                    let news = News::NotKept(&record, &why);
                    waiting.extend(screen.news(&news, &mut self.shared, now));
                }
                Event::DraftFailed(why) => self.say(why.in_language(say))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// A line as it is read aloud: what only draws (boxes, bars, bullets) is left out.
fn without_lines(line: &str) -> String {
    let is_drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}');
    let said: String = line.chars().filter(|&c| !is_drawn(c)).collect();
    said.trim_end().to_owned()
}

/// A length of time in words: `1분 30초`, `1 minute 30 seconds`.
pub fn in_words(time: Duration, say: Language) -> String {
    let (minutes, seconds) = (time.as_secs() / 60, time.as_secs() % 60);
    let mut words = Vec::new();
    if minutes > 0 {
        words.push(say.plain_minutes(minutes));
    }
    if seconds > 0 || minutes == 0 {
        words.push(say.plain_seconds(seconds));
    }
    words.join(" ")
}

/// The numbers from 1 to `most` in a line; `None` where something else stands there.
pub fn numbers(line: &str, most: usize) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for word in line.split(|c: char| c.is_whitespace() || c == ',') {
        if !word.is_empty() {
            let number = word.parse().ok()?;
            if !(1..=most).contains(&number) {
                return None;
            }
            numbers.push(number);
        }
    }
    (!numbers.is_empty()).then_some(numbers)
}

/// Which of several things were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Nobody says: they stay as they are.
    Untouched,
    /// These, by their places from 0.
    These(Vec<usize>),
}

/// The things that a line names by their numbers: none of them for 0, untouched where it is empty.
pub fn which(line: &str, most: usize) -> Option<Which> {
    Some(match line {
        "" => Which::Untouched,
        "0" => Which::These(Vec::new()),
        line => {
            let numbers = numbers(line, most)?;
            Which::These(numbers.into_iter().map(|number| number - 1).collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_said_in_words() {
        let said = |seconds, say| in_words(Duration::from_secs(seconds), say);
        assert_eq!(said(90, Language::Korean), "1분 30초");
        assert_eq!(said(90, Language::English), "1 minute 30 seconds");
        assert_eq!(said(61, Language::English), "1 minute 1 second");
        assert_eq!(said(120, Language::Korean), "2분");
        assert_eq!(said(0, Language::English), "0 seconds");
    }

    #[test]
    fn numbers_are_read_with_spaces_or_commas_and_nothing_else() {
        assert_eq!(numbers("1 3", 3), Some(vec![1, 3]));
        assert_eq!(numbers("1, 2", 3), Some(vec![1, 2]));
        for wrong in ["", "0", "4", "1 x", "-1"] {
            assert_eq!(numbers(wrong, 3), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_only_drawn_is_not_said() {
        assert_eq!(without_lines("a │ b ──── "), "a  b");
    }
}
