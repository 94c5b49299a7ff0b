//! What a unit leaves unsent to whoever comes after.

use super::{
    super::{calendar, rules::State, store, texts::Texts},
    report_link,
};
use crate::forms;
use kernel::{Day, Period, UnitId};
use platform::{
    Problem, Site,
    db::Tx,
    module::{Asker, HandoverLine, HandoverSection},
};

/// A report that its unit still has to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    pub form: String,
    pub period: Period,
    pub state: State,
    /// Its page.
    pub link: String,
}

/// What a unit has not sent: the report of the period that ended last, and what came back to it. Whoever leaves an
/// office there leaves this behind.
pub async fn unsent(tx: &mut Tx, unit: &UnitId, today: Day) -> Result<Vec<Unsent>, Problem> {
    let level = units::unit(tx, unit).await?.level;
    let mut found: Vec<(String, Period, State)> = vec![];
    for (form, period, filing) in store::come_back(tx, unit).await? {
        let state = filing.state_on(today);
        if let (Ok(period), State::Returned | State::Reopened) = (period.parse(), state) {
            found.push((form, period, state));
        }
    }
    let wanted = match calendar::LEVELS.contains(&level) {
        true => forms::wanted(tx, unit, today).await?,
        false => vec![],
    };
    for (form, period) in wanted {
        let filing = store::filing(tx, unit, &form.code, period).await?;
        let state = filing.map_or(State::Draft, |filing| filing.state_on(today));
        if state == State::Draft {
            found.push((form.code.clone(), period, state));
        }
    }
    let unsent = |(form, period, state): (String, Period, State)| Unsent {
        link: report_link(unit, &form, period),
        form,
        period,
        state,
    };
    Ok(found.into_iter().map(unsent).collect())
}

/// What a hand-over says of reports: each that its unit still has to send, which holds the hand-over up.
pub async fn handover(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let t = Texts(asker.lang);
    let mut tx = site.db.begin().await?;
    let mut lines = vec![];
    for one in unsent(&mut tx, &asker.unit, asker.today).await? {
        let form = forms::form_of(&mut tx, &asker.unit, &one.form).await?;
        let said = form.said(one.period, asker.lang);
        let line = HandoverLine::new(t.unsent_report(&said), one.state.say(asker.lang));
        lines.push(line.linked(one.link).blocking(t.unsent_blocks(&said)));
    }
    let unsent = HandoverSection { heading: t.unsent_reports(), lines };
    let drafts = forms::handover(&mut tx, &asker).await?;
    Ok([unsent, drafts].into_iter().filter(|section| !section.lines.is_empty()).collect())
}
