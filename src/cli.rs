//! The command line: one file a sub-command. It prints and never draws.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::bank::audience::ALL;
use crate::bank::{Audience, audience, role};
use crate::both;
use crate::cli::gate::Gate;
use crate::clock::{Clock, SystemClock};
use crate::language::{Both, Language};
use crate::problem::{Problem, Severity};
use crate::store::settings::Practice;
use crate::store::{Disk, Folders, Settings};
use crate::tui::theme::Theme;

pub mod adopt;
pub mod bank;
pub mod browse;
pub mod card;
pub mod check;
pub mod complete;
pub mod completions;
pub mod config;
pub mod doctor;
pub mod edit;
pub mod export;
pub mod gate;
pub mod help;
pub mod history;
pub mod import;
pub mod interview;
pub mod interviews;
pub mod man;
pub mod merge;
pub mod new;
pub mod paths;
pub mod plan;
pub mod review;
pub mod search;
pub mod sessions;
pub mod setup;
pub mod sources;
pub mod speech;
mod start;
pub mod stats;
pub mod themes;
pub mod today;
pub mod tutor;
pub mod unwritten;
pub mod wanted;
pub mod weak;

/// Practise answering interview questions aloud, in the terminal.
#[derive(Debug, Parser)]
#[command(
    name = "hotseat",
    bin_name = "hotseat",
    version,
    about,
    max_term_width = 90
)]
#[command(
    after_help = "Exit codes: 0 fine, 1 problems were found, 2 wrong use or no terminal, 3 the disk refused."
)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Arguments {
    /// The process's own arguments. Where they are wrong, or ask for help, that is said, and how the
    /// process ends is given back.
    pub fn of_command_line() -> Result<Self, Outcome> {
        let words: Vec<OsString> = std::env::args_os().collect();
        let parse = |command: clap::Command| {
            let matches = command.try_get_matches_from(&words)?;
            Self::of(&matches)
        };
        parse(Self::whole_command()).map_err(|error| match help::language(&words) {
            Language::English => say_why(&error, str::to_owned),
            Language::Korean => {
                let translated = parse(help::in_korean(Self::whole_command()));
                say_why(&translated.err().unwrap_or(error), help::said)
            }
        })
    }

    /// `--lang` is the interface's before every command and behind all but `import`, where it is
    /// that of the decks. So it cannot be a global argument, which would stand there as well.
    pub fn whole_command() -> clap::Command {
        Self::command().mut_subcommands(|command| {
            if command.get_name() == "import" {
                return command;
            }
            let lang = clap::Arg::new(LANG_BEHIND)
                .long("lang")
                .value_name("LANG")
                .help("Language of the interface: ko or en")
                .global(true)
                .value_parser(language);
            command.arg(lang)
        })
    }

    fn of(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        let mut arguments = Self::from_arg_matches(matches)?;
        if let Some((_, behind)) = matches.subcommand()
            && let Ok(Some(&lang)) = behind.try_get_one::<Language>(LANG_BEHIND)
        {
            arguments.common.lang = Some(lang);
        }
        Ok(arguments)
    }
}

/// Says what clap has to say: help, or what is wrong with the arguments, which are in the words.
fn say_why(error: &clap::Error, said: fn(&str) -> String) -> Outcome {
    let is_help = !error.use_stderr();
    let mut gate = if is_help { Gate::out() } else { Gate::err() };
    let words = error.render();
    // Who cannot read it has gone. Help has nothing of the user's in it, and may have its styles.
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let _ = if is_help && gate.is_terminal() && !plain {
        gate.signs(&said(&words.ansi().to_string()))
    } else {
        write!(gate, "{}", said(&words.to_string()))
    };
    if is_help {
        Outcome::Fine
    } else {
        Outcome::WrongUse
    }
}

/// The name of `--lang` behind a command.
const LANG_BEHIND: &str = "lang_behind";

/// What every sub-command takes.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Folder of decks and history
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "HOTSEAT_DATA_DIR",
        hide_env_values = true
    )]
    data_dir: Option<std::path::PathBuf>,
    /// Language of the interface: ko or en
    #[arg(long, value_name = "LANG", value_parser = language)]
    lang: Option<Language>,
    /// Theme by name
    #[arg(long, global = true, value_name = "THEME")]
    theme: Option<String>,
    /// Languages of the questions: ko, en, several with commas, or all
    #[arg(long, global = true, value_name = "LANGS", value_delimiter = ',')]
    questions: Vec<String>,
    /// Roles you apply for: backend, backend-jvm, frontend, several with commas, or all
    #[arg(long, global = true, value_name = "ROLES", value_delimiter = ',', value_parser = role)]
    role: Vec<String>,
}

fn role(name: &str) -> Result<String, String> {
    if name.is_empty() || name == ALL || role::meant(name).is_some() {
        return Ok(name.to_owned());
    }
    let names = role::names().collect::<Vec<_>>().join(", ");
    Err(format!("write all or one of {names}"))
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read decks and print everything that is wrong in them
    #[command(
        after_help = "Examples:\n  hotseat check\n  hotseat check my-decks company.toml --json"
    )]
    Check(check::CheckArguments),
    /// Begin a mock interview at once, or print what it would ask
    #[command(
        after_help = "Examples:\n  hotseat interview --preset warmup\n  hotseat interview --preset phone --seed 7 --draw --json"
    )]
    Interview(interview::InterviewArguments),
    /// Make cards of notes: Markdown, CSV, Anki, our own JSON
    #[command(
        after_help = "Examples:\n  hotseat import notes/ --dry-run\n  hotseat import --lang ko notes/\n  hotseat import network.md --into technical/mine --theirs"
    )]
    Import(import::ImportArguments),
    /// Write cards out in another format
    #[command(
        after_help = "Examples:\n  hotseat export --to markdown --out my-cards\n  hotseat export kind:company --to csv --bom --redact --out cards.csv"
    )]
    Export(export::ExportArguments),
    /// Choose language and role of the questions that you practise
    #[command(
        after_help = "Examples:\n  hotseat setup\n  hotseat setup --questions ko --role backend-jvm"
    )]
    Setup(setup::SetupArguments),
    /// Look through the question bank on its screen
    #[command(after_help = "Examples:\n  hotseat browse\n  hotseat browse ㅋㅍㅋ is:weak")]
    Browse(browse::BrowseArguments),
    /// Lay a list of questions beside the bank: which have a card, which nearly, which not
    #[command(
        after_help = "Examples:\n  hotseat bank --coverage friends-list.txt\n  pbpaste | hotseat bank --coverage - --json\n  hotseat bank --coverage friends-list.txt --take technical/mine"
    )]
    Bank(bank::BankArguments),
    /// Review what is due, weak, stuck or found
    #[command(
        after_help = "Examples:\n  hotseat review\n  hotseat review --weak --deck technical\n  hotseat review tag:redis 캐시"
    )]
    Review(review::ReviewArguments),
    /// Find cards in any half-remembered words
    #[command(
        after_help = "Examples:\n  hotseat search 카프카 ㅅㅅ\n  hotseat search 'is:weak tag:redis' --sort weakness\n  hotseat search kafka '!rabbit' --limit 5 --json\n\nExit codes: 1 nothing is found, 2 a filter is wrong."
    )]
    Search(search::SearchArguments),
    /// Show one card with its memory and every past answer
    #[command(
        after_help = "Examples:\n  hotseat card tcp-vs-udp\n  hotseat card technical/network#tcp-vs-udp --json --at 2026-12-03"
    )]
    Card(card::CardArguments),
    /// Set one field of a card from a file or a pipe; nothing else in its deck changes
    #[command(
        after_help = "Examples:\n  hotseat edit tcp-vs-udp --from answer.md\n  pbpaste | hotseat edit technical/network#tcp-vs-udp --field notes --from -\n\nExit codes: 1 the same value was changed meanwhile and nothing was written."
    )]
    Edit(edit::EditArgs),
    /// Add a card to a deck
    #[command(
        after_help = "Examples:\n  hotseat new technical/mine --question 'Why Rust?' --create\n  hotseat new technical/mine --question 'Why not?' --from answer.md --tag rust"
    )]
    New(new::NewArgs),
    /// List what will be lost on the day that matters, and why
    #[command(after_help = "Examples:\n  hotseat weak\n  hotseat weak --limit 5 --json")]
    Weak(weak::WeakArguments),
    /// List the answers that want to be written first
    #[command(
        after_help = "Examples:\n  hotseat unwritten\n  hotseat unwritten --limit 5 --json\n\nExit codes: 1 nothing is unwritten."
    )]
    Unwritten(unwritten::UnwrittenArguments),
    /// Say what to practise today so that most is known at the interview
    #[command(
        after_help = "Examples:\n  hotseat plan\n  hotseat plan --minutes 15\n  hotseat plan --on 2026-12-01 --json"
    )]
    Plan(plan::PlanArguments),
    /// Say what is left of today in a line: cards, minutes, days to the interview
    #[command(
        after_help = "Examples:\n  hotseat today\n  hotseat today --short\n  hotseat today --json"
    )]
    Today(today::TodayArguments),
    /// List the mock interviews that were held
    #[command(after_help = "Examples:\n  hotseat sessions\n  hotseat sessions --limit 5 --json")]
    Sessions(sessions::SessionsArguments),
    /// Say what a mock interview came to, or write it out as Markdown or HTML
    #[command(
        after_help = "Examples:\n  hotseat debrief\n  hotseat debrief 2 --markdown\n  hotseat debrief --html --out debrief.html"
    )]
    Debrief(sessions::DebriefArguments),
    /// Say how it goes: scores, coverage, how sure against how good, time, days, the forecast
    #[command(
        after_help = "Examples:\n  hotseat stats\n  hotseat stats --json --at 2026-12-03\n  hotseat stats --csv > progress.csv"
    )]
    Stats(stats::StatsArguments),
    /// Write the progress out as one HTML page with its pictures
    #[command(
        after_help = "Examples:\n  hotseat report --html progress.html\n  hotseat report --html - --lang ko > progress.html"
    )]
    Report(stats::ReportArguments),
    /// List the themes with their colours
    #[command(
        after_help = "Examples:\n  hotseat themes\n  hotseat --theme nord\n  hotseat themes --json"
    )]
    Themes(themes::ThemesArguments),
    /// List, add, change and remove coming interviews
    #[command(
        after_help = "Examples:\n  hotseat interviews\n  hotseat interviews add --company 'Messenger Co' --date 2026-12-03T14:00 --minutes 24 --off sat"
    )]
    Interviews(interviews::InterviewsArguments),
    /// Say what a recorded answer tells
    #[command(
        after_help = "Examples:\n  hotseat speech measure answer.wav\n  hotseat speech measure answer.wav --transcript answer.txt"
    )]
    Speech(speech::SpeechArguments),
    /// Learn the keys in five minutes, in a folder of its own that is gone afterwards
    #[command(after_help = "Examples:\n  hotseat tutor\n  hotseat tutor --lang ko")]
    Tutor,
    /// Look at terminal, folders, files and programs, and say what to do where something is amiss
    #[command(
        after_help = "Examples:\n  hotseat doctor\n  hotseat doctor --json\n\nExit codes: 1 something is wrong."
    )]
    Doctor(doctor::DoctorArguments),
    /// Bring together what two machines have left of one file: conflict copies, git's markers
    #[command(
        after_help = "Examples:\n  hotseat merge --dry-run\n  hotseat merge\n\nExit codes: 1 something is left for you to decide."
    )]
    Merge(merge::MergeArguments),
    /// Give answers whose card is gone to the card that it is now
    #[command(
        after_help = "Examples:\n  hotseat adopt\n  hotseat adopt --all\n  hotseat adopt mine/a#c0 --to mine/rust#c0\n  hotseat adopt --undo\n\nExit codes: 1 answers are left without a card."
    )]
    Adopt(adopt::AdoptArguments),
    /// Look through the history line by line, and mend a file that was damaged
    #[command(
        after_help = "Examples:\n  hotseat history verify\n  hotseat history repair --dry-run"
    )]
    History(history::HistoryArguments),
    /// Say where decks, history and options lie
    #[command(
        after_help = "Examples:\n  hotseat paths\n  hotseat paths decks\n  hotseat paths --json"
    )]
    Paths(paths::PathsArguments),
    /// Check your options, or print all of them with their defaults
    #[command(
        after_help = "Examples:\n  hotseat config --check\n  hotseat config --print-default > config.toml\n\nExit codes: 1 a file of the config folder has an error."
    )]
    Config(config::ConfigArguments),
    /// Print the script that completes commands, decks, cards and presets in your shell
    #[command(
        after_help = "Examples:\n  hotseat completions bash > ~/.local/share/bash-completion/completions/hotseat\n  hotseat completions zsh > ~/.zfunc/_hotseat\n  hotseat completions fish > ~/.config/fish/completions/hotseat.fish"
    )]
    Completions(completions::CompletionsArguments),
    /// Print the manual page, or write the pages of all commands
    #[command(
        after_help = "Examples:\n  hotseat man | man -l -\n  hotseat man --out ~/.local/share/man/man1"
    )]
    Man(man::ManArguments),
    /// What the word under the cursor may become; the shells' scripts ask this
    #[command(hide = true)]
    Complete(complete::CompleteArguments),
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "write ko or en".to_owned())
}

/// What a sub-command works with.
#[derive(Debug)]
pub struct Surroundings {
    /// The disk.
    pub disk: Disk,
    /// The folders.
    pub folders: Folders,
    /// The user's choices, options included.
    pub settings: Settings,
    /// What is wrong in `config.toml`.
    pub problems: Vec<crate::problem::Problem>,
    /// What the command line says, for reading the options once more; `None` where they are not.
    pub common: Option<Common>,
    /// The interface's language.
    pub language: Language,
    /// The languages and roles that were asked for at the command line.
    pub asked: Practice,
    /// Whose questions are practised: what was asked for, else what `config.toml` says, else the
    /// interface's language.
    pub audience: Audience,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is fine.
    Fine,
    /// Problems were found and printed, there was nothing to list, or something is to be decided.
    Problems,
    /// Wrong use, or no terminal to draw on.
    WrongUse,
    /// The disk refused to read or save.
    DiskRefused,
    /// A signal ended it.
    Signal(i32),
}

impl Outcome {
    /// How a command ends that lists so many things: nothing to list is something to tell.
    pub fn of_list(length: usize) -> Self {
        if length == 0 {
            Self::Problems
        } else {
            Self::Fine
        }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Problems => 1,
            Self::WrongUse => 2,
            Self::DiskRefused => 3,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(255),
        }
    }
}

/// Why a command did nothing, in the user's language, fit for a terminal.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct Refusal {
    /// What is wrong and how to mend it.
    pub words: String,
    /// How the run ends.
    pub outcome: Outcome,
}

impl Refusal {
    /// There is nothing that the command could speak of.
    pub fn nothing(words: impl AsRef<str>) -> Self {
        Self {
            outcome: Outcome::Problems,
            ..Self::wrong_use(words)
        }
    }

    /// The arguments ask for what there is not.
    pub fn wrong_use(words: impl AsRef<str>) -> Self {
        Self {
            words: crate::text::visible_line(words.as_ref()),
            outcome: Outcome::WrongUse,
        }
    }
}

/// How a run ends that broke off with an error.
pub fn outcome_of(error: &anyhow::Error) -> Outcome {
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return refusal.outcome;
    }
    match error.downcast_ref::<std::io::Error>() {
        Some(error) if error.kind() == std::io::ErrorKind::StorageFull => Outcome::DiskRefused,
        _ => Outcome::WrongUse,
    }
}

/// Runs what the arguments say, printing to `out`.
pub fn run(arguments: Arguments, out: &mut Gate<'_>) -> anyhow::Result<Outcome> {
    let surroundings = surroundings(&arguments.common)?;
    let clock = SystemClock::start();
    match arguments.command {
        None => start::run(&surroundings, &clock, None),
        Some(Command::Check(check)) => check::run(&check, &surroundings, clock.now().wall, out),
        Some(Command::Interview(interview)) => {
            interview::run(&interview, &surroundings, &clock, out)
        }
        Some(Command::Import(import)) => import::run(&import, &surroundings, &clock, out),
        Some(Command::Export(export)) => export::run(&export, &surroundings, &clock, out),
        Some(Command::Setup(_)) => setup::run(&surroundings, &clock, out),
        Some(Command::Browse(browse)) => browse::run(&browse, &surroundings, &clock),
        Some(Command::Bank(bank)) => writing(out, |input, printed| {
            bank::run(&bank, &surroundings, clock.now().wall, input, printed)
        }),
        Some(Command::Review(review)) => review::run(&review, &surroundings, &clock, out),
        Some(Command::Search(search)) => search::run(&search, &surroundings, &clock, out),
        Some(Command::Card(card)) => card::run(&card, &surroundings, &clock, out),
        Some(Command::Edit(edit)) => writing(out, |input, printed| {
            edit::run(&edit, &surroundings, clock.now().wall, input, printed)
        }),
        Some(Command::New(new)) => writing(out, |input, printed| {
            new::run(&new, &surroundings, clock.now().wall, input, printed)
        }),
        Some(Command::Unwritten(unwritten)) => {
            unwritten::run(&unwritten, &surroundings, &clock, out)
        }
        Some(Command::Weak(weak)) => weak::run(&weak, &surroundings, &clock, out),
        Some(Command::Plan(plan)) => plan::run(&plan, &surroundings, &clock, out),
        Some(Command::Today(today)) => today::run(&today, &surroundings, &clock, out),
        Some(Command::Sessions(sessions)) => sessions::list(&sessions, &surroundings, &clock, out),
        Some(Command::Debrief(debrief)) => sessions::debrief(&debrief, &surroundings, &clock, out),
        Some(Command::Stats(stats)) => stats::run(&stats, &surroundings, &clock, out),
        Some(Command::Report(report)) => stats::report(&report, &surroundings, &clock, out),
        Some(Command::Speech(speech)) => speech::run(&speech, &surroundings, out),
        Some(Command::Themes(themes)) => themes::run(&themes, &surroundings, out),
        Some(Command::Interviews(interviews)) => {
            interviews::run(&interviews, &surroundings, &clock, out)
        }
        Some(Command::Tutor) => tutor::run(&surroundings, &clock, out),
        Some(Command::Doctor(doctor)) => doctor::run(&doctor, &surroundings, out),
        Some(Command::Merge(merge)) => merge::run(&merge, &surroundings, out),
        Some(Command::Adopt(arguments)) => {
            adopt::run(&arguments, &surroundings, clock.now().wall, out)
        }
        Some(Command::History(history)) => {
            history::run(&history, &surroundings, clock.now().wall, out)
        }
        Some(Command::Paths(paths)) => paths::run(&paths, &surroundings, out),
        Some(Command::Config(config)) => config::run(&config, &surroundings, out),
        Some(Command::Completions(completions)) => completions::run(&completions, out),
        Some(Command::Man(man)) => man::run(&man, &surroundings, out),
        Some(Command::Complete(complete)) => complete::run(&complete, &surroundings, out),
    }
}

/// Runs a command that writes a deck, with the process's own input and error output.
fn writing(
    out: &mut Gate<'_>,
    command: impl FnOnce(&mut dyn io::Read, &mut edit::Printed<'_>) -> io::Result<edit::Exit>,
) -> anyhow::Result<Outcome> {
    let (mut input, mut err) = (io::stdin(), Gate::err());
    let mut printed = edit::Printed { out, err: &mut err };
    Ok(match command(&mut input, &mut printed)? {
        edit::Exit::Done => Outcome::Fine,
        edit::Exit::Conflict | edit::Exit::Refused => Outcome::Problems,
        edit::Exit::Wrong => Outcome::WrongUse,
        edit::Exit::Failed => Outcome::DiskRefused,
    })
}

/// A folder as a shell would read it: `~` is the home folder. It reaches us as it is from
/// variables and files.
fn below_home(folder: PathBuf, home: Option<&Path>) -> PathBuf {
    match (folder.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => folder,
    }
}

fn surroundings(common: &Common) -> anyhow::Result<Surroundings> {
    let disk = Disk::whole();
    let mut folders = Folders::of_user()
        .ok_or_else(|| anyhow::anyhow!("there is no home folder; give --data-dir and set HOME"))?;
    let (mut settings, mut problems) = Settings::load(&disk, &folders);
    if let Some(folder) = common
        .data_dir
        .clone()
        .or_else(|| settings.data_dir.clone())
    {
        folders.data = below_home(folder, folders.home.as_deref());
    }
    let language = common
        .lang
        .or(settings.language)
        .unwrap_or_else(|| Language::from_environment(|name| std::env::var(name).ok()));
    let code = |written: &String| audience::language_code(written).unwrap_or(written.clone());
    settings.practice.languages = settings.practice.languages.iter().map(code).collect();
    let asked = Practice {
        languages: common.questions.iter().map(code).collect(),
        roles: common.role.clone(),
    };
    let audience = Audience {
        is_asked_for: asked != Practice::default(),
        ..Audience::of_language(language.code())
            .with_languages(&settings.practice.languages)
            .with_roles(&settings.practice.roles)
            .with_languages(&asked.languages)
            .with_roles(&asked.roles)
    };
    problems.extend(unknown_roles(&settings, &folders));
    problems.extend(known_theme(&disk, &folders, &mut settings));
    let mut known = KnownLanguages::new(&disk, &folders);
    for written in &settings.practice.languages {
        problems.extend(known.problem(written, &settings));
    }
    for written in &common.questions {
        if let Some((what, mend)) = known.doubt(written) {
            let (what, mend) = (what.in_language(language), mend.in_language(language));
            return Err(Refusal::wrong_use(format!("--questions: {what}; {mend}")).into());
        }
    }
    if let Some(theme) = &common.theme {
        settings.theme.clone_from(theme);
    }
    Ok(Surroundings {
        disk,
        folders,
        settings,
        problems,
        common: Some(common.clone()),
        language,
        asked,
        audience,
    })
}

/// The languages that questions are in; decks are read for it only where an unusual one is named.
struct KnownLanguages<'k> {
    disk: &'k Disk,
    folders: &'k Folders,
    of_decks: Option<Vec<String>>,
}

impl<'k> KnownLanguages<'k> {
    fn new(disk: &'k Disk, folders: &'k Folders) -> Self {
        Self {
            disk,
            folders,
            of_decks: None,
        }
    }

    /// Why this is no language that a question is in, and what to write instead.
    fn doubt(&mut self, written: &str) -> Option<(Both, Both)> {
        if written == ALL || written.is_empty() {
            return None;
        }
        let code = match audience::language_code(written) {
            Ok(code) => code,
            Err(meant) => return Some(audience::no_language(written, meant)),
        };
        if Language::from_code(&code).is_some_and(|language| language.code() == code) {
            return None;
        }
        let (disk, folders) = (self.disk, self.folders);
        let known = self.of_decks.get_or_insert_with(|| {
            let bank = crate::bank::load::bank(disk, folders);
            crate::search::Vocabulary::of_bank(&bank).langs
        });
        if known.contains(&code) {
            return None;
        }
        let known = known.join(", ");
        Some((
            both!(
                "\"{written}\"로 된 덱이 없습니다",
                "no deck is in \"{written}\""
            ),
            both!("있는 언어: {known}, all", "there are {known} and all"),
        ))
    }

    /// The same of one in `config.toml`.
    fn problem(&mut self, written: &str, settings: &Settings) -> Option<Problem> {
        let (what, mend) = self.doubt(written)?;
        let path = self
            .folders
            .config
            .join("config.toml")
            .display()
            .to_string();
        let mut problem = Problem::of_file(path, Severity::Warning, what, mend);
        problem.at = settings.languages_at;
        Some(problem)
    }
}

/// What is wrong with the theme that `config.toml` names. The default takes the place of one that
/// there is not.
fn known_theme(disk: &Disk, folders: &Folders, settings: &mut Settings) -> Option<Problem> {
    let names = Theme::names(disk, &folders.config.join("themes"));
    if names.contains(&settings.theme) {
        return None;
    }
    let usual = Settings::default().theme;
    let name = std::mem::replace(&mut settings.theme, usual);
    let mend = match crate::text::nearest(&name, names.iter().map(String::as_str)) {
        Some(meant) => both!(
            "\"{meant}\"{을} 쓰려던 것인가요?",
            "did you mean \"{meant}\"?"
        ),
        None => {
            let names = names.join(", ");
            both!("있는 테마: {names}", "there are {names}")
        }
    };
    let path = folders.config.join("config.toml").display().to_string();
    let what = both!("\"{name}\" 테마가 없습니다", "there is no theme \"{name}\"");
    let mut problem = Problem::of_file(path, Severity::Error, what, mend);
    problem.at = settings.theme_at;
    Some(problem)
}

/// What is wrong with the roles in `config.toml`.
fn unknown_roles(settings: &Settings, folders: &Folders) -> Vec<Problem> {
    let path = folders.config.join("config.toml").display().to_string();
    let roles = &settings.practice.roles;
    let is_unknown = |name: &&String| *name != ALL && role::meant(name).is_none();
    let unknown = roles.iter().filter(is_unknown);
    let problems = unknown.map(|name| {
        let near = crate::text::nearest(name, role::names());
        let names = near.map_or_else(
            || role::names().collect::<Vec<_>>().join(", "),
            str::to_owned,
        );
        let mut problem = Problem::of_file(
            path.clone(),
            Severity::Warning,
            both!("직무 \"{name}\"은 없습니다", "there is no role \"{name}\""),
            both!("쓸 수 있는 값: {names}", "it can be {names}"),
        );
        problem.at = settings.roles_at;
        problem
    });
    problems.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(written: &str) -> Arguments {
        let words = std::iter::once("hotseat").chain(written.split(' '));
        let matches = Arguments::whole_command().try_get_matches_from(words);
        Arguments::of(&matches.unwrap()).unwrap()
    }

    #[test]
    fn the_commands_are_put_together_rightly() {
        Arguments::whole_command().debug_assert();
    }

    #[test]
    fn lang_is_the_interfaces_everywhere_but_behind_import() {
        for written in [
            "--lang en check",
            "check --lang en",
            "interviews add --company X --date 2026-12-03 --lang en",
        ] {
            assert_eq!(
                parsed(written).common.lang,
                Some(Language::English),
                "{written}"
            );
        }
        assert_eq!(parsed("import --lang ja notes").common.lang, None);
        let both = parsed("--lang en import --lang ko notes");
        assert_eq!(both.common.lang, Some(Language::English));
    }
}
