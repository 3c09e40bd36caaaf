//! `hotseat speech`: what a recording tells.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::{Outcome, Refusal, Surroundings};
use crate::both;
use crate::cli::gate::Gate;
use crate::language::Language;
use crate::speech::measure::Measures;
use crate::speech::transcript::Transcript;
use crate::speech::wave::Wave;
use crate::speech::words::{self, Unit};
use crate::text;

/// Arguments of `hotseat speech`.
#[derive(Debug, Args)]
pub struct SpeechArguments {
    #[command(subcommand)]
    command: SpeechCommand,
}

#[derive(Debug, Subcommand)]
enum SpeechCommand {
    /// Say what a recorded answer tells: first word, pauses, level, and with its transcript the pace
    #[command(
        after_help = "Examples:\n  hotseat speech measure answer.wav\n  hotseat speech measure answer.wav --transcript answer.srt --spoken ko --json\n\nExit codes: 1 nobody speaks."
    )]
    Measure(MeasureArguments),
}

/// Arguments of `hotseat speech measure`.
#[derive(Debug, Args)]
struct MeasureArguments {
    /// A WAV file, or - for standard input
    file: PathBuf,
    /// What was said: plain text, JSON of a transcriber, SRT or VTT
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// The language that is spoken, such as ko or en; the interface's where left out
    #[arg(long, value_name = "LANG")]
    spoken: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `hotseat speech`.
pub fn run(
    arguments: &SpeechArguments,
    surroundings: &Surroundings,
    out: &mut Gate<'_>,
) -> anyhow::Result<Outcome> {
    let SpeechCommand::Measure(arguments) = &arguments.command;
    let say = surroundings.language;
    let bytes = read(&arguments.file, surroundings)?;
    let wave = Wave::read(&bytes).map_err(|wrong| {
        let file = arguments.file.display();
        Refusal::wrong_use(format!("{file}: {}", wrong.in_language(say)))
    })?;
    let spoken = arguments.spoken.as_deref().unwrap_or(say.code());
    let transcript = arguments.transcript.as_ref().map(|path| {
        let printed = read(path, surroundings)?;
        anyhow::Ok(Transcript::read(&String::from_utf8_lossy(&printed)))
    });
    let told = Told {
        measures: Measures::of(&wave),
        transcript: transcript.transpose()?,
        spoken,
    };
    if arguments.json {
        out.json(&told.to_json())?;
    } else {
        for line in told.lines(say) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(match told.measures.first_word_ms {
        Some(_) => Outcome::Fine,
        None => Outcome::Problems,
    })
}

fn read(path: &Path, surroundings: &Surroundings) -> anyhow::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let read = surroundings.disk.read(path);
    read.with_context(|| text::visible_line(&path.display().to_string()))
}

/// What is printed.
struct Told<'a> {
    measures: Measures,
    transcript: Option<Transcript>,
    spoken: &'a str,
}

impl Told<'_> {
    fn pace(&self) -> Option<u32> {
        let transcript = self.transcript.as_ref()?;
        words::pace(&transcript.text, self.spoken, self.measures.talk_ms())
    }

    fn fillers(&self) -> Option<usize> {
        let transcript = self.transcript.as_ref()?;
        Some(words::fillers(&transcript.text, self.spoken))
    }

    fn to_json(&self) -> Value {
        let it = &self.measures;
        let pauses: Vec<Value> = it
            .pauses
            .iter()
            .map(|pause| json!({"at_ms": pause.at_ms, "ms": pause.ms}))
            .collect();
        let rounded = |value: f32, digits: i32| {
            let scale = 10_f64.powi(digits);
            (f64::from(value) * scale).round() / scale
        };
        let mut fields = Map::new();
        fields.insert("total_ms".to_owned(), it.total_ms.into());
        fields.insert("first_word_ms".to_owned(), it.first_word_ms.into());
        fields.insert("speech_ms".to_owned(), it.speech_ms.into());
        fields.insert("talk_ms".to_owned(), it.talk_ms().into());
        fields.insert("pauses".to_owned(), pauses.into());
        let longest = it.longest_pause().map(|pause| pause.ms);
        fields.insert("longest_pause_ms".to_owned(), longest.into());
        fields.insert("level_db".to_owned(), rounded(it.level_db, 1).into());
        let noise = it.noise_db.map(|noise| rounded(noise, 1));
        fields.insert("noise_db".to_owned(), noise.into());
        fields.insert("clipped".to_owned(), rounded(it.clipped, 4).into());
        if let Some(transcript) = &self.transcript {
            let unit = match Unit::of(self.spoken) {
                Unit::Syllables => "syllables_a_minute",
                Unit::Words => "words_a_minute",
            };
            fields.insert(unit.to_owned(), self.pace().into());
            fields.insert("fillers_at_least".to_owned(), self.fillers().into());
            fields.insert("transcript".to_owned(), transcript.text.clone().into());
        }
        Value::Object(fields)
    }

    fn lines(&self, say: Language) -> Vec<String> {
        let it = &self.measures;
        let mut lines = Vec::new();
        let Some(first) = it.first_word_ms else {
            let words = both!("아무 말도 들리지 않습니다", "nobody speaks");
            return vec![words.in_language(say).clone()];
        };
        lines.push(say.speech_first_word(&seconds(first)));
        lines.push(say.speech_times(&seconds(it.talk_ms()), &percent(it.speech_share())));
        match it.longest_pause() {
            Some(longest) => {
                lines.push(say.speech_pauses(it.pauses.len(), &seconds(longest.ms)));
            }
            None => lines.push(say.speech_no_pause()),
        }
        lines.push(say.speech_level(&format!("{:.0}", it.level_db)));
        if it.clipped > 0.001 {
            lines.push(say.speech_clipped());
        }
        if let Some(pace) = self.pace() {
            let pace = pace.to_string();
            lines.push(match Unit::of(self.spoken) {
                Unit::Syllables => say.speech_syllables(&pace),
                Unit::Words => say.speech_words(&pace),
            });
        }
        if let Some(fillers) = self.fillers() {
            lines.push(say.speech_fillers(fillers));
        }
        lines
    }
}

#[expect(clippy::cast_precision_loss, reason = "an answer is minutes long")]
fn seconds(ms: u64) -> String {
    format!("{:.1}", ms as f64 / 1000.0)
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}
