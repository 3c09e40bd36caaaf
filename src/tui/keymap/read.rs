//! A keymap's file: which keys it gives to which actions, and what is wrong with that.

use std::collections::HashMap;

use super::{Chord, DEFAULTS_PATH, Keymap};
use crate::both;
use crate::language::Both;
use crate::problem::{Problem, Report};
use crate::toml::read::{At, Fields, parse};
use crate::tui::action::{Action, Scope};

/// On which line an action's keys stand: of the defaults, or of the user's file.
#[derive(Debug, Default)]
pub(super) struct Lines(HashMap<Action, usize>);

/// The keys that a file gives to an action.
struct Given {
    action: Action,
    keys: Vec<At<Chord>>,
}

/// Two actions of a scope that want the same key.
struct Clash<'a> {
    given: usize,
    key: &'a At<Chord>,
    other: Action,
    other_key: Chord,
    /// The other one's line where the same file gives it.
    other_line: Option<usize>,
}

impl Keymap {
    /// Takes the keys of a file over those that are there.
    pub(super) fn patch(&mut self, path: &str, text: &str, lines: &mut Lines) -> Vec<Problem> {
        let report = Report::new(path, text.strip_prefix('\u{feff}').unwrap_or(text));
        let mut given = Vec::new();
        {
            let table = parse(&report);
            let mut fields = Fields::new(table.get_ref(), 0..0, &report);
            for (name, scope, _) in Scope::ALL {
                if let Some(section) = fields.table(name) {
                    self.read_scope(scope, section, &report, &mut given);
                }
            }
            fields.finish();
        }
        self.refuse_clashes(&mut given, &report, lines);
        for Given { action, keys } in given {
            if let Some(first) = keys.first() {
                let line = report.position(first.span.start).line;
                if path == DEFAULTS_PATH {
                    lines.0.insert(action, line);
                }
            }
            let keys = keys.into_iter().map(|key| key.value).collect();
            self.keys.insert(action, keys);
        }
        report.into_problems()
    }

    /// Reads the keys of a scope's actions; an action with a wrong one is left as it was.
    fn read_scope(
        &self,
        scope: Scope,
        mut section: Fields<'_, '_>,
        report: &Report<'_>,
        given: &mut Vec<Given>,
    ) {
        for &action in Action::of_scope(scope) {
            let is_there = section.has(action.name());
            let is_list = section
                .entries()
                .any(|(key, value)| key.value == action.name() && value.get_ref().is_array());
            let mut is_right = is_list;
            let mut keys = Vec::new();
            for written in section.texts(action.name()) {
                match Chord::parse(&written.value) {
                    Some(chord) if scope.is_text() && !chord.is_single() => {
                        is_right = false;
                        let (name, key) = (action.name(), &written.value);
                        report.error(
                            &written.span,
                            both!(
                                "`{name}`{은} 글을 쓰는 동안의 키라서 \"{key}\"{은} 글이 됩니다",
                                "`{name}` works while typing, where \"{key}\" is text"
                            ),
                            self.kept(action, &both!("키 하나만 쓰세요", "write a single key")),
                        );
                    }
                    Some(chord) => keys.push(At {
                        value: chord,
                        span: written.span,
                    }),
                    None => {
                        is_right = false;
                        let key = &written.value;
                        report.error(
                            &written.span,
                            both!("\"{key}\"{은} 키가 아닙니다", "\"{key}\" is no key"),
                            self.kept(
                                action,
                                &both!(
                                    "\"q\", \"enter\", \"ctrl-s\", \"g g\"처럼 쓰세요",
                                    "write \"q\", \"enter\", \"ctrl-s\" or \"g g\""
                                ),
                            ),
                        );
                    }
                }
            }
            if is_there && is_right {
                given.push(Given { action, keys });
            }
        }
        section.finish();
    }

    /// Takes away what cannot be, one at a time, until every key of a scope means one thing.
    fn refuse_clashes(&self, given: &mut Vec<Given>, report: &Report<'_>, lines: &Lines) {
        while let Some(clash) = self.clash(given, report) {
            let Clash {
                key,
                other,
                other_key,
                other_line,
                given: refused,
            } = clash;
            let name = other.name();
            let place = match (other_line, lines.0.get(&other)) {
                (Some(line), _) => both!("{line}행", "line {line}"),
                (None, Some(line)) => {
                    both!("기본 키 파일 {line}행", "line {line} of the default keymap")
                }
                (None, None) => both!("기본 키", "the default keymap"),
            };
            // Where the other is a longer chord, it is said which.
            let chord = if other_key == key.value {
                both!("", "")
            } else {
                both!(" {other_key}{로}", " as {other_key}")
            };
            let shown = &key.value;
            let what = Both::new(
                crate::korean!(
                    "키 {shown}{이} `{name}`에도{} 있습니다 ({})",
                    chord.korean,
                    place.korean
                ),
                format!(
                    "the key {shown} is also given to `{name}`{} ({})",
                    chord.english, place.english
                ),
            );
            let mend = both!(
                "둘 중 하나의 키를 바꾸세요",
                "give one of the two another key"
            );
            let action = given[refused].action;
            report.error(&key.span, what, self.kept(action, &mend));
            given.remove(refused);
        }
    }

    /// The last line of the file that wants a key which another action of its scope has.
    fn clash<'a>(&self, given: &'a [Given], report: &Report<'_>) -> Option<Clash<'a>> {
        let by_action: HashMap<Action, &Given> =
            given.iter().map(|given| (given.action, given)).collect();
        let mut found: Option<Clash<'a>> = None;
        for (i, own) in given.iter().enumerate() {
            for &other in Action::of_scope(own.action.scope()) {
                if other == own.action {
                    continue;
                }
                // Their keys of the same file, with their places, or those that they had before.
                let standing: Vec<(&Chord, Option<usize>)> = match by_action.get(&other) {
                    Some(theirs) => {
                        let keys = theirs.keys.iter();
                        keys.map(|key| (&key.value, Some(key.span.start))).collect()
                    }
                    None => self.keys(other).iter().map(|key| (key, None)).collect(),
                };
                let clash = own.keys.iter().find_map(|key| {
                    let mut standing = standing.iter();
                    let other = standing.find(|(chord, _)| chord.clashes_with(&key.value))?;
                    Some((key, *other))
                });
                let Some((key, (other_key, at))) = clash else {
                    continue;
                };
                let is_later = |found: &Clash<'_>| key.span.start > found.key.span.start;
                if found.as_ref().is_none_or(is_later) {
                    found = Some(Clash {
                        given: i,
                        key,
                        other,
                        other_key: other_key.clone(),
                        other_line: at.map(|at| report.position(at).line),
                    });
                }
            }
        }
        found
    }

    /// How to mend it, and which keys the action has until then.
    fn kept(&self, action: Action, mend: &Both) -> Both {
        let name = action.name();
        let keys = self.all_shown(action, true);
        if keys.is_empty() {
            return mend.clone();
        }
        let (korean, english) = (&mend.korean, &mend.english);
        both!(
            "{korean}. `{name}`의 키는 그대로 {keys}입니다",
            "{english}; `{name}` keeps {keys}"
        )
    }
}
