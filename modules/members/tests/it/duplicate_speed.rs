//! How long it takes to find who is alike among very many people. Run by hand, with the number of
//! people in `PEOPLE`: `cargo test -p members --release -- --ignored --nocapture among_very_many`.

use crate::world;
use access::{Caller, Look, Role};
use kernel::{Day, Lang, UnitId, vietnamese::name, vietnamese::text};
use platform::bulk::{self, Value};
use std::time::{Duration, Instant};
use testkit::World;

const FAMILIES: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Vàng", "Giàng", "Quàng", "Đặng", "Bùi", "Vũ"];
const MIDDLES: [&str; 14] = [
    "Văn",
    "Thị",
    "Đức",
    "Hữu",
    "Minh",
    "Thị Thu",
    "Thị Hồng",
    "Quang",
    "Xuân",
    "A",
    "Công",
    "Thị Ngọc",
    "Đình",
    "Bá",
];
const GIVEN: [&str; 40] = [
    "An", "Anh", "Bình", "Chung", "Cường", "Dung", "Dũng", "Duyên", "Đạt", "Giang", "Hà", "Hải",
    "Hạnh", "Hiền", "Hoà", "Hoa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam",
    "Nga", "Ngọc", "Nhung", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Thuỷ", "Trang", "Tú",
    "Tuấn", "Vân", "Việt", "Yến",
];
const CHAPTERS: usize = 1_500;

struct Dice(u64);
impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Somebody made up; one in fifty is the one before, written down again in the other style.
fn people(many: usize) -> Vec<(String, String, String)> {
    let mut dice = Dice(7);
    let mut people: Vec<(String, String, String)> = Vec::with_capacity(many);
    for place in 0..many {
        if let Some((name, birth, phone)) = people.last().filter(|_| place % 50 == 49).cloned() {
            people.push((name.replace("oà", "òa").replace("uỷ", "ủy"), birth, phone));
            continue;
        }
        let name = [
            FAMILIES[dice.below(12).min(dice.below(12))],
            MIDDLES[dice.below(14)],
            GIVEN[dice.below(40)],
        ];
        let year = 1_935 + dice.below(70);
        let birth = match dice.below(10) {
            0..=2 => year.to_string(),
            _ => format!("{year}-{:02}-{:02}", dice.below(12) + 1, dice.below(28) + 1),
        };
        let phone = match dice.below(10) {
            0..=3 => String::new(),
            _ => format!("+849{:08}", dice.below(100_000_000)),
        };
        people.push((name.join(" "), birth, phone));
    }
    people
}

async fn load(world: &World, many: usize) {
    let mut tx = world.site.db.begin_writing().await.unwrap();
    let mut chapters: Vec<UnitId> = vec![];
    for number in 0..CHAPTERS {
        let new = units::NewOwnUnit {
            code_suffix: format!("chi-hoi-{number}"),
            name: format!("Số {number}"),
            form: units::Form::Chapter,
            setting: units::Setting::Hamlet,
            opened: Day::of(2010, 1, 1),
            sector: None,
        };
        let commune = if number % 2 == 0 { &world.hoa_sen } else { &world.phu_dong };
        chapters.push(units::open_own(&mut tx, commune, new).await.unwrap());
    }
    let now = world.site.now().to_string();
    for (chunk_place, chunk) in people(many).chunks(2_000).enumerate() {
        let (mut rows, mut belongings) = (vec![], vec![]);
        for (place, (full_name, birth, phone)) in chunk.iter().enumerate() {
            let number = chunk_place * 2_000 + place;
            let chapter = &chapters[number / 50 % CHAPTERS];
            let person = kernel::PersonId::of_bits(u128::try_from(number).unwrap() + (1 << 80));
            let key = name::sort_key(full_name);
            let index = (number % 3 == 0).then(|| format!("index-{number}"));
            let mask = if index.is_some() { "0111••••0123" } else { "" };
            rows.push(vec![
                bulk::written(&person),
                full_name.as_str().into(),
                key.as_str().into(),
                text::fold(full_name).into(),
                text::match_key(full_name).into(),
                "".into(),
                birth.as_str().into(),
                birth[..4].parse::<i64>().unwrap().into(),
                "".into(),
                phone.as_str().into(),
                Value::NoText,
                index.into(),
                mask.into(),
                "".into(),
                1_i64.into(),
                now.as_str().into(),
                now.as_str().into(),
            ]);
            belongings.push(vec![
                bulk::written(&kernel::MembershipId::of_bits(u128::try_from(number).unwrap())),
                bulk::written(&person),
                bulk::written(chapter),
                "home".into(),
                format!("{number:06}").into(),
                "2020-01-01".into(),
                "registered".into(),
                Value::NoText,
                "".into(),
                "".into(),
                key.into(),
                "".into(),
                1_i64.into(),
                now.as_str().into(),
            ]);
        }
        let person = [
            "id",
            "full_name",
            "name_key",
            "name_folded",
            "name_match",
            "sex",
            "birth",
            "birth_year",
            "ethnicity",
            "phone",
            "national_id_sealed",
            "national_id_index",
            "national_id_masked",
            "note",
            "revision",
            "recorded_at",
            "changed_at",
        ];
        bulk::insert(&mut tx, "member_person", &person, rows).await.unwrap();
        let membership = [
            "id",
            "person_id",
            "unit_id",
            "counting",
            "card_number",
            "joined_on",
            "join_reason",
            "left_on",
            "leave_reason",
            "leave_note",
            "name_key",
            "batch_id",
            "revision",
            "recorded_at",
        ];
        bulk::insert(&mut tx, "member_membership", &membership, belongings).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.site.db.analyze().await.unwrap();
}

#[tokio::test]
#[ignore = "loads a million people and tells how long finding takes"]
async fn among_very_many() {
    let many = std::env::var("PEOPLE").ok().and_then(|many| many.parse().ok()).unwrap_or(1_000_000);
    let world = world().await;
    let began = Instant::now();
    load(&world, many).await;
    println!("{many} people loaded in {:?}", began.elapsed());

    let lan = world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await;
    let minh = world.sign_in("minh.mau", Role::ProvinceOfficer, &world.province).await;
    let path = format!("/api/v1/units/{}/members/similar", world.truong_an);
    for (said, question) in [
        ("a name and a day", "name=Nguy%E1%BB%85n%20V%C4%83n%20H%C3%B9ng&birth=12/05/1960"),
        ("a common name alone", "name=Nguyen%20Van%20Hung"),
        ("a name and a year", "name=Tran%20Thi%20Hoa&birth=1960"),
        ("a name that nobody has", "name=Zebra%20Tu&birth=12/05/1960"),
        ("a telephone", "name=Le%20Van%20An&phone=0912345678"),
        ("a number of somebody", "national_id=011160000123"),
        (
            "everything",
            "name=Tran%20Thi%20Hoa&birth=12/05/1960&phone=0912345678&card_number=000123&national_id=011160000123",
        ),
    ] {
        for (who, token) in [("a commune", &lan), ("the province", &minh)] {
            let mut times: Vec<Duration> = vec![];
            for _ in 0..21 {
                let began = Instant::now();
                let (status, body) = world.get(token, &format!("{path}?{question}")).await;
                times.push(began.elapsed());
                assert_eq!(status, 200, "{body}");
            }
            times.sort();
            println!("{said}, asked by {who}: median {:?}, worst {:?}", times[10], times[20]);
        }
    }

    for turn in ["first", "second"] {
        let look = Look::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
        let began = Instant::now();
        let (people, pairs, groups) =
            members::duplicates::find(look, &world.province).await.unwrap();
        println!(
            "{turn} search of {people} people: {pairs} pairs in {} groups, {:?}",
            groups.len(),
            began.elapsed()
        );
        assert_eq!(people, many);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("most memory: {}", memory.unwrap_or("not told here"));
    for (who, token, unit) in
        [("a commune", &lan, &world.hoa_sen), ("the province", &minh, &world.province)]
    {
        let began = Instant::now();
        let (status, _) = world.get(token, &format!("/don-vi/{unit}/co-the-trung")).await;
        println!("the page of {who}: {status}, {:?}", began.elapsed());
    }
}
