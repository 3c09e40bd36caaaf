//! The labelling with the greatest sum, no question below a question.

use std::collections::{HashMap, HashSet};

use super::lines::{Kind, Line};
use super::tree::{Class, ROOT, Said, Tree};
use super::weigh::{self, Classes};
use super::weights::Weights;
use super::words::Category;

/// A reading of a note.
pub(super) struct Solved {
    pub tree: Tree,
    pub classes: Classes,
    /// The nodes that ask, in the note's order.
    pub questions: Vec<usize>,
    /// The sum of what speaks for it, less the prices.
    pub total: f32,
    /// What each class that is used adds to it.
    pub gains: Vec<(Class, f32)>,
}

/// How often classes are dropped one by one; after that all poor ones at once.
const MOST_ROUNDS: usize = 24;

/// Labels the lines; drops the classes that do not earn the price of a convention; labels again.
pub(super) fn solve(lines: &mut [Line<'_>], title: &str, said: &Said, weights: &Weights) -> Solved {
    let mut tree = Tree::of(lines, said);
    let classes = weigh::weigh(&mut tree, lines, title, weights);
    let alike = weigh::said_of_classes(&tree, said);
    let banned: HashSet<Class> = alike
        .iter()
        .filter_map(|(class, asks)| (!asks).then_some(*class))
        .collect();
    weigh::pull(&mut tree, lines, &classes, said, &banned, weights);
    label(&mut tree, weights);
    count_nested(&mut tree, &classes, weights);
    weigh::add_said(&mut tree, &alike);
    let mut used: HashMap<Class, usize> = HashMap::new();
    for at in chosen(&tree) {
        *used.entry(tree.nodes[at].class).or_default() += 1;
    }
    weigh::pull(&mut tree, lines, &classes, said, &banned, weights);
    for node in &mut tree.nodes {
        node.firm |= used.get(&node.class).is_some_and(|count| *count >= 5);
    }
    settle(tree, classes, weights)
}

impl Solved {
    /// The best reading without a class.
    pub(super) fn without(&self, class: Class, lines: &[Line<'_>], weights: &Weights) -> Self {
        let mut tree = Tree {
            nodes: self.tree.nodes.clone(),
            contents_are_list: self.tree.contents_are_list,
        };
        // What stood inside the class that is given up may ask itself.
        for node in &mut tree.nodes {
            node.own = node.alone;
        }
        let said = Said::default();
        weigh::pull(
            &mut tree,
            lines,
            &self.classes,
            &said,
            &HashSet::from([class]),
            weights,
        );
        settle(tree, self.classes.clone(), weights)
    }
}

/// Labels until every class that is used pays.
fn settle(mut tree: Tree, classes: Classes, weights: &Weights) -> Solved {
    let factorials = Factorials::up_to(tree.nodes.len());
    let mut round = 0;
    loop {
        let total = label(&mut tree, weights);
        let questions = chosen(&tree);
        let (gains, prices) = gains(&tree, &questions, &factorials, weights);
        let mut poor: Vec<(Class, f32)> = gains
            .iter()
            .copied()
            .filter(|(class, gain)| *gain < 0.0 && !is_said(&tree, &classes[class]))
            .collect();
        if poor.is_empty() || round > 2 * MOST_ROUNDS {
            return Solved {
                tree,
                classes,
                questions,
                total: total - prices,
                gains,
            };
        }
        poor.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        round += 1;
        let dropped = if round > MOST_ROUNDS { poor.len() } else { 1 };
        for (class, _) in &poor[..dropped] {
            for &at in &classes[class] {
                let node = &mut tree.nodes[at];
                node.score = node.score.min(-0.01);
            }
        }
    }
}

/// Whether the user called one of these a question.
fn is_said(tree: &Tree, members: &[usize]) -> bool {
    members.iter().any(|&at| tree.nodes[at].score >= 10.0)
}

/// What each class that is used adds, the best first, and the prices of all.
fn gains(
    tree: &Tree,
    questions: &[usize],
    factorials: &Factorials,
    weights: &Weights,
) -> (Vec<(Class, f32)>, f32) {
    let mut sums: HashMap<Class, f32> = HashMap::new();
    for &at in questions {
        *sums.entry(tree.nodes[at].class).or_default() += tree.nodes[at].score;
    }
    let picking = picking(tree, &sums, factorials);
    let mut gains: Vec<(Class, f32)> = sums.into_iter().collect();
    gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut prices = 0.0;
    for (i, (class, gain)) in gains.iter_mut().enumerate() {
        let second = if i == 0 { 0.0 } else { weights.second };
        let price = weights.convention + second + picking.get(class).copied().unwrap_or(0.0);
        prices += price;
        *gain -= price;
    }
    gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    (gains, prices)
}

/// The best sum, from the innermost outwards. Nodes stand before those below them.
fn label(tree: &mut Tree, weights: &Weights) -> f32 {
    let mut swallowed = vec![0usize; tree.nodes.len()];
    for at in (1..tree.nodes.len()).rev() {
        let inner: f32 = tree.nodes[at]
            .children
            .iter()
            .map(|&child| tree.nodes[child].best)
            .sum();
        let node = &mut tree.nodes[at];
        let alone = node.score - weights.swallow * super::number(swallowed[at]);
        // Leaving out a line that asks costs, breaking a firm series more: the inner reading has
        // to be worth it.
        let price = match (node.category, node.firm) {
            (Category::Ask, true) if node.score > 0.0 => weights.deviate,
            (Category::Ask, false) if node.score > 0.0 => weights.lost,
            _ => 0.0,
        };
        node.asks = alone > (inner - price).max(0.0);
        node.best = if node.asks { alone } else { inner };
        let asks = usize::from(node.category == Category::Ask && node.score > 0.0);
        swallowed[node.parent] += swallowed[at] + asks;
    }
    tree.nodes[ROOT]
        .children
        .iter()
        .map(|&child| tree.nodes[child].best)
        .sum()
}

/// The questions: nodes that ask and stand below none that does.
fn chosen(tree: &Tree) -> Vec<usize> {
    let mut inside = vec![false; tree.nodes.len()];
    let mut found = Vec::new();
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        inside[at] = inside[node.parent];
        if node.asks && !inside[at] {
            inside[at] = true;
            found.push(at);
        }
    }
    found
}

/// Where most of a class stands inside the chosen questions of others, its stragglers are
/// answers, too; but for items in a section where all ask.
fn count_nested(tree: &mut Tree, classes: &Classes, weights: &Weights) {
    let mut around: Vec<Option<Class>> = vec![None; tree.nodes.len()];
    let mut under: HashMap<Class, usize> = HashMap::new();
    let mut local: HashMap<(Class, usize), (usize, usize)> = HashMap::new();
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        let outer = around[node.parent];
        if outer.is_some_and(|outer| outer != node.class) {
            *under.entry(node.class).or_default() += 1;
        }
        around[at] = outer.or(node.asks.then_some(node.class));
        let count = local.entry((node.class, node.section)).or_default();
        count.0 += usize::from(node.category == Category::Ask);
        count.1 += 1;
    }
    for node in &mut tree.nodes[1..] {
        let inside = under.get(&node.class).copied().unwrap_or(0);
        let share = (1.5 * super::ratio(inside, classes[&node.class].len())).min(1.0);
        let (asking, all) = local[&(node.class, node.section)];
        let lifted = if node.class.kind == Kind::Item && all > 1 {
            (2.0 * super::ratio(asking, all) - 1.0).max(0.0)
        } else {
            0.0
        };
        node.alone = node.own;
        node.own += weights.nested * share * (1.0 - lifted);
    }
}

/// Logarithms of factorials.
struct Factorials(Vec<f32>);

impl Factorials {
    fn up_to(most: usize) -> Self {
        let mut sum = 0.0;
        let logarithms = (1..=most + 1).map(|n| {
            sum += super::number(n).ln();
            sum
        });
        Self(std::iter::once(0.0).chain(logarithms).collect())
    }

    /// ln C(n, k), and ln (n + 1) to say k where it is neither none nor all.
    fn choice(&self, k: usize, n: usize) -> f32 {
        let some = if k > 0 && k < n {
            super::number(n + 1).ln()
        } else {
            0.0
        };
        (self.0[n] - self.0[k] - self.0[n - k]).max(0.0) + some
    }
}

/// The nats that it takes to say which members of a class ask. All or none of a section is free;
/// which sections, and which members of one, must be told. Members that their own words rule out
/// need no telling; those below a question are not in play.
fn picking(
    tree: &Tree,
    used: &HashMap<Class, f32>,
    factorials: &Factorials,
) -> HashMap<Class, f32> {
    let mut inside = vec![false; tree.nodes.len()];
    let mut sections: HashMap<Class, HashMap<usize, (usize, usize)>> = HashMap::new();
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        let below = inside[node.parent];
        inside[at] = below || node.asks;
        if below || !used.contains_key(&node.class) {
            continue;
        }
        let ruled_out =
            matches!(node.category, Category::Junk | Category::Statement) || node.only_contents;
        if node.asks || !ruled_out {
            let count = sections
                .entry(node.class)
                .or_default()
                .entry(node.section)
                .or_default();
            count.0 += usize::from(node.asks);
            count.1 += 1;
        }
    }
    sections
        .into_iter()
        .map(|(class, sections)| {
            let used = sections.values().filter(|(asking, _)| *asking > 0).count();
            let within: f32 = sections
                .values()
                .filter(|(asking, _)| *asking > 0)
                .map(|&(asking, all)| factorials.choice(asking, all))
                .sum();
            (class, factorials.choice(used, sections.len()) + within)
        })
        .collect()
}
