//! Study notes: no question is written out, and every topic is one.

use super::answer;
use super::blocks::{Block, Document, Kind, Listed};
use super::find::{Context, Finder};
use super::sections::Section;
use super::words;

/// Paths into the tree of sections: the topics.
pub(super) type Topics = Vec<Vec<usize>>;

/// The topics of a study note, if the note is one and its topics outnumber the questions that
/// were found. A note is a study note if it has one title with topics below it, or if it has
/// several topics as titles; it is not if it is a page with front matter, the record of an
/// event, an outline with headings under bullets, or a project's description.
pub(super) fn choose(
    document: &Document,
    root: &Section,
    finder: &Finder,
    has_front_matter: bool,
) -> Option<Topics> {
    if !finder.to_ask.is_empty() || finder.survey.question_level.iter().any(|asks| *asks) {
        return None;
    }
    let is_own = |section: &Section| !words::is_boilerplate(section.title(document));
    let tops: Vec<usize> = (0..root.children.len())
        .filter(|&i| is_own(&root.children[i]))
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
        words::date_in(title).is_some() || words::announces_questions(title)
    });
    if outline || event {
        return None;
    }
    let topics: Topics = match tops.as_slice() {
        [only] => {
            let title = &root.children[*only];
            if has_prose(document, &document.blocks[title.body.clone()]) {
                if is_project(document, title) {
                    return None;
                }
                vec![vec![*only]]
            } else {
                let below: Topics = (0..title.children.len())
                    .filter(|&i| is_own(&title.children[i]))
                    .map(|i| vec![*only, i])
                    .collect();
                if below.len() < 2 {
                    return None;
                }
                below
            }
        }
        several => {
            let preface = &document.blocks[root.body.clone()];
            let page = has_front_matter || preface.iter().any(|block| is_prose(document, block));
            if page || several.iter().any(|&i| root.children[i].level != 1) {
                return None;
            }
            several.iter().map(|&i| vec![i]).collect()
        }
    };
    let lone = topics.len() == 1 && finder.cards.len() < 3;
    (lone || topics.len() > 2 * finder.cards.len()).then_some(topics)
}

fn is_prose(document: &Document, block: &Block) -> bool {
    block.kind == Kind::Paragraph
        && !block.only_links
        && !answer::is_nothing(document, block)
        && block.text.chars().count() > 30
}

fn has_prose(document: &Document, blocks: &[Block]) -> bool {
    blocks.iter().any(|block| is_prose(document, block))
}

/// A project's front page: how to install, use and help it.
fn is_project(document: &Document, title: &Section) -> bool {
    let tells = |section: &Section| {
        let title = section.title(document).to_lowercase();
        [
            "install",
            "usage",
            "license",
            "licence",
            "contribut",
            "getting started",
            "설치",
            "라이선스",
            "quick start",
            "development",
        ]
        .iter()
        .any(|word| title.contains(word))
    };
    title.children.iter().any(tells)
}

/// Makes a card of every topic and says why the rest makes none.
pub(super) fn take(
    finder: &mut Finder,
    document: &Document,
    root: &Section,
    topics: &Topics,
    context: &Context,
) {
    finder.skip_blocks(document, &document.blocks[root.body.clone()], "prose");
    for path in topics {
        let mut section = root;
        let mut context = context.clone();
        for &i in path {
            if section.heading.is_some() {
                context.section = super::super::clean_line(section.title(document));
            }
            let Some(below) = section.children.get(i) else {
                return;
            };
            section = below;
        }
        finder.question(document, section, &[], &context);
    }
}
