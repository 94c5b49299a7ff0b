//! Puts units of the association's own into the tree: where they count, and under what they hang directly.

use crate::{
    rules::{self, Hold, Kind, Node},
    words::Level,
};
use kernel::{Day, UnitId};
use platform::{
    Problem,
    bulk::{self, written},
    db::Tx,
};
use sqlx::{FromRow, any::AnyRow};
use std::collections::{BTreeSet, HashMap};

/// Puts every own unit into the tree anew, after the official lists have changed.
pub(crate) async fn settle_all(tx: &mut Tx) -> Result<(), Problem> {
    let sql = "select id from unit where origin <> 'official'";
    let own: Vec<UnitId> = sqlx::query_scalar(sql).fetch_all(&mut **tx).await?;
    settle(tx, own.into_iter().collect()).await
}

/// All own units whose place may change when something happens to these: themselves, what counts or
/// counted below them, and what they came from and went into.
pub(crate) async fn touched(
    tx: &mut Tx,
    units: impl IntoIterator<Item = UnitId>,
) -> Result<BTreeSet<UnitId>, Problem> {
    let mut all: BTreeSet<UnitId> = units.into_iter().collect();
    let mut news: Vec<UnitId> = all.iter().cloned().collect();
    while !news.is_empty() {
        let mut found: Vec<UnitId> = vec![];
        for sql in [
            "select unit_id from unit_ancestor where ancestor_id",
            "select unit_id from unit_founder where founder_id",
            "select new_id from unit_succession where old_id",
            "select old_id from unit_succession where new_id",
        ] {
            let rows: Vec<(UnitId,)> = about(tx, sql, &news).await?;
            found.extend(rows.into_iter().map(|(id,)| id));
        }
        found.retain(|id| all.insert(id.clone()));
        news = found;
    }
    own_of(tx, all).await
}

async fn own_of(tx: &mut Tx, units: BTreeSet<UnitId>) -> Result<BTreeSet<UnitId>, Problem> {
    let units: Vec<UnitId> = units.into_iter().collect();
    let sql = "select id from unit where origin <> 'official' and id";
    let own: Vec<(UnitId,)> = about(tx, sql, &units).await?;
    Ok(own.into_iter().map(|(id,)| id).collect())
}

/// Works out the places of own units from what is written of them and from the places of all others.
pub(crate) async fn settle(tx: &mut Tx, own: BTreeSet<UnitId>) -> Result<(), Problem> {
    tx.tell_all_changed(crate::TREE);
    let tree = Tree::read(tx, own.into_iter().collect()).await?;
    let ids: Vec<String> = tree.ids[..tree.own].iter().map(UnitId::to_string).collect();
    bulk::delete(tx, "unit_ancestor", "unit_id", ids.iter().cloned()).await?;
    bulk::delete(tx, "unit_parent", "unit_id", ids).await?;
    let places = rules::places(&tree.nodes);
    let id = |unit: usize| written(&tree.ids[unit]);
    let hangings = places.hangings.iter().map(|one| {
        let level = written(&tree.levels[one.ancestor]);
        vec![id(one.unit), id(one.ancestor), level, written(&one.since), written(&one.until)]
    });
    let columns = ["unit_id", "ancestor_id", "ancestor_level", "since", "until"];
    bulk::insert(tx, "unit_ancestor", &columns, hangings.collect()).await?;
    let parents = places
        .parents
        .iter()
        .map(|one| vec![id(one.unit), id(one.ancestor), written(&one.since), written(&one.until)]);
    let columns = ["unit_id", "parent_id", "since", "until"];
    bulk::insert(tx, "unit_parent", &columns, parents.collect()).await
}

/// The units to be placed, and everything that their places depend on.
struct Tree {
    /// Those to be placed first.
    ids: Vec<UnitId>,
    own: usize,
    place: HashMap<UnitId, usize>,
    levels: Vec<Level>,
    nodes: Vec<Node>,
}

#[derive(FromRow)]
struct Life {
    id: UnitId,
    #[sqlx(try_from = "String")]
    level: Level,
    opened: Day,
    closed: Day,
}

/// One unit and another, from a day on, or on a day.
type Pair = (UnitId, UnitId, Day);

impl Tree {
    async fn read(tx: &mut Tx, own: Vec<UnitId>) -> Result<Tree, Problem> {
        let founders: Vec<Pair> =
            about(tx, "select unit_id, founder_id, since from unit_founder where unit_id", &own)
                .await?;
        let mut kin: BTreeSet<Pair> = BTreeSet::new();
        for sql in [
            "select old_id, new_id, day from unit_succession where old_id",
            "select old_id, new_id, day from unit_succession where new_id",
        ] {
            kin.extend(about::<Pair>(tx, sql, &own).await?);
        }
        let known: BTreeSet<UnitId> = own.iter().cloned().collect();
        let named = founders.iter().map(|(_, founder, _)| founder);
        let named = named.chain(kin.iter().flat_map(|(old, new, _)| [old, new]));
        let beside: BTreeSet<UnitId> = named.filter(|id| !known.contains(*id)).cloned().collect();
        let (above, levels) = settled_above(tx, &own, beside).await?;

        let mut tree =
            Tree { own: own.len(), ids: own, place: HashMap::new(), levels: vec![], nodes: vec![] };
        tree.ids.extend(levels);
        tree.place = tree.ids.iter().cloned().enumerate().map(|(place, id)| (id, place)).collect();
        tree.read_lives(tx).await?;
        tree.relate(founders, kin, above);
        Ok(tree)
    }

    async fn read_lives(&mut self, tx: &mut Tx) -> Result<(), Problem> {
        let sql = "select id, level, opened, closed from unit where id";
        let lives: Vec<Life> = about(tx, sql, &self.ids).await?;
        let mut lives: HashMap<UnitId, Life> =
            lives.into_iter().map(|life| (life.id.clone(), life)).collect();
        for (place, id) in self.ids.iter().enumerate() {
            let Some(life) = lives.remove(id) else { return Err(Problem::NotFound) };
            self.levels.push(life.level);
            self.nodes.push(Node {
                opened: life.opened,
                closed: life.closed,
                rank: life.level.rank(),
                kind: if place < self.own { Kind::Own } else { Kind::Settled },
                holds: vec![],
                successors: vec![],
                predecessors: vec![],
            });
        }
        Ok(())
    }

    fn relate(&mut self, founders: Vec<Pair>, kin: BTreeSet<Pair>, above: Vec<Above>) {
        let mut founders = founders;
        founders.sort_by(|a, b| (&a.0, a.2).cmp(&(&b.0, b.2)));
        for (unit, founder, since) in founders {
            let (unit, founder) = (self.place[&unit], self.place[&founder]);
            rules::found(&mut self.nodes[unit], founder, since);
        }
        for (old, new, day) in kin {
            // Kin of kin stand where they stood.
            if let (Some(&old), Some(&new)) = (self.place.get(&old), self.place.get(&new)) {
                rules::relate(&mut self.nodes, old, new, day);
            }
        }
        for one in above {
            let (unit, parent) = (self.place[&one.unit_id], self.place[&one.ancestor_id]);
            self.nodes[unit].holds.push(Hold { parent, since: one.since, until: one.until });
        }
    }
}

#[derive(FromRow)]
struct Above {
    unit_id: UnitId,
    ancestor_id: UnitId,
    since: Day,
    until: Day,
}

/// What is above units whose places stay, those units themselves, and everything above these in turn.
async fn settled_above(
    tx: &mut Tx,
    own: &[UnitId],
    beside: BTreeSet<UnitId>,
) -> Result<(Vec<Above>, BTreeSet<UnitId>), Problem> {
    let moving: BTreeSet<&UnitId> = own.iter().collect();
    let (mut all, mut rows) = (beside.clone(), vec![]);
    let mut news: Vec<UnitId> = beside.into_iter().collect();
    while !news.is_empty() {
        let sql = "select unit_id, ancestor_id, since, until from unit_ancestor where unit_id";
        let mut found: Vec<Above> = about(tx, sql, &news).await?;
        found.retain(|one| one.unit_id != one.ancestor_id && !moving.contains(&one.ancestor_id));
        let fresh = found.iter().map(|one| &one.ancestor_id);
        news = fresh.filter(|id| all.insert((*id).clone())).cloned().collect();
        rows.extend(found);
    }
    Ok((rows, all))
}

/// The rows of a query about many units; `sql` ends where the list of their ids begins.
async fn about<T>(tx: &mut Tx, sql: &str, ids: &[UnitId]) -> Result<Vec<T>, Problem>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    let mut found = vec![];
    for some in ids.chunks(bulk::IDS_AT_ONCE) {
        let sql = format!("{sql} in ({})", bulk::parameters(1, some.len()));
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for id in some {
            query = query.bind(id);
        }
        found.extend(query.fetch_all(&mut **tx).await?);
    }
    Ok(found)
}
