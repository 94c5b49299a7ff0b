//! `report state`, `submit`, `reason`, `accept`, `return`, `lock`, `reopen` and `supplement`.

use super::{read_boundaries, read_period};
use crate::{
    arguments::{FiledAt, Place, Report},
    folder,
    texts::Texts,
};
use access::{Caller, Look, Work};
use counts::NewOpening;
use kernel::Lang;
use platform::{Problem, Site};
use reports::periods::{self, Basis, Corrected, Filed, NewReason, Says};

pub async fn run(place: &Place, command: Report, lang: Lang) -> Result<(), Problem> {
    let site = folder::open_existing(place).await?;
    let (asked, json) = match &command {
        Report::State { filed, json } => (filed.clone(), *json),
        Report::Submit { filed, .. }
        | Report::Reason { filed, .. }
        | Report::Accept { filed, .. }
        | Report::Return { filed, .. }
        | Report::Lock { filed, .. }
        | Report::Reopen { filed, .. }
        | Report::Supplement { filed, .. } => (filed.clone(), false),
        // The report itself is made elsewhere.
        Report::HalfYear(_)
        | Report::Year(_)
        | Report::SchoolYear(_)
        | Report::Term(_)
        | Report::Own(_) => return Ok(()),
    };
    let caller = match &asked.by {
        Some(username) => access::caller_named(&site, username).await?,
        None => Caller::operator(),
    };
    let filed = filed(&site, &asked).await?;
    if let Report::Reason { figures, .. } = &command {
        return reasons(&site, caller, &filed, figures, lang).await;
    }
    if !matches!(command, Report::State { .. }) {
        let mut work = Work::begin(&site, caller.clone(), lang).await?;
        step(&mut work, &filed, command).await?;
        work.commit().await?;
    }
    tell(&site, caller, &filed, json, lang).await
}

async fn filed(site: &Site, asked: &FiledAt) -> Result<Filed, Problem> {
    let mut tx = site.db.begin().await?;
    let unit = units::find(&mut tx, &asked.unit, site.today()).await?.id.clone();
    let form = reports::forms::find(&mut tx, &unit, &asked.form, site.today()).await?.code.clone();
    Ok(Filed { unit, form, period: read_period(&asked.period)? })
}

async fn step(work: &mut Work, filed: &Filed, command: Report) -> Result<(), Problem> {
    match command {
        Report::HalfYear(_)
        | Report::Year(_)
        | Report::SchoolYear(_)
        | Report::Term(_)
        | Report::Own(_)
        | Report::State { .. }
        | Report::Reason { .. } => Ok(()),
        Report::Submit { from_children, .. } => {
            let basis = if from_children { Basis::Children } else { Basis::Book };
            periods::submit(work, filed, basis).await.map(|_| ())
        }
        Report::Accept { hash, .. } => periods::accept(work, filed, &hash).await.map(|_| ()),
        Report::Return { hash, remark, .. } => {
            periods::return_with_remark(work, filed, &hash, &remark).await.map(|_| ())
        }
        Report::Lock { with_differences, .. } => {
            periods::lock(work, filed, with_differences).await.map(|_| ())
        }
        Report::Reopen { person, last, reason, .. } => {
            let person = access::account_named(&mut work.tx, &person).await?;
            let last = read_boundaries(&last, work.today)?;
            let new = NewOpening { person, last, reason };
            periods::reopen(work, filed, &new).await.map(|_| ())
        }
        Report::Supplement { remark, figures, .. } => {
            let corrected = figures.iter().map(|typed| corrected(typed));
            let corrected = corrected.collect::<Result<Vec<_>, Problem>>()?;
            periods::supplement(work, filed, &remark, &corrected).await.map(|_| ())
        }
    }
}

/// Says why figures have changed, if anything is to be said, and lists what has changed a lot.
async fn reasons(
    site: &Site,
    caller: Caller,
    filed: &Filed,
    figures: &[String],
    lang: Lang,
) -> Result<(), Problem> {
    let mut look = Look::begin(site, caller.clone(), lang).await?;
    let known = periods::unusual_of(&mut look, filed).await?;
    drop(look);
    if !figures.is_empty() {
        let mut news = vec![];
        for typed in figures {
            let Some((code, sentence)) = typed.split_once('=') else {
                let typed = typed.clone();
                return Err(Problem::refused("not_code_and_sentence", move |lang| {
                    Texts(lang).not_code_and_sentence(&typed)
                }));
            };
            let revision = known.iter().find(|one| one.indicator == code.trim());
            news.push(NewReason {
                indicator: code.trim().to_owned(),
                says: Says::Own(sentence.to_owned()),
                revision: revision.map_or(0, |one| one.revision),
            });
        }
        let mut work = Work::begin(site, caller.clone(), lang).await?;
        periods::write_reasons(&mut work, filed, &news).await?;
        work.commit().await?;
    }
    let t = Texts(lang);
    let mut look = Look::begin(site, caller, lang).await?;
    let unusual = periods::unusual_of(&mut look, filed).await?;
    if unusual.is_empty() {
        say!("{}", t.nothing_unusual());
    }
    for one in unusual {
        let reason = if one.reason.is_empty() { t.no_reason() } else { one.reason };
        say!("{} ({}): {} ← {}: {reason}", one.label, one.indicator, one.now, one.before);
        for below in one.below {
            say!("    {}: {}", below.unit.name(lang), below.reason);
        }
    }
    Ok(())
}

/// `classes=12`.
fn corrected(typed: &str) -> Result<Corrected, Problem> {
    let read = || {
        let (code, number) = typed.split_once('=')?;
        let quantity = number.trim().replace('.', "").parse().ok()?;
        Some(Corrected { indicator: code.trim().to_owned(), quantity })
    };
    let typed = typed.to_owned();
    read().ok_or_else(|| {
        Problem::refused("not_code_and_number", move |lang| Texts(lang).not_code_and_number(&typed))
    })
}

/// Where the report stands now.
async fn tell(
    site: &Site,
    caller: Caller,
    filed: &Filed,
    json: bool,
    lang: Lang,
) -> Result<(), Problem> {
    let mut look = Look::begin(site, caller, lang).await?;
    let standing = periods::state_of(&mut look, filed).await?;
    if json {
        let state = periods::state_json(filed, &standing, lang);
        say!("{}", serde_json::to_string_pretty(&state)?);
        return Ok(());
    }
    let t = Texts(lang);
    let (unit, state) = (standing.unit.full_name(lang), standing.state.say(lang));
    say!("{}", t.filing_state(&unit, &filed.period.say(lang), &state));
    for row in &standing.snapshots {
        match row.supplement {
            0 => say!("  {}", t.filing_submitted(row.turn, &row.hash)),
            number => say!("  {}", t.filing_supplement(number, &row.hash)),
        }
    }
    for step in &standing.steps {
        let remark =
            if step.remark.is_empty() { String::new() } else { format!(": {}", step.remark) };
        say!("  {} {} – {}{remark}", step.at.short(), step.who, step.deed.say(lang));
    }
    let deeds: Vec<String> = standing.deeds.iter().map(|deed| deed.say(lang)).collect();
    if !deeds.is_empty() {
        say!("{}", t.filing_next(&deeds.join(", ")));
    }
    Ok(())
}
