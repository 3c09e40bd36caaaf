use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::both;
use crate::store::Verdict;
use crate::store::{Faults, Step};

const TEXT: &str = "title = \"t\"\n\n[[cards]]\nquestion = \"one\"\nanswer = \"old\"\n\n[[cards]]\nid = \"two\"\nquestion = \"two\"\n";

/// Keeps what it is told, or refuses.
#[derive(Default)]
struct Memory {
    past: Vec<Past>,
    refuses: bool,
}

impl Remember for Memory {
    fn remember(&mut self, past: &[Past]) -> Result<(), Both> {
        if self.refuses {
            return Err(both!("안 됩니다", "no"));
        }
        self.past.extend_from_slice(past);
        Ok(())
    }

    fn take_back(&mut self, past: &[Past]) {
        self.past.retain(|kept| !past.contains(kept));
    }
}

struct House {
    folders: Folders,
    path: PathBuf,
    writer: Writer,
    deck: DeckAt,
    memory: Memory,
    _root: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        Self::on(&Disk::whole())
    }

    fn on(disk: &Disk) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        fs::create_dir_all(folders.decks()).unwrap();
        let path = folders.decks().join("mine.toml");
        fs::write(&path, TEXT).unwrap();
        Self {
            writer: Writer::new(disk, &folders),
            deck: deck_at(&folders.decks(), &path),
            memory: Memory::default(),
            folders,
            path,
            _root: root,
        }
    }

    fn card(&self, question: &str) -> Opened {
        let (_, text) = self.writer.text_of(&self.deck).unwrap();
        let owns = edit::read(&self.deck.id, &text).unwrap();
        let own = owns
            .into_iter()
            .find(|own| own.text(Field::Question) == question);
        Opened {
            deck: self.deck.clone(),
            own: own.unwrap(),
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// How many files lie in the drafts folder but for locks.
    fn drafts(&self) -> usize {
        let files = fs::read_dir(self.folders.drafts());
        let names = files
            .into_iter()
            .flatten()
            .map(|file| file.unwrap().file_name());
        names
            .filter(|name| name.to_string_lossy().ends_with(".json"))
            .count()
    }

    fn save(&mut self, opened: &Opened, changes: &Changes) -> Result<Outcome, SaveError> {
        self.writer.save(opened, changes, &mut self.memory)
    }
}

fn answer(text: &str) -> Changes {
    Changes::from([(Field::Answer, Some(Value::text(text)))])
}

fn must_be_saved(outcome: Result<Outcome, SaveError>) -> Saved {
    match outcome.unwrap() {
        Outcome::Saved(saved) => *saved,
        Outcome::Conflict(conflict) => panic!("{conflict:?}"),
    }
}

fn must_clash(outcome: Result<Outcome, SaveError>) -> Conflict {
    match outcome.unwrap() {
        Outcome::Conflict(conflict) => *conflict,
        Outcome::Saved(saved) => panic!("{saved:?}"),
    }
}

#[test]
fn rewording_a_question_keeps_the_name_that_history_knows() {
    let mut house = House::new();
    let opened = house.card("one");
    let mut changes = answer("new");
    changes.insert(Field::Question, Some(Value::text("uno")));
    let saved = must_be_saved(house.save(&opened, &changes));
    assert_eq!(saved.card, opened.own.id);
    assert!(saved.changed && !saved.copied);
    assert_eq!(saved.deck.cards[0].id, opened.own.id);
    let name = opened.own.name();
    let new = TEXT
        .replace(
            "[[cards]]\nquestion = \"one\"",
            &format!("[[cards]]\nid = \"{name}\"\nquestion = \"uno\""),
        )
        .replace("\"old\"", "\"new\"");
    assert_eq!(house.text(), new);
    let told: Vec<_> = house
        .memory
        .past
        .iter()
        .map(|p| (p.field, p.before.clone()))
        .collect();
    assert_eq!(told, [("question", json!("one")), ("answer", json!("old"))]);
    assert!(house.drafts() == 0);
    // The same again: nothing to write, nothing to remember.
    let again = house.card("uno");
    assert!(!must_be_saved(house.save(&again, &changes)).changed);
    assert_eq!(house.memory.past.len(), 2);
}

#[test]
fn what_others_changed_elsewhere_stays_and_the_same_value_is_a_conflict() {
    let mut house = House::new();
    let opened = house.card("one");
    fs::write(
        &house.path,
        house.text().replace("title = \"t\"", "title = \"other\""),
    )
    .unwrap();
    must_be_saved(house.save(&opened, &answer("mine")));
    assert!(house.text().contains("title = \"other\"") && house.text().contains("\"mine\""));

    let theirs = house.text().replace("\"mine\"", "\"theirs\"");
    let opened = house.card("one");
    fs::write(&house.path, &theirs).unwrap();
    let conflict = must_clash(house.save(&opened, &answer("ours")));
    assert_eq!(house.text(), theirs);
    assert_eq!(
        conflict.clashes,
        [Clash {
            field: Field::Answer,
            read: Some(Value::text("mine")),
            mine: Some(Value::text("ours")),
            theirs: Some(Value::text("theirs")),
        }]
    );
    let draft = house.writer.drafts().of(&opened.own.id).unwrap();
    assert_eq!(draft.typed().changes, answer("ours"));
    assert!(draft.fits(&opened) && !draft.fits(&conflict.theirs));
    // "Mine" is saving again on what stands there now.
    must_be_saved(house.save(&conflict.theirs, &answer("ours")));
    assert!(house.text().contains("\"ours\""));
    assert!(house.drafts() == 0);
}

#[test]
fn a_card_whose_question_was_changed_by_hand_is_still_known() {
    let mut house = House::new();
    let opened = house.card("one");
    fs::write(&house.path, house.text().replace("\"one\"", "\"eins\"")).unwrap();
    let saved = must_be_saved(house.save(&opened, &answer("new")));
    assert_eq!(saved.card, opened.own.id);
    assert_eq!(saved.deck.cards[0].question, "eins");
}

#[test]
fn a_card_or_a_deck_that_is_gone_leaves_a_draft_and_says_so() {
    let mut house = House::new();
    let opened = house.card("two");
    let without = TEXT.split("\n[[cards]]\nid").next().unwrap().to_owned();
    fs::write(&house.path, &without).unwrap();
    let error = house.save(&opened, &answer("x")).unwrap_err();
    assert!(matches!(
        error,
        SaveError::Refused {
            why: Refusal::NoSuchCard,
            ..
        }
    ));
    assert_eq!(house.text(), without);
    fs::remove_file(&house.path).unwrap();
    let error = house.save(&opened, &answer("x")).unwrap_err();
    assert!(matches!(
        error,
        SaveError::Unwritable {
            why: Unwritable::Gone,
            ..
        }
    ));
    assert_eq!(
        error.words().english,
        "the file mine.toml is gone; put it back and save again"
    );
    assert!(!house.path.exists());
    assert_eq!(house.drafts(), 1);
}

#[test]
fn without_a_kept_previous_version_nothing_is_written() {
    let mut house = House::new();
    house.memory.refuses = true;
    let opened = house.card("one");
    let error = house.save(&opened, &answer("x")).unwrap_err();
    assert!(matches!(error, SaveError::NotRemembered(_)));
    assert_eq!(house.text(), TEXT);
}

#[test]
fn a_built_in_deck_is_copied_once_and_never_over_a_file() {
    let mut house = House::new();
    let built_in = DeckAt {
        id: "technical/built".to_owned(),
        place: Place::BuiltIn("# built in\n[[cards]]\nid = 'a'\nquestion = 'q'\n"),
    };
    let opened = house
        .writer
        .open(&built_in, &CardId::new("technical/built", "a"))
        .unwrap();
    let same = must_be_saved(house.save(&opened, &answer("")));
    assert!(!same.copied && !same.changed && same.deck.origin == Origin::BuiltIn);
    assert_eq!(same.deck.cards.len(), 1);
    assert!(!same.path.exists());
    let saved = must_be_saved(house.save(&opened, &answer("mine")));
    assert!(saved.copied);
    assert_eq!(
        saved.path,
        house.folders.decks().join("technical/built.toml")
    );
    assert_eq!(
        fs::read_to_string(&saved.path).unwrap(),
        "# built in\n[[cards]]\nid = 'a'\nquestion = 'q'\nanswer = \"mine\"\n"
    );
    // Another window still believes in the built-in deck.
    let notes = Changes::from([(Field::Notes, Some(Value::text("n")))]);
    let second = must_be_saved(house.save(&opened, &notes));
    assert!(!second.copied && second.changed);
    let text = fs::read_to_string(&saved.path).unwrap();
    assert!(text.contains("mine") && text.contains("notes = \"n\""));
    must_clash(house.save(&opened, &answer("other")));
}

#[test]
fn a_card_is_added_deleted_put_back_and_moved() {
    let mut house = House::new();
    let values = BTreeMap::from([(Field::Question, Value::text("three"))]);
    let deck = house.deck.clone();
    let added = must_be_saved(house.writer.add(&deck, &values, &mut house.memory));
    assert_eq!(added.deck.cards.len(), 3);
    let before = house.text();
    let opened = house.card("two");
    must_be_saved(house.writer.delete(&opened, &mut house.memory));
    assert!(!house.text().contains("\"two\""));
    let past = house.memory.past.last().unwrap();
    assert_eq!((past.field, past.card.as_str()), (WHOLE_CARD, "mine#two"));
    let removed: Removed = serde_json::from_value(past.before.clone()).unwrap();
    let back = must_be_saved(house.writer.put_back(&deck, &removed, &mut house.memory));
    assert_eq!((house.text(), back.card.as_str()), (before, "mine#two"));

    let first = must_be_saved(house.writer.add_deck(
        "sub/new",
        "새 덱",
        "Shop",
        &BTreeMap::from([(Field::Question, Value::text("q"))]),
        &mut house.memory,
    ));
    assert!(
        fs::read_to_string(&first.path)
            .unwrap()
            .starts_with("title = \"새 덱\"\ncompany = \"Shop\"\n\n[[cards]]\nid = ")
    );
    let target = deck_at(&house.folders.decks(), &first.path);
    let opened = house.card("one");
    let moved = must_be_saved(house.writer.move_to(&opened, &target, &mut house.memory));
    assert_eq!(moved.card, CardId::new("sub/new", opened.own.name()));
    assert_eq!(moved.deck.cards[1].answer, "old");
    assert!(!house.text().contains("\"one\""));
    let past = house.memory.past.last().unwrap();
    assert_eq!((past.field, &past.card), (MOVED, &moved.card));
    assert_eq!(past.before, json!(opened.own.id.as_str()));
}

#[test]
fn a_deck_name_does_not_lead_out_of_the_folder() {
    let house = House::new();
    for name in ["", "../x", "a//b", "a/.b", "a#b", "/etc/x", "a\nb"] {
        assert!(
            matches!(house.writer.path_of(name), Err(SaveError::NotADeckName(_))),
            "{name}"
        );
    }
    assert!(house.writer.path_of("기술/네트워크").is_ok());
}

/// Goes wrong at one step, in one way.
#[derive(Debug)]
struct At {
    step: usize,
    way: Way,
    seen: AtomicUsize,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Full,
    Forbidden,
    Torn,
}

impl Faults for At {
    fn verdict(&self, step: Step) -> Verdict {
        if self.seen.fetch_add(1, Ordering::SeqCst) != self.step {
            return Verdict::Go;
        }
        let error = |kind| std::io::Error::from(kind);
        match (self.way, step) {
            (Way::Forbidden, _) => Verdict::Fail(error(std::io::ErrorKind::PermissionDenied)),
            (Way::Torn, Step::Write(length)) => {
                Verdict::Tear(length / 2, error(std::io::ErrorKind::StorageFull))
            }
            _ => Verdict::Fail(error(std::io::ErrorKind::StorageFull)),
        }
    }
}

#[test]
fn whatever_step_fails_the_file_is_the_old_one_or_the_new_one_whole() {
    let new = {
        let mut house = House::new();
        let opened = house.card("two");
        must_be_saved(house.save(&opened, &answer("first\nsecond")));
        house.text()
    };
    let mut failures = 0;
    for way in [Way::Full, Way::Forbidden, Way::Torn] {
        for step in 0..20 {
            let faults = Arc::new(At {
                step,
                way,
                seen: AtomicUsize::new(0),
            });
            let mut house = House::on(&Disk::with_faults(faults));
            let opened = house.card("two");
            let outcome = house.save(&opened, &answer("first\nsecond"));
            let text = house.text();
            assert!(text == TEXT || text == new, "step {step}: {text}");
            if text == new {
                assert_eq!(
                    house.memory.past.len(),
                    1,
                    "the previous version is kept first"
                );
            }
            if outcome.is_err() {
                assert_eq!(house.memory.past.is_empty(), text == TEXT, "step {step}");
                failures += 1;
                let draft = house.writer.drafts().of(&opened.own.id).unwrap();
                assert_eq!(draft.typed().changes, answer("first\nsecond"));
                // Nothing is left lying beside the deck, and the next try succeeds.
                assert_eq!(fs::read_dir(house.folders.decks()).unwrap().count(), 1);
                must_be_saved(house.save(&opened, &answer("first\nsecond")));
                assert_eq!(house.text(), new);
            }
        }
    }
    // Opening, locking, the temporary file's opening, writing, flushing, renaming, the folder.
    assert_eq!(failures, 3 * 7);
}

#[test]
fn a_folder_that_cannot_be_written_and_a_full_disk_say_so() {
    let words = |step, way| {
        let faults = Arc::new(At {
            step,
            way,
            seen: AtomicUsize::new(0),
        });
        let mut house = House::on(&Disk::with_faults(faults));
        let opened = house.card("two");
        house
            .save(&opened, &answer("x"))
            .unwrap_err()
            .words()
            .english
    };
    assert!(words(0, Way::Forbidden).contains("is read-only"));
    assert!(words(2, Way::Forbidden).contains("the folder of mine.toml cannot be written"));
    assert!(words(3, Way::Torn).contains("the disk is full"));
}

#[test]
fn two_writers_saving_two_cards_at_once_lose_nothing() {
    let house = House::new();
    let write = |question: &'static str| {
        let writer = house.writer.clone();
        let opened = house.card(question);
        let deck = house.deck.clone();
        move || {
            let mut memory = Memory::default();
            let mut own = opened.own.clone();
            for number in 0..40 {
                let opened = Opened {
                    deck: deck.clone(),
                    own: own.clone(),
                };
                let changes = answer(&format!("{question} {number}"));
                let saved = must_be_saved(writer.save(&opened, &changes, &mut memory));
                own = writer.open(&deck, &saved.card).unwrap().own;
                assert_eq!(own.text(Field::Answer), format!("{question} {number}"));
            }
            memory.past.len()
        }
    };
    let (one, two) = (write("one"), write("two"));
    let (one, two) = (std::thread::spawn(one), std::thread::spawn(two));
    assert_eq!((one.join().unwrap(), two.join().unwrap()), (40, 40));
    let text = house.text();
    assert!(text.contains("\"one 39\"") && text.contains("\"two 39\""));
}

const OTHER: &str = "# other\n[[cards]]\nid = \"x\"\nquestion = \"x\"\n";

/// Everything fails from one step on: nothing can be cleaned up, as after the end of the process.
#[derive(Debug)]
struct EndsAt {
    step: usize,
    seen: AtomicUsize,
}

impl Faults for EndsAt {
    fn verdict(&self, _: Step) -> Verdict {
        if self.seen.fetch_add(1, Ordering::SeqCst) < self.step {
            return Verdict::Go;
        }
        Verdict::Fail(std::io::Error::other("the end"))
    }
}

fn ends_at(step: usize) -> Disk {
    Disk::with_faults(Arc::new(EndsAt {
        step,
        seen: AtomicUsize::new(0),
    }))
}

impl House {
    /// A house with a second deck, and that deck.
    fn with_other(disk: &Disk) -> (Self, DeckAt) {
        let house = Self::on(disk);
        let path = house.folders.decks().join("other.toml");
        fs::write(&path, OTHER).unwrap();
        let other = deck_at(&house.folders.decks(), &path);
        (house, other)
    }

    /// The program is started anew: the locks of the one before are gone with it.
    fn starts_again(&mut self) -> (Vec<Saved>, Vec<Unmoved>) {
        self.writer = Writer::new(&Disk::whole(), &self.folders);
        self.writer.finish_moves(&mut self.memory)
    }

    /// Whether the card "two" is here and whether it is in the other deck.
    fn two_is_in(&self) -> (bool, bool) {
        let other = fs::read_to_string(self.folders.decks().join("other.toml")).unwrap();
        (
            self.text().contains("\"two\""),
            other.contains("id = \"two\""),
        )
    }
}

#[test]
fn a_move_that_breaks_off_at_any_step_never_began_or_is_finished_at_the_next_start() {
    let mut halves = 0;
    for step in 0.. {
        assert!(step < 60, "the move never ends");
        let (mut house, other) = House::with_other(&ends_at(step));
        let opened = house.card("two");
        let moved = house.writer.move_to(&opened, &other, &mut house.memory);
        let after = house.two_is_in();
        assert_ne!(after, (false, false), "step {step}: the card is nowhere");
        let is_half = after == (true, true);
        halves += usize::from(is_half);
        let (left, unmoved) = house.starts_again();
        assert_eq!(unmoved, []);
        assert_eq!(left.len(), usize::from(is_half), "step {step}");
        let finished = house.two_is_in();
        assert_eq!(finished, if is_half { (false, true) } else { after });
        assert_eq!(house.drafts(), 0, "step {step} left its note");
        assert!(house.starts_again().0.is_empty());
        if finished.1 {
            let past = house.memory.past.last().unwrap();
            assert_eq!((past.field, past.card.as_str()), (MOVED, "other#two"));
        }
        if moved.is_ok() {
            assert_eq!(finished, (false, true));
            break;
        }
    }
    assert!(halves >= 5, "{halves}");
}

#[test]
fn a_half_moved_card_that_was_changed_since_stays_in_both_decks_and_is_told() {
    let half = (0..60).find_map(|step| {
        let (mut house, other) = House::with_other(&ends_at(step));
        let opened = house.card("two");
        let moved = house.writer.move_to(&opened, &other, &mut house.memory);
        assert!(moved.is_err());
        (house.two_is_in() == (true, true)).then_some(house)
    });
    let mut house = half.unwrap();
    let changed = house
        .text()
        .replace("question = \"two\"", "question = \"zwei\"");
    fs::write(&house.path, &changed).unwrap();
    for _ in 0..2 {
        let (_, unmoved) = house.starts_again();
        let told = (unmoved[0].card.as_str(), unmoved[0].copy.as_str());
        assert_eq!(told, ("mine#two", "other#two"));
        assert_eq!(house.text(), changed);
    }
    // Until one of the two is gone.
    fs::write(house.folders.decks().join("other.toml"), OTHER).unwrap();
    assert!(house.starts_again().1.is_empty());
    assert_eq!(house.drafts(), 0);
}

/// Another window is started in the moment in which the card is in both decks.
struct StartsMeanwhile(Writer);

impl Remember for StartsMeanwhile {
    fn remember(&mut self, _: &[Past]) -> Result<(), Both> {
        assert_eq!(self.0.finish_moves(&mut Nothing), (Vec::new(), Vec::new()));
        Ok(())
    }

    fn take_back(&mut self, _: &[Past]) {}
}

#[test]
fn a_move_that_another_window_is_making_is_left_alone() {
    let (house, other) = House::with_other(&Disk::whole());
    let opened = house.card("two");
    let mut second = StartsMeanwhile(Writer::new(&Disk::whole(), &house.folders));
    must_be_saved(house.writer.move_to(&opened, &other, &mut second));
    assert_eq!(house.two_is_in(), (false, true));
    assert_eq!(house.drafts(), 0);
}
