//! The table of ratios.

use std::cmp::Reverse;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use hotseat::search::Search;
use nucleo::pattern::{CaseMatching, Normalization};
use nucleo::{Config, Nucleo};
use rustix::time::{ClockId, clock_gettime};

use crate::corpus::{self, typing_states};
use crate::{as_one_pattern, index_of, key};

/// One key from scratch, by what it is.
const KEYS: [(&str, &[&str]); 3] = [
    ("Latin", &["t", "tcp", "kubern", "load balance", "sysdes"]),
    (
        "Hangul",
        &["카", "카프카", "카프카를 컨슈", "파티션의 리밸런싱을"],
    ),
    ("miss", &["zzqxjv", "카뷁카"]),
];

const WORDS: [&str; 6] = [
    "kubernetes",
    "deadlock",
    "system design",
    "load balance",
    "카프카를 컨슈머",
    "쿠버네티스의 컨테이너",
];

/// Initials and half-typed syllables beside what they stand for.
const HALF_TYPED: [(&str, &str); 5] = [
    ("ㅋㅍㅋ", "카프카"),
    ("카프ㅋ", "카프카"),
    ("카픜", "카프카"),
    ("리밸런ㅅ", "리밸런싱"),
    ("ㅋㅂㄴㅌㅅ", "쿠버네티스"),
];

/// Measures all sizes and prints a table for each.
pub fn print(sizes: &[usize]) {
    for &size in sizes {
        let rounds = (1_000_000 / size).clamp(3, 9);
        let lines = corpus::lines(size);
        println!("\n## {size} lines, {rounds} rounds\n");
        println!("| what | matches | ours, ms | / SkimMatcherV2 | / nucleo |");
        println!("|---|--:|--:|--:|--:|");
        let mut engines = Engines::new(&lines);
        for (kind, queries) in KEYS {
            for query in queries {
                let states = [(*query).to_owned()];
                engines.print_row(&format!("{kind}: `{query}`"), &states, rounds);
            }
        }
        for word in WORDS {
            engines.print_row(&format!("typed: {word}"), &typing_states(word), rounds);
        }
        println!("\n| half typed | matches | whole | matches | ratio |");
        println!("|---|--:|---|--:|--:|");
        for (half, whole) in HALF_TYPED {
            engines.print_half_typed(half, whole, rounds * 4);
        }
    }
}

struct Engines<'l> {
    lines: &'l [String],
    ours: Arc<hotseat::search::Index>,
    skim: SkimMatcherV2,
    nucleo: Nucleo<()>,
}

impl<'l> Engines<'l> {
    fn new(lines: &'l [String]) -> Self {
        let mut nucleo = Nucleo::new(Config::DEFAULT, Arc::new(|| ()), Some(2), 1);
        let injector = nucleo.injector();
        for line in lines {
            injector.push((), |(), columns| columns[0] = line.as_str().into());
        }
        while nucleo.tick(100).running {}
        Self {
            lines,
            ours: index_of(lines),
            skim: SkimMatcherV2::default(),
            nucleo,
        }
    }

    /// Medians of the CPU time that each engine takes for these states of one search box.
    fn print_row(&mut self, what: &str, states: &[String], rounds: usize) {
        let (mut ours, mut skim, mut nucleo) = (Vec::new(), Vec::new(), Vec::new());
        let mut matches = 0;
        for _ in 0..rounds {
            let (found, time) = self.ours(states);
            matches = found;
            ours.push(time);
            skim.push(self.skim(states));
            nucleo.push(self.nucleo(states));
        }
        let [ours, skim, nucleo] = [ours, skim, nucleo].map(median);
        println!(
            "| {what} | {matches} | {:.2} | {:.3} | {:.3} |",
            ours * 1e3,
            ours / skim,
            ours / nucleo
        );
    }

    fn print_half_typed(&mut self, half: &str, whole: &str, rounds: usize) {
        let (mut halves, mut wholes) = (Vec::new(), Vec::new());
        let mut matches = (0, 0);
        for _ in 0..rounds {
            let (found, time) = self.ours(&[half.to_owned()]);
            matches.0 = found;
            halves.push(time);
            let (found, time) = self.ours(&[whole.to_owned()]);
            matches.1 = found;
            wholes.push(time);
        }
        let ratio = median(halves) / median(wholes);
        println!(
            "| {half} | {} | {whole} | {} | {ratio:.2} |",
            matches.0, matches.1
        );
    }

    /// Typed into one search box; the last state's matches.
    fn ours(&self, states: &[String]) -> (usize, Duration) {
        let states: Vec<String> = states.iter().map(|state| as_one_pattern(state)).collect();
        let mut matches = 0;
        let time = cpu_time(|| {
            let mut search = Search::new(Arc::clone(&self.ours));
            for state in &states {
                matches = key(&mut search, state);
            }
        });
        (matches, time)
    }

    /// Each state from scratch: every line is matched, every match sorted.
    fn skim(&self, states: &[String]) -> Duration {
        cpu_time(|| {
            for state in states {
                let scores = self.lines.iter().enumerate().filter_map(|(at, line)| {
                    Some((self.skim.fuzzy_match(line, black_box(state))?, at))
                });
                let mut found: Vec<_> = scores.collect();
                found.sort_unstable_by_key(|&(score, at)| (Reverse(score), at));
                black_box(found);
            }
        })
    }

    /// Each state goes on from the one before where it appends to it.
    fn nucleo(&mut self, states: &[String]) -> Duration {
        let none = |nucleo: &mut Nucleo<()>| {
            nucleo
                .pattern
                .reparse(0, "", CaseMatching::Smart, Normalization::Never, false);
            while nucleo.tick(100).running {}
        };
        none(&mut self.nucleo);
        let time = cpu_time(|| {
            let mut before = String::new();
            for state in states {
                let state = as_one_pattern(state);
                let appends = !before.is_empty() && state.starts_with(&before);
                let pattern = &mut self.nucleo.pattern;
                pattern.reparse(
                    0,
                    &state,
                    CaseMatching::Smart,
                    Normalization::Never,
                    appends,
                );
                while self.nucleo.tick(100).running {}
                black_box(self.nucleo.snapshot().matched_item_count());
                before = state;
            }
        });
        none(&mut self.nucleo);
        time
    }
}

/// The process's CPU time, of all threads.
fn cpu_time(work: impl FnOnce()) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(
            u64::try_from(time.tv_sec).unwrap_or(0),
            u32::try_from(time.tv_nsec).unwrap_or(0),
        )
    };
    let before = now();
    work();
    now().saturating_sub(before)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}
