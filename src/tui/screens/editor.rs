//! A card in its fields: written where it is needed, saved into its file, and then the screen
//! beneath goes on where it was.
//!
//! Nothing that was typed is lost: every change is kept aside as a draft, a save that fails leaves
//! the text here, and where the file was changed meanwhile both versions are shown and nothing is
//! written over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;

use super::help;
use crate::bank::write::skeleton::Skeleton;
use crate::bank::write::{Clash, Conflict, Draft, Field, LeftBehind, Opened, Typed, Value};
use crate::bank::{CardId, Deck, Origin};
use crate::clock::Moment;
use crate::language::{Both, Language};
use crate::tui::action::{Action, Scope};
use crate::tui::cards::{CardJob, CardResult};
use crate::tui::effect::Effect;
use crate::tui::outside;
use crate::tui::screen::{News, Reply, Screen};
use crate::tui::shared::{self, Shared};
use crate::tui::theme::Role;
use crate::tui::tutor::Place;
use crate::tui::widgets::ask::Ask;
use crate::tui::widgets::form::{Field as FormField, Took};
use crate::tui::widgets::list::List;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_edit::Ended;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

mod draw;
pub(super) mod form;
mod taking;
mod versions;

use form::CardForm;
use taking::Taking;
use versions::Versions;

/// The editor of one card.
#[derive(Debug)]
pub struct Editor {
    deck: Target,
    /// The card as it stands in its file; `None` for a new one, and until it is read.
    opened: Option<Opened>,
    form: CardForm,
    state: State,
    over: Option<Over>,
    /// It was asked a moment ago what becomes of unsaved text.
    left: Option<Ended<()>>,
    /// Why it could not be saved.
    trouble: Option<Both>,
    /// What was typed while the card was on its way from the disk.
    early: Vec<Early>,
    /// What was said, and is to become the answer once the card is read.
    said: Option<String>,
    /// The running time at which the editor was opened.
    since: Duration,
    quits: bool,
}

/// The deck in which the card stands, or will.
#[derive(Debug, Clone)]
pub enum Target {
    /// A deck of the bank.
    Deck(Arc<Deck>),
    /// One that is made with the card; its id.
    New(String),
}

impl Target {
    /// The deck with this id, which is a new one where the bank has none.
    pub fn named(id: &str, shared: &Shared) -> Self {
        let mut decks = shared.bank.decks().iter();
        let found = decks.find(|deck| deck.id == id).map(Arc::clone);
        found.map_or_else(|| Self::New(id.to_owned()), Self::Deck)
    }

    fn id(&self) -> &str {
        match self {
            Self::Deck(deck) => &deck.id,
            Self::New(id) => id,
        }
    }
}

/// What the editor waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The card is on its way from the disk.
    Opening,
    /// Keys.
    Writing,
    /// The card is read again, which the user has changed in another editor.
    Reading,
    /// The card is on its way to the disk.
    Saving,
}

/// What was typed before there was a text to type it into.
#[derive(Debug)]
enum Early {
    Key(KeyEvent, Option<Action>),
    Paste(String),
}

/// What lies over the form.
#[derive(Debug)]
enum Over {
    /// Leave without saving?
    Unsaved(Ask),
    /// Mine or the file's?
    Conflict { conflict: Box<Conflict>, pane: Pane },
    /// What stood in the field before.
    Versions(Versions),
    /// Which of what is written and said becomes the answer?
    Taking(Taking),
}

/// Opens the editor of a card with the caret in `field`.
pub fn open(card: &CardId, field: Field, shared: &mut Shared, now: Moment) -> Vec<Reply> {
    open_with(card, field, None, shared, now)
}

/// Opens the editor of a card to make its answer of what was said. Says so where nothing was.
pub fn take_said(card: &CardId, said: &str, shared: &mut Shared, now: Moment) -> Vec<Reply> {
    if said.trim().is_empty() {
        let words = shared.language.nothing_said();
        shared.say(words, Role::Warn, now);
        return Vec::new();
    }
    let said = said.trim().to_owned();
    open_with(card, Field::Answer, Some(said), shared, now)
}

fn open_with(
    card: &CardId,
    field: Field,
    said: Option<String>,
    shared: &mut Shared,
    now: Moment,
) -> Vec<Reply> {
    let Some(entry) = shared.bank.find(card) else {
        let words = shared.language.room_gone();
        shared.say(words, Role::Warn, now);
        return Vec::new();
    };
    let deck = Arc::clone(entry.deck);
    let job = CardJob::Open {
        deck: Arc::clone(&deck),
        card: card.clone(),
        takes_up: true,
    };
    let mut editor = Editor::new(Target::Deck(deck), State::Opening, field, shared, now);
    editor.said = said;
    vec![Reply::open(editor), Reply::Do(Effect::Card(job, now.wall))]
}

/// Opens the editor of a new card of a deck.
pub fn open_new(deck: Target, shared: &Shared, now: Moment) -> Reply {
    let editor = Editor::new(deck, State::Writing, Field::Question, shared, now);
    Reply::open(editor)
}

/// Opens the editor of a new card that was never saved.
pub fn go_on(left: Box<LeftBehind<Draft>>, shared: &Shared, now: Moment) -> Vec<Reply> {
    let deck = Target::named(&left.content.deck, shared);
    let editor = Editor::new(deck, State::Opening, Field::Question, shared, now);
    vec![
        Reply::open(editor),
        Reply::Do(Effect::Card(CardJob::TakeUp(left), now.wall)),
    ]
}

impl Editor {
    fn new(deck: Target, state: State, field: Field, shared: &Shared, now: Moment) -> Self {
        Self {
            deck,
            opened: None,
            form: form::of(&BTreeMap::new(), field, shared),
            state,
            over: None,
            left: None,
            trouble: None,
            early: Vec::new(),
            said: None,
            since: now.running,
            quits: false,
        }
    }

    /// Whether keys are text now.
    pub fn is_typing(&self) -> bool {
        self.over.is_none()
    }

    /// Leaves the program; unsaved text is asked about once and lies in its draft anyway.
    fn interrupt(&mut self, say: Language) -> Option<Vec<Reply>> {
        if matches!(self.over, Some(Over::Unsaved(_))) || !self.form.is_changed() {
            return None;
        }
        self.quits = true;
        self.over = Some(Over::Unsaved(self.leaving(say)));
        Some(Vec::new())
    }

    fn leave(&mut self, shared: &Shared, now: Moment) -> Vec<Reply> {
        if self.form.is_changed() {
            self.over = Some(Over::Unsaved(self.leaving(shared.language)));
            self.left = Some(Ended::new((), now.running));
            return Vec::new();
        }
        self.close_without_saving(now)
    }

    /// Leave without saving? Where the program ends the text stays in its draft, and nothing is
    /// lost by leaving.
    fn leaving(&self, say: Language) -> Ask {
        let title = say.editor_unsaved_title();
        let mut answers = vec![Action::StayInForm, Action::SaveAndLeave, Action::Discard];
        if !self.quits {
            return Ask::by_name(title, say.editor_unsaved_words(), &answers, say);
        }
        answers.insert(0, Action::EndAnyway);
        Ask::by_name(title, say.editor_ending_words(), &answers, say)
    }

    fn answered(&mut self, action: Action, now: Moment) -> Option<Vec<Reply>> {
        match action {
            Action::EndAnyway => return Some(vec![Reply::Quit]),
            Action::Discard => return Some(self.close_without_saving(now)),
            Action::SaveAndLeave => {
                self.over = None;
                return Some(self.save(now));
            }
            Action::StayInForm => {
                self.over = None;
                self.quits = false;
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn close_without_saving(&self, now: Moment) -> Vec<Reply> {
        let draft = Box::new(self.draft(&Typed::default()));
        let mut replies = vec![
            Reply::Do(Effect::Card(CardJob::DropDraft(draft), now.wall)),
            Reply::Close,
        ];
        if self.quits {
            replies.push(Reply::Quit);
        }
        replies
    }

    fn save(&mut self, now: Moment) -> Vec<Reply> {
        let changes = match form::changes(&self.form) {
            Ok(changes) => changes,
            Err((field, fault)) => {
                self.form.go_to(field);
                self.trouble = Some(fault);
                return Vec::new();
            }
        };
        if changes.is_empty() {
            return self.close_without_saving(now);
        }
        self.trouble = None;
        let job = match &self.opened {
            Some(opened) => CardJob::Save {
                opened: Box::new(opened.clone()),
                changes,
            },
            None => {
                if let Some(fault) =
                    Field::Question.fault(changes.get(&Field::Question).and_then(Option::as_ref))
                {
                    self.form.go_to(Field::Question);
                    self.trouble = Some(fault);
                    return Vec::new();
                }
                let values = changes
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .filter(|(_, value)| !value.is_empty())
                    .collect();
                match &self.deck {
                    Target::Deck(deck) => CardJob::Add {
                        deck: Arc::clone(deck),
                        values,
                    },
                    Target::New(deck) => CardJob::AddDeck {
                        deck: deck.clone(),
                        values,
                    },
                }
            }
        };
        self.state = State::Saving;
        vec![Reply::Do(Effect::Card(job, now.wall))]
    }

    /// Takes what came of the opening or the save.
    fn take_result(&mut self, result: &CardResult, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let was = std::mem::replace(&mut self.state, State::Writing);
        match (was, result) {
            (State::Opening, CardResult::Opened(opened, draft)) => {
                let field = self.form.current().map_or(Field::Answer, |entry| entry.key);
                self.form = form::of(&opened.own.values, field, shared);
                if let Some(draft) = draft {
                    self.take_up(draft, opened, shared, now);
                }
                self.opened = Some((**opened).clone());
                let mut replies = self.take_what_was_said(shared, now);
                replies.extend(self.type_early(shared, now));
                return replies;
            }
            (State::Opening, CardResult::TakenUp(draft)) => {
                let Some(draft) = draft else {
                    shared.say(shared.language.editor_draft_taken(), Role::Warn, now);
                    return vec![Reply::Close];
                };
                form::write_typed(&mut self.form, &draft.typed());
                shared.say(shared.language.editor_draft(), Role::Accent, now);
                return self.type_early(shared, now);
            }
            (State::Reading, CardResult::Read) => return self.read_again(now),
            (State::Reading, CardResult::Opened(opened, _)) => {
                self.compare_with((**opened).clone());
            }
            (State::Opening, CardResult::Failed(why)) => {
                let words = shared
                    .language
                    .editor_not_done(why.in_language(shared.language));
                shared.say(words, Role::Bad, now);
                return vec![Reply::Close];
            }
            (State::Saving, CardResult::Done { .. }) => {
                let mut replies = vec![Reply::Close];
                if self.quits {
                    replies.push(Reply::Quit);
                }
                return replies;
            }
            (State::Saving, CardResult::Conflict(conflict)) => {
                self.over = Some(Over::Conflict {
                    conflict: conflict.clone(),
                    pane: Pane::default(),
                });
            }
            (State::Saving | State::Reading, CardResult::Failed(why)) => {
                self.trouble = Some(why.clone());
                self.quits = false;
            }
            (was, _) => self.state = was,
        }
        Vec::new()
    }

    /// What was said becomes the answer; where there is one, it is asked what of both does.
    fn take_what_was_said(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let (Some(said), None) = (self.said.take(), &self.over) else {
            return Vec::new();
        };
        let field = self.form.fields().iter().find(|it| it.key == Field::Answer);
        let written = field.map(FormField::text).unwrap_or_default();
        if !written.trim().is_empty() {
            self.over = Some(Over::Taking(Taking::of(&written, &said)));
            return Vec::new();
        }
        self.make_answer(said, shared, now)
    }

    /// A text becomes the answer in the form, and is kept aside.
    fn make_answer(&mut self, text: String, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        form::write(&mut self.form, Field::Answer, Some(&Value::Text(text)));
        let key = shared.keymap.shown(Action::SaveCard, shared.ascii);
        let words = shared.language.editor_taken(&key.unwrap_or_default());
        shared.say(words, Role::Accent, now);
        self.kept_aside()
    }

    /// Types what was typed while the card was on its way.
    fn type_early(&mut self, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        let mut replies = Vec::new();
        for early in std::mem::take(&mut self.early) {
            replies.extend(match early {
                Early::Key(key, action) => self.type_key(key, action, shared, now),
                Early::Paste(pasted) => self.paste(&pasted, shared, now),
            });
        }
        replies
    }

    /// Goes on with what was typed earlier and never saved. Where the file has changed since, that
    /// is a conflict like any other.
    fn take_up(&mut self, draft: &Draft, opened: &Opened, shared: &mut Shared, now: Moment) {
        let typed = draft.typed();
        form::write_typed(&mut self.form, &typed);
        if !self.form.is_changed() {
            return;
        }
        if draft.fits(opened) {
            let words = shared.language.editor_draft();
            shared.say(words, Role::Accent, now);
            return;
        }
        self.show_conflict(typed, opened.clone());
    }

    /// Everything typed beside what stands in the file now; nothing where both say the same.
    fn show_conflict(&mut self, typed: Typed, theirs: Opened) {
        let unfinished = typed.unfinished.into_iter();
        let mine = unfinished.map(|(field, text)| (field, Some(Value::Text(text))));
        let clashes = typed.changes.into_iter().chain(mine);
        let clashes = clashes.map(|(field, mine)| Clash {
            field,
            read: None,
            mine,
            theirs: theirs.own.values.get(&field).cloned(),
        });
        let clashes: Vec<Clash> = clashes.filter(|clash| clash.mine != clash.theirs).collect();
        self.over = (!clashes.is_empty()).then(|| Over::Conflict {
            conflict: Box::new(Conflict { clashes, theirs }),
            pane: Pane::default(),
        });
    }

    /// The file in the user's own editor, where both versions can be brought together.
    fn open_file(&mut self, shared: &Shared) -> Vec<Reply> {
        let (Target::Deck(deck), Some(opened)) = (&self.deck, &self.opened) else {
            return Vec::new();
        };
        let Origin::File(path) = &deck.origin else {
            return Vec::new();
        };
        let entry = shared.bank.find(&opened.own.id);
        let line = entry.map_or(1, |entry| entry.card.line);
        let command = outside::command(&shared.editor, path, line);
        let deck = Arc::clone(deck);
        self.state = State::Reading;
        vec![Reply::Do(Effect::OpenFile { command, deck })]
    }

    /// The user's own editor is closed and the deck read: now the card.
    fn read_again(&mut self, now: Moment) -> Vec<Reply> {
        let (Target::Deck(deck), Some(opened)) = (&self.deck, &self.opened) else {
            return Vec::new();
        };
        self.state = State::Reading;
        let job = CardJob::Open {
            deck: Arc::clone(deck),
            card: opened.own.id.clone(),
            takes_up: false,
        };
        vec![Reply::Do(Effect::Card(job, now.wall))]
    }

    /// The card as the user's own editor left it: what was typed here is still the user's to
    /// choose, and the other fields say what the file says.
    fn compare_with(&mut self, opened: Opened) {
        let typed = form::typed(&self.form);
        form::follow_file(&mut self.form, &opened.own.values, &[]);
        if self.form.is_changed() {
            self.show_conflict(typed, opened);
        } else {
            self.over = None;
            self.opened = Some(opened);
        }
    }

    fn draft(&self, typed: &Typed) -> Draft {
        match &self.opened {
            Some(opened) => Draft::of_card(opened, typed),
            None => Draft::of_new_card(self.deck.id(), typed),
        }
    }

    /// What is typed survives a crash.
    fn kept_aside(&self) -> Vec<Reply> {
        let draft = self.draft(&form::typed(&self.form));
        vec![Reply::Do(Effect::KeepEdit(Box::new(draft)))]
    }

    /// The outline that an empty answer can begin with.
    fn outline(&self) -> Option<&str> {
        let outline = self.opened.as_ref()?.own.text(Field::Outline);
        (!outline.is_empty()).then_some(outline)
    }

    /// Whether the answer is written now and empty still.
    fn is_at_empty_answer(&self) -> bool {
        let current = self.form.current();
        current.is_some_and(|entry| entry.key == Field::Answer && entry.is_empty())
    }

    /// Puts something to begin with into an empty answer; over text it does nothing.
    fn begin_answer_with(&mut self, words: &str) -> Vec<Reply> {
        if words.is_empty() || !self.is_at_empty_answer() {
            return Vec::new();
        }
        self.form.paste(words);
        self.kept_aside()
    }

    fn show_versions(&mut self, shared: &mut Shared, now: Moment) {
        let (Some(opened), Some(entry)) = (&self.opened, self.form.current()) else {
            return;
        };
        let versions = Versions::of(opened, entry.key, shared, now);
        match versions {
            Some(versions) => self.over = Some(Over::Versions(versions)),
            None => {
                let words = shared.language.editor_no_versions();
                shared.say(words, Role::Dim, now);
            }
        }
    }
}

impl Screen for Editor {
    fn scopes(&self) -> &'static [Scope] {
        match self.over {
            None => &[Scope::Form],
            Some(Over::Unsaved(_)) if self.quits => &[Scope::Ending, Scope::Unsaved, Scope::Global],
            Some(Over::Unsaved(_)) => &[Scope::Unsaved, Scope::Global],
            Some(Over::Conflict { .. }) => &[Scope::Conflict, Scope::List, Scope::Global],
            Some(Over::Versions(_)) => &[Scope::Versions, Scope::List, Scope::Global],
            Some(Over::Taking(_)) => &[Scope::Taking, Scope::List, Scope::Global],
        }
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        shared: &mut Shared,
        now: Moment,
    ) -> Option<Vec<Reply>> {
        if action == Action::Interrupt {
            return self.interrupt(shared.language);
        }
        match (action, &mut self.over) {
            (action, Some(Over::Unsaved(_))) => return self.answered(action, now),
            (Action::KeepMine, Some(Over::Conflict { conflict, .. })) => {
                self.opened = Some(conflict.theirs.clone());
                self.over = None;
                return Some(self.save(now));
            }
            (Action::TakeTheirs, Some(Over::Conflict { conflict, .. })) => {
                let given_up: Vec<Field> =
                    conflict.clashes.iter().map(|clash| clash.field).collect();
                let theirs = conflict.theirs.clone();
                form::follow_file(&mut self.form, &theirs.own.values, &given_up);
                self.opened = Some(theirs);
                self.over = None;
                self.trouble = None;
                if self.form.is_changed() {
                    return Some(self.kept_aside());
                }
                let words = shared.language.editor_theirs_stays();
                shared.say(words, Role::Good, now);
                return Some(self.close_without_saving(now));
            }
            (Action::OpenConflict, Some(Over::Conflict { .. })) => {
                return Some(self.open_file(shared));
            }
            (Action::KeepEditing, Some(Over::Conflict { .. }))
            | (Action::CloseVersions, Some(Over::Versions(_)))
            | (Action::CloseTaking, Some(Over::Taking(_))) => self.over = None,
            (Action::ToggleParagraph, Some(Over::Taking(taking))) => taking.toggle(),
            (Action::OnlySaid, Some(Over::Taking(taking))) => taking.only_said(),
            (Action::TakeParagraphs | Action::Open, Some(Over::Taking(taking))) => {
                let text = taking.text();
                self.over = None;
                return Some(self.make_answer(text, shared, now));
            }
            (Action::TakeVersion | Action::Open, Some(Over::Versions(versions))) => {
                let (field, value) = versions.chosen();
                form::write(&mut self.form, field, value.as_ref());
                self.over = None;
                let words = shared.language.editor_version_taken();
                shared.say(words, Role::Accent, now);
                return Some(self.kept_aside());
            }
            (Action::Suspend | Action::Redraw | Action::Help, _) => return None,
            _ => {}
        }
        Some(Vec::new())
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        self.draw_page(frame, area, shared)
    }

    fn type_key(
        &mut self,
        key: KeyEvent,
        action: Option<Action>,
        shared: &mut Shared,
        now: Moment,
    ) -> Vec<Reply> {
        if self.state == State::Opening {
            if action == Some(Action::LeaveForm) {
                return vec![Reply::Close];
            }
            self.early.push(Early::Key(key, action));
        }
        if self.state != State::Writing {
            return Vec::new();
        }
        match action {
            Some(Action::SaveCard) => return self.save(now),
            Some(Action::LeaveForm) if self.form.leave_offers() => {}
            Some(Action::LeaveForm) => return self.leave(shared, now),
            Some(Action::InsertOutline) => {
                let outline = self.outline().unwrap_or_default().to_owned();
                return self.begin_answer_with(&outline);
            }
            Some(Action::InsertStar) => {
                return self.begin_answer_with(Skeleton::Star.text(shared.language));
            }
            Some(Action::InsertConclusion) => {
                return self.begin_answer_with(Skeleton::Conclusion.text(shared.language));
            }
            Some(Action::ShowVersions) => self.show_versions(shared, now),
            Some(Action::FormHelp) => {
                let help = help::Help::new(&[Scope::Form], &shared.keymap);
                return vec![Reply::open(help)];
            }
            _ => {
                if self.form.take_key(key, action) == Took::Changed {
                    return self.kept_aside();
                }
            }
        }
        Vec::new()
    }

    fn type_on(&mut self, key: KeyEvent, shared: &mut Shared, now: Moment) -> Option<Vec<Reply>> {
        Ended::typed_on(&mut self.left, now.running)?;
        self.over.take_if(|over| matches!(over, Over::Unsaved(_)))?;
        Some(self.type_key(key, None, shared, now))
    }

    fn escape_taken_back(&mut self, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        self.over.take_if(|over| matches!(over, Over::Unsaved(_)));
        Vec::new()
    }

    fn paste(&mut self, pasted: &str, _shared: &mut Shared, _now: Moment) -> Vec<Reply> {
        if self.state == State::Opening {
            self.early.push(Early::Paste(pasted.to_owned()));
        }
        if self.state != State::Writing || self.over.is_some() {
            return Vec::new();
        }
        self.form.paste(pasted);
        self.kept_aside()
    }

    fn click(&mut self, target: shared::Target, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match (&mut self.over, target) {
            (None, target) if self.state == State::Writing => match self.form.click(target) {
                Took::Changed => self.kept_aside(),
                _ => Vec::new(),
            },
            (Some(Over::Taking(taking)), shared::Target::Row(row)) => {
                if taking.list.click(row) {
                    taking.toggle();
                }
                Vec::new()
            }
            (Some(Over::Versions(versions)), shared::Target::Row(row)) => {
                if versions.list.click(row) {
                    return self.act(Action::Open, 0, shared, now).unwrap_or_default();
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn news(&mut self, news: &News<'_>, shared: &mut Shared, now: Moment) -> Vec<Reply> {
        match news {
            News::Card(result) => self.take_result(result, shared, now),
            _ => Vec::new(),
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        match &mut self.over {
            Some(Over::Versions(versions)) => Some(&mut versions.list),
            Some(Over::Taking(taking)) => Some(&mut taking.list),
            _ => None,
        }
    }

    fn pane(&mut self) -> Option<&mut Pane> {
        match &mut self.over {
            Some(Over::Conflict { pane, .. }) => Some(pane),
            _ => None,
        }
    }

    fn tells(&self, news: &News<'_>) -> bool {
        matches!(
            news,
            News::Card(CardResult::Conflict(_) | CardResult::Failed(_))
        )
    }

    fn was_away(&mut self, away: Duration) {
        self.since += away;
    }

    fn kept_waiting(&self, now: Moment) -> Duration {
        now.running.saturating_sub(self.since)
    }

    fn place(&self) -> Place {
        Place::Editing
    }
}

/// A value in the words of the form.
fn shown(value: Option<&Value>) -> String {
    crate::bank::write::form::shown(value)
}
