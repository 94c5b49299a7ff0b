//! Which reports are asked for now: those of the forms in use whose period has just ended.
//!
//! The half-year is always in use. A year, a school year, a term or a unit's own form is, once the unit or one above it
//! has set a day on which it is due: nobody is asked twice for what one report says already.

use super::{form_of, offered, rules, shipped, store, texts::Texts};
use crate::template::Form;
use kernel::{Day, Period, UnitId};
use platform::{
    Problem,
    db::Tx,
    module::{Asker, HandoverLine, HandoverSection},
};

/// The reports that are asked for, each by its form and period.
pub(crate) async fn wanted(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
) -> Result<Vec<(Form, Period)>, Problem> {
    let set = store::with_due_day(tx, unit, today).await?;
    let mut all = vec![];
    for form in offered(tx, unit, today).await? {
        if form.code != shipped::HALF_YEAR && !set.contains(&form.code) {
            continue;
        }
        if let Some(period) = form.kind.just_ended(today) {
            all.push((form, period));
        }
    }
    Ok(all)
}

/// A report that the home page speaks of.
pub(crate) struct AskedAbout {
    pub form: Form,
    pub period: Period,
    /// Whether it is asked for now; if not, only what is on its way is told.
    pub is_wanted: bool,
}

/// What the home page speaks of: what is asked for, and whatever else is on its way between the unit and others.
pub(crate) async fn asked_about(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
) -> Result<Vec<AskedAbout>, Problem> {
    let wanted = wanted(tx, unit, today).await?.into_iter();
    let wanted = wanted.map(|(form, period)| AskedAbout { form, period, is_wanted: true });
    let mut all: Vec<AskedAbout> = wanted.collect();
    for (name, period) in store::on_their_way(tx, unit, today).await? {
        let Ok(period) = period.parse::<Period>() else { continue };
        if all.iter().any(|known| known.form.code == name && known.period == period) {
            continue;
        }
        let form = form_of(tx, unit, &name).await?;
        if rules::fits(&form, period).is_ok() {
            all.push(AskedAbout { form, period, is_wanted: false });
        }
    }
    Ok(all)
}

/// What a hand-over says of forms: those whose draft is not as it was published last.
pub(crate) async fn handover(tx: &mut Tx, asker: &Asker) -> Result<HandoverSection, Problem> {
    let t = Texts(asker.lang);
    let mut lines = vec![];
    for row in store::at_or_above(tx, &asker.unit, asker.today).await? {
        if row.unit_id != asker.unit || row.is_retired(asker.today) {
            continue;
        }
        let draft = row.draft()?;
        let published = store::content(tx, &row.id, row.version).await?;
        let published = published.as_deref().map(super::read).transpose()?;
        if published.is_some_and(|form| draft.is_like(&form)) {
            continue;
        }
        let line = HandoverLine::new(draft.name(asker.lang), t.draft_unpublished());
        lines.push(line.linked(format!("/bao-cao/mau/{}/sua?don-vi={}", row.id, row.unit_id)));
    }
    Ok(HandoverSection { heading: t.drafts_of_forms(), lines })
}
