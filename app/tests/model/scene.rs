//! The small world with every module, its people, and what they do in it.

use access::{Caller, Role, Work, caller_named};
use counts::{NewDeclaration, NewOpening};
use kernel::{AccountId, Day, Lang, Period, RowId, UnitId};
use khuyenhoc::modules;
use members::{JoinReason, NewMember, NewPerson};
use platform::Problem;
use reorganisation::{Part, Plan, Step};
use reports::periods::{self, Basis, Filed, State};
use std::collections::BTreeMap;
use succession::Registry;
use testkit::{TODAY, World};
use units::{Form, NewOwnUnit, Setting};

pub fn half() -> Period {
    "2025-H2".parse().unwrap()
}

pub async fn world() -> World {
    let beside = ["audit", "units", "access", "counts"];
    let mut all = modules::all();
    // The world brings the lowest ones by itself.
    all.retain(|module| !beside.contains(&module.name) && module.name != "platform");
    let world = World::with(all).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    officers::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut work = operator(&world).await;
    organisation::book(&mut work, &world.truong_an).await.unwrap();
    work.commit().await.unwrap();
    world.sign_in("lan", Role::CommuneOfficer, &world.hoa_sen).await;
    for name in ["minh", "hoa"] {
        world.sign_in(name, Role::ProvinceOfficer, &world.province).await;
    }
    world
}

pub async fn operator(world: &World) -> Work {
    Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap()
}

async fn work_of(world: &World, name: &str) -> Work {
    let caller = caller_named(&world.site, name).await.unwrap();
    Work::begin(&world.site, caller, Lang::Vi).await.unwrap()
}

fn approver(bits: u128, unit: &UnitId) -> Caller {
    let (since, until) = (Day::of(2020, 1, 1), Day::NEVER);
    let grant = access::Grant { role: Role::Approver, unit: unit.clone(), since, until };
    Caller::new(AccountId::of_bits(bits), format!("người {bits}"), None, vec![grant])
}

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

pub async fn join(world: &World, unit: &UnitId, name: &str, joined_on: Day) {
    let mut work = operator(world).await;
    let new = NewMember {
        person: NewPerson { full_name: name.to_owned(), ..NewPerson::default() },
        card_number: None,
        joined_on,
        reason: JoinReason::Joined,
    };
    members::join(&mut work, unit, new).await.unwrap();
    work.commit().await.unwrap();
}

pub async fn declare(world: &World, unit: &UnitId, quantity: i64, day: Day) -> Result<(), Problem> {
    let mut work = operator(world).await;
    let new = NewDeclaration {
        indicator: "families_registered".to_owned(),
        period: Period { from: day, until: day.next() },
        quantity: Some(quantity),
        wording: String::new(),
        basis: String::new(),
    };
    counts::declare(&mut work, unit, &new).await?;
    work.commit().await
}

/// A figure up to the world's today, in the boundaries of today.
pub async fn figure(world: &World, unit: &UnitId, code: &str) -> i64 {
    let mut tx = world.site.db.begin().await.unwrap();
    let within = units::Subtree { unit: unit.clone(), boundaries: TODAY };
    let span = Period { from: Day::of(2025, 1, 1), until: TODAY.next() };
    let found = counts::figures(&mut tx, &within, span, &[code]).await.unwrap();
    found[0].value.unwrap_or(0)
}

/// Some who belong to a unit, as a list names them.
pub async fn some_members(world: &World, unit: &UnitId, count: usize) -> Vec<String> {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select id from member_membership where unit_id = $1 and left_on is null order by id";
    let ids: Vec<String> = sqlx::query_scalar(sql).bind(unit).fetch_all(&mut *tx).await.unwrap();
    ids.into_iter().take(count).map(|id| format!("members.membership/{id}")).collect()
}

pub fn plan(day: Day, steps: Vec<Step>) -> Plan {
    Plan {
        day,
        decision: "Quyết định 12/QĐ-HKH".to_owned(),
        steps,
        opens: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    }
}

fn registry() -> Registry {
    Registry::new(modules::dispositions())
}

/// Draws a plan up, lays it before both sides, lets them agree, and carries it out; what it opened.
pub async fn carry_out(world: &World, plan: Plan) -> Result<(RowId, Vec<UnitId>), Problem> {
    let (at, registry) = (&world.hoa_sen, registry());
    let mut work = work_of(world, "lan").await;
    let id = reorganisation::draft(&mut work, &registry, at, plan).await?;
    let hash = reorganisation::propose(&mut work, &registry, at, &id).await?;
    work.commit().await?;
    let (giver, receiver) = (approver(12, at), approver(13, at));
    let sides = [(&giver, Part::Ends), (&receiver, Part::Receives), (&receiver, Part::Changes)];
    for (who, part) in sides {
        let mut work = Work::begin(&world.site, who.clone(), Lang::Vi).await?;
        match reorganisation::approve(&mut work, &registry, at, &id, part, &hash).await {
            Ok(_) => work.commit().await?,
            Err(problem) if problem.code() == "nothing_to_approve" => {}
            Err(other) => return Err(other),
        }
    }
    let mut work = work_of(world, "lan").await;
    reorganisation::apply(&mut work, &registry, at, &id, &hash).await?;
    work.commit().await?;
    let mut tx = world.site.db.begin().await?;
    let sql = "select opened from reorganisation where id = $1";
    let opened: String = sqlx::query_scalar(sql).bind(&id).fetch_one(&mut *tx).await?;
    Ok((id, serde_json::from_str(&opened)?))
}

pub async fn take_back(world: &World, id: &RowId) -> Result<(), Problem> {
    let mut work = work_of(world, "lan").await;
    reorganisation::take_back(&mut work, &registry(), &world.hoa_sen, id).await?;
    work.commit().await
}

// Báo cáo của xã

fn filed(world: &World) -> Filed {
    Filed { unit: world.hoa_sen.clone(), form: "half-year".to_owned(), period: half() }
}

pub async fn submit(world: &World) -> Result<State, Problem> {
    let mut work = work_of(world, "lan").await;
    periods::submit(&mut work, &filed(world), Basis::Book).await?;
    work.commit().await?;
    Ok(State::Submitted)
}

/// Accepts what waits: a supplement, or what was submitted last.
pub async fn accept(world: &World, who: &str) -> Result<State, Problem> {
    let mut tx = world.site.db.begin().await?;
    let sql = "select shot.hash from report_filing filing
               join report_snapshot shot on shot.id = coalesce(filing.pending_id, filing.snapshot_id)";
    let hash: String = sqlx::query_scalar(sql).fetch_one(&mut *tx).await?;
    drop(tx);
    let mut work = work_of(world, who).await;
    let state = periods::accept(&mut work, &filed(world), &hash).await?;
    work.commit().await?;
    Ok(state)
}

pub async fn lock(world: &World) -> Result<State, Problem> {
    let mut work = work_of(world, "minh").await;
    let state = periods::lock(&mut work, &filed(world), true).await?;
    work.commit().await?;
    Ok(state)
}

pub async fn reopen(world: &World) -> Result<State, Problem> {
    let person = caller_named(&world.site, "lan").await?.account;
    let mut work = work_of(world, "minh").await;
    let new = NewOpening { person, last: TODAY.plus_days(7), reason: "Sót chi hội".to_owned() };
    let state = periods::reopen(&mut work, &filed(world), &new).await?;
    work.commit().await?;
    Ok(state)
}
