//! Which questions ask the same in other words.
//!
//! A question is cut into pieces: Latin words and numbers whole, Hangul words into pairs of
//! neighbouring syllables, for particles and endings change and the stem stays (`인덱스는`,
//! `인덱스를`). A piece counts by how rare it is in the bank (its inverse document frequency), for
//! `무엇인가요` says nothing and `tcp` a lot; without that, "TCP란 무엇인가요" and "UDP란
//! 무엇인가요" would be nearly the same. Two questions are alike where the cosine between their
//! weighted pieces reaches [`ALIKE`], or where they are the same without spacing and punctuation.
//! Each wording of a card is compared by itself. Likeness is not passed on: of a, b, c where only
//! neighbours are alike, a and c may both be asked.

use std::collections::HashMap;

use crate::bank::{Bank, Card};
use crate::text;

/// From this cosine on, two wordings ask the same. Read off the pairs of the shipped decks
/// (`closest_pairs` below prints them): the one pair above, at 0.72, asks twice why `count++` is
/// not safe; from 0.64 down lie questions about different things. One question in two wordings
/// lies at 0.75 to 0.9, one mould with another subject below 0.5.
const ALIKE: f64 = 0.7;

/// The wordings of every card, ready to be compared.
#[derive(Debug)]
pub struct Likeness {
    /// By the card's number.
    cards: Vec<Vec<Sketch>>,
}

/// One wording.
#[derive(Debug)]
struct Sketch {
    key: String,
    /// Pieces by number, ascending, with weights whose squares add up to 1.
    pieces: Vec<(u32, f64)>,
}

impl Likeness {
    /// The wordings of all cards of a bank.
    pub fn of(bank: &Bank) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut found_in: Vec<u32> = Vec::new();
        let mut cards: Vec<Vec<(String, Vec<u32>)>> = Vec::new();
        for entry in bank.cards() {
            let mut wordings = Vec::new();
            for wording in wordings_of(entry.card) {
                let mut own: Vec<u32> = Vec::new();
                for piece in pieces_of(wording) {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    own.push(*numbers.entry(piece).or_insert(next));
                }
                own.sort_unstable();
                own.dedup();
                found_in.resize(numbers.len(), 0);
                for &piece in &own {
                    found_in[piece as usize] += 1;
                }
                wordings.push((text::question_key(wording), own));
            }
            cards.push(wordings);
        }
        let all: u32 = cards
            .iter()
            .map(|wordings| u32::try_from(wordings.len()).unwrap_or(0))
            .sum();
        let rarity = |piece: u32| {
            let with = f64::from(found_in[piece as usize].max(1));
            (f64::from(all) / with).ln_1p()
        };
        let sketch = |(key, pieces): (String, Vec<u32>)| {
            let weighted: Vec<(u32, f64)> = pieces
                .into_iter()
                .map(|piece| (piece, rarity(piece)))
                .collect();
            let length = weighted.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            let pieces = weighted
                .into_iter()
                .map(|(piece, weight)| (piece, weight / length))
                .collect();
            Sketch { key, pieces }
        };
        let sketches = |wordings: Vec<_>| wordings.into_iter().map(sketch).collect();
        Self {
            cards: cards.into_iter().map(sketches).collect(),
        }
    }

    /// Whether two cards, by number, have wordings that ask the same.
    pub fn are_alike(&self, a: usize, b: usize) -> bool {
        self.closeness(a, b) >= ALIKE
    }

    /// The highest cosine between a wording of one card and one of the other, 0–1.
    fn closeness(&self, a: usize, b: usize) -> f64 {
        let (Some(a), Some(b)) = (self.cards.get(a), self.cards.get(b)) else {
            return 0.0;
        };
        a.iter()
            .flat_map(|one| b.iter().map(move |other| one.closeness(other)))
            .fold(0.0, f64::max)
    }
}

impl Sketch {
    fn closeness(&self, other: &Self) -> f64 {
        if self.key == other.key {
            return 1.0;
        }
        let (mut a, mut b) = (
            self.pieces.iter().peekable(),
            other.pieces.iter().peekable(),
        );
        let mut sum = 0.0;
        while let (Some(&&(x, of_x)), Some(&&(y, of_y))) = (a.peek(), b.peek()) {
            if x == y {
                sum += of_x * of_y;
            }
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        sum
    }
}

fn wordings_of(card: &Card) -> impl Iterator<Item = &String> {
    std::iter::once(&card.question).chain(&card.also_asked)
}

fn pieces_of(wording: &str) -> Vec<String> {
    let folded = text::nfc(wording).to_lowercase();
    let mut pieces = Vec::new();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    for word in words.flat_map(runs) {
        let letters: Vec<char> = word.chars().collect();
        if word.is_ascii() {
            pieces.push(word);
        } else {
            pieces.extend(
                letters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        }
    }
    pieces
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Origin, deck, load};

    /// How close the wordings of each pair are among the questions that come with the program.
    fn closeness(pairs: &[(&str, &str)]) -> Vec<f64> {
        let card = |question: &&str| format!("[[cards]]\nquestion = '''{question}'''\n");
        let cards: String = pairs.iter().flat_map(|(a, b)| [a, b].map(card)).collect();
        let (of_pairs, _) = deck::read("~pairs", Origin::BuiltIn, "", &cards);
        let decks = load::built_in().decks.into_iter().chain([of_pairs]);
        let bank = Bank::new(decks, Vec::new());
        let likeness = Likeness::of(&bank);
        let first = bank.len() - 2 * pairs.len();
        let at = |i: usize| likeness.closeness(first + 2 * i, first + 2 * i + 1);
        (0..pairs.len()).map(at).collect()
    }

    #[test]
    fn other_endings_and_spacing_ask_the_same() {
        let pairs = [
            (
                "TCP와 UDP는 무엇이 다른가요?",
                "TCP 와 UDP 는 어떻게 다른가요",
            ),
            (
                "인덱스는 왜 조회를 빠르게 하나요?",
                "인덱스가 왜 조회를 빠르게 하는지 설명해 주세요.",
            ),
            (
                "가장 힘들었던 장애를 말씀해 주세요.",
                "가장 힘들었던 장애에 대해 말씀해 주세요.",
            ),
            (
                "How do TCP and UDP differ?",
                "How does TCP differ from UDP?",
            ),
            (
                "What happens when you type an address into a browser?",
                "What happens after you type an address in the browser?",
            ),
        ];
        for (close, pair) in closeness(&pairs).into_iter().zip(pairs) {
            assert!(close >= ALIKE, "{pair:?}: {close}");
        }
    }

    #[test]
    fn one_mould_with_another_subject_asks_something_else() {
        let pairs = [
            ("TCP란 무엇인가요?", "UDP란 무엇인가요?"),
            ("What is a process?", "What is a thread?"),
            (
                "프로세스와 스레드의 차이를 설명해 주세요.",
                "쿠키와 세션의 차이를 설명해 주세요.",
            ),
            (
                "카프카는 순서를 어떻게 보장하나요?",
                "카프카는 중복을 어떻게 막나요?",
            ),
        ];
        for (close, pair) in closeness(&pairs).into_iter().zip(pairs) {
            assert!(close < ALIKE, "{pair:?}: {close}");
        }
    }

    #[test]
    #[ignore = "prints the closest pairs of the shipped decks, to read the threshold off them"]
    fn closest_pairs() {
        let bank = Bank::new(load::built_in().decks, Vec::new());
        let likeness = Likeness::of(&bank);
        let mut pairs: Vec<(f64, usize, usize)> = (0..bank.len())
            .flat_map(|a| (a + 1..bank.len()).map(move |b| (a, b)))
            .map(|(a, b)| (likeness.closeness(a, b), a, b))
            .collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (close, a, b) in pairs.into_iter().take(70) {
            let question = |number| bank.at(number).unwrap().card.question.clone();
            println!("{close:.2}  {}\n      {}", question(a), question(b));
        }
    }
}
