//! The printing commands as a shell sees them: the built binary in folders of its own.

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod exits;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod history;
#[cfg(test)]
mod interviews;
#[cfg(test)]
mod listings;
#[cfg(test)]
mod living;
#[cfg(test)]
mod machines;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod place;
#[cfg(test)]
mod practised;
#[cfg(test)]
mod progress;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod shells;
#[cfg(test)]
mod themes;
