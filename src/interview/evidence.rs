//! Which words of a key point occur in an answer. Korean words meet without their particles and
//! endings, English ones without their inflection, and every word in any of its known spellings. It
//! points at words and decides nothing: who said the words need not have made the point.

use std::collections::HashSet;
use std::ops::Range;

use crate::search::Spellings;
use crate::text::hangul;

/// Particles behind Korean nouns, and what turns a noun into a verb, the longest first.
const BEHIND_NOUNS: [&str; 76] = [
    "으로부터",
    "에서부터",
    "했습니다",
    "됐습니다",
    "되었습니다",
    "하였습니다",
    "이라는",
    "입니다",
    "합니다",
    "됩니다",
    "에서는",
    "으로는",
    "에게는",
    "하거나",
    "되거나",
    "한다면",
    "된다면",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "보다",
    "처럼",
    "마다",
    "이나",
    "이라",
    "이란",
    "이며",
    "이고",
    "하는",
    "하고",
    "하며",
    "하면",
    "해서",
    "해야",
    "하지",
    "하기",
    "하게",
    "하여",
    "한다",
    "했다",
    "되는",
    "되고",
    "되며",
    "되면",
    "돼서",
    "되어",
    "되지",
    "되기",
    "된다",
    "됐다",
    "적인",
    "적으로",
    "들을",
    "들이",
    "들은",
    "들의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
    "도",
    "만",
    "한",
    "할",
    "함",
    "된",
    "들",
];

/// Endings of Korean verbs, in jamo.
const BEHIND_VERBS: [&str; 25] = [
    "ㅇㅡㅂㄴㅣㄷㅏ",
    "ㅅㅡㅂㄴㅣㄷㅏ",
    "ㅂㄴㅣㄷㅏ",
    "ㄴㅡㄴㄷㅏ",
    "ㅇㅡㄴㄷㅏ",
    "ㄴㄷㅏ",
    "ㅇㅡㅁㅕㄴ",
    "ㅇㅓㅅㅓ",
    "ㅇㅏㅅㅓ",
    "ㅇㅓㅇㅑ",
    "ㅇㅏㅇㅑ",
    "ㅈㅣㅁㅏㄴ",
    "ㄴㅡㄴ",
    "ㅁㅕㄴ",
    "ㄱㅓㄴㅏ",
    "ㅅㅓ",
    "ㄱㅗ",
    "ㅁㅕ",
    "ㄱㅣ",
    "ㅈㅣ",
    "ㄱㅔ",
    "ㄷㅏ",
    "ㄴ",
    "ㄹ",
    "ㅁ",
];

/// Fewer jamo say too little.
const FEWEST_JAMO: usize = 4;

/// Words that stand in every sentence.
const COMMON: [&str; 84] = [
    "것",
    "수",
    "때",
    "등",
    "및",
    "더",
    "그",
    "이",
    "저",
    "할",
    "한",
    "하는",
    "있다",
    "있는",
    "있고",
    "없다",
    "없는",
    "없이",
    "위해",
    "위한",
    "대한",
    "대해",
    "통해",
    "따라",
    "또는",
    "그리고",
    "하지만",
    "경우",
    "같은",
    "같다",
    "다른",
    "모든",
    "않는다",
    "않는",
    "않고",
    "않다",
    "한다",
    "된다",
    "하나",
    "먼저",
    "다시",
    "이유",
    "방법",
    "the",
    "and",
    "for",
    "with",
    "that",
    "this",
    "from",
    "not",
    "are",
    "was",
    "can",
    "you",
    "your",
    "its",
    "than",
    "then",
    "when",
    "what",
    "which",
    "who",
    "how",
    "why",
    "one",
    "has",
    "have",
    "does",
    "into",
    "per",
    "but",
    "all",
    "any",
    "each",
    "only",
    "where",
    "there",
    "they",
    "them",
    "more",
    "most",
    "own",
    "without",
];

/// The words of some texts, in a form in which they meet.
#[derive(Debug, Clone, Default)]
pub struct Words {
    stems: HashSet<String>,
}

impl Words {
    /// The words of these texts.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let spellings = Spellings::built_in();
        let mut stems = HashSet::new();
        for text in texts {
            for (_, word) in words(text) {
                for spelling in spellings.others(&word) {
                    stems.extend(self::words(&spelling).flat_map(|(_, word)| stems_of(&word)));
                }
                stems.extend(stems_of(&word));
            }
        }
        Self { stems }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// Where a text has one of them: byte ranges of its words, in their order.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        words(text)
            .filter(|(_, word)| self.has(word))
            .map(|(range, _)| range)
            .collect()
    }

    /// How much of a text's words is among them, 0 to 1; nothing of a text without any.
    pub fn share_of(&self, text: &str) -> f64 {
        let (mut all, mut had) = (0_u32, 0_u32);
        for (_, word) in words(text) {
            all += 1;
            had += u32::from(self.has(&word));
        }
        f64::from(had) / f64::from(all.max(1))
    }

    fn has(&self, word: &str) -> bool {
        let is_known = |stem: &String| self.stems.contains(stem);
        stems_of(word).iter().any(is_known)
    }
}

/// The words that say something, lower-cased, with their places. Letters of one script are a word:
/// `TCP는` is `tcp` and a particle.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (from, first) = chars.next()?;
            let script = Script::of(first);
            if script == Script::None {
                continue;
            }
            let mut to = from + first.len_utf8();
            while let Some((at, c)) = chars.next_if(|(_, c)| Script::of(*c) == script) {
                to = at + c.len_utf8();
            }
            let word = text[from..to].to_lowercase();
            let says_something = match script {
                Script::Hangul => word.chars().count() >= 2,
                _ => word.len() >= 2,
            };
            if says_something && !COMMON.contains(&word.as_str()) {
                return Some((from..to, word));
            }
        }
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Hangul,
    Other,
    None,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '가'..='힣' => Self::Hangul,
            c if c.is_alphanumeric() => Self::Other,
            _ => Self::None,
        }
    }
}

/// The forms in which a word may meet another.
fn stems_of(word: &str) -> Vec<String> {
    if word
        .chars()
        .next()
        .is_some_and(|c| Script::of(c) == Script::Hangul)
    {
        korean_stems(word)
    } else {
        vec![english_stem(word)]
    }
}

/// A Korean word as it is, without what stands behind nouns, and without a verb's endings.
fn korean_stems(word: &str) -> Vec<String> {
    let mut stems = vec![word.to_owned()];
    let mut noun = word;
    // Two things may stand behind a noun: 재시도 + 하는 + 것.
    for _ in 0..2 {
        let cut = BEHIND_NOUNS.iter().find_map(|end| noun.strip_suffix(end));
        let Some(shorter) = cut.filter(|it| it.chars().count() >= 2) else {
            break;
        };
        noun = shorter;
        stems.push(noun.to_owned());
    }
    let jamo = hangul::taken_apart(word);
    let cut = BEHIND_VERBS.iter().find_map(|end| jamo.strip_suffix(end));
    stems.extend(
        cut.filter(|it| it.chars().count() >= FEWEST_JAMO)
            .map(str::to_owned),
    );
    if jamo.chars().count() >= FEWEST_JAMO {
        stems.push(jamo);
    }
    stems
}

/// An English word without `s`, `ed`, `ing` and the like.
fn english_stem(word: &str) -> String {
    let ends = [
        "ation", "ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly", "e", "y",
    ];
    let cut = ends.iter().find_map(|end| word.strip_suffix(end));
    let stem = cut.filter(|stem| stem.len() >= 3).unwrap_or(word);
    // locked, locking and planned, planning: one letter of two.
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && stem.len() > 3 && a.is_ascii_alphabetic() && stem != word => {
            stem[..stem.len() - 1].to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked<'t>(said: &str, point: &'t str) -> Vec<&'t str> {
        let words = Words::of([said]);
        words
            .marks(point)
            .into_iter()
            .map(|range| &point[range])
            .collect()
    }

    #[test]
    fn korean_words_meet_without_particles_and_endings() {
        for (said, point, found) in [
            (
                "연결을 먼저 맺고 순서를 보장합니다",
                "순서와 재전송을 보장한다",
                &["순서와", "보장한다"][..],
            ),
            (
                "트랜잭션이 커밋되면",
                "커밋하는 트랜잭션",
                &["커밋하는", "트랜잭션"],
            ),
            ("메시지를 보내고 나서", "다시 보낸다", &["보낸다"]),
            ("레디스로 락을 잡습니다", "Redis 락", &["Redis"]),
            ("TCP는 순서를", "TCP의 재전송", &["TCP"]),
            ("쿠버네티스에서 파드가 죽으면", "k8s의 Pod", &["k8s", "Pod"]),
            ("이 경우에 할 수 있는 것", "할 수 있는 경우", &[]),
        ] {
            assert_eq!(marked(said, point), found, "{said}");
        }
    }

    #[test]
    fn english_words_meet_without_their_inflection() {
        for (said, point, found) in [
            (
                "we retried the requests",
                "retry each request",
                &["retry", "request"][..],
            ),
            (
                "The planner plans indexes",
                "planning an index",
                &["planning", "index"],
            ),
            (
                "it locks rows while updating",
                "locking a row before an update",
                &["locking", "row", "update"],
            ),
            ("the one that has this", "one of which has", &[]),
        ] {
            assert_eq!(marked(said, point), found, "{said}");
        }
    }

    #[test]
    fn places_are_those_of_the_text_and_shares_count_its_words() {
        let words = Words::of(["순서를 보장"]);
        let text = "👩‍💻 순서와 TCP, 보장.";
        let marks = words.marks(text);
        assert_eq!(
            marks.iter().map(|it| &text[it.clone()]).collect::<Vec<_>>(),
            ["순서와", "보장"]
        );
        assert!((words.share_of("순서와 재전송") - 0.5).abs() < f64::EPSILON);
        assert!(words.share_of("").abs() < f64::EPSILON);
        assert!(Words::of([""]).is_empty());
    }
}
