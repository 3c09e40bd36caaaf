//! Walking folders of decks. Whatever cannot be read becomes a problem; the rest is used.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::card::id_of_question;
use super::{Bank, CardId, Deck, Origin, builtin, deck};
use crate::both;
use crate::language::Both;
use crate::problem::{self, Problem, Severity};
use crate::store::copies::{self, ConflictCopy};
use crate::store::{Disk, Folders, Kept};
use crate::text;

/// A deck file larger than this is not read: 16 MiB is ten thousand long cards.
pub const LARGEST_DECK: u64 = 16 << 20;

/// Folders below the decks folder may nest this deep.
const DEEPEST_FOLDER: usize = 32;

/// The decks of some places and what is wrong in them.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Decks in the order in which they were found.
    pub decks: Vec<Deck>,
    /// Problems in the same order.
    pub problems: Vec<Problem>,
}

/// The whole bank: the built-in decks and the user's (whose folder need not be there).
pub fn bank(disk: &Disk, folders: &Folders) -> Bank {
    let mut loaded = built_in();
    let folder = folders.decks();
    if disk.kind_of(&folder) != Kept::Nothing {
        loaded.read_folder(disk, &folder);
    }
    Bank::new(loaded.decks, loaded.problems).with_spellings(own_spellings(disk, folders))
}

/// The user's own groups of words that mean the same; nothing where there is no such file. What is
/// no text in it is passed over.
fn own_spellings(disk: &Disk, folders: &Folders) -> Arc<str> {
    let path = folders.spellings();
    let bytes = match disk.kind_of(&path) {
        Kept::File => disk.read(&path).unwrap_or_default(),
        _ => Vec::new(),
    };
    String::from_utf8_lossy(&bytes).into()
}

/// One deck file below the folder `root`, and what is wrong in it; or why it cannot be read.
pub fn deck(disk: &Disk, root: &Path, path: &Path) -> Result<(Deck, Vec<Problem>), Box<Problem>> {
    read_deck(disk, &id_at(disk, root, path), path, &mut Vec::new())
}

/// The same; the file's bytes are read into the buffer.
fn read_deck(
    disk: &Disk,
    id: &str,
    path: &Path,
    buffer: &mut Vec<u8>,
) -> Result<(Deck, Vec<Problem>), Box<Problem>> {
    let text = read_text(disk, path, buffer)?;
    let markers = copies::marker_lines(text);
    if !markers.is_empty() {
        return Ok(deck_of_two_sides(id, path, text.to_owned(), &markers));
    }
    let origin = Origin::File(path.to_owned());
    let shown = path.display().to_string();
    let (mut deck, problems) = deck::read(id, origin, &shown, text);
    if let Some(plain) = id.contains(TWIN).then(|| id.replace(TWIN, "")) {
        // On a machine that takes both names for one, the cards have the plain one.
        for card in &mut deck.cards {
            let name = if card.id_is_written {
                CardId::new(&plain, card.id.name())
            } else {
                CardId::new(&plain, &id_of_question(&plain, &card.question))
            };
            card.was.push(name.to_string());
        }
    }
    Ok((deck, problems))
}

/// A deck that git could not merge. The markers are read as comments, so that everything outside
/// of them is used, and what stands in both sides is named.
fn deck_of_two_sides(
    id: &str,
    path: &Path,
    mut text: String,
    markers: &[usize],
) -> (Deck, Vec<Problem>) {
    let shown = path.display().to_string();
    let lines = markers
        .iter()
        .map(usize::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    let mut problem = Problem::of_file(
        &*shown,
        Severity::Error,
        both!(
            "git 충돌 표시가 {lines}번째 줄에 있습니다",
            "git's conflict markers stand in the lines {lines}"
        ),
        both!(
            "양쪽 가운데 남길 것만 두고 표시 줄을 지우세요",
            "keep what you want of both sides and remove the marker lines"
        ),
    );
    problem.at.line = markers.first().copied().unwrap_or(1);
    let mut line_starts = vec![0];
    line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    for at in markers.iter().filter_map(|line| line_starts.get(line - 1)) {
        text.replace_range(*at..=*at, "#");
    }
    let origin = Origin::File(path.to_owned());
    let (deck, problems) = deck::read(id, origin, &shown, &text);
    (deck, [vec![problem], problems].concat())
}

/// What is said of a copy of a deck: it is not read, or all its cards would be there twice.
fn conflict_copy(copy: &ConflictCopy) -> Problem {
    let original = copy.original_name();
    Problem::of_file(
        copy.path.display().to_string(),
        Severity::Warning,
        both!(
            "{original}의 충돌 사본이어서 쓰지 않습니다",
            "this is a conflict copy of {original} and is not used"
        ),
        both!(
            "hotseat merge로 다른 점을 보고, 옮길 것을 옮긴 뒤 지우세요",
            "`hotseat merge` shows what differs; take over what you want, then remove it"
        ),
    )
}

/// The built-in decks alone.
pub fn built_in() -> Loaded {
    let mut loaded = Loaded::default();
    // Their texts are given back once they are read.
    let texts = builtin::unpacked();
    for built_in in builtin::all_of(&texts) {
        let path = format!("decks/{}.toml", built_in.id);
        let (deck, problems) = deck::read(built_in.id, Origin::BuiltIn, &path, built_in.text);
        loaded.decks.push(deck);
        loaded.problems.extend(problems);
    }
    loaded
}

impl Loaded {
    /// Reads one file or, recursively, every `.toml` below a folder.
    pub fn read_path(&mut self, disk: &Disk, path: &Path) {
        match disk.kind_of(path) {
            Kept::Folder => self.read_folder(disk, path),
            Kept::Nothing => self.problems.push(Problem::of_file(
                path.display().to_string(),
                Severity::Error,
                both!(
                    "그런 파일이나 폴더가 없습니다",
                    "there is no such file or folder"
                ),
                both!("경로를 확인하세요", "check the path"),
            )),
            _ => {
                let root = path.parent().unwrap_or(Path::new(""));
                self.read_file(&mut Places::below(disk, root), path);
            }
        }
    }

    /// Reads every `.toml` below a folder; hidden ones are left alone.
    pub fn read_folder(&mut self, disk: &Disk, folder: &Path) {
        self.walk(&mut Places::below(disk, folder), folder, 0);
        self.problems.extend(alike(&self.decks));
    }

    fn walk(&mut self, places: &mut Places<'_>, folder: &Path, depth: usize) {
        let disk = places.disk;
        if depth > DEEPEST_FOLDER {
            self.problems.push(Problem::of_file(
                folder.display().to_string(),
                Severity::Warning,
                both!(
                    "폴더가 {DEEPEST_FOLDER}단계보다 깊습니다",
                    "folders nest deeper than {DEEPEST_FOLDER}"
                ),
                both!("덱을 위로 옮기세요", "move the decks up"),
            ));
            return;
        }
        if let Ok(real) = disk.canonical(folder)
            && !places.visited.insert(real)
        {
            self.problems.push(Problem::of_file(
                folder.display().to_string(),
                Severity::Warning,
                both!(
                    "이미 읽은 폴더를 가리키는 링크입니다",
                    "this link leads to a folder that was already read"
                ),
                both!("링크를 지우세요", "remove the link"),
            ));
            return;
        }
        let entries = match disk.entries(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(cannot_read(folder, &error));
                return;
            }
        };
        self.problems.extend(twins(disk, &entries));
        for path in entries {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.starts_with('.') {
                continue;
            }
            let is_deck = path
                .extension()
                .is_some_and(|extension| extension == "toml");
            if let Some(copy) = copies::copy_at(disk, &path) {
                self.problems.push(conflict_copy(&copy));
                continue;
            }
            if disk.kind_of(&path) == Kept::File {
                self.problems.extend(copies::names::not_read(&path));
            }
            match disk.kind_of(&path) {
                Kept::Folder => self.walk(places, &path, depth + 1),
                Kept::File | Kept::Nothing | Kept::Special if is_deck => {
                    self.read_file(places, &path);
                }
                Kept::Nothing if disk.is_link(&path) => self.problems.push(Problem::of_file(
                    path.display().to_string(),
                    Severity::Warning,
                    both!(
                        "따라갈 수 없는 링크입니다",
                        "this link leads nowhere or to itself"
                    ),
                    both!("링크를 고치거나 지우세요", "mend the link or remove it"),
                )),
                _ => {}
            }
        }
    }

    fn read_file(&mut self, places: &mut Places<'_>, path: &Path) {
        let id = id_at(places.disk, places.root, path);
        match read_deck(places.disk, &id, path, &mut places.buffer) {
            Ok((deck, problems)) => {
                self.decks.push(deck);
                self.problems.extend(problems);
            }
            Err(problem) => self.problems.push(*problem),
        }
    }
}

/// Where decks are looked for.
struct Places<'p> {
    disk: &'p Disk,
    root: &'p Path,
    /// The folders that were read, behind all links.
    visited: HashSet<PathBuf>,
    /// For the bytes of one file after another.
    buffer: Vec<u8>,
}

impl<'p> Places<'p> {
    fn below(disk: &'p Disk, root: &'p Path) -> Self {
        Self {
            disk,
            root,
            visited: HashSet::new(),
            buffer: Vec::new(),
        }
    }
}

/// What tells the second of two names apart that are the same text.
const TWIN: &str = "~2";

/// The id of the deck at a path: that of its path, unless another file beside it has the same name in composed
/// form.
fn id_at(disk: &Disk, root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut place = root.to_owned();
    let mut parts = Vec::new();
    let mut names = below.components().peekable();
    while let Some(part) = names.next() {
        place.push(part);
        let name = part.as_os_str().to_string_lossy();
        let composed = text::nfc(&name).into_owned();
        let is_twin = composed != *name && {
            let (own, other) = (
                disk.stamp(&place),
                disk.stamp(&place.with_file_name(&composed)),
            );
            // Where the system takes both for one name, it is the same file.
            other.is_some() && own.map(|own| own.number) != other.map(|other| other.number)
        };
        let shown = if names.peek().is_none() {
            let stem = Path::new(&composed).with_extension("");
            stem.to_string_lossy().into_owned()
        } else {
            composed
        };
        parts.push(if is_twin { shown + TWIN } else { shown });
    }
    parts.join("/")
}

/// Names of one folder that differ only in the form of their letters or in case: both are read, and each is named.
fn twins(disk: &Disk, entries: &[PathBuf]) -> Vec<Problem> {
    let mut by_key: HashMap<String, Vec<&PathBuf>> = HashMap::new();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_ours = name.ends_with(".toml") || disk.kind_of(path) == Kept::Folder;
        if is_ours && !name.starts_with('.') {
            let key = text::nfc(&name).to_lowercase();
            by_key.entry(key).or_default().push(path);
        }
    }
    let mut problems = Vec::new();
    for paths in by_key.into_values().filter(|paths| paths.len() > 1) {
        for path in &paths {
            let other = paths.iter().find(|other| *other != path).unwrap_or(path);
            let name = |path: &Path| {
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned()
            };
            let is_form = text::nfc(&name(path)) == text::nfc(&name(other));
            let other = text::visible_line(&name(other));
            problems.push(Problem::of_file(
                path.display().to_string(),
                Severity::Warning,
                if is_form {
                    both!(
                        "{other}와 이름이 같고 글자를 적은 방식(NFC, NFD)만 다릅니다. 둘 다 읽습니다",
                        "its name is the same as that of {other}, in another Unicode form (NFC, NFD); both are read"
                    )
                } else {
                    both!(
                        "{other}와 이름의 대소문자만 다릅니다. 둘 다 읽습니다",
                        "its name differs from {other} in case alone; both are read"
                    )
                },
                both!(
                    "macOS와 Windows에서는 하나가 사라질 수 있으니 이름을 바꾸세요",
                    "rename one: on macOS and Windows one of them may be lost"
                ),
            ));
        }
    }
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    problems
}

/// Decks below a folder that ask mostly the same as another one beside them, as if they were its copies.
pub fn alike_below(disk: &Disk, folder: &Path) -> Vec<ConflictCopy> {
    let mut loaded = Loaded::default();
    if disk.kind_of(folder) == Kept::Folder {
        loaded.walk(&mut Places::below(disk, folder), folder, 0);
    }
    let path = |deck: &Deck| match &deck.origin {
        Origin::File(path) => path.clone(),
        Origin::BuiltIn => PathBuf::new(),
    };
    let pairs = pairs_alike(&loaded.decks).into_iter();
    let copies = pairs.map(|(a, b, _)| ConflictCopy {
        path: path(b),
        original: path(a),
    });
    copies.collect()
}

/// Decks of one folder that ask mostly the same, whatever their names say, with how many questions they share.
fn pairs_alike(decks: &[Deck]) -> Vec<(&Deck, &Deck, usize)> {
    let mut asked: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (number, deck) in decks.iter().enumerate() {
        if deck.origin == Origin::BuiltIn {
            continue;
        }
        let folder = deck.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        for card in &deck.cards {
            let with = asked.entry((folder, &card.question)).or_default();
            if with.last() != Some(&number) {
                with.push(number);
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for with in asked
        .into_values()
        .filter(|with| (2..=8).contains(&with.len()))
    {
        for (i, &a) in with.iter().enumerate() {
            for &b in &with[i + 1..] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let pairs = shared
        .into_iter()
        .map(|((a, b), count)| (&decks[a], &decks[b], count));
    let is_most = |(a, b, count): &(&Deck, &Deck, usize)| {
        *count > 1 && count * 2 > a.cards.len().max(b.cards.len())
    };
    pairs.filter(is_most).collect()
}

/// The same in words: both are used, and the second is named.
fn alike(decks: &[Deck]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (a, b, count) in pairs_alike(decks) {
        let (path, other) = (b.shown_path(), text::visible_line(&a.shown_path()));
        problems.push(Problem::of_file(
            path,
            Severity::Warning,
            both!(
                "질문 {count}개가 {other}에도 있습니다. 둘 다 쓰고 있습니다",
                "{count} of its questions stand in {other} too; both are used"
            ),
            both!(
                "사본이면 hotseat merge로 다른 점을 보고 하나를 지우세요",
                "if one is a copy, `hotseat merge` shows what differs; then remove it"
            ),
        ));
    }
    problems
}

/// A deck's id: its path below the decks folder without `.toml`, in composed form, with `/`.
pub fn deck_id(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    text::nfc(&parts.join("/")).into_owned()
}

/// The text of a deck file, read into the buffer, or the one problem that keeps it from being read.
fn read_text<'b>(
    disk: &Disk,
    path: &Path,
    buffer: &'b mut Vec<u8>,
) -> Result<&'b str, Box<Problem>> {
    let shown = path.display().to_string();
    let of_file = |what: Both, mend: Both| {
        let shown = path.display().to_string();
        Box::new(Problem::of_file(shown, Severity::Error, what, mend))
    };
    match disk.kind_of(path) {
        Kept::Nothing if !disk.is_link(path) => return Err(Box::new(super::of_gone(shown))),
        Kept::File => {}
        Kept::Nothing => {
            return Err(of_file(
                both!(
                    "따라갈 수 없는 링크입니다",
                    "this link leads nowhere or to itself"
                ),
                both!("링크를 고치거나 지우세요", "mend the link or remove it"),
            ));
        }
        _ => {
            return Err(of_file(
                both!("보통 파일이 아닙니다", "this is not a regular file"),
                both!("파일로 바꾸거나 지우세요", "make it a file, or remove it"),
            ));
        }
    }
    let size = disk
        .size(path)
        .map_err(|error| Box::new(cannot_read(path, &error)))?;
    if size > LARGEST_DECK {
        let (size, most) = (size >> 20, LARGEST_DECK >> 20);
        return Err(of_file(
            both!(
                "파일이 {size} MB인데 덱은 {most} MB까지입니다",
                "the file has {size} MB, and a deck may have {most} MB"
            ),
            both!("여러 덱으로 나누세요", "split it into several decks"),
        ));
    }
    disk.read_into(path, buffer)
        .map_err(|error| Box::new(cannot_read(path, &error)))?;
    text::of_utf8(buffer).map_err(|_| Box::new(problem::not_utf8(shown, buffer)))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Problem {
    let mend = match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            both!(
                "읽기 권한을 주세요 (chmod u+rX)",
                "allow reading it (chmod u+rX)"
            )
        }
        _ => both!("디스크를 확인하세요", "check the disk"),
    };
    Problem::of_file(
        path.display().to_string(),
        Severity::Error,
        both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
        mend,
    )
}
