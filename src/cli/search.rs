//! `hotseat search`: the cards that a query finds, best first.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::sources::{At, Limit, Sources};
use super::{Outcome, Refusal, Surroundings};
use crate::bank::Entry;
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::look_back::candidates;
use crate::search::{Field, Hit, Index, Mark, Query, Search, Vocabulary, parse};
use crate::survey::{Facts, Sort};
use crate::text;

/// Arguments of `hotseat search`.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Words and filters: 카프카 ㅅㅅ, 'exact, ^start, !not, is:weak, tag:redis, score:<3
    #[arg(required_unless_present = "like", value_name = "QUERY")]
    query: Vec<String>,
    /// Find the cards that ask the same as a question you remember
    #[arg(long, value_name = "QUESTION", conflicts_with_all = ["query", "sort"])]
    like: Option<String>,
    #[command(flatten)]
    limit: Limit,
    /// Another order than the best first: deck, score, weakness or recency
    #[arg(long, value_name = "ORDER", value_parser = order)]
    sort: Option<Sort>,
    /// Print `{"query", "found", "cards": [{"id", "question", "deck", "score", "positions",
    /// "matches"}]}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

fn order(word: &str) -> Result<Sort, String> {
    match word {
        "deck" => Ok(Sort::Deck),
        "score" => Ok(Sort::Score),
        "weakness" => Ok(Sort::Weakness),
        "recency" => Ok(Sort::Recency),
        _ => Err("write deck, score, weakness or recency".to_owned()),
    }
}

/// What was found.
struct Listing<'b> {
    hits: Vec<(Hit, Entry<'b>)>,
    found: usize,
    cards: usize,
}

/// Prints what is found; exit code 1 where nothing is, 2 where a filter is wrong.
pub fn run(
    arguments: &SearchArguments,
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let moment = arguments.at.moment(clock, surroundings.settings.day_begins);
    let sources = Sources::read(surroundings, moment);
    if let Some(question) = &arguments.like {
        return like(question, arguments, surroundings, &sources, out);
    }
    let written = arguments.query.join(" ");
    let query = parse(&written, &Vocabulary::of_bank(sources.bank));
    let say = surroundings.language;
    if let Some(problem) = query.problems.first() {
        let (what, mend) = (problem.what.in_language(say), problem.mend.in_language(say));
        return Err(Refusal::wrong_use(format!("{what}; {mend}")).into());
    }
    let facts = match (query.filters.is_empty(), arguments.sort) {
        (true, None) => Facts::default(),
        _ => sources.survey().facts,
    };
    let admits = |number: usize, entry: Entry<'_>| {
        query.admits(entry, facts.of_card(number), sources.moment)
    };
    let index = Arc::new(Index::of_those(sources.bank, |number, entry| {
        !query.terms.is_empty() && admits(number, entry)
    }));
    let limit = arguments.limit.count(arguments.json);
    let result = look_up(&sources, &facts, &index, &query, arguments.sort, limit);
    if arguments.json {
        let cards: Vec<Value> = result
            .hits
            .iter()
            .map(|(hit, entry)| to_json(*hit, *entry, &index.marks(&query, hit.card)))
            .collect();
        let value = json!({ "query": written, "found": result.found, "cards": cards });
        out.json(&value)?;
    } else {
        print(&result, say, out)?;
        sources.print_problems(say, out)?;
    }
    Ok(if result.hits.is_empty() {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

/// The cards that may be meant by a remembered question, the likeliest first.
fn like(
    question: &str,
    arguments: &SearchArguments,
    surroundings: &Surroundings,
    sources: &Sources,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let index = Arc::new(Index::of_bank(sources.bank));
    let limit = arguments
        .limit
        .count(arguments.json)
        .min(sources.bank.len());
    let vocabulary = Vocabulary::of_bank(sources.bank);
    let mut search = Search::new(index);
    let found = candidates(&mut search, &vocabulary, question, limit, &|| false);
    let entries: Vec<Entry<'_>> = sources.bank.cards().collect();
    let found = found.unwrap_or_default().into_iter();
    let hits: Vec<(Hit, Entry<'_>)> = found
        .map(|card| (Hit { card, score: 0 }, entries[card]))
        .collect();
    let result = Listing {
        found: hits.len(),
        hits,
        cards: entries.len(),
    };
    if arguments.json {
        let cards: Vec<Value> = result
            .hits
            .iter()
            .map(|(hit, entry)| to_json(*hit, *entry, &[]))
            .collect();
        let value = json!({ "query": question, "found": result.found, "cards": cards });
        out.json(&value)?;
    } else {
        print(&result, surroundings.language, out)?;
        sources.print_problems(surroundings.language, out)?;
    }
    Ok(if result.hits.is_empty() {
        Outcome::Problems
    } else {
        Outcome::Fine
    })
}

fn look_up<'b>(
    sources: &'b Sources,
    facts: &Facts,
    index: &Arc<Index>,
    query: &Query,
    sort: Option<Sort>,
    limit: usize,
) -> Listing<'b> {
    let Sources { bank, moment, .. } = sources;
    let entries: Vec<Entry<'_>> = bank.cards().collect();
    let audience = &sources.audience;
    let is_narrow = audience.is_asked_for || query.is_for_practice();
    let admits = |card: usize| {
        (!is_narrow || audience.has(entries[card]))
            && query.admits(entries[card], facts.of_card(card), *moment)
    };
    let ranked = entries.len();
    let mut search = Search::new(Arc::clone(index));
    let found = search.run(query, &admits, ranked, &|| false);
    let found = found.unwrap_or_default();
    // What is practised comes first; the rest is found too.
    let (mut hits, others): (Vec<Hit>, Vec<Hit>) = found
        .hits
        .into_iter()
        .partition(|hit| audience.has(entries[hit.card]));
    hits.extend(others);
    if let Some(sort) = sort {
        let scores: HashMap<usize, i64> = hits.iter().map(|hit| (hit.card, hit.score)).collect();
        // Equal ones stay in the bank's order.
        let cards = found.cards.iter().copied();
        let sorted = facts.sorted(cards, sort).into_iter().take(limit);
        hits = sorted
            .filter_map(|card| {
                let score = *scores.get(&card)?;
                Some(Hit { card, score })
            })
            .collect();
    }
    hits.truncate(limit);
    Listing {
        hits: hits
            .into_iter()
            .map(|hit| (hit, entries[hit.card]))
            .collect(),
        found: found.cards.len(),
        cards: entries.len(),
    }
}

/// One card of the documented JSON. `positions` are the matched characters of the question
/// (characters of its composed form, from 0); `matches` are those of every text that matches as
/// well as any: `[{"field", "item", "positions"}]`.
fn to_json(hit: Hit, entry: Entry<'_>, marks: &[Mark]) -> Value {
    let in_question = marks.iter().find(|mark| mark.field == Field::Question);
    let matches: Vec<Value> = marks
        .iter()
        .map(|mark| {
            json!({ "field": word(mark.field), "item": mark.item, "positions": mark.positions })
        })
        .collect();
    json!({
        "id": entry.card.id,
        "question": entry.card.question,
        "deck": entry.deck.id,
        "score": hit.score,
        "positions": in_question.map_or(&[][..], |mark| &mark.positions),
        "matches": matches,
    })
}

/// The deck format's word for a text.
fn word(field: Field) -> &'static str {
    match field {
        Field::Notes => "notes",
        Field::Reflections => "reflections",
        Field::Experience => "experience",
        Field::FollowUp => "follow_ups",
        Field::KeyPoint => "key_points",
        Field::Outline => "outline",
        Field::Answer => "answer",
        Field::Company => "company",
        Field::DeckTitle => "title",
        Field::Tag => "tags",
        Field::AlsoAsked => "also_asked",
        Field::Question => "question",
    }
}

fn print(
    result: &Listing<'_>,
    say: crate::language::Language,
    out: &mut Gate<'_>,
) -> std::io::Result<()> {
    if result.hits.is_empty() {
        return writeln!(out, "{}", say.search_nothing(result.cards));
    }
    let rows: Vec<(String, String)> = result
        .hits
        .iter()
        .map(|(_, entry)| {
            let id = text::visible_line(entry.card.id.as_str());
            (id, text::visible_line(&entry.card.question))
        })
        .collect();
    let widths = rows.iter().map(|(id, _)| text::columns(id));
    let width = widths.max().unwrap_or(0);
    for (id, question) in &rows {
        writeln!(out, "{}  {question}", text::pad(id, width))?;
    }
    if rows.len() < result.found {
        writeln!(out, "{}", say.more_with_limit(rows.len(), result.found))?;
    }
    Ok(())
}
