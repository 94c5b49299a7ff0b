//! The indicators shipped with the program, as data.

use counts::{Definition, Kind};
use kernel::Lang;
use platform::{Problem, db::Tx};

const INDICATORS: &str = include_str!("../data/indicators.toml");
/// Each group of the file takes so many positions, so that a group can be told from a position.
const POSITIONS_OF_A_GROUP: i64 = 100;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    label_vi: String,
    label_en: String,
    indicator: Vec<Line>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    kind: Kind,
    label_vi: String,
    label_en: String,
    measure_vi: String,
    measure_en: String,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    register: String,
    #[serde(default = "commune")]
    reported_by: String,
    #[serde(default)]
    breakdowns: Vec<String>,
    definition_vi: String,
    definition_en: String,
}

fn commune() -> String {
    "commune".to_owned()
}

fn file() -> File {
    toml::from_str(INDICATORS).expect("a test reads our own list of indicators")
}

/// Every shipped indicator, in the order of a half-year report.
pub fn shipped() -> Vec<Definition> {
    let mut all = vec![];
    for (place, group) in (1..).zip(file().group) {
        for (row, line) in (0..).zip(group.indicator) {
            all.push(Definition {
                code: line.code,
                label_vi: line.label_vi,
                label_en: line.label_en,
                measure_vi: line.measure_vi,
                measure_en: line.measure_en,
                kind: line.kind,
                parts: line.parts,
                register: line.register,
                reported_by: line.reported_by,
                breakdowns: line.breakdowns,
                definition_vi: line.definition_vi,
                definition_en: line.definition_en,
                owner: None,
                position: place * POSITIONS_OF_A_GROUP + row,
                retired_on: None,
            });
        }
    }
    all
}

/// The titles of the groups, in order.
pub(crate) fn groups(lang: Lang) -> Vec<String> {
    file().group.into_iter().map(|group| lang.choose(group.label_vi, group.label_en)).collect()
}

/// In which of `groups` an indicator stands; nothing for one that a unit added itself.
pub(crate) fn group_of(definition: &Definition) -> Option<usize> {
    let place = usize::try_from(definition.position / POSITIONS_OF_A_GROUP - 1).ok()?;
    definition.owner.is_none().then_some(place)
}

/// Puts the shipped indicators into the book, or brings their words up to date.
pub async fn seed(tx: &mut Tx) -> Result<(), Problem> {
    counts::seed(tx, &shipped()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_shipped_indicator_is_whole_and_known_by_one_code() {
        let all = shipped();
        let codes: BTreeSet<&str> = all.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes.len(), all.len(), "a code is used twice");
        for one in &all {
            let texts = [
                &one.label_vi,
                &one.label_en,
                &one.measure_vi,
                &one.measure_en,
                &one.definition_vi,
                &one.definition_en,
            ];
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{} lacks words", one.code);
            assert_eq!(
                one.parts.len(),
                if one.kind == Kind::Ratio { 2 } else { 0 },
                "{}",
                one.code
            );
            assert!(one.parts.iter().all(|part| codes.contains(part.as_str())), "{}", one.code);
            assert!(["commune", "province"].contains(&one.reported_by.as_str()), "{}", one.code);
        }
    }

    #[test]
    fn turns_awards_gifts_and_people_are_never_summed() {
        assert!(shipped().iter().all(|one| one.kind != Kind::Sum));
    }

    #[test]
    fn an_indicator_is_found_in_its_group() {
        let all = shipped();
        let group = |code: &str| all.iter().find(|one| one.code == code).and_then(group_of);
        assert_eq!(group("members"), Some(0));
        assert_eq!(group("centres"), Some(2));
        assert_eq!(groups(Lang::Vi).len(), 5);
        assert!(all.windows(2).all(|pair| pair[0].position < pair[1].position));
    }
}
