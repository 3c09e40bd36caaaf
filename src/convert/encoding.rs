//! The characters of a file: UTF-8, UTF-16 with and without its mark, and what people's older
//! programs write (CP949, Shift JIS, GB 18030, Latin 1).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Fault;
use crate::both;
use crate::text;

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    /// The encoding's name, where it is not UTF-8.
    pub encoding: Option<&'static str>,
}

/// An encoding by the name that a person gives it.
pub fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_lowercase();
    let label = match name.as_str() {
        "cp949" | "uhc" | "ms949" | "euckr" => "windows-949",
        "latin-1" => "latin1",
        "cp932" | "shiftjis" => "shift_jis",
        "cp936" => "gbk",
        "utf16" | "utf-16" | "utf16le" => "utf-16le",
        "utf16be" => "utf-16be",
        other => other,
    };
    Encoding::for_label(label.as_bytes())
}

/// The text of a file, in this encoding where the user named one.
pub(super) fn decode(bytes: Vec<u8>, asked: Option<&'static Encoding>) -> Result<Decoded, Fault> {
    if let Some(encoding) = asked {
        let (decoded, used, _) = encoding.decode(&bytes);
        return Ok(Decoded {
            text: decoded.into_owned(),
            encoding: (used != UTF_8).then(|| used.name()),
        });
    }
    let marked = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8);
    let wide = marked
        .map(|(encoding, _)| encoding)
        .or_else(|| unmarked_wide(&bytes));
    if let Some(encoding) = wide
        && let (decoded, used, false) = encoding.decode(&bytes)
    {
        return Ok(Decoded {
            text: decoded.into_owned(),
            encoding: Some(used.name()),
        });
    }
    if bytes.iter().take(8192).any(|b| *b == 0) {
        return Err(Fault::new(
            both!(
                "글이 아니라 이진 파일입니다",
                "this is a binary file and no text"
            ),
            both!(
                "Markdown, CSV, Anki, JSON 파일을 고르세요",
                "choose a Markdown, CSV, Anki or JSON file"
            ),
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text,
            encoding: None,
        }),
        Err(error) => guessed(error.as_bytes()).ok_or_else(|| not_utf8(&error)),
    }
}

/// UTF-16 that does not say so: of the bytes at even or at odd places, but not of both, many are
/// zero, or they are the high bytes of Hangul.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    if start.len() < 8 || std::str::from_utf8(start).is_ok() && !start.contains(&0) {
        return None;
    }
    let pairs = start.chunks_exact(2);
    let count = pairs.len();
    let is_high = |b: u8| b == 0 || (0xac..=0xd7).contains(&b) || b == 0x30;
    let (mut big, mut little, mut zeros) = (0, 0, 0);
    for pair in pairs {
        big += usize::from(is_high(pair[0]));
        little += usize::from(is_high(pair[1]));
        zeros += usize::from(pair[0] == 0) + usize::from(pair[1] == 0);
    }
    let fits = |most: usize| zeros * 10 >= count && most * 10 >= count * 9;
    if fits(little) && little > big {
        Some(UTF_16LE)
    } else if fits(big) && big > little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What older programs write, as far as all of it is text in it.
fn guessed(bytes: &[u8]) -> Option<Decoded> {
    if is_broken_utf8(bytes) {
        return None;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (decoded, used, has_errors) = guess.decode(bytes);
    let has_controls = decoded.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c));
    (!has_errors && !has_controls).then(|| Decoded {
        text: decoded.into_owned(),
        encoding: Some(used.name()),
    })
}

/// Whether a text is UTF-8 for the most part, and only damaged.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Fault {
    let good = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(good).copied().unwrap_or_default();
    let readable = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
    let mut fault = Fault::new(
        both!(
            "UTF-8이 아닌 바이트 0x{byte:02X}",
            "byte 0x{byte:02X} is not UTF-8"
        ),
        both!(
            "파일을 UTF-8로 저장하거나 --encoding 으로 인코딩을 알려 주세요",
            "save the file as UTF-8, or name its encoding with --encoding"
        ),
    );
    fault.at = text::position(&readable, good);
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOREAN: &str = "## 캐시는 언제 위험한가요?\n\n오래된 값을 믿을 때 위험합니다.\n";

    fn decoded(bytes: Vec<u8>) -> (String, Option<&'static str>) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn what_older_programs_write_is_read_and_named() {
        for (label, text) in [
            ("windows-949", KOREAN),
            (
                "shift_jis",
                "## キャッシュとは何ですか？\n\n速い記憶です。\n",
            ),
            (
                "gb18030",
                "## 缓存为什么危险？\n\n因为数据可能已经过期，读到的是旧值。\n",
            ),
            (
                "latin1",
                "## Qual é a diferença?\n\nA função é só uma opção.\n",
            ),
        ] {
            let (bytes, ..) = named(label).unwrap().encode(text);
            let (found, encoding) = decoded(bytes.into_owned());
            assert_eq!(found, text, "{label}");
            assert!(encoding.is_some(), "{label}");
        }
    }

    #[test]
    fn utf_16_is_read_with_its_mark_and_without() {
        for (little, marked) in [(true, true), (true, false), (false, true), (false, false)] {
            for text in [KOREAN, "What is a queue?\n\nA line of things.\n"] {
                let mark = if marked { "\u{feff}" } else { "" };
                let units = format!("{mark}{text}");
                let bytes = units.encode_utf16().flat_map(|unit| {
                    if little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                });
                assert_eq!(decoded(bytes.collect()).0, text, "{little} {marked}");
            }
        }
    }

    #[test]
    fn damaged_utf_8_is_refused_and_a_named_encoding_is_taken() {
        let mut bytes = KOREAN.as_bytes().to_vec();
        bytes.push(0xff);
        assert!(decode(bytes, None).is_err());
        let (bytes, ..) = named("cp949").unwrap().encode("큐");
        assert_eq!(
            decode(bytes.into_owned(), named("cp949")).unwrap().text,
            "큐"
        );
    }
}
