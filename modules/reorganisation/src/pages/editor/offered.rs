//! What may be chosen on the page of a plan: units, and the single things of a unit that is divided.

use super::fields::{Fields, of_step};
use crate::{plan::Target, reform};
use access::{Look, Scope, Work};
use kernel::{Day, Lang, UnitId};
use platform::{Permission, Problem, db::Tx};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use succession::{Record, Registry};
use units::{Form, Origin, Setting};

/// So many units are offered; others that a plan names are added.
const UNITS_OFFERED: usize = 400;

/// A unit that may be chosen.
#[derive(Debug, Clone)]
pub struct Offered {
    pub id: UnitId,
    pub label: String,
    pub own: bool,
    pub form: Option<Form>,
    pub setting: Option<Setting>,
    pub parent: UnitId,
}

async fn offer(tx: &mut Tx, id: &UnitId, at: &UnitId, lang: Lang) -> Result<Offered, Problem> {
    let found = units::unit(tx, id).await?;
    Ok(Offered {
        label: format!("{} ({})", found.full_name(lang), found.code),
        own: found.origin != Origin::Official && found.id != *at,
        form: found.form,
        setting: found.setting,
        id: id.clone(),
        parent: at.clone(),
    })
}

/// Everything open below a unit, the nearest first, and the unit itself.
async fn below(tx: &mut Tx, unit: &UnitId, on: Day, lang: Lang) -> Result<Vec<Offered>, Problem> {
    let mut all = vec![];
    let mut open = VecDeque::from([(unit.clone(), unit.clone())]);
    while let Some((id, parent)) = open.pop_front() {
        let one = offer(tx, &id, unit, lang).await?;
        all.push(Offered { parent, ..one });
        if all.len() + open.len() < UNITS_OFFERED {
            let below = units::children(tx, &id, on, None, UNITS_OFFERED as i64).await?;
            open.extend(below.units.into_iter().map(|child| (child.id, id.clone())));
        }
    }
    all.truncate(UNITS_OFFERED);
    Ok(all)
}

/// Everything a page of this plan offers.
#[derive(Default)]
pub struct Choices {
    pub units: Vec<Offered>,
    /// The single things of each unit that a step divides, in the words of the reader.
    pub records: BTreeMap<UnitId, Vec<Record>>,
    /// Official units that went to several, and those they went to.
    pub divided: Vec<(Offered, Vec<Offered>)>,
}

impl Choices {
    pub fn unit(&self, id: &str) -> Option<&Offered> {
        self.units.iter().find(|one| one.id.as_str() == id)
    }
    pub fn below(&self, id: &str) -> impl Iterator<Item = &Offered> {
        self.units.iter().filter(move |one| one.parent.as_str() == id && one.id != one.parent)
    }
    pub fn records_of(&self, id: &str) -> &[Record] {
        let found = self.records.iter().find(|(unit, _)| unit.as_str() == id);
        found.map_or(&[], |(_, records)| records)
    }
}

/// A page that is shown, or one that was sent: both offer the same.
pub trait Asking {
    async fn leave(&mut self, permission: Permission, unit: &UnitId) -> Result<Scope, Problem>;
    fn tx(&mut self) -> &mut Tx;
    fn today(&self) -> Day;
    fn lang(&self) -> Lang;
}

impl Asking for Look {
    async fn leave(&mut self, permission: Permission, unit: &UnitId) -> Result<Scope, Problem> {
        self.scope(permission, unit).await
    }
    fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }
    fn today(&self) -> Day {
        self.today
    }
    fn lang(&self) -> Lang {
        self.lang
    }
}

impl Asking for Work {
    async fn leave(&mut self, permission: Permission, unit: &UnitId) -> Result<Scope, Problem> {
        self.scope(permission, unit).await
    }
    fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }
    fn today(&self) -> Day {
        self.today
    }
    fn lang(&self) -> Lang {
        self.lang
    }
}

/// What may be chosen for the steps that the fields show. Leave to edit the unit has been asked for.
pub async fn choices<A: Asking>(
    asking: &mut A,
    registry: &Registry,
    unit: &UnitId,
    fields: &Fields,
) -> Result<Choices, Problem> {
    let (today, lang) = (asking.today(), asking.lang());
    let mut choices =
        Choices { units: below(asking.tx(), unit, today, lang).await?, ..Choices::default() };
    for id in named(fields) {
        if choices.unit(id.as_str()).is_none()
            && units::is_within(asking.tx(), &id, unit, today).await?
        {
            choices.units.push(offer(asking.tx(), &id, unit, lang).await?);
        }
    }
    for step in 1..=fields.steps() {
        let divided: UnitId = id(fields.get(&of_step(step, "unit")));
        match fields.get(&of_step(step, "viec")) {
            "split" | "split_off" if choices.unit(divided.as_str()).is_some() => {
                let records = records(asking, registry, &divided).await?;
                choices.records.insert(divided, records);
            }
            "reform" => {
                let day = units::TWO_LEVELS_SINCE;
                for (old, heirs) in reform::listed(asking.tx(), unit, day).await? {
                    if heirs.len() < 2 {
                        continue;
                    }
                    let mut offered = vec![];
                    for heir in &heirs {
                        offered.push(offer(asking.tx(), heir, unit, lang).await?);
                    }
                    let old = offer(asking.tx(), &old, unit, lang).await?;
                    choices.divided.push((old, offered));
                }
            }
            _ => {}
        }
    }
    Ok(choices)
}

/// The single things of a unit that may be placed by hand, of the kinds that the reader may see there.
async fn records<A: Asking>(
    asking: &mut A,
    registry: &Registry,
    unit: &UnitId,
) -> Result<Vec<Record>, Problem> {
    let mut all = vec![];
    for one in registry.all().iter().filter_map(|one| one.records) {
        match asking.leave(one.needs, unit).await {
            Ok(scope) => all.extend((one.list)(asking.tx(), &scope, scope.today()).await?),
            Err(Problem::NotAllowed | Problem::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(all)
}

/// Units that the fields name; a province may have more than are offered.
fn named(fields: &Fields) -> BTreeSet<UnitId> {
    let mut all = BTreeSet::new();
    for step in 1..=fields.steps() {
        let ticked = fields.after(&of_step(step, "units-"));
        all.extend(ticked.into_iter().map(|(unit, _)| id(&unit)));
        for field in ["unit", "to", "under"] {
            all.insert(id(fields.get(&of_step(step, field))));
        }
    }
    all.retain(|unit| !unit.as_str().is_empty() && Target::unit(unit).key().is_none());
    all
}

/// The unit that a field names.
pub fn id(text: &str) -> UnitId {
    text.parse().unwrap_or_else(|never| match never {})
}
