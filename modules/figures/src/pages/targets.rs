//! Chỉ tiêu phấn đấu: what a unit set out to reach in a period.

use super::{Fields, Place, asked_of, chooser::Chooser, field, measures, saved, scope_to_declare};
use crate::{rules, texts::Texts};
use access::{Look, Scope, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use counts::{DECLARE, Definition};
use kernel::{Day, Lang, UnitId, vietnamese::number::grouped};
use platform::{
    Problem,
    db::Tx,
    form::{Mistakes, Reader},
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::HashMap;

struct Line {
    name: String,
    label: String,
    value: String,
    mistake: String,
}

#[derive(Template)]
#[template(path = "targets.html")]
struct TargetsPage {
    shell: Shell,
    t: Texts,
    chooser: Chooser,
    action: String,
    lines: Vec<Line>,
    decision: String,
    mistakes: Mistakes,
    labels: Vec<(String, String)>,
    op: String,
}

struct Sheet {
    place: Place,
    asked: Vec<Definition>,
    set: HashMap<String, i64>,
}

impl Sheet {
    async fn read(
        tx: &mut Tx,
        scope: &Scope,
        fields: &Fields,
        lang: Lang,
    ) -> Result<Sheet, Problem> {
        let place = Place::read(tx, scope, fields, lang).await?;
        let asked = asked_of(tx, scope, place.unit.level, place.period.last()).await?;
        let set = counts::targets(tx, scope.unit(), place.period).await?;
        Ok(Sheet { place, asked, set })
    }

    fn page(
        &self,
        shell: Shell,
        typed: Option<&Fields>,
        mistakes: Mistakes,
        t: Texts,
        today: Day,
    ) -> Result<Html<String>, Problem> {
        let path = format!("/don-vi/{}/chi-tieu-phan-dau", self.place.id());
        let line = |one: &Definition| {
            let name = format!("v.{}", one.code);
            let stored = self.set.get(&one.code).copied().map(grouped).unwrap_or_default();
            Line {
                label: format!("{} ({})", one.label(t.0), one.measure(t.0)),
                value: typed.map_or(stored, |typed| field(typed, &name).to_owned()),
                mistake: mistakes.about(&name).to_owned(),
                name,
            }
        };
        let lines: Vec<Line> = self.asked.iter().map(line).collect();
        web::page(TargetsPage {
            shell: shell.at(Rail::Registers),
            t,
            chooser: Chooser::of(&self.place, &path, vec![], today, t.0),
            action: format!("{path}?{}", self.place.query()),
            labels: lines.iter().map(|line| (line.name.clone(), line.label.clone())).collect(),
            lines,
            decision: typed.map(|typed| field(typed, "decision").to_owned()).unwrap_or_default(),
            mistakes,
            op: operation::new_id(),
        })
    }
}

pub async fn show(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(DECLARE, &unit).await?;
    let sheet = Sheet::read(&mut look.tx, &scope, &asked, look.lang).await?;
    let flash = saved(&asked).map(|changed| Flash::done(t.targets_saved(changed)));
    let shell = look.shell(t.targets_of(&sheet.place.name)).await?.flash(flash);
    sheet.page(shell, None, Mistakes::default(), t, look.today)
}

pub async fn save(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let (t, today) = (Texts(work.lang), work.today);
    let scope = scope_to_declare(&mut work, &unit).await?;
    let sheet = Sheet::read(&mut work.tx, &scope, &asked, work.lang).await?;
    let mut mistakes = Mistakes::default();
    let decision =
        mistakes.check("decision", Reader(work.lang).optional(field(&fields, "decision"), 200));
    let measures = measures(&sheet.asked);
    let mut changed = vec![];
    for definition in &sheet.asked {
        let name = format!("v.{}", definition.code);
        let read = rules::read_figure(definition, field(&fields, &name), "", &measures, work.lang);
        let before = sheet.set.get(&definition.code).copied();
        match mistakes.check(&name, read) {
            Some(Some(stated)) => match stated.quantity {
                Some(quantity) if Some(quantity) == before => {}
                Some(quantity) if quantity >= 0 => {
                    changed.push((definition.code.clone(), quantity))
                }
                _ => mistakes.note(&name, t.target_is_a_number()),
            },
            Some(None) if before.is_some() => mistakes.note(&name, t.target_stays()),
            _ => {}
        }
    }
    let Some(decision) = decision.filter(|_| mistakes.is_empty()) else {
        let shell = work.shell(t.targets_of(&sheet.place.name)).await?;
        let page = sheet.page(shell, Some(&fields), mistakes, t, today)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let decision = decision.unwrap_or_default();
    for (code, quantity) in &changed {
        counts::set_target(&mut work, &unit, code, sheet.place.period, *quantity, &decision)
            .await?;
    }
    let next =
        format!("/don-vi/{unit}/chi-tieu-phan-dau?{}&xong={}", sheet.place.query(), changed.len());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
