//! A made-up province: its communes and chapters, and how many people each has.

use super::chance::{About, Chance};
use crate::spread::{parts, weight};
use kernel::Day;
use units::{Form, Setting};

/// What the province hangs under.
pub const NATION: &str = "VN";
pub const ROOT: &str = "GEN";
pub const ROOT_NAME: &str = "Vạn Xuân";
/// Hội Khuyến học Việt Nam was founded on 2 October 1996.
pub const FOUNDED: Day = Day::of(1996, 10, 2);

const MEMBERS_OF_A_COMMUNE: u64 = 1_200;
/// As many as the whole country has today.
const COMMUNES_MAX: u64 = 3_321;
const MEMBERS_OF_A_CHAPTER: u64 = 40;

/// How many members each commune has.
pub struct Province {
    seed: u64,
    sizes: Vec<u64>,
}

pub struct Commune {
    pub code: String,
    pub name: String,
    /// `xã` or `phường`.
    pub kind: &'static str,
    pub chapters: Vec<Chapter>,
}

pub struct Chapter {
    pub suffix: String,
    pub code: String,
    pub name: String,
    pub form: Form,
    pub setting: Setting,
    pub opened: Day,
    pub members: u64,
}

impl Province {
    pub fn of(seed: u64, members: u64) -> Province {
        let communes = (members / MEMBERS_OF_A_COMMUNE).clamp(1, COMMUNES_MAX);
        Province { seed, sizes: split(members, communes, &format!("{seed}/communes")) }
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    pub fn members(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// How many members each commune has, in the order of the list.
    pub fn sizes(&self) -> &[u64] {
        &self.sizes
    }

    /// All communes, each made when it is asked for.
    pub fn communes(&self) -> impl Iterator<Item = Commune> {
        (0..self.sizes.len()).map(|number| self.commune(number))
    }

    pub fn commune(&self, number: usize) -> Commune {
        let members = self.sizes[number];
        let mut chance = Chance::of(self.seed, About::Commune, number as u64);
        let code = format!("{ROOT}.{:04}", number + 1);
        let kind = if chance.percent(12) { "phường" } else { "xã" };
        let chapters = (members / MEMBERS_OF_A_CHAPTER).max(1);
        let sizes = split(members, chapters, &format!("{}/{code}", self.seed));
        let chapters = (1..).zip(sizes).map(|(place, members)| {
            let number = number as u64 * 1_000 + place;
            chapter(Chance::of(self.seed, About::Chapter, number), &code, place, members)
        });
        Commune { name: two_words(number), kind, chapters: chapters.collect(), code }
    }
}

fn split(members: u64, among: u64, purpose: &str) -> Vec<u64> {
    let weights: Vec<i64> = (0..among).map(|place| weight(&place.to_string(), purpose)).collect();
    let parts = parts(i64::try_from(members).unwrap_or(0), &weights);
    parts.into_iter().map(|part| u64::try_from(part).unwrap_or(0)).collect()
}

const FIRST_WORDS: [&str; 60] = [
    "An", "Ân", "Bắc", "Bảo", "Bình", "Cẩm", "Cao", "Châu", "Chí", "Cổ", "Diên", "Đa", "Đại",
    "Đan", "Đông", "Đồng", "Đức", "Gia", "Giao", "Hà", "Hải", "Hạnh", "Hiệp", "Hòa", "Hoài",
    "Hoàng", "Hồng", "Hợp", "Hưng", "Hương", "Kim", "Lạc", "Liên", "Long", "Lương", "Mai", "Minh",
    "Mỹ", "Nam", "Nghĩa", "Ngọc", "Nhân", "Ninh", "Phong", "Phú", "Phúc", "Phương", "Quảng",
    "Quang", "Sơn", "Tân", "Thái", "Thanh", "Thạnh", "Thiện", "Thuận", "Trung", "Vĩnh", "Xuân",
    "Yên",
];
const LAST_WORDS: [&str; 60] = [
    "Giang",
    "Lộc",
    "Trạch",
    "Khê",
    "Điền",
    "Thịnh",
    "Lâm",
    "Châu",
    "Sơn",
    "Thủy",
    "Lĩnh",
    "Hội",
    "Mỹ",
    "Lợi",
    "Đức",
    "Tiến",
    "Thành",
    "Hậu",
    "Trị",
    "Khánh",
    "Tâm",
    "Cường",
    "Thắng",
    "Quý",
    "Bình",
    "Hòa",
    "An",
    "Phú",
    "Long",
    "Xá",
    "Trì",
    "Viên",
    "Lạc",
    "Động",
    "Nghĩa",
    "Hưng",
    "Vân",
    "Ngọc",
    "Hà",
    "Phong",
    "Đông",
    "Tây",
    "Nam",
    "Bắc",
    "Thượng",
    "Hạ",
    "Trung",
    "Cầu",
    "Đình",
    "Dương",
    "Kiều",
    "Tường",
    "Vinh",
    "Phước",
    "Thọ",
    "Xuyên",
    "Hải",
    "Đài",
    "Lương",
    "Minh",
];

/// Two words that no other place number below 3,600 has.
fn two_words(number: usize) -> String {
    // In each round of sixty every first word meets another last one.
    let (round, place) = (number / 60 % 60, number % 60);
    let (first, last) = (FIRST_WORDS[place], LAST_WORDS[(place * 7 + round) % 60]);
    format!("{first} {last}")
}

fn chapter(mut chance: Chance, commune: &str, place: u64, members: u64) -> Chapter {
    let called = two_words(usize::try_from(chance.below(3_600)).unwrap_or(0));
    // The number keeps two chapters of a commune apart whatever they are called.
    let (name, form, setting) = match chance.below(20) {
        0 => (format!("Trường Tiểu học {called}"), Form::Committee, Setting::School),
        1 => (format!("Trường Trung học cơ sở {called}"), Form::Committee, Setting::School),
        2 => (format!("Dòng họ {called}"), Form::Chapter, Setting::Clan),
        3 => (format!("Trạm Y tế {called}"), Form::Chapter, Setting::Agency),
        _ => (format!("Thôn {called}"), Form::Chapter, Setting::Hamlet),
    };
    let suffix = format!("{place:03}");
    let year = i16::try_from(chance.between(1997, 2012)).unwrap_or(2000);
    let month = i8::try_from(chance.between(1, 12)).unwrap_or(1);
    Chapter {
        code: format!("{commune}.{suffix}"),
        suffix,
        name: format!("{name} {place}"),
        form,
        setting,
        opened: Day::read(year, month, 15).unwrap_or(FOUNDED),
        members,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_member_has_a_place_and_chapters_are_as_large_as_chapters_are() {
        for members in [1, 39, 1_199, 3_000, 155_232] {
            let province = Province::of(2, members);
            assert_eq!(province.members(), members);
            let chapters: Vec<Chapter> =
                province.communes().flat_map(|commune| commune.chapters).collect();
            assert_eq!(chapters.iter().map(|chapter| chapter.members).sum::<u64>(), members);
            if members > 1_000 {
                let sizes = chapters.iter().map(|chapter| chapter.members);
                assert!(sizes.clone().all(|size| (20..=65).contains(&size)), "{members}");
            }
        }
    }

    #[test]
    fn the_largest_province_has_some_thousands_of_communes_all_called_otherwise() {
        let province = Province::of(2, super::super::people::MEMBERS_MAX);
        let names: HashSet<String> = (0..province.sizes().len()).map(two_words).collect();
        assert_eq!((province.sizes().len(), names.len()), (3_321, 3_321));
        let last = province.commune(3_320);
        assert!(last.chapters.len() < 1_000, "{}", last.chapters.len());
    }
}
