//! The names of those who sent a file, or changed somebody it wrote.

use crate::import::texts::Texts;
use kernel::AccountId;
use platform::{Problem, db::Tx};
use std::collections::HashMap;

/// Each account by name; the command line and an account that is no more have a word.
pub async fn names_of(
    tx: &mut Tx,
    accounts: impl Iterator<Item = &AccountId>,
    t: Texts,
) -> Result<HashMap<AccountId, String>, Problem> {
    let operator = access::Caller::operator().account;
    let mut names = HashMap::new();
    for account in accounts {
        if !names.contains_key(account) {
            let name = access::account_name(tx, account).await?;
            let nameless = || if *account == operator { t.operator() } else { t.somebody() };
            names.insert(account.clone(), name.unwrap_or_else(nameless));
        }
    }
    Ok(names)
}
