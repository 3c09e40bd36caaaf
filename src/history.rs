//! What happened: every answer, session and edit as a line of an append-only log.
//!
//! [`record`] is the format of a line, [`log`] reads all devices' files and appends to this
//! device's own, [`fold`] turns all records into what is true now. Nothing else stores state.
//! [`arrived`] reads what comes into the files while the program runs.
//! [`answers`] are how answers lie in memory, and [`records`] all that was read.
//! [`copies`] are what a synchronised folder leaves of two versions of one file.
//! [`verify`] names every line that cannot be read, [`repair`] has back of it what can be.
//! [`edits`] keeps what stood in a card before it was edited, and [`versions`] lists it again.

pub mod answers;
pub mod arrived;
pub mod copies;
pub mod edits;
pub mod fold;
mod line;
pub mod log;
pub mod record;
pub mod records;
pub mod repair;
pub mod verify;
pub mod versions;

pub use answers::AnswerSeen;
pub use edits::EditLog;
pub use fold::{History, SessionSeen};
pub use log::{AppendError, Log};
pub use record::{
    Answer, Body, Import, Inputs, InterviewResult, LookBack, Mark, Mode, Moved, RealQuestion,
    Record, RecordId, Reflection, SessionEvent, StageSeen, Standing,
};
pub use records::Records;
pub use versions::Version;
