//! The mock interview: what is asked ([`preset`], [`draw`]), how it runs ([`room`]), and what it
//! comes to ([`debrief`]). All of it is pure: time, chance and history come in as arguments.

pub mod debrief;
pub mod draw;
pub mod evidence;
pub mod preset;
pub mod probe;
pub mod replay;
pub mod room;
pub mod rubric;
