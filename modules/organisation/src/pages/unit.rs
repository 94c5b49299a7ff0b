//! The page of one unit: what it is, what one can do there, and its past.

use super::{Line, day_of, in_boundaries, with_day};
use crate::{
    EDIT_UNITS, READ_UNITS,
    rules::CHAPTERS,
    sight,
    story::{self, UnitStory},
    texts::Texts,
};
use access::{Look, MANAGE_ACCOUNTS};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use counts::{DECLARE, READ_FIGURES};
use kernel::{Day, Lang, Period, UnitId, vietnamese::number::Qualifier};
use platform::{
    Permission, Problem,
    web::{self, Figure, Flash, Rail, Shell},
};
use units::{Level, Subtree};

/// So many units are listed before the page points to the whole list.
const CHILDREN_SHOWN: usize = 12;
/// So many split communes are named before the page says how many more there are.
const UNDIVIDED_NAMED: usize = 10;

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    ngay: String,
    xong: String,
}

/// Something one may do here.
struct Deed {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "unit.html")]
struct UnitPage {
    shell: Shell,
    t: Texts,
    lang: Lang,
    story: UnitStory,
    ended_on: String,
    may_stand: bool,
    may_edit: bool,
    deeds: Vec<Deed>,
    figures: Vec<Figure>,
    below: Vec<Line>,
    below_url: String,
    below_more: String,
    undivided: String,
    here: String,
    day: String,
}

pub async fn page(
    mut look: Look,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let unit = sight::unit(&mut look, &id).await?;
    let on = day_of("ngay", Some(&asked.ngay), &look)?;
    let mut story = story::of_unit(&mut look.tx, &unit, on, look.lang).await?;
    sight::keep_seen(&mut look, &mut story).await?;
    let in_subtree = look.may(READ_UNITS, &id).await?;
    // Nobody is offered to go where they are.
    let may_stand = in_subtree && look.unit().await.ok().as_ref() != Some(&id);
    let figures = if in_subtree { figures(&mut look, &id, on).await? } else { vec![] };
    let deeds = if in_subtree { deeds(&mut look, &story).await? } else { vec![] };
    let children = sight::children(&mut look, &id, on).await?;
    let undivided = undivided(&mut look, &id, unit.level, on).await?;
    let url = format!("/don-vi/{id}");
    let here = with_day(url, '?', &look, on);
    let crumb = |place: &story::Place| {
        (place.full_name.clone(), with_day(format!("/don-vi/{}", place.id), '?', &look, on))
    };
    let crumbs = story.above.iter().map(crumb).collect();
    let flash = match asked.xong.as_str() {
        "mo" => Some(Flash::done(t.was_opened())),
        "ten" => Some(Flash::done(t.was_renamed())),
        "ket-thuc" => Some(Flash::done(t.was_closed())),
        _ => None,
    };
    let shell = look.shell(&story.full_name).await?.at(Rail::Registers).crumbs(crumbs).flash(flash);
    let shown = children.iter().take(CHILDREN_SHOWN);
    web::page(UnitPage {
        shell: in_boundaries(shell, &look, on),
        t,
        lang: look.lang,
        ended_on: story.closed.map(|day| t.ended_on(&day.short())).unwrap_or_default(),
        may_edit: look.may(EDIT_UNITS, &id).await? && story.is_alive(look.today),
        below: shown.map(|child| Line::of(child, &look, on)).collect(),
        below_url: with_day(format!("/don-vi?tai={id}"), '&', &look, on),
        below_more: match children.len() {
            count if CHILDREN_SHOWN < count => t.all_below(&count.to_string()),
            _ => String::new(),
        },
        day: if on == look.today { String::new() } else { on.short() },
        story,
        may_stand,
        deeds,
        figures,
        undivided,
        here,
    })
}

/// Members and chapters as they stand on the day, where they are counted at all.
async fn figures(look: &mut Look, unit: &UnitId, on: Day) -> Result<Vec<Figure>, Problem> {
    let t = Texts(look.lang);
    let catalogue = counts::catalogue(&mut look.tx).await?;
    let known = |code: &&str| catalogue.iter().any(|definition| definition.code == *code);
    let wanted: Vec<&str> = ["members", CHAPTERS.code].into_iter().filter(known).collect();
    if wanted.is_empty() {
        return Ok(vec![]);
    }
    let Some(year) = Period::months(on.year(), 1, 12) else { return Ok(vec![]) };
    let period = Period { from: year.from, until: on.next() };
    let within = Subtree { unit: unit.clone(), boundaries: on };
    let opens = look.may(READ_FIGURES, unit).await?;
    let found = counts::figures(&mut look.tx, &within, period, &wanted).await?;
    let card = |figure: &counts::Figure| {
        let code = &figure.definition.code;
        let value = figure.value?;
        let sources =
            format!("/giai-trinh/{code}?don-vi={unit}&ky={period}&dia-gioi={on}&ve=don-vi");
        let wording = figure
            .wording
            .parse()
            .map_or(figure.wording.as_str(), |word: Qualifier| word.say(look.lang));
        let number = format!("{wording} {}", look.lang.grouped(value));
        Some(Figure {
            label: figure.definition.label(look.lang).to_owned(),
            number: number.trim().to_owned(),
            unit_of_measure: figure.definition.measure(look.lang).to_owned(),
            period: t.as_of(&on.short()),
            geography: String::new(),
            change: None,
            declared_percent: declared_percent(figure.declared, value),
            sources: opens.then_some(sources),
        })
    };
    Ok(found.iter().filter_map(card).collect())
}

/// Whole percent, and never zero while something is only declared.
fn declared_percent(declared: i64, value: i64) -> u8 {
    if value <= 0 || declared <= 0 {
        return 0;
    }
    let percent = i128::from(declared) * 100 / i128::from(value);
    u8::try_from(percent.clamp(1, 100)).unwrap_or(100)
}

/// What the reader may do at the unit, in the order of daily work.
async fn deeds(look: &mut Look, story: &UnitStory) -> Result<Vec<Deed>, Problem> {
    let t = Texts(look.lang);
    let unit = &story.id;
    let at = |end: &str| format!("/don-vi/{unit}/{end}");
    let mut wanted = vec![
        (Permission("members.read"), t.members_list(), at("hoi-vien")),
        (Permission("members.import"), t.import_members(), at("nhap")),
        (DECLARE, t.declared_figures(), at("so-lieu")),
        (Permission("reports.read"), t.reports(), format!("/bao-cao?don-vi={unit}")),
        (Permission("figures.read"), t.members_gained(), at("tang-giam")),
        (READ_UNITS, t.coverage(), at("do-phu")),
        (Permission("officers.read"), t.executive_committee(), at("can-bo")),
        (Permission("officers.read"), t.handovers(), at("ban-giao")),
        (READ_UNITS, t.reorganisations(), at("sap-xep")),
        (MANAGE_ACCOUNTS, t.accounts(), at("tai-khoan")),
        (Permission("audit.read"), t.audit_book(), at("nhat-ky")),
    ];
    if !is_changed_by_people(story) {
        wanted.push((Permission("figures.read"), t.board(), format!("/bang?don-vi={unit}")));
    }
    if story.is_alive(look.today) && is_changed_by_people(story) {
        wanted.push((EDIT_UNITS, t.rename(), at("doi-ten")));
        wanted.push((EDIT_UNITS, t.close(), at("ket-thuc")));
    }
    let mut deeds = vec![];
    for (permission, label, href) in wanted {
        if look.may(permission, unit).await? {
            deeds.push(Deed { label, href });
        }
    }
    Ok(deeds)
}

/// Places of the administrative tree change only with the official lists.
fn is_changed_by_people(story: &UnitStory) -> bool {
    story.level.parse().is_ok_and(|level: Level| Level::Commune < level)
}

/// The old communes of a province that were split, by name.
async fn undivided(
    look: &mut Look,
    unit: &UnitId,
    level: Level,
    on: Day,
) -> Result<String, Problem> {
    if level != Level::Province {
        return Ok(String::new());
    }
    let t = Texts(look.lang);
    let within = Subtree { unit: unit.clone(), boundaries: on };
    let split = units::undivided(&mut look.tx, &within).await?;
    if split.is_empty() {
        return Ok(String::new());
    }
    let named: Vec<String> =
        split.iter().take(UNDIVIDED_NAMED).map(|unit| unit.full_name(look.lang)).collect();
    let names = named.join(", ");
    let names = match split.len() - named.len() {
        0 => names,
        rest => t.and_more(&names, rest),
    };
    Ok(t.undivided_below(&names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_that_is_declared_still_shows() {
        assert_eq!(declared_percent(0, 500), 0);
        assert_eq!(declared_percent(1, 500), 1);
        assert_eq!(declared_percent(500, 500), 100);
        assert_eq!(declared_percent(600, 500), 100);
        assert_eq!(declared_percent(5, 0), 0);
    }
}
