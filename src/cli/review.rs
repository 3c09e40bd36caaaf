//! `hotseat review`: a review at once, of what is due, weak, stuck or found.

use clap::Args;

use super::wanted::Wanted;
use super::{Outcome, Surroundings, start};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::tui::screens::First;
use crate::tui::screens::review::{self, Asked, ReviewChoice};

/// Arguments of `hotseat review`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct ReviewArguments {
    /// What is due, the longest first (what is asked for without any of these and without a query)
    #[arg(long, conflicts_with_all = ["weak", "stuck"])]
    due: bool,
    /// What is weak, the most points to lose first
    #[arg(long, conflicts_with = "stuck")]
    weak: bool,
    /// What is stuck and wants rewriting
    #[arg(long)]
    stuck: bool,
    /// Only this deck or folder of decks; may be given several times
    #[arg(long, value_name = "DECK")]
    deck: Vec<String>,
    /// Only cards with this tag; may be given several times, any of them counts
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Line by line, without a screen: for screen readers, dumb terminals and pipes
    #[arg(long)]
    plain: bool,
    /// Words and filters, as in the question bank; with them alone every card found is reviewed
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Take cards with letters like those of the words, too
    #[arg(long)]
    fuzzy: bool,
}

/// Opens the review.
pub fn run(
    arguments: &ReviewArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let narrows =
        !(arguments.query.is_empty() && arguments.deck.is_empty() && arguments.tag.is_empty());
    let asked = match (arguments.weak, arguments.stuck, arguments.due || !narrows) {
        (true, ..) => Asked::Weak,
        (_, true, _) => Asked::Stuck,
        (_, _, true) => Asked::Due,
        _ => Asked::Found,
    };
    let query = arguments.query.join(" ");
    let wanted = Wanted {
        decks: &arguments.deck,
        tags: &arguments.tag,
        query: Some(("", &query)),
    };
    wanted.check(surroundings)?;
    let choice = ReviewChoice {
        asked,
        query,
        is_fuzzy: arguments.fuzzy,
        decks: arguments.deck.clone(),
        tags: arguments.tag.clone(),
    };
    if start::is_plain(arguments.plain) {
        return start::in_plain_lines(surroundings, clock, out, |plain| {
            review::in_plain_lines(plain, &choice)
        });
    }
    start::run(surroundings, clock, Some(First::Review(choice)))
}
