//! Numbers in digits, as pages and reports show them.

use super::Decimal;

/// Groups thousands with dots: `155.232`.
pub fn grouped(number: i64) -> String {
    let grouped = with_dots(&number.unsigned_abs().to_string());
    if number < 0 { format!("-{grouped}") } else { grouped }
}

pub(super) fn with_dots(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share in hundredths, rounded half away from zero: `28,1%`. Of nothing there is no share: `–`.
pub fn percent(numerator: i64, denominator: i64, decimals: u8) -> String {
    if denominator == 0 {
        return "–".to_owned();
    }
    let decimals = decimals.min(6);
    let scaled = i128::from(numerator) * 100 * 10_i128.pow(u32::from(decimals));
    let size = i128::from(denominator).abs();
    let rounded = (2 * scaled.abs() + size) / (2 * size);
    let negative = rounded != 0 && (numerator < 0) != (denominator < 0);
    let digits = format!("{rounded:0>width$}", width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let whole = with_dots(whole);
    let comma = if decimals == 0 { "" } else { "," };
    format!("{}{whole}{comma}{fraction}%", if negative { "-" } else { "" })
}

const THOUSAND_MILLION: i64 = 1_000_000_000;
const MILLION: i64 = 1_000_000;

/// An amount of đồng as reports say it, never rounded: `60 tỷ đồng`, `2.218 triệu đồng`, `5.777,5 triệu đồng`.
/// What would need more than two decimals is written out, so that every amount reads back as itself.
pub fn millions(dong: i64) -> String {
    if dong != 0 && dong % THOUSAND_MILLION == 0 {
        return format!("{} tỷ đồng", grouped(dong / THOUSAND_MILLION));
    }
    if dong.unsigned_abs() >= MILLION.unsigned_abs() && dong % (MILLION / 100) == 0 {
        return format!("{} triệu đồng", Decimal::of(dong / (MILLION / 100), 2));
    }
    format!("{} đồng", grouped(dong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_in_whole_numbers() {
        assert_eq!(percent(155_232, 552_430, 1), "28,1%");
        assert_eq!(percent(122, 130, 0), "94%");
        assert_eq!(percent(1, 8, 1), "12,5%");
        assert_eq!(percent(1, 200, 0), "1%");
        assert_eq!(percent(-1, 3, 2), "-33,33%");
        assert_eq!(percent(3, 2, 1), "150,0%");
        assert_eq!(percent(-1, 100_000, 1), "0,0%");
        assert_eq!(percent(i64::MAX, 1, 0), "922.337.203.685.477.580.700%");
    }

    #[test]
    fn there_is_no_share_of_nothing() {
        assert_eq!(percent(5, 0, 1), "–");
    }

    #[test]
    fn amounts_are_said_as_reports_say_them() {
        assert_eq!(millions(2_218_000_000), "2.218 triệu đồng");
        assert_eq!(millions(60_000_000_000), "60 tỷ đồng");
        assert_eq!(millions(5_777_500_000), "5.777,5 triệu đồng");
        assert_eq!(millions(1_125_500), "1.125.500 đồng");
        assert_eq!(millions(285_000), "285.000 đồng");
        assert_eq!(millions(0), "0 đồng");
        assert_eq!(millions(-1_500_000), "-1,5 triệu đồng");
        assert_eq!(millions(i64::MIN), "-9.223.372.036.854.775.808 đồng");
    }
}
