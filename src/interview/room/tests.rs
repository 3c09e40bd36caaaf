//! Stories of the room, and what must hold whatever happens.

use std::collections::HashSet;

use super::*;
use crate::bank::CardId;

fn question(card: &str, follow_up: Vec<usize>, think: u64, limit: u64) -> PlannedQuestion {
    PlannedQuestion {
        card: CardId::new("d", card),
        follow_up,
        think_ms: think * 1000,
        limit_ms: limit * 1000,
        ..PlannedQuestion::default()
    }
}

fn part(card: &str, number: usize, limit: u64) -> PlannedQuestion {
    PlannedQuestion {
        part: Some(number),
        list: number == 0,
        ..question(card, vec![], 0, limit)
    }
}

fn planned(title: &str, rules: Rules, questions: Vec<PlannedQuestion>) -> PlannedRound {
    PlannedRound {
        title: title.to_owned(),
        questions,
        rules,
    }
}

fn rounds() -> Vec<PlannedRound> {
    vec![
        planned(
            "one",
            Rules::default(),
            vec![question("a", vec![], 10, 60), question("a", vec![0], 0, 45)],
        ),
        planned("two", Rules::default(), vec![question("b", vec![], 10, 60)]),
    ]
}

fn room_of(mode: Mode, rounds: &[PlannedRound]) -> Room {
    let session = RecordId::from_written("S");
    Room::begin(session, mode, rounds, |_| 3, seconds(0))
}

/// What happened, without the cues.
fn told(outputs: Vec<Output>) -> Vec<Output> {
    let mut outputs = outputs;
    outputs.retain(|output| !matches!(output, Output::Cue(_)));
    outputs
}

/// Whether the present question waits for its score.
fn needs_score(room: &Room) -> bool {
    let has_none = room.attempts[room.at].score.is_none();
    has_none && room.fate(room.at) != Fate::Unjudged
}

/// Answers the present question, from thinking to the score.
fn answer_all(room: &mut Room, score: u8, at: Duration) -> Vec<Answer> {
    let mut answers = Vec::new();
    for _ in 0..40 {
        let input = match room.phase() {
            Phase::Beat => Input::Tick,
            Phase::Sure => Input::Sure(2),
            Phase::Score if needs_score(room) => Input::Score(score),
            Phase::Keeping => Input::Kept,
            Phase::Line | Phase::Over => return answers,
            _ => Input::GoOn,
        };
        let later = if room.phase() == Phase::Beat {
            BEAT
        } else {
            Duration::ZERO
        };
        answers.extend(kept(&room.handle(input, at + later)));
    }
    answers
}

fn room(mode: Mode) -> Room {
    room_of(mode, &rounds())
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

fn kept(outputs: &[Output]) -> Vec<Answer> {
    outputs
        .iter()
        .filter_map(|output| match output {
            Output::Keep(answer) => Some((**answer).clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn thinking_counts_down_and_answering_begins_by_itself() {
    let mut room = room(Mode::Practice);
    assert_eq!(room.phase(), Phase::Think);
    assert_eq!(room.clock(seconds(3)).unwrap().left(), seconds(7));
    assert_eq!(room.next_change(seconds(3)), Some(seconds(4)));
    assert_eq!(told(room.handle(Input::Tick, seconds(25))), [Output::Bell]);
    assert_eq!(room.phase(), Phase::Answer);
    // Fifteen seconds of the answer are gone though nobody looked.
    assert_eq!(room.clock(seconds(25)).unwrap().gone, seconds(15));
    room.handle(Input::GoOn, seconds(90));
    let attempt = room.current().unwrap().1;
    assert_eq!((attempt.think_ms, attempt.answer_ms), (10_000, 80_000));
    assert_eq!(room.phase(), Phase::Sure);
    assert_eq!(room.next_change(seconds(90)), None);
}

#[test]
fn what_was_said_joins_the_answer_that_was_recorded_until_that_is_kept() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(4));
    room.handle(Input::Recorded("s/01.wav".to_owned()), seconds(4));
    room.handle(Input::Typed("연결".to_owned()), seconds(5));
    room.handle(Input::GoOn, seconds(74));
    room.handle(Input::Sure(2), seconds(75));
    let heard = |name: &str, words: &str| Input::Heard(name.to_owned(), words.to_owned());
    room.handle(heard("s/01.wav", "순서를 지킵니다"), seconds(76));
    room.handle(heard("s/02.wav", "딴 답"), seconds(76));
    room.handle(Input::Score(4), seconds(81));
    let outputs = room.handle(Input::GoOn, seconds(82));
    let [Output::Keep(answer)] = &outputs[..] else {
        panic!("{outputs:?}");
    };
    assert_eq!(answer.typed.as_deref(), Some("연결\n순서를 지킵니다"));
    assert_eq!(answer.recording.as_deref(), Some("s/01.wav"));
    room.handle(heard("s/01.wav", "너무 늦음"), seconds(83));
    let typed = &room.all().next().unwrap().1.typed;
    assert_eq!(typed, "연결\n순서를 지킵니다");
}

#[test]
fn an_answer_is_kept_with_everything_that_was_said_of_it() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(4));
    room.handle(Input::Typed("연결".to_owned()), seconds(5));
    room.handle(Input::GoOn, seconds(74));
    assert!(!room.shows_answer());
    room.handle(Input::Sure(2), seconds(75));
    assert!(room.shows_answer());
    room.handle(Input::TogglePoint(0), seconds(80));
    room.handle(Input::TogglePoint(2), seconds(80));
    room.handle(Input::TogglePoint(9), seconds(80));
    assert_eq!(room.handle(Input::GoOn, seconds(80)), []);
    room.handle(Input::Score(4), seconds(81));
    room.handle(Input::Noted("수를 말하기".to_owned()), seconds(82));
    let answers = kept(&room.handle(Input::GoOn, seconds(83)));
    let answer = &answers[0];
    assert_eq!((answer.score, answer.confidence), (Some(4), Some(2)));
    assert_eq!(
        (answer.think_ms, answer.answer_ms),
        (Some(4000), Some(70_000))
    );
    assert_eq!(answer.overrun(), seconds(10));
    assert_eq!(
        (answer.points.as_deref(), answer.points_of),
        (Some(&[0, 2][..]), Some(3))
    );
    assert_eq!(answer.typed.as_deref(), Some("연결"));
    assert_eq!(answer.note.as_deref(), Some("수를 말하기"));
    // The screen moves on only when it is on the disk.
    assert_eq!(room.phase(), Phase::Keeping);
    room.handle(Input::Kept, seconds(84));
    assert_eq!(room.phase(), Phase::Beat);
    room.handle(Input::Tick, seconds(86));
    assert_eq!(
        (room.phase(), room.current().unwrap().0.depth()),
        (Phase::Answer, 1)
    );
}

#[test]
fn an_answer_that_could_not_be_kept_can_be_kept_again() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GiveUp, seconds(4));
    assert_eq!(room.phase(), Phase::Score);
    assert_eq!(kept(&room.handle(Input::GoOn, seconds(5))).len(), 1);
    room.handle(Input::NotKept, seconds(6));
    assert_eq!(room.phase(), Phase::Score);
    let again = kept(&room.handle(Input::GoOn, seconds(7)));
    assert!(again[0].gave_up && again[0].score == Some(1));
}

#[test]
fn a_skip_is_kept_without_a_score_when_the_next_answer_begins() {
    let mut room = room(Mode::Practice);
    room.handle(Input::Typed("half".to_owned()), seconds(3));
    assert_eq!(kept(&room.handle(Input::Skip, seconds(4))), []);
    assert_eq!(room.phase(), Phase::Beat);
    assert!(room.may_take_back());
    let answers = kept(&room.handle(Input::Tick, seconds(100)));
    assert!(answers[0].skipped && answers[0].score.is_none());
    assert_eq!(answers[0].typed.as_deref(), Some("half"));
    assert_eq!(kept(&room.handle(Input::Tick, seconds(101))), []);
    assert!(!room.may_take_back());
}

#[test]
fn what_was_skipped_comes_back_with_its_text_and_its_clock() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(4));
    room.handle(Input::Typed("half".to_owned()), seconds(20));
    room.handle(Input::Skip, seconds(24));
    assert_eq!(kept(&room.handle(Input::TakeBack, seconds(25))), []);
    assert_eq!(room.phase(), Phase::Answer);
    let (_, attempt) = room.current().unwrap();
    assert_eq!((attempt.typed.as_str(), attempt.skipped), ("half", false));
    assert_eq!(room.clock(seconds(26)).unwrap().gone, seconds(21));
    room.handle(Input::GoOn, seconds(30));
    room.handle(Input::Sure(2), seconds(31));
    room.handle(Input::Score(3), seconds(31));
    let answers = kept(&room.handle(Input::GoOn, seconds(32)));
    assert_eq!(answers[0].answer_ms, Some(25_000));
    assert_eq!(answers[0].score, Some(3));
}

#[test]
fn what_was_given_up_comes_back_while_it_is_scored() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(4));
    room.handle(Input::GiveUp, seconds(10));
    assert_eq!(room.phase(), Phase::Score);
    room.handle(Input::TakeBack, seconds(15));
    assert_eq!(room.phase(), Phase::Answer);
    let (_, attempt) = room.current().unwrap();
    assert!(!attempt.gave_up && attempt.score.is_none());
    assert_eq!(room.clock(seconds(15)).unwrap().gone, seconds(6));
}

#[test]
fn leaving_and_a_crash_keep_what_was_skipped_and_could_come_back() {
    let mut room = room(Mode::Practice);
    room.handle(Input::Skip, seconds(4));
    let snapshot = room.snapshot(seconds(5));
    assert_eq!(kept(&room.handle(Input::Leave, seconds(6))).len(), 1);
    let fresh = self::room(Mode::Practice);
    let mut resumed = fresh.resume(&[], Some(snapshot), seconds(0));
    let answers = kept(&resumed.handle(Input::Resume, seconds(1)));
    assert!(answers.len() == 1 && answers[0].skipped);
    assert_eq!(kept(&resumed.handle(Input::Tick, seconds(100))), []);
}

#[test]
fn a_pause_stops_the_clock_in_practice_alone() {
    let mut practice = room(Mode::Practice);
    practice.handle(Input::Pause, seconds(4));
    assert!(practice.is_paused() && practice.next_change(seconds(50)).is_none());
    practice.handle(Input::Resume, seconds(100));
    assert_eq!(practice.clock(seconds(101)).unwrap().gone, seconds(5));
    let mut live = room(Mode::Live);
    live.handle(Input::Pause, seconds(4));
    assert!(!live.is_paused());
}

#[test]
fn live_scores_come_at_the_end_of_the_round() {
    let mut room = room(Mode::Live);
    room.handle(Input::GoOn, seconds(1));
    room.handle(Input::GoOn, seconds(30));
    assert_eq!(room.phase(), Phase::Beat);
    room.handle(Input::Tick, seconds(32));
    room.handle(Input::GoOn, seconds(60));
    assert_eq!(
        (room.phase(), room.current().unwrap().0.depth()),
        (Phase::Sure, 0)
    );
    for _ in 0..2 {
        room.handle(Input::Sure(1), seconds(61));
        room.handle(Input::Score(3), seconds(61));
        assert_eq!(kept(&room.handle(Input::GoOn, seconds(61))).len(), 1);
        room.handle(Input::Kept, seconds(61));
    }
    assert_eq!(
        (room.phase(), room.place().unwrap().0),
        (Phase::Think, "two")
    );
}

#[test]
fn a_broken_off_room_goes_on_at_the_same_question_with_what_was_typed() {
    let mut broken = room(Mode::Practice);
    broken.handle(Input::GoOn, seconds(1));
    broken.handle(Input::Typed("하나".to_owned()), seconds(2));
    broken.handle(Input::GoOn, seconds(30));
    broken.handle(Input::Sure(2), seconds(30));
    broken.handle(Input::Score(3), seconds(30));
    let first = kept(&broken.handle(Input::GoOn, seconds(30)));
    broken.handle(Input::Kept, seconds(30));
    broken.handle(Input::Tick, seconds(40));
    broken.handle(Input::Typed("둘째 답".to_owned()), seconds(45));
    let snapshot = broken.snapshot(seconds(45));

    let again = room(Mode::Practice).resume(&first[..1], Some(snapshot), seconds(500));
    assert!(again.is_paused());
    let (slot, attempt) = again.current().unwrap();
    assert_eq!(
        (slot.depth(), attempt.typed.as_str(), again.phase()),
        (1, "둘째 답", Phase::Answer)
    );
    assert_eq!(
        again.clock(seconds(500)).unwrap().gone,
        broken.clock(seconds(45)).unwrap().gone
    );

    // Without a draft the first question that is not in the history is asked.
    let bare = room(Mode::Practice).resume(&first[..1], None, seconds(500));
    assert_eq!(bare.current().unwrap().0.depth(), 1);
}

#[test]
fn leaving_keeps_what_was_typed_without_a_score() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(1));
    room.handle(Input::Typed("half".to_owned()), seconds(2));
    let outputs = room.handle(Input::Leave, seconds(3));
    let answers = kept(&outputs);
    assert_eq!((answers.len(), answers[0].score), (1, None));
    assert!(outputs.contains(&Output::End { finished: false }));
    assert_eq!(room.handle(Input::Leave, seconds(4)), []);
}

#[test]
fn at_a_hard_limit_the_next_thing_comes_and_what_was_typed_stays() {
    let hard = Rules {
        hard: true,
        ..Rules::default()
    };
    let questions = vec![question("a", vec![], 5, 40), question("b", vec![], 5, 40)];
    let mut room = room_of(Mode::Live, &[planned("blitz", hard, questions)]);
    room.handle(Input::GoOn, seconds(1));
    room.handle(Input::Typed("TCP".to_owned()), seconds(20));
    // The key is pressed before the limit and arrives after it.
    room.handle(Input::Typed("TCP는".to_owned()), seconds(42));
    assert_eq!((room.phase(), room.at), (Phase::Think, 1));
    assert_eq!(room.attempts[0].typed, "TCP는");
    assert_eq!(room.attempts[1].typed, "");
    assert_eq!(room.attempts[0].answer_ms, 40_000);
    // Thinking began at the limit, not when somebody looked.
    assert_eq!(room.clock(seconds(42)).unwrap().gone, seconds(1));
    // Nobody looks for an hour: every question ended at its own moment.
    room.handle(Input::Tick, seconds(3600));
    assert_eq!((room.phase(), room.at), (Phase::Sure, 0));
    assert_eq!(room.attempts[1].answer_ms, 40_000);
}

#[test]
fn a_key_meant_for_what_time_has_just_ended_does_not_touch_what_came_after() {
    let mut room = room(Mode::Practice);
    let outputs = told(room.handle(Input::GoOn, seconds(10)));
    assert_eq!((outputs, room.phase()), (vec![Output::Bell], Phase::Answer));
    room.handle(Input::GoOn, seconds(11));
    assert_eq!(room.phase(), Phase::Sure);
}

#[test]
fn a_second_take_starts_the_answer_anew_and_is_counted() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(2));
    room.handle(Input::Typed("first".to_owned()), seconds(5));
    room.handle(Input::GoOn, seconds(50));
    room.handle(Input::Again, seconds(51));
    assert_eq!(room.phase(), Phase::Answer);
    assert_eq!(room.clock(seconds(53)).unwrap().gone, seconds(2));
    let answers = answer_all(&mut room, 4, seconds(81));
    assert_eq!(
        (answers[0].takes, answers[0].answer_ms),
        (Some(2), Some(30_000))
    );
    assert_eq!(answers[0].typed.as_deref(), Some("first"));
    let one_take = Rules {
        one_take: true,
        ..Rules::default()
    };
    for (mode, rules) in [(Mode::Live, Rules::default()), (Mode::Practice, one_take)] {
        let questions = vec![question("a", vec![], 0, 60)];
        let mut room = room_of(mode, &[planned("r", rules, questions)]);
        room.handle(Input::Again, seconds(10));
        assert_eq!(room.clock(seconds(10)).unwrap().gone, seconds(10));
    }
}

#[test]
fn every_hint_costs_a_point_and_no_score_falls_below_one() {
    for (hints, score, kept) in [(0, 4, 4), (1, 4, 3), (2, 4, 2), (2, 1, 1)] {
        let mut room = room(Mode::Practice);
        for _ in 0..hints {
            room.handle(Input::Hint, seconds(1));
        }
        let answers = answer_all(&mut room, score, seconds(2));
        assert_eq!(answers[0].score, Some(kept), "{hints} hints, {score}");
        assert_eq!(answers[0].hints, Some(hints));
    }
}

#[test]
fn parts_of_one_card_are_told_in_turn_and_judged_once_at_the_last() {
    let follow_up = question("x", vec![0], 0, 120);
    let questions = vec![
        part("x", 0, 300),
        part("x", 1, 600),
        follow_up,
        part("x", 2, 600),
    ];
    let mut room = room_of(
        Mode::Practice,
        &[planned("design", Rules::default(), questions)],
    );
    room.handle(Input::Typed("2만 건/초\n\n순서".to_owned()), seconds(10));
    // The bell rings once at the end of a part, and one may go on.
    assert_eq!(told(room.handle(Input::Tick, seconds(301))), [Output::Bell]);
    assert_eq!(told(room.handle(Input::Tick, seconds(302))), []);
    room.handle(Input::GoOn, seconds(320));
    assert_eq!(
        room.list().unwrap().listed().collect::<Vec<_>>(),
        ["2만 건/초", "순서"]
    );
    room.handle(Input::ToggleListed(1), seconds(330));
    room.handle(Input::ToggleListed(2), seconds(330));
    let answers = answer_all(&mut room, 4, seconds(400));
    let told: Vec<_> = answers
        .iter()
        .map(|answer| (answer.part, answer.score, answer.skipped))
        .collect();
    assert_eq!(
        told,
        [
            (Some(0), None, false),
            (Some(1), None, false),
            (None, Some(4), false),
            (Some(2), Some(4), false)
        ]
    );
    assert_eq!(
        (answers[0].points.as_deref(), answers[0].points_of),
        (Some(&[1][..]), Some(2))
    );
    assert_eq!(answers[3].points_of, Some(3));
}

#[test]
fn parts_count_as_skipped_or_given_up_only_where_all_of_them_are() {
    let parts = || vec![part("x", 0, 60), part("x", 1, 60), part("x", 2, 60)];
    let play = |inputs: [Input; 3]| {
        let mut room = room_of(
            Mode::Practice,
            &[planned("chain", Rules::default(), parts())],
        );
        for input in inputs {
            room.handle(input, seconds(1));
        }
        // The first two are kept by now.
        let last = answer_all(&mut room, 3, seconds(2)).pop();
        last.map(|last| (last.part, last.score, last.gave_up, last.skipped))
    };
    let skip = || Input::Skip;
    let judged = Some((Some(2), Some(3), false, false));
    assert_eq!(play([Input::GoOn, skip(), skip()]), judged);
    assert_eq!(play([Input::GoOn, Input::GoOn, Input::GiveUp]), judged);
    let given_up = Some((Some(2), Some(1), true, false));
    assert_eq!(play([skip(), Input::GiveUp, skip()]), given_up);
    assert_eq!(
        play([skip(), skip(), skip()]),
        Some((Some(2), None, false, true))
    );
}

#[test]
fn the_night_before_shows_each_card_for_its_time_and_scores_nothing() {
    let questions = vec![question("a", vec![], 0, 20), question("b", vec![], 0, 20)];
    let mut room = room_of(
        Mode::NightBefore,
        &[planned("read", Rules::default(), questions)],
    );
    assert!(room.shows_answer());
    let first = kept(&room.handle(Input::Tick, seconds(21)));
    assert_eq!(
        (first[0].mode, first[0].score),
        (AnswerMode::NightBefore, None)
    );
    assert_eq!((first[0].answer_ms, first[0].hints), (Some(20_000), None));
    room.handle(Input::Kept, seconds(21));
    assert_eq!((room.phase(), room.at), (Phase::Show, 1));
    let second = kept(&room.handle(Input::GoOn, seconds(25)));
    assert_eq!(second[0].answer_ms, Some(4_000));
    // A full disk does not make it try for ever.
    room.handle(Input::NotKept, seconds(26));
    assert_eq!(kept(&room.handle(Input::Tick, seconds(90))), []);
    room.handle(Input::Resume, seconds(91));
    assert_eq!(kept(&room.handle(Input::GoOn, seconds(92))).len(), 1);
    let outputs = room.handle(Input::Kept, seconds(93));
    assert_eq!(told(outputs), [Output::End { finished: true }]);
}

#[test]
fn one_line_is_written_at_the_end_where_the_preset_asks_for_it() {
    let rules = Rules {
        one_line: true,
        ..Rules::default()
    };
    let rounds = [planned("daily", rules, vec![question("a", vec![], 0, 60)])];
    let mut room = room_of(Mode::Practice, &rounds);
    answer_all(&mut room, 4, seconds(3));
    assert_eq!(room.phase(), Phase::Line);
    assert_eq!(room.handle(Input::GoOn, seconds(4)), []);
    room.handle(Input::Lined("수를 먼저".to_owned()), seconds(5));
    assert_eq!(
        room.handle(Input::GoOn, seconds(6)),
        [Output::End { finished: true }]
    );
    assert_eq!((room.phase(), room.line()), (Phase::Over, "수를 먼저"));

    let mut left = room_of(Mode::Practice, &rounds);
    answer_all(&mut left, 4, seconds(3));
    assert_eq!(
        left.handle(Input::Leave, seconds(4)),
        [Output::End { finished: true }]
    );
}

#[test]
fn an_answer_without_a_limit_keeps_its_time_and_is_never_over() {
    let rounds = [planned(
        "again",
        Rules::default(),
        vec![question("a", vec![], 0, 0)],
    )];
    let mut room = room_of(Mode::Practice, &rounds);
    let clock = room.clock(seconds(500)).unwrap();
    assert_eq!((clock.over(), clock.has_limit()), (None, false));
    room.handle(Input::GoOn, seconds(500));
    let answers = answer_all(&mut room, 3, seconds(501));
    assert_eq!(
        (answers[0].answer_ms, answers[0].limit_ms),
        (Some(500_000), None)
    );
}

#[test]
fn dimensions_and_star_ticks_are_kept_with_the_score() {
    let rules = Rules {
        star: true,
        ..Rules::default()
    };
    let rounds = [planned(
        "stories",
        rules,
        vec![question("a", vec![], 0, 60)],
    )];
    let mut room = room_of(Mode::Practice, &rounds);
    room.handle(Input::GoOn, seconds(5));
    room.handle(Input::Sure(3), seconds(6));
    for letter in [0, 2, 3, 4] {
        room.handle(Input::ToggleStar(letter), seconds(7));
    }
    room.handle(Input::Rate(Dimension::Evidence, 2), seconds(8));
    room.handle(Input::Rate(Dimension::Structure, 9), seconds(8));
    let answers = answer_all(&mut room, 3, seconds(9));
    assert_eq!(answers[0].star.as_deref(), Some("sar"));
    let dimensions: Vec<_> = answers[0].dimensions.iter().collect();
    assert_eq!(dimensions, [(&"evidence".to_owned(), &2)]);
}

#[test]
fn who_listens_hears_each_question_and_the_beginning_and_end_of_its_answer() {
    let mut room = room(Mode::Practice);
    let mut cues = Vec::new();
    let inputs = [
        (Input::Tick, 0),
        (Input::GoOn, 4),
        (Input::GoOn, 20),
        (Input::Sure(1), 21),
    ];
    for (input, at) in inputs {
        cues.extend(room.handle(input, seconds(at)));
    }
    cues.retain(|output| matches!(output, Output::Cue(_)));
    let expected = [Cue::Asked, Cue::AnswerBegins, Cue::AnswerEnds].map(Output::Cue);
    assert_eq!(cues, expected);
}

/// Every kind of session that a preset can make, small.
fn kinds() -> Vec<(&'static str, Mode, Vec<PlannedRound>)> {
    let rules = |change: fn(&mut Rules)| {
        let mut rules = Rules::default();
        change(&mut rules);
        rules
    };
    let probe = PlannedQuestion {
        probe: Some("ten-times".to_owned()),
        depth: Some(1),
        words: Some("×10?".to_owned()),
        ..question("x", vec![], 0, 45)
    };
    let design = vec![part("x", 0, 30), part("x", 1, 60), probe, part("x", 2, 30)];
    let hard = rules(|rules| (rules.hard, rules.one_take) = (true, true));
    let two = || vec![question("a", vec![], 3, 40), question("b", vec![], 3, 40)];
    vec![
        ("practice", Mode::Practice, rounds()),
        ("live", Mode::Live, rounds()),
        ("hard", Mode::Practice, vec![planned("blitz", hard, two())]),
        ("one take", Mode::Live, vec![planned("video", hard, two())]),
        (
            "parts",
            Mode::Practice,
            vec![planned("design", Rules::default(), design.clone())],
        ),
        (
            "chain",
            Mode::Live,
            vec![planned("chain", hard, design), planned("two", hard, two())],
        ),
        (
            "one line",
            Mode::Practice,
            vec![planned(
                "daily",
                rules(|rules| rules.one_line = true),
                two(),
            )],
        ),
        (
            "star",
            Mode::Practice,
            vec![planned("stories", rules(|rules| rules.star = true), two())],
        ),
        (
            "replay",
            Mode::Practice,
            vec![planned(
                "again",
                Rules::default(),
                vec![question("a", vec![], 0, 0)],
            )],
        ),
        (
            "night before",
            Mode::NightBefore,
            vec![planned("read", Rules::default(), two())],
        ),
    ]
}

/// A room that is killed and taken up again, through the draft as it lies on the disk.
fn killed(room: &Room, rounds: &[PlannedRound], on_disk: &[Answer], now: Duration) -> Room {
    let draft = serde_json::to_string(&room.snapshot(now)).unwrap();
    let snapshot = serde_json::from_str(&draft).unwrap();
    room_of(room.mode(), rounds).resume(on_disk, Some(snapshot), now)
}

#[test]
fn killed_in_any_phase_of_any_kind_of_session_it_goes_on_there_with_everything() {
    for (name, mode, rounds) in kinds() {
        let mut room = room_of(mode, &rounds);
        let mut on_disk: Vec<Answer> = Vec::new();
        let mut in_flight = None;
        let mut now = Duration::ZERO;
        let mut seen = HashSet::new();
        for step in 0..400 {
            if room.phase() == Phase::Over {
                break;
            }
            let text = format!("글 {step}");
            room.handle(Input::Typed(text.clone()), now);
            room.handle(Input::Padded(text.clone()), now);
            room.handle(Input::Lined(text), now);
            seen.insert(format!("{:?}", room.phase()));
            let again = killed(&room, &rounds, &on_disk, now);
            let expected = match room.phase() {
                // It had not reached the disk, so it is there to be kept once more.
                Phase::Keeping => room.last_phase(),
                phase => phase,
            };
            assert_eq!(again.phase(), expected, "{name}, step {step}");
            assert_eq!(
                (again.at, &again.attempts),
                (room.at, &room.attempts),
                "{name}"
            );
            assert_eq!(
                (again.pad(), again.line()),
                (room.pad(), room.line()),
                "{name}"
            );
            assert_eq!(
                again.gone(now).as_millis(),
                room.gone(now).as_millis(),
                "{name}"
            );
            assert_eq!(again.is_paused(), again.clock_runs(), "{name}");
            // Half of the time it is the room that was taken up again which goes on.
            if step % 2 == 1 {
                room = again;
                in_flight = None;
                room.handle(Input::Resume, now);
            }
            now += Duration::from_millis(700);
            let input = match room.phase() {
                Phase::Sure => Input::Sure(2),
                Phase::Score if needs_score(&room) => Input::Score(4),
                Phase::Keeping => Input::Kept,
                Phase::Beat => Input::Tick,
                _ => Input::GoOn,
            };
            if input == Input::Kept {
                on_disk.extend(in_flight.take());
            }
            let outputs = room.handle(input, now);
            in_flight = kept(&outputs).pop().or(in_flight);
        }
        assert_eq!(room.phase(), Phase::Over, "{name}: {seen:?}");
        assert_eq!(on_disk.len(), room.slots.len(), "{name}");
        let expected: &[&str] = match name {
            "night before" => &["Show", "Keeping"],
            "one line" => &["Think", "Answer", "Sure", "Score", "Keeping", "Line"],
            "parts" => &["Answer", "Beat", "Sure", "Score", "Keeping"],
            _ => &["Answer", "Sure", "Score", "Keeping"],
        };
        for phase in expected {
            assert!(
                seen.contains(*phase),
                "{name} never reached {phase}: {seen:?}"
            );
        }
    }
}

#[test]
fn a_draft_that_lies_reveals_nothing() {
    for phase in [
        Phase::Sure,
        Phase::Score,
        Phase::Keeping,
        Phase::Line,
        Phase::Over,
    ] {
        let room = room(Mode::Practice);
        let snapshot = Snapshot {
            phase,
            ..room.snapshot(seconds(1))
        };
        let again = room.resume(&[], Some(snapshot), seconds(2));
        assert!(!again.shows_answer(), "{phase:?}");
        assert_eq!(again.phase(), Phase::Think);
    }
}

#[test]
fn key_points_that_the_card_has_no_more_are_not_ticked_when_it_is_taken_up_again() {
    let mut room = room(Mode::Practice);
    room.handle(Input::GoOn, seconds(1));
    room.handle(Input::GoOn, seconds(2));
    room.handle(Input::Sure(2), seconds(3));
    room.handle(Input::TogglePoint(0), seconds(4));
    room.handle(Input::TogglePoint(2), seconds(4));
    let session = RecordId::from_written("S");
    let snapshot = room.snapshot(seconds(5));
    let shorter = Room::begin(session, Mode::Practice, &rounds(), |_| 1, seconds(0));
    let mut again = shorter.resume(&[], Some(snapshot), seconds(5));
    let answers = answer_all(&mut again, 4, seconds(6));
    assert_eq!(answers[0].points, Some(vec![0]));
    assert_eq!(answers[0].points_of, Some(1));
}

#[test]
fn lengths_that_no_clock_can_have_are_added_up_without_harm() {
    let mut long = question("a", vec![], 0, 0);
    (long.think_ms, long.limit_ms) = (u64::MAX, u64::MAX);
    let rounds = [planned("long", Rules::default(), vec![long.clone(), long])];
    let room = room_of(Mode::Practice, &rounds);
    let total = room.total(seconds(90));
    assert_eq!(total.gone, seconds(90));
    assert_eq!(total.limit, Duration::from_millis(u64::MAX));
}
