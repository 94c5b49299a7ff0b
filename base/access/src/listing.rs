//! The accounts of a subtree, some at a time, by the name they sign in with. Whoever has two roles stands there twice.

use crate::{Scope, rules::username_key};
use kernel::{AccountId, RowId, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow, serde::Serialize)]
pub struct Listed {
    pub id: AccountId,
    pub username: String,
    pub full_name: String,
    pub state: String,
    pub role: String,
    pub unit_id: UnitId,
    /// The office that gives the role, if one does.
    pub office: Option<String>,
    #[serde(skip)]
    username_key: String,
    #[serde(skip)]
    grant_id: RowId,
}

impl Listed {
    /// Hand this in to get the accounts that follow.
    fn place(&self) -> String {
        format!("{}.{}", self.username_key, self.grant_id)
    }
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub accounts: Vec<Listed>,
    /// How many there are on all pages.
    pub total: i64,
    /// The place at which the next page begins; nothing at the end.
    pub next: Option<String>,
}

impl Listing {
    /// Of one account more than a page holds the page is made.
    fn of(mut accounts: Vec<Listed>, most: usize, total: i64) -> Listing {
        let more = most < accounts.len();
        accounts.truncate(most);
        let next = accounts.last().filter(|_| more).map(Listed::place);
        Listing { accounts, total, next }
    }
}

/// What a search box was asked for.
struct Wanted {
    username: String,
    /// Each is how a word of the full name begins, in any order.
    words: Vec<String>,
}

impl Wanted {
    fn read(typed: &str) -> Wanted {
        let words = text::fold(typed).split_whitespace().map(str::to_owned).collect();
        Wanted { username: username_key(typed), words }
    }

    fn is_everybody(&self) -> bool {
        self.words.is_empty()
    }

    fn fits(&self, account: &Listed) -> bool {
        let name = text::fold(&account.full_name);
        let begins = |word: &String| name.split_whitespace().any(|part| part.starts_with(word));
        account.username_key.contains(&self.username) || self.words.iter().all(begins)
    }
}

const FROM_SCOPE: &str = "from unit_ancestor above
    join access_grant held on held.unit_id = above.unit_id
    join access_account account on account.id = held.account_id
    where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
    and held.since <= $2 and $2 < held.until";

/// Accounts with a role somewhere in the scope's subtree, whom `search` fits by username or by words of the full name.
///
/// Names are stored as they are written, so a search looks at every account in reach. A province has some thousands.
pub async fn accounts_in(
    tx: &mut Tx,
    scope: &Scope,
    search: &str,
    after: Option<&str>,
    most: usize,
) -> Result<Listing, Problem> {
    let wanted = Wanted::read(search);
    let after = after.and_then(|place| place.rsplit_once('.')).unwrap_or_default();
    if wanted.is_everybody() {
        let accounts = some_after(tx, scope, after, most + 1).await?;
        let total = count(tx, scope).await?;
        return Ok(Listing::of(accounts, most, total));
    }
    const LOOKED_AT_ONCE: usize = 1_000;
    let (mut found, mut total) = (vec![], 0);
    let mut looked_at = (String::new(), String::new());
    loop {
        let some = some_after(tx, scope, (&looked_at.0, &looked_at.1), LOOKED_AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        looked_at = (last.username_key.clone(), last.grant_id.to_string());
        for account in some.into_iter().filter(|account| wanted.fits(account)) {
            total += 1;
            let place = (account.username_key.as_str(), account.grant_id.as_str());
            if after < place && found.len() <= most {
                found.push(account);
            }
        }
    }
    Ok(Listing::of(found, most, total))
}

async fn some_after(
    tx: &mut Tx,
    scope: &Scope,
    (key, grant): (&str, &str),
    most: usize,
) -> Result<Vec<Listed>, Problem> {
    let sql = format!(
        "select account.id, username, full_name, state, role, held.unit_id, held.office, username_key, held.id as grant_id
         {FROM_SCOPE} and (username_key, held.id) > ($3, $4) order by username_key, held.id limit $5"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(scope.unit())
        .bind(scope.today())
        .bind(key)
        .bind(grant)
        .bind(i64::try_from(most).unwrap_or(i64::MAX));
    Ok(query.fetch_all(&mut **tx).await?)
}

async fn count(tx: &mut Tx, scope: &Scope) -> Result<i64, Problem> {
    let sql = format!("select count(*) {FROM_SCOPE}");
    let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(scope.unit());
    Ok(query.bind(scope.today()).fetch_one(&mut **tx).await?)
}
