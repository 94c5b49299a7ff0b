//! Every reason a text is not taken for a number.

use crate::Lang;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotANumber {
    Empty,
    /// `hàng chục tỷ`: a size, but no number.
    Vague(String),
    /// `38,980`: with both things it may mean, each as it is written clearly.
    Ambiguous {
        written: String,
        as_thousands: String,
        as_decimal: String,
    },
    /// `1.5`, `1,250.75`: with the clear way to write it, where there is one.
    WrongGroups {
        written: String,
        instead: Option<String>,
    },
    /// `122/130`: two numbers.
    Ratio(String),
    /// `007`: an identifier.
    Code(String),
    Percentage(String),
    NotAPercentage(String),
    NotWhole(String),
    /// The unit that was written where money was asked for.
    NotMoney(String),
    TooLarge(String),
    Unreadable(String),
}

impl NotANumber {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            NotANumber::Empty => "number_missing",
            NotANumber::Vague(_) => "number_vague",
            NotANumber::Ambiguous { .. } => "number_ambiguous",
            NotANumber::WrongGroups { .. } => "number_wrong_groups",
            NotANumber::Ratio(_) => "number_is_ratio",
            NotANumber::Code(_) => "number_is_code",
            NotANumber::Percentage(_) => "number_is_percentage",
            NotANumber::NotAPercentage(_) => "not_a_percentage",
            NotANumber::NotWhole(_) => "number_not_whole",
            NotANumber::NotMoney(_) => "not_money",
            NotANumber::TooLarge(_) => "number_too_large",
            NotANumber::Unreadable(_) => "not_a_number",
        }
    }

    /// What is wrong, and what to write instead.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.in_vietnamese(),
            Lang::En => self.in_english(),
        }
    }

    fn in_vietnamese(&self) -> String {
        match self {
            NotANumber::Empty => "Chưa có số. Hãy viết số, ví dụ 1.250.".to_owned(),
            NotANumber::Vague(text) => {
                format!(
                    "“{text}” không nói rõ là bao nhiêu. Hãy viết số cụ thể, ví dụ “gần 60 tỷ”."
                )
            }
            NotANumber::Ambiguous { written, as_thousands, as_decimal } => format!(
                "“{written}” có thể hiểu hai cách. Hãy viết {as_thousands} (dấu chấm tách hàng nghìn) hoặc {as_decimal} (dấu phẩy trước phần thập phân)."
            ),
            NotANumber::WrongGroups { written, instead: Some(instead) } => format!(
                "“{written}” dùng dấu chấm, dấu phẩy không đúng chỗ: dấu chấm tách từng nhóm ba chữ số, dấu phẩy đứng trước phần thập phân. Nếu là số thập phân, hãy viết {instead}."
            ),
            NotANumber::WrongGroups { written, instead: None } => format!(
                "“{written}” tách hàng nghìn không đều. Hãy viết từng nhóm ba chữ số, ví dụ 1.250.000, hoặc viết liền 1250000."
            ),
            NotANumber::Ratio(text) => {
                format!("“{text}” là hai số. Hãy viết phần đạt được và tổng số vào hai ô riêng.")
            }
            NotANumber::Code(text) => {
                format!(
                    "“{text}” bắt đầu bằng số 0 nên giống một mã số. Nếu là số lượng, hãy bỏ số 0 ở đầu."
                )
            }
            NotANumber::Percentage(text) => {
                format!(
                    "“{text}” là tỷ lệ phần trăm. Ở đây cần một số đếm hoặc số tiền, ví dụ 1.250."
                )
            }
            NotANumber::NotAPercentage(text) => {
                format!("“{text}” không phải là tỷ lệ phần trăm. Hãy viết như 28% hoặc 12,5%.")
            }
            NotANumber::NotWhole(text) => {
                format!("“{text}” không phải là số nguyên. Hãy viết số không có phần lẻ.")
            }
            NotANumber::NotMoney(unit) => {
                format!("Ở đây cần một số tiền, không phải số “{unit}”. Hãy viết như 500.000 đồng.")
            }
            NotANumber::TooLarge(text) => {
                format!("“{text}” quá lớn. Hãy kiểm tra lại số chữ số 0 và đơn vị tính.")
            }
            NotANumber::Unreadable(text) => {
                format!("Không đọc được số “{text}”. Hãy viết như 1.250.000 hoặc 2.218 triệu đồng.")
            }
        }
    }

    fn in_english(&self) -> String {
        match self {
            NotANumber::Empty => "There is no number. Write one, such as 1.250.".to_owned(),
            NotANumber::Vague(text) => {
                format!(
                    "“{text}” does not say how much. Write a figure, such as “gần 60 tỷ” (nearly 60 billion)."
                )
            }
            NotANumber::Ambiguous { written, as_thousands, as_decimal } => format!(
                "“{written}” can mean two things. Write {as_thousands} (a dot between thousands) or {as_decimal} (a comma before decimals)."
            ),
            NotANumber::WrongGroups { written, instead: Some(instead) } => format!(
                "“{written}” has a dot or comma in the wrong place: a dot parts groups of three digits, a comma stands before decimals. If decimals are meant, write {instead}."
            ),
            NotANumber::WrongGroups { written, instead: None } => format!(
                "“{written}” is grouped unevenly. Write groups of three digits, such as 1.250.000, or no groups: 1250000."
            ),
            NotANumber::Ratio(text) => {
                format!("“{text}” is two numbers. Write the part and the whole in two fields.")
            }
            NotANumber::Code(text) => {
                format!(
                    "“{text}” begins with 0 and looks like a code. If it is a quantity, leave out the 0."
                )
            }
            NotANumber::Percentage(text) => {
                format!(
                    "“{text}” is a percentage. A count or an amount is needed here, such as 1.250."
                )
            }
            NotANumber::NotAPercentage(text) => {
                format!("“{text}” is not a percentage. Write it like 28% or 12,5%.")
            }
            NotANumber::NotWhole(text) => {
                format!("“{text}” is not a whole number. Write a number without decimals.")
            }
            NotANumber::NotMoney(unit) => {
                format!(
                    "An amount of money is needed here, not a number of “{unit}”. Write it like 500.000 đồng."
                )
            }
            NotANumber::TooLarge(text) => {
                format!("“{text}” is too large. Check the zeros and the unit.")
            }
            NotANumber::Unreadable(text) => {
                format!(
                    "“{text}” cannot be read as a number. Write it like 1.250.000 or 2.218 triệu đồng."
                )
            }
        }
    }
}
