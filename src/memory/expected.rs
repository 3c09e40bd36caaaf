//! What is likely to be asked: which cards belong to an interview, how much each counts for it,
//! and the order in which cards never tried are taken up.
//!
//! How often a question is asked is known only as the importance that its author gave and as what
//! the user was really asked; the rest is judgement, set down here in one place.

use crate::appointments::Interview;
use crate::bank::role::{GROUPS, Group};
use crate::bank::{Audience, Card, Deck, Entry, Kind, Origin};

use super::{limit, weight};

mod fit;
mod order;

pub use order::{Untried, in_turn};

/// The share of a technical round's questions that is about the person.
const PERSONAL_IN_TECHNICAL: f64 = 0.2;
/// The same for a round about culture or with executives.
const PERSONAL_IN_CULTURE: f64 = 0.8;

/// A card with a longer time than this is a design or a case: it needs an evening with room.
const LONG: f64 = 300.0;

/// How much likelier an introduction of oneself is than another question of its importance.
const INTRODUCTION: f64 = 2.0;
/// The same for why one applies and for the last word.
const MOTIVE: f64 = 1.25;

/// A card that is for at most so many roles is what these are about.
const FEW_ROLES: usize = 2;

/// Tags of questions that every interview has.
const INTRODUCTIONS: [&str; 1] = ["self-introduction"];
const MOTIVES: [&str; 3] = ["motivation", "why-us", "last-word"];

/// What is expected of one interview; of any where none is coming.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// Whose cards belong.
    pub audience: Audience,
    interview: Option<&'a Interview>,
    /// The groups of roles by whose measure decks count; by none where no role is known.
    groups: Vec<&'static Group>,
    /// Tags of programming languages that are the candidate's; all where there are none.
    languages: Vec<&'static str>,
    personal: f64,
}

impl<'a> Expected<'a> {
    /// What is expected of an interview by somebody who practises for `usual`; an interview's own
    /// languages and roles come before that.
    pub fn of(usual: &Audience, interview: Option<&'a Interview>) -> Self {
        let audience = interview.map_or_else(
            || usual.clone(),
            |interview| usual.for_interview(&interview.languages, &interview.roles),
        );
        let round = interview.map_or("", |interview| &interview.round);
        let groups = if audience.roles.is_empty() {
            fit::groups_of_round(round)
        } else {
            groups_of(&audience.roles)
        };
        let tags = interview.map_or(&[][..], |interview| &interview.tags);
        let languages = fit::languages(tags, &audience.roles);
        let personal = if fit::is_about_the_person(round) {
            PERSONAL_IN_CULTURE
        } else {
            PERSONAL_IN_TECHNICAL
        };
        Self {
            audience,
            interview,
            groups,
            languages,
            personal,
        }
    }

    /// Whether a card counts at all: the interview's decks and tags, else whatever is of no other
    /// company; in the languages and for the roles that are practised. A deck that the interview
    /// names counts in any language.
    pub fn belongs(&self, entry: Entry<'_>) -> bool {
        let Entry { deck, card } = entry;
        let Some(interview) = self.interview else {
            return self.audience.has(entry) && is_of_no_company(deck);
        };
        let is_named = deck.is_in(&interview.decks);
        let is_deck = if interview.decks.is_empty() {
            is_of_no_company(deck) || deck.is_of(&interview.company)
        } else {
            is_named
        };
        let tags = &interview.tags;
        let is_time = f64::from(interview.minutes) * 60.0 / 3.0;
        is_deck
            && (tags.is_empty() || tags.iter().any(|tag| card.has_tag(tag)))
            && entry.is_for(&self.audience.roles)
            && (is_named || self.audience.speaks(deck.lang.as_deref()))
            && (is_named || limit(card) <= LONG.max(is_time))
    }

    /// How much a card counts: its weight, times how well it fits the role, the programming
    /// languages and the interview.
    pub fn need(&self, Entry { deck, card }: Entry<'_>) -> f64 {
        let has_any = |tags: &[&str]| tags.iter().any(|tag| card.has_tag(tag));
        let surely = if has_any(&INTRODUCTIONS) {
            INTRODUCTION
        } else if has_any(&MOTIVES) {
            MOTIVE
        } else {
            1.0
        };
        weight(card, &self.audience.roles)
            * self.of_role(deck, card)
            * self.of_language(card)
            * surely
    }

    /// The share of an interview's questions that are of a kind.
    pub fn share(&self, kind: Kind) -> f64 {
        match kind {
            Kind::Technical => 1.0 - self.personal,
            Kind::Personal | Kind::Company => self.personal,
        }
    }

    fn of_role(&self, deck: &Deck, card: &Card) -> f64 {
        let is_general = deck.kind != Kind::Technical || deck.origin != Origin::BuiltIn;
        let roles = &self.audience.roles;
        let of_card = deck.roles_of(card);
        let is_narrow = (1..=FEW_ROLES).contains(&of_card.len()) && !roles.is_empty();
        let mut told = card.importance_by_role.iter();
        let is_told = told.any(|(role, _)| roles.contains(role));
        if is_general || self.groups.is_empty() || is_narrow || is_told {
            return 1.0;
        }
        let name = deck.id.rsplit('/').next().unwrap_or(&deck.id);
        let fits = self.groups.iter().map(|group| fit::of_deck(group.id, name));
        fits.fold(0.0, f64::max)
    }

    /// A card about programming languages none of which is the candidate's is rarely asked.
    fn of_language(&self, card: &Card) -> f64 {
        let mut of_card = fit::LANGUAGE_TAGS
            .iter()
            .filter(|tag| card.has_tag(tag))
            .peekable();
        if self.languages.is_empty() || of_card.peek().is_none() {
            return 1.0;
        }
        let is_own = of_card.any(|tag| self.languages.contains(tag));
        if is_own { 1.0 } else { 0.25 }
    }
}

fn groups_of(roles: &[String]) -> Vec<&'static Group> {
    let has = |group: &Group| {
        group
            .roles
            .iter()
            .any(|role| roles.iter().any(|own| own == role))
    };
    // A group that adds nothing to narrower ones would only widen what fits.
    GROUPS
        .iter()
        .filter(|group| group.id != "fullstack" && has(group))
        .collect()
}

/// Whether a deck is about no company. Built-in ones of that kind are about kinds of companies, or a
/// pattern to copy: they count where an interview names them.
fn is_of_no_company(deck: &Deck) -> bool {
    deck.company.is_none() && (deck.kind != Kind::Company || deck.origin != Origin::BuiltIn)
}
