//! Who may give their word on what somebody else has made.

use super::{
    super::{
        store::{self, Filing},
        texts::Texts,
    },
    Filed,
};
use crate::ACCEPT_REPORTS;
use access::{Holder, Role};
use kernel::{AccountId, Day, Lang, UnitId};
use platform::{Problem, db::Tx};
use std::collections::BTreeSet;

/// Who made what waits for a word, the report or its supplement.
pub(super) async fn maker_of_waiting(
    tx: &mut Tx,
    filed: &Filed,
) -> Result<Option<AccountId>, Problem> {
    let filing = store::filing(tx, &filed.unit, &filed.form, filed.period).await?;
    match filing.as_ref().and_then(Filing::judged_id) {
        Some(id) => Ok(Some(store::snapshot(tx, id).await?.made_by)),
        None => Ok(None),
    }
}

/// To whom a unit's reports go: the next unit above in which anybody may accept them, other than whoever made what
/// waits; where nobody above keeps its reports here, somebody else of the unit itself.
pub(crate) async fn receiver_of(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
    made_by: Option<&AccountId>,
) -> Result<UnitId, Problem> {
    let above = units::path(tx, unit, today).await?.into_iter().rev().find(|one| one.id != *unit);
    let Some(above) = above else { return Ok(unit.clone()) };
    let holders = access::holders(tx, ACCEPT_REPORTS, &above.id, today).await?;
    let somebody = holders.iter().any(|one| Some(&one.account) != made_by);
    Ok(if somebody { above.id } else { unit.clone() })
}

/// The people who may give their word on what somebody has made, each once, by name.
pub(crate) async fn judges_of(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
    made_by: &AccountId,
) -> Result<Vec<Holder>, Problem> {
    let receiver = receiver_of(tx, unit, today, Some(made_by)).await?;
    let mut judges = access::holders(tx, ACCEPT_REPORTS, &receiver, today).await?;
    let mut seen = BTreeSet::from([made_by.clone()]);
    judges.retain(|one| seen.insert(one.account.clone()));
    Ok(judges)
}

/// Who they are, and in which office: `Lê Minh (Cán bộ tỉnh, tỉnh Mẫu)`. Where there is nobody, what to do about it.
pub(crate) async fn judges_said(
    tx: &mut Tx,
    filed: &Filed,
    judges: &[Holder],
    (today, lang): (Day, Lang),
) -> Result<String, Problem> {
    const NAMED_MAX: usize = 4;
    let t = Texts(lang);
    if judges.is_empty() {
        let unit = units::full_name(tx, &filed.unit, today, lang).await?;
        let role = Role::said(Role::Approver.code(), lang);
        return Ok(t.nobody_else_accepts(&unit, &role));
    }
    let mut names = vec![];
    for one in judges.iter().take(NAMED_MAX) {
        let unit = units::full_name(tx, &one.unit, today, lang).await?;
        let role = Role::said(one.role.code(), lang);
        names.push(format!("{} ({role}, {unit})", one.full_name));
    }
    let names = names.join("; ");
    Ok(match judges.len().saturating_sub(NAMED_MAX) {
        0 => t.others_accept(&names),
        more => t.others_and_more_accept(&names, more),
    })
}
