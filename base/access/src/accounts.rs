//! What people do with accounts.

use crate::{
    MANAGE_ACCOUNTS, Role, Work, password,
    rules::{self, NewAccount, Refusal},
    store::{self, AccountRow, NewGrant},
};
use kernel::{AccountId, Day, RowId, SessionId, Source, UnitId};
use platform::{Permission, Problem};

pub(crate) fn source_of(account: &AccountId) -> Source {
    Source::of("access.account", account)
}

/// Opens an account with one role at one unit.
///
/// # Errors
/// `username_taken`, unusable names and passwords, and `role_above_yours` for a role that may do
/// something here that the caller may not.
pub async fn add_account(work: &mut Work, new: NewAccount) -> Result<AccountId, Problem> {
    let scope = work.scope(MANAGE_ACCOUNTS, &new.unit).await?;
    rules::check_username(&new.username)?;
    rules::check_password(&new.username, &new.password)?;
    may_give(work, new.role, &new.unit).await?;

    let username_key = rules::username_key(&new.username);
    work.hold("access/usernames").await?;
    if store::account_by_key(&mut work.tx, &username_key).await?.is_some() {
        return Err(Refusal::UsernameTaken { username: new.username }.into());
    }
    let id = AccountId::new();
    let password_hash = password::hash(new.password).await?;
    let row = AccountRow {
        id: &id,
        username: &new.username,
        username_key: &username_key,
        full_name: &new.full_name,
        password_hash: &password_hash,
        lang: work.lang,
        now: work.now,
    };
    store::insert_account(&mut work.tx, &scope, row).await?;
    let (today, by) = (work.today, work.caller.account.clone());
    let grant = by_hand(&id, new.role, today, &by);
    store::insert_grant(&mut work.tx, &scope, grant).await?;
    let details = serde_json::json!({ "role": new.role.code() });
    work.record("access.add_account", Some(&new.unit), &source_of(&id), details).await?;
    Ok(id)
}

fn by_hand<'a>(account: &'a AccountId, role: Role, since: Day, by: &'a AccountId) -> NewGrant<'a> {
    NewGrant { account, role, since, until: Day::NEVER, by, office: None }
}

/// Nobody gives a role that may do more than they may themselves.
pub(crate) async fn may_give(work: &mut Work, role: Role, unit: &UnitId) -> Result<(), Problem> {
    for name in role.permissions() {
        match work.scope(Permission(name), unit).await {
            Ok(_) => {}
            Err(Problem::NotAllowed) => return Err(Refusal::RoleAboveYours.into()),
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// The scope over a unit where the account already holds a role: nobody changes a stranger's account.
async fn over(
    work: &mut Work,
    unit: &UnitId,
    account: &AccountId,
) -> Result<crate::Scope, Problem> {
    let scope = work.scope(MANAGE_ACCOUNTS, unit).await?;
    store::account_in(&mut work.tx, &scope, account).await?;
    Ok(scope)
}

/// Gives an account of the subtree of `within` another role at `unit`, from today.
pub async fn grant(
    work: &mut Work,
    within: &UnitId,
    account: &AccountId,
    role: Role,
    unit: &UnitId,
) -> Result<(), Problem> {
    over(work, within, account).await?;
    let scope = work.scope(MANAGE_ACCOUNTS, unit).await?;
    may_give(work, role, unit).await?;
    let (today, by) = (work.today, work.caller.account.clone());
    store::insert_grant(&mut work.tx, &scope, by_hand(account, role, today, &by)).await?;
    let details = serde_json::json!({ "role": role.code() });
    work.record("access.grant", Some(unit), &source_of(account), details).await
}

/// Ends a role today; from the next request on it gives nothing.
pub async fn revoke(work: &mut Work, account: &AccountId, grant: &RowId) -> Result<(), Problem> {
    let unit = store::unit_of_grant(&mut work.tx, account, grant).await?;
    let scope = work.scope(MANAGE_ACCOUNTS, &unit).await?;
    if *account == work.caller.account {
        return Err(Refusal::OwnAccount.into());
    }
    store::end_grant(&mut work.tx, &scope, grant, work.today).await?;
    work.record(
        "access.revoke",
        Some(&unit),
        &source_of(account),
        serde_json::json!({ "grant": grant }),
    )
    .await
}

/// Suspends an account and ends its sessions, or lets it in again.
pub async fn suspend(
    work: &mut Work,
    within: &UnitId,
    account: &AccountId,
    suspended: bool,
) -> Result<(), Problem> {
    let scope = over(work, within, account).await?;
    if *account == work.caller.account {
        return Err(Refusal::OwnAccount.into());
    }
    let state = if suspended { "suspended" } else { "active" };
    store::set_state(&mut work.tx, &scope, account, state).await?;
    store::end_sessions_but(&mut work.tx, account, None, work.now).await?;
    work.record(
        "access.set_state",
        Some(within),
        &source_of(account),
        serde_json::json!({ "state": state }),
    )
    .await
}

/// Sets a new password for somebody who forgot theirs; their sessions end.
pub async fn reset_password(
    work: &mut Work,
    within: &UnitId,
    account: &AccountId,
    password: String,
) -> Result<(), Problem> {
    let scope = over(work, within, account).await?;
    let found = store::account_in(&mut work.tx, &scope, account).await?;
    // Whoever sets a password can sign in with it, so it must not lead to more rights than their own.
    for held in store::grants_of(&mut work.tx, account).await? {
        if let Some(held) = held.into_grant().filter(|held| held.stands_on(work.today)) {
            may_give(work, held.role, &held.unit).await?;
        }
    }
    rules::check_password(&found.username, &password)?;
    let hash = password::hash(password).await?;
    store::set_password(&mut work.tx, account, &hash, work.now).await?;
    store::end_sessions_but(&mut work.tx, account, None, work.now).await?;
    work.record("access.reset_password", Some(within), &source_of(account), serde_json::json!({}))
        .await
}

/// Changes one's own password; all other sessions end.
pub async fn change_password(work: &mut Work, old: String, new: String) -> Result<(), Problem> {
    let account = store::account(&mut work.tx, &work.caller.account).await?;
    if !password::is_right(old, Some(account.password_hash)).await? {
        return Err(Refusal::OldPasswordWrong.into());
    }
    rules::check_password(&account.username, &new)?;
    let hash = password::hash(new).await?;
    store::set_password(&mut work.tx, &account.id, &hash, work.now).await?;
    store::end_sessions_but(&mut work.tx, &account.id, work.caller.session.as_ref(), work.now)
        .await?;
    work.record("access.change_password", None, &source_of(&account.id), serde_json::json!({}))
        .await
}

/// Ends one of one's own sessions: the phone left on the bus.
pub async fn end_session(work: &mut Work, session: &SessionId) -> Result<(), Problem> {
    let account = work.caller.account.clone();
    store::end_session(&mut work.tx, &account, session, work.now).await?;
    let source = Source::of("access.session", session);
    work.record("access.end_session", None, &source, serde_json::json!({})).await
}

/// The name of an account's holder; nothing where the id is not an account's, as with the command line.
pub async fn account_name(
    tx: &mut platform::db::Tx,
    id: &AccountId,
) -> Result<Option<String>, Problem> {
    match store::account(tx, id).await {
        Ok(account) => Ok(Some(account.full_name)),
        Err(Problem::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The names of all accounts: for whoever holds the data folder and asks what is in it.
pub async fn account_names(tx: &mut platform::db::Tx) -> Result<Vec<String>, Problem> {
    store::usernames(tx).await
}
