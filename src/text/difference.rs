//! Which lines two texts share: the longest common subsequence, for showing two versions side by
//! side and for leaving alone what did not change.

use std::ops::Range;

/// Above this many comparisons (2,000 × 2,000 changed lines) the middle counts as wholly changed:
/// what a person could still read is far below it, and the table stays under 16 MiB.
const MOST_COMPARISONS: usize = 4_000_000;

/// A run of the two sequences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// These are equal, one for one.
    Same(Range<usize>, Range<usize>),
    /// The first range became the second; one of the two may be empty.
    Changed(Range<usize>, Range<usize>),
}

/// The runs of two sequences in order; together they cover both.
pub fn runs<A, B>(old: &[A], new: &[B], equal: impl Fn(&A, &B) -> bool) -> Vec<Run> {
    let head = old.iter().zip(new).take_while(|(a, b)| equal(a, b)).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(a, b)| equal(a, b))
        .count();
    let (middle_old, middle_new) = (head..old.len() - tail, head..new.len() - tail);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    pairs.extend(
        common(&old[middle_old.clone()], &new[middle_new.clone()], &equal)
            .into_iter()
            .map(|(i, j)| (head + i, head + j)),
    );
    pairs.extend((0..tail).map(|i| (middle_old.end + i, middle_new.end + i)));
    from_pairs(&pairs, old.len(), new.len())
}

/// The index pairs of a longest common subsequence.
fn common<A, B>(old: &[A], new: &[B], equal: impl Fn(&A, &B) -> bool) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST_COMPARISONS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if equal(&old[i], &new[j]) {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if equal(&old[i], &new[j]) {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn from_pairs(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for &(a, b) in pairs {
        if a > i || b > j {
            runs.push(Run::Changed(i..a, j..b));
        }
        match runs.last_mut() {
            Some(Run::Same(left, right)) if left.end == a && right.end == b => {
                left.end += 1;
                right.end += 1;
            }
            _ => runs.push(Run::Same(a..a + 1, b..b + 1)),
        }
        (i, j) = (a + 1, b + 1);
    }
    if i < old || j < new {
        runs.push(Run::Changed(i..old, j..new));
    }
    runs
}

/// One row of two texts side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row<'t> {
    /// The line stands in both.
    Same(&'t str),
    /// The line on the left and the one that stands there on the right; the side that has none
    /// is `None`.
    Different(Option<&'t str>, Option<&'t str>),
}

/// Two texts line by line, side by side: changed lines stand opposite each other.
pub fn side_by_side<'t>(left: &'t str, right: &'t str) -> Vec<Row<'t>> {
    let (left, right) = (lines_of(left), lines_of(right));
    let mut rows = Vec::with_capacity(left.len().max(right.len()));
    for run in runs(&left, &right, |a, b| a == b) {
        match run {
            Run::Same(range, _) => rows.extend(left[range].iter().map(|line| Row::Same(line))),
            Run::Changed(a, b) => {
                let longer = a.len().max(b.len());
                rows.extend((0..longer).map(|i| {
                    let in_range = |lines: &[&'t str], range: &Range<usize>| {
                        lines[range.clone()].get(i).copied()
                    };
                    Row::Different(in_range(&left, &a), in_range(&right, &b))
                }));
            }
        }
    }
    rows
}

fn lines_of(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changed_lines_stand_opposite_each_other() {
        let rows = side_by_side("결론\n까닭\n끝", "결론\n다른 까닭\n보기\n끝");
        assert_eq!(
            rows,
            [
                Row::Same("결론"),
                Row::Different(Some("까닭"), Some("다른 까닭")),
                Row::Different(None, Some("보기")),
                Row::Same("끝"),
            ]
        );
        assert_eq!(side_by_side("", "a"), [Row::Different(None, Some("a"))]);
    }

    proptest! {
        #[test]
        fn the_runs_cover_both_sides_and_same_runs_are_equal(
            old in proptest::collection::vec(0..4u8, 0..12),
            new in proptest::collection::vec(0..4u8, 0..12),
        ) {
            let (mut i, mut j) = (0, 0);
            for run in runs(&old, &new, |a, b| a == b) {
                let (a, b) = match run {
                    Run::Same(a, b) => {
                        prop_assert_eq!(&old[a.clone()], &new[b.clone()]);
                        (a, b)
                    }
                    Run::Changed(a, b) => (a, b),
                };
                prop_assert_eq!((a.start, b.start), (i, j));
                (i, j) = (a.end, b.end);
            }
            prop_assert_eq!((i, j), (old.len(), new.len()));
        }
    }
}
