//! The marked lines of a note, nested by rank.

use std::collections::{HashMap, HashSet};

use super::lines::{Kind, Line, Mark};
use super::marks::{self, Style};
use super::plain::{bare, letters, plain};
use super::words::{self, Category, category};

/// The marker that the lines of a class share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class {
    /// What kind of line.
    pub kind: Kind,
    /// How strongly it opens, and in how many folds and quotations.
    pub rank: u32,
    /// How it is labelled or numbered.
    pub style: Style,
    /// With a box.
    pub checkbox: bool,
}

/// A line that could be a question, with everything below it.
#[expect(clippy::struct_excessive_bools, reason = "each is seen or not")]
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The index of its line.
    pub line: usize,
    /// The index after its last line.
    pub end: usize,
    pub parent: usize,
    pub children: Vec<usize>,
    pub class: Class,
    /// The nearest heading or fold around it.
    pub section: usize,
    pub category: Category,
    /// Its own log-odds of being a question.
    pub own: f32,
    /// The same before it counted that its class stands inside answers.
    pub alone: f32,
    /// Its own log-odds, drawn towards its class.
    pub score: f32,
    /// The score before any class was dropped.
    pub drawn: f32,
    /// The best sum of it and what stands below it.
    pub best: f32,
    pub asks: bool,
    /// How much text stands below it.
    pub body: usize,
    pub mark: Option<Mark>,
    /// Nothing but a list of contents stands below it.
    pub only_contents: bool,
    /// Its class is a firm series.
    pub firm: bool,
    /// It is quoted and what stands below it is not.
    pub outside: bool,
}

/// The root's index; its line is none.
pub(super) const ROOT: usize = 0;

/// The nodes of a note; the first is the note itself.
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// What looks like a table of contents is the list itself.
    pub contents_are_list: bool,
}

/// What the user said of a note's lines, by index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// These are questions, or none.
    pub asks: HashMap<usize, bool>,
    /// Cards begin here.
    pub begins: HashSet<usize>,
    /// These belong to what stands above them.
    pub above: HashSet<usize>,
    /// All lines with the marker of this one are questions, or none.
    pub alike: HashMap<usize, bool>,
    /// The next best reading is the right one.
    pub other: bool,
}

impl Said {
    /// Whether anything was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Tree {
    /// Nests the lines.
    pub fn of(lines: &mut [Line<'_>], said: &Said) -> Self {
        for &at in &said.above {
            if let Some(line) = lines.get_mut(at).filter(|line| line.may_open()) {
                line.rank = 0;
                line.kind = Kind::Text;
            }
        }
        for (&at, &asks) in &said.asks {
            if let Some(line) = lines.get_mut(at)
                && asks
                && !line.may_open()
            {
                line.rank = line.offset() + 88;
                line.kind = Kind::Open;
            }
        }
        split_leads(lines);
        let is_list = contents_lead_nowhere(lines);
        if is_list {
            for line in lines.iter_mut().filter(|line| line.anchor.is_some()) {
                line.kind = Kind::Item;
                line.style = Style::Bullet;
                line.link = false;
                line.anchor = None;
                line.rank = line.offset() + 92 + 20 * line.depth;
                line.text = plain(&line.text).into_owned().into();
            }
        }
        tables(lines);
        rerank(lines);
        open_plain_lines(lines);
        let mut tree = grow(lines, said);
        tree.contents_are_list = is_list;
        tree
    }
}

fn root(end: usize) -> Node {
    Node {
        line: usize::MAX,
        end,
        parent: ROOT,
        children: Vec::new(),
        class: Class {
            kind: Kind::Blank,
            rank: 0,
            style: Style::None,
            checkbox: false,
        },
        section: ROOT,
        category: Category::Noun,
        own: 0.0,
        alone: 0.0,
        score: 0.0,
        drawn: 0.0,
        best: 0.0,
        asks: false,
        body: 0,
        mark: None,
        only_contents: false,
        firm: false,
        outside: false,
    }
}

/// Where most items of one kind read `**lead**: rest` or `Question? rest`, the lead is the text.
fn split_leads(lines: &mut [Line<'_>]) {
    let mut groups: HashMap<(u32, Style), Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.kind == Kind::Item && !line.taken && line.mark.is_none() {
            groups.entry((line.rank, line.style)).or_default().push(at);
        }
    }
    for members in groups.values() {
        let found: Vec<(usize, String, String)> = members
            .iter()
            .filter_map(|&at| {
                let (lead, rest) = marks::lead(&lines[at].text)?;
                Some((at, lead.to_owned(), rest.to_owned()))
            })
            .collect();
        let asking = found
            .iter()
            .filter(|(_, lead, _)| matches!(category(lead), Category::Ask | Category::Topic))
            .count();
        if found.len() >= 3 && found.len() * 5 >= members.len() * 3 && asking * 5 >= found.len() * 2
        {
            for (at, lead, rest) in found {
                lines[at].text = lead.into();
                lines[at].inline = rest;
            }
        }
    }
    for line in lines.iter_mut().filter(|line| !line.taken) {
        if line.style == Style::Label {
            let split = marks::answer_inside(&line.text)
                .map(|(asked, said)| (asked.to_owned(), said.to_owned()));
            if let Some((asked, said)) = split {
                line.text = asked.into();
                line.inline = said;
            }
        }
        if line.kind == Kind::Text && line.starts && line.indent < 4 && line.text.starts_with("**")
        {
            let split = marks::lead(&line.text)
                .filter(|(asked, _)| asked.ends_with(['?', '？']))
                .map(|(asked, said)| (asked.to_owned(), said.to_owned()));
            if let Some((asked, said)) = split {
                line.kind = Kind::Bold;
                line.inline = said;
                line.text = marks::peel(line, asked.into());
                line.rank = line.offset() + 80;
            }
        }
    }
}

/// Whether the links of a list into the note lead to none of its headings: then it is a list, and
/// no table of contents.
fn contents_lead_nowhere(lines: &[Line<'_>]) -> bool {
    let links: Vec<&Line<'_>> = lines.iter().filter(|line| line.anchor.is_some()).collect();
    if links.is_empty() {
        return false;
    }
    let mut headings: HashSet<String> = HashSet::new();
    for line in lines {
        if matches!(line.kind, Kind::Heading | Kind::Summary) {
            headings.insert(letters(&plain(
                line.raw.trim_start_matches(['#', '>', ' ']),
            )));
            headings.insert(letters(&bare(&line.text)));
        } else if line.kind == Kind::Tag
            && let Some(name) = anchor_name(line.raw)
        {
            headings.insert(letters(name));
        }
    }
    let found = links
        .iter()
        .filter(|line| {
            headings.contains(&letters(line.anchor.unwrap_or_default()))
                || headings.contains(&letters(&bare(&line.text)))
        })
        .count();
    found * 10 < links.len() * 3
}

fn anchor_name(raw: &str) -> Option<&str> {
    let at = raw
        .find("name=")
        .map(|at| at + 5)
        .or_else(|| raw.find("id=").map(|at| at + 3))?;
    raw[at..]
        .trim_start_matches(['"', '\''])
        .split(['"', '\'', ' ', '>'])
        .next()
}

/// A column of questions makes its rows openers; another column holds the answers.
fn tables(lines: &mut [Line<'_>]) {
    let mut at = 0;
    while at < lines.len() {
        if lines[at].kind != Kind::Row {
            at += 1;
            continue;
        }
        let end = at
            + lines[at..]
                .iter()
                .take_while(|line| line.kind == Kind::Row)
                .count();
        let rows: Vec<usize> = (at..end)
            .filter(|&row| {
                let is_rule = |cell: &str| cell.bytes().all(|b| matches!(b, b'-' | b':' | b' '));
                !lines[row].cells.iter().all(|cell| is_rule(cell))
            })
            .collect();
        let is_ruled = rows.len() < end - at;
        let (head, data) = match rows.split_first() {
            Some((&head, data)) if is_ruled && !data.is_empty() => (Some(head), data),
            _ => (None, rows.as_slice()),
        };
        if let Some((asks, answers)) = columns_of(lines, head, data) {
            for &row in data {
                let line = &mut lines[row];
                let Some(&cell) = line.cells.get(asks).filter(|cell| !plain(cell).is_empty())
                else {
                    continue;
                };
                line.text = cell.into();
                line.style = Style::Column;
                line.rank = line.offset() + 96;
                line.inline = answers
                    .and_then(|column| line.cells.get(column))
                    .map_or_else(String::new, |cell| (*cell).to_owned());
            }
        }
        at = end;
    }
}

/// The column that asks and the one that answers.
fn columns_of(
    lines: &[Line<'_>],
    head: Option<usize>,
    data: &[usize],
) -> Option<(usize, Option<usize>)> {
    let width = data.iter().map(|&row| lines[row].cells.len()).max()?;
    let title = |column: usize| {
        head.and_then(|head| lines[head].cells.get(column))
            .map(|cell| bare(cell))
            .unwrap_or_default()
    };
    let cells = |column: usize| {
        data.iter()
            .filter_map(|&row| lines[row].cells.get(column).copied())
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
    };
    let mut best: Option<(f32, usize)> = None;
    for column in 0..width {
        let cells = cells(column);
        if cells.is_empty() {
            continue;
        }
        let asking = cells
            .iter()
            .filter(|cell| category(cell) == Category::Ask)
            .count();
        let distinct: HashSet<&str> = cells.iter().copied().collect();
        let named = if words::names_question(&title(column)) {
            0.6
        } else {
            0.0
        };
        let share = super::ratio(asking, data.len()) + named;
        if distinct.len() * 10 > cells.len() * 7 && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, column));
        }
    }
    let (_, asks) = best.filter(|(share, _)| *share >= 0.6)?;
    let others = || (0..width).filter(move |&column| column != asks);
    let named = others().find(|&column| words::names_answer(&title(column)));
    let longest =
        others().max_by_key(|&column| cells(column).iter().map(|cell| cell.len()).sum::<usize>());
    Some((asks, named.or(longest)))
}

/// Lists that nest by something else than indentation: bold items over plain ones, and a numbered
/// run inside an item of a longer numbered series.
fn rerank(lines: &mut [Line<'_>]) {
    let mut groups: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.kind == Kind::Item && !line.taken {
            groups.entry(line.rank).or_default().push(at);
        }
    }
    for members in groups.values() {
        let is_strong = |at: &usize| {
            marks::item(lines[*at].raw.trim())
                .is_some_and(|(_, body)| marks::bold_line(body).is_some())
        };
        let strong: Vec<usize> = members.iter().copied().filter(is_strong).collect();
        let weak = members.len() - strong.len();
        if strong.len() < 2 || weak < 2 || strong.first() != members.first() {
            continue;
        }
        let asking = members
            .iter()
            .filter(|at| !is_strong(at) && category(&lines[**at].text) == Category::Ask)
            .count();
        if asking * 10 <= weak * 3 {
            for at in strong {
                lines[at].rank -= 1;
                lines[at].style = if lines[at].style == Style::Bullet {
                    Style::BoldBullet
                } else {
                    Style::BoldOrdered
                };
            }
        }
    }
    let mut run = Vec::new();
    for at in 0..lines.len() {
        if lines[at].kind == Kind::Heading {
            nest_runs(lines, &run);
            run.clear();
        } else if lines[at].kind == Kind::Item
            && lines[at].style == Style::Ordered
            && lines[at].depth == 0
        {
            run.push(at);
        }
    }
    nest_runs(lines, &run);
}

/// A run that begins at 1 again and is followed by the outer one's continuation stands inside it.
fn nest_runs(lines: &mut [Line<'_>], run: &[usize]) {
    let mut stack: Vec<u32> = Vec::new();
    for (i, &at) in run.iter().enumerate() {
        let number = lines[at].number.unwrap_or(0);
        while stack.len() > 1 && number != 1 && stack.last().is_some_and(|last| last + 1 != number)
        {
            stack.pop();
        }
        let continues_later = || {
            let wanted = stack.last().map(|last| last + 1);
            run[i..].windows(2).take(40).any(|two| {
                let (before, after) = (lines[two[0]].number, lines[two[1]].number);
                after == wanted && before.map(|before| before + 1) != after
            })
        };
        if number == 1 && !stack.is_empty() && continues_later() {
            stack.push(1);
        } else if let Some(last) = stack.last_mut() {
            *last = number;
        } else {
            stack.push(number);
        }
        let depth = u32::try_from(stack.len() - 1).unwrap_or(0).min(3);
        lines[at].rank += depth;
        if depth > 0 {
            lines[at].style = Style::Inner;
        }
    }
}

/// Plain lines that may ask: those that look like it, short ones in a run of such, and a line
/// above `: …`.
fn open_plain_lines(lines: &mut [Line<'_>]) {
    for at in 1..lines.len() {
        let is_answer = lines[at].mark == Some(Mark::Colon);
        let above = &mut lines[at - 1];
        if is_answer
            && above.kind == Kind::Text
            && !above.taken
            && above.indent < 4
            && above.depth == 0
        {
            above.kind = Kind::Open;
            above.rank = above.offset() + 88;
        }
    }
    let mut run: Vec<usize> = Vec::new();
    let mut asked_here = false;
    for at in 0..lines.len() {
        let line = &lines[at];
        match line.kind {
            Kind::Heading => {
                settle(lines, &mut run, asked_here);
                let title = bare(&lines[at].text);
                asked_here = words::is_about(&title) && words::is_section(&title);
            }
            Kind::Text
                if !line.taken && line.indent < 4 && line.depth == 0 && line.mark.is_none() =>
            {
                run.push(at);
            }
            Kind::Item => {}
            // A blank line is no end: lists of plain lines have them.
            Kind::Blank if run.len() < 400 => {
                settle(lines, &mut run, asked_here);
            }
            _ => settle(lines, &mut run, asked_here),
        }
    }
    settle(lines, &mut run, asked_here);
}

fn settle(lines: &mut [Line<'_>], run: &mut Vec<usize>, asked_here: bool) {
    let said: Vec<Category> = run.iter().map(|&at| category(&lines[at].text)).collect();
    let asking = said
        .iter()
        .filter(|said| matches!(said, Category::Ask | Category::Topic))
        .count();
    let is_list = (run.len() >= 3 || asked_here) && asking * 2 >= run.len();
    for (&at, said) in run.iter().zip(said) {
        let may =
            said == Category::Ask || is_list && matches!(said, Category::Topic | Category::Noun);
        if may && plain(&lines[at].text).chars().count() <= 160 {
            let line = &mut lines[at];
            line.link = marks::is_link(&line.text).is_some_and(|address| !address.starts_with('#'));
            line.kind = Kind::Open;
            line.rank = line.offset() + 88;
        }
    }
    run.clear();
}

fn grow(lines: &[Line<'_>], said: &Said) -> Tree {
    let mut nodes = vec![root(lines.len())];
    let mut open: Vec<usize> = vec![ROOT];
    let close = |nodes: &mut Vec<Node>, open: &mut Vec<usize>, rank: u32, at: usize| {
        while let Some(&last) = open.last()
            && last != ROOT
            && nodes[last].class.rank >= rank
        {
            nodes[last].end = at;
            open.pop();
        }
    };
    let close_callout = |nodes: &mut Vec<Node>, open: &mut Vec<usize>, at: usize| {
        while let Some(&last) = open.last()
            && last != ROOT
            && nodes[last].class.kind == Kind::Callout
        {
            nodes[last].end = at;
            open.pop();
        }
    };
    for (at, line) in lines.iter().enumerate() {
        if said.begins.contains(&at) {
            close(&mut nodes, &mut open, 0, at);
        }
        if line.kind == Kind::Blank {
            close_callout(&mut nodes, &mut open, at);
            continue;
        }
        if line.taken || matches!(line.kind, Kind::Contents | Kind::Code) {
            continue;
        }
        if line.kind == Kind::Tag && line.closes {
            close(&mut nodes, &mut open, line.fold * 1000 + 90, at + 1);
            continue;
        }
        if line.kind != Kind::Callout && line.quote == 0 {
            close_callout(&mut nodes, &mut open, at);
        }
        let opens = line.may_open() && line.mark != Some(Mark::Label);
        if !opens {
            continue;
        }
        close(&mut nodes, &mut open, line.rank, at);
        let parent = open.last().copied().unwrap_or(ROOT);
        let own = nodes.len();
        nodes[parent].children.push(own);
        nodes.push(Node {
            line: at,
            parent,
            class: Class {
                kind: line.kind,
                rank: line.rank,
                style: Style::None,
                checkbox: line.checkbox,
            },
            ..root(lines.len())
        });
        open.push(own);
        if line.kind == Kind::Summary && line.closes {
            nodes[own].end = at + 1;
            open.pop();
        }
    }
    Tree {
        nodes,
        contents_are_list: false,
    }
}
