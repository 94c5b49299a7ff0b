//! Numbers in words: receipts say the amount twice.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const THOUSAND_MILLION: u64 = 1_000_000_000;

/// The number in words, the short reading: zero groups are skipped, a later group under 100 says “không trăm”.
pub fn words(number: i64) -> String {
    let said = match number.unsigned_abs() {
        0 => DIGITS[0].to_owned(),
        size => said_in_full(size).join(" "),
    };
    if number < 0 { format!("âm {said}") } else { said }
}

/// The amount as a receipt has it: `Năm triệu đồng`.
pub fn receipt_words(dong: i64) -> String {
    let said = words(dong);
    let mut letters = said.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{capital}{} đồng", letters.as_str())
}

fn said_in_full(number: u64) -> Vec<&'static str> {
    let mut said = Vec::new();
    let (high, low) = (number / THOUSAND_MILLION, number % THOUSAND_MILLION);
    if high > 0 {
        said.extend(said_in_full(high));
        said.push("tỷ");
    }
    for (scale, name) in [(1_000_000, "triệu"), (1000, "nghìn"), (1, "")] {
        let group = low / scale % 1000;
        if group > 0 {
            let first = said.is_empty();
            said.extend(said_group(group as usize, first));
            said.extend(Some(name).filter(|name| !name.is_empty()));
        }
    }
    said
}

/// Up to three digits. Only the first group of a number may leave out its hundreds.
fn said_group(group: usize, first: bool) -> Vec<&'static str> {
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let mut said = Vec::new();
    if hundreds > 0 || !first {
        said.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && !said.is_empty() => said.push("linh"),
        0 => {}
        1 => said.push("mười"),
        _ => said.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => said.push("mốt"),
        (2.., 4) => said.push("tư"),
        (1.., 5) => said.push("lăm"),
        _ => said.push(DIGITS[ones]),
    }
    said
}

/// Reads words up to the first that belongs to no number; gives the value and how many words it took.
pub(super) fn read_words(words: &[&str]) -> Option<(i128, usize)> {
    let length = words.iter().take_while(|word| is_number_word(word)).count();
    let value = value_of(&words[..length])?;
    Some((value, length))
}

fn is_number_word(word: &str) -> bool {
    digit(word).is_some()
        || scale(word).is_some()
        || matches!(
            word,
            "mốt" | "tư" | "lăm" | "nhăm" | "mười" | "mươi" | "linh" | "lẻ" | "trăm" | "rưỡi"
        )
}

fn digit(word: &str) -> Option<i128> {
    let word = if word == "bẩy" { "bảy" } else { word };
    DIGITS.iter().position(|digit| *digit == word).and_then(|value| i128::try_from(value).ok())
}

/// What a scale word multiplies by.
pub(super) fn scale(word: &str) -> Option<i128> {
    match word {
        "nghìn" | "ngàn" => Some(1000),
        "triệu" => Some(1_000_000),
        "tỷ" | "tỉ" => Some(1_000_000_000),
        _ => None,
    }
}

/// Sums groups and scales. `tỷ` closes all that stands before it; what follows a thousand tỷ and more and is
/// again in tỷ is a further term of it, as the long reading says (một nghìn tỷ không trăm linh hai tỷ).
fn value_of(words: &[&str]) -> Option<i128> {
    let big = i128::from(THOUSAND_MILLION);
    let (mut finished, mut below, mut smallest) = (0_i128, 0_i128, i128::MAX);
    let mut group: Vec<&str> = Vec::new();
    let mut last_scale = None;
    for word in words {
        let Some(scale) = scale(word) else {
            if *word == "rưỡi" {
                // Half of the scale just said, and nothing after it.
                let half = last_scale.filter(|_| group.is_empty())? / 2;
                let total = finished + below + half;
                return (words.last() == Some(word)).then_some(total);
            }
            group.push(word);
            continue;
        };
        let term = if group.is_empty() { None } else { Some(group_value(&group)?) };
        group.clear();
        if scale == big {
            let counted = below.checked_add(term.unwrap_or(0))?;
            if term.is_none() && below == 0 && finished == 0 {
                return None;
            }
            let term_of_finished =
                counted > 0 && finished >= 1000 * big && counted * big < finished;
            let zero_term = term == Some(0) && below == 0 && finished > 0;
            finished = if term_of_finished || zero_term {
                finished + counted * big
            } else {
                finished.checked_add(counted)?.checked_mul(big)?
            };
            (below, smallest) = (0, i128::MAX);
        } else {
            // Triệu before nghìn, each once.
            if scale >= smallest {
                return None;
            }
            below += term? * scale;
            smallest = scale;
        }
        last_scale = Some(scale);
        if finished > i128::from(u64::MAX) {
            return Some(finished);
        }
    }
    if group.is_empty() {
        return last_scale.map(|_| finished + below);
    }
    Some(finished + below + group_value(&group)?)
}

/// `hai trăm linh năm`, `mười lăm`, `ba mươi tư`.
fn group_value(words: &[&str]) -> Option<i128> {
    match words {
        [hundreds, "trăm"] => Some(digit(hundreds)? * 100),
        [hundreds, "trăm", "linh" | "lẻ", ones] => {
            Some(digit(hundreds)? * 100 + ones_value(ones, false)?)
        }
        [hundreds, "trăm", tens @ ..] if tens.len() > 1 || tens == ["mười"] => {
            Some(digit(hundreds)? * 100 + tens_value(tens)?)
        }
        [only] if *only != "mười" => digit(only),
        tens => tens_value(tens),
    }
}

fn tens_value(words: &[&str]) -> Option<i128> {
    match words {
        ["mười"] => Some(10),
        ["mười", ones @ ("lăm" | "nhăm")] => Some(10 + ones_value(ones, true)?),
        ["mười", ones] => Some(10 + digit(ones).filter(|value| *value != 5 && *value > 0)?),
        [tens, "mươi"] => Some(tens_digit(tens)? * 10),
        [tens, "mươi", ones] => {
            Some(tens_digit(tens)? * 10 + ones_value(ones, true).filter(|_| *ones != "năm")?)
        }
        _ => None,
    }
}

fn tens_digit(word: &str) -> Option<i128> {
    digit(word).filter(|value| *value >= 2)
}

/// The last digit; after mươi it has other words: mốt, tư, lăm.
fn ones_value(word: &str, after_tens: bool) -> Option<i128> {
    match word {
        "tư" => Some(4),
        "mốt" if after_tens => Some(1),
        "lăm" | "nhăm" if after_tens => Some(5),
        _ => digit(word).filter(|value| *value > 0),
    }
}
