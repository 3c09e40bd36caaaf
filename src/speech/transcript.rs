//! What transcribers print: plain text, JSON with times, subtitles.

use serde_json::Value;

/// A word or a few, with when they were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedWords {
    /// The words.
    pub text: String,
    /// When they begin, in milliseconds.
    pub from_ms: u64,
    /// When they end.
    pub to_ms: u64,
}

/// What was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// All of it, as one text.
    pub text: String,
    /// Its parts with their times, as fine as the transcriber has them; empty where it has none.
    pub timed: Vec<TimedWords>,
}

impl Transcript {
    /// Reads what a transcriber printed: JSON of whisper.cpp, Whisper (and faster-whisper) or Vosk,
    /// SRT, VTT; anything else is the text itself.
    pub fn read(printed: &str) -> Self {
        let printed = printed.trim_start_matches('\u{feff}').trim();
        let json = json_values(printed);
        if !json.is_empty() {
            let mut timed = Vec::new();
            let mut texts = Vec::new();
            for value in &json {
                take_json(value, &mut timed, &mut texts);
            }
            let text = if texts.is_empty() {
                of_timed(&timed)
            } else {
                one_line(&texts.join(" "))
            };
            return Self { text, timed };
        }
        let timed = subtitles(printed);
        if timed.is_empty() {
            let lines = printed.lines().map(without_times);
            let text = one_line(&lines.collect::<Vec<_>>().join(" "));
            return Self { text, timed };
        }
        Self {
            text: of_timed(&timed),
            timed,
        }
    }
}

/// Parts of no word, such as `[BLANK_AUDIO]` and `(음악)`, which models print for silence.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    let is_between = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    is_between('[', ']') || is_between('(', ')') || is_between('♪', '♪')
}

fn of_timed(timed: &[TimedWords]) -> String {
    let words: Vec<&str> = timed.iter().map(|it| it.text.as_str()).collect();
    one_line(&words.join(" "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The JSON values of a text, one after the other; nothing where it is no JSON, or a mere number
/// or word.
fn json_values(text: &str) -> Vec<Value> {
    if !text.starts_with(['{', '[']) {
        return Vec::new();
    }
    let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let values: Result<Vec<Value>, _> = values.collect();
    values.unwrap_or_default()
}

/// Takes the words of a value, however deep they lie.
fn take_json(value: &Value, timed: &mut Vec<TimedWords>, texts: &mut Vec<String>) {
    match value {
        Value::Array(all) => {
            for value in all {
                take_json(value, timed, texts);
            }
        }
        Value::Object(fields) => {
            // whisper.cpp has "transcription", Whisper "segments", Vosk "result"; the parts of the
            // whole are finer than the whole's text.
            for name in [
                "transcription",
                "segments",
                "words",
                "result",
                "results",
                "monologues",
            ] {
                let Some(Value::Array(parts)) = fields.get(name) else {
                    continue;
                };
                let before = timed.len();
                for part in parts {
                    take_part(part, timed);
                }
                if timed.len() > before {
                    return;
                }
            }
            match fields.get("text").and_then(Value::as_str) {
                Some(text) if !is_remark(text) => texts.push(text.to_owned()),
                _ => {}
            }
        }
        _ => {}
    }
}

/// One segment or word.
fn take_part(part: &Value, timed: &mut Vec<TimedWords>) {
    if let Some(Value::Array(words)) = part.get("words") {
        for word in words {
            take_part(word, timed);
        }
        if !words.is_empty() {
            return;
        }
    }
    let text = ["word", "text"]
        .iter()
        .find_map(|name| part.get(name)?.as_str());
    let Some(text) = text
        .map(one_line)
        .filter(|text| !text.is_empty() && !is_remark(text))
    else {
        return;
    };
    let offset = |name: &str| part.get("offsets").and_then(|it| it.get(name)?.as_u64());
    let seconds = |name: &str| Some(milliseconds(part.get(name)?.as_f64()?));
    timed.push(TimedWords {
        text,
        from_ms: offset("from")
            .or_else(|| seconds("start"))
            .unwrap_or_default(),
        to_ms: offset("to").or_else(|| seconds("end")).unwrap_or_default(),
    });
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times below zero are none, and a float's conversion saturates"
)]
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}

/// The parts of SRT or VTT.
fn subtitles(text: &str) -> Vec<TimedWords> {
    let mut timed: Vec<TimedWords> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim();
        if let Some((from_ms, to_ms)) = span(line) {
            timed.push(TimedWords {
                text: String::new(),
                from_ms,
                to_ms,
            });
            is_open = true;
        } else if line.is_empty() {
            is_open = false;
        } else if let Some(last) = timed.last_mut().filter(|_| is_open) {
            last.text = one_line(&format!("{} {}", last.text, without_tags(line)));
        }
    }
    timed.retain(|it| !it.text.is_empty() && !is_remark(&it.text));
    timed
}

/// `00:00:01,500 --> 00:00:02.000`, with or without hours.
fn span(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    Some((clock(from)?, clock(to.split_whitespace().next()?)?))
}

fn clock(text: &str) -> Option<u64> {
    let text = text.trim().replace(',', ".");
    let mut seconds = 0.0;
    for part in text.split(':') {
        seconds = seconds * 60.0 + part.parse::<f64>().ok()?;
    }
    Some(milliseconds(seconds))
}

/// A line without whisper.cpp's `[00:00:00.000 --> 00:00:02.000]` before it.
fn without_times(line: &str) -> &str {
    let line = line.trim();
    let rest = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .filter(|(times, _)| span(times).is_some())
        .map_or(line, |(_, words)| words.trim());
    if is_remark(rest) { "" } else { rest }
}

/// A subtitle's line without its `<c>` and `<00:00:01.000>`.
fn without_tags(line: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for c in line.chars() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(printed: &str) -> Vec<(String, u64, u64)> {
        let read = Transcript::read(printed);
        read.timed
            .into_iter()
            .map(|it| (it.text, it.from_ms, it.to_ms))
            .collect()
    }

    #[test]
    fn what_transcribers_print_is_read_whichever_way_they_print_it() {
        let whisper_cpp = r#"{"result":{"language":"ko"},"transcription":[
            {"timestamps":{"from":"00:00:00,000","to":"00:00:01,500"},"offsets":{"from":0,"to":1500},"text":" 안녕하세요."},
            {"offsets":{"from":1500,"to":3000},"text":" [BLANK_AUDIO]"}]}"#;
        assert_eq!(timed(whisper_cpp), [("안녕하세요.".to_owned(), 0, 1500)]);
        let whisper = r#"{"text":"so be it","segments":[{"start":0.0,"end":1.0,"text":"so be it",
            "words":[{"word":" so","start":0.1,"end":0.25},{"word":" be it","start":0.3,"end":1.0}]}],"language":"en"}"#;
        let words = [("so".to_owned(), 100, 250), ("be it".to_owned(), 300, 1000)];
        assert_eq!(timed(whisper), words);
        let vosk = r#"{"result":[{"conf":0.9,"end":0.6,"start":0.3,"word":"트랜잭션"}],"text":"트랜잭션"}
            {"text":""} {"result":[{"end":1.6,"start":1.3,"word":"격리"}],"text":"격리"}"#;
        let words = [
            ("트랜잭션".to_owned(), 300, 600),
            ("격리".to_owned(), 1300, 1600),
        ];
        assert_eq!(timed(vosk), words);
        let srt = "1\n00:00:01,000 --> 00:00:02,500\nfirst line\nand more\n\n2\n00:01:00,000 --> 00:01:01,000\n[Music]\n";
        assert_eq!(timed(srt), [("first line and more".to_owned(), 1000, 2500)]);
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<c>그러니까</c> <00:01.500>요\n";
        assert_eq!(timed(vtt), [("그러니까 요".to_owned(), 1000, 2000)]);
    }

    #[test]
    fn plain_text_is_the_text() {
        let plain = Transcript::read(
            "  [00:00:00.000 --> 00:00:02.000]   먼저 말하면\n[00:00:02.000 --> 00:00:03.000]  (음악)\n 둘째는 {\n",
        );
        assert_eq!(plain.text, "먼저 말하면 둘째는 {");
        assert!(plain.timed.is_empty());
        assert_eq!(Transcript::read("").text, "");
        assert_eq!(Transcript::read("{not json").text, "{not json");
        assert_eq!(
            Transcript::read("{\"text\": \"only words\"}").text,
            "only words"
        );
    }
}
