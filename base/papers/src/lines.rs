//! Breaks a centred line where a typist would: into lines about as long as each other.

/// The letters of an issuer that fit beside the motto, in bold capitals of 12 points on 67 mm.
pub(crate) const ISSUER: usize = 26;
/// The letters of a subject that fit across the page, in bold of 13.5 points.
pub(crate) const SUBJECT: usize = 62;

/// The words in as few lines of at most so many letters as they need, none much longer than the others.
/// A word longer than a line stays whole.
pub(crate) fn balanced(words: &str, letters_max: usize) -> Vec<String> {
    let needed = wrapped(words, letters_max).len();
    let widths = 1..=letters_max;
    widths
        .map(|width| wrapped(words, width))
        .find(|lines| lines.len() <= needed)
        .unwrap_or_default()
}

fn wrapped(words: &str, letters_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters_max => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_breaks_in_the_middle_and_not_before_its_last_word() {
        let lines = balanced("HỘI KHUYẾN HỌC TỈNH ĐIỆN BIÊN", ISSUER);
        assert_eq!(lines, ["HỘI KHUYẾN HỌC", "TỈNH ĐIỆN BIÊN"]);
        assert_eq!(balanced("HỘI KHUYẾN HỌC VIỆT NAM", ISSUER), ["HỘI KHUYẾN HỌC VIỆT NAM"]);
        assert!(balanced("", ISSUER).is_empty());
    }
}
