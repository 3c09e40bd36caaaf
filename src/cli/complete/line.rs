//! Where the cursor stands in a command line that is being written, by clap's own description of
//! the commands.

use clap::{Arg, ArgAction, Command};

/// Something that fits at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// This word: a sub-command, an option or one of few values.
    Word {
        /// What it is.
        value: String,
        /// What its help says.
        about: String,
    },
    /// A value of this kind.
    Value {
        /// The name that the help gives the value, such as `DECK`.
        name: String,
        /// What is written of it.
        begun: String,
        /// What stands before it in the same word: `--deck=`.
        prefix: String,
    },
}

/// What fits after the words `before` where `current` is begun.
pub fn asked(program: &Command, before: &[String], current: &str) -> Vec<Asked> {
    let place = Place::after(program, before);
    if let Some(option) = place.awaits {
        return values_of(option, current, "");
    }
    if place.is_past_options {
        return place.positional(current);
    }
    if let Some((name, begun)) = current.split_once('=')
        && let Some(option) = place.option(name)
    {
        return values_of(option, begun, &format!("{name}="));
    }
    if current.starts_with('-') {
        return place.options(current);
    }
    let mut found = place.sub_commands(current);
    found.extend(place.positional(current));
    found
}

/// What the words up to the cursor have led to.
struct Place<'c> {
    command: &'c Command,
    /// An option whose value comes next.
    awaits: Option<&'c Arg>,
    /// Values without an option so far.
    positionals: usize,
    /// Options that were given.
    given: Vec<&'c Arg>,
    /// After `--`, nothing is an option.
    is_past_options: bool,
}

impl<'c> Place<'c> {
    fn after(program: &'c Command, words: &[String]) -> Self {
        let mut place = Self {
            command: program,
            awaits: None,
            positionals: 0,
            given: Vec::new(),
            is_past_options: false,
        };
        for word in words {
            place.pass(word);
        }
        place
    }

    fn pass(&mut self, word: &str) {
        if self.awaits.take().is_some() {
            return;
        }
        if self.is_past_options || word == "-" || !word.starts_with('-') {
            let sub_command = self.command.find_subcommand(word);
            match sub_command.filter(|_| !self.is_past_options && self.positionals == 0) {
                Some(command) => {
                    self.command = command;
                    self.given.clear();
                }
                None => self.positionals += 1,
            }
        } else if word == "--" {
            self.is_past_options = true;
        } else {
            let name = word.split_once('=').map(|(name, _)| name);
            if let Some(option) = self.option(name.unwrap_or(word)) {
                self.given.push(option);
                let takes_value = option.get_action().takes_values();
                self.awaits = Some(option).filter(|_| takes_value && name.is_none());
            }
        }
    }

    /// The option of a name with its dashes.
    fn option(&self, name: &str) -> Option<&'c Arg> {
        let mut options = self.command.get_arguments();
        if let Some(long) = name.strip_prefix("--") {
            return options.find(|option| option.get_long() == Some(long));
        }
        let short = name.strip_prefix('-')?;
        options.find(|option| option.get_short().is_some_and(|c| short == c.to_string()))
    }

    fn options(&self, begun: &str) -> Vec<Asked> {
        let is_open = |option: &&Arg| {
            let is_given = self
                .given
                .iter()
                .any(|given| given.get_id() == option.get_id());
            !option.is_hide_set() && (!is_given || matches!(option.get_action(), ArgAction::Append))
        };
        self.command
            .get_arguments()
            .filter(is_open)
            .filter_map(|option| {
                let about = option.get_help().map(ToString::to_string);
                word(&format!("--{}", option.get_long()?), about, begun)
            })
            .collect()
    }

    fn sub_commands(&self, begun: &str) -> Vec<Asked> {
        if self.positionals > 0 {
            return Vec::new();
        }
        let commands = self.command.get_subcommands();
        commands
            .filter(|command| !command.is_hide_set())
            .filter_map(|command| {
                let about = command.get_about().map(ToString::to_string);
                word(command.get_name(), about, begun)
            })
            .collect()
    }

    fn positional(&self, begun: &str) -> Vec<Asked> {
        let all: Vec<&Arg> = self.command.get_positionals().collect();
        let repeats = |arg: &&&Arg| matches!(arg.get_action(), ArgAction::Append);
        let at = all.get(self.positionals);
        at.or_else(|| all.last().filter(repeats))
            .map_or_else(Vec::new, |argument| values_of(argument, begun, ""))
    }
}

fn word(value: &str, about: Option<String>, begun: &str) -> Option<Asked> {
    value.starts_with(begun).then(|| Asked::Word {
        value: value.to_owned(),
        about: about.unwrap_or_default(),
    })
}

fn values_of(argument: &Arg, begun: &str, prefix: &str) -> Vec<Asked> {
    let possible = argument.get_possible_values();
    if !possible.is_empty() {
        let fitting = possible.iter().filter_map(|value| {
            let about = value.get_help().map(ToString::to_string);
            word(value.get_name(), about, begun)
        });
        let prefixed = fitting.map(|asked| match asked {
            Asked::Word { value, about } => Asked::Word {
                value: format!("{prefix}{value}"),
                about,
            },
            other @ Asked::Value { .. } => other,
        });
        return prefixed.collect();
    }
    let names = argument.get_value_names().unwrap_or_default();
    names
        .first()
        .map(|name| Asked::Value {
            name: name.to_string(),
            begun: begun.to_owned(),
            prefix: prefix.to_owned(),
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;

    fn at(line: &str) -> Vec<String> {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let current = words.pop().unwrap();
        let mut command = Arguments::whole_command();
        command.build();
        let found = asked(&command, &words, &current).into_iter();
        found
            .map(|asked| match asked {
                Asked::Word { value, .. } => value,
                Asked::Value {
                    name,
                    begun,
                    prefix,
                } => format!("{prefix}<{name} {begun}>"),
            })
            .collect()
    }

    #[test]
    fn sub_commands_are_offered_first_and_hidden_ones_never() {
        assert_eq!(at("ca"), ["card"]);
        assert!(at("").contains(&"interview".to_owned()));
        assert_eq!(at("compl"), ["completions"]);
        assert_eq!(at("interviews ad"), ["add"]);
        assert_eq!(at("--lang ko ca"), ["card"]);
    }

    #[test]
    fn options_are_those_of_the_sub_command_without_those_that_were_given() {
        assert_eq!(at("interview --se"), ["--seed"]);
        assert_eq!(at("interview --seed 7 --se"), [""; 0]);
        assert_eq!(at("interview --deck a --dec"), ["--deck"]);
        assert_eq!(at("card --da"), ["--data-dir"]);
        assert_eq!(at("card -- --js"), ["<CARD --js>"]);
    }

    #[test]
    fn a_value_is_asked_for_by_the_name_in_the_help() {
        assert_eq!(at("interview --preset ph"), ["<PRESET ph>"]);
        assert_eq!(at("interview --preset=ph"), ["--preset=<PRESET ph>"]);
        assert_eq!(at("card te"), ["<CARD te>"]);
        assert_eq!(at("card a b"), [""; 0]);
        assert_eq!(at("search a is:"), ["<QUERY is:>"]);
        assert_eq!(at("export --to=mark"), ["--to=markdown"]);
        assert_eq!(at("completions z"), ["zsh"]);
    }

    #[test]
    fn what_the_user_can_name_is_called_by_a_name_that_completes() {
        let expected = [
            ("card", "CARD"),
            ("deck", "DECK"),
            ("into", "DECK"),
            ("preset", "PRESET"),
            ("query", "QUERY"),
            ("tag", "TAG"),
            ("tags", "TAG"),
            ("theme", "THEME"),
        ];
        let mut command = Arguments::whole_command();
        command.build();
        let mut commands: Vec<&Command> = command.get_subcommands().collect();
        while let Some(command) = commands.pop() {
            commands.extend(command.get_subcommands());
            for argument in command.get_arguments() {
                let wanted = expected
                    .iter()
                    .find(|(id, _)| *id == argument.get_id().as_str());
                if let Some((_, wanted)) = wanted {
                    let name = argument.get_value_names().and_then(|names| names.first());
                    let place = format!("{} {}", command.get_name(), argument.get_id());
                    assert_eq!(
                        name.map(clap::builder::Str::as_str),
                        Some(*wanted),
                        "{place}"
                    );
                }
            }
        }
    }
}
