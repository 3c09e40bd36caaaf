//! How a running clock looks.

use std::time::Duration;

/// A clock and its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFace {
    /// Time gone by.
    pub gone: Duration,
    /// The limit; zero where there is none.
    pub limit: Duration,
}

impl ClockFace {
    /// What is left of the limit.
    pub fn left(self) -> Duration {
        self.limit.saturating_sub(self.gone)
    }

    /// How far over the limit.
    pub fn over(self) -> Option<Duration> {
        self.gone
            .checked_sub(self.limit)
            .filter(|over| self.has_limit() && !over.is_zero())
    }

    /// The part that is gone, at most 1; 0 where there is no limit.
    pub fn share(self) -> f64 {
        if self.has_limit() {
            (self.gone.as_secs_f64() / self.limit.as_secs_f64()).min(1.0)
        } else {
            0.0
        }
    }

    /// Whether there is a limit.
    pub fn has_limit(self) -> bool {
        !self.limit.is_zero()
    }
}
