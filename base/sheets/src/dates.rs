//! Days as Excel counts them.

use kernel::Day;

/// The day of a serial number. Excel counts from 1900 with a 29 February that never was,
/// or, in workbooks that began on an old Macintosh, from 1904.
pub(crate) fn day_of_serial(serial: f64, from_1904: bool) -> Option<Day> {
    const LAST: f64 = 2_958_465.0;
    let first = if from_1904 { 0.0 } else { 1.0 };
    if !(first..=LAST).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i32;
    match (from_1904, days) {
        (true, _) => Some(Day::of(1904, 1, 1).plus_days(days)),
        (false, 60) => None,
        (false, ..60) => Some(Day::of(1899, 12, 31).plus_days(days)),
        (false, _) => Some(Day::of(1899, 12, 30).plus_days(days)),
    }
}

/// How a number format makes a number look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Day,
    /// `000000000000`: zeros in front that the number itself does not have.
    Padded(u8),
}

/// The look of a format that the workbook does not spell out.
pub(crate) fn look_of_builtin(number: u32) -> Look {
    match number {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Look::Day,
        _ => Look::Plain,
    }
}

/// The look of a spelled-out format: one that shows a day or a year, outside quotes and brackets, is a day's.
pub(crate) fn look_of_code(code: &str) -> Look {
    if (2..=20).contains(&code.len()) && code.bytes().all(|sign| sign == b'0') {
        return Look::Padded(code.len() as u8);
    }
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => while signs.next().is_some_and(|inside| inside != '"') {},
            '[' => while signs.next().is_some_and(|inside| inside != ']') {},
            '\\' | '_' | '*' => {
                signs.next();
            }
            ';' => break,
            'd' | 'D' | 'y' | 'Y' => return Look::Day,
            _ => {}
        }
    }
    Look::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_days_in_both_systems() {
        assert_eq!(day_of_serial(1.0, false), Some(Day::of(1900, 1, 1)));
        assert_eq!(day_of_serial(59.0, false), Some(Day::of(1900, 2, 28)));
        assert_eq!(day_of_serial(60.0, false), None, "29/02/1900 never was");
        assert_eq!(day_of_serial(61.0, false), Some(Day::of(1900, 3, 1)));
        assert_eq!(day_of_serial(45_292.75, false), Some(Day::of(2024, 1, 1)));
        assert_eq!(day_of_serial(45_292.0 - 1_462.0, true), Some(Day::of(2024, 1, 1)));
        for nonsense in [0.0, -5.0, f64::NAN, f64::INFINITY, 3e9] {
            assert_eq!(day_of_serial(nonsense, false), None);
        }
    }

    #[test]
    fn a_format_is_a_days_only_if_it_shows_a_day_or_a_year() {
        for code in ["dd/mm/yyyy", "[$-42A]d mmmm yyyy", "yyyy", "d-m-yy;@"] {
            assert_eq!(look_of_code(code), Look::Day, "{code}");
        }
        for code in
            ["#,##0 \"đồng/ngày\"", "General", "[Red]0.00", "h:mm:ss", "0\\d", "#,##0_);(#,##0)"]
        {
            assert_eq!(look_of_code(code), Look::Plain, "{code}");
        }
        assert_eq!(look_of_code("000000000000"), Look::Padded(12));
    }
}
