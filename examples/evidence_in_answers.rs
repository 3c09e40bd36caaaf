//! How well words tell that a key point was made: `cargo run --release --example evidence_in_answers`.
//! Every key point of the built-in bank is looked for in its own card's answer, which makes it, and in that
//! of another card of the same deck, which does not. Prints the share of points found in both, by how much
//! of a point's words must occur.

use std::error::Error;
use std::io::{self, Write};

use hotseat::bank::load;
use hotseat::interview::evidence::Words;

/// Found and tried, in own and in foreign answers.
#[derive(Default)]
struct Count {
    tried: u32,
    own: u32,
    foreign: u32,
}

impl Count {
    fn print(&self, title: &str, out: &mut impl Write) -> io::Result<()> {
        let share = |found: u32| f64::from(found) * 100.0 / f64::from(self.tried.max(1));
        let (own, foreign) = (share(self.own), share(self.foreign));
        writeln!(
            out,
            "{title}: {own:.1} % of {} points found, {foreign:.1} % in another card's answer",
            self.tried
        )
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let loaded = load::built_in();
    let mut out = io::stdout().lock();
    for least in [0.34, 0.5, 0.67, 1.0] {
        let mut counts = [Count::default(), Count::default()];
        for deck in &loaded.decks {
            let written: Vec<_> = deck
                .cards
                .iter()
                .filter(|card| !card.answer.is_empty())
                .collect();
            let said: Vec<Words> = written
                .iter()
                .map(|card| Words::of([&*card.answer]))
                .collect();
            let count = &mut counts[usize::from(deck.lang.as_deref() == Some("ko"))];
            for (place, card) in written.iter().enumerate().filter(|_| written.len() > 1) {
                let foreign = &said[(place + 1) % said.len()];
                for point in &card.key_points {
                    count.tried += 1;
                    count.own += u32::from(said[place].share_of(point) >= least);
                    count.foreign += u32::from(foreign.share_of(point) >= least);
                }
            }
        }
        writeln!(out, "at least {:.0} % of a point's words", least * 100.0)?;
        counts[1].print("  Korean", &mut out)?;
        counts[0].print("  English", &mut out)?;
    }
    Ok(())
}
