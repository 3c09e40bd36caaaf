//! What comes of work done outside: taken up into what all screens see, told in the footer unless
//! a screen tells it itself, and passed on to the screens.

use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use crate::bank::Bank;
use crate::clock::Moment;
use crate::history::Record;
use crate::history::record::Body;
use crate::language::{Both, Language};
use crate::progress::SoFar;
use crate::store::watch::{Area, Areas};
use crate::tui::action::Action;
use crate::tui::cards::{CardJob, CardNews, CardResult, Done};
use crate::tui::effect::Effect;
use crate::tui::events::{Event, LookedBack};
use crate::tui::interviews::{InterviewDone, InterviewNews};
use crate::tui::known::KnownNews;
use crate::tui::notes::NoteNews;
use crate::tui::screen::{News, Reply};
use crate::tui::shared::Shared;
use crate::tui::speech;
use crate::tui::theme::Role;

/// A sentence for the footer.
type Said = Option<(String, Role)>;

impl App {
    /// Takes up what came of something outside; keys, mouse and pastes are not among it.
    pub(super) fn take_news(&mut self, event: Event, now: Moment) -> Vec<Reply> {
        match event {
            Event::BankRead(bank) => self.bank_read(bank, now),
            // The index of a bank that has changed meanwhile has other numbers.
            Event::IndexBuilt(_, bank) if !Arc::ptr_eq(&bank, &self.shared.bank) => Vec::new(),
            Event::IndexBuilt(index, _) => {
                self.shared.index = Some(index);
                self.pass_on(&News::IndexBuilt, now)
            }
            Event::Stirred(areas) => Self::stirred(areas, false),
            Event::LookedAround(around) => self.looked_around(*around, now),
            Event::WorkedOut(news) => self.worked_out(*news, now),
            Event::HistoryRead {
                history,
                so_far,
                problems,
                drafts,
                ids,
                unfinished,
            } => {
                self.shared.ids = ids;
                self.shared.unfinished = unfinished
                    .into_iter()
                    .map(|draft| (draft.name, draft.value))
                    .collect();
                self.shared.history = history;
                self.shared.so_far = so_far;
                self.shared.history_is_read = true;
                self.shared.join_bank_and_history();
                self.shared.problems.extend(problems);
                self.shared.drafts = drafts;
                Vec::new()
            }
            Event::Kept(record) => {
                self.shared.add_records([(*record).clone()]);
                self.is_out_of_date();
                self.pass_on(&News::Kept(&record), now)
            }
            Event::KeptAll(kept) => self.kept_all(kept, now),
            Event::NotKept(record, why) => {
                let say = self.shared.language;
                let words = say.not_saved(why.in_language(say));
                self.shared.say(words, Role::Bad, now);
                self.pass_on(&News::NotKept(&record, &why), now)
            }
            Event::Card(news) => self.card_news(*news, now),
            Event::LookedBack(news) => {
                let LookedBack { cards, result } = *news;
                let mut replies = self.card_news(cards, now);
                replies.extend(self.pass_on(&News::LookedBack(&result), now));
                replies
            }
            Event::Interviews(news) => self.interview_news(*news, now),
            Event::Notes(news) => self.note_news(*news, now),
            Event::ThemesRead(all, problems) => {
                self.shared.add_problems(problems);
                self.pass_on(&News::Themes(&all), now)
            }
            Event::Speech(speech::News::Heard { name, words }) => {
                let (name, words) = (&name, &words);
                self.pass_on(&News::Heard { name, words }, now)
            }
            Event::Speech(speech::News::Failed(why)) => self.tell(&why, Role::Dim, now),
            Event::PracticeKept(kept) => self.practice_kept(kept, now),
            Event::DraftFailed(why) | Event::ThemeKept(_, Err(why)) => {
                self.tell(&why, Role::Bad, now)
            }
            Event::ThemeKept(name, Ok(())) => {
                let words = self.shared.language.themes_kept(&name);
                self.shared.say(words, Role::Good, now);
                Vec::new()
            }
            Event::Exported(done) => {
                let (words, role) = exported(done, self.shared.language);
                self.shared.say(words, role, now);
                Vec::new()
            }
            Event::Key(_)
            | Event::EscapesTakenBack(_)
            | Event::TellsKeysApart
            | Event::Mouse(_)
            | Event::Paste(_)
            | Event::Resized
            | Event::Signal(_) => Vec::new(),
        }
    }

    /// Answers were given to other cards, or that was taken back.
    fn kept_all(&mut self, kept: Result<Vec<Record>, Both>, now: Moment) -> Vec<Reply> {
        let say = self.shared.language;
        let records = match kept {
            Ok(records) => records,
            Err(why) => {
                let words = say.not_saved(why.in_language(say));
                self.shared.say(words, Role::Bad, now);
                return Vec::new();
            }
        };
        let is_move = |record: &&Record| matches!(record.body, Body::Moved(_));
        let moved = records.iter().filter(is_move).count();
        let words = if moved > 0 {
            say.adopt_moved(moved)
        } else {
            say.adopt_undone(records.len())
        };
        let history = Arc::make_mut(&mut self.shared.history);
        history.add_all(records);
        self.shared.so_far = SoFar::of(history, self.shared.day_begins);
        self.is_out_of_date();
        self.shared.say(words, Role::Good, now);
        Vec::new()
    }

    /// Whose questions are practised has changed already, kept for the next start or not.
    fn practice_kept(&mut self, kept: Result<(), Both>, now: Moment) -> Vec<Reply> {
        self.is_out_of_date();
        if let Err(why) = kept {
            return self.tell(&why, Role::Bad, now);
        }
        let say = self.shared.language;
        let words = self.shared.audience().words();
        let words = say.audience_kept(words.in_language(say));
        self.shared.say(words, Role::Good, now);
        Vec::new()
    }

    fn tell(&mut self, what: &Both, role: Role, now: Moment) -> Vec<Reply> {
        let words = what.in_language(self.shared.language).clone();
        self.shared.say(words, role, now);
        Vec::new()
    }

    /// Tells every screen.
    fn pass_on(&mut self, news: &News<'_>, now: Moment) -> Vec<Reply> {
        self.tell_screens(|screen, shared| screen.news(news, shared, now))
    }

    /// Says something in the footer unless a screen tells the news itself.
    fn say_unless_told(&mut self, said: Said, news: &News<'_>, now: Moment) {
        let is_told = self.screens.iter().any(|screen| screen.tells(news));
        if let Some((words, role)) = said.filter(|_| !is_told) {
            self.shared.say(words, role, now);
        }
    }

    /// What was worked out of decks that are others by now is worked out once more.
    fn worked_out(&mut self, news: KnownNews, now: Moment) -> Vec<Reply> {
        let KnownNews {
            bank,
            coming,
            survey,
            plan,
            progress,
            strays,
        } = news;
        if !Arc::ptr_eq(&bank, &self.shared.bank) {
            return Vec::new();
        }
        self.shared.coming = coming;
        if let Some(plan) = plan {
            self.shared.plan = Some(plan);
        }
        if let Some(strays) = strays {
            self.shared.strays = strays;
        }
        if let Some(progress) = progress {
            self.shared.progress = Some(progress);
        }
        let Some(survey) = survey else {
            return Vec::new();
        };
        self.shared.survey = Some(survey);
        self.pass_on(&News::Surveyed, now)
    }

    /// The decks are there, or were read anew.
    fn bank_read(&mut self, bank: Arc<Bank>, now: Moment) -> Vec<Reply> {
        if std::mem::replace(&mut self.shared.bank_is_read, true) {
            let bank = Arc::unwrap_or_clone(bank).keeping(&self.shared.bank);
            return self.bank_changed(Arc::new(bank), now);
        }
        self.shared.bank = Arc::clone(&bank);
        self.shared.join_bank_and_history();
        let mut replies = vec![
            Reply::Do(Effect::Card(CardJob::FinishMoves, now.wall)),
            Reply::Do(Effect::BuildIndex(bank)),
        ];
        if std::mem::take(&mut self.decks_stirred) {
            replies.extend(Self::stirred(Areas::default().with(Area::Decks), false));
        }
        replies
    }

    /// The decks are others: cards may have other numbers.
    pub(super) fn bank_changed(&mut self, bank: Arc<Bank>, now: Moment) -> Vec<Reply> {
        let before = std::mem::replace(&mut self.shared.bank, Arc::clone(&bank));
        self.shared.join_bank_and_history();
        self.shared.index = None;
        self.shared.survey = None;
        self.is_out_of_date();
        let mut replies = self.pass_on(&News::BankChanged { before: &before }, now);
        replies.push(Reply::Do(Effect::BuildIndex(bank)));
        replies
    }

    /// Decks and history become what they are on the disk now, then the screens hear of it.
    fn card_news(&mut self, news: CardNews, now: Moment) -> Vec<Reply> {
        if !news.records.is_empty() {
            self.shared.add_records(news.records);
            self.is_out_of_date();
        }
        let mut replies = Vec::new();
        if !news.decks.is_empty() || news.unreadable.is_some() {
            let mut bank = (*self.shared.bank).clone();
            for (deck, problems) in news.decks {
                bank = bank.with_deck(deck, problems);
            }
            if let Some((deck, problem)) = news.unreadable {
                bank = bank.without_file(&deck, problem);
            }
            replies = self.bank_changed(Arc::new(bank), now);
        }
        if let CardResult::Opened(opened, _) = &news.result
            && let Some(deck) = self.shared.bank.unreadable(&opened.deck.id)
        {
            // Its file is there again.
            let job = CardJob::ReadDeck(Arc::clone(deck));
            replies.push(Reply::Do(Effect::Card(job, now.wall)));
        }
        let said = card_words(&news.result, &self.shared);
        let news = News::Card(&news.result);
        self.say_unless_told(said, &news, now);
        replies.extend(self.pass_on(&news, now));
        replies
    }

    /// The interviews become what stands in their file now.
    pub(super) fn interview_news(&mut self, news: InterviewNews, now: Moment) -> Vec<Reply> {
        let InterviewNews {
            mut interviews,
            problems,
            result,
        } = news;
        interviews.sort_by_key(|interview| interview.date.local(*now.wall.offset()));
        if *self.shared.interviews != interviews {
            self.is_out_of_date();
        }
        self.shared.interviews = Arc::new(interviews);
        self.shared.interview_problems = problems;
        let said = interview_words(&result, self.shared.language);
        let news = News::Interviews(&result);
        self.say_unless_told(said, &news, now);
        self.pass_on(&news, now)
    }

    /// Notes that are taken change the decks and the history, whatever screen is seen by now.
    fn note_news(&mut self, mut news: NoteNews, now: Moment) -> Vec<Reply> {
        let mut replies = Vec::new();
        let say = self.shared.language;
        let written = match &mut news {
            NoteNews::Taken(report) => {
                let words = say.import_done(report.new, report.changed);
                Some((std::mem::take(&mut report.records), words))
            }
            NoteNews::TakenBack(undone, records) => {
                let words = undone.words().in_language(say).clone();
                Some((std::mem::take(records), words))
            }
            _ => None,
        };
        let mut said = None;
        if let Some((records, words)) = written {
            if !records.is_empty() {
                let history = Arc::make_mut(&mut self.shared.history);
                history.add_all(records);
                self.shared.so_far = SoFar::of(history, self.shared.day_begins);
                self.is_out_of_date();
            }
            replies.push(Reply::Do(Effect::ReadBank));
            said = Some((words, Role::Good));
        }
        let news = News::Notes(&news);
        self.say_unless_told(said, &news, now);
        replies.extend(self.pass_on(&news, now));
        replies
    }
}

fn card_words(result: &CardResult, shared: &Shared) -> Said {
    let say = shared.language;
    Some(match result {
        CardResult::Done { what, card, copied } => {
            let words = match (what, copied) {
                (_, Some(path)) => say.editor_copied(&path.display().to_string()),
                (Done::Saved, None) => say.saved(),
                (Done::Added, None) => say.editor_added(card.deck()),
                (Done::Deleted, None) => say.editor_deleted(&shared.key(Action::PutCardBack)),
                (Done::CameBack, None) => say.editor_came_back(),
                (Done::Moved, None) => say.editor_moved(card.deck()),
            };
            (words, Role::Good)
        }
        CardResult::Conflict(_) => (say.editor_changed_meanwhile(), Role::Bad),
        CardResult::Failed(why) => (say.editor_not_done(why.in_language(say)), Role::Bad),
        CardResult::MovesFinished(unmoved) => match unmoved.first() {
            None => (say.moves_finished(), Role::Good),
            Some(left) => {
                let (card, copy) = (left.card.as_str(), left.copy.as_str());
                (say.moves_unfinished(card, copy), Role::Bad)
            }
        },
        CardResult::Opened(..)
        | CardResult::Read
        | CardResult::LeftBehind(_)
        | CardResult::TakenUp(_) => return None,
    })
}

fn interview_words(result: &Result<InterviewDone, Both>, say: Language) -> Said {
    Some(match result {
        Ok(InterviewDone::Read) => return None,
        Ok(InterviewDone::Added) => (say.interviews_was_added(), Role::Good),
        Ok(InterviewDone::Changed) => (say.saved(), Role::Good),
        Ok(InterviewDone::Removed) => (say.interviews_was_removed(), Role::Good),
        Err(why) => (why.in_language(say).clone(), Role::Bad),
    })
}

fn exported(done: Result<PathBuf, Both>, say: Language) -> (String, Role) {
    match done {
        Ok(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let folder = path.parent().unwrap_or(&path).display();
            let words = say.debrief_exported(&format!("{name} ({folder})"));
            (words, Role::Good)
        }
        Err(why) => (say.debrief_not_exported(why.in_language(say)), Role::Bad),
    }
}
