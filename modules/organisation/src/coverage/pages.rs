//! Coverage in the browser: how far it has come, what is missing, and the lists to keep.

use super::{
    actions,
    rules::Place,
    store::{self, Tally},
};
use crate::{EDIT_UNITS, READ_UNITS, texts::Texts};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form as Body,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::{Day, Lang, RowId, UnitId};
use platform::{
    Problem, Route,
    form::{Mistakes, Reader},
    module::Needs,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::BTreeMap;
use units::{Level, Setting, Subtree};

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ_UNITS), Needs::Permission(EDIT_UNITS));
    vec![
        Route::get("/don-vi/{unit}/do-phu", read, show),
        Route::get("/don-vi/{unit}/do-phu/them", edit, adding),
        Route::post("/don-vi/{unit}/do-phu/them", edit, add),
        Route::get("/noi-phu/{place}", edit, covering),
        Route::post("/noi-phu/{place}", edit, cover),
        Route::post("/noi-phu/{place}/ket-thuc", edit, end),
    ]
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Wanted {
    loai: String,
    them: Option<usize>,
    #[serde(rename = "da-co")]
    known: Option<usize>,
    xong: String,
}

/// How far the coverage of one kind of place has come.
struct Progress {
    name: String,
    covered: i64,
    places: i64,
    said: String,
    link: String,
}

struct PlaceLine {
    name: String,
    setting: &'static str,
    unit: String,
    covered_by: String,
    link: String,
}

/// A unit below and how far it has come.
struct UnitLine {
    name: String,
    link: String,
    places: String,
    covered: String,
    missing: String,
    share: String,
    has_list: bool,
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    shell: Shell,
    t: Texts,
    unit: UnitId,
    progress: Vec<Progress>,
    places: Vec<PlaceLine>,
    places_title: String,
    is_cut: bool,
    below: Vec<UnitLine>,
    without_chapter: String,
    may_edit: bool,
}

async fn show(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let scope = look.scope(READ_UNITS, &unit).await?;
    let (t, lang, today) = (Texts(look.lang), look.lang, look.today);
    let brief = units::brief(&mut look.tx, &unit, today).await?;
    let setting: Option<Setting> = wanted.loai.parse().ok();
    let tallies = store::tallies(&mut look.tx, &scope, today).await?;
    let lists_below = brief.level < Level::Commune;
    let places = if lists_below && setting.is_none() {
        vec![]
    } else {
        store::places(&mut look.tx, &scope, setting, today).await?
    };
    let is_cut = i64::try_from(places.len()).is_ok_and(|rows| rows == store::ROWS_MAX);
    let below = if lists_below { units_below(&mut look, &unit, &tallies).await? } else { vec![] };
    let without_chapter = match lists_below {
        true => without_chapter(&mut look, &unit).await?,
        false => String::new(),
    };
    let may_edit = look.may(EDIT_UNITS, &unit).await? && !lists_below;
    let lines = place_lines(&mut look, &places).await?;
    let flash = match (wanted.them, wanted.known, wanted.xong.as_str()) {
        (Some(added), known, _) => Some(Flash::done(t.places_added(added, known.unwrap_or(0)))),
        (None, _, "phu") => Some(Flash::done(t.cover_saved())),
        (None, _, "het") => Some(Flash::done(t.place_has_ended())),
        _ => None,
    };
    let crumbs = units::path(&mut look.tx, &unit, today).await?;
    let crumbs = crumbs.into_iter().map(|one| (one.full_name(lang), format!("/don-vi/{}", one.id)));
    let crumbs = crumbs.collect();
    web::page(CoveragePage {
        shell: look
            .shell(t.coverage_of(&brief.full_name(lang)))
            .await?
            .at(Rail::Registers)
            .crumbs(crumbs)
            .flash(flash),
        t,
        progress: progress(&unit, &tallies, t),
        places: lines,
        places_title: match setting {
            Some(setting) => t.places_of_kind(setting.say(lang)),
            None => t.places(),
        },
        is_cut,
        below,
        without_chapter,
        may_edit,
        unit,
    })
}

fn progress(unit: &UnitId, tallies: &[Tally], t: Texts) -> Vec<Progress> {
    let mut sums: BTreeMap<Setting, (i64, i64)> = BTreeMap::new();
    for tally in tallies {
        let sum = sums.entry(tally.setting).or_default();
        *sum = (sum.0 + tally.covered, sum.1 + tally.places);
    }
    let line = |(setting, (covered, places)): (Setting, (i64, i64))| Progress {
        name: setting.say(t.0).to_owned(),
        said: t.covered_of(&t.0.grouped(covered), &t.0.grouped(places)),
        link: format!("/don-vi/{unit}/do-phu?loai={setting}"),
        covered,
        places,
    };
    sums.into_iter().map(line).collect()
}

async fn place_lines(look: &mut Look, places: &[Place]) -> Result<Vec<PlaceLine>, Problem> {
    let lang = look.lang;
    let ids: Vec<UnitId> = places
        .iter()
        .flat_map(|place| [Some(&place.unit_id), place.covered_by.as_ref()])
        .flatten()
        .cloned()
        .collect();
    let names = units::briefs(&mut look.tx, &ids, look.today).await?;
    let today = look.today;
    let line = |place: &Place| {
        let cover = place.covered_by.as_ref().and_then(|id| names.get(id));
        let alive = cover.filter(|unit| unit.is_alive(today));
        PlaceLine {
            name: place.name.clone(),
            setting: place.setting.say(lang),
            unit: names.get(&place.unit_id).map(|unit| unit.full_name(lang)).unwrap_or_default(),
            covered_by: alive.map(|unit| unit.full_name(lang)).unwrap_or_default(),
            link: format!("/noi-phu/{}", place.id),
        }
    };
    Ok(places.iter().map(line).collect())
}

async fn units_below(
    look: &mut Look,
    unit: &UnitId,
    tallies: &[Tally],
) -> Result<Vec<UnitLine>, Problem> {
    let lang = look.lang;
    let subtree = Subtree { unit: unit.clone(), boundaries: look.today };
    let communes = units::children_at_level(&mut look.tx, &subtree, Level::Commune).await?;
    let mut sums: BTreeMap<UnitId, (i64, i64)> = BTreeMap::new();
    let ids: Vec<UnitId> = tallies.iter().map(|tally| tally.unit_id.clone()).collect();
    let homes = units::communes_of(&mut look.tx, &ids, look.today).await?;
    for tally in tallies {
        // A list of a former commune counts in the one that it has become.
        let home = homes.get(&tally.unit_id).unwrap_or(&tally.unit_id).clone();
        let sum = sums.entry(home).or_default();
        *sum = (sum.0 + tally.covered, sum.1 + tally.places);
    }
    let line = |commune: units::UnitBrief| {
        let known = sums.get(&commune.id).copied();
        let (covered, places) = known.unwrap_or_default();
        UnitLine {
            name: commune.full_name(lang),
            link: format!("/don-vi/{}/do-phu", commune.id),
            places: lang.grouped(places),
            covered: lang.grouped(covered),
            missing: lang.grouped(places - covered),
            share: percent(covered, places, lang),
            has_list: known.is_some(),
        }
    };
    Ok(communes.into_iter().map(line).collect())
}

/// The communes in which no unit of the association's own is at work.
async fn without_chapter(look: &mut Look, unit: &UnitId) -> Result<String, Problem> {
    let subtree = Subtree { unit: unit.clone(), boundaries: look.today };
    let communes = units::children_at_level(&mut look.tx, &subtree, Level::Commune).await?;
    let chapters = units::children_at_level(&mut look.tx, &subtree, Level::Chapter).await?;
    let ids: Vec<UnitId> = chapters.into_iter().map(|chapter| chapter.id).collect();
    let homes = units::communes_of(&mut look.tx, &ids, look.today).await?;
    let have: std::collections::HashSet<&UnitId> = homes.values().collect();
    let names: Vec<String> = communes
        .iter()
        .filter(|commune| !have.contains(&commune.id))
        .map(|commune| commune.full_name(look.lang))
        .collect();
    let t = Texts(look.lang);
    Ok(match names.len() {
        0 => String::new(),
        count => t.communes_without_chapter(count, &names.join(", ")),
    })
}

fn percent(covered: i64, places: i64, lang: Lang) -> String {
    if places == 0 {
        return String::new();
    }
    let text = kernel::vietnamese::number::percent(covered, places, 1);
    lang.choose(text.clone(), text.replace(',', "."))
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct AddingForm {
    setting: String,
    names: String,
    since: String,
}

#[derive(Template)]
#[template(path = "coverage_add.html")]
struct AddingPage {
    shell: Shell,
    t: Texts,
    form: AddingForm,
    settings: Vec<(&'static str, String)>,
    labels: Vec<(&'static str, String)>,
    mistakes: Mistakes,
    op: String,
}

fn adding_page(
    shell: Shell,
    form: AddingForm,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let t = Texts(shell.lang);
    let settings = Setting::ALL.iter().map(|one| (one.code(), one.say(t.0).to_owned())).collect();
    let labels =
        vec![("setting", t.setting()), ("names", t.names_of_places()), ("since", t.since())];
    let op = operation::new_id();
    web::page(AddingPage { shell, t, form, settings, labels, mistakes, op })
}

async fn adding(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    look.scope(EDIT_UNITS, &unit).await?;
    let name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let shell = look.shell(Texts(look.lang).add_places_of(&name)).await?.at(Rail::Registers);
    let since = look.today.short();
    let form = AddingForm { setting: wanted.loai, since, ..AddingForm::default() };
    adding_page(shell, form, Mistakes::default())
}

async fn add(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(form): Body<AddingForm>,
) -> Result<Response, Problem> {
    work.scope(EDIT_UNITS, &unit).await?;
    let (read, t) = (Reader(work.lang), Texts(work.lang));
    let mut mistakes = Mistakes::default();
    let setting: Result<Setting, _> = form.setting.parse();
    let setting = mistakes.check("setting", setting.map_err(|_| t.choose_setting()));
    let since = mistakes.check("since", read.day(&form.since));
    let added = match (setting, since) {
        (Some(setting), Some(since)) => {
            actions::add(&mut work, &unit, setting, &form.names, since).await
        }
        _ => Err(Problem::BadValue(mistakes.0)),
    };
    match added {
        Ok(added) => {
            let next =
                format!("/don-vi/{unit}/do-phu?them={}&da-co={}", added.added, added.known.len());
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, "names", work.lang)?;
            let name = units::full_name(&mut work.tx, &unit, work.today, work.lang).await?;
            let shell = work.shell(t.add_places_of(&name)).await?.at(Rail::Registers);
            Ok((status, adding_page(shell, form, mistakes)?).into_response())
        }
    }
}

/// A refusal stands beside the field it is about.
fn mistakes_of(
    problem: Problem,
    field: &str,
    lang: Lang,
) -> Result<(StatusCode, Mistakes), Problem> {
    match problem {
        Problem::BadValue(mistakes) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Mistakes(mistakes))),
        Problem::Refused(refusal) => {
            let mut mistakes = Mistakes::default();
            mistakes.note(field, refusal.say(lang));
            Ok((refusal.status(), mistakes))
        }
        other => Err(other),
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct CoveringForm {
    chapter: String,
    from: String,
    revision: i64,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct EndingForm {
    on: String,
    revision: i64,
}

#[derive(Template)]
#[template(path = "coverage_place.html")]
struct CoveringPage {
    shell: Shell,
    t: Texts,
    id: RowId,
    setting: &'static str,
    form: CoveringForm,
    chapters: Vec<(String, String)>,
    today: String,
    back: String,
    open_link: String,
    mistakes: Mistakes,
    op: String,
    op_end: String,
}

async fn covering(mut look: Look, Path(id): Path<RowId>) -> Result<Html<String>, Problem> {
    let unit = store::unit_of(&mut look.tx, &id).await?;
    let scope = look.scope(EDIT_UNITS, &unit).await?;
    let place = store::place(&mut look.tx, &scope, &id).await?;
    let form = CoveringForm {
        chapter: place.covered_by.as_ref().map(UnitId::to_string).unwrap_or_default(),
        from: place.covered_from.unwrap_or(look.today).short(),
        revision: place.revision,
    };
    let chapters = chapters_of(&mut look.tx, &place, look.today, look.lang).await?;
    let shell = look.shell(place.name.clone()).await?.at(Rail::Registers);
    covering_page(shell, &place, form, chapters, look.today, Mistakes::default())
}

fn covering_page(
    shell: Shell,
    place: &Place,
    form: CoveringForm,
    chapters: Vec<(String, String)>,
    today: Day,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let op = operation::new_id();
    web::page(CoveringPage {
        t: Texts(shell.lang),
        id: place.id.clone(),
        setting: place.setting.say(shell.lang),
        form,
        chapters,
        today: today.short(),
        back: format!("/don-vi/{}/do-phu", place.unit_id),
        open_link: format!("/don-vi/{}/them", place.unit_id),
        mistakes,
        op_end: format!("{op}-end"),
        op,
        shell,
    })
}

/// The units of the association's own that may stand for a place: those of its kind first.
async fn chapters_of(
    tx: &mut platform::db::Tx,
    place: &Place,
    today: Day,
    lang: Lang,
) -> Result<Vec<(String, String)>, Problem> {
    let subtree = Subtree { unit: place.unit_id.clone(), boundaries: today };
    let chapters = units::children_at_level(tx, &subtree, Level::Chapter).await?;
    let mut found = vec![];
    for chapter in chapters {
        let unit = units::unit(tx, &chapter.id).await?;
        let is_alike = unit.setting == Some(place.setting);
        found.push((!is_alike, chapter.id.to_string(), chapter.full_name(lang)));
    }
    found.sort_by_key(|(unlike, _, _)| *unlike);
    Ok(found.into_iter().map(|(_, id, name)| (id, name)).collect())
}

async fn cover(
    mut work: Work,
    Path(id): Path<RowId>,
    Body(form): Body<CoveringForm>,
) -> Result<Response, Problem> {
    let unit = store::unit_of(&mut work.tx, &id).await?;
    let scope = work.scope(EDIT_UNITS, &unit).await?;
    let mut mistakes = Mistakes::default();
    let from = mistakes.check("from", Reader(work.lang).day(&form.from));
    let chapter = Some(form.chapter.trim()).filter(|id| !id.is_empty());
    let chapter = chapter.map(|id| id.parse::<UnitId>().unwrap_or_else(|never| match never {}));
    let covered = match from {
        Some(from) => actions::cover(&mut work, &id, form.revision, chapter.as_ref(), from).await,
        None => Err(Problem::BadValue(mistakes.0)),
    };
    match covered {
        Ok(()) => {
            let next = format!("/don-vi/{unit}/do-phu?xong=phu");
            Ok(work.finish(Answered::seen_at(next)).await?.into_response())
        }
        Err(problem) => {
            let (status, mistakes) = mistakes_of(problem, "chapter", work.lang)?;
            let place = store::place(&mut work.tx, &scope, &id).await?;
            let chapters = chapters_of(&mut work.tx, &place, work.today, work.lang).await?;
            let shell = work.shell(place.name.clone()).await?.at(Rail::Registers);
            let page = covering_page(shell, &place, form, chapters, work.today, mistakes)?;
            Ok((status, page).into_response())
        }
    }
}

async fn end(
    mut work: Work,
    Path(id): Path<RowId>,
    Body(form): Body<EndingForm>,
) -> Result<Response, Problem> {
    let unit = store::unit_of(&mut work.tx, &id).await?;
    work.scope(EDIT_UNITS, &unit).await?;
    let on = Reader(work.lang).day(&form.on).map_err(|said| Problem::mistake("on", said))?;
    actions::end(&mut work, &id, form.revision, on).await?;
    let next = format!("/don-vi/{unit}/do-phu?xong=het");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
