//! What speaks for and against each line's being a question.

use std::collections::{HashMap, HashSet};

use super::lines::{Kind, Line, Mark, is_button_line};
use super::marks::Style;
use super::plain::{bare, letters, plain};
use super::ratio;
use super::tree::{Class, Node, ROOT, Said, Tree};
use super::weights::Weights;
use super::words::{self, Category, category};

/// The members of every class, in the note's order.
pub(super) type Classes = HashMap<Class, Vec<usize>>;

/// The sums of what stands between two lines.
struct Sums {
    /// Text, up to a line.
    text: Vec<usize>,
    /// Lines with text but for headings and folds' titles.
    plain: Vec<usize>,
    contents: Vec<usize>,
}

impl Sums {
    fn of(lines: &[Line<'_>]) -> Self {
        let mut sums = Self {
            text: vec![0],
            plain: vec![0],
            contents: vec![0],
        };
        let (mut text, mut own, mut contents) = (0, 0, 0);
        for line in lines {
            contents += usize::from(line.kind == Kind::Contents);
            let is_content = !line.is_nothing() && line.kind != Kind::Contents;
            if is_content && !is_button_line(line) {
                text += line.raw.trim().len();
                own += usize::from(!matches!(line.kind, Kind::Heading | Kind::Summary));
            }
            if line.kind == Kind::Summary {
                text += line.inline.len();
            }
            sums.text.push(text);
            sums.plain.push(own);
            sums.contents.push(contents);
        }
        sums
    }
}

fn between(sums: &[usize], from: usize, end: usize) -> usize {
    sums[end.max(from)] - sums[from]
}

/// Gives every node its class and its own log-odds.
pub(super) fn weigh(
    tree: &mut Tree,
    lines: &[Line<'_>],
    title: &str,
    weights: &Weights,
) -> Classes {
    let sums = Sums::of(lines);
    let classes = classify(tree, lines);
    describe(tree, lines, &sums);
    let is_about = words::is_about(title)
        || tree.nodes.iter().skip(1).take(3).any(|node| {
            node.class.kind == Kind::Heading && words::is_about(&lines[node.line].text)
        });
    own(tree, lines, &classes, title, weights);
    shared(tree, lines, &classes, weights);
    surroundings(tree, lines, title, is_about, weights);
    lists_alone(tree, lines, &classes, is_about, weights);
    classes
}

/// A note of lists without answers, and hardly anything else, is the list of what is asked.
fn lists_alone(
    tree: &mut Tree,
    lines: &[Line<'_>],
    classes: &Classes,
    is_about: bool,
    weights: &Weights,
) {
    // Items that only group others are titles.
    let groups = tree.nodes[1..]
        .iter()
        .filter(|node| node.class.kind == Kind::Item && !node.children.is_empty());
    let groups = groups.count();
    let all = lines
        .iter()
        .filter(|line| {
            !line.is_nothing() && !matches!(line.kind, Kind::Contents | Kind::Heading | Kind::Bold)
        })
        .count();
    for (class, members) in classes {
        let nodes = || members.iter().map(|&at| &tree.nodes[at]);
        let bare = nodes().filter(|node| node.body == 0).count();
        let speaking = nodes()
            .filter(|node| {
                matches!(
                    node.category,
                    Category::Statement | Category::Long | Category::Junk
                )
            })
            .count();
        let asking = nodes()
            .filter(|node| matches!(node.category, Category::Ask | Category::Topic))
            .count();
        let certain = nodes()
            .filter(|node| node.category == Category::Ask)
            .count();
        let speaks_of_it = if is_about {
            asking * 5 >= members.len()
        } else {
            certain * 3 >= members.len() * 2
        };
        let is_list = matches!(class.kind, Kind::Item | Kind::Number) && !class.checkbox;
        if is_list
            && members.len() >= 4
            && members.len() * 5 >= all.saturating_sub(groups) * 4
            && bare * 10 >= members.len() * 9
            && speaking * 10 <= members.len()
            && speaks_of_it
        {
            for &at in members {
                tree.nodes[at].own += weights.only_list;
            }
        }
    }
}

/// The class of each node: kind, rank and style; a style of its own where at least two have it
/// and two have not.
fn classify(tree: &mut Tree, lines: &[Line<'_>]) -> Classes {
    let mut counts: HashMap<(Kind, u32), (usize, usize)> = HashMap::new();
    for node in &tree.nodes[1..] {
        let line = &lines[node.line];
        let count = counts.entry((line.kind, line.rank)).or_default();
        count.0 += 1;
        count.1 += usize::from(line.number.is_some() && line.style != Style::Label);
    }
    let mut classes: Classes = HashMap::new();
    for at in 1..tree.nodes.len() {
        let line = &lines[tree.nodes[at].line];
        let (all, numbered) = counts
            .get(&(line.kind, line.rank))
            .copied()
            .unwrap_or_default();
        let style = match line.kind {
            _ if line.style == Style::Label => Style::Label,
            Kind::Heading if line.style == Style::Bullet => Style::Bullet,
            Kind::Heading | Kind::Bold | Kind::Summary => {
                let splits = numbered >= 2 && all - numbered >= 2 && line.number.is_some();
                if splits { Style::Numbered } else { Style::None }
            }
            Kind::Item | Kind::Callout | Kind::Row => line.style,
            _ => Style::None,
        };
        tree.nodes[at].class.style = style;
        let mut section = tree.nodes[at].parent;
        while section != ROOT
            && !matches!(
                tree.nodes[section].class.kind,
                Kind::Heading | Kind::Summary
            )
        {
            section = tree.nodes[section].parent;
        }
        tree.nodes[at].section = section;
        classes.entry(tree.nodes[at].class).or_default().push(at);
    }
    classes
}

/// What stands below each node: how much, and behind which marker.
fn describe(tree: &mut Tree, lines: &[Line<'_>], sums: &Sums) {
    for node in &mut tree.nodes[1..] {
        let line = &lines[node.line];
        let (from, end) = (node.line + 1, node.end.max(node.line + 1));
        node.category = category(&line.text);
        node.body = between(&sums.text, from, end) + line.inline.len();
        node.only_contents =
            between(&sums.plain, from, end) == 0 && between(&sums.contents, from, end) > 0;
        let inside = &lines[from..end];
        let first = inside.iter().find(|line| !line.is_nothing());
        node.outside = line.quote > 0 && first.is_some_and(|first| first.quote == 0);
        node.mark = mark_below(node, line, inside);
    }
    // Two headings on neighbouring lines are two ways to ask the same.
    for at in 1..tree.nodes.len().saturating_sub(1) {
        if twins(tree, at, at + 1) {
            tree.nodes[at].body = tree.nodes[at + 1].body;
        }
    }
}

/// Whether two headings of a class stand on neighbouring lines.
pub(super) fn twins(tree: &Tree, one: usize, other: usize) -> bool {
    let (a, b) = (&tree.nodes[one], &tree.nodes[other]);
    a.class.kind == Kind::Heading
        && a.class == b.class
        && b.line == a.line + 1
        && (a.body > 0 || b.body > 0)
}

/// The marker that opens the answer below a node.
fn mark_below(node: &Node, opener: &Line<'_>, inside: &[Line<'_>]) -> Option<Mark> {
    let mut first = true;
    let mut asking = true;
    for (at, line) in inside.iter().take(80).enumerate() {
        if matches!(line.kind, Kind::Blank | Kind::Rule | Kind::Tag) {
            continue;
        }
        if line.mark.is_some() && !is_option(inside, at) {
            return line.mark;
        }
        if matches!(line.kind, Kind::Heading | Kind::Bold)
            && line.rank > node.class.rank
            && words::names_answer(&bare(&line.text))
        {
            return Some(Mark::Heading);
        }
        if is_button_line(line)
            && (first || super::super::words::is_answer_opener(&bare(&line.text)))
        {
            return Some(Mark::Fold);
        }
        if line.quote > 0 && opener.quote == 0 && line.kind != Kind::Callout && asking {
            return Some(Mark::Quote);
        }
        if at > 24 && !first {
            // Answers' markers stand at their beginning; options and code come before.
            asking = false;
        }
        first = false;
        if asking && !matches!(line.kind, Kind::Code | Kind::Open) {
            asking = matches!(category(&line.text), Category::Ask | Category::Noun);
        }
    }
    None
}

/// Whether `A: …` stands right before `B: …`: one of several options, and no answer.
pub(super) fn is_option(inside: &[Line<'_>], at: usize) -> bool {
    let begins = |line: &Line<'_>, letter: char| {
        let bare = line.raw.trim_start_matches(|c: char| !c.is_alphanumeric());
        bare.strip_prefix(letter)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    inside[at].mark == Some(Mark::Label)
        && begins(&inside[at], 'A')
        && inside[at + 1..]
            .iter()
            .take(4)
            .any(|line| begins(line, 'B'))
}

/// Words, prior and body.
fn own(tree: &mut Tree, lines: &[Line<'_>], classes: &Classes, title: &str, weights: &Weights) {
    let bodied: HashMap<Class, f32> = classes
        .iter()
        .map(|(class, members)| (*class, share_with_body(tree, members)))
        .collect();
    let top_titles = tree.nodes[ROOT]
        .children
        .iter()
        .filter(|&&at| {
            tree.nodes[at].class.kind == Kind::Heading && tree.nodes[at].category != Category::Junk
        })
        .count();
    let repeated = titles(tree, lines);
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        let line = &lines[node.line];
        let is_title = matches!(line.kind, Kind::Heading | Kind::Bold | Kind::Summary);
        let mut vote = match node.category {
            Category::Ask => weights.ask,
            Category::Topic => weights.topic,
            Category::Noun => weights.noun,
            Category::Statement => weights.statement,
            Category::Long => weights.statement / 2.0,
            Category::Junk => weights.junk,
        };
        let marked = line.text.contains(['?', '？']);
        let repeated = repeated
            .get(&letters_only(&line.text))
            .copied()
            .unwrap_or(0);
        if repeated >= 3 && is_title && node.category != Category::Ask {
            // The same title over and over names a part of each answer.
            vote = weights.junk;
        }
        let names_section = !marked && is_title && words::is_section(&bare(&line.text));
        if node.category == Category::Noun && is_title {
            let only_titles = node.children.len() > 1
                && node
                    .children
                    .iter()
                    .all(|&child| tree.nodes[child].class.kind == line.kind);
            if names_section || only_titles {
                vote += weights.only_titles;
            }
        }
        if names_section && matches!(node.category, Category::Topic | Category::Ask) {
            vote = vote.min(0.0) + weights.section_name;
        }
        if line.kind == Kind::Heading && node.parent == ROOT && top_titles == 1 && !title.is_empty()
        {
            // One question a file: the file's name may ask it.
            let asks = category(title) == Category::Ask && title.split_whitespace().count() > 2;
            if asks {
                vote = vote.max(weights.ask);
            }
        }
        if plain(&line.text).is_empty() {
            vote = if line.style == Style::Label {
                0.5
            } else {
                weights.junk
            };
        }
        let mut prior = prior(line, node.class.style, marked, weights);
        if line.kind == Kind::Item {
            prior += weights.deeper * super::number(line.depth as usize);
        }
        if line.fold > 0 || line.quote > 0 && !node.outside {
            prior += weights.folded
                * if below_a_name(tree, lines, at) {
                    0.3
                } else {
                    1.0
                };
        }
        if line.checkbox {
            vote += weights.checkbox;
        }
        if line.link {
            vote += weights.link * if line.kind == Kind::Heading { 0.5 } else { 1.0 };
        }
        let has_body = node.body > 0;
        let is_heading = line.kind == Kind::Heading;
        if bodied.get(&node.class).is_some_and(|share| *share >= 0.6) {
            prior += match (has_body, is_heading) {
                (true, _) => weights.body,
                (false, true) => weights.bare_heading,
                (false, false) => weights.nobody,
            };
        } else if is_heading && !has_body {
            prior += weights.bare_heading;
        }
        tree.nodes[at].own = vote + prior;
    }
}

/// How often such a marker carries a question at all.
fn prior(line: &Line<'_>, style: Style, marked: bool, weights: &Weights) -> f32 {
    match (line.kind, style) {
        (_, Style::Label) | (Kind::Callout, Style::Callout(true)) => weights.prior_label,
        (Kind::Callout, _) => weights.prior_callout,
        (Kind::Heading, Style::Bullet) if !marked => weights.outline,
        (Kind::Item, Style::BoldBullet | Style::BoldOrdered) | (Kind::Bold, _) => {
            weights.prior_bold
        }
        (Kind::Item, Style::Ordered | Style::Inner) => weights.prior_ordered,
        (Kind::Item | Kind::Open, _) => weights.prior_bullet,
        (Kind::Number, _) => weights.prior_number,
        _ => weights.prior_title,
    }
}

/// Whether a heading stands in a fold under a topic's name, which is a section, and not under
/// "answer", which hides one.
fn below_a_name(tree: &Tree, lines: &[Line<'_>], at: usize) -> bool {
    let mut around = tree.nodes[at].parent;
    while around != ROOT && tree.nodes[around].class.kind != Kind::Summary {
        around = tree.nodes[around].parent;
    }
    around != ROOT
        && lines[tree.nodes[at].line].kind == Kind::Heading
        && matches!(
            tree.nodes[around].category,
            Category::Noun | Category::Topic
        )
}

fn share_with_body(tree: &Tree, members: &[usize]) -> f32 {
    let with = members
        .iter()
        .filter(|&&at| tree.nodes[at].body > 0)
        .count();
    ratio(with, members.len())
}

/// What a class shows, once for all its members.
fn shared(tree: &mut Tree, lines: &[Line<'_>], classes: &Classes, weights: &Weights) {
    for (class, members) in classes {
        let nodes = |at: &usize| &tree.nodes[*at];
        let mut sum = 0.0;
        if let Some(mark) = uniform_mark(tree, members) {
            sum += weights.marker * if mark == Mark::Quote { 0.6 } else { 1.0 };
        }
        let numbers: Vec<u32> = members
            .iter()
            .filter_map(|at| lines[nodes(at).line].number)
            .collect();
        if numbers.len() >= 3 && numbers.len() * 5 >= members.len() * 4 {
            let steps = numbers
                .windows(2)
                .filter(|two| two[1] == two[0] + 1 || two[1] == 1);
            if steps.count() * 20 >= (numbers.len() - 1) * 17 {
                sum += weights.series;
            }
        }
        let texts: Vec<String> = members
            .iter()
            .map(|at| letters_only(&lines[nodes(at).line].text))
            .filter(|text| !text.is_empty())
            .collect();
        let distinct: HashSet<&String> = texts.iter().collect();
        let repeats = texts.len() >= 4
            && (distinct.len() * 2 <= texts.len() && class.kind != Kind::Heading
                || distinct.len() * 5 <= texts.len());
        if repeats && !each_has_code(tree, lines, members) {
            sum += weights.same;
        }
        let opener = median(
            members
                .iter()
                .map(|at| lines[nodes(at).line].text.chars().count()),
        );
        if opener > 130 {
            sum += weights.long_openers;
        }
        let opener = median(members.iter().map(|at| lines[nodes(at).line].text.len()));
        let body = median(members.iter().map(|at| nodes(at).body));
        if body * 2 > opener * 3 {
            sum += weights.longer_bodies;
        }
        if members.len() == 1 {
            sum += weights.single;
        }
        if class.kind == Kind::Heading && has_template(tree, lines, members) {
            sum += weights.template;
        }
        if class.kind == Kind::Item
            && members.len() > 2
            && what_is_below_tells(tree, lines, members)
        {
            sum += weights.told;
        }
        for at in members {
            tree.nodes[*at].own += sum;
        }
    }
}

/// The marker with which most members open their answers.
pub(super) fn uniform_mark(tree: &Tree, members: &[usize]) -> Option<Mark> {
    let mut counts: HashMap<Mark, usize> = HashMap::new();
    for &at in members {
        if let Some(mark) = tree.nodes[at].mark {
            *counts.entry(mark).or_default() += 1;
        }
    }
    let (mark, count) = counts
        .into_iter()
        .max_by_key(|(mark, count)| (*count, *mark as u8))?;
    let says_itself = matches!(mark, Mark::Label | Mark::Heading | Mark::Fold | Mark::Colon);
    (count * 5 >= members.len() * 3 && (members.len() > 1 || says_itself)).then_some(mark)
}

fn letters_only(text: &str) -> String {
    let mut text = letters(&bare(text));
    text.retain(|c| !c.is_numeric());
    text
}

/// The same words again and again are still questions where each shows code of its own.
fn each_has_code(tree: &Tree, lines: &[Line<'_>], members: &[usize]) -> bool {
    let with = members.iter().filter(|&&at| {
        let node = &tree.nodes[at];
        let end = node.end.min(node.line + 6).max(node.line + 1);
        lines[node.line + 1..end]
            .iter()
            .any(|line| line.kind == Kind::Code)
    });
    with.count() * 5 >= members.len() * 3
}

fn median(values: impl Iterator<Item = usize>) -> usize {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

/// Whether half of the members have the same sub-heading.
fn has_template(tree: &Tree, lines: &[Line<'_>], members: &[usize]) -> bool {
    if members.len() < 2 {
        return false;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for &at in members {
        let titles: HashSet<String> = tree.nodes[at]
            .children
            .iter()
            .map(|&child| &tree.nodes[child])
            .filter(|child| {
                matches!(child.class.kind, Kind::Heading | Kind::Bold)
                    && child.category != Category::Junk
            })
            .map(|child| letters_only(&lines[child.line].text))
            .collect();
        for title in titles {
            *seen.entry(title).or_default() += 1;
        }
    }
    let most = seen.into_values().max().unwrap_or(0);
    most >= 2 && most * 2 >= members.len()
}

/// Whether the members do not state and what stands below them does.
fn what_is_below_tells(tree: &Tree, lines: &[Line<'_>], members: &[usize]) -> bool {
    if share_with_body(tree, members) < 0.8 {
        return false;
    }
    let (mut below, mut stating) = (0, 0);
    for &at in members {
        let node = &tree.nodes[at];
        let end = node.end.min(node.line + 12).max(node.line + 1);
        for line in &lines[node.line + 1..end] {
            if matches!(line.kind, Kind::Text | Kind::Item) {
                below += 1;
                stating += usize::from(category(&line.text) == Category::Statement);
            }
        }
    }
    let own = members
        .iter()
        .filter(|&&at| tree.nodes[at].category == Category::Statement)
        .count();
    below > 0 && stating * 2 >= below && own * 5 < members.len()
}

/// How often each title stands in the note.
fn titles(tree: &Tree, lines: &[Line<'_>]) -> HashMap<String, usize> {
    let mut titles: HashMap<String, usize> = HashMap::new();
    for node in &tree.nodes[1..] {
        if matches!(node.class.kind, Kind::Heading | Kind::Bold | Kind::Summary) {
            let words = letters_only(&lines[node.line].text);
            *titles.entry(words).or_default() += 1;
        }
    }
    titles
}

/// What the sections around say.
fn surroundings(
    tree: &mut Tree,
    lines: &[Line<'_>],
    title: &str,
    is_about: bool,
    weights: &Weights,
) {
    let titles = titles(tree, lines);
    // What each node says of those below it, found out once: (about, asked, advice, follow-ups).
    let contents_are_list = tree.contents_are_list;
    let said: Vec<[bool; 4]> = tree
        .nodes
        .iter()
        .map(|node| {
            if node.line == usize::MAX {
                return [words::is_about(title), false, false, false];
            }
            let text = bare(&lines[node.line].text);
            let about = words::is_about(&text);
            let is_title = matches!(node.class.kind, Kind::Heading | Kind::Bold | Kind::Summary);
            [
                about,
                about && words::is_section(&text),
                is_outline(node, &text)
                    || words::is_advice(&text)
                        && node.category != Category::Ask
                        && !(contents_are_list && super::super::words::is_contents_title(&text)),
                is_title
                    && super::super::words::is_follow_up_title(&text)
                    && titles.get(&letters_only(&text)).is_some_and(|n| *n >= 2),
            ]
        })
        .collect();
    let mut about_above = vec![is_about; tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let parent = tree.nodes[at].parent;
        let grandparent = tree.nodes[parent].parent;
        about_above[at] = about_above[parent] || said[parent][0];
        let mut sum = if about_above[at] {
            weights.about
        } else {
            -weights.about
        };
        if said[parent][2] || (parent != ROOT && said[grandparent][2]) {
            sum += weights.advice;
        }
        if said[parent][3] {
            sum += weights.advice;
        }
        if said[parent][1] {
            sum += weights.asked;
        }
        if tree.nodes[at].class.kind == Kind::Heading && said[at][2] {
            sum += weights.advice;
        }
        tree.nodes[at].own += sum;
    }
}

/// Whether a node is a heading under a bullet: an outline's topic, and so is what stands below it.
fn is_outline(node: &Node, text: &str) -> bool {
    node.class.kind == Kind::Heading
        && node.class.style == Style::Bullet
        && !text.ends_with(['?', '？'])
}

/// What the user said of whole classes.
pub(super) fn said_of_classes(tree: &Tree, said: &Said) -> HashMap<Class, bool> {
    let classes = tree.nodes[1..]
        .iter()
        .filter_map(|node| Some((node.class, *said.alike.get(&node.line)?)));
    classes.collect()
}

/// Adds it to their own log-odds.
pub(super) fn add_said(tree: &mut Tree, alike: &HashMap<Class, bool>) {
    for node in &mut tree.nodes[1..] {
        if alike.get(&node.class) == Some(&true) {
            node.own += 6.0;
        }
    }
}

/// Draws a node's own log-odds towards the mean of its class in its section.
pub(super) fn pull(
    tree: &mut Tree,
    lines: &[Line<'_>],
    classes: &Classes,
    said: &Said,
    banned: &HashSet<Class>,
    weights: &Weights,
) {
    let clip = |own: f32| own.clamp(-3.5, 4.0);
    // A line that was called a question speaks for its like.
    let weight = |tree: &Tree, at: usize| match said.asks.get(&tree.nodes[at].line) {
        Some(true) => 4.0,
        _ => 1.0,
    };
    for node in &mut tree.nodes[1..] {
        if let Some(&asks) = said.asks.get(&node.line) {
            node.own = if asks { 4.0 } else { -3.5 };
        }
    }
    for (class, members) in classes {
        let sum = |of: &[usize]| {
            of.iter().fold((0.0, 0.0), |(sum, count), &at| {
                let weight = weight(tree, at);
                (sum + clip(tree.nodes[at].own) * weight, count + weight)
            })
        };
        let (all, count) = sum(members);
        let mean = all / count.max(1.0);
        let mut sections: HashMap<usize, Vec<usize>> = HashMap::new();
        for &at in members {
            sections.entry(tree.nodes[at].section).or_default().push(at);
        }
        let means: HashMap<usize, f32> = sections
            .into_iter()
            .map(|(section, members)| {
                let (here, count) = sum(&members);
                let mixed = (here + weights.pseudo * mean) / (count + weights.pseudo);
                (section, mixed)
            })
            .collect();
        for &at in members {
            let line = &lines[tree.nodes[at].line];
            let node = &mut tree.nodes[at];
            let mean_here = means.get(&node.section).copied().unwrap_or(mean);
            node.score = clip(node.own) + mean_here.clamp(-2.5, 2.5);
            node.firm = mean > 1.5 && members.len() >= 5;
            let fits = matches!(
                node.category,
                Category::Noun | Category::Topic | Category::Ask
            );
            if mean_here > weights.gate && fits && (node.body > 0 || line.kind != Kind::Heading) {
                node.score = node.score.max(weights.keep);
            }
            if node.category == Category::Junk && line.style != Style::Label || node.only_contents {
                node.score = node.score.min(-0.5);
            }
            node.drawn = node.score;
            if banned.contains(class) {
                node.score = node.score.min(-0.01);
            }
            match said.asks.get(&node.line) {
                Some(true) => node.score = 20.0,
                Some(false) => node.score = -20.0,
                None => {}
            }
        }
    }
}
