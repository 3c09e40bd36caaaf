//! The pictures of a package, written beside the deck whose cards show them.

use std::io;
use std::path::Path;

use crate::convert::{Found, Picture};
use crate::store::replace::Durability;
use crate::store::{Disk, Kept};

/// Writes the pictures that these cards show below the folder of their deck. A file that is there
/// already stays as it is.
pub(super) fn write(
    disk: &Disk,
    folder: &Path,
    pictures: &[Picture],
    cards: &[&Found],
) -> io::Result<()> {
    for picture in pictures {
        let shows = |card: &&Found| {
            let texts = [&card.question, &card.prompt, &card.answer, &card.notes];
            texts
                .into_iter()
                .any(|text| text.contains(&picture.address))
        };
        if !cards.iter().any(shows) {
            continue;
        }
        let path = folder.join(&picture.path);
        if disk.kind_of(&path) != Kept::Nothing {
            continue;
        }
        if let Some(parent) = path.parent() {
            disk.make_folder(parent)?;
        }
        disk.replace(&path, &picture.bytes, Durability::Power)?;
    }
    Ok(())
}
