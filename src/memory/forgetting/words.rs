//! How this user forgets, beside the usual, in words.

use super::fit::USUAL_LOG_RATE;
use super::{Curve, Forgetting};
use crate::both;
use crate::language::Both;
use crate::memory::calibration::percent;

/// From this many times as fast on, or as slow, it is worth a word.
const NOTABLE: f64 = 1.25;
/// With fewer answers nothing is said but that.
const ENOUGH: usize = 20;

/// How fast something is forgotten beside the usual.
fn speed(rate: f64) -> Both {
    let beside_usual = rate / USUAL_LOG_RATE.exp();
    if beside_usual > NOTABLE {
        Both::new("보통보다 빨리".to_owned(), "faster".to_owned())
    } else if beside_usual < 1.0 / NOTABLE {
        Both::new("보통보다 천천히".to_owned(), "slower".to_owned())
    } else {
        Both::new("보통만큼".to_owned(), "as usual".to_owned())
    }
}

fn shape(curve: Curve) -> Both {
    let words = match curve {
        Curve::Fsrs => ("오래 남는 꼬리가 있는 모양", "with a long tail"),
        Curve::SquareRoot => ("꼬리가 짧은 모양", "with a short tail"),
        Curve::Exponential => (
            "꼬리 없이 끝까지 잊는 모양",
            "without a tail: it goes on to nothing",
        ),
    };
    Both::new(words.0.to_owned(), words.1.to_owned())
}

impl Forgetting {
    /// This user's curve beside the usual one, and how sure that is.
    pub fn words(&self) -> Vec<Both> {
        let answers = self.answers;
        let Some(likeliest) = self.likeliest().filter(|_| answers >= ENOUGH) else {
            return vec![both!(
                "잊는 모양을 말하기에는 다른 날 다시 답한 카드가 아직 적습니다 ({answers}개)",
                "too few answers on a later day yet to say how you forget ({answers})"
            )];
        };
        let [failed, passed] = likeliest.mind.rates.map(speed);
        let shape = shape(likeliest.mind.hypothesis.curve);
        let belief = percent(likeliest.belief);
        let rates = {
            let (korean, then_korean) = (failed.korean, passed.korean);
            let (english, then_english) = (failed.english, passed.english);
            both!(
                "틀린 뒤에는 {korean} 잊고, 맞힌 뒤에는 {then_korean} 잊습니다",
                "you forget {english} after a failed answer, {then_english} after a passed one"
            )
        };
        let (korean, english) = (shape.korean, shape.english);
        vec![
            rates,
            both!(
                "잊는 곡선은 {korean}일 가능성이 가장 큽니다 ({belief} %, 답 {answers}개로 어림)",
                "most likely your curve is one {english} ({belief} % sure, from {answers} answers)"
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::memory::forgetting::{Answered, fit};
    use crate::memory::fsrs::Grade;

    #[test]
    fn few_answers_say_nothing_and_failures_after_failures_say_faster() {
        assert!(fit(&[], 0).words()[0].english.starts_with("too few"));
        let one = |days, grade, place| Answered { days, grade, place };
        let cards: Vec<Vec<Answered>> = (0..60)
            .map(|card| {
                vec![
                    one(0.0, Grade::Again, None),
                    one(1.0, Grade::Again, Some(card)),
                ]
            })
            .collect();
        let words = fit(&cards, 60).words();
        assert!(
            words[0]
                .english
                .starts_with("you forget faster after a failed answer"),
            "{words:?}"
        );
        assert!(words[1].english.contains("60 answers"));
    }
}
