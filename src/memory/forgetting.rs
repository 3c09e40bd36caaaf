//! How fast this user forgets, told by the answers whose recall was predicted. All forecasts take it
//! into account: the curve of the defaults is that of a stranger.

use super::fsrs::Fsrs;

/// Before anything is known of the user, forgetting is taken to be this much faster than the
/// model's. Memories scatter around what is believed of them, and the mean of a curve that bends
/// down lies below the curve of the mean; and people score themselves a little too kindly (León,
/// Panadero and García-Martínez, 2023: g = 0.2), which makes everything look better kept.
/// The figure itself was chosen in `examples/plan_simulation.rs`, not measured on people.
const USUAL_RATE: f64 = 1.2;
/// The logarithm of the rate at which people forget is spread by about this much around the
/// defaults: so much evidence it takes to believe in another one.
const SPREAD: f64 = 0.5;

/// How many times as fast as the model's default this user forgets: the likeliest rate, given
/// `predictions` (the model's chance of recall, and whether it was passed) and that most people
/// are near the usual rate, which it is where nothing was predicted yet.
pub(super) fn forgetting_rate(model: &Fsrs, predictions: &[(f64, bool)]) -> f64 {
    if predictions.is_empty() {
        return USUAL_RATE;
    }
    let alike = Alike::of(predictions);
    let likelihood = |log_rate: f64| {
        let rate = log_rate.exp();
        let answers: f64 = alike
            .iter()
            .map(|alike| {
                let recall = model
                    .recall_at_rate(alike.predicted, rate)
                    .clamp(1e-6, 1.0 - 1e-6);
                alike.passed * recall.ln() + alike.failed * (1.0 - recall).ln()
            })
            .sum();
        let unusual = (log_rate - USUAL_RATE.ln()) / SPREAD;
        answers - unusual * unusual / 2.0
    };
    // Golden sections: the likelihood has one top.
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-2.0, 3.0);
    while high - low > 0.01 {
        let (a, b) = (high - golden * (high - low), low + golden * (high - low));
        if likelihood(a) < likelihood(b) {
            low = a;
        } else {
            high = b;
        }
    }
    f64::midpoint(low, high).exp()
}

/// Predictions that are nearly the same, taken together: years of answers are weighed as fast as a
/// month's.
#[derive(Debug, Clone, Copy, Default)]
struct Alike {
    /// The mean of the predicted chances.
    predicted: f64,
    passed: f64,
    failed: f64,
}

impl Alike {
    /// So many sorts, each a thousandth of recall wide: what comes of it differs from that of the
    /// single predictions by less than the search for it stops at.
    const SORTS: u32 = 1000;

    fn of(predictions: &[(f64, bool)]) -> Vec<Self> {
        let mut sorts = vec![Self::default(); Self::SORTS as usize + 1];
        for &(predicted, is_pass) in predictions {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a chance of 0–1"
            )]
            let sort = &mut sorts[(predicted.clamp(0.0, 1.0) * f64::from(Self::SORTS)) as usize];
            if is_pass {
                sort.passed += 1.0;
            } else {
                sort.failed += 1.0;
            }
            sort.predicted += (predicted - sort.predicted) / (sort.passed + sort.failed);
        }
        sorts.retain(|sort| sort.passed + sort.failed > 0.0);
        sorts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_answers_the_defaults_stand_and_many_answers_move_them() {
        let model = Fsrs::default();
        assert!((forgetting_rate(&model, &[]) - USUAL_RATE).abs() < 1e-12);
        let of = |passes: usize, fails: usize| {
            let mut predictions = vec![(0.85, true); passes];
            predictions.extend(vec![(0.85, false); fails]);
            forgetting_rate(&model, &predictions)
        };
        assert!((of(850, 150) - 1.0).abs() < 0.03);
        assert!(of(600, 400) > 3.0);
        assert!(of(980, 20) < 0.5);
        assert!((of(0, 1) - USUAL_RATE).abs() < 0.5);
    }

    proptest! {
        #[test]
        fn the_rate_stays_within_reason(
            predictions in proptest::collection::vec((0.001..=1.0f64, any::<bool>()), 0..60),
        ) {
            let rate = forgetting_rate(&Fsrs::default(), &predictions);
            prop_assert!((0.1..=21.0).contains(&rate));
        }
    }
}
