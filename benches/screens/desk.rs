//! The real app before a terminal that is as deep as `/dev/null`: keys go in, frames come out,
//! and both are timed.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::clock::Moment;
use hotseat::interview::preset;
use hotseat::language::Language;
use hotseat::progress::SoFar;
use hotseat::search::Index;
use hotseat::store::{Disk, Folders};
use hotseat::survey::Survey;
use hotseat::tui::app::App;
use hotseat::tui::canvas::Canvas;
use hotseat::tui::effect::Effect;
use hotseat::tui::events::Event;
use hotseat::tui::hands::{AtOnce, Hands, Work};
use hotseat::tui::keymap::Keymap;
use hotseat::tui::known::{KnownJob, KnownNews, Needs};
use hotseat::tui::screens::{self, First};
use hotseat::tui::shared::Shared;
use hotseat::tui::theme::Theme;
use ratatui::Viewport;
use ratatui::layout::Rect;
use rustix::time::{ClockId, clock_gettime};
use termprofile::TermProfile;

use crate::world::{self, World};

/// What one event and its frame took: processor time of this thread in seconds, and what reached
/// the terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// Taking the event in.
    pub handle: f64,
    /// Drawing and sending the frame.
    pub draw: f64,
    /// Both, by the clock on the wall.
    pub wall: f64,
    /// Writes of this frame.
    pub writes: usize,
    /// Bytes of this frame.
    pub bytes: usize,
}

impl Cost {
    /// From the key to the sent frame.
    pub fn whole(&self) -> f64 {
        self.handle + self.draw
    }
}

/// What was written so far.
#[derive(Debug, Clone, Default)]
pub struct Count {
    pub writes: Rc<Cell<usize>>,
    pub bytes: Rc<Cell<usize>>,
}

/// Writes into `/dev/null`, and counts.
pub struct Counted {
    null: File,
    count: Count,
}

impl Counted {
    pub fn new() -> (Self, Count) {
        let null = File::options().write(true).open("/dev/null").unwrap();
        let count = Count::default();
        (
            Self {
                null,
                count: count.clone(),
            },
            count,
        )
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.null.write(bytes)?;
        self.count.writes.set(self.count.writes.get() + 1);
        self.count.bytes.set(self.count.bytes.get() + written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is worked out once for all desks of a world.
#[derive(Clone)]
pub struct Known {
    world: World,
    index: Arc<Index>,
    survey: Arc<Survey>,
    so_far: SoFar,
}

impl Known {
    pub fn of(world: World) -> Self {
        Self {
            index: Arc::new(Index::of_bank(&world.bank)),
            so_far: SoFar::of(&world.history, 4),
            survey: Arc::new(Survey::of(
                &world.bank,
                &world.history,
                world::now(),
                4,
                None,
            )),
            world,
        }
    }
}

/// A person at the terminal: home is shown, everything is read.
pub struct Desk {
    app: App,
    canvas: Canvas<Counted>,
    count: Count,
    hands: AtOnce,
    known: Known,
    now: Moment,
    _root: Option<tempfile::TempDir>,
}

impl Desk {
    pub fn new(known: &Known, size: (u16, u16)) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let disk = Disk::whole();
        std::fs::create_dir_all(&folders.data).unwrap();
        let interviews = world::interviews(known.world.interviews);
        std::fs::write(folders.data.join("interviews.toml"), interviews).unwrap();
        let notes = root.path().join("home/notes");
        std::fs::create_dir_all(&notes).unwrap();
        std::fs::write(notes.join("a.md"), world::note(known.world.note)).unwrap();
        let nowhere = root.path().join("nowhere");
        let (theme, _) = Theme::load(&disk, &nowhere, "dark", TermProfile::TrueColor);
        let (keymap, _) = Keymap::load(&disk, &nowhere);
        let (presets, _) = preset::load(&disk, &nowhere);
        let mut shared = Shared::new(Language::Korean, theme, keymap, presets);
        shared.problems = world::problems(known.world.problems);
        shared.seeds = || 7;
        let (out, count) = Counted::new();
        let area = Rect::new(0, 0, size.0, size.1);
        let mut desk = Self {
            app: App::new(shared, screens::start(First::Home)),
            canvas: Canvas::new(out, Viewport::Fixed(area)).unwrap(),
            count,
            hands: AtOnce(Work::new(disk, folders)),
            known: known.clone(),
            now: Moment {
                wall: world::now(),
                running: Duration::ZERO,
            },
            _root: Some(root),
        };
        let effects = desk.app.begin();
        desk.carry_out(effects);
        desk
    }

    /// One key, named as in the keymap's file, and its frame; `+` is a second that passes.
    pub fn press(&mut self, name: &str) -> Cost {
        match name {
            "+" => self.second(),
            name => self.event(Some(Event::Key(key(name)))),
        }
    }

    /// Keys on the way to what is measured, with spaces between their names.
    pub fn go(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.press(name);
        }
    }

    fn second(&mut self) -> Cost {
        let second = Duration::from_secs(1);
        self.now.running += second;
        self.now.wall += second;
        self.event(None)
    }

    /// The screen is drawn again though nothing happened.
    pub fn draw_again(&mut self) -> Cost {
        self.timed(|_| Vec::new()).0
    }

    /// The event and its frame are timed; what is done beside the drawing is not.
    fn event(&mut self, event: Option<Event>) -> Cost {
        let (cost, effects) = self.timed(|desk| desk.app.handle(event, desk.now));
        self.carry_out(effects);
        cost
    }

    fn timed(&mut self, handle: impl FnOnce(&mut Self) -> Vec<Effect>) -> (Cost, Vec<Effect>) {
        let before = (self.count.writes.get(), self.count.bytes.get());
        let (wall, began) = (Instant::now(), processor_time());
        let effects = handle(self);
        let handled = processor_time();
        self.canvas.draw(&mut self.app, self.now).unwrap();
        let drawn = processor_time();
        let cost = Cost {
            handle: handled - began,
            draw: drawn - handled,
            wall: wall.elapsed().as_secs_f64(),
            writes: self.count.writes.get() - before.0,
            bytes: self.count.bytes.get() - before.1,
        };
        (cost, effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let known = &self.known;
            let event = match effect {
                Effect::ReadBank => Some(Event::BankRead(Arc::clone(&known.world.bank))),
                Effect::BuildIndex(bank) if Arc::ptr_eq(&bank, &known.world.bank) => {
                    Some(Event::IndexBuilt(Arc::clone(&known.index), bank))
                }
                Effect::WorkOut(job)
                    if job.needs.survey && Arc::ptr_eq(&job.bank, &known.world.bank) =>
                {
                    // The survey is the same for all desks of a world.
                    let needs = Needs {
                        survey: false,
                        ..job.needs
                    };
                    let rest = Effect::WorkOut(Box::new(KnownJob { needs, ..*job }));
                    let worked_out = self.hands.carry_out(rest);
                    worked_out.map(|event| match event {
                        Event::WorkedOut(news) => Event::WorkedOut(Box::new(KnownNews {
                            survey: Some(Arc::clone(&known.survey)),
                            ..*news
                        })),
                        other => other,
                    })
                }
                read @ Effect::ReadHistory { .. } => match self.hands.carry_out(read) {
                    Some(Event::HistoryRead {
                        problems,
                        drafts,
                        ids,
                        unfinished,
                        ..
                    }) => Some(Event::HistoryRead {
                        so_far: known.so_far.clone(),
                        history: Arc::clone(&known.world.history),
                        problems,
                        drafts,
                        ids,
                        unfinished,
                    }),
                    other => other,
                },
                other => self.hands.carry_out(other),
            };
            if let Some(event) = event {
                self.event(Some(event));
            }
        }
    }
}

/// Processor time of this thread in seconds.
pub fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "a time in seconds")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}

fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("ctrl-") {
        Some(name) => (KeyModifiers::CONTROL, name),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "space" => KeyCode::Char(' '),
        "tab" => KeyCode::Tab,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pagedown" => KeyCode::PageDown,
        "pageup" => KeyCode::PageUp,
        "backspace" => KeyCode::Backspace,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        _ => {
            let mut chars = name.chars();
            let c = chars.next().unwrap();
            assert_eq!(chars.next(), None, "no key is called {name}");
            KeyCode::Char(c)
        }
    };
    KeyEvent::new(code, modifiers)
}
