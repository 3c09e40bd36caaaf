//! Which cards a remembered question may be.
//!
//! Nobody remembers a question word for word, so one search for all its words finds too little.
//! Every word is looked up by itself and counts the more, the fewer cards it is in.

use std::collections::HashMap;

use crate::search::{Field, Search, Vocabulary, parse};
use crate::text;

/// So many words of a question are looked up; the rest of a long one adds nothing.
const MOST_WORDS: usize = 16;
/// Letters of a Korean word that must be left without its ending.
const SHORTEST_STEM: usize = 2;
/// A card must have this share of what the words weigh together.
const SHARE: f64 = 0.3;

/// The numbers of the cards that may be meant, the likeliest first, at most `most`. `cancelled` is
/// asked again and again; once it says yes, there is no answer.
pub fn candidates(
    search: &mut Search,
    vocabulary: &Vocabulary,
    question: &str,
    most: usize,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<usize>> {
    let cards = search.index().len();
    if cards == 0 {
        return Some(Vec::new());
    }
    let mut weights: HashMap<usize, f64> = HashMap::new();
    let mut in_all = 0.0;
    for word in words(question) {
        let found = cards_with(search, vocabulary, &word, cancelled)?;
        if found.is_empty() {
            continue;
        }
        let asked = found
            .iter()
            .filter(|(_, near)| *near >= IN_QUESTION)
            .count();
        let mut weight = rarity(if asked > 0 { asked } else { found.len() }, cards);
        if is_general(&word) {
            weight *= GENERAL;
        }
        in_all += weight;
        for (card, near) in found {
            *weights.entry(card).or_default() += weight * near;
        }
    }
    let mut best: Vec<(usize, f64)> = weights
        .into_iter()
        .filter(|(_, weight)| *weight >= in_all * SHARE)
        .collect();
    let index = search.index();
    let is_korean = has_hangul(question);
    for (card, weight) in &mut best {
        if index.is_korean(*card) == is_korean {
            *weight *= SAME_LANGUAGE;
        }
    }
    best.sort_by(|a, b| {
        let by_importance = || index.importance(b.0).cmp(&index.importance(a.0));
        b.1.total_cmp(&a.1)
            .then_with(by_importance)
            .then(a.0.cmp(&b.0))
    });
    best.truncate(most);
    Some(best.into_iter().map(|(card, _)| card).collect())
}

/// Words of two letters or more, and signs that belong to words of the field (`n+1`, `c++`), without
/// those that every question has.
fn words(question: &str) -> Vec<String> {
    let composed = text::nfc(question).to_lowercase();
    let words = composed.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')));
    let words = words.filter(|word| text::graphemes(word).count() >= 2 && !is_phrase(word));
    words.take(MOST_WORDS).map(str::to_owned).collect()
}

/// Whether a word only makes a question of the others: what it asks about is said by these.
pub(super) fn is_phrase(word: &str) -> bool {
    const PHRASES: [&str; 64] = [
        "해주",
        "해보",
        "말해",
        "말씀",
        "설명",
        "알려",
        "무엇",
        "뭔가",
        "뭐가",
        "어떻",
        "어떤",
        "왜요",
        "있나",
        "있으",
        "있는",
        "있었",
        "하세",
        "하나",
        "하시",
        "했나",
        "했는",
        "했던",
        "되나",
        "되는",
        "대해",
        "대한",
        "관해",
        "아는대로",
        "아는",
        "우리",
        "본인",
        "그걸",
        "그게",
        "이게",
        "해본",
        "겪어",
        "중에",
        "가장",
        "골랐",
        "건지",
        "할건지",
        "인가",
        "뭐예",
        "부탁",
        "간단",
        "차이",
        "the",
        "what",
        "how",
        "why",
        "you",
        "your",
        "would",
        "could",
        "and",
        "are",
        "do",
        "does",
        "is",
        "in",
        "of",
        "to",
        "me",
        "tell",
    ];
    let is_short = text::graphemes(word).count() <= 5;
    PHRASES
        .iter()
        .any(|phrase| word == *phrase || !phrase.is_ascii() && is_short && word.starts_with(phrase))
}

/// Whether a word is in questions about anything.
pub(super) fn is_general(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "원리",
        "동작",
        "방법",
        "이유",
        "장단점",
        "특징",
        "종류",
        "과정",
        "개념",
        "사용",
        "이용",
        "경험",
        "상황",
        "해결",
        "문제",
        "쓰는",
        "쓰면",
        "처리",
        "때문",
        "작동",
        "역할",
        "정의",
    ];
    WORDS.iter().any(|general| word.starts_with(general))
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

/// A word that is in questions about anything tells so much of what another does.
const GENERAL: f64 = 0.3;
/// A card in the language of the question is so much likelier.
const SAME_LANGUAGE: f64 = 1.3;

/// How near a card is that has a word where it asks.
const IN_QUESTION: f64 = 1.0;

/// The cards that have a word as it stands or spelt otherwise, else without the ending behind it;
/// and how near each is, 0–1: in a question, a tag, or only its answer. `None` where the search was
/// cancelled.
fn cards_with(
    search: &mut Search,
    vocabulary: &Vocabulary,
    word: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<(usize, f64)>> {
    let graphemes: Vec<&str> = text::graphemes(word).collect();
    let is_korean = word.chars().any(|c| ('가'..='힣').contains(&c));
    let shortest = if is_korean {
        SHORTEST_STEM.min(graphemes.len())
    } else {
        graphemes.len()
    };
    for length in (shortest..=graphemes.len()).rev() {
        let stem = graphemes[..length].concat();
        let query = parse(&format!("'{stem}"), vocabulary);
        let found = search.run(&query, &|_| true, 1, cancelled)?;
        if found.cards.is_empty() {
            continue;
        }
        let near = |&card: &usize| {
            let marks = search.index().marks(&query, card);
            let field = marks.iter().map(|mark| mark.field).max();
            let near = match field {
                Some(Field::Question | Field::AlsoAsked) => IN_QUESTION,
                Some(Field::Tag | Field::DeckTitle) => 0.7,
                Some(Field::KeyPoint | Field::FollowUp) => 0.4,
                _ => 0.2,
            };
            (card, near)
        };
        let cards: Vec<(usize, f64)> = found.cards.iter().map(near).collect();
        let is_asked = cards.iter().any(|(_, near)| *near >= 0.7);
        if is_asked || length == shortest {
            return Some(cards);
        }
    }
    Some(Vec::new())
}

/// How much a word tells that `found` of `cards` cards have.
#[expect(clippy::cast_precision_loss, reason = "a bank has some thousand cards")]
pub(super) fn rarity(found: usize, cards: usize) -> f64 {
    ((cards as f64 + 1.0) / (found as f64 + 0.5)).ln().max(0.05)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::search::Index;

    fn found(question: &str) -> Vec<usize> {
        let mut index = Index::default();
        for (question, answer) in [
            ("TCP와 UDP는 무엇이 다른가요?", "연결과 순서"),
            ("카프카는 메시지 순서를 어떻게 보장하나요?", "파티션"),
            ("자기소개를 해 주세요.", ""),
            ("레디스를 캐시로 쓸 때 무엇을 조심해야 하나요?", "TCP 연결"),
            ("갈등을 풀어 본 경험을 말해 주세요.", ""),
        ] {
            index.add_card([(Field::Question, question), (Field::Answer, answer)]);
        }
        let mut search = Search::new(Arc::new(index));
        candidates(&mut search, &Vocabulary::default(), question, 3, &|| false).unwrap()
    }

    #[test]
    fn a_half_remembered_question_finds_its_card_first() {
        assert_eq!(found("tcp랑 udp 차이 설명해 보세요").first(), Some(&0));
        assert_eq!(found("카프카에서 순서 보장은?").first(), Some(&1));
        assert_eq!(found("팀에서 갈등이 있었던 경험").first(), Some(&4));
        assert_eq!(found("간단히 자기소개 부탁드립니다").first(), Some(&2));
    }

    #[test]
    fn what_nobody_has_asked_before_finds_nothing() {
        assert_eq!(found("좋아하는 색은?"), Vec::<usize>::new());
        assert_eq!(found("?!"), Vec::<usize>::new());
    }
}
