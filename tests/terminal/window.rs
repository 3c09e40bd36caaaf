//! A terminal window: a pseudo-terminal with the program in it and an emulator on the other end.
//! Every wait is for something on the screen, with a deadline, never for a length of time.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Longer than a busy machine can need, for it is only waited out when a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A home folder with one preset of six questions, in which the program was never started.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let put = |path: &str, text: &str| {
            let path = home.0.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put(
            "config/hotseat/presets/six.toml",
            "title = \"Six\"\n[[rounds]]\ntitle = \"Six\"\ndecks = [\"mine\"]\ncount = 6\nthink = \"60s\"\nanswer = \"60s\"\n",
        );
        let cards =
            (1..=6).map(|i| format!("[[cards]]\nid = \"c{i}\"\nquestion = \"질문 {i}?\"\n"));
        put("data/hotseat/decks/mine.toml", &cards.collect::<String>());
        // What a pass leads to is drawn by chance.
        put("config/hotseat/config.toml", "ask_why = false\n");
        home
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The command with which the program is started here.
    pub fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hotseat"));
        command.args(arguments);
        command.cwd(self.path());
        command.env_clear();
        command.env("HOME", self.path());
        for (name, folder) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(name, self.path().join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "en_US.UTF-8");
        command
    }

    /// A window with the program in it.
    pub fn open(&self, arguments: &[&str]) -> Window {
        Window::open(self.command(arguments))
    }

    /// A window in which the interview of six questions runs.
    pub fn interview(&self) -> Window {
        self.open(&[
            "interview",
            "--preset",
            "six",
            "--seed",
            "1",
            "--questions",
            "all",
        ])
    }

    /// The lines of the history, oldest first.
    pub fn history(&self) -> Vec<serde_json::Value> {
        let lines = files_of(&self.path().join("data/hotseat/history"), "jsonl")
            .into_iter()
            .flat_map(|path| {
                let text = std::fs::read_to_string(path).unwrap();
                text.lines().map(str::to_owned).collect::<Vec<_>>()
            });
        lines
            .map(|line| serde_json::from_str(&line).unwrap())
            .collect()
    }

    pub fn answers(&self) -> Vec<serde_json::Value> {
        let mut lines = self.history();
        lines.retain(|line| line["kind"] == "answer");
        lines
    }

    /// Where sessions stand that are not over.
    pub fn drafts(&self) -> Vec<serde_json::Value> {
        files_of(&self.path().join("data/hotseat/drafts"), "json")
            .into_iter()
            .map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
            .collect()
    }
}

fn files_of(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect()
}

/// What has come out of the program so far.
struct Output {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
}

/// The window.
pub struct Window {
    /// Both are gone once the window is closed.
    ends: Option<(Box<dyn MasterPty + Send>, Box<dyn Write + Send>)>,
    is_closing: Arc<AtomicBool>,
    reading: Option<JoinHandle<()>>,
    pub child: Box<dyn Child + Send + Sync>,
    output: Arc<(Mutex<Output>, Condvar)>,
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Window {
    pub fn open(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(100, 30)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let output = Output {
            emulator: vt100::Parser::new(cells(30), cells(100), 0),
            bytes: Vec::new(),
        };
        let output = Arc::new((Mutex::new(output), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&output);
        let is_closing = Arc::new(AtomicBool::new(false));
        let stops = Arc::clone(&is_closing);
        let reading = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if stops.load(Ordering::SeqCst) {
                    return;
                }
                let mut output = shared.0.lock().unwrap();
                output.bytes.extend_from_slice(&buffer[..read]);
                output.emulator.process(&buffer[..read]);
                shared.1.notify_all();
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            ends: Some((pair.master, writer)),
            is_closing,
            reading: Some(reading),
            child,
            output,
        }
    }

    fn master(&self) -> &(dyn MasterPty + Send) {
        &*self.ends.as_ref().unwrap().0
    }

    /// Closes the window while the program runs in it.
    pub fn close(&mut self) -> &mut Self {
        self.is_closing.store(true, Ordering::SeqCst);
        // The frame that follows wakes the reading thread, which lets go of its end.
        self.resize(90, 25);
        self.reading.take().unwrap().join().unwrap();
        self.ends = None;
        self
    }

    /// Sends bytes as the keyboard does.
    pub fn send(&mut self, bytes: &str) -> &mut Self {
        let writer = &mut self.ends.as_mut().unwrap().1;
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.output
            .0
            .lock()
            .unwrap()
            .emulator
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master().resize(size(columns, rows)).unwrap();
        self
    }

    /// Waits until the screen is as it should be; says what it was instead when it never is.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let (output, arrived) = &*self.output;
        let mut output = output.lock().unwrap();
        while !is_so(output.emulator.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "never came: {what}\n{}",
                output.emulator.screen().contents()
            );
            output = arrived.wait_timeout(output, left).unwrap().0;
        }
        drop(output);
        self
    }

    /// Waits until the screen shows this.
    pub fn sees(&mut self, words: &str) -> &mut Self {
        self.until(words, |screen| screen.contents().contains(words))
    }

    /// Waits until the program has sent this.
    pub fn sends(&mut self, bytes: &str) -> &mut Self {
        self.sends_times(bytes, 1)
    }

    /// Waits until the program has sent this so often.
    pub fn sends_times(&mut self, bytes: &str, times: usize) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let (output, arrived) = &*self.output;
        let mut output = output.lock().unwrap();
        let count = |sent: &[u8]| String::from_utf8_lossy(sent).matches(bytes).count();
        while count(&output.bytes) < times {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never sent: {bytes:?}");
            output = arrived.wait_timeout(output, left).unwrap().0;
        }
        drop(output);
        self
    }

    /// Waits until this is gone from the screen.
    pub fn sees_no(&mut self, words: &str) -> &mut Self {
        self.until(&format!("the end of {words}"), |screen| {
            !screen.contents().contains(words)
        })
    }

    /// Waits until the cursor is shown this many columns behind the beginning of these words.
    pub fn caret_behind(&mut self, words: &str, columns: u16) -> &mut Self {
        self.until(
            &format!("the caret {columns} columns behind {words}"),
            |screen| {
                let (row, column) = screen.cursor_position();
                let place = place_of(screen, words);
                !screen.hide_cursor()
                    && place.is_some_and(|(r, c)| (r, c + columns) == (row, column))
            },
        )
    }

    /// The words on the screen.
    pub fn text(&self) -> String {
        self.output.0.lock().unwrap().emulator.screen().contents()
    }

    /// Everything that the program ever sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes.clone()
    }

    /// Waits until everything is read that the program has sent before it ended.
    pub fn read_to_the_end(&mut self) -> &mut Self {
        // The ends are closed first: on some systems the reader is woken by nothing else.
        self.ends = None;
        if let Some(reading) = self.reading.take() {
            reading.join().unwrap();
        }
        self
    }

    /// Sends a signal to the program.
    pub fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        rustix::process::kill_process(self.process(), signal).unwrap();
        self
    }

    fn process(&self) -> rustix::process::Pid {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::Pid::from_raw(id).unwrap()
    }

    /// Waits until the program is stopped by the shell's hand.
    pub fn until_stopped(&mut self) -> &mut Self {
        use rustix::process::{WaitOptions, waitpid};
        let deadline = Instant::now() + PATIENCE;
        loop {
            let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
            let status = waitpid(Some(self.process()), options).unwrap();
            if let Some((_, status)) = status {
                assert!(
                    status.stopped(),
                    "the program ended: {status:?}\n{}",
                    self.text()
                );
                return self;
            }
            assert!(Instant::now() < deadline, "never stopped\n{}", self.text());
            std::thread::yield_now();
        }
    }

    /// Waits until the program has ended and all its output is read.
    pub fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "never ended\n{}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until the terminal is as it was found.
    pub fn until_restored(&mut self) -> &mut Self {
        self.until("a restored terminal", |screen| {
            !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
        });
        let deadline = Instant::now() + PATIENCE;
        while !self.is_cooked() {
            assert!(Instant::now() < deadline, "the keys are still raw");
            std::thread::sleep(Duration::from_millis(2));
        }
        self
    }

    /// Whether lines are edited and shown by the terminal itself.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master().get_termios().unwrap();
        let modes = format!("{:?}", modes.local_flags);
        modes.contains("ICANON") && modes.contains("ECHO")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Shows what a terminal has shown after each frame of these bytes.
pub fn screens_of(bytes: &[u8], mut look: impl FnMut(&str)) {
    const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
    let mut emulator = vt100::Parser::new(cells(30), cells(100), 0);
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest
            .windows(END_OF_FRAME.len())
            .position(|part| part == END_OF_FRAME)
            .map_or(rest.len(), |at| at + END_OF_FRAME.len());
        emulator.process(&rest[..end]);
        look(&emulator.screen().contents());
        rest = &rest[end..];
    }
}

/// Row and column of the first cell of these words.
fn place_of(screen: &vt100::Screen, words: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    for row in 0..rows.get() {
        let mut text = String::new();
        let mut starts = Vec::new();
        for column in 0..columns.get() {
            let Some(cell) = screen.cell(row, column) else {
                continue;
            };
            if cell.is_wide_continuation() {
                continue;
            }
            starts.push((text.len(), column));
            let contents = cell.contents();
            text.push_str(if contents.is_empty() { " " } else { contents });
        }
        if let Some(byte) = text.find(words) {
            let column = starts.iter().find(|(start, _)| *start == byte)?.1;
            return Some((row, column));
        }
    }
    None
}
