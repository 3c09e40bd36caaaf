//! Mochi's exports (`.mochi`): a ZIP archive with `data.edn` or `data.json` in it, decks of cards
//! whose sides are parted by a line of dashes, and pictures beside them.

use super::listed::Data;
use super::package::{Archive, NotAPackage};
use super::{Fault, Found, Note, Picture, Place, clean_line, clean_text, cloze, pictures};
use crate::both;

mod edn;

/// What is packed is not unpacked beyond this.
const LARGEST: usize = 64 << 20;

/// The notes of an export, one a deck, and the pictures that their cards show.
pub fn read(stem: &str, bytes: &[u8]) -> Result<(Vec<Note>, Vec<Picture>), Fault> {
    whole(stem, bytes).map_err(|why| {
        Fault::new(
            both!(
                "Mochi가 내보낸 파일로 읽을 수 없습니다 ({why})",
                "cannot be read as an export of Mochi ({why})"
            ),
            both!(
                "Mochi에서 Markdown으로 내보내 가져오세요",
                "export it from Mochi as Markdown and import that"
            ),
        )
    })
}

fn whole(stem: &str, bytes: &[u8]) -> Result<(Vec<Note>, Vec<Picture>), String> {
    let mut notes = notes(&data(bytes)?);
    let archive = Archive::open(bytes).map_err(|error| error.to_string())?;
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut cards: Vec<&mut Found> = notes.iter_mut().flat_map(|note| &mut note.cards).collect();
    let unpack = |name: &str, most: usize| archive.named(name, most);
    let pictures = pictures::take(&mut cards, stem, &names, &unpack);
    Ok((notes, pictures))
}

fn data(bytes: &[u8]) -> Result<Data, String> {
    let archive = Archive::open(bytes).map_err(|error| error.to_string())?;
    let text = |name: &str| -> Result<String, NotAPackage> {
        let bytes = archive.named(name, LARGEST)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    if let Ok(text) = text("data.edn") {
        return edn::read(&text);
    }
    let text = text("data.json").map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// A value under a key; `:cards` of EDN and `~:cards` of Transit are the same key.
fn under<'d>(data: &'d Data, key: &str) -> Option<&'d Data> {
    let Data::Table(entries) = data else {
        return None;
    };
    let found = entries
        .iter()
        .find(|(own, _)| own.trim_start_matches(['~', ':']) == key);
    found.map(|(_, value)| value)
}

fn text(data: &Data, key: &str) -> String {
    let found = under(data, key).and_then(Data::text);
    found
        .unwrap_or_default()
        .trim_start_matches(['~', ':'])
        .to_owned()
}

/// The entries of a list, which Transit writes behind a sign of its own.
fn entries<'d>(data: &'d Data, key: &str) -> Vec<&'d Data> {
    let mut list = under(data, key);
    loop {
        match list {
            Some(Data::List(found)) => {
                return match found.as_slice() {
                    [Data::Text(sign), Data::List(inner)] if sign.starts_with("~#") => {
                        inner.iter().collect()
                    }
                    found => found.iter().collect(),
                };
            }
            Some(Data::Table(found)) if found.len() == 1 && found[0].0.starts_with("~#") => {
                list = Some(&found[0].1);
            }
            _ => return Vec::new(),
        }
    }
}

fn notes(data: &Data) -> Vec<Note> {
    let decks = entries(data, "decks");
    let mut notes: Vec<(String, Note)> = Vec::new();
    let mut put = |id: &str, path: &str, cards: Vec<Found>| {
        if cards.is_empty() {
            return;
        }
        let known = notes.iter_mut().find(|(own, _)| own == id);
        match known {
            Some((_, note)) => note.cards.extend(cards),
            None => {
                let title = path.rsplit('/').next().unwrap_or_default().to_owned();
                let note = Note {
                    cards,
                    place: Place::Below(path.to_owned()),
                    title,
                    ..Note::default()
                };
                notes.push((id.to_owned(), note));
            }
        }
    };
    for deck in &decks {
        let cards = entries(deck, "cards").into_iter().flat_map(cards).collect();
        put(&text(deck, "id"), &path(deck, &decks), cards);
    }
    for card in entries(data, "cards") {
        let id = text(card, "deck-id");
        let deck = decks.iter().find(|deck| text(deck, "id") == id);
        put(
            &id,
            &deck.map_or_else(String::new, |deck| path(deck, &decks)),
            cards(card),
        );
    }
    let mut notes: Vec<Note> = notes.into_iter().map(|(_, note)| note).collect();
    if let [only] = notes.as_mut_slice() {
        only.place = Place::Own;
    }
    let mut number = 0;
    for card in notes.iter_mut().flat_map(|note| &mut note.cards) {
        number += 1;
        card.lines = (number, number);
    }
    notes
}

/// The names of a deck and of those that it lies in.
fn path(deck: &Data, decks: &[&Data]) -> String {
    let mut names = vec![text(deck, "name")];
    let mut parent = text(deck, "parent-id");
    while let Some(above) = decks.iter().find(|above| text(above, "id") == parent) {
        if parent.is_empty() || names.len() > 20 {
            break;
        }
        names.push(text(above, "name"));
        parent = text(above, "parent-id");
    }
    names.reverse();
    let names = names
        .into_iter()
        .map(|name| clean_line(&name.replace('/', "-")));
    names.collect::<Vec<_>>().join("/")
}

/// The cards that one of Mochi's makes: its first side asks, the others answer; of one side only,
/// the words between braces are to be known.
fn cards(card: &Data) -> Vec<Found> {
    if under(card, "archived?")
        .or(under(card, "trashed?"))
        .and_then(Data::text)
        .is_some_and(|said| said != "false")
    {
        return Vec::new();
    }
    let mut content = text(card, "content");
    if content.trim().is_empty() {
        content = fields(card).join("\n\n---\n\n");
    }
    let content = content.replace("@media/", "");
    let tags: Vec<String> = entries(card, "tags")
        .into_iter()
        .chain(entries(card, "manual-tags"))
        .filter_map(Data::text)
        .map(|tag| clean_line(tag.trim_start_matches(['#', '~', ':'])))
        .collect();
    let (front, back) = parted(&content);
    let deletions = cloze::between(&front, "{{", "}}");
    let sides = if deletions.is_empty() {
        vec![(front, back)]
    } else {
        let sides = cloze::sides(&front, &deletions).into_iter();
        sides
            .map(|(asked, said)| (asked, format!("{said}\n\n{back}")))
            .collect()
    };
    let found = sides.into_iter().map(|(asked, said)| {
        let asked = clean_text(&asked);
        let (first, more) = asked.split_once('\n').unwrap_or((&asked, ""));
        Found {
            question: clean_line(first.trim_start_matches(['#', ' '])),
            prompt: clean_text(more),
            answer: clean_text(&said),
            tags: tags.clone(),
            ..Found::default()
        }
    });
    found.filter(|card| !card.question.is_empty()).collect()
}

/// The first side, and the others below one another.
fn parted(content: &str) -> (String, String) {
    let mut sides = vec![Vec::new()];
    for line in content.lines() {
        if line.trim() == "---" {
            sides.push(Vec::new());
        } else if let Some(side) = sides.last_mut() {
            side.push(line);
        }
    }
    let mut sides = sides
        .into_iter()
        .map(|lines| lines.join("\n").trim().to_owned());
    let front = sides.next().unwrap_or_default();
    let rest: Vec<String> = sides.filter(|side| !side.is_empty()).collect();
    (front, rest.join("\n\n"))
}

/// The values of a card's fields, its name first.
fn fields(card: &Data) -> Vec<String> {
    let Some(Data::Table(fields)) = under(card, "fields") else {
        return Vec::new();
    };
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for (key, field) in fields {
        let value = text(field, "value");
        if value.is_empty() {
            continue;
        }
        if key.trim_start_matches(['~', ':']) == "name" {
            named.push(value);
        } else {
            others.push(value);
        }
    }
    named.extend(others);
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::package::stored;

    #[test]
    fn decks_sides_tags_and_deletions_are_read() {
        let edn = r##"{:version 2, :decks [{:id :a, :name "CS"}
          {:id :b, :name "네트워크", :parent-id :a, :cards ({:content "# TCP란?\n---\n순서를 지킨다.\n\n![](@media/x.png)" :tags #{"#cs"}}
            {:content "포트는 {{80}}과 {{443}}"} {:content "" :fields {:name {:id :name :value "UDP"} :back {:value "빠르다"}}})}]
          :cards [{:content "큐\n---\n줄" :deck-id :a :reviews [{:date #inst "2024-01-01" :remembered? true}]}]}"##;
        let bytes = stored(&[("data.edn", edn.as_bytes()), ("x.png", b"x")]);
        let (notes, pictures) = read("cs", &bytes).unwrap();
        assert_eq!(pictures[0].path, "pictures/cs/x.png");
        assert_eq!(notes[0].place, Place::Below("CS/네트워크".to_owned()));
        let found: Vec<(&str, &str)> = notes
            .iter()
            .flat_map(|note| &note.cards)
            .map(|card| (card.question.as_str(), card.answer.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("TCP란?", "순서를 지킨다.\n\n![](pictures/cs/x.png)"),
                ("포트는 […]과 443", "80"),
                ("포트는 80과 […]", "443"),
                ("UDP", "빠르다"),
                ("큐", "줄")
            ]
        );
        assert_eq!(notes[0].cards[0].tags, ["cs"]);
    }

    #[test]
    fn transit_is_the_same_data() {
        let json = r#"{"~:version": 2, "~:decks": [{"~:id": "~:a", "~:name": "CS", "~:cards": {"~#list": [{"~:content": "큐\n---\n줄"}]}}]}"#;
        let (notes, _) = read("x", &stored(&[("data.json", json.as_bytes())])).unwrap();
        assert_eq!(
            (notes[0].cards[0].question.as_str(), &notes[0].place),
            ("큐", &Place::Own)
        );
        assert!(read("x", b"PK").is_err());
    }
}
