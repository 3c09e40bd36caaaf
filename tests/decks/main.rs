//! Decks with everything wrong that a file can have, through the real `hotseat check`, and the
//! interviews that `hotseat interview --draw` prints.

#[cfg(test)]
mod bad_files;
#[cfg(test)]
mod draws;
#[cfg(test)]
mod program;
