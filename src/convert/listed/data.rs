//! Values as YAML, JSON and TOML have them in common, in the order of the text.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::convert) enum Data {
    /// A text, a number, a truth value; nothing is an empty text.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// Keys and values.
    Table(Vec<(String, Data)>),
}

impl Data {
    /// The text, where it says anything.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whether it is a text or a list of texts.
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::List(entries) => entries.iter().all(|entry| matches!(entry, Self::Text(_))),
            Self::Table(_) => false,
        }
    }

    /// Everything that it says: entries a line each, keys before their values.
    pub fn joined(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(entries) => {
                let lines: Vec<String> = entries.iter().map(Self::joined).collect();
                lines.join("\n")
            }
            Self::Table(entries) => {
                let lines = entries.iter().map(|(key, value)| match value {
                    Self::Text(text) => format!("{key}: {text}"),
                    value => format!("{key}:\n{}", value.joined()),
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Data;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Data, E> {
        Ok(Data::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let mut table: Vec<(String, Data)> = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        // A date of TOML comes as a table with one key of the parser's own.
        if let [(key, Data::Text(text))] = table.as_slice()
            && key.starts_with("$__toml")
        {
            return Ok(Data::Text(text.clone()));
        }
        Ok(Data::Table(table))
    }
}
