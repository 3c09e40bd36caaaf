//! The interviews to come and those that were: `interviews.toml` in the data folder.
//!
//! ```toml
//! [[interviews]]
//! id      = "messenger-co-2026-12-03"   # made when it is added; else company and date
//! company = "Messenger Co"
//! round   = "2차 면접"
//! date    = 2026-12-03T14:00:00         # local time; the day alone will do
//! minutes = 24                          # a day
//! decks   = ["technical", "company/messenger"]   # none: all that are not another company's
//! tags    = ["kafka"]                   # any of these; none: all
//! languages = ["en"]                    # of the questions; none: those that are practised
//! roles   = ["backend-jvm"]             # that it is for; none: those that are practised
//! off     = ["sat", "2026-12-01"]       # days without practice
//! ```
//!
//! The file is the user's: changes exchange exactly the values that change, and comments, order
//! and unknown keys stay. The file is exchanged under its lock, and nothing is written over one
//! that cannot be read or that changed since it was.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

mod interview;
mod write;

use crate::both;
use crate::clock::Appointed;
use crate::language::Both;
use crate::problem::{Problem, Report, Severity};
use crate::store::{Disk, Folders, Unwritable};
use crate::text;
use crate::toml::edit::{Document, Edit, List};
pub use interview::{Interview, MOST_MINUTES, Off, USUAL_MINUTES};
use interview::{free_name, id_of, read_all};
use write::{KEYS, changes, table};

/// What is changed of an interview; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The company.
    pub company: Option<String>,
    /// The round; an empty one is taken away.
    pub round: Option<String>,
    /// When.
    pub date: Option<Appointed>,
    /// Minutes a day.
    pub minutes: Option<u32>,
    /// All decks.
    pub decks: Option<Vec<String>>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// All languages.
    pub languages: Option<Vec<String>>,
    /// All roles.
    pub roles: Option<Vec<String>>,
    /// All days off.
    pub off: Option<Vec<Off>>,
}

/// Why the file was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// No company was given.
    #[error("an interview needs a company")]
    NoCompany,
    /// More minutes than a day has.
    #[error("{0} minutes are more than a day has")]
    Minutes(u32),
    /// There is no such interview.
    #[error("there is no interview `{0}`; `hotseat interviews list` shows them all")]
    Unknown(String),
    /// The file cannot be read, so it is not written either.
    #[error("{0} cannot be read, so nothing was written; mend it first ({1})")]
    Unreadable(String, String),
    /// Somebody else changed the file.
    #[error("{0} was changed meanwhile, so nothing was written; look at it and try again")]
    Changed(String),
    /// The disk refused.
    #[error("{0} could not be saved ({1})")]
    Disk(String, Unwritable),
}

impl ChangeError {
    /// What went wrong, in both languages.
    pub fn words(&self) -> Both {
        match self {
            Self::NoCompany => both!("회사 이름이 있어야 합니다", "{self}"),
            Self::Minutes(minutes) => both!("하루는 {minutes}분보다 짧습니다", "{self}"),
            Self::Unknown(id) => both!(
                "`{id}` 면접이 없습니다. `hotseat interviews list`로 모두 볼 수 있습니다",
                "{self}"
            ),
            Self::Unreadable(path, why) => both!(
                "{path}{을} 읽을 수 없어 아무것도 쓰지 않았습니다. 먼저 고쳐 주세요 ({why})",
                "{self}"
            ),
            Self::Changed(path) => both!(
                "그사이 {path}{이} 바뀌어 아무것도 쓰지 않았습니다. 살펴보고 다시 해 주세요",
                "{self}"
            ),
            Self::Disk(path, error) => {
                both!("{path}{을} 저장하지 못했습니다 ({error})", "{self}")
            }
        }
    }
}

/// The file, what it says, and what is wrong in it.
#[derive(Debug)]
pub struct Appointments {
    disk: Disk,
    path: PathBuf,
    /// The file's bytes as they were read; nothing where there is no file; an error's words where
    /// it could not be read.
    read: Result<Option<Vec<u8>>, String>,
    /// The interviews with their places in the file.
    interviews: Vec<(usize, Interview)>,
    /// How many entries the file has, those with errors too.
    entries: usize,
    problems: Vec<Problem>,
}

impl Appointments {
    /// Reads the file. One that is not there is no problem; it is made when something is added.
    pub fn load(disk: &Disk, folders: &Folders) -> Self {
        Self::load_from(disk, &Self::path_in(folders))
    }

    /// Where the file is.
    pub fn path_in(folders: &Folders) -> PathBuf {
        folders.data.join("interviews.toml")
    }

    /// Reads the file at a path.
    pub fn load_from(disk: &Disk, path: &Path) -> Self {
        let mut appointments = Self {
            disk: disk.clone(),
            path: path.to_owned(),
            read: Ok(None),
            interviews: Vec::new(),
            entries: 0,
            problems: Vec::new(),
        };
        match disk.read(path) {
            Ok(bytes) => appointments.take(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                appointments.problems.push(Problem::of_file(
                    appointments.shown(),
                    Severity::Error,
                    both!("읽을 수 없습니다 ({error})", "cannot be read ({error})"),
                    both!("권한을 확인하세요", "check its permissions"),
                ));
                appointments.read = Err(error.to_string());
            }
        }
        appointments
    }

    /// The interviews that could be read, by date.
    pub fn all(&self) -> Vec<&Interview> {
        let mut all: Vec<&Interview> = self.interviews.iter().map(|(_, found)| found).collect();
        all.sort_by_key(|interview| (interview.date.date, interview.date.time));
        all
    }

    /// The interviews that have not begun, nearest first.
    pub fn coming(&self, now: DateTime<FixedOffset>) -> Vec<&Interview> {
        let mut coming = self.all();
        coming.retain(|interview| !interview.date.is_past(now));
        coming.sort_by_key(|interview| interview.date.local(*now.offset()));
        coming
    }

    /// The interviews that have begun or are over, last first.
    pub fn past(&self, now: DateTime<FixedOffset>) -> Vec<&Interview> {
        let mut past = self.all();
        past.retain(|interview| interview.date.is_past(now));
        past.reverse();
        past
    }

    /// The interview with this id.
    pub fn find(&self, id: &str) -> Option<&Interview> {
        let id = text::nfc(id.trim());
        self.interviews
            .iter()
            .map(|(_, found)| found)
            .find(|found| found.id == id)
    }

    /// What is wrong in the file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds an interview at the end of the file and gives the id under which it stands there;
    /// one that the interview brings is used where it is free.
    pub fn add(&mut self, interview: &Interview) -> Result<String, ChangeError> {
        check(interview)?;
        let mut added = interview.clone();
        added.id = self.free_id(interview);
        self.rewrite(|edit, list| edit.add(list, vec![table(&added)]))?;
        Ok(added.id)
    }

    /// Changes an interview; what stays the same is left byte for byte.
    pub fn edit(&mut self, id: &str, change: &Change) -> Result<(), ChangeError> {
        let (place, before) = self.place(id)?;
        let mut after = before.clone();
        if let Some(company) = &change.company {
            after.company = text::nfc(company.trim()).into_owned();
        }
        if let Some(round) = &change.round {
            after.round = text::nfc(round.trim()).into_owned();
        }
        after.date = change.date.unwrap_or(after.date);
        after.minutes = change.minutes.unwrap_or(after.minutes);
        after.decks = change.decks.clone().unwrap_or(after.decks);
        after.tags = change.tags.clone().unwrap_or(after.tags);
        after.languages = change.languages.clone().unwrap_or(after.languages);
        after.roles = change.roles.clone().unwrap_or(after.roles);
        after.off = change.off.clone().unwrap_or(after.off);
        check(&after)?;
        let mut changes = changes(&before, &after);
        // An id that was made of company and date is written down before they change.
        if change.company.is_some() || change.date.is_some() {
            changes.push(("id", Some(before.id.into())));
        }
        self.rewrite(|edit, list| edit.set_in(list, place, changes))
    }

    /// Takes an interview out of the file.
    pub fn remove(&mut self, id: &str) -> Result<Interview, ChangeError> {
        let (place, interview) = self.place(id)?;
        self.rewrite(|edit, list| edit.remove(list, &[place]))?;
        Ok(interview)
    }

    fn shown(&self) -> String {
        self.path.display().to_string()
    }

    fn place(&self, id: &str) -> Result<(usize, Interview), ChangeError> {
        let id = text::nfc(id.trim());
        self.interviews
            .iter()
            .find(|(_, found)| found.id == id)
            .cloned()
            .ok_or_else(|| ChangeError::Unknown(id.into_owned()))
    }

    fn free_id(&self, interview: &Interview) -> String {
        let wanted = if interview.id.trim().is_empty() {
            id_of(&interview.company, interview.date)
        } else {
            text::nfc(interview.id.trim()).into_owned()
        };
        free_name(&wanted, |id| {
            self.interviews.iter().any(|(_, other)| other.id == id)
        })
    }

    /// Changes the list of interviews and exchanges the file, if it is still the one that was read.
    fn rewrite(
        &mut self,
        change: impl FnOnce(&mut Edit<'_>, &List<'_>),
    ) -> Result<(), ChangeError> {
        let unreadable = |why: String| ChangeError::Unreadable(self.shown(), why);
        let before = self.read.clone().map_err(unreadable)?;
        let text = String::from_utf8(before.clone().unwrap_or_default())
            .map_err(|_| unreadable("not UTF-8".to_owned()))?;
        let document = Document::read(&text, &KEYS).map_err(|error| unreadable(error.what))?;
        let list = document
            .list("interviews")
            .filter(|list| list.len() == self.entries);
        let list =
            list.ok_or_else(|| unreadable("`interviews` is no list of tables".to_owned()))?;
        let mut edit = Edit::new(&document);
        change(&mut edit, &list);
        let edited = edit.finish().map_err(|odd| unreadable(odd.to_string()))?;
        let bytes = edited.text.into_bytes();
        match self.exchange(before.as_deref(), &bytes) {
            Ok(()) => {
                self.take(bytes);
                Ok(())
            }
            Err(Stop::Unwritable(why)) if self.stands(before.as_deref()) => {
                Err(ChangeError::Disk(self.shown(), why))
            }
            Err(_) => Err(ChangeError::Changed(self.shown())),
        }
    }

    /// Whether the file still is what was read; one that cannot be read counts as unchanged.
    fn stands(&self, before: Option<&[u8]>) -> bool {
        match self.disk.read(&self.path) {
            Ok(now) => before == Some(now.as_slice()),
            Err(error) => before.is_none() || error.kind() != std::io::ErrorKind::NotFound,
        }
    }

    /// Exchanges the file's bytes under its lock, as decks are, if they are what was read.
    fn exchange(&self, before: Option<&[u8]>, after: &[u8]) -> Result<(), Stop> {
        let Some(before) = before else {
            return self.disk.create(&self.path, after, || Ok(()));
        };
        let plan = |now: &[u8]| {
            if now == before {
                Ok((Some(after.to_vec()), ()))
            } else {
                Err(Stop::Changed)
            }
        };
        self.disk.rewrite(&self.path, plan, |()| Ok(()))
    }

    fn take(&mut self, bytes: Vec<u8>) {
        self.interviews.clear();
        self.entries = 0;
        self.problems.clear();
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                let report = Report::new(self.shown(), text);
                read_all(&report, &mut self.interviews, &mut self.entries);
                self.problems = report.into_problems();
                self.read = Ok(Some(bytes));
            }
            Err(_) => {
                self.problems.push(Problem::of_file(
                    self.shown(),
                    Severity::Error,
                    both!("UTF-8이 아닙니다", "the file is not UTF-8"),
                    both!("UTF-8로 저장하세요", "save it as UTF-8"),
                ));
                self.read = Err("not UTF-8".to_owned());
            }
        }
    }
}

fn check(interview: &Interview) -> Result<(), ChangeError> {
    if interview.company.trim().is_empty() {
        return Err(ChangeError::NoCompany);
    }
    if interview.minutes > MOST_MINUTES {
        return Err(ChangeError::Minutes(interview.minutes));
    }
    Ok(())
}

/// Why the file was not exchanged.
enum Stop {
    Changed,
    Unwritable(Unwritable),
}

impl From<Unwritable> for Stop {
    fn from(why: Unwritable) -> Self {
        Self::Unwritable(why)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    struct Place {
        _root: tempfile::TempDir,
        folders: Folders,
    }

    impl Place {
        fn with(text: &str) -> Self {
            let root = tempfile::tempdir().unwrap();
            let folders = Folders::below(root.path());
            std::fs::create_dir_all(&folders.data).unwrap();
            std::fs::write(folders.data.join("interviews.toml"), text).unwrap();
            Self {
                _root: root,
                folders,
            }
        }

        fn load(&self) -> Appointments {
            Appointments::load(&Disk::whole(), &self.folders)
        }

        fn text(&self) -> String {
            std::fs::read_to_string(self.folders.data.join("interviews.toml")).unwrap()
        }
    }

    fn date(text: &str) -> Appointed {
        crate::clock::parse_appointed(text).unwrap()
    }

    const FILE: &str = "\
# my interviews

[[interviews]]
company = \"Messenger Co\"   # the green one
round   = \"2차 면접\"
date    = 2026-12-03T14:00:00
minutes = 24
decks   = [\"technical\"]
off     = [\"sat\", \"토요일\", \"2026-12-01\"]
mood    = \"good\"

[[interviews]] # the other
company = \"가게\"
date    = 2026-11-30
";

    #[test]
    fn every_field_is_read_and_an_unknown_one_is_named() {
        let place = Place::with(FILE);
        let appointments = place.load();
        let ids: Vec<&str> = appointments.all().iter().map(|i| i.id.as_str()).collect();
        assert_eq!(ids, ["가게-2026-11-30", "messenger-co-2026-12-03"]);
        let interview = appointments.find("messenger-co-2026-12-03").unwrap();
        assert_eq!(interview.title(), "Messenger Co · 2차 면접");
        assert_eq!((interview.minutes, interview.decks.len()), (24, 1));
        let minutes = |day: &str| interview.minutes_on(day.parse().unwrap());
        assert_eq!(minutes("2026-11-21"), None, "a Saturday");
        assert_eq!(minutes("2026-12-01"), None);
        assert_eq!(minutes("2026-12-02"), Some(24));
        let problems: Vec<String> = appointments
            .problems()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].contains(":10:1: warning: unknown key `mood`"),
            "{problems:?}"
        );
    }

    #[test]
    fn what_cannot_be_used_is_named_and_the_rest_is_used() {
        let place = Place::with(
            "[[interviews]]\ncompany = \"a\"\n[[interviews]]\ndate = 2026-12-03\n[[interviews]]\n\
             company = \"b\"\ndate = \"2026-12-03 09:30\"\noff = [\"saturn\"]\nminutes = 2000\n\
             [[interviews]]\ncompany = \"c\"\ndate = 7\n",
        );
        let appointments = place.load();
        assert_eq!(appointments.all().len(), 1);
        assert_eq!(appointments.all()[0].date, date("2026-12-03T09:30"));
        assert_eq!(appointments.all()[0].minutes, USUAL_MINUTES);
        assert_eq!(
            appointments.problems().len(),
            5,
            "{:?}",
            appointments.problems()
        );
    }

    #[test]
    fn an_edit_changes_its_value_and_leaves_every_other_byte() {
        let place = Place::with(FILE);
        let mut appointments = place.load();
        let change = Change {
            minutes: Some(30),
            company: Some("Messenger".to_owned()),
            ..Change::default()
        };
        appointments
            .edit("messenger-co-2026-12-03", &change)
            .unwrap();
        let expected = FILE
            .replace("\"Messenger Co\"   #", "\"Messenger\"   #")
            .replace("minutes = 24", "minutes = 30")
            .replacen(
                "[[interviews]]\n",
                "[[interviews]]\nid      = \"messenger-co-2026-12-03\"\n",
                1,
            );
        assert_eq!(place.text(), expected);
        let nothing = appointments.edit("messenger-co-2026-12-03", &Change::default());
        assert!(nothing.is_ok());
        assert_eq!(place.text(), expected);
    }

    #[test]
    fn what_is_added_is_read_again_and_can_be_removed() {
        let place = Place::with(FILE);
        let mut appointments = place.load();
        let mut interview = Interview::new("Messenger Co", date("2026-12-03T16:00"));
        interview.off = vec![Off::Weekday(Weekday::Sun)];
        interview.round = "3차".to_owned();
        let id = appointments.add(&interview).unwrap();
        assert_eq!(id, "messenger-co-2026-12-03-2");
        interview.id.clone_from(&id);
        assert_eq!(appointments.find(&id), Some(&interview));
        assert_eq!(place.load().find(&id), Some(&interview));
        assert!(place.text().starts_with(FILE));
        appointments.remove(&id).unwrap();
        assert_eq!(place.text(), FILE);
        appointments.remove("messenger-co-2026-12-03").unwrap();
        assert!(place.text().contains("[[interviews]] # the other"));
        assert!(matches!(
            appointments.remove("nobody"),
            Err(ChangeError::Unknown(_))
        ));
    }

    #[test]
    fn the_first_interview_makes_the_file_and_crlf_stays() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let mut appointments = Appointments::load(&Disk::whole(), &folders);
        assert!(appointments.problems().is_empty());
        appointments
            .add(&Interview::new("가게", date("2026-12-03")))
            .unwrap();
        let text = std::fs::read_to_string(appointments.path()).unwrap();
        assert_eq!(
            text,
            "[[interviews]]\nid = \"가게-2026-12-03\"\ncompany = \"가게\"\ndate = 2026-12-03\nminutes = 20\n"
        );
        let place = Place::with(&FILE.replace('\n', "\r\n"));
        place.load().remove("가게-2026-11-30").unwrap();
        assert!(!place.text().replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn nothing_is_written_over_a_file_that_changed_or_cannot_be_read() {
        let place = Place::with(FILE);
        let mut appointments = place.load();
        let path = appointments.path().to_owned();
        std::fs::write(&path, "# mine\n").unwrap();
        let added = appointments.add(&Interview::new("x", date("2026-12-03")));
        assert!(matches!(added, Err(ChangeError::Changed(_))));
        assert_eq!(place.text(), "# mine\n");
        std::fs::write(&path, "[[interviews]]\ncompany = \"a\n").unwrap();
        let added = place.load().add(&Interview::new("x", date("2026-12-03")));
        assert!(matches!(added, Err(ChangeError::Unreadable(..))));
        std::fs::write(&path, b"# \xff\n").unwrap();
        let added = place.load().add(&Interview::new("x", date("2026-12-03")));
        assert!(matches!(added, Err(ChangeError::Unreadable(..))));
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        let added = place.load().add(&Interview::new("x", date("2026-12-03")));
        assert!(matches!(added, Err(ChangeError::Unreadable(..))));
    }

    #[test]
    fn an_inline_list_is_edited_in_place() {
        let place =
            Place::with("interviews = [{ company = \"a\", date = 2026-12-03 }] # one line\n");
        let mut appointments = place.load();
        let change = Change {
            minutes: Some(5),
            ..Change::default()
        };
        appointments.edit("a-2026-12-03", &change).unwrap();
        assert_eq!(
            place.text(),
            "interviews = [{ company = \"a\", date = 2026-12-03, minutes = 5 }] # one line\n"
        );
        appointments.remove("a-2026-12-03").unwrap();
        assert_eq!(place.text(), "interviews = [] # one line\n");
    }

    #[test]
    fn an_interview_without_a_company_or_of_endless_days_is_refused() {
        let mut appointments = Place::with("").load();
        let mut interview = Interview::new(" ", date("2026-12-03"));
        assert!(matches!(
            appointments.add(&interview),
            Err(ChangeError::NoCompany)
        ));
        interview = Interview::new("x", date("2026-12-03"));
        interview.minutes = 1441;
        assert!(matches!(
            appointments.add(&interview),
            Err(ChangeError::Minutes(1441))
        ));
    }
}
