//! Which questions of a list have a card in the bank, which nearly, and which not.
//!
//! The bank's wordings (question, `also_asked`, follow-ups) are lines of a search index of their own. A
//! question's words are looked up in it by the search itself, which knows other spellings, and weigh the
//! more, the fewer wordings have them. A wording is close where it has most of what the question's
//! words weigh *and* these are most of what its own words weigh: "What is a process?" is half of
//! "How do a process and a thread differ?", and asks something else.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::candidates::{is_general, is_phrase, rarity};
use crate::bank::{Bank, Entry, FollowUp};
use crate::search::{Field, Index, Search, Vocabulary, parse};
use crate::text;

/// From this closeness on a card asks the same. Read off questions as people noted them after
/// interviews, and off lists of topics, each beside the card that was found for it.
const SAME: f64 = 0.72;
/// From this closeness on a card is worth a look.
const NEAR: f64 = 0.56;
/// A word that is in no wording at all weighs so much of the rarest one: it may be the subject, or
/// only an unusual ending.
const UNKNOWN: f64 = 0.6;
/// A word that is in questions about anything tells so much of what another does.
const GENERAL: f64 = 0.3;
/// A word that a card only says, beside its wordings, counts so much.
const SAID: f64 = 0.6;
/// How much it counts that a question's words are in the wording; the rest is the way back.
const THERE: f64 = 0.5;
/// So many of the wordings that have the question's words are compared the other way round too.
const MOST_COMPARED: usize = 30;
/// So many cards are named for a question.
const MOST_NAMED: usize = 3;

/// What the bank has for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No card is close.
    Missing,
    /// A card asks something close, asks it as a follow-up, or asks it in another language.
    Near,
    /// A card asks it.
    Has,
}

impl Verdict {
    /// The word of the JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Near => "near",
            Self::Has => "has",
        }
    }
}

/// A question with what the bank has for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Covered {
    /// What was found.
    pub verdict: Verdict,
    /// The numbers of the closest cards with how close each is, 0–1, the closest first; none where
    /// the verdict is [`Verdict::Missing`].
    pub cards: Vec<(usize, f64)>,
}

/// The wordings of a bank, ready to be asked about one question after the other.
#[derive(Debug)]
pub struct Coverage {
    /// A "card" of its index is a wording.
    search: Search,
    /// What each card says beside its wordings, in small letters.
    said: Vec<String>,
    vocabulary: Vocabulary,
    wordings: Vec<Wording>,
    by_key: HashMap<String, Vec<usize>>,
    /// The wordings that have a word, by the word.
    known: HashMap<String, Rc<[usize]>>,
    /// What a wording's own words weigh together, by its number.
    own: HashMap<usize, f64>,
}

#[derive(Debug)]
struct Wording {
    card: usize,
    text: String,
    is_follow_up: bool,
    is_korean: bool,
}

impl Coverage {
    /// The wordings of those cards of a bank that count.
    pub fn of(bank: &Bank, counts: impl Fn(Entry<'_>) -> bool) -> Self {
        let mut wordings = Vec::new();
        let mut said = Vec::new();
        for (card, entry) in bank.cards().enumerate() {
            let counts = counts(entry);
            said.push(if counts {
                said_by(entry)
            } else {
                String::new()
            });
            if !counts {
                continue;
            }
            let asked = std::iter::once(&entry.card.question).chain(&entry.card.also_asked);
            wordings.extend(asked.map(|text| Wording::new(card, text, false)));
            add_follow_ups(card, &entry.card.follow_ups, &mut wordings);
        }
        Self::of_wordings(wordings, said, Vocabulary::of_bank(bank))
    }

    fn of_wordings(wordings: Vec<Wording>, said: Vec<String>, vocabulary: Vocabulary) -> Self {
        let mut asked = Index::default();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, wording) in wordings.iter().enumerate() {
            asked.add_card([(Field::Question, wording.text.as_str())]);
            let key = text::question_key(&wording.text);
            by_key.entry(key).or_default().push(number);
        }
        Self {
            search: Search::new(Arc::new(asked)),
            said,
            vocabulary,
            wordings,
            by_key,
            known: HashMap::new(),
            own: HashMap::new(),
        }
    }

    /// What the bank has for a question.
    pub fn judge(&mut self, question: &str) -> Covered {
        let mut closest: HashMap<usize, (Verdict, f64)> = HashMap::new();
        let is_english = is_english(question);
        for (number, closeness) in self.close_wordings(question) {
            let wording = &self.wordings[number];
            let verdict = match closeness {
                close if close < NEAR => continue,
                close if close < SAME || wording.is_follow_up => Verdict::Near,
                _ if wording.is_korean && is_english => Verdict::Near,
                _ => Verdict::Has,
            };
            let best = closest.entry(wording.card).or_insert((verdict, closeness));
            if (verdict, closeness) > *best {
                *best = (verdict, closeness);
            }
        }
        let mut cards: Vec<(usize, (Verdict, f64))> = closest.into_iter().collect();
        cards.sort_by(|(a, of_a), (b, of_b)| {
            let by_closeness = of_b.1.total_cmp(&of_a.1);
            of_b.0.cmp(&of_a.0).then(by_closeness).then(a.cmp(b))
        });
        let verdict = cards.first().map_or(Verdict::Missing, |(_, best)| best.0);
        let named = cards.into_iter().take(MOST_NAMED);
        Covered {
            verdict,
            cards: named.map(|(card, (_, close))| (card, close)).collect(),
        }
    }

    /// The wordings that share words with a question, each with how close it is, 0–1.
    fn close_wordings(&mut self, question: &str) -> Vec<(usize, f64)> {
        let same = self.by_key.get(&text::question_key(question));
        let same = same.into_iter().flatten();
        let mut close: Vec<(usize, f64)> = same.map(|&number| (number, 1.0)).collect();
        let is_korean = has_hangul(question);
        let mut shared: HashMap<usize, f64> = HashMap::new();
        let mut asked_about: Vec<(String, f64, Rc<[usize]>)> = Vec::new();
        let mut whole = 0.0;
        for word in words(question) {
            let found = self.wordings_with(&word);
            let weight = self.weight(&word, found.len());
            whole += weight;
            for &number in found.iter() {
                if !is_korean || self.wordings[number].is_korean {
                    *shared.entry(number).or_default() += weight;
                }
            }
            asked_about.push((word, weight, found));
        }
        let mut best: Vec<(usize, f64)> = shared.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(MOST_COMPARED);
        for (number, weight) in best {
            let card = self.wordings[number].card;
            let said = asked_about.iter().filter(|(word, _, found)| {
                found.binary_search(&number).is_err() && says(&self.said[card], word)
            });
            let said: f64 = said.map(|(_, weight, _)| weight * SAID).sum();
            let own = self.own_weight(number).max(weight);
            let there = (weight + said) / whole;
            let back = weight / own;
            close.push((number, there.powf(THERE) * back.powf(1.0 - THERE)));
        }
        close
    }

    /// What a wording's own words weigh together.
    fn own_weight(&mut self, number: usize) -> f64 {
        if let Some(&weight) = self.own.get(&number) {
            return weight;
        }
        let own = words(&self.wordings[number].text);
        let weight = own
            .iter()
            .map(|word| {
                let found = self.wordings_with(word).len();
                self.weight(word, found)
            })
            .sum();
        self.own.insert(number, weight);
        weight
    }

    fn weight(&self, word: &str, found: usize) -> f64 {
        let rarity = rarity(found.max(1), self.wordings.len());
        if found == 0 {
            rarity * UNKNOWN
        } else if is_general(word) {
            rarity * GENERAL
        } else {
            rarity
        }
    }

    /// The wordings that have a word, in another spelling or with another ending too.
    fn wordings_with(&mut self, word: &str) -> Rc<[usize]> {
        if let Some(found) = self.known.get(word) {
            return Rc::clone(found);
        }
        let mut found: Vec<usize> = Vec::new();
        for forms in forms(word) {
            for form in forms {
                let query = parse(&format!("'{form}"), &self.vocabulary);
                let result = if form.is_ascii() {
                    self.search.run_by_words(&query, &|_| true, 1, &|| false)
                } else {
                    self.search.run(&query, &|_| true, 1, &|| false)
                };
                found.extend(result.unwrap_or_default().cards);
            }
            if !found.is_empty() {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        let found: Rc<[usize]> = found.into();
        self.known.insert(word.to_owned(), Rc::clone(&found));
        found
    }
}

/// What a card says beside its wordings, in small letters.
fn said_by(Entry { deck, card }: Entry<'_>) -> String {
    let follow_ups = card.follow_ups.iter();
    let lists = card.tags.iter().chain(&card.key_points);
    let texts = [&deck.title, &card.answer, &card.outline].into_iter();
    let texts: Vec<&str> = texts
        .chain(lists)
        .map(String::as_str)
        .chain(follow_ups.map(|follow_up| follow_up.answer.as_str()))
        .collect();
    texts.join("\n").to_lowercase()
}

/// Whether a text has a word, an English one with another ending too and a Korean one without its
/// last syllable.
fn says(text: &str, word: &str) -> bool {
    if word.is_ascii() {
        let forms = forms(word);
        return forms
            .iter()
            .flatten()
            .any(|form| form.len() >= 3 && text.contains(form));
    }
    let graphemes: Vec<&str> = text::graphemes(word).collect();
    let stem = graphemes[..(graphemes.len() - 1).max(2).min(graphemes.len())].concat();
    text.contains(&stem)
}

impl Wording {
    fn new(card: usize, text: &str, is_follow_up: bool) -> Self {
        Self {
            card,
            text: text.to_owned(),
            is_follow_up,
            is_korean: has_hangul(text),
        }
    }
}

fn add_follow_ups(card: usize, follow_ups: &[FollowUp], wordings: &mut Vec<Wording>) {
    for follow_up in follow_ups {
        wordings.push(Wording::new(card, &follow_up.question, true));
        add_follow_ups(card, &follow_up.follow_ups, wordings);
    }
}

/// The words that say what a question is about, each once: without those that every question has.
fn words(question: &str) -> Vec<String> {
    let composed = text::nfc(question).to_lowercase();
    let mut words: Vec<String> = Vec::new();
    for word in composed.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#'))) {
        for run in runs(word) {
            let is_word = text::graphemes(&run).count() >= 2 || matches!(&*run, "c" | "r");
            if is_word && !is_phrase(&run) && !is_filler(&run) && !words.contains(&run) {
                words.push(run);
            }
        }
    }
    words
}

/// A word as runs of ASCII and of everything else: `tcp와` is `tcp` and `와`.
fn runs(word: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    for c in word.chars() {
        match runs.last_mut() {
            Some(run) if run.is_ascii() == c.is_ascii() => run.push(c),
            _ => runs.push(c.to_string()),
        }
    }
    runs
}

/// Whether a word belongs to the asking.
fn is_filler(word: &str) -> bool {
    const ENGLISH: &str = " a an as at be been being but by can did each ever example examples explain describe \
        define difference differences different differ between for from give had has have if it its mean means \
        might my need not on one or our please should so some such than that their them there these they this \
        those used using use want was we were when where which while who will with about any into i us walk \
        through say talk know think make makes start wrong go happens buy give some good like just up out get go more most much many ";
    const KOREAN: [&str; 43] = [
        "설명",
        "말씀",
        "알려",
        "이야기",
        "무슨",
        "언제",
        "어디",
        "누구",
        "경우",
        "대하",
        "대해",
        "각각",
        "차이",
        "다른",
        "인가",
        "나요",
        "주세",
        "주시",
        "보세",
        "해서",
        "통해",
        "통한",
        "위해",
        "위한",
        "그리고",
        "또는",
        "입니",
        "있을",
        "있습",
        "없나",
        "있다면",
        "무언",
        "서로",
        "한지",
        "이란",
        "란",
        "라는",
        "이라는",
        "되어",
        "됩니",
        "합니",
        "할까",
        "예를",
    ];
    if word.is_ascii() {
        return ENGLISH
            .split_ascii_whitespace()
            .any(|filler| filler == word);
    }
    KOREAN.iter().any(|filler| word.starts_with(filler))
}

/// The forms in which a word is looked for: a step after the other, until one is found. A Korean word
/// loses its ending syllable by syllable; an English one is looked for with and without its own.
fn forms(word: &str) -> Vec<Vec<String>> {
    if word.is_ascii() {
        let mut stems = vec![word.to_owned()];
        for (ending, instead) in [
            ("ies", "y"),
            ("es", ""),
            ("s", ""),
            ("ing", ""),
            ("ing", "e"),
            ("ed", ""),
            ("ed", "e"),
        ] {
            if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
                stems.push(format!("{stem}{instead}"));
            }
        }
        if word.len() >= 3 && !word.ends_with('s') {
            stems.push(format!("{word}s"));
        }
        return vec![stems];
    }
    let graphemes: Vec<&str> = text::graphemes(stem(word)).collect();
    let shortest = graphemes.len().min(2);
    let lengths = (shortest..=graphemes.len()).rev();
    lengths
        .map(|length| vec![graphemes[..length].concat()])
        .collect()
}

/// A Korean word without its particle, and a verb made of a noun without what makes it one: `카프카에서` is
/// `카프카`, `보장하나요` is `보장`. At least two syllables stay.
fn stem(word: &str) -> &str {
    const MAKES_A_VERB: [char; 10] = ['하', '되', '했', '됐', '할', '될', '한', '된', '해', '돼'];
    const PARTICLES: [&str; 27] = [
        "에서는",
        "에서의",
        "에서",
        "에게",
        "으로",
        "까지",
        "부터",
        "보다",
        "처럼",
        "이랑",
        "하고",
        "이란",
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "와",
        "과",
        "도",
        "로",
        "만",
        "랑",
        "란",
    ];
    let second = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    let verb = word[second..]
        .find(MAKES_A_VERB)
        .map(|at| &word[..second + at]);
    let without = || {
        let stems = PARTICLES
            .iter()
            .filter_map(|particle| word.strip_suffix(particle));
        stems
            .filter(|stem| stem.len() >= second)
            .min_by_key(|stem| stem.len())
    };
    verb.or_else(without).unwrap_or(word)
}

fn has_hangul(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

/// Whether a question is in English; terms alone, such as "TCP vs UDP", belong to every language.
fn is_english(question: &str) -> bool {
    let mut words = question.split(|c: char| !c.is_alphanumeric());
    !has_hangul(question)
        && words.any(|word| {
            let word = word.to_lowercase();
            word.len() >= 2 && word.is_ascii() && (is_phrase(&word) || is_filler(&word))
        })
}

/// The questions of a list: one a line, without numbers, bullets and empty lines; a question that
/// comes again is left out, and a Markdown heading that asks nothing too.
pub fn questions_of(list: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut questions = Vec::new();
    for line in list.lines() {
        let line = text::nfc(line);
        let trimmed = line.trim();
        let is_heading = trimmed.starts_with('#') && !trimmed.contains('?');
        let question = without_marker(trimmed);
        let is_question = question.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
        if is_question && !is_heading && seen.insert(text::question_key(question)) {
            questions.push(question.to_owned());
        }
    }
    questions
}

/// A line without its bullet or number: `- `, `* [ ] `, `3. `, `12) `, `Q4: `.
fn without_marker(line: &str) -> &str {
    let mut rest = line.trim_start_matches(['-', '*', '•', '·', '#', '>', ' ', '\t']);
    for mark in ["[ ] ", "[x] ", "[X] "] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    let numbered = rest.strip_prefix(['Q', 'q']).unwrap_or(rest);
    let after = numbered.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after.len() < numbered.len() || numbered.len() < rest.len();
    match after.strip_prefix(['.', ')', ':']) {
        Some(text) if is_numbered && text.starts_with([' ', '\t']) => text.trim(),
        _ => rest.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(question: &str) -> (Verdict, Option<usize>) {
        let cards = [
            "TCP와 UDP는 무엇이 다른가요?",
            "카프카는 메시지 순서를 어떻게 보장하나요?",
            "What is a closure in JavaScript?",
            "How do a process and a thread differ?",
            "트랜잭션 격리 수준은 왜 여러 단계인가요?",
            "서비스 메시를 언제 도입하시겠어요?",
        ];
        let mut wordings: Vec<Wording> = cards
            .iter()
            .enumerate()
            .map(|(card, text)| Wording::new(card, text, false))
            .collect();
        wordings.push(Wording::new(
            1,
            "파티션 수를 늘리면 순서는 어떻게 되나요?",
            true,
        ));
        let covered =
            Coverage::of_wordings(wordings, vec![String::new(); 7], Vocabulary::default())
                .judge(question);
        (
            covered.verdict,
            covered.cards.first().map(|(card, _)| *card),
        )
    }

    #[test]
    fn the_same_in_other_words_has_a_card() {
        assert_eq!(
            verdict("tcp랑 udp 차이 설명해 보세요"),
            (Verdict::Has, Some(0))
        );
        assert_eq!(
            verdict("Explain closures in JavaScript"),
            (Verdict::Has, Some(2))
        );
        assert_eq!(
            verdict("What is the difference between a process and a thread?"),
            (Verdict::Has, Some(3))
        );
        assert_eq!(
            verdict("트랜잭션의 격리 수준을 설명해 주세요"),
            (Verdict::Has, Some(4))
        );
    }

    #[test]
    fn a_follow_up_and_a_part_of_a_question_are_near() {
        let (near, card) = verdict("파티션 수를 늘리면 순서가 어떻게 되죠?");
        assert_eq!((near, card), (Verdict::Near, Some(1)));
        assert_eq!(verdict("What is a thread?").0, Verdict::Near);
    }

    #[test]
    fn another_subject_has_none() {
        assert_eq!(verdict("좋아하는 색은?"), (Verdict::Missing, None));
        assert_eq!(verdict("What is idempotency?").0, Verdict::Missing);
        assert_eq!(verdict("SAGA 패턴을 설명해 주세요").0, Verdict::Missing);
        assert_eq!(verdict("").0, Verdict::Missing);
    }

    #[test]
    fn a_list_is_read_line_by_line_without_its_marks() {
        let list = "# Java\n\n1. What is a JVM?\n- [ ] GC란?\n  * Q3: 왜 자바인가요?\n12) what is a jvm\n---\n# 왜 이직하나요?\n3.5 버전의 특징은?\r\n";
        assert_eq!(
            questions_of(list),
            [
                "What is a JVM?",
                "GC란?",
                "왜 자바인가요?",
                "왜 이직하나요?",
                "3.5 버전의 특징은?"
            ]
        );
    }
}
