//! The terminal: the loop, the keys, the looks and the screens.
//!
//! [`events`] brings what happens, [`app`] turns it into a new state and effects, [`hands`]
//! carries the effects out, and a frame is drawn only when something changed. With nothing to
//! wait for but a key the loop sleeps: an idle program uses no CPU.

use std::io;

use crate::clock::{Clock, slept_between};

pub mod action;
pub mod app;
pub mod around;
pub mod canvas;
pub mod cards;
pub mod effect;
pub mod events;
pub mod finder;
pub mod hands;
pub mod input;
pub mod interviews;
pub mod keymap;
pub mod known;
pub mod notes;
pub mod options;
pub mod outside;
pub mod plain;
pub mod screen;
pub mod screens;
pub mod shared;
pub mod speech;
pub mod terminal;
pub mod theme;
pub mod tutor;
pub mod unfinished;
pub mod widgets;

use app::App;
use cards::CardJob;
use effect::Effect;
use events::{Event, EventSource};
use hands::Hands;

/// Why the loop ended, and how often it turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The signal that ended it, if it was one.
    pub signal: Option<i32>,
    /// How often the loop woke up.
    pub turns: usize,
    /// How many frames were drawn.
    pub frames: usize,
}

/// What the loop draws on: the terminal, or a test's picture of one.
pub trait Stage {
    /// Draws a frame of the app if there is room for it.
    fn draw(&mut self, app: &mut App, now: crate::clock::Moment) -> io::Result<()>;
    /// Rings the bell.
    fn bell(&mut self) -> io::Result<()>;
    /// Asks the terminal, which offers it, to tell keys apart.
    fn tell_keys_apart(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// Puts a text on the clipboard, where the terminal lets programs do that.
    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
    /// Forgets what is on the screen, so that the next frame is drawn whole.
    fn forget(&mut self) -> io::Result<()>;
    /// Gives the terminal back to the shell until the user returns.
    fn suspend(&mut self) -> io::Result<()>;
    /// Gives the terminal to a program with its arguments until it ends. The outer error is the
    /// terminal's; the inner one says that the program could not be started or went wrong.
    fn lend(&mut self, command: &[String]) -> io::Result<io::Result<()>>;
}

/// Runs the app until it ends. Where the terminal is gone in the middle of a frame, everything
/// is put on the disk before the error is given back.
pub fn run(
    app: &mut App,
    stage: &mut impl Stage,
    events: &mut impl EventSource,
    hands: &mut impl Hands,
    clock: &impl Clock,
) -> io::Result<Ended> {
    let ended = turn(app, stage, events, hands, clock);
    let was_left = matches!(ended, Ok(Ended { signal: None, .. }));
    if !was_left {
        for effect in app.put_down(clock.now()) {
            hands.carry_out(effect);
        }
    }
    hands.finish();
    ended
}

fn turn(
    app: &mut App,
    stage: &mut impl Stage,
    events: &mut impl EventSource,
    hands: &mut impl Hands,
    clock: &impl Clock,
) -> io::Result<Ended> {
    let mut ended = Ended {
        signal: None,
        turns: 0,
        frames: 0,
    };
    // Reading begins behind the first frame, which has the processor for itself.
    let effects = app.begin();
    let mut last = clock.now();
    stage.draw(app, last)?;
    ended.frames += 1;
    let mut waiting: Vec<Event> = effects
        .into_iter()
        .filter_map(|effect| hands.carry_out(effect))
        .collect();
    loop {
        let event = if waiting.is_empty() {
            let patience = app
                .next_change(last)
                .map(|at| at.saturating_sub(clock.now().running));
            events.next(patience)?
        } else {
            Some(waiting.remove(0))
        };
        ended.turns += 1;
        let now = clock.now();
        if let Some(slept) = slept_between(last, now) {
            app.slept(slept, now);
        }
        last = now;
        if let Some(Event::Signal(signal)) = event {
            return Ok(Ended {
                signal: Some(signal),
                ..ended
            });
        }
        if let Some(Event::TellsKeysApart) = event {
            stage.tell_keys_apart()?;
            continue;
        }
        for effect in app.handle(event, now) {
            match effect {
                Effect::Quit => return Ok(ended),
                Effect::Bell => stage.bell()?,
                Effect::Copy(text) => stage.copy(&text)?,
                Effect::Redraw => stage.forget()?,
                Effect::Suspend => {
                    hands.settle();
                    stage.suspend()?;
                    let back = clock.now();
                    app.was_away(back.running.saturating_sub(last.running), back);
                    last = back;
                }
                Effect::OpenFile { command, deck } => {
                    hands.settle();
                    let ended = stage.lend(&command)?;
                    let back = clock.now();
                    app.was_away(back.running.saturating_sub(last.running), back);
                    if let Err(error) = ended {
                        app.could_not_open(&command, &error, back);
                    }
                    last = back;
                    let job = CardJob::ReadDeck(deck);
                    waiting.extend(hands.carry_out(Effect::Card(job, back.wall)));
                }
                other => waiting.extend(hands.carry_out(other)),
            }
        }
        if app.take_changed() {
            stage.draw(app, clock.now())?;
            ended.frames += 1;
        }
    }
}
