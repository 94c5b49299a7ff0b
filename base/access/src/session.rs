//! Signing in, and the session that follows.

use crate::{
    caller::Caller,
    password,
    rules::{self, PASSWORD_LETTERS_MOST, Refusal},
    store::{self, GrantRow},
};
use audit::Deed;
use kernel::{AccountId, Moment, SessionId, Source};
use platform::{Problem, Site, db::Tx, seal};

/// A session nobody used for an hour has ended; one of twelve hours has ended in any case.
const IDLE_SECONDS_MAX: i64 = 3_600;
const SECONDS_MAX: i64 = 12 * 3_600;
/// How often a page view is written down as a sign of life.
const TOUCH_SECONDS: i64 = 60;
/// Five failures in a minute, by account or by address; the sixth try waits.
const ATTEMPTS_MAX: i64 = 5;
const WINDOW_SECONDS: i64 = 60;

/// From where somebody signs in.
#[derive(Debug, Clone)]
pub struct Device {
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// Signs in; the token goes to the browser and is nowhere else.
///
/// # Errors
/// `wrong_name_or_password`, the same for an unknown name; `TooMany` from the sixth try in a minute.
pub async fn sign_in(
    site: &Site,
    username: &str,
    password: &str,
    device: &Device,
) -> Result<String, Problem> {
    let now = site.now();
    let key = rules::username_key(username);
    let keys = [format!("account:{key}"), format!("address:{}", device.address)];
    let window = now.plus_seconds(-WINDOW_SECONDS);

    let mut tx = site.db.begin().await?;
    for key in &keys {
        if store::attempts_since(&mut tx, key, window).await? >= ATTEMPTS_MAX {
            return Err(Problem::TooMany { wait_seconds: WINDOW_SECONDS as u32 });
        }
    }
    let account = store::account_by_key(&mut tx, &key).await?;
    drop(tx);

    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let readable = password.chars().count() <= PASSWORD_LETTERS_MOST;
    let right = readable && password::is_right(password.to_owned(), hash).await?;

    let mut tx = site.db.begin_writing().await?;
    let Some(account) = account.filter(|account| right && account.state == "active") else {
        for key in &keys {
            store::insert_attempt(&mut tx, key, now).await?;
        }
        tx.commit().await?;
        return Err(Refusal::WrongNameOrPassword.into());
    };
    let (session, token) = (SessionId::new(), seal::token());
    let device = format!("{} · {}", short_agent(&device.agent), device.address);
    store::insert_session(&mut tx, &session, &account.id, &hash_of(&token), &device, now).await?;
    store::forget_attempts(&mut tx, &keys[0], window).await?;
    let source = Source::of("access.session", &session);
    let deed = Deed {
        account: &account.id,
        action: "access.sign_in",
        unit: None,
        object: &source,
        details: serde_json::json!({}),
    };
    audit::record(site, &mut tx, &deed, now).await?;
    tx.commit().await?;
    Ok(token)
}

/// Whoever holds this token now; nobody, once the session or the account has ended. The look that told so comes along,
/// where it is still open, for what is read next.
pub async fn caller_of(site: &Site, token: &str) -> Result<Option<(Caller, Option<Tx>)>, Problem> {
    let now = site.now();
    let mut tx = site.db.begin().await?;
    let holding = store::holding(&mut tx, &hash_of(token)).await?;
    let mut open = Some(tx);
    let Some(first) = holding.first() else {
        return Ok(None);
    };
    if is_over(first.started_at, first.last_seen_at, now) || first.state != "active" {
        return Ok(None);
    }
    if now.seconds() - first.last_seen_at.seconds() >= TOUCH_SECONDS {
        // Nobody waits for a connection while holding one.
        open = None;
        let touched = touch(site, &first.session_id, now).await;
        // Reading goes on while nothing can be written; the session only ends the sooner for it.
        touched.or_else(|problem| if problem.is_ours() { Ok(()) } else { Err(problem) })?;
    }
    let (account, name) = (first.account_id.clone(), first.full_name.clone());
    let session = Some(first.session_id.clone());
    let grants = holding.into_iter().filter_map(store::Holding::into_grant).collect();
    Ok(Some((Caller::new(account, name, session, grants), open)))
}

async fn touch(site: &Site, session: &SessionId, now: Moment) -> Result<(), Problem> {
    let mut tx = site.db.begin_writing_aside().await?;
    store::touch_session(&mut tx, session, now).await?;
    tx.commit().await
}

/// Whoever queued a job, with the rights they have now: none, once the account is suspended.
pub async fn caller_for_job(site: &Site, account: &AccountId) -> Result<Caller, Problem> {
    let operator = Caller::operator();
    if *account == operator.account {
        return Ok(operator);
    }
    let mut tx = site.db.begin().await?;
    let account = store::account(&mut tx, account).await?;
    if account.state != "active" {
        return Err(Problem::NotAllowed);
    }
    let grants = store::grants_of(&mut tx, &account.id).await?;
    let grants = grants.into_iter().filter_map(GrantRow::into_grant).collect();
    Ok(Caller::new(account.id, account.full_name, None, grants))
}

/// Finds out whether whoever is signed in knows their own password: a signature asks for it, because a screen left
/// open signs nothing. Guessing is slowed down as it is at the door.
///
/// # Errors
/// `password_not_right`; `TooMany` from the sixth try in a minute.
pub async fn prove(site: &Site, caller: &Caller, password: &str) -> Result<(), Problem> {
    let now = site.now();
    let key = format!("proof:{}", caller.account);
    let window = now.plus_seconds(-WINDOW_SECONDS);
    let mut tx = site.db.begin().await?;
    if store::attempts_since(&mut tx, &key, window).await? >= ATTEMPTS_MAX {
        return Err(Problem::TooMany { wait_seconds: WINDOW_SECONDS as u32 });
    }
    let account = store::account(&mut tx, &caller.account).await?;
    drop(tx);
    let readable = password.chars().count() <= PASSWORD_LETTERS_MOST;
    if readable && password::is_right(password.to_owned(), Some(account.password_hash)).await? {
        return Ok(());
    }
    let mut tx = site.db.begin_writing().await?;
    store::insert_attempt(&mut tx, &key, now).await?;
    tx.commit().await?;
    Err(Refusal::PasswordNotRight.into())
}

fn is_over(started: Moment, seen: Moment, now: Moment) -> bool {
    now.seconds() - seen.seconds() > IDLE_SECONDS_MAX
        || now.seconds() - started.seconds() > SECONDS_MAX
}

fn hash_of(token: &str) -> String {
    seal::hash(token.as_bytes())
}

/// Enough of the browser's name for its owner to know it again.
fn short_agent(agent: &str) -> String {
    let names = ["Edg", "OPR", "CocCoc", "coc_coc", "Firefox", "Chrome", "Safari", "curl"];
    let name = names.iter().find(|name| agent.contains(**name));
    let systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];
    let system = systems.iter().find(|system| agent.contains(**system));
    let words = [name, system].into_iter().flatten().copied().collect::<Vec<_>>();
    if words.is_empty() { "?".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_after_an_idle_hour_and_after_twelve_hours() {
        let start = Moment::of_seconds(0);
        let at = |seconds| start.plus_seconds(seconds);
        assert!(!is_over(start, start, at(3_600)));
        assert!(is_over(start, start, at(3_601)));
        assert!(is_over(start, at(12 * 3_600), at(12 * 3_600 + 1)));
    }
}
