//! Every screen as readable text, small, usual and large, in both languages, on invented decks.

#[cfg(test)]
mod carets;
#[cfg(test)]
mod cells;
#[cfg(test)]
mod colours;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod other_keys;
#[cfg(test)]
mod pictures;
#[cfg(test)]
#[expect(dead_code, reason = "the stage has more than pictures need")]
#[path = "../stories/stage.rs"]
mod stage;
