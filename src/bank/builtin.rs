//! The decks that come with the program: the repository's `decks/`, packed by `build.rs`.

use std::sync::LazyLock;

use miniz_oxide::inflate::decompress_slice_iter_to_slice;

use crate::text;

/// The length of what follows, then every deck's id and text, each ended by a zero byte, compressed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/decks"));

/// A built-in deck's id and text.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn<'t> {
    /// Path below `decks/` without `.toml`.
    pub id: &'t str,
    /// The file's text.
    pub text: &'t str,
}

/// Every built-in deck, by id. They are unpacked when they are asked for first, and stay.
pub fn decks() -> Vec<BuiltIn<'static>> {
    static TEXTS: LazyLock<Vec<u8>> = LazyLock::new(unpacked);
    all_of(&TEXTS).collect()
}

/// All built-in decks in one piece. Packed by ourselves, it can be unpacked: a test holds every deck
/// against its file.
pub(super) fn unpacked() -> Vec<u8> {
    let (length, packed) = PACKED.split_first_chunk().unwrap_or((&[0; 8], &[]));
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(0);
    let mut texts = vec![0; length];
    let done = decompress_slice_iter_to_slice(&mut texts, std::iter::once(packed), false, true);
    texts.truncate(done.unwrap_or(0));
    texts
}

/// The decks of the piece.
pub(super) fn all_of(texts: &[u8]) -> impl Iterator<Item = BuiltIn<'_>> {
    let texts = text::of_utf8(texts).unwrap_or_default();
    let mut pieces = texts.split_terminator('\0');
    std::iter::from_fn(move || {
        let (id, text) = (pieces.next()?, pieces.next()?);
        Some(BuiltIn { id, text })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_deck_of_the_repository_is_there_to_the_byte() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let decks = decks();
        for deck in &decks {
            let file = std::fs::read_to_string(root.join(format!("{}.toml", deck.id))).unwrap();
            assert!(file == deck.text, "{} is another one", deck.id);
        }
        let mut folders = vec![root];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files += usize::from(path.extension().is_some_and(|end| end == "toml"));
                }
            }
        }
        assert!(files > 0);
        assert_eq!(decks.len(), files);
    }
}
