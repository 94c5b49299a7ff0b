//! What the home page asks to be declared.

use crate::texts::Texts;
use counts::DECLARE;
use kernel::Period;
use platform::{
    Problem, Site,
    module::{Asker, Task},
};
use units::Level;

/// Figures of the half-year that ended most recently are due on the fifth day after it.
const DAYS_AFTER: i32 = 4;

/// One line, for those who may declare, while somebody below them has declared nothing.
pub async fn undeclared(site: Site, asker: Asker) -> Result<Vec<Task>, Problem> {
    if !asker.permissions.contains(&DECLARE) {
        return Ok(vec![]);
    }
    let (t, period) = (Texts(asker.lang), Period::last_half_year(asker.today));
    let mut tx = site.db.begin().await?;
    let unit = units::unit(&mut tx, &asker.unit).await?;
    let expected = match unit.level {
        Level::Nation => Level::Province,
        Level::Province | Level::District | Level::Commune => Level::Commune,
        _ => return Ok(vec![]),
    };
    let silent =
        counts::silent_units(&mut tx, &asker.unit, period.last(), period, expected).await?;
    if silent == 0 {
        return Ok(vec![]);
    }
    let said = period.say(asker.lang);
    let one = unit.level == expected;
    Ok(vec![Task {
        due: Some(period.until.plus_days(DAYS_AFTER)),
        sentence: if one {
            t.task_own(&said)
        } else {
            t.task_below(&said, &asker.lang.grouped(silent))
        },
        button: t.task_button(),
        link: format!(
            "/don-vi/{}/so-lieu{}?ky={period}",
            asker.unit,
            if one { "" } else { "/bang" }
        ),
    }])
}
