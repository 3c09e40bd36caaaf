//! Decks in which nothing is wrong, as nearly all are.
//!
//! One walk over the parser's events, without a tree of values. Only what a list of cards needs is
//! made into values; the rest of a card is looked through for mistakes and read when somebody
//! looks at it ([`rest`]). Whatever is out of the ordinary, a mistake, an unknown key, a header
//! within a card, ends the walk with nothing: [`careful`](super::careful) reads such a deck.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Raw, Source};

use super::{DEEPEST_FOLLOW_UP, Deck, Origin, byte_order_mark, kind_of_folder, title_of};
use crate::bank::card::Source as Note;
use crate::bank::card::{
    Asked, Card, CardId, CardType, FollowUp, Kind, Rest, Stands, Unread, id_of_question,
};
use crate::bank::text::Text;
use crate::clock;
use crate::text;

/// Arrays and tables that nest deeper than any deck needs.
const DEEPEST_VALUE: u32 = 80;

/// The deck of this text, if nothing is wrong in it. Its cards keep `kept`, which is the same text.
pub(super) fn deck(id: &str, origin: &Origin, text: &str, kept: &Arc<Text>) -> Option<Deck> {
    let start = byte_order_mark(text).end;
    let text = &text[start..];
    let mut walk = Walk::of(text)?;
    let head = walk.head()?;
    let mut names = HashSet::new();
    let mut cards = Vec::new();
    let mut line = 1;
    let mut counted = 0;
    while let Some(from) = walk.header() {
        let found = walk.card(Wanted::Listed)?;
        let to = walk.peek().map_or(text.len(), |next| next.span().start());
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..from]).count();
        counted = from;
        let stands = Stands {
            deck: Arc::clone(kept),
            at: start + from..start + to,
            has_answer: found.has_answer,
        };
        let card = found.card(id, &head, line, stands)?;
        if !names.insert(card.id.clone()) {
            return None;
        }
        cards.push(card);
    }
    if walk.peek().is_some() || (cards.is_empty() && text.trim().is_empty()) {
        return None;
    }
    Some(Deck {
        id: id.to_owned(),
        origin: origin.clone(),
        title: title_of(id, head.title),
        kind: head.kind.unwrap_or_else(|| kind_of_folder(id)),
        lang: head.lang,
        company: head.company.filter(|company| !company.trim().is_empty()),
        cards,
    })
}

/// The rest of the card that stands here, as [`deck`] found it.
pub(in crate::bank) fn rest(text: &str) -> Rest {
    let read = || {
        let mut walk = Walk::of(text)?;
        walk.header()?;
        Some(walk.card(Wanted::Rest)?.rest)
    };
    read().unwrap_or_default()
}

/// What stands above the cards.
#[derive(Default)]
struct Head {
    title: Option<String>,
    kind: Option<Kind>,
    lang: Option<String>,
    company: Option<String>,
    tags: Vec<String>,
    time: Option<Duration>,
}

/// Which of a card's fields are made into values. The others are looked through.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Listed,
    Rest,
}

/// What was found in a card.
#[derive(Default)]
struct Found {
    id: Option<String>,
    question: String,
    tags: Vec<String>,
    importance: Option<u8>,
    time: Option<Duration>,
    card_type: Option<CardType>,
    asked: Vec<Asked>,
    has_answer: bool,
    rest: Rest,
}

impl Found {
    fn card(self, deck: &str, head: &Head, line: usize, stands: Stands) -> Option<Card> {
        let question = tidied(self.question);
        if question.is_empty() {
            return None;
        }
        let written = self
            .id
            .as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty());
        let id = match written {
            Some(id) => CardId::new(deck, id),
            None => CardId::new(deck, &id_of_question(deck, &question)),
        };
        let mut tags = head.tags.clone();
        for tag in self.tags {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Some(Card {
            id,
            id_is_written: written.is_some(),
            question,
            tags,
            importance: self.importance.unwrap_or(1),
            time: self.time.or(head.time),
            card_type: self.card_type.unwrap_or(CardType::Question),
            asked: self.asked,
            line,
            rest: Unread::at(stands),
        })
    }
}

/// The keys of one table that were seen: one that comes twice is a mistake.
#[derive(Default)]
struct Seen<'t>(Vec<&'t str>);

impl<'t> Seen<'t> {
    fn is_new(&mut self, key: &'t str) -> Option<()> {
        let is_new = !self.0.contains(&key);
        self.0.push(key);
        is_new.then_some(())
    }
}

/// A walk over the events of a text. Every step gives what stands next, or nothing where
/// something else does.
struct Walk<'t> {
    source: Source<'t>,
    events: Vec<Event>,
    at: usize,
}

impl<'t> Walk<'t> {
    /// Begins a walk; nothing where the text is not TOML.
    fn of(text: &'t str) -> Option<Self> {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events = Vec::with_capacity(tokens.len() / 2);
        let mut keep = |event: Event| {
            let is_between = matches!(
                event.kind(),
                EventKind::Whitespace | EventKind::Newline | EventKind::Comment
            );
            if !is_between {
                events.push(event);
            }
        };
        let mut wrong: Option<ParseError> = None;
        let mut shallow = RecursionGuard::new(&mut keep, DEEPEST_VALUE);
        let mut clean = ValidateWhitespace::new(&mut shallow, source);
        parse_document(&tokens, &mut clean, &mut wrong);
        wrong.is_none().then_some(Self {
            source,
            events,
            at: 0,
        })
    }

    fn peek(&self) -> Option<&Event> {
        self.events.get(self.at)
    }

    /// The next event, if it is of this kind.
    fn take(&mut self, kind: EventKind) -> Option<Event> {
        let event = *self.peek().filter(|event| event.kind() == kind)?;
        self.at += 1;
        Some(event)
    }

    fn raw(&self, event: &Event) -> Option<Raw<'t>> {
        self.source.get(event)
    }

    /// `[[cards]]`: the byte at which it stands.
    fn header(&mut self) -> Option<usize> {
        let open = self.take(EventKind::ArrayTableOpen)?;
        let key = self.take(EventKind::SimpleKey)?;
        self.take(EventKind::ArrayTableClose)?;
        (self.raw(&key)?.as_str() == "cards").then(|| open.span().start())
    }

    /// A key that is written plainly, with what is to follow; nothing inside where none follows.
    #[expect(
        clippy::option_option,
        reason = "no key, and a key that is not plain, are two things"
    )]
    fn key(&mut self) -> Option<Option<&'t str>> {
        let Some(key) = self.take(EventKind::SimpleKey) else {
            return Some(None);
        };
        self.take(EventKind::KeyValSep)?;
        match key.encoding() {
            None => Some(Some(self.raw(&key)?.as_str())),
            Some(_) => None,
        }
    }

    fn head(&mut self) -> Option<Head> {
        let mut head = Head::default();
        let mut seen = Seen::default();
        while let Some(key) = self.key()? {
            seen.is_new(key)?;
            match key {
                "title" => head.title = Some(self.composed()?),
                "kind" => head.kind = Some(self.one_of(&Kind::WORDS)?),
                "lang" => head.lang = Some(self.composed()?),
                "company" => head.company = Some(self.composed()?),
                "tags" => head.tags = self.list(Self::composed)?,
                "time" => head.time = Some(self.length()?),
                _ => return None,
            }
        }
        Some(head)
    }

    fn card(&mut self, wanted: Wanted) -> Option<Found> {
        let mut found = Found::default();
        let mut seen = Seen::default();
        let is_rest = wanted == Wanted::Rest;
        while let Some(key) = self.key()? {
            seen.is_new(key)?;
            match key {
                "id" => found.id = Some(self.composed()?),
                "question" => found.question = self.string()?.into_owned(),
                "tags" => found.tags = self.list(Self::composed)?,
                "importance" => found.importance = Some(self.importance()?),
                "time" => found.time = Some(self.length()?),
                "type" => found.card_type = Some(self.one_of(&CardType::WORDS)?),
                "asked" => found.asked = self.list(Self::asked)?,
                "answer" if is_rest => found.rest.answer = self.tidied()?,
                "answer" => found.has_answer = !self.is_blank()?,
                "outline" if is_rest => found.rest.outline = self.tidied()?,
                "experience" if is_rest => found.rest.experience = self.tidied()?,
                "notes" if is_rest => found.rest.notes = self.tidied()?,
                "outline" | "experience" | "notes" => drop(self.is_blank()?),
                "also_asked" if is_rest => found.rest.also_asked = self.texts()?,
                "key_points" if is_rest => found.rest.key_points = self.texts()?,
                "reflections" if is_rest => found.rest.reflections = self.texts()?,
                "links" if is_rest => found.rest.links = self.texts()?,
                "also_asked" | "key_points" | "reflections" | "links" => {
                    self.list(Self::is_blank)?;
                }
                "follow_ups" => found.rest.follow_ups = self.follow_ups(wanted, 1)?,
                "source" => found.rest.source = Some(self.source()?),
                _ => return None,
            }
        }
        Some(found)
    }

    /// The values of an array.
    fn list<T>(&mut self, mut value: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take(EventKind::ArrayOpen)?;
        let mut values = Vec::new();
        while self.take(EventKind::ArrayClose).is_none() {
            values.push(value(self)?);
            if self.take(EventKind::ValueSep).is_none() {
                self.take(EventKind::ArrayClose)?;
                break;
            }
        }
        Some(values)
    }

    /// An inline table: `value` is given each key once, and takes its value.
    fn table(&mut self, mut value: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        self.take(EventKind::InlineTableOpen)?;
        let mut seen = Seen::default();
        while let Some(key) = self.key()? {
            seen.is_new(key)?;
            value(self, key)?;
            if self.take(EventKind::ValueSep).is_none() {
                break;
            }
        }
        self.take(EventKind::InlineTableClose).map(drop)
    }

    fn follow_ups(&mut self, wanted: Wanted, depth: usize) -> Option<Vec<FollowUp>> {
        if depth > DEEPEST_FOLLOW_UP {
            return None;
        }
        self.list(|walk| {
            let mut follow_up = FollowUp::default();
            let mut is_asked = false;
            walk.table(|walk, key| {
                match (key, wanted) {
                    ("question", Wanted::Listed) => is_asked = !walk.is_blank()?,
                    ("question", Wanted::Rest) => {
                        follow_up.question = walk.tidied()?;
                        is_asked = !follow_up.question.is_empty();
                    }
                    ("answer", Wanted::Listed) => drop(walk.is_blank()?),
                    ("answer", Wanted::Rest) => follow_up.answer = walk.tidied()?,
                    ("follow_ups", _) => {
                        follow_up.follow_ups = walk.follow_ups(wanted, depth + 1)?;
                    }
                    _ => return None,
                }
                Some(())
            })?;
            is_asked.then_some(follow_up)
        })
    }

    fn asked(&mut self) -> Option<Asked> {
        let mut asked = Asked {
            on: None,
            interview: None,
        };
        self.table(|walk, key| {
            match key {
                "on" => asked.on = Some(walk.date()?),
                "interview" => asked.interview = Some(walk.composed()?),
                _ => return None,
            }
            Some(())
        })?;
        Some(asked)
    }

    fn source(&mut self) -> Option<Note> {
        let mut source = Note::default();
        self.table(|walk, key| {
            match key {
                "note" => source.note = walk.composed()?,
                "anchor" => source.anchor = walk.composed()?,
                "seen" => source.seen = walk.composed()?,
                _ => return None,
            }
            Some(())
        })?;
        Some(source)
    }

    /// A value that is no list and no table, with what kind it is.
    fn scalar(&mut self) -> Option<(Cow<'t, str>, ScalarKind)> {
        let event = self.take(EventKind::Scalar)?;
        let mut value = Cow::Borrowed("");
        let mut wrong: Option<ParseError> = None;
        let kind = self.raw(&event)?.decode_scalar(&mut value, &mut wrong);
        wrong.is_none().then_some((value, kind))
    }

    fn string(&mut self) -> Option<Cow<'t, str>> {
        let (value, kind) = self.scalar()?;
        (kind == ScalarKind::String).then_some(value)
    }

    fn composed(&mut self) -> Option<String> {
        let value = self.string()?;
        Some(match text::nfc(&value) {
            Cow::Borrowed(_) => value.into_owned(),
            Cow::Owned(composed) => composed,
        })
    }

    fn tidied(&mut self) -> Option<String> {
        Some(text::tidied(&self.string()?))
    }

    /// The texts of a list that have something in them.
    fn texts(&mut self) -> Option<Vec<String>> {
        let mut texts = self.list(Self::tidied)?;
        texts.retain(|text| !text.is_empty());
        Some(texts)
    }

    /// Whether there is nothing but space in a text. Texts without escapes are not copied for it.
    fn is_blank(&mut self) -> Option<bool> {
        let raw = self.raw(self.peek()?)?.as_str();
        let quotes = match self.peek()?.encoding()? {
            Encoding::LiteralString | Encoding::BasicString => 1,
            Encoding::MlLiteralString | Encoding::MlBasicString => 3,
        };
        let inside = raw.get(quotes..raw.len().checked_sub(quotes)?)?;
        // Summed up without a way out of the loop, which so goes over many bytes at once.
        let odd = inside.bytes().fold(0, |odd, byte| {
            let is_control = u8::from(byte < b' ') & u8::from(byte != b'\n');
            odd | is_control | u8::from(byte == 0x7f) | u8::from(byte == b'\\')
        });
        let is_simple = odd == 0;
        if is_simple {
            self.take(EventKind::Scalar)?;
            return Some(inside.trim().is_empty());
        }
        Some(self.string()?.trim().is_empty())
    }

    fn one_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let found = self.string()?;
        let (_, value) = words.iter().find(|(word, _)| *word == found)?;
        Some(*value)
    }

    fn importance(&mut self) -> Option<u8> {
        match self.scalar()? {
            (digit, ScalarKind::Integer(_)) if matches!(&*digit, "0" | "1" | "2" | "3") => {
                digit.parse().ok()
            }
            _ => None,
        }
    }

    fn length(&mut self) -> Option<Duration> {
        clock::parse_length(&self.string()?).ok()
    }

    fn date(&mut self) -> Option<NaiveDate> {
        let (written, kind) = self.scalar()?;
        let is_date = kind == ScalarKind::DateTime && written.len() == "2024-05-17".len();
        is_date.then(|| written.parse().ok())?
    }
}

/// [`text::tidied`], without a copy where nothing is to be tidied.
fn tidied(text: String) -> String {
    let is_tidy = text.trim().len() == text.len() && !text.contains('\r');
    if is_tidy && matches!(text::nfc(&text), Cow::Borrowed(_)) {
        return text;
    }
    text::tidied(&text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::builtin;
    use crate::bank::deck::careful;
    use crate::problem::Report;

    fn plainly(id: &str, text: &str) -> Option<Deck> {
        let kept = Arc::new(Text::of(text.to_owned().into()));
        deck(id, &Origin::BuiltIn, text, &kept)
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
    fn the_rest_is_read_when_it_is_looked_at_and_what_is_changed_stays_changed() {
        let text = "[[cards]]\nquestion = 'q'\nanswer = ' \ta '\n[[cards]]\nquestion = 'r'\n";
        let mut deck = plainly("d", text).unwrap();
        let [card, other] = deck.cards.as_mut_slice() else {
            panic!("two cards")
        };
        assert!(!card.is_unwritten() && other.is_unwritten());
        assert!(matches!(card.glance(), Cow::Owned(_)));
        assert_eq!(card.answer, "a");
        assert!(matches!(card.glance(), Cow::Borrowed(_)));
        card.answer.push('b');
        other.answer.push('c');
        assert_eq!((&*card.answer, &*card.clone().answer), ("ab", "ab"));
        assert!(!other.is_unwritten());
        card.answer.clear();
        assert!(card.is_unwritten());
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
        "# \u{7f}\n",
        "\n",
        "\r\n",
    ];

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
                    let unwritten = |deck: &Deck| -> Vec<bool> {
                        deck.cards.iter().map(Card::is_unwritten).collect()
                    };
                    prop_assert_eq!(unwritten(&deck), unwritten(&expected), "{}", text);
                    prop_assert_eq!(deck, expected, "{}", text);
                }
                None => prop_assert!(problems > 0 || text.contains("[cards.source]")
                    || text.contains("0x1") || text.contains("\"id\"") || text.contains("T10"), "{}", text),
            }
        }
    }
}
