//! What holds for every file, whoever asks for the change.

use std::ops::Range;

use hotseat::toml::edit::{Document, Edit, Edited, Patch, Spot};
use proptest::prelude::*;
use toml::{Table, Value};

use crate::awkward::{Choices, seeds};

/// A step from a value to one in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Entry(usize),
}

/// The ways to all values in a value.
fn paths(value: &Value) -> Vec<Vec<Step>> {
    let inner: Vec<(Step, &Value)> = match value {
        Value::Table(table) => table
            .iter()
            .map(|(key, value)| (Step::Key(key.clone()), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, value)| (Step::Entry(i), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut all = vec![Vec::new()];
    for (step, value) in inner {
        for path in paths(value) {
            all.push([std::slice::from_ref(&step), &path].concat());
        }
    }
    all
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()).unwrap(),
        Step::Entry(place) => value.get_mut(*place).unwrap(),
    })
}

/// Where the value stands by the parser.
fn span(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let table = toml::de::DeTable::parse(text).unwrap();
    let (first, rest) = path.split_first()?;
    let Step::Key(first) = first else { return None };
    let mut value = table.get_ref().get(first.as_str())?;
    for step in rest {
        value = match step {
            Step::Key(key) => value.get_ref().as_table()?.get(key.as_str())?,
            Step::Entry(place) => value.get_ref().as_array()?.get(*place)?,
        };
    }
    Some(value.span())
}

pub type Tried<T> = Result<T, TestCaseError>;

/// Makes the document say `new`, of which only the value at the path's beginning differs.
fn told(text: &str, document: &Document<'_>, path: &[Step], new: &Value) -> Tried<Edited> {
    let mut edit = Edit::new(document);
    let list = document.list("items");
    match (path, &list) {
        ([Step::Key(name), Step::Entry(place), Step::Key(key), ..], Some(list))
            if name == "items" =>
        {
            let value = new["items"][*place].get(key.as_str()).cloned();
            edit.set_in(list, *place, vec![(key, value)]);
        }
        ([Step::Key(key), ..], _) => edit.set(vec![(key, new.get(key.as_str()).cloned())]),
        _ => {}
    }
    finished(edit, text)
}

fn finished(edit: Edit<'_>, text: &str) -> Tried<Edited> {
    edit.finish()
        .map_err(|odd| TestCaseError::fail(format!("{odd}\n{text}")))
}

/// What a text says; a line break is one, whichever way it is written.
pub fn says(text: &str) -> Table {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    text.parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Whether two values are the same; a `nan` is as good as another.
fn same(one: &Value, other: &Value) -> bool {
    one == other || one.to_string() == other.to_string()
}

struct Line {
    range: Range<usize>,
    /// Where its comment begins, if it has one.
    comment: Option<usize>,
}

impl Line {
    fn is_all_comment(&self, text: &str) -> bool {
        self.comment
            .is_some_and(|at| text[self.range.start..at].trim().is_empty())
    }

    fn content(&self, text: &str) -> Option<usize> {
        let line = &text[self.range.clone()];
        let blanks = line.len() - line.trim_start().len();
        (!line.trim().is_empty() && !self.is_all_comment(text)).then_some(self.range.start + blanks)
    }
}

/// The lines of a text, by the parser's tokens; what stands in a string is no comment.
fn lines(text: &str) -> Vec<Line> {
    let source = toml_parser::Source::new(text);
    let tokens = source.lex().into_vec();
    let mut strings = tokens.clone();
    strings.retain(|token| token.span().end() > token.span().start());
    let mut all = Vec::new();
    let mut start = 0;
    let mut comment = None;
    for token in strings {
        use toml_parser::lexer::TokenKind;
        match token.kind() {
            TokenKind::Comment => comment = Some(token.span().start()),
            TokenKind::Newline => {
                all.push(Line {
                    range: start..token.span().end(),
                    comment: comment.take(),
                });
                start = token.span().end();
            }
            _ => {}
        }
    }
    all.push(Line {
        range: start..text.len(),
        comment,
    });
    all
}

/// That no comment has left its neighbour, that the file's own is where it was, and that the last
/// line break is as it was.
pub fn comments_stay(text: &str, edited: &Edited) -> Tried<()> {
    let Edited { text: new, patches } = edited;
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let told = |what: &str| format!("{what}\n{text}\n---\n{new}\n---\n{patches:?}");
    let has_last_break = new.ends_with('\n') || new.len() == mark;
    let is_as_before =
        text.len() == mark || new.len() == mark || text.ends_with('\n') == has_last_break;
    prop_assert!(is_as_before, "{}", told("last break"));
    let patches: Vec<(Range<usize>, &str)> = patches
        .iter()
        .map(|patch| {
            (
                patch.range.start - mark..patch.range.end - mark,
                patch.text.as_str(),
            )
        })
        .collect();
    let (text, new) = (&text[mark..], &new[mark..]);
    let is_cut = |at: usize| patches.iter().any(|(range, _)| range.contains(&at));
    let lines = lines(text);
    let is_head = |line: &&Line| line.is_all_comment(text);
    let head = lines.iter().take_while(is_head).count();
    let head_end = lines[..head].last().map_or(0, |line| line.range.end);
    prop_assert!(
        new.starts_with(text[..head_end].trim_end()),
        "{}",
        told("head")
    );
    for (number, line) in lines.iter().enumerate() {
        let Some(comment) = line.comment else {
            continue;
        };
        let before = text[line.range.start..comment].trim_end();
        if !before.is_empty() {
            let last = line.range.start + before.len() - 1;
            prop_assert!(!is_cut(comment) || is_cut(last), "{}", told("behind"));
            continue;
        }
        let below = lines.get(number + 1).and_then(|below| below.content(text));
        let is_end = |below: usize| text[below..].starts_with([']', '}']);
        let below = below.filter(|below| number >= head && !is_cut(*below) && !is_end(*below));
        let Some(below) = below else {
            continue;
        };
        prop_assert!(!is_cut(comment), "{}", told("above"));
        let comes_between = patches.iter().any(|(range, put)| {
            !put.is_empty() && range.start >= line.range.end && range.end < below
        });
        prop_assert!(!comes_between, "{}", told("between"));
    }
    Ok(())
}

/// That nothing has changed outside the value, if it stands in one place: a table below a header or
/// of dotted keys stands in several.
pub fn stays_inside(whole: &str, path: &[Step], edited: &Edited) -> Tried<()> {
    let text = whole.trim_start_matches('\u{feff}');
    let mark = whole.len() - text.len();
    let Some(span) = span(text, path) else {
        return Ok(());
    };
    let source = format!("x = {}", &text[span.clone()]).replace("\r\n", "\n");
    let alone: Option<Value> = source
        .parse()
        .ok()
        .and_then(|values: Table| values.get("x").cloned());
    let old = &mut Value::Table(says(whole));
    let is_in_one_place = alone.is_some_and(|alone| same(&alone, at(old, path)));
    let is_inside = |patch: &Patch| {
        patch.range.start >= span.start + mark && patch.range.end <= span.end + mark
    };
    let is_inside = !is_in_one_place || edited.patches.iter().all(is_inside);
    prop_assert!(is_inside, "{whole}\n---\n{}", edited.text);
    Ok(())
}

fn sure(text: &str) -> Document<'_> {
    Document::read(text, &["id", "question", "answer"])
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// 1,250 files a property, 10,000 in all, or as many as `PROPTEST_CASES` says. What fails is made small, and its
/// seed is printed.
pub fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(1_250),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_new_value_is_said_and_every_other_byte_stays(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let (is_text, value) = (choices.below(4) != 3, choices.value(2));
        let new_value = if is_text { choices.text().into() } else { value };
        let pick = choices.below(256);
        let text = choices.file(Choices::document);
        let document = sure(&text);
        let mut new = Value::Table(document.values().clone());
        let mut paths = paths(&new);
        paths.retain(|path| !path.is_empty());
        let Some(path) = paths.get(pick % paths.len().max(1)) else { return Ok(()) };
        *at(&mut new, path) = new_value;
        let edited = told(&text, &document, path, &new)?;
        let values = says(&edited.text);
        prop_assert!(same(&Value::Table(values), &new));
        prop_assert_eq!(edited.text.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
        comments_stay(&text, &edited)?;
        stays_inside(&text, path, &edited)?;
        let again = sure(&edited.text);
        prop_assert_eq!(&told(&edited.text, &again, path, &new)?.patches, &vec![]);
    }

    #[test]
    fn a_new_key_comes_in_and_no_byte_goes(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let value = choices.value(2);
        let key = choices.one_of(&["answer", "id", "question", "new", "x y", "키", ""]);
        let pick = choices.below(256);
        let text = choices.file(Choices::document);
        let document = sure(&text);
        let mut new = Value::Table(document.values().clone());
        let mut paths = paths(&new);
        paths.retain(|path| at(&mut new, path).is_table());
        let mut path = paths[pick % paths.len()].clone();
        let table = at(&mut new, &path).as_table_mut().unwrap();
        if table.contains_key(key) { return Ok(()) }
        table.insert(key.to_owned(), value);
        path.push(Step::Key(key.to_owned()));
        let edited = told(&text, &document, &path, &new)?;
        comments_stay(&text, &edited)?;
        // An inline table that was empty has its blanks exchanged.
        let is_insertion = |patch: &Patch| text[patch.range.clone()].trim().is_empty();
        prop_assert!(edited.patches.iter().all(is_insertion), "{}\n---\n{}", text, edited.text);
    }

    #[test]
    fn a_key_or_a_table_that_goes_takes_nothing_with_it(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let pick = choices.below(256);
        let text = choices.file(Choices::document);
        let document = sure(&text);
        let mut new = Value::Table(document.values().clone());
        let mut paths = paths(&new);
        paths.retain(|path| matches!(path.last(), Some(Step::Key(_))));
        let Some(path) = paths.get(pick % paths.len().max(1)) else { return Ok(()) };
        let (last, above) = path.split_last().unwrap();
        let Step::Key(key) = last else { unreachable!() };
        let table = at(&mut new, above).as_table_mut().unwrap();
        table.remove(key);
        let is_last = table.is_empty();
        let edited = told(&text, &document, path, &new)?;
        comments_stay(&text, &edited)?;
        if !is_last {
            prop_assert!(edited.patches.iter().all(|patch| patch.text.is_empty()), "{}\n---\n{}", text, edited.text);
        }
    }

    #[test]
    fn entries_of_lists_come_and_go(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let is_added = choices.below(2) == 1;
        let value = choices.value(1);
        let (pick, place) = (choices.below(256), choices.below(256));
        let text = choices.file(Choices::document);
        let document = sure(&text);
        let mut new = Value::Table(document.values().clone());
        let mut paths = paths(&new);
        paths.retain(|path| at(&mut new, path).is_array());
        let Some(path) = paths.get(pick % paths.len().max(1)) else { return Ok(()) };
        let list = at(&mut new, path).as_array_mut().unwrap();
        if is_added {
            list.insert(place % (list.len() + 1), value);
        } else {
            if list.is_empty() { return Ok(()) }
            list.remove(place % list.len());
        }
        let edited = told(&text, &document, path, &new)?;
        comments_stay(&text, &edited)?;
        stays_inside(&text, path, &edited)?;
    }

    #[test]
    fn tables_of_a_list_come_go_and_come_back(seed in seeds()) {
        let mut choices = Choices::new(seed);
        let table = choices.table(1);
        let place = choices.below(256);
        let text = choices.file(Choices::document);
        let document = sure(&text);
        let list = document.list("items").unwrap();
        let mut edit = Edit::new(&document);
        edit.add(&list, vec![table.clone(), table]);
        let edited = finished(edit, &text)?;
        comments_stay(&text, &edited)?;
        prop_assert!(edited.patches.iter().all(|patch| patch.range.is_empty() || list.is_empty()), "{}\n---\n{}", text, edited.text);
        if list.is_empty() { return Ok(()) }
        let place = place % list.len();
        let some: Vec<usize> = (0..list.len()).filter(|_| choices.below(2) == 0).collect();
        let mut edit = Edit::new(&document);
        edit.remove(&list, &some);
        let fewer = finished(edit, &text)?;
        comments_stay(&text, &fewer)?;
        let mut edit = Edit::new(&document);
        edit.remove(&list, &[place]);
        let less = finished(edit, &text)?;
        comments_stay(&text, &less)?;
        let taken: String = match list.braces(place) {
            Some(braces) => braces.to_owned(),
            None => less.patches.iter().map(|patch| &text[patch.range.clone()]).collect(),
        };
        let now = sure(&less.text);
        let rest = now.list("items").unwrap();
        let at = less.patches[0].range.start;
        let mut edit = Edit::new(&now);
        prop_assert_eq!(edit.put_back(&rest, &taken, Spot::Byte(at)), Ok(place));
        let back = finished(edit, &text)?;
        if !list.is_inline() && less.patches.len() == 1 {
            prop_assert_eq!(&back.text, &text);
        }
        let mut edit = Edit::new(&now);
        let spot = place.checked_sub(1).map_or(Spot::End, Spot::Behind);
        edit.put_back(&rest, &taken, spot).unwrap();
        let back = finished(edit, &text)?;
        comments_stay(&less.text, &back)?;
    }
}
