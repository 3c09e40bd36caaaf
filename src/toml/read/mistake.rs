//! Mistakes that a parser only stumbles over: a word processor's quotation marks, and days that no
//! calendar has.

use chrono::{NaiveDate, NaiveTime};

use crate::both;
use crate::language::Both;

/// Signs that look like those of TOML, each with the one that is meant.
const LOOK_ALIKES: [(char, char); 14] = [
    ('\u{201c}', '"'),
    ('\u{201d}', '"'),
    ('\u{201e}', '"'),
    ('\u{201f}', '"'),
    ('\u{ff02}', '"'),
    ('\u{ab}', '"'),
    ('\u{bb}', '"'),
    ('\u{2018}', '\''),
    ('\u{2019}', '\''),
    ('\u{ff07}', '\''),
    ('\u{ff1d}', '='),
    ('\u{ff3b}', '['),
    ('\u{ff3d}', ']'),
    ('\u{ff0c}', ','),
];

/// What is known to be wrong on the line of a syntax error: its byte, what it is, how to mend it.
pub(super) fn known(text: &str, error: usize) -> Option<(usize, Both, Both)> {
    let before = &text.as_bytes()[..error.min(text.len())];
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = &text[start..end];
    let look_alike = line.char_indices().find_map(|(at, c)| {
        let (_, meant) = LOOK_ALIKES.iter().find(|(sign, _)| *sign == c)?;
        // Between quotation marks it is text like any other.
        (!line[..at].contains(['"', '\'', '#'])).then_some((at, c, *meant))
    });
    if let Some((at, sign, meant)) = look_alike {
        let what = both!(
            "워드프로세서의 기호 {sign} 입니다",
            "{sign} is a word processor's sign"
        );
        let mend = both!("{meant} 로 쓰세요", "write {meant}");
        return Some((start + at, what, mend));
    }
    let value = line.split_once('=').map_or(line, |(_, value)| value);
    let day = impossible(value).filter(|_| !value.contains(['"', '\'']))?;
    let at = start + (line.len() - value.len()) + value.find(day).unwrap_or(0);
    let (what, mend) = no_such_day(day);
    Some((at, what, mend))
}

/// What is said of a day or a time that there is not.
pub(super) fn no_such_day(written: &str) -> (Both, Both) {
    (
        both!(
            "{written}{은} 달력에 없습니다",
            "there is no day or time {written}"
        ),
        both!(
            "그 달의 날수와 24시간 안에서 쓰세요: 2026-12-03T14:00:00",
            "write one that there is: 2026-12-03T14:00:00"
        ),
    )
}

/// A day or a time in the text that is written rightly and that there is not: `2026-02-30`, `25:00`.
pub(super) fn impossible(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-' || c == ':'));
    words
        .filter(|word| !word.is_empty())
        .find(|word| is_impossible_day(word) || is_impossible_time(word))
}

fn is_impossible_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return false;
    }
    match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) => NaiveDate::from_ymd_opt(year, month, day).is_none(),
        _ => false,
    }
}

fn is_impossible_time(word: &str) -> bool {
    // An offset may stand behind it.
    let word = word.split('-').next().unwrap_or_default();
    let parts: Vec<&str> = word.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (hour, minute, &"00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return false,
    };
    if [hour, minute, second].iter().any(|part| part.len() != 2) {
        return false;
    }
    match (hour.parse(), minute.parse(), second.parse::<u32>()) {
        (Ok(hour), Ok(minute), Ok(second)) => {
            NaiveTime::from_hms_opt(hour, minute, second.min(59)).is_none() || second > 60
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::problem::Report;
    use crate::toml::read::parse;

    fn problems(text: &str) -> Vec<String> {
        let report = Report::new("a.toml", text);
        parse(&report);
        report
            .into_problems()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn signs_of_a_word_processor_are_named_where_they_stand() {
        for text in [
            "title = “x”\n",
            "“title” = 1\n",
            "title ＝ \"x\"\n",
            "tags = [‘a’, ‘b’]\n",
        ] {
            let problems = problems(text);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(
                problems[0].contains("is a word processor's sign"),
                "{problems:?}"
            );
        }
        assert_eq!(problems("title = \"“x”\"\n"), [""; 0]);
        assert!(problems("a = 1\ntitle = “x”\n")[0].starts_with("a.toml:2:9: error: “ is"));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_named() {
        for (text, named) in [
            ("date = 2026-02-30\n", "2026-02-30"),
            ("date = 2026-13-01T10:00:00\n", "2026-13-01"),
            ("date = 2026-12-03T25:00:00\n", "25:00:00"),
        ] {
            let problems = problems(text);
            let words = format!("there is no day or time {named}");
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].contains(&words), "{problems:?}");
        }
    }

    #[test]
    fn utf_16_without_its_mark_is_said_once() {
        let wide: String = "title = \"x\"\n".chars().flat_map(|c| [c, '\0']).collect();
        let problems = problems(&wide);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("UTF-16"), "{problems:?}");
    }
}
