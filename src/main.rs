//! The program: arguments in, exit code out.

use std::io::{self, Write};
use std::process::ExitCode;

use hotseat::cli::gate::Gate;
use hotseat::cli::{self, Arguments};

fn main() -> ExitCode {
    let mut out = Gate::out();
    if asks_only_for_version() {
        // Who cannot read it has gone.
        let _ = writeln!(out, "hotseat {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::of_command_line() {
        Ok(arguments) => arguments,
        Err(outcome) => return ExitCode::from(outcome.code()),
    };
    let outcome = cli::run(arguments, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match outcome {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A message that cannot be printed has nobody to read it.
            let _ = writeln!(Gate::err(), "hotseat: {error:#}");
            ExitCode::from(cli::outcome_of(&error).code())
        }
    }
}

/// The answer is known before all commands are described: half of what `--version` takes.
fn asks_only_for_version() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next();
    let is_it = first.is_some_and(|first| first == "--version" || first == "-V");
    is_it && arguments.next().is_none()
}

/// `hotseat check | head` is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
