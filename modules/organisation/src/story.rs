//! What there is to tell of a unit: what it is, where it lies, what it was called, what it came from
//! and what became of it. One value for the page, the API and the command line.

use crate::texts::Texts;
use kernel::{Day, Lang, UnitId};
use platform::{Problem, db::Tx};
use serde::Serialize;
use std::fmt;
use units::{Basis, Kin, Level, NameSpan, ParentSpan, Part, Population, Unit, UnitBrief};
use utoipa::ToSchema;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitStory {
    #[schema(value_type = String)]
    pub id: UnitId,
    pub code: String,
    /// `province`, `commune`, `chapter` …
    pub level: &'static str,
    /// `official`, `own` or `partner`.
    pub origin: &'static str,
    /// `chi_hoi`, `ban_khuyen_hoc` …; only of the association's own units.
    pub form: Option<&'static str>,
    /// `hamlet`, `school` …; only of the association's own units.
    pub setting: Option<&'static str>,
    /// `xã`, `phường` … on the day of the boundaries, in Vietnamese.
    pub kind: String,
    pub full_name: String,
    pub association_name: String,
    #[schema(value_type = String)]
    pub opened: Day,
    /// The first day on which it is no more; absent while it is.
    #[schema(value_type = Option<String>)]
    pub closed: Option<Day>,
    /// In the boundaries of this day it lies under `above`.
    #[schema(value_type = String)]
    pub boundaries: Day,
    /// From the nation down.
    pub above: Vec<Place>,
    pub names: Vec<Name>,
    pub parents: Vec<Above>,
    pub predecessors: Vec<Relative>,
    pub successors: Vec<Relative>,
    pub population: Vec<People>,
    pub note: String,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    rank: Level,
}

/// Another unit, as far as one has to know it here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Place {
    #[schema(value_type = String)]
    pub id: UnitId,
    pub code: String,
    pub level: &'static str,
    pub full_name: String,
}

impl Place {
    pub fn of(unit: &UnitBrief, lang: Lang) -> Place {
        Place {
            id: unit.id.clone(),
            code: unit.code.clone(),
            level: unit.level.code(),
            full_name: unit.full_name(lang),
        }
    }
}

/// A name and the days on which it was borne.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Name {
    pub full_name: String,
    /// `xã`, `phường` … in Vietnamese, as the resolution has it.
    pub kind: String,
    #[schema(value_type = String)]
    pub since: Day,
    #[schema(value_type = Option<String>)]
    pub until: Option<Day>,
    pub resolution: String,
}

/// The unit directly above during some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Above {
    pub unit: Place,
    #[schema(value_type = String)]
    pub since: Day,
    #[schema(value_type = Option<String>)]
    pub until: Option<Day>,
}

/// A unit that this one came from or went into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Relative {
    pub unit: Place,
    /// `whole` or `part`.
    pub part: &'static str,
    #[schema(value_type = String)]
    pub day: Day,
    /// How we know: `resolution`, `communes` or, as a hint only, `name`.
    pub basis: &'static str,
    pub resolution: String,
    #[serde(skip)]
    words: String,
}

/// How many people lived there, and who counted them how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct People {
    pub year: i64,
    pub population: i64,
    pub basis: String,
    pub source: String,
}

/// Tells of the unit that a code names in the boundaries of a day; `CODE@2017-06-30` asks for a day
/// of its own. For whoever may know of every unit, such as the command line.
pub async fn describe_unit(
    tx: &mut Tx,
    code: &str,
    boundaries: Day,
    lang: Lang,
) -> Result<UnitStory, Problem> {
    let unit = units::find(tx, code, boundaries).await?;
    of_unit(tx, &unit, day_asked(code, boundaries), lang).await
}

/// The day behind the @ of a code, where there is one.
pub fn day_asked(code: &str, boundaries: Day) -> Day {
    code.split_once('@').and_then(|(_, day)| day.trim().parse().ok()).unwrap_or(boundaries)
}

pub async fn of_unit(
    tx: &mut Tx,
    unit: &Unit,
    boundaries: Day,
    lang: Lang,
) -> Result<UnitStory, Problem> {
    let then = units::brief(tx, &unit.id, boundaries).await?;
    let way = units::path(tx, &unit.id, boundaries).await?;
    let past = units::past(tx, &unit.id).await?;
    let relatives = |kin: &[Kin]| kin.iter().map(|kin| relative(kin, lang)).collect();
    Ok(UnitStory {
        id: unit.id.clone(),
        code: unit.code.clone(),
        level: unit.level.code(),
        origin: unit.origin.code(),
        form: unit.form.map(units::Form::code),
        setting: unit.setting.map(units::Setting::code),
        kind: then.kind.clone(),
        full_name: then.full_name(lang),
        association_name: then.association_name(lang),
        opened: unit.opened,
        closed: ended(unit.closed),
        boundaries,
        above: way
            .iter()
            .filter(|above| above.id != unit.id)
            .map(|above| Place::of(above, lang))
            .collect(),
        names: past.names.iter().map(|span| name(span, unit.level, lang)).collect(),
        parents: past.parents.iter().map(|span| above(span, lang)).collect(),
        predecessors: relatives(&past.predecessors),
        successors: relatives(&past.successors),
        population: units::population(tx, &unit.id)
            .await?
            .into_iter()
            .map(|known| people(known, lang))
            .collect(),
        note: unit.note.clone(),
        lang,
        rank: unit.level,
    })
}

fn ended(day: Day) -> Option<Day> {
    Some(day).filter(|day| *day < Day::NEVER)
}

fn name(span: &NameSpan, level: Level, lang: Lang) -> Name {
    let as_brief = UnitBrief {
        id: UnitId::of_bits(0),
        code: String::new(),
        level,
        kind: span.kind.clone(),
        name: span.name.clone(),
        opened: span.since,
        closed: span.until,
        sort_key: String::new(),
    };
    Name {
        full_name: as_brief.full_name(lang),
        kind: span.kind.clone(),
        since: span.since,
        until: ended(span.until),
        resolution: span.resolution.clone(),
    }
}

fn above(span: &ParentSpan, lang: Lang) -> Above {
    Above { unit: Place::of(&span.parent, lang), since: span.since, until: ended(span.until) }
}

fn relative(kin: &Kin, lang: Lang) -> Relative {
    let t = Texts(lang);
    let part = match kin.part {
        Part::Whole => t.whole(),
        Part::Part => t.partly(),
    };
    let day = kin.day.short();
    let words = match kin.basis {
        Basis::Resolution if kin.resolution.is_empty() => t.moved(&part, &day),
        Basis::Resolution => t.moved_by(&part, &day, &kin.resolution),
        Basis::Communes => t.moved_with_communes(&part, &day),
        Basis::Name => t.moved_by_name(&part, &day),
    };
    Relative {
        unit: Place::of(&kin.unit, lang),
        part: kin.part.code(),
        day: kin.day,
        basis: kin.basis.code(),
        resolution: kin.resolution.clone(),
        words,
    }
}

fn people(known: Population, lang: Lang) -> People {
    let basis = known.said(lang);
    let Population { year, population, source, .. } = known;
    People { year, population, basis, source }
}

impl Name {
    /// `từ 01/07/2025`, with the resolution where it is known.
    pub fn when(&self, lang: Lang) -> String {
        let days = days(self.since, self.until, lang);
        match self.resolution.as_str() {
            "" => days,
            resolution => Texts(lang).under_resolution(&days, resolution),
        }
    }
}

impl Above {
    pub fn when(&self, lang: Lang) -> String {
        days(self.since, self.until, lang)
    }
}

impl Relative {
    /// `toàn bộ, ngày 01/07/2025, theo 1661/NQ-UBTVQH15`
    pub fn say(&self) -> &str {
        &self.words
    }
}

impl People {
    pub fn say(&self, lang: Lang) -> String {
        Texts(lang).people(self.year, &lang.grouped(self.population))
    }
    pub fn grounds(&self) -> String {
        self.basis.clone()
    }
}

/// From when until when, where either is known; the last day is a day on which it still was so.
fn days(since: Day, until: Option<Day>, lang: Lang) -> String {
    let t = Texts(lang);
    let known = since > Day::BEGINNING;
    match until.map(|until| until.before().short()) {
        None if known => t.since_day(&since.short()),
        None => t.all_along(),
        Some(last) if known => t.since_until(&since.short(), &last),
        Some(last) => t.until_day(&last),
    }
}

impl UnitStory {
    /// `cấp xã`, or of the association's own units form and setting: `chi hội (thôn, bản, khu phố)`.
    pub fn kind_said(&self) -> String {
        let form = self.form.and_then(|form| form.parse::<units::Form>().ok());
        let setting = self.setting.and_then(|setting| setting.parse::<units::Setting>().ok());
        match (form, setting) {
            (Some(form), Some(setting)) => {
                format!("{} ({})", form.say(self.lang), setting.say(self.lang))
            }
            _ => self.rank.say(self.lang).to_owned(),
        }
    }
    /// `xã`, `commune`; nothing of the association's own units, whose form says it already.
    pub fn official_kind(&self) -> &str {
        if self.form.is_some() { "" } else { units::kind_in(self.lang, &self.kind) }
    }
    pub fn days_said(&self) -> String {
        days(self.opened, self.closed, self.lang)
    }
    /// Whether it went into several units, so that its figures are no single one's.
    pub fn is_undivided(&self) -> bool {
        1 < self.successors.len()
    }
    pub fn is_alive(&self, day: Day) -> bool {
        self.opened <= day && self.closed.is_none_or(|closed| day < closed)
    }
}

impl fmt::Display for UnitStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (t, lang) = (Texts(self.lang), self.lang);
        writeln!(f, "{} ({})", self.full_name, self.code)?;
        if self.association_name != self.full_name {
            writeln!(f, "{}", self.association_name)?;
        }
        writeln!(f, "{}: {}", t.level(), self.kind_said())?;
        writeln!(f, "{}: {}", t.working(), self.days_said())?;
        if !self.above.is_empty() {
            let way: Vec<&str> = self.above.iter().map(|place| place.full_name.as_str()).collect();
            writeln!(f, "{}: {}", t.lies_under(&self.boundaries.short()), way.join(" › "))?;
        }
        let named = |place: &Place| format!("{} ({})", place.full_name, place.code);
        let names =
            self.names.iter().map(|name| format!("{}: {}", name.full_name, name.when(lang)));
        list(f, &t.names(), names)?;
        let parents =
            self.parents.iter().map(|span| format!("{}: {}", named(&span.unit), span.when(lang)));
        list(f, &t.parents(), parents)?;
        let kin = |kin: &Relative| format!("{}: {}", named(&kin.unit), kin.say());
        list(f, &t.predecessors(), self.predecessors.iter().map(kin))?;
        list(f, &t.successors(), self.successors.iter().map(kin))?;
        let people =
            self.population.iter().map(|one| format!("{} ({})", one.say(lang), one.grounds()));
        list(f, &t.population(), people)?;
        if self.is_undivided() {
            writeln!(f, "{}", t.undivided_itself())?;
        }
        Ok(())
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    lines: impl Iterator<Item = String>,
) -> fmt::Result {
    for (place, line) in lines.enumerate() {
        if place == 0 {
            writeln!(f, "{title}:")?;
        }
        writeln!(f, "  {line}")?;
    }
    Ok(())
}
