//! Reading a note by evidence.
//!
//! Nobody can list all the ways in which people write questions down, but within one note people
//! are consistent. So no line is judged on its own: lines with the same marker are a class, and
//! everything that the whole note shows of a class counts. Every observation is worth some
//! log-odds, a convention has a price, and the reading with the greatest sum wins.

use std::collections::HashSet;

use lines::{Line, Mark};
pub use tree::Said;

pub(super) mod build;
pub(super) mod describe;
mod label;
mod lines;
mod marks;
mod plain;
mod tree;
mod weigh;
mod weights;
mod words;

pub use lines::Kind;
pub use marks::Style;
pub use tree::Class as LineClass;
pub use weights::Weights;
pub use words::{Category, category};

/// A share as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of lines")]
pub(super) fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts of lines")]
fn number(count: usize) -> f32 {
    count as f32
}

/// What is known of a note after one reading.
pub(super) struct Reading<'t> {
    pub lines: Vec<Line<'t>>,
    solved: label::Solved,
}

/// Reads a text from which what is hidden was blanked out. `taken` are lines, from 0, that
/// something has taken before.
pub(super) fn read<'t>(
    title: &str,
    text: &'t str,
    taken: &HashSet<usize>,
    said: &Said,
    weights: &Weights,
) -> Reading<'t> {
    let mut lines = lines::scan(text);
    for &at in taken {
        if let Some(line) = lines.get_mut(at) {
            line.taken = true;
            line.rank = 0;
            line.kind = Kind::Blank;
        }
    }
    let solved = label::solve(&mut lines, title, said, weights);
    Reading { lines, solved }
}

impl Reading<'_> {
    fn node(&self, line: usize) -> Option<&tree::Node> {
        let nodes = &self.solved.tree.nodes[1..];
        let found = nodes.binary_search_by_key(&line, |node| node.line);
        found.ok().map(|at| &nodes[at])
    }

    /// What speaks for the line's being a question, whichever reading was chosen.
    pub fn value(&self, line: usize) -> f32 {
        match (self.node(line), self.category(line)) {
            (Some(node), _) => node.drawn,
            (None, Category::Ask) => 1.2,
            (None, Category::Topic) => -0.6,
            (None, Category::Noun) => -1.8,
            (None, _) => -3.0,
        }
    }

    /// What the words of a line say.
    pub fn category(&self, line: usize) -> Category {
        self.lines
            .get(line)
            .map_or(Category::Junk, |line| category(&line.text))
    }

    /// What marks a line that could ask, and what speaks for its being a question, in tenths.
    pub fn evidence(&self, line: usize) -> (Option<&'static str>, Option<i16>) {
        let Some(node) = self.node(line) else {
            return (None, None);
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "scores are between -20 and 20"
        )]
        let tenths = (node.drawn * 10.0).round() as i16;
        (Some(describe::form(node.class)), Some(tenths))
    }

    /// Whether the members of a class open their answers with one and the same marker.
    pub fn has_marker(&self, class: LineClass) -> bool {
        let members = self.solved.classes.get(&class);
        members.is_some_and(|members| {
            weigh::uniform_mark(&self.solved.tree, members).is_some_and(|mark| mark != Mark::Quote)
        })
    }

    /// The number before a line.
    pub fn number(&self, line: usize) -> Option<u32> {
        self.lines.get(line).and_then(|line| line.number)
    }

    /// The best reading without the main class of this one: what it is worth, and its classes.
    pub fn second(&self, weights: &Weights) -> (f32, Vec<LineClass>) {
        let Some((main, _)) = self.solved.gains.first() else {
            return (0.0, Vec::new());
        };
        let second = self.solved.without(*main, &self.lines, weights);
        let classes = second.gains.iter().map(|(class, _)| *class).collect();
        (second.total, classes)
    }

    /// What this reading is worth.
    pub fn total(&self) -> f32 {
        self.solved.total
    }

    /// Whether this reading takes the line for a question.
    pub fn asks(&self, line: usize) -> bool {
        let questions = &self.solved.questions;
        let line_of = |at: &usize| self.solved.tree.nodes[*at].line;
        questions.binary_search_by_key(&line, line_of).is_ok()
    }

    /// The class of a line that may open.
    pub fn class(&self, line: usize) -> Option<LineClass> {
        self.node(line).map(|node| node.class)
    }

    /// The class of such a line, and the section in which it stands.
    pub fn place(&self, line: usize) -> Option<(LineClass, usize)> {
        self.node(line).map(|node| (node.class, node.section))
    }

    /// Whether a line that no convention can make a question: an address, a link to elsewhere
    /// that does not ask, a date.
    pub fn is_junk(&self, line: usize) -> bool {
        let Some(found) = self.lines.get(line) else {
            return false;
        };
        let text = plain::plain(&found.text);
        words::is_address(&text)
            || found.link && !text.ends_with(['?', '？']) && self.value(line) < 0.0
    }

    /// The title of the fold that begins on a line.
    pub fn title_of_fold(&self, line: usize) -> Option<&str> {
        let found = self.lines.get(line)?;
        (found.kind == Kind::Summary).then_some(&*found.text)
    }

    /// Whether a line is the title of a fold and says only "answer".
    pub fn is_button(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(lines::is_button_line)
    }

    /// Whether a line is the title of advice or the like, or stands below one.
    pub fn is_advice(&self, line: usize) -> bool {
        let says_so = |line: &Line<'_>| {
            let text = plain::bare(&line.text);
            words::is_guidance(&text) && category(&text) != Category::Ask
        };
        let Some(node) = self.node(line) else {
            return false;
        };
        let own = &self.lines[node.line];
        let is_title = matches!(own.kind, Kind::Heading | Kind::Summary | Kind::Bold);
        is_title && says_so(own)
    }
}

/// A line without the bullet or number before it.
pub(super) fn without_bullet(text: &str) -> &str {
    marks::item(text).map_or(text, |(_, body)| body)
}

/// A line without the label of a question or an answer before it.
pub(super) fn without_label(text: &str) -> &str {
    let found = marks::question_label(text).or_else(|| marks::answer_label(text));
    found.map_or(text, |label| text[label.end..].trim_start())
}
