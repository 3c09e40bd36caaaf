//! The folders: there, writable, and for the user alone.

use std::io::ErrorKind;
use std::path::Path;

use super::{Area, Finding};
use crate::both;
use crate::cli::Surroundings;
use crate::store::{Disk, Kept};
use crate::text;

pub(super) fn findings(surroundings: &Surroundings) -> Vec<Finding> {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    let (decks, history, drafts) = (folders.decks(), folders.history(), folders.drafts());
    let places: [(&Path, bool); 6] = [
        (&folders.data, true),
        (&decks, false),
        (&history, true),
        (&drafts, true),
        (&folders.config, false),
        (&folders.state, false),
    ];
    places
        .into_iter()
        .map(|(path, is_private)| finding(disk, path, is_private))
        .collect()
}

fn finding(disk: &Disk, path: &Path, is_private: bool) -> Finding {
    let shown = path.display().to_string();
    match (disk.kind_of(path), disk.try_folder(path)) {
        (Kept::Nothing, _) => missing(disk, path, &shown),
        (Kept::Folder, Err(error)) => unwritable(&shown, error.kind()),
        (Kept::Folder, Ok(())) if is_private && disk.is_open_to_others(path) => Finding::better(
            Area::Folders,
            both!(
                "{shown}: 다른 사용자도 읽을 수 있습니다",
                "{shown}: other users can read it"
            ),
            both!(
                "내 답과 기록이 있으니 chmod 700으로 닫으세요",
                "your answers lie there; close it with chmod 700"
            ),
        ),
        (Kept::Folder, Ok(())) => Finding::good(Area::Folders, both!("{shown}", "{shown}")),
        (Kept::File | Kept::Special, _) => Finding::wrong(
            Area::Folders,
            both!("{shown}: 폴더가 아닙니다", "{shown}: this is no folder"),
            both!("그 파일을 옮기세요", "move that file away"),
        ),
    }
}

/// A folder in which no file can be made.
fn unwritable(shown: &str, why: ErrorKind) -> Finding {
    let mend = match why {
        ErrorKind::ReadOnlyFilesystem => both!(
            "디스크가 읽기 전용입니다. 쓸 수 있게 마운트하거나 --data-dir로 다른 폴더를 쓰세요",
            "the disk is read-only; mount it writable, or name another folder with --data-dir"
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => both!(
            "디스크가 가득 찼습니다. 자리를 비우세요",
            "the disk is full; make room"
        ),
        _ => both!("권한을 주세요: chmod u+rwx", "allow writing: chmod u+rwx"),
    };
    Finding::wrong(
        Area::Folders,
        both!("{shown}: 쓸 수 없습니다", "{shown}: cannot be written"),
        mend,
    )
}

/// A folder that is not there is made when it is needed, if the one above lets us.
fn missing(disk: &Disk, path: &Path, shown: &str) -> Finding {
    let mut above = path.ancestors().skip(1);
    let above = above.find(|folder| disk.kind_of(folder) != Kept::Nothing);
    let above = above.unwrap_or(Path::new("/"));
    if disk.try_folder(above).is_ok() {
        return Finding::good(
            Area::Folders,
            both!(
                "{shown} (쓸 때 만듭니다)",
                "{shown} (made when it is needed)"
            ),
        );
    }
    let above = text::visible_line(&above.display().to_string());
    Finding::wrong(
        Area::Folders,
        both!("{shown}: 만들 수 없습니다", "{shown}: cannot be made"),
        both!(
            "{above}에 쓸 권한을 주거나 --data-dir로 다른 폴더를 쓰세요",
            "allow writing in {above}, or name another folder with --data-dir"
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::super::Verdict;
    use super::*;

    #[test]
    fn a_folder_is_good_open_to_others_or_no_folder() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        let of = |path: &Path| finding(&Disk::whole(), path, true).verdict;
        assert_eq!(of(&data), Verdict::Good);
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(of(&data), Verdict::Better);
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(of(&data), Verdict::Good);
        assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
        let file = data.join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(of(&file), Verdict::Wrong);
        assert_eq!(of(&file.join("below")), Verdict::Wrong);
    }
}
