//! Reading the rows of one table of an `SQLite` database (sqlite.org/fileformat2.html), read-only
//! and from memory: table b-trees, records and overflow pages; no indices, no journal.

use std::collections::HashSet;

use super::NotAPackage;

/// Fewer bytes than this in a page mean a damaged file.
const SMALLEST_PAGE: usize = 512;

struct Database<'b> {
    bytes: &'b [u8],
    page_size: usize,
    /// Bytes of a page that are the database's own; the rest is reserved.
    usable: usize,
}

/// The rows of a table as texts; what is no text is an empty one.
pub(super) fn rows(bytes: &[u8], table: &str) -> Result<Vec<Vec<String>>, NotAPackage> {
    read(bytes, table).ok_or(NotAPackage::Database)
}

fn read(bytes: &[u8], table: &str) -> Option<Vec<Vec<String>>> {
    let database = Database::open(bytes)?;
    let schema = database.table(1)?;
    // type, name, tbl_name, rootpage, sql
    let root = schema.iter().find_map(|row| {
        let row = record(row)?;
        let is_it = row.first()?.text() == "table" && row.get(1)?.text() == table;
        is_it.then(|| row.get(3)?.number())?
    })?;
    let rows = database.table(usize::try_from(root).ok()?)?;
    rows.iter()
        .map(|row| {
            Some(
                record(row)?
                    .iter()
                    .map(|value| value.text().into_owned())
                    .collect(),
            )
        })
        .collect()
}

impl<'b> Database<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
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

    /// The payloads of a table's rows, in the order of their keys.
    fn table(&self, root: usize) -> Option<Vec<Vec<u8>>> {
        let mut rows = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![root];
        while let Some(at) = waiting.pop() {
            // A page that leads back to itself would never end.
            if !seen.insert(at) {
                return None;
            }
            let page = self.page(at)?;
            let start = if at == 1 { 100 } else { 0 };
            let cells = usize::try_from(number(page, start + 3, 2)?).ok()?;
            let (kind, pointers) = match page.get(start)? {
                0x0d => (true, start + 8),
                0x05 => (false, start + 12),
                _ => return None,
            };
            let mut below = Vec::new();
            for cell in 0..cells {
                let cell = usize::try_from(number(page, pointers + cell * 2, 2)?).ok()?;
                if kind {
                    rows.push(self.payload(page, cell)?);
                } else {
                    below.push(usize::try_from(number(page, cell, 4)?).ok()?);
                }
            }
            if !kind {
                below.push(usize::try_from(number(page, start + 8, 4)?).ok()?);
                waiting.extend(below.into_iter().rev());
            }
        }
        Some(rows)
    }

    /// The payload of a leaf's cell, with what of it stands on overflow pages (format §1.6).
    fn payload(&self, page: &[u8], cell: usize) -> Option<Vec<u8>> {
        let (length, at) = varint(page, cell)?;
        let (_, at) = varint(page, at)?;
        let length = usize::try_from(length).ok()?;
        if length > self.bytes.len() {
            return None;
        }
        let most = self.usable - 35;
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

/// A value of a record.
enum Value<'p> {
    Number(u64),
    Text(&'p [u8]),
    Other,
}

impl Value<'_> {
    fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Text(bytes) => String::from_utf8_lossy(bytes),
            _ => "".into(),
        }
    }

    fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// The values of a record (format §2.1).
fn record(payload: &[u8]) -> Option<Vec<Value<'_>>> {
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
            1..=6 => Value::Number(number(bytes, 0, length)?),
            8 => Value::Number(0),
            9 => Value::Number(1),
            kind if kind >= 13 && kind % 2 == 1 => Value::Text(bytes),
            _ => Value::Other,
        });
    }
    Some(values)
}
