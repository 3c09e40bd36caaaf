//! `hotseat` without a sub-command: the terminal program.

use std::io::{self, IsTerminal};
use std::sync::{Arc, Mutex, PoisonError};

use termprofile::TermProfile;

use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::interview::preset;
use crate::store::{copies, watch};
use crate::tui::app::App;
use crate::tui::events::{Event, TerminalEvents};
use crate::tui::hands::{AtOnce, Beside, Work};
use crate::tui::keymap::Keymap;
use crate::tui::options::{Options, Reread};
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
    out: &mut Gate<'_>,
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
    let reread = reread(surroundings, app.shared().profile);
    let (writing, thinking) = (events.postbox()?, events.postbox()?);
    let mut hands = Beside::start(disk, folders, &reread, speech, writing, thinking);
    let mut stirred = events.postbox()?;
    let tell = move |areas| stirred.post(Event::Stirred(areas));
    let watching = surroundings.settings.watching;
    watch::start(disk.clone(), folders.clone(), watching, tell);
    let mut screen = Screen::take(surroundings.settings.mouse)?;
    let ended = crate::tui::run(app, &mut screen, &mut events, &mut hands, clock)?;
    drop(screen);
    Ok(ended.signal.map_or(Outcome::Fine, Outcome::Signal))
}

/// How the options are read anew while the program runs.
fn reread(surroundings: &Surroundings, profile: TermProfile) -> Reread {
    // The folders and the language of the first start stay where the command line says so.
    let common = surroundings.common.clone();
    Reread::new(move || {
        let now = super::surroundings(common.as_ref()?).ok()?;
        Some(options(&now, profile))
    })
}

/// The options as they stand in the config folder.
fn options(surroundings: &Surroundings, profile: TermProfile) -> Options {
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
    let (theme, of_theme) = Theme::load(disk, &config.join("themes"), &settings.theme, profile);
    let (keymap, of_keymap) = Keymap::load(disk, &config.join("keymap.toml"));
    let (presets, of_presets) = preset::load(disk, &config.join("presets"));
    Options {
        language: *language,
        theme,
        keymap,
        presets,
        ascii: settings.ascii_symbols,
        reduced_motion: settings.reduced_motion,
        asks_why: settings.asks_why,
        day_begins: settings.day_begins,
        audience: audience.clone(),
        problems: [
            problems.clone(),
            of_theme,
            of_keymap,
            of_presets,
            copies::of_settings(disk, folders),
        ]
        .concat(),
    }
}

/// Everything the screens share, before decks and history are read.
pub fn shared(surroundings: &Surroundings) -> Shared {
    let Surroundings {
        disk,
        folders,
        settings,
        ..
    } = surroundings;
    let profile = terminal_profile(&io::stdout());
    let options = options(surroundings, profile);
    let (theme, keymap) = (options.theme.clone(), options.keymap.clone());
    let mut shared = Shared::new(options.language, theme, keymap, options.presets.clone());
    shared.problems.clone_from(&options.problems);
    shared.profile = profile;
    shared.usual_audience = options.audience.clone();
    shared.ascii = options.ascii;
    shared.reduced_motion = options.reduced_motion;
    shared.asks_why = options.asks_why;
    shared.day_begins = options.day_begins;
    shared.options = Some(Box::new(options));
    shared.seeds = fresh_seed;
    let named = ["VISUAL", "EDITOR"].map(|name| std::env::var(name).unwrap_or_default());
    let named = named.into_iter().find(|editor| !editor.trim().is_empty());
    shared.editor = named.unwrap_or_default();
    shared.device = folders.device(disk);
    shared.speech = settings.speech.clone();
    shared.decks_folder = folders.decks().display().to_string();
    shared
}
