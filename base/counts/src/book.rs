//! Writing in the book.

use crate::{Indicator, balance, carried, late};
use access::Work;
use kernel::{Day, PersonId, RowId, Source, UnitId};
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};
use std::{borrow::Cow, collections::HashMap};

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
    settle_many(work, &[(source.clone(), holding.to_vec())]).await
}

/// The same for many sources at once. Of a record that is no more, nothing holds.
pub async fn settle_many(work: &mut Work, holding: &[(Source, Vec<Count>)]) -> Result<(), Problem> {
    for some in holding.chunks(bulk::IDS_AT_ONCE) {
        let mut standing = standing_of(&mut work.tx, some.iter().map(|(source, _)| source)).await?;
        let mut entries = vec![];
        for (source, counts) in some {
            let mut missing = counts.clone();
            for Stood { id, on, count } in standing.remove(source).unwrap_or_default() {
                match missing.iter().position(|wanted| *wanted == count) {
                    Some(place) => drop(missing.swap_remove(place)),
                    None => {
                        let count = Cow::Owned(Count { quantity: -count.quantity, ..count });
                        entries.push(Entry { source, count, on, corrects: Some(id) });
                    }
                }
            }
            let added = missing.into_iter().map(Cow::Owned);
            entries.extend(added.map(|count| Entry::of(source, count)));
        }
        add(work, &entries).await?;
    }
    Ok(())
}

/// The same for sources that are known to be new: nothing stands for them yet.
pub async fn settle_new(work: &mut Work, holding: &[(Source, Vec<Count>)]) -> Result<(), Problem> {
    let entries = holding.iter().flat_map(|(source, counts)| {
        let counts = counts.iter().map(Cow::Borrowed);
        counts.map(move |count| Entry::of(source, count))
    });
    let entries: Vec<Entry> = entries.collect();
    add(work, &entries).await
}

/// A row on its way into the book.
pub(crate) struct Entry<'a> {
    pub source: &'a Source,
    /// With the day it is about.
    pub count: Cow<'a, Count>,
    /// Where it would stand if no day were locked: its own day, or that of the row it takes back.
    pub on: Day,
    corrects: Option<RowId>,
}

impl<'a> Entry<'a> {
    fn of(source: &'a Source, count: Cow<'a, Count>) -> Entry<'a> {
        Entry { source, on: count.day, count, corrects: None }
    }
    /// What one record says of one day in one unit is never torn apart.
    pub fn moves_with(&self) -> (&str, &UnitId, Day) {
        (self.source.as_str(), &self.count.unit_id, self.on)
    }
}

/// A row that stands.
struct Stood {
    id: RowId,
    /// The day it is booked on, which for a late one is not the day it is about.
    on: Day,
    count: Count,
}

/// What the book now says of some sources: rows that correct nothing and that nothing has corrected.
async fn standing_of(
    tx: &mut Tx,
    sources: impl ExactSizeIterator<Item = &Source>,
) -> Result<HashMap<Source, Vec<Stood>>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: RowId,
        source: Source,
        booked_on: Day,
        #[sqlx(flatten)]
        count: Count,
    }
    let sql = format!(
        "select id, source, indicator, unit_id, coalesce(about, day) as day, day as booked_on, facet, subject,
         quantity, standing, wording from count_row
         where source in ({}) and corrects is null
         and not exists (select 1 from count_row later where later.corrects = count_row.id)
         order by id",
        bulk::parameters(1, sources.len())
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    for source in sources {
        query = query.bind(source);
    }
    let rows: Vec<Row> = query.fetch_all(&mut **tx).await?;
    let mut standing: HashMap<Source, Vec<Stood>> = HashMap::new();
    for row in rows {
        let stood = Stood { id: row.id, on: row.booked_on, count: row.count };
        standing.entry(row.source).or_default().push(stood);
    }
    Ok(standing)
}

/// Adds rows to the book and what they come to to the balances: the only door into both.
async fn add(work: &mut Work, entries: &[Entry<'_>]) -> Result<(), Problem> {
    const COLUMNS: [&str; 14] = [
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
        "about",
    ];
    let days = late::days(work, entries).await?;
    let (now, account) = (work.now.to_string(), work.caller.account.to_string());
    let row = |(entry, day): (&Entry, &Day)| -> Vec<Value> {
        let count = &entry.count;
        let about = (count.day != *day).then(|| count.day.to_string());
        vec![
            written(&RowId::new()),
            written(&count.unit_id),
            written(day),
            count.indicator.as_str().into(),
            count.facet.as_str().into(),
            count.subject.as_str().into(),
            count.quantity.into(),
            count.standing.as_str().into(),
            count.wording.as_str().into(),
            written(entry.source),
            entry.corrects.as_ref().map(RowId::to_string).into(),
            now.as_str().into(),
            account.as_str().into(),
            about.into(),
        ]
    };
    let rows = entries.iter().zip(&days).map(row).collect();
    let changes = balance::changes(entries.iter().map(|entry| entry.count.as_ref()).zip(&days));
    carried::tell(&mut work.tx, entries.iter().map(|entry| entry.count.as_ref()).zip(&days));
    bulk::insert(&mut work.tx, "count_row", &COLUMNS, rows).await?;
    balance::add(&mut work.tx, changes).await
}
