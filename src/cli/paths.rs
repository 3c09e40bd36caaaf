//! `hotseat paths`: where everything lies.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::{Outcome, Surroundings};
use crate::cli::gate::Gate;
use crate::history::log::own_file;
use crate::store::{Disk, Folders, Kept};
use crate::text;

/// Arguments of `hotseat paths`.
#[derive(Debug, Args)]
pub struct PathsArguments {
    /// Only this one, alone on its line: cd "$(hotseat paths decks)"
    #[arg(value_enum, value_name = "NAME")]
    name: Option<Name>,
    /// Print JSON: a path for each name, and `missing`, the names of those that are not there yet
    #[arg(long, conflicts_with = "name")]
    json: bool,
}

/// What has a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Everything that is worth keeping
    Data,
    /// Your decks
    Decks,
    /// What happened, a file a device
    History,
    /// The one file of it that this device writes
    OwnHistory,
    /// Your interviews
    Interviews,
    /// What is being typed
    Drafts,
    /// Your choices
    Config,
    /// The options
    ConfigFile,
    /// The keys
    Keymap,
    /// Your themes
    Themes,
    /// Your presets
    Presets,
    /// What belongs to this machine alone
    State,
}

impl Name {
    fn path(self, folders: &Folders, disk: &Disk) -> PathBuf {
        let Folders {
            data,
            config,
            state,
            ..
        } = folders;
        match self {
            Self::Data => data.clone(),
            Self::Decks => folders.decks(),
            Self::History => folders.history(),
            Self::OwnHistory => own_file(disk, folders),
            Self::Interviews => data.join("interviews.toml"),
            Self::Drafts => folders.drafts(),
            Self::Config => config.clone(),
            Self::ConfigFile => config.join("config.toml"),
            Self::Keymap => config.join("keymap.toml"),
            Self::Themes => config.join("themes"),
            Self::Presets => config.join("presets"),
            Self::State => state.clone(),
        }
    }

    fn word(self) -> String {
        let value = self.to_possible_value();
        value.map_or(String::new(), |value| value.get_name().to_owned())
    }
}

/// Prints the paths; those that are not there yet are marked.
pub fn run(
    arguments: &PathsArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let (disk, folders) = (&surroundings.disk, &surroundings.folders);
    if let Some(name) = arguments.name {
        writeln!(out, "{}", name.path(folders, disk).display())?;
        return Ok(Outcome::Fine);
    }
    let places = Name::value_variants().iter().map(|name| {
        let path = name.path(folders, disk);
        let is_missing = disk.kind_of(&path) == Kept::Nothing;
        (name.word(), path.display().to_string(), is_missing)
    });
    if arguments.json {
        let mut paths = Map::new();
        let mut missing = Vec::new();
        for (name, path, is_missing) in places {
            // As every key of our JSON is written.
            let name = name.replace('-', "_");
            if is_missing {
                missing.push(name.clone());
            }
            paths.insert(name, Value::String(path));
        }
        paths.insert("missing".to_owned(), json!(missing));
        out.json(&Value::Object(paths))?;
        return Ok(Outcome::Fine);
    }
    for (name, path, is_missing) in places {
        let path = text::visible_line(&path);
        let note = if is_missing {
            surroundings.language.paths_missing()
        } else {
            String::new()
        };
        writeln!(out, "{}  {path}{note}", text::pad(&name, 11))?;
    }
    Ok(Outcome::Fine)
}
