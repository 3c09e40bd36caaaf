//! Records in memory: answers, of which there are many, in rows, and everything else as it is.

use super::answers::Answers;
use super::record::{Body, Record, RecordId};

/// Records, each as often as it was put in, in no order that counts.
#[derive(Debug, Default, Clone)]
pub struct Records {
    pub(super) answers: Answers,
    /// What is no answer.
    pub(super) others: Vec<Record>,
}

impl Records {
    /// How many.
    pub fn len(&self) -> usize {
        self.answers.len() + self.others.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes in a record.
    pub fn push(&mut self, record: Record) {
        if matches!(record.body, Body::Answer(_)) {
            self.answers.push(record);
        } else {
            self.others.push(record);
        }
    }

    /// The newest id.
    pub fn newest(&self) -> Option<RecordId> {
        let others = self.others.iter().map(|record| record.id.clone()).max();
        others.max(self.answers.newest())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Record> {
        let answers = self.answers.iter().map(super::AnswerSeen::record);
        answers.chain(self.others.iter().cloned())
    }

    /// Brings them into the order of their ids; of records with one id, one stays.
    pub(super) fn sort(&mut self) {
        // Nearly always ids alone decide; two different records of one id have an order all the same,
        // so that every device keeps the same one.
        let text = |record: &Record| serde_json::to_string(record).unwrap_or_default();
        let by_text = |a: &Record, b: &Record| text(a).cmp(&text(b));
        self.others
            .sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_text(a, b)));
        self.others.dedup_by(|a, b| a.id == b.id);
        self.answers.sort();
        let Self { answers, others } = self;
        others.retain(|other| {
            let Some(place) = answers.place(&other.id) else {
                return true;
            };
            let is_first = text(other) < text(&answers.get(place).record());
            if is_first {
                answers.remove(place);
            }
            is_first
        });
    }
}

impl Extend<Record> for Records {
    fn extend<I: IntoIterator<Item = Record>>(&mut self, records: I) {
        for record in records {
            self.push(record);
        }
    }
}

impl<I: IntoIterator<Item = Record>> From<I> for Records {
    fn from(records: I) -> Self {
        let mut all = Self::default();
        all.extend(records);
        all
    }
}

impl Record {
    /// Reads a line.
    pub fn from_line(line: &str) -> serde_json::Result<Self> {
        let mut answers = Answers::default();
        if answers.push_line(line) {
            return Ok(answers.get(0).record());
        }
        serde_json::from_str(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_its_values_say_in_any_order_and_a_wrong_one_is_wrong_both_ways() {
        let answer = r#""kind":"answer","card":"a#b","mode":"interview","typed":"\"한\" \\n"#;
        let head =
            r#""v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T21:40:00.102+09:00""#;
        for line in [
            format!("{{{head},{answer}\"}}"),
            format!("{{{answer}\",\"score\":4,{head}}}"),
            format!("{{{answer}\",\"mood\":{{\"v\":9}},{head}}}"),
            format!("{{{answer}\",\"score\":\"four\",{head}}}"),
            format!("{{{head},\"kind\":\"undo\",\"undoes\":\"01JD0000000000000000000001\"}}"),
            format!("{{{head},\"kind\":\"dream\"}}"),
            format!("{{{answer}"),
            r#"{"v":1,"kind":"answer"}"#.to_owned(),
        ] {
            let plain = serde_json::from_str::<Record>(&line).ok();
            assert_eq!(Record::from_line(&line).ok(), plain, "{line}");
        }
    }

    #[test]
    fn a_record_is_given_back_as_it_was_whether_it_fits_into_a_row_or_not() {
        let line = r#"{"v":1,"id":"01JD0000000000000000000000","at":"2026-11-21T10:02:11.482+09:00","kind":"answer","card":"a#b","mode":"review","session":"01JD0000000000000000000001","grade":3,"think_ms":9120,"points":[0,31],"points_of":40,"hints":0,"wording":1,"depth":0,"skipped":true,"note":"…"}"#;
        let changes = [
            ("", ""),
            ("\"v\":1", "\"v\":0"),
            ("01JD0000000000000000000000", "mine"),
            ("01JD0000000000000000000001", "a session of another program"),
            ("11.482", "11.482517"),
            ("+09:00", "-00:30"),
            ("2026-11-21", "0001-01-01"),
            ("review", "night-before"),
            ("\"grade\":3", "\"grade\":255"),
            ("9120", "4294967295"),
            ("9120", "18446744073709551615"),
            ("[0,31]", "[]"),
            ("[0,31]", "[31,0]"),
            ("[0,31]", "[0,0,90]"),
            ("\"points_of\":40", "\"points_of\":300"),
            ("\"hints\":0", "\"hints\":70000"),
            ("\"note\":\"…\"", "\"dimensions\":{\"depth\":3},\"takes\":2"),
            (",\"note\":\"…\"", ""),
        ];
        let lines = changes.map(|(from, to)| line.replacen(from, to, 1));
        let written = lines
            .each_ref()
            .map(|line| serde_json::from_str(line).unwrap());
        let records = Records::from(written.clone());
        let given_back: Vec<Record> = records.iter().collect();
        assert_eq!(given_back, written);
        for (record, line) in given_back.iter().zip(&lines) {
            assert_eq!(&serde_json::to_string(record).unwrap(), line);
        }
    }
}
