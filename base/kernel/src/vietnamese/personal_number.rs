//! Số định danh cá nhân (căn cước, CCCD) and the identity card number (CMND) before it.
//!
//! These are personal data: `Display` and `Debug` show the masked form, [`NationalId::digits`] alone the whole.

use super::{number, province, sex::Sex};
use crate::Lang;
use ecow::EcoString;
use std::fmt;

/// Twelve digits, or the nine of an old card.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NationalId(EcoString);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotANationalId {
    Empty,
    /// Something other than the digits 0 to 9.
    NotDigits,
    /// Only a sign or a word that says there is none: `-`, `không có`, `0`.
    NoNumber,
    /// A workbook has shortened it: `1,105E+10`.
    LostDigits,
    /// So many digits, and the number with its lost zero where that is likely.
    WrongLength {
        digits: usize,
        repaired: Option<NationalId>,
    },
    /// The first three digits begin with 0 and belong to no province.
    NoSuchProvince(String),
}

/// What deserves a second look without being wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// No province of ours: perhaps a birth registered abroad (Nghị định 137/2015/NĐ-CP, điều 13).
    UnknownBirthplace(String),
    /// An old card's number; the cards are no longer in use.
    OldCard,
    /// The number says one sex, the record the other.
    OtherSex { number: Sex, record: Sex },
    /// The number says one year of birth, the record another.
    OtherBirthYear { number: i16, record: i16 },
}

impl NationalId {
    /// All digits: for storing encrypted, and for those who may see them.
    pub fn digits(&self) -> &str {
        &self.0
    }
    /// Nine digits, of a card no longer in use.
    pub fn is_old_card(&self) -> bool {
        self.0.len() == 9
    }
    /// `0790••••1234`: for lists and logs.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
    /// The first three digits: where the birth was registered.
    pub fn birthplace_code(&self) -> Option<&str> {
        (!self.is_old_card()).then(|| &self.0[..3])
    }
    /// The province of the birth register, by its name until 30 June 2025.
    pub fn birthplace(&self) -> Option<&'static str> {
        self.birthplace_code().and_then(province_of).map(|province| province.name)
    }
    fn century_and_sex(&self) -> Option<i16> {
        self.0[3..4].parse().ok().filter(|_| !self.is_old_card())
    }
    pub fn sex(&self) -> Option<Sex> {
        self.century_and_sex().map(|digit| if digit % 2 == 0 { Sex::Male } else { Sex::Female })
    }
    pub fn birth_year(&self) -> Option<i16> {
        let in_century: i16 = self.0[4..6].parse().ok()?;
        self.century_and_sex().map(|digit| 1900 + digit / 2 * 100 + in_century)
    }
    /// What the number alone gives reason to look at again.
    pub fn findings(&self) -> Vec<Finding> {
        let Some(code) = self.birthplace_code() else { return vec![Finding::OldCard] };
        match self.birthplace() {
            Some(_) => vec![],
            None => vec![Finding::UnknownBirthplace(code.to_owned())],
        }
    }
    /// Where the number and the record disagree. An old card's number says nothing, so it never disagrees.
    pub fn agrees_with(
        &self,
        sex: Option<Sex>,
        birth_year: Option<i16>,
    ) -> Result<(), Vec<Finding>> {
        let other_sex = self.sex().zip(sex).filter(|(number, record)| number != record);
        let other_year =
            self.birth_year().zip(birth_year).filter(|(number, record)| number != record);
        let sexes = other_sex.map(|(number, record)| Finding::OtherSex { number, record });
        let years = other_year.map(|(number, record)| Finding::OtherBirthYear { number, record });
        let findings: Vec<Finding> = sexes.into_iter().chain(years).collect();
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }
}

impl fmt::Display for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NationalId({})", self.masked())
    }
}

/// Reads a personal number or an old card's number, with or without spaces, dots and hyphens.
pub fn read(text: &str) -> Result<NationalId, NotANationalId> {
    let digits = without_separators(text);
    let read = match digits.len() {
        9 => read_cmnd(&digits),
        _ => read_cccd(&digits),
    };
    read.map_err(|mistake| match number::is_placeholder(text) {
        true => NotANationalId::NoNumber,
        false => mistake,
    })
}

/// Reads exactly twelve digits.
pub fn read_cccd(text: &str) -> Result<NationalId, NotANationalId> {
    let digits = exactly(text, 12)?;
    let code = &digits[..3];
    if code.starts_with('0') && province_of(code).is_none() {
        return Err(NotANationalId::NoSuchProvince(code.to_owned()));
    }
    Ok(NationalId(digits.into()))
}

/// Reads exactly nine digits. The shape is all there is to check.
pub fn read_cmnd(text: &str) -> Result<NationalId, NotANationalId> {
    exactly(text, 9).map(|digits| NationalId(digits.into()))
}

fn exactly(text: &str, length: usize) -> Result<&str, NotANationalId> {
    if text.is_empty() {
        return Err(NotANationalId::Empty);
    }
    if !text.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(match number::is_shortened(text) {
            true => NotANationalId::LostDigits,
            false => NotANationalId::NotDigits,
        });
    }
    if text.len() != length {
        return Err(NotANationalId::WrongLength { digits: text.len(), repaired: repad(text) });
    }
    Ok(text)
}

/// The number before a workbook took it for a quantity and dropped its leading zeros, where that is plausible.
/// A suggestion: a person confirms it.
pub fn repad(text: &str) -> Option<NationalId> {
    let digits = without_separators(text);
    let whole = match digits.len() {
        10 | 11 => format!("{digits:0>12}"),
        8 => format!("{digits:0>9}"),
        _ => return None,
    };
    let lost_zero = !digits.starts_with('0');
    read(&whole).ok().filter(|_| lost_zero)
}

/// Hides the middle of a number: twelve digits keep four at each end, nine keep three and two, others nothing.
pub fn mask(digits: &str) -> String {
    let length = digits.chars().count();
    let (front, back) = match length {
        12 => (4, 4),
        9 => (3, 2),
        _ => (0, 0),
    };
    let shown =
        |(place, letter)| if place < front || place >= length - back { letter } else { '•' };
    digits.chars().enumerate().map(shown).collect()
}

fn without_separators(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-')).collect()
}

fn province_of(code: &str) -> Option<&'static province::Province> {
    code.strip_prefix('0').and_then(province::with_code)
}

impl NotANationalId {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            NotANationalId::Empty => "national_id_missing",
            NotANationalId::NotDigits => "national_id_not_digits",
            NotANationalId::NoNumber => "national_id_no_number",
            NotANationalId::LostDigits => "national_id_lost_digits",
            NotANationalId::WrongLength { .. } => "national_id_wrong_length",
            NotANationalId::NoSuchProvince(_) => "national_id_no_such_province",
        }
    }

    /// What is wrong, and what to write instead. Never repeats the number, which may end in a log.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            NotANationalId::Empty => lang.choose(
                "Chưa có số định danh. Hãy viết 12 chữ số trên thẻ căn cước.".to_owned(),
                "There is no identity number. Write the 12 digits of the identity card.".to_owned(),
            ),
            NotANationalId::NotDigits => lang.choose(
                "Số định danh chỉ gồm các chữ số từ 0 đến 9. Hãy bỏ chữ và ký hiệu khác.".to_owned(),
                "An identity number holds only the digits 0 to 9. Leave out letters and other signs.".to_owned(),
            ),
            NotANationalId::NoNumber => lang.choose(
                "Đây không phải số định danh. Nếu chưa biết số, hãy để trống; nếu có thẻ, hãy viết 12 chữ số trên thẻ.".to_owned(),
                "This is no identity number. If it is not known, leave this empty; if there is a card, write its 12 digits.".to_owned(),
            ),
            NotANationalId::LostDigits => lang.choose(
                "Excel đã rút gọn số này và làm mất chữ số. Hãy định dạng cột là Văn bản (Text) rồi gõ lại số theo thẻ căn cước.".to_owned(),
                "Excel has shortened this number and lost digits. Format the column as Text and type the number again from the card.".to_owned(),
            ),
            NotANationalId::WrongLength { digits, repaired: Some(_) } => lang.choose(
                format!("Số này có {digits} chữ số, có lẽ bị mất số 0 ở đầu. Hãy thêm số 0 và so lại với thẻ."),
                format!("This number has {digits} digits and seems to have lost its leading 0. Add it and compare with the card."),
            ),
            NotANationalId::WrongLength { digits, repaired: None } => lang.choose(
                format!("Số này có {digits} chữ số. Số định danh có 12 chữ số, số chứng minh cũ có 9."),
                format!("This number has {digits} digits. An identity number has 12, an old card's number 9."),
            ),
            NotANationalId::NoSuchProvince(code) => lang.choose(
                format!("Ba số đầu {code} không phải mã của tỉnh nào. Hãy so lại với thẻ căn cước."),
                format!("No province has the code {code} of the first three digits. Compare with the identity card."),
            ),
        }
    }
}

impl Finding {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            Finding::UnknownBirthplace(_) => "national_id_unknown_birthplace",
            Finding::OldCard => "national_id_old_card",
            Finding::OtherSex { .. } => "national_id_other_sex",
            Finding::OtherBirthYear { .. } => "national_id_other_birth_year",
        }
    }
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Finding::UnknownBirthplace(code) => lang.choose(
                format!("Ba số đầu {code} không phải mã tỉnh; có thể khai sinh ở nước ngoài. Hãy so lại với thẻ."),
                format!("{code} is no province's code; the birth may have been registered abroad. Compare with the card."),
            ),
            Finding::OldCard => lang.choose(
                "Đây là số chứng minh cũ 9 số. Nếu có thẻ căn cước, hãy ghi số 12 chữ số.".to_owned(),
                "This is the 9-digit number of an old card. If there is a new card, write its 12 digits.".to_owned(),
            ),
            Finding::OtherSex { number, record } => lang.choose(
                format!("Số định danh là của {}, hồ sơ ghi {}.", number.say(lang), record.say(lang)),
                format!("The identity number says {}, the record says {}.", number.say(lang), record.say(lang)),
            ),
            Finding::OtherBirthYear { number, record } => lang.choose(
                format!("Theo số định danh, năm sinh là {number}; hồ sơ ghi {record}."),
                format!("By the identity number the year of birth is {number}; the record says {record}."),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_stripped_before_reading() {
        assert_eq!(read("001 085 123 456").unwrap().digits(), "001085123456");
        assert_eq!(read(" 012.345.678 ").unwrap().findings(), vec![Finding::OldCard]);
    }

    #[test]
    fn a_number_that_lost_its_zeros_in_a_workbook_is_recognised() {
        assert_eq!(repad("79085123456").unwrap().digits(), "079085123456");
        assert_eq!(repad("1085123456").unwrap().digits(), "001085123456");
        assert_eq!(repad("12345678").unwrap().digits(), "012345678");
        assert_eq!(repad("97085123456"), None);
        assert_eq!(repad("00108512345"), None);
        let refusal = read("79085123456").unwrap_err();
        assert!(refusal.say(Lang::Vi).contains("mất số 0"), "{refusal}");
    }

    #[test]
    fn a_number_that_a_workbook_shortened_is_typed_again_from_the_card() {
        for shortened in ["1,105E+10", "1.1050001234E+10", " 1.105e10 ", "3,8E10"] {
            let refusal = read(shortened).unwrap_err();
            assert_eq!(refusal, NotANationalId::LostDigits, "{shortened}");
            assert!(refusal.say(Lang::En).contains("from the card"), "{refusal}");
        }
        assert_eq!(read("E1234567"), Err(NotANationalId::NotDigits));
        assert_eq!(read("00110500123E"), Err(NotANationalId::NotDigits));
    }

    #[test]
    fn a_sign_that_there_is_no_number_may_be_left_out() {
        for sign in ["-", "–", "không", "không có", "chưa có", "x", "0", "."] {
            let refusal = read(sign).unwrap_err();
            assert_eq!(refusal, NotANationalId::NoNumber, "{sign}");
            assert!(refusal.say(Lang::Vi).contains("để trống"), "{refusal}");
        }
        assert_eq!(read(" "), Err(NotANationalId::Empty));
        assert_eq!(read("000000000").unwrap().digits(), "000000000");
    }

    #[test]
    fn nobody_reads_the_whole_number_in_a_log() {
        let id = read("079085121234").unwrap();
        assert_eq!(id.to_string(), "0790••••1234");
        assert_eq!(format!("{id:?}"), "NationalId(0790••••1234)");
        assert_eq!(mask("012345678"), "012••••78");
        assert_eq!(mask("1234"), "••••");
    }

    #[test]
    fn a_record_that_disagrees_with_the_number_is_noticed() {
        let id = read("001185123456").unwrap();
        assert_eq!(id.agrees_with(Some(Sex::Female), Some(1985)), Ok(()));
        assert_eq!(id.agrees_with(None, None), Ok(()));
        let findings = id.agrees_with(Some(Sex::Male), Some(1986)).unwrap_err();
        assert_eq!(findings.len(), 2);
        assert_eq!(read("012345678").unwrap().agrees_with(Some(Sex::Male), Some(1950)), Ok(()));
    }
}
