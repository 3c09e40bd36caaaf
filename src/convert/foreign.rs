//! Files that hold no text that could be read: what they are, and the way out. They are known by
//! their first bytes, whatever their names say.

use super::Fault;
use crate::both;
use crate::language::Both;

/// Old office programs' container (Compound File Binary): Word 97, Hangul 5, and what newer ones
/// encrypt.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Why a file gives no text, where its bytes say that it is of a kind that is not read.
pub fn fault(bytes: &[u8]) -> Option<Fault> {
    let named = |what: Both, mend: Both| Some(Fault::new(what, mend));
    let as_text = || {
        both!(
            "텍스트나 Markdown으로 저장해서 가져오세요",
            "save it as text or Markdown, and import that"
        )
    };
    if bytes.starts_with(b"%PDF") {
        return named(both!("PDF 파일입니다", "this is a PDF"), as_text());
    }
    if bytes.starts_with(COMPOUND) {
        return named(
            compound(bytes),
            both!(
                "암호를 풀고 docx·텍스트·Markdown으로 저장해서 가져오세요",
                "take off its password if it has one, save it as docx, text or Markdown, and import that"
            ),
        );
    }
    if bytes.starts_with(b"HWP Document File") {
        return named(
            both!("한글(hwp) 문서입니다", "this is a Hangul (hwp) document"),
            as_text(),
        );
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(bytes);
    }
    let is_picture = [
        &b"\x89PNG"[..],
        b"\xff\xd8\xff",
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
    ]
    .iter()
    .any(|start| bytes.starts_with(start) && bytes.contains(&0))
        || bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
        || bytes
            .get(4..12)
            .is_some_and(|kind| kind.starts_with(b"ftyphei") || kind.starts_with(b"ftypavif"));
    if is_picture {
        return named(
            both!("그림 파일입니다", "this is a picture"),
            both!(
                "글자를 텍스트로 옮겨 적거나 글자 인식 프로그램으로 뽑아서 가져오세요",
                "type its text, or have a program recognise it, and import that"
            ),
        );
    }
    if is_encrypted(bytes) {
        return named(
            both!("암호화된 파일입니다", "this file is encrypted"),
            both!("암호를 푼 파일을 가져오세요", "decrypt it, and import that"),
        );
    }
    if bytes.starts_with(b"{\\rtf") {
        return named(
            both!("RTF 문서입니다", "this is an RTF document"),
            as_text(),
        );
    }
    None
}

/// What stands in an old office program's container, by the names of its streams (UTF-16).
fn compound(bytes: &[u8]) -> Both {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        both!(
            "암호가 걸린 오피스 문서입니다",
            "this is an office document with a password"
        )
    } else if holds("HwpSummaryInformation") || holds("BodyText") {
        both!("한글(hwp) 문서입니다", "this is a Hangul (hwp) document")
    } else if holds("WordDocument") {
        both!(
            "옛 Word(doc) 문서입니다",
            "this is an old Word (doc) document"
        )
    } else {
        both!("옛 오피스 문서입니다", "this is an old office document")
    }
}

/// Archives that are no archives of notes.
fn zipped(bytes: &[u8]) -> Option<Fault> {
    let start = &bytes[..bytes.len().min(400)];
    let holds = |name: &[u8]| start.windows(name.len()).any(|window| window == name);
    if holds(b"application/hwp+zip") {
        return Some(Fault::new(
            both!("한글(hwpx) 문서입니다", "this is a Hangul (hwpx) document"),
            both!(
                "docx·텍스트·Markdown으로 저장해서 가져오세요",
                "save it as docx, text or Markdown, and import that"
            ),
        ));
    }
    // The first bit of a member's flags (APPNOTE 4.4.4).
    let is_locked = bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    is_locked.then(|| {
        Fault::new(
            both!("암호가 걸린 압축 파일입니다", "this archive has a password"),
            both!(
                "압축을 풀어서 가져오세요",
                "unpack it, and import the folder"
            ),
        )
    })
}

fn is_encrypted(bytes: &[u8]) -> bool {
    [
        &b"Salted__"[..],
        b"age-encryption.org/",
        b"-----BEGIN PGP MESSAGE-----",
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        b"$ANSIBLE_VAULT;",
        b"\0GITCRYPT\0",
    ]
    .iter()
    .any(|start| bytes.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_named_as_what_it_is() {
        let mut word = COMPOUND.to_vec();
        word.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
        for (bytes, name) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (&word, "Word"),
            (b"\x89PNG\r\n\x1a\n\0", "picture"),
            (b"RIFF\0\0\0\0WEBPVP8", "picture"),
            (b"PK\x03\x04\x14\0\x01\0", "password"),
            (b"age-encryption.org/v1", "encrypted"),
        ] {
            let fault = fault(bytes).unwrap();
            assert!(fault.what.english.contains(name), "{}", fault.what.english);
        }
        for text in ["## 왜?", "BM 방법이란?", "GIF8 형식"] {
            assert_eq!(fault(text.as_bytes()), None);
        }
    }
}
