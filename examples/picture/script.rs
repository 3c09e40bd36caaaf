//! What is pressed, how long is waited, and when a picture is taken.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hotseat::bank::Bank;
use hotseat::clock::Moment;
use hotseat::history::History;
use hotseat::history::record::PlannedQuestion;
use hotseat::interview::draw::{Narrowing, Pool};
use hotseat::interview::preset::Preset;
use hotseat::survey::Survey;

use super::SEED;

/// One step of a script.
#[derive(Debug, Clone)]
pub enum Step {
    /// A key is pressed.
    Press(KeyEvent),
    /// Nothing is pressed for this long.
    Pass(Duration),
    /// What stands on the screen becomes the picture of this name.
    Picture(&'static str),
}

/// How one question goes: the share of the answer's time in percent, how sure, the score, and
/// how many key points are ticked.
struct Performance {
    time: u32,
    sure: char,
    score: char,
    points: usize,
}

/// Taken in turn; a score of 1 stands for "I don't know".
const PERFORMANCES: [Performance; 7] = [
    performance(80, '2', '4', 3),
    performance(112, '2', '3', 2),
    performance(65, '3', '5', 4),
    performance(90, '3', '2', 1),
    performance(70, '2', '4', 3),
    performance(30, '1', '1', 0),
    performance(95, '2', '3', 2),
];

/// How the question that is shown goes.
const SHOWN: Performance = performance(78, '2', '4', 3);

const fn performance(time: u32, sure: char, score: char, points: usize) -> Performance {
    Performance {
        time,
        sure,
        score,
        points,
    }
}

/// What is typed as an answer to a question that asks for a difference.
const TYPED: &str =
    "결론부터 말하면, 둘은 맡은 일이 다릅니다. 무엇을 세고 언제 막히는지로 나눠 말하겠습니다.";

/// A phone screen from home to debrief, then the bank and the progress, in Korean.
pub fn whole_interview(
    bank: &Bank,
    history: &History,
    presets: &[Preset],
    now: Moment,
) -> Vec<Step> {
    let Some(phone) = presets.iter().find(|preset| preset.name == "phone") else {
        return Vec::new();
    };
    let narrowing = Narrowing {
        audience: hotseat::bank::Audience::of_language("ko"),
        ..Narrowing::default()
    };
    let survey = Survey::of(bank, history, now.wall, 4, None);
    let pool = Pool::new(Arc::new(bank.clone()), history, Arc::new(survey), now.wall);
    let drawn = pool.draw(phone, &narrowing, SEED);
    let questions: Vec<&PlannedQuestion> = drawn
        .rounds
        .iter()
        .flat_map(|round| &round.questions)
        .collect();
    let points_of = |question: &PlannedQuestion| {
        let entry = bank.find(&question.card);
        entry.map_or(0, |entry| entry.card.key_points.len())
    };
    let asks_for_a_difference = |question: &PlannedQuestion| {
        question.depth() == 0
            && bank
                .find(&question.card)
                .is_some_and(|entry| entry.card.wording(question.wording).contains("다른가요"))
    };
    let shown = questions
        .iter()
        .position(|question| asks_for_a_difference(question));
    let follow_up = questions.iter().position(|question| question.depth() > 0);

    let place = presets.iter().position(|preset| preset.name == "phone");
    let mut steps = vec![Step::Picture("home"), letter('i')];
    steps.extend((0..place.unwrap_or(0)).map(|_| key(KeyCode::Down)));
    steps.extend([Step::Picture("choosing"), key(KeyCode::Enter)]);
    let usual = questions.iter().zip(PERFORMANCES.iter().cycle());
    for (i, (question, usual)) in usual.enumerate() {
        let how = if Some(i) == shown { &SHOWN } else { usual };
        let is_follow_up = question.depth() > 0;
        if is_follow_up {
            steps.push(Step::Pass(Duration::from_millis(1200)));
        } else {
            steps.push(Step::Pass(milliseconds(question.think_ms) / 2));
            steps.push(key(KeyCode::Enter));
        }
        let time = milliseconds(question.limit_ms) * how.time / 100;
        if Some(i) == shown {
            steps.push(Step::Pass(time * 9 / 10));
            steps.push(Step::Picture("answering"));
            steps.push(letter('t'));
            steps.extend(TYPED.chars().map(letter));
            steps.push(Step::Picture("typing"));
            steps.push(key(KeyCode::Esc));
            steps.push(Step::Pass(time / 10));
        } else {
            steps.push(Step::Pass(time));
        }
        if Some(i) == follow_up {
            steps.push(Step::Picture("follow-up"));
        }
        if how.score == '1' {
            steps.push(letter('x'));
        } else {
            steps.push(key(KeyCode::Enter));
            steps.push(letter(how.sure));
            let points = if is_follow_up { 0 } else { points_of(question) };
            steps.extend(ticks(how.points.min(points)));
            steps.push(letter(how.score));
        }
        if Some(i) == shown {
            steps.push(Step::Picture("scoring"));
        }
        steps.push(key(KeyCode::Enter));
    }
    steps.push(Step::Picture("debrief"));
    steps.extend([key(KeyCode::Esc), letter('/')]);
    steps.extend("ㅋㅍㅋ".chars().map(letter));
    steps.push(Step::Picture("bank"));
    steps.extend([key(KeyCode::Esc), key(KeyCode::Esc), letter('P')]);
    steps.push(Step::Picture("progress"));
    steps.push(letter('q'));
    steps
}

/// The first start and the first question of a warm-up, in English.
pub fn one_question(_: &Bank, _: &History, _: &[Preset], _: Moment) -> Vec<Step> {
    vec![
        Step::Picture("first-start"),
        letter('u'),
        key(KeyCode::Enter),
        Step::Pass(Duration::from_secs(34)),
        Step::Picture("answering-in-english"),
        letter('q'),
        letter('y'),
    ]
}

/// Ticks the first points, one below the other.
fn ticks(points: usize) -> impl Iterator<Item = Step> {
    (0..points).flat_map(|_| [letter(' '), key(KeyCode::Down)])
}

fn letter(letter: char) -> Step {
    key(KeyCode::Char(letter))
}

fn key(code: KeyCode) -> Step {
    Step::Press(KeyEvent::new(code, KeyModifiers::NONE))
}

fn milliseconds(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
