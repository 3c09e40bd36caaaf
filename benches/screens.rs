//! What a key costs up to the drawn frame, in a bank of 10,000 cards: `cargo bench --bench screens`.
//!
//! The app is the real one; decks, index and survey are there, as they are a moment after the
//! start. Frames go into ratatui's test backend, which keeps the cells and writes nothing.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot begin has failed"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::bank::{Bank, Origin, deck};
use hotseat::clock::Moment;
use hotseat::history::History;
use hotseat::history::record::{Answer, Body, Ids, Mode, Record};
use hotseat::language::Language;
use hotseat::search::Index;
use hotseat::store::Disk;
use hotseat::survey::Survey;
use hotseat::text;
use hotseat::tui::app::{App, First};
use hotseat::tui::events::Event;
use hotseat::tui::keymap::Keymap;
use hotseat::tui::shared::Shared;
use hotseat::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use termprofile::TermProfile;

#[path = "search/corpus.rs"]
#[expect(
    dead_code,
    reason = "whole words are typed by the bench of the search alone"
)]
mod corpus;

const CARDS: usize = 10_000;
const ANSWERS: usize = 20_000;

fn main() {
    divan::main();
}

/// Decks of 100 cards, each with an answer of eight lines.
fn bank() -> Bank {
    let questions = corpus::lines(CARDS);
    let answers = corpus::lines(CARDS * 8);
    let decks = questions.chunks(100).enumerate().map(|(number, questions)| {
        let mut text = String::from("kind = \"technical\"\nlang = \"ko\"\n");
        for (i, question) in questions.iter().enumerate() {
            let at = (number * 100 + i) * 8;
            let answer = answers[at..at + 8].join("\n");
            text += &format!("[[cards]]\nid = \"c{i}\"\nquestion = '''{question}'''\nanswer = '''{answer}'''\ntags = [\"t{}\"]\n", i % 12);
        }
        deck::read(&format!("technical/d{number}"), Origin::BuiltIn, "", &text).0
    });
    Bank::new(decks, Vec::new())
}

/// Two answers each to every second card.
fn history(bank: &Bank) -> History {
    let ids = Ids::from_numbers(|| 1);
    let begin = DateTime::parse_from_rfc3339("2026-08-01T21:00:00+09:00").unwrap();
    let cards: Vec<_> = bank.cards().step_by(CARDS * 2 / ANSWERS).collect();
    let records = (0..ANSWERS).map(|i| {
        let mut answer = Answer::new(cards[i % cards.len()].card.id.clone(), Mode::Interview);
        answer.score = Some(1 + u8::try_from(i % 5).unwrap());
        let at = begin + Duration::from_secs(300 * u64::try_from(i).unwrap());
        Record::new(&ids, at, Body::Answer(answer))
    });
    History::new(records.collect())
}

/// The home screen of somebody with all this, everything worked out.
struct Desk {
    app: App,
    terminal: Terminal<TestBackend>,
    now: Moment,
}

impl Desk {
    fn new(
        bank: &Arc<Bank>,
        history: &Arc<History>,
        index: &Arc<Index>,
        survey: &Arc<Survey>,
    ) -> Self {
        let (disk, nowhere) = (Disk::default(), Path::new("/nowhere"));
        let (theme, _) = Theme::load(&disk, nowhere, "dark", TermProfile::TrueColor);
        let (keymap, _) = Keymap::load(&disk, nowhere);
        let shared = Shared::new(Language::Korean, theme, keymap, Vec::new());
        let mut desk = Self {
            app: App::new(shared, First::Home),
            terminal: Terminal::new(TestBackend::new(100, 30)).unwrap(),
            now: Moment {
                wall: DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap(),
                running: Duration::ZERO,
            },
        };
        desk.app.begin();
        for event in [
            Event::HistoryRead {
                history: Arc::clone(history),
                problems: Vec::new(),
                drafts: Vec::new(),
                ids: Ids::random(),
                unfinished: Vec::new(),
            },
            Event::BankRead(Arc::clone(bank)),
            Event::IndexBuilt(Arc::clone(index), Arc::clone(bank)),
            Event::Surveyed(Arc::clone(survey), Arc::clone(bank)),
        ] {
            desk.app.handle(Some(event), desk.now);
        }
        desk.draw();
        desk
    }

    fn press(&mut self, code: KeyCode) {
        let key = Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        self.app.handle(Some(key), self.now);
        self.draw();
    }

    fn draw(&mut self) {
        self.terminal
            .draw(|frame| self.app.draw(frame, self.now))
            .unwrap();
    }
}

/// A bench of keys: `before` are pressed first, `timed` are measured with a frame each.
fn keys(bencher: divan::Bencher<'_, '_>, before: &str, timed: &str) {
    let bank = Arc::new(bank());
    let history = Arc::new(history(&bank));
    let index = Arc::new(Index::of_bank(&bank));
    let now = DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap();
    let survey = Arc::new(Survey::of(&bank, &history, now, 4, None));
    bencher
        .with_inputs(|| {
            let mut desk = Desk::new(&bank, &history, &index, &survey);
            before
                .chars()
                .for_each(|key| desk.press(KeyCode::Char(key)));
            desk
        })
        .bench_local_refs(|desk| timed.chars().for_each(|key| desk.press(KeyCode::Char(key))));
}

/// What every frame costs where next to nothing changes: a move on home.
#[divan::bench(sample_count = 50)]
fn a_move_on_home(bencher: divan::Bencher<'_, '_>) {
    keys(bencher, "", "j");
}

#[divan::bench(sample_count = 50)]
fn opening_the_bank(bencher: divan::Bencher<'_, '_>) {
    keys(bencher, "", "/");
}

#[divan::bench(args = ["k", "카", "ㅋ", "k프", "is:weak"], sample_count = 30)]
fn typing_in_the_bank(bencher: divan::Bencher<'_, '_>, typed: &str) {
    keys(bencher, "/", typed);
}

/// What every frame pays so that no cell of it acts on the terminal.
#[divan::bench(args = [30, 60])]
fn looking_at_every_cell(bencher: divan::Bencher<'_, '_>, rows: u16) {
    let columns = if rows == 30 { 100 } else { 220 };
    let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
    for (y, line) in (0..rows).zip(corpus::lines(usize::from(rows))) {
        frame.set_string(0, y, line.repeat(20), Style::default());
    }
    bencher.bench_local(|| {
        let cells = frame.content.iter();
        cells
            .filter_map(|cell| text::visible_cell(cell.symbol()))
            .count()
    });
}

/// What is worked out beside the drawing after each answer.
#[divan::bench(sample_count = 20)]
fn the_survey(bencher: divan::Bencher<'_, '_>) {
    let bank = bank();
    let history = history(&bank);
    let now = DateTime::parse_from_rfc3339("2026-11-21T21:40:00+09:00").unwrap();
    bencher.bench_local(|| Survey::of(&bank, &history, now, 4, None));
}
