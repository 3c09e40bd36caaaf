//! A mock interview in plain lines: the room's own machine, asked and answered by whole lines.

use std::io;
use std::time::Duration;

use super::{RoomScreen, begin};
use crate::history::Answer;
use crate::interview::preset::{Mode, pressure_words};
use crate::interview::room::{Attempt, ClockFace, Input, Phase, Slot};
use crate::interview::rubric::STAR;
use crate::language::Language;
use crate::tui::plain::{Heard, ONE_LINE, Plain, Which, in_words, numbers, which};
use crate::tui::screens::choose::Choice;
use crate::tui::shared::Shared;
use crate::tui::widgets::answer;

/// When it is said that an answer will soon be over.
const SOON_OVER: Duration = Duration::from_secs(15);

/// What came of waiting for a line.
enum Waited {
    /// A line.
    Line(String),
    /// The clock has ended the phase.
    Moved,
    /// Nothing more comes.
    End,
}

/// Holds the interview of a choice, or goes on with the one that broke off.
pub fn interview(plain: &mut Plain<'_>, choice: &Choice) -> io::Result<()> {
    let say = plain.language();
    let mut opened = None;
    if plain.shared.last_broken_off().is_some() {
        let title = begin::broken_off_title(&plain.shared);
        let place = format!("{title} · {}", begin::broken_off_place(&plain.shared));
        let words = say.plain_resume(&place);
        let answer = plain.ask(&words, &say.plain_resume_again(), |line| match line {
            "" => Some(false),
            "r" => Some(true),
            _ => None,
        })?;
        let now = plain.now();
        match answer {
            None => return Ok(()),
            Some(true) => opened = begin::taken_up(&mut plain.shared, now),
            Some(false) => {}
        }
    }
    let now = plain.now();
    if opened.is_none() {
        opened = begin::drawn(choice, &mut plain.shared, now);
    }
    let Some((mut screen, replies)) = opened else {
        return plain.say(&say.choose_nothing());
    };
    plain.follow(&mut screen, replies)?;
    if screen.room.is_paused() {
        screen.hand(plain, Input::Resume)?;
    }
    screen.hold(plain)
}

impl RoomScreen {
    /// Gives the room an input, and carries out what it wants.
    fn hand(&mut self, plain: &mut Plain<'_>, input: Input) -> io::Result<()> {
        let now = plain.now();
        let replies = self.give(input, &mut plain.shared, now);
        let replies = self.with_draft(replies, now);
        plain.follow(self, replies)
    }

    fn hold(&mut self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        for words in pressure_words(self.room.rules().pressure) {
            plain.say(words.in_language(say))?;
        }
        let mut asked = None;
        loop {
            let is_new = asked != Some(self.room.number());
            let goes_on = match self.room.phase() {
                Phase::Beat | Phase::Silence => self.beat(plain)?,
                Phase::Think => {
                    asked = Some(self.room.number());
                    self.ask_question(plain)?;
                    self.think(plain)?
                }
                Phase::Answer => {
                    if is_new {
                        asked = Some(self.room.number());
                        self.ask_question(plain)?;
                    }
                    self.listen(plain)?
                }
                Phase::Sure => self.ask_how_sure(plain)?,
                Phase::Score => self.ask_for_score(plain)?,
                Phase::Show => self.show(plain)?,
                Phase::Keeping => self.try_to_keep(plain)?,
                Phase::Line => self.ask_for_line(plain)?,
                Phase::Over => break,
            };
            if !goes_on {
                self.hand(plain, Input::Leave)?;
                break;
            }
        }
        self.say_what_is_kept(plain)
    }

    /// The silence before a follow-up, and the one after an answer.
    fn beat(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        if self.room.phase() == Phase::Silence {
            plain.say(&plain.language().room_silence())?;
        }
        let now = plain.now().running;
        let until = self.room.next_change(now).unwrap_or(now);
        // Lines that come meanwhile wait.
        plain.pause(until.saturating_sub(now))?;
        self.hand(plain, Input::Tick)?;
        Ok(true)
    }

    /// Says which question this is, how long it may take, and the question.
    fn ask_question(&self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        let Some((slot, attempt)) = self.room.current() else {
            return Ok(());
        };
        let mut words = vec![say.plain_question(self.room.number(), self.asked_in_all())];
        if let Some((round, _, _)) = self.room.place() {
            words.push(format!("{round}."));
        }
        if slot.depth() > 0 {
            words.push(format!("{}.", say.room_follow_up()));
        }
        if let Some(lead) = self.lead(&plain.shared) {
            words.push(lead);
        }
        let question = &slot.question;
        if question.think_ms > 0 && self.room.phase() == Phase::Think {
            let time = in_words(Duration::from_millis(question.think_ms), say);
            words.push(say.plain_think(&time));
        }
        if question.limit_ms > 0 {
            let time = in_words(Duration::from_millis(question.limit_ms), say);
            words.push(say.plain_limit(&time));
        }
        let part = question.words.clone();
        let typed = attempt.typed.clone();
        plain.say(&words.join(" "))?;
        plain.say(&self.question(&plain.shared))?;
        if let Some(part) = part {
            plain.say(&part)?;
        }
        if let Some(list) = self.room.list() {
            for (number, line) in (1..).zip(list.listed()) {
                plain.say(&format!("{number}. {line}"))?;
            }
        }
        if !typed.trim().is_empty() {
            plain.say(&say.plain_written())?;
            plain.say_lines(&typed)?;
        }
        Ok(())
    }

    /// Waits for a line while the clock runs; says how far it is at its moments.
    fn wait(&mut self, plain: &mut Plain<'_>, prompt: &str) -> io::Result<Waited> {
        plain.prompt(prompt)?;
        loop {
            let now = plain.now().running;
            let before = self.room.clock(now);
            let next = self.room.next_change(now);
            let heard = plain.hear(next.map(|next| next.saturating_sub(now)))?;
            let place = (self.room.number(), self.room.phase());
            self.hand(plain, Input::Tick)?;
            let has_moved = place != (self.room.number(), self.room.phase());
            match heard {
                Heard::End => return Ok(Waited::End),
                Heard::Line(line) if has_moved => {
                    self.write_late(plain, &line)?;
                    return Ok(Waited::Moved);
                }
                Heard::Line(line) => return Ok(Waited::Line(line)),
                Heard::Nothing if has_moved => {
                    plain.break_prompt()?;
                    return Ok(Waited::Moved);
                }
                Heard::Nothing => {}
            }
            let after = self.room.clock(plain.now().running);
            let words = before.zip(after).and_then(|(before, after)| {
                said_between(before, after, self.room.phase(), &plain.shared)
            });
            if let Some(words) = words.filter(|_| plain.says_clock) {
                plain.break_prompt()?;
                plain.say(&words)?;
                plain.prompt(prompt)?;
            }
        }
    }

    /// A line that was typed for an answer that the clock has ended.
    fn write_late(&mut self, plain: &mut Plain<'_>, line: &str) -> io::Result<()> {
        if line.is_empty() || !matches!(self.room.phase(), Phase::Sure | Phase::Score) {
            return Ok(());
        }
        let typed = self.with_line(line);
        self.hand(plain, Input::TypedLate(typed))?;
        let words = plain.language().plain_added();
        plain.say(&words)
    }

    /// Adds a line to the answer.
    fn write(&mut self, plain: &mut Plain<'_>, line: &str) -> io::Result<()> {
        let typed = self.with_line(line);
        self.hand(plain, Input::Typed(typed))
    }

    /// What was typed so far, with another line.
    fn with_line(&self, line: &str) -> String {
        let typed = self.room.current().map_or("", |(_, it)| it.typed.as_str());
        if typed.trim().is_empty() {
            line.to_owned()
        } else {
            format!("{typed}\n{line}")
        }
    }

    fn think(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        loop {
            let mut prompt = say.plain_think_prompt();
            if self.room.may_take_back() {
                prompt = format!("{prompt} · {}", say.plain_take_back());
            }
            match self.wait(plain, &prompt)? {
                Waited::End => return Ok(false),
                Waited::Moved => return Ok(true),
                Waited::Line(line) => match line.as_str() {
                    "" => {
                        self.hand(plain, Input::GoOn)?;
                        return Ok(true);
                    }
                    "s" => {
                        self.hand(plain, Input::Skip)?;
                        return Ok(true);
                    }
                    "x" => {
                        self.hand(plain, Input::GiveUp)?;
                        return Ok(true);
                    }
                    "u" if self.room.may_take_back() => {
                        self.hand(plain, Input::TakeBack)?;
                        return Ok(true);
                    }
                    "q" => return Ok(false),
                    "?" => self.ask_question(plain)?,
                    // Whoever writes at once has begun to answer.
                    words => {
                        self.hand(plain, Input::GoOn)?;
                        self.write(plain, words)?;
                        return Ok(true);
                    }
                },
            }
        }
    }

    fn listen(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        plain.say(&say.plain_answer_begins())?;
        let mut is_asked = false;
        loop {
            let waited = self.wait(plain, "")?;
            let line = match waited {
                Waited::End => return Ok(false),
                Waited::Moved => {
                    plain.say(&say.room_cut_off())?;
                    return Ok(true);
                }
                Waited::Line(line) => line,
            };
            let (typed, recorded) = self.room.current().map_or((false, false), |(_, it)| {
                (!it.typed.trim().is_empty(), it.recording.is_some())
            });
            match line.as_str() {
                "?" => self.ask_question(plain)?,
                "c" if !typed => self.say_clock(plain)?,
                "" => {
                    self.hand(plain, Input::GoOn)?;
                    return Ok(true);
                }
                "h" if !typed => self.give_hint(plain)?,
                "s" | "x" if !typed && recorded && !is_asked => {
                    is_asked = true;
                    plain.say(&say.plain_twice(&line))?;
                    continue;
                }
                "s" if !typed => {
                    self.hand(plain, Input::Skip)?;
                    return Ok(true);
                }
                "x" if !typed => {
                    self.hand(plain, Input::GiveUp)?;
                    return Ok(true);
                }
                words => self.write(plain, words)?,
            }
            is_asked = false;
        }
    }

    fn say_clock(&self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        match self.room.clock(plain.now().running) {
            Some(clock) => plain.say(&how_far(clock, &plain.shared)),
            None => plain.say(&say.plain_no_clock()),
        }
    }

    fn give_hint(&mut self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        let taken = self.room.current().map_or(0, |(_, it)| it.hints);
        let place = usize::try_from(taken).unwrap_or(usize::MAX);
        let Some(hint) = self.hints_of(&plain.shared).get(place).cloned() else {
            return plain.say(&say.room_no_hint());
        };
        self.hand(plain, Input::Hint)?;
        plain.say(&format!("{}: {hint}", say.room_hint(taken + 1)))
    }

    /// How many questions are asked whatever the answers are.
    fn asked_in_all(&self) -> usize {
        let is_sure = |slot: &Slot| !slot.question.after_pass;
        self.room.all().filter(|(slot, _)| is_sure(slot)).count()
    }

    /// How long the answer took.
    fn time_taken(&self, say: Language) -> String {
        let answered = self.room.current().map_or(0, |(_, it)| it.answer_ms);
        say.plain_took(&in_words(Duration::from_millis(answered), say))
    }

    fn ask_how_sure(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        let question = say.plain_how_sure(&say.sure_1(), &say.sure_2(), &say.sure_3());
        let words = format!("{} {question}", self.time_taken(say));
        loop {
            plain.prompt(&words)?;
            let line = match plain.hear(None)? {
                Heard::End => return Ok(false),
                Heard::Nothing => continue,
                Heard::Line(line) => line,
            };
            match line.as_str() {
                "1" | "2" | "3" => {
                    let sure = line.parse().unwrap_or(1);
                    self.hand(plain, Input::Sure(sure))?;
                    return Ok(true);
                }
                "?" => self.ask_question(plain)?,
                "a" if self.room.may_take_again() => {
                    self.hand(plain, Input::Again)?;
                    return Ok(true);
                }
                line if line.chars().count() > 2 => {
                    self.write(plain, line)?;
                    plain.say(&say.plain_added())?;
                }
                _ => plain.say(&say.plain_sure_again())?,
            }
        }
    }

    /// The model answer as lines.
    fn say_model(&self, plain: &mut Plain<'_>) -> io::Result<()> {
        let (Some(card), Some((slot, _))) = (self.card(&plain.shared), self.room.current()) else {
            let words = plain.language().room_gone();
            return plain.say(&words);
        };
        let sheet = answer::model_lines_for(card, &slot.question, ONE_LINE, &plain.shared);
        plain.say_lines(&sheet.words())
    }

    fn ask_for_score(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let is_timed = |it: &Attempt| it.confidence.is_none() && !it.gave_up;
        if self.room.current().is_some_and(|(_, it)| is_timed(it)) {
            plain.say(&self.time_taken(plain.language()))?;
        }
        self.say_model(plain)?;
        loop {
            if !(self.ask_for_points(plain)? && self.ask_for_star(plain)?) {
                return Ok(false);
            }
            if !(self.ask_for_number(plain)? && self.ask_for_next_time(plain)?) {
                return Ok(false);
            }
            let say = plain.language();
            let chosen = self
                .room
                .current()
                .and_then(|(_, it)| it.score_after_hints());
            let words = say.plain_save(chosen.unwrap_or(1));
            let what = plain.ask(&words, &say.plain_save_again(), |line| match line {
                "" | "u" | "q" => Some(line.to_owned()),
                _ => None,
            })?;
            match what.as_deref() {
                Some("u") => continue,
                Some("q") | None => return Ok(false),
                Some(_) => {}
            }
            let place = self.room.number();
            self.hand(plain, Input::GoOn)?;
            let is_kept = self.room.phase() != Phase::Score || self.room.number() != place;
            if is_kept {
                plain.say(&say.saved())?;
            }
            return Ok(true);
        }
    }

    /// Ticks what was said; an empty line leaves it untouched.
    fn ask_for_points(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let Some((slot, _)) = self.room.current() else {
            return Ok(true);
        };
        let of = slot.points_of;
        let points: Vec<String> = self
            .card(&plain.shared)
            .map_or(&[][..], |card| &card.key_points)
            .iter()
            .take(of)
            .cloned()
            .collect();
        if points.is_empty() {
            return Ok(true);
        }
        let Some(which) = plain.ask_which(&points)? else {
            return Ok(false);
        };
        let Which::These(said) = which else {
            return Ok(true);
        };
        let ticked = self.room.current().map(|(_, it)| it.points.clone());
        let ticked = ticked.unwrap_or_default();
        if said.is_empty() && ticked.is_empty() {
            // None of them, which is not the same as a list that nobody touched.
            self.hand(plain, Input::TogglePoint(0))?;
            self.hand(plain, Input::TogglePoint(0))?;
        }
        for point in 0..points.len() {
            if said.contains(&point) != ticked.contains(&point) {
                self.hand(plain, Input::TogglePoint(point))?;
            }
        }
        Ok(true)
    }

    /// Situation, task, action and result, where they are asked for.
    fn ask_for_star(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        let Some((slot, attempt)) = self.room.current() else {
            return Ok(true);
        };
        if self.tickable() <= slot.points_of {
            return Ok(true);
        }
        let before = attempt.star.clone();
        let names: Vec<String> = (1..)
            .zip(&STAR)
            .map(|(number, (_, words))| format!("{number} {}", words.in_language(say)))
            .collect();
        let ticked = plain.ask(
            &say.plain_star(&names.join(" ")),
            &say.plain_points_again(STAR.len()),
            |line| which(line, STAR.len()),
        )?;
        let ticked = match ticked {
            None => return Ok(false),
            Some(Which::Untouched) => return Ok(true),
            Some(Which::These(ticked)) => ticked,
        };
        for letter in 0..STAR.len() {
            if ticked.contains(&letter) != before.contains(&letter) {
                self.hand(plain, Input::ToggleStar(letter))?;
            }
        }
        Ok(true)
    }

    fn ask_for_number(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let say = plain.language();
        let kind = self.score_kind(&plain.shared);
        let has_one = self
            .room
            .current()
            .is_some_and(|(_, it)| it.score.is_some());
        let words: Vec<String> = (1..=5u8)
            .map(|score| format!("{score} {}", say.score_words(kind, score)))
            .collect();
        let score = plain.ask(
            &say.plain_score(&words.join(", ")),
            &say.plain_score_again(),
            |line| match line {
                "" if has_one => Some(None),
                line => numbers(line, 5)
                    .filter(|it| it.len() == 1)
                    .map(|it| Some(it[0])),
            },
        )?;
        match score {
            None => Ok(false),
            Some(None) => Ok(true),
            Some(Some(score)) => {
                let score = u8::try_from(score).unwrap_or(5);
                self.hand(plain, Input::Score(score))?;
                Ok(true)
            }
        }
    }

    fn ask_for_next_time(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let words = plain.language().plain_next_time();
        let Some(note) = plain.ask(&words, "", |line| Some(line.to_owned()))? else {
            return Ok(false);
        };
        if !note.is_empty() {
            self.hand(plain, Input::Noted(note))?;
        }
        Ok(true)
    }

    /// The night before: the question with its answer.
    fn show(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        self.ask_question(plain)?;
        self.say_model(plain)?;
        let prompt = plain.language().plain_go_on();
        match self.wait(plain, &prompt)? {
            Waited::End => Ok(false),
            Waited::Moved => Ok(true),
            Waited::Line(line) if line == "q" => Ok(false),
            Waited::Line(_) => {
                self.hand(plain, Input::GoOn)?;
                Ok(true)
            }
        }
    }

    /// The record did not reach the disk: what is wrong was said.
    fn try_to_keep(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let words = plain.language().plain_retry();
        plain.prompt(&words)?;
        if plain.hear(None)? == Heard::End {
            return Ok(false);
        }
        let now = plain.now();
        let replies = self.try_again(&mut plain.shared, now);
        plain.follow(self, replies)?;
        Ok(true)
    }

    fn ask_for_line(&mut self, plain: &mut Plain<'_>) -> io::Result<bool> {
        let words = plain.language().line_words();
        let Some(line) = plain.ask(&words, &words, |line| {
            (!line.is_empty()).then(|| line.to_owned())
        })?
        else {
            return Ok(false);
        };
        self.hand(plain, Input::Lined(line))?;
        self.hand(plain, Input::GoOn)?;
        Ok(true)
    }

    /// What the session leaves in the history.
    fn say_what_is_kept(&self, plain: &mut Plain<'_>) -> io::Result<()> {
        let say = plain.language();
        let session = self.room.session();
        let answers: Vec<Answer> = plain
            .shared
            .history
            .answers_in(session)
            .map(|seen| seen.answer().clone())
            .collect();
        let is_open = |answer: &&Answer| answer.score.is_none() && !answer.skipped;
        let open = match self.room.mode() {
            Mode::NightBefore => 0,
            Mode::Practice | Mode::Live => answers.iter().filter(is_open).count(),
        };
        plain.say(&say.plain_kept(answers.len(), open))
    }
}

/// What is said of a clock that has gone from one moment to another.
fn said_between(
    before: ClockFace,
    after: ClockFace,
    phase: Phase,
    shared: &Shared,
) -> Option<String> {
    if phase != Phase::Answer || !after.has_limit() || before.limit != after.limit {
        return None;
    }
    let limit = after.limit;
    let moments = [limit / 2, limit.saturating_sub(SOON_OVER), limit];
    let passed = moments
        .into_iter()
        .any(|moment| before.gone < moment && after.gone >= moment && !moment.is_zero());
    passed.then(|| how_far(after, shared))
}

/// How far a clock is, in words.
fn how_far(clock: ClockFace, shared: &Shared) -> String {
    let say = shared.language;
    let gone = in_words(clock.gone, say);
    if !clock.has_limit() {
        return say.plain_gone(&gone);
    }
    match clock.gone.saturating_sub(clock.limit).as_secs() {
        _ if clock.gone < clock.limit => say.plain_left(&gone, &in_words(clock.left(), say)),
        0 => say.plain_time_is_up(),
        over => say.plain_over(&in_words(Duration::from_secs(over), say)),
    }
}
