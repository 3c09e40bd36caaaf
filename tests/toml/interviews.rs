//! `interviews.toml`.

use std::fs;

use hotseat::appointments::{Appointments, Change, Interview};
use hotseat::clock::parse_appointed;
use hotseat::store::Disk;

struct Place {
    file: tempfile::NamedTempFile,
}

impl Place {
    fn with(text: &str) -> Self {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Self { file }
    }

    fn load(&self) -> Appointments {
        Appointments::load_from(&Disk::whole(), self.file.path())
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file.path()).unwrap()
    }
}

const HEAD: &str = "\
# My interviews. Synced with Dropbox, do not reorder!
# Recruiter: Kim, 010-0000-0000

[[interviews]]
id = \"a\"
company = \"A\"
date = 2027-01-03T14:00:00

# the one that matters
[[interviews]]
id = \"b\"
room.floor = 3
company = \"B\"
# not sure yet
date = 2027-02-03
[interviews.contact]
name = \"Lee\"";

#[test]
fn what_goes_takes_no_comment_of_the_file_or_of_another() {
    for newline in ["\n", "\r\n"] {
        let file = HEAD.replace('\n', newline);
        let (head, rest) = file.split_once("[[interviews]]").unwrap();
        let (_, b) = rest.split_once("# the one").unwrap();
        let place = Place::with(&file);
        let mut appointments = place.load();
        appointments.remove("a").unwrap();
        assert_eq!(place.text(), format!("{head}# the one{b}"));
        appointments.remove("b").unwrap();
        assert_eq!(place.text(), head.trim_end());
    }
    let place = Place::with("# mine\n[[interviews]]\ncompany = \"a\"\ndate = 2027-01-03\n");
    place.load().remove("a-2027-01-03").unwrap();
    assert_eq!(place.text(), "# mine\n");
}

#[test]
fn no_key_is_moved_and_no_line_end_is_changed() {
    let place = Place::with(HEAD);
    let change = Change {
        minutes: Some(30),
        round: Some("2차".to_owned()),
        ..Change::default()
    };
    place.load().edit("b", &change).unwrap();
    let new = "date = 2027-02-03\nround = \"2차\"\nminutes = 30\n";
    assert_eq!(place.text(), HEAD.replace("date = 2027-02-03\n", new));
    let mixed =
        "# mixed\r\n[[interviews]]\nid = \"a\"\ncompany = \"A\"\ndate = 2027-01-03\nminutes = 20";
    let place = Place::with(mixed);
    let mut appointments = place.load();
    appointments.edit("a", &change).unwrap();
    let new = mixed.replace("minutes = 20", "minutes = 30\nround = \"2차\"");
    assert_eq!(place.text(), new);
    appointments
        .add(&Interview::new("B", parse_appointed("2027-01-04").unwrap()))
        .unwrap();
    let added = "\n\n[[interviews]]\nid = \"b-2027-01-04\"\ncompany = \"B\"\ndate = 2027-01-04\nminutes = 20";
    assert_eq!(place.text(), format!("{new}{added}"));
}
