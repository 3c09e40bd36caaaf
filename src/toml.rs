//! TOML: reading it field by field with every problem in its place ([`read`]), and changing it in
//! place with every other byte left as it was ([`edit`]).

pub mod edit;
pub mod read;
