//! What holds whatever the bytes are. The targets of cargo-fuzz and the normal tests share it.

#![allow(dead_code, unused_imports, reason = "every target uses one of them")]
#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped is a find")]

use hotseat::bank::Origin;
use hotseat::bank::deck;
use hotseat::bank::write::{Changes, Field, Value, edit};
use hotseat::convert::{self, Format};
use hotseat::history::Record;
use hotseat::history::repair::Repaired;
use hotseat::problem::Problem;
use hotseat::search::{Vocabulary, parse};

#[path = "properties/keys.rs"]
mod keys;
#[path = "properties/room.rs"]
mod room;

pub use keys::keys;
pub use room::room;

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A deck is read without a panic, and every problem names a line that is there.
pub fn deck(bytes: &[u8]) {
    let text = text_of(bytes);
    let (_, problems) = deck::read("d", Origin::BuiltIn, "d.toml", &text);
    assert_lines(&text, &problems);
}

fn assert_lines(text: &str, problems: &[Problem]) {
    let lines = text.split('\n').count();
    for problem in problems {
        assert!((1..=lines).contains(&problem.at.line), "{problem}");
    }
}

/// Saving an answer changes that answer alone, or refuses.
pub fn saving(bytes: &[u8]) {
    let text = text_of(bytes);
    let Ok(before) = edit::read("d", &text) else {
        return;
    };
    let answer = Value::text("새 답 '''\"\"\"\\\n둘째 줄");
    for card in 0..before.len().min(3) {
        let changes = Changes::from([(Field::Answer, Some(answer.clone()))]);
        let Ok(edited) = edit::change("d", &text, card, &changes) else {
            continue;
        };
        let after = edit::read("d", &edited.text).unwrap_or_default();
        assert_eq!(after.len(), before.len());
        for (i, (old, new)) in before.iter().zip(&after).enumerate() {
            let mut wanted = old.values.clone();
            if i == card {
                wanted.insert(Field::Answer, answer.clone());
                wanted.remove(&Field::Id);
            }
            let mut found = new.values.clone();
            if i == card {
                found.remove(&Field::Id);
            }
            assert_eq!(found, wanted);
        }
    }
}

/// A note is read or refused.
pub fn markdown(bytes: &[u8]) {
    let _ = convert::read(Format::Markdown, "note", bytes.to_vec(), None);
}

/// A history is mended once and for all, and every line that could be read is in it.
pub fn history(bytes: &[u8]) {
    let repaired = Repaired::of(bytes);
    assert!(!Repaired::of(&repaired.bytes).is_change());
    for line in bytes.split(|&byte| byte == b'\n') {
        let text = std::str::from_utf8(line);
        let is_record = text.is_ok_and(|text| Record::from_line(text).is_ok());
        if is_record {
            let mut kept = repaired.bytes.split(|&byte| byte == b'\n');
            assert!(kept.any(|kept| kept.trim_ascii() == line.trim_ascii()));
        }
    }
}

/// A query is understood or its faults are named.
pub fn query(bytes: &[u8]) {
    let _ = parse(&text_of(bytes), &Vocabulary::default());
}
