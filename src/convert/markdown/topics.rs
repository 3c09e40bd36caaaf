//! Study notes: no question is written out, and every topic is one.

use std::collections::HashSet;

use super::blocks::{Block, Document, Kind, Listed};
use super::find::{Context, Finder};
use super::sections::Section;
use super::words::{self, Form};
use crate::bank::CardType;
use crate::text;

/// Paths into the tree of sections: the topics.
pub(super) type Topics = Vec<Vec<usize>>;

/// The topics of a study note, if the note is one and its topics outnumber the questions that
/// were found. A note is a study note if its table of contents names the topics, if it has one
/// title with topics below it, or several topics as titles; it is not if it is a page with a
/// title in its front matter, the record of an event, an outline with headings under bullets, or
/// a project's description.
pub(super) fn choose(
    document: &Document,
    root: &Section,
    finder: &Finder,
    has_front_matter: bool,
) -> Option<Topics> {
    let has_design = finder
        .cards
        .iter()
        .any(|card| card.card_type == CardType::Design);
    if !finder.to_ask.is_empty() || has_design {
        return None;
    }
    let tops: Vec<usize> = (0..root.children.len())
        .filter(|&i| !root.children[i].traits.is_boilerplate)
        .collect();
    let outline = document.blocks.iter().any(|block| {
        matches!(
            block.kind,
            Kind::Heading {
                listed: Listed::Bulleted,
                ..
            }
        )
    });
    let event = tops.iter().any(|&i| {
        let title = root.children[i].title(document);
        words::date_in(title).is_some() || root.children[i].traits.announces_questions
    });
    if outline || event || (has_front_matter && tops.len() > 1) {
        return None;
    }
    if let [only] = tops.as_slice()
        && let Some(topics) = of_contents(document, root, *only, finder)
    {
        return Some(topics);
    }
    if finder.survey.question_level.iter().any(|asks| *asks) {
        return None;
    }
    let topics = match tops.as_slice() {
        [only] => {
            let title = &root.children[*only];
            if is_project(document, title) {
                return None;
            }
            let has_prose = has_prose(&document.blocks[title.body.clone()]);
            if has_prose || !is_container(document, title) {
                if has_front_matter || !is_long_enough(document, title) {
                    return None;
                }
                vec![vec![*only]]
            } else {
                topics_below(root, *only)
            }
        }
        several => {
            let preface = &document.blocks[root.body.clone()];
            let page = preface.iter().any(is_prose);
            if page || several.iter().any(|&i| root.children[i].level != 1) {
                return None;
            }
            several.iter().map(|&i| vec![i]).collect()
        }
    };
    let lone = topics.len() == 1 && finder.structured == 0 && finder.cards.len() < 4;
    let inside = cards_inside(document, root, &topics, finder);
    (lone || topics.len() > 2 * inside).then_some(topics)
}

/// The sections below a title that are topics of their own.
fn topics_below(root: &Section, top: usize) -> Topics {
    let children = &root.children[top].children;
    (0..children.len())
        .filter(|&i| {
            let traits = children[i].traits;
            !traits.is_boilerplate && !traits.announces_questions
        })
        .map(|i| vec![top, i])
        .collect()
}

/// How many of the cards that were found stand inside topics.
fn cards_inside(document: &Document, root: &Section, topics: &Topics, finder: &Finder) -> usize {
    let spans: Vec<(usize, usize)> = topics
        .iter()
        .filter_map(|path| {
            let section = section_at(root, path)?;
            let first = section.block(document)?;
            let last = document.blocks.get(section.end.checked_sub(1)?)?;
            Some((
                document.line(first.range.start),
                document.lines(&last.range).1,
            ))
        })
        .collect();
    finder
        .cards
        .iter()
        .filter(|card| {
            let before = spans.partition_point(|(first, _)| *first <= card.lines.0);
            let span = before.checked_sub(1).and_then(|at| spans.get(at));
            span.is_some_and(|(_, last)| card.lines.0 <= *last)
        })
        .count()
}

fn section_at<'s>(root: &'s Section, path: &[usize]) -> Option<&'s Section> {
    path.iter()
        .try_fold(root, |section, &i| section.children.get(i))
}

/// The topics that a table of contents below the title names, unless they only hold questions.
fn of_contents(document: &Document, root: &Section, top: usize, finder: &Finder) -> Option<Topics> {
    let title = &root.children[top];
    let entries = contents_entries(document, &document.blocks[title.body.clone()])
        .or_else(|| contents_entries(document, &document.blocks[root.body.clone()]))?;
    let topics = topics_below(root, top);
    let named = topics
        .iter()
        .filter_map(|path| section_at(root, path))
        .filter(|topic| entries.contains(&text::question_key(topic.title(document))))
        .count();
    if topics.len() < 2 || named * 5 < topics.len() * 3 || finder.structured >= topics.len() {
        return None;
    }
    let (mut headings, mut asking) = (0, 0);
    for topic in topics.iter().filter_map(|path| section_at(root, path)) {
        for block in &document.blocks[topic.all()] {
            if let Kind::Heading { listed, .. } = block.kind
                && !words::is_boilerplate(&block.text)
            {
                headings += 1;
                asking +=
                    usize::from(super::sections::title_form(&block.text, listed) == Form::Question);
            }
        }
    }
    let lists_inside = cards_inside(document, root, &topics, finder);
    let holds_questions = asking * 5 >= headings * 3 && asking >= topics.len()
        || lists_inside > asking + 2 * topics.len();
    (!holds_questions).then_some(topics)
}

/// The keys of the entries of a table of contents: a list whose items link into the note.
fn contents_entries(document: &Document, blocks: &[Block]) -> Option<HashSet<String>> {
    let list = blocks.iter().find(|block| {
        block.is_list()
            && block.children.len() > 1
            && block
                .children
                .iter()
                .filter(|item| links_into_note(document, item))
                .count()
                * 2
                > block.children.len()
    })?;
    let mut keys = HashSet::new();
    for item in &list.children {
        keys.insert(text::question_key(item.lead()));
        let source = document.text.get(item.range.clone()).unwrap_or_default();
        if let Some((_, rest)) = source.split_once("](#")
            && let Some((anchor, _)) = rest.split_once(')')
        {
            keys.insert(text::question_key(anchor));
        }
    }
    Some(keys)
}

fn links_into_note(document: &Document, item: &Block) -> bool {
    item.children.first().is_some_and(|first| {
        first.begins_with_link()
            && document
                .text
                .get(first.range.clone())
                .is_some_and(|source| source.contains("](#"))
    })
}

/// Whether a title without prose of its own is a chapter's, with topics below, rather than a
/// topic itself: it has a table of contents, the name of a part, or a section of questions.
fn is_container(document: &Document, title: &Section) -> bool {
    let body = &document.blocks[title.body.clone()];
    let words = title.title(document).to_lowercase();
    let is_part = ["part ", "chapter ", "week ", "day "]
        .iter()
        .any(|part| words.starts_with(part))
        || words.split_whitespace().next().is_some_and(|first| {
            first.ends_with(['장', '주', '부']) && first.starts_with(|c: char| c.is_ascii_digit())
        });
    contents_entries(document, body).is_some()
        || is_part
        || title.children.len() > 8
        || title
            .children
            .iter()
            .any(|below| below.traits.announces_questions)
}

fn is_long_enough(document: &Document, title: &Section) -> bool {
    let blocks = &document.blocks[title.all()];
    let length: usize = blocks.iter().map(|block| block.range.len()).sum();
    blocks.len() > 1 && length > 150
}

fn is_prose(block: &Block) -> bool {
    block.kind == Kind::Paragraph
        && !block.only_links()
        && !block.is_nothing
        && block.text.chars().count() > 30
}

fn has_prose(blocks: &[Block]) -> bool {
    blocks.iter().any(is_prose)
}

/// A project's front page: how to install, use and help it.
fn is_project(document: &Document, title: &Section) -> bool {
    let tells = |section: &&Section| {
        let title = section.title(document).to_lowercase();
        [
            "install",
            "license",
            "licence",
            "contribut",
            "getting started",
            "설치",
            "라이선스",
            "quick start",
        ]
        .iter()
        .any(|word| title.contains(word))
    };
    title.children.iter().any(|below| tells(&below))
}

/// Makes a card of every topic, takes sections of questions beside them as they are, and says
/// why the rest makes none.
pub(super) fn take(
    finder: &mut Finder,
    document: &Document,
    root: &Section,
    topics: &Topics,
    context: &Context,
) {
    finder.skip_blocks(document, &document.blocks[root.body.clone()], "prose");
    let title = topics
        .first()
        .filter(|path| path.len() > 1)
        .and_then(|path| root.children.get(path[0]));
    let Some(title) = title else {
        for section in topics.iter().filter_map(|path| section_at(root, path)) {
            finder.question(document, section, &[], context);
        }
        return;
    };
    let mut below = context.clone();
    below.section = super::super::clean_line(title.title(document));
    finder.skip_blocks(
        document,
        &document.blocks[title.body.clone()],
        "part of the page",
    );
    for (i, section) in title.children.iter().enumerate() {
        if topics.iter().any(|path| path[1] == i) {
            finder.question(document, section, &[], &below);
        } else {
            finder.take(document, section, &below);
        }
    }
}
