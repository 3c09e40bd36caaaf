//! Whole stories through the real loop, from scripted keys with a clock that is moved by hand.

#[cfg(test)]
mod breaking_off;
#[cfg(test)]
mod cells;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod debriefing;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod editing;
#[cfg(test)]
mod first_start;
#[cfg(test)]
mod idle;
#[cfg(test)]
mod import_lines;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod interviews;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod living;
#[cfg(test)]
mod looking;
#[cfg(test)]
mod looking_back;
#[cfg(test)]
mod looks;
#[cfg(test)]
mod newcomer;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod progress;
#[cfg(test)]
mod reviewing;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod slips;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod stress;
#[cfg(test)]
mod tutor;
#[cfg(test)]
mod typing_trial;
#[cfg(test)]
mod warm_up;

#[cfg(test)]
#[expect(dead_code, reason = "the terminal's tests read the whole table")]
#[path = "../terminal/keys/corpus.rs"]
mod keys_corpus;
