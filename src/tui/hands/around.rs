//! Looking what files say that were changed while the program runs. It is done on the thread that writes, in
//! order with what it writes: what was written here is known before it is met.

use std::sync::Arc;

use super::Work;
use crate::bank::load;
use crate::store::watch::{Area, Areas};
use crate::tui::around::Around;
use crate::tui::events::Event;
use crate::tui::options::Reread;

impl Work {
    pub(super) fn look_around(&mut self, areas: Areas, is_asked: bool) -> Event {
        let (disk, folders) = (&self.disk, &self.folders);
        let mut around = Around {
            is_asked,
            ..Around::default()
        };
        if areas.has(Area::History) {
            around.arrived = Some(self.logs.look(disk, folders));
        }
        if areas.has(Area::Decks) {
            around.bank = Some(Arc::new(load::bank(disk, folders)));
        }
        if areas.has(Area::Interviews) {
            let appointments = self.interviews.read(disk, folders);
            let all = appointments.all().into_iter().cloned().collect();
            around.interviews = Some((all, appointments.problems().to_vec()));
        }
        if areas.has(Area::Config) {
            let options = self.reread.as_ref().and_then(Reread::read);
            around.options = options.map(Box::new);
        }
        Event::LookedAround(Box::new(around))
    }
}
