//! Passwords.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use platform::Problem;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// Hashing takes 19 MiB and tens of milliseconds; more than two at once would starve the pages.
static PLACES: Semaphore = Semaphore::const_new(2);

fn argon() -> Argon2<'static> {
    let params =
        Params::new(19 * 1024, 2, 1, None).expect("the parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash as a PHC string.
pub async fn hash(password: String) -> Result<String, Problem> {
    let _place = PLACES.acquire().await;
    let hashed = tokio::task::spawn_blocking(move || {
        argon().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    hashed.await?.map_err(|error| Problem::Broken(error.to_string().into()))
}

/// Whether the password is the one of the hash. Without a hash the same work is done and the
/// answer is no, so that time does not tell whether an account exists.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Problem> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let _place = PLACES.acquire().await;
    let checked = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| {
            NOBODY
                .get_or_init(|| {
                    argon()
                        .hash_password(b"nobody")
                        .map(|hash| hash.to_string())
                        .unwrap_or_default()
                })
                .clone()
        });
        let right = PasswordHash::new(&hash)
            .is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok());
        right && known
    });
    Ok(checked.await?)
}
