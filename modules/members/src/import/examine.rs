//! A file compared with the register: what would be written, and what came back.

use crate::{
    actions::{self, BulkChange, Place},
    import::{
        Refusal,
        created_rows::CreatedRows,
        decide::{self, Decision, Field, FileRow},
        mark_file,
        places::Places,
        read::{self, File, ToRead},
        register::{Known, Register},
        rules::Given,
        store,
        summary::{Summary, Tense},
    },
    rules::{JoinReason, NewMember, NewPerson},
};
use access::{Scope, Work};
use kernel::{BatchId, Day, Lang, UnitId, vietnamese::phone};
use platform::{Problem, db::Tx, jobs::Ticket};
use std::path::Path;
use units::UnitBrief;

/// A file, the register it was compared with, and what becomes of each row.
pub struct Examined {
    pub file: File,
    pub decisions: Vec<Decision>,
    pub summary: Summary,
    places: Places,
    register: Register,
    default_joined: Day,
}

/// Reads the file beside the requests: it is heavy work.
pub async fn read_file(wanted: &ToRead) -> Result<File, Problem> {
    let wanted = wanted.clone();
    Ok(tokio::task::spawn_blocking(move || read::read(&wanted)).await??)
}

/// Compares what was read with the register of the scope.
pub async fn compare(
    tx: &mut Tx,
    scope: &Scope,
    mut file: File,
    default_joined: Day,
    lang: Lang,
) -> Result<Examined, Problem> {
    let units = store::units_in(tx, scope).await?;
    // A unit that has ended takes nobody in; its people go to the one that followed it.
    if !units.iter().any(|unit| unit.id == *scope.unit()) {
        let unit = units::brief(tx, scope.unit(), scope.today()).await?;
        return Err(Refusal::UnitEnded {
            vi: unit.full_name(Lang::Vi),
            en: unit.full_name(Lang::En),
        }
        .into());
    }
    let places = Places::of(units, scope.unit());
    let mut register = Register::of(store::members_in(tx, scope).await?)?;
    let unknown = decide::unknown_national_ids(&file.rows, &register);
    register.elsewhere = store::taken_national_ids(tx, &unknown).await?;
    let deciding = move || {
        let names: Vec<String> = file.tables.iter().map(|table| table.sheet_name.clone()).collect();
        let decisions =
            decide::decide(&mut file.rows, &names, &places, &register, default_joined, lang);
        let summary = Summary::of(&file, &decisions, |place| places.unit(place).full_name(lang));
        Examined { file, decisions, summary, places, register, default_joined }
    };
    Ok(tokio::task::spawn_blocking(deciding).await?)
}

impl Examined {
    /// Writes the officer's workbook with its marks to `out`, whole or not at all.
    pub async fn write_marked(
        self,
        wanted: &ToRead,
        tense: Tense,
        out: &Path,
    ) -> Result<Examined, Problem> {
        let (wanted, out) = (wanted.clone(), out.to_owned());
        let writing = move || -> Result<Examined, Refusal> {
            mark_file::write(&wanted, &self, tense, &out)?;
            Ok(self)
        };
        Ok(tokio::task::spawn_blocking(writing).await??)
    }

    /// What stands in the way of writing although the file is right: a declared total, for example.
    pub async fn obstacle(&self, work: &mut Work) -> Result<Option<String>, Problem> {
        for unit in self.units_that_grow() {
            match actions::refuse_beside_declared(work, &unit).await {
                Ok(()) => {}
                Err(Problem::Refused(refusal)) => return Ok(Some(refusal.say(work.lang))),
                Err(other) => return Err(other),
            }
        }
        Ok(None)
    }

    fn units_that_grow(&self) -> Vec<UnitId> {
        let created = self.decisions.iter().filter_map(|decision| match decision {
            Decision::Create { unit, .. } => Some(*unit),
            _ => None,
        });
        let mut units: Vec<usize> = created.collect();
        units.sort_unstable();
        units.dedup();
        units.into_iter().map(|unit| self.places.unit(unit).id.clone()).collect()
    }

    /// Writes every row that is right, in the work's one transaction.
    pub async fn write(
        &self,
        work: &mut Work,
        scope: &Scope,
        batch: &BatchId,
        ticket: &Ticket,
    ) -> Result<(), Problem> {
        // Known members first: a card that one gives back may go to somebody new.
        let changes =
            self.changes().map(|(at, known, given, fields)| change_of(at, &known, given, fields));
        actions::change_many(work, scope, changes.collect(), batch).await?;
        if self.summary.created > 0 {
            self.write_new(work, scope, batch, ticket).await?;
        }
        Ok(())
    }

    /// Writes some thousands at a time, so that the members of a province are not in memory twice.
    async fn write_new(
        &self,
        work: &mut Work,
        scope: &Scope,
        batch: &BatchId,
        ticket: &Ticket,
    ) -> Result<(), Problem> {
        const ROWS_AT_ONCE: usize = 2_000;
        let mut joining = actions::Joining::new(scope, batch);
        let mut done = 0;
        for first in (0..self.file.rows.len()).step_by(ROWS_AT_ONCE) {
            let joined = joining.join(work, self.new_members(first, ROWS_AT_ONCE)).await?;
            done += i64::try_from(joined.len()).unwrap_or(0);
            ticket.report(done, self.summary.created);
            if ticket.is_stopped() {
                return Err(Refusal::Stopped.into());
            }
        }
        joining.finish(work).await
    }

    fn rows(&self) -> impl Iterator<Item = (&FileRow, &Given, &Decision)> {
        let rows = self.file.rows.iter().zip(&self.decisions);
        rows.filter_map(|(row, decision)| {
            row.reading.given.as_ref().map(|given| (row, given, decision))
        })
    }

    fn changes(&self) -> impl Iterator<Item = (Place, Known<'_>, &Given, &[Field])> {
        self.rows().filter_map(|(row, given, decision)| match decision {
            Decision::Change { member, fields } => {
                let sheet = self.file.tables[row.table].sheet_name.clone();
                let at = Place { sheet, row: row.number };
                Some((at, self.register.member(*member), given, fields.as_slice()))
            }
            _ => None,
        })
    }

    /// Where the new members stand in the file, in the order in which they are written.
    pub fn created_rows(&self) -> CreatedRows {
        let mut rows = CreatedRows::default();
        for (row, _, decision) in self.rows() {
            if matches!(decision, Decision::Create { .. }) {
                rows.push(&self.file.tables[row.table].sheet_name, row.number);
            }
        }
        rows
    }

    /// The new members among so many rows from the `first`.
    fn new_members(&self, first: usize, rows: usize) -> Vec<(UnitId, NewMember)> {
        let rows = self.file.rows.iter().zip(&self.decisions).skip(first).take(rows);
        rows.filter_map(|(row, decision)| match (decision, &row.reading.given) {
            (Decision::Create { unit, .. }, Some(given)) => {
                let unit = self.places.unit(*unit);
                Some((unit.id.clone(), self.new_member(unit, given)))
            }
            _ => None,
        })
        .collect()
    }

    fn new_member(&self, unit: &UnitBrief, given: &Given) -> NewMember {
        let joined_on = decide::joined_on(given, self.default_joined);
        // Whoever joined before the unit of today was opened is a member of before.
        let day_is_known = given.joined.is_some_and(|joined| joined.day().is_some());
        let reason = if day_is_known && unit.is_alive(joined_on) {
            JoinReason::Joined
        } else {
            JoinReason::Registered
        };
        let card_number = Some(given.card.to_string()).filter(|card| !card.is_empty());
        NewMember { person: person_of(given), card_number, joined_on, reason }
    }
}

fn person_of(given: &Given) -> NewPerson {
    NewPerson {
        full_name: given.name.to_string(),
        sex: given.sex,
        birth: given.birth,
        ethnicity: given.ethnicity.to_string(),
        phone: given.phone.clone(),
        national_id: given.national_id.clone(),
        note: given.note.to_string(),
    }
}

/// What a row says anew: the person as the register has them with what is new of them, and the same
/// of the belonging; nothing of the one that the row leaves alone.
fn change_of(at: Place, known: &Known, given: &Given, fields: &[Field]) -> BulkChange {
    let of_belonging = |field: &Field| field.is_of_belonging();
    let person = || (known.person_revision, person_now(known, given, fields));
    let belonging = || {
        let card = if fields.contains(&Field::Card) { given.card.as_str() } else { known.card };
        let joined = if fields.contains(&Field::Joined) {
            decide::joined_on(given, known.joined_on)
        } else {
            known.joined_on
        };
        (known.membership_revision, joined, card.to_owned())
    };
    BulkChange {
        person: known.person(),
        membership: known.membership(),
        now: fields.iter().any(|field| !of_belonging(field)).then(person),
        belonging: fields.iter().any(of_belonging).then(belonging),
        at,
    }
}

fn person_now(known: &Known, given: &Given, fields: &[Field]) -> NewPerson {
    let mut person = NewPerson {
        full_name: known.full_name.to_owned(),
        sex: known.sex,
        birth: known.birth,
        ethnicity: known.ethnicity.to_owned(),
        phone: phone::read(known.phone).ok(),
        national_id: None,
        note: known.note.to_owned(),
    };
    for field in fields {
        match field {
            Field::Name => person.full_name = given.name.to_string(),
            Field::Birth => person.birth = given.birth,
            Field::Sex => person.sex = given.sex,
            Field::Ethnicity => person.ethnicity = given.ethnicity.to_string(),
            Field::NationalId => person.national_id.clone_from(&given.national_id),
            Field::Phone => person.phone.clone_from(&given.phone),
            Field::Note => person.note = given.note.to_string(),
            Field::Card | Field::Joined => {}
        }
    }
    person
}
