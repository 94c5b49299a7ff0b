//! Which unit a row means: by code, or by what people call a chapter.

use kernel::{Lang, UnitId, vietnamese::text};
use std::collections::HashMap;
use units::UnitBrief;

/// The units under the one that a file is for, by code and by name.
pub struct Places {
    units: Vec<UnitBrief>,
    here: usize,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_bare_name: HashMap<String, Vec<usize>>,
}

/// What a name was found to mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    One(usize),
    Several,
    Nothing,
}

/// Words before the name itself: `Chi hội Khuyến học thôn Trường An` is called `Trường An`.
const WORDS_BEFORE: [&str; 24] = [
    "chi hoi",
    "hoi khuyen hoc",
    "khuyen hoc",
    "ban khuyen hoc",
    "to hoi",
    "phan hoi",
    "thon",
    "ban",
    "xom",
    "ap",
    "to dan pho",
    "tdp",
    "khu pho",
    "khu dan cu",
    "khu",
    "buon",
    "lang",
    "phum",
    "soc",
    "xa",
    "phuong",
    "thi tran",
    "dac khu",
    "to",
];

impl Places {
    /// `here` is the unit that the file is for; it is among `units`.
    pub fn of(units: Vec<UnitBrief>, here: &UnitId) -> Places {
        let here = units.iter().position(|unit| unit.id == *here).unwrap_or(0);
        let by_code = units
            .iter()
            .enumerate()
            .map(|(place, unit)| (unit.code.to_lowercase(), place))
            .collect();
        let mut places =
            Places { units, here, by_code, by_name: HashMap::new(), by_bare_name: HashMap::new() };
        for (place, unit) in places.units.iter().enumerate() {
            let full = text::fold(&unit.full_name(Lang::Vi));
            let names = [
                text::fold(&unit.name),
                format!("chi hoi {full}"),
                full,
                text::fold(&unit.association_name(Lang::Vi)),
            ];
            for name in names {
                add(&mut places.by_name, name, place);
            }
            add(&mut places.by_bare_name, bare(&text::fold(&unit.name)), place);
        }
        places
    }

    pub fn here(&self) -> usize {
        self.here
    }

    pub fn unit(&self, place: usize) -> &UnitBrief {
        &self.units[place]
    }

    pub fn place_of(&self, unit: &UnitId) -> Option<usize> {
        self.units.iter().position(|known| known.id == *unit)
    }

    /// A workbook takes the zeros off the front of a code.
    pub fn with_code(&self, code: &str) -> Option<usize> {
        let code = code.trim().to_lowercase();
        let padded = || {
            let digits = code.bytes().all(|letter| letter.is_ascii_digit()) && !code.is_empty();
            [2, 3, 5]
                .into_iter()
                .filter(|_| digits)
                .find_map(|width| self.by_code.get(&format!("{code:0>width$}")))
        };
        self.by_code.get(&code).or_else(padded).copied()
    }

    pub fn named(&self, name: &str) -> Found {
        if let Some(place) = self.with_code(name) {
            return Found::One(place);
        }
        let folded = text::fold(without_numbering(name));
        let exact = self.by_name.get(&folded);
        let found = exact.or_else(|| {
            self.by_bare_name.get(&bare(&folded)).filter(|_| !bare(&folded).is_empty())
        });
        match found.map(Vec::as_slice) {
            None | Some([]) => Found::Nothing,
            Some([one]) => Found::One(*one),
            Some(several) => self.by_tones(name, several),
        }
    }

    /// The names that come nearest to one that means nothing, the nearest first and three at most.
    pub fn near(&self, name: &str) -> Vec<&str> {
        let said = bare(&text::fold(without_numbering(name)));
        let likenesses = self.by_bare_name.iter().filter_map(|(known, places)| {
            likeness(&said, known).map(|likeness| (likeness, known, places))
        });
        let mut nearest: Vec<_> = likenesses.collect();
        nearest.sort_unstable();
        let places = nearest.into_iter().flat_map(|(_, _, places)| places);
        places.take(3).map(|place| self.units[*place].name.as_str()).collect()
    }

    /// `Đông` and `Đồng` fold to one word; the tones tell them apart.
    fn by_tones(&self, name: &str, several: &[usize]) -> Found {
        let said = text::match_key(without_numbering(name));
        let mut meant = several
            .iter()
            .filter(|place| said.ends_with(&text::match_key(&self.units[**place].name)));
        match (meant.next(), meant.next()) {
            (Some(one), None) => Found::One(*one),
            _ => Found::Several,
        }
    }
}

/// How far a name is from another, if it may have been meant: one goes on where the other ends,
/// or few letters are mistyped.
fn likeness(said: &str, known: &str) -> Option<usize> {
    let (shorter, longer) = if said.len() < known.len() { (said, known) } else { (known, said) };
    if shorter.len() < 2 {
        return None;
    }
    if longer.strip_prefix(shorter).is_some_and(|rest| rest.starts_with(' ')) {
        return Some(0);
    }
    let most = (shorter.len() / 4).max(1);
    let mistyped = (longer.len() - shorter.len() <= most).then(|| letters_apart(said, known));
    mistyped.filter(|apart| *apart <= most)
}

/// How many letters have to be changed, added or left out to make one word of the other.
fn letters_apart(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (place, letter) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = place + 1;
        for (column, other) in right.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

fn add(names: &mut HashMap<String, Vec<usize>>, name: String, place: usize) {
    let places = names.entry(name).or_default();
    if !places.contains(&place) {
        places.push(place);
    }
}

fn bare(folded: &str) -> String {
    let mut rest = folded;
    while let Some(after) =
        WORDS_BEFORE.iter().find_map(|word| rest.strip_prefix(word)?.strip_prefix(' '))
    {
        rest = after;
    }
    rest.to_owned()
}

/// `I. Chi hội thôn Đông (25 người)` → `Chi hội thôn Đông`.
fn without_numbering(name: &str) -> &str {
    let name = match name.split_once(':') {
        Some((kind, name)) if WORDS_BEFORE.contains(&text::fold(kind).as_str()) => name,
        _ => name,
    };
    let name = name.split(['(', ':', '[']).next().unwrap_or_default().trim();
    let Some((head, rest)) = name.split_once(['.', ')', '-', '/', ' ']) else { return name };
    let is_number = !head.is_empty()
        && (head.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
            || head.chars().all(|letter| letter.is_ascii_digit())
            || (head.len() == 1 && head.starts_with(|letter: char| letter.is_ascii_uppercase())));
    let followed = name[head.len()..].starts_with(['.', ')', '-', '/']);
    let roman = head.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    if is_number && (followed || roman) && !rest.trim().is_empty() {
        rest.trim_start_matches(['.', ')', '-', ' '])
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;
    use units::Level;

    fn unit(bits: u128, code: &str, level: Level, kind: &str, name: &str) -> UnitBrief {
        UnitBrief {
            id: UnitId::of_bits(bits),
            code: code.to_owned(),
            level,
            kind: kind.to_owned(),
            name: name.to_owned(),
            opened: Day::BEGINNING,
            closed: Day::NEVER,
            sort_key: String::new(),
        }
    }

    fn places() -> Places {
        let units = vec![
            unit(1, "03208", Level::Commune, "xã", "Hoa Sen"),
            unit(2, "03208.truong-an", Level::Chapter, "chi hội", "Trường An"),
            unit(3, "03208.dong", Level::Chapter, "chi hội", "thôn Đông"),
            unit(4, "03208.dong-2", Level::Chapter, "chi hội", "thôn Đồng"),
        ];
        Places::of(units, &UnitId::of_bits(1))
    }

    #[test]
    fn a_chapter_is_known_by_its_code_and_by_what_people_call_it() {
        let places = places();
        assert_eq!(places.with_code("03208.Truong-An"), Some(1));
        assert_eq!(places.with_code("3208"), Some(0), "a workbook took the zero");
        for name in [
            "Trường An",
            "chi hội trường an",
            "CHI HỘI THÔN TRƯỜNG AN",
            "I. Chi hội Trường An (12 người)",
            "Thôn Truong An",
            "Chi hội: Trường An",
            "Thôn Trường An: 12 người",
        ] {
            assert_eq!(places.named(name), Found::One(1), "{name}");
        }
        assert_eq!(places.named("xã Hoa Sen"), Found::One(0));
        assert_eq!(places.named("Phù Đổng"), Found::Nothing);
    }

    #[test]
    fn a_name_that_means_nothing_is_answered_with_the_nearest() {
        let names = ["Thẩm Mú 1", "bản Thẩm Mú 2", "Thẩm Mún", "Thẩm Mú 3", "Nà Luông"];
        let named = (2..).zip(names).map(|(bits, name)| {
            unit(bits, &format!("03208.{bits}"), Level::Chapter, "chi hội", name)
        });
        let commune = unit(1, "03208", Level::Commune, "xã", "Hoa Sen");
        let units = [commune].into_iter().chain(named).collect();
        let places = Places::of(units, &UnitId::of_bits(1));
        assert_eq!(places.named("Thẩm Mú"), Found::Nothing);
        assert_eq!(places.near("Chi hội Thẩm Mú"), ["Thẩm Mú 1", "bản Thẩm Mú 2", "Thẩm Mú 3"]);
        assert_eq!(places.near("Na Luongg"), ["Nà Luông"]);
        assert!(places.near("Sao Hỏa").is_empty() && places.near("").is_empty());
    }

    #[test]
    fn tones_tell_two_hamlets_apart_and_without_them_nobody_can() {
        let places = places();
        assert_eq!(places.named("Thôn Đồng"), Found::One(3));
        assert_eq!(places.named("chi hội thôn Đông"), Found::One(2));
        assert_eq!(places.named("thon Dong"), Found::Several);
    }
}
