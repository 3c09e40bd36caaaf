//! The printing commands as a shell sees them: the built binary in folders of its own.

#[cfg(test)]
mod interviews;
#[cfg(test)]
mod listings;
#[cfg(test)]
mod place;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod themes;
