//! `hotseat completions`: the script that teaches a shell to complete our command line.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::gate::Gate;

/// Arguments of `hotseat completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// A shell that we have a script for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    /// 3.2 and newer
    Bash,
    /// 5 and newer
    Zsh,
    /// 3 and newer
    Fish,
}

/// Prints the script.
pub fn run(arguments: &CompletionsArguments, out: &mut Gate<'_>) -> anyhow::Result<Outcome> {
    let script = match arguments.shell {
        Shell::Bash => include_str!("../../assets/completions/hotseat.bash"),
        Shell::Zsh => include_str!("../../assets/completions/_hotseat"),
        Shell::Fish => include_str!("../../assets/completions/hotseat.fish"),
    };
    out.export(script.as_bytes())?;
    Ok(Outcome::Fine)
}
