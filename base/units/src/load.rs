//! Puts the official units into the database.

use crate::{
    places,
    reference::{self, Reference, ReferenceUnit},
    rules::{self, Hanging, Kind, Node},
    search,
    words::{Level, Origin},
};
use kernel::{Day, UnitId, vietnamese};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The scope under which the whole country is noted as loaded.
const WHOLE_COUNTRY: &str = "VN";

/// What was loaded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Loaded {
    /// False when everything was there already and nothing was touched.
    pub changed: bool,
    /// Official units through all time.
    pub units: usize,
    /// Official units alive today, by level.
    pub alive: BTreeMap<Level, usize>,
    pub successions: usize,
}

/// Loads the whole country. A second call changes nothing; newer lists replace older ones, and own
/// units keep their ids and find their new places.
pub async fn load_reference(tx: &mut Tx) -> Result<Loaded, Problem> {
    load(tx, Reference::whole_country(), WHOLE_COUNTRY).await
}

/// Loads the nation and one province with all that was joined with it, told by its code of today or of before.
pub async fn load_province(tx: &mut Tx, code: &str) -> Result<Loaded, Problem> {
    load_provinces(tx, &[code]).await
}

/// Loads the nation and some provinces, for tests and small installations. Provinces loaded before stay.
pub async fn load_provinces(tx: &mut Tx, codes: &[&str]) -> Result<Loaded, Problem> {
    let before: Option<String> =
        sqlx::query_scalar("select scope from unit_reference").fetch_optional(&mut **tx).await?;
    let before = before.unwrap_or_default();
    if before == WHOLE_COUNTRY {
        return load_reference(tx).await;
    }
    let codes: BTreeSet<&str> = before.split_whitespace().chain(codes.iter().copied()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    load(tx, &Reference::of_provinces(&codes), &codes.join(" ")).await
}

async fn load(tx: &mut Tx, reference: &Reference, scope: &str) -> Result<Loaded, Problem> {
    let changed = is_news(tx, scope).await?;
    if changed {
        let ids: Vec<UnitId> = reference.units.iter().map(ReferenceUnit::id).collect();
        forget_details(tx).await?;
        store_units(tx, reference, &ids).await?;
        store_names(tx, reference, &ids).await?;
        store_relations(tx, reference, &ids).await?;
        store_ancestors(tx, reference, &ids).await?;
        places::settle_all(tx).await?;
    }
    let mut alive = BTreeMap::new();
    for unit in reference.units.iter().filter(|unit| unit.closed == Day::NEVER) {
        *alive.entry(unit.level).or_default() += 1;
    }
    Ok(Loaded {
        changed,
        units: reference.units.len(),
        alive,
        successions: reference.successions.len(),
    })
}

/// Whether these lists differ from those loaded last; from now on they are those loaded last.
async fn is_news(tx: &mut Tx, scope: &str) -> Result<bool, Problem> {
    let digest = reference::digest();
    let sql = "select scope from unit_reference where scope = $1 and digest = $2";
    let known: Option<String> =
        sqlx::query_scalar(sql).bind(scope).bind(&digest).fetch_optional(&mut **tx).await?;
    if known.is_some() {
        return Ok(false);
    }
    sqlx::query("delete from unit_reference").execute(&mut **tx).await?;
    let sql = "insert into unit_reference (scope, digest) values ($1, $2)";
    sqlx::query(sql).bind(scope).bind(&digest).execute(&mut **tx).await?;
    Ok(true)
}

/// Takes away what earlier lists said of official units; the units themselves stay, since records point at them.
async fn forget_details(tx: &mut Tx) -> Result<(), Problem> {
    let official = "in (select id from unit where origin = 'official')";
    for (table, column) in [
        ("unit_name", "unit_id"),
        ("unit_parent", "unit_id"),
        ("unit_ancestor", "unit_id"),
        ("unit_succession", "old_id"),
        ("unit_alias", "unit_id"),
        ("unit_population", "unit_id"),
    ] {
        let sql = format!("delete from {table} where {column} {official}");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn store_units(tx: &mut Tx, reference: &Reference, ids: &[UnitId]) -> Result<(), Problem> {
    let sql = "select id from unit where origin = 'official'";
    let known: Vec<UnitId> = sqlx::query_scalar(sql).fetch_all(&mut **tx).await?;
    let known: HashSet<UnitId> = known.into_iter().collect();
    // Half of all communes share their name with another.
    let mut keys: HashMap<&str, String> = HashMap::new();
    let mut rows = Vec::new();
    for (unit, id) in reference.units.iter().zip(ids) {
        let last = unit.names.last().map_or("", |last| &last.name);
        let sort_key = keys.entry(last).or_insert_with(|| vietnamese::sort::key(last)).clone();
        let names = unit.names.iter().map(|one| (one.kind.as_str(), one.name.as_str()));
        let folded = search::folded(names, unit.aliases.iter().map(String::as_str));
        if known.contains(id) {
            let sql = "update unit set closed = $1, sort_key = $2, folded = $3 where id = $4";
            let query = sqlx::query(sql).bind(unit.closed).bind(sort_key).bind(folded).bind(id);
            query.execute(&mut **tx).await?;
            continue;
        }
        rows.push(vec![
            written(id),
            Value::from(unit.code.as_str()),
            written(&unit.level),
            written(&unit.opened),
            written(&unit.closed),
            written(&Origin::Official),
            Value::from(""),
            Value::from(""),
            sort_key.into(),
            folded.into(),
            Value::from(""),
        ]);
    }
    let columns = [
        "id", "code", "level", "opened", "closed", "origin", "form", "setting", "sort_key",
        "folded", "note",
    ];
    bulk::insert(tx, "unit", &columns, rows).await
}

async fn store_names(tx: &mut Tx, reference: &Reference, ids: &[UnitId]) -> Result<(), Problem> {
    let units = || reference.units.iter().zip(ids);
    let names = units().flat_map(|(unit, id)| {
        unit.names.iter().map(move |one| {
            let text = |text: &str| Value::from(text);
            let (since, until) = (written(&one.since), written(&one.until));
            vec![written(id), since, until, text(&one.name), text(&one.kind), text(&one.resolution)]
        })
    });
    let columns = ["unit_id", "since", "until", "name", "kind", "resolution"];
    bulk::insert(tx, "unit_name", &columns, names.collect()).await?;

    let aliases = units().flat_map(|(unit, id)| {
        unit.aliases.iter().map(move |alias| {
            vec![written(id), Value::from(alias.as_str()), vietnamese::text::fold(alias).into()]
        })
    });
    bulk::insert(tx, "unit_alias", &["unit_id", "alias", "folded"], aliases.collect()).await?;

    let population = units().flat_map(|(unit, id)| {
        unit.population.iter().map(move |one| {
            let (basis, source) = (one.basis.as_str().into(), one.source.as_str().into());
            vec![written(id), one.year.into(), one.people.into(), basis, source]
        })
    });
    let columns = ["unit_id", "year", "population", "basis", "source"];
    bulk::insert(tx, "unit_population", &columns, population.collect()).await
}

async fn store_relations(
    tx: &mut Tx,
    reference: &Reference,
    ids: &[UnitId],
) -> Result<(), Problem> {
    let parents = reference.units.iter().zip(ids).flat_map(|(unit, id)| {
        unit.parents.iter().map(move |hold| {
            vec![
                written(id),
                written(&ids[hold.parent]),
                written(&hold.since),
                written(&hold.until),
            ]
        })
    });
    bulk::insert(tx, "unit_parent", &["unit_id", "parent_id", "since", "until"], parents.collect())
        .await?;

    let successions = reference.successions.iter().map(|one| {
        vec![
            written(&ids[one.old]),
            written(&ids[one.new]),
            written(&one.part),
            written(&one.day),
            written(&one.basis),
            one.resolution.as_str().into(),
        ]
    });
    let columns = ["old_id", "new_id", "part", "day", "basis", "resolution"];
    bulk::insert(tx, "unit_succession", &columns, successions.collect()).await
}

async fn store_ancestors(
    tx: &mut Tx,
    reference: &Reference,
    ids: &[UnitId],
) -> Result<(), Problem> {
    tx.tell_all_changed(crate::TREE);
    store_what_always_holds(tx).await?;
    let mut hangings = rules::closure(&tree(reference));
    let always = |one: &Hanging| (one.since, one.until) == (Day::BEGINNING, Day::NEVER);
    let is_nation = |one: &Hanging| reference.units[one.ancestor].level == Level::Nation;
    hangings.retain(|one| !(always(one) && (one.ancestor == one.unit || is_nation(one))));
    hangings.sort_unstable_by(|a, b| {
        (&ids[a.ancestor], &ids[a.unit]).cmp(&(&ids[b.ancestor], &ids[b.unit]))
    });
    let rows = hangings.iter().map(|one| {
        vec![
            written(&ids[one.unit]),
            written(&ids[one.ancestor]),
            written(&reference.units[one.ancestor].level),
            written(&one.since),
            written(&one.until),
        ]
    });
    let columns = ["unit_id", "ancestor_id", "ancestor_level", "since", "until"];
    bulk::insert(tx, "unit_ancestor", &columns, rows.collect()).await
}

/// Every unit is under itself and under the nation: a third of all rows, made where they lie.
async fn store_what_always_holds(tx: &mut Tx) -> Result<(), Problem> {
    let under_itself =
        "insert into unit_ancestor (unit_id, ancestor_id, ancestor_level, since, until)
                        select id, id, level, $1, $2 from unit where origin = 'official'";
    let query = sqlx::query(under_itself).bind(Day::BEGINNING).bind(Day::NEVER);
    query.execute(&mut **tx).await?;
    let under_nation = "insert into unit_ancestor (unit_id, ancestor_id, ancestor_level, since, until)
                        select id, $1, 'nation', $2, $3 from unit where origin = 'official' and id <> $1";
    let query =
        sqlx::query(under_nation).bind(reference::nation()).bind(Day::BEGINNING).bind(Day::NEVER);
    query.execute(&mut **tx).await?;
    Ok(())
}

/// The reference units as the rules see them.
fn tree(reference: &Reference) -> Vec<Node> {
    let mut tree: Vec<Node> = reference
        .units
        .iter()
        .map(|unit| Node {
            opened: unit.opened,
            closed: unit.closed,
            rank: unit.level.rank(),
            kind: Kind::Official,
            holds: unit.parents.clone(),
            successors: vec![],
            predecessors: vec![],
        })
        .collect();
    for one in &reference.successions {
        rules::relate(&mut tree, one.old, one.new, one.day);
    }
    tree
}
