//! `hotseat man`: the manual's pages, made of the commands' own help.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use super::{Arguments, Outcome, Refusal, Surroundings};
use crate::cli::gate::Gate;
use crate::store::replace::Durability;

/// Arguments of `hotseat man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// Write a page for the program and each sub-command into this folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// Prints the program's own page, or writes all of them.
pub fn run(
    arguments: &ManArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let mut program = Arguments::whole_command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        Man::new(program).render(&mut page)?;
        out.export(&page)?;
        return Ok(Outcome::Fine);
    };
    let disk = &surroundings.disk;
    for (name, text) in pages(&program)? {
        let path = folder.join(name);
        disk.make_folder(folder)
            .and_then(|()| disk.replace(&path, &text, Durability::Power))
            .map_err(|error| Refusal {
                words: format!("{}: {error}", path.display()),
                outcome: Outcome::DiskRefused,
            })?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(Outcome::Fine)
}

/// Every page with its file's name.
fn pages(program: &Command) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut pages = Vec::new();
    let mut waiting = vec![program.clone()];
    while let Some(command) = waiting.pop() {
        let shown = command
            .get_subcommands()
            .filter(|below| !below.is_hide_set());
        waiting.extend(shown.cloned());
        let name = command.get_display_name().unwrap_or(command.get_name());
        let name = name.to_owned();
        let man = Man::new(command);
        let mut text = Vec::new();
        man.render(&mut text)?;
        pages.push((format!("{name}.1"), text));
    }
    pages.sort();
    Ok(pages)
}
