//! The files: decks, history and what the user has chosen.

use super::{Area, Finding, MOST_LISTED};
use crate::appointments::Appointments;
use crate::bank::load;
use crate::both;
use crate::cli::sources::Sources;
use crate::cli::{Surroundings, config};
use crate::clock::{self, Clock};
use crate::history::Log;
use crate::problem::Problem;
use crate::store::copies;

pub(super) fn findings(surroundings: &Surroundings) -> Vec<Finding> {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    let bank = load::bank(disk, folders);
    let (decks, cards) = (bank.decks().len(), bank.cards().count());
    let mut found = vec![Finding::good(
        Area::Decks,
        both!(
            "덱 {decks}개, 카드 {cards}장",
            "{decks} decks, {cards} cards"
        ),
    )];
    found.extend(of_problems(Area::Decks, bank.problems()));

    let (_, everything) = Log::open(disk, folders);
    let records = everything.records.len();
    found.push(Finding::good(
        Area::History,
        both!("기록 {records}개", "{records} records"),
    ));
    found.extend(of_problems(Area::History, &everything.problems));
    let sources = Sources::read(surroundings, clock::SystemClock::start().now().wall);
    let strays = sources.problem_of_strays(surroundings);
    found.extend(strays.map(|problem| Finding::of_problem(Area::History, &problem)));
    let appointments = Appointments::load(disk, folders);
    found.extend(of_problems(Area::History, appointments.problems()));
    found.extend(of_problems(
        Area::History,
        &copies::of_settings(disk, folders),
    ));

    let problems = config::problems(surroundings);
    if problems.is_empty() {
        found.push(Finding::good(
            Area::Config,
            both!(
                "설정, 키, 테마, 프리셋에 문제가 없습니다",
                "options, keys, theme and presets can all be read"
            ),
        ));
    }
    found.extend(of_problems(Area::Config, &problems));
    found
}

fn of_problems(area: Area, problems: &[Problem]) -> Vec<Finding> {
    let listed = problems.iter().take(MOST_LISTED);
    let mut found: Vec<Finding> = listed
        .map(|problem| Finding::of_problem(area, problem))
        .collect();
    let more = problems.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        found.push(Finding::better(
            area,
            both!("그 밖에 {more}개", "{more} more"),
            both!(
                "hotseat check 가 모두 보여 줍니다",
                "`hotseat check` lists them all"
            ),
        ));
    }
    found
}
