//! Xã Xa Dung, huyện Điện Biên Đông, as a commune that keeps registers: its chapters and members
//! are made up, names, years and numbers included.

use crate::spread::{parts, weight};
use access::Work;
use kernel::{
    Day, UnitId,
    vietnamese::{Sex, date::WrittenDay},
};
use members::{JoinReason, NewMember, NewPerson};
use platform::Problem;
use units::{Form, NewOwnUnit, Setting};

/// The commune's code until 30 June 2025; since then it is part of the larger Xa Dung, 03208.
pub const CODE: &str = "03373";
pub const MEMBERS: i64 = 1_212;
pub const CHAPTERS: i64 = 14;
pub const FIRST_CHAPTER: &str = "03373.tham-mu-1";

const PLACES: [(&str, &str, Setting); 14] = [
    ("tham-mu-1", "Thẩm Mú 1", Setting::Hamlet),
    ("tham-mu-2", "Thẩm Mú 2", Setting::Hamlet),
    ("suoi-lanh", "Suối Lạnh", Setting::Hamlet),
    ("na-sang", "Nà Sảng", Setting::Hamlet),
    ("ho-bua", "Hồ Búa", Setting::Hamlet),
    ("dinh-gio", "Đỉnh Gió", Setting::Hamlet),
    ("khe-trong", "Khe Trong", Setting::Hamlet),
    ("nam-tre", "Nậm Tre", Setting::Hamlet),
    ("phieng-hoa", "Phiêng Hoa", Setting::Hamlet),
    ("ban-moi", "Bản Mới", Setting::Hamlet),
    ("truong-tieu-hoc", "Trường Tiểu học", Setting::School),
    ("truong-thcs", "Trường Trung học cơ sở", Setting::School),
    ("truong-mam-non", "Trường Mầm non", Setting::School),
    ("ho-giang", "Họ Giàng", Setting::Clan),
];

/// Family names and given names by people: Mông, Thái, Kinh.
const MONG: People = People {
    name: "Mông",
    families: &["Giàng", "Vàng", "Sùng", "Thào", "Mùa", "Lầu", "Hờ", "Ly", "Cứ", "Tráng"],
    men: &[
        "A Pào",
        "A Dế",
        "A Chứ",
        "A Lử",
        "A Dơ",
        "A Tủa",
        "A Vừ",
        "A Páo",
        "A Nếnh",
        "A Của",
        "A Sình",
        "A Chỉnh",
    ],
    women: &[
        "Thị Mỷ",
        "Thị Dở",
        "Thị Sông",
        "Thị Chư",
        "Thị Mai",
        "Thị Xua",
        "Thị Dính",
        "Thị Ca",
        "Thị Mo",
        "Thị Say",
    ],
};
const THAI: People = People {
    name: "Thái",
    families: &["Lò", "Quàng", "Lường", "Cà", "Tòng", "Bạc", "Cầm"],
    men: &["Văn Hặc", "Văn Ơn", "Văn Thoạ", "Văn Pản", "Văn Thỉnh", "Văn Ém", "Văn Tại"],
    women: &["Thị Ỏ", "Thị Phiêu", "Thị Ngoan", "Thị Inh", "Thị Pâng", "Thị Thuỷ", "Thị Hoà"],
};
const KINH: People = People {
    name: "Kinh",
    families: &["Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi"],
    men: &["Văn Khuê", "Đức Thuận", "Quang Huy", "Minh Tuấn", "Hữu Nghĩa", "Xuân Trường"],
    women: &[
        "Thị Thu Hà",
        "Thị Lan",
        "Thị Ngọc Ánh",
        "Thị Hồng Nhung",
        "Thị Thuý",
        "Thị Kiều Oanh",
    ],
};

struct People {
    name: &'static str,
    families: &'static [&'static str],
    men: &'static [&'static str],
    women: &'static [&'static str],
}

/// Opens the chapters and writes their members down.
pub async fn keep_register(work: &mut Work) -> Result<(), Problem> {
    let commune = units::find(&mut work.tx, CODE, Day::of(2017, 6, 30)).await?.id.clone();
    let opened = Day::of(2014, 3, 15);
    let new = PLACES.map(|(code_suffix, name, setting)| NewOwnUnit {
        code_suffix: code_suffix.to_owned(),
        name: name.to_owned(),
        form: if setting == Setting::Hamlet { Form::Chapter } else { Form::Committee },
        setting,
        opened,
        sector: None,
    });
    let chapters = organisation::open_many(work, &commune, new.to_vec()).await?;
    let weights: Vec<i64> = PLACES.iter().map(|(code, ..)| weight(code, "members")).collect();
    let mut people = vec![];
    for ((chapter, place), count) in chapters.iter().zip(PLACES).zip(parts(MEMBERS, &weights)) {
        people.extend((0..count).map(|number| member(chapter, place, number)));
    }
    members::register_many(work, &commune, people).await?;
    Ok(())
}

/// A made-up person, always the same for the same place and number.
fn member(
    chapter: &UnitId,
    (code, _, setting): (&str, &str, Setting),
    number: i64,
) -> (UnitId, NewMember) {
    let pick = |purpose: &str, among: usize| -> usize {
        let chance = weight(&format!("{code}-{number}"), purpose) * 81
            + weight(&format!("{number}/{code}"), purpose);
        usize::try_from(chance).unwrap_or(0) % among.max(1)
    };
    let people = match (setting, pick("people", 10)) {
        (Setting::School, 0..=5) => &KINH,
        (Setting::School | Setting::Hamlet, 0..=7) => &MONG,
        (Setting::Clan, _) => &MONG,
        _ => &THAI,
    };
    let sex = if pick("sex", 2) == 0 { Sex::Male } else { Sex::Female };
    let given = if sex == Sex::Male { people.men } else { people.women };
    let family = match setting {
        Setting::Clan => "Giàng",
        _ => people.families[pick("family", people.families.len())],
    };
    let year = 1942 + i16::try_from(pick("year", 52)).unwrap_or(0);
    let month = 1 + i8::try_from(pick("month", 12)).unwrap_or(0);
    let day = 1 + i8::try_from(pick("day", 28)).unwrap_or(0);
    // Of many older people only the year of birth is known.
    let birth = match pick("known", 3) {
        0 => WrittenDay::Year(year),
        _ => WrittenDay::Day(Day::read(year, month, day).unwrap_or(Day::of(1970, 1, 1))),
    };
    let joined_on = Day::of(2014, 4, 1).plus_days(i32::try_from(pick("joined", 900)).unwrap_or(0));
    let person = NewPerson {
        full_name: format!("{family} {}", given[pick("given", given.len())]),
        sex: Some(sex),
        birth: Some(birth),
        ethnicity: people.name.to_owned(),
        ..NewPerson::default()
    };
    (
        chapter.clone(),
        NewMember { person, card_number: None, joined_on, reason: JoinReason::Registered },
    )
}
