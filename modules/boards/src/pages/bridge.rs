//! The bridge of members as a page and as a file.

use crate::{
    bridge::{self, Bridge},
    files::{self, Format},
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{Html, Response},
};
use kernel::{Day, Period, UnitId};
use platform::{
    Problem,
    web::{self, Rail, Shell},
};

#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Address {
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
    dang: String,
}

impl Address {
    fn period(&self, today: Day) -> Result<Period, Problem> {
        let typed = if self.ky.is_empty() {
            kernel::Period::last_half_year(today).to_string()
        } else {
            self.ky.clone()
        };
        Ok(reports::period(&typed)?)
    }
    async fn bridge(&self, look: &mut Look, unit: &UnitId) -> Result<Bridge, Problem> {
        let period = self.period(look.today)?;
        let boundaries = reports::boundaries(&self.dia_gioi, look.today)?;
        bridge::read(look, unit, period, boundaries).await
    }
}

struct StepLine {
    label: String,
    adds: String,
    /// Where its sources are.
    link: String,
}

#[derive(Template)]
#[template(path = "bridge.html")]
struct BridgePage {
    shell: Shell,
    t: Texts,
    standing: String,
    opening: String,
    steps: Vec<StepLine>,
    closing: String,
    ky: String,
    dia_gioi: String,
    files: Vec<(String, String)>,
}

pub(super) async fn show(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(address): Query<Address>,
) -> Result<Html<String>, Problem> {
    let bridge = address.bridge(&mut look, &unit).await?;
    let (t, lang) = (Texts(look.lang), look.lang);
    let geography =
        if address.dia_gioi.is_empty() { "now".to_owned() } else { address.dia_gioi.clone() };
    let here = format!("ky={}&dia-gioi={geography}", bridge.period);
    let step = |step: &bridge::Step| StepLine {
        label: step.label.clone(),
        adds: bridge.say(step.adds),
        link: step
            .indicator
            .as_ref()
            .map(|code| format!("/giai-trinh/{code}?don-vi={unit}&{here}&ve=tang-giam"))
            .unwrap_or_default(),
    };
    let file = |format: &str, name: &str| {
        (t.download(name), format!("/don-vi/{unit}/tang-giam/tep?{here}&dang={format}"))
    };
    web::page(BridgePage {
        shell: look
            .shell(t.bridge_of(&bridge.unit.full_name(lang)))
            .await?
            .at(Rail::Reports)
            .crumbs(super::crumbs(&mut look, &unit, bridge.boundaries).await?),
        t,
        standing: t.period_and_boundaries(&bridge.period.say(lang), &bridge.boundaries.short()),
        opening: lang.grouped(bridge.opening),
        steps: bridge.steps.iter().map(step).collect(),
        closing: lang.grouped(bridge.closing),
        ky: bridge.period.to_string(),
        dia_gioi: address.dia_gioi.clone(),
        files: vec![file("xlsx", "Excel"), file("csv", "CSV"), file("pdf", "PDF")],
    })
}

pub(super) async fn download(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let bridge = address.bridge(&mut look, &unit).await?;
    let format = Format::read(&address.dang)?;
    drop(look);
    let name = format!("tang-giam-hoi-vien-{}-{}", bridge.unit.code, bridge.period);
    super::sent(files::of_bridge(&bridge), format, &name).await
}
