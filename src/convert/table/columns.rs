//! What the columns of a table hold, by their names and by what stands in them.

use super::super::markdown::reading::{Category, category};
use super::Row;
use crate::bank::Asked;
use crate::clock;
use crate::convert::{Found, clean_line};

/// Which column holds what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::convert) enum Column {
    Id,
    Question,
    Answer,
    AlsoAsked,
    KeyPoints,
    FollowUps,
    Outline,
    Time,
    Asked,
    Experience,
    Reflections,
    Notes,
    Tags,
    Importance,
    Type,
    Section,
    Links,
    Other,
}

/// What a column, a key or a field of this name holds; case, spaces and `_` mean nothing.
pub(in crate::convert) fn column_of(name: &str) -> Column {
    let name: String = name
        .trim_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    match name.as_str() {
        "id" | "guid" => Column::Id,
        "question" | "questions" | "q" | "front" | "질문" | "문제" | "앞면" | "앞" | "term"
        | "질문내용" | "예상질문" | "면접질문" | "질문제목" | "questiontext"
        | "interviewquestion" | "вопрос" | "問題" | "質問" | "问题" | "pergunta" | "pregunta" => {
            Column::Question
        }
        "answer" | "answers" | "a" | "back" | "답" | "답변" | "정답" | "뒷면" | "뒤" | "해설"
        | "definition" | "모범답안" | "모범답변" | "답안" | "내답변" | "나의답변" | "답변내용"
        | "myanswer" | "modelanswer" | "sampleanswer" | "answertext" | "explanation"
        | "response" | "solution" | "해답" | "설명" | "回答" | "答え" | "答案" | "resposta"
        | "respuesta" | "ответ" => Column::Answer,
        "alsoasked" => Column::AlsoAsked,
        "keypoints" | "keywords" | "키워드" | "핵심" | "핵심키워드" | "포인트" => {
            Column::KeyPoints
        }
        "followups"
        | "followup"
        | "followupquestion"
        | "followupquestions"
        | "꼬리질문"
        | "추가질문"
        | "дополнительныевопросы" => Column::FollowUps,
        "outline" | "개요" => Column::Outline,
        "time" | "시간" => Column::Time,
        "asked" => Column::Asked,
        "experience" | "경험" => Column::Experience,
        "reflections" | "회고" => Column::Reflections,
        "notes" | "note" | "메모" | "비고" | "extra" | "comment" | "comments" => Column::Notes,
        "tags" | "tag" | "태그" | "labels" => Column::Tags,
        "importance" | "중요도" | "stars" => Column::Importance,
        "type" => Column::Type,
        "deck" | "section" | "category" | "topic" | "분류" | "주제" | "카테고리" | "영역"
        | "과목" => Column::Section,
        "links" | "link" | "링크" | "url" | "references" | "reference" | "출처링크" => {
            Column::Links
        }
        _ => Column::Other,
    }
}

/// What a header of this name holds, where the name is a longer one: its last word says so.
pub(in crate::convert) fn column_of_header(name: &str) -> Column {
    let own = column_of(name);
    if own != Column::Other {
        return own;
    }
    let bare = name
        .split(['(', '（', '['])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.');
    let last = bare.rsplit([' ', '_', '-', '/']).next().unwrap_or_default();
    match (column_of(bare), column_of(last)) {
        (Column::Other, Column::Question) => Column::Question,
        (Column::Other, Column::Answer) => Column::Answer,
        (own, _) => own,
    }
}

/// What the columns of a table without a header hold: the one that asks most, and of the others
/// the one that says most; a column of numbers is neither. Where none asks, the first two.
pub(super) fn without_header(rows: &[Row]) -> Vec<Column> {
    let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    let mut columns = vec![Column::Other; width];
    let cells = |at: usize| {
        rows.iter()
            .filter_map(move |(_, row)| row.get(at))
            .filter(|cell| !cell.trim().is_empty())
    };
    let says = |at: &usize| cells(*at).any(|cell| cell.chars().any(char::is_alphabetic));
    let speaking: Vec<usize> = (0..width).filter(says).collect();
    let asking = |at: usize| {
        cells(at)
            .filter(|cell| category(cell) == Category::Ask)
            .count()
    };
    let best = speaking
        .iter()
        .copied()
        .max_by_key(|&at| (asking(at), usize::MAX - at));
    let question = best
        .filter(|&at| asking(at) * 2 >= rows.len())
        .or(speaking.first().copied());
    let Some(question) = question else {
        return columns;
    };
    columns[question] = Column::Question;
    // What stands right after the question answers it where lengths do not tell.
    let length = |at: usize| cells(at).map(|cell| cell.chars().count()).sum::<usize>();
    let answer = speaking
        .iter()
        .copied()
        .filter(|at| *at != question)
        .max_by_key(|&at| (length(at), usize::MAX - at));
    if let Some(answer) = answer {
        columns[answer] = Column::Answer;
    }
    columns
}

/// Where no name says which column asks: a first line that asks nothing, with columns that are
/// known or a column that asks throughout below it, is a header all the same.
pub(super) fn by_contents(named: &mut [Column], header: &[String], rows: &[Row]) {
    let asks = |cell: &str| category(cell) == Category::Ask;
    let cells = |column: usize| {
        rows.iter()
            .filter_map(move |(_, row)| row.get(column))
            .filter(|cell| !cell.trim().is_empty())
    };
    let share = |column: usize| {
        let all = cells(column).count().max(1);
        cells(column).filter(|cell| asks(cell)).count() * 100 / all
    };
    let is_named = named.iter().any(|column| *column != Column::Other);
    if rows.is_empty()
        || header
            .iter()
            .any(|name| name.contains(['?', '？']) || name.chars().count() > 40)
    {
        return;
    }
    let free = |named: &[Column]| -> Vec<usize> {
        (0..named.len())
            .filter(|&at| named[at] == Column::Other)
            .collect()
    };
    let is_title = |name: &str| {
        let name = name.trim().trim_start_matches('\u{feff}').to_lowercase();
        matches!(
            name.as_str(),
            "name"
                | "title"
                | "이름"
                | "제목"
                | "용어"
                | "word"
                | "단어"
                | "项目"
                | "nome"
                | "título"
        )
    };
    let best = free(named)
        .into_iter()
        .max_by_key(|&at| (share(at), usize::MAX - at));
    let titled = free(named).into_iter().find(|&at| is_title(&header[at]));
    let Some(asking) = best
        .filter(|&at| share(at) >= 50)
        .or(titled.filter(|_| is_named || rows.len() > 1))
    else {
        return;
    };
    named[asking] = Column::Question;
    if named.contains(&Column::Answer) {
        return;
    }
    // The longest column answers, if it says more than a label does.
    let length = |at: usize| cells(at).map(|cell| cell.chars().count()).sum::<usize>();
    if let Some(answer) = free(named)
        .into_iter()
        .max_by_key(|&at| (length(at), usize::MAX - at))
        && length(answer) >= 15 * rows.len()
    {
        named[answer] = Column::Answer;
    }
}

/// A day and the interview in which it was asked, either alone too.
fn asked(line: &str) -> Asked {
    let (day, interview) = line.split_once(' ').unwrap_or((line, ""));
    let on = day.parse().ok();
    let interview = if on.is_some() { interview } else { line };
    let interview = Some(interview.trim().to_owned());
    Asked {
        on,
        interview: interview.filter(|name| !name.is_empty()),
    }
}

/// Puts what stands in a column into its card.
pub(in crate::convert) fn put(card: &mut Found, column: Column, cell: &str) {
    let lines = || {
        cell.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
    };
    match column {
        Column::Id => card.id = Some(cell.to_owned()).filter(|id| !id.is_empty()),
        Column::Question => cell.clone_into(&mut card.question),
        Column::Answer if card.answer.is_empty() => cell.clone_into(&mut card.answer),
        Column::Answer if cell.is_empty() => {}
        Column::Answer => card.answer = format!("{}\n\n{cell}", card.answer),
        Column::AlsoAsked => card.also_asked = lines().collect(),
        Column::KeyPoints => card.key_points = lines().collect(),
        Column::FollowUps => {
            card.follow_ups = lines()
                .map(|question| crate::bank::FollowUp {
                    question,
                    ..crate::bank::FollowUp::default()
                })
                .collect();
        }
        Column::Outline => cell.clone_into(&mut card.outline),
        Column::Time => card.time = clock::parse_length(cell).ok(),
        Column::Asked => card.asked = lines().map(|line| asked(&line)).collect(),
        Column::Experience => cell.clone_into(&mut card.experience),
        Column::Reflections => card.reflections = lines().collect(),
        Column::Notes => cell.clone_into(&mut card.notes),
        Column::Tags => {
            card.tags = cell
                .split([',', ';', '\n'])
                .map(|tag| tag.trim().trim_start_matches('#').to_owned())
                .filter(|tag| !tag.is_empty())
                .collect();
        }
        Column::Importance => {
            let stars = cell.chars().filter(|c| matches!(c, '★' | '⭐')).count();
            let number = cell.parse().unwrap_or(stars);
            card.importance = u8::try_from(number.min(3))
                .ok()
                .filter(|_| !cell.is_empty());
        }
        Column::Type => {
            let known = crate::bank::CardType::WORDS
                .iter()
                .find(|(word, _)| *word == cell);
            card.card_type = known.map_or(card.card_type, |&(_, card_type)| card_type);
        }
        Column::Section => clean_line(cell).clone_into(&mut card.section),
        Column::Links => card.links = lines().collect(),
        Column::Other => {}
    }
}
