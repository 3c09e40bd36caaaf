//! Pictures of the real program for the README: `cargo run --example picture -- assets/screens`.
//!
//! The app's own loop runs on scripted keys, a fixed clock, a temporary data folder and the
//! shipped decks. What stands on the screen at some moments becomes an SVG file each. Nothing is
//! random, so a second run writes the same bytes.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use chrono::DateTime;
use hotseat::bank::{Bank, load};
use hotseat::clock::{Clock, Moment};
use hotseat::history::record::Ids;
use hotseat::history::{History, Log};
use hotseat::interview::preset;
use hotseat::language::Language;
use hotseat::store::replace::Durability;
use hotseat::store::{Disk, Folders};
use hotseat::tui::app::App;
use hotseat::tui::events::{Event, EventSource};
use hotseat::tui::hands::{AtOnce, Work};
use hotseat::tui::keymap::Keymap;
use hotseat::tui::screens::{self, First};
use hotseat::tui::shared::Shared;
use hotseat::tui::theme::Theme;
use hotseat::tui::{self, Stage};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use termprofile::TermProfile;

use script::Step;
use svg::Seen;

mod invented;
mod script;
mod svg;

/// The evening on which all pictures are taken.
const BEGAN: &str = "2026-11-21T21:10:00+09:00";

/// The seed of the interview that is shown.
const SEED: u64 = 7;

/// Columns and rows of every picture.
const SIZE: (u16, u16) = (100, 30);

fn main() -> anyhow::Result<()> {
    let folder: PathBuf = std::env::args_os()
        .nth(1)
        .context("give the folder to write to: cargo run --example picture -- assets/screens")?
        .into();
    std::fs::create_dir_all(&folder)?;
    let mut pictures = take(Language::Korean, "dark", true, script::whole_interview)?;
    pictures.extend(take(
        Language::English,
        "light",
        false,
        script::one_question,
    )?);
    for (name, svg) in pictures {
        let path = folder.join(format!("{name}.svg"));
        std::fs::write(&path, svg)?;
        writeln!(io::stdout(), "{}", path.display())?;
    }
    Ok(())
}

/// Writes the script of a run from what the run will see.
type ScriptOf = fn(&Bank, &History, &[preset::Preset], Moment) -> Vec<Step>;

/// Runs the app on a script and gives its pictures, each with its name.
fn take(
    language: Language,
    theme: &str,
    has_practised: bool,
    script: ScriptOf,
) -> anyhow::Result<Vec<(&'static str, String)>> {
    let root = tempfile::tempdir()?;
    let folders = Folders::below(root.path());
    let disk = Disk::whole();
    disk.replace(
        &folders.state.join("device"),
        b"desk\n",
        Durability::Process,
    )?;
    let (theme, _) = Theme::load(&disk, &folders.config, theme, TermProfile::TrueColor);
    let (keymap, _) = Keymap::load(&disk, &folders.config.join("keymap.toml"));
    let (presets, _) = preset::load(&disk, &folders.config.join("presets"));
    let bank = load::bank(&disk, &folders);
    let clock = HandClock::at(BEGAN)?;
    if has_practised {
        invented::history(&disk, &folders, &bank, &presets, language, clock.now().wall)?;
    }
    let (_, everything) = Log::open(&disk, &folders);
    let history = History::new(everything.records);
    let steps = script(&bank, &history, &presets, clock.now());

    let ground = svg::Ground::of(&theme);
    let mut shared = Shared::new(language, theme, keymap, presets);
    shared.ids = Ids::from_numbers(|| 7);
    shared.seeds = || SEED;
    shared.device = folders.device(&disk);
    "~/.local/share/hotseat/decks".clone_into(&mut shared.decks_folder);
    let mut app = App::new(shared, screens::start(First::Home));
    let seen = Rc::new(RefCell::new(Seen::default()));
    let mut easel = Easel {
        terminal: Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?,
        seen: Rc::clone(&seen),
    };
    let mut events = Scripted {
        steps: steps.into_iter(),
        left: Duration::ZERO,
        clock: clock.clone(),
        seen,
        ground,
        pictures: Vec::new(),
    };
    let mut hands = AtOnce(Work::new(disk, folders));
    tui::run(&mut app, &mut easel, &mut events, &mut hands, &clock)?;
    Ok(events.pictures)
}

/// A clock that moves only by hand.
#[derive(Debug, Clone)]
struct HandClock {
    began: DateTime<chrono::FixedOffset>,
    running: Rc<Cell<Duration>>,
}

impl HandClock {
    fn at(wall: &str) -> anyhow::Result<Self> {
        Ok(Self {
            began: DateTime::parse_from_rfc3339(wall)?,
            running: Rc::default(),
        })
    }

    fn pass(&self, time: Duration) {
        self.running.set(self.running.get() + time);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        let running = self.running.get();
        Moment {
            wall: self.began + running,
            running,
        }
    }
}

/// What the app is drawn on.
struct Easel {
    terminal: Terminal<TestBackend>,
    seen: Rc<RefCell<Seen>>,
}

impl Stage for Easel {
    fn draw(&mut self, app: &mut App, now: Moment) -> io::Result<()> {
        let Ok(_) = self.terminal.draw(|frame| app.draw(frame, now));
        let backend = self.terminal.backend_mut();
        let caret = backend.cursor_visible().then(|| {
            let Ok(caret) = backend.get_cursor_position();
            caret
        });
        *self.seen.borrow_mut() = Seen {
            cells: backend.buffer().clone(),
            caret,
        };
        Ok(())
    }

    fn bell(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn forget(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn lend(&mut self, _: &[String]) -> io::Result<io::Result<()>> {
        Ok(Ok(()))
    }
}

/// Events from the script, and the pictures taken between them.
struct Scripted {
    steps: std::vec::IntoIter<Step>,
    /// What is left of the time that passes.
    left: Duration,
    clock: HandClock,
    seen: Rc<RefCell<Seen>>,
    ground: svg::Ground,
    pictures: Vec<(&'static str, String)>,
}

impl EventSource for Scripted {
    fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>> {
        loop {
            if let Some(patience) = patience.filter(|&patience| patience <= self.left) {
                self.left -= patience;
                self.clock.pass(patience);
                return Ok(None);
            }
            self.clock.pass(std::mem::take(&mut self.left));
            match self.steps.next() {
                Some(Step::Press(key)) => return Ok(Some(Event::Key(key))),
                Some(Step::Pass(time)) => self.left = time,
                Some(Step::Picture(name)) => {
                    let picture = svg::picture(&self.seen.borrow(), &self.ground);
                    self.pictures.push((name, picture));
                }
                None => return Err(io::Error::other("the script ended before the program")),
            }
        }
    }
}
