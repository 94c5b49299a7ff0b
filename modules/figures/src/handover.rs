//! What a hand-over says of the figures: how many of each stand today.

use crate::texts::Texts;
use counts::Kind;
use kernel::{Day, Period, vietnamese::number::Qualifier};
use platform::{
    Problem, Site,
    module::{Asker, HandoverLine, HandoverSection},
};
use units::Subtree;

pub async fn section(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let (t, lang) = (Texts(asker.lang), asker.lang);
    let mut tx = site.db.begin().await?;
    let catalogue = counts::catalogue(&mut tx).await?;
    let stocks: Vec<&str> = catalogue
        .iter()
        .filter(|one| matches!(one.kind, Kind::Stock) && one.owner.is_none())
        .map(|one| one.code.as_str())
        .collect();
    if stocks.is_empty() {
        return Ok(vec![]);
    }
    let within = Subtree { unit: asker.unit.clone(), boundaries: asker.today };
    let always = Period { from: Day::BEGINNING, until: asker.today.next() };
    let mut lines = vec![];
    for figure in counts::figures(&mut tx, &within, always, &stocks).await? {
        let Some(value) = figure.value else { continue };
        let wording = figure.wording.parse().map_or("", |word: Qualifier| word.say(lang));
        let measure = figure.definition.measure(lang);
        let said = format!("{wording} {} {measure}", lang.grouped(value));
        let line = HandoverLine::new(figure.definition.label(lang), said.trim());
        lines.push(line.linked(format!("/don-vi/{}/so-lieu", asker.unit)));
    }
    if lines.is_empty() {
        return Ok(vec![]);
    }
    Ok(vec![HandoverSection { heading: t.handover_figures(), lines }])
}
