//! Dispositions of the crates below this one: the tree itself, the audit book, accounts.

use crate::{
    Change, Disposition, Fate, Line, Named, Record, Records, Refusal, Way, Weighed, Words,
    texts::Texts,
};
use access::{GivenBy, HeldGrant, MovedGrant, Role, Scope, Work};
use kernel::{Day, Lang, Source, UnitId};
use platform::{Problem, db::Tx, module::Answer};

/// What the tree, the audit book and the accounts do.
pub fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition::history(
            "units.tree",
            &[
                ("unit", "sector_id"),
                ("unit_name", "unit_id"),
                ("unit_parent", "unit_id"),
                ("unit_parent", "parent_id"),
                ("unit_ancestor", "unit_id"),
                ("unit_ancestor", "ancestor_id"),
                ("unit_succession", "old_id"),
                ("unit_succession", "new_id"),
                ("unit_founder", "unit_id"),
                ("unit_founder", "founder_id"),
                ("unit_form", "unit_id"),
                ("unit_alias", "unit_id"),
                ("unit_population", "unit_id"),
            ],
            (
                "Cây đơn vị: tên, cấp trên, dân số của từng thời kỳ",
                "The tree: names, parents and population of each time",
            ),
        ),
        Disposition::history(
            "audit.row",
            &[("audit_row", "unit_id")],
            ("Nhật ký", "The audit book"),
        ),
        Disposition {
            object: "access.grant",
            columns: &[("access_grant", "unit_id")],
            vi: "Vai trò của tài khoản",
            en: "Roles of accounts",
            ways: &[Way::ToHeir, Way::ByList, Way::Ends],
            weigh: Some(weigh_grants),
            carry: Some(carry_grants),
            take_back: Some(take_back_grants),
            records: Some(Records { needs: access::MANAGE_ACCOUNTS, list: list_grants }),
        },
    ]
}

fn grant_source(grant: &HeldGrant) -> Source {
    Source::of("access.grant", &grant.id)
}

/// Each role that still stands at an ended unit, and where it goes. Several heirs have no claim on an account by
/// themselves: only a choice places it.
async fn placed(
    tx: &mut Tx,
    scope: &Scope,
    change: &Change,
) -> Result<Vec<(HeldGrant, UnitId, Option<UnitId>, bool)>, Problem> {
    let mut all = vec![];
    for ended in &change.ended {
        for grant in access::grants_at(tx, scope, &ended.unit, change.day, GivenBy::People).await? {
            let chosen = change.placed.get(grant_source(&grant).as_str());
            let heir = chosen.or_else(|| ended.only_heir()).cloned();
            all.push((grant, ended.unit.clone(), heir, ended.heirs.is_empty()));
        }
    }
    for parted in &change.parted {
        for grant in access::grants_at(tx, scope, &parted.unit, change.day, GivenBy::People).await?
        {
            if let Some(to) = parted.place_of(change, &grant_source(&grant)).cloned() {
                all.push((grant, parted.unit.clone(), Some(to), false));
            }
        }
    }
    Ok(all)
}

fn list_grants<'a>(tx: &'a mut Tx, scope: &'a Scope, day: Day) -> Answer<'a, Vec<Record>> {
    Box::pin(async move {
        let held = access::grants_at(tx, scope, scope.unit(), day, GivenBy::People).await?;
        let record = |grant: &HeldGrant| Record {
            source: grant_source(grant),
            said: Words::of(|lang| {
                format!("{}, {}", grant.full_name, Role::said(&grant.role, lang))
            }),
            mark: String::new(),
        };
        Ok(held.iter().map(record).collect())
    })
}

fn weigh_grants<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        for (grant, from, to, heirless) in placed(tx, scope, change).await? {
            if to.is_none() {
                let said = Words::of(|lang| {
                    let (t, role) = (Texts(lang), Role::said(&grant.role, lang));
                    if heirless {
                        t.grant_ends(&grant.full_name, &role)
                    } else {
                        t.grants_said(&grant.full_name, &role)
                    }
                });
                let record = Some(grant_source(&grant).to_string());
                weighed.named.push(Named { unit: from.clone(), said, blocks: false, record });
            }
            let fate = if to.is_some() { Fate::Carried } else { Fate::Ends };
            add(&mut weighed.lines, from, to, fate);
        }
        Ok(weighed)
    })
}

fn add(lines: &mut Vec<Line>, from: UnitId, to: Option<UnitId>, fate: Fate) {
    match lines.iter_mut().find(|line| line.from == from && line.to == to) {
        Some(line) => line.quantity += 1,
        None => {
            let what = Words::of(|lang: Lang| Texts(lang).roles());
            lines.push(Line { from, to, what, code: String::new(), quantity: 1, fate });
        }
    }
}

fn carry_grants<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let mut moved = vec![];
        for (grant, _, heir, _) in placed(&mut work.tx, scope, change).await? {
            moved.push(access::move_grant(work, scope, &grant, heir.as_ref(), change.day).await?);
        }
        Ok(serde_json::to_value(moved)?)
    })
}

fn take_back_grants<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    _: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let moved: Vec<MovedGrant> = serde_json::from_value(effect.clone())?;
        let mut touched = vec![];
        for one in &moved {
            if !access::move_grant_back(work, scope, one).await? {
                touched.push(one.full_name.clone());
            }
        }
        Refusal::of_touched(Words::of(|lang| Texts(lang).roles()), touched)
    })
}
