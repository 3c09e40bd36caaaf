//! Which keys do what: `assets/keymap.toml`, patched by the user's own.
//!
//! An action has several keys, and each may be a chord: keys that are pressed one after the
//! other. What is wrong in the user's file leaves the action the keys that it had before.

use std::collections::HashMap;
use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Scope};
use crate::both;
use crate::language::Language;
use crate::problem::{Problem, Severity};
use crate::store::Disk;
use crate::text::{self, hangul};

mod read;

const DEFAULTS: &str = include_str!("../../assets/keymap.toml");
const DEFAULTS_PATH: &str = "assets/keymap.toml";

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
    /// Reads a key as `keymap.toml` writes it; `None` where it is none, or where no keyboard sends
    /// it. A jamo is the Latin letter on its key, as it is when it is pressed.
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
        let has_shift = modifiers.contains(KeyModifiers::SHIFT);
        let code = match named.or(function).or(character)? {
            KeyCode::Tab if has_shift => KeyCode::BackTab,
            KeyCode::Char(c) if has_shift => KeyCode::Char(capital_of(c)?),
            code => code,
        };
        let mut apart = Self::taken_apart(KeyEvent::new(code, modifiers)).into_iter();
        match (apart.next(), apart.next()) {
            (Some(event), None) => {
                let key = Self::of(event);
                let jamo = match key.code {
                    KeyCode::Char(c) => hangul::key_of_jamo(c),
                    _ => None,
                };
                Some(jamo.map_or(key, |latin| Self {
                    code: KeyCode::Char(latin),
                    ..key
                }))
            }
            _ => None,
        }
    }

    /// The event of pressing it.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
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

    /// The same key with a letter that is not Latin turned into the Latin one on it, or at its
    /// base; `None` where that would be no other key.
    pub fn without_input_method(self) -> Option<Self> {
        let KeyCode::Char(c) = self.code else {
            return None;
        };
        text::keyboard::latin_of(c).map(|latin| Self {
            code: KeyCode::Char(latin),
            ..self
        })
    }

    /// The event as it counts in a text: a letter is the letter that was typed, but one that is
    /// pressed with Ctrl is the command of the Latin letter.
    pub fn in_text(event: KeyEvent) -> KeyEvent {
        let is_command = event.modifiers.contains(KeyModifiers::CONTROL);
        match Self::of(event).without_input_method() {
            Some(key) if is_command => key.event(),
            _ => event,
        }
    }

    /// What a Korean input method made of several keys (`허` of g and j) taken apart again; any
    /// other key alone.
    pub fn taken_apart(event: KeyEvent) -> Vec<KeyEvent> {
        let KeyCode::Char(c) = event.code else {
            return vec![event];
        };
        let latin = hangul::keyboard::hangul_as_latin(c.encode_utf8(&mut [0; 4]));
        if latin.chars().count() < 2 {
            return vec![event];
        }
        let keys = latin.chars();
        keys.map(|key| KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE))
            .collect()
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

/// The letter that shift makes of this one; `None` where that depends on the keyboard.
fn capital_of(letter: char) -> Option<char> {
    let mut capital = letter.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(capital), None) if capital.is_uppercase() => Some(capital),
        _ => None,
    }
}

/// Keys that are pressed one after the other; most are a single one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chord(Vec<Key>);

impl Chord {
    /// Reads keys with spaces between them; `None` where one of them is no key.
    pub fn parse(written: &str) -> Option<Self> {
        let keys: Option<Vec<Key>> = written.split_whitespace().map(Key::parse).collect();
        keys.filter(|keys| !keys.is_empty()).map(Self)
    }

    /// The chord as the footer shows it. `ascii` avoids arrows.
    pub fn shown(&self, ascii: bool) -> String {
        let keys = self.0.iter();
        keys.map(|key| key.shown(ascii))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Its keys in their order.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    fn is_single(&self) -> bool {
        self.0.len() == 1
    }

    /// Whether one of the two is the other or its beginning, so that both cannot be pressed.
    fn clashes_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }

    fn begins_with(&self, pressed: &[Key]) -> bool {
        self.0.starts_with(pressed)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(true))
    }
}

/// What the keys that were pressed so far amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This action, and which of its keys it was (0 for the first).
    Action(Action, usize),
    /// The beginning of one chord or more.
    Beginning,
    /// Nothing.
    Nothing,
}

/// The keys of every action.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keymap {
    keys: HashMap<Action, Vec<Chord>>,
}

impl Keymap {
    /// The defaults with the user's file over them, and everything that is wrong in it. An action
    /// with a wrong key, or with one that another action of its scope has, stays as it was.
    pub fn load(disk: &Disk, path: &std::path::Path) -> (Self, Vec<Problem>) {
        let name = path.display().to_string();
        match disk.read(path).map(String::from_utf8) {
            Ok(Ok(text)) => Self::read(&name, &text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::read(&name, ""),
            _ => {
                let (keymap, mut problems) = Self::read(&name, "");
                problems.push(Problem::of_file(
                    name,
                    Severity::Error,
                    both!("읽을 수 없습니다", "cannot be read as UTF-8 text"),
                    both!(
                        "권한과 인코딩을 확인하세요",
                        "check its permissions and encoding"
                    ),
                ));
                (keymap, problems)
            }
        }
    }

    /// As [`Keymap::load`], of what stands in the file.
    pub fn read(path: &str, text: &str) -> (Self, Vec<Problem>) {
        let mut keymap = Self::default();
        let mut lines = read::Lines::default();
        let mut problems = keymap.patch(DEFAULTS_PATH, DEFAULTS, &mut lines);
        problems.extend(keymap.patch(path, text, &mut lines));
        (keymap, problems)
    }

    /// What these keys, pressed one after the other, mean in the first of the scopes that knows
    /// them. A letter that has no meaning of its own counts as the Latin one on its key.
    pub fn resolve(&self, scopes: &[Scope], pressed: &[KeyEvent]) -> Meaning {
        let as_typed: Vec<Key> = pressed.iter().map(|&event| Key::of(event)).collect();
        match self.find(scopes, &as_typed) {
            Meaning::Nothing => self.find(scopes, &latin(pressed)),
            meaning => meaning,
        }
    }

    /// As [`Keymap::resolve`], while text is typed: a jamo is text, and there are no chords.
    pub fn resolve_in_text(&self, scopes: &[Scope], event: KeyEvent) -> Option<Action> {
        match self.find(scopes, &[Key::of(event)]) {
            Meaning::Action(action, _) => Some(action),
            Meaning::Beginning | Meaning::Nothing => None,
        }
    }

    fn find(&self, scopes: &[Scope], pressed: &[Key]) -> Meaning {
        for &scope in scopes {
            let mut is_beginning = false;
            for &action in Action::of_scope(scope) {
                for (place, chord) in self.keys(action).iter().enumerate() {
                    if chord.0 == pressed {
                        return Meaning::Action(action, place);
                    }
                    is_beginning |= chord.begins_with(pressed);
                }
            }
            if is_beginning {
                return Meaning::Beginning;
            }
        }
        Meaning::Nothing
    }

    /// How the keys that were pressed so far can go on: the rest of the chord and the action.
    pub fn continuations(
        &self,
        scopes: &[Scope],
        pressed: &[KeyEvent],
        ascii: bool,
    ) -> Vec<(String, Action)> {
        let keys = latin(pressed);
        let mut rows = Vec::new();
        for &action in scopes.iter().flat_map(|&scope| Action::of_scope(scope)) {
            for chord in self.keys(action) {
                if chord.begins_with(&keys) && chord.0.len() > keys.len() {
                    let rest = Chord(chord.0[keys.len()..].to_vec());
                    rows.push((rest.shown(ascii), action));
                }
            }
        }
        rows
    }

    /// The keys of an action.
    pub fn keys(&self, action: Action) -> &[Chord] {
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
        Some(if action.is_row() && keys.len() > 1 {
            format!("{}-{}", first.shown(ascii), last.shown(ascii))
        } else {
            first.shown(ascii)
        })
    }

    /// All keys of an action, as the help shows them.
    pub fn all_shown(&self, action: Action, ascii: bool) -> String {
        let keys = self.keys(action).iter();
        keys.map(|chord| chord.shown(ascii))
            .collect::<Vec<_>>()
            .join("  ")
    }

    /// Every scope's actions with all their keys, as the help lists them.
    pub fn listed(&self, language: Language, ascii: bool) -> Vec<(&'static str, Vec<ListedKeys>)> {
        let scopes = Scope::ALL.iter();
        let listed = scopes.map(|(_, scope, title)| {
            let actions = Action::of_scope(*scope).filter(|action| !self.keys(**action).is_empty());
            let rows = actions.map(|&action| ListedKeys {
                action,
                keys: self.all_shown(action, ascii),
            });
            (*title.in_language(language), rows.collect())
        });
        listed.collect()
    }
}

/// The keys that were pressed, whichever language the input method was in.
fn latin(pressed: &[KeyEvent]) -> Vec<Key> {
    let keys = pressed.iter().map(|&event| Key::of(event));
    keys.map(|key| key.without_input_method().unwrap_or(key))
        .collect()
}

/// An action with all its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKeys {
    /// The action.
    pub action: Action,
    /// Its keys, with two spaces between them.
    pub keys: String,
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
    fn a_key_that_is_written_is_one_that_can_be_pressed() {
        let key = |written| Key::parse(written).map(Key::event);
        let event = |code, modifiers| Some(KeyEvent::new(code, modifiers));
        assert_eq!(key("shift-a"), Some(press('A')));
        assert_eq!(key("ㅂ"), Some(press('q')));
        assert_eq!(
            key("shift-tab"),
            event(KeyCode::BackTab, KeyModifiers::NONE)
        );
        assert_eq!(
            key("ctrl--"),
            event(KeyCode::Char('-'), KeyModifiers::CONTROL)
        );
        assert_eq!(key("shift-up"), event(KeyCode::Up, KeyModifiers::SHIFT));
        for never in [
            "shift-1",
            "shift-space",
            "허",
            "ㅘ",
            "f13",
            "",
            "\u{1b}",
            "hyper-x",
        ] {
            assert_eq!(key(never), None, "{never:?}");
        }
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
            keymap.resolve(&scopes, &[press('ㅂ')]),
            Meaning::Action(Action::Quit, 0)
        );
        assert_eq!(
            keymap.resolve(&scopes, &[press('ㅑ')]),
            Meaning::Action(Action::MockInterview, 0)
        );
        assert_eq!(keymap.resolve_in_text(&[Scope::Text], press('ㅂ')), None);
        assert_eq!(
            keymap.resolve(&[Scope::Score], &[press('4')]),
            Meaning::Action(Action::Rate, 3)
        );
    }

    #[test]
    fn a_users_line_replaces_the_keys_of_its_action() {
        let (keymap, problems) = with("[global]\nquit = [\"ctrl-q\"]\n");
        assert_eq!(problems, Vec::<String>::new());
        let resolved = keymap.resolve(&[Scope::Global], &[press('q')]);
        assert_eq!(resolved, Meaning::Nothing);
        assert_eq!(keymap.shown(Action::Quit, false).as_deref(), Some("C-q"));
    }

    #[test]
    fn wrong_keys_names_and_clashes_are_all_reported_with_their_lines() {
        let (keymap, problems) = with(
            "[home]\nwarm_up = [\"i\"]\nmock_interview = [\"i\", \"hyper-x\"]\nmok = [\"x\"]\n",
        );
        let mut defaults = DEFAULTS.lines();
        let line = defaults.position(|line| line.starts_with("mock_interview"));
        let line = line.unwrap() + 1;
        let clash = format!(
            "/keymap.toml:2:12: error: the key i is also given to `mock_interview` (line {line} of the default keymap); give one of the two another key; `warm_up` keeps u"
        );
        assert_eq!(
            problems,
            [
                clash.as_str(),
                "/keymap.toml:3:24: error: \"hyper-x\" is no key; write \"q\", \"enter\", \"ctrl-s\" or \"g g\"; `mock_interview` keeps i",
                "/keymap.toml:4:1: warning: unknown key `mok`; it is kept but not used; remove it if it is a mistake",
            ]
        );
        assert_eq!(keymap.all_shown(Action::WarmUp, true), "u");
        assert_eq!(keymap.all_shown(Action::MockInterview, true), "i");
    }

    #[test]
    fn of_two_lines_that_want_a_key_both_are_named_and_the_later_falls_back() {
        let (keymap, problems) =
            with("[home]\nmock_interview = [\"x\"]\nwarm_up = [\"x\", \"y\"]\n");
        assert_eq!(
            problems,
            [
                "/keymap.toml:3:12: error: the key x is also given to `mock_interview` (line 2); give one of the two another key; `warm_up` keeps u",
            ]
        );
        assert_eq!(keymap.all_shown(Action::MockInterview, true), "x");
        assert_eq!(keymap.all_shown(Action::WarmUp, true), "u");
    }

    #[test]
    fn two_actions_may_exchange_their_keys() {
        let (keymap, problems) = with("[home]\nwarm_up = [\"i\"]\nmock_interview = [\"u\"]\n");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(keymap.all_shown(Action::WarmUp, true), "i");
    }

    #[test]
    fn a_key_that_begins_a_chord_of_its_scope_cannot_do_something_itself() {
        let (keymap, problems) = with("[list]\nopen = [\"g\"]\n");
        assert!(
            problems[0].contains("the key g is also given to `first` as g g"),
            "{problems:?}"
        );
        assert_eq!(keymap.shown(Action::Open, true).as_deref(), Some("Enter"));
    }

    #[test]
    fn a_chord_is_pressed_key_by_key_with_or_without_an_input_method() {
        let (keymap, problems) = with("[home]\nwarm_up = [\"space w\"]\n");
        assert_eq!(problems, Vec::<String>::new());
        let scopes = [Scope::Home, Scope::List, Scope::Global];
        for (space, w) in [(' ', 'w'), (' ', 'ㅈ')] {
            let pressed = [press(space), press(w)];
            assert_eq!(keymap.resolve(&scopes, &pressed[..1]), Meaning::Beginning);
            assert_eq!(
                keymap.resolve(&scopes, &pressed),
                Meaning::Action(Action::WarmUp, 0)
            );
        }
        assert_eq!(
            keymap.resolve(&scopes, &[press(' '), press('x')]),
            Meaning::Nothing
        );
        assert_eq!(
            keymap.continuations(&scopes, &[press(' ')], true),
            [("w".to_owned(), Action::WarmUp)]
        );
    }

    #[test]
    fn a_syllable_of_the_input_method_is_the_keys_it_was_made_of() {
        let latin = |c| -> String {
            let keys = Key::taken_apart(press(c)).into_iter();
            keys.filter_map(|key| key.code.as_char()).collect()
        };
        assert_eq!(latin('허'), "gj");
        assert_eq!(latin('ㅎ'), "ㅎ");
        assert_eq!(latin('x'), "x");
    }

    #[test]
    fn while_typing_there_are_no_chords() {
        let (_, problems) = with("[text]\nend_text = [\"j j\"]\n");
        assert_eq!(
            problems,
            [
                "/keymap.toml:2:13: error: `end_text` works while typing, where \"j j\" is text; write a single key; `end_text` keeps Esc  C-s",
            ]
        );
    }
}
