//! Learners: what they truly remember, how they answer and how they judge themselves.

use hotseat::bank::Bank;
use hotseat::memory::fsrs::DEFAULT_WEIGHTS;
use hotseat::memory::{Fsrs, Grade, Memory, limit, weight};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Of what make a memory is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Make {
    /// FSRS with parameters of his own.
    Scattered,
    /// Exponential forgetting with a stability that grows by spacing, none of the model's formulas.
    Exponential,
    /// FSRS's stabilities, forgotten exponentially.
    FsrsExponential,
    /// ACT-R: every answer leaves a trace that fades by a power of its age, faster where it was made
    /// while the card was still well known.
    ActR,
}

/// How people differ from one another beside their memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Family {
    /// Of what make the memory is.
    pub make: Make,
    /// The mean share that is known before anything was tried.
    pub knows: f64,
    /// How many times the usual stabilities.
    pub stability: f64,
    /// Logits that an evening's tiredness takes off while answering, and their spread.
    pub tired: (f64, f64),
    /// The part that each answer takes off the stability of its neighbours.
    pub interference: f64,
    /// Points by which the self-score is too kind.
    pub too_kind: f64,
    /// Interviews: noisier scores, ticks, and this share of lists left untouched.
    pub untouched: Option<f64>,
}

impl Family {
    /// The usual learner of a make.
    pub fn of(make: Make) -> Self {
        Self {
            make,
            knows: 0.4,
            stability: 1.0,
            tired: (0.0, 0.0),
            interference: 0.0,
            too_kind: 0.0,
            untouched: None,
        }
    }
}

/// What the learner truly remembers of one card; no scheduler sees it.
#[derive(Debug, Clone)]
struct Truth {
    /// Chance of knowing it before it was ever tried.
    before: f64,
    memory: Option<Memory>,
    /// The answers so far, for ACT-R: day, strength and decay of each trace.
    traces: Vec<(f64, f64, f64)>,
    last: f64,
    /// How much better or worse than usual this card is kept.
    stability_factor: f64,
    /// Seconds of an answer that is known.
    seconds: f64,
}

/// What a program sees of an answer.
pub struct Told {
    /// 1–5.
    pub score: u8,
    /// The ticked ones of the four key points; `None` where the list was not touched.
    pub ticked: Option<Vec<usize>>,
    /// How long it took.
    pub seconds: f64,
}

/// The key points of every card.
pub const POINTS: usize = 4;
/// So many cards on either side are mixed up with a card.
const NEIGHBOURS: usize = 5;
/// Activation at which half is recalled, and the noise of activation.
const ACT_R_THRESHOLD: f64 = -1.32;
const ACT_R_NOISE: f64 = 0.6;

/// A learner.
pub struct Learner {
    family: Family,
    model: Fsrs,
    cards: Vec<Truth>,
    /// What spacing adds for the exponential learner.
    growth: f64,
    harsh: f64,
    /// How tired each evening is, in logits.
    evenings: StdRng,
    tired: Option<(f64, f64)>,
}

pub fn normal(random: &mut StdRng) -> f64 {
    let (a, b): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

fn lognormal(random: &mut StdRng, sigma: f64) -> f64 {
    (normal(random) * sigma).exp()
}

impl Learner {
    pub fn new(family: Family, bank: &Bank, random: &mut StdRng) -> Self {
        let mut weights = DEFAULT_WEIGHTS;
        for weight in &mut weights[..4] {
            *weight *= lognormal(random, 0.3);
        }
        weights[..4].sort_by(f64::total_cmp);
        weights[8] += 0.2 * normal(random);
        weights[11] *= lognormal(random, 0.2);
        weights[14] *= lognormal(random, 0.1);
        weights[20] = (weights[20] * lognormal(random, 0.15)).clamp(0.1, 0.3);
        let knows = family.knows + 0.08 * normal(random);
        let pace = lognormal(random, 0.2);
        let cards = bank
            .cards()
            .map(|entry| {
                let spread = 0.25 * normal(random);
                Truth {
                    before: (knows + spread).clamp(0.02, 0.98),
                    memory: None,
                    traces: Vec::new(),
                    last: 0.0,
                    stability_factor: family.stability * lognormal(random, 0.3),
                    seconds: limit(entry.card) * pace * lognormal(random, 0.25),
                }
            })
            .collect();
        Self {
            family,
            model: Fsrs::new(weights),
            cards,
            growth: 1.6 * lognormal(random, 0.2),
            harsh: 0.5 * normal(random),
            evenings: StdRng::seed_from_u64(random.random()),
            tired: None,
        }
    }

    /// The true chance of recall on a day.
    pub fn recall(&self, card: usize, day: f64) -> f64 {
        let truth = &self.cards[card];
        let Some(memory) = truth.memory else {
            return truth.before;
        };
        let days = (day - truth.last).max(0.0);
        let stability = memory.stability * truth.stability_factor;
        match self.family.make {
            Make::Scattered => self.model.recall(stability, days),
            Make::Exponential => (-days / (stability * 3.0)).exp(),
            Make::FsrsExponential => {
                (0.9_f64.ln() * days / after_a_day(&self.model, stability)).exp()
            }
            Make::ActR => activated(&truth.traces, truth.stability_factor, day),
        }
    }

    /// One attempt on a day: what the program sees of it.
    pub fn answer(&mut self, card: usize, day: f64, random: &mut StdRng) -> Told {
        let recall = self.recall(card, day);
        let is_known = random.random::<f64>() < self.tired_by(recall, day);
        let noise = lognormal(random, 0.15);
        let truth = self.cards[card].clone();
        let is_first = truth.memory.is_none();
        let mut next = self.remembered(&truth, is_known, recall, (day - truth.last).max(0.0));
        next.stability *= noise;
        let of = &mut self.cards[card];
        of.memory = Some(next);
        of.last = day;
        let strength = if is_known { 1.0 } else { 0.55 };
        of.traces.push((day, strength * noise, 0.35 + 0.3 * recall));
        self.interfere(card);
        let forgotten = if is_known { 1.0 } else { 1.3 };
        let first = if is_first { 1.4 } else { 1.0 };
        let seconds = truth.seconds * forgotten * first * lognormal(random, 0.2);
        Told {
            score: self.score(is_known, random),
            ticked: self.ticked(is_known, random),
            seconds,
        }
    }

    fn remembered(&self, truth: &Truth, is_known: bool, recall: f64, days: f64) -> Memory {
        let grade = if is_known { Grade::Good } else { Grade::Again };
        match (self.family.make, truth.memory) {
            (Make::Exponential, None) => Memory {
                stability: if is_known { 3.0 } else { 0.8 },
                difficulty: 5.0,
            },
            (Make::Exponential, Some(memory)) => Memory {
                stability: if is_known {
                    memory.stability * (1.0 + self.growth * (1.0 - recall).sqrt())
                } else {
                    (memory.stability * 0.4).max(0.6)
                },
                difficulty: 5.0,
            },
            (_, None) => self.model.first(grade),
            (_, Some(memory)) => self.model.next(memory, grade, days.floor()),
        }
    }

    /// What an evening's tiredness leaves of a chance; memory itself does not tire.
    fn tired_by(&mut self, recall: f64, day: f64) -> f64 {
        let (mean, spread) = self.family.tired;
        if mean == 0.0 {
            return recall;
        }
        let logits = match self.tired {
            Some((of, logits)) if (of - day).abs() < 0.5 => logits,
            _ => mean + spread * normal(&mut self.evenings),
        };
        self.tired = Some((day, logits));
        let odds = recall / (1.0 - recall).max(1e-9) * (-logits).exp();
        odds / (1.0 + odds)
    }

    /// What is answered is mixed up with what is like it.
    fn interfere(&mut self, card: usize) {
        if self.family.interference == 0.0 {
            return;
        }
        for step in 1..=NEIGHBOURS {
            let neighbour = (card + step) % self.cards.len();
            if let Some(memory) = &mut self.cards[neighbour].memory {
                memory.stability = (memory.stability * (1.0 - self.family.interference)).max(0.05);
            }
        }
    }

    /// What the learner gives himself: mostly right, never certain.
    fn score(&self, is_known: bool, random: &mut StdRng) -> u8 {
        let noise = if self.family.untouched.is_some() {
            0.9
        } else {
            0.6
        };
        let felt = (if is_known { 4.2 } else { 1.6 }) - self.harsh * 0.5
            + self.family.too_kind
            + noise * normal(random);
        match felt {
            x if x < 1.5 => 1,
            x if x < 2.6 => 2,
            x if x < 3.3 => 3,
            x if x < 4.7 => 4,
            _ => 5,
        }
    }

    fn ticked(&self, is_known: bool, random: &mut StdRng) -> Option<Vec<usize>> {
        let untouched = self.family.untouched?;
        if random.random::<f64>() < untouched {
            return None;
        }
        let mean = (if is_known { 0.85 } else { 0.2 }) + 0.18 * normal(random);
        let ticked = (0..POINTS).filter(|_| random.random::<f64>() < mean);
        Some(ticked.collect())
    }

    /// The true recall of everything on a day, weighted by importance.
    pub fn true_share(&self, bank: &Bank, day: f64) -> f64 {
        let mut sum = 0.0;
        let mut all = 0.0;
        for (i, entry) in bank.cards().enumerate() {
            let weight = weight(entry.card, &[]);
            sum += weight * self.recall(i, day);
            all += weight;
        }
        sum / all
    }
}

/// Below a day FSRS's stability belongs to its long tail: the exponential agrees with it after one.
fn after_a_day(model: &Fsrs, stability: f64) -> f64 {
    if stability >= 1.0 {
        stability
    } else {
        0.9_f64.ln() / model.recall(stability, 1.0).ln()
    }
}

fn activated(traces: &[(f64, f64, f64)], factor: f64, day: f64) -> f64 {
    let of = |&(at, strength, decay): &(f64, f64, f64)| {
        strength * (((day - at) / factor).max(0.3)).powf(-decay)
    };
    let activation: f64 = traces.iter().map(of).sum();
    1.0 / (1.0 + ((ACT_R_THRESHOLD - activation.ln()) / ACT_R_NOISE).exp())
}
