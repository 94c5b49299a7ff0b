//! Imports, edits and undoings in whatever order, held against a small model.

use crate::{
    import::lan,
    undo::{imported, totals, undone},
    world,
};
use kernel::{MembershipId, vietnamese::phone};
use members::{LeaveReason, NewPerson, PersonChange};
use serde_json::Value;
use std::collections::BTreeMap;
use testkit::{TODAY, World};

const NAMES: [&str; 5] = ["Lò Thị An", "Vàng A Pó", "Hà Văn Bé", "Giàng Thị Cúc", "Sùng A Dơ"];

/// A person of the model. What is known of them and their belonging have states with numbers of their
/// own, so that one that comes back is known again.
#[derive(Clone, Debug, PartialEq)]
struct Modelled {
    details: u64,
    phone: u64,
    belonging: u64,
    left: bool,
}

enum Wrote {
    Created { details: u64, belonging: u64 },
    Changed { details: u64, before: (u64, u64) },
}

#[derive(Default)]
struct Model {
    people: BTreeMap<&'static str, Modelled>,
    states: u64,
}

impl Model {
    fn new_state(&mut self) -> u64 {
        self.states += 1;
        self.states
    }

    fn import(&mut self, list: &[(&'static str, u64)]) -> Vec<(&'static str, Wrote)> {
        let mut wrote = vec![];
        for &(name, phone) in list {
            let details = self.new_state();
            let belonging = self.new_state();
            match self.people.get_mut(name) {
                None => {
                    let new = Modelled { details, phone, belonging, left: false };
                    self.people.insert(name, new);
                    wrote.push((name, Wrote::Created { details, belonging }));
                }
                Some(known) if known.phone != phone => {
                    let before = (known.details, known.phone);
                    (known.details, known.phone) = (details, phone);
                    wrote.push((name, Wrote::Changed { details, before }));
                }
                Some(_) => {}
            }
        }
        wrote
    }

    fn undo(&mut self, wrote: Vec<(&'static str, Wrote)>) -> [i64; 3] {
        let [mut removed, mut restored, mut kept] = [0; 3];
        for (name, wrote) in wrote {
            let now = self.people.get_mut(name);
            match (wrote, now) {
                (Wrote::Created { details, belonging }, Some(now))
                    if (now.details, now.belonging) == (details, belonging) =>
                {
                    self.people.remove(name);
                    removed += 1;
                }
                (Wrote::Changed { details, before }, Some(now)) if now.details == details => {
                    (now.details, now.phone) = before;
                    restored += 1;
                }
                _ => kept += 1,
            }
        }
        [removed, restored, kept]
    }
}

/// The same numbers for the same seed, on every machine.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}

async fn in_register(world: &World) -> Vec<(String, String, bool)> {
    let sql = "select p.full_name, p.phone, m.leave_reason from member_person p
               join member_membership m on m.person_id = p.id order by p.full_name";
    let mut tx = world.site.db.begin().await.unwrap();
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).fetch_all(&mut *tx).await.unwrap();
    rows.into_iter().map(|(name, phone, left)| (name, phone, !left.is_empty())).collect()
}

async fn stored(world: &World, name: &str) -> (MembershipId, i64, i64) {
    let sql = "select m.id, m.revision, p.revision from member_membership m
               join member_person p on p.id = m.person_id where p.full_name = $1";
    let mut tx = world.site.db.begin().await.unwrap();
    sqlx::query_as(sql).bind(name).fetch_one(&mut *tx).await.unwrap()
}

async fn edit(world: &World, name: &str, number: u64) {
    let (membership, _, revision) = stored(world, name).await;
    let person = NewPerson {
        phone: Some(phone::read(&format!("09{number:08}")).unwrap()),
        birth: Some(kernel::vietnamese::date::WrittenDay::Year(1960)),
        ..crate::person(name)
    };
    let mut work = world.as_lan().await;
    members::edit_person(&mut work, &membership, PersonChange { revision, person }).await.unwrap();
    work.commit().await.unwrap();
}

async fn leave(world: &World, name: &str) {
    let (membership, revision, _) = stored(world, name).await;
    let mut work = world.as_lan().await;
    members::leave(&mut work, &membership, revision, TODAY, LeaveReason::Left, "").await.unwrap();
    work.commit().await.unwrap();
}

async fn play(seed: u64, steps: usize) {
    let world = world().await;
    let token = lan(&world).await;
    let (mut dice, mut model) = (Dice(seed), Model::default());
    let mut batches: Vec<(Value, Vec<(&'static str, Wrote)>)> = vec![];
    for step in 0..steps {
        let number = 10_000 + step as u64;
        let at = format!("seed {seed}, step {step}");
        match dice.throw(8) {
            0..=2 => {
                let standing = |name: &&str| model.people.get(name).is_none_or(|one| !one.left);
                let mut list: Vec<(&'static str, u64)> = vec![];
                for name in NAMES.into_iter().filter(standing) {
                    if dice.throw(2) == 0 {
                        list.push((name, number + 100 * dice.throw(3) as u64));
                    }
                }
                let wrote = model.import(&list);
                if wrote.is_empty() {
                    continue;
                }
                let line = |(name, number): &(&str, u64)| format!("{name},1960,09{number:08}\n");
                let lines: String = list.iter().map(line).collect();
                let file = format!("Họ và tên,Năm sinh,Điện thoại\n{lines}");
                batches.push((imported(&world, &token, &file).await, wrote));
            }
            3 | 4 => {
                let there: Vec<&str> = model.people.keys().copied().collect();
                if there.is_empty() {
                    continue;
                }
                let name = there[dice.throw(there.len())];
                let state = model.new_state();
                let one = model.people.get_mut(name).unwrap();
                (one.details, one.phone) = (state, number);
                edit(&world, name, number).await;
            }
            5 if dice.throw(3) == 0 => {
                let standing = model.people.iter().filter(|(_, one)| !one.left);
                let there: Vec<&str> = standing.map(|(name, _)| *name).collect();
                if there.is_empty() {
                    continue;
                }
                let name = there[dice.throw(there.len())];
                let state = model.new_state();
                let one = model.people.get_mut(name).unwrap();
                (one.belonging, one.left) = (state, true);
                leave(&world, name).await;
            }
            _ => {
                if batches.is_empty() {
                    continue;
                }
                let (batch, wrote) = batches.swap_remove(dice.throw(batches.len()));
                let expected = model.undo(wrote);
                assert_eq!(totals(&undone(&world, &token, &batch).await), expected, "{at}");
            }
        }
        let expected: Vec<(String, String, bool)> = model
            .people
            .iter()
            .map(|(name, one)| ((*name).to_owned(), format!("09{:08}", one.phone), one.left))
            .collect();
        let mut found = in_register(&world).await;
        for (_, phone, _) in &mut found {
            *phone = phone::read(phone).unwrap().to_string().replace("+84", "0");
        }
        assert_eq!(found, expected, "{at}");
    }
    world.end().await;
}

#[tokio::test]
async fn in_whatever_order_imports_are_taken_back_the_register_is_what_it_should_be() {
    for seed in [1, 7, 2017, 155_232] {
        play(seed, 30).await;
    }
}
