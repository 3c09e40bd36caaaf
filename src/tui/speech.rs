//! The user's speech commands at work: questions read aloud, answers recorded, written down and
//! played again.
//!
//! Each command is a program with its arguments, as `config.toml` gives them. It is never given
//! to a shell, has no keyboard and no screen, and runs in a group of its own, so that what it
//! starts ends with it. Nobody waits for it but a thread of its own: a command that is missing,
//! fails or hangs is one line in the footer, said once, and never a stop.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use crate::both;
use crate::language::{Both, Language};
use crate::store::replace::Durability;
use crate::store::settings::SpeechCommands;
use crate::store::{Disk, Folders};
use crate::text;

/// A recorder that was told to end gets this long to close its file.
const TIME_TO_CLOSE: Duration = Duration::from_secs(2);

/// Of what a command prints so much is looked at.
const MOST_PRINTED: u64 = 1 << 20;

/// Something that a screen would like to hear or have heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Read this aloud, instead of what is being read.
    Say {
        /// What.
        text: String,
        /// Its language, as the deck names it.
        lang: String,
    },
    /// Stop reading or playing.
    Hush,
    /// Record from now on.
    Record(Recording),
    /// Stop recording, and write down what was said where that is set up.
    StopRecording,
    /// Play what was recorded.
    Play(Recording),
}

/// One recorded answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Its file below the recordings folder.
    pub name: String,
    /// The language that is spoken.
    pub lang: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// What was said in a recording, as the user's program heard it.
    Heard {
        /// The recording's file below the recordings folder.
        name: String,
        /// The words.
        words: String,
    },
    /// A command is missing or failed.
    Failed(Both),
}

/// Where news goes; called from other threads.
pub type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// Runs the commands.
pub struct Speech {
    commands: SpeechCommands,
    disk: Disk,
    folder: PathBuf,
    tell: Tell,
    /// Commands that were found wanting; each is told of once.
    told: Arc<Mutex<Vec<Task>>>,
    aloud: Option<Arc<Running>>,
    recorder: Option<(Recording, Arc<Running>)>,
}

/// What a command is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Say,
    Record,
    Transcribe,
    Play,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Record => "record",
            Self::Transcribe => "transcribe",
            Self::Play => "play",
        }
    }
}

impl Speech {
    /// Ready to run these commands; recordings go below the data folder.
    pub fn new(commands: SpeechCommands, disk: &Disk, folders: &Folders, tell: Tell) -> Self {
        Self {
            commands,
            disk: disk.clone(),
            folder: folders.recordings(),
            tell,
            told: Arc::default(),
            aloud: None,
            recorder: None,
        }
    }

    /// Does what is wished, as far as it is set up. Returns at once.
    pub fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Say { text, lang } => {
                self.hush();
                let text = spoken(&text);
                self.aloud = self.run(Task::Say, &Given::new(&text, Path::new(""), &lang), drop);
            }
            Wish::Hush => self.hush(),
            Wish::Record(recording) => {
                self.stop_recording(|_| ());
                self.record(recording);
            }
            Wish::StopRecording => self.stop_and_write_down(),
            Wish::Play(Recording { name, lang }) => {
                self.hush();
                if self.commands.play.is_empty() {
                    return;
                }
                let Some(file) = self.file(&name).filter(|file| file.exists()) else {
                    self.fail(Task::Play, &text::visible_line(&name));
                    return;
                };
                self.aloud = self.run(Task::Play, &Given::new("", &file, &lang), drop);
            }
        }
    }

    fn hush(&mut self) {
        if let Some(running) = self.aloud.take() {
            running.signal(Signal::TERM);
        }
    }

    /// The file of a recording. Its name may come from a history file, so it must not lead out of the
    /// folder.
    fn file(&self, name: &str) -> Option<PathBuf> {
        let is_plain = |part: &str| {
            let mut letters = part.chars();
            !part.starts_with('.') && letters.all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
        };
        let is_inside = !name.is_empty()
            && name
                .split('/')
                .all(|part| !part.is_empty() && is_plain(part));
        is_inside.then(|| self.folder.join(name))
    }

    fn record(&mut self, recording: Recording) {
        if self.commands.record.is_empty() {
            return;
        }
        let Some(file) = self.file(&recording.name) else {
            return;
        };
        let folder = file.parent().unwrap_or(&self.folder);
        if let Err(error) = self.disk.make_folder(folder) {
            self.fail(Task::Record, &error.to_string());
            return;
        }
        let given = Given::new("", &file, &recording.lang);
        self.recorder = self
            .run(Task::Record, &given, drop)
            .map(|running| (recording, running));
    }

    /// Ends the recorder; `then` is called with the recording once its file is closed.
    fn stop_recording(&mut self, then: impl FnOnce(Recording) + Send + 'static) {
        let Some((recording, recorder)) = self.recorder.take() else {
            return;
        };
        std::thread::spawn(move || {
            recorder.close();
            then(recording);
        });
    }

    fn stop_and_write_down(&mut self) {
        let (transcribe, folder) = (self.commands.transcribe.clone(), self.folder.clone());
        let (tell, told) = (Arc::clone(&self.tell), Arc::clone(&self.told));
        let disk = self.disk.clone();
        self.stop_recording(move |recording| {
            let file = folder.join(&recording.name);
            if transcribe.is_empty() || !file.exists() {
                return;
            }
            let given = Given::new("", &file, &recording.lang);
            let heard = Arc::clone(&tell);
            let beside = file.with_extension("txt");
            let then = move |printed: String| {
                let words = heard_words(&printed);
                if !words.is_empty() {
                    // Whatever becomes of the answer, the words lie beside what was said.
                    let _ = disk.replace(&beside, words.as_bytes(), Durability::Process);
                    let name = recording.name;
                    heard(News::Heard { name, words });
                }
            };
            start(Task::Transcribe, &transcribe, &given, (tell, told), then);
        });
    }

    fn run(
        &self,
        task: Task,
        given: &Given<'_>,
        then: impl FnOnce(String) + Send + 'static,
    ) -> Option<Arc<Running>> {
        let command = match task {
            Task::Say => &self.commands.say,
            Task::Record => &self.commands.record,
            Task::Transcribe => &self.commands.transcribe,
            Task::Play => &self.commands.play,
        };
        let told = (Arc::clone(&self.tell), Arc::clone(&self.told));
        start(task, command, given, told, then)
    }

    fn fail(&self, task: Task, why: &str) {
        fail(task, why, &self.tell, &self.told);
    }

    /// Ends whatever runs, and waits until a recording's file is closed.
    pub fn finish(&mut self) {
        self.hush();
        if let Some((_, recorder)) = self.recorder.take() {
            recorder.close();
        }
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        self.finish();
    }
}

impl std::fmt::Debug for Speech {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Speech")
            .field("commands", &self.commands)
            .finish_non_exhaustive()
    }
}

/// What the places in a command stand for.
#[derive(Debug)]
struct Given<'g> {
    text: &'g str,
    file: &'g Path,
    lang: &'g str,
}

impl<'g> Given<'g> {
    fn new(text: &'g str, file: &'g Path, lang: &'g str) -> Self {
        let lang = if lang.is_empty() {
            Language::Korean.code()
        } else {
            lang
        };
        Self { text, file, lang }
    }

    /// An argument with its places filled in. A text that looks like an option would be taken for
    /// one, so it begins with a space then.
    fn fill(&self, argument: &str) -> String {
        let filled = argument
            .replace("{file}", &self.file.display().to_string())
            .replace("{lang}", self.lang)
            .replace("{text}", self.text);
        if argument.starts_with("{text}") && filled.starts_with('-') {
            format!(" {filled}")
        } else {
            filled
        }
    }
}

/// A text as it is read aloud: without what a terminal or a program could take for a command.
fn spoken(written: &str) -> String {
    let plain = written.replace(['`', '*', '#'], "");
    text::visible_line(&plain).trim().to_owned()
}

/// The words of a transcript: without the times that some programs print before each line.
fn heard_words(printed: &str) -> String {
    let lines = printed.lines().map(|line| {
        let line = line.trim();
        match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((times, words)) if times.contains("-->") => words.trim(),
            _ => line,
        }
    });
    let lines: Vec<String> = lines
        .filter(|line| !line.is_empty())
        .map(text::visible_line)
        .collect();
    lines.join("\n")
}

/// Starts a command; `then` gets what it printed once it has ended well.
fn start(
    task: Task,
    command: &[String],
    given: &Given<'_>,
    (tell, told): (Tell, Arc<Mutex<Vec<Task>>>),
    then: impl FnOnce(String) + Send + 'static,
) -> Option<Arc<Running>> {
    let (program, arguments) = command.split_first()?;
    let takes_text = task == Task::Say && !command.iter().any(|word| word.contains("{text}"));
    let spawned = Command::new(program)
        .args(arguments.iter().map(|argument| given.fill(argument)))
        .stdin(if takes_text {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let what = both!(
                "음성 명령 `{program}`{이} 없습니다. hotseat doctor로 확인하세요",
                "there is no command `{program}`; see hotseat doctor"
            );
            say_once(task, what, &tell, &told);
            return None;
        }
        Err(error) => {
            fail(task, &error.to_string(), &tell, &told);
            return None;
        }
    };
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let running = Arc::new(Running::new(child));
    let watched = Arc::clone(&running);
    let text = given.text.to_owned();
    std::thread::spawn(move || {
        if let Some(mut input) = input {
            // A program that does not read its input says so by its exit.
            let _ = input.write_all(text.as_bytes());
        }
        let complaint = std::thread::spawn(move || errors.map_or_else(String::new, printed));
        let said = output.map_or_else(String::new, printed);
        let complaint = complaint.join().unwrap_or_default();
        if watched.wait() {
            then(said);
        } else if !watched.was_told_to_end() {
            let last = complaint.lines().rfind(|line| !line.trim().is_empty());
            let why = last.map(|line| text::fit(&text::visible_line(line), 60));
            fail(task, &why.unwrap_or_default(), &tell, &told);
        }
    });
    Some(running)
}

fn printed(from: impl Read) -> String {
    let mut bytes = Vec::new();
    let mut from = from.take(MOST_PRINTED);
    // What was printed before an error is still what was printed.
    let _ = from.read_to_end(&mut bytes);
    // The rest is read too, lest the program waits for somebody to read it.
    let _ = io::copy(&mut from.into_inner(), &mut io::sink());
    String::from_utf8_lossy(&bytes).into_owned()
}

fn fail(task: Task, why: &str, tell: &Tell, told: &Mutex<Vec<Task>>) {
    let name = task.name();
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(" ({why})")
    };
    let what = both!(
        "음성 명령 {name}{이} 실패했습니다{why}",
        "the speech command {name} failed{why}"
    );
    say_once(task, what, tell, told);
}

fn say_once(task: Task, what: Both, tell: &Tell, told: &Mutex<Vec<Task>>) {
    let mut told = locked(told);
    if !told.contains(&task) {
        told.push(task);
        drop(told);
        tell(News::Failed(what));
    }
}

/// A command that was started. Its process is collected by one thread and ended by others, so
/// that a signal never goes to another process which has its number by then.
#[derive(Debug)]
struct Running {
    group: Option<Pid>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    /// None once it was collected.
    child: Option<Child>,
    was_told_to_end: bool,
}

impl Running {
    fn new(child: Child) -> Self {
        Self {
            group: i32::try_from(child.id()).ok().and_then(Pid::from_raw),
            state: Mutex::new(State {
                child: Some(child),
                was_told_to_end: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Waits for its end; whether it ended well.
    fn wait(&self) -> bool {
        if let Some(group) = self.group {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            while matches!(waitid(WaitId::Pid(group), options), Err(Errno::INTR)) {}
        }
        let child = locked(&self.state).child.take();
        let status = child.map(|mut child| child.wait());
        self.changed.notify_all();
        status.is_some_and(|status| status.is_ok_and(|status| status.success()))
    }

    /// Sends a signal to the command and all that it started, unless it has ended.
    fn signal(&self, signal: Signal) {
        let mut state = locked(&self.state);
        state.was_told_to_end = true;
        if let Some(group) = self.group.filter(|_| state.child.is_some()) {
            // A group that is gone already is what was wanted.
            let _ = kill_process_group(group, signal);
        }
    }

    /// Interrupts it and waits until its file is closed; what does not end by itself is ended.
    fn close(&self) {
        self.signal(Signal::INT);
        if !self.has_ended_within(TIME_TO_CLOSE) {
            self.signal(Signal::KILL);
            self.has_ended_within(TIME_TO_CLOSE);
        }
    }

    fn was_told_to_end(&self) -> bool {
        locked(&self.state).was_told_to_end
    }

    fn has_ended_within(&self, patience: Duration) -> bool {
        let state = locked(&self.state);
        let waited = self
            .changed
            .wait_timeout_while(state, patience, |state| state.child.is_some());
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.child.is_none()
    }
}

/// A thread that panicked leaves nothing half done under these locks.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::{Receiver, channel};

    struct Studio {
        root: tempfile::TempDir,
        speech: Speech,
        news: Receiver<News>,
    }

    /// A studio with these shell scripts for commands, where `$out` is a file of its own.
    fn studio(say: &str, record: &str, transcribe: &str) -> Studio {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let out = root.path().join("out");
        let script = |script: &str, places: &[&str]| {
            if script.is_empty() {
                return Vec::new();
            }
            let script = format!("out='{}'; {script}", out.display());
            let words = ["sh", "-c", script.as_str(), "sh"].into_iter();
            words
                .chain(places.iter().copied())
                .map(str::to_owned)
                .collect()
        };
        let commands = SpeechCommands {
            say: script(say, &["{lang}", "{text}"]),
            record: script(record, &["{file}"]),
            transcribe: script(transcribe, &["{file}", "{lang}"]),
            play: Vec::new(),
        };
        let (sender, news) = channel();
        let tell: Tell = Arc::new(move |news| sender.send(news).unwrap_or(()));
        let speech = Speech::new(commands, &Disk::whole(), &folders, tell);
        Studio { root, speech, news }
    }

    impl Studio {
        fn recording() -> Recording {
            Recording {
                name: "s1/01.wav".to_owned(),
                lang: "en".to_owned(),
            }
        }

        fn says(&mut self, text: &str) {
            let lang = "ko".to_owned();
            let text = text.to_owned();
            self.speech.grant(Wish::Say { text, lang });
        }

        fn hears(&self) -> News {
            self.news.recv_timeout(Duration::from_secs(20)).unwrap()
        }

        /// What the scripts wrote, once it is `expected`; else what there is after a long while.
        fn wrote(&self, expected: &str) -> String {
            let mut found = String::new();
            for _ in 0..1000 {
                found = fs::read_to_string(self.root.path().join("out")).unwrap_or_default();
                if found == expected {
                    break;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            found
        }
    }

    const RECORDER: &str = "trap 'echo words > \"$1\"; exit 1' INT; echo on >> \"$out\"; \
                            while :; do sleep 0.05; done";

    #[test]
    fn a_text_is_one_argument_however_it_looks() {
        let mut studio = studio("printf '%s|%s|%s' \"$#\" \"$1\" \"$2\" > \"$out\"", "", "");
        studio.says("-x `$(touch gone)`; \u{1b}[2J\nWhy?");
        let expected = "2|ko| -x $(touch gone); ␛[2J Why?";
        assert_eq!(studio.wrote(expected), expected);
    }

    #[test]
    fn what_is_said_next_ends_what_is_being_said() {
        let script = "trap 'echo ended >> \"$out\"; exit 0' TERM; echo begun >> \"$out\"; \
                      [ \"$2\" = one ] || exit 0; while :; do sleep 0.05; done";
        let mut studio = studio(script, "", "");
        studio.says("one");
        assert_eq!(studio.wrote("begun\n"), "begun\n");
        studio.says("two");
        for _ in 0..1000 {
            let found = fs::read_to_string(studio.root.path().join("out")).unwrap();
            if found.lines().count() == 3 {
                assert!(found.contains("ended"));
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the first was not ended");
    }

    #[test]
    fn an_answer_is_recorded_until_it_ends_and_then_written_down() {
        let script = "cat \"$1\"; echo \"$2\"; echo '[00:00 --> 00:01]  last'";
        let mut studio = studio("", RECORDER, script);
        studio.speech.grant(Wish::Record(Studio::recording()));
        assert_eq!(studio.wrote("on\n"), "on\n");
        studio.speech.grant(Wish::StopRecording);
        let heard = News::Heard {
            name: "s1/01.wav".to_owned(),
            words: "words\nen\nlast".to_owned(),
        };
        assert_eq!(studio.hears(), heard);
        let file = studio.root.path().join("data/recordings/s1/01.wav");
        assert_eq!(fs::read_to_string(file).unwrap(), "words\n");
    }

    #[test]
    fn the_end_of_the_program_closes_the_recording() {
        let mut studio = studio("", RECORDER, "");
        studio.speech.grant(Wish::Record(Studio::recording()));
        assert_eq!(studio.wrote("on\n"), "on\n");
        let Studio { root, speech, .. } = studio;
        drop(speech);
        assert!(root.path().join("data/recordings/s1/01.wav").exists());
    }

    #[test]
    fn a_command_that_is_missing_or_fails_is_told_of_once() {
        let mut studio = studio("echo no voice >&2; exit 3", "", "");
        studio.speech.commands.record = vec!["no-such-program-here".to_owned()];
        studio.says("a");
        let News::Failed(what) = studio.hears() else {
            panic!("it failed");
        };
        assert_eq!(what.english, "the speech command say failed (no voice)");
        studio.speech.grant(Wish::Record(Studio::recording()));
        let News::Failed(what) = studio.hears() else {
            panic!("it is missing");
        };
        assert!(what.english.contains("no command `no-such-program-here`"));
        studio.says("b");
        studio.speech.grant(Wish::Record(Studio::recording()));
        let silence = studio.news.recv_timeout(Duration::from_millis(300));
        assert!(silence.is_err(), "{silence:?}");
    }

    #[test]
    fn a_name_from_a_history_leads_nowhere_else() {
        let studio = studio("", "", "");
        let folder = studio.root.path().join("data/recordings");
        assert_eq!(
            studio.speech.file("01KA/02-2.wav"),
            Some(folder.join("01KA/02-2.wav"))
        );
        for name in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            ".x",
            "a\0b",
            "-/~",
        ] {
            let file = studio.speech.file(name);
            assert!(
                file.is_none_or(|file| file.starts_with(&folder)),
                "{name:?}"
            );
        }
        assert_eq!(studio.speech.file("../x"), None);
    }

    #[test]
    fn nothing_happens_where_nothing_is_set_up() {
        let mut studio = studio("", "", "");
        studio.says("a");
        studio.speech.grant(Wish::Record(Studio::recording()));
        studio.speech.grant(Wish::StopRecording);
        studio.speech.grant(Wish::Play(Studio::recording()));
        assert!(
            studio
                .news
                .recv_timeout(Duration::from_millis(100))
                .is_err()
        );
        assert!(!studio.root.path().join("data/recordings").exists());
    }
}
