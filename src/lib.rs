//! hotseat: flashcards and timed mock interviews in the terminal.
//!
//! A floor uses only the floors below it; text, time and the pure parts never see the terminal,
//! the file system or the time of day.
//!
//! ```text
//!  5  main.rs                  arguments → command or screen; errors → exit codes
//!  4  cli      cli/…           one file per sub-command; prints, never draws
//!     tui      tui/…           terminal, loop, keymap, theme, screens, widgets
//!  3  interview interview/…    presets, drawing questions, the room, the debrief   (pure)
//!     look_back look_back/…    a real interview becomes cards
//!     report   report/…        a session or the progress as a page, charts          (pure)
//!     survey   survey/…        what is known of every card, orders of a list       (pure)
//!     progress progress/…    how it goes: weeks, coverage, sureness, days, outlook (pure)
//!     convert  convert/…       other formats as cards, and cards as other formats      (pure)
//!     import   import/…        notes on the disk into decks: finding, comparing, writing
//!     review   review/…        the review queue's state machine                    (pure)
//!  2  memory   memory/…        memory state, weakness, the plan up to the day      (pure)
//!     search   search/…        Hangul-aware fuzzy index and the filter language    (pure)
//!  1  bank     bank/…          card, deck, reading, writing in place, the built-in decks
//!     history  history/…       records, the append-only log, folding it into state
//!     appointments             coming and past interviews (interviews.toml)
//!  0  store    store/…         folders, config, append, atomic replace, lock
//!     toml     toml/…          reading TOML field by field, changing it in place
//!     problem                  what is wrong, where, how to mend it
//!     language language/…      the interface's words in Korean and English
//!     text     text/…          the only place for byte, grapheme and column maths
//!     clock                    now, the day's roll-over, lengths of time
//! ```

pub mod appointments;
pub mod bank;
pub mod cli;
pub mod clock;
pub mod convert;
pub mod history;
pub mod import;
pub mod interview;
pub mod language;
pub mod look_back;
pub mod memory;
pub mod problem;
pub mod progress;
pub mod report;
pub mod review;
pub mod search;
pub mod store;
pub mod survey;
pub mod text;
pub mod toml;
pub mod tui;
