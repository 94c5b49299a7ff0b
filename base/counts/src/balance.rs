//! Số dư: the sum of all rows of a unit and an indicator, kept beside the book.
//!
//! The book is the truth and the balance is only its sum: `verify` adds the rows up again. A reader
//! who looks back to a day takes away what came later, which for a report of today is next to nothing.

use crate::book::Count;
use kernel::Day;
use platform::{
    Problem,
    bulk::{self, Value, written},
    db::Tx,
};
use std::collections::BTreeMap;

/// What some rows add to one balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    quantity: i64,
    first_day: Day,
    last_day: Day,
    wording: String,
}

/// Unit, indicator and standing, in an order that all writers share, so that no two wait for each other.
type Key = (String, String, String);

/// What some counts come to, each booked on the day beside it.
pub(crate) fn changes<'c>(
    counts: impl Iterator<Item = (&'c Count, &'c Day)>,
) -> BTreeMap<Key, Change> {
    let mut sums: BTreeMap<(&str, &str, &str), Change> = BTreeMap::new();
    for (count, day) in counts {
        let key = (count.unit_id.as_str(), count.indicator.as_str(), count.standing.as_str());
        let sum = sums.entry(key).or_insert_with(|| Change {
            quantity: 0,
            first_day: *day,
            last_day: *day,
            wording: String::new(),
        });
        sum.quantity += count.quantity;
        sum.first_day = sum.first_day.min(*day);
        sum.last_day = sum.last_day.max(*day);
        if sum.wording < count.wording {
            sum.wording = count.wording.clone();
        }
    }
    let owned = |(unit, indicator, standing): (&str, &str, &str)| {
        (unit.to_owned(), indicator.to_owned(), standing.to_owned())
    };
    sums.into_iter().map(|(key, change)| (owned(key), change)).collect()
}

pub(crate) async fn add(tx: &mut Tx, changes: BTreeMap<Key, Change>) -> Result<(), Problem> {
    const COLUMNS: [&str; 7] =
        ["unit_id", "indicator", "standing", "quantity", "first_day", "last_day", "wording"];
    const ADDED: &str = " on conflict (unit_id, indicator, standing) do update set
        quantity = count_balance.quantity + excluded.quantity,
        first_day = case when excluded.first_day < count_balance.first_day
                    then excluded.first_day else count_balance.first_day end,
        last_day = case when count_balance.last_day < excluded.last_day
                   then excluded.last_day else count_balance.last_day end,
        wording = case when count_balance.wording < excluded.wording
                  then excluded.wording else count_balance.wording end";
    let row = |((unit, indicator, standing), change): (Key, Change)| -> Vec<Value> {
        vec![
            unit.into(),
            indicator.into(),
            standing.into(),
            change.quantity.into(),
            written(&change.first_day),
            written(&change.last_day),
            change.wording.into(),
        ]
    };
    let rows = changes.into_iter().map(row).collect();
    bulk::insert_or(tx, "count_balance", &COLUMNS, rows, ADDED).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::UnitId;

    #[test]
    fn rows_of_one_unit_and_indicator_come_to_one_change() {
        let unit = UnitId::of_bits(7);
        let on = |day, quantity| Count::of("members", &unit, Day::of(2026, 1, day), quantity);
        let counts = [on(9, 2), on(3, 1), on(5, -1)];
        let found = changes(counts.iter().map(|count| (count, &count.day)));
        let expected = Change {
            quantity: 2,
            first_day: Day::of(2026, 1, 3),
            last_day: Day::of(2026, 1, 9),
            wording: String::new(),
        };
        assert_eq!(found.into_values().collect::<Vec<_>>(), [expected]);
    }
}
