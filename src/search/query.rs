//! What a query asks for.

/// Where in a text a term must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its letters in order, anywhere: `word`.
    Anywhere,
    /// As it stands, anywhere: `'word`.
    Exact,
    /// As it stands, at the start: `^word`.
    Start,
    /// As it stands, at the end: `word$`.
    End,
    /// It is the whole text: `^word$`.
    Whole,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What to look for, in composed form.
    pub text: String,
    /// Where.
    pub anchor: Anchor,
    /// Whether cards that have it are left out: `!word`.
    pub is_negated: bool,
}

/// Placeholder
#[derive(Debug, Clone, Default)]
pub struct Vocabulary;
/// q
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// t
    pub terms: Vec<Term>,
}
/// p
pub fn parse(text: &str, _: &Vocabulary) -> Query {
    let terms = text.split_whitespace().map(|t| Term {
        text: t.to_owned(),
        anchor: Anchor::Anywhere,
        is_negated: false,
    });
    Query {
        terms: terms.collect(),
    }
}
