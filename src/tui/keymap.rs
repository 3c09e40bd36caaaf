//! Which key does what: `assets/keymap.toml`, patched by the user's own.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Scope};
use crate::both;
use crate::fields::{At, Fields, parse};
use crate::language::Language;
use crate::problem::{Problem, Report, Severity};
use crate::store::Disk;
use crate::text::hangul;

const DEFAULTS: &str = include_str!("../../assets/keymap.toml");

/// A key with its modifiers. Shift counts only with named keys: a character has its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Named keys as they are written and as they are shown in the footer.
const NAMES: [(&str, KeyCode, &str); 16] = [
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("space", KeyCode::Char(' '), "Space"),
    ("tab", KeyCode::Tab, "Tab"),
    ("backtab", KeyCode::BackTab, "S-Tab"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("backspace", KeyCode::Backspace, "Bksp"),
    ("delete", KeyCode::Delete, "Del"),
    ("insert", KeyCode::Insert, "Ins"),
];

impl Key {
    /// Reads a key as `keymap.toml` writes it; `None` where it is none.
    pub fn parse(written: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('-') {
            modifiers |= match before {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => break,
            };
            rest = after;
        }
        let named = NAMES
            .iter()
            .find(|(name, ..)| *name == rest)
            .map(|&(_, code, _)| code);
        let function = rest
            .strip_prefix('f')
            .and_then(|number| number.parse().ok())
            .filter(|number| (1..=12).contains(number))
            .map(KeyCode::F);
        let mut chars = rest.chars();
        let character = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Some(KeyCode::Char(c)),
            _ => None,
        };
        let code = named.or(function).or(character)?;
        Some(Self { code, modifiers })
    }

    /// The key of an event.
    pub fn of(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Self {
            code: event.code,
            modifiers,
        }
    }

    /// The same key with a jamo turned into the Latin letter on it.
    fn without_input_method(self) -> Option<Self> {
        let KeyCode::Char(c) = self.code else {
            return None;
        };
        hangul::key_of_jamo(c).map(|latin| Self {
            code: KeyCode::Char(latin),
            ..self
        })
    }

    /// The key as the footer shows it. `ascii` avoids arrows.
    pub fn shown(self, ascii: bool) -> String {
        let named = NAMES.iter().find(|(_, code, _)| *code == self.code);
        let code = match (named, self.code) {
            (Some((name, _, shown)), _) => if ascii && !shown.is_ascii() {
                name
            } else {
                shown
            }
            .to_string(),
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, KeyCode::F(number)) => format!("F{number}"),
            (None, _) => String::from("?"),
        };
        let mut shown = String::new();
        for (modifier, letter) in [
            (KeyModifiers::CONTROL, "C-"),
            (KeyModifiers::ALT, "A-"),
            (KeyModifiers::SHIFT, "S-"),
        ] {
            if self.modifiers.contains(modifier) {
                shown.push_str(letter);
            }
        }
        shown + &code
    }
}

/// The keys of every action.
#[derive(Debug, Clone)]
pub struct Keymap {
    keys: HashMap<Action, Vec<Key>>,
}

impl Keymap {
    /// The defaults with the user's file over them, and everything that is wrong in it. A key
    /// that two actions of a scope want goes back to the default for both.
    pub fn load(disk: &Disk, path: &std::path::Path) -> (Self, Vec<Problem>) {
        let mut keymap = Self {
            keys: HashMap::new(),
        };
        let mut problems = keymap.patch("assets/keymap.toml", DEFAULTS);
        match disk.read(path).map(String::from_utf8) {
            Ok(Ok(text)) => problems.extend(keymap.patch(&path.display().to_string(), &text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            _ => problems.push(Problem::of_file(
                path.display().to_string(),
                Severity::Error,
                both!("읽을 수 없습니다", "cannot be read as UTF-8 text"),
                both!(
                    "권한과 인코딩을 확인하세요",
                    "check its permissions and encoding"
                ),
            )),
        }
        (keymap, problems)
    }

    fn patch(&mut self, path: &str, text: &str) -> Vec<Problem> {
        let report = Report::new(path, text.strip_prefix('\u{feff}').unwrap_or(text));
        {
            let table = parse(&report);
            let mut fields = Fields::new(table.get_ref(), 0..0, &report);
            for (name, scope, _) in Scope::ALL {
                if let Some(section) = fields.table(name) {
                    self.patch_scope(scope, section, &report);
                }
            }
            fields.finish();
        }
        report.into_problems()
    }

    fn patch_scope(&mut self, scope: Scope, mut section: Fields<'_, '_>, report: &Report<'_>) {
        let mut fresh: Vec<(Action, Vec<At<Key>>)> = Vec::new();
        for &action in Action::ALL.iter().filter(|action| action.scope() == scope) {
            let present = section.entries().any(|(key, _)| key.value == action.name());
            let mut keys = Vec::new();
            for written in section.texts(action.name()) {
                match Key::parse(&written.value) {
                    Some(key) => keys.push(At {
                        value: key,
                        span: written.span,
                    }),
                    None => {
                        let key = &written.value;
                        report.error(
                            &written.span,
                            both!("\"{key}\"은(는) 키가 아닙니다", "\"{key}\" is no key"),
                            both!(
                                "\"q\", \"enter\", \"ctrl-s\" 처럼 쓰세요",
                                "write \"q\", \"enter\" or \"ctrl-s\""
                            ),
                        );
                    }
                }
            }
            if present {
                fresh.push((action, keys));
            }
        }
        section.finish();
        for i in 0..fresh.len() {
            let (action, keys) = &fresh[i];
            let clash = fresh[..i].iter().find_map(|(other, theirs)| {
                let key = keys
                    .iter()
                    .find(|key| theirs.iter().any(|their| their.value == key.value))?;
                let first = theirs.iter().find(|their| their.value == key.value)?;
                Some((*other, key.clone(), first.clone()))
            });
            if let Some((other, key, first)) = clash {
                let line = report.position(first.span.start).line;
                let (shown, other) = (key.value.shown(true), other.name());
                report.error(
                    &key.span,
                    both!(
                        "키 {shown}이(가) {line}행의 `{other}`에도 있습니다",
                        "the key {shown} is also given to `{other}` at line {line}"
                    ),
                    both!(
                        "둘 중 하나를 바꾸세요. 앞의 것이 쓰입니다",
                        "change one of the two; the first one has it"
                    ),
                );
            }
            self.keys
                .insert(*action, keys.iter().map(|key| key.value).collect());
        }
    }

    /// The action of a key in the first of these scopes that knows it, and which of the action's
    /// keys it is (0 for the first). A jamo counts as the key that it lies on.
    pub fn resolve(&self, scopes: &[Scope], event: KeyEvent) -> Option<(Action, usize)> {
        let key = Key::of(event);
        self.find(scopes, key)
            .or_else(|| self.find(scopes, key.without_input_method()?))
    }

    /// As [`Keymap::resolve`], while text is typed: a jamo is text.
    pub fn resolve_in_text(&self, scope: Scope, event: KeyEvent) -> Option<Action> {
        self.find(&[scope], Key::of(event))
            .map(|(action, _)| action)
    }

    fn find(&self, scopes: &[Scope], key: Key) -> Option<(Action, usize)> {
        scopes.iter().find_map(|&scope| {
            Action::ALL
                .iter()
                .filter(|action| action.scope() == scope)
                .find_map(|&action| {
                    let place = self.keys.get(&action)?.iter().position(|&own| own == key)?;
                    Some((action, place))
                })
        })
    }

    /// The keys of an action.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys
            .get(&action)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The keys of an action as the footer shows them: the first one, or `1-5` for a row of digits.
    pub fn shown(&self, action: Action, ascii: bool) -> Option<String> {
        let keys = self.keys(action);
        let (first, last) = (keys.first()?, keys.last()?);
        if let Some((partner, _)) = action.partner() {
            let other = self.keys(partner).first()?;
            return Some(format!("{}{}", first.shown(ascii), other.shown(ascii)));
        }
        let is_row =
            matches!(action, Action::Rate | Action::Sure | Action::Grade) && keys.len() > 1;
        Some(if is_row {
            format!("{}-{}", first.shown(ascii), last.shown(ascii))
        } else {
            first.shown(ascii)
        })
    }

    /// Every scope's actions with all their keys, as the help lists them.
    pub fn listed(
        &self,
        language: Language,
        ascii: bool,
    ) -> Vec<(&'static str, Vec<(String, &'static str)>)> {
        Scope::ALL
            .iter()
            .map(|(_, scope, title)| {
                let actions = Action::ALL.iter().filter(|action| action.scope() == *scope);
                let rows = actions
                    .filter(|action| !self.keys(**action).is_empty())
                    .map(|&action| {
                        let keys: Vec<String> = self
                            .keys(action)
                            .iter()
                            .map(|key| key.shown(ascii))
                            .collect();
                        (keys.join(" "), *action.label().in_language(language))
                    })
                    .collect();
                (*title.in_language(language), rows)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
    }

    fn with(text: &str) -> (Keymap, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keymap.toml");
        std::fs::write(&path, text).unwrap();
        let (keymap, problems) = Keymap::load(&Disk::whole(), &path);
        let name = path.display().to_string();
        (
            keymap,
            problems
                .iter()
                .map(|problem| problem.to_string().replace(&name, "/keymap.toml"))
                .collect(),
        )
    }

    #[test]
    fn every_action_has_a_key_and_the_shipped_file_no_problem() {
        let (keymap, problems) = with("");
        assert_eq!(problems, Vec::<String>::new());
        for &action in Action::ALL {
            assert!(!keymap.keys(action).is_empty(), "{action:?} has no key");
        }
    }

    #[test]
    fn a_jamo_is_the_key_below_it_but_not_while_typing() {
        let (keymap, _) = with("");
        let scopes = [Scope::Home, Scope::Global];
        assert_eq!(
            keymap.resolve(&scopes, press('ㅂ')),
            Some((Action::Quit, 0))
        );
        assert_eq!(
            keymap.resolve(&scopes, press('ㅑ')),
            Some((Action::MockInterview, 0))
        );
        assert_eq!(keymap.resolve_in_text(Scope::Text, press('ㅂ')), None);
        assert_eq!(
            keymap.resolve(&[Scope::Score], press('4')),
            Some((Action::Rate, 3))
        );
    }

    #[test]
    fn a_users_line_replaces_the_keys_of_its_action() {
        let (keymap, problems) = with("[global]\nquit = [\"ctrl-q\"]\n");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(keymap.resolve(&[Scope::Global], press('q')), None);
        assert_eq!(keymap.shown(Action::Quit, false).as_deref(), Some("C-q"));
    }

    #[test]
    fn wrong_keys_names_and_clashes_are_all_reported_with_their_lines() {
        let (_, problems) = with(
            "[home]\nwarm_up = [\"i\"]\nmock_interview = [\"i\", \"hyper-x\"]\nmok = [\"x\"]\n",
        );
        assert_eq!(
            problems,
            [
                "/keymap.toml:2:12: error: the key i is also given to `mock_interview` at line 3; change one of the two; the first one has it",
                "/keymap.toml:3:24: error: \"hyper-x\" is no key; write \"q\", \"enter\" or \"ctrl-s\"",
                "/keymap.toml:4:1: warning: unknown key `mok`; it is kept but not used; remove it if it is a mistake",
            ]
        );
    }
}
