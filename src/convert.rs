//! Notes of other formats as cards, and cards as other formats. Pure: text in, text out.
//!
//! Every reader gives [`Note`]s of [`Found`] cards: [`markdown`] judges notes by their sections,
//! [`document`] makes Markdown of other markups first, [`lone`] knows a file with one question,
//! [`listed`] reads YAML, JSON and TOML, [`table`] CSV and TSV, [`plain`] texts without an ending
//! that says more, [`anki`] what Anki exports as text, [`package`] its `.apkg`, [`json`] and
//! [`marked`] our own exports, which lose nothing; [`foreign`] names what is not read.
//! [`again`] compares a note with the deck that was made of it. Going out, [`json`], [`marked`],
//! [`obsidian`], [`table`] and [`anki`] write, after [`redact`] where others are to read it.

use std::time::Duration;

use crate::bank::{Asked, Card, CardType, Deck, FollowUp, Kind, Level, Source};
use crate::both;
use crate::history::Record;
use crate::language::{Both, Language};
use crate::text;

pub mod again;
pub mod anki;
pub mod cloze;
pub mod document;
pub mod encoding;
pub mod foreign;
pub mod json;
pub mod listed;
pub mod lone;
pub mod markdown;
pub mod marked;
pub mod mochi;
mod named_decks;
pub mod obsidian;
pub mod package;
mod pictures;
pub mod plain;
pub mod redact;
pub mod spoken;
pub mod table;

pub use pictures::Picture;

/// A card as it was found in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The card's id, where the format has one.
    pub id: Option<String>,
    /// The question; on one line where it comes from a note.
    pub question: String,
    /// Code and options that belong to the question (Markdown).
    pub prompt: String,
    /// Other wordings.
    pub also_asked: Vec<String>,
    /// The answer (Markdown); empty where the note has none.
    pub answer: String,
    /// What an answer should go through.
    pub outline: String,
    /// What an answer should mention.
    pub key_points: Vec<String>,
    /// What is asked next.
    pub follow_ups: Vec<FollowUp>,
    /// What the writer did with it.
    pub experience: String,
    /// What the writer thought of it after an interview.
    pub reflections: Vec<String>,
    /// What was hidden in the note.
    pub notes: String,
    /// Stars, 1–3; `None` without any.
    pub importance: Option<u8>,
    /// The same by role, where it differs.
    pub importance_by_role: Vec<(String, u8)>,
    /// The card's own roles.
    pub roles: Vec<String>,
    /// For whom it is hard enough.
    pub level: Option<Level>,
    /// The answer's time.
    pub time: Option<Duration>,
    /// How it is used.
    pub card_type: CardType,
    /// The section's name and the note's tags.
    pub tags: Vec<String>,
    /// The heading under which it stood.
    pub section: String,
    /// Sources.
    pub links: Vec<String>,
    /// When it was really asked.
    pub asked: Vec<Asked>,
    /// The note that the card of an export was imported from.
    pub source: Option<Source>,
    /// Names that the card had before.
    pub was: Vec<String>,
    /// The deck that the note names for it, parts with `/` between; empty for the note's own.
    pub deck: String,
    /// Reviews in the program that it comes from, in their order.
    pub reviews: Vec<Reviewed>,
    /// First and last line in the note, from 1.
    pub lines: (usize, usize),
}

/// A review in another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewed {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// 1–4: again, hard, good, easy.
    pub grade: u8,
    /// How long it took, in milliseconds, where that is known.
    pub took: Option<u64>,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            id: None,
            outline: String::new(),
            time: None,
            question: String::new(),
            prompt: String::new(),
            also_asked: Vec::new(),
            answer: String::new(),
            key_points: Vec::new(),
            follow_ups: Vec::new(),
            experience: String::new(),
            reflections: Vec::new(),
            notes: String::new(),
            importance: None,
            importance_by_role: Vec::new(),
            roles: Vec::new(),
            level: None,
            card_type: CardType::Question,
            tags: Vec::new(),
            section: String::new(),
            links: Vec::new(),
            asked: Vec::new(),
            source: None,
            was: Vec::new(),
            deck: String::new(),
            reviews: Vec::new(),
            lines: (1, 1),
        }
    }
}

impl Found {
    /// The card as our own formats carry it.
    pub fn of_card(card: &Card) -> Self {
        let id = card.id.as_str();
        Self {
            id: Some(id.split_once('#').map_or(id, |(_, id)| id).to_owned()),
            question: card.question.clone(),
            prompt: String::new(),
            also_asked: card.also_asked.clone(),
            answer: card.answer.clone(),
            outline: card.outline.clone(),
            key_points: card.key_points.clone(),
            follow_ups: card.follow_ups.clone(),
            experience: card.experience.clone(),
            reflections: card.reflections.clone(),
            notes: card.notes.clone(),
            importance: Some(card.importance),
            importance_by_role: card.importance_by_role.clone(),
            roles: card.roles.clone(),
            level: card.level,
            time: card.time,
            card_type: card.card_type,
            tags: card.tags.clone(),
            section: String::new(),
            links: card.links.clone(),
            asked: card.asked.clone(),
            source: card.source.clone(),
            was: card.was.clone(),
            deck: String::new(),
            reviews: Vec::new(),
            lines: (1, 1),
        }
    }

    /// The question with the code and options that belong to it, as a deck holds it.
    pub fn whole_question(&self) -> String {
        if self.prompt.is_empty() {
            self.question.clone()
        } else {
            format!("{}\n\n{}", self.question, self.prompt)
        }
    }
}

/// What is said once for a whole deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckHead {
    /// Path below the decks folder without `.toml`.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it prepares for.
    pub kind: Kind,
    /// The language of its cards.
    pub lang: Option<String>,
    /// The company of a company deck.
    pub company: Option<String>,
    /// The roles that its cards are for.
    pub roles: Vec<String>,
}

impl DeckHead {
    /// What a deck says of itself.
    pub fn of_deck(deck: &Deck) -> Self {
        Self {
            id: deck.id.clone(),
            title: deck.title.clone(),
            kind: deck.kind,
            lang: deck.lang.clone(),
            company: deck.company.clone(),
            roles: deck.roles.clone(),
        }
    }
}

/// A deck on its way out: what is said of it, and its cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// What is said of the deck.
    pub head: DeckHead,
    /// Its cards.
    pub cards: Vec<Found>,
}

/// What a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A note, or our own Markdown export.
    Markdown,
    /// CSV or TSV.
    Table,
    /// A text: Anki's export, a table, or a note without an ending. Where that is not certain, a
    /// text in which no questions are surely found is no note.
    Text {
        /// Whether the user named the file.
        certain: bool,
    },
    /// Our own export, or a list of questions. Where that is not certain, data without any is no
    /// note.
    Json {
        /// Whether the user named the file.
        certain: bool,
    },
    /// A list of questions, in YAML or TOML. Where that is not certain, as with JSON.
    Listed {
        /// Whether the user named the file.
        certain: bool,
        /// How it is written.
        syntax: listed::Syntax,
    },
    /// A markup that is made Markdown.
    Document(document::Markup),
    /// An office program's file.
    Office(document::Office),
    /// A file that is known not to be read, to be named as what it is.
    Foreign,
    /// Anki's `.apkg` and `.colpkg`.
    Package,
    /// Mochi's `.mochi`.
    Mochi,
    /// A ZIP archive of notes.
    Archive,
}

/// Why a file gives no cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in it.
    pub at: text::Position,
    /// What is wrong.
    pub what: Both,
    /// What to do about it.
    pub mend: Both,
}

impl Fault {
    /// A fault of a whole file.
    fn new(what: Both, mend: Both) -> Self {
        Self {
            at: text::Position { line: 1, column: 1 },
            what,
            mend,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Its notes: one, but for exports of several decks; none where it is no note.
    pub notes: Vec<Note>,
    /// The history in an export of ours.
    pub history: Vec<Record>,
    /// Pictures that the cards show, of a package.
    pub pictures: Vec<Picture>,
    /// The file's text, to which the notes' lines belong; empty where it is none.
    pub text: String,
    /// The name of its encoding, where that is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// What a file holds; `stem` is its name without the ending.
pub fn read(
    format: Format,
    stem: &str,
    bytes: Vec<u8>,
    encoding: Option<&'static encoding_rs::Encoding>,
) -> Result<Contents, Fault> {
    if format == Format::Package {
        let (notes, pictures) = package::read(stem, &bytes)?;
        return Ok(Contents {
            notes,
            pictures,
            ..Contents::default()
        });
    }
    if format == Format::Mochi {
        let (notes, pictures) = mochi::read(stem, &bytes)?;
        return Ok(Contents {
            notes,
            pictures,
            ..Contents::default()
        });
    }
    if let Some(fault) = foreign::fault(&bytes) {
        return Err(fault);
    }
    if let Format::Office(office) = format {
        return Ok(of_document(
            stem,
            document::of_office(office, &bytes)?,
            None,
        ));
    }
    let encoding::Decoded { text, encoding } = encoding::decode(bytes, encoding)?;
    if let Format::Document(markup) = format {
        return Ok(of_document(
            stem,
            document::convert(markup, &text)?,
            encoding,
        ));
    }
    let mut history = Vec::new();
    let notes = match format {
        Format::Markdown if marked::is_ours(&text) => marked::read(&text),
        Format::Markdown => {
            let note = lone::read(&text).unwrap_or_else(|| markdown::read(stem, &text));
            named_decks::parted(note)
        }
        Format::Table if anki::is_anki(&text) => named_decks::below(anki::read(&text)),
        Format::Table => vec![table::read(&text)],
        // It is not what its name says: read it for what it holds.
        Format::Foreign => plain::read(stem, &text, true).into_iter().collect(),
        Format::Text { certain } => plain::read(stem, &text, certain)
            .into_iter()
            .flat_map(named_decks::below)
            .collect(),
        Format::Json { certain } => match json::read(&text) {
            Ok(export) => {
                history = export.history;
                export.notes
            }
            Err(error) => match listed::read(listed::Syntax::Json, &text) {
                Ok(Some(note)) => vec![note],
                _ if !certain => Vec::new(),
                _ => return Err(not_ours(&error)),
            },
        },
        Format::Listed { certain, syntax } => match listed::read(syntax, &text) {
            Ok(Some(note)) => vec![note],
            _ if !certain => Vec::new(),
            Ok(None) => return Err(no_list("")),
            Err(error) => return Err(no_list(&error)),
        },
        Format::Package
        | Format::Mochi
        | Format::Archive
        | Format::Document(_)
        | Format::Office(_) => Vec::new(),
    };
    Ok(Contents {
        notes,
        history,
        pictures: Vec::new(),
        text,
        encoding,
    })
}

/// A document that was made Markdown, read like a note. Its lines are those of the Markdown.
fn of_document(
    stem: &str,
    converted: document::Converted,
    encoding: Option<&'static str>,
) -> Contents {
    let mut note = markdown::read(stem, &converted.text);
    if note.title.is_empty() {
        note.title = clean_line(&converted.title);
    }
    Contents {
        notes: vec![note],
        history: Vec::new(),
        pictures: Vec::new(),
        text: converted.text,
        encoding,
    }
}

fn not_ours(error: &json::NotOurs) -> Fault {
    Fault::new(
        both!(
            "hotseat이 내보낸 JSON도 질문 목록도 아닙니다 ({error})",
            "this is neither JSON of our export nor a list of questions ({error})"
        ),
        both!(
            "hotseat export --to json 으로 만든 파일이나 question, answer 키가 있는 목록을 고르세요",
            "choose a file made by hotseat export --to json, or a list with the keys question and answer"
        ),
    )
}

fn no_list(error: &str) -> Fault {
    let why = if error.is_empty() {
        String::new()
    } else {
        format!(" ({error})")
    };
    Fault::new(
        both!(
            "질문 목록이 아닙니다{why}",
            "this is no list of questions{why}"
        ),
        both!(
            "question, answer (질문, 답) 키가 있는 목록을 고르세요",
            "choose a list with the keys question and answer"
        ),
    )
}

/// Lines of a note that made no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// First and last line, from 1.
    pub lines: (usize, usize),
    /// Why.
    pub why: &'static str,
}

/// The reason for which lines were skipped, in the interface's language.
pub fn why(why: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return why;
    }
    match why {
        "prose" => "질문이 아닌 글",
        "part of the page" => "목차·참고 같은 문서의 일부",
        "a list of links" | "links" => "링크 목록",
        "a checklist" => "할 일 목록",
        "a table without questions" => "질문 칸이 없는 표",
        "a button's words, not a question" => "질문이 아닌 펼치기 단추",
        "a row without a question" => "질문이 빈 줄",
        "a note without a question" => "질문이 빈 노트",
        "front matter" => "문서 정보",
        "markup" => "꾸밈 표시",
        "a hidden comment" => "숨긴 주석",
        "as you said" => "빼라고 하신 줄",
        "a label" => "구분하는 말",
        "a placeholder" => "아직 쓰지 않은 자리",
        "code outside an answer" => "답 밖의 코드",
        "a card of another deck" => "다른 덱의 카드",
        other => other,
    }
}

/// What became of a line of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is empty.
    Blank,
    /// It asks.
    Question,
    /// It belongs to the question: code, options.
    Prompt,
    /// It answers.
    Answer,
    /// It asks on, or answers that.
    FollowUp,
    /// It names what an answer should mention.
    KeyPoint,
    /// It tells what the writer did.
    Experience,
    /// It looks back at an interview.
    Reflection,
    /// It was hidden in the note.
    Note,
    /// It is one of the card's addresses.
    Link,
    /// It is a title.
    Section,
    /// It is in no card, for this reason.
    LeftOut(&'static str),
}

/// A line of a note and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// What it is.
    pub role: Role,
    /// The card that it is in: an index into the note's cards, and after them those to ask.
    pub card: Option<usize>,
    /// What marks it, where it could ask.
    pub form: Option<&'static str>,
    /// What speaks for its being a question, in tenths of log-odds, where it could be one.
    pub evidence: Option<i16>,
    /// Its shape: an index into the note's shapes, where it could ask. Lines of one shape have the
    /// same marker.
    pub shape: Option<usize>,
}

/// A role in the interface's language.
pub fn role(role: Role, language: Language) -> String {
    let words = match role {
        Role::Blank => both!("빈 줄", "blank"),
        Role::Question => both!("질문", "question"),
        Role::Prompt => both!("질문의 일부", "prompt"),
        Role::Answer => both!("답", "answer"),
        Role::FollowUp => both!("꼬리질문", "follow-up"),
        Role::KeyPoint => both!("핵심", "key point"),
        Role::Experience => both!("경험", "experience"),
        Role::Reflection => both!("회고", "reflection"),
        Role::Note => both!("메모", "note"),
        Role::Link => both!("링크", "link"),
        Role::Section => both!("제목", "title"),
        Role::LeftOut(_) => both!("뺌", "left out"),
    };
    words.in_language(language).clone()
}

/// What marks a line, in the interface's language.
pub fn form(form: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return form;
    }
    match form {
        "label" => "질문 표시",
        "heading" => "제목",
        "numbered item" => "번호 목록",
        "item" => "목록",
        "bold line" => "굵은 줄",
        "numbered line" => "번호 줄",
        "fold" => "접힌 글",
        "callout" => "콜아웃",
        "table row" => "표의 행",
        _ => "줄",
    }
}

/// The deck that a note goes into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// One of its own.
    #[default]
    Own,
    /// One with the files beside it: it is a file with one question.
    Shared,
    /// One of this path below the note's own: a package holds several decks.
    Below(String),
    /// One of this path below the folder that was named: notes share decks by their tags.
    Named(String),
}

/// What a note holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The deck that it was, if it is an export of ours.
    pub deck: Option<DeckHead>,
    /// The title that it gives itself; empty without one.
    pub title: String,
    /// The deck that it goes into where that is not its own.
    pub place: Place,
    /// Its questions, in its order.
    pub cards: Vec<Found>,
    /// What the candidate asks.
    pub to_ask: Vec<Found>,
    /// What is to be done.
    pub checklist: Vec<String>,
    /// What made no card, and why.
    pub skipped: Vec<Skipped>,
    /// What became of each of its lines; empty where a format has no lines.
    pub lines: Vec<Placed>,
    /// The shapes of lines that could ask, in words.
    pub shapes: Vec<Both>,
    /// How it says itself that it is to be read: words of its shapes; empty where it does not.
    pub reading: String,
    /// How it was read; none where a format says itself what it is.
    pub outcome: Option<Outcome>,
}

/// How well a note was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// How sure the cards are, in hundredths.
    pub confidence: u8,
    /// How much of what the note says is in cards, in hundredths.
    pub coverage: u8,
    /// The way in which it was read.
    pub reading: Vec<Both>,
    /// The way that would have been the next best.
    pub second: Vec<Both>,
    /// The numbers that are missing in its series.
    pub missing: Vec<u32>,
    /// How many numbers its series have.
    pub numbered: usize,
    /// Lines that ask and are in no card.
    pub lost: usize,
    /// What somebody should look at.
    pub alarms: Vec<Both>,
}

impl Outcome {
    /// Below this confidence somebody is asked first, in hundredths.
    const DOUBTFUL: u8 = 30;

    /// Whether somebody should look before anything is imported.
    pub fn is_doubtful(&self) -> bool {
        self.confidence < Self::DOUBTFUL
    }
}

/// Text of a note that is safe to keep and to show: in composed form, without control and
/// invisible characters. Tabs stay, for they are part of code.
pub(crate) fn clean_text(found: &str) -> String {
    // Most text is ASCII and Hangul syllables, which are what they should be.
    let is_plain = |c: char| matches!(c, ' '..='~' | '\n' | '\t' | '가'..='힣');
    if found.chars().all(is_plain) {
        return found.trim().to_owned();
    }
    let composed = text::nfc(found);
    let is_invisible = |c: char| matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if !composed
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t' || is_invisible(c))
    {
        return composed.trim().to_owned();
    }
    let without: String = composed.chars().filter(|c| !is_invisible(*c)).collect();
    let parts: Vec<_> = without.split('\t').map(text::visible).collect();
    parts.join("\t").trim().to_owned()
}

/// As [`clean_text`], on one line.
pub(crate) fn clean_line(found: &str) -> String {
    let cleaned = clean_text(found);
    if !cleaned.contains(['\n', '\t']) {
        return cleaned;
    }
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}
