//! `duplicates`: people of a unit and all below it who may be in the register twice.

use crate::{arguments::Place, folder, texts::Texts};
use access::{Caller, Look};
use kernel::Lang;
use members::duplicates::{Group, find};
use platform::Problem;

#[derive(serde::Serialize)]
struct Answer {
    /// How many people were compared.
    people: usize,
    /// Pairs that nobody has decided about.
    pairs: usize,
    /// People who hang together by such pairs, the surest first.
    groups: Vec<Group>,
}

/// Searches and keeps the pairs for the page, as its button does.
pub async fn run(place: &Place, unit: &str, json: bool, lang: Lang) -> Result<(), Problem> {
    let site = folder::open_ready(place).await?;
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let unit = ::units::find(&mut look.tx, unit, look.today).await?.id.clone();
    let (people, pairs, groups) = find(look, &unit).await?;
    if json {
        say!("{}", serde_json::to_string_pretty(&Answer { people, pairs, groups })?);
        return Ok(());
    }
    let count = |count: usize| lang.grouped(i64::try_from(count).unwrap_or(i64::MAX));
    say!("{}", Texts(lang).duplicates_found(&count(people), &count(pairs), &count(groups.len())));
    for group in &groups {
        let people: Vec<String> = group
            .people
            .iter()
            .map(|one| match one.birth.is_empty() {
                true => one.full_name.clone(),
                false => format!("{} ({})", one.full_name, one.birth),
            })
            .collect();
        say!("  {:>3}  {}", group.score, people.join(" / "));
    }
    Ok(())
}
