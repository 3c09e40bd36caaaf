//! Anki's packages (`.apkg`, `.colpkg`): a ZIP archive with an `SQLite` database in it.
//!
//! Nothing of an archive is written to the disk: one known entry is unpacked in memory, up to a
//! limit, so neither paths that lead out of a folder nor archives that swell can do harm.

use super::{Fault, Note, Picture, anki, named_decks, pictures};
use crate::both;
use collection::{Collection, NoteType};
use database::Database;

mod archive;
mod collection;
mod database;
mod media;

#[cfg(test)]
pub(super) use archive::stored;

/// The database's names, the newest first: newer packages hold an old one beside it that only
/// says "please update".
const COLLECTIONS: [&str; 3] = [
    "collection.anki21b",
    "collection.anki21",
    "collection.anki2",
];

/// A database larger than this is not unpacked.
const LARGEST: usize = 256 << 20;

/// Why a package cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPackage {
    /// The archive is damaged or none.
    #[error("it is no ZIP archive, or a damaged one")]
    Archive,
    /// It holds no collection.
    #[error("it holds no collection")]
    NoCollection,
    /// A file that must be in it is not.
    #[error("a part of it is missing")]
    Missing,
    /// What is packed is larger than the limit.
    #[error("its collection unpacks to more than {} MB", LARGEST >> 20)]
    TooLarge,
    /// It is packed in a way that is not known.
    #[error("its collection cannot be unpacked")]
    Packing,
    /// The database is damaged.
    #[error("its database is damaged")]
    Database,
}

/// The notes of a package, one for every deck in it, and the pictures that their cards show.
pub fn read(stem: &str, bytes: &[u8]) -> Result<(Vec<Note>, Vec<Picture>), Fault> {
    whole(stem, bytes).map_err(|error| {
        Fault::new(
            both!(
                "Anki 패키지로 읽을 수 없습니다 ({error})",
                "cannot be read as an Anki package ({error})"
            ),
            both!(
                "Anki에서 \"Notes in Plain Text (.txt)\"로 내보내 가져오세요",
                "export it from Anki as \"Notes in Plain Text (.txt)\" and import that"
            ),
        )
    })
}

/// An archive in memory.
#[derive(Debug)]
pub struct Archive<'b> {
    bytes: &'b [u8],
    entries: Vec<archive::Entry>,
}

impl<'b> Archive<'b> {
    /// Reads which files an archive holds.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotAPackage> {
        Ok(Self {
            bytes,
            entries: archive::entries(bytes)?,
        })
    }

    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// What the file of this name holds, up to so many bytes.
    pub fn named(&self, name: &str, most: usize) -> Result<Vec<u8>, NotAPackage> {
        let entry = self.entries.iter().find(|entry| entry.name == name);
        archive::unpack(self.bytes, entry.ok_or(NotAPackage::Missing)?, most)
    }
}

/// The names of an archive's files, and the number of each.
pub fn names(bytes: &[u8]) -> Result<Vec<(String, usize)>, NotAPackage> {
    let entries = archive::entries(bytes)?;
    Ok(entries
        .into_iter()
        .enumerate()
        .map(|(at, entry)| (entry.name, at))
        .collect())
}

/// What a file of an archive holds, up to so many bytes.
pub fn file(bytes: &[u8], number: usize, most: usize) -> Result<Vec<u8>, NotAPackage> {
    let entries = archive::entries(bytes)?;
    let entry = entries.get(number).ok_or(NotAPackage::Archive)?;
    archive::unpack(bytes, entry, most)
}

fn whole(stem: &str, bytes: &[u8]) -> Result<(Vec<Note>, Vec<Picture>), NotAPackage> {
    let mut note = notes(bytes)?;
    let archive = Archive::open(bytes)?;
    let media = media::of(&archive);
    let names: Vec<String> = media.names().map(str::to_owned).collect();
    let mut cards: Vec<_> = note.cards.iter_mut().collect();
    let unpack = |name: &str, most: usize| media.unpack(&archive, name, most);
    let pictures = pictures::take(&mut cards, stem, &names, &unpack);
    Ok((named_decks::below(note), pictures))
}

fn notes(bytes: &[u8]) -> Result<Note, NotAPackage> {
    let entries = archive::entries(bytes)?;
    let entry = COLLECTIONS
        .iter()
        .find_map(|name| entries.iter().find(|entry| entry.name == *name))
        .ok_or(NotAPackage::NoCollection)?;
    let unpacked = archive::unpack(bytes, entry, LARGEST)?;
    let database = if entry.name.ends_with('b') {
        archive::unpack_zstandard(&unpacked, LARGEST)?
    } else {
        unpacked
    };
    let database = Database::open(&database)?;
    let collection = Collection::of(&database);
    let unknown = NoteType::default();
    let mut note = Note::default();
    // The columns of `notes` have been the same in all versions: id, guid, mid, mod, usn, tags,
    // flds, …; fields are separated by the character 0x1F.
    for (number, row) in database.rows("notes")?.iter().enumerate() {
        let (texts, tags, guid) = (row.text(6), row.text(5), row.text(1));
        let texts: Vec<&str> = texts.split('\u{1f}').collect();
        let kind = row
            .number(2)
            .and_then(|id| collection.types.get(&id))
            .unwrap_or(&unknown);
        let fields = anki::Fields {
            texts: &texts,
            is_html: true,
            names: &kind.fields,
            asked: &kind.asked,
            answered: &kind.answered,
            tags: tags.split_whitespace().map(super::clean_line).collect(),
            guid: &guid,
            lines: (number + 1, number + 1),
        };
        match anki::cards_of(&fields) {
            Ok(cards) => {
                let known = collection
                    .cards
                    .get(&row.id)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                for (number, mut card) in cards {
                    if let Some(own) = known
                        .iter()
                        .find(|own| own.number == number)
                        .or(known.first())
                    {
                        card.deck = own.deck.clone();
                        card.reviews = own.reviews.clone();
                    }
                    note.cards.push(card);
                }
            }
            Err(skipped) => note.skipped.push(skipped),
        }
    }
    Ok(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Made with Anki's own schema: three notes, one with an answer longer than a page.
    const SMALL: &[u8] = include_bytes!("package/small.apkg");

    #[test]
    fn a_package_gives_its_notes() {
        let (notes, _) = read("small", SMALL).unwrap();
        let cards = &notes[0].cards;
        assert_eq!(cards.len(), 3);
        assert_eq!(cards[0].question, "캐시는 언제 위험한가요?");
        assert_eq!(cards[0].answer, "오래된 값을\n믿을 때");
        assert_eq!(cards[0].tags, ["cs", "cache"]);
        assert!(
            cards[1].answer.len() > 9000 && cards[1].answer.ends_with("끝"),
            "{}",
            cards[1].answer.len()
        );
    }

    #[test]
    fn the_newer_packing_is_read_and_preferred() {
        let old = archive::entries(SMALL).unwrap();
        let database = archive::unpack(SMALL, &old[0], LARGEST).unwrap();
        let packed = ruzstd::encoding::compress_to_vec(
            database.as_slice(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let bytes = archive::stored(&[
            ("collection.anki2", b"old"),
            ("collection.anki21b", &packed),
        ]);
        assert_eq!(read("x", &bytes).unwrap().0[0].cards.len(), 3);
    }

    #[test]
    fn a_swelling_archive_and_paths_out_of_the_folder_are_refused() {
        let bomb = vec![0u8; 1 << 20];
        let packed = miniz_oxide::deflate::compress_to_vec(&bomb, 9);
        assert_eq!(
            archive::inflate(&packed, 1 << 16),
            Err(NotAPackage::TooLarge)
        );
        let bytes = archive::stored(&[("../../collection.anki2", SMALL)]);
        assert_eq!(notes(&bytes), Err(NotAPackage::NoCollection));
    }

    proptest! {
        #[test]
        fn damaged_packages_are_refused_and_never_panic(at in 0usize..SMALL.len(), byte in any::<u8>(), cut in 0usize..SMALL.len()) {
            let mut bytes = SMALL.to_vec();
            bytes[at] = byte;
            let _ = read("x", &bytes);
            let _ = read("x", &bytes[..cut]);
        }

        #[test]
        fn damaged_databases_are_refused_and_never_panic(at in 0usize..40_000, byte in any::<u8>()) {
            let entries = archive::entries(SMALL).unwrap();
            let mut database = archive::unpack(SMALL, &entries[0], LARGEST).unwrap();
            let length = database.len();
            database[at % length] = byte;
            if let Ok(database) = Database::open(&database) {
                let _ = Collection::of(&database);
                let _ = database.rows("notes");
            }
        }
    }
}
