//! Mã số thuế: of donors, sponsors and partner organisations.

use super::personal_number::{self, NationalId};
use crate::Lang;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaxCode {
    /// Ten digits.
    Organisation(String),
    /// The organisation's ten digits and the branch's three.
    Branch { organisation: String, branch: String },
    /// Since 1 July 2025 people pay taxes under their personal number (Thông tư 86/2024/TT-BTC).
    Person(NationalId),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotATaxCode {
    Empty,
    WrongShape(String),
    WrongCheckDigit(String),
}

impl TaxCode {
    /// As papers show it: `0100047516-001`.
    pub fn shown(&self) -> String {
        match self {
            TaxCode::Organisation(code) => code.clone(),
            TaxCode::Branch { organisation, branch } => format!("{organisation}-{branch}"),
            TaxCode::Person(id) => id.masked(),
        }
    }
}

/// Reads 10 digits, 13 with a branch, or the 12 of a person.
pub fn read(text: &str) -> Result<TaxCode, NotATaxCode> {
    let digits: String =
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    let shape = || NotATaxCode::WrongShape(text.trim().to_owned());
    if digits.is_empty() {
        return Err(NotATaxCode::Empty);
    }
    if !digits.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(shape());
    }
    match digits.len() {
        12 => personal_number::read_cccd(&digits).map(TaxCode::Person).map_err(|_| shape()),
        10 | 13 => {
            let (organisation, branch) = digits.split_at(10);
            if !check_digit_fits(organisation) {
                return Err(NotATaxCode::WrongCheckDigit(text.trim().to_owned()));
            }
            match branch {
                "" => Ok(TaxCode::Organisation(organisation.to_owned())),
                "000" => Err(shape()),
                _ => Ok(TaxCode::Branch {
                    organisation: organisation.to_owned(),
                    branch: branch.to_owned(),
                }),
            }
        }
        _ => Err(shape()),
    }
}

/// Ten less the weighted sum modulo eleven; numbers of remainder 0 are never given out.
fn check_digit_fits(code: &str) -> bool {
    let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let mut digits = code.bytes().map(|letter| u32::from(letter - b'0'));
    let sum: u32 = digits.clone().zip(weights).map(|(digit, weight)| digit * weight).sum();
    10_u32.checked_sub(sum % 11).filter(|check| *check < 10) == digits.next_back()
}

impl NotATaxCode {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            NotATaxCode::Empty => "tax_code_missing",
            NotATaxCode::WrongShape(_) => "tax_code_wrong_shape",
            NotATaxCode::WrongCheckDigit(_) => "tax_code_wrong_check_digit",
        }
    }
    /// What is wrong, and what to write instead.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            NotATaxCode::Empty => lang.choose(
                "Chưa có mã số thuế. Hãy viết 10 chữ số.".to_owned(),
                "There is no tax code. Write its 10 digits.".to_owned(),
            ),
            NotATaxCode::WrongShape(text) => lang.choose(
                format!("“{text}” không phải là mã số thuế. Mã có 10 chữ số, chi nhánh thêm 3 chữ số như -001, cá nhân dùng số định danh 12 chữ số."),
                format!("“{text}” is not a tax code. It has 10 digits, a branch 3 more such as -001, and a person uses the 12-digit identity number."),
            ),
            NotATaxCode::WrongCheckDigit(text) => lang.choose(
                format!("Mã số thuế “{text}” có chữ số sai. Hãy so lại với giấy đăng ký."),
                format!("The tax code “{text}” has a wrong digit. Compare it with the certificate."),
            ),
        }
    }
}
