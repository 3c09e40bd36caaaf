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
use crate::growth::exponent;
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

/// Every screen whose name begins so, at both sizes: from key to sent frame.
pub fn keys(wanted: &str) {
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
    let is_wanted = |screen: &(&str, &str, &str)| screen.0.starts_with(wanted);
    for (name, way, keys) in SCREENS.into_iter().filter(is_wanted) {
        let mut row = format!("| {name} |");
        let mut costs = Vec::new();
        for size in SIZES {
            let mut desk = Desk::new(&known, size);
            desk.go(way);
            let names: Vec<&str> = keys.split(' ').collect();
            let own: Vec<Cost> = (0..KEYS)
                .map(|i| desk.press(names[i % names.len()]))
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

/// Frames beside an empty `draw`, those whose name begins so.
pub fn frames(wanted: &str) {
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
    let is_wanted = |row: &(&str, &str, &str)| row.0.starts_with(wanted);
    for (name, way, keys) in rows.into_iter().filter(is_wanted) {
        for size in SIZES {
            let mut desk = Desk::new(&known, size);
            let mut empty = Empty::new(size);
            desk.go(way);
            let names: Vec<&str> = keys.split(' ').collect();
            let (mut drawn, mut nothing) = (Vec::new(), Vec::new());
            let (mut writes, mut bytes) = (0, Vec::new());
            for i in 0..300 {
                let cost = desk.press(names[i % names.len()]);
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

/// What a list is long of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rows {
    Cards,
    Decks,
    Sessions,
    Answers,
    Interviews,
    Problems,
    Notes,
}

impl Rows {
    /// Three lengths that fill the screen (of a hundred cards, too few are unwritten for that). A deck
    /// has 100 cards, a session 40 answers.
    fn counts(self) -> [usize; 3] {
        match self {
            Self::Cards | Self::Problems => [100, 3_000, 100_000],
            Self::Decks => [30, 170, 1_000],
            Self::Answers => [40, 400, 4_000],
            Self::Sessions | Self::Interviews | Self::Notes => [100, 1_000, 10_000],
        }
    }

    /// A world with so many of these, and a hundred of everything else.
    fn world(self, count: usize) -> World {
        let of = |rows, usual| if self == rows { count } else { usual };
        let bank = Arc::new(world::bank(of(Self::Cards, of(Self::Decks, 1) * 100), None));
        let answers = match self {
            Self::Sessions => count * 40,
            Self::Answers => count * 100,
            _ => 100,
        };
        World {
            history: Arc::new(world::history(&bank, answers)),
            interviews: of(Self::Interviews, 100),
            problems: of(Self::Problems, 100),
            note: of(Self::Notes, 100),
            bank,
        }
    }
}

/// A frame of every list at three lengths, in turn.
pub fn lists() {
    println!("\n## A frame of a list by its length\n");
    println!("| list | of | lengths | frames, µs | longest / shortest | exponent | keys, µs |");
    println!("|---|---|---|---|--:|--:|---|");
    let rows = [
        (Rows::Cards, "home", "", "j k"),
        (Rows::Cards, "bank", "/ esc", "j k"),
        (Rows::Cards, "unwritten", "e", "j k"),
        (Rows::Cards, "weak cards", "w", "j k"),
        (Rows::Decks, "decks", "/ esc n", "j k"),
        (Rows::Sessions, "home", "", "j k"),
        (Rows::Sessions, "debrief", "d", "j k"),
        (Rows::Sessions, "debrief: older and newer", "d", "[ ]"),
        (Rows::Answers, "a card's story", "/ esc h", "j k"),
        (Rows::Interviews, "home", "", "j k"),
        (Rows::Interviews, "interviews", "c", "j k"),
        (Rows::Problems, "home", "", "j k"),
        (Rows::Problems, "problems", "!", "j k"),
        (Rows::Notes, "import", "n n o t e s / a . m d enter", "j k"),
    ];
    for same in rows.chunk_by(|one, other| one.0 == other.0) {
        let of = same[0].0;
        let counts = of.counts();
        let worlds = counts.map(|count| Known::of(of.world(count)));
        for &(_, name, way, keys) in same {
            let mut desks = [0, 1, 2].map(|size| Desk::new(&worlds[size], (100, 30)));
            for desk in &mut desks {
                desk.go(way);
            }
            let names: Vec<&str> = keys.split(' ').collect();
            let mut costs = [const { Vec::new() }; 3];
            for i in 0..150 {
                for (desk, costs) in desks.iter_mut().zip(&mut costs) {
                    costs.push(desk.press(names[i % names.len()]));
                }
            }
            let median = |of: fn(&Cost) -> f64| {
                let of_size = |costs: &Vec<Cost>| {
                    quantile(&mut costs.iter().map(of).collect::<Vec<_>>(), 0.5) * 1e6
                };
                costs.each_ref().map(of_size)
            };
            let (frames, handled) = (median(|cost| cost.draw), median(|cost| cost.handle));
            let points: Vec<(usize, f64)> = counts.into_iter().zip(frames).collect();
            println!(
                "| {name} | {of:?} | {counts:?} | {frames:.0?} | {:.2} | {:.2} | {handled:.0?} |",
                frames[2] / frames[0],
                exponent(&points),
            );
        }
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
    let mut points = Vec::new();
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
        let time = quantile(&mut times, 0.5);
        points.push((cards, time));
        println!("| {cards} | {answers} | {:.0} |", time * 1e3);
    }
    println!("\nexponent {:.2}", exponent(&points));
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
