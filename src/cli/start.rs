//! `hotseat` without a sub-command: the terminal program.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Outcome, Surroundings};
use crate::clock::SystemClock;
use crate::interview::preset;
use crate::tui::app::App;
use crate::tui::events::{Event, TerminalEvents};
use crate::tui::hands::{AtOnce, Beside, Work};
use crate::tui::keymap::Keymap;
use crate::tui::plain::{Plain, Stdin};
use crate::tui::screens::{self, First};
use crate::tui::shared::Shared;
use crate::tui::speech::{Speech, Tell};
use crate::tui::terminal::Screen;
use crate::tui::theme::{Theme, terminal_profile};

/// A seed that nobody can guess.
pub fn fresh_seed() -> u64 {
    // Short enough to be typed again.
    rand::random::<u64>() % 1_000_000
}

/// Takes the terminal and runs until the user leaves.
pub fn run(
    surroundings: &Surroundings,
    clock: &SystemClock,
    first: Option<First>,
) -> anyhow::Result<Outcome> {
    require_terminal()?;
    let shared = shared(surroundings);
    let mut app = App::new(shared, screens::start(first.unwrap_or(First::Home)));
    show(&mut app, surroundings, clock)
}

/// Whether a session is held in plain lines: asked for, or because no screen can be drawn or read.
pub fn is_plain(is_asked: bool) -> bool {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let is_accessible = !matches!(variable("ACCESSIBLE").as_str(), "" | "0");
    let has_screen = io::stdin().is_terminal() && io::stdout().is_terminal();
    is_asked || is_accessible || !has_screen || variable("TERM") == "dumb"
}

/// Holds a session in plain lines on the standard input and output.
pub fn in_plain_lines(
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut dyn Write,
    hold: impl FnOnce(&mut Plain<'_>) -> io::Result<()>,
) -> anyhow::Result<Outcome> {
    let mut ear = Stdin::open()?;
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    let mut hands = AtOnce(Work::new(disk.clone(), folders.clone()));
    let shared = shared(surroundings);
    let mut plain = Plain::open(&mut ear, out, clock, &mut hands, shared);
    hold(&mut plain)?;
    Ok(Outcome::Fine)
}

/// Refuses to draw where there is no terminal to draw on.
pub fn require_terminal() -> anyhow::Result<()> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        anyhow::bail!(
            "hotseat draws on a terminal, and this is none. Run it in one, or see `hotseat --help` for the commands that print."
        );
    }
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        anyhow::bail!(
            "TERM=dumb cannot place the cursor. Run hotseat in a full terminal, or see `hotseat --help` for the commands that print."
        );
    }
    Ok(())
}

/// Shows an app on the terminal until the user leaves.
pub fn show(
    app: &mut App,
    surroundings: &Surroundings,
    clock: &SystemClock,
) -> anyhow::Result<Outcome> {
    let mut events = TerminalEvents::open(surroundings.settings.escape_wait)?;
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    let postbox = Mutex::new(events.postbox()?);
    let tell: Tell = Arc::new(move |news| {
        let mut postbox = postbox.lock().unwrap_or_else(PoisonError::into_inner);
        postbox.post(Event::Speech(news));
    });
    let speech = Speech::new(surroundings.settings.speech.clone(), disk, folders, tell);
    let mut hands = Beside::start(disk, folders, speech, events.postbox()?, events.postbox()?);
    let mut screen = Screen::take(surroundings.settings.mouse)?;
    let ended = crate::tui::run(app, &mut screen, &mut events, &mut hands, clock)?;
    drop(screen);
    Ok(ended.signal.map_or(Outcome::Fine, Outcome::Signal))
}

/// Everything the screens share, before decks and history are read.
pub fn shared(surroundings: &Surroundings) -> Shared {
    let Surroundings {
        disk,
        folders,
        settings,
        problems,
        language,
        audience,
        ..
    } = surroundings;
    let config = &folders.config;
    let profile = terminal_profile(&io::stdout());
    let (theme, of_theme) = Theme::load(disk, &config.join("themes"), &settings.theme, profile);
    let (keymap, of_keymap) = Keymap::load(disk, &config.join("keymap.toml"));
    let (presets, of_presets) = preset::load(disk, &config.join("presets"));
    let mut shared = Shared::new(*language, theme, keymap, presets);
    shared.problems = [problems.clone(), of_theme, of_keymap, of_presets].concat();
    shared.profile = profile;
    shared.usual_audience = audience.clone();
    shared.ascii = settings.ascii_symbols;
    shared.reduced_motion = settings.reduced_motion;
    shared.seeds = fresh_seed;
    let named = ["VISUAL", "EDITOR"].map(|name| std::env::var(name).unwrap_or_default());
    let named = named.into_iter().find(|editor| !editor.trim().is_empty());
    shared.editor = named.unwrap_or_default();
    shared.device = folders.device(disk);
    shared.speech = settings.speech.clone();
    shared.day_begins = settings.day_begins;
    shared.decks_folder = folders.decks().display().to_string();
    shared
}
