//! The entries of a ZIP archive (PKWARE APPNOTE 6.3), as far as Anki's packages need them: found
//! by the central directory, stored or deflated.

use std::io::Read;

use super::NotAPackage;

/// A file in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name as written.
    pub name: String,
    method: u16,
    packed: usize,
    /// Where its local header begins.
    header: usize,
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes([four[0], four[1], four[2], four[3]])).ok()
}

/// The entries that the central directory names.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, NotAPackage> {
    directory(bytes).ok_or(NotAPackage::Archive)
}

fn directory(bytes: &[u8]) -> Option<Vec<Entry>> {
    // The end record is 22 bytes and a comment of at most 64 KB.
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let end = (from..=bytes.len().checked_sub(22)?)
        .rev()
        .find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
    let count = short(bytes, end + 10)?;
    let mut at = long(bytes, end + 16)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let name_length = usize::from(short(bytes, at + 28)?);
        let name = bytes.get(at + 46..at + 46 + name_length)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).into_owned(),
            method: short(bytes, at + 10)?,
            packed: long(bytes, at + 20)?,
            header: long(bytes, at + 42)?,
        });
        let extra = usize::from(short(bytes, at + 30)?);
        let comment = usize::from(short(bytes, at + 32)?);
        at += 46 + name_length + extra + comment;
    }
    Some(entries)
}

/// What an entry holds, up to `most` bytes.
pub(super) fn unpack(bytes: &[u8], entry: &Entry, most: usize) -> Result<Vec<u8>, NotAPackage> {
    let packed = packed(bytes, entry).ok_or(NotAPackage::Archive)?;
    match entry.method {
        0 if packed.len() <= most => Ok(packed.to_vec()),
        0 => Err(NotAPackage::TooLarge),
        8 => inflate(packed, most),
        _ => Err(NotAPackage::Packing),
    }
}

fn packed<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    let at = entry.header;
    if !bytes.get(at..)?.starts_with(b"PK\x03\x04") {
        return None;
    }
    let name = usize::from(short(bytes, at + 26)?);
    let extra = usize::from(short(bytes, at + 28)?);
    let start = at + 30 + name + extra;
    bytes.get(start..start.checked_add(entry.packed)?)
}

pub(super) fn inflate(packed: &[u8], most: usize) -> Result<Vec<u8>, NotAPackage> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, most).map_err(|error| {
        if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
            NotAPackage::TooLarge
        } else {
            NotAPackage::Packing
        }
    })
}

/// Unpacks a Zstandard frame, up to `most` bytes.
pub(super) fn unpack_zstandard(packed: &[u8], most: usize) -> Result<Vec<u8>, NotAPackage> {
    let mut decoder =
        ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| NotAPackage::Packing)?;
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    (&mut decoder)
        .take(limit)
        .read_to_end(&mut unpacked)
        .map_err(|_| NotAPackage::Packing)?;
    if unpacked.len() > most {
        return Err(NotAPackage::TooLarge);
    }
    Ok(unpacked)
}

/// An archive of stored entries, for tests.
#[cfg(test)]
pub(in crate::convert) fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    let name_length = |name: &str| u16::try_from(name.len()).unwrap().to_le_bytes();
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let header = out.len();
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        out.extend(number(content.len()));
        out.extend(number(content.len()));
        out.extend(name_length(name));
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        out.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(number(content.len()));
        directory.extend(number(content.len()));
        directory.extend(name_length(name));
        directory.extend([0; 12]);
        directory.extend(number(header));
        directory.extend(name.as_bytes());
    }
    let start = out.len();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    out.extend(count);
    out.extend(count);
    out.extend(number(directory.len()));
    out.extend(number(start));
    out.extend([0, 0]);
    out
}
