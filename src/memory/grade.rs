//! What an answer amounts to: the one place where raw inputs become a grade.
//!
//! The history keeps only what was seen (ticked points, score, times, hints); the grade is
//! derived at every fold, so these rules can change without any history being lost.

use super::fsrs::Grade;
use crate::history::{Inputs, Mode};

/// The grade of an answer, `None` where it has no effect on memory: a skip, a follow-up, or an
/// answer that was left without any judgement. `is_first` says that the card was never answered
/// before.
///
/// Reviews carry their grade. Else the first rule that fits decides, and what is missing drops
/// out; how sure the user was never changes the grade.
pub fn grade(answer: &Inputs, is_first: bool) -> Option<Grade> {
    if answer.skipped || answer.is_follow_up {
        return None;
    }
    judged(answer, is_first)
}

/// The grade of an answer to any question, a follow-up too.
pub(super) fn judged(answer: &Inputs, is_first: bool) -> Option<Grade> {
    if answer.skipped {
        return None;
    }
    if let Some(number) = answer.grade
        && answer.mode != Mode::Interview
    {
        return Grade::from_number(number);
    }
    if answer.gave_up {
        return Some(Grade::Again);
    }
    let coverage = answer.coverage();
    let score = answer.score.filter(|score| (1..=5).contains(score));
    if coverage.is_none() && score.is_none() {
        return Grade::from_number(answer.grade?);
    }
    let pace = pace(answer);
    if coverage.is_some_and(|share| share < 0.5) || score.is_some_and(|score| score <= 2) {
        return Some(Grade::Again);
    }
    if answer.hints.is_some_and(|hints| hints > 0)
        || coverage.is_some_and(|share| share < 0.8)
        || score == Some(3)
        || pace.is_some_and(|pace| pace > 1.25)
    {
        return Some(Grade::Hard);
    }
    let is_easy = !is_first
        && coverage.is_none_or(|share| share >= 0.95)
        && score.is_none_or(|score| score == 5)
        && pace.is_none_or(|pace| pace <= 0.8);
    Some(if is_easy { Grade::Easy } else { Grade::Good })
}

/// Time of the answer over its limit; `None` where either is missing.
pub fn pace(answer: &Inputs) -> Option<f64> {
    let limit = answer.limit_ms.filter(|&limit| limit > 0)?;
    Some(milliseconds(answer.answer_ms?) / milliseconds(limit))
}

/// How good an answer was, 0–1, time left aside: 0.6 for the ticked points and 0.25 for the
/// score, as shares of what is known of the two; a review's grade stands for them where neither
/// is. 0 where it was given up.
pub fn quality(answer: &Inputs) -> Option<f64> {
    if answer.skipped {
        return None;
    }
    if answer.gave_up {
        return Some(0.0);
    }
    let coverage = answer.coverage().map(|share| (0.6, share.min(1.0)));
    let score = answer
        .score
        .filter(|score| (1..=5).contains(score))
        .map(|score| (0.25, f64::from(score - 1) / 4.0));
    let (weight, sum) = coverage
        .into_iter()
        .chain(score)
        .fold((0.0, 0.0), |(weight, sum), (w, x)| {
            (weight + w, sum + w * x)
        });
    if weight > 0.0 {
        return Some(sum / weight);
    }
    Some(match Grade::from_number(answer.grade?)? {
        Grade::Again => 0.0,
        Grade::Hard => 0.6,
        Grade::Good => 0.85,
        Grade::Easy => 1.0,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a length of time in milliseconds"
)]
pub(super) fn milliseconds(length: u64) -> f64 {
    length as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::CardId;
    use crate::history::Answer;

    fn answer(change: impl FnOnce(&mut Answer)) -> Inputs {
        let mut answer = Answer::new(CardId::new("d", "c"), Mode::Interview);
        change(&mut answer);
        answer.inputs()
    }

    fn points(ticked: usize, of: usize) -> impl Fn(&mut Answer) {
        move |answer| {
            answer.points = Some((0..ticked).collect());
            answer.points_of = Some(of);
        }
    }

    fn number(change: impl FnOnce(&mut Answer)) -> Option<u8> {
        grade(&answer(change), false).map(Grade::number)
    }

    #[test]
    fn a_review_is_graded_by_the_user_alone() {
        let mut review = answer(|_| {});
        review.mode = Mode::Review;
        for given in 0..=5 {
            review.grade = Some(given);
            let expected = (1..=4).contains(&given).then_some(given);
            assert_eq!(grade(&review, true).map(Grade::number), expected);
        }
    }

    #[test]
    fn the_score_alone_decides_where_nothing_else_is_known() {
        let of_score = |score| number(|answer| answer.score = Some(score));
        assert_eq!(
            [1, 2, 3, 4, 5].map(of_score),
            [Some(1), Some(1), Some(2), Some(3), Some(4)]
        );
    }

    #[test]
    fn the_points_alone_decide_where_there_is_no_score() {
        assert_eq!(number(points(2, 5)), Some(1));
        assert_eq!(number(points(3, 5)), Some(2));
        assert_eq!(number(points(4, 5)), Some(3));
        assert_eq!(number(points(5, 5)), Some(4));
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let full = |answer: &mut Answer| {
            points(4, 4)(answer);
            answer.score = Some(5);
            answer.limit_ms = Some(100_000);
            answer.answer_ms = Some(80_000);
        };
        assert_eq!(number(full), Some(4));
        let but = |change: fn(&mut Answer)| {
            number(move |answer| {
                full(answer);
                change(answer);
            })
        };
        assert_eq!(but(|answer| answer.gave_up = true), Some(1));
        assert_eq!(but(|answer| answer.score = Some(2)), Some(1));
        assert_eq!(but(|answer| answer.points = Some(vec![0])), Some(1));
        assert_eq!(but(|answer| answer.hints = Some(1)), Some(2));
        assert_eq!(but(|answer| answer.score = Some(3)), Some(2));
        assert_eq!(but(|answer| answer.points = Some(vec![0, 1, 2])), Some(2));
        assert_eq!(but(|answer| answer.answer_ms = Some(125_001)), Some(2));
        assert_eq!(but(|answer| answer.answer_ms = Some(125_000)), Some(3));
        assert_eq!(but(|answer| answer.score = Some(4)), Some(3));
        assert_eq!(but(|answer| answer.answer_ms = Some(80_001)), Some(3));
        assert_eq!(but(|answer| answer.hints = Some(0)), Some(4));
    }

    #[test]
    fn a_first_answer_is_never_easy() {
        let perfect = answer(|answer| answer.score = Some(5));
        assert_eq!(grade(&perfect, true), Some(Grade::Good));
        assert_eq!(grade(&perfect, false), Some(Grade::Easy));
    }

    #[test]
    fn how_sure_one_was_changes_nothing() {
        for sure in 1..=3 {
            assert_eq!(
                number(|answer| {
                    answer.score = Some(4);
                    answer.confidence = Some(sure);
                }),
                Some(3)
            );
        }
    }

    #[test]
    fn skips_follow_ups_and_unjudged_answers_have_no_grade() {
        assert_eq!(
            number(|answer| {
                answer.skipped = true;
                answer.score = Some(1);
            }),
            None
        );
        assert_eq!(
            number(|answer| {
                answer.depth = Some(1);
                answer.score = Some(5);
            }),
            None
        );
        assert_eq!(number(|answer| answer.typed = Some("…".to_owned())), None);
        assert_eq!(number(|answer| answer.answer_ms = Some(5)), None);
    }

    #[test]
    fn quality_is_a_share_of_what_is_known() {
        let near = |change: &dyn Fn(&mut Answer), wanted: f64| {
            let found = quality(&answer(change)).unwrap();
            assert!((found - wanted).abs() < 1e-9, "{found}");
        };
        near(&points(2, 5), 0.4);
        near(&|answer: &mut Answer| answer.score = Some(4), 0.75);
        near(
            &|answer: &mut Answer| {
                points(2, 5)(answer);
                answer.score = Some(3);
            },
            (0.6 * 0.4 + 0.25 * 0.5) / 0.85,
        );
        near(&|answer: &mut Answer| answer.grade = Some(3), 0.85);
        assert_eq!(quality(&answer(|_| {})), None);
    }
}
