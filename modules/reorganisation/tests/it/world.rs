//! The small world with members, chapters and figures, and people who may agree.

use access::{Caller, Role, Work};
use kernel::{AccountId, Day, Lang, Period, RowId, UnitId};
use members::{JoinReason, NewMember, NewPerson};
use platform::Problem;
use reorganisation::{Part, Plan, Preview, Step, Target};
use std::collections::BTreeMap;
use succession::{Disposition, Registry};
use testkit::World;
use units::{Form, NewOwnUnit, Setting};

/// The day on which reorganisations of the scenes take effect: the day before the world's today.
pub const DAY: Day = Day::of(2026, 3, 1);

pub fn dispositions() -> Vec<Disposition> {
    [
        succession::dispositions(),
        counts::dispositions(),
        members::dispositions(),
        organisation::dispositions(),
        officers::dispositions(),
        reorganisation::dispositions(),
    ]
    .concat()
}

pub fn registry() -> Registry {
    Registry::new(dispositions())
}

pub async fn world() -> World {
    let world = World::with(vec![
        members::module(),
        organisation::module(dispositions()),
        figures::module(),
        officers::module(),
        reorganisation::module(dispositions()),
    ])
    .await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    officers::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut work = operator(&world).await;
    organisation::book(&mut work, &world.truong_an).await.unwrap();
    work.commit().await.unwrap();
    world
}

pub async fn operator(world: &World) -> Work {
    Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap()
}

/// Somebody with an account of their own who is the same person each time.
pub fn person(bits: u128, role: Role, unit: &UnitId) -> Caller {
    let grant =
        access::Grant { role, unit: unit.clone(), since: Day::of(2020, 1, 1), until: Day::NEVER };
    Caller::new(AccountId::of_bits(bits), format!("người {bits}"), None, vec![grant])
}

pub async fn work_of(world: &World, caller: &Caller) -> Work {
    Work::begin(&world.site, caller.clone(), Lang::Vi).await.unwrap()
}

/// Opens a chapter under a unit.
pub async fn chapter(world: &World, parent: &UnitId, suffix: &str) -> UnitId {
    let mut work = operator(world).await;
    let new = NewOwnUnit {
        code_suffix: suffix.to_owned(),
        name: format!("Chi hội {suffix}"),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        opened: Day::of(2012, 1, 1),
        sector: None,
    };
    let id = organisation::open_own(&mut work, parent, new).await.unwrap();
    work.commit().await.unwrap();
    id
}

pub async fn join(world: &World, unit: &UnitId, name: &str, card: &str) -> kernel::MembershipId {
    let mut work = operator(world).await;
    let new = NewMember {
        person: NewPerson { full_name: name.to_owned(), ..NewPerson::default() },
        card_number: Some(card.to_owned()).filter(|card| !card.is_empty()),
        joined_on: Day::of(2020, 1, 1),
        reason: JoinReason::Joined,
    };
    let id = members::join(&mut work, unit, new).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// States a level on a day.
pub async fn declare(world: &World, unit: &UnitId, indicator: &str, quantity: i64, day: Day) {
    let mut work = operator(world).await;
    let new = counts::NewDeclaration {
        indicator: indicator.to_owned(),
        period: Period { from: day, until: day.next() },
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    };
    counts::declare(&mut work, unit, &new).await.unwrap();
    work.commit().await.unwrap();
}

/// A figure of a year up to the world's today, in the boundaries of a day.
pub async fn figure_on(world: &World, unit: &UnitId, code: &str, boundaries: Day) -> i64 {
    let mut tx = world.site.db.begin().await.unwrap();
    let within = units::Subtree { unit: unit.clone(), boundaries };
    let year = Period { from: Day::of(2026, 1, 1), until: testkit::TODAY.next() };
    let found = counts::figures(&mut tx, &within, year, &[code]).await.unwrap();
    found[0].value.unwrap_or(0)
}

pub async fn figure(world: &World, unit: &UnitId, code: &str) -> i64 {
    figure_on(world, unit, code, testkit::TODAY).await
}

pub fn plan(steps: Vec<Step>) -> Plan {
    Plan {
        day: DAY,
        decision: "Quyết định 12/QĐ-HKH ngày 20/02/2026".to_owned(),
        steps,
        opens: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    }
}

pub fn merge(units: &[&UnitId], into: &UnitId) -> Step {
    Step::Merge {
        units: units.iter().map(|unit| (*unit).clone()).collect(),
        into: Target::unit(into),
    }
}

/// The three people of a reorganisation at Hoa Sen.
pub struct People {
    pub maker: Caller,
    pub giver: Caller,
    pub receiver: Caller,
}

pub fn people(world: &World) -> People {
    People {
        maker: person(11, Role::CommuneOfficer, &world.hoa_sen),
        giver: person(12, Role::Approver, &world.hoa_sen),
        receiver: person(13, Role::Approver, &world.hoa_sen),
    }
}

/// Draws a plan up, lays it before both sides, lets them agree, and carries it out.
pub async fn carry_out(
    world: &World,
    at: &UnitId,
    plan: Plan,
) -> Result<(RowId, Preview), Problem> {
    let people = People {
        maker: person(11, Role::Administrator, at),
        giver: person(12, Role::Approver, at),
        receiver: person(13, Role::Approver, at),
    };
    let registry = registry();
    let mut work = work_of(world, &people.maker).await;
    let id = reorganisation::draft(&mut work, &registry, at, plan).await?;
    let hash = reorganisation::propose(&mut work, &registry, at, &id).await?;
    work.commit().await?;
    for (who, part) in [
        (&people.giver, Part::Ends),
        (&people.receiver, Part::Receives),
        (&people.receiver, Part::Changes),
    ] {
        let mut work = work_of(world, who).await;
        match reorganisation::approve(&mut work, &registry, at, &id, part, &hash).await {
            Ok(_) => work.commit().await?,
            Err(problem) if problem.code() == "nothing_to_approve" => {}
            Err(other) => return Err(other),
        }
    }
    let mut work = work_of(world, &people.maker).await;
    let preview = reorganisation::apply(&mut work, &registry, at, &id, &hash).await?;
    work.commit().await?;
    Ok((id, preview))
}

pub async fn take_back(world: &World, at: &UnitId, id: &RowId) -> Result<(), Problem> {
    let mut work = work_of(world, &person(11, Role::Administrator, at)).await;
    reorganisation::take_back(&mut work, &registry(), at, id).await?;
    work.commit().await
}

/// What a browser sends that opened a page and pressed the first button of its form.
pub fn sent_again(page: &str) -> String {
    let form = page.split("<form method=\"post\"").find(|form| form.contains("name=\"day\""));
    let form = form.unwrap().split("</form>").next().unwrap();
    let mut sent = vec![("do".to_owned(), "keep".to_owned())];
    for tag in form.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let named = attribute(head, "name");
        if head.starts_with("input") && (!head.contains("checkbox") || head.contains(" checked")) {
            sent.push((named, attribute(head, "value")));
        } else if head.starts_with("textarea") {
            sent.push((named, unescaped(text.trim_start_matches('\n'))));
        } else if head.starts_with("select") {
            let choices = form.split(&format!("<select id=\"{named}\"")).nth(1).unwrap();
            let choices = choices.split("</select>").next().unwrap();
            let chosen = choices
                .split("<option")
                .skip(1)
                .find(|one| one.split('>').next().unwrap().contains(" selected"));
            let chosen = chosen.map(|one| attribute(one.split('>').next().unwrap(), "value"));
            sent.push((named, chosen.unwrap_or_default()));
        }
    }
    let pairs = sent.into_iter().filter(|(name, _)| !name.is_empty() && name != "op");
    let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn attribute(head: &str, name: &str) -> String {
    let value = head.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    unescaped(value.unwrap_or_default())
}

fn unescaped(text: &str) -> String {
    let plain = text.replace("&#38;", "&").replace("&amp;", "&").replace("&#34;", "\"");
    plain.replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
}

fn encoded(text: &str) -> String {
    let byte = |one: u8| match one {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => (one as char).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
