//! Decks in which nothing is wrong, as nearly all are.
//!
//! One walk over the text, without a tree of values. Whatever is out of the ordinary, a mistake, an
//! unknown key, a header within a card, ends the walk with nothing:
//! [`careful`](super::careful) reads such a deck.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Duration;

use chrono::NaiveDate;
use foldhash::fast::RandomState;
use memchr::memmem;

use super::values::{DEEPEST_FOLLOW_UP, Deck, Origin, is_former_name, kind_of_folder, title_of};
use crate::bank::audience;
use crate::bank::card::{Asked, Card, CardId, CardType, FollowUp, Kind, Source, id_of_question};
use crate::bank::role::{self, EVERY_OTHER, Level, ROLES};
use crate::clock;
use crate::text;

use scan::Scan;

mod scan;

/// The deck of this text, which has no byte-order mark, if nothing is wrong in it.
pub(super) fn read(id: &str, origin: &Origin, text: &str) -> Option<Deck> {
    let mut scan = Scan::of(text);
    let head = Head::take(&mut scan)?;
    let mut names = HashSet::<CardId, RandomState>::default();
    let mut cards = Vec::with_capacity(memmem::find_iter(text.as_bytes(), "[[cards]]").count());
    let mut line = 1;
    let mut counted = 0;
    while !scan.is_at_end() {
        let from = scan.at();
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..from]).count();
        counted = from;
        let mut card = card(&mut scan, id, &head)?;
        card.line = line;
        if !names.insert(card.id.clone()) {
            return None;
        }
        cards.push(card);
    }
    let former = cards.iter().flat_map(Card::former_ids);
    if !former.into_iter().all(|id| names.insert(id)) {
        return None;
    }
    if cards.is_empty() && text.trim().is_empty() {
        return None;
    }
    Some(Deck {
        id: id.to_owned(),
        origin: origin.clone(),
        title: title_of(id, head.title),
        kind: head.kind.unwrap_or_else(|| kind_of_folder(id)),
        lang: head.lang,
        company: head.company.filter(|company| !company.trim().is_empty()),
        company_names: head.company_names,
        roles: head.roles,
        cards,
    })
}

/// What stands above the cards.
#[derive(Default)]
struct Head {
    title: Option<String>,
    kind: Option<Kind>,
    lang: Option<String>,
    company: Option<String>,
    company_names: Vec<String>,
    tags: Vec<String>,
    roles: Vec<String>,
    time: Option<Duration>,
}

impl Head {
    fn take(scan: &mut Scan<'_>) -> Option<Self> {
        let mut head = Self::default();
        scan.blank()?;
        fields(scan, |scan, key| {
            match key {
                "title" => head.title = Some(composed(scan)?),
                "kind" => head.kind = Some(one_of(scan, &Kind::WORDS)?),
                "lang" => {
                    // Another way of writing it is for the careful reader.
                    let code = composed(scan)?;
                    let own = audience::language_code(&code).ok()?;
                    head.lang = (own == code).then_some(own);
                    head.lang.as_ref()?;
                }
                "company" => head.company = Some(composed(scan)?),
                "company_names" => head.company_names = list(scan, composed)?,
                "tags" => head.tags = list(scan, composed)?,
                "roles" => head.roles = roles(scan)?,
                "time" => head.time = Some(length(scan)?),
                _ => return None,
            }
            Some(())
        })?;
        Some(head)
    }
}

/// The next card; its line is the caller's to say.
fn card(scan: &mut Scan<'_>, deck: &str, head: &Head) -> Option<Card> {
    let mut id = None;
    let mut card = Card {
        tags: head.tags.clone(),
        time: head.time,
        ..Card::default()
    };
    header(scan)?;
    fields(scan, |scan, key| {
        match key {
            "id" => id = Some(composed(scan)?),
            "question" => card.question = tidied(scan)?,
            "also_asked" => card.also_asked = texts(scan)?,
            "answer" => card.answer = tidied(scan)?,
            "outline" => card.outline = tidied(scan)?,
            "key_points" => card.key_points = texts(scan)?,
            "follow_ups" => card.follow_ups = follow_ups(scan, 1)?,
            "experience" => card.experience = tidied(scan)?,
            "reflections" => card.reflections = texts(scan)?,
            "notes" => card.notes = tidied(scan)?,
            "tags" => {
                for tag in list(scan, composed)? {
                    if !card.tags.contains(&tag) {
                        card.tags.push(tag);
                    }
                }
            }
            "importance" => {
                (card.importance, card.importance_by_role) = importance(scan)?;
            }
            "roles" => card.roles = roles(scan)?,
            "level" => card.level = Some(one_of(scan, &Level::WORDS)?),
            "time" => card.time = Some(length(scan)?),
            "type" => card.card_type = one_of(scan, &CardType::WORDS)?,
            "links" => card.links = texts(scan)?,
            "asked" => card.asked = list(scan, asked)?,
            "source" => card.source = Some(source(scan)?),
            "was" => card.was = list(scan, former_name)?,
            _ => return None,
        }
        Some(())
    })?;
    if card.question.is_empty() {
        return None;
    }
    let id = id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    card.id_is_written = id.is_some();
    card.id = match id {
        Some(id) => CardId::new(deck, id),
        None => CardId::new(deck, &id_of_question(deck, &card.question)),
    };
    Some(card)
}

/// `[[cards]]`
fn header(scan: &mut Scan<'_>) -> Option<()> {
    scan.take(b'[')?;
    scan.take(b'[')?;
    scan.space();
    if scan.word() != "cards" {
        return None;
    }
    scan.space();
    scan.take(b']')?;
    scan.take(b']')?;
    scan.end_of_line()?;
    scan.blank()
}

/// No table has more keys, unless one is unknown or comes twice.
const MOST_KEYS: usize = 24;

/// The keys of one table that were seen: one that comes twice is a mistake.
struct Seen<'t> {
    keys: [&'t str; MOST_KEYS],
    count: usize,
}

impl<'t> Seen<'t> {
    fn none() -> Self {
        Self {
            keys: [""; MOST_KEYS],
            count: 0,
        }
    }

    fn is_new(&mut self, key: &'t str) -> Option<()> {
        let (seen, unused) = self.keys.split_at_mut_checked(self.count)?;
        if seen.contains(&key) {
            return None;
        }
        *unused.first_mut()? = key;
        self.count += 1;
        Some(())
    }
}

/// Lines of a key and a value each, up to a header or the end: `value` is given each key once, and
/// takes its value.
fn fields<'t>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>, &'t str) -> Option<()>,
) -> Option<()> {
    let mut seen = Seen::none();
    while let Some(key) = scan.key()? {
        seen.is_new(key)?;
        value(scan, key)?;
        scan.end_of_line()?;
        scan.blank()?;
    }
    Some(())
}

/// An inline table: `value` is given each key once, and takes its value.
fn table<'t>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>, &'t str) -> Option<()>,
) -> Option<()> {
    scan.take(b'{')?;
    scan.blank()?;
    let mut seen = Seen::none();
    while let Some(key) = scan.key()? {
        seen.is_new(key)?;
        value(scan, key)?;
        scan.blank()?;
        if scan.take(b',').is_none() {
            break;
        }
        scan.blank()?;
    }
    scan.take(b'}')
}

/// The values of an array.
fn list<'t, T>(
    scan: &mut Scan<'t>,
    mut value: impl FnMut(&mut Scan<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    scan.take(b'[')?;
    scan.blank()?;
    let mut values = Vec::new();
    while scan.take(b']').is_none() {
        values.push(value(scan)?);
        scan.blank()?;
        if scan.take(b',').is_none() {
            scan.take(b']')?;
            break;
        }
        scan.blank()?;
    }
    Some(values)
}

fn follow_ups(scan: &mut Scan<'_>, depth: usize) -> Option<Vec<FollowUp>> {
    if depth > DEEPEST_FOLLOW_UP {
        return None;
    }
    list(scan, |scan| {
        let mut follow_up = FollowUp::default();
        table(scan, |scan, key| {
            match key {
                "question" => follow_up.question = tidied(scan)?,
                "answer" => follow_up.answer = tidied(scan)?,
                "follow_ups" => follow_up.follow_ups = follow_ups(scan, depth + 1)?,
                _ => return None,
            }
            Some(())
        })?;
        (!follow_up.question.is_empty()).then_some(follow_up)
    })
}

fn asked(scan: &mut Scan<'_>) -> Option<Asked> {
    let mut asked = Asked {
        on: None,
        interview: None,
    };
    table(scan, |scan, key| {
        match key {
            "on" => asked.on = Some(date(scan)?),
            "interview" => asked.interview = Some(composed(scan)?),
            _ => return None,
        }
        Some(())
    })?;
    Some(asked)
}

fn source(scan: &mut Scan<'_>) -> Option<Source> {
    let mut source = Source::default();
    table(scan, |scan, key| {
        match key {
            "note" => source.note = composed(scan)?,
            "anchor" => source.anchor = composed(scan)?,
            "seen" => source.seen = composed(scan)?,
            _ => return None,
        }
        Some(())
    })?;
    Some(source)
}

fn composed(scan: &mut Scan<'_>) -> Option<String> {
    let value = scan.string()?;
    Some(match text::nfc(&value) {
        Cow::Borrowed(_) => value.into_owned(),
        Cow::Owned(composed) => composed,
    })
}

fn tidied(scan: &mut Scan<'_>) -> Option<String> {
    Some(text::tidied(&scan.string()?))
}

/// The texts of a list that have something in them.
fn texts(scan: &mut Scan<'_>) -> Option<Vec<String>> {
    let mut texts = list(scan, tidied)?;
    texts.retain(|text| !text.is_empty());
    Some(texts)
}

fn one_of<T: Copy>(scan: &mut Scan<'_>, words: &[(&str, T)]) -> Option<T> {
    let found = scan.string()?;
    let (_, value) = words.iter().find(|(word, _)| *word == found)?;
    Some(*value)
}

/// How often the card is asked: for all, and for the roles for which it differs.
fn importance(scan: &mut Scan<'_>) -> Option<(u8, Vec<(String, u8)>)> {
    if !scan.is_at(b'{') {
        return Some((up_to_three(scan)?, Vec::new()));
    }
    let mut for_others = None;
    let mut by_role = [None; ROLES.len()];
    table(scan, |scan, key| {
        let importance = up_to_three(scan)?;
        let place = if key == EVERY_OTHER {
            &mut for_others
        } else {
            by_role.get_mut(ROLES.iter().position(|role| *role == key)?)?
        };
        // A key that comes twice is a mistake, which the other reader names.
        place.replace(importance).is_none().then_some(())
    })?;
    let by_role = ROLES.into_iter().zip(by_role);
    let by_role = by_role.filter_map(|(role, importance)| Some((role.to_owned(), importance?)));
    Some((for_others.unwrap_or(1), by_role.collect()))
}

/// Roles that are known, each once.
fn roles(scan: &mut Scan<'_>) -> Option<Vec<String>> {
    let mut roles: Vec<String> = Vec::new();
    for role in list(scan, composed)? {
        role::known(&role)?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Some(roles)
}

fn former_name(scan: &mut Scan<'_>) -> Option<String> {
    let name = composed(scan)?.trim().to_owned();
    is_former_name(&name).then_some(name)
}

fn up_to_three(scan: &mut Scan<'_>) -> Option<u8> {
    match scan.word() {
        "0" => Some(0),
        "1" => Some(1),
        "2" => Some(2),
        "3" => Some(3),
        _ => None,
    }
}

fn length(scan: &mut Scan<'_>) -> Option<Duration> {
    clock::parse_length(&scan.string()?).ok()
}

fn date(scan: &mut Scan<'_>) -> Option<NaiveDate> {
    let written = scan.word();
    let is_date = written.len() == "2024-05-17".len() && !written.starts_with('-');
    is_date.then(|| written.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::builtin;
    use crate::bank::deck::{byte_order_mark, careful};
    use crate::problem::Report;

    fn plainly(id: &str, text: &str) -> Option<Deck> {
        read(id, &Origin::BuiltIn, &text[byte_order_mark(text).end..])
    }

    fn carefully(text: &str) -> (Deck, usize) {
        let report = Report::new("", &text[byte_order_mark(text).end..]);
        let (deck, _) = careful::read("a/b", Origin::BuiltIn, &report);
        (deck, report.into_problems().len())
    }

    #[test]
    fn every_built_in_deck_is_plain_and_read_as_the_careful_reader_reads_it() {
        for built_in in builtin::decks() {
            let plain = plainly("a/b", built_in.text);
            assert_eq!(plain, Some(carefully(built_in.text).0), "{}", built_in.id);
        }
    }

    #[test]
    fn quotation_marks_that_are_never_closed_are_left_to_the_careful_reader() {
        for answer in ["'a", "\"a", "'''a''", "\"\"\"a\"\"", "\"", "'''", "\"a\\\""] {
            let text = format!("[[cards]]\nquestion = 'q'\nanswer = {answer}\nimportance = 1\n");
            assert_eq!(plainly("d", &text), None, "{answer}");
            assert!(carefully(&text).1 > 0, "{answer}");
        }
    }

    const PIECES: &[&str] = &[
        "[[cards]]\n",
        "\u{feff}",
        "[[ cards ]] # one\n",
        "question = \"q\"\n",
        "question = ' 질\u{1112}\u{1161}문  '\n",
        "question = ' '\n",
        "id = 'x'\n",
        "id = ' '\n",
        "answer = \"\"\"\nlong\r\n\\u0041 \\\n  b\n\"\"\"\n",
        "answer = '''a\u{1}'''\n",
        "answer = \"\"\"\"a\"\"\"\"\"\n",
        "answer = 'open\n",
        "notes = '''open\n",
        "answer = \"\\x\"\n",
        "answer = \"\\t\"\n",
        "notes = 'n'\n",
        "tags = [\"x\", # why\n 'y', \"x\"]\n",
        "tags = ['t'] \n",
        "key_points = ['a', ' ', \"b\\n\",]\n",
        "follow_ups = [{ question = 'f', answer = 'g', follow_ups = [{ question = 'h' }] }]\n",
        "follow_ups = [{ answer = 'g' }]\n",
        "asked = [{ on = 2024-05-17, interview = 'i' }, {}]\n",
        "asked = [{ on = 2024-05-17T10:00:00 }]\n",
        "source = { note = 'n.md', anchor = 'a', seen = 's' }\n",
        "source = {}\n",
        "importance = 3\n",
        "importance = 0x1\n",
        "importance = { frontend = 3, default = 2, \"qa\" = 1 }\n",
        "importance = { qa = 3, frontend = 0 }\n",
        "importance = { fronted = 3 }\n",
        "importance = {}\n",
        "roles = ['frontend', 'backend-jvm', 'frontend']\n",
        "roles = ['fullstack']\n",
        "level = 'senior'\n",
        "level = 'expert'\n",
        "was = ['old', 'other/deck#old']\n",
        "was = [' x ', 'a/b#older']\n",
        "was = ['#']\n",
        "time = '90s'\n",
        "type = \"to_ask\"\n",
        "kind = 'personal'\n",
        "title = ' '\n",
        "company = 'Messenger Co'\n",
        "links = []\n",
        "mood = 1\n",
        "\"id\" = 'y'\n",
        "cards.x = 1\n",
        "[cards.source]\n",
        "asked = [ # why\n { \n on = 2024-02-30, } , ]\n",
        "# \t말\r\n",
        "# \u{7f}\n",
        "\n",
        "\r\n",
    ];

    /// A deck with every field, from which slips of the keys make others.
    const WHOLE: &str = r#"title = "t" # why
kind = 'company'
tags = ["x"]

[[cards]]
id = "a"
question = "q\u0041"
also_asked = ["r",]
answer = """
long "text"
\
"""
outline = '''o'''
key_points = ["k", 'l']
follow_ups = [{ question = "f", follow_ups = [{ question = 'g' }] }]
tags = ["y"]
importance = { qa = 3, default = 2 }
roles = ["qa"]
level = "mid"
was = ["b"]
time = "90s"
asked = [{ on = 2024-05-17, interview = "i" }]
source = { note = "n.md", anchor = "a", seen = "" }
[[cards]]
question = "last"
"#;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Letters taken away or put in at a few places.
        #[test]
        fn no_slip_of_the_keys_makes_it_read_something_else(
            slips in proptest::collection::vec(
                (any::<proptest::sample::Index>(), 0..2usize, "[\\[\\]\"'{}=,#.\\\\ \n\r\t0-a가\u{1}]{0,2}"),
                1..4,
            ),
        ) {
            let mut letters: Vec<char> = WHOLE.chars().collect();
            for (at, taken, put) in slips {
                let at = at.index(letters.len());
                letters.splice(at..at + taken, put.chars());
            }
            let text: String = letters.into_iter().collect();
            if let Some(deck) = plainly("a/b", &text) {
                let (expected, problems) = carefully(&text);
                prop_assert_eq!(problems, 0, "{}", text);
                prop_assert_eq!(deck, expected, "{}", text);
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_read_plainly_has_no_problems_and_is_what_the_careful_reader_reads(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14),
        ) {
            let text = pieces.concat();
            let (expected, problems) = carefully(&text);
            match plainly("a/b", &text) {
                Some(deck) => {
                    prop_assert_eq!(problems, 0, "{}", text);
                    prop_assert_eq!(deck, expected, "{}", text);
                }
                None => prop_assert!(problems > 0 || text.contains("[cards.source]")
                    || text.contains("0x1") || text.contains("\u{feff}\u{feff}") || text.contains("\"id\"") || text.contains("T10"), "{}", text),
            }
        }
    }
}
