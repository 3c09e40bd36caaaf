//! Curves of forgetting. All are 0.9 where the time is the stability.

use crate::memory::fsrs::{DEFAULT_WEIGHTS, DUE_AT};

/// How the chance of recall falls with the time over the stability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// FSRS-6's power, −0.1542: a long tail.
    Fsrs,
    /// The power −1/2.
    SquareRoot,
    /// e to the time: no tail at all.
    Exponential,
}

impl Curve {
    /// Every curve.
    pub const ALL: [Self; 3] = [Self::Fsrs, Self::SquareRoot, Self::Exponential];

    /// The chance of recall after `time`, counted in stabilities.
    pub fn recall(self, time: f64) -> f64 {
        match self {
            Self::Fsrs => (1.0 + FSRS_FACTOR * time).powf(-DEFAULT_WEIGHTS[20]),
            Self::SquareRoot => 1.0 / (1.0 + SQUARE_ROOT_FACTOR * time).sqrt(),
            Self::Exponential => (LN_DUE_AT * time).exp(),
        }
    }

    /// The time, in stabilities, after which the chance of recall is this.
    pub fn time(self, recall: f64) -> f64 {
        match self {
            Self::Fsrs => (recall.powf(-1.0 / DEFAULT_WEIGHTS[20]) - 1.0) / FSRS_FACTOR,
            Self::SquareRoot => (1.0 / (recall * recall) - 1.0) / SQUARE_ROOT_FACTOR,
            Self::Exponential => recall.ln() / LN_DUE_AT,
        }
    }

    /// The stability in days that this curve has where FSRS-6 says `stability`. Below a day that
    /// is a parameter of FSRS-6's long tail: read as an exponential's, nothing would be left after
    /// two days. So the curves are made to agree after one day.
    pub fn stability(self, stability: f64) -> f64 {
        if self == Self::Fsrs || stability >= 1.0 {
            stability
        } else {
            1.0 / self.time(Self::Fsrs.recall(1.0 / stability))
        }
    }
}

/// 0.9^(−1 / 0.1542) − 1, which makes FSRS-6's curve 0.9 at the stability.
const FSRS_FACTOR: f64 = 0.980_346_494_413_479_7;
/// The same of the power −1/2.
const SQUARE_ROOT_FACTOR: f64 = 1.0 / (DUE_AT * DUE_AT) - 1.0;
/// ln 0.9
const LN_DUE_AT: f64 = -0.105_360_515_657_826_3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_curve_is_at_nine_tenths_after_its_stability_and_back() {
        for curve in Curve::ALL {
            assert!((curve.recall(1.0) - DUE_AT).abs() < 1e-9, "{curve:?}");
            for recall in [0.99, 0.7, 0.3] {
                let again = curve.recall(curve.time(recall));
                assert!((again - recall).abs() < 1e-9, "{curve:?}");
            }
            // A stability below a day agrees with FSRS-6 after one day.
            let after_a_day = curve.recall(1.0 / curve.stability(0.212));
            assert!((after_a_day - Curve::Fsrs.recall(1.0 / 0.212)).abs() < 1e-9);
        }
    }
}
