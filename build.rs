//! Packs the decks of the repository into one compressed piece for the program: as they are they
//! would be a seventh of it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The smallest that deflate gives; the decks are packed only when one of them changed.
const SMALLEST: u8 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=decks");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("decks");
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let mut texts = String::new();
    for path in paths {
        let id = path.strip_prefix(&root)?.with_extension("");
        let parts = id.components().map(|part| part.as_os_str().to_str());
        let id = parts
            .collect::<Option<Vec<&str>>>()
            .ok_or("a deck's name is not UTF-8")?;
        let text = fs::read_to_string(&path)?;
        if text.contains('\0') {
            return Err(format!("{} holds a zero byte", path.display()).into());
        }
        texts += &format!("{}\0{text}\0", id.join("/"));
    }
    let packed = miniz_oxide::deflate::compress_to_vec(texts.as_bytes(), SMALLEST);
    let length = u64::try_from(texts.len())?.to_le_bytes();
    let into = PathBuf::from(std::env::var("OUT_DIR")?).join("decks");
    fs::write(into, [length.as_slice(), &packed].concat())?;
    Ok(())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            found.push(path);
        }
    }
    Ok(())
}
