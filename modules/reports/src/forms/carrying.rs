//! What becomes of a unit's own forms when the unit ends: its heir has them, and all below go on reporting by them.

use super::{store, texts::Texts};
use access::{Scope, Work};
use kernel::{Source, UnitId};
use platform::{Problem, module::Answer};
use succession::{Change, Disposition, Fate, Line, Refusal, Way, Weighed, Words};

pub(crate) fn dispositions() -> Disposition {
    Disposition {
        object: "reports.form",
        columns: &[("report_form", "unit_id")],
        vi: "Mẫu báo cáo riêng của đơn vị",
        en: "Report forms of the unit's own",
        ways: &[Way::ToHeir],
        weigh: Some(weigh),
        carry: Some(carry),
        take_back: Some(take_back),
        records: None,
    }
}

fn weigh<'a>(
    tx: &'a mut platform::db::Tx,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        for ended in &change.ended {
            for row in store::of_unit(tx, scope, &ended.unit).await? {
                let draft = row.draft()?;
                weighed.lines.push(Line {
                    from: ended.unit.clone(),
                    to: Some(change.owner_next(ended).clone()),
                    what: Words::of(|lang| Texts(lang).own_form(draft.name(lang))),
                    code: String::new(),
                    quantity: 1,
                    fate: Fate::Carried,
                });
            }
        }
        Ok(weighed)
    })
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Moved {
    id: String,
    from: UnitId,
    to: UnitId,
    /// Its code before, and at the heir: another where the heir has one of that code.
    code: String,
    code_there: String,
}

fn carry<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let mut moved = vec![];
        for ended in &change.ended {
            for row in store::of_unit(&mut work.tx, scope, &ended.unit).await? {
                let to = change.owner_next(ended).clone();
                let taken = store::of_unit(&mut work.tx, scope, &to).await?;
                let is_free = |code: &String| taken.iter().all(|other| other.code != *code);
                let more = (2..).map(|number| format!("{}-{number}", row.code));
                let free = std::iter::once(row.code.clone()).chain(more).find(is_free);
                let one = Moved {
                    id: row.id,
                    from: ended.unit.clone(),
                    to,
                    code_there: free.unwrap_or_else(|| row.code.clone()),
                    code: row.code,
                };
                place(work, &one.id, (&one.from, &one.to), &one.code_there).await?;
                moved.push(one);
            }
        }
        Ok(serde_json::to_value(moved)?)
    })
}

/// Gives a form to another unit, under a code that is free there.
async fn place(
    work: &mut Work,
    id: &str,
    (from, to): (&UnitId, &UnitId),
    code: &str,
) -> Result<bool, Problem> {
    let done = store::give(&mut work.tx, id, (from, to), code).await?;
    let details = serde_json::json!({ "form": id, "from": from });
    work.record("reports.carry_form", Some(to), &Source::of("reports.form", &id), details).await?;
    Ok(done == 1)
}

fn take_back<'a>(
    work: &'a mut Work,
    _: &'a Scope,
    _: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let moved: Vec<Moved> = serde_json::from_value(effect.clone())?;
        for one in moved {
            if !place(work, &one.id, (&one.to, &one.from), &one.code).await? {
                let what = Words::of(|lang| Texts(lang).own_form(&one.code));
                return Refusal::of_touched(what, vec![one.code]);
            }
        }
        Ok(())
    })
}
