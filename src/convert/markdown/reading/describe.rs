//! Classes of lines in words.

use super::lines::Kind;
use super::marks::Style;
use super::tree::Class;
use crate::both;
use crate::language::Both;

/// What marks the lines of a class, in short.
pub(in super::super) fn form(class: Class) -> &'static str {
    match (class.kind, class.style) {
        (Kind::Label, _) | (_, Style::Label) => "label",
        (Kind::Heading, _) => "heading",
        (Kind::Item, Style::Ordered | Style::Inner | Style::BoldOrdered) => "numbered item",
        (Kind::Item, _) => "item",
        (Kind::Bold, _) => "bold line",
        (Kind::Number, _) => "numbered line",
        (Kind::Summary, _) => "fold",
        (Kind::Callout, _) => "callout",
        (Kind::Row, _) => "table row",
        _ => "line",
    }
}

/// A class in words.
pub(in super::super) fn words(class: Class) -> Both {
    let within = class.rank % 1000 % 400;
    let level = within / 10;
    let depth = within.saturating_sub(84) / 20 + 1;
    match form(class) {
        "label" => both!("질문 표시(Q.)가 있는 줄", "lines labelled as questions"),
        "heading" => both!("{level}단계 제목", "headings of level {level}"),
        "numbered item" => both!("번호 목록 {depth}단계", "numbered items of depth {depth}"),
        "item" => both!("목록 {depth}단계", "list items of depth {depth}"),
        "bold line" => both!("굵은 줄", "bold lines"),
        "numbered line" => both!("번호가 붙은 줄", "numbered lines"),
        "fold" => both!("접힌 글의 제목", "titles of folds"),
        "callout" => both!("콜아웃", "callouts"),
        "table row" => both!("표의 행", "rows of a table"),
        _ => both!("묻는 줄", "lines that ask"),
    }
}
