//! The interviews' file: reading and changing it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::Work;
use crate::appointments::{Appointments, ChangeError, Interview};
use crate::language::Both;
use crate::store::{Disk, Folders};
use crate::tui::events::Event;
use crate::tui::interviews::{InterviewDone, InterviewJob, InterviewNews};

/// Reads the file, and again only when it has changed. The threads share what was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader(Arc<Mutex<Known>>);

/// What was read, of which state of the file.
type Known = Option<(Stamp, Arc<Appointments>)>;

/// When the file was changed last and how long it is; nothing where it is not there.
type Stamp = (Option<SystemTime>, Option<u64>);

impl Reader {
    /// The interviews as they stand in the file.
    pub(super) fn read(&self, disk: &Disk, folders: &Folders) -> Arc<Appointments> {
        let path = Appointments::path_in(folders);
        let stamp = (disk.changed_at(&path), disk.size(&path).ok());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, appointments)) = &*known
            && *of == stamp
        {
            return Arc::clone(appointments);
        }
        let appointments = Arc::new(Appointments::load(disk, folders));
        *known = Some((stamp, Arc::clone(&appointments)));
        appointments
    }
}

impl Work {
    pub(super) fn interview_job(&self, job: InterviewJob) -> Event {
        let result = match job {
            InterviewJob::Read => Ok(InterviewDone::Read),
            job => {
                let mut appointments = Appointments::load(&self.disk, &self.folders);
                carried_out(&mut appointments, job).map_err(|error| error.words())
            }
        };
        // What stands in the file now is shown, whoever wrote it.
        let appointments = self.interviews.read(&self.disk, &self.folders);
        Event::Interviews(Box::new(InterviewNews {
            interviews: appointments.all().into_iter().cloned().collect(),
            problems: appointments.problems().to_vec(),
            result: result as Result<InterviewDone, Both>,
        }))
    }
}

fn carried_out(
    appointments: &mut Appointments,
    job: InterviewJob,
) -> Result<InterviewDone, ChangeError> {
    match job {
        InterviewJob::Read => Ok(InterviewDone::Read),
        InterviewJob::Add(interview) => {
            appointments.add(&interview)?;
            Ok(InterviewDone::Added)
        }
        InterviewJob::Edit { before, change } => {
            still_there(appointments, &before)?;
            appointments.edit(&before.id, &change)?;
            Ok(InterviewDone::Changed)
        }
        InterviewJob::Remove(interview) => {
            still_there(appointments, &interview)?;
            appointments.remove(&interview.id)?;
            Ok(InterviewDone::Removed)
        }
    }
}

/// Refuses where the interview is not what was shown: somebody else has changed it.
fn still_there(appointments: &Appointments, shown: &Interview) -> Result<(), ChangeError> {
    match appointments.find(&shown.id) {
        None => Err(ChangeError::Unknown(shown.id.clone())),
        Some(found) if found != shown => Err(ChangeError::Changed(
            appointments.path().display().to_string(),
        )),
        Some(_) => Ok(()),
    }
}
