//! What a key costs in a long answer, beside what the text widget alone takes for it. A key is all
//! that happens on the drawing thread: the app takes it, makes the draft and draws the frame.
//! Run with `cargo bench --bench editing`.

#![expect(clippy::unwrap_used, reason = "a bench ends where it cannot begin")]

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use hotseat::bank::Bank;
use hotseat::bank::load::Loaded;
use hotseat::clock::Moment;
use hotseat::language::Language;
use hotseat::store::{Disk, Folders};
use hotseat::tui::app::App;
use hotseat::tui::effect::Effect;
use hotseat::tui::events::Event;
use hotseat::tui::hands::{AtOnce, Hands, Work};
use hotseat::tui::keymap::Keymap;
use hotseat::tui::screens::{self, First};
use hotseat::tui::shared::Shared;
use hotseat::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui_textarea::{TextArea, WrapMode};
use std::sync::Arc;
use std::time::Duration;

/// Characters of the answer.
const LENGTHS: [usize; 3] = [200, 2_000, 20_000];

fn main() {
    divan::main();
}

/// An answer in paragraphs of about 400 characters, with lists and code as answers have them.
fn answer(characters: usize) -> String {
    let paragraph =
        "보내는 쪽과 받는 쪽을 떼어 놓으면 한쪽이 느려져도 **다른 쪽**이 멈추지 않습니다. ";
    let mut text = String::new();
    while text.chars().count() < characters {
        text.push_str(&paragraph.repeat(8));
        text.push_str("\n\n- key 하나의 순서는 `partition` 안에서만 지켜집니다\n\n");
    }
    text.chars().take(characters).collect()
}

/// The program with the editor open on a card with this answer.
struct Editing {
    app: App,
    hands: AtOnce,
    terminal: Terminal<TestBackend>,
    now: Moment,
    _root: tempfile::TempDir,
}

impl Editing {
    fn new(characters: usize) -> Self {
        let root = tempfile::tempdir().unwrap();
        let (disk, folders) = (Disk::whole(), Folders::below(root.path()));
        let path = folders.decks().join("mine.toml");
        std::fs::create_dir_all(folders.decks()).unwrap();
        let text = answer(characters);
        let deck =
            format!("[[cards]]\nid = 'x'\nquestion = '왜 큐를 쓰나요?'\nanswer = '''\n{text}'''\n");
        std::fs::write(&path, deck).unwrap();
        let mut loaded = Loaded::default();
        loaded.read_folder(&disk, &folders.decks());
        let bank = Arc::new(Bank::new(loaded.decks, loaded.problems));
        let (theme, _) = Theme::load(
            &disk,
            root.path(),
            "dark",
            termprofile::TermProfile::TrueColor,
        );
        let keymap = Keymap::load(&disk, root.path()).0;
        let shared = Shared::new(Language::Korean, theme, keymap, Vec::new());
        let mut editing = Self {
            app: App::new(shared, screens::start(First::Home)),
            hands: AtOnce(Work::new(disk, folders)),
            terminal: Terminal::new(TestBackend::new(100, 30)).unwrap(),
            now: Moment {
                wall: DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap(),
                running: Duration::ZERO,
            },
            _root: root,
        };
        editing.happens(Event::BankRead(bank));
        for key in [KeyCode::Char('/'), KeyCode::Esc, KeyCode::Char('e')] {
            editing.happens(Event::Key(KeyEvent::new(key, KeyModifiers::NONE)));
        }
        editing.draw();
        let screen = editing.terminal.backend().to_string();
        assert!(screen.contains("mine#x"), "{screen}");
        editing
    }

    /// An event and all that comes of it, on the disk as well.
    fn happens(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in self.app.handle(Some(event), self.now) {
                events.extend(self.hands.carry_out(effect));
            }
        }
    }

    fn draw(&mut self) {
        let (app, now) = (&mut self.app, self.now);
        self.terminal.draw(|frame| app.draw(frame, now)).unwrap();
    }

    /// A key as the drawing thread sees it: what is to be written is left to the other one.
    fn press(&mut self, key: KeyCode) -> Vec<Effect> {
        let key = Event::Key(KeyEvent::new(key, KeyModifiers::NONE));
        let effects = self.app.handle(Some(key), self.now);
        self.draw();
        effects
    }
}

/// A letter and its frame; every other key takes it back, so that the text stays as long.
#[divan::bench(args = LENGTHS)]
fn a_key_in_the_editor(bencher: Bencher, characters: usize) {
    let mut editing = Editing::new(characters);
    let mut keys = [KeyCode::Char('가'), KeyCode::Backspace]
        .into_iter()
        .cycle();
    bencher.bench_local(|| keys.next().map(|key| editing.press(key)));
}

/// The same for the text widget by itself.
#[divan::bench(args = LENGTHS)]
fn a_key_in_the_widget_alone(bencher: Bencher, characters: usize) {
    let mut area = TextArea::new(answer(characters).split('\n').map(str::to_owned).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(ratatui_textarea::CursorMove::Bottom);
    area.move_cursor(ratatui_textarea::CursorMove::End);
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    let mut keys = [KeyCode::Char('가'), KeyCode::Backspace]
        .into_iter()
        .cycle();
    bencher.bench_local(|| {
        if let Some(key) = keys.next() {
            area.input(KeyEvent::new(key, KeyModifiers::NONE));
        }
        terminal
            .draw(|frame| frame.render_widget(&area, frame.area()))
            .unwrap();
    });
}

/// A frame in which nothing stands: what drawing costs whatever is drawn.
#[divan::bench]
fn an_empty_frame(bencher: Bencher) {
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    bencher.bench_local(|| terminal.draw(|_| {}).unwrap().area);
}
