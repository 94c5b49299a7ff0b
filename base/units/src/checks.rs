//! What `verify` asks of the tree.

use crate::{
    reference,
    rules::{self, Hanging, Hold, Kind, Node},
    words::Level,
};
use kernel::{Day, UnitId};
use platform::{
    Problem, Site,
    db::Tx,
    module::{Check, Finding},
};
use sqlx::{Row, any::AnyRow};
use std::collections::{BTreeSet, HashMap};

/// A list that goes on for pages helps nobody; the number of rows is in the finding.
const NAMED_MAX: usize = 50;

pub fn checks() -> Vec<Check> {
    vec![Check::new("I15", |site: Site| async move {
        let mut tx = site.db.begin().await?;
        verify(&mut tx).await
    })]
}

/// The closure equals the parents, nobody is above himself, every unit is under the nation exactly
/// once in all boundaries, names and parents cover every life.
pub async fn verify(tx: &mut Tx) -> Result<Finding, Problem> {
    let stored = Stored::read(tx).await?;
    let mut bad = stored.cycles();
    if bad.is_empty() {
        // The rules would follow a cycle for ever.
        bad.extend(stored.wrong_ancestors());
    }
    bad.extend(stored.outside_the_nation());
    bad.extend(stored.uncovered_lives());
    bad.extend(dien_bien_of_2017(tx).await?);
    bad.truncate(NAMED_MAX);
    let rows = stored.units.len() + stored.names.len() + stored.hangings.len();
    Ok(Finding { rows_checked: i64::try_from(rows).unwrap_or(i64::MAX), bad })
}

/// The tables, as the rules see them.
struct Stored {
    units: Vec<(UnitId, String)>,
    tree: Vec<Node>,
    /// The days that the stored direct parents cover, by unit.
    parents: Vec<Vec<(Day, Day)>>,
    names: Vec<(usize, Day, Day)>,
    hangings: BTreeSet<Hanging>,
    levels_wrong: Vec<String>,
}

impl Stored {
    async fn read(tx: &mut Tx) -> Result<Stored, Problem> {
        let sql = "select id, code, level, opened, closed, origin from unit order by id";
        let mut units = Vec::new();
        let mut tree = Vec::new();
        let mut levels = Vec::new();
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            let (level, origin): (String, String) = (row.try_get("level")?, row.try_get("origin")?);
            let parsed: Level = level.parse().map_err(|error| Problem::Broken(Box::new(error)))?;
            units.push((row.try_get("id")?, row.try_get("code")?));
            levels.push(level);
            tree.push(Node {
                opened: row.try_get("opened")?,
                closed: row.try_get("closed")?,
                rank: parsed.rank(),
                kind: if origin == "official" { Kind::Official } else { Kind::Own },
                holds: vec![],
                successors: vec![],
                predecessors: vec![],
            });
        }
        let parents = vec![vec![]; tree.len()];
        let mut stored = Stored {
            units,
            tree,
            parents,
            names: vec![],
            hangings: BTreeSet::new(),
            levels_wrong: vec![],
        };
        stored.read_relations(tx, &levels).await?;
        Ok(stored)
    }

    async fn read_relations(&mut self, tx: &mut Tx, levels: &[String]) -> Result<(), Problem> {
        let place: HashMap<UnitId, usize> =
            self.units.iter().enumerate().map(|(place, (id, _))| (id.clone(), place)).collect();
        // References are kept by the database itself, so that every id has its place.
        let place = |row: &AnyRow, column: &str| -> Result<usize, Problem> {
            Ok(place[&row.try_get::<UnitId, _>(column)?])
        };
        let sql =
            "select unit_id, parent_id, since, until from unit_parent order by unit_id, since";
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            let hold = Hold {
                parent: place(&row, "parent_id")?,
                since: row.try_get("since")?,
                until: row.try_get("until")?,
            };
            let unit = place(&row, "unit_id")?;
            self.parents[unit].push((hold.since, hold.until));
            if self.tree[unit].kind == Kind::Official {
                self.tree[unit].holds.push(hold);
            }
        }
        let sql = "select unit_id, founder_id, since from unit_founder order by unit_id, since";
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            let (unit, parent) = (place(&row, "unit_id")?, place(&row, "founder_id")?);
            rules::found(&mut self.tree[unit], parent, row.try_get("since")?);
        }
        let sql = "select old_id, new_id, day from unit_succession order by old_id, new_id";
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            let (old, new) = (place(&row, "old_id")?, place(&row, "new_id")?);
            rules::relate(&mut self.tree, old, new, row.try_get("day")?);
        }
        let sql = "select unit_id, since, until from unit_name order by unit_id, since";
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            self.names.push((
                place(&row, "unit_id")?,
                row.try_get("since")?,
                row.try_get("until")?,
            ));
        }
        let sql = "select unit_id, ancestor_id, ancestor_level, since, until from unit_ancestor";
        for row in sqlx::query(sql).fetch_all(&mut **tx).await? {
            let (unit, ancestor) = (place(&row, "unit_id")?, place(&row, "ancestor_id")?);
            let level: String = row.try_get("ancestor_level")?;
            if level != levels[ancestor] {
                self.levels_wrong
                    .push(format!("{}: another level in unit_ancestor", self.units[ancestor].1));
            }
            let (since, until) = (row.try_get("since")?, row.try_get("until")?);
            self.hangings.insert(Hanging { unit, ancestor, since, until });
        }
        Ok(())
    }

    fn say(&self, unit: usize, what: &str) -> String {
        let (id, code) = &self.units[unit];
        format!("{code} ({id}): {what}")
    }

    fn cycles(&self) -> Vec<String> {
        let above_itself = |&start: &usize| {
            let mut seen = BTreeSet::new();
            let mut next: Vec<usize> =
                self.tree[start].holds.iter().map(|hold| hold.parent).collect();
            while let Some(unit) = next.pop() {
                if unit == start {
                    return true;
                }
                if seen.insert(unit) {
                    next.extend(self.tree[unit].holds.iter().map(|hold| hold.parent));
                }
            }
            false
        };
        let found = (0..self.tree.len()).filter(above_itself);
        found.map(|unit| self.say(unit, "above itself")).collect()
    }

    fn wrong_ancestors(&self) -> Vec<String> {
        let right: BTreeSet<Hanging> = rules::closure(&self.tree).into_iter().collect();
        let show = |one: &Hanging, what: &str| {
            let above = &self.units[one.ancestor].1;
            self.say(one.unit, &format!("{what} under {above} {}..{}", one.since, one.until))
        };
        let missing = right.difference(&self.hangings).map(|one| show(one, "missing"));
        let surplus = self.hangings.difference(&right).map(|one| show(one, "wrongly"));
        self.levels_wrong.iter().cloned().chain(missing).chain(surplus).collect()
    }

    /// Units of a tree without the nation, such as a made-up one, are not asked.
    fn outside_the_nation(&self) -> Vec<String> {
        let nation = reference::nation();
        let Some(nation) = self.units.iter().position(|(id, _)| *id == nation) else {
            return vec![];
        };
        let mut stretches: HashMap<usize, Vec<(Day, Day)>> = HashMap::new();
        for one in self.hangings.iter().filter(|one| one.ancestor == nation) {
            stretches.entry(one.unit).or_default().push((one.since, one.until));
        }
        let outside = |&unit: &usize| {
            let stretches = stretches.get(&unit).map(Vec::as_slice).unwrap_or_default();
            stretches != [(Day::BEGINNING, Day::NEVER)]
                && !(stretches.is_empty() && self.has_another_root(unit))
        };
        (0..self.tree.len())
            .filter(outside)
            .map(|unit| self.say(unit, "not exactly once under the nation in all boundaries"))
            .collect()
    }

    fn has_another_root(&self, mut unit: usize) -> bool {
        let nation = reference::nation();
        for _ in 0..self.tree.len() {
            match self.tree[unit].holds.first() {
                Some(hold) => unit = hold.parent,
                None => return self.units[unit].0 != nation,
            }
        }
        false
    }

    fn uncovered_lives(&self) -> Vec<String> {
        let mut names: Vec<Vec<(Day, Day)>> = vec![vec![]; self.tree.len()];
        for &(unit, since, until) in &self.names {
            names[unit].push((since, until));
        }
        let mut bad = Vec::new();
        for (unit, node) in self.tree.iter().enumerate() {
            let parents = &self.parents[unit];
            if !covers(&names[unit], node) {
                bad.push(self.say(unit, "names do not cover its life"));
            }
            if !parents.is_empty() && !covers(parents, node) {
                bad.push(self.say(unit, "parents do not cover its life"));
            }
        }
        bad
    }
}

/// One span after the other from the first day to the last, without gap or overlap.
fn covers(spans: &[(Day, Day)], node: &Node) -> bool {
    spans.first().is_some_and(|first| first.0 == node.opened)
        && spans.last().is_some_and(|last| last.1 == node.closed)
        && spans.windows(2).all(|pair| pair[0].1 == pair[1].0)
        && spans.iter().all(|span| span.0 < span.1)
}

/// Điện Biên of mid-2017 is the province our oldest reports speak of: it had 130 communes.
async fn dien_bien_of_2017(tx: &mut Tx) -> Result<Option<String>, Problem> {
    let day = Day::of(2017, 6, 30);
    let province = reference::official_id(Level::Province, "11", Day::BEGINNING);
    let loaded: Option<String> = sqlx::query_scalar("select id from unit where id = $1")
        .bind(&province)
        .fetch_optional(&mut **tx)
        .await?;
    if loaded.is_none() {
        return Ok(None);
    }
    let sql = "select count(*) from unit_ancestor a join unit u on u.id = a.unit_id
               where a.ancestor_id = $2 and a.since <= $1 and $1 < a.until
                 and u.origin = 'official' and u.level = 'commune' and u.opened <= $1 and $1 < u.closed";
    let communes: i64 =
        sqlx::query_scalar(sql).bind(day).bind(&province).fetch_one(&mut **tx).await?;
    Ok((communes != 130).then(|| format!("11: {communes} communes on {day} and not 130")))
}
