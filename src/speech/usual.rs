//! A figure of one answer beside those of the user's last answers: in words, and never as a score.

/// How many of the last answers are looked at.
pub const LAST: usize = 20;
/// Fewer tell nothing.
const FEWEST: usize = 3;
/// What differs by less is as usual.
const LITTLE: f64 = 0.08;
/// What differs by more differs much.
const MUCH: f64 = 0.25;

/// How a figure stands to the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compared {
    /// More than a quarter less.
    MuchLess,
    /// Less.
    Less,
    /// As usual.
    Same,
    /// More.
    More,
    /// More than a quarter more.
    MuchMore,
}

/// The median of the last figures, the newest last; `None` while there are too few.
pub fn usual(earlier: &[f64]) -> Option<f64> {
    let from = earlier.len().saturating_sub(LAST);
    let mut last = earlier[from..].to_vec();
    if last.len() < FEWEST {
        return None;
    }
    last.sort_by(f64::total_cmp);
    let half = last.len() / 2;
    Some(if last.len().is_multiple_of(2) {
        f64::midpoint(last[half - 1], last[half])
    } else {
        last[half]
    })
}

/// A figure beside the usual one. `least` is a difference that nobody notices, in the figure's unit.
pub fn compared(figure: f64, earlier: &[f64], least: f64) -> Option<Compared> {
    let usual = usual(earlier)?;
    let difference = figure - usual;
    let share = difference.abs() / usual.abs().max(f64::EPSILON);
    Some(if difference.abs() < least || share < LITTLE {
        Compared::Same
    } else {
        match (difference > 0.0, share >= MUCH) {
            (true, true) => Compared::MuchMore,
            (true, false) => Compared::More,
            (false, true) => Compared::MuchLess,
            (false, false) => Compared::Less,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_compared_with_the_middle_of_the_last_twenty() {
        let earlier = [300.0, 310.0, 290.0, 900.0];
        assert_eq!(usual(&earlier), Some(305.0));
        assert_eq!(compared(310.0, &earlier, 0.0), Some(Compared::Same));
        assert_eq!(compared(340.0, &earlier, 0.0), Some(Compared::More));
        assert_eq!(compared(340.0, &earlier, 50.0), Some(Compared::Same));
        assert_eq!(compared(100.0, &earlier, 0.0), Some(Compared::MuchLess));
        assert_eq!(compared(500.0, &earlier, 0.0), Some(Compared::MuchMore));
        assert_eq!(compared(270.0, &earlier, 0.0), Some(Compared::Less));
        assert_eq!(compared(1.0, &earlier[..2], 0.0), None);
        let mut many = vec![1.0; 30];
        many.extend(vec![5.0; LAST]);
        assert_eq!(usual(&many), Some(5.0));
    }
}
