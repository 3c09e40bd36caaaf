//! Pictures in packages of flashcards: which of them the cards show, and where they will lie.

use super::Found;
use super::package::NotAPackage;

/// A picture of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it belongs, below the folder of its deck.
    pub path: String,
    /// How cards name it.
    pub address: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A picture larger than this is left in its package.
const LARGEST: usize = 16 << 20;

/// All pictures of a package together are not larger than this.
const MOST: usize = 128 << 20;

/// Endings of what can be shown.
const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];

/// What is in a package's file of a name, up to so many bytes.
type Unpack<'a> = &'a dyn Fn(&str, usize) -> Result<Vec<u8>, NotAPackage>;

/// Takes the pictures that cards show out of a package, and lets the cards name where they will
/// lie: `pictures/<package>/<name>` beside the deck. `unpack` is asked for a name, and a limit.
pub(super) fn take(
    cards: &mut [&mut Found],
    stem: &str,
    names: &[String],
    unpack: Unpack<'_>,
) -> Vec<Picture> {
    let mut pictures = Vec::new();
    let mut room = MOST;
    let folder: String = stem
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '-'
            }
        })
        .collect();
    for name in names {
        let is_plain = !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
        let ending = name
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_lowercase();
        if !is_plain || !ENDINGS.contains(&ending.as_str()) {
            continue;
        }
        let path = format!("pictures/{folder}/{name}");
        let address = path.replace(' ', "%20");
        let written = [
            format!("]({name})"),
            format!("]({})", name.replace(' ', "%20")),
        ];
        let is_shown = |text: &str| written.iter().any(|shown| text.contains(shown));
        let mut shown = cards
            .iter_mut()
            .flat_map(|card| texts(card))
            .filter(|text| is_shown(text))
            .peekable();
        if shown.peek().is_none() {
            continue;
        }
        let Ok(bytes) = unpack(name, LARGEST.min(room)) else {
            continue;
        };
        room -= bytes.len().min(room);
        for text in shown {
            for written in &written {
                *text = text.replace(written.as_str(), &format!("]({address})"));
            }
        }
        pictures.push(Picture {
            path,
            address,
            bytes,
        });
    }
    pictures
}

fn texts(card: &mut Found) -> [&mut String; 4] {
    [
        &mut card.question,
        &mut card.prompt,
        &mut card.answer,
        &mut card.notes,
    ]
}
