//! Merges, ways back and corrections in any order: the books always agree, and taking a merge back
//! restores what it found.

use crate::{member, world};
use access::Role;
use axum::http::Method;
use kernel::{
    Day, MembershipId, UnitId,
    vietnamese::{Sex, personal_number, phone},
};
use members::{NewMember, NewPerson};
use platform::operation::new_id;
use serde_json::{Value, json};
use sqlx::{Column, Row, any::AnyRow};
use std::collections::BTreeMap;
use testkit::World;

const PHONES: [&str; 3] = ["", "0912345678", "0987654321"];

/// A generator that gives the same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Every column of a person and their belongings but the marks of having been written: also those
/// that nobody had thought of when merges were made.
async fn rows_of(world: &World, person: &str) -> Vec<String> {
    let mut tx = world.site.db.begin().await.unwrap();
    let mut rows = vec![];
    for sql in [
        "select * from member_person where id = $1",
        "select * from member_membership where person_id = $1 order by id",
    ] {
        let found: Vec<AnyRow> =
            sqlx::query(sql).bind(person.to_owned()).fetch_all(&mut *tx).await.unwrap();
        for row in found {
            let written = ["revision", "changed_at"];
            let shown = row.columns().iter().filter(|column| !written.contains(&column.name()));
            let shown = shown.map(|column| {
                let text = row.try_get::<Option<String>, _>(column.ordinal());
                let number = || row.try_get::<Option<i64>, _>(column.ordinal());
                let value = text.map_or_else(
                    |_| format!("{:?}", number().unwrap()),
                    |text| format!("{text:?}"),
                );
                format!("{}={value}", column.name())
            });
            rows.push(shown.collect::<Vec<_>>().join(" "));
        }
    }
    rows
}

/// A merge that stands: both people, as they were, and whether the one who stayed was corrected since.
struct Done {
    merge: String,
    survivor: String,
    gone: String,
    before: [Vec<String>; 2],
    corrected: bool,
}

struct Model {
    world: World,
    token: String,
    dice: Dice,
    merges: Vec<Done>,
    /// How often each thing was done, so that a run that did nothing is noticed.
    did: BTreeMap<&'static str, usize>,
    made: usize,
}

impl Model {
    fn did(&mut self, what: &'static str) {
        *self.did.entry(what).or_default() += 1;
    }

    /// A standing belonging of somebody, with the person, their revision and that of the belonging.
    async fn somebody(&mut self) -> Option<(MembershipId, String, i64, i64)> {
        let mut tx = self.world.site.db.begin().await.unwrap();
        let sql = "select m.id, m.person_id, p.revision, m.revision from member_membership m
                   join member_person p on p.id = m.person_id where m.left_on is null order by m.id";
        let all: Vec<(MembershipId, String, i64, i64)> =
            sqlx::query_as(sql).fetch_all(&mut *tx).await.unwrap();
        if all.is_empty() { None } else { Some(self.dice.of(&all).clone()) }
    }

    fn person(&mut self) -> NewPerson {
        let number = format!("0111{:08}", self.made + 60_000_000);
        self.made += 1;
        NewPerson {
            full_name: (*self.dice.of(&["Lò Thị Hoà", "Lò Thị Hòa", "Lo Thi Hoa"])).to_owned(),
            sex: *self.dice.of(&[None, Some(Sex::Female), Some(Sex::Male)]),
            birth: self.dice.of(&["1960", "1960-05-12", ""]).parse().ok(),
            ethnicity: (*self.dice.of(&["", "Thái"])).to_owned(),
            phone: phone::read(PHONES[self.dice.below(3)]).ok(),
            national_id: Some(personal_number::read(&number).unwrap())
                .filter(|_| self.dice.below(2) == 0),
            note: (*self.dice.of(&["", "một", "hai"])).to_owned(),
        }
    }

    fn unit(&mut self) -> UnitId {
        let units = [&self.world.hoa_sen, &self.world.truong_an, &self.world.phu_dong];
        (*self.dice.of(&units)).clone()
    }

    async fn join(&mut self) {
        let (unit, person) = (self.unit(), self.person());
        let joined_on = *self.dice.of(&[Day::of(2024, 3, 1), Day::of(2025, 6, 1)]);
        let new = NewMember { person, joined_on, ..member("") };
        let mut work = self.world.as_minh().await;
        members::join(&mut work, &unit, new).await.unwrap();
        work.commit().await.unwrap();
        self.did("joined");
    }

    async fn belong(&mut self) {
        let Some((membership, person, ..)) = self.somebody().await else { return };
        let unit = self.unit();
        let also = members::Belonging {
            joined_on: testkit::TODAY,
            card_number: None,
            counting: members::Counting::Also,
        };
        let mut work = self.world.as_minh().await;
        if members::add_belonging(&mut work, &membership, &unit, also).await.is_ok() {
            work.commit().await.unwrap();
            self.merges.retain(|done| done.survivor != person);
        }
    }

    async fn edit(&mut self) {
        let Some((membership, id, revision, _)) = self.somebody().await else { return };
        let person = NewPerson { national_id: None, ..self.person() };
        let mut work = self.world.as_minh().await;
        let change = members::PersonChange { revision, person };
        if members::edit_person(&mut work, &membership, change).await.is_ok() {
            work.commit().await.unwrap();
            self.did("edited");
            let mine = self.merges.iter_mut().filter(|done| done.survivor == id);
            mine.for_each(|done| done.corrected = true);
        }
    }

    async fn move_on(&mut self) {
        let Some((membership, person, _, revision)) = self.somebody().await else { return };
        let to = self.unit();
        let transfer = members::Transfer { to, on: testkit::TODAY, note: String::new() };
        let mut work = self.world.as_minh().await;
        if members::transfer(&mut work, &membership, revision, transfer).await.is_ok() {
            work.commit().await.unwrap();
            self.did("moved");
            self.merges.retain(|done| done.survivor != person);
        }
    }

    async fn send(&self, path: &str, body: Value) -> (u16, Value) {
        let sent = self.world.send_json(Method::POST, &self.token, path, &new_id(), &body).await;
        (sent.0.as_u16(), sent.1)
    }

    async fn merge(&mut self) {
        let (Some((_, one, ..)), Some((_, other, ..))) =
            (self.somebody().await, self.somebody().await)
        else {
            return;
        };
        let province = self.world.province.clone();
        let path = format!("/api/v1/units/{province}/duplicates/{one}/{other}");
        let (_, shown) = self.world.get(&self.token, &path).await;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        let (survivor, gone) = if one < other { (one, other) } else { (other, one) };
        let before = [rows_of(&self.world, &survivor).await, rows_of(&self.world, &gone).await];
        let mut side = || *self.dice.of(&["one", "other"]);
        let mut chosen = json!({
            "stamp": shown["stamp"].as_str().unwrap_or_default(), "full_name": side(), "birth": side(),
            "sex": side(), "phone": side(), "national_id": side(), "note": side(), "card_number": side(),
            "joined_on": side(),
        });
        chosen["others"] = json!(*self.dice.of(&["also", "end"]));
        let homes: Vec<Value> = ["one", "other"]
            .iter()
            .flat_map(|side| shown[side]["belongings"].as_array().cloned().unwrap_or_default())
            .filter(|one| one["counting"] == "home" && one["left_on"].is_null())
            .map(|one| one["unit"].clone())
            .collect();
        if !homes.is_empty() {
            chosen["home"] = self.dice.of(&homes).clone();
        }
        let (status, body) = self.send(&format!("{path}/merge"), chosen).await;
        if survivor == gone {
            assert_eq!(body["code"], "same_person");
            return;
        }
        // A birth after the day of joining cannot be chosen; everything else can.
        assert!(status == 201 || body["code"] == "joined_before_birth", "{status} {body}");
        if status == 201 {
            self.did("merged");
            let merge = body["merge"].as_str().unwrap().to_owned();
            // What stands below this merge is taken back after it, as this one leaves it.
            self.merges.push(Done { merge, survivor, gone, before, corrected: false });
        }
    }

    async fn take_back(&mut self) {
        if self.merges.is_empty() {
            return;
        }
        let place = self.dice.below(self.merges.len());
        let done = &self.merges[place];
        let (survivor, gone) = (done.survivor.clone(), done.gone.clone());
        let path = format!("/api/v1/units/{}/merges/{}/undo", self.world.province, done.merge);
        let (status, body) = self.send(&path, json!({})).await;
        if status != 200 {
            let codes = ["changed_since", "merged_again", "national_id_in_use", "not_found"];
            let code = body["code"].as_str().unwrap_or_default();
            assert!(codes.contains(&code), "{status} {body}");
            self.did("refused");
            return;
        }
        let done = self.merges.remove(place);
        self.did("taken back");
        assert_eq!(rows_of(&self.world, &gone).await, done.before[1], "the one who had gone");
        if !done.corrected {
            assert_eq!(rows_of(&self.world, &survivor).await, done.before[0], "the one who stayed");
        }
    }
}

async fn run(seed: u64, steps: usize) -> BTreeMap<&'static str, usize> {
    let world = world().await;
    let token = world.sign_in("minh.mau", Role::ProvinceOfficer, &world.province).await;
    let mut model =
        Model { world, token, dice: Dice(seed), merges: vec![], did: BTreeMap::new(), made: 0 };
    for _ in 0..4 {
        model.join().await;
    }
    for step in 0..steps {
        match model.dice.below(12) {
            0 | 1 => model.join().await,
            2 => model.belong().await,
            3 | 4 => model.edit().await,
            5 => model.move_on().await,
            6..=8 => model.merge().await,
            _ => model.take_back().await,
        }
        if step % 8 == 0 {
            model.world.verify().await;
        }
    }
    model.world.end().await;
    model.did
}

#[tokio::test]
async fn merges_corrections_and_ways_back_in_any_order_keep_the_books_and_restore_people() {
    let mut did: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in 1..=6 {
        for (what, times) in run(seed, 60).await {
            *did.entry(what).or_default() += times;
        }
    }
    for what in ["merged", "taken back", "refused", "edited", "moved"] {
        assert!(did.get(what).is_some_and(|times| 3 <= *times), "the run did too little: {did:?}");
    }
}
