//! The tables.

use std::hint::black_box;
use std::sync::Arc;

use hotseat::survey::Survey;
use hotseat::text;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Text;
use ratatui::widgets::{Paragraph, Wrap};
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::corpus;
use crate::desk::{Cost, Counted, Desk, Known, processor_time};
use crate::world::{self, World};

const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];
const CARDS: usize = 10_000;
const ANSWERS: usize = 100_000;

/// Keys that are measured for one row of the table of screens.
const KEYS: usize = 200;

/// Every screen: how one gets there from home, and the keys that are measured, over and over.
/// `+` is a second that passes.
const SCREENS: [(&str, &str, &str); 33] = [
    ("home", "", "j k"),
    ("home: the bank and back", "", "/ esc esc"),
    ("help", "?", "j k"),
    ("palette", ":", "d backspace"),
    ("themes", "T", "j k"),
    ("problems", "!", "j k"),
    ("choosing an interview", "i", "j k l h"),
    ("room, thinking", "u", "+ h"),
    ("room, answering", "u enter", "+"),
    ("room, typing the answer", "u enter t", "가 나 x backspace"),
    ("room, scoring", "u enter enter 2", "1 2 ctrl-d ctrl-u"),
    ("debrief", "d", "j k enter enter"),
    ("debrief: older and newer", "d", "[ ]"),
    (
        "bank, Latin typed",
        "/",
        "k u b backspace backspace backspace",
    ),
    (
        "bank, Hangul typed",
        "/",
        "카 프 backspace ㅋ ㅍ backspace backspace backspace",
    ),
    (
        "bank, a filter typed",
        "/",
        "i s : w backspace backspace backspace backspace",
    ),
    ("bank, list", "/ esc", "j k pagedown pageup"),
    ("bank, order", "/ esc", "s"),
    ("bank, a card", "/ esc enter", "j k"),
    ("a card's story", "/ esc h", "j k"),
    ("decks", "/ esc n", "j k"),
    ("editor", "/ esc e", "가 x backspace backspace"),
    ("weak cards", "w", "j k"),
    ("review, question and grade", "/ esc r", "enter 3"),
    ("progress", "P", "j k l"),
    ("interviews", "c", "j k"),
    ("an interview's form", "c n", "가 x backspace backspace"),
    ("look-back", "c end enter", "j k"),
    ("import, path", "n", "a b backspace backspace"),
    ("import, cards", "n n o t e s / a . m d enter", "j k space"),
    ("import, all of them", "n n o t e s / a . m d enter", "a"),
    ("unwritten", "e", "j k"),
    ("bank, marked card", "/ esc", "space"),
];

/// Every screen at both sizes: from key to sent frame.
pub fn keys() {
    let folder = tempfile::tempdir().unwrap();
    let bank = Arc::new(world::bank(CARDS, Some(folder.path())));
    let history = Arc::new(world::history(&bank, ANSWERS));
    let known = Known::of(World {
        bank,
        history,
        interviews: 100,
        problems: 300,
        note: 300,
    });
    println!("\n## From a key to its frame\n");
    println!(
        "{CARDS} cards, {ANSWERS} answers, {KEYS} keys each, ms of processor time, writes and bytes a frame at most\n"
    );
    println!("| screen | 80×24 p50 | p99 | 200×60 p50 | p99 | wall p99 | writes | bytes |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (name, way, keys) in SCREENS {
        let mut row = format!("| {name} |");
        let mut costs = Vec::new();
        for size in SIZES {
            let mut desk = Desk::new(&known, size);
            desk.go(way);
            let names: Vec<&str> = keys.split(' ').collect();
            let own: Vec<Cost> = (0..KEYS)
                .map(|i| match names[i % names.len()] {
                    "+" => desk.second(),
                    name => desk.press(name),
                })
                .collect();
            let mut whole: Vec<f64> = own.iter().map(Cost::whole).collect();
            row += &format!(
                " {:.2} | {:.2} |",
                quantile(&mut whole, 0.5) * 1e3,
                quantile(&mut whole, 0.99) * 1e3
            );
            costs.extend(own);
        }
        let mut walls: Vec<f64> = costs.iter().map(|cost| cost.wall).collect();
        let writes = costs.iter().map(|cost| cost.writes).max().unwrap_or(0);
        let bytes = costs.iter().map(|cost| cost.bytes).max().unwrap_or(0);
        let wall = quantile(&mut walls, 0.99) * 1e3;
        println!("{row} {wall:.2} | {writes} | {bytes} |");
    }
}

/// Frames beside an empty `draw`.
pub fn frames() {
    let folder = tempfile::tempdir().unwrap();
    let bank = Arc::new(world::bank(CARDS, Some(folder.path())));
    let history = Arc::new(world::history(&bank, 1000));
    let known = Known::of(World {
        bank,
        history,
        interviews: 10,
        problems: 0,
        note: 10,
    });
    println!("\n## Frames beside an empty `draw`\n");
    println!(
        "| frame | size | empty, µs | frame, µs | ratio | writes | bytes | bytes of the same frame again |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    let rows = [
        (
            "typing in the bank",
            "/",
            "k u b backspace backspace backspace",
        ),
        ("typing an answer", "u enter t", "가 나 x backspace"),
        ("a clock's second", "u enter", "+"),
        ("a move in the bank", "/ esc", "j k"),
        ("a move on home", "", "j k"),
    ];
    for (name, way, keys) in rows {
        for size in SIZES {
            let mut desk = Desk::new(&known, size);
            let mut empty = Empty::new(size);
            desk.go(way);
            let names: Vec<&str> = keys.split(' ').collect();
            let (mut drawn, mut nothing) = (Vec::new(), Vec::new());
            let (mut writes, mut bytes) = (0, Vec::new());
            for i in 0..300 {
                let cost = match names[i % names.len()] {
                    "+" => desk.second(),
                    name => desk.press(name),
                };
                nothing.push(empty.draw());
                drawn.push(cost.draw);
                writes = writes.max(cost.writes);
                bytes.push(cost.bytes);
            }
            bytes.sort_unstable();
            let again = desk.draw_again().bytes;
            let [drawn, nothing] = [drawn, nothing].map(|mut all| quantile(&mut all, 0.5));
            println!(
                "| {name} | {}×{} | {:.0} | {:.0} | {:.1} | {writes} | {} | {again} |",
                size.0,
                size.1,
                nothing * 1e6,
                drawn * 1e6,
                drawn / nothing,
                bytes[bytes.len() / 2],
            );
        }
    }
}

/// A terminal on which nothing is drawn.
struct Empty(Terminal<CrosstermBackend<Counted>>);

impl Empty {
    fn new((width, height): (u16, u16)) -> Self {
        let backend = CrosstermBackend::new(Counted::new().0);
        let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
        Self(Terminal::with_options(backend, TerminalOptions { viewport }).unwrap())
    }

    fn draw(&mut self) -> f64 {
        let began = processor_time();
        self.0.draw(|_| {}).unwrap();
        processor_time() - began
    }
}

/// Lists of a hundred and of a hundred thousand rows, their frames in turn.
pub fn lists() {
    println!("\n## A frame of a long list beside one of a short list\n");
    println!("| list | rows | short, µs | long, µs | ratio | keys: short, µs | long, µs |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    let small = Arc::new(world::bank(100, None));
    let nothing = World {
        bank: Arc::clone(&small),
        history: Arc::new(world::history(&small, 100)),
        interviews: 100,
        problems: 100,
        note: 100,
    };
    let large = Arc::new(world::bank(100_000, None));
    let cards = World {
        bank: Arc::clone(&large),
        ..nothing.clone()
    };
    let sessions = World {
        history: Arc::new(world::history(&small, 400_000)),
        ..nothing.clone()
    };
    let interviews = World {
        interviews: 10_000,
        ..nothing.clone()
    };
    let problems = World {
        problems: 100_000,
        ..nothing.clone()
    };
    let notes = World {
        note: 10_000,
        ..nothing.clone()
    };
    let rows = [
        ("home", "100,000 cards", &cards, "", "j k"),
        ("home", "10,000 sessions", &sessions, "", "j k"),
        ("home", "10,000 interviews", &interviews, "", "j k"),
        ("home", "100,000 problems", &problems, "", "j k"),
        ("bank", "100,000 cards", &cards, "/ esc", "j k"),
        ("unwritten", "100,000 cards", &cards, "e", "j k"),
        ("weak cards", "100,000 cards", &cards, "w", "j k"),
        ("decks", "1,000 decks", &cards, "/ esc n", "j k"),
        ("debrief", "10,000 sessions", &sessions, "d", "j k"),
        (
            "a card's story",
            "4,000 answers",
            &sessions,
            "/ esc h",
            "j k",
        ),
        ("interviews", "10,000 interviews", &interviews, "c", "j k"),
        ("problems", "100,000 problems", &problems, "!", "j k"),
        (
            "import",
            "10,000 cards",
            &notes,
            "n n o t e s / a . m d enter",
            "j k",
        ),
    ];
    let short = Known::of(nothing.clone());
    for (name, rows, world, way, keys) in rows {
        let size = (100, 30);
        let mut few = Desk::new(&short, size);
        let mut many = Desk::new(&Known::of(world.clone()), size);
        few.go(way);
        many.go(way);
        let names: Vec<&str> = keys.split(' ').collect();
        let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
        for i in 0..100 {
            let name = names[i % names.len()];
            of_few.push(few.press(name));
            of_many.push(many.press(name));
        }
        let median = |costs: &[Cost], of: fn(&Cost) -> f64| {
            quantile(&mut costs.iter().map(of).collect::<Vec<_>>(), 0.5) * 1e6
        };
        let (short, long) = (median(&of_few, |c| c.draw), median(&of_many, |c| c.draw));
        println!(
            "| {name} | {rows} | {short:.0} | {long:.0} | {:.2} | {:.0} | {:.0} |",
            long / short,
            median(&of_few, |c| c.handle),
            median(&of_many, |c| c.handle),
        );
    }
}

/// Scrolling an answer of 60,000 characters beside wrapping it.
pub fn long_answer() {
    println!("\n## Scrolling an answer of 60,000 characters\n");
    println!("| size | `Paragraph`, µs | a scrolled frame, µs | ratio |");
    println!("|---|--:|--:|--:|");
    let bank = Arc::new(world::bank(100, None));
    let history = Arc::new(world::history(&bank, 100));
    let known = Known::of(World {
        bank,
        history,
        interviews: 0,
        problems: 0,
        note: 1,
    });
    let text = world::long_answer();
    for size in SIZES {
        let mut desk = Desk::new(&known, size);
        let mut empty = Empty::new(size);
        desk.go("/ z z q x j v esc enter");
        let (mut scrolled, mut wrapped) = (Vec::new(), Vec::new());
        for i in 0..60_u16 {
            scrolled.push(
                desk.press(if i % 20 < 19 { "pagedown" } else { "pageup" })
                    .whole(),
            );
            let began = processor_time();
            let paragraph = Paragraph::new(Text::from(text.as_str()));
            let paragraph = paragraph.wrap(Wrap { trim: false }).scroll((i * 10, 0));
            empty
                .0
                .draw(|frame| frame.render_widget(paragraph, frame.area()))
                .unwrap();
            wrapped.push(processor_time() - began);
        }
        let [scrolled, wrapped] = [scrolled, wrapped].map(|mut all| quantile(&mut all, 0.5));
        println!(
            "| {}×{} | {:.0} | {:.0} | {:.2} |",
            size.0,
            size.1,
            wrapped * 1e6,
            scrolled * 1e6,
            scrolled / wrapped
        );
    }
}

/// What every frame pays so that no cell of it acts on the terminal.
pub fn cells() {
    println!("\n## A look at every cell\n");
    println!("| size | µs |");
    println!("|---|--:|");
    for (width, height) in SIZES {
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        for (y, line) in (0..height).zip(corpus::lines(usize::from(height))) {
            frame.set_string(0, y, line.repeat(20), Style::default());
        }
        let mut times: Vec<f64> = (0..200)
            .map(|_| {
                let began = processor_time();
                let symbols = frame.content.iter().map(Cell::symbol);
                black_box(symbols.filter_map(text::visible_cell).count());
                processor_time() - began
            })
            .collect();
        println!(
            "| {width}×{height} | {:.1} |",
            quantile(&mut times, 0.5) * 1e6
        );
    }
}

/// What is worked out beside the drawing after each answer.
pub fn survey() {
    println!("\n## The survey, beside the drawing\n");
    println!("| cards | answers | ms |");
    println!("|--:|--:|--:|");
    for (cards, answers) in [(1000, 10_000), (10_000, 100_000), (100_000, 1_000_000)] {
        let bank = world::bank(cards, None);
        let history = world::history(&bank, answers);
        let mut times: Vec<f64> = (0..3)
            .map(|_| {
                let began = processor_time();
                black_box(Survey::of(&bank, &history, world::now(), 4, None));
                processor_time() - began
            })
            .collect();
        println!(
            "| {cards} | {answers} | {:.0} |",
            quantile(&mut times, 0.5) * 1e3
        );
    }
}

/// The value below which this share of all values lies.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list of some hundreds"
    )]
    let place = (values.len() as f64 * share) as usize;
    values[place.min(values.len() - 1)]
}
