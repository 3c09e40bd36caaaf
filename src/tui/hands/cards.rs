//! The card files: opening, saving and moving cards.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::Work;
use crate::bank::write::{DeckAt, Opened, Outcome, Place, SaveError, Writer};
use crate::bank::{CardId, Deck, load};
use crate::both;
use crate::history::{EditLog, Log, Record};
use crate::language::Both;
use crate::problem::Problem;
use crate::tui::cards::{CardJob, CardNews, CardResult, Done};
use crate::tui::events::Event;

impl Work {
    /// Does the job. Where that fails, it is looked whether the deck's file is still to be read.
    pub(super) fn card_job(&mut self, job: CardJob, at: DateTime<FixedOffset>) -> Option<Event> {
        let file = job
            .file()
            .map(|(id, path)| (id.to_owned(), path.to_owned()));
        let mut news = self.carry_out_card(job, at)?;
        if let Some((deck, path)) = file.filter(|_| matches!(news.result, CardResult::Failed(_)))
            && let Err(problem) = load::deck(&self.disk, &self.folders.decks(), &path)
        {
            news.unreadable = Some((deck, *problem));
        }
        Some(Event::Card(Box::new(news)))
    }

    fn carry_out_card(&mut self, job: CardJob, at: DateTime<FixedOffset>) -> Option<CardNews> {
        let writer = Writer::with_drafts(&self.disk, &self.folders, self.drafts.clone());
        let mut records = Vec::new();
        let done = match job {
            CardJob::DropDraft(draft) => {
                // A draft that stays is offered once more, which harms nobody.
                let _ = writer.drafts().remove(&draft);
                return None;
            }
            CardJob::ReadDeck(deck) => {
                let (decks, result) = match self.read_again(&writer, &deck) {
                    Ok(deck) => (vec![deck], CardResult::Read),
                    Err(why) => (Vec::new(), CardResult::Failed(why)),
                };
                return Some(news(decks, records, result));
            }
            CardJob::Open {
                deck,
                card,
                takes_up,
            } => {
                let result = match opened(&writer, &deck, &card) {
                    Ok(opened) => {
                        let draft = takes_up.then(|| writer.drafts().of(&opened.own.id));
                        let draft = draft.flatten().map(Box::new);
                        CardResult::Opened(Box::new(opened), draft)
                    }
                    Err(error) => CardResult::Failed(error.words()),
                };
                return Some(news(Vec::new(), records, result));
            }
            CardJob::FindDrafts => {
                let mut left = writer.drafts().left_behind();
                left.retain(|left| left.content.card.is_none());
                return Some(news(Vec::new(), records, CardResult::LeftBehind(left)));
            }
            CardJob::TakeUp(left) => {
                let draft = writer.drafts().take_up(&left).map(Box::new);
                return Some(news(Vec::new(), records, CardResult::TakenUp(draft)));
            }
            CardJob::FinishMoves => return self.finish_moves(&writer, at),
            CardJob::Save { opened, changes } => {
                let act = |memory: &mut EditLog<'_>| writer.save(&opened, &changes, memory);
                (Done::Saved, None, self.remembering(at, &mut records, act))
            }
            CardJob::Add { deck, values } => {
                let act = |memory: &mut EditLog<'_>| writer.add(&at_of(&deck)?, &values, memory);
                (Done::Added, None, self.remembering(at, &mut records, act))
            }
            CardJob::AddDeck { deck, values } => {
                let act =
                    |memory: &mut EditLog<'_>| writer.add_deck(&deck, "", "", &values, memory);
                (Done::Added, None, self.remembering(at, &mut records, act))
            }
            CardJob::Delete { deck, card } => {
                let act = |memory: &mut EditLog<'_>| {
                    writer.delete(&self::opened(&writer, &deck, &card)?, memory)
                };
                (Done::Deleted, None, self.remembering(at, &mut records, act))
            }
            CardJob::PutBack { deck, removed } => {
                let act =
                    |memory: &mut EditLog<'_>| writer.put_back(&at_of(&deck)?, &removed, memory);
                (
                    Done::CameBack,
                    None,
                    self.remembering(at, &mut records, act),
                )
            }
            CardJob::Move { deck, card, to } => {
                let act = |memory: &mut EditLog<'_>| {
                    let card = self::opened(&writer, &deck, &card)?;
                    writer.move_to(&card, &at_of(&to)?, memory)
                };
                let moved = self.remembering(at, &mut records, act);
                (Done::Moved, Some(Arc::clone(&deck)), moved)
            }
        };
        let (what, left, outcome) = done;
        let mut decks = Vec::new();
        let result = match outcome {
            Ok(Outcome::Saved(saved)) => {
                decks.push((saved.deck, saved.problems));
                decks.extend(left.and_then(|left| self.read_again(&writer, &left).ok()));
                CardResult::Done {
                    what,
                    card: saved.card,
                    copied: saved.copied.then_some(saved.path),
                }
            }
            Ok(Outcome::Conflict(conflict)) => CardResult::Conflict(conflict),
            Err(error) => CardResult::Failed(error.words()),
        };
        Some(news(decks, records, result))
    }

    /// `None` where no move broke off.
    fn finish_moves(&mut self, writer: &Writer, at: DateTime<FixedOffset>) -> Option<CardNews> {
        let mut records = Vec::new();
        let act = |memory: &mut EditLog<'_>| writer.finish_moves(memory);
        let (left, unmoved) = self.remembering(at, &mut records, act);
        if left.is_empty() && unmoved.is_empty() {
            return None;
        }
        let decks = left.into_iter().map(|saved| (saved.deck, saved.problems));
        let result = CardResult::MovesFinished(unmoved);
        Some(news(decks.collect(), records, result))
    }

    pub(super) fn remembering<T>(
        &mut self,
        at: DateTime<FixedOffset>,
        records: &mut Vec<Record>,
        act: impl FnOnce(&mut EditLog<'_>) -> T,
    ) -> T {
        let (disk, folders) = (&self.disk, &self.folders);
        let log = self.log.get_or_insert_with(|| Log::open(disk, folders).0);
        let mut memory = EditLog::new(log, at);
        let done = act(&mut memory);
        records.extend(memory.into_records());
        done
    }

    /// The deck as its file says now. Where that cannot be read, the deck that is known stays.
    fn read_again(&self, writer: &Writer, deck: &Deck) -> Result<(Deck, Vec<Problem>), Both> {
        let path = match at_of(deck).map_err(|error| error.words())?.place {
            Place::File(path) => path,
            Place::BuiltIn(_) => writer.path_of(&deck.id).map_err(|error| error.words())?,
        };
        load::deck(&self.disk, &self.folders.decks(), &path).map_err(|problem| problem.what)
    }
}

fn news(decks: Vec<(Deck, Vec<Problem>)>, records: Vec<Record>, result: CardResult) -> CardNews {
    CardNews {
        decks,
        unreadable: None,
        records,
        result,
    }
}

fn at_of(deck: &Deck) -> Result<DeckAt, SaveError> {
    DeckAt::of(deck).ok_or_else(|| SaveError::NotADeckName(deck.id.clone()))
}

fn opened(writer: &Writer, deck: &Deck, card: &CardId) -> Result<Opened, SaveError> {
    writer.open(&at_of(deck)?, card)
}

/// Why a draft could not be written.
pub(super) fn draft_failed(error: &std::io::Error) -> Both {
    both!(
        "쓰던 글의 임시 저장에 실패했습니다 ({error})",
        "what you type could not be kept aside ({error})"
    )
}
