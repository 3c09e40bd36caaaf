//! The decks that come with the program: the repository's `decks/`, compiled in.

use include_dir::{Dir, include_dir};

static DECKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/decks");

/// A built-in deck's id and text.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// Path below `decks/` without `.toml`.
    pub id: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// Every built-in deck.
pub fn decks() -> Vec<BuiltIn> {
    let mut found = Vec::new();
    collect(&DECKS, &mut found);
    found
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<BuiltIn>) {
    for file in folder.files() {
        let id = file
            .path()
            .to_str()
            .and_then(|path| path.strip_suffix(".toml"));
        if let (Some(id), Some(text)) = (id, file.contents_utf8()) {
            found.push(BuiltIn { id, text });
        }
    }
    for below in folder.dirs() {
        collect(below, found);
    }
}
