//! A list of single things as somebody pastes it: a line each, a card's number or a name, in whatever order.

use crate::texts::Texts;
use kernel::{Lang, vietnamese::text};
use succession::Record;

/// So many lines that fit nobody are told at once.
const LINES_TOLD: usize = 5;

/// The records that the lines name.
///
/// # Errors
/// Says of each line that fits none, or more than one, which it is and what to write instead.
pub fn read(typed: &str, records: &[Record], t: Texts) -> Result<Vec<String>, String> {
    let (mut found, mut wrong) = (vec![], vec![]);
    for (number, line) in (1..).zip(typed.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match fitting(line, records)[..] {
            [only] => found.push(only.source.to_string()),
            [] => wrong.push(t.line_fits_nobody(number, line)),
            _ => wrong.push(t.line_fits_several(number, line)),
        }
    }
    found.sort();
    found.dedup();
    if wrong.is_empty() {
        return Ok(found);
    }
    let more = wrong.len().saturating_sub(LINES_TOLD);
    wrong.truncate(LINES_TOLD);
    if 0 < more {
        wrong.push(t.and_more(more));
    }
    Err(wrong.join(" "))
}

/// Who a line may mean: by the record itself, by a card's number, or by the whole name.
fn fitting<'r>(line: &str, records: &'r [Record]) -> Vec<&'r Record> {
    let pieces: Vec<&str> =
        line.split(['\t', ';', ',']).map(str::trim).filter(|one| !one.is_empty()).collect();
    let by = |fits: &dyn Fn(&Record) -> bool| -> Vec<&'r Record> {
        records.iter().filter(|record| fits(record)).collect()
    };
    let named = by(&|record| pieces.contains(&record.source.as_str()));
    if !named.is_empty() {
        return named;
    }
    let marked = by(&|record| {
        let mark = record.mark.to_lowercase();
        !mark.is_empty() && pieces.iter().any(|piece| piece.to_lowercase() == mark)
    });
    if !marked.is_empty() {
        return marked;
    }
    let keys: Vec<String> = pieces.iter().map(|piece| text::match_key(piece)).collect();
    by(&|record| keys.contains(&text::match_key(&record.said.vi)))
}

/// How people call a record.
pub fn said(source: &str, records: &[Record], lang: Lang) -> String {
    let known = records.iter().find(|record| record.source.as_str() == source);
    known.map_or(source, |record| record.said.say(lang)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Source;
    use succession::Words;

    fn records() -> Vec<Record> {
        let one = |id: &str, name: &str, card: &str| Record {
            source: Source::of("members.membership", &id),
            said: Words::new(name, name),
            mark: card.to_owned(),
        };
        vec![one("a", "Vàng A Páo", "01"), one("b", "Vàng A Páo", "02"), one("c", "Lò Thị Én", "")]
    }

    #[test]
    fn a_line_is_a_card_or_a_name_and_names_one_person() {
        let t = Texts(Lang::Vi);
        let found = read("lò thị én\n\nVàng A Páo; 02\n01", &records(), t);
        let expected = ["a", "b", "c"].map(|id| format!("members.membership/{id}"));
        assert_eq!(found, Ok(expected.to_vec()));
        let two_of_one_name = read("Vàng A Páo", &records(), t).unwrap_err();
        assert!(two_of_one_name.contains("số thẻ"), "{two_of_one_name}");
        let nobody = read("Lò Thị Én\nGiàng A Chu", &records(), t).unwrap_err();
        assert!(nobody.contains("Dòng 2") && nobody.contains("Giàng A Chu"), "{nobody}");
    }

    #[test]
    fn of_many_lines_that_fit_nobody_the_first_are_told() {
        let told = read(&"x\n".repeat(20), &records(), Texts(Lang::Vi)).unwrap_err();
        assert!(told.contains("15"), "{told}");
    }
}
