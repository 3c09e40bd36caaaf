//! A whole interview: a plan, what the user does in it, time that passes, and the program killed in
//! between, all read from bytes.

use std::collections::HashSet;
use std::time::Duration;

use hotseat::bank::CardId;
use hotseat::history::RecordId;
use hotseat::history::record::{Answer, PlannedQuestion, PlannedRound, Rules};
use hotseat::interview::preset::Mode;
use hotseat::interview::room::{Cue, Input, Output, Phase, Room};
use hotseat::interview::rubric::Dimension;

const TIMES_MS: [u64; 6] = [0, 0, 5_000, 40_000, 60_000, u64::MAX];
const LATER_MS: [u64; 8] = [0, 0, 1, 400, 1_300, 9_000, 45_000, 90_000_000];
const TEXTS: [&str; 6] = [
    "",
    " \n",
    "글",
    "첫째 줄\n둘째 줄\n\n셋째",
    "한\u{202e}",
    "🇰🇷",
];
const POINTS_OF: usize = 3;

/// Bytes that are taken one by one; zeros after their end.
struct Source<'a>(&'a [u8]);

impl Source<'_> {
    fn byte(&mut self) -> u8 {
        let (&first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        first
    }

    fn below(&mut self, end: u8) -> usize {
        usize::from(self.byte() % end)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.byte()) % all.len()]
    }
}

/// A plan in which no question is asked twice.
fn plan(source: &mut Source<'_>) -> Vec<PlannedRound> {
    let mut cards = 0;
    let mut rounds = Vec::new();
    for _ in 0..=source.below(3) {
        let flags = source.byte();
        let rules = Rules {
            hard: flags & 1 > 0,
            one_take: flags & 2 > 0,
            star: flags & 4 > 0,
            one_line: flags & 8 > 0,
            pressure: flags >> 6,
        };
        let mut questions = Vec::new();
        for _ in 0..=source.below(3) {
            cards += 1;
            let card = CardId::new("d", &format!("c{cards}"));
            let mut ask = |source: &mut Source<'_>, change: &dyn Fn(&mut PlannedQuestion)| {
                let mut question = PlannedQuestion {
                    card: card.clone(),
                    think_ms: source.one_of(&TIMES_MS),
                    limit_ms: source.one_of(&TIMES_MS),
                    ..PlannedQuestion::default()
                };
                change(&mut question);
                questions.push(question);
            };
            match source.below(3) {
                0 => ask(source, &|_| ()),
                1 => {
                    ask(source, &|_| ());
                    for path in [vec![0], vec![0, 1]] {
                        ask(source, &|question| question.follow_up = path.clone());
                    }
                }
                _ => {
                    for part in 0..3 {
                        ask(source, &|question| {
                            question.part = Some(part);
                            question.list = part == 0;
                        });
                        if part == 1 {
                            ask(source, &|question| {
                                question.probe = Some("ten-times".to_owned());
                                question.depth = Some(1);
                            });
                        }
                    }
                }
            }
        }
        rounds.push(PlannedRound {
            title: "라운드".to_owned(),
            questions,
            rules,
        });
    }
    rounds
}

fn input(source: &mut Source<'_>) -> Input {
    match source.byte() % 32 {
        0..3 => Input::Tick,
        3..8 => Input::GoOn,
        8 => Input::GiveUp,
        9 => Input::Skip,
        10 => Input::Hint,
        11 => Input::Again,
        12 => Input::Pause,
        13 => Input::Resume,
        14 => Input::Typed(source.one_of(&TEXTS).to_owned()),
        15 => Input::Padded(source.one_of(&TEXTS).to_owned()),
        16 => Input::Lined(source.one_of(&TEXTS).to_owned()),
        17 => Input::Noted(source.one_of(&TEXTS).to_owned()),
        18..20 => Input::Sure(source.byte() % 5),
        20..22 => Input::Score(source.byte() % 8),
        22 => Input::TogglePoint(source.below(5)),
        23 => Input::ToggleStar(source.below(5)),
        24 => Input::ToggleListed(source.below(5)),
        25 => Input::Edited(source.below(5)),
        26 => {
            let dimension = source.one_of(&Dimension::WORDS).1;
            Input::Rate(dimension, source.byte() % 7)
        }
        27 => Input::Recorded(format!("{}.wav", source.byte() % 4)),
        28 => Input::Heard(
            format!("{}.wav", source.byte() % 4),
            source.one_of(&TEXTS).to_owned(),
        ),
        29 => Input::NotKept,
        _ => Input::Kept,
    }
}

/// The interview and everything around it.
struct Play {
    mode: Mode,
    rounds: Vec<PlannedRound>,
    room: Room,
    now: Duration,
    on_disk: Vec<Answer>,
    /// Given to the disk, which has not said that it has it.
    in_flight: Option<Answer>,
    /// What whoever records answers has heard of.
    is_recording: bool,
}

/// Whatever is done, and wherever the program is killed: no question is kept twice, none with a
/// score that is none, nothing typed is lost, nothing revealed too early, no clock runs backwards.
pub fn room(bytes: &[u8]) {
    let mut source = Source(bytes);
    let mode = source.one_of(&[Mode::Practice, Mode::Live, Mode::NightBefore]);
    let rounds = plan(&mut source);
    let mut play = Play {
        room: begin(mode, &rounds),
        mode,
        rounds,
        now: Duration::ZERO,
        on_disk: Vec::new(),
        in_flight: None,
        is_recording: false,
    };
    play.is_recording = play.room.phase() == Phase::Answer;
    while !source.0.is_empty() && play.room.phase() != Phase::Over {
        play.now += Duration::from_millis(source.one_of(&LATER_MS));
        match source.byte() {
            0..8 => play.is_killed(false),
            8..16 => play.is_killed(true),
            16..24 => {
                let away = Duration::from_millis(source.one_of(&LATER_MS));
                play.now += away;
                play.room.was_away(away);
            }
            24 => play.takes(Input::Leave),
            _ => play.takes(input(&mut source)),
        }
        play.looks();
    }
}

fn begin(mode: Mode, rounds: &[PlannedRound]) -> Room {
    let session = RecordId::from_written("S");
    Room::begin(session, mode, rounds, |_| POINTS_OF, Duration::ZERO)
}

fn typed(room: &Room) -> Vec<String> {
    let attempts = room.all().map(|(_, attempt)| attempt.typed.trim());
    attempts.map(str::to_owned).collect()
}

impl Play {
    /// It is killed and taken up again, from the draft and the history as they lie on the disk.
    fn is_killed(&mut self, arrived: bool) {
        let in_flight = self.in_flight.take();
        self.on_disk.extend(in_flight.filter(|_| arrived));
        let draft = serde_json::to_string(&self.room.snapshot(self.now)).unwrap();
        let snapshot = serde_json::from_str(&draft).unwrap();
        let before = typed(&self.room);
        self.room = begin(self.mode, &self.rounds).resume(&self.on_disk, Some(snapshot), self.now);
        assert_eq!(typed(&self.room), before, "typed words are lost by a crash");
        self.is_recording = self.room.phase() == Phase::Answer;
    }

    fn takes(&mut self, input: Input) {
        match input {
            Input::Kept if self.room.phase() == Phase::Keeping => {
                self.on_disk.extend(self.in_flight.take());
            }
            Input::NotKept => self.in_flight = None,
            _ => {}
        }
        let before = typed(&self.room);
        let writes = matches!(input, Input::Typed(_) | Input::Heard(..));
        let leaves = input == Input::Leave;
        let was_paused = self.room.is_paused();
        let was_line = self.room.phase() == Phase::Line;
        let outputs = self.room.handle(input, self.now);
        assert!(writes || typed(&self.room) == before);
        assert!(self.mode != Mode::Live || was_paused || !self.room.is_paused());
        let mut kept = Vec::new();
        let mut end = None;
        for output in outputs {
            match output {
                Output::Keep(answer) => kept.push(*answer),
                Output::End { finished } => {
                    assert_eq!(end, None, "it ends once");
                    end = Some(finished);
                }
                Output::Cue(Cue::AnswerBegins) => self.is_recording = true,
                Output::Cue(Cue::AnswerEnds) => self.is_recording = false,
                Output::Cue(Cue::Asked) | Output::Bell => {}
            }
        }
        kept.iter().for_each(assert_possible);
        assert_eq!(self.room.phase() == Phase::Over, end.is_some());
        if leaves {
            // What was on its way arrives too.
            self.on_disk.extend(self.in_flight.take());
            self.on_disk.append(&mut kept);
            assert_eq!(end, Some(was_line));
        } else {
            // The room waits for the answer that it goes on from, and not for what was passed over
            // and can no longer be taken back.
            if self.room.phase() == Phase::Keeping && self.in_flight.is_none() {
                self.in_flight = kept.pop();
            }
            self.on_disk.append(&mut kept);
        }
        match end {
            Some(true) => assert_eq!(self.on_disk.len(), self.room.all().count()),
            Some(false) => {
                for words in typed(&self.room).iter().filter(|words| !words.is_empty()) {
                    let written = self.on_disk.iter().filter_map(|it| it.typed.as_deref());
                    assert!(written.map(str::trim).any(|it| it == words), "{words:?}");
                }
            }
            None => {}
        }
    }

    /// What must hold at every moment.
    fn looks(&self) {
        let (room, now) = (&self.room, self.now);
        assert_eq!(self.is_recording, room.phase() == Phase::Answer);
        assert!(room.clock(now).is_none_or(|clock| clock.gone <= now));
        assert!(room.next_change(now).is_none_or(|at| at >= now));
        assert!((0.0..=1.0).contains(&room.total(now).share()));
        if let Some((slot, attempt)) = room.current()
            && room.shows_answer()
            && self.mode != Mode::NightBefore
        {
            assert!(attempt.is_answered, "revealed too early");
            // A part shows the whole card's answer: all of them must be over.
            let is_part = slot.question.part.is_some();
            let mut own = room.all().filter(|(other, _)| other.card() == slot.card());
            assert!(!is_part || own.all(|(_, attempt)| attempt.is_answered));
        }
        if let Some((_, number, of)) = room.place() {
            assert!((1..=of).contains(&number));
        }
        assert!(
            room.list()
                .is_none_or(|list| !list.is_kept || room.parts().count() > 1)
        );
        let names: HashSet<String> = self
            .on_disk
            .iter()
            .map(|it| format!("{:?}", (&it.card, &it.follow_up, it.part, &it.probe)))
            .collect();
        assert_eq!(names.len(), self.on_disk.len(), "a question was kept twice");
        let marked = room.all().filter(|(_, attempt)| attempt.is_kept).count();
        assert!(room.phase() == Phase::Over || marked == self.on_disk.len());
    }
}

/// A record says nothing that cannot be.
fn assert_possible(answer: &Answer) {
    assert!(answer.score.is_none_or(|score| (1..=5).contains(&score)));
    assert!(answer.confidence.is_none_or(|sure| (1..=3).contains(&sure)));
    assert!(
        answer
            .dimensions
            .values()
            .all(|score| (1..=5).contains(score))
    );
    assert!(!(answer.skipped && answer.score.is_some()));
    let of = answer.points_of.unwrap_or(0);
    assert!(answer.points.iter().flatten().all(|&point| point < of));
    assert!(
        answer
            .star
            .iter()
            .all(|star| "star".contains(star.as_str()) || star.len() < 4)
    );
    assert_ne!(answer.takes, Some(0));
}
