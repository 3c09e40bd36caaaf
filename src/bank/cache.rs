//! Decks that were read at an earlier start and have not changed since.
//!
//! The cache holds what lists of cards need. A deck is taken from it only if its file still has the
//! stamp with which it was read, and is put into it only if that stamp had settled, so that no
//! later change can hide behind it; the rest of a card is read from the file when somebody looks.
//! Decks with problems are never in it. The file may be deleted at any time; one that is torn, of
//! another version or of another folder is not used.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::card::{Asked, Card, CardType, IdsOfDeck, Kind, Stands, Unread};
use super::deck::{Deck, Origin};
use super::text::{Files, Text};
use crate::clock;
use crate::store::cached::{part, put_part};
use crate::store::stamp::Stamp;
use crate::store::{Disk, Folders};
use crate::text;

/// With less text than this in all decks, reading them is as fast as a cache, which is not made.
const WORTH_IT: u64 = 256 << 10;

/// The format and the program.
const VERSION: &str = concat!("hotseat decks 3 ", env!("CARGO_PKG_VERSION"));

/// The decks of a folder as they were read at an earlier start.
#[derive(Debug, Default)]
pub(super) struct Cache<'b> {
    decks: HashMap<&'b str, KeptDeck<'b>>,
    shelf: Shelf<&'b str, &'b [u8]>,
}

/// What the cards of all decks hold, one after another: their texts, which are so checked and read
/// as one, and their [`KeptCard`]s.
#[derive(Debug, Default, Clone, Copy)]
struct Shelf<T, C> {
    texts: T,
    cards: C,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept<'b> {
    folder: &'b str,
    /// By their paths below the folder.
    #[serde(borrow)]
    decks: Vec<(&'b str, KeptDeck<'b>)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptDeck<'b> {
    stamp: Stamp,
    title: &'b str,
    kind: u8,
    lang: Option<&'b str>,
    company: Option<&'b str>,
    cards: usize,
    /// Where its cards' texts begin on the shelf, and where its cards.
    shelved: (usize, usize),
}

/// A card whose texts are the next ones on the shelf: of each only the length is here.
#[derive(Debug, Serialize, Deserialize)]
struct KeptCard {
    id: usize,
    id_is_written: bool,
    question: usize,
    tags: Vec<usize>,
    importance: u8,
    time_ms: Option<u64>,
    card_type: u8,
    asked: Vec<(Option<NaiveDate>, Option<String>)>,
    has_answer: bool,
    line: usize,
    at: (usize, usize),
}

/// The bytes of the cache; none where there is none that can be used.
pub(super) fn read(disk: &Disk, folders: &Folders) -> Vec<u8> {
    let kept = disk.cached(&folders.cache.join("decks"), VERSION);
    kept.unwrap_or_default()
}

impl<'b> Cache<'b> {
    /// What these bytes hold of the decks of a folder.
    pub(super) fn of(bytes: &'b [u8], folder: &Path) -> Self {
        let read = || {
            let (texts, body) = part(bytes)?;
            let (cards, body) = part(body)?;
            let kept: Kept<'b> = postcard::from_bytes(body).ok()?;
            let texts = text::of_utf8(texts).ok()?;
            (Some(kept.folder) == folder.to_str()).then(|| Self {
                decks: kept.decks.into_iter().collect(),
                shelf: Shelf { texts, cards },
            })
        };
        read().unwrap_or_default()
    }

    /// How many decks it holds.
    pub(super) fn len(&self) -> usize {
        self.decks.len()
    }

    /// The deck `id` of a file, if it is the same file still.
    pub(super) fn deck(
        &self,
        files: &Arc<Files>,
        root: &Path,
        path: &Path,
        id: &str,
        stamp: Stamp,
    ) -> Option<Deck> {
        let kept = self.decks.get(path.strip_prefix(root).ok()?.to_str()?)?;
        if kept.stamp != stamp {
            return None;
        }
        let text = Arc::new(Text::in_file(files, path, stamp));
        let (texts_at, cards_at) = kept.shelved;
        let mut shelf = Shelf {
            texts: self.shelf.texts.get(texts_at..)?,
            cards: self.shelf.cards.get(cards_at..)?,
        };
        let mut ids = IdsOfDeck::new(id);
        let mut cards = Vec::with_capacity(kept.cards);
        for _ in 0..kept.cards {
            cards.push(shelf.card(&mut ids, &text)?);
        }
        Some(Deck {
            id: id.to_owned(),
            origin: Origin::File(path.to_owned()),
            title: kept.title.to_owned(),
            kind: Kind::WORDS.get(usize::from(kept.kind))?.1,
            lang: kept.lang.map(str::to_owned),
            company: kept.company.map(str::to_owned),
            cards,
        })
    }
}

impl<'b> Shelf<&'b str, &'b [u8]> {
    /// Takes the next text, of this many bytes.
    fn text(&mut self, length: usize) -> Option<&'b str> {
        let (text, left) = self.texts.split_at_checked(length)?;
        self.texts = left;
        Some(text)
    }

    /// Takes the next card.
    fn card(&mut self, ids: &mut IdsOfDeck<'_>, text: &Arc<Text>) -> Option<Card> {
        let (kept, left) = postcard::take_from_bytes::<KeptCard>(self.cards).ok()?;
        self.cards = left;
        let id = ids.card(self.text(kept.id)?);
        let question = self.text(kept.question)?.to_owned();
        let mut tags = Vec::with_capacity(kept.tags.len());
        for length in kept.tags {
            tags.push(self.text(length)?.to_owned());
        }
        Some(Card {
            id,
            id_is_written: kept.id_is_written,
            question,
            tags,
            importance: kept.importance,
            time: kept.time_ms.map(Duration::from_millis),
            card_type: CardType::WORDS.get(usize::from(kept.card_type))?.1,
            asked: kept
                .asked
                .into_iter()
                .map(|(on, interview)| Asked { on, interview })
                .collect(),
            line: kept.line,
            rest: Unread::at(Stands {
                deck: Arc::clone(text),
                at: kept.at.0..kept.at.1,
                has_answer: kept.has_answer,
            }),
        })
    }
}

impl Shelf<String, Vec<u8>> {
    fn put_text(&mut self, text: &str) -> usize {
        self.texts.push_str(text);
        text.len()
    }

    fn put(&mut self, card: &Card) -> Option<()> {
        let stands = card.stands()?;
        let kept = KeptCard {
            id: self.put_text(card.id.as_str().split_once('#')?.1),
            id_is_written: card.id_is_written,
            question: self.put_text(&card.question),
            tags: card.tags.iter().map(|tag| self.put_text(tag)).collect(),
            importance: card.importance,
            time_ms: card.time.map(clock::milliseconds),
            card_type: place(&CardType::WORDS, &card.card_type)?,
            asked: card
                .asked
                .iter()
                .map(|asked| (asked.on, asked.interview.clone()))
                .collect(),
            has_answer: stands.has_answer,
            line: card.line,
            at: (stands.at.start, stands.at.end),
        };
        postcard::to_io(&kept, &mut self.cards).ok().map(drop)
    }
}

fn place<T: PartialEq>(words: &[(&str, T)], wanted: &T) -> Option<u8> {
    let place = words.iter().position(|(_, value)| value == wanted)?;
    u8::try_from(place).ok()
}

/// Keeps these decks for the next start, each with the stamp that its file had before it was read.
/// A cache that cannot be written costs nothing but time.
pub(super) fn keep(disk: &Disk, folders: &Folders, decks: &[(&Deck, Stamp)]) {
    let root = folders.decks();
    let size: u64 = decks.iter().map(|(_, stamp)| stamp.size()).sum();
    let Some(folder) = root.to_str().filter(|_| size >= WORTH_IT) else {
        return;
    };
    let mut shelf = Shelf::<String, Vec<u8>>::default();
    let mut put = |deck: &Deck| -> Option<(usize, usize)> {
        let shelved = (shelf.texts.len(), shelf.cards.len());
        deck.cards.iter().try_for_each(|card| shelf.put(card))?;
        Some(shelved)
    };
    let decks = decks
        .iter()
        .filter_map(|&(deck, stamp)| {
            let Origin::File(path) = &deck.origin else {
                return None;
            };
            let name = path.strip_prefix(&root).ok()?.to_str()?;
            let kept = KeptDeck {
                stamp,
                title: &deck.title,
                kind: place(&Kind::WORDS, &deck.kind)?,
                lang: deck.lang.as_deref(),
                company: deck.company.as_deref(),
                cards: deck.cards.len(),
                shelved: put(deck)?,
            };
            Some((name, kept))
        })
        .collect();
    let kept = Kept { folder, decks };
    let Ok(decks) = postcard::to_allocvec(&kept) else {
        return;
    };
    let mut body = Vec::new();
    put_part(&mut body, shelf.texts.as_bytes());
    put_part(&mut body, &shelf.cards);
    body.extend(decks);
    disk.keep_cached(&folders.cache.join("decks"), VERSION, body);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

    use proptest::prelude::*;

    use super::*;
    use crate::bank::CardId;
    use crate::bank::load::{self, Loaded};

    /// A home with one deck that is large enough for a cache.
    struct Home {
        _root: tempfile::TempDir,
        folders: Folders,
        disk: Disk,
    }

    impl Home {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            let folders = Folders::below(root.path());
            let home = Self {
                _root: root,
                folders,
                disk: Disk::whole(),
            };
            let long = "긴 답입니다. ".repeat(20_000);
            home.write(
                "large",
                &format!("[[cards]]\nid = 'l'\nquestion = 'q'\nanswer = '{long}'\n"),
            );
            home
        }

        fn path(&self, name: &str) -> std::path::PathBuf {
            self.folders.decks().join(format!("{name}.toml"))
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            self.disk.write_with_another_stamp(&path, text.as_bytes());
        }

        /// The decks an hour from now, when everything has settled.
        fn decks(&self) -> Loaded {
            let later = SystemTime::now() + Duration::from_secs(3600);
            load::own_decks(&self.disk, &self.folders, later)
        }

        /// The decks as they stand in their files.
        fn anew(&self) -> Loaded {
            let mut loaded = Loaded::default();
            loaded.read_folder(&self.disk, &self.folders.decks());
            loaded
        }

        fn cached(&self) -> usize {
            let bytes = read(&self.disk, &self.folders);
            Cache::of(&bytes, &self.folders.decks()).len()
        }
    }

    fn same(one: &Loaded, other: &Loaded) -> bool {
        one.decks == other.decks && one.problems == other.problems
    }

    fn answer(decks: &Loaded) -> &str {
        let card = decks.decks.iter().flat_map(|deck| &deck.cards);
        let id = CardId::new("d", "c");
        &card.into_iter().find(|card| card.id == id).unwrap().answer
    }

    #[test]
    fn an_unchanged_deck_comes_from_the_cache_and_is_the_same() {
        let home = Home::new();
        home.write("a/b", "title = 'T'\nkind = 'company'\nlang = 'ko'\ncompany = 'C'\ntags = ['x']\n[[cards]]\nquestion = 'no id'\nimportance = 0\ntime = '90s'\ntype = 'design'\nasked = [{ on = 2024-05-17, interview = 'i' }]\nnotes = 'n'\n");
        home.write("wrong", "mood = 1\n[[cards]]\nquestion = 'q'\n");
        let first = home.decks();
        assert_eq!(home.cached(), 2);
        let second = home.decks();
        assert!(same(&second, &first) && same(&second, &home.anew()));
        fs::remove_file(home.folders.cache.join("decks")).unwrap();
        assert!(same(&home.decks(), &first));
    }

    #[test]
    fn a_deck_that_git_could_not_merge_is_named_at_every_start() {
        let home = Home::new();
        let card = |id: &str| format!("[[cards]]\nid = '{id}'\nquestion = '{id}?'\n");
        let (mine, theirs) = (card("mine"), card("theirs"));
        home.write(
            "d",
            &format!("<<<<<<< a\n{mine}=======\n{theirs}>>>>>>> b\n"),
        );
        for _ in 0..2 {
            let decks = home.decks();
            assert_eq!((decks.decks.len(), decks.problems.len()), (2, 1));
        }
    }

    #[test]
    fn what_was_changed_just_now_is_not_kept() {
        let home = Home::new();
        load::own_decks(&home.disk, &home.folders, SystemTime::now());
        assert_eq!(home.cached(), 0);
    }

    #[test]
    fn small_banks_have_no_cache() {
        let home = Home::new();
        home.write("large", "[[cards]]\nquestion = 'q'\n");
        home.decks();
        assert!(!home.folders.cache.join("decks").exists());
    }

    #[test]
    fn a_card_of_a_file_that_changed_meanwhile_is_read_as_it_is_now() {
        let home = Home::new();
        let card =
            |answer: &str| format!("[[cards]]\nid = 'c'\nquestion = 'q'\nanswer = '{answer}'\n");
        home.write("d", &card("old"));
        home.decks();
        let (changed, gone) = (home.decks(), home.decks());
        home.write("d", &format!("# longer\n{}", card("new")));
        assert_eq!(answer(&changed), "new");
        fs::remove_file(home.path("d")).unwrap();
        assert_eq!(answer(&gone), "");
    }

    #[test]
    fn a_cache_that_is_cut_off_or_damaged_anywhere_is_not_used() {
        let home = Home::new();
        let expected = home.decks();
        let path = home.folders.cache.join("decks");
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(7) {
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(home.cached(), 0, "{at}");
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, damaged).unwrap();
            assert_eq!(home.cached(), 0, "{at}");
        }
        fs::write(&path, &whole).unwrap();
        let kept = read(&home.disk, &home.folders);
        assert_eq!(Cache::of(&kept, &home.folders.decks()).len(), 1);
        assert_eq!(Cache::of(&kept, Path::new("/elsewhere")).len(), 0);
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(same(&home.decks(), &expected));
    }

    #[derive(Debug, Clone)]
    enum Change {
        /// Another text of the same length.
        Write(usize, char),
        /// The same, and the time of writing set back to what it was.
        WriteInSecret(usize, char),
        /// A new file renamed over the old one.
        Exchange(usize, char),
        Rename(usize, usize),
        Remove(usize),
        ForgetCache,
    }

    fn change() -> impl Strategy<Value = Change> {
        let (deck, letter) = (0..4usize, proptest::char::range('a', 'd'));
        prop_oneof![
            (deck.clone(), letter.clone()).prop_map(|(deck, c)| Change::Write(deck, c)),
            (deck.clone(), letter.clone()).prop_map(|(deck, c)| Change::WriteInSecret(deck, c)),
            (deck.clone(), letter).prop_map(|(deck, c)| Change::Exchange(deck, c)),
            (deck.clone(), deck.clone()).prop_map(|(from, to)| Change::Rename(from, to)),
            deck.prop_map(Change::Remove),
            Just(Change::ForgetCache),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever happens to the files between two starts, the decks are those of the files.
        #[test]
        fn it_is_never_stale(changes in proptest::collection::vec(change(), 1..8)) {
            let home = Home::new();
            let name = |deck: usize| format!("d{deck}");
            let text = |c: char| format!("[[cards]]\nid = '{c}'\nquestion = '{c}?'\nanswer = '{c}'\n");
            for change in changes {
                match change {
                    Change::Write(deck, c) => home.write(&name(deck), &text(c)),
                    Change::WriteInSecret(deck, c) => {
                        let path = home.path(&name(deck));
                        let before = fs::metadata(&path).and_then(|data| data.modified());
                        home.write(&name(deck), &text(c));
                        if let Ok(before) = before {
                            fs::File::options().append(true).open(&path).unwrap().set_modified(before).unwrap();
                        }
                    }
                    Change::Exchange(deck, c) => {
                        let new = home.folders.decks().join("new");
                        fs::write(&new, text(c)).unwrap();
                        fs::rename(&new, home.path(&name(deck))).unwrap();
                    }
                    Change::Rename(from, to) => {
                        let _ = fs::rename(home.path(&name(from)), home.path(&name(to)));
                    }
                    Change::Remove(deck) => {
                        let _ = fs::remove_file(home.path(&name(deck)));
                    }
                    Change::ForgetCache => {
                        let _ = fs::remove_file(home.folders.cache.join("decks"));
                    }
                }
                let (read, expected) = (home.decks(), home.anew());
                prop_assert!(same(&read, &expected), "{:?} and {:?}", read.decks, expected.decks);
            }
        }
    }
}
