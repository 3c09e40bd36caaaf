//! What sync tools call the copies that they make, in English and Korean; and names that are nearly one that is read.

use std::path::Path;

use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Severity};
use crate::text;

/// The kinds of files of which copies matter.
const KINDS: [&str; 2] = [".toml", ".jsonl"];

/// Words of a conflict inside parentheses or brackets: Dropbox, Nextcloud, Seafile, Cryptomator, pCloud, unison.
const OF_CONFLICT: [&str; 3] = ["conflict", "충돌", "동기화 오류"];

/// Words before a name that say that it is a copy.
const COPY_BEFORE: [&str; 4] = ["copy of ", "사본 - ", "복사본 - ", "복사본 "];

/// Words behind a name that say so: Finder, Explorer, Google Drive, Nautilus.
const COPY_BEHIND: [&str; 8] = [
    " - copy",
    " - 복사본",
    " - 사본",
    " copy",
    " 복사본",
    " 사본",
    "의 사본",
    "_copy",
];

/// The name of the file that a name is a copy of, where nothing but a sync tool gives such names.
pub fn surely(name: &str) -> Option<String> {
    if let Some(original) = name.strip_suffix(".orig") {
        return is_ours(original).then(|| original.to_owned());
    }
    let original = of_syncthing(name)
        .or_else(|| of_words(name))
        .or_else(|| of_synology(name))
        .or_else(|| of_unison(name))?;
    is_ours(&original).then_some(original)
}

/// The names of the files that a name may be a copy of, the likeliest first: people give such names too, so the
/// files must be compared. iCloud's `x 2.toml`, Google Drive's `x (1).toml`, `OneDrive`'s `x-HOST.toml`.
pub fn maybe(name: &str) -> Vec<String> {
    let Some((stem, ending)) = parted(name) else {
        return Vec::new();
    };
    let mut stems = Vec::new();
    let numbered = stem.rsplit_once(' ').filter(|(_, number)| {
        let number = number
            .strip_prefix('(')
            .and_then(|it| it.strip_suffix(')'))
            .unwrap_or(number);
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let plain = numbered.map_or(stem, |(stem, _)| stem);
    let lower = plain.to_lowercase();
    for behind in COPY_BEHIND {
        if lower.ends_with(behind)
            && plain.is_char_boundary(plain.len().saturating_sub(behind.len()))
        {
            stems.push(plain[..plain.len() - behind.len()].to_owned());
        }
    }
    for before in COPY_BEFORE {
        if lower.starts_with(before) && plain.is_char_boundary(before.len()) {
            stems.push(plain[before.len()..].to_owned());
        }
    }
    if numbered.is_some() {
        stems.push(plain.to_owned());
    }
    let dashes = stem.match_indices(['-', '_']).map(|(at, _)| at);
    for at in dashes.collect::<Vec<_>>().into_iter().rev() {
        stems.push(stem[..at].to_owned());
    }
    stems.retain(|stem| !stem.trim().is_empty());
    stems.into_iter().map(|stem| stem + ending).collect()
}

/// Why a file is not read whose name is nearly that of one that is; nothing of any other name.
pub fn not_read(path: &Path) -> Option<Problem> {
    let name = path.file_name()?.to_str()?;
    let lower = name.trim_end().to_lowercase();
    let added = [".txt", ".md", ".rtf", ".doc", ".docx"];
    let added = added.iter().find(|added| {
        lower
            .strip_suffix(**added)
            .is_some_and(|name| name.strip_suffix(".toml").is_some())
    });
    let (why, meant): (Both, String) = match added {
        Some(added) => (
            both!(
                "읽지 않습니다. 이름이 .toml이 아니라 {added}로 끝납니다",
                "not read, because its name ends in {added} and not in .toml"
            ),
            name.trim_end()[..lower.len() - added.len()].to_owned(),
        ),
        None if lower.strip_suffix(".toml").is_some() && name.strip_suffix(".toml").is_none() => {
            let ending = &name[name.rfind('.').unwrap_or(0)..];
            (
                both!(
                    "읽지 않습니다. 이름이 소문자 .toml이 아니라 \"{ending}\"로 끝납니다",
                    "not read, because its name ends in \"{ending}\" and not in .toml"
                ),
                format!("{}.toml", &name[..name.rfind('.').unwrap_or(0)]),
            )
        }
        None => return None,
    };
    let meant = text::visible_line(&meant);
    Some(Problem::of_file(
        path.display().to_string(),
        Severity::Warning,
        why,
        both!("{meant}로 이름을 바꾸세요", "rename it to {meant}"),
    ))
}

fn is_ours(name: &str) -> bool {
    KINDS
        .iter()
        .any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// Stem and ending of a file of our kinds.
fn parted(name: &str) -> Option<(&str, &'static str)> {
    let mut kinds = KINDS.into_iter();
    kinds.find_map(|ending| Some((name.strip_suffix(ending)?, ending)))
}

/// `network.sync-conflict-20261121-101112-ABCDEFG.toml`
fn of_syncthing(name: &str) -> Option<String> {
    let (stem, rest) = name.split_once(".sync-conflict-")?;
    let digits = rest.split('-').next()?;
    let ending = rest.find('.').map_or("", |dot| &rest[dot..]);
    let is_date = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| format!("{stem}{ending}"))
}

/// `network (laptop's conflicted copy 2026-11-21).toml`, `network (SFConflict me@x 2026-11-21-10-11-12).toml`,
/// `network [conflicted].toml`, `network (Conflict 1).toml`, `결제 (노트북의 충돌된 사본 2026-11-21).toml`.
fn of_words(name: &str) -> Option<String> {
    let (open, close) = [('(', ')'), ('[', ']')]
        .into_iter()
        .find(|(open, close)| name.contains(*open) && name.contains(*close))?;
    let (stem, rest) = name.rsplit_once(open)?;
    let (inside, ending) = rest.split_once(close)?;
    let inside = text::nfc(inside).to_lowercase();
    let is_conflict = OF_CONFLICT.iter().any(|word| inside.contains(word));
    let stem = stem.trim_end_matches([' ', '_', '-']);
    is_conflict.then(|| format!("{stem}{ending}"))
}

/// `network_DiskStation_Nov-21-101112-2026_Conflict.toml`: from the first part that is a host on, the name is not
/// the file's.
fn of_synology(name: &str) -> Option<String> {
    let (stem, ending) = parted(name)?;
    let stem = text::nfc(stem);
    let stem = ["_conflict", "_충돌"].iter().find_map(|end| {
        let lower = stem.to_lowercase();
        let begin = lower.strip_suffix(end)?.len();
        stem.get(..begin)
    })?;
    let parts: Vec<&str> = stem.split('_').collect();
    let is_date = |part: &&str| {
        part.split('-').count() >= 3 && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    // A host and a date stand before the word, or a host alone.
    let kept = match parts.last() {
        Some(last) if is_date(last) => parts.len().saturating_sub(2),
        _ => parts.len().saturating_sub(1),
    };
    let original = parts[..kept.max(1)].join("_");
    Some(format!("{original}{ending}"))
}

/// `network.conflict-laptop.toml`, `network.conflict 1.toml`, as unison and others part the name by dots.
fn of_unison(name: &str) -> Option<String> {
    let (stem, ending) = parted(name)?;
    let (original, word) = stem.rsplit_once('.')?;
    let word = word.to_lowercase();
    let is_conflict = word.starts_with("conflict") || word.starts_with("충돌");
    is_conflict.then(|| format!("{original}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_names_that_only_tools_give() {
        for (name, original) in [
            (
                "network.sync-conflict-20261121-101112-ABCDEFG.toml",
                "network.toml",
            ),
            (
                "laptop-x3f9.sync-conflict-20261121-101112-ABCDEFG.jsonl",
                "laptop-x3f9.jsonl",
            ),
            (
                "network (laptop's conflicted copy 2026-11-21).toml",
                "network.toml",
            ),
            (
                "network (conflicted copy 2026-11-21 101112).toml",
                "network.toml",
            ),
            (
                "network (SFConflict me@example.com 2026-11-21-10-11-12).toml",
                "network.toml",
            ),
            ("network (Conflict 1).toml", "network.toml"),
            ("network (conflicted).toml", "network.toml"),
            ("network [conflicted].toml", "network.toml"),
            (
                "network (copy: conflict #1 on 2026-11-21).toml",
                "network.toml",
            ),
            ("network.conflict-laptop.toml", "network.toml"),
            (
                "network_DiskStation_Nov-21-101112-2026_Conflict.toml",
                "network.toml",
            ),
            ("my_net_DiskStation_Conflict.toml", "my_net.toml"),
            ("network (Case Conflict).toml", "network.toml"),
            ("결제 (노트북의 충돌된 사본 2026-11-21).toml", "결제.toml"),
            ("결제 (충돌 사본 2026-11-21 101112).toml", "결제.toml"),
            ("결제_NAS_충돌.toml", "결제.toml"),
            ("interviews.toml.orig", "interviews.toml"),
        ] {
            assert_eq!(surely(name).as_deref(), Some(original), "{name}");
        }
        for name in [
            "network.toml",
            "network (draft).toml",
            "sync-conflict.toml",
            "conflict.toml",
            "notes.sync-conflict-of-mine.toml",
            "picture (conflicted copy).png",
            "README.md.orig",
            ".toml.orig",
        ] {
            assert_eq!(surely(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_people_give_too_may_be_copies() {
        for (name, original) in [
            ("payments 2.toml", "payments.toml"),
            ("payments (1).toml", "payments.toml"),
            ("payments-DESKTOP-AB12CD.toml", "payments.toml"),
            ("payments-laptop.toml", "payments.toml"),
            ("payments copy.toml", "payments.toml"),
            ("payments copy 3.toml", "payments.toml"),
            ("payments - Copy (2).toml", "payments.toml"),
            ("Copy of payments.toml", "payments.toml"),
            ("결제 복사본.toml", "결제.toml"),
            ("결제 - 복사본 (2).toml", "결제.toml"),
            ("결제의 사본.toml", "결제.toml"),
            ("사본 - 결제.toml", "결제.toml"),
        ] {
            assert!(
                maybe(name).iter().any(|it| it == original),
                "{name}: {:?}",
                maybe(name)
            );
        }
        for name in [
            "payments.toml",
            "payments 2026.toml",
            "payments 2.png",
            " 2.toml",
        ] {
            assert_eq!(maybe(name), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_name_that_is_nearly_read_says_why_it_is_not() {
        let said = |name: &str| not_read(Path::new(name)).map(|problem| problem.to_string());
        assert_eq!(
            said("good.TOML").as_deref(),
            Some(
                "good.TOML:1:1: warning: not read, because its name ends in \".TOML\" and not in .toml; rename it to good.toml"
            )
        );
        assert_eq!(
            said("deck.toml.txt").as_deref(),
            Some(
                "deck.toml.txt:1:1: warning: not read, because its name ends in .txt and not in .toml; rename it to deck.toml"
            )
        );
        assert!(said("deck.toml ").is_some());
        for name in [
            "deck.toml",
            "deck.toml~",
            "deck.txt",
            "deck.toml.bak",
            "notes.md",
        ] {
            assert_eq!(said(name), None, "{name}");
        }
    }
}
