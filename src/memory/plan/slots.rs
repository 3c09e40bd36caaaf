//! The days up to the interviews as slots of time.
//!
//! Far days need no slot of their own: the first and the last seven stand alone, what lies
//! between is pooled into at most eight (measured: the same result in a fifth of the time). A
//! pool never lies on both sides of an interview.

/// What is planned for another day than today counts this much less, and so do its minutes.
/// .80–.90 do equally well; without it the plan trusts the future too much and loses to a plain
/// greedy choice as soon as days are missed.
pub const DISCOUNT: f64 = 0.85;

/// So many days have slots of their own at either end.
const SINGLE: usize = 7;
/// So many pools lie between.
const POOLS: usize = 8;

/// Time for practice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Its day, counted from today; of a pool the middle one.
    pub day: f64,
    /// Seconds that may be planned.
    pub seconds: f64,
    /// What a gain here counts.
    pub factor: f64,
}

/// The slots of days with these seconds each, the first of them today. `deadlines` are days;
/// `minutes_kept` is the part of the future's minutes that is counted on: [`DISCOUNT`] to choose
/// what to do today, 1 to forecast what comes of it if they are all kept.
pub fn slots(seconds: &[f64], deadlines: &[f64], minutes_kept: f64) -> Vec<Slot> {
    let days = seconds.len();
    let mut slots = Vec::new();
    let mut from = 0;
    let pooled = days.saturating_sub(2 * SINGLE);
    let size = pooled.div_ceil(POOLS).max(1);
    while from < days {
        let is_pooled = pooled > 2 && (SINGLE..days - SINGLE).contains(&from);
        let mut to = if is_pooled {
            (from + size).min(days - SINGLE)
        } else {
            from + 1
        };
        if let Some(&deadline) = deadlines
            .iter()
            .find(|&&deadline| whole(from) < deadline && deadline < whole(to))
        {
            to = (from..to).find(|&day| whole(day) >= deadline).unwrap_or(to);
        }
        let sum: f64 = seconds[from..to].iter().sum();
        if sum > 0.0 {
            let middle = seconds[from..to]
                .iter()
                .enumerate()
                .map(|(i, seconds)| whole(from + i) * seconds)
                .sum::<f64>()
                / sum;
            let (kept, factor) = match from {
                0 => (1.0, 1.0),
                _ => (minutes_kept, DISCOUNT),
            };
            slots.push(Slot {
                day: middle.round(),
                seconds: sum * kept,
                factor,
            });
        }
        from = to;
    }
    slots
}

#[expect(clippy::cast_precision_loss, reason = "days of a life")]
fn whole(day: usize) -> f64 {
    day as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(slots: &[Slot]) -> Vec<f64> {
        slots.iter().map(|slot| slot.day).collect()
    }

    #[test]
    fn up_to_sixteen_days_each_stands_alone() {
        let found = slots(&[60.0; 16], &[16.0], DISCOUNT);
        assert_eq!(days(&found), (0..16).map(f64::from).collect::<Vec<_>>());
        assert_eq!((found[0].seconds, found[0].factor), (60.0, 1.0));
        assert_eq!((found[1].seconds, found[1].factor), (51.0, 0.85));
    }

    #[test]
    fn far_days_are_pooled_and_no_minute_is_lost() {
        for length in [17, 30, 90, 3650] {
            let found = slots(&vec![60.0; length], &[whole(length)], DISCOUNT);
            assert!(
                found.len() <= 2 * SINGLE + POOLS,
                "{length}: {}",
                found.len()
            );
            let sum: f64 = found.iter().map(|slot| slot.seconds / slot.factor).sum();
            assert!((sum - 60.0 * whole(length)).abs() < 1e-6);
            assert!(found.is_sorted_by(|a, b| a.day < b.day));
        }
    }

    #[test]
    fn days_off_have_no_slot_and_a_pool_ends_at_an_interview() {
        let mut seconds = vec![60.0; 90];
        seconds[0] = 0.0;
        let found = slots(&seconds, &[40.0, 90.0], DISCOUNT);
        let first = Slot {
            day: 1.0,
            seconds: 60.0 * DISCOUNT,
            factor: DISCOUNT,
        };
        assert_eq!(found[0], first);
        let before: f64 = found
            .iter()
            .filter(|slot| slot.day < 40.0)
            .map(|slot| slot.seconds / slot.factor)
            .sum();
        assert!((before - 39.0 * 60.0).abs() < 1e-6, "{before}");
        assert!(slots(&[0.0; 40], &[40.0], DISCOUNT).is_empty());
    }
}
