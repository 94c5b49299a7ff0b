//! Where a report stands, for showing.

use super::{
    super::{
        rules::{Deed, State, deeds_in},
        store::{self, Filing, SnapshotRow},
    },
    Filed, judges_of, name_of, receiver_of,
};
use crate::{READ_REPORTS, forms, template::Form};
use access::{Holder, Look};
use kernel::{Moment, RowId};
use platform::Problem;
use units::UnitBrief;

/// Where a report stands, for showing.
#[derive(Debug, Clone)]
pub struct Standing {
    pub unit: UnitBrief,
    /// The form as it is now; what was submitted names its own version.
    pub form: Form,
    pub state: State,
    pub filing: Option<Filing>,
    /// What this reader may do now.
    pub deeds: Vec<Deed>,
    pub steps: Vec<Done>,
    pub snapshots: Vec<SnapshotRow>,
    /// To whom it goes.
    pub receiver: String,
    /// Who may accept or return what waits; nothing while nothing waits.
    pub judges: Option<Vec<Holder>>,
}

/// A step with the name of whoever took it.
#[derive(Debug, Clone)]
pub struct Done {
    pub deed: Deed,
    pub who: String,
    pub at: Moment,
    pub remark: String,
    pub snapshot: Option<RowId>,
}

/// Where a report stands, who did what, and what this reader may do next.
pub async fn state_of(look: &mut Look, filed: &Filed) -> Result<Standing, Problem> {
    look.scope(READ_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let unit = units::brief(&mut look.tx, &filed.unit, look.today).await?;
    let filing = store::filing(&mut look.tx, &filed.unit, &filed.form, filed.period).await?;
    let state = filing.as_ref().map_or(State::Draft, |filing| filing.state_on(look.today));
    let (mut steps, mut snapshots) = (vec![], vec![]);
    if let Some(filing) = &filing {
        for step in store::steps_of(&mut look.tx, &filing.id).await? {
            steps.push(Done {
                deed: step.deed(),
                who: name_of(&mut look.tx, &step.done_by, look.lang).await?,
                at: step.done_at,
                remark: step.remark.clone(),
                snapshot: step.snapshot_id.clone(),
            });
        }
        snapshots = store::snapshots_of(&mut look.tx, &filing.id).await?;
    }
    let receiver = receiver_of(&mut look.tx, &filed.unit, look.today, None).await?;
    let judges = match filing.as_ref().and_then(Filing::judged_id).filter(|_| state.waits()) {
        Some(id) => {
            let made_by = store::snapshot(&mut look.tx, id).await?.made_by;
            Some(judges_of(&mut look.tx, &filed.unit, look.today, &made_by).await?)
        }
        None => None,
    };
    let mut deeds = vec![];
    for deed in deeds_in(state) {
        let may = match (deed, &judges) {
            (Deed::Accept | Deed::Return, Some(judges)) => {
                let own = |one: &Holder| one.account == look.caller.account;
                look.caller.is_operator() || judges.iter().any(own)
            }
            (deed, _) => {
                let unit = if deed.is_above() { &receiver } else { &filed.unit };
                look.may(deed.permission(), unit).await?
            }
        };
        if may {
            deeds.push(deed);
        }
    }
    let receiver = units::full_name(&mut look.tx, &receiver, look.today, look.lang).await?;
    Ok(Standing { unit, form, state, filing, deeds, steps, snapshots, receiver, judges })
}

/// What one of a report's snapshots is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// What the unit's report says, or what was submitted and waits.
    Latest,
    /// A supplement that waits to be accepted.
    Waiting,
    /// A supplement that was handed back: it never came to be.
    Returned,
    /// There is a later one.
    Superseded,
}

impl Standing {
    fn row(&self, id: Option<&RowId>) -> Option<&SnapshotRow> {
        self.snapshots.iter().find(|one| Some(&one.id) == id)
    }
    /// The snapshot that was submitted last.
    pub fn submitted(&self) -> Option<&SnapshotRow> {
        self.row(self.filing.as_ref()?.snapshot_id.as_ref())
    }
    /// What the unit's report says: accepted, with its supplements.
    pub fn standing(&self) -> Option<&SnapshotRow> {
        self.row(self.filing.as_ref()?.standing_id.as_ref())
    }
    /// The supplement that waits to be accepted.
    pub fn pending(&self) -> Option<&SnapshotRow> {
        self.row(self.filing.as_ref()?.pending_id.as_ref())
    }
    /// What is to be read before a word is given: the supplement that waits, or what was submitted last.
    pub fn judged(&self) -> Option<&SnapshotRow> {
        self.pending().or(self.submitted())
    }
    /// The newest of what was submitted and what was accepted.
    pub fn latest(&self) -> Option<&SnapshotRow> {
        let both = [self.submitted(), self.standing()];
        self.snapshots.iter().find(|one| both.iter().flatten().any(|known| known.id == one.id))
    }
    pub fn currency_of(&self, row: &SnapshotRow) -> Currency {
        let was_returned = || {
            let steps = self.steps.iter().find(|step| step.snapshot.as_ref() == Some(&row.id));
            steps.is_some_and(|last| last.deed == Deed::Return)
        };
        if self.latest().is_none_or(|latest| latest.id == row.id) {
            Currency::Latest
        } else if self.pending().is_some_and(|pending| pending.id == row.id) {
            Currency::Waiting
        } else if row.supplement > 0 && was_returned() {
            Currency::Returned
        } else {
            Currency::Superseded
        }
    }
    /// The last remark with which something was handed back, while nothing has been done since.
    pub fn remark(&self) -> Option<&Done> {
        self.steps.first().filter(|step| step.deed == Deed::Return)
    }
}
