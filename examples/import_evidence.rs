//! How much hangs on the importer's weights: for every note with known questions, the best of some
//! random neighbours of the weights is chosen by all other notes and tried on this one. Run with
//! `cargo run --release --example import_evidence -- FOLDER…`; each folder has a `truth.json` beside
//! its notes: a list of `{"file", "all": [{"q" or "h", "optional"}], "kind", "at_most"}`, `h` being
//! the first 16 hexadecimal digits of the SHA-256 of a question's key.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::collections::HashMap;
use std::path::Path;

use hotseat::convert::markdown::{Weights, read_with};

/// How many neighbours are tried beside the weights themselves.
const NEIGHBOURS: usize = 20;

/// The standard deviation of the logarithm of each weight's factor.
const SPREAD: f32 = 0.35;

/// A note and what is right.
struct Truth {
    source: String,
    name: String,
    text: String,
    wanted: HashMap<String, usize>,
    /// Of them so many must be found.
    must: usize,
    /// For notes without questions: at most so many cards.
    at_most: Option<usize>,
    takes_to_ask: bool,
}

fn main() -> anyhow::Result<()> {
    let mut truths = Vec::new();
    for folder in std::env::args().skip(1) {
        truths.extend(read_folder(Path::new(&folder))?);
    }
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut all = vec![Weights::default()];
    all.extend(
        (0..NEIGHBOURS).map(|_| Weights::default().scaled(|_| (SPREAD * random.normal()).exp())),
    );
    let scores: Vec<Vec<f32>> = all
        .iter()
        .map(|weights| truths.iter().map(|truth| score(truth, weights)).collect())
        .collect();
    let passes = |row: &[f32]| row.iter().filter(|score| **score >= 0.95).count();
    println!(
        "{:<44} {:>6} {:>10}",
        "note held back", "as set", "as chosen"
    );
    let mut chosen_passes = 0;
    for (at, truth) in truths.iter().enumerate() {
        let others = |row: &Vec<f32>| -> f32 {
            let same = |other: usize| truths[other].source == truth.source;
            row.iter()
                .enumerate()
                .filter(|(other, _)| !same(*other))
                .map(|(_, score)| score)
                .sum()
        };
        let best = scores
            .iter()
            .max_by(|a, b| others(a).total_cmp(&others(b)))
            .map_or(0.0, |row| row[at]);
        chosen_passes += usize::from(best >= 0.95);
        let name: String = truth.name.chars().take(44).collect();
        println!("{name:<44} {:>6.3} {best:>10.3}", scores[0][at]);
    }
    let counts: Vec<usize> = scores.iter().skip(1).map(|row| passes(row)).collect();
    println!(
        "passes of {}: as set {}, chosen without the source {chosen_passes}, neighbours {:?}",
        truths.len(),
        passes(&scores[0]),
        counts
    );
    Ok(())
}

fn read_folder(folder: &Path) -> anyhow::Result<Vec<Truth>> {
    let truth = std::fs::read_to_string(folder.join("truth.json"))?;
    let truth: serde_json::Value = serde_json::from_str(&truth)?;
    let mut found = Vec::new();
    for entry in truth.as_array().into_iter().flatten() {
        let name = entry["file"].as_str().unwrap_or_default().to_owned();
        let Ok(text) = std::fs::read_to_string(folder.join(&name)) else {
            continue;
        };
        let mut wanted: HashMap<String, usize> = HashMap::new();
        let mut must = 0;
        for asked in entry["all"].as_array().into_iter().flatten() {
            let hash = match (asked["h"].as_str(), asked["q"].as_str()) {
                (Some(hash), _) => hash.to_owned(),
                (None, Some(question)) => hash_of(question),
                _ => continue,
            };
            *wanted.entry(hash).or_default() += 1;
            must += usize::from(asked["optional"].as_bool() != Some(true));
        }
        let kind = entry["kind"].as_str().unwrap_or_default();
        let at_most = entry["at_most"].as_u64().unwrap_or(0);
        found.push(Truth {
            source: entry["repo"].as_str().unwrap_or(&name).to_owned(),
            name,
            text,
            wanted,
            must,
            at_most: (kind == "negative").then(|| usize::try_from(at_most).unwrap_or(0)),
            takes_to_ask: kind == "to_ask",
        });
    }
    Ok(found)
}

/// The smaller of recall and precision of a note's questions; 1 or 0 where it has none.
fn score(truth: &Truth, weights: &Weights) -> f32 {
    let stem = Path::new(&truth.name).file_stem().unwrap_or_default();
    let note = read_with(&stem.to_string_lossy(), &truth.text, &[], weights);
    let to_ask = truth.takes_to_ask.then_some(&note.to_ask);
    let cards: Vec<_> = note
        .cards
        .iter()
        .chain(to_ask.into_iter().flatten())
        .collect();
    if let Some(most) = truth.at_most {
        return if cards.len() <= most { 1.0 } else { 0.0 };
    }
    let mut left = truth.wanted.clone();
    let mut hits = 0;
    for card in &cards {
        let names = std::iter::once(&card.question).chain(&card.also_asked);
        let hash = names
            .map(|name| hash_of(name))
            .find(|hash| left.get(hash).is_some_and(|n| *n > 0));
        if let Some(count) = hash.and_then(|hash| left.get_mut(&hash)) {
            *count -= 1;
            hits += 1;
        }
    }
    let share = |whole: usize| {
        let (hits, whole) = (hits.min(whole), whole.max(1));
        f32::from(u16::try_from(hits).unwrap_or(u16::MAX))
            / f32::from(u16::try_from(whole).unwrap_or(u16::MAX))
    };
    share(truth.must).min(share(cards.len()))
}

/// A question's key: small letters without white space, markup and marks of importance.
fn hash_of(question: &str) -> String {
    let is_left_out =
        |c: char| c.is_whitespace() || "*`_~\u{200d}\u{fe0f}\u{feff}★☆⭐👶🚀✅🟩⬜".contains(c);
    let plain: String = question.chars().filter(|c| !is_left_out(*c)).collect();
    let key: String = plain.to_lowercase().chars().take(120).collect();
    sha256(key.as_bytes()).chars().take(16).collect()
}

/// A small generator of random numbers (xorshift).
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f32::from(u16::try_from(self.0 >> 48).unwrap_or(0)) / f32::from(u16::MAX)
    }

    /// The sum of twelve uniform numbers less six is close to normal.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.uniform()).sum::<f32>() - 6.0
    }
}

/// The fractional parts of the cube roots of the first 64 primes, 32 bits (FIPS 180-4, 4.2.2).
fn constants() -> Vec<u32> {
    primes()
        .take(64)
        .map(|prime| fraction(prime.cbrt()))
        .collect()
}

fn primes() -> impl Iterator<Item = f64> {
    (2u32..)
        .filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0))
        .map(f64::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "32 bits of a fraction"
)]
fn fraction(root: f64) -> u32 {
    (root.fract() * 4_294_967_296.0) as u32
}

/// SHA-256 in hexadecimal digits (FIPS 180-4, 6.2).
fn sha256(message: &[u8]) -> String {
    let constants = constants();
    let mut state: Vec<u32> = primes()
        .take(8)
        .map(|prime| fraction(prime.sqrt()))
        .collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks_exact(64) {
        let mut words: Vec<u32> = block
            .chunks_exact(4)
            .map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        for at in 16..64 {
            let (early, late) = (words[at - 15], words[at - 2]);
            let small = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
            let large = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
            words.push(
                words[at - 16]
                    .wrapping_add(small)
                    .wrapping_add(words[at - 7])
                    .wrapping_add(large),
            );
        }
        let mut v = state.clone();
        for at in 0..64 {
            let sum = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let first = v[7]
                .wrapping_add(sum)
                .wrapping_add(choice)
                .wrapping_add(constants[at])
                .wrapping_add(words[at]);
            let sum = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v[3] = v[3].wrapping_add(first);
            v.rotate_right(1);
            v[0] = first.wrapping_add(sum).wrapping_add(majority);
        }
        for (state, v) in state.iter_mut().zip(v) {
            *state = state.wrapping_add(v);
        }
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}
