//! `hotseat tutor`: the keys, taught on the program's own screens in a folder that is gone
//! afterwards. The user's keys and theme hold there too; decks, history and interviews are not seen.

use std::io::Write;
use std::path::Path;

use super::{Outcome, Surroundings, start};
use crate::cli::gate::Gate;
use crate::clock::SystemClock;
use crate::interview::preset;
use crate::language::Language;
use crate::store::{Disk, Folders};
use crate::tui::app::App;
use crate::tui::screens::{self, First};
use crate::tui::shared::Shared;

const PRESET: &str = include_str!("../../assets/tutor/preset.toml");

/// The tutor's deck in a language.
pub fn deck(language: Language) -> &'static str {
    match language {
        Language::Korean => include_str!("../../assets/tutor/ko.toml"),
        Language::English => include_str!("../../assets/tutor/en.toml"),
    }
}

/// Lays the tutor's deck into the decks folder of a scratch data folder.
pub fn prepare(disk: &Disk, folders: &Folders, language: Language) -> std::io::Result<()> {
    use crate::store::replace::Durability;
    let path = folders.decks().join("tutor.toml");
    disk.replace(&path, deck(language).as_bytes(), Durability::Process)
}

/// An app that teaches: home leads to the tutor's interview and nowhere else.
pub fn app(mut shared: Shared) -> App {
    // Home's first way on is the preset of this name.
    let (preset, _) = preset::read("warmup", "assets/tutor/preset.toml", PRESET);
    shared.presets = preset.into_iter().collect();
    shared.problems = Vec::new();
    App::new(shared, screens::start(First::Home)).with_tutor()
}

/// Runs the lessons and says how they ended.
pub fn run(
    surroundings: &Surroundings,
    clock: &SystemClock,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    start::require_terminal()?;
    let scratch = tempfile::Builder::new()
        .prefix("hotseat-tutor-")
        .tempdir()?;
    let own = in_folder(surroundings, scratch.path());
    prepare(&own.disk, &own.folders, own.language)?;
    let mut app = app(start::shared(&own));
    let outcome = start::show(&mut app, &own, clock)?;
    let say = own.language;
    let words = if app.has_learned() {
        say.tutor_done()
    } else {
        say.tutor_again()
    };
    if outcome == Outcome::Fine {
        writeln!(out, "{words}")?;
    }
    Ok(outcome)
}

/// The same user with all data below another folder.
fn in_folder(surroundings: &Surroundings, folder: &Path) -> Surroundings {
    Surroundings {
        disk: surroundings.disk.clone(),
        folders: Folders {
            config: surroundings.folders.config.clone(),
            ..Folders::below(folder)
        },
        settings: surroundings.settings.clone(),
        problems: Vec::new(),
        common: None,
        language: surroundings.language,
        asked: surroundings.asked.clone(),
        audience: surroundings.audience.clone(),
    }
}
