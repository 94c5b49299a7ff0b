//! What a new account and a password must be.

use crate::{Role, texts::Texts};
use axum::http::StatusCode;
use kernel::{Lang, UnitId, vietnamese::text};
use platform::Say;

/// An account before it exists.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub username: String,
    pub full_name: String,
    pub password: String,
    pub role: Role,
    pub unit: UnitId,
}

/// Every reason why access says no.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    WrongNameOrPassword,
    UsernameTaken { username: String },
    UsernameUnusable,
    PasswordTooShort { least: usize },
    PasswordTooLong { most: usize },
    PasswordIsTheName,
    OldPasswordWrong,
    RoleAboveYours,
    OwnAccount,
    PasswordNotRight,
    AccountUnknown { username: String },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let texts = Texts(lang);
        match self {
            Refusal::WrongNameOrPassword => texts.wrong_name_or_password(),
            Refusal::UsernameTaken { username } => texts.username_taken(username),
            Refusal::UsernameUnusable => texts.username_unusable(),
            Refusal::PasswordTooShort { least } => texts.password_too_short(*least),
            Refusal::PasswordTooLong { most } => texts.password_too_long(*most),
            Refusal::PasswordIsTheName => texts.password_is_the_name(),
            Refusal::OldPasswordWrong => texts.old_password_wrong(),
            Refusal::RoleAboveYours => texts.role_above_yours(),
            Refusal::OwnAccount => texts.own_account(),
            Refusal::PasswordNotRight => texts.password_not_right(),
            Refusal::AccountUnknown { username } => texts.account_unknown(username),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::WrongNameOrPassword => StatusCode::UNAUTHORIZED,
            Refusal::UsernameTaken { .. } => StatusCode::CONFLICT,
            Refusal::RoleAboveYours | Refusal::OwnAccount => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

pub const PASSWORD_LETTERS_LEAST: usize = 10;
pub const PASSWORD_LETTERS_MOST: usize = 200;

/// Two spellings of one name are one account: case, marks and Unicode form do not count.
pub fn username_key(username: &str) -> String {
    text::fold(username).replace(' ', "")
}

/// Whether a name can be typed by hand and told apart: 3 to 40 letters, digits, dots or hyphens.
pub fn check_username(username: &str) -> Result<(), Refusal> {
    let fine = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let long_enough = (3..=40).contains(&username.chars().count());
    if long_enough && username.chars().all(fine) && !username_key(username).is_empty() {
        Ok(())
    } else {
        Err(Refusal::UsernameUnusable)
    }
}

pub fn check_password(username: &str, password: &str) -> Result<(), Refusal> {
    let letters = password.chars().count();
    if letters < PASSWORD_LETTERS_LEAST {
        return Err(Refusal::PasswordTooShort { least: PASSWORD_LETTERS_LEAST });
    }
    if letters > PASSWORD_LETTERS_MOST {
        return Err(Refusal::PasswordTooLong { most: PASSWORD_LETTERS_MOST });
    }
    if username_key(password) == username_key(username) {
        return Err(Refusal::PasswordIsTheName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one_account() {
        assert_eq!(username_key("Lan.Xa-Dung"), username_key("lan.xa-dung"));
        assert_eq!(username_key("Đào"), username_key("dao"));
    }

    #[test]
    fn a_password_has_ten_letters_and_is_not_the_name() {
        assert_eq!(
            check_password("lan", "123456789"),
            Err(Refusal::PasswordTooShort { least: 10 })
        );
        assert_eq!(check_password("nguyenthilan", "NguyenThiLan"), Err(Refusal::PasswordIsTheName));
        assert_eq!(check_password("lan", "mười chữ đây"), Ok(()));
        assert!(check_password("lan", &"a".repeat(201)).is_err());
    }
}
