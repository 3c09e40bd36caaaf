//! Reading the rows of a table of an `SQLite` database (sqlite.org/fileformat2.html), read-only
//! and from memory: b-trees of tables with and without row ids, records and overflow pages; no
//! journal.

use std::collections::HashSet;

use super::NotAPackage;

/// Fewer bytes than this in a page mean a damaged file.
const SMALLEST_PAGE: usize = 512;

/// A database in memory.
pub(super) struct Database<'b> {
    bytes: &'b [u8],
    page_size: usize,
    /// Bytes of a page that are the database's own; the rest is reserved.
    usable: usize,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its row id; 0 in a table without them.
    pub id: i64,
    values: Vec<Value>,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
    Other,
}

impl Row {
    /// A column's text; empty where it holds none.
    pub fn text(&self, column: usize) -> std::borrow::Cow<'_, str> {
        match self.values.get(column) {
            Some(Value::Text(text)) => text.as_str().into(),
            Some(Value::Bytes(bytes)) => String::from_utf8_lossy(bytes),
            _ => "".into(),
        }
    }

    /// A column's whole number.
    pub fn number(&self, column: usize) -> Option<i64> {
        match self.values.get(column) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// A column's bytes; none where it holds no blob.
    pub fn bytes(&self, column: usize) -> &[u8] {
        match self.values.get(column) {
            Some(Value::Bytes(bytes)) => bytes,
            Some(Value::Text(text)) => text.as_bytes(),
            _ => &[],
        }
    }
}

impl<'b> Database<'b> {
    /// A database's bytes.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotAPackage> {
        Self::with_header(bytes).ok_or(NotAPackage::Database)
    }

    /// The rows of a table, in the order of their keys. Fails where it is broken or not there.
    pub fn rows(&self, table: &str) -> Result<Vec<Row>, NotAPackage> {
        self.read(table).ok_or(NotAPackage::Database)
    }

    fn read(&self, table: &str) -> Option<Vec<Row>> {
        // type, name, tbl_name, rootpage, sql
        let root = self.table(1)?.iter().find_map(|(_, row)| {
            let row = record(row)?;
            let is_it = row.text(0) == "table" && row.text(1) == table;
            is_it.then(|| row.number(3))?
        })?;
        let rows = self.table(usize::try_from(root).ok()?)?;
        let rows = rows.iter().map(|(id, row)| {
            let row = record(row)?;
            Some(Row { id: *id, ..row })
        });
        rows.collect()
    }

    fn with_header(bytes: &'b [u8]) -> Option<Self> {
        if !bytes.starts_with(b"SQLite format 3\0") {
            return None;
        }
        let page_size = match number(bytes, 16, 2)? {
            1 => 65536,
            size => usize::try_from(size).ok()?,
        };
        let reserved = usize::from(*bytes.get(20)?);
        // 1 is UTF-8, which Anki's databases are in.
        if number(bytes, 56, 4)? != 1 || page_size < SMALLEST_PAGE || reserved + 480 > page_size {
            return None;
        }
        Some(Self {
            bytes,
            page_size,
            usable: page_size - reserved,
        })
    }

    fn page(&self, number: usize) -> Option<&'b [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.page_size)?;
        self.bytes.get(start..start.checked_add(self.page_size)?)
    }

    /// The ids and payloads of a table's rows, in the order of their keys.
    fn table(&self, root: usize) -> Option<Vec<(i64, Vec<u8>)>> {
        let mut rows = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![Waiting::Page(root)];
        while let Some(next) = waiting.pop() {
            let at = match next {
                Waiting::Page(at) => at,
                Waiting::Row(row) => {
                    rows.push((0, row));
                    continue;
                }
            };
            // A page that leads back to itself would never end.
            if !seen.insert(at) {
                return None;
            }
            let page = self.page(at)?;
            let start = if at == 1 { 100 } else { 0 };
            let cells = usize::try_from(number(page, start + 3, 2)?).ok()?;
            let kind = *page.get(start)?;
            let pointers = match kind {
                LEAF | INDEX_LEAF => start + 8,
                INNER | INDEX_INNER => start + 12,
                _ => return None,
            };
            let mut below = Vec::new();
            for cell in 0..cells {
                let cell = usize::try_from(number(page, pointers + cell * 2, 2)?).ok()?;
                let child = || usize::try_from(number(page, cell, 4)?).ok();
                match kind {
                    LEAF => {
                        let (length, at) = varint(page, cell)?;
                        let (id, at) = varint(page, at)?;
                        let id = i64::from_ne_bytes(id.to_ne_bytes());
                        rows.push((id, self.payload(page, length, at, self.usable - 35)?));
                    }
                    INNER => below.push(Waiting::Page(child()?)),
                    // In a b-tree of an index the inner pages hold rows as well.
                    INDEX_INNER => {
                        let (length, at) = varint(page, cell + 4)?;
                        below.push(Waiting::Page(child()?));
                        below.push(Waiting::Row(self.index_payload(page, length, at)?));
                    }
                    _ => {
                        let (length, at) = varint(page, cell)?;
                        rows.push((0, self.index_payload(page, length, at)?));
                    }
                }
            }
            if matches!(kind, INNER | INDEX_INNER) {
                let last = usize::try_from(number(page, start + 8, 4)?).ok()?;
                below.push(Waiting::Page(last));
                waiting.extend(below.into_iter().rev());
            }
        }
        Some(rows)
    }

    fn index_payload(&self, page: &[u8], length: u64, at: usize) -> Option<Vec<u8>> {
        self.payload(page, length, at, (self.usable - 12) * 64 / 255 - 23)
    }

    /// A payload of this length, with what of it stands on overflow pages (format §1.6); `most`
    /// bytes of it stand on its own page.
    fn payload(&self, page: &[u8], length: u64, at: usize, most: usize) -> Option<Vec<u8>> {
        let length = usize::try_from(length).ok()?;
        if length > self.bytes.len() {
            return None;
        }
        if length <= most {
            return Some(page.get(at..at.checked_add(length)?)?.to_vec());
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (self.usable - 4);
        let local = if fitting <= most { fitting } else { least };
        let mut payload = page.get(at..at.checked_add(local)?)?.to_vec();
        let mut next = usize::try_from(number(page, at + local, 4)?).ok()?;
        while payload.len() < length {
            let page = self.page(next)?;
            let missing = length - payload.len();
            let here = page.get(4..4 + missing.min(self.usable - 4))?;
            payload.extend_from_slice(here);
            next = usize::try_from(number(page, 0, 4)?).ok()?;
        }
        Some(payload)
    }
}

/// What is still to be read of a table.
enum Waiting {
    Page(usize),
    Row(Vec<u8>),
}

/// The kinds of pages (format §1.6).
const LEAF: u8 = 0x0d;
const INNER: u8 = 0x05;
const INDEX_LEAF: u8 = 0x0a;
const INDEX_INNER: u8 = 0x02;

/// A big-endian number of some bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

/// A variable-length number and the byte after it.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut sum = 0u64;
    for i in 0..9 {
        let byte = *bytes.get(at.checked_add(i)?)?;
        if i == 8 {
            return Some((sum << 8 | u64::from(byte), at + 9));
        }
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, at + i + 1));
        }
    }
    None
}

/// The values of a record (format §2.1).
fn record(payload: &[u8]) -> Option<Row> {
    let (header, mut at) = varint(payload, 0)?;
    let header = usize::try_from(header).ok()?;
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let length = match kind {
            0 | 8 | 9 | 10 | 11 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            blob_or_text => usize::try_from((blob_or_text - 12) / 2).ok()?,
        };
        let bytes = payload.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            1..=6 => Value::Number(signed(bytes)),
            8 => Value::Number(0),
            9 => Value::Number(1),
            kind if kind >= 13 && kind % 2 == 1 => {
                Value::Text(String::from_utf8_lossy(bytes).into_owned())
            }
            kind if kind >= 12 => Value::Bytes(bytes.to_vec()),
            _ => Value::Other,
        });
    }
    Some(Row { id: 0, values })
}

/// A big-endian number in two's complement.
fn signed(bytes: &[u8]) -> i64 {
    let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let start = if is_negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |sum, byte| sum << 8 | i64::from(*byte))
}
