//! Other programs: the user's editor, and what speaks, records and writes down.

use std::path::{Path, PathBuf};

use super::{Area, Finding};
use crate::both;
use crate::cli::Surroundings;
use crate::store::{Disk, Kept};

/// A program that can do one thing of `[speech]`, and the arguments with which it does.
struct Known {
    program: &'static str,
    arguments: &'static [&'static str],
}

const fn known(program: &'static str, arguments: &'static [&'static str]) -> Known {
    Known { program, arguments }
}

/// The keys of `[speech]`, each with the programs that serve, the best first.
const SPEECH: [(&str, &[Known]); 4] = [
    (
        "say",
        &[
            known("say", &["{text}"]),
            known("espeak-ng", &["-v", "{lang}", "{text}"]),
            known("spd-say", &["--wait", "-l", "{lang}", "{text}"]),
        ],
    ),
    (
        "record",
        &[
            known("sox", &["-q", "-d", "{file}"]),
            known("rec", &["-q", "{file}"]),
            known("parecord", &["--file-format=wav", "{file}"]),
            known("arecord", &["-q", "-f", "cd", "{file}"]),
            known(
                "ffmpeg",
                &[
                    "-loglevel",
                    "quiet",
                    "-y",
                    "-f",
                    "pulse",
                    "-i",
                    "default",
                    "{file}",
                ],
            ),
        ],
    ),
    (
        "play",
        &[
            known("sox", &["-q", "{file}", "-d"]),
            known("play", &["-q", "{file}"]),
            known("paplay", &["{file}"]),
            known("aplay", &["-q", "{file}"]),
            known("afplay", &["{file}"]),
            known(
                "ffplay",
                &["-loglevel", "quiet", "-nodisp", "-autoexit", "{file}"],
            ),
        ],
    ),
    (
        "transcribe",
        &[
            known("whisper-cli", &["-l", "{lang}", "-f", "{file}"]),
            known("whisper-cpp", &["-l", "{lang}", "-f", "{file}"]),
        ],
    ),
];

/// What is found, where `has` says whether a program is there.
pub(super) fn findings(surroundings: &Surroundings, has: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let named = ["VISUAL", "EDITOR"].map(|name| std::env::var(name).unwrap_or_default());
    let named = named.into_iter().find(|editor| !editor.trim().is_empty());
    let mut found = vec![editor(named.as_deref(), has)];
    let mut unset = Vec::new();
    for (key, command) in surroundings.settings.speech.by_key() {
        match command.first() {
            Some(program) => found.push(chosen(key, program, has)),
            None => unset.push(key),
        }
    }
    found.extend(offered(&unset, has));
    found
}

fn editor(named: Option<&str>, has: &dyn Fn(&str) -> bool) -> Finding {
    let program = named.and_then(|editor| editor.split_whitespace().next());
    match program {
        Some(program) if has(program) => Finding::good(
            Area::Programs,
            both!("편집기 {program}", "the editor is {program}"),
        ),
        Some(program) => Finding::better(
            Area::Programs,
            both!(
                "편집기 {program} 이 없습니다",
                "the editor {program} is not there"
            ),
            both!(
                "EDITOR에 있는 프로그램을 쓰세요",
                "name one that is in EDITOR"
            ),
        ),
        None => Finding::better(
            Area::Programs,
            both!("정해 둔 편집기가 없습니다", "no editor is named"),
            both!(
                "질문 은행의 o 키로 파일을 열려면 export EDITOR=vim처럼 정하세요",
                "for the bank's o key, which opens a deck's file, set one: export EDITOR=vim"
            ),
        ),
    }
}

fn chosen(key: &str, program: &str, has: &dyn Fn(&str) -> bool) -> Finding {
    if has(program) {
        Finding::good(Area::Speech, both!("{key}: {program}", "{key}: {program}"))
    } else {
        Finding::wrong(
            Area::Speech,
            both!(
                "{key}: {program} 이 없습니다",
                "{key}: {program} is not there"
            ),
            both!(
                "설치하거나 config.toml의 [speech] 에서 그 줄을 빼세요",
                "install it, or take its line out of [speech] in config.toml"
            ),
        )
    }
}

/// The lines to paste for what this machine has and the user has not chosen yet.
fn offered(unset: &[&str], has: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut lines = Vec::new();
    let mut missing = Vec::new();
    for (key, programs) in SPEECH.iter().filter(|(key, _)| unset.contains(key)) {
        match programs.iter().find(|known| has(known.program)) {
            Some(Known { program, arguments }) => {
                let words = std::iter::once(program).chain(*arguments);
                let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
                lines.push(format!("{key} = [{}]", words.join(", ")));
            }
            None => missing.push(*key),
        }
    }
    let mut found = Vec::new();
    if !lines.is_empty() {
        lines.insert(0, "[speech]".to_owned());
        found.push(Finding {
            paste: lines,
            ..Finding::better(
                Area::Speech,
                both!(
                    "이 컴퓨터에 쓸 만한 프로그램이 있습니다",
                    "this machine has programs for it"
                ),
                both!(
                    "쓰려면 config.toml에 넣으세요",
                    "to use them, put this into config.toml"
                ),
            )
        });
    }
    if !missing.is_empty() {
        let keys = missing.join(", ");
        found.push(Finding::good(
            Area::Speech,
            both!(
                "{keys}: 프로그램이 없습니다. 없어도 나머지는 모두 됩니다",
                "{keys}: no program was found; everything else works without"
            ),
        ));
    }
    found
}

/// Whether a program can be run by this name: a path, or a file of a folder on `PATH`.
pub(super) fn on_path(disk: &Disk, program: &str) -> bool {
    let is_file = |path: &Path| disk.kind_of(path) == Kept::File;
    if program.contains('/') {
        return is_file(&PathBuf::from(program));
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| is_file(&folder.join(program)))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    #[test]
    fn the_lines_to_paste_name_the_best_program_that_is_there() {
        let has = |name: &str| ["espeak-ng", "spd-say", "arecord"].contains(&name);
        let found = offered(&["say", "record", "transcribe"], &has);
        assert_eq!(
            found[0].paste,
            [
                "[speech]",
                r#"say = ["espeak-ng", "-v", "{lang}", "{text}"]"#,
                r#"record = ["arecord", "-q", "-f", "cd", "{file}"]"#,
            ]
        );
        assert!(found[1].what.english.starts_with("transcribe: no program"));
        assert_eq!(found[1].verdict, Verdict::Good);
    }

    #[test]
    fn a_chosen_program_that_is_not_there_is_wrong_and_an_editor_only_better() {
        assert_eq!(
            chosen("say", "espeak-ng", &|_| false).verdict,
            Verdict::Wrong
        );
        assert_eq!(chosen("say", "espeak-ng", &|_| true).verdict, Verdict::Good);
        assert_eq!(
            editor(Some("nvim -R"), &|name| name == "nvim").verdict,
            Verdict::Good
        );
        assert_eq!(editor(Some("nvim"), &|_| false).verdict, Verdict::Better);
        assert_eq!(editor(None, &|_| true).verdict, Verdict::Better);
    }
}
