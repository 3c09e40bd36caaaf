//! Finding cards in any half-remembered words: a Hangul-aware fuzzy index and the query language.
//!
//! An [`Index`] holds every text of the bank, built once off the screen's thread. A [`Search`]
//! belongs to one search box: it looks a [`Query`] up in the index and remembers the way there,
//! so that the next letter only looks at what is left. A [`Query`] is what [`parse`] makes of the
//! text in the box; its filters ask for [`CardFacts`], for this module knows no history.
//!
//! ```
//! use std::sync::Arc;
//! use hotseat::search::{Field, Index, Search, Vocabulary, parse};
//!
//! let mut index = Index::default();
//! index.add_card([(Field::Question, "카프카는 순서를 어떻게 보장하나요?")]);
//! index.add_card([(Field::Question, "TCP와 UDP는 무엇이 다른가요?")]);
//! let mut search = Search::new(Arc::new(index));
//! let query = parse("ㅋㅍㅋ 순서", &Vocabulary::default());
//! let found = search.run(&query, &|_| true, 100, &|| false).unwrap();
//! assert_eq!(found.hits[0].card, 0);
//! let marks = search.index().marks(&query, 0);
//! assert_eq!(marks[0].positions, [0, 1, 2, 5, 6]);
//! ```

mod index;
mod lanes;
mod lines;
mod matcher;
mod pattern;
mod query;
mod score;
mod session;
mod spellings;
mod unit;

pub use index::{Field, Index, Mark};
pub use query::{
    Anchor, CardFacts, Comparison, Completion, Filter, Order, Query, QueryProblem, State, Term,
    Vocabulary, completions, parse,
};
pub use session::{Found, Hit, Search};
pub use spellings::Spellings;
