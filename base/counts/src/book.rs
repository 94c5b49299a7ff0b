//! Writing in the book.

use crate::Indicator;
use access::Work;
use kernel::{Day, PersonId, RowId, Source, UnitId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};

/// Whether a register stands behind a row, or only somebody's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Register,
    Declared,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Standing::Register => "register",
            Standing::Declared => "declared",
        }
    }
}

/// One thing that is now so: so many, of this, there, on that day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Count {
    pub indicator: String,
    pub unit_id: UnitId,
    pub day: Day,
    /// `sex=female`, or nothing.
    pub facet: String,
    /// Whom a distinct indicator counts once: the random key of a person.
    pub subject: String,
    pub quantity: i64,
    pub standing: String,
    /// `gần`, `trên` … of a figure published as approximate.
    pub wording: String,
}

impl Count {
    pub fn of(indicator: &str, unit: &UnitId, day: Day, quantity: i64) -> Count {
        Count {
            indicator: indicator.to_owned(),
            unit_id: unit.clone(),
            day,
            facet: String::new(),
            subject: String::new(),
            quantity,
            standing: Standing::Register.code().to_owned(),
            wording: String::new(),
        }
    }
    pub fn one(indicator: Indicator, unit: &UnitId, day: Day) -> Count {
        Count::of(indicator.code, unit, day, 1)
    }
    /// One that goes away again: the member who left.
    pub fn one_less(indicator: Indicator, unit: &UnitId, day: Day) -> Count {
        Count::of(indicator.code, unit, day, -1)
    }
    pub fn about(self, subject: &PersonId) -> Count {
        Count { subject: subject.to_string(), ..self }
    }
    /// In which breakdown it falls.
    pub fn with_facet(self, facet: impl Into<String>) -> Count {
        Count { facet: facet.into(), ..self }
    }
    pub fn declared(self, wording: &str) -> Count {
        let standing = Standing::Declared.code().to_owned();
        Count { standing, wording: wording.to_owned(), ..self }
    }
}

/// Makes the book agree that `holding`, and nothing else, is true of `source`. Saying it twice
/// adds nothing; saying something else adds a row that takes back the one it corrects.
pub async fn settle(work: &mut Work, source: &Source, holding: &[Count]) -> Result<(), Problem> {
    let mut missing = holding.to_vec();
    let mut rows = vec![];
    let (now, account) = (work.now.to_string(), work.caller.account.to_string());
    for (id, standing) in standing_of(&mut work.tx, source).await? {
        match missing.iter().position(|count| *count == standing) {
            Some(place) => drop(missing.swap_remove(place)),
            None => {
                let back = Count { quantity: -standing.quantity, ..standing };
                rows.push(row(&now, &account, source, &back, Some(&id)));
            }
        }
    }
    for count in &missing {
        rows.push(row(&now, &account, source, count, None));
    }
    insert(&mut work.tx, rows).await
}

/// The same for many sources at once that are known to be new: nothing stands for them yet.
pub async fn settle_new(work: &mut Work, holding: &[(Source, Vec<Count>)]) -> Result<(), Problem> {
    let (now, account) = (work.now.to_string(), work.caller.account.to_string());
    let rows = holding.iter().flat_map(|(source, counts)| {
        counts.iter().map(|count| row(&now, &account, source, count, None))
    });
    let rows = rows.collect();
    insert(&mut work.tx, rows).await
}

/// What the book now says of a source: rows that correct nothing and that nothing has corrected.
pub(crate) async fn standing_of(
    tx: &mut Tx,
    source: &Source,
) -> Result<Vec<(RowId, Count)>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: RowId,
        #[sqlx(flatten)]
        count: Count,
    }
    let sql = "select id, indicator, unit_id, day, facet, subject, quantity, standing, wording from count_row
               where source = $1 and corrects is null
               and not exists (select 1 from count_row later where later.corrects = count_row.id)
               order by id";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(source).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.count)).collect())
}

fn row(
    now: &str,
    account: &str,
    source: &Source,
    count: &Count,
    corrects: Option<&RowId>,
) -> Vec<Value> {
    vec![
        written(&RowId::new()),
        written(&count.unit_id),
        written(&count.day),
        count.indicator.as_str().into(),
        count.facet.as_str().into(),
        count.subject.as_str().into(),
        count.quantity.into(),
        count.standing.as_str().into(),
        count.wording.as_str().into(),
        written(source),
        corrects.map(RowId::to_string).into(),
        now.into(),
        account.into(),
    ]
}

async fn insert(tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<(), Problem> {
    const COLUMNS: [&str; 13] = [
        "id",
        "unit_id",
        "day",
        "indicator",
        "facet",
        "subject",
        "quantity",
        "standing",
        "wording",
        "source",
        "corrects",
        "recorded_at",
        "recorded_by",
    ];
    bulk::insert(tx, "count_row", &COLUMNS, rows).await
}
