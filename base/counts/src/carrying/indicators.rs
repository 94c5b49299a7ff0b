//! Chỉ tiêu riêng: indicators that a unit has made for itself; its heir has them.

use crate::texts::Texts;
use access::{Scope, Work};
use kernel::{Source, UnitId};
use platform::{Problem, db::Tx, module::Answer};
use succession::{Change, Fate, Line, Refusal, Weighed, Words};

#[derive(sqlx::FromRow)]
struct OwnIndicator {
    code: String,
    label_vi: String,
    label_en: String,
}

async fn own_indicators(
    tx: &mut Tx,
    _scope: &Scope,
    unit: &UnitId,
) -> Result<Vec<OwnIndicator>, Problem> {
    let sql =
        "select code, label_vi, label_en from count_indicator where owner_id = $1 order by code";
    Ok(sqlx::query_as(sql).bind(unit).fetch_all(&mut **tx).await?)
}

pub fn weigh<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        for ended in &change.ended {
            for one in own_indicators(tx, scope, &ended.unit).await? {
                weighed.lines.push(Line {
                    from: ended.unit.clone(),
                    to: Some(change.owner_next(ended).clone()),
                    what: Words::of(|lang| {
                        Texts(lang).own_indicator(lang.choose(&one.label_vi, &one.label_en))
                    }),
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
struct OwnerMoved {
    code: String,
    from: UnitId,
    to: UnitId,
}

async fn set_owner(
    work: &mut Work,
    code: &str,
    from: &UnitId,
    to: &UnitId,
) -> Result<bool, Problem> {
    let sql = "update count_indicator set owner_id = $3 where code = $1 and owner_id = $2";
    let done = sqlx::query(sql).bind(code).bind(from).bind(to).execute(&mut *work.tx).await?;
    let source = Source::of("counts.indicator", &code);
    let details = serde_json::json!({ "code": code, "from": from });
    work.record("counts.carry_indicator", Some(to), &source, details).await?;
    Ok(done.rows_affected() == 1)
}

pub fn carry<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let mut moved = vec![];
        for ended in &change.ended {
            for one in own_indicators(&mut work.tx, scope, &ended.unit).await? {
                let to = change.owner_next(ended).clone();
                set_owner(work, &one.code, &ended.unit, &to).await?;
                moved.push(OwnerMoved { code: one.code, from: ended.unit.clone(), to });
            }
        }
        Ok(serde_json::to_value(moved)?)
    })
}

pub fn take_back<'a>(
    work: &'a mut Work,
    _: &'a Scope,
    _: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let moved: Vec<OwnerMoved> = serde_json::from_value(effect.clone())?;
        for one in moved {
            if !set_owner(work, &one.code, &one.to, &one.from).await? {
                let what = Words::of(|lang| Texts(lang).own_indicator(&one.code));
                return Refusal::of_touched(what, vec![one.code]);
            }
        }
        Ok(())
    })
}
