//! The officer's .xlsx again, part by part: only marked sheets and the styles are written anew.

use super::{
    SheetMarks,
    sheet::{self, Plan},
    style::Styles,
    survey,
};
use crate::{Book, Unreadable};
use std::{collections::HashMap, fs::File, io::BufWriter, path::Path};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

pub(super) fn write(mut book: Book, marks: &[SheetMarks], out: &Path) -> Result<(), Unreadable> {
    let mut plans: HashMap<String, Plan> = HashMap::new();
    for marks in marks {
        let own = survey::own_columns(&mut book, marks)?;
        let xlsx = book.xlsx().ok_or(Unreadable::NoSuchSheet)?;
        let part =
            xlsx.workbook.sheets.get(marks.sheet).ok_or(Unreadable::NoSuchSheet)?.part.clone();
        let result_column = match own {
            Some(column) => column,
            None => survey::first_free_column(&mut xlsx.package, &part, marks.header_row())?,
        };
        plans.insert(part, Plan { marks, result_column, replaces: own.is_some() });
    }
    let xlsx = book.xlsx().ok_or(Unreadable::NoSuchSheet)?;
    let styles_part = xlsx.workbook.styles.clone();
    let package = &mut xlsx.package;
    let mut styles = match &styles_part {
        Some(part) => Styles::read(package, part)?,
        None => Styles::absent(),
    };

    let mut writer = ZipWriter::new(BufWriter::new(File::create(out)?));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for place in 0..package.archive.len() {
        let name = package.archive.name_for_index(place).unwrap_or_default().to_owned();
        if Some(&name) == styles_part.as_ref() {
            continue;
        }
        if let Some(plan) = plans.get(&name) {
            writer.start_file(&name, options).map_err(of_zip)?;
            sheet::rewrite(package.part(&name)?, plan, &mut styles, &mut writer)?;
        } else {
            let part = package.archive.by_index_raw(place).map_err(of_zip)?;
            writer.raw_copy_file(part).map_err(of_zip)?;
        }
    }
    // The styles come last: only now is it known which are needed.
    if let Some(part) = &styles_part {
        writer.start_file(part, options).map_err(of_zip)?;
        styles.rewrite(package.part(part)?, &mut writer)?;
    }
    let file = writer.finish().map_err(of_zip)?;
    file.into_inner().map_err(|error| Unreadable::Disk(error.to_string()))?.sync_all()?;
    Ok(())
}

fn of_zip(error: ZipError) -> Unreadable {
    match error {
        ZipError::Io(error) => Unreadable::Disk(error.to_string()),
        _ => Unreadable::damaged("the zip is broken"),
    }
}
