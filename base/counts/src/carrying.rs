//! What becomes of what a unit has in the counts book, when the unit ends. Rows of the book stay with the unit they
//! happened in; they count under its heirs by the tree alone.

mod indicators;
mod levels;

use crate::texts::Texts;
use access::Scope;
use kernel::Day;
use platform::{Problem, db::Tx, module::Answer};
use std::collections::BTreeMap;
use succession::{Change, Disposition, Named, Way, Weighed, Words};

pub fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition {
            object: "counts.level",
            columns: &[("count_declaration", "unit_id")],
            vi: "Số có đến cuối kỳ đã khai báo",
            en: "Declared levels",
            ways: &[Way::ToHeir, Way::ByShare, Way::Ends],
            weigh: Some(levels::weigh),
            carry: Some(levels::carry),
            take_back: Some(levels::take_back),
            records: None,
        },
        Disposition {
            object: "counts.indicator",
            columns: &[("count_indicator", "owner_id")],
            vi: "Chỉ tiêu riêng của đơn vị",
            en: "Indicators of the unit's own",
            ways: &[Way::ToHeir],
            weigh: Some(indicators::weigh),
            carry: Some(indicators::carry),
            take_back: Some(indicators::take_back),
            records: None,
        },
        Disposition {
            object: "counts.target",
            columns: &[("count_target", "unit_id")],
            vi: "Chỉ tiêu phấn đấu",
            en: "Targets",
            ways: &[Way::History],
            weigh: Some(weigh_targets),
            carry: None,
            take_back: None,
            records: None,
        },
        Disposition::history(
            "counts.row",
            &[("count_row", "unit_id"), ("count_balance", "unit_id"), ("count_lock", "unit_id")],
            ("Sổ số liệu", "The counts book"),
        ),
    ]
}

/// Targets of a time that is not over are named: an heir sets out to reach something of its own.
fn weigh_targets<'a>(tx: &'a mut Tx, _: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        for ended in &change.ended {
            let sql = "select count(*) from count_target where unit_id = $1 and day_until > $2";
            let query = sqlx::query_scalar(sql).bind(&ended.unit).bind(change.day);
            let open: i64 = query.fetch_one(&mut **tx).await?;
            if 0 < open {
                let said = Words::of(|lang| Texts(lang).targets_stay(&lang.grouped(open)));
                let unit = ended.unit.clone();
                weighed.named.push(Named { unit, said, blocks: false, record: None });
            }
        }
        Ok(weighed)
    })
}

/// The sums of every stock under a unit on a day, by indicator: what a reorganisation must not change.
pub async fn stock_totals(
    tx: &mut Tx,
    scope: &Scope,
    day: Day,
) -> Result<BTreeMap<String, i64>, Problem> {
    let sql =
        "select balance.indicator, cast(sum(balance.quantity) as bigint) from unit_ancestor above
               join count_balance balance on balance.unit_id = above.unit_id
               join count_indicator on count_indicator.code = balance.indicator and kind = 'stock'
               where above.ancestor_id = $1 and above.since <= $2 and $2 < above.until
               group by balance.indicator";
    let rows: Vec<(String, i64)> =
        sqlx::query_as(sql).bind(scope.unit()).bind(day).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().collect())
}
