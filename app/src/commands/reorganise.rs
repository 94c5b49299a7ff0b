//! `unit reorganise`: what hung on official units that ended goes to those that continue them.

use crate::modules;
use access::{Caller, Look, Work};
use kernel::{Day, Lang, UnitId};
use platform::{Problem, Site, form::Reader};
use reorganisation::{Part, Preview, ReformShare};
use succession::Registry;

/// What was asked at the command line.
pub struct Asked {
    pub reform: String,
    pub unit: String,
    pub share: Vec<String>,
    pub registers_hold: bool,
    pub apply: bool,
    pub json: bool,
}

pub async fn run(site: &Site, asked: Asked, lang: Lang) -> Result<(), Problem> {
    let day = Reader(lang).day(&asked.reform).map_err(|why| Problem::mistake("reform", why))?;
    let registry = Registry::new(modules::dispositions());
    let mut look = Look::begin(site, Caller::operator(), lang).await?;
    let unit = units::find(&mut look.tx, &asked.unit, look.today).await?.id.clone();
    let shares = shares(&mut look, &asked.share, day).await?;
    let mut plan = reorganisation::reform_plan(&mut look.tx, &unit, day, shares).await?;
    plan.registers_hold = asked.registers_hold;
    let preview = if asked.apply {
        drop(look);
        let mut work = Work::begin(site, Caller::operator(), lang).await?;
        let id = reorganisation::draft(&mut work, &registry, &unit, plan).await?;
        let hash = reorganisation::propose(&mut work, &registry, &unit, &id).await?;
        reorganisation::approve(&mut work, &registry, &unit, &id, Part::Receives, &hash).await?;
        let preview = reorganisation::apply(&mut work, &registry, &unit, &id, &hash).await?;
        work.commit().await?;
        preview
    } else {
        reorganisation::look_ahead(&mut look, &registry, &unit, &plan).await?
    };
    match asked.json {
        true => say!("{}", serde_json::to_string_pretty(&preview)?),
        false => tell(&preview, lang),
    }
    Ok(())
}

/// Reads `03208:03208=1/3:dân số 2024`: the codes before the day and from it on.
async fn shares(look: &mut Look, typed: &[String], day: Day) -> Result<Vec<ReformShare>, Problem> {
    let mut shares = vec![];
    for one in typed {
        let unreadable = || Problem::mistake("share", format!("{one}: OLD:NEW=1/3:…"));
        let (units, rest) = one.split_once('=').ok_or_else(unreadable)?;
        let (old, new) = units.split_once(':').ok_or_else(unreadable)?;
        let (share, basis) = rest.split_once(':').ok_or_else(unreadable)?;
        let old: UnitId = units::find(&mut look.tx, old, day.before()).await?.id.clone();
        let new: UnitId = units::find(&mut look.tx, new, day).await?.id.clone();
        let share = share.parse().map_err(|_| unreadable())?;
        shares.push(ReformShare { old, new, share, basis: basis.to_owned() });
    }
    Ok(shares)
}

fn tell(preview: &Preview, lang: Lang) {
    for object in &preview.objects {
        say!("{}", object.said.say(lang));
        for total in &object.totals {
            let number = |value: i64| lang.grouped(value);
            say!(
                "  {}: {} → {} ({})",
                total.what.say(lang),
                number(total.before),
                number(total.after),
                number(total.ends)
            );
        }
    }
    for one in &preview.named {
        let mark = if one.blocks { "!" } else { "-" };
        say!("{mark} {}: {}", one.unit_name.say(lang), one.said.say(lang));
    }
}
