//! What balances say of a subtree and a period: sums, who has reported, who keeps which register.

use super::{
    Sum,
    ask::{FLOW, STOCK, STOCK_WORDING, WORDING, ask},
};
use crate::{
    book::Standing,
    carried::{PLACE, Written, carried_on},
    indicator::{Definition, Kind},
};
use kernel::{Period, UnitId};
use platform::{Problem, db::Tx};
use sqlx::AssertSqlSafe;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use units::{Level, Subtree};

/// What the units below a commune, or higher up, hold of an indicator in one standing.
#[derive(Debug, sqlx::FromRow)]
struct Held {
    indicator: String,
    standing: String,
    commune: Option<UnitId>,
    /// Nothing where there is no row in the period.
    quantity: Option<i64>,
    wording: Option<String>,
}

/// What a subtree holds of each indicator in a period, and who has said so.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    pub sums: HashMap<String, Sum>,
    /// For each indicator, the communes below which it has rows.
    pub reported: HashMap<String, BTreeSet<UnitId>>,
    /// For each register, the communes that keep it.
    pub kept: HashMap<String, BTreeSet<UnitId>>,
}

impl Holding {
    fn take_in(&mut self, held: Held, known: &HashMap<&str, &Definition>) {
        let Held { indicator, standing, commune, quantity, wording } = held;
        let Some(definition) = known.get(indicator.as_str()) else { return };
        // One row of a register, of whatever time before, is enough to know that it is kept.
        let is_register = standing == Standing::Register.code();
        if let Some(commune) = commune.as_ref().filter(|_| is_register)
            && !definition.register.is_empty()
        {
            let kept = self.kept.entry(definition.register.clone()).or_default();
            kept.insert(commune.clone());
        }
        let Some(quantity) = quantity else { return };
        if definition.kind != Kind::Distinct {
            let sum = self.sums.entry(indicator.clone()).or_default();
            sum.quantity += quantity;
            sum.declared += if is_register { 0 } else { quantity };
            sum.wording = std::mem::take(&mut sum.wording).max(wording.unwrap_or_default());
        }
        if let Some(commune) = commune {
            self.reported.entry(indicator).or_default().insert(commune);
        }
    }

    /// Roughly how much memory it takes.
    fn bytes(&self) -> usize {
        const ONE_OF_A_SET: usize = 100;
        const ONE_SUM: usize = 250;
        let sets = self.reported.values().chain(self.kept.values());
        self.sums.len() * ONE_SUM + sets.map(BTreeSet::len).sum::<usize>() * ONE_OF_A_SET
    }
}

/// What balances say of a subtree and a period.
pub async fn held_in(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    all: &[Definition],
) -> Result<Arc<Holding>, Problem> {
    let known: HashMap<&str, &Definition> =
        all.iter().map(|one| (one.code.as_str(), one)).collect();
    let afresh = async |tx: &mut Tx| {
        let mut holding = Holding::default();
        for one in held(tx, within, period, all).await? {
            holding.take_in(one, &known);
        }
        Ok(holding)
    };
    let add = |holding: &mut Holding, row: &Written| {
        let is_stock = known.get(row.indicator.as_str()).is_some_and(|one| one.kind == Kind::Stock);
        if row.day < period.until {
            let counts = is_stock || period.from <= row.day;
            let standing = if row.is_register { Standing::Register } else { Standing::Declared };
            let held = Held {
                indicator: row.indicator.clone(),
                standing: standing.code().to_owned(),
                commune: row.below.clone(),
                quantity: counts.then_some(row.quantity),
                wording: counts.then(|| row.wording.clone()),
            };
            holding.take_in(held, &known);
        }
        true
    };
    let name = format!("held {within:?} {period:?}");
    carried_on(tx, name, within, Level::Commune, afresh, add, Holding::bytes).await
}

/// Everything that balances say of a subtree and a period, in one look at each of them. Of a stock that is all that has
/// flowed in since the beginning.
async fn held(
    tx: &mut Tx,
    within: &Subtree,
    period: Period,
    all: &[Definition],
) -> Result<Vec<Held>, Problem> {
    let stocks: Vec<&str> =
        all.iter().filter(|one| one.kind == Kind::Stock).map(|one| one.code.as_str()).collect();
    // An indicator that is none stands for an empty list.
    let stocks = if stocks.is_empty() { vec![""] } else { stocks };
    let sql = format!(
        "with held as materialized (select balance.indicator, balance.standing, place.ancestor_id as commune,
           case when balance.indicator in ({}) then {STOCK} else {FLOW} end as quantity,
           case when balance.indicator in ({0}) then {STOCK_WORDING} else {WORDING} end as wording
         from unit_ancestor above
         left join {PLACE} and place.ancestor_level = 'commune'
         join count_balance balance on balance.unit_id = above.unit_id
         where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until and balance.first_day < $4)
         select indicator, standing, commune, cast(sum(quantity) as bigint) as quantity,
           max(case when quantity is null then null else wording end) as wording
         from held group by indicator, standing, commune",
        platform::bulk::parameters(5, stocks.len())
    );
    Ok(ask(AssertSqlSafe(sql), within, period, &stocks).fetch_all(&mut **tx).await?)
}
