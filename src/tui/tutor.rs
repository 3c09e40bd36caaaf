//! The lessons of `hotseat tutor`, over the program's own screens. Each names one key, says why,
//! and goes on only when that key was really used; keys that lead away from it wait until later.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::action::{Action, Scope};
use super::keymap::Keymap;
use super::shared::Shared;
use super::theme::Role;
use super::widgets::lines::Lines;
use super::widgets::{bar, page};
use crate::language::{Both, Language};
use crate::text::{self, particle};

/// Rows that a lesson takes at the top of the screen, and what they are where there are few.
const ROWS: u16 = 4;
const FEWEST_ROWS: u16 = 2;

/// How many rows a lesson takes of a terminal of this height: the screen below wants its own.
pub fn rows(height: u16) -> u16 {
    if height >= page::SMALLEST.1 + ROWS {
        ROWS
    } else {
        FEWEST_ROWS
    }
}

/// Where the user is, as far as a lesson can lead there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Home.
    Home,
    /// A question is thought about.
    Thinking,
    /// A question is answered.
    Answering,
    /// An answer is typed.
    Writing,
    /// How sure?
    Sure,
    /// The answer is revealed and scored.
    Scoring,
    /// The debrief.
    Debrief,
    /// The question bank while its query is typed, or without the card that is looked for.
    Searching,
    /// The card that was looked for is chosen in the question bank.
    Found,
    /// A card's fields.
    Editing,
    /// The front of a card in review.
    Front,
    /// The other side of it.
    Revealed,
    /// The list of all keys.
    Keys,
    /// Anywhere else.
    Elsewhere,
}

/// What is taught at once.
struct Lesson {
    /// What to do and why, with `{}` for the key, `{points}` and `{help}` for others, and particles
    /// as [`particle::filled`] has them.
    words: Both<&'static str>,
    /// The key that is taught; another action that does as well may follow.
    asks: &'static [Action],
    /// What may be pressed beside it.
    also: &'static [Action],
    /// Where it leads; a lesson that leads nowhere ends with its key.
    leads_to: Option<Place>,
}

const fn lesson(
    korean: &'static str,
    english: &'static str,
    asks: &'static [Action],
    also: &'static [Action],
    leads_to: Option<Place>,
) -> Lesson {
    Lesson {
        words: Both::new(korean, english),
        asks,
        also,
        leads_to,
    }
}

/// Looking at a revealed answer.
const LOOKING: &[Action] = &[
    Action::PointUp,
    Action::PointDown,
    Action::ScrollUp,
    Action::ScrollDown,
    Action::TogglePoint,
    Action::Rate,
];

const LESSONS: &[Lesson] = &[
    lesson(
        "홈입니다. {}{로} 첫 연습을 시작하세요. 여기서 하는 일은 내 덱과 기록에 남지 않습니다.",
        "This is home. {} starts a practice. Nothing you do here touches your decks or history.",
        &[Action::Open],
        &[],
        Some(Place::Thinking),
    ),
    lesson(
        "작은 시계는 생각하는 시간입니다. 끝나면 저절로 답변이 시작되고, {}{로} 먼저 시작합니다.",
        "The small clock is for thinking. Answering starts by itself; {} starts it early.",
        &[Action::Done],
        &[],
        Some(Place::Answering),
    ),
    lesson(
        "소리 내어 답해 보세요. 다 말했으면 {}{을} 누릅니다.",
        "Answer aloud, as you would in the room. {} when you are done.",
        &[Action::Done],
        &[],
        Some(Place::Sure),
    ),
    lesson(
        "답을 보기 전에 얼마나 확신하는지 {}{로} 고르세요. 확신했는데 틀린 답을 나중에 알려 줍니다.",
        "Before you look: how sure were you? {} says it. Sure but wrong is what you will hear of.",
        &[Action::Sure],
        &[],
        Some(Place::Scoring),
    ),
    lesson(
        "모범 답과 견주어 보세요. 내가 말한 핵심을 {}{로} 표시합니다. {points}{로} 위아래로 갑니다.",
        "Compare with the model answer. {} ticks a point that you named; {points} move.",
        &[Action::TogglePoint],
        LOOKING,
        None,
    ),
    lesson(
        "솔직하게 점수를 매기세요: {}. 숫자마다 뜻이 아래에 있습니다.",
        "Score yourself honestly: {}. What each number means stands below.",
        &[Action::Rate],
        LOOKING,
        None,
    ),
    lesson(
        "{}{로} 저장하고 다음 질문으로 갑니다. 저장된 답은 전원이 꺼져도 남습니다.",
        "{} saves and goes on. A saved answer survives even the end of power.",
        &[Action::Confirm],
        LOOKING,
        Some(Place::Answering),
    ),
    lesson(
        "이번에는 글로 답해 봅시다. {}{을} 누르세요.",
        "This time, type your answer: press {}.",
        &[Action::TypeAnswer],
        &[],
        Some(Place::Writing),
    ),
    lesson(
        "몇 마디 적고 {}{로} 마칩니다. 적은 글은 창이 닫혀도 남습니다.",
        "Write a few words and finish with {}. What you type survives a closed window.",
        &[Action::FinishAnswer],
        &[Action::EndText, Action::TypeAnswer, Action::Done],
        Some(Place::Sure),
    ),
    lesson(
        "다시 한 번: 확신을 고르고, 점수를 매기고, {}{로} 넘어가세요.",
        "Once more: how sure, a score, and {} to go on.",
        &[Action::Confirm],
        &[
            Action::Sure,
            Action::PointUp,
            Action::PointDown,
            Action::ScrollUp,
            Action::ScrollDown,
            Action::TogglePoint,
            Action::Rate,
        ],
        Some(Place::Answering),
    ),
    lesson(
        "막히면 {}{로} 핵심 하나를 미리 봅니다. 힌트를 본 것은 기록됩니다.",
        "Stuck? {} gives one point away, and the history will know that it did.",
        &[Action::Hint],
        &[],
        None,
    ),
    lesson(
        "{}{로} 질문을 건너뜁니다. 건너뛴 질문은 점수에 들어가지 않습니다.",
        "{} skips a question. What is skipped has no score.",
        &[Action::Skip],
        &[Action::Hint],
        Some(Place::Debrief),
    ),
    lesson(
        "면접이 끝나면 이렇게 되돌아봅니다. {}{로} 홈에 돌아가세요.",
        "This is how you look back at an interview. {} goes home.",
        &[Action::CloseDebrief, Action::Back],
        &[Action::Up, Action::Down],
        Some(Place::Home),
    ),
    lesson(
        "질문은 모두 질문 은행에 있습니다. {}{로} 여세요.",
        "All questions are in the question bank. {} opens it.",
        &[Action::QuestionBank],
        &[],
        Some(Place::Searching),
    ),
    lesson(
        "초성만으로 찾습니다. ㅋㅍㅋ를 치고 {}{로} 검색어 칸에서 나오세요.",
        "Half a word will do: type kfk, and leave the search box with {}.",
        &[Action::EndText],
        &[
            Action::EditQuery,
            Action::Open,
            Action::Up,
            Action::Down,
            Action::OpenFound,
            Action::CompleteQuery,
        ],
        Some(Place::Found),
    ),
    lesson(
        "{}{로} 이 카드를 고칩니다.",
        "{} edits this card.",
        &[Action::EditFromBank],
        &[Action::Up, Action::Down],
        Some(Place::Editing),
    ),
    lesson(
        "답에 몇 글자 보태고 {}{로} 저장하세요. 파일에서 바뀐 곳만 다시 쓰입니다.",
        "Add a few letters to the answer and save with {}. Only those bytes of the file change.",
        &[Action::SaveCard],
        &[
            Action::NextEntry,
            Action::PreviousEntry,
            Action::UndoText,
            Action::RedoText,
            Action::InsertOutline,
            Action::InsertStar,
            Action::InsertConclusion,
        ],
        Some(Place::Found),
    ),
    lesson(
        "찾은 카드로 복습을 시작합니다: {}. 면접과 달리 시계가 없습니다.",
        "{} reviews the cards you found. Unlike an interview, a review has no clock.",
        &[Action::ReviewThese],
        &[Action::Up, Action::Down],
        Some(Place::Front),
    ),
    lesson(
        "답을 떠올린 다음 {}{로} 뒤집어 보세요.",
        "Recall the answer, then reveal it with {}.",
        &[Action::Reveal],
        &[],
        Some(Place::Revealed),
    ),
    lesson(
        "얼마나 잘 떠올렸나요? {}{로} 고르면 언제 다시 볼지 정해집니다.",
        "How well did you recall it? {} decides when it comes again.",
        &[Action::Grade],
        &[
            Action::TickPoint,
            Action::ReviewUp,
            Action::ReviewDown,
            Action::ReviewScrollUp,
            Action::ReviewScrollDown,
        ],
        None,
    ),
    lesson(
        "잘못 눌렀다면 {}{로} 되돌립니다.",
        "Pressed the wrong one? {} takes it back.",
        &[Action::UndoReview],
        &[],
        None,
    ),
    lesson(
        "다 배웠습니다. {help}{은} 어디서나 키를 보여 줍니다. 둘러보다가 {}{로} 끝내세요.",
        "That is all of it. {help} shows the keys anywhere. Look around, and leave with {}.",
        &[Action::Quit],
        &[],
        None,
    ),
];

/// Which lesson it is, and what of it was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tutor {
    at: usize,
    was_used: bool,
}

impl Tutor {
    fn lesson(&self) -> &'static Lesson {
        &LESSONS[self.at.min(LESSONS.len() - 1)]
    }

    /// Whether every key was taught; what is left is leaving.
    pub fn is_over(&self) -> bool {
        self.at + 1 >= LESSONS.len()
    }

    /// Whether an action may be done now. Help, leaving and answering a question are always.
    pub fn allows(&self, action: Action, place: Place) -> bool {
        let is_always = matches!(
            action.scope(),
            Scope::Confirm | Scope::Unsaved | Scope::Ending | Scope::Conflict
        ) || matches!(
            action,
            Action::Help
                | Action::Quit
                | Action::Interrupt
                | Action::Suspend
                | Action::Redraw
                | Action::Retry
                | Action::FormHelp
        );
        let Lesson { asks, also, .. } = self.lesson();
        self.is_over()
            || is_always
            || place == Place::Keys
            || asks.contains(&action)
            || also.contains(&action)
    }

    /// An action was done.
    pub fn did(&mut self, action: Action) {
        self.was_used |= self.lesson().asks.contains(&action);
    }

    /// Where the user is after all that: the next lesson begins where this one has led.
    pub fn arrived(&mut self, place: Place) {
        let has_led = match self.lesson().leads_to {
            Some(wanted) => wanted == place,
            None => self.was_used,
        };
        if has_led && !self.is_over() {
            self.at += 1;
            self.was_used = false;
        }
    }

    /// The key that the lesson asks for.
    pub fn key(&self, keymap: &Keymap, ascii: bool) -> String {
        let mut asked = self.lesson().asks.iter();
        asked
            .find_map(|&action| keymap.shown(action, ascii))
            .unwrap_or_default()
    }

    /// What to do and why, with the keys as they are now.
    fn words(&self, keymap: &Keymap, ascii: bool, say: Language) -> String {
        let key = |action| keymap.shown(action, ascii).unwrap_or_default();
        let points = format!("{} {}", key(Action::PointUp), key(Action::PointDown));
        let words = self.lesson().words.in_language(say);
        let words = words.replace("{}", &self.key(keymap, ascii));
        let words = words.replace("{points}", &points);
        particle::filled(&words.replace("{help}", &key(Action::Help)))
    }

    /// Draws the lesson in the screen's first rows.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, shared: &Shared) {
        let say = shared.language;
        let body = page::column(Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        });
        let columns = usize::from(body.width);
        let words = self.words(&shared.keymap, shared.ascii, say);
        let count = say.tutor_title(self.at + 1, LESSONS.len());
        let plain = shared.theme.style(Role::Text);
        let mut lines = Vec::new();
        if rows(area.height) == ROWS {
            let number = |count: usize| u16::try_from(count).map_or(1.0, f64::from);
            let share = number(self.at) / number(LESSONS.len() - 1);
            let full = shared.theme.style(Role::Accent);
            let rest = shared.theme.style(Role::Border);
            let mut spans = vec![Span::styled(
                format!("{count}  "),
                shared.theme.style(Role::Title),
            )];
            spans.extend(bar::filled(share, 20, shared.ascii, full, rest));
            lines.push(Line::from(spans));
            let words = text::wrap(&words, columns).into_iter();
            lines.extend(words.map(|line| Line::styled(line, plain)));
        } else {
            let words = text::wrap(&format!("{count}: {words}"), columns).into_iter();
            let words = words.take(usize::from(FEWEST_ROWS));
            lines.extend(words.map(|line| Line::styled(line, plain)));
        }
        frame.render_widget(Lines::from(lines), body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Disk;

    #[test]
    fn every_lesson_fits_two_lines_of_the_smallest_terminal_in_both_languages() {
        let (keymap, _) = Keymap::load(&Disk::whole(), std::path::Path::new("nowhere"));
        for at in 0..LESSONS.len() {
            let tutor = Tutor {
                at,
                ..Tutor::default()
            };
            let key = tutor.key(&keymap, false);
            assert!(!key.is_empty(), "lesson {at} has no key");
            for say in [Language::Korean, Language::English] {
                let words = tutor.lesson().words.in_language(say);
                assert_eq!(words.matches("{}").count(), 1, "{words}");
                let count = say.tutor_title(at + 1, LESSONS.len());
                let line = format!("{count}: {}", tutor.words(&keymap, false, say));
                let columns = usize::from(page::SMALLEST.0) - 2;
                assert!(text::wrap(&line, columns).len() <= 2, "{line}");
            }
        }
    }

    #[test]
    fn a_lesson_ends_where_it_leads_or_when_its_key_was_used() {
        let mut tutor = Tutor::default();
        tutor.arrived(Place::Home);
        assert_eq!(tutor.at, 0);
        tutor.arrived(Place::Thinking);
        assert_eq!(tutor.at, 1);
        tutor.at = 4;
        tutor.did(Action::Rate);
        tutor.arrived(Place::Scoring);
        assert_eq!(tutor.at, 4);
        tutor.did(Action::TogglePoint);
        tutor.arrived(Place::Scoring);
        assert_eq!(tutor.at, 5);
    }
}
