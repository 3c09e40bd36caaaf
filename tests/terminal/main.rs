//! The real program in a pseudo-terminal, seen through a terminal emulator.

#[cfg(test)]
#[cfg(target_os = "linux")]
mod disks;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod kills;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod living;
#[cfg(test)]
mod looks;
#[cfg(test)]
mod outside;
#[cfg(test)]
mod panics;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod signals;
#[cfg(test)]
mod speech;
#[cfg(test)]
mod typing;
#[cfg(test)]
mod window;
