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
/// Reviews carry their grade. Else the first row of this table that fits decides. A list of key
/// points counts only if it was used ([`Inputs::ticked`]), and *q* is the answer's [`quality`]:
/// its score before hints and the points that no hint gave away, weighed together.
///
/// | what was seen | grade |
/// |---|---|
/// | "I don't know"; a score before hints of 1; two hints or more that gave away half the points | again |
/// | list used: q < .45 · < .65 · else | again · hard · good |
/// | list on the card untouched, score 2 · 3 · 4, 5 | again · hard · good |
/// | no list on the card, score 2 · 3 · 4, 5 | again · hard · good |
/// | good, but a hint was taken, or the answer was over its limit by half and q < .9 | hard |
/// | good, but a follow-up of it failed | good ([`CardState`](super::CardState) sees to it) |
/// | good, q ≥ .9, score 5 or all points, within .8 of the limit, no hint, first take, not the card's first answer, and no untouched list | easy |
///
/// The thresholds are from simulated learners with noisy scores: .45 told known from unknown best
/// while scores are honest. How sure the user was never changes the grade.
pub fn grade(answer: &Inputs, is_first: bool) -> Option<Grade> {
    if answer.is_follow_up {
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
    let covered = covered(answer);
    let score = answer.score_before_hints();
    if covered.is_none() && score.is_none() {
        return Grade::from_number(answer.grade?);
    }
    if score == Some(1) || was_mostly_shown(answer) {
        return Some(Grade::Again);
    }
    let quality = quality(answer)?;
    if quality < 0.45 {
        return Some(Grade::Again);
    }
    let pace = pace(answer);
    if quality < 0.65 || has_hints(answer) || (quality < 0.9 && pace.is_some_and(|pace| pace > 1.5))
    {
        return Some(Grade::Hard);
    }
    let has_untouched_list = answer.ticked.is_none() && answer.points_of.is_some_and(|of| of > 0);
    let is_easy = !is_first
        && quality >= 0.9
        && (score == Some(5) || covered.is_some_and(|share| share >= 0.95))
        && pace.is_none_or(|pace| pace <= 0.8)
        && answer.takes.is_none_or(|takes| takes <= 1)
        && !has_untouched_list;
    Some(if is_easy { Grade::Easy } else { Grade::Good })
}

fn has_hints(answer: &Inputs) -> bool {
    answer.hints.is_some_and(|hints| hints > 0)
}

/// Whether hints gave away half the points or more.
fn was_mostly_shown(answer: &Inputs) -> bool {
    let hints = answer.hints.and_then(|hints| usize::try_from(hints).ok());
    let of = answer.points_of.unwrap_or(0);
    of > 0 && hints.is_some_and(|hints| hints >= 2 && 2 * hints >= of)
}

/// The share of key points that were met without being shown by a hint, 0–1; of situation, task,
/// action and result where the card has no points. `None` where no list was used.
fn covered(answer: &Inputs) -> Option<f64> {
    let Some(of) = answer.points_of.filter(|&of| of > 0) else {
        return Some(share(answer.star?, STAR));
    };
    let hints = usize::try_from(answer.hints.unwrap_or(0)).unwrap_or(usize::MAX);
    Some(share(answer.ticked?.saturating_sub(hints), of))
}

/// Situation, task, action, result.
const STAR: usize = 4;

#[expect(clippy::cast_precision_loss, reason = "a card has a handful of points")]
fn share(met: usize, of: usize) -> f64 {
    (met as f64 / of as f64).min(1.0)
}

/// Time of the answer over its limit; `None` where either is missing.
pub fn pace(answer: &Inputs) -> Option<f64> {
    let limit = answer.limit_ms.filter(|&limit| limit > 0)?;
    Some(milliseconds(answer.answer_ms?) / milliseconds(limit))
}

/// How good an answer was, 0–1, time left aside: 0.6 of the points that were met and 0.4 of the
/// score, both before hints, or the one of them that is known; a review's grade stands for them
/// where neither is. 0 where it was given up.
pub fn quality(answer: &Inputs) -> Option<f64> {
    if answer.skipped {
        return None;
    }
    if answer.gave_up {
        return Some(0.0);
    }
    let of_score = answer
        .score_before_hints()
        .map(|score| f64::from(score - 1) / 4.0);
    match (covered(answer), of_score) {
        (Some(covered), Some(of_score)) => return Some(0.6 * covered + 0.4 * of_score),
        (Some(known), None) | (None, Some(known)) => return Some(known),
        (None, None) => {}
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

    /// The table of [`grade`], a row each.
    #[test]
    fn every_kind_of_evidence_has_its_grade() {
        let scored = |score| move |answer: &mut Answer| answer.score = Some(score);
        let untouched = |score| {
            move |answer: &mut Answer| {
                answer.score = Some(score);
                answer.points_of = Some(5);
            }
        };
        let ticked = |met, score| {
            move |answer: &mut Answer| {
                points(met, 5)(answer);
                answer.score = Some(score);
            }
        };
        for (score, wanted) in [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4)] {
            assert_eq!(number(scored(score)), Some(wanted), "no list, {score}");
        }
        for (score, wanted) in [(1, 1), (2, 1), (3, 2), (4, 3), (5, 3)] {
            assert_eq!(number(untouched(score)), Some(wanted), "untouched, {score}");
        }
        for (met, score, wanted) in [
            (5, 1, 1),
            (0, 2, 1),
            (2, 3, 1),
            (3, 3, 2),
            (4, 2, 2),
            (1, 5, 2),
            (2, 5, 2),
            (3, 4, 3),
            (4, 4, 3),
            (5, 4, 4),
            (5, 5, 4),
            (4, 5, 3),
        ] {
            assert_eq!(
                number(ticked(met, score)),
                Some(wanted),
                "{met} of 5, {score}"
            );
        }
    }

    #[test]
    fn an_empty_list_of_before_counts_only_beside_a_poor_score() {
        let of = |score, hints| {
            let inputs = answer(|answer| {
                points(0, 5)(answer);
                answer.score = Some(score);
                answer.hints = hints;
            });
            (inputs.ticked, grade(&inputs, false).map(Grade::number))
        };
        assert_eq!(of(5, None), (None, Some(3)));
        assert_eq!(of(3, None), (None, Some(2)));
        assert_eq!(of(2, None), (Some(0), Some(1)));
        assert_eq!(of(2, Some(1)), (None, Some(2)), "3 before its hint");
        let none_met = answer(|answer| {
            points(0, 5)(answer);
            answer.score = Some(5);
            answer.none_met = true;
        });
        assert_eq!(none_met.ticked, Some(0));
        assert_eq!(grade(&none_met, false).map(Grade::number), Some(1));
    }

    #[test]
    fn hints_time_and_further_takes_bound_the_grade() {
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
        assert_eq!(but(|answer| answer.answer_ms = Some(80_001)), Some(3));
        assert_eq!(but(|answer| answer.answer_ms = Some(200_000)), Some(3));
        assert_eq!(but(|answer| answer.takes = Some(2)), Some(3));
        assert_eq!(but(|answer| answer.hints = Some(0)), Some(4));
        assert_eq!(but(|answer| answer.hints = Some(1)), Some(2));
        assert_eq!(but(|answer| answer.hints = Some(2)), Some(1));
        let slow = |answer: &mut Answer| {
            answer.score = Some(4);
            answer.limit_ms = Some(100_000);
            answer.answer_ms = Some(150_001);
        };
        assert_eq!(number(slow), Some(2), "slow and incomplete");
    }

    #[test]
    fn the_parts_of_a_story_stand_for_points_where_the_card_has_none() {
        let told = |letters: &'static str| {
            number(move |answer| {
                answer.star = Some(letters.to_owned());
                answer.score = Some(4);
            })
        };
        assert_eq!(
            [told("star"), told("s"), told("")],
            [Some(4), Some(2), Some(3)]
        );
    }

    #[test]
    fn a_probe_is_a_follow_up() {
        let asked = number(|answer| {
            answer.probe = Some("why".to_owned());
            answer.score = Some(5);
        });
        assert_eq!(asked, None);
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
            0.6 * 0.4 + 0.4 * 0.5,
        );
        near(&|answer: &mut Answer| answer.grade = Some(3), 0.85);
        assert_eq!(quality(&answer(|_| {})), None);
    }
}
