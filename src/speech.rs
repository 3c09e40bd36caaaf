//! What a recorded answer tells: its times without any model, and its words where a program of the
//! user's has written them down. Pure: bytes and texts come in as arguments.

pub mod measure;
pub mod transcript;
pub mod usual;
pub mod wave;
pub mod words;
