//! A register beside a declared total would count the same people twice.

use crate::{indicators::MEMBERS, rules::Refusal, texts::Texts};
use access::Work;
use counts::NewDeclaration;
use kernel::{Lang, Period, UnitId};
use platform::Problem;

/// Refuses to count a member where the unit or its commune has declared how many it has.
pub(crate) async fn refuse_beside_declared(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    let Some((unit, quantity)) = declared_total(work, unit).await? else { return Ok(()) };
    let place = units::brief(&mut work.tx, &unit, work.today).await?;
    let (vi, en) = (place.full_name(Lang::Vi), place.full_name(Lang::En));
    Err(Refusal::DeclaredTotalStands { vi, en, quantity }.into())
}

/// The unit that has declared, and how many.
async fn declared_total(work: &mut Work, unit: &UnitId) -> Result<Option<(UnitId, i64)>, Problem> {
    let path = units::path(&mut work.tx, unit, work.today).await?;
    let speaks =
        |place: &&units::UnitBrief| place.level == units::Level::Commune || place.id == *unit;
    for place in path.iter().filter(speaks) {
        // A chapter's officer may not see the commune's figures, and must not count beside them.
        let level =
            counts::declared_stock(&mut work.tx, &place.id, MEMBERS.code, work.today).await?;
        if let Some(quantity) = level {
            return Ok(Some((place.id.clone(), quantity)));
        }
    }
    Ok(None)
}

/// States that from today on the declared total is none, because the register takes its place.
/// Needs the right to declare for the unit that declared it.
pub async fn replace_declared_total(work: &mut Work, unit: &UnitId) -> Result<(), Problem> {
    while let Some((declared_by, _)) = declared_total(work, unit).await? {
        let none = NewDeclaration {
            indicator: MEMBERS.code.to_owned(),
            period: Period { from: work.today, until: work.today.next() },
            quantity: Some(0),
            wording: String::new(),
            basis: Texts(work.lang).register_begins(),
        };
        counts::declare(work, &declared_by, &none).await?;
    }
    Ok(())
}
