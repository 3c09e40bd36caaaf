//! The media of an Anki package. Its files are called by numbers; the file `media` says which name
//! each has: JSON in older packages, a packed protocol buffer in newer ones, where the files are
//! packed as well (`MediaEntries` in Anki's `proto/anki/import_export.proto`).

use std::collections::HashMap;

use super::collection::{number, text_field};
use super::{Archive, NotAPackage, archive};

/// The list of names is not larger than this.
const LARGEST: usize = 16 << 20;

/// The first bytes of what is packed with Zstandard.
const PACKED: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The names of a package's media, each with that of its file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Media {
    files: HashMap<String, String>,
}

/// Reads the names; none where there are no media, or the list is broken.
pub(super) fn of(archive: &Archive<'_>) -> Media {
    let list = archive
        .named("media", LARGEST)
        .and_then(|list| unpacked(list, LARGEST))
        .unwrap_or_default();
    let files = serde_json::from_slice::<HashMap<String, String>>(&list).map_or_else(
        |_| entries(&list),
        |files| files.into_iter().map(|(file, name)| (name, file)).collect(),
    );
    Media { files }
}

/// The entries of the protocol buffer: their names, in the order of the files' numbers.
fn entries(list: &[u8]) -> HashMap<String, String> {
    let mut files = HashMap::new();
    let mut rest = list;
    let mut count = 0;
    // Field 1, a message: 1 << 3 | 2.
    while let Some((10, after)) = number(rest) {
        let Some((length, after)) = number(after) else {
            break;
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(entry) = after.get(..length) else {
            break;
        };
        let name = text_field(entry, 1);
        files.insert(name, count.to_string());
        count += 1;
        rest = &after[length..];
    }
    files
}

fn unpacked(bytes: Vec<u8>, most: usize) -> Result<Vec<u8>, NotAPackage> {
    if bytes.starts_with(&PACKED) {
        archive::unpack_zstandard(&bytes, most)
    } else {
        Ok(bytes)
    }
}

impl Media {
    /// The names of all media.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.files.keys().map(String::as_str).collect();
        names.sort_unstable();
        names.into_iter()
    }

    /// What is in the file of this name, up to so many bytes.
    pub fn unpack(
        &self,
        archive: &Archive<'_>,
        name: &str,
        most: usize,
    ) -> Result<Vec<u8>, NotAPackage> {
        let file = self.files.get(name).ok_or(NotAPackage::Missing)?;
        unpacked(archive.named(file, most)?, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::package::stored;

    #[test]
    fn media_have_their_names_in_older_and_newer_packages() {
        let pack = |bytes: &[u8]| {
            ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
        };
        let list = pack(b"\x0a\x07\x0a\x05a.png\x0a\x07\x0a\x05b.png");
        let (one, two) = (pack(b"one"), pack(b"two"));
        let old = stored(&[
            ("media", br#"{"0": "a.png", "1": "b.png"}"#),
            ("0", b"one"),
            ("1", b"two"),
        ]);
        let new = stored(&[("media", &list), ("0", &one), ("1", &two)]);
        for bytes in [old, new] {
            let archive = Archive::open(&bytes).unwrap();
            let media = of(&archive);
            assert_eq!(media.names().collect::<Vec<_>>(), ["a.png", "b.png"]);
            assert_eq!(media.unpack(&archive, "b.png", 99).unwrap(), b"two");
        }
    }
}
