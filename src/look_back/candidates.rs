//! Which cards a remembered question may be.
//!
//! Nobody remembers a question word for word, so one search for all its words finds too little.
//! Every word is looked up by itself and counts the more, the fewer cards it is in.

use std::collections::HashMap;

use crate::search::{Field, Search, Vocabulary, parse};
use crate::text;

/// So many words of a question are looked up; the rest of a long one adds nothing.
const MOST_WORDS: usize = 16;
/// Letters that may be left out behind a Korean word: its particles.
const PARTICLE: usize = 2;
/// A card must have this share of what the words weigh together.
const SHARE: f64 = 0.3;

/// The numbers of the cards that may be meant, the likeliest first, at most `most`. `cancelled` is
/// asked again and again; once it says yes, there is no answer.
pub fn candidates(
    search: &mut Search,
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
        let found = cards_with(search, &word, cancelled)?;
        if found.is_empty() {
            continue;
        }
        let weight = rarity(found.len(), cards);
        in_all += weight;
        for (card, near) in found {
            *weights.entry(card).or_default() += weight * near;
        }
    }
    let mut best: Vec<(usize, f64)> = weights
        .into_iter()
        .filter(|(_, weight)| *weight >= in_all * SHARE)
        .collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(most);
    Some(best.into_iter().map(|(card, _)| card).collect())
}

/// Words of two letters or more, without signs that mean something to the query language.
fn words(question: &str) -> Vec<String> {
    let composed = text::nfc(question);
    let words = composed.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| text::graphemes(word).count() >= 2);
    words.take(MOST_WORDS).map(str::to_lowercase).collect()
}

/// The cards that have a word as it stands, else without the particle behind it; and how near
/// each is, 0–1: its question or only its answer. `None` where the search was cancelled.
fn cards_with(
    search: &mut Search,
    word: &str,
    cancelled: &dyn Fn() -> bool,
) -> Option<Vec<(usize, f64)>> {
    let graphemes: Vec<&str> = text::graphemes(word).collect();
    let is_korean = word.chars().any(|c| ('가'..='힣').contains(&c));
    let shortest = if is_korean {
        graphemes.len().saturating_sub(PARTICLE).max(2)
    } else {
        graphemes.len()
    };
    for length in (shortest..=graphemes.len()).rev() {
        let stem = graphemes[..length].concat();
        let query = parse(&format!("'{stem}"), &Vocabulary::default());
        let found = search.run(&query, &|_| true, 1, cancelled)?;
        if found.cards.is_empty() {
            continue;
        }
        let in_question = |card: usize| {
            let marks = search.index().marks(&query, card);
            marks.iter().any(|mark| mark.field == Field::Question)
        };
        let near = |&card: &usize| (card, if in_question(card) { 1.0 } else { 0.4 });
        return Some(found.cards.iter().map(near).collect());
    }
    Some(Vec::new())
}

/// How much a word tells that `found` of `cards` cards have.
#[expect(clippy::cast_precision_loss, reason = "a bank has some thousand cards")]
fn rarity(found: usize, cards: usize) -> f64 {
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
        candidates(&mut search, question, 3, &|| false).unwrap()
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
