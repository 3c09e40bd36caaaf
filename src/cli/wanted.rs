//! Decks, tags, companies and filters that an option names: whether there are such.

use super::{Refusal, Surroundings};
use crate::bank::{Bank, load};
use crate::both;
use crate::language::Both;
use crate::search::{Vocabulary, parse};
use crate::text;

/// What was asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// Decks or folders of decks.
    pub decks: &'w [String],
    /// Tags.
    pub tags: &'w [String],
    /// A query of the question bank, with the option that it stands behind.
    pub query: Option<(&'w str, &'w str)>,
}

impl Wanted<'_> {
    /// Refuses what there is not, with what was probably meant. The decks are read only where
    /// something was asked for.
    pub fn check(self, surroundings: &Surroundings) -> Result<(), Refusal> {
        let query = self.query.filter(|(_, query)| !query.trim().is_empty());
        if self.decks.is_empty() && self.tags.is_empty() && query.is_none() {
            return Ok(());
        }
        let bank = load::bank(&surroundings.disk, &surroundings.folders);
        let known = Vocabulary::of_bank(&bank);
        let refuse = |option: &str, what: &Both, mend: &Both| {
            let say = surroundings.language;
            let (what, mend) = (what.in_language(say), mend.in_language(say));
            let option = if option.is_empty() {
                String::new()
            } else {
                format!("{option}: ")
            };
            Refusal::wrong_use(format!("{option}{what}; {mend}"))
        };
        for deck in self.decks {
            if !has_deck(&bank, deck) {
                let (what, mend) = no_deck(deck, &bank);
                return Err(refuse("--deck", &what, &mend));
            }
        }
        for tag in self.tags {
            if !bank.cards().any(|entry| entry.card.has_tag(tag)) {
                let what = both!(
                    "\"{tag}\" 태그가 있는 카드가 없습니다",
                    "no card has the tag \"{tag}\""
                );
                let mend = meant(tag, known.tags.iter().map(String::as_str));
                return Err(refuse("--tag", &what, &mend));
            }
        }
        if let Some((option, query)) = query
            && let Some(problem) = parse(query, &known).problems.first()
        {
            return Err(refuse(option, &problem.what, &problem.mend));
        }
        Ok(())
    }
}

/// Whether there is a deck of this id, or a folder of decks.
pub fn has_deck(bank: &Bank, wanted: &str) -> bool {
    let wanted = [text::nfc(wanted).into_owned()];
    bank.decks().iter().any(|deck| deck.is_in(&wanted))
}

fn no_deck(wanted: &str, bank: &Bank) -> (Both, Both) {
    let ids: Vec<&str> = bank.decks().iter().map(|deck| deck.id.as_str()).collect();
    let folders = ids.iter().flat_map(|id| {
        let slashes = id.match_indices('/');
        slashes.map(|(at, _)| &id[..at])
    });
    let what = both!(
        "\"{wanted}\" 덱이 없습니다",
        "there is no deck \"{wanted}\""
    );
    (what, meant(wanted, ids.iter().copied().chain(folders)))
}

fn meant<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Both {
    match text::nearest(written, known) {
        Some(near) => both!("\"{near}\"인가요?", "did you mean \"{near}\"?"),
        None => both!(
            "`hotseat search`와 자동 완성이 있는 것을 보여 줍니다",
            "`hotseat search` and completion show what there is"
        ),
    }
}
