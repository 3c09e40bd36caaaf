//! YAML as values, from the events of `saphyr-parser`. An alias stands for nothing: following
//! them, a small file could swell without end.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, Span, SpannedEventReceiver};

use super::Data;

/// Lists and tables nest this deep.
const DEEPEST: usize = 60;

/// The first document of a text.
pub(in crate::convert) fn read(text: &str) -> Result<Data, String> {
    let mut events = Events(Vec::new());
    Parser::new_from_str(text)
        .load(&mut events, false)
        .map_err(|error| error.to_string())?;
    let mut events = events.0.into_iter();
    value(&mut events, 0).ok_or_else(|| format!("more than {DEEPEST} lists in one another"))
}

/// What happens in a document, as far as it is told here.
enum Happening {
    Text(String),
    List,
    Table,
    End,
}

struct Events(Vec<Happening>);

impl<'input> SpannedEventReceiver<'input> for Events {
    fn on_event(&mut self, event: Event<'input>, _: Span) {
        self.0.push(match event {
            Event::Scalar(text, ..) => Happening::Text(match text {
                Cow::Borrowed("~" | "null") => String::new(),
                text => text.into_owned(),
            }),
            Event::Alias(_) => Happening::Text(String::new()),
            Event::SequenceStart(..) => Happening::List,
            Event::MappingStart(..) => Happening::Table,
            Event::SequenceEnd | Event::MappingEnd => Happening::End,
            _ => return,
        });
    }
}

/// The next value; none where a list or a table ends, or nests too deep.
fn value(events: &mut std::vec::IntoIter<Happening>, depth: usize) -> Option<Data> {
    if depth > DEEPEST {
        return None;
    }
    match events.next() {
        Some(Happening::Text(text)) => Some(Data::Text(text)),
        Some(Happening::List) => {
            let mut list = Vec::new();
            while let Some(entry) = value(events, depth + 1) {
                list.push(entry);
            }
            Some(Data::List(list))
        }
        Some(Happening::Table) => {
            let mut table = Vec::new();
            while let Some(key) = value(events, depth + 1) {
                let Some(said) = value(events, depth + 1) else {
                    break;
                };
                table.push((key.joined(), said));
            }
            Some(Data::Table(table))
        }
        Some(Happening::End) => None,
        None => Some(Data::Text(String::new())).filter(|_| depth == 0),
    }
}
