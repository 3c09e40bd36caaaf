//! The stage on which whole stories are played: the real app in the real loop, with a script for
//! a keyboard, a clock that moves only when the script waits, a picture for a terminal and a
//! temporary folder for a disk. Decks and presets are invented here, so that no story depends on
//! what the program ships.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::bank::Bank;
use hotseat::bank::audience::Audience;
use hotseat::bank::load::{self, Loaded};
use hotseat::cli::tutor;
use hotseat::clock::{Clock, Moment};
use hotseat::interview::draw::Narrowing;
use hotseat::interview::preset;
use hotseat::language::Language;
use hotseat::store::watch::{Area, Areas};
use hotseat::store::{Disk, Faults, Folders, Step as DiskStep, Verdict};
use hotseat::text;
use hotseat::tui::app::App;
use hotseat::tui::cards::CardJob;
use hotseat::tui::effect::Effect;
use hotseat::tui::events::{Event, EventSource, Mouse};
use hotseat::tui::hands::{AtOnce, Hands, Work};
use hotseat::tui::keymap::{Key, Keymap};
use hotseat::tui::plain::{Ear, Heard, Plain};
use hotseat::tui::screen::Screen;
use hotseat::tui::screens::choose::Choice;
use hotseat::tui::screens::room;
use hotseat::tui::screens::{self, First};
use hotseat::tui::shared::Shared;
use hotseat::tui::theme::Theme;
use hotseat::tui::{self, Ended, Stage};
use ratatui::Terminal;

#[path = "emulators.rs"]
mod emulators;

use emulators::Emulators;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use termprofile::TermProfile;

/// When every story begins.
pub const BEGINNING: &str = "2026-11-21T21:40:00+09:00";

/// The presets of the stories: a warm-up, one with follow-ups, one without a pause.
const PRESETS: [(&str, &str); 3] = [
    (
        "warmup",
        r#"
title = { ko = "워밍업", en = "Warm-up" }
about = { ko = "자기소개 하나와 자주 나오는 질문 둘.", en = "A self-introduction and two frequent questions." }
[[rounds]]
title  = { ko = "자기소개", en = "Self-introduction" }
tags   = ["self-introduction"]
count  = 1
think  = "10s"
answer = "60s"
[[rounds]]
title      = { ko = "자주 나오는 질문", en = "Frequent questions" }
importance = 3
not_tags   = ["self-introduction"]
count      = 2
think      = "10s"
answer     = "60s"
"#,
    ),
    (
        "deep",
        r#"
title = { ko = "꼬리질문", en = "Follow-ups" }
about = { ko = "한 질문을 끝까지 파고듭니다.", en = "One question, dug to the ground." }
[[rounds]]
title      = { ko = "네트워크", en = "Network" }
tags       = ["tcp"]
count      = 1
think      = "5s"
answer     = "60s"
follow_ups = { most = 1, chance = 1.0, answer = "45s" }
"#,
    ),
    (
        "live",
        r#"
title = { ko = "실전", en = "Live" }
about = { ko = "멈추지 않고 둘을 묻습니다.", en = "Two questions without a pause." }
mode  = "live"
[[rounds]]
title      = { ko = "기술", en = "Technical" }
kinds      = ["technical"]
importance = 3
count      = 2
think      = "5s"
answer     = "60s"
"#,
    ),
];

/// The decks of the stories, by path below the decks folder.
const DECKS: [(&str, &str); 4] = [
    (
        "personal/self.toml",
        r#"
title = "나"
kind = "personal"
lang = "ko"
[[cards]]
id = "introduce"
question = "1분 동안 자기소개를 해 주세요."
outline = "지금 하는 일 → 가장 자랑할 일 → 왜 여기인지"
key_points = ["지금 하는 일", "수치가 있는 성과", "지원한 까닭"]
tags = ["self-introduction"]
importance = 3
"#,
    ),
    (
        "technical/network.toml",
        r#"
title = "네트워크"
kind = "technical"
lang = "ko"
[[cards]]
id = "tcp-vs-udp"
question = "TCP와 UDP는 무엇이 다른가요?"
answer = """
TCP는 연결을 먼저 맺고 **순서와 재전송**을 보장합니다. UDP는 보장이 없는 대신 지연이 작습니다.

- TCP: HTTP, 데이터베이스 연결
- UDP: DNS, 영상 통화
"""
key_points = ["연결을 먼저 맺는다", "순서와 재전송을 보장한다", "UDP는 지연이 작다"]
follow_ups = [{ question = "그러면 QUIC은 왜 UDP 위에 있나요?", answer = "커널을 바꾸지 않고 새 전송을 만들 수 있어서입니다." }]
tags = ["tcp"]
importance = 3
experience = "사내 메신저의 음성 통화를 UDP로 옮겼습니다."
[[cards]]
id = "browser-address"
question = "브라우저에 주소를 치면 무슨 일이 일어나나요?"
answer = "이름을 찾고, 연결을 맺고, 요청을 보내고, 받은 것을 그립니다."
key_points = ["DNS", "TCP와 TLS", "렌더링"]
tags = ["web"]
importance = 3
"#,
    ),
    (
        "en/personal/self.toml",
        r#"
title = "About you"
kind = "personal"
lang = "en"
[[cards]]
id = "introduce"
question = "Could you introduce yourself in a minute?"
outline = "what you do now → what you are proud of → why here"
key_points = ["present work", "a result with a number", "why this company"]
tags = ["self-introduction"]
importance = 3
"#,
    ),
    (
        "en/technical/network.toml",
        r#"
title = "Network"
kind = "technical"
lang = "en"
[[cards]]
id = "tcp-vs-udp"
question = "How do TCP and UDP differ?"
answer = """
TCP sets up a connection first and guarantees **order and retransmission**. UDP guarantees neither and is quicker.

- TCP: HTTP, database connections
- UDP: DNS, video calls
"""
key_points = ["connection first", "order and retransmission", "UDP has less delay"]
follow_ups = [{ question = "Then why is QUIC built on UDP?", answer = "A new transport without a new kernel." }]
tags = ["tcp"]
importance = 3
experience = "I moved the voice calls of our messenger to UDP."
[[cards]]
id = "browser-address"
question = "What happens when you type an address into a browser?"
answer = "The name is looked up, a connection made, a request sent, and the reply drawn."
key_points = ["DNS", "TCP and TLS", "rendering"]
tags = ["web"]
importance = 3
"#,
    ),
];

/// Reading that takes a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slow {
    /// The decks, until [`Step::DecksRead`].
    Decks,
    /// A card that is opened in the editor, until [`Step::CardRead`].
    Card,
    /// A record on its way to the disk, until [`Step::Kept`].
    Record,
}

/// A person's machine: what stays between two starts of the program.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a habit or a setting of its own"
)]
pub struct House {
    root: tempfile::TempDir,
    pub folders: Folders,
    pub language: Language,
    pub theme: &'static str,
    pub profile: TermProfile,
    pub ascii: bool,
    pub reduced_motion: bool,
    /// What the user's keymap.toml says.
    pub keymap: &'static str,
    /// What takes a while: it is there when the story says so.
    pub slow: Option<Slow>,
    pub size: (u16, u16),
    pub clock: HandClock,
    pub disk: Arc<FaultyDisk>,
    /// Presets of this story alone.
    presets: Vec<(&'static str, &'static str)>,
    /// One deck of those that come with the program, beside the invented ones.
    pub built_in: Option<&'static str>,
    /// What `$EDITOR` says.
    pub editor: &'static str,
    /// Who sits there takes a moment between Escape and a letter, and presses Enter once more where
    /// that is asked for. A story about slips of the fingers does without.
    pub is_calm: bool,
    /// Every frame also goes to models of terminals, which must hold what a redraw would show.
    pub is_emulated: bool,
}

impl House {
    /// A machine on which the program was never started, with the invented decks.
    pub fn new(language: Language) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        for (path, deck) in DECKS {
            let path = folders.decks().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, deck).unwrap();
        }
        Self {
            root,
            folders,
            language,
            theme: "dark",
            profile: TermProfile::TrueColor,
            ascii: false,
            reduced_motion: false,
            keymap: "",
            slow: None,
            size: (100, 30),
            clock: HandClock::new(),
            disk: Arc::default(),
            presets: Vec::new(),
            built_in: None,
            editor: "",
            is_calm: true,
            is_emulated: false,
        }
    }

    pub fn korean() -> Self {
        Self::new(Language::Korean)
    }

    pub fn english() -> Self {
        Self::new(Language::English)
    }

    /// Offers another preset after those of all stories.
    pub fn with_preset(mut self, name: &'static str, text: &'static str) -> Self {
        self.presets.push((name, text));
        self
    }

    /// Puts another file below the decks folder.
    pub fn with_deck(self, path: &str, text: &str) -> Self {
        std::fs::write(self.folders.decks().join(path), text).unwrap();
        self
    }

    fn shared(&self) -> Shared {
        let whole = Disk::whole();
        let nowhere = self.root.path().join("nowhere");
        let (theme, _) = Theme::load(&whole, &nowhere, self.theme, self.profile);
        let presets = PRESETS
            .iter()
            .chain(&self.presets)
            .filter_map(|(name, text)| {
                let (preset, problems) = preset::read(name, name, text);
                assert_eq!(problems, Vec::new(), "the preset {name}");
                preset
            });
        let own_keys = self.root.path().join("keymap.toml");
        std::fs::write(&own_keys, self.keymap).unwrap();
        let keymap = Keymap::load(&whole, &own_keys).0;
        let mut shared = Shared::new(self.language, theme, keymap, presets.collect());
        shared.profile = self.profile;
        shared.ascii = self.ascii;
        shared.reduced_motion = self.reduced_motion;
        shared.seeds = || 7;
        self.editor.clone_into(&mut shared.editor);
        shared.device = self.folders.device(&whole);
        "~/.local/share/hotseat/decks".clone_into(&mut shared.decks_folder);
        shared
    }

    /// Starts the program and plays a script. When the script is over and the program still runs,
    /// it is gone at once, as after `kill -9`.
    pub fn play(&self, script: impl IntoIterator<Item = Step>) -> Played {
        let played = self.play_app(App::new(self.shared(), screens::start(First::Home)), script);
        played.whole()
    }

    /// Plays a script of which nobody knows where it leads; gives how many steps were taken before
    /// the program ended.
    pub fn play_until_it_ends(&self, script: Vec<Step>) -> usize {
        let steps = script.len();
        let app = App::new(self.shared(), screens::start(First::Home));
        steps - self.play_app(app, script).left
    }

    /// Starts `hotseat tutor` in this house, which is its scratch folder, and plays a script.
    pub fn play_tutor(&self, script: impl IntoIterator<Item = Step>) -> Played {
        tutor::prepare(&Disk::whole(), &self.folders, self.language).unwrap();
        self.play_app(tutor::app(self.shared()), script).whole()
    }

    /// Plays a script on another screen than home.
    pub fn play_on(
        &self,
        screen: impl Screen + 'static,
        script: impl IntoIterator<Item = Step>,
    ) -> Played {
        let app = App::new(self.shared(), Box::new(screen));
        self.play_app(app, script).whole()
    }

    fn play_app(&self, mut app: App, script: impl IntoIterator<Item = Step>) -> Played {
        self.clock.begin_process();
        let (width, height) = self.size;
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let board = Rc::new(RefCell::new(terminal));
        let away = Rc::new(Cell::new(Duration::ZERO));
        let is_killed = Rc::new(Cell::new(false));
        let mut picture = Picture {
            board: Rc::clone(&board),
            clock: self.clock.clone(),
            away: Rc::clone(&away),
            bells: 0,
            copied: Vec::new(),
            frame: Rc::default(),
            emulators: self.is_emulated.then(|| Emulators::new(self.size)),
        };
        let held = Rc::default();
        let mut events = Script {
            held: Rc::clone(&held),
            steps: script.into_iter().collect(),
            board: Rc::clone(&board),
            clock: self.clock.clone(),
            away,
            is_killed: Rc::clone(&is_killed),
            taken: 0,
            frame: Rc::clone(&picture.frame),
            decks: self.folders.decks(),
            is_calm: self.is_calm,
            pressed: None,
        };
        let disk = Disk::with_faults(self.disk.clone());
        let mut hands = OwnDecks {
            decks: self.folders.decks(),
            built_in: self.built_in,
            slow: self.slow,
            held,
            rest: AtOnce(Work::new(disk, self.folders.clone())),
            is_killed,
        };
        let result = tui::run(&mut app, &mut picture, &mut events, &mut hands, &self.clock);
        let ended = match result {
            Ok(ended) => Some(ended),
            Err(error) if error.to_string() == OVER => None,
            Err(error) => panic!("the loop failed: {error}"),
        };
        Played {
            left: events.steps.len(),
            ended,
            bells: picture.bells,
            copied: picture.copied,
            screen: screen(&board),
            buffer: board.borrow().backend().buffer().clone(),
            caret: caret(&board),
        }
    }

    /// Holds a session in plain lines; gives what was said. The lines are typed one after the other,
    /// then the input ends.
    pub fn plain(
        &self,
        typed: &[Typed],
        hold: impl FnOnce(&mut Plain<'_>) -> io::Result<()>,
    ) -> String {
        self.clock.begin_process();
        let mut ear = Lines {
            typed: typed.iter().copied().collect(),
            clock: self.clock.clone(),
        };
        let disk = Disk::with_faults(self.disk.clone());
        let mut hands = OwnDecks {
            decks: self.folders.decks(),
            built_in: self.built_in,
            slow: None,
            held: Rc::default(),
            rest: AtOnce(Work::new(disk, self.folders.clone())),
            is_killed: Rc::default(),
        };
        let mut said = Vec::new();
        let mut plain = Plain::open(&mut ear, &mut said, &self.clock, &mut hands, self.shared());
        hold(&mut plain).unwrap();
        String::from_utf8(said).unwrap()
    }

    /// An interview by the preset of this name, in plain lines.
    pub fn plain_interview(&self, preset: &str, typed: &[Typed]) -> String {
        let choice = self.choice(preset);
        self.plain(typed, |plain| room::in_plain_lines(plain, &choice))
    }

    /// An interview by the preset of this name.
    pub fn choice(&self, preset: &str) -> Choice {
        let presets = self.shared().presets;
        let preset = presets.into_iter().find(|own| own.name == preset).unwrap();
        Choice {
            preset,
            narrowing: Narrowing {
                audience: Audience::of_language(self.language.code()),
                ..Narrowing::default()
            },
            seed: 7,
        }
    }

    /// Every line of the history, oldest first.
    pub fn history(&self) -> Vec<serde_json::Value> {
        let Ok(files) = std::fs::read_dir(self.folders.history()) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let read = |line: &str| serde_json::from_str(line).unwrap();
            lines.extend(text.lines().map(read));
        }
        lines
    }

    /// The answers of the history.
    pub fn answers(&self) -> Vec<serde_json::Value> {
        let mut answers = self.history();
        answers.retain(|line| line["kind"] == "answer");
        answers
    }

    /// The names of what is kept aside for sessions that are not over.
    pub fn drafts(&self) -> Vec<PathBuf> {
        let Ok(files) = std::fs::read_dir(self.folders.drafts()) else {
            return Vec::new();
        };
        files
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "json"))
            .collect()
    }
}

/// What is typed in plain mode.
#[derive(Debug, Clone, Copy)]
pub enum Typed {
    /// A line.
    Line(&'static str),
    /// Nothing, for so many seconds.
    Nothing(u64),
}

struct Lines {
    typed: VecDeque<Typed>,
    clock: HandClock,
}

impl Ear for Lines {
    fn line(&mut self, patience: Option<Duration>) -> io::Result<Heard> {
        let mut patience = patience;
        loop {
            match self.typed.pop_front() {
                None => return Ok(Heard::End),
                Some(Typed::Line(line)) => return Ok(Heard::Line(line.to_owned())),
                Some(Typed::Nothing(0)) => {}
                Some(Typed::Nothing(seconds)) => {
                    let step = Duration::from_secs(1);
                    if let Some(left) = patience.filter(|&left| left < step) {
                        // The fraction of a second that the program waits for.
                        self.clock.pass(left);
                        self.typed.push_front(Typed::Nothing(seconds));
                        return Ok(Heard::Nothing);
                    }
                    self.clock.pass(step);
                    self.typed.push_front(Typed::Nothing(seconds - 1));
                    patience = patience.map(|patience| patience.saturating_sub(step));
                    if patience.is_some_and(|patience| patience.is_zero()) {
                        return Ok(Heard::Nothing);
                    }
                }
            }
        }
    }

    fn pause(&mut self, time: Duration) -> io::Result<()> {
        self.clock.pass(time);
        Ok(())
    }

    fn echoes(&self) -> bool {
        false
    }
}

/// What a play left behind.
pub struct Played {
    /// Steps of the script that came too late.
    left: usize,
    /// How the loop ended; `None` where it was cut off.
    pub ended: Option<Ended>,
    /// How often the bell rang.
    pub bells: usize,
    /// What was put on the clipboard.
    pub copied: Vec<String>,
    /// The last screen.
    pub screen: String,
    /// The last screen with its colours.
    pub buffer: Buffer,
    /// Where the terminal's cursor stood, if it was shown.
    pub caret: Option<Position>,
}

impl Played {
    /// Fails where the program ended before its script.
    fn whole(self) -> Self {
        let screen = &self.screen;
        assert_eq!(
            self.left, 0,
            "the program ended before its script\n{screen}"
        );
        self
    }
}

/// What is asked of the screen and the caret.
pub type Look = Box<dyn FnOnce(&str, Option<Position>)>;

/// Something that happens in a story.
pub enum Step {
    Key(KeyEvent),
    Mouse(Mouse),
    /// Whatever else the program is told.
    Event(Box<Event>),
    /// The left button goes down on these words.
    Click(String),
    Paste(String),
    /// Time passes on both clocks.
    Wait(Duration),
    /// The machine sleeps: only the wall goes on.
    Sleep(Duration),
    /// Somebody sets the wall clock, or takes the machine to another time zone.
    Wall(DateTime<FixedOffset>),
    /// How long the shell keeps the terminal at the next suspend.
    Away(Duration),
    Resize(u16, u16),
    Signal(i32),
    /// The decks are read by now.
    DecksRead,
    /// The card that was opened is read by now.
    CardRead,
    /// The record is on the disk by now.
    Kept,
    /// Takes a picture of the last frame, as it was drawn.
    Picture(Rc<RefCell<Vec<Buffer>>>),
    /// Looks at the screen and the caret.
    Look(Look),
}

/// A key by its name in `keymap.toml`; a character as the input method sends it.
pub fn press(name: &str) -> Step {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Step::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    let key = Key::parse(name).unwrap_or_else(|| panic!("no key is called {name}"));
    Step::Key(key.event())
}

/// Several keys, one after the other, with spaces between their names.
pub fn keys(names: &str) -> Vec<Step> {
    names.split(' ').map(press).collect()
}

/// A click on the first place where these words stand.
pub fn click(words: &str) -> Step {
    let words = words.to_owned();
    Step::Click(words)
}

/// A text, key by key.
pub fn types(text: &str) -> Vec<Step> {
    text.chars()
        .map(|c| Step::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)))
        .collect()
}

/// So many seconds pass.
pub fn wait(seconds: u64) -> Step {
    Step::Wait(Duration::from_secs(seconds))
}

/// From now on the wall shows this, as RFC 3339 writes it.
pub fn wall(time: &str) -> Step {
    Step::Wall(DateTime::parse_from_rfc3339(time).unwrap())
}

/// The screen must show this.
pub fn sees(words: &str) -> Step {
    let words = words.to_owned();
    Step::Look(Box::new(move |screen, _| {
        assert!(
            screen.contains(&words),
            "\"{words}\" is not on the screen:\n{screen}"
        );
    }))
}

/// The screen must not show this.
pub fn sees_no(words: &str) -> Step {
    let words = words.to_owned();
    Step::Look(Box::new(move |screen, _| {
        assert!(
            !screen.contains(&words),
            "\"{words}\" is on the screen:\n{screen}"
        );
    }))
}

/// Something is done outside the program.
pub fn meanwhile(act: impl FnOnce() + 'static) -> Step {
    Step::Look(Box::new(move |_, _| act()))
}

/// Something is done outside in files that are watched, and the program hears that they stirred.
pub fn outside(act: impl FnOnce() + 'static) -> Vec<Step> {
    let stirred = Event::Stirred(Areas::ALL);
    vec![meanwhile(act), Step::Event(Box::new(stirred))]
}

/// Steps and lists of steps in one script.
macro_rules! script {
    ($($step:expr),* $(,)?) => {{
        let mut steps: Vec<$crate::stage::Step> = Vec::new();
        $($crate::stage::Steps::add_to($step, &mut steps);)*
        steps
    }};
}
pub(crate) use script;

/// What can stand in a script.
pub trait Steps {
    fn add_to(self, script: &mut Vec<Step>);
}

impl Steps for Step {
    fn add_to(self, script: &mut Vec<Step>) {
        script.push(self);
    }
}

impl Steps for Vec<Step> {
    fn add_to(self, script: &mut Vec<Step>) {
        script.extend(self);
    }
}

/// The screen as a person reads it: the second half of a wide character is no cell of its own.
pub fn readable(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut rows = Vec::new();
    for y in 0..area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(text::columns(symbol)).unwrap().max(1);
        }
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n")
}

/// Column and row of the first place where these words stand on a readable screen.
fn place_of(screen: &str, words: &str) -> (u16, u16) {
    let rows = screen.lines().enumerate();
    let mut found = rows.filter_map(|(row, line)| {
        let byte = line.find(words)?;
        Some((text::columns(&line[..byte]), row))
    });
    let Some((column, row)) = found.next() else {
        panic!("\"{words}\" is not on the screen:\n{screen}");
    };
    (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
}

type Board = Rc<RefCell<Terminal<TestBackend>>>;

fn screen(board: &Board) -> String {
    readable(board.borrow().backend().buffer())
}

fn caret(board: &Board) -> Option<Position> {
    let board = board.borrow();
    let backend = board.backend();
    backend.cursor_visible().then(|| backend.cursor_position())
}

/// Both clocks, moved by hand.
#[derive(Clone)]
pub struct HandClock(Rc<Cell<Moment>>);

impl HandClock {
    fn new() -> Self {
        let wall = DateTime::parse_from_rfc3339(BEGINNING).unwrap();
        Self(Rc::new(Cell::new(Moment {
            wall,
            running: Duration::ZERO,
        })))
    }

    /// Both clocks go on.
    pub fn pass(&self, time: Duration) {
        let now = self.0.get();
        self.0.set(Moment {
            wall: now.wall + time,
            running: now.running + time,
        });
    }

    /// The machine sleeps.
    pub fn sleep(&self, time: Duration) {
        let now = self.0.get();
        self.0.set(Moment {
            wall: now.wall + time,
            ..now
        });
    }

    /// Somebody sets the wall clock.
    pub fn set_wall(&self, wall: DateTime<FixedOffset>) {
        let now = self.0.get();
        self.0.set(Moment { wall, ..now });
    }

    fn begin_process(&self) {
        let now = self.0.get();
        self.0.set(Moment {
            running: Duration::ZERO,
            ..now
        });
    }
}

impl Clock for HandClock {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// Waits of this length are told of a sleep.
const LONG: Duration = Duration::from_secs(5);

const OVER: &str = "the script is over";

struct Script {
    steps: VecDeque<Step>,
    held: Rc<RefCell<Option<Event>>>,
    board: Board,
    clock: HandClock,
    away: Rc<Cell<Duration>>,
    is_killed: Rc<Cell<bool>>,
    taken: usize,
    frame: Rc<RefCell<Buffer>>,
    decks: PathBuf,
    is_calm: bool,
    /// The last key.
    pressed: Option<KeyCode>,
}

impl Script {
    /// What somebody calm does before the next step.
    fn calmly(&mut self) -> Option<Event> {
        let next = match self.steps.front() {
            Some(Step::Key(key)) => Some(key.code),
            _ => None,
        };
        match (self.pressed.take(), next) {
            (Some(KeyCode::Esc), Some(KeyCode::Char(_))) => {
                self.clock.pass(Duration::from_millis(600));
                None
            }
            (Some(KeyCode::Enter), _) => {
                let screen = screen(&self.board);
                let asks = ["the answer has just begun", "방금 시작했습니다"];
                let is_asked = asks.iter().any(|words| screen.contains(words));
                is_asked.then(|| Event::Key(KeyCode::Enter.into()))
            }
            _ => None,
        }
    }
}

impl EventSource for Script {
    fn next(&mut self, patience: Option<Duration>) -> io::Result<Option<Event>> {
        self.taken += 1;
        assert!(self.taken < 100_000, "the loop turns without end");
        let mut patience = patience;
        if self.is_calm
            && let Some(event) = self.calmly()
        {
            return Ok(Some(event));
        }
        loop {
            let Some(step) = self.steps.pop_front() else {
                self.is_killed.set(true);
                return Err(io::Error::other(OVER));
            };
            match step {
                Step::Key(key) => {
                    self.pressed = Some(key.code);
                    return Ok(Some(Event::Key(key)));
                }
                Step::Click(words) => {
                    let (column, row) = place_of(&screen(&self.board), &words);
                    return Ok(Some(Event::Mouse(Mouse::Click(column, row))));
                }
                Step::Event(event) => return Ok(Some(*event)),
                Step::Mouse(mouse) => return Ok(Some(Event::Mouse(mouse))),
                Step::Paste(text) => return Ok(Some(Event::Paste(text))),
                Step::Wait(time) => {
                    let passed = patience.map_or(time, |patience| patience.min(time));
                    self.clock.pass(passed);
                    if passed < time {
                        self.steps
                            .push_front(Step::Wait(time.saturating_sub(passed)));
                        return Ok(None);
                    }
                    patience = patience.map(|patience| patience.saturating_sub(passed));
                    if patience.is_some_and(|patience| patience.is_zero()) {
                        return Ok(None);
                    }
                }
                Step::Sleep(time) => {
                    self.clock.sleep(time);
                    // A long wait ends with the sleep in whose middle it would have.
                    if patience.is_some_and(|wait| wait >= LONG && wait <= time) {
                        return Ok(None);
                    }
                }
                Step::Wall(wall) => self.clock.set_wall(wall),
                Step::Away(time) => self.away.set(time),
                Step::Resize(width, height) => {
                    self.board.borrow_mut().backend_mut().resize(width, height);
                    return Ok(Some(Event::Resized));
                }
                Step::Signal(signal) => return Ok(Some(Event::Signal(signal))),
                Step::DecksRead => {
                    let bank = own_decks(&self.decks, None);
                    return Ok(Some(Event::BankRead(Arc::new(bank))));
                }
                Step::CardRead | Step::Kept => return Ok(self.held.borrow_mut().take()),
                Step::Picture(album) => album.borrow_mut().push(self.frame.borrow().clone()),
                Step::Look(look) => look(&screen(&self.board), caret(&self.board)),
            }
        }
    }
}

struct Picture {
    board: Board,
    clock: HandClock,
    away: Rc<Cell<Duration>>,
    bells: usize,
    copied: Vec<String>,
    /// The last frame; the board also shows what was there before in the second half of a wide
    /// character.
    frame: Rc<RefCell<Buffer>>,
    emulators: Option<Emulators>,
}

impl Stage for Picture {
    fn draw(&mut self, app: &mut App, now: Moment) -> io::Result<()> {
        let mut board = self.board.borrow_mut();
        let drawn = board.draw(|frame| app.draw(frame, now)).unwrap();
        let size = (drawn.area.width, drawn.area.height);
        *self.frame.borrow_mut() = drawn.buffer.clone();
        if let Some(emulators) = &mut self.emulators {
            emulators.draw(app, now, size);
        }
        Ok(())
    }

    fn bell(&mut self) -> io::Result<()> {
        self.bells += 1;
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.copied.push(text.to_owned());
        Ok(())
    }

    fn forget(&mut self) -> io::Result<()> {
        self.board.borrow_mut().clear().unwrap();
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.clock.pass(self.away.get());
        Ok(())
    }

    /// Runs for real: a story's editor is a small program without a screen.
    fn lend(&mut self, command: &[String]) -> io::Result<io::Result<()>> {
        self.clock.pass(self.away.get());
        let mut program = std::process::Command::new(&command[0]);
        let ended = program.args(&command[1..]).output();
        Ok(ended.and_then(|ended| {
            if ended.status.success() {
                Ok(())
            } else {
                Err(io::Error::other(ended.status.to_string()))
            }
        }))
    }
}

/// The program's own hands, but for the decks: only the invented ones are read.
struct OwnDecks {
    decks: PathBuf,
    built_in: Option<&'static str>,
    slow: Option<Slow>,
    /// Where an opened card or a kept record waits for its time.
    held: Rc<RefCell<Option<Event>>>,
    rest: AtOnce,
    /// A killed program does nothing more.
    is_killed: Rc<Cell<bool>>,
}

impl Hands for OwnDecks {
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        if self.is_killed.get() {
            return None;
        }
        let takes = match effect {
            Effect::Card(CardJob::Open { .. }, _) => Some(Slow::Card),
            Effect::Keep(_) => Some(Slow::Record),
            _ => None,
        };
        if takes.is_some() && takes == self.slow {
            *self.held.borrow_mut() = self.rest.carry_out(effect);
            return None;
        }
        let looks_at_decks = matches!(
            &effect,
            Effect::LookAround { areas, .. } if areas.has(Area::Decks)
        );
        if looks_at_decks {
            let mut event = self.rest.carry_out(effect);
            if let Some(Event::LookedAround(around)) = &mut event {
                around.bank = Some(Arc::new(own_decks(&self.decks, self.built_in)));
            }
            return event;
        }
        if !matches!(effect, Effect::ReadBank) {
            return self.rest.carry_out(effect);
        }
        if self.slow == Some(Slow::Decks) {
            return None;
        }
        let bank = own_decks(&self.decks, self.built_in);
        Some(Event::BankRead(Arc::new(bank)))
    }

    fn settle(&mut self) {
        self.rest.settle();
    }

    fn finish(&mut self) {
        self.rest.finish();
    }
}

fn own_decks(folder: &Path, built_in: Option<&str>) -> Bank {
    let mut loaded = Loaded::default();
    loaded.read_folder(&Disk::whole(), folder);
    // The temporary folder's name is another one each time.
    let shown = folder.display().to_string();
    for problem in &mut loaded.problems {
        problem.path = problem.path.replace(&shown, "~/decks");
    }
    if let Some(id) = built_in {
        let mut all = load::built_in().decks.into_iter();
        loaded.decks.extend(all.find(|deck| deck.id == id));
    }
    Bank::new(loaded.decks, loaded.problems)
}

/// What the disk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// What it is told.
    Whole,
    /// It has no room left.
    Full,
    /// It takes ten bytes of a write and then has no room left.
    Torn,
    /// It takes everything but cannot promise that it stays.
    Unsure,
}

/// A disk that can be told to fail, and that fails for the log alone if asked to once.
#[derive(Default)]
pub struct FaultyDisk {
    mood: AtomicU8,
    /// How many steps of this mood are left; `None` is without end.
    left: Mutex<Option<usize>>,
}

impl fmt::Debug for FaultyDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaultyDisk({:?})", self.mood())
    }
}

impl FaultyDisk {
    const MOODS: [Mood; 4] = [Mood::Whole, Mood::Full, Mood::Torn, Mood::Unsure];

    fn mood(&self) -> Mood {
        Self::MOODS[usize::from(self.mood.load(Ordering::SeqCst))]
    }

    /// From now on the disk does this.
    pub fn becomes(self: &Arc<Self>, mood: Mood) -> Step {
        self.fails(mood, None)
    }

    /// The next `times` steps that this mood spoils are spoilt.
    pub fn becomes_for(self: &Arc<Self>, mood: Mood, times: usize) -> Step {
        self.fails(mood, Some(times))
    }

    fn fails(self: &Arc<Self>, mood: Mood, times: Option<usize>) -> Step {
        let disk = Arc::clone(self);
        meanwhile(move || {
            let place = Self::MOODS.iter().position(|own| *own == mood).unwrap();
            disk.mood
                .store(u8::try_from(place).unwrap(), Ordering::SeqCst);
            *disk.left.lock().unwrap() = times;
        })
    }
}

impl Faults for FaultyDisk {
    fn verdict(&self, step: DiskStep) -> Verdict {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let verdict = match (self.mood(), step) {
            (Mood::Torn, DiskStep::Write(_)) => Verdict::Tear(10, error),
            (Mood::Full, DiskStep::Write(_)) | (Mood::Unsure, DiskStep::Sync) => {
                Verdict::Fail(error)
            }
            _ => return Verdict::Go,
        };
        let mut left = self.left.lock().unwrap();
        match left.as_mut() {
            Some(0) => return Verdict::Go,
            Some(left) => *left -= 1,
            None => {}
        }
        verdict
    }
}
