//! Puts the files together.

use super::{
    Counted, Named, Reference, ReferenceSuccession, ReferenceUnit, TWO_LEVELS_SINCE,
    rows::{self, Change, Earlier, OldUnit, Successor},
};
use crate::{
    rules::Hold,
    words::{Basis, Level, Part},
};
use kernel::Day;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The first list; what it shows was so on that day or earlier.
const FIRST_LIST: Day = Day::of(2017, 10, 15);
const NATION: usize = 0;

#[derive(Default)]
struct Builder {
    units: Vec<ReferenceUnit>,
    successions: Vec<ReferenceSuccession>,
    /// Units of before 1 July 2025, by level and code: within that time a code names one unit.
    old: HashMap<(Level, String), usize>,
    new: HashMap<(Level, String), usize>,
}

/// How a unit stood from one day to another.
struct Standing {
    since: Day,
    until: Day,
    name: String,
    kind: String,
    parent_code: String,
}

pub fn whole_country() -> Reference {
    let mut builder = Builder::default();
    builder.nation();
    builder.old_units();
    builder.new_provinces();
    builder.new_communes();
    builder.districts_went_where_their_communes_went();
    builder.earlier_successions();
    builder.changes_since();
    builder.aliases();
    builder.population();
    Reference { units: builder.units, successions: builder.successions }
}

impl Builder {
    fn nation(&mut self) {
        let always = Named {
            since: Day::BEGINNING,
            until: Day::NEVER,
            name: "Việt Nam".to_owned(),
            kind: String::new(),
            resolution: String::new(),
        };
        self.units.push(ReferenceUnit {
            level: Level::Nation,
            code: "VN".to_owned(),
            opened: Day::BEGINNING,
            closed: Day::NEVER,
            names: vec![always],
            parents: vec![],
            aliases: vec!["Vietnam".to_owned()],
            population: vec![],
            province: None,
        });
    }

    fn old_units(&mut self) {
        let provinces: Vec<rows::OldProvince> = rows::rows(rows::OLD_PROVINCES);
        let province_of_today: HashMap<String, String> =
            provinces.iter().map(|row| (row.code.clone(), row.new_province_code.clone())).collect();
        let last_lists: [(Level, Vec<OldUnit>); 3] = [
            (Level::Province, provinces.into_iter().map(listed_province).collect()),
            (Level::District, rows::rows(rows::OLD_DISTRICTS)),
            (Level::Commune, rows::rows(rows::OLD_COMMUNES)),
        ];
        let earlier: Vec<Earlier> = rows::rows(rows::HISTORY);
        let lists = days_of_lists(&last_lists, &earlier);
        for (level, last_list) in last_lists {
            let earlier = earlier.iter().filter(|row| row.level == level.code());
            for (code, standings) in standings(last_list, earlier, &lists) {
                self.old_unit(level, code, standings, &province_of_today);
            }
        }
    }

    fn old_unit(
        &mut self,
        level: Level,
        code: String,
        standings: Vec<Standing>,
        province_of_today: &HashMap<String, String>,
    ) {
        let mut names: Vec<Named> = Vec::new();
        let mut parents: Vec<Hold> = Vec::new();
        for Standing { since, until, name, kind, parent_code } in standings {
            match names.last_mut().filter(|last| last.name == name && last.kind == kind) {
                Some(last) => last.until = until,
                None => names.push(Named { since, until, name, kind, resolution: String::new() }),
            }
            let parent = self.old_parent(level, parent_code);
            match parents.last_mut().filter(|last| last.parent == parent) {
                Some(last) => last.until = until,
                None => parents.push(Hold { parent, since, until }),
            }
        }
        let opened = names.first().map_or(Day::BEGINNING, |first| first.since);
        let closed = names.last().map_or(Day::NEVER, |last| last.until);
        let province = match level {
            Level::Province => province_of_today.get(&code).cloned(),
            _ => parents.last().and_then(|last| self.units[last.parent].province.clone()),
        };
        let (aliases, population) = (vec![], vec![]);
        self.old.insert((level, code.clone()), self.units.len());
        self.units.push(ReferenceUnit {
            level,
            code,
            opened,
            closed,
            names,
            parents,
            aliases,
            population,
            province,
        });
    }

    fn old_parent(&self, level: Level, code: String) -> usize {
        match level {
            Level::District => self.old[&(Level::Province, code)],
            Level::Commune => self.old[&(Level::District, code)],
            _ => NATION,
        }
    }

    fn new_provinces(&mut self) {
        for row in rows::rows::<rows::Province>(rows::PROVINCES) {
            let before: Vec<String> = row.legacy_codes.split(' ').map(str::to_owned).collect();
            let goes_on = before == [row.code.as_str()];
            let named = since_merger(row.name, row.kind_20250701, row.merge_resolution.clone());
            let province = Some(row.code.clone());
            let unit = self.new_unit(Level::Province, row.code, named, NATION, province, goes_on);
            for old in before.into_iter().filter(|_| !goes_on) {
                let old = self.old[&(Level::Province, old)];
                self.succeed(
                    old,
                    unit,
                    Part::Whole,
                    Basis::Resolution,
                    row.merge_resolution.clone(),
                );
            }
        }
    }

    fn new_communes(&mut self) {
        let successors: Vec<Successor> = rows::rows(rows::SUCCESSION);
        let (mut heirs, mut parts): (HashMap<&str, usize>, HashMap<&str, usize>) =
            Default::default();
        for row in &successors {
            *heirs.entry(&row.old_code).or_default() += 1;
            *parts.entry(&row.new_code).or_default() += 1;
        }
        let unchanged = |row: &&Successor| {
            row.old_code == row.new_code
                && heirs[row.old_code.as_str()] == 1
                && parts[row.new_code.as_str()] == 1
        };
        let goes_on: HashSet<&str> =
            successors.iter().filter(unchanged).map(|row| row.new_code.as_str()).collect();
        for row in rows::rows::<rows::Commune>(rows::COMMUNES) {
            let named = since_merger(row.name, row.kind_20250701, row.resolution);
            let parent = self.new[&(Level::Province, row.province_code.clone())];
            let goes_on = goes_on.contains(row.code.as_str());
            self.new_unit(
                Level::Commune,
                row.code,
                named,
                parent,
                Some(row.province_code),
                goes_on,
            );
        }
        for row in &successors {
            // The five island districts had no communes: they became communes themselves.
            let level = if row.old_code.len() == 3 { Level::District } else { Level::Commune };
            let old = self.old[&(level, row.old_code.clone())];
            let new = self.new[&(Level::Commune, row.new_code.clone())];
            let part = if row.part == "whole" { Part::Whole } else { Part::Part };
            if old != new {
                self.succeed(old, new, part, Basis::Resolution, row.resolution.clone());
            }
        }
    }

    /// A unit of since 1 July 2025: the old one going on, or another.
    fn new_unit(
        &mut self,
        level: Level,
        code: String,
        named: Named,
        parent: usize,
        province: Option<String>,
        goes_on: bool,
    ) -> usize {
        let hold = Hold { parent, since: TWO_LEVELS_SINCE, until: Day::NEVER };
        let key = (level, code.clone());
        let position = match self.old.get(&key).copied().filter(|_| goes_on) {
            Some(position) => {
                self.units[position].go_on(named, hold);
                position
            }
            None => {
                self.units.push(ReferenceUnit {
                    level,
                    code,
                    opened: TWO_LEVELS_SINCE,
                    closed: Day::NEVER,
                    names: vec![named],
                    parents: vec![hold],
                    aliases: vec![],
                    population: vec![],
                    province,
                });
                self.units.len() - 1
            }
        };
        self.new.insert(key, position);
        position
    }

    fn succeed(&mut self, old: usize, new: usize, part: Part, basis: Basis, resolution: String) {
        let day = self.units[old].closed;
        self.successions.push(ReferenceSuccession { old, new, part, day, basis, resolution });
    }

    /// No resolution says what became of a district; its communes do.
    fn districts_went_where_their_communes_went(&mut self) {
        let is_last_day_of_districts = |hold: &&Hold| hold.until == TWO_LEVELS_SINCE;
        let mut went: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut district_of: HashMap<usize, usize> = HashMap::new();
        for (position, unit) in
            self.units.iter().enumerate().filter(|(_, unit)| unit.level == Level::Commune)
        {
            let Some(hold) = unit.parents.iter().find(is_last_day_of_districts) else { continue };
            district_of.insert(position, hold.parent);
            if unit.closed == Day::NEVER {
                went.entry(hold.parent).or_default().insert(position);
            }
        }
        for one in &self.successions {
            if let Some(&district) = district_of.get(&one.old) {
                went.entry(district).or_default().insert(one.new);
            }
        }
        for (district, communes) in went {
            let part = if communes.len() == 1 { Part::Whole } else { Part::Part };
            for commune in communes {
                self.succeed(district, commune, part, Basis::Communes, String::new());
            }
        }
    }

    fn earlier_successions(&mut self) {
        for row in rows::rows::<rows::EarlierSuccessor>(rows::EARLIER_SUCCESSION) {
            let old = self.old[&(Level::Commune, row.old_code)];
            let new = self.old[&(Level::Commune, row.legacy_code)];
            self.succeed(old, new, Part::Part, Basis::Name, String::new());
        }
    }

    fn changes_since(&mut self) {
        let mut changes: Vec<Change> = rows::rows(rows::CHANGES);
        changes.sort_by_key(|change| change.effective_on);
        for change in changes {
            let level = if change.level == "province" { Level::Province } else { Level::Commune };
            let unit = self.new[&(level, change.code)];
            let names = &mut self.units[unit].names;
            let last = names.last_mut().expect("every unit has a name");
            let mut named =
                Named { since: change.effective_on, resolution: change.resolution, ..last.clone() };
            last.until = change.effective_on;
            match change.field.as_str() {
                "kind" => named.kind = change.new,
                _ => named.name = change.new,
            }
            names.push(named);
        }
    }

    fn aliases(&mut self) {
        for row in rows::rows::<rows::Alias>(rows::ALIASES) {
            let unit = match row.level.as_str() {
                "province" => self.new[&(Level::Province, row.code)],
                "commune" => self.new[&(Level::Commune, row.code)],
                "legacy_province" => self.old[&(Level::Province, row.code)],
                "legacy_district" => self.old[&(Level::District, row.code)],
                _ => self.old[&(Level::Commune, row.code)],
            };
            let aliases = &mut self.units[unit].aliases;
            if !aliases.contains(&row.alias) {
                aliases.push(row.alias);
            }
        }
    }

    fn population(&mut self) {
        for row in rows::rows::<rows::People>(rows::POPULATION) {
            let key = (Level::Province, row.province_code);
            let unit = if row.level == "new" { self.new[&key] } else { self.old[&key] };
            let counted = Counted {
                year: row.year,
                people: row.population,
                basis: row.basis,
                source: row.source,
            };
            // A province that went on has the sum of itself beside its own figure.
            let population = &mut self.units[unit].population;
            if !population
                .iter()
                .any(|one| (one.year, one.people) == (counted.year, counted.people))
            {
                population.push(counted);
            }
        }
    }
}

impl ReferenceUnit {
    fn go_on(&mut self, named: Named, hold: Hold) {
        self.closed = Day::NEVER;
        match self.names.last_mut() {
            Some(last) if (&last.name, &last.kind) == (&named.name, &named.kind) => {
                last.until = named.until
            }
            _ => self.names.push(named),
        }
        match self.parents.last_mut() {
            Some(last) if last.parent == hold.parent => last.until = hold.until,
            _ => self.parents.push(hold),
        }
    }
}

fn since_merger(name: String, kind: String, resolution: String) -> Named {
    Named { since: TWO_LEVELS_SINCE, until: Day::NEVER, name, kind, resolution }
}

fn listed_province(row: rows::OldProvince) -> OldUnit {
    let rows::OldProvince { code, name, kind, .. } = row;
    OldUnit { code, name, kind, parent_code: String::new(), since: FIRST_LIST }
}

fn days_of_lists(last_lists: &[(Level, Vec<OldUnit>)], earlier: &[Earlier]) -> BTreeSet<Day> {
    let last = last_lists.iter().flat_map(|(_, list)| list).map(|row| row.since);
    last.chain(earlier.iter().flat_map(|row| [row.seen_from, row.seen_to])).collect()
}

/// How each unit stood through time, by code: as listed, until the next list that shows it otherwise or no more.
fn standings<'r>(
    last_list: Vec<OldUnit>,
    earlier: impl Iterator<Item = &'r Earlier>,
    lists: &BTreeSet<Day>,
) -> BTreeMap<String, Vec<Standing>> {
    let day_after =
        |seen: Day| lists.range(seen.next()..).next().copied().unwrap_or(TWO_LEVELS_SINCE);
    let mut by_code: BTreeMap<String, Vec<Standing>> = BTreeMap::new();
    for row in earlier {
        by_code.entry(row.code.clone()).or_default().push(Standing {
            since: row.seen_from,
            until: day_after(row.seen_to),
            name: row.name.clone(),
            kind: row.kind.clone(),
            parent_code: row.parent_code.clone(),
        });
    }
    for row in last_list {
        let standings = by_code.entry(row.code).or_default();
        let seen_before = standings.iter().map(|one| one.until).max();
        standings.push(Standing {
            // Provinces bear no day of their own: the last list begins where history ends.
            since: seen_before.map_or(row.since, |until| row.since.max(until)),
            until: TWO_LEVELS_SINCE,
            name: row.name,
            kind: row.kind,
            parent_code: row.parent_code,
        });
    }
    for standings in by_code.values_mut() {
        standings.sort_by_key(|one| one.since);
        for place in 1..standings.len() {
            standings[place - 1].until = standings[place].since;
        }
        for first in standings.iter_mut().filter(|one| one.since == FIRST_LIST) {
            first.since = Day::BEGINNING;
        }
    }
    by_code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alive(reference: &Reference, level: Level, on: Day) -> usize {
        let there =
            |unit: &&ReferenceUnit| unit.level == level && unit.opened <= on && on < unit.closed;
        reference.units.iter().filter(there).count()
    }

    #[test]
    fn the_country_had_three_levels_and_has_two() {
        let country = Reference::whole_country();
        let count = |on| {
            [Level::Province, Level::District, Level::Commune]
                .map(|level| alive(country, level, on))
        };
        assert_eq!(count(Day::of(2025, 6, 30)), [63, 696, 10_035]);
        assert_eq!(count(Day::of(2025, 7, 1)), [34, 0, 3_321]);
        assert_eq!(count(Day::of(2026, 11, 21)), [34, 0, 3_321]);
        assert_eq!(alive(country, Level::Commune, Day::of(2017, 10, 15)), 11_162);
    }

    #[test]
    fn names_and_parents_cover_the_life_of_every_unit_without_gap_or_overlap() {
        for unit in &Reference::whole_country().units {
            let names: Vec<(Day, Day)> =
                unit.names.iter().map(|one| (one.since, one.until)).collect();
            assert!(covers(&names, unit), "names of {} {}", unit.code, unit.opened);
            let parents: Vec<(Day, Day)> =
                unit.parents.iter().map(|one| (one.since, one.until)).collect();
            assert!(
                unit.level == Level::Nation || covers(&parents, unit),
                "parents of {} {}",
                unit.code,
                unit.opened
            );
        }
    }

    fn covers(spans: &[(Day, Day)], unit: &ReferenceUnit) -> bool {
        spans.first().is_some_and(|span| span.0 == unit.opened)
            && spans.last().is_some_and(|span| span.1 == unit.closed)
            && spans.windows(2).all(|pair| pair[0].1 == pair[1].0)
            && spans.iter().all(|span| span.0 < span.1)
    }

    #[test]
    fn ids_are_not_shared_and_never_change() {
        let country = Reference::whole_country();
        let ids: HashSet<_> = country.units.iter().map(ReferenceUnit::id).collect();
        assert_eq!(ids.len(), country.units.len());
        assert_eq!(crate::reference::nation(), country.units[NATION].id());
    }

    #[test]
    fn a_part_of_the_country_is_whole_in_itself() {
        let part = Reference::of_provinces(&["60", "11"]);
        let count = |on| [Level::Province, Level::District].map(|level| alive(&part, level, on));
        assert_eq!(
            count(Day::of(2025, 6, 30)),
            [4, 10 + 28],
            "Điện Biên, and Lâm Đồng with what joined it"
        );
        assert_eq!(count(Day::of(2025, 7, 1)), [2, 0]);
        assert!(part.units.iter().skip(1).all(|unit| !unit.parents.is_empty()));
    }
}
