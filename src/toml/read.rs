//! Reading a TOML table field by field, so that every problem is reported with its place and
//! everything that is right is still used. Decks, presets, themes, keymaps and the config are
//! all read through this.

use std::ops::Range;
use std::time::Duration;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::both;
use crate::clock::{self, NotALength};
use crate::language::Both;
use crate::problem::{self, Report};
use crate::text;

mod mistake;

/// A value and the bytes of the file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Byte range in the file.
    pub span: Range<usize>,
}

/// Parses a whole TOML text. Syntax errors go to the report; what could be read around them is
/// given back all the same.
pub fn parse<'t>(report: &Report<'t>) -> Spanned<DeTable<'t>> {
    if text::is_utf16(report.text().as_bytes()) {
        let (what, mend) = problem::utf16();
        report.error(&(0..0), what, mend);
        return DeTable::parse_recoverable("").0;
    }
    let (table, errors) = DeTable::parse_recoverable(report.text());
    let mut told = usize::MAX;
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        if let Some((place, what, mend)) = mistake::known(report.text(), at.start) {
            if place != told {
                report.error(&(place..place), what, mend);
            }
            told = place;
            continue;
        }
        let what = error.message().to_owned();
        let end = report.text().len();
        let at = if at.start >= end {
            end.saturating_sub(1)..end
        } else {
            at
        };
        report.error(
            &at,
            both!(
                "TOML 문법이 맞지 않습니다 ({what})",
                "not valid TOML ({what})"
            ),
            syntax_mending(&what),
        );
    }
    table
}

fn syntax_mending(message: &str) -> Both {
    if message.contains("duplicate key") {
        both!("둘 중 하나를 지우세요", "remove one of the two")
    } else if message.contains("newline")
        || message.contains("unclosed")
        || message.contains("quote")
        || message.contains("string")
    {
        both!(
            "따옴표가 닫혔는지, 여러 줄이면 \"\"\"를 썼는지 보세요",
            "close the quotation mark, or use \"\"\" for text over several lines"
        )
    } else {
        both!(
            "이 자리 둘레의 기호를 살펴보세요",
            "look at the signs around this place"
        )
    }
}

/// One table that is being read. Keys that nobody asked for are reported by [`Fields::finish`].
pub struct Fields<'a, 't> {
    table: &'a DeTable<'t>,
    span: Range<usize>,
    report: &'a Report<'t>,
    /// The keys that were asked for: a few dozen at most, so that a list is faster than a set.
    known: Vec<&'static str>,
}

impl<'a, 't> Fields<'a, 't> {
    /// Starts reading a table that stands at these bytes.
    pub fn new(table: &'a DeTable<'t>, span: Range<usize>, report: &'a Report<'t>) -> Self {
        Self {
            table,
            span,
            report,
            known: Vec::new(),
        }
    }

    /// Where the table stands in the file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The report that this table's problems go to.
    pub fn report(&self) -> &'a Report<'t> {
        self.report
    }

    fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'t>, Range<usize>)> {
        self.known.push(key);
        self.table
            .get(key)
            .map(|value| (value.get_ref(), value.span()))
    }

    fn wrong_type(&self, key: &str, value: &DeValue<'_>, at: &Range<usize>, wanted: Wanted) {
        let (found_ko, found_en) = type_words(value);
        let Wanted(ko, en, example) = wanted;
        self.report.error(
            at,
            both!(
                "`{key}`에는 {ko} 와야 하는데 {found_ko} 있습니다",
                "`{key}` must be {en}, and here is {found_en}"
            ),
            both!(
                "{key} = {example}처럼 쓰세요",
                "write it as {key} = {example}"
            ),
        );
    }

    /// What `read` makes of a key's value; a value that it cannot use is reported.
    fn typed<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        read: impl FnOnce(&'a DeValue<'t>) -> Option<T>,
    ) -> Option<At<T>> {
        let (value, span) = self.value(key)?;
        match read(value) {
            Some(value) => Some(At { value, span }),
            None => {
                let day = value.as_str().and_then(mistake::impossible);
                match day.filter(|_| wanted.is_date()) {
                    Some(day) => {
                        let (what, mend) = mistake::no_such_day(day);
                        self.report.error(&span, what, mend);
                    }
                    None => self.wrong_type(key, value, &span, wanted),
                }
                None
            }
        }
    }

    /// What `read` makes of each entry of a list; one that it cannot use is reported and left out.
    fn entries_of<T>(
        &mut self,
        key: &'static str,
        wanted: Wanted,
        read: impl Fn(&'a DeValue<'t>) -> Option<T>,
    ) -> Vec<At<T>> {
        let list = self.typed(key, wanted, DeValue::as_array);
        let entries = list.iter().flat_map(|list| list.value.iter());
        let read = entries.filter_map(|entry| {
            let (value, span) = (entry.get_ref(), entry.span());
            let read = read(value);
            if read.is_none() {
                self.wrong_type(key, value, &span, wanted);
            }
            Some(At { value: read?, span })
        });
        read.collect()
    }

    /// A text in composed form (NFC).
    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        self.typed(key, TEXT, composed)
    }

    /// A list of texts. Entries of another type are reported and left out.
    pub fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        self.entries_of(key, TEXTS, composed)
    }

    /// A list of texts without their places.
    pub fn plain_texts(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    /// A list of words, each with what it stands for; unknown ones are reported and left out.
    pub fn all_of<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Vec<T> {
        let mut found = Vec::new();
        for text in self.texts(key) {
            match words.iter().find(|(word, _)| *word == text.value) {
                Some(&(_, value)) => found.push(value),
                None => self.report_unknown_word(key, &text, words.iter().map(|(word, _)| *word)),
            }
        }
        found
    }

    /// Whether the key holds a text.
    pub fn has_text(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether the key holds a table.
    pub fn has_table(&self, key: &str) -> bool {
        self.table
            .get(key)
            .is_some_and(|value| value.get_ref().is_table())
    }

    /// A text in both languages, `{ ko = "…", en = "…" }`, or one text for both.
    pub fn both(&mut self, key: &'static str) -> Option<Both> {
        if self.has_text(key) {
            let text = self.text(key)?.value;
            return Some(Both::new(text.clone(), text));
        }
        let mut table = self.table(key)?;
        let korean = table.text("ko").map(|text| text.value);
        let english = table.text("en").map(|text| text.value);
        table.finish();
        let either = korean.clone().or_else(|| english.clone())?;
        Some(Both::new(
            korean.unwrap_or_else(|| either.clone()),
            english.unwrap_or(either),
        ))
    }

    /// A whole number from `least` to `most`.
    pub fn whole_number(&mut self, key: &'static str, least: i64, most: i64) -> Option<At<i64>> {
        let (value, span) = self.value(key)?;
        let Some(integer) = value.as_integer() else {
            self.wrong_type(key, value, &span, NUMBER);
            return None;
        };
        match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) if (least..=most).contains(&number) => Some(At {
                value: number,
                span,
            }),
            _ => {
                let written = integer.as_str();
                self.report.error(
                    &span,
                    both!(
                        "`{key}`가 {written}인데 {least}에서 {most} 사이여야 합니다",
                        "`{key}` is {written}, and must be from {least} to {most}"
                    ),
                    both!(
                        "{least}에서 {most} 사이의 수를 쓰세요",
                        "write a number from {least} to {most}"
                    ),
                );
                None
            }
        }
    }

    /// A number from 0 to 1, written `0.3`, `0` or `1`.
    pub fn share(&mut self, key: &'static str) -> Option<At<f64>> {
        self.typed(key, SHARE, |value| {
            let number: f64 = match value {
                DeValue::Float(float) => float.as_str().parse().ok()?,
                DeValue::Integer(integer) => integer.as_str().parse().ok()?,
                _ => return None,
            };
            (0.0..=1.0).contains(&number).then_some(number)
        })
    }

    /// `true` or `false`.
    pub fn truth(&mut self, key: &'static str) -> Option<At<bool>> {
        self.typed(key, TRUTH, DeValue::as_bool)
    }

    /// A length of time such as `"90s"`.
    pub fn length(&mut self, key: &'static str) -> Option<At<Duration>> {
        let found = self.text(key)?;
        match clock::parse_length(&found.value) {
            Ok(length) => Some(At {
                value: length,
                span: found.span,
            }),
            Err(NotALength) => {
                let written = found.value;
                self.report.error(
                    &found.span,
                    both!(
                        "`{key}`의 \"{written}\"은 시간 길이가 아닙니다",
                        "`{key}` is \"{written}\", which is no length of time"
                    ),
                    both!(
                        "\"90s\", \"2m\", \"1m30s\"처럼 쓰세요",
                        "write \"90s\", \"2m\" or \"1m30s\""
                    ),
                );
                None
            }
        }
    }

    /// A date such as `2024-05-17`; also taken from a text or a date with a time.
    pub fn date(&mut self, key: &'static str) -> Option<At<NaiveDate>> {
        self.typed(key, DATE, |value| match value {
            DeValue::Datetime(moment) => moment.date?.to_string().parse().ok(),
            DeValue::String(written) => written.parse().ok(),
            _ => None,
        })
    }

    /// A date, with or without a time: `2026-12-03T14:00:00`, `2026-12-03`, with an offset or not;
    /// also taken from a text, with the seconds left out or not.
    pub fn moment(&mut self, key: &'static str) -> Option<At<clock::Appointed>> {
        self.typed(key, MOMENT, |value| match value {
            DeValue::Datetime(moment) => clock::parse_appointed(&moment.to_string()).ok(),
            DeValue::String(written) => clock::parse_appointed(written).ok(),
            _ => None,
        })
    }

    /// One of a few words, each with what it stands for.
    pub fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<At<T>> {
        let found = self.text(key)?;
        match words.iter().find(|(word, _)| *word == found.value) {
            Some(&(_, value)) => Some(At {
                value,
                span: found.span,
            }),
            None => {
                self.report_unknown_word(key, &found, words.iter().map(|(word, _)| *word));
                None
            }
        }
    }

    /// Reports that `found` is none of the words that `key` may have.
    pub fn report_unknown_word(
        &self,
        key: &str,
        found: &At<String>,
        words: impl Iterator<Item = &'static str> + Clone,
    ) {
        let written = &found.value;
        let list = words.clone().collect::<Vec<_>>().join(", ");
        let mend = match text::nearest(written, words) {
            Some(meant) => both!(
                "\"{meant}\"{을} 쓰려던 것인가요?",
                "did you mean \"{meant}\"?"
            ),
            None => both!("{list} 가운데 하나를 쓰세요", "write one of {list}"),
        };
        self.report.error(
            &found.span,
            both!(
                "`{key}`에 \"{written}\"은 쓸 수 없습니다",
                "`{key}` cannot be \"{written}\""
            ),
            mend,
        );
    }

    /// A table inside this one.
    pub fn table(&mut self, key: &'static str) -> Option<Fields<'a, 't>> {
        let At { value, span } = self.typed(key, TABLE, DeValue::as_table)?;
        Some(Fields::new(value, span, self.report))
    }

    /// A list of tables; entries of another type are reported and left out.
    pub fn tables(&mut self, key: &'static str) -> Vec<Fields<'a, 't>> {
        let tables = self.entries_of(key, TABLES, DeValue::as_table).into_iter();
        tables
            .map(|At { value, span }| Fields::new(value, span, self.report))
            .collect()
    }

    /// Every key and value, for tables whose keys are names (a keymap's actions).
    pub fn entries(&self) -> impl Iterator<Item = (At<&'a str>, &'a Spanned<DeValue<'t>>)> {
        self.table.iter().map(|(key, value)| {
            (
                At {
                    value: key.get_ref().as_ref(),
                    span: key.span(),
                },
                value,
            )
        })
    }

    /// Whether the table has this key, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where a key's value stands.
    pub fn place(&self, key: &str) -> Option<Range<usize>> {
        self.table.get(key).map(Spanned::span)
    }

    /// Says that a key was read in another way and is not unknown.
    pub fn know(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// Keys that were asked for and are not in the table. A file of defaults has all of them.
    pub fn absent(&self) -> Vec<&'static str> {
        let asked = self.known.iter().copied();
        let mut absent: Vec<_> = asked.filter(|key| !self.has(key)).collect();
        absent.sort_unstable();
        absent.dedup();
        absent
    }

    /// Warns about keys that nobody asked for, with the key that was probably meant.
    pub fn finish(self) {
        for (key, value) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let what = both!("모르는 키 `{name}`", "unknown key `{name}`");
            let Some(meant) = text::nearest(name, self.known.iter().copied()) else {
                let mend = both!(
                    "쓰지 않는다면 지워도 됩니다",
                    "it is kept but not used; remove it if it is a mistake"
                );
                self.report.warning(&key.span(), what, mend);
                continue;
            };
            let mend = both!("`{meant}`{을} 쓰려던 것인가요?", "did you mean `{meant}`?");
            // What stands in a table or in several of them is lost with their name.
            if holds_tables(value.get_ref()) {
                self.report.error(&key.span(), what, mend);
            } else {
                self.report.warning(&key.span(), what, mend);
            }
        }
    }
}

/// Whether a value is a table or a list of tables.
pub(crate) fn holds_tables(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(_) => true,
        DeValue::Array(entries) => entries.iter().any(|entry| entry.get_ref().is_table()),
        _ => false,
    }
}

fn composed(value: &DeValue<'_>) -> Option<String> {
    Some(text::nfc(value.as_str()?).into_owned())
}

/// How a type is named in a message, in Korean and in English, with an example of it.
#[derive(Clone, Copy)]
struct Wanted(&'static str, &'static str, &'static str);

impl Wanted {
    fn is_date(self) -> bool {
        self.2 == DATE.2 || self.2 == MOMENT.2
    }
}

const TEXT: Wanted = Wanted("글이", "text", "\"…\"");
const TEXTS: Wanted = Wanted("글 목록이", "a list of texts", "[\"…\", \"…\"]");
const NUMBER: Wanted = Wanted("정수가", "a whole number", "2");
const SHARE: Wanted = Wanted("0에서 1 사이의 수가", "a number from 0 to 1", "0.3");
const TRUTH: Wanted = Wanted("true나 false가", "true or false", "true");
const DATE: Wanted = Wanted("날짜가", "a date", "2024-05-17");
const MOMENT: Wanted = Wanted("날짜와 시각이", "a date and time", "2026-12-03T14:00:00");
const TABLE: Wanted = Wanted("표가", "a table", "{ … }");
const TABLES: Wanted = Wanted("표의 목록이", "a list of tables", "[{ … }]");

fn type_words(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("글이", "a text"),
        DeValue::Integer(_) => ("정수가", "a whole number"),
        DeValue::Float(_) => ("소수가", "a number"),
        DeValue::Boolean(_) => ("참/거짓이", "true or false"),
        DeValue::Datetime(_) => ("날짜가", "a date"),
        DeValue::Array(_) => ("목록이", "a list"),
        DeValue::Table(_) => ("표가", "a table"),
    }
}
