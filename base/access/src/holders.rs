//! Who holds a permission over a unit: whom a refusal can send people to.

use crate::{Caller, Role, rules, session, store};
use kernel::{AccountId, Day, UnitId};
use platform::{Permission, Problem, Site, db::Tx};

/// Somebody who may do something to a unit, and where the role that says so is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub account: AccountId,
    pub full_name: String,
    pub role: Role,
    /// The unit itself or one above it.
    pub unit: UnitId,
}

/// The people with a permission over a unit, in the geography of a day, by name. It gives no data away but the names
/// of officers, which those who work with them know.
pub async fn holders(
    tx: &mut Tx,
    permission: Permission,
    unit: &UnitId,
    on: Day,
) -> Result<Vec<Holder>, Problem> {
    let held = store::roles_reaching(tx, unit, on).await?;
    let may = |row: store::Reaching| {
        let role: Role = row.role.parse().ok()?;
        let holder =
            Holder { account: row.account_id, full_name: row.full_name, role, unit: row.unit_id };
        role.may(permission).then_some(holder)
    };
    Ok(held.into_iter().filter_map(may).collect())
}

/// Somebody by user name, with the roles held: for the command line, where whoever holds the data folder says in whose
/// name a step is taken.
///
/// # Errors
/// `NotFound` where nobody has that name, `NotAllowed` where the account is suspended.
pub async fn caller_named(site: &Site, username: &str) -> Result<Caller, Problem> {
    let mut tx = site.db.begin().await?;
    let key = rules::username_key(username);
    let account = store::account_by_key(&mut tx, &key).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    session::caller_for_job(site, &account.id).await
}

/// The account that bears a user name.
pub async fn account_named(tx: &mut Tx, username: &str) -> Result<AccountId, Problem> {
    let found = store::account_by_key(tx, &rules::username_key(username)).await?;
    Ok(found.ok_or(Problem::NotFound)?.id)
}
