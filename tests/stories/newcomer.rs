//! A screen that nobody knows: it stands in this file alone, opens, lists, asks and closes.

use hotseat::clock::Moment;
use hotseat::tui::action::{Action, Scope};
use hotseat::tui::events::Mouse;
use hotseat::tui::screen::{Reply, Screen};
use hotseat::tui::shared::Shared;
use hotseat::tui::widgets::ask::Ask;
use hotseat::tui::widgets::list::List;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::stage::{House, Step, click, keys, press, script, sees, sees_no};

const FRUITS: [&str; 3] = ["apple", "banana", "cherry"];

#[derive(Debug)]
struct Fruits {
    list: List,
    asked: Option<Ask>,
}

impl Fruits {
    fn new() -> Self {
        let list = List::new(FRUITS.len(), 0);
        Self { list, asked: None }
    }
}

impl Screen for Fruits {
    fn scopes(&self) -> &'static [Scope] {
        match self.asked {
            Some(_) => Ask::SCOPES,
            None => &[Scope::List, Scope::Global],
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        self.asked.is_none().then_some(&mut self.list)
    }

    fn act(
        &mut self,
        action: Action,
        _key: usize,
        _shared: &mut Shared,
        _now: Moment,
    ) -> Option<Vec<Reply>> {
        match (Ask::take(&mut self.asked, action), action) {
            (Some(Action::Yes), _) | (None, Action::Back) => Some(vec![Reply::Close]),
            (Some(_), _) => Some(Vec::new()),
            (None, Action::Open) => {
                let words = format!("Eat the {}?", FRUITS[self.list.at()]);
                let [no, yes] = ["keep it".to_owned(), "eat it".to_owned()];
                self.asked = Some(Ask::new("Fruit".to_owned(), words, no, yes));
                Some(Vec::new())
            }
            (None, Action::Help) => Some(vec![Reply::open(Self::new())]),
            _ => None,
        }
    }

    fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        shared: &Shared,
        _now: Moment,
    ) -> Option<Position> {
        for row in self.list.rows(frame, area, FRUITS.len(), shared) {
            let says = format!("{}{}", row.mark(), FRUITS[row.number]);
            row.draw(frame, &says.into());
        }
        if let Some(ask) = &self.asked {
            ask.draw(frame, area, shared);
        }
        None
    }
}

#[test]
fn a_screen_that_stands_in_one_file_opens_lists_asks_and_closes() {
    let house = House::english();
    house.play_on(
        Fruits::new(),
        script![
            sees("▸ apple"),
            press("G"),
            sees("▸ cherry"),
            Step::Mouse(Mouse::WheelUp),
            sees("▸ banana"),
            click("cherry"),
            sees("▸ cherry"),
            press("enter"),
            sees("Eat the cherry?"),
            // The answer that loses nothing is what Enter does.
            press("enter"),
            sees_no("Eat the"),
            // Another one over it, which closes first.
            keys("? j enter"),
            sees("Eat the banana?"),
            press("y"),
            sees("▸ cherry"),
        ],
    );
}
