//! What the words of an answer tell: how fast they were said, what was said in place of words, and
//! how well a transcriber heard them.

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// What the pace is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Syllables: Korean.
    Syllables,
    /// Words: every other language.
    Words,
}

impl Unit {
    /// The unit of a language, as decks name it.
    pub fn of(lang: &str) -> Self {
        if lang == "ko" {
            Self::Syllables
        } else {
            Self::Words
        }
    }
}

/// How much was said in a minute of talk; `None` where hardly anything was.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an answer has thousands of words at most"
)]
pub fn pace(said: &str, lang: &str, talk_ms: u64) -> Option<u32> {
    let many = match Unit::of(lang) {
        Unit::Syllables => syllables(said),
        Unit::Words => said.unicode_words().count(),
    };
    (talk_ms >= 3000 && many >= 5).then(|| (many as f64 * 60_000.0 / talk_ms as f64).round() as u32)
}

/// Syllables of a Korean text: each of Hangul, each digit, and the groups of vowels of Latin words.
fn syllables(said: &str) -> usize {
    said.unicode_words().map(of_word).sum()
}

fn of_word(word: &str) -> usize {
    let word = text::nfc(word);
    let hangul = word.chars().filter(|c| matches!(c, '가'..='힣')).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let mut groups = 0;
    let mut was_vowel = false;
    for c in word.chars() {
        let is_vowel = matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        groups += usize::from(is_vowel && !was_vowel);
        was_vowel = is_vowel;
    }
    let is_latin = word.chars().any(|c| c.is_ascii_alphabetic());
    hangul + digits + if is_latin { groups.max(1) } else { 0 }
}

/// What is said in place of words, in Korean.
const KOREAN: [&str; 10] = [
    "음",
    "어",
    "으음",
    "흠",
    "그니까",
    "뭐랄까",
    "뭐지",
    "저기",
    "에",
    "엄",
];
/// And in English.
const ENGLISH: [&str; 8] = ["um", "uh", "er", "erm", "hmm", "umm", "uhh", "uhm"];
/// The same in two words.
const ENGLISH_PAIRS: [(&str, &str); 3] = [("you", "know"), ("i", "mean"), ("sort", "of")];

/// How many fillers a transcript has. Speech models leave many out, so there were at least so many.
pub fn fillers(said: &str, lang: &str) -> usize {
    let words: Vec<String> = said.unicode_words().map(str::to_lowercase).collect();
    let single: &[&str] = if lang == "ko" { &KOREAN } else { &ENGLISH };
    let alone = words
        .iter()
        .filter(|word| single.contains(&word.as_str()))
        .count();
    let is_pair = |pair: &&[String]| ENGLISH_PAIRS.contains(&(pair[0].as_str(), pair[1].as_str()));
    let pairs = if lang == "ko" {
        0
    } else {
        words.windows(2).filter(is_pair).count()
    };
    alone + pairs
}

/// The share of what was read aloud that a transcriber got wrong: syllables in Korean, words
/// elsewhere, by the edits between the two (0 is all right; may exceed 1).
#[expect(clippy::cast_precision_loss, reason = "a sentence")]
pub fn error_rate(read_aloud: &str, heard: &str, lang: &str) -> f64 {
    let parts = |said: &str| -> Vec<String> {
        let words = said
            .unicode_words()
            .map(|word| text::nfc(word).to_lowercase());
        match Unit::of(lang) {
            Unit::Words => words.collect(),
            Unit::Syllables => {
                let words: Vec<String> = words.collect();
                let all = words.concat();
                all.graphemes(true).map(str::to_owned).collect()
            }
        }
    };
    let (wanted, heard) = (parts(read_aloud), parts(heard));
    edits(&wanted, &heard) as f64 / wanted.len().max(1) as f64
}

/// The fewest insertions, deletions and replacements between two lists (Levenshtein).
fn edits(from: &[String], to: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let replaced = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_counts_syllables_in_korean_and_words_elsewhere() {
        assert_eq!(pace("트랜잭션은 ACID를 지킵니다", "ko", 6000), Some(120));
        assert_eq!(pace("one two three four five six", "en", 6000), Some(60));
        assert_eq!(pace("one two", "en", 60_000), None);
        assert_eq!(pace("one two three four five six", "en", 1000), None);
    }

    #[test]
    fn fillers_stand_alone() {
        assert_eq!(fillers("음, 어 그래서 음식 어제", "ko"), 2);
        assert_eq!(fillers("Um, so, you know, the server, uh, sums", "en"), 3);
        assert_eq!(fillers("", "en"), 0);
    }

    #[test]
    fn what_was_heard_is_compared_without_case_signs_and_blanks_of_korean() {
        let rate = |a, b, lang| (error_rate(a, b, lang) * 100.0).round();
        assert!(rate("저는 서버를 만듭니다.", "저는 서버를만듭니다", "ko").abs() < 1.0);
        assert!((rate("저는 서버를 만듭니다", "저는 서버를 망듭니다", "ko") - 11.0).abs() < 1.0);
        assert!((rate("I build servers", "I built server", "en") - 67.0).abs() < 1.0);
        assert!((rate("a b c", "", "en") - 100.0).abs() < 1.0);
    }
}
