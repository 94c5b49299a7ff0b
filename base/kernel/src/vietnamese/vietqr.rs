//! VietQR: a transfer that any bank's app reads off a sheet of paper (NAPAS 247, after EMVCo).
//!
//! What is written here reads back as the same transfer, and what was changed on the way is refused.

use crate::{Dong, Lang};
use std::fmt::Write;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// NAPAS among the schemes of the world.
const NAPAS: &str = "A000000727";
const DONG: &str = "704";
const VIET_NAM: &str = "VN";
/// More purpose than this no bank shows.
pub const PURPOSE_LETTERS_MAX: usize = 25;
const AMOUNT_DIGITS_MAX: usize = 13;
const ACCOUNT_LETTERS_MAX: usize = 19;

/// What the money goes to: an account, or the card of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Account,
    Card,
}

impl Service {
    fn code(self) -> &'static str {
        match self {
            Service::Account => "QRIBFTTA",
            Service::Card => "QRIBFTTC",
        }
    }
}

/// A transfer as the code says it: whom to pay, perhaps how much, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    bank: String,
    account: String,
    service: Service,
    amount: Option<Dong>,
    purpose: String,
}

/// Why a transfer cannot be put into a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotATransfer {
    /// The bank's number (BIN) has six digits.
    Bank(String),
    /// Letters and digits, nineteen at most.
    Account(String),
    AmountNotPositive(Dong),
    AmountTooLarge(Dong),
    PurposeTooLong {
        purpose: String,
        letters: usize,
    },
}

/// Why a text is no VietQR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotAVietQr {
    Empty,
    /// It ends too soon, or its fields do not fit into each other.
    Broken,
    /// It was changed or misread on the way.
    WrongChecksum,
    /// A code of another scheme.
    NotNapas,
    OtherCurrency,
    /// It says no bank or account that could be.
    NoAccount,
    BadAmount,
}

impl Transfer {
    pub fn to_account(bank: &str, account: &str) -> Result<Transfer, NotATransfer> {
        Transfer::to(bank, account, Service::Account)
    }

    pub fn to_card(bank: &str, card: &str) -> Result<Transfer, NotATransfer> {
        Transfer::to(bank, card, Service::Card)
    }

    fn to(bank: &str, account: &str, service: Service) -> Result<Transfer, NotATransfer> {
        let unspaced: String = account.chars().filter(|sign| !sign.is_whitespace()).collect();
        if bank.len() != 6 || !bank.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotATransfer::Bank(bank.to_owned()));
        }
        let is_account = (1..=ACCOUNT_LETTERS_MAX).contains(&unspaced.len())
            && unspaced.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_account {
            return Err(NotATransfer::Account(account.to_owned()));
        }
        let (bank, purpose) = (bank.to_owned(), String::new());
        Ok(Transfer { bank, account: unspaced, service, amount: None, purpose })
    }

    /// With the amount filled in; without it, the payer types it.
    pub fn of_amount(self, amount: Dong) -> Result<Transfer, NotATransfer> {
        if amount <= Dong::ZERO {
            return Err(NotATransfer::AmountNotPositive(amount));
        }
        if amount.0.to_string().len() > AMOUNT_DIGITS_MAX {
            return Err(NotATransfer::AmountTooLarge(amount));
        }
        Ok(Transfer { amount: Some(amount), ..self })
    }

    /// With a purpose. Marks are taken off, because banks drop or garble them; put the receipt's code first.
    pub fn for_purpose(self, purpose: &str) -> Result<Transfer, NotATransfer> {
        let plain = plain(purpose);
        let letters = plain.len();
        if letters > PURPOSE_LETTERS_MAX {
            return Err(NotATransfer::PurposeTooLong { purpose: plain, letters });
        }
        Ok(Transfer { purpose: plain, ..self })
    }

    /// The bank's number (BIN).
    pub fn bank(&self) -> &str {
        &self.bank
    }
    pub fn account(&self) -> &str {
        &self.account
    }
    pub fn service(&self) -> Service {
        self.service
    }
    pub fn amount(&self) -> Option<Dong> {
        self.amount
    }
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The text inside the code.
    pub fn payload(&self) -> String {
        let whom = [field("00", &self.bank), field("01", &self.account)].concat();
        let napas =
            [field("00", NAPAS), field("01", &whom), field("02", self.service.code())].concat();
        let kind = if self.amount.is_some() { "12" } else { "11" };
        let mut payload =
            [field("00", "01"), field("01", kind), field("38", &napas), field("53", DONG)].concat();
        if let Some(amount) = self.amount {
            payload.push_str(&field("54", &amount.0.to_string()));
        }
        payload.push_str(&field("58", VIET_NAM));
        if !self.purpose.is_empty() {
            payload.push_str(&field("62", &field("08", &self.purpose)));
        }
        payload.push_str("6304");
        let sum = checksum(payload.as_bytes());
        // Writing to a String cannot fail.
        let _ = write!(payload, "{sum:04X}");
        payload
    }
}

/// Two digits of name, two of length in letters, and the value. No value here reaches a hundred letters.
fn field(id: &str, value: &str) -> String {
    format!("{id}{:02}{value}", value.chars().count())
}

/// ASCII letters, digits, hyphens and single spaces.
fn plain(text: &str) -> String {
    let bare = text.nfd().filter(|letter| !is_combining_mark(*letter)).map(|letter| match letter {
        'đ' => 'd',
        'Đ' => 'D',
        kept if kept.is_ascii_alphanumeric() || kept == '-' => kept,
        _ => ' ',
    });
    bare.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// CRC-16/CCITT-FALSE.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum: u16, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 }
        })
    })
}

/// Reads the text inside a code.
pub fn read(payload: &str) -> Result<Transfer, NotAVietQr> {
    let payload = payload.trim();
    if payload.is_empty() {
        return Err(NotAVietQr::Empty);
    }
    let fields = Fields::of(payload)?;
    check_sum(payload, &fields)?;
    if fields.get("00") != Some("01") {
        return Err(NotAVietQr::NotNapas);
    }
    let napas = Fields::of(fields.get("38").ok_or(NotAVietQr::NotNapas)?)?;
    let service = match (napas.get("00"), napas.get("02")) {
        (Some(NAPAS), Some("QRIBFTTA")) => Service::Account,
        (Some(NAPAS), Some("QRIBFTTC")) => Service::Card,
        _ => return Err(NotAVietQr::NotNapas),
    };
    if fields.get("53") != Some(DONG) {
        return Err(NotAVietQr::OtherCurrency);
    }
    let whom = Fields::of(napas.get("01").ok_or(NotAVietQr::NoAccount)?)?;
    let (bank, account) = (whom.get("00").unwrap_or(""), whom.get("01").unwrap_or(""));
    let mut transfer = Transfer::to(bank, account, service).map_err(|_| NotAVietQr::NoAccount)?;
    if let Some(amount) = fields.get("54") {
        let is_whole = amount.bytes().all(|byte| byte.is_ascii_digit());
        let amount = amount.parse().ok().filter(|_| is_whole).ok_or(NotAVietQr::BadAmount)?;
        transfer = transfer.of_amount(Dong(amount)).map_err(|_| NotAVietQr::BadAmount)?;
    }
    let more = fields.get("62").map(Fields::of).transpose()?;
    let purpose = more.as_ref().and_then(|more| more.get("08")).unwrap_or("");
    // Others may write more than we would; the payer's app shows it as it is.
    Ok(Transfer { purpose: purpose.to_owned(), ..transfer })
}

/// The checksum comes last and covers everything before its four digits.
fn check_sum(payload: &str, fields: &Fields) -> Result<(), NotAVietQr> {
    let (Some(said), Some(("63", _))) = (fields.get("63"), fields.0.last()) else {
        return Err(NotAVietQr::Broken);
    };
    let covered = payload.len().checked_sub(4).and_then(|end| payload.get(..end));
    let sum = covered.map(|covered| format!("{:04X}", checksum(covered.as_bytes())));
    if sum.is_some_and(|sum| sum.eq_ignore_ascii_case(said)) {
        Ok(())
    } else {
        Err(NotAVietQr::WrongChecksum)
    }
}

/// The fields of a payload, or of a field that holds others.
struct Fields<'text>(Vec<(&'text str, &'text str)>);

impl<'text> Fields<'text> {
    fn of(text: &'text str) -> Result<Fields<'text>, NotAVietQr> {
        let mut fields = vec![];
        let mut rest = text;
        while !rest.is_empty() {
            let (id, length) = rest.get(..2).zip(rest.get(2..4)).ok_or(NotAVietQr::Broken)?;
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if !is_number(id) || !is_number(length) {
                return Err(NotAVietQr::Broken);
            }
            let length: usize = length.parse().map_err(|_| NotAVietQr::Broken)?;
            // Lengths are counted in letters; only a purpose of another program has any but ASCII.
            let after: usize = rest[4..].chars().take(length).map(char::len_utf8).sum();
            let value = &rest[4..4 + after];
            if value.chars().count() < length {
                return Err(NotAVietQr::Broken);
            }
            fields.push((id, value));
            rest = &rest[4 + after..];
        }
        Ok(Fields(fields))
    }
    fn get(&self, id: &str) -> Option<&'text str> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, value)| *value)
    }
}

impl NotATransfer {
    pub fn code(&self) -> &'static str {
        match self {
            NotATransfer::Bank(_) => "bank_number_invalid",
            NotATransfer::Account(_) => "account_invalid",
            NotATransfer::AmountNotPositive(_) => "amount_not_positive",
            NotATransfer::AmountTooLarge(_) => "amount_too_large",
            NotATransfer::PurposeTooLong { .. } => "purpose_too_long",
        }
    }
    pub fn say(&self, lang: Lang) -> String {
        match self {
            NotATransfer::Bank(typed) => lang.choose(
                format!("Mã ngân hàng “{typed}” chưa đúng: mã gồm 6 chữ số, ví dụ 970436. Hãy chọn lại ngân hàng."),
                format!("The bank number “{typed}” is not right: it has 6 digits, such as 970436. Choose the bank again."),
            ),
            NotATransfer::Account(typed) => lang.choose(
                format!("Số tài khoản “{typed}” chưa đúng: chỉ gồm chữ số hoặc chữ cái không dấu, nhiều nhất {ACCOUNT_LETTERS_MAX}. Hãy chép lại từ giấy của ngân hàng."),
                format!("The account “{typed}” is not right: it has digits or plain letters, {ACCOUNT_LETTERS_MAX} at most. Copy it from the bank's paper."),
            ),
            NotATransfer::AmountNotPositive(_) => lang.choose(
                "Số tiền phải lớn hơn 0. Hãy ghi số tiền, hoặc để trống cho người chuyển tự ghi.".to_owned(),
                "The amount must be more than 0. Write it, or leave it out so that the payer types it.".to_owned(),
            ),
            NotATransfer::AmountTooLarge(_) => lang.choose(
                format!("Mã VietQR chỉ ghi được số tiền đến {AMOUNT_DIGITS_MAX} chữ số. Hãy chia thành nhiều lần chuyển."),
                format!("A VietQR holds an amount of {AMOUNT_DIGITS_MAX} digits at most. Divide it into several transfers."),
            ),
            NotATransfer::PurposeTooLong { purpose, letters } => lang.choose(
                format!("Nội dung chuyển khoản “{purpose}” dài {letters} chữ, nhiều nhất là {PURPOSE_LETTERS_MAX}. Hãy rút gọn, để mã biên nhận ở đầu."),
                format!("The purpose “{purpose}” has {letters} letters, and {PURPOSE_LETTERS_MAX} is the most. Shorten it, the receipt's code first."),
            ),
        }
    }
}

impl NotAVietQr {
    pub fn code(self) -> &'static str {
        match self {
            NotAVietQr::Empty => "qr_empty",
            NotAVietQr::Broken => "qr_broken",
            NotAVietQr::WrongChecksum => "qr_wrong_checksum",
            NotAVietQr::NotNapas => "qr_not_vietqr",
            NotAVietQr::OtherCurrency => "qr_other_currency",
            NotAVietQr::NoAccount => "qr_no_account",
            NotAVietQr::BadAmount => "qr_bad_amount",
        }
    }
    pub fn say(self, lang: Lang) -> String {
        let (vi, en) = match self {
            NotAVietQr::Empty => {
                ("Chưa có nội dung mã QR. Hãy quét lại mã.", "There is no code. Scan it again.")
            }
            NotAVietQr::Broken => (
                "Nội dung mã QR bị thiếu hoặc không phải mã chuyển khoản. Hãy quét lại mã cho trọn.",
                "The code is incomplete or is not for a transfer. Scan the whole of it again.",
            ),
            NotAVietQr::WrongChecksum => (
                "Mã QR đã bị sửa hoặc đọc sai, nên không dùng. Hãy quét lại từ bản gốc.",
                "The code was changed or misread, so it is not used. Scan it again from the original.",
            ),
            NotAVietQr::NotNapas => (
                "Đây không phải mã VietQR của ngân hàng Việt Nam. Hãy dùng mã VietQR của tài khoản nhận.",
                "This is not a VietQR of a Vietnamese bank. Use the VietQR of the account to be paid.",
            ),
            NotAVietQr::OtherCurrency => (
                "Mã QR không ghi bằng đồng Việt Nam. Hãy dùng mã VietQR ghi bằng đồng.",
                "The code is not in Vietnamese đồng. Use a VietQR in đồng.",
            ),
            NotAVietQr::NoAccount => (
                "Mã QR không cho biết ngân hàng hoặc số tài khoản. Hãy xin lại mã của tài khoản nhận.",
                "The code names no bank or account. Ask for the code of the account to be paid.",
            ),
            NotAVietQr::BadAmount => (
                "Số tiền trong mã QR không đọc được. Hãy dùng mã không ghi số tiền rồi tự gõ số tiền.",
                "The amount in the code cannot be read. Use a code without an amount, and type it.",
            ),
        };
        lang.choose(vi, en).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn transfer() -> Transfer {
        Transfer::to_account("970436", "0011 0042 34567").unwrap()
    }

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0x29b1);
    }

    #[test]
    fn what_cannot_be_paid_is_refused_before_it_is_printed() {
        let refused = |result: Result<Transfer, NotATransfer>| result.unwrap_err().code();
        assert_eq!(refused(Transfer::to_account("97043", "1")), "bank_number_invalid");
        assert_eq!(refused(Transfer::to_account("970436", "tài khoản")), "account_invalid");
        assert_eq!(refused(Transfer::to_card("970436", &"1".repeat(20))), "account_invalid");
        assert_eq!(refused(transfer().of_amount(Dong::ZERO)), "amount_not_positive");
        assert_eq!(refused(transfer().of_amount(Dong(10_000_000_000_000))), "amount_too_large");
        let long = transfer().for_purpose("PT2026-000123 ủng hộ quỹ khuyến học");
        assert_eq!(long.clone().unwrap_err().code(), "purpose_too_long");
        assert!(long.unwrap_err().say(Lang::Vi).contains("dài 35 chữ"));
    }

    #[test]
    fn the_purpose_is_written_without_marks() {
        let said = transfer().for_purpose(" Ủng  hộ: Đỗ Thị Hà! ").unwrap();
        assert_eq!(said.purpose(), "Ung ho Do Thi Ha");
    }

    /// A payload with its checksum made right again.
    fn summed(body: &str) -> String {
        let body = format!("{body}6304");
        format!("{body}{:04X}", checksum(body.as_bytes()))
    }

    #[test]
    fn another_scheme_or_currency_is_refused_even_with_a_right_checksum() {
        let payload = transfer().of_amount(Dong(5)).unwrap().payload();
        let body = payload.strip_suffix(&payload[payload.len() - 8..]).unwrap();
        let of = |from: &str, to: &str| read(&summed(&body.replace(from, to))).unwrap_err();
        assert_eq!(read(&summed(body)).unwrap().amount(), Some(Dong(5)));
        assert_eq!(of("5303704", "5303840"), NotAVietQr::OtherCurrency);
        assert_eq!(of("A000000727", "A000000728"), NotAVietQr::NotNapas);
        assert_eq!(of("QRIBFTTA", "QRPUSHXX"), NotAVietQr::NotNapas);
        assert_eq!(of("54015", "54020x"), NotAVietQr::BadAmount);
        assert_eq!(of("54015", "54010"), NotAVietQr::BadAmount);
        assert_eq!(of("0006970436", "000697043x"), NotAVietQr::NoAccount);
    }

    proptest! {
        #[test]
        fn every_transfer_reads_back_as_it_was_written(
            bank in "[0-9]{6}", account in "[0-9A-Za-z]{1,19}", amount in 0_i64..9_999_999_999_999,
            purpose in "[A-Za-z0-9-]{0,8}( [A-Za-z0-9-]{1,8}){0,1}", card: bool,
        ) {
            let service = if card { Service::Card } else { Service::Account };
            let mut transfer = Transfer::to(&bank, &account, service).unwrap().for_purpose(&purpose).unwrap();
            if amount > 0 {
                transfer = transfer.of_amount(Dong(amount)).unwrap();
            }
            prop_assert_eq!(read(&transfer.payload()), Ok(transfer));
        }
        #[test]
        fn one_changed_sign_is_never_taken(place in 0_usize..60, sign in "[0-9A-Z]") {
            let payload = transfer().payload();
            let place = place % payload.len();
            let mut changed = payload.clone();
            changed.replace_range(place..place + 1, &sign);
            prop_assert!(changed == payload || read(&changed).is_err());
        }
        #[test]
        fn any_text_at_all_is_read_or_refused(text in "\\PC{0,60}|[0-9]{0,60}|0002[0-9A-Zđ]{0,60}") {
            let _ = read(&text);
        }
    }
}
