//! One line of the history: whether it can be a record, which one, and of which version.

use super::record::{Record, VERSION};
use crate::both;
use crate::language::Both;
use crate::store::copies::is_marker;

/// The lines of a file that can be records, with their numbers from 0. Git's conflict markers
/// cannot: between them stand the records of both sides, and all of them count.
pub(super) fn record_lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    lines.filter(|(_, line)| can_be_record(line))
}

pub(super) fn can_be_record(line: &[u8]) -> bool {
    let is_marker = std::str::from_utf8(line).is_ok_and(is_marker);
    !is_marker && !line.iter().all(u8::is_ascii_whitespace)
}

/// A record, nothing where a newer program wrote it in a way that is not ours, or what is wrong.
pub(super) fn read_line(line: &[u8]) -> Result<Option<Record>, Both> {
    let text =
        std::str::from_utf8(line).map_err(|_| both!("UTF-8이 아닌 줄", "the line is not UTF-8"))?;
    match Record::from_line(text) {
        Ok(record) => Ok(Some(record)),
        Err(_) if version_of(line).is_some_and(|version| version > VERSION) => Ok(None),
        Err(error) => Err(both!(
            "읽을 수 없는 줄 ({error})",
            "the line cannot be read ({error})"
        )),
    }
}

/// The version of a line that begins as all programs write it, else that of its JSON.
pub(super) fn version_of(line: &[u8]) -> Option<u32> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        v: u32,
    }
    if line.starts_with(b"{\"v\":1,") {
        return Some(1);
    }
    serde_json::from_slice::<Versioned>(line)
        .ok()
        .map(|line| line.v)
}
