//! Why somebody is kept, in words, with who changed them and when.

use super::{
    Kept,
    plan::{Around, KeptRow, Reason},
};
use crate::{
    actions,
    import::{senders, texts::Texts},
};
use audit::Row;
use kernel::{AccountId, Lang, Source, UnitId};
use platform::{Problem, db::Tx};
use std::collections::HashMap;

/// Beyond so many nobody reads on; the total is told.
const TOLD_MOST: usize = 10_000;
/// Deeds that only look, and change nobody.
const LOOKING: [&str; 3] = ["members.read", "members.print", "members.read_national_id"];

/// The list of those who are kept.
pub async fn kept(
    tx: &mut Tx,
    rows: &[KeptRow],
    around: &Around,
    lang: Lang,
) -> Result<Vec<Kept>, Problem> {
    let t = Texts(lang);
    let rows = &rows[..rows.len().min(TOLD_MOST)];
    let asked = rows
        .iter()
        .filter(|row| somebody_did(&row.reason))
        .flat_map(|row| [actions::person_source(&row.person), actions::source(&row.membership)]);
    let asked: Vec<Source> = asked.collect();
    let mut deeds: HashMap<String, Row> = HashMap::new();
    for deed in audit::newest_about(tx, &asked, &LOOKING).await? {
        deeds.insert(deed.object.clone(), deed);
    }
    let names = senders::names_of(tx, deeds.values().map(|deed| &deed.account), t).await?;
    let kept = |row: &KeptRow| {
        let of = |source: Source| deeds.get(source.as_str());
        let newest =
            [of(actions::person_source(&row.person)), of(actions::source(&row.membership))];
        let newest = newest.into_iter().flatten().max_by_key(|deed| deed.seq);
        let by = newest.map(|deed| by_whom(deed, &names, around, t)).unwrap_or_default();
        let elsewhere = row.reason == Reason::OutOfReach;
        Kept {
            name: if elsewhere { t.kept_name_elsewhere() } else { row.name.clone() },
            reason_code: row.reason.code().to_owned(),
            reason: said(&row.reason, &by, t),
            sheet: row.at.as_ref().map(|(sheet, _)| sheet.clone()),
            row: row.at.as_ref().map(|(_, row)| *row),
            membership: Some(row.membership.clone())
                .filter(|_| !elsewhere && row.reason != Reason::Gone),
        }
    };
    Ok(rows.iter().map(kept).collect())
}

fn somebody_did(reason: &Reason) -> bool {
    use Reason::{Changed, ChangedByImport, Died, Left, Merged, Transferred};
    matches!(reason, Changed | ChangedByImport | Transferred | Left | Died | Merged)
}

/// Who it was at another unit is for that unit to know.
fn by_whom(deed: &Row, names: &HashMap<AccountId, String>, around: &Around, t: Texts) -> String {
    let within = deed.unit_id.parse::<UnitId>().is_ok_and(|unit| around.reach.contains(&unit));
    let who = names.get(&deed.account).filter(|_| within);
    t.by_whom_when(&who.cloned().unwrap_or_else(|| t.another_unit()), &deed.recorded_at.short())
}

fn said(reason: &Reason, by: &str, t: Texts) -> String {
    match reason {
        Reason::Changed => t.kept_changed(by),
        Reason::ChangedByImport => t.kept_changed_by_import(by),
        Reason::Transferred => t.kept_transferred(by),
        Reason::Left => t.kept_left(by),
        Reason::Died => t.kept_died(by),
        Reason::BelongsElsewhere => t.kept_belongs_elsewhere(),
        Reason::OutOfReach => t.kept_out_of_reach(),
        Reason::NationalIdTaken => t.kept_national_id_taken(),
        Reason::CardTaken { number } => t.kept_card_taken(number),
        Reason::DaysDisagree => t.kept_days_disagree(),
        Reason::Merged => t.kept_merged(by),
        Reason::Gone => t.kept_gone(),
    }
}
