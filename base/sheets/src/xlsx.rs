//! The .xlsx format: a zip of XML parts, read as a stream and never trusted.

mod look_through;
pub(crate) mod package;
pub(crate) mod rows;
pub(crate) mod strings;
pub(crate) mod styles;
pub(crate) mod workbook;
pub(crate) mod xml;

use crate::{Area, Limits, Row, Unreadable};
use package::Package;
use std::{collections::HashMap, fs::File, ops::ControlFlow, path::Path};
use strings::Strings;
use styles::Looks;
use workbook::Workbook;

/// An .xlsx whose parts have been found and whose common texts are at hand.
pub(crate) struct Xlsx {
    pub(crate) package: Package,
    pub(crate) workbook: Workbook,
    strings: Option<Strings>,
    looks: Looks,
    /// By sheet, once it has been read to its end.
    merged: HashMap<usize, Vec<Area>>,
}

impl Xlsx {
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Xlsx, Unreadable> {
        let mut package = Package::open(File::open(path)?, limits)?;
        let workbook = Workbook::read(&mut package, limits)?;
        let looks = match &workbook.styles {
            Some(part) => Looks::read(&mut package, part, limits)?,
            None => Looks::default(),
        };
        Ok(Xlsx { package, workbook, strings: None, looks, merged: HashMap::new() })
    }

    pub(crate) fn rows_expected(&mut self, sheet: usize) -> u32 {
        let Some(sheet) = self.workbook.sheets.get(sheet) else { return 0 };
        rows::expected(&mut self.package, &sheet.part)
    }

    pub(crate) fn look_through(&mut self, limits: &Limits) -> Result<(), Unreadable> {
        for sheet in &self.workbook.sheets {
            look_through::sheet(&mut self.package, &sheet.part, limits)?;
        }
        self.workbook
            .strings
            .as_ref()
            .map_or(Ok(()), |part| look_through::other(&mut self.package, part))
    }

    pub(crate) fn read(
        &mut self,
        place: usize,
        limits: &Limits,
        each: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        let sheet = self.workbook.sheets.get(place).ok_or(Unreadable::NoSuchSheet)?;
        if self.strings.is_none() {
            self.strings = Some(match &self.workbook.strings {
                Some(part) => Strings::read(&mut self.package, part, limits)?,
                None => Strings::default(),
            });
        }
        let words = rows::Words {
            strings: self.strings.as_ref().unwrap_or(Strings::NONE),
            looks: &self.looks,
            from_1904: self.workbook.from_1904,
        };
        let merged = rows::read(&mut self.package, &sheet.part, &words, limits, each)?;
        self.merged.insert(place, merged);
        Ok(())
    }

    pub(crate) fn merged(&self, sheet: usize) -> Vec<Area> {
        self.merged.get(&sheet).cloned().unwrap_or_default()
    }
}
