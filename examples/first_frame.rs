//! How long the program takes from process start to its first frame:
//! `cargo build --release && cargo run --release --example first_frame`, or
//! `… --example first_frame -- PROGRAM DATA` with a folder of decks and history.
//!
//! The release binary is started in a pseudo-terminal, 20 times after one that warms the disk's
//! cache, with an empty data folder and the built-in decks unless a folder is given. The clock starts before the process
//! is made and stops when the end of a frame arrives. Beside it stands a program that draws one
//! empty frame with ratatui and nothing else.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use crossterm::event;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How many starts count.
const STARTS: usize = 20;

/// The size of the pseudo-terminal.
const SIZE: PtySize = PtySize {
    rows: 30,
    cols: 100,
    pixel_width: 0,
    pixel_height: 0,
};

/// The end of a frame, as the program sends it.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// With this argument the example is the empty program.
const EMPTY: &str = "--empty";

/// What one start took.
#[derive(Clone, Copy)]
struct Start {
    /// Until the first frame.
    frame: Duration,
    /// Until the words that were waited for stood on the screen.
    words: Duration,
}

fn main() -> anyhow::Result<()> {
    if std::env::args().any(|argument| argument == EMPTY) {
        return empty_program();
    }
    let own = std::env::current_exe()?;
    let hotseat = match std::env::args_os().nth(1) {
        Some(path) => PathBuf::from(path),
        // Examples lie one folder below the program.
        None => own
            .parent()
            .and_then(Path::parent)
            .context("the program's folder")?
            .join("hotseat"),
    };
    if !hotseat.exists() {
        bail!("{} is not there; build it first", hotseat.display());
    }
    let root = tempfile::tempdir()?;
    let data = std::env::args_os().nth(2);
    let program = |path: &Path, argument: &str| {
        let mut command = CommandBuilder::new(path);
        command.arg(argument);
        if let Some(data) = &data {
            command.env("HOTSEAT_DATA_DIR", data);
        }
        command.env("HOME", root.path());
        for folder in ["DATA", "CONFIG", "CACHE", "STATE"] {
            command.env(format!("XDG_{folder}_HOME"), root.path());
        }
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command
    };
    // What stands on the first screen once the decks are read.
    let words = if data.is_some() { "" } else { "ready to use" };
    // In turns, so that whatever else the machine does falls on both.
    let mut starts = Vec::new();
    let mut empty = Vec::new();
    for _ in 0..=STARTS {
        starts.push(start(program(&hotseat, "--lang=en"), words)?);
        empty.push(start(program(&own, EMPTY), "")?);
    }
    let mut out = io::stdout();
    let mut say = |what: &str, starts: &[Start], of: fn(&Start) -> Duration| {
        let mut times: Vec<Duration> = starts.iter().skip(1).map(of).collect();
        times.sort();
        let [fastest, .., slowest] = times[..] else {
            return Ok(());
        };
        let median = times[times.len() / 2];
        writeln!(
            out,
            "{what:<38} median {:>6.1} ms   fastest {:>6.1}   slowest {:>6.1}",
            milliseconds(median),
            milliseconds(fastest),
            milliseconds(slowest),
        )
    };
    say("first frame", &starts, |start| start.frame)?;
    if data.is_none() {
        say("built-in decks on the screen", &starts, |start| start.words)?;
    }
    say("first frame of an empty program", &empty, |start| {
        start.frame
    })?;
    Ok(())
}

/// Starts a program, waits for its first frame and for the words, and ends it with `q`.
fn start(command: CommandBuilder, words: &str) -> anyhow::Result<Start> {
    let pty = native_pty_system().openpty(SIZE)?;
    let mut reader = pty.master.try_clone_reader()?;
    let mut writer = pty.master.take_writer()?;
    let began = Instant::now();
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    let start = watch(&mut reader, began, words);
    if start.is_err() {
        child.kill()?;
    }
    writer.write_all(b"q")?;
    writer.flush()?;
    // What is still written must be read, or the program waits for it.
    let mut rest = [0; 4096];
    while reader.read(&mut rest).is_ok_and(|read| read > 0) {}
    child.wait()?;
    start
}

/// Reads what a program draws until the words stand on its screen.
fn watch(reader: &mut dyn Read, began: Instant, words: &str) -> anyhow::Result<Start> {
    let mut screen = vt100::Parser::new(SIZE.rows.try_into()?, SIZE.cols.try_into()?, 0);
    let mut bytes = Vec::new();
    let mut buffer = [0; 8 * 1024];
    let mut frame = None;
    loop {
        let read = reader.read(&mut buffer)?;
        let gone = began.elapsed();
        if read == 0 {
            bail!("the program ended before it drew");
        }
        bytes.extend_from_slice(&buffer[..read]);
        screen.process(&buffer[..read]);
        let has_frame = bytes
            .windows(FRAME_END.len())
            .any(|window| window == FRAME_END);
        if !has_frame {
            continue;
        }
        let frame = *frame.get_or_insert(gone);
        if screen.screen().contents().contains(words) {
            return Ok(Start { frame, words: gone });
        }
    }
}

/// One empty frame, then waits for a key.
fn empty_program() -> anyhow::Result<()> {
    if !io::stdout().is_terminal() {
        bail!("the empty program wants a terminal");
    }
    let mut terminal = ratatui::try_init()?;
    crossterm::execute!(io::stdout(), BeginSynchronizedUpdate)?;
    terminal.draw(|_| {})?;
    crossterm::execute!(io::stdout(), EndSynchronizedUpdate)?;
    event::read()?;
    ratatui::try_restore()?;
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
