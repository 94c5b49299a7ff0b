//! Rights that follow an office: they begin and end with it, and each names the office that gave it.
//!
//! - Nobody gives by an office what they may not do themselves; what a hand-over moves is what stood.
//! - Rights end from the next request on: roles are read for each.

use crate::{
    Role, Scope, Work,
    accounts::{may_give, source_of},
    caller::Caller,
    look::Look,
    rules::{self, Refusal},
    store::{self, NewGrant},
    texts::Texts,
};
use kernel::{AccountId, Day, Source, UnitId};
use platform::{
    Problem, Site,
    db::Tx,
    module::{Asker, HandoverLine, HandoverSection},
};

/// For so long whoever has handed over may still read.
pub const READING_DAYS: i32 = 30;

/// The account that an office is to be linked with, by the name its holder signs in with, and the holder's full name.
///
/// # Errors
/// `account_unknown` for a name that nobody in the scope's subtree has or had.
pub async fn account_for_office(
    tx: &mut Tx,
    scope: &Scope,
    username: &str,
) -> Result<(AccountId, String), Problem> {
    let username = username.trim();
    let key = rules::username_key(username);
    match store::account_known_in(tx, scope, &key).await? {
        Some(account) => Ok((account.id, account.full_name)),
        None => Err(Refusal::AccountUnknown { username: username.to_owned() }.into()),
    }
}

/// Gives the role of an office for as long as it is held; never for days that have passed.
///
/// # Errors
/// `role_above_yours` for a role that may do something here that the caller may not.
pub async fn grant_for_office(
    work: &mut Work,
    scope: &Scope,
    office: &Source,
    account: &AccountId,
    role: Role,
    (since, until): (Day, Day),
) -> Result<(), Problem> {
    may_give(work, role, scope.unit()).await?;
    insert(work, scope, office, account, role, (since.max(work.today), until)).await
}

async fn insert(
    work: &mut Work,
    scope: &Scope,
    office: &Source,
    account: &AccountId,
    role: Role,
    (since, until): (Day, Day),
) -> Result<(), Problem> {
    let by = work.caller.account.clone();
    let new = NewGrant { account, role, since, until, by: &by, office: Some(office) };
    store::insert_grant(&mut work.tx, scope, new).await?;
    let details = serde_json::json!({ "role": role.code(), "office": office.as_str() });
    work.record("access.grant", Some(scope.unit()), &source_of(account), details).await
}

/// Ends the rights of an office from `on` on, or from today where that day has passed.
pub async fn end_office(
    work: &mut Work,
    scope: &Scope,
    office: &Source,
    on: Day,
) -> Result<(), Problem> {
    let day = on.max(work.today);
    let ended = store::end_grants_of_office(&mut work.tx, scope, office, day).await?;
    if 0 < ended {
        let details = serde_json::json!({ "on": day });
        work.record("access.end_office", Some(scope.unit()), office, details).await?;
    }
    Ok(())
}

/// Leave to carry out, on one unit, a hand-over that both sides have signed. The one who signs last may hold no role
/// yet, so no look at roles can give it; whoever calls has seen both signatures.
pub fn by_hand_over(work: &Work, unit: &UnitId) -> Scope {
    Scope::given(unit, work.today)
}

/// The same for reading one's own hand-over.
pub fn by_hand_over_seen(look: &Look, unit: &UnitId) -> Scope {
    Scope::given(unit, look.today)
}

/// Whose rights move to whom.
pub struct HandedRights<'a> {
    pub from: &'a Source,
    pub to: &'a Source,
    pub leaver: Option<&'a AccountId>,
    pub successor: Option<&'a AccountId>,
}

/// Moves the rights of an office to the one that follows it, at this minute. The leaver's other roles at the unit and
/// below it end too, unless another office gives them; for thirty days they may still read.
pub async fn hand_over_rights(
    work: &mut Work,
    scope: &Scope,
    handed: HandedRights<'_>,
) -> Result<Vec<Role>, Problem> {
    let HandedRights { from, to, leaver, successor } = handed;
    let today = work.today;
    let held = store::grants_of_office(&mut work.tx, scope, from, today).await?;
    end_office(work, scope, from, today).await?;
    let mut moved = vec![];
    for grant in held.into_iter().filter_map(store::GrantRow::into_grant) {
        if let Some(account) = successor {
            insert(work, scope, to, account, grant.role, (today, Day::NEVER)).await?;
        }
        moved.push(grant.role);
    }
    if let Some(leaver) = leaver {
        store::end_grants_by_hand(&mut work.tx, scope, leaver).await?;
        let by = work.caller.account.clone();
        let reading = NewGrant {
            account: leaver,
            role: Role::FormerOfficer,
            since: today,
            until: today.plus_days(READING_DAYS),
            by: &by,
            office: None,
        };
        store::insert_grant(&mut work.tx, scope, reading).await?;
        let details = serde_json::json!({ "role": Role::FormerOfficer.code(), "after": from });
        work.record("access.grant", Some(scope.unit()), &source_of(leaver), details).await?;
    }
    Ok(moved)
}

/// The accounts of a unit and what they may do there, for the paper of a hand-over.
pub async fn handover(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let t = Texts(asker.lang);
    let mut look = Look::begin(&site, Caller::operator(), asker.lang).await?;
    let scope = look.scope(crate::MANAGE_ACCOUNTS, &asker.unit).await?;
    let mut lines = vec![];
    for held in store::held_here(&mut look.tx, &scope).await? {
        let name = t.handover_account(&held.full_name, &held.username);
        let role = Role::said_as_held(&held.role, held.office.is_some(), asker.lang);
        lines.push(HandoverLine::new(name, t.handover_role(&role, &held.since.short())));
    }
    if lines.is_empty() {
        lines.push(HandoverLine::new(t.handover_no_account(), "–"));
    }
    let below = store::count_held_below(&mut look.tx, &scope).await?;
    if 0 < below {
        let count = t.handover_count(&asker.lang.grouped(below));
        lines.push(HandoverLine::new(t.handover_below(), count));
    }
    let address = format!("/don-vi/{}/tai-khoan", asker.unit);
    let lines = lines.into_iter().map(|line| line.linked(address.clone())).collect();
    Ok(vec![HandoverSection { heading: t.handover_accounts(), lines }])
}
