//! The interviews' file: reading and changing it.

use super::Work;
use crate::appointments::{Appointments, ChangeError, Interview};
use crate::language::Both;
use crate::tui::events::Event;
use crate::tui::interviews::{InterviewDone, InterviewJob, InterviewNews};

impl Work {
    pub(super) fn interview_job(&self, job: InterviewJob) -> Event {
        let mut appointments = Appointments::load(&self.disk, &self.folders);
        let result = carried_out(&mut appointments, job).map_err(|error| error.words());
        if result.is_err() {
            // What somebody else wrote is what is shown now.
            appointments = Appointments::load(&self.disk, &self.folders);
        }
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
