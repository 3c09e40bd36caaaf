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
        out.export(&page(&program)?)?;
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

/// What the exit codes mean, on every page.
const EXIT_STATUS: [(&str, &str); 5] = [
    ("0", "fine; also where a pipe's reader left early"),
    (
        "1",
        "something was found that wants you: a problem, nothing to list, something to decide",
    ),
    (
        "2",
        "wrong use, no terminal to draw on, or the program could not go on; the message says which",
    ),
    ("3", "the disk refused"),
    ("128 + n", "ended by signal n, with everything kept"),
];

const ENVIRONMENT: [(&str, &str); 9] = [
    (
        "HOTSEAT_DATA_DIR",
        "the data folder, unless --data-dir names another",
    ),
    (
        "XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME",
        "where the folders below lie, instead of ~/.local/share, ~/.config and ~/.local/state",
    ),
    ("HOME", "the home folder; one that is empty is refused"),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        "the interface's language, Korean or English, by the first that is set",
    ),
    ("NO_COLOR", "no colours, with any value but an empty one"),
    (
        "TERM, COLORTERM",
        "how many colours the terminal shows; TERM=dumb asks for plain lines",
    ),
    (
        "ACCESSIBLE",
        "interviews and reviews line by line, with any value but 0 and an empty one",
    ),
    ("VISUAL, EDITOR", "the editor that an answer is opened in"),
    ("TZ", "the time zone in which a day begins"),
];

const FILES: [(&str, &str); 8] = [
    ("~/.local/share/hotseat/decks/", "your decks, TOML"),
    (
        "~/.local/share/hotseat/history/",
        "what happened, a file a device, JSON lines that are only added to",
    ),
    (
        "~/.local/share/hotseat/interviews.toml",
        "coming and past interviews",
    ),
    (
        "~/.local/share/hotseat/drafts/",
        "what is being typed and where a running interview stands",
    ),
    ("~/.config/hotseat/config.toml", "your options"),
    ("~/.config/hotseat/keymap.toml", "your keys"),
    (
        "~/.config/hotseat/themes/, ~/.config/hotseat/presets/",
        "your themes and kinds of interview, TOML",
    ),
    ("~/.local/state/hotseat/", "this device's name"),
];

/// A command's page.
fn page(command: &Command) -> std::io::Result<Vec<u8>> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut below = command.get_subcommands();
    if below.any(|below| !below.is_hide_set()) {
        man.render_subcommands_section(&mut page)?;
    }
    let after = command.get_after_help().map(ToString::to_string);
    let after = after.unwrap_or_default();
    let mut parts = after.split("\n\n");
    let examples = parts.find_map(|part| {
        let lines = part.strip_prefix("Examples:\n");
        lines.or_else(|| part.strip_prefix("Example:\n"))
    });
    let mut text = String::from(".SH EXAMPLES\n.nf\n");
    for line in examples.unwrap_or(FIRST_STEPS).lines() {
        text += &format!("{}\n", roff(line));
    }
    text += ".fi\n";
    text += &described("EXIT STATUS", &EXIT_STATUS);
    text += &described("ENVIRONMENT", &ENVIRONMENT);
    text += &described("FILES", &FILES);
    text += ".PP\nOn macOS the first four lie in ~/Library/Application Support/hotseat/, with config.toml beside them. \
             hotseat paths prints where everything lies.\n";
    page.extend_from_slice(text.as_bytes());
    if command.get_version().is_some() {
        man.render_version_section(&mut page)?;
    }
    Ok(page)
}

/// The program's own examples.
const FIRST_STEPS: &str = "  hotseat\n  hotseat tutor\n  hotseat interview --preset warmup\n  hotseat import notes/ --dry-run\n  hotseat today --short";

/// A section of terms and what they mean.
fn described(title: &str, entries: &[(&str, &str)]) -> String {
    let entries = entries.iter();
    let entries =
        entries.map(|(term, words)| format!(".TP\n\\fB{}\\fR\n{}\n", roff(term), roff(words)));
    format!(".SH \"{title}\"\n{}", entries.collect::<String>())
}

/// A line as roff shows it as it is.
fn roff(line: &str) -> String {
    let line = line
        .replace('\\', "\\e")
        .replace('-', "\\-")
        .replace('\'', "\\(aq");
    if line.starts_with('.') {
        format!("\\&{line}")
    } else {
        line
    }
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
        pages.push((format!("{name}.1"), page(&command)?));
    }
    pages.sort();
    Ok(pages)
}
