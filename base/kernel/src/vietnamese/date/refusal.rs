//! Every reason a text is not taken for a date.

use crate::Lang;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::Vi))]
pub enum NotADate {
    Empty,
    /// `05/07/52`: which century?
    TwoDigitYear {
        written: String,
        front: String,
        year: u8,
    },
    /// 31 February; without a year where none was written.
    NoSuchDay {
        day: u32,
        month: i8,
        year: Option<i16>,
        last: i8,
    },
    /// Month 25; with the date turned round where that makes one.
    NoSuchMonth {
        month: u32,
        turned: Option<String>,
    },
    YearOutOfRange(i32),
    /// The weekday that was written, and the one it was.
    OtherWeekday {
        written: &'static str,
        real: &'static str,
    },
    /// A school year of two years that do not follow each other, or a term that ends before it begins.
    NotConsecutive {
        first: i16,
        second: i16,
    },
    YearMissing {
        day: i8,
        month: i8,
    },
    DayMissing(String),
    /// A period where a day was asked for.
    NotADay(String),
    NotASchoolYear(String),
    Unreadable(String),
}

impl NotADate {
    /// The code programs read.
    pub fn code(&self) -> &'static str {
        match self {
            NotADate::Empty => "date_missing",
            NotADate::TwoDigitYear { .. } => "date_two_digit_year",
            NotADate::NoSuchDay { .. } => "date_no_such_day",
            NotADate::NoSuchMonth { .. } => "date_no_such_month",
            NotADate::YearOutOfRange(_) => "date_year_out_of_range",
            NotADate::OtherWeekday { .. } => "date_other_weekday",
            NotADate::NotConsecutive { .. } => "years_not_in_order",
            NotADate::YearMissing { .. } => "date_year_missing",
            NotADate::DayMissing(_) => "date_day_missing",
            NotADate::NotADay(_) => "date_is_period",
            NotADate::NotASchoolYear(_) => "not_a_school_year",
            NotADate::Unreadable(_) => "not_a_date",
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
            NotADate::Empty => {
                "Chưa có ngày. Hãy viết ngày/tháng/năm, ví dụ 05/07/2017.".to_owned()
            }
            NotADate::TwoDigitYear { written, front, year } => format!(
                "“{written}” chỉ có hai số cuối của năm. Hãy viết đủ bốn số: {front}19{year:02} hoặc {front}20{year:02}."
            ),
            NotADate::NoSuchDay { day, month, year: Some(year), last } => format!(
                "Không có ngày {day}/{month}/{year}: tháng {month} năm {year} có {last} ngày. Hãy kiểm tra lại ngày."
            ),
            NotADate::NoSuchDay { day, month, year: None, last } => format!(
                "Không có ngày {day}/{month}: tháng {month} nhiều nhất có {last} ngày. Hãy kiểm tra lại ngày."
            ),
            NotADate::NoSuchMonth { month, turned: Some(turned) } => {
                format!("Không có tháng {month}. Hãy viết ngày trước, tháng sau: {turned}.")
            }
            NotADate::NoSuchMonth { month, turned: None } => {
                format!("Không có tháng {month}. Tháng là số từ 1 đến 12.")
            }
            NotADate::YearOutOfRange(year) => {
                format!("Năm {year} không hợp lý. Hãy viết năm từ 1900 đến 2199.")
            }
            NotADate::OtherWeekday { written, real } => {
                format!(
                    "Ngày này là {real}, không phải {written}. Hãy kiểm tra lại ngày hoặc bỏ thứ."
                )
            }
            NotADate::NotConsecutive { first, second } => format!(
                "Hai năm {first} và {second} không đi liền đúng thứ tự. Hãy viết như {first}-{}.",
                first.saturating_add(1)
            ),
            NotADate::YearMissing { day, month } => {
                format!(
                    "Ngày {day}/{month} chưa có năm. Hãy viết đủ, ví dụ {day:02}/{month:02}/2017."
                )
            }
            NotADate::DayMissing(text) => {
                format!(
                    "“{text}” chưa đủ ngày và tháng. Hãy viết ngày/tháng/năm, ví dụ 05/07/2017."
                )
            }
            NotADate::NotADay(text) => {
                format!("“{text}” là một khoảng thời gian. Ở đây cần một ngày, ví dụ 05/07/2017.")
            }
            NotADate::NotASchoolYear(text) => {
                format!("“{text}” không phải là năm học. Hãy viết như 2022-2023.")
            }
            NotADate::Unreadable(text) => {
                format!("Không đọc được ngày “{text}”. Hãy viết ngày/tháng/năm, ví dụ 05/07/2017.")
            }
        }
    }

    fn in_english(&self) -> String {
        match self {
            NotADate::Empty => {
                "There is no date. Write day/month/year, such as 05/07/2017.".to_owned()
            }
            NotADate::TwoDigitYear { written, front, year } => format!(
                "“{written}” has only two digits of the year. Write all four: {front}19{year:02} or {front}20{year:02}."
            ),
            NotADate::NoSuchDay { day, month, year: Some(year), last } => format!(
                "There is no {day}/{month}/{year}: month {month} of {year} has {last} days. Check the day."
            ),
            NotADate::NoSuchDay { day, month, year: None, last } => {
                format!(
                    "There is no {day}/{month}: month {month} has {last} days at most. Check the day."
                )
            }
            NotADate::NoSuchMonth { month, turned: Some(turned) } => {
                format!("There is no month {month}. Write the day before the month: {turned}.")
            }
            NotADate::NoSuchMonth { month, turned: None } => {
                format!("There is no month {month}. A month is a number from 1 to 12.")
            }
            NotADate::YearOutOfRange(year) => {
                format!("The year {year} cannot be right. Write a year from 1900 to 2199.")
            }
            NotADate::OtherWeekday { written, real } => {
                format!(
                    "That day is a {real}, not a {written}. Check the day, or leave out the weekday."
                )
            }
            NotADate::NotConsecutive { first, second } => format!(
                "The years {first} and {second} do not follow each other as they should. Write them like {first}-{}.",
                first.saturating_add(1)
            ),
            NotADate::YearMissing { day, month } => {
                format!(
                    "{day}/{month} has no year. Write it in full, such as {day:02}/{month:02}/2017."
                )
            }
            NotADate::DayMissing(text) => {
                format!(
                    "“{text}” lacks the day or the month. Write day/month/year, such as 05/07/2017."
                )
            }
            NotADate::NotADay(text) => {
                format!("“{text}” is a period. A day is needed here, such as 05/07/2017.")
            }
            NotADate::NotASchoolYear(text) => {
                format!("“{text}” is not a school year. Write it like 2022-2023.")
            }
            NotADate::Unreadable(text) => {
                format!(
                    "“{text}” cannot be read as a date. Write day/month/year, such as 05/07/2017."
                )
            }
        }
    }
}
