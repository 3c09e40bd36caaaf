//! Lists of questions: numbered, with bullets, to ask, to do.

use super::super::{clean_line, clean_text};
use super::answer;
use super::blocks::{Block, Document, Kind, Listed, unquote};
use super::find::{self, Context, Finder, Mode, fill};
use super::html;
use super::scan::{first_line, last_used};
use super::sections::title_form;
use super::words::{self, Form};

/// How the items of lists ask.
#[derive(Default)]
struct Shares {
    items: usize,
    asking: usize,
    maybe: usize,
    stating: usize,
    /// Those that do not ask and are longer than a topic's name.
    long: usize,
}

impl Shares {
    fn add(&mut self, item: &Block) {
        let lead = first_line(item.lead());
        if lead.is_empty() {
            self.items += 1;
            self.stating += 1;
            return;
        }
        self.items += 1;
        match title_form(lead, Listed::No) {
            Form::Question => self.asking += 1,
            Form::Maybe => self.maybe += 1,
            Form::Plain => {
                let sentence = words::is_statement(lead)
                    || (lead.ends_with('.') && lead.split_whitespace().count() > 3)
                    || lead.chars().count() > 120;
                self.stating += usize::from(sentence);
                self.long += usize::from(lead.chars().count() > 50);
            }
        }
    }
}

/// Whether the numbered items of a body are questions with what follows them as answers.
pub(super) fn numbered_questions(blocks: &[Block], context: &Context, finder: &Finder) -> bool {
    let mut shares = Shares::default();
    for (at, block) in blocks.iter().enumerate() {
        let is_ordered = block.kind == (Kind::List { ordered: true });
        if is_ordered && (!answer::is_links(block) || links_are_answered(blocks, at)) {
            block.children.iter().for_each(|item| shares.add(item));
        }
    }
    takes(&shares, context, finder)
}

fn takes(shares: &Shares, context: &Context, finder: &Finder) -> bool {
    let Shares {
        items,
        asking,
        maybe,
        stating,
        long,
    } = *shares;
    if items == 0 {
        return false;
    }
    match context.mode {
        Mode::Asked => stating * 2 < items,
        Mode::ToAsk => asking * 3 >= items,
        Mode::Questions => stating * 2 < items && (asking * 4 >= items || long * 3 < items),
        Mode::Outline => false,
        Mode::Plain if finder.survey.lists_ask => {
            (asking * 2 + maybe) * 5 >= items * 2 && stating * 2 <= items
        }
        Mode::Plain => asking * 2 >= items && (items > 1 || asking > 0),
    }
}

/// Whether an item is a link with a word about it, and asks nothing.
fn is_link_item(item: &Block) -> bool {
    let begins_with_link = item.children.first().is_some_and(Block::begins_with_link);
    answer::is_links(item)
        || (begins_with_link && title_form(first_line(item.lead()), Listed::No) != Form::Question)
}

/// Whether a numbered item is a link that asks and what stands right below it answers: the questions of
/// a note that each lead to its longer part, not a table of contents.
fn links_are_answered(blocks: &[Block], at: usize) -> bool {
    let [item] = blocks[at].children.as_slice() else {
        return false;
    };
    let asks = title_form(first_line(item.lead()), Listed::No) == Form::Question;
    let is_answered = blocks.get(at + 1).is_some_and(|next| {
        let says = matches!(next.kind, Kind::List { ordered: false } | Kind::Paragraph);
        says && !next.is_nothing && !answer::is_links(next)
    });
    blocks[at].kind == (Kind::List { ordered: true }) && asks && is_answered
}

/// A list, with what follows it where its items are numbered questions.
pub(super) fn list(
    finder: &mut Finder,
    document: &Document,
    blocks: &[Block],
    at: usize,
    numbered: bool,
    context: &Context,
) -> usize {
    let block = &blocks[at];
    let is_task = |item: &Block| matches!(item.kind, Kind::Item { task: Some(_) });
    if block.children.iter().any(is_task) {
        for item in block.children.iter().filter(|item| is_task(item)) {
            finder
                .checklist
                .push(clean_line(&words::without_wiki_links(first_line(
                    item.lead(),
                ))));
        }
        finder.skip(document, &block.range, "a checklist");
        return at + 1;
    }
    let is_answered = links_are_answered(blocks, at);
    if !is_answered && (answer::is_links(block) || block.children.iter().all(is_link_item)) {
        finder.skip(document, &block.range, "a list of links");
        return at + 1;
    }
    if context.mode == Mode::ToAsk {
        let mut shares = Shares::default();
        block.children.iter().for_each(|item| shares.add(item));
        if !takes(&shares, context, finder) {
            finder.skip(document, &block.range, "prose");
            return at + 1;
        }
        for item in &block.children {
            let bold = item
                .children
                .first()
                .is_some_and(|first| first.bold_first_line);
            let mut card = finder.card(
                document,
                &item.lead().replace('\n', " "),
                item.range.clone(),
                context,
            );
            card.importance = card.importance.or(bold.then_some(3));
            card.card_type = crate::bank::CardType::ToAsk;
            if !card.question.is_empty() {
                finder.to_ask.push(card);
            }
        }
        return at + 1;
    }
    let mut shares = Shares::default();
    block.children.iter().for_each(|item| shares.add(item));
    if !numbered && !takes(&shares, context, finder) {
        finder.skip(document, &block.range, "prose");
        return at + 1;
    }
    for item in &block.children {
        let is_only_link = answer::is_links(item) && item.children.len() == 1;
        if item.lead().trim().is_empty() || is_only_link && !is_answered {
            finder.skip(document, &item.range, "links");
        } else {
            item_card(finder, document, item, context);
        }
    }
    let ordered = block.kind == (Kind::List { ordered: true });
    let interleaved = numbered
        && blocks
            .iter()
            .filter(|block| block.kind == (Kind::List { ordered: true }))
            .count()
            > 1;
    let mut end = at + 1;
    while let Some(next) = blocks.get(end) {
        let continues = match next.kind {
            Kind::List { ordered: other } => ordered && !other,
            Kind::Code => true,
            Kind::Quote => ordered,
            Kind::Paragraph => interleaved && !next.only_links(),
            Kind::Rule | Kind::Html => next.is_nothing && interleaved,
            _ => false,
        };
        if !continues {
            break;
        }
        end += 1;
    }
    if end > at + 1 {
        continue_last(finder, document, &blocks[at + 1..end]);
    }
    end
}

/// Adds blocks that stand after a list to the card of its last item: code alone belongs to the
/// question, everything else answers it.
fn continue_last(finder: &mut Finder, document: &Document, blocks: &[Block]) {
    let only_code = blocks.iter().all(|block| block.kind == Kind::Code);
    let found = answer::read(document, blocks);
    let end = document
        .lines(&(blocks[0].range.start..last_used(blocks)))
        .1;
    let Some(card) = finder.cards.last_mut() else {
        return;
    };
    card.lines.1 = card.lines.1.max(end);
    if only_code && card.answer.is_empty() {
        card.prompt = clean_text(&found.text);
        return;
    }
    let before = std::mem::take(&mut card.answer);
    let follow_ups = std::mem::take(&mut card.follow_ups);
    fill(card, found, blocks);
    let answer = format!("{before}\n\n{}", card.answer);
    answer.trim().clone_into(&mut card.answer);
    card.follow_ups.splice(0..0, follow_ups);
}

/// `**Q?** A` as the two.
fn bold_question(source: &str) -> Option<(&str, &str)> {
    let (asked, said) = source.trim_start().strip_prefix("**")?.split_once("**")?;
    let said = said.trim_start_matches([':', '-', '–', '—', ' ', '\t', '\n']);
    (words::form(asked) == Form::Question && !said.is_empty()).then_some((asked, said))
}

/// A list item as a card: its text asks, what stands below answers or asks on.
fn item_card(finder: &mut Finder, document: &Document, item: &Block, context: &Context) {
    let source = document.slice(&item.children[0].range);
    let bold = bold_question(&source).map(|(asked, said)| (answer::plain(asked), said));
    let (asked, said) = match &bold {
        Some((asked, said)) => (asked.as_str(), *said),
        None => (item.lead(), ""),
    };
    let mut card = finder.card(document, asked, item.range.clone(), context);
    if card.question.is_empty() {
        return;
    }
    let below = &item.children[1..];
    let mut kept: Vec<String> = vec![std::mem::take(&mut card.answer), said.to_owned()];
    kept.retain(|part| !part.is_empty());
    for block in below {
        match &block.kind {
            Kind::List { .. } => {
                let mut saying = Vec::new();
                // "Explain the following: …" asks for each of them.
                let lists_parts = item.lead().trim_end().ends_with(':')
                    && block
                        .children
                        .iter()
                        .all(|part| part.children.len() == 1 && !words::is_statement(part.lead()));
                for item in &block.children {
                    if lists_parts
                        || title_form(first_line(item.lead()), Listed::No) == Form::Question
                    {
                        card.follow_ups
                            .push(find::clean_follow_up(answer::follow_up(document, item)));
                    } else {
                        saying.push(item);
                    }
                }
                if saying.len() == block.children.len() {
                    kept.push(answer::single_item(document, block));
                } else if !saying.is_empty() {
                    let items: Vec<String> = saying
                        .iter()
                        .map(|item| document.slice(&item.range))
                        .collect();
                    kept.push(items.join("\n"));
                }
            }
            // To Markdown, an answer that is indented far enough is code.
            Kind::Code if !document.is_fenced(block) => kept.push(document.dedented(block)),
            Kind::Code if below.len() == 1 => {
                card.prompt = clean_text(&document.slice(&block.range));
            }
            Kind::Quote => kept.push(unquote(&document.slice(&block.range))),
            _ if block.is_nothing => {}
            _ => kept.push(document.slice(&block.range)),
        }
    }
    let text = html::soften(&kept.join("\n\n"));
    card.answer = clean_text(answer::strip_mark(&text).unwrap_or(&text).trim());
    finder.cards.push(card);
}
