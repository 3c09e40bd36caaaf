//! The lines of a note, each with the form of its marker.
//!
//! The unit is the line and not a block of Markdown: notes break Markdown's rules all the time (a
//! bold question glued to the list above it, an answer at the margin below an item, `##Title`), and
//! a line is what the user sees and corrects.

use std::borrow::Cow;

use super::super::fence_mark;
use super::marks::{self, Style};
use super::plain::{plain, tag};
use super::words;

/// What a line is by its marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing.
    Blank,
    /// Code, with its fences.
    Code,
    /// Markup alone.
    Tag,
    /// A line across the page.
    Rule,
    /// A way to elsewhere on the page.
    Navigation,
    /// A link to a heading of the note.
    Contents,
    /// Prose.
    Text,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A bold line and nothing else.
    Bold,
    /// A line that begins with `Q.` or the like.
    Label,
    /// A paragraph that begins with a number.
    Number,
    /// The title of a fold.
    Summary,
    /// The title of a callout.
    Callout,
    /// A row of a table.
    Row,
    /// A plain line that may ask all the same.
    Open,
}

/// How a line opens an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) enum Mark {
    /// `A.`, `답:`
    Label,
    /// `: …`
    Colon,
    /// `→ …`
    Arrow,
    /// A fold that says only "answer".
    Fold,
    /// A quotation.
    Quote,
    /// A heading that says only "answer".
    Heading,
}

/// A line of the note.
#[expect(clippy::struct_excessive_bools, reason = "each is seen or not")]
#[derive(Debug, Clone)]
pub(in super::super) struct Line<'t> {
    /// As it stands.
    pub raw: &'t str,
    pub kind: Kind,
    /// What stands after the marker.
    pub text: Cow<'t, str>,
    /// How strongly it opens: 0 not at all, else the smaller the stronger.
    pub rank: u32,
    pub style: Style,
    pub number: Option<u32>,
    /// Columns before it.
    pub indent: usize,
    /// In how many quotations it stands.
    pub quote: usize,
    /// In how many folds.
    pub fold: u32,
    /// How deep in a list.
    pub depth: u32,
    pub checkbox: bool,
    /// The whole text is a link.
    pub link: bool,
    /// Where such a link into the note leads.
    pub anchor: Option<&'t str>,
    /// The answer's marker that it opens.
    pub mark: Option<Mark>,
    /// An answer on the question's own line.
    pub inline: String,
    /// It begins a paragraph.
    pub starts: bool,
    /// It closes a fold, or a fold's title is closed on its own line.
    pub closes: bool,
    /// The cells of a row.
    pub cells: Vec<&'t str>,
    /// Something has taken it before the reading began.
    pub taken: bool,
}

/// Folds and lists nested deeper than this count as this deep.
const DEEPEST: u32 = 12;

impl<'t> Line<'t> {
    fn new(raw: &'t str) -> Self {
        Self {
            raw,
            kind: Kind::Blank,
            text: Cow::Borrowed(""),
            rank: 0,
            style: Style::None,
            number: None,
            indent: 0,
            quote: 0,
            fold: 0,
            depth: 0,
            checkbox: false,
            link: false,
            anchor: None,
            mark: None,
            inline: String::new(),
            starts: true,
            closes: false,
            cells: Vec::new(),
            taken: false,
        }
    }

    /// Whether it says nothing.
    pub fn is_nothing(&self) -> bool {
        matches!(
            self.kind,
            Kind::Blank | Kind::Tag | Kind::Rule | Kind::Navigation
        )
    }

    /// Whether it may open a question.
    pub fn may_open(&self) -> bool {
        self.rank > 0
    }

    /// The part of its rank that quotations and folds make.
    pub fn offset(&self) -> u32 {
        self.fold.min(DEEPEST) * 1000 + if self.quote > 0 { 400 } else { 0 }
    }
}

/// What is known between one line and the next.
struct Scanner {
    fence: Option<(u8, usize, bool)>,
    /// Columns before the open fence.
    fence_indent: usize,
    fold: u32,
    /// A fold is open whose title has not come yet.
    pending: bool,
    /// Where the lists that are open begin: columns.
    lists: Vec<usize>,
}

/// The lines of a text, from which what is hidden was blanked out.
pub(super) fn scan(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = text.split('\n').map(Line::new).collect();
    let mut scanner = Scanner {
        fence: None,
        fence_indent: 0,
        fold: 0,
        pending: false,
        lists: Vec::new(),
    };
    let mut title_taken = usize::MAX;
    for at in 0..lines.len() {
        let raw = lines[at].raw;
        let (done, rest) = lines.split_at_mut(at);
        let previous = done.last();
        let next = rest
            .iter()
            .skip(1)
            .take(2)
            .position(|line| !line.raw.trim().is_empty());
        let next = next.map(|skip| (at + 1 + skip, rest[1 + skip].raw));
        if at == title_taken {
            rest[0].kind = Kind::Tag;
            rest[0].fold = scanner.fold;
            continue;
        }
        let line = &mut rest[0];
        let mut underlined = None;
        scanner.read(raw, line, previous, next, &mut title_taken, &mut underlined);
        if let (Some(level), Some(previous)) = (underlined, done.last_mut()) {
            previous.kind = Kind::Heading;
            previous.depth = level;
            let text = previous.text.clone();
            previous.text = marks::peel(previous, text);
            previous.rank = previous.fold * 1000 + level * 10;
        }
    }
    lines
}

fn columns(blank: &str) -> usize {
    blank
        .chars()
        .fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// The text after all `>`, and how many there were.
fn unquoted(raw: &str) -> (&str, usize) {
    let mut rest = raw;
    let mut count = 0;
    while let Some(after) = rest.trim_start().strip_prefix('>') {
        count += 1;
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    (rest, count)
}

impl Scanner {
    #[expect(
        clippy::too_many_lines,
        reason = "one form of line after the other, each a few lines"
    )]
    fn read<'t>(
        &mut self,
        raw: &'t str,
        line: &mut Line<'t>,
        previous: Option<&Line<'t>>,
        next: Option<(usize, &'t str)>,
        title_taken: &mut usize,
        underlined: &mut Option<u32>,
    ) {
        line.fold = self.fold;
        if let Some((sign, length, quoted)) = self.fence {
            let (inner, quote) = unquoted(raw);
            line.kind = Kind::Code;
            line.indent = columns(&inner[..inner.len() - inner.trim_start().len()]);
            let text = inner.trim();
            let leaves_item = self.fence_indent >= 2
                && line.indent == 0
                && (heading(text).is_some() || marks::item(text).is_some());
            if quoted && quote == 0 || leaves_item {
                self.fence = None;
            } else {
                line.quote = usize::from(quoted);
                let ends = fence_mark(inner).is_some_and(|mark| mark.0 == sign && mark.1 >= length)
                    && inner.trim().bytes().all(|b| b == sign);
                if ends {
                    self.fence = None;
                }
                return;
            }
        }
        if raw.trim().is_empty() {
            line.kind = Kind::Blank;
            return;
        }
        let (rest, quote) = unquoted(raw);
        line.quote = quote;
        let text = rest.trim();
        if text.is_empty() {
            line.kind = Kind::Tag;
            return;
        }
        line.indent = columns(&rest[..rest.len() - rest.trim_start().len()]);
        let fenced = text
            .strip_prefix(['-', '*', '+'])
            .map_or(text, str::trim_start);
        if let Some((sign, length)) = fence_mark(fenced) {
            line.kind = Kind::Code;
            self.fence = Some((sign, length, quote > 0));
            self.fence_indent = line.indent;
            return;
        }
        if text.starts_with('<')
            || text.contains("<details")
            || text.contains("</details")
            || text.contains("<summary")
        {
            if self.fold_line(text, line, next, title_taken) {
                return;
            }
            if tag(text).is_some() && is_only_markup(text) {
                line.kind = Kind::Tag;
                return;
            }
        }
        if text == "&nbsp;" {
            line.kind = Kind::Tag;
            return;
        }
        if is_rule(text) {
            let titles = text.bytes().all(|b| b == b'-')
                && previous.is_some_and(|before| {
                    before.kind == Kind::Text && before.starts && before.text.contains(['?', '？'])
                });
            if !titles {
                line.kind = Kind::Rule;
                self.lists.clear();
                return;
            }
        }
        let offset = line.offset();
        if quote > 0
            && let Some((kind, title)) = callout(text)
        {
            line.kind = Kind::Callout;
            line.style = Style::Callout(kind);
            line.text = Cow::Borrowed(title);
            let depth = u32::try_from(quote - 1).unwrap_or(4).min(4);
            line.rank = line.fold.min(DEEPEST) * 1000 + 95 + depth;
            return;
        }
        if let Some((level, title, lead)) = heading(text) {
            if plain(title).is_empty() {
                line.kind = Kind::Tag;
                return;
            }
            line.kind = Kind::Heading;
            line.depth = level;
            line.text = marks::peel(line, Cow::Borrowed(title));
            if let Some(number) = lead {
                line.number = Some(number);
                if line.style == Style::None {
                    line.style = Style::Numbered;
                }
            }
            if lead.is_none() && !text.starts_with(['#', '<']) {
                line.style = Style::Bullet;
            }
            line.link = marks::is_link(title).is_some_and(|address| !address.starts_with('#'));
            // Inside a list's item a heading stands below the one that the item begins with.
            line.rank = offset + level * 10 + if line.indent >= 2 { 5 } else { 0 };
            self.lists.clear();
            return;
        }
        if quote == 0
            && text.len() > 2
            && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'))
            && previous.is_some_and(|before| before.kind == Kind::Text && before.starts)
        {
            *underlined = Some(if text.starts_with('=') { 1 } else { 2 });
            line.kind = Kind::Tag;
            return;
        }
        if let Some((ordered, body)) = marks::item(text) {
            self.item(line, text, body, ordered, offset);
            return;
        }
        let is_row = text.starts_with('|')
            || text.matches(" | ").count() >= 2 && previous.is_some_and(|p| p.kind == Kind::Row);
        if is_row {
            line.kind = Kind::Row;
            line.text = Cow::Borrowed(text);
            line.cells = text.trim_matches('|').split('|').map(str::trim).collect();
            if text.contains("](#") {
                line.kind = Kind::Contents;
            }
            return;
        }
        self.paragraph(line, text, previous, offset);
    }

    /// `<details>`, `<summary>` and their ends; whether the line is one of them.
    fn fold_line<'t>(
        &mut self,
        text: &'t str,
        line: &mut Line<'t>,
        next: Option<(usize, &'t str)>,
        title_taken: &mut usize,
    ) -> bool {
        let count = |word: &str| u32::try_from(text.matches(word).count()).unwrap_or(0);
        let (opens, closes) = (count("<details"), count("</details>"));
        let summary = text.find("<summary");
        if opens + closes == 0 && summary.is_none() {
            return false;
        }
        let Some(summary) = summary else {
            let inner = without_fold_tags(text);
            line.kind = Kind::Tag;
            if !plain(&inner).is_empty() {
                line.kind = Kind::Text;
                line.text = Cow::Owned(inner);
            }
            self.pending = opens > closes;
            self.fold = (self.fold + opens).saturating_sub(closes).min(DEEPEST);
            line.fold = if opens > 0 {
                line.fold.max(self.fold)
            } else {
                self.fold
            };
            line.closes = closes > 0;
            return true;
        };
        let after = &text[summary..];
        let begin = after.find('>').map_or(after.len(), |at| at + 1);
        let after = &after[begin..];
        let close = after.find("</summary>");
        let mut title = after[..close.unwrap_or(after.len())].trim();
        if plain(title).is_empty()
            && close.is_none()
            && let Some((at, below)) = next
            && !below.trim().starts_with('<')
        {
            // `<summary>` on a line of its own: its title stands on the next.
            title = below.trim();
            *title_taken = at;
        }
        let title = title.trim_start_matches('#').trim();
        let outer = self
            .fold
            .saturating_sub(u32::from(self.pending && opens == 0 && self.fold > 0));
        self.pending = false;
        line.kind = Kind::Summary;
        line.fold = outer;
        line.text = marks::peel(line, without_style(title));
        line.rank = outer.min(DEEPEST) * 1000 + 90;
        if let Some(close) = close {
            let rest = without_fold_tags(&after[close + "</summary>".len()..]);
            if !plain(&rest).is_empty() {
                line.inline = rest;
            }
        }
        line.closes = closes > 0;
        self.fold += if opens > 0 {
            opens
        } else {
            u32::from(outer >= self.fold)
        };
        self.fold = self.fold.saturating_sub(closes).min(DEEPEST);
        true
    }

    fn item<'t>(
        &mut self,
        line: &mut Line<'t>,
        text: &'t str,
        body: &'t str,
        ordered: bool,
        offset: u32,
    ) {
        let indent = line.indent;
        while self
            .lists
            .last()
            .is_some_and(|&last| indent < last.saturating_sub(usize::from(last > 0)))
        {
            self.lists.pop();
        }
        match self.lists.last() {
            Some(&last) if indent < last + 2 => {}
            _ => self.lists.push(indent),
        }
        line.kind = Kind::Item;
        line.depth = u32::try_from(self.lists.len() - 1)
            .unwrap_or(DEEPEST)
            .min(DEEPEST);
        let mut body = body;
        for sign in ["[ ]", "[x]", "[X]"] {
            if let Some(rest) = body.strip_prefix(sign)
                && (rest.is_empty() || rest.starts_with(char::is_whitespace))
            {
                line.checkbox = true;
                body = rest.trim_start();
                break;
            }
        }
        line.text = marks::peel(line, Cow::Borrowed(body));
        if ordered && line.number.is_none() {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            line.number = text[..digits].parse().ok();
        }
        if line.style != Style::Label {
            line.style = if ordered {
                Style::Ordered
            } else {
                Style::Bullet
            };
        }
        let first = ordered || line.style == Style::Label;
        line.rank = offset + 84 + line.depth * 20 + if first { 0 } else { 8 };
        if marks::answer_label(body).is_some() && marks::question_label(body).is_none() {
            line.mark = Some(Mark::Label);
        }
        if let Some(address) = marks::is_link(body.trim_matches('*').trim_end_matches('.')) {
            line.link = true;
            if let Some(anchor) = address.strip_prefix('#') {
                line.kind = Kind::Contents;
                line.anchor = Some(anchor);
            }
        }
    }

    fn paragraph<'t>(
        &mut self,
        line: &mut Line<'t>,
        text: &'t str,
        previous: Option<&Line<'t>>,
        offset: u32,
    ) {
        let continues = previous.is_some_and(|before| {
            matches!(
                before.kind,
                Kind::Text | Kind::Item | Kind::Bold | Kind::Label | Kind::Number
            )
        });
        line.kind = Kind::Text;
        line.starts = !continues;
        line.text = Cow::Borrowed(text);
        let inside_list =
            self.lists.last().is_some_and(|&last| line.indent > last) && line.quote == 0;
        if inside_list {
            line.depth = u32::try_from(self.lists.len())
                .unwrap_or(DEEPEST)
                .min(DEEPEST);
        } else if line.starts && line.indent == 0 {
            self.lists.clear();
        }
        if !line.starts && text.starts_with([':', '：']) && !text.starts_with("::") {
            line.mark = Some(Mark::Colon);
            return;
        }
        if text.len() < 180 && super::super::words::is_navigation(&plain(text)) {
            line.kind = Kind::Navigation;
            return;
        }
        if marks::arrow(text).is_some() {
            line.mark = Some(Mark::Arrow);
            return;
        }
        let asks = marks::question_label(text).is_some();
        if !asks && marks::answer_label(text).is_some() {
            line.mark = Some(Mark::Label);
            return;
        }
        if !self.lists.is_empty() && line.indent >= 2 && line.quote == 0 {
            return;
        }
        if asks {
            line.kind = Kind::Label;
            line.text = marks::peel(line, Cow::Borrowed(text));
            line.rank = offset + 70;
        } else if let Some((bold, tail)) = marks::bold_line(text) {
            line.kind = Kind::Bold;
            let peeled = marks::peel(line, Cow::Borrowed(bold));
            line.text = if tail.is_empty() {
                peeled
            } else {
                Cow::Owned(format!("{peeled}{tail}"))
            };
            line.rank = offset + 80;
            if line.style == Style::Label {
                line.kind = Kind::Label;
                line.rank = offset + 70;
            }
        } else if marks::number(text).is_some() {
            line.kind = Kind::Number;
            line.text = marks::peel(line, Cow::Borrowed(text));
            line.rank = offset + 82;
        }
    }
}

fn is_only_markup(text: &str) -> bool {
    plain(text).is_empty() && !text.contains("![") && !text.contains("<img")
}

fn is_rule(text: &str) -> bool {
    let sign = text.as_bytes()[0];
    matches!(sign, b'-' | b'*' | b'_')
        && text.bytes().all(|b| b == sign || b == b' ')
        && text.bytes().filter(|b| *b == sign).count() >= 3
}

/// `[!kind]± title`
fn callout(text: &str) -> Option<(bool, &str)> {
    let rest = text.strip_prefix("[!")?;
    let (kind, title) = rest.split_once(']')?;
    let is_word = kind.len() <= 40 && kind.chars().all(|c| c.is_alphanumeric() || c == '-');
    let asks = matches!(
        kind.to_lowercase().as_str(),
        "question" | "help" | "faq" | "q" | "qna"
    );
    is_word.then(|| (asks, title.trim_start_matches(['-', '+']).trim()))
}

/// A heading's level, its title, and the number of the list item that it stood in.
fn heading(text: &str) -> Option<(u32, &str, Option<u32>)> {
    if let Some(rest) = text.strip_prefix("<h").or_else(|| text.strip_prefix("<H")) {
        let level = rest
            .chars()
            .next()?
            .to_digit(10)
            .filter(|n| (1..=6).contains(n))?;
        let begin = rest.find('>')? + 1;
        let title = rest[begin..]
            .rsplit_once("</")
            .map_or(&rest[begin..], |(title, _)| title);
        return Some((level, title.trim(), None));
    }
    let (number, rest) = match marks::item(text) {
        Some((ordered, body)) if body.starts_with('#') => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let number = ordered.then(|| text[..digits].parse().ok()).flatten();
            (number, body)
        }
        _ => (None, text),
    };
    let level = rest.bytes().take_while(|b| *b == b'#').count();
    let title = &rest[level..];
    if !(1..=6).contains(&level) {
        return None;
    }
    let glued = level >= 2
        && title.starts_with(|c: char| {
            c.is_uppercase() || ('가'..='힣').contains(&c) || ('一'..='鿿').contains(&c)
        });
    if !title.is_empty() && !title.starts_with([' ', '\t']) && !glued {
        return None;
    }
    let title = title.trim();
    let closed = title.trim_end_matches('#');
    let title = if closed.is_empty() || closed.ends_with(' ') {
        closed.trim_end()
    } else {
        title
    };
    Some((u32::try_from(level).unwrap_or(6), title, number))
}

/// Without the tags of folds, paragraphs and line breaks.
fn without_fold_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let name = rest[at + 1..].trim_start_matches('/');
        let is_fold = ["details", "summary", "br", "p>"]
            .iter()
            .any(|tag| name.starts_with(tag));
        match tag(&rest[at..]).filter(|_| is_fold) {
            Some(end) => rest = &rest[at + end..],
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Without tags of bold, headings and colours.
fn without_style(title: &str) -> Cow<'_, str> {
    if !title.contains('<') {
        return Cow::Borrowed(title);
    }
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        match tag(&rest[at..]) {
            Some(end) => rest = &rest[at + end..],
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out.trim().to_owned())
}

/// Whether the title of a fold says only "answer".
pub(super) fn is_button_line(line: &Line<'_>) -> bool {
    line.kind == Kind::Summary && words::is_button(&super::plain::bare(&line.text))
}
