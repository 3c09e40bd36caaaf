//! What is worked out of all cards beside the drawing: the survey, today's plan, the progress. One
//! job makes what is wanted of the three, and folds the memories once for all of it.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::appointments::Interview;
use crate::bank::{Audience, Bank};
use crate::history::History;
use crate::memory::{Ask, Memories, Plan};
use crate::progress::Progress;
use crate::strays::Stray;
use crate::survey::Survey;

/// Which of it is wanted, or old.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// What is known of every card.
    pub survey: bool,
    /// Today's list.
    pub plan: bool,
    /// How it goes.
    pub progress: bool,
}

impl Needs {
    /// All of it.
    pub const ALL: Self = Self {
        survey: true,
        plan: true,
        progress: true,
    };

    /// What is among these as well.
    pub fn and(self, other: Self) -> Self {
        Self {
            survey: self.survey && other.survey,
            plan: self.plan && other.plan,
            progress: self.progress && other.progress,
        }
    }

    /// What is not among these.
    pub fn without(self, other: Self) -> Self {
        Self {
            survey: self.survey && !other.survey,
            plan: self.plan && !other.plan,
            progress: self.progress && !other.progress,
        }
    }

    /// Whether nothing is wanted.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// What is to be worked out, and of what.
#[derive(Debug)]
pub struct KnownJob {
    /// What is wanted.
    pub needs: Needs,
    /// The decks.
    pub bank: Arc<Bank>,
    /// What happened.
    pub history: Arc<History>,
    /// When.
    pub moment: DateTime<FixedOffset>,
    /// The hour at which a day begins.
    pub day_begins: u32,
    /// Whose cards are practised where no interview says otherwise.
    pub audience: Audience,
}

/// What was worked out of these decks.
#[derive(Debug)]
pub struct KnownNews {
    /// The decks.
    pub bank: Arc<Bank>,
    /// The coming interviews, nearest first.
    pub coming: Vec<Interview>,
    /// What is known of every card, if that was wanted.
    pub survey: Option<Arc<Survey>>,
    /// Today's list and the forecast, if they were wanted.
    pub plan: Option<Plan>,
    /// How it goes, if that was wanted.
    pub progress: Option<Arc<Progress>>,
    /// Cards with answers that are in no deck, where the survey was wanted.
    pub strays: Option<Arc<[Stray]>>,
}

impl KnownJob {
    /// Whether this makes an earlier job needless: it works out all that the other would have.
    pub fn replaces(&self, earlier: &Self) -> bool {
        earlier.needs.without(self.needs).is_nothing()
    }

    /// Works it out with an eye to these interviews.
    pub fn carry_out(self, coming: &[&Interview]) -> KnownNews {
        let Self {
            needs,
            bank,
            history,
            moment,
            day_begins,
            audience,
        } = self;
        let memories = Memories::fold(&history, moment, day_begins);
        let ask = Ask::now(moment, day_begins).of(audience);
        let plan = (needs.plan || needs.progress)
            .then(|| Plan::with(memories.clone(), &bank, &history, coming, &ask));
        let progress = plan.clone().filter(|_| needs.progress).map(|plan| {
            Arc::new(Progress::with(
                &memories, plan, &bank, &history, coming, &ask,
            ))
        });
        let survey = needs.survey.then(|| {
            let next = coming.first().copied();
            let survey = Survey::with(
                memories,
                &ask.audience,
                &bank,
                &history,
                moment,
                day_begins,
                next,
            );
            Arc::new(survey)
        });
        KnownNews {
            coming: coming.iter().map(|&interview| interview.clone()).collect(),
            survey,
            plan: plan.filter(|_| needs.plan),
            progress,
            strays: None,
            bank,
        }
    }
}
