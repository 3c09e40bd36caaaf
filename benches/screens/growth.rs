//! How what is measured grows with what there is.

/// The exponent of the power that lies nearest to these points of size and cost (least squares of
/// their logarithms): 0 where size does not matter, 1 where cost grows in proportion.
pub fn exponent(points: &[(usize, f64)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most some millions")]
    let points: Vec<(f64, f64)> = points
        .iter()
        .map(|&(size, cost)| ((size as f64).ln(), cost.ln()))
        .collect();
    let mean = |of: fn(&(f64, f64)) -> f64| {
        let count = points.iter().map(|_| 1.0).sum::<f64>();
        points.iter().map(of).sum::<f64>() / count
    };
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let together: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let alone: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    together / alone
}
