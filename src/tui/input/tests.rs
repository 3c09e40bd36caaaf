use super::*;

fn escape() -> Said {
    Said::Key(KeyCode::Esc.into())
}

fn letter(c: char) -> Said {
    Said::Key(KeyCode::Char(c).into())
}

/// Pieces, each with the milliseconds that pass before it; what is said with the time of each.
fn said(pieces: &[(u64, &str)]) -> Vec<(u64, Said)> {
    let mut decoder = Decoder::new(ESCAPE_WAIT);
    heard_by(&mut decoder, pieces)
}

fn heard_by(decoder: &mut Decoder, pieces: &[(u64, &str)]) -> Vec<(u64, Said)> {
    let mut heard = Vec::new();
    let mut now = Duration::ZERO;
    let mut listen = |decoder: &mut Decoder, now: Duration| {
        while let Some(said) = decoder.say() {
            heard.push((u64::try_from(now.as_millis()).unwrap(), said));
        }
    };
    for (gap, piece) in pieces.iter().chain([&(30_000, "")]) {
        let until = now + Duration::from_millis(*gap);
        while let Some(deadline) = decoder.deadline()
            && deadline <= until
        {
            decoder.expire(deadline);
            listen(decoder, deadline);
        }
        now = until;
        decoder.feed(piece.as_bytes(), now);
        listen(decoder, now);
    }
    heard
}

#[test]
fn an_escape_alone_is_told_after_the_wait() {
    assert_eq!(said(&[(0, "\x1b")]), [(50, escape())]);
    let mut patient = Decoder::new(Duration::from_millis(300));
    assert_eq!(heard_by(&mut patient, &[(0, "\x1b")]), [(300, escape())]);
    let mut hasty = Decoder::new(Duration::ZERO);
    assert_eq!(heard_by(&mut hasty, &[(0, "\x1b")]), [(0, escape())]);
}

#[test]
fn with_the_protocol_an_escape_is_a_sequence_and_told_at_once() {
    let mut decoder = Decoder::new(ESCAPE_WAIT);
    decoder.set_protocol(true);
    assert_eq!(heard_by(&mut decoder, &[(0, "\x1b[27u")]), [(0, escape())]);
    // The byte alone is the beginning of something.
    let left = Said::Key(KeyCode::Left.into());
    assert_eq!(
        heard_by(&mut decoder, &[(0, "\x1b"), (90, "[D")]),
        [(90, left)]
    );
}

#[test]
fn the_rest_that_comes_late_takes_the_escape_back() {
    let left = Said::Key(KeyCode::Left.into());
    assert_eq!(
        said(&[(0, "a\x1b"), (140, "[D")]),
        [
            (0, letter('a')),
            (50, escape()),
            (140, Said::TakenBack(1)),
            (140, left)
        ]
    );
    assert_eq!(
        said(&[
            (0, "\x1b"),
            (60, "[200"),
            (300, "~so we"),
            (900, " retry\x1b[20"),
            (900, "1~s")
        ]),
        [
            (50, escape()),
            (360, Said::TakenBack(1)),
            (2160, Said::Paste("so we retry".to_owned())),
            (2160, letter('s')),
        ]
    );
}

#[test]
fn what_is_typed_after_an_escape_is_what_it_is() {
    // Too late for a sequence.
    assert_eq!(
        said(&[(0, "\x1b"), (200, "[D")]),
        [(50, escape()), (200, letter('[')), (200, letter('D'))]
    );
    // No sequence begins like that.
    assert_eq!(
        said(&[(0, "\x1b"), (80, "s")]),
        [(50, escape()), (80, letter('s'))]
    );
    assert_eq!(
        said(&[(0, "\x1b"), (120, "b")]),
        [(50, escape()), (120, letter('b'))]
    );
    assert_eq!(
        said(&[(0, "\x1b"), (80, "[")]),
        [(50, escape()), (180, letter('['))]
    );
    assert_eq!(
        said(&[(0, "\x1b"), (80, "[w")]),
        [(50, escape()), (80, letter('[')), (80, letter('w'))]
    );
    assert_eq!(
        said(&[(0, "\x1b"), (80, "가")]),
        [(50, escape()), (80, letter('가'))]
    );
}

#[test]
fn escapes_that_came_together_are_told_each() {
    assert_eq!(said(&[(0, "\x1b\x1b")]), [(50, escape()), (50, escape())]);
    assert_eq!(
        said(&[(0, "\x1b\x1b"), (80, "[D")]),
        [
            (50, escape()),
            (50, escape()),
            (80, Said::TakenBack(2)),
            (
                80,
                Said::Key(KeyEvent::new(KeyCode::Left, KeyModifiers::ALT))
            )
        ]
    );
}

#[test]
fn a_sequence_that_breaks_off_does_nothing_and_what_follows_is_itself() {
    assert_eq!(said(&[(0, "\x1b[1;3"), (600, "D")]), [(600, letter('D'))]);
    assert_eq!(
        said(&[(0, "\x1b[1;\r")]),
        [(0, Said::Key(KeyCode::Enter.into()))]
    );
    assert_eq!(said(&[(0, "\x1b[1;가")]), [(0, letter('가'))]);
}

#[test]
fn a_paste_without_an_end_is_given_up_after_a_long_time() {
    assert_eq!(
        said(&[(0, "\x1b[200~text"), (12_000, "s")]),
        [
            (10_000, Said::Paste("text".to_owned())),
            (12_000, letter('s'))
        ]
    );
}

#[test]
fn a_character_is_waited_for_as_long_as_it_takes() {
    let mut decoder = Decoder::new(ESCAPE_WAIT);
    let (front, rest) = "가".as_bytes().split_at(1);
    decoder.feed(front, Duration::ZERO);
    assert_eq!(decoder.deadline(), None);
    decoder.feed(rest, Duration::from_secs(60));
    assert_eq!(decoder.say(), Some(letter('가')));
}
