//! Files of the cache. What they hold can be had again: they need no flush, and one that is torn,
//! damaged or of another version counts as none.

use std::path::Path;

use super::Disk;
use super::replace::Durability;

impl Disk {
    /// What was kept in a file of the cache. `version` names the format and the program that kept it.
    pub fn cached(&self, path: &Path, version: &str) -> Option<Vec<u8>> {
        let mut bytes = self.read(path).ok()?;
        let length = bytes.len().checked_sub(size_of::<u64>() + version.len())?;
        let (body, end) = bytes.split_at(length);
        let (sum, written) = end.split_first_chunk()?;
        let is_whole = written == version.as_bytes() && u64::from_le_bytes(*sum) == checksum(body);
        bytes.truncate(length);
        is_whole.then_some(bytes)
    }

    /// Keeps bytes in a file of the cache. Where that fails, it costs nothing but time.
    pub fn keep_cached(&self, path: &Path, version: &str, mut body: Vec<u8>) {
        let sum = checksum(&body).to_le_bytes();
        body.extend_from_slice(&sum);
        body.extend_from_slice(version.as_bytes());
        let _ = self.replace(path, &body, Durability::Process);
    }
}

/// Adds a part of a body, which begins with its length.
pub fn put_part(body: &mut Vec<u8>, part: &[u8]) {
    body.extend_from_slice(&(part.len() as u64).to_le_bytes());
    body.extend_from_slice(part);
}

/// The first part of these bytes, and what comes after it.
pub fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, left) = bytes.split_first_chunk()?;
    left.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}

/// A sum that tells torn and damaged bytes: thirty-two bytes at a time in four rows, each step after
/// Knuth's multiplicative hashing. It guards against accidents, not against people.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |sum: u64, value: u64| (sum ^ value).wrapping_mul(GOLDEN).rotate_left(29);
    let (pieces, rest) = bytes.as_chunks::<32>();
    let mut sums = [bytes.len() as u64, 1, 2, 3];
    for piece in pieces {
        let (eights, _) = piece.as_chunks::<8>();
        for (sum, eight) in sums.iter_mut().zip(eights) {
            *sum = step(*sum, u64::from_le_bytes(*eight));
        }
    }
    let sum = sums.into_iter().fold(0, step);
    let sum = rest.iter().map(|&byte| u64::from(byte)).fold(sum, step);
    sum ^ sum >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_torn_damaged_or_of_another_version_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache/thing");
        let disk = Disk::whole();
        assert_eq!(disk.cached(&path, "one"), None);
        for length in [0, 1, 31, 32, 33, 64, 100] {
            let body: Vec<u8> = (0..length).collect();
            disk.keep_cached(&path, "one", body.clone());
            assert_eq!(disk.cached(&path, "one"), Some(body));
            assert_eq!(disk.cached(&path, "two"), None);
            let whole = std::fs::read(&path).unwrap();
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 4;
                std::fs::write(&path, damaged).unwrap();
                assert_eq!(disk.cached(&path, "one"), None, "byte {at} of {length}");
                std::fs::write(&path, &whole[..at]).unwrap();
                assert_eq!(disk.cached(&path, "one"), None);
            }
        }
    }
}
