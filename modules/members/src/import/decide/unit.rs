//! To which unit a row belongs.

use super::{Desk, FileRow};
use crate::import::{
    places::Found,
    rules::{Belongs, Finding, Given},
};

impl Desk<'_> {
    /// The unit of a row, and whether the row itself names it.
    pub(super) fn unit_of(
        &mut self,
        row: &mut FileRow,
        given: &Given,
    ) -> Result<(usize, bool), Finding> {
        let here = |desk: &Self| desk.places.unit(desk.places.here()).full_name(desk.lang);
        match &given.belongs {
            Belongs::Here => Ok((self.places.here(), false)),
            Belongs::Code { column, code } => match self.places.with_code(code) {
                Some(unit) => Ok((unit, true)),
                None => {
                    let message = self.t.unit_code_unknown(&short(code), &here(self));
                    Err(Finding::wrong(*column, "unit_unknown", message))
                }
            },
            Belongs::Name { column, name } => match self.places.named(name) {
                Found::One(unit) => Ok((unit, true)),
                Found::Several => {
                    let message = self.t.unit_ambiguous(&short(name));
                    Err(Finding::wrong(*column, "unit_ambiguous", message))
                }
                Found::Nothing => {
                    let unknown = self.t.unit_name_unknown(&short(name), &here(self));
                    Err(Finding::wrong(*column, "unit_unknown", unknown + &self.near(name)))
                }
            },
            Belongs::Perhaps { column, name } => {
                if let Found::One(unit) = self.places.named(name) {
                    return Ok((unit, true));
                }
                let message = self.t.unit_not_found(&short(name), &here(self)) + &self.near(name);
                row.reading.findings.push(Finding::doubtful(*column, "unit_not_found", message));
                Ok((self.places.here(), false))
            }
        }
    }

    /// ` Tên gần giống: “Thẩm Mú 1”, “Thẩm Mú 2”.`, or nothing. A list of nothing but unknown names
    /// is another unit's; the first of them are answered.
    fn near(&mut self, name: &str) -> String {
        const ANSWERED: usize = 300;
        if let Some(known) = self.near.get(name) {
            return known.clone();
        }
        if self.near.len() >= ANSWERED {
            return String::new();
        }
        let near = self.places.near(name).into_iter().map(|near| format!("“{near}”"));
        let names = near.collect::<Vec<_>>().join(", ");
        let said = match names.is_empty() {
            true => String::new(),
            false => format!(" {}", self.t.near_names(&names)),
        };
        self.near.insert(name.to_owned(), said.clone());
        said
    }
}

/// A long text typed into a narrow cell is not repeated whole.
fn short(typed: &str) -> String {
    typed.chars().take(60).collect()
}
