//! What the user taught about the notes of a folder: `.hotseat-import.toml` beside them, or in the data
//! folder where that cannot be written. A person can read and change it; lessons are only added to it.

use std::path::{Path, PathBuf};

use ::toml::Value;

use super::ReadNote;
use crate::convert::Placed;
use crate::convert::markdown::Constraint;
use crate::language::Both;
use crate::problem::{Problem, Report, Severity};
use crate::store::{Disk, Folders, Kept, Unwritable};
use crate::toml::edit;
use crate::toml::read::{Fields, parse};

/// The file's name.
pub const FILE: &str = ".hotseat-import.toml";

const HEAD: &str = "# 이 폴더의 노트를 hotseat가 읽는 법입니다. 고치거나 지워도 됩니다.\n# How hotseat reads the notes of this folder. Change it as you like.\n";

/// The words for what is said of lines.
const SAYS: [(&str, Says); 8] = [
    ("question", Says::Question),
    ("no question", Says::NoQuestion),
    ("answer", Says::Answer),
    ("follow-up", Says::FollowUp),
    ("title", Says::NoQuestion),
    ("left out", Says::LeftOut),
    ("new card", Says::Begins),
    ("other reading", Says::OtherReading),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Question,
    NoQuestion,
    Answer,
    FollowUp,
    LeftOut,
    Begins,
    OtherReading,
}

/// What is said of a line, of all lines of a shape, or of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lesson {
    /// The note's file name; none where it holds for every note of the folder.
    note: Option<String>,
    /// The line, without the blanks around it.
    line: Option<String>,
    /// The shape of lines, in English.
    lines: Option<String>,
    says: Says,
}

/// The lessons of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lessons(Vec<Lesson>);

impl Lessons {
    /// The lessons that hold for the notes beside `note`; what of the file cannot be read is told and
    /// left out.
    pub fn beside(disk: &Disk, folders: &Folders, note: &Path) -> (Self, Vec<Problem>) {
        let (mut lessons, mut problems) = (Self::default(), Vec::new());
        for path in [own_file(note), fallback(folders, note)] {
            let Ok(bytes) = disk.read(&path) else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            let report = Report::new(path.display().to_string(), &text);
            lessons.0.extend(Self::parse(&report).0);
            problems.extend(report.into_problems());
        }
        (lessons, problems)
    }

    fn parse(report: &Report<'_>) -> Self {
        let table = parse(report);
        let mut fields = Fields::new(table.get_ref(), table.span(), report);
        let lessons = fields
            .tables("taught")
            .into_iter()
            .filter_map(|mut fields| {
                let note = fields.text("note").map(|note| note.value);
                let line = fields.text("line").map(|line| line.value.trim().to_owned());
                let lines = fields.text("lines").map(|lines| lines.value);
                let says = fields.one_of("is", &SAYS).map(|says| says.value);
                fields.finish();
                Some(Lesson {
                    note: note.filter(|note| note != "*"),
                    line,
                    lines,
                    says: says?,
                })
            });
        let lessons = Self(lessons.collect());
        fields.finish();
        lessons
    }

    /// What they say of the lines of this note.
    pub fn constraints(&self, read: &ReadNote) -> Vec<Constraint> {
        let note = &read.note;
        let name = &file_name(Path::new(&read.source));
        let lines: Vec<&str> = read.text.lines().map(str::trim).collect();
        let mut constraints = Vec::new();
        let own = |lesson: &&Lesson| lesson.note.as_ref().is_none_or(|note| note == name);
        for lesson in self.0.iter().filter(own) {
            if lesson.says == Says::OtherReading {
                constraints.push(Constraint::OtherReading);
            }
            if let Some(words) = &lesson.lines {
                let is_named = |shape: usize| note.shapes[shape].english == *words;
                for shape in (0..note.shapes.len()).filter(|&shape| is_named(shape)) {
                    let is_of = |placed: &Placed| placed.shape == Some(shape);
                    let first = note.lines.iter().position(is_of).map(|at| at + 1);
                    constraints.extend(first.and_then(|line| match lesson.says {
                        Says::Question => Some(Constraint::AllAlike(line)),
                        Says::NoQuestion => Some(Constraint::NoneAlike(line)),
                        _ => None,
                    }));
                }
            }
            if let Some(wanted) = &lesson.line {
                let at = (1..).zip(&lines).filter(|(_, line)| *line == wanted);
                constraints.extend(at.filter_map(|(line, _)| match lesson.says {
                    Says::Question => Some(Constraint::Question(line)),
                    Says::NoQuestion => Some(Constraint::NoQuestion(line)),
                    Says::Answer => Some(Constraint::Above(line)),
                    Says::FollowUp => Some(Constraint::FollowUp(line)),
                    Says::LeftOut => Some(Constraint::LeftOut(line)),
                    Says::Begins => Some(Constraint::Begins(line)),
                    Says::OtherReading => None,
                }));
            }
        }
        constraints
    }

    /// The lessons that these constraints on a note are.
    fn of(read: &ReadNote, constraints: &[Constraint]) -> Self {
        let name = file_name(Path::new(&read.source));
        let lines: Vec<&str> = read.text.lines().map(str::trim).collect();
        let of_line = |line: usize, says: Says| Lesson {
            note: Some(name.clone()),
            line: lines
                .get(line.saturating_sub(1))
                .map(|line| (*line).to_owned()),
            lines: None,
            says,
        };
        let of_shape = |line: usize, says: Says| {
            let placed = read.note.lines.get(line.saturating_sub(1));
            let shape = placed.and_then(|placed| placed.shape)?;
            let words = read.note.shapes.get(shape)?.english.clone();
            Some(Lesson {
                note: None,
                line: None,
                lines: Some(words),
                says,
            })
        };
        let lesson = |constraint: &Constraint| match *constraint {
            Constraint::Question(line) => Some(of_line(line, Says::Question)),
            Constraint::NoQuestion(line) => Some(of_line(line, Says::NoQuestion)),
            Constraint::Above(line) => Some(of_line(line, Says::Answer)),
            Constraint::FollowUp(line) => Some(of_line(line, Says::FollowUp)),
            Constraint::LeftOut(line) => Some(of_line(line, Says::LeftOut)),
            Constraint::Begins(line) => Some(of_line(line, Says::Begins)),
            Constraint::AllAlike(line) => of_shape(line, Says::Question),
            Constraint::NoneAlike(line) => of_shape(line, Says::NoQuestion),
            Constraint::OtherReading => Some(Lesson {
                note: Some(name.clone()),
                line: None,
                lines: None,
                says: Says::OtherReading,
            }),
        };
        Self(constraints.iter().filter_map(lesson).collect())
    }

    /// Whether this is what they said last of its line or its shape.
    fn says(&self, lesson: &Lesson) -> bool {
        let of = |lesson: &Lesson| {
            (
                lesson.note.clone(),
                lesson.line.clone(),
                lesson.lines.clone(),
            )
        };
        let last = self.0.iter().rfind(|known| of(known) == of(lesson));
        last == Some(lesson)
    }

    /// The tables of the file.
    fn shown(&self) -> String {
        let table = |lesson: &Lesson| {
            let words = SAYS.iter().find(|(_, says)| *says == lesson.says);
            let pairs = [
                ("note", Some(lesson.note.as_deref().unwrap_or("*"))),
                ("line", lesson.line.as_deref()),
                ("lines", lesson.lines.as_deref()),
                ("is", words.map(|(words, _)| *words)),
            ];
            let said = pairs
                .into_iter()
                .filter_map(|(key, value)| Some((key, value?)));
            let said = said.map(|(key, value)| (key, Value::from(value)));
            format!("\n[[taught]]\n{}", edit::new_file(said))
        };
        self.0.iter().map(table).collect()
    }
}

/// What a way of reading says of a note's lines: those of the shapes that it names ask, in either
/// language ("headings of level 2", "bold lines", "굵은 줄"), and no others do. Where it names several
/// shapes of which one is on a single line, that line is a title.
pub(super) fn named(read: &ReadNote, reading: &str) -> Result<Vec<Constraint>, Box<Problem>> {
    let note = &read.note;
    let wanted = reading.trim().to_lowercase();
    let has = |words: &str| words.to_lowercase().contains(&wanted);
    let is_named = |shape: usize| {
        let words: &Both = &note.shapes[shape];
        !wanted.is_empty() && (has(&words.english) || has(&words.korean))
    };
    let lines = |shape: usize| {
        let placed = (1..).zip(&note.lines);
        let of_shape = placed.filter(|(_, placed)| placed.shape == Some(shape));
        of_shape.map(|(line, _)| line).collect::<Vec<usize>>()
    };
    let shapes: Vec<(bool, Vec<usize>)> = (0..note.shapes.len())
        .map(|shape| (is_named(shape), lines(shape)))
        .collect();
    let often = shapes
        .iter()
        .any(|(named, lines)| *named && lines.len() > 1);
    if !shapes.iter().any(|(named, _)| *named) {
        return Err(Box::new(unknown(read, reading)));
    }
    let said = shapes.into_iter().filter_map(|(named, lines)| {
        let asks = named && (lines.len() > 1 || !often);
        let line = *lines.first()?;
        Some(if asks {
            Constraint::AllAlike(line)
        } else {
            Constraint::NoneAlike(line)
        })
    });
    Ok(said.collect())
}

/// The note has no lines of the shape that was named.
fn unknown(read: &ReadNote, reading: &str) -> Problem {
    let shapes = |in_language: fn(&Both) -> &String| {
        let words: Vec<&str> = read
            .note
            .shapes
            .iter()
            .map(|shape| in_language(shape).as_str())
            .collect();
        words.join(", ")
    };
    let (korean, english) = (shapes(|both| &both.korean), shapes(|both| &both.english));
    Problem::of_file(
        read.source.clone(),
        Severity::Warning,
        crate::both!(
            "이 노트에는 \"{reading}\"에 맞는 줄이 없습니다",
            "no lines of this note are called \"{reading}\""
        ),
        Both::new(
            format!("이 가운데에서 고르세요: {korean}"),
            format!("its lines are called: {english}"),
        ),
    )
}

/// Adds what was taught of a note to the lessons beside it, or to those in the data folder.
pub fn remember(
    disk: &Disk,
    folders: &Folders,
    read: &ReadNote,
    taught: &[Constraint],
) -> Result<(), Unwritable> {
    let new = Lessons::of(read, taught);
    if new.0.is_empty() {
        return Ok(());
    }
    let note = Path::new(&read.source);
    let own = own_file(note);
    match add(disk, &own, &new) {
        Err(_) => add(disk, &fallback(folders, note), &new),
        added => added,
    }
}

fn add(disk: &Disk, path: &Path, new: &Lessons) -> Result<(), Unwritable> {
    if disk.kind_of(path) == Kept::Nothing {
        let text = format!("{HEAD}{}", new.shown());
        return disk.create(path, text.as_bytes(), || Ok::<(), Unwritable>(()));
    }
    let plan = |old: &[u8]| {
        let text = String::from_utf8_lossy(old);
        let known = Lessons::parse(&Report::new(path.display().to_string(), &text));
        let fresh = new.0.iter().filter(|lesson| !known.says(lesson));
        let fresh = Lessons(fresh.cloned().collect());
        let mut bytes = old.to_vec();
        if !fresh.0.is_empty() {
            if bytes.last().is_some_and(|&last| last != b'\n') {
                bytes.push(b'\n');
            }
            bytes.extend_from_slice(fresh.shown().as_bytes());
        }
        Ok::<_, Unwritable>((Some(bytes), ()))
    };
    disk.rewrite(path, plan, |()| Ok(()))
}

fn own_file(note: &Path) -> PathBuf {
    note.with_file_name(FILE)
}

/// Where the lessons of a folder that cannot be written are.
fn fallback(folders: &Folders, note: &Path) -> PathBuf {
    let folder = note.parent().unwrap_or(Path::new(""));
    let name = super::deck_id(&folder.display().to_string()).replace('/', "-");
    folders.data.join("import").join(format!("{name}.toml"))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    crate::text::nfc(&name.to_string_lossy()).into_owned()
}
