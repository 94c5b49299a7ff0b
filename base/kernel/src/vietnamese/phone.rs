//! Telephone numbers: stored for machines, shown for people.

use super::{number, province};
use crate::{Lang, column::text_column};
use ecow::EcoString;
use std::{fmt, str::FromStr};

/// A Vietnamese number, stored in the international form `+84912345678`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    /// As dialled at home: `0912345678`.
    national: EcoString,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Mobile,
    Landline,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotAPhone {
    Empty,
    NotDigits,
    /// Only a sign or a word that says there is none: `-`, `không có`, `0`.
    NoNumber,
    /// A workbook has shortened it: `9,12E+08`.
    LostDigits,
    /// Nine digits that make a number with a 0 before them.
    LostZero(Phone),
    OtherCountry,
    /// 113, 1900…, 1800…: for calling, not for reaching a person.
    ServiceNumber,
    /// A landline whose area code no province has.
    NoSuchArea(String),
    WrongLength(usize),
    /// No number in Vietnam begins like this.
    NoSuchPrefix(String),
}

/// Mobile numbers of eleven digits became ten in autumn 2018, by their first four digits.
const MIGRATED: [(&str, &str); 22] = [
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0126", "076"),
    ("0127", "081"),
    ("0128", "078"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0182", "052"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

impl Phone {
    /// `+84912345678`.
    pub fn e164(&self) -> String {
        format!("+84{}", &self.national[1..])
    }
    /// Whether a stored number is this one.
    pub fn is_stored_as(&self, e164: &str) -> bool {
        e164.strip_prefix("+84") == Some(&self.national[1..])
    }
    /// `0912345678`: as dialled at home.
    pub fn national(&self) -> &str {
        &self.national
    }
    pub fn kind(&self) -> Kind {
        if self.national.starts_with("02") { Kind::Landline } else { Kind::Mobile }
    }
    /// As people write it: `0912 345 678`, `0215 3825 416`, `024 3822 3344`.
    pub fn shown(&self) -> String {
        let number = &self.national;
        match (self.kind(), area_code(number).map(str::len)) {
            (Kind::Landline, Some(area)) => {
                let (area, line) = number.split_at(area);
                format!("{area} {} {}", &line[..4], &line[4..])
            }
            _ => format!("{} {} {}", &number[..4], &number[4..7], &number[7..]),
        }
    }
    /// `0912•••678`: for lists.
    pub fn masked(&self) -> String {
        let (front, back) = (&self.national[..4], &self.national[self.national.len() - 3..]);
        format!("{front}{}{back}", "•".repeat(self.national.len() - 7))
    }
}

impl fmt::Display for Phone {
    /// The stored form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.e164())
    }
}
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}
impl FromStr for Phone {
    type Err = NotAPhone;
    fn from_str(text: &str) -> Result<Phone, NotAPhone> {
        read(text)
    }
}
text_column!(Phone);

/// Reads a number as people write it. Old mobile numbers of eleven digits become today's.
pub fn read(text: &str) -> Result<Phone, NotAPhone> {
    read_dialled(text).map_err(|mistake| match mistake {
        _ if number::is_placeholder(text) => NotAPhone::NoNumber,
        NotAPhone::NotDigits if number::is_shortened(text) => NotAPhone::LostDigits,
        mistake => mistake,
    })
}

fn read_dialled(text: &str) -> Result<Phone, NotAPhone> {
    let dialled: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-' | '(' | ')'))
        .collect();
    if dialled.is_empty() {
        return Err(NotAPhone::Empty);
    }
    let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
    if digits.is_empty() || !digits.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(NotAPhone::NotDigits);
    }
    let national = national_form(&dialled)?;
    let phone = Phone { national: migrated(&national).unwrap_or(national).into() };
    checked(phone, &dialled)
}

/// The number before a workbook took it for a quantity and dropped its 0. A suggestion: a person confirms it.
pub fn repad(text: &str) -> Option<Phone> {
    match read(text) {
        Err(NotAPhone::LostZero(phone)) => Some(phone),
        _ => None,
    }
}

/// With 0 before it in place of the country's code.
fn national_form(dialled: &str) -> Result<String, NotAPhone> {
    let abroad = dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00"));
    let after_code = match abroad {
        Some(digits) => Some(digits.strip_prefix("84").ok_or(NotAPhone::OtherCountry)?),
        // 84 without + is the country's code only where so many digits follow.
        None => dialled.strip_prefix("84").filter(|rest| rest.len() >= 9),
    };
    Ok(match after_code {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None => dialled.to_owned(),
    })
}

fn migrated(national: &str) -> Option<String> {
    let (old, new) =
        MIGRATED.iter().find(|(old, _)| national.len() == 11 && national.starts_with(old))?;
    Some(format!("{new}{}", &national[old.len()..]))
}

/// The area code of a landline, if a province has it and the number is as long as its numbers are.
fn area_code(national: &str) -> Option<&'static str> {
    province::dialled_by(national).map(|province| province.dialling_code)
}

fn checked(phone: Phone, dialled: &str) -> Result<Phone, NotAPhone> {
    let number = phone.national.as_str();
    if !number.starts_with('0') {
        return Err(without_zero(number));
    }
    let mobile = ["03", "05", "07", "08", "09"].iter().any(|prefix| number.starts_with(prefix));
    match (mobile, number.starts_with("02"), number.len()) {
        (true, _, 10) => Ok(phone),
        (_, true, 11) if area_code(number).is_some() => Ok(phone),
        (_, true, 11) => Err(NotAPhone::NoSuchArea(number[..4].to_owned())),
        (true, _, _) | (_, true, _) => Err(NotAPhone::WrongLength(dialled.len())),
        _ => Err(NotAPhone::NoSuchPrefix(number.chars().take(4).collect())),
    }
}

fn without_zero(number: &str) -> NotAPhone {
    if number.len() <= 5 || number.starts_with("1800") || number.starts_with("1900") {
        return NotAPhone::ServiceNumber;
    }
    // 9 digits of a mobile; 10 of a landline or of an old mobile number.
    let with_zero = matches!(number.len(), 9 | 10).then(|| read(&format!("0{number}")));
    match with_zero {
        Some(Ok(phone)) => NotAPhone::LostZero(phone),
        _ => NotAPhone::WrongLength(number.len()),
    }
}

impl NotAPhone {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            NotAPhone::Empty => "phone_missing",
            NotAPhone::NotDigits => "phone_not_digits",
            NotAPhone::NoNumber => "phone_no_number",
            NotAPhone::LostDigits => "phone_lost_digits",
            NotAPhone::LostZero(_) => "phone_lost_zero",
            NotAPhone::OtherCountry => "phone_other_country",
            NotAPhone::ServiceNumber => "phone_service_number",
            NotAPhone::NoSuchArea(_) => "phone_no_such_area",
            NotAPhone::WrongLength(_) => "phone_wrong_length",
            NotAPhone::NoSuchPrefix(_) => "phone_no_such_prefix",
        }
    }

    /// What is wrong, and what to write instead.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            NotAPhone::Empty => lang.choose(
                "Chưa có số điện thoại. Hãy viết như 0912 345 678.".to_owned(),
                "There is no telephone number. Write it like 0912 345 678.".to_owned(),
            ),
            NotAPhone::NotDigits => lang.choose(
                "Số điện thoại chỉ gồm chữ số. Hãy viết như 0912 345 678, mỗi ô một số.".to_owned(),
                "A telephone number holds only digits. Write it like 0912 345 678, one number in a field.".to_owned(),
            ),
            NotAPhone::NoNumber => lang.choose(
                "Đây không phải số điện thoại. Nếu không có số, hãy để trống; nếu có, hãy viết như 0912 345 678.".to_owned(),
                "This is no telephone number. If there is none, leave this empty; if there is, write it like 0912 345 678.".to_owned(),
            ),
            NotAPhone::LostDigits => lang.choose(
                "Excel đã rút gọn số này và làm mất chữ số. Hãy định dạng cột là Văn bản (Text) rồi gõ lại số điện thoại.".to_owned(),
                "Excel has shortened this number and lost digits. Format the column as Text and type the telephone number again.".to_owned(),
            ),
            NotAPhone::LostZero(phone) => lang.choose(
                format!("Số này thiếu số 0 ở đầu. Nếu đúng là {}, hãy viết đủ.", phone.shown()),
                format!("This number lacks the leading 0. If {} is meant, write it in full.", phone.shown()),
            ),
            NotAPhone::OtherCountry => lang.choose(
                "Đây là số điện thoại nước ngoài. Hãy ghi vào phần ghi chú, ở đây cần số Việt Nam.".to_owned(),
                "This is a number of another country. Put it in the notes; a Vietnamese number is needed here.".to_owned(),
            ),
            NotAPhone::ServiceNumber => lang.choose(
                "Đây là số khẩn cấp hoặc tổng đài. Hãy viết số của người hoặc đơn vị, ví dụ 0912 345 678.".to_owned(),
                "This is an emergency or service number. Write the number of a person or unit, such as 0912 345 678.".to_owned(),
            ),
            NotAPhone::NoSuchArea(code) => lang.choose(
                format!("Không có mã vùng {code}; nhiều mã đã đổi năm 2017. Hãy kiểm tra mã vùng mới."),
                format!("There is no area code {code}; many changed in 2017. Look up the new one."),
            ),
            NotAPhone::WrongLength(digits) => lang.choose(
                format!("Số này có {digits} chữ số. Số di động có 10 chữ số, số cố định có 11."),
                format!("This number has {digits} digits. A mobile number has 10, a landline 11."),
            ),
            NotAPhone::NoSuchPrefix(prefix) => lang.choose(
                format!("Không có số nào bắt đầu bằng {prefix}. Số di động bắt đầu bằng 03, 05, 07, 08, 09; số cố định bằng 02."),
                format!("No number begins with {prefix}. Mobile numbers begin with 03, 05, 07, 08, 09; landlines with 02."),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        read(text).unwrap().shown()
    }

    #[test]
    fn a_sign_that_there_is_no_number_may_be_left_out() {
        for sign in ["-", "–", "không", "không có", "chưa có", "x", "0", "()"] {
            let refusal = read(sign).unwrap_err();
            assert_eq!(refusal, NotAPhone::NoNumber, "{sign}");
            assert!(refusal.say(Lang::Vi).contains("để trống"), "{refusal}");
        }
        assert_eq!(read(" "), Err(NotAPhone::Empty));
        assert_eq!(read("9,12E+08"), Err(NotAPhone::LostDigits));
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        assert_eq!(shown("+84912345678"), "0912 345 678");
        assert_eq!(shown("02153825416"), "0215 3825 416");
        assert_eq!(shown("02438223344"), "024 3822 3344");
        assert_eq!(read("0912345678").unwrap().masked(), "0912•••678");
    }

    #[test]
    fn a_number_that_lost_its_zero_is_asked_about_and_not_taken() {
        assert_eq!(repad("912345678").unwrap().national(), "0912345678");
        assert!(read("912345678").unwrap_err().say(Lang::Vi).contains("0912 345 678"));
        assert_eq!(repad("2153825416").unwrap().national(), "02153825416");
        assert_eq!(repad("12345"), None);
        assert_eq!(repad("0912345678"), None);
    }

    proptest! {
        #[test]
        fn the_stored_form_reads_back(number in "0[35789][0-9]{8}|02153[0-9]{6}|0168[0-9]{7}") {
            let phone = read(&number).unwrap();
            prop_assert_eq!(phone.to_string().parse(), Ok(phone.clone()));
            prop_assert_eq!(read(&phone.shown()), Ok(phone));
        }
        #[test]
        fn any_text_at_all_is_read_or_refused(text in "\\PC{0,20}|[+0-9 .()-]{0,16}") {
            if let Err(refusal) = read(&text) {
                prop_assert!(!refusal.say(Lang::Vi).is_empty() && !refusal.say(Lang::En).is_empty());
            }
        }
    }
}
