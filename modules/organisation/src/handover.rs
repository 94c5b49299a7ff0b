//! What a hand-over says of the units below.

use crate::{READ_UNITS, texts::Texts};
use access::{Caller, Look};
use platform::{
    Problem, Site,
    module::{Asker, HandoverLine, HandoverSection},
};
use units::Level;

const LEVELS: [Level; 4] = [Level::Province, Level::District, Level::Commune, Level::Chapter];

pub async fn section(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let (t, lang) = (Texts(asker.lang), asker.lang);
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let scope = look.scope(READ_UNITS, &asker.unit).await?;
    let own = units::unit(&mut look.tx, &asker.unit).await?.level;
    let place = format!("/don-vi?tai={}", asker.unit);
    let mut lines = vec![];
    for level in LEVELS.into_iter().filter(|level| own < *level) {
        let count = units::count_below(&mut look.tx, &scope.subtree(), level).await?;
        if 0 < count {
            let line = HandoverLine::new(t.handover_at(level.say(lang)), lang.grouped(count));
            lines.push(line.linked(place.clone()));
        }
    }
    if lines.is_empty() {
        return Ok(vec![]);
    }
    Ok(vec![HandoverSection { heading: t.handover_units(), lines }])
}
