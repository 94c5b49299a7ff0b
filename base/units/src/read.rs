//! Questions about the tree.

use crate::{
    refusal::{Near, Refusal},
    search,
    unit::{NameSpan, Subtree, Unit, UnitBrief, brief_columns, name_of_day_1},
    words::{Basis, Level, Origin, Part},
};
use kernel::{Day, Lang, UnitId};
use platform::{Problem, db::Tx};
use std::collections::{HashMap, HashSet};

/// Roughly what one unit takes in memory.
const BYTES_OF_A_UNIT: usize = 500;

/// A unit under its latest name.
pub async fn unit(tx: &mut Tx, id: &UnitId) -> Result<Unit, Problem> {
    let kept_as = format!("unit {id:?}");
    if let Some(kept) = tx.recall::<Unit>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql = concat!(
        "select ",
        brief_columns!(),
        ", u.origin, u.form, u.setting, u.sector_id, u.note from unit u ",
        name_of_day_1!(),
        " where u.id = $2"
    );
    let found: Unit = sqlx::query_as(sql).bind(Day::NEVER).bind(id).fetch_one(&mut **tx).await?;
    Ok(tx.keep(kept_as, BYTES_OF_A_UNIT, found).as_ref().clone())
}

/// A unit under its name of a day.
pub async fn brief(tx: &mut Tx, id: &UnitId, on: Day) -> Result<UnitBrief, Problem> {
    let kept_as = brief_kept_as(id, on);
    if let Some(kept) = tx.recall::<UnitBrief>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql =
        concat!("select ", brief_columns!(), " from unit u ", name_of_day_1!(), " where u.id = $2");
    let found: UnitBrief = sqlx::query_as(sql).bind(on).bind(id).fetch_one(&mut **tx).await?;
    Ok(tx.keep(kept_as, BYTES_OF_A_UNIT, found).as_ref().clone())
}

fn brief_kept_as(id: &UnitId, on: Day) -> String {
    format!("unit.brief {id:?} {on}")
}

/// The unit that a code names in the boundaries of a day. `CODE@2017-06-30` asks for a day of its own.
///
/// An own unit whose code no other unit ever had is found whatever the day.
///
/// # Errors
/// [`Refusal::UnknownCode`], which names what may have been meant.
pub async fn find(tx: &mut Tx, code: &str, boundaries: Day) -> Result<Unit, Problem> {
    let (code, day) = match code.trim().split_once('@') {
        None => (code.trim(), boundaries),
        Some((code, text)) => {
            let unreadable = |_| Refusal::UnreadableDay { text: text.to_owned() };
            (code.trim(), text.trim().parse().map_err(unreadable)?)
        }
    };
    let bearers = bearers(tx, code).await?;
    let alive = bearers.iter().find(|unit| unit.is_alive(day));
    let only = match &bearers[..] {
        [only] if only.origin != Origin::Official => Some(only),
        _ => None,
    };
    match alive.or(only) {
        Some(unit) => Ok(unit.clone()),
        None => Err(unknown(tx, code, day, bearers).await?.into()),
    }
}

/// Every unit that ever had the code, the latest first.
async fn bearers(tx: &mut Tx, code: &str) -> Result<Vec<Unit>, Problem> {
    let sql = concat!(
        "select ",
        brief_columns!(),
        ", u.origin, u.form, u.setting, u.sector_id, u.note from unit u ",
        name_of_day_1!(),
        " where u.code = $2 order by u.opened desc"
    );
    Ok(sqlx::query_as(sql).bind(Day::NEVER).bind(code).fetch_all(&mut **tx).await?)
}

async fn unknown(
    tx: &mut Tx,
    code: &str,
    day: Day,
    bearers: Vec<Unit>,
) -> Result<Refusal, Problem> {
    let mut meant: Vec<UnitBrief> = bearers.into_iter().map(|unit| unit.brief).collect();
    if meant.is_empty() {
        // A workbook takes the zeros off the front of a code.
        meant = bearers_of_padded(tx, code).await?;
    }
    if meant.is_empty() && code.chars().any(char::is_alphabetic) {
        meant = search::search(tx, code, day, None, 3).await?;
    }
    let near = meant.iter().take(3).map(|unit| Near {
        code: unit.code.clone(),
        name_vi: unit.full_name(Lang::Vi),
        name_en: unit.full_name(Lang::En),
        day: if unit.is_alive(day) { day } else { last_day_near(unit, day) },
    });
    Ok(Refusal::UnknownCode { code: code.to_owned(), day, near: near.collect() })
}

async fn bearers_of_padded(tx: &mut Tx, code: &str) -> Result<Vec<UnitBrief>, Problem> {
    let mut found = vec![];
    if !code.is_empty() && code.bytes().all(|letter| letter.is_ascii_digit()) {
        for width in [2, 3, 5] {
            let padded = format!("{code:0>width$}");
            if padded != code {
                found.extend(bearers(tx, &padded).await?.into_iter().map(|unit| unit.brief));
            }
        }
    }
    Ok(found)
}

/// The day of a unit's life that is nearest to another day.
fn last_day_near(unit: &UnitBrief, day: Day) -> Day {
    if unit.closed <= day { unit.closed.before() } else { unit.opened }
}

/// Whether a unit is another, or counts below it, in the boundaries of a day.
pub async fn is_within(
    tx: &mut Tx,
    unit: &UnitId,
    ancestor: &UnitId,
    on: Day,
) -> Result<bool, Problem> {
    let kept_as = format!("unit.within {unit:?} {ancestor:?} {on}");
    if let Some(kept) = tx.recall::<bool>(&kept_as).await? {
        return Ok(*kept);
    }
    let sql = "select ancestor_id from unit_ancestor
               where unit_id = $1 and ancestor_id = $2 and since <= $3 and $3 < until";
    let found: Option<UnitId> = sqlx::query_scalar(sql)
        .bind(unit)
        .bind(ancestor)
        .bind(on)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(*tx.keep(kept_as, 0, found.is_some()))
}

/// Which of some units are another, or count below it, in the boundaries of a day.
pub async fn within(
    tx: &mut Tx,
    ids: &[UnitId],
    ancestor: &UnitId,
    on: Day,
) -> Result<HashSet<UnitId>, Problem> {
    let mut found = HashSet::new();
    for ids in ids.chunks(IDS_IN_A_STATEMENT) {
        let sql = format!(
            "select unit_id from unit_ancestor
             where ancestor_id = $1 and since <= $2 and $2 < until and unit_id in ({})",
            platform::bulk::parameters(3, ids.len())
        );
        let mut query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(ancestor).bind(on);
        for id in ids {
            query = query.bind(id);
        }
        found.extend(query.fetch_all(&mut **tx).await?);
    }
    Ok(found)
}

/// Name and kind on a day.
pub async fn name_on(tx: &mut Tx, id: &UnitId, day: Day) -> Result<NameSpan, Problem> {
    let sql = concat!(
        "select n.since, n.until, n.name, n.kind, n.resolution from unit u ",
        name_of_day_1!(),
        " where u.id = $2"
    );
    Ok(sqlx::query_as(sql).bind(day).bind(id).fetch_one(&mut **tx).await?)
}

/// `xã Xa Dung`, as it was said on a day.
pub async fn full_name(tx: &mut Tx, id: &UnitId, day: Day, lang: Lang) -> Result<String, Problem> {
    Ok(brief(tx, id, day).await?.full_name(lang))
}

/// Some units of a longer list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Page {
    pub units: Vec<UnitBrief>,
    /// Hand this in to get the units that follow; none at the end.
    pub next: Option<String>,
}

/// The units directly below a unit on a day, by name, at most `limit` after the place that an earlier page gave.
pub async fn children(
    tx: &mut Tx,
    id: &UnitId,
    on: Day,
    after: Option<&str>,
    limit: i64,
) -> Result<Page, Problem> {
    let kept_as = format!("unit.children {id:?} {on} {limit} {after:?}");
    if let Some(kept) = tx.recall::<Page>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let (key, last) = after.and_then(|place| place.split_once('.')).unwrap_or_default();
    let sql = concat!(
        "select ", brief_columns!(), " from unit_parent p join unit u on u.id = p.unit_id ", name_of_day_1!(),
        " where p.parent_id = $2 and p.since <= $1 and $1 < p.until and u.opened <= $1 and $1 < u.closed
            and (u.sort_key > $3 or (u.sort_key = $3 and u.id > $4))
          order by u.sort_key, u.id limit $5"
    );
    let query =
        sqlx::query_as(sql).bind(on).bind(id).bind(key).bind(last).bind(limit.saturating_add(1));
    let mut units: Vec<UnitBrief> = query.fetch_all(&mut **tx).await?;
    let most = usize::try_from(limit).unwrap_or(0);
    let more = most < units.len();
    units.truncate(most);
    let next = units.last().filter(|_| more).map(|last| format!("{}.{}", last.sort_key, last.id));
    let bytes = units.len() * BYTES_OF_A_UNIT;
    Ok(tx.keep(kept_as, bytes, Page { units, next }).as_ref().clone())
}

/// All units of a level below a unit, alive on the day of the boundaries, by name: every commune of a province.
pub async fn children_at_level(
    tx: &mut Tx,
    subtree: &Subtree,
    level: Level,
) -> Result<Vec<UnitBrief>, Problem> {
    let Subtree { unit, boundaries } = subtree;
    let kept_as = format!("unit.level {unit:?} {boundaries} {level:?}");
    if let Some(kept) = tx.recall::<Vec<UnitBrief>>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql = concat!(
        "select ",
        brief_columns!(),
        " from unit_ancestor a join unit u on u.id = a.unit_id ",
        name_of_day_1!(),
        " where a.ancestor_id = $2 and a.since <= $1 and $1 < a.until
            and u.level = $3 and u.opened <= $1 and $1 < u.closed
          order by u.sort_key, u.id"
    );
    let query = sqlx::query_as(sql).bind(boundaries).bind(unit).bind(level.code());
    let found: Vec<UnitBrief> = query.fetch_all(&mut **tx).await?;
    Ok(tx.keep(kept_as, found.len() * BYTES_OF_A_UNIT, found).as_ref().clone())
}

/// How many units of a level are below a unit, itself included, on the day of the boundaries.
pub async fn count_below(tx: &mut Tx, subtree: &Subtree, level: Level) -> Result<i64, Problem> {
    let sql = "select count(*) from unit_ancestor a join unit u on u.id = a.unit_id
               where a.ancestor_id = $2 and a.since <= $1 and $1 < a.until
                 and u.level = $3 and u.opened <= $1 and $1 < u.closed";
    let query =
        sqlx::query_scalar(sql).bind(subtree.boundaries).bind(&subtree.unit).bind(level.code());
    Ok(query.fetch_one(&mut **tx).await?)
}

/// The way from the nation down to a unit on a day: what was there that day, and the unit itself.
pub async fn path(tx: &mut Tx, id: &UnitId, on: Day) -> Result<Vec<UnitBrief>, Problem> {
    let kept_as = format!("unit.path {id:?} {on}");
    if let Some(kept) = tx.recall::<Vec<UnitBrief>>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    // The lower a unit is, the more are above it.
    let sql = concat!(
        "select ",
        brief_columns!(),
        " from unit_ancestor a join unit u on u.id = a.ancestor_id ",
        name_of_day_1!(),
        " where a.unit_id = $2 and a.since <= $1 and $1 < a.until
            and (u.id = $2 or (u.opened <= $1 and $1 < u.closed))
          order by (select count(*) from unit_ancestor higher where higher.unit_id = u.id
                    and higher.since <= $1 and $1 < higher.until), u.level, u.id"
    );
    let mut units: Vec<UnitBrief> =
        sqlx::query_as(sql).bind(on).bind(id).fetch_all(&mut **tx).await?;
    units.sort_by_key(|unit| unit.id == *id);
    Ok(tx.keep(kept_as, units.len() * BYTES_OF_A_UNIT, units).as_ref().clone())
}

/// What a unit was called, what it lay under, and what came before and after it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Past {
    pub names: Vec<NameSpan>,
    pub parents: Vec<ParentSpan>,
    pub predecessors: Vec<Kin>,
    pub successors: Vec<Kin>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct ParentSpan {
    pub since: Day,
    pub until: Day,
    /// Under its name of the first of these days.
    #[sqlx(flatten)]
    pub parent: UnitBrief,
}

/// A unit that another came from or went into.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Kin {
    #[sqlx(flatten)]
    pub unit: UnitBrief,
    #[sqlx(try_from = "String")]
    pub part: Part,
    pub day: Day,
    #[sqlx(try_from = "String")]
    pub basis: Basis,
    pub resolution: String,
}

pub async fn past(tx: &mut Tx, id: &UnitId) -> Result<Past, Problem> {
    let kept_as = format!("unit.past {id:?}");
    if let Some(kept) = tx.recall::<Past>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let past = find_past(tx, id).await?;
    let parts =
        past.names.len() + past.parents.len() + past.predecessors.len() + past.successors.len();
    Ok(tx.keep(kept_as, parts * BYTES_OF_A_UNIT, past).as_ref().clone())
}

async fn find_past(tx: &mut Tx, id: &UnitId) -> Result<Past, Problem> {
    let parents = concat!(
        "select p.since, p.until, ",
        brief_columns!(),
        " from unit_parent p join unit u on u.id = p.parent_id
         join unit_name n on n.unit_id = u.id and (n.since <= p.since or n.since = u.opened)
         and (p.since < n.until or n.until = u.closed) where p.unit_id = $1 order by p.since"
    );
    Ok(Past {
        names: names(tx, id).await?,
        parents: sqlx::query_as(parents).bind(id).fetch_all(&mut **tx).await?,
        predecessors: predecessors(tx, id).await?,
        successors: successors(tx, id).await?,
    })
}

/// All its names, the first one first.
pub(crate) async fn names(tx: &mut Tx, id: &UnitId) -> Result<Vec<NameSpan>, Problem> {
    let sql = "select since, until, name, kind, resolution from unit_name where unit_id = $1 order by since";
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

/// What continues a unit that is no more, and what was split off before it ended.
pub async fn successors(tx: &mut Tx, id: &UnitId) -> Result<Vec<Kin>, Problem> {
    let sql = concat!(
        "select s.part, s.day, s.basis, s.resolution, ", brief_columns!(),
        " from unit_succession s join unit u on u.id = s.new_id
          join unit_name n on n.unit_id = u.id and (n.since <= s.day or n.since = u.opened)
          and (s.day < n.until or n.until = u.closed) where s.old_id = $1 order by u.sort_key, u.id"
    );
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

/// The units that a unit was made from, under their last names.
pub async fn predecessors(tx: &mut Tx, id: &UnitId) -> Result<Vec<Kin>, Problem> {
    let sql = concat!(
        "select s.part, s.day, s.basis, s.resolution, ",
        brief_columns!(),
        " from unit_succession s join unit u on u.id = s.old_id
          join unit_name n on n.unit_id = u.id and n.until = u.closed
          where s.new_id = $1 order by u.sort_key, u.id"
    );
    Ok(sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?)
}

/// Units below that are no more on the day of the boundaries and went into several: what is booked on them
/// counts only in the units above those several, and a report names them rather than guess.
pub async fn undivided(tx: &mut Tx, subtree: &Subtree) -> Result<Vec<UnitBrief>, Problem> {
    let kept_as = format!("unit.undivided {subtree:?}");
    if let Some(kept) = tx.recall::<Vec<UnitBrief>>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql = concat!(
        "select ",
        brief_columns!(),
        " from unit_ancestor a join unit u on u.id = a.unit_id ",
        name_of_day_1!(),
        " where a.ancestor_id = $2 and a.since <= $1 and $1 < a.until
            and u.closed <= $1 and u.id <> $2
            and (select count(*) from unit_succession s where s.old_id = u.id and s.day >= u.closed) > 1
            and not exists (select 1 from unit_ancestor heir join unit_succession s
                            on s.new_id = heir.ancestor_id and s.old_id = u.id
                            where heir.unit_id = u.id and heir.since <= $1 and $1 < heir.until)
          order by u.level, u.sort_key, u.id"
    );
    let query = sqlx::query_as(sql).bind(subtree.boundaries).bind(&subtree.unit);
    let found: Vec<UnitBrief> = query.fetch_all(&mut **tx).await?;
    Ok(tx.keep(kept_as, found.len() * BYTES_OF_A_UNIT, found).as_ref().clone())
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct Population {
    pub year: i64,
    pub population: i64,
    /// Figures on different bases are not comparable.
    pub basis: String,
    pub source: String,
}

impl Population {
    /// `dân số tổng điều tra 01/4/2019`: what was counted, when, and how.
    pub fn said(&self, lang: Lang) -> String {
        let year = self.year;
        match (self.basis.as_str(), lang) {
            ("census 1 April 2019", Lang::Vi) => "dân số tổng điều tra 01/4/2019".to_owned(),
            ("census 1 April 2019", Lang::En) => "the census population of 1 April 2019".to_owned(),
            ("average of the year; rounded to 100", Lang::Vi) => {
                format!("dân số bình quân năm {year} (làm tròn đến trăm)")
            }
            ("average of the year; rounded to 100", Lang::En) => {
                format!("the average population of {year} (rounded to hundreds)")
            }
            ("Resolution 202/2025/QH15 figure", Lang::Vi) => {
                "dân số theo Nghị quyết 202/2025/QH15".to_owned()
            }
            ("Resolution 202/2025/QH15 figure", Lang::En) => {
                "the population in Resolution 202/2025/QH15".to_owned()
            }
            ("official map figure; reference date not stated", Lang::Vi) => {
                format!("dân số trên bản đồ sáp nhập năm {year} (không nêu ngày tính)")
            }
            ("official map figure; reference date not stated", Lang::En) => {
                format!("the population on the merger map of {year} (day not stated)")
            }
            ("derived: sum of legacy", Lang::Vi) => {
                format!("dân số năm {year} cộng từ các đơn vị cũ")
            }
            ("derived: sum of legacy", Lang::En) => {
                format!("the population of {year} summed from the former units")
            }
            (other, Lang::Vi) => format!("dân số năm {year} ({other})"),
            (other, Lang::En) => format!("the population of {year} ({other})"),
        }
    }
}

/// The figures there are for a unit, the latest first.
pub async fn population(tx: &mut Tx, id: &UnitId) -> Result<Vec<Population>, Problem> {
    let kept_as = format!("unit.population {id:?}");
    if let Some(kept) = tx.recall::<Vec<Population>>(&kept_as).await? {
        return Ok(kept.as_ref().clone());
    }
    let sql = "select year, population, basis, source from unit_population
               where unit_id = $1 order by year desc, basis";
    let found: Vec<Population> = sqlx::query_as(sql).bind(id).fetch_all(&mut **tx).await?;
    Ok(tx.keep(kept_as, found.len() * BYTES_OF_A_UNIT, found).as_ref().clone())
}

const IDS_IN_A_STATEMENT: usize = 500;

/// The commune of a day under which each of these units counts; those that hang higher up, because
/// their old commune was divided, have none.
pub async fn communes_of(
    tx: &mut Tx,
    ids: &[UnitId],
    on: Day,
) -> Result<HashMap<UnitId, UnitId>, Problem> {
    let mut found = HashMap::new();
    for ids in ids.chunks(IDS_IN_A_STATEMENT) {
        let sql = format!(
            "select a.unit_id, a.ancestor_id from unit_ancestor a join unit u on u.id = a.ancestor_id
             where a.ancestor_level = 'commune' and a.since <= $1 and $1 < a.until
               and u.opened <= $1 and $1 < u.closed and a.unit_id in ({})",
            platform::bulk::parameters(2, ids.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(on);
        for id in ids {
            query = query.bind(id);
        }
        let pairs: Vec<(UnitId, UnitId)> = query.fetch_all(&mut **tx).await?;
        found.extend(pairs);
    }
    Ok(found)
}

/// Units by id, under their names of a day, in as few statements as the databases take.
pub async fn briefs(
    tx: &mut Tx,
    ids: &[UnitId],
    on: Day,
) -> Result<HashMap<UnitId, UnitBrief>, Problem> {
    let mut wanted: Vec<&UnitId> = ids.iter().collect();
    wanted.sort();
    wanted.dedup();
    let mut found = HashMap::new();
    let mut unknown = vec![];
    for id in wanted {
        match tx.recall::<UnitBrief>(&brief_kept_as(id, on)).await? {
            Some(kept) => drop(found.insert(id.clone(), kept.as_ref().clone())),
            None => unknown.push(id),
        }
    }
    let wanted = unknown;
    for ids in wanted.chunks(IDS_IN_A_STATEMENT) {
        let sql = format!(
            concat!(
                "select ",
                brief_columns!(),
                " from unit u ",
                name_of_day_1!(),
                " where u.id in ({})"
            ),
            platform::bulk::parameters(2, ids.len())
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(on);
        for id in ids {
            query = query.bind(*id);
        }
        let units: Vec<UnitBrief> = query.fetch_all(&mut **tx).await?;
        for unit in units {
            let kept = tx.keep(brief_kept_as(&unit.id, on), BYTES_OF_A_UNIT, unit);
            found.insert(kept.id.clone(), kept.as_ref().clone());
        }
    }
    Ok(found)
}
