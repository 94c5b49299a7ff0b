//! Which sheets a workbook has, and where its parts are.

use super::{
    package::Package,
    xml::{attribute, raw_attribute},
};
use crate::{Limits, Unreadable};
use quick_xml::events::Event;
use std::collections::HashMap;

#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) part: String,
}

#[derive(Debug)]
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) from_1904: bool,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
}

struct Relation {
    kind: String,
    part: String,
}

impl Workbook {
    pub(crate) fn read(package: &mut Package, limits: &Limits) -> Result<Workbook, Unreadable> {
        let roots = relations(package, "_rels/.rels", "", limits)?;
        let main = roots.into_values().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.part);
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = relations(package, &format!("{folder}/_rels/{name}.rels"), folder, limits)?;
        let of_kind = |kind: &str| {
            let found = relations.values().find(|relation| relation.kind == kind);
            found.map(|relation| relation.part.clone()).filter(|part| package.has(part))
        };
        let (strings, styles) = (of_kind("sharedStrings"), of_kind("styles"));
        let mut workbook = Workbook { sheets: Vec::new(), from_1904: false, strings, styles };
        let mut xml = package.part(&main)?;
        loop {
            match xml.next()? {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    b"workbookPr" => {
                        workbook.from_1904 = raw_attribute(&tag, "date1904")
                            .is_some_and(|value| matches!(value, b"1" | b"true"));
                    }
                    b"sheet" => workbook.add_sheet(&tag, &relations, limits)?,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(workbook)
    }

    fn add_sheet(
        &mut self,
        tag: &quick_xml::events::BytesStart,
        relations: &HashMap<String, Relation>,
        limits: &Limits,
    ) -> Result<(), Unreadable> {
        if self.sheets.len() >= limits.sheets {
            return Err(Unreadable::TooManySheets { most: limits.sheets });
        }
        let mut attributes = tag.attributes();
        let id = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| {
                attribute.key.local_name().as_ref() == b"id" && attribute.key.prefix().is_some()
            })
            .map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned());
        let Some(relation) = id.and_then(|id| relations.get(&id)) else {
            return Err(Unreadable::damaged("a sheet without its part"));
        };
        // Charts have sheets of their own, without cells.
        if relation.kind == "worksheet" {
            let name = attribute(tag, "name").unwrap_or_default();
            let hidden = raw_attribute(tag, "state").is_some_and(|state| state != b"visible");
            self.sheets.push(Sheet { name, hidden, part: relation.part.clone() });
        }
        Ok(())
    }
}

fn relations(
    package: &mut Package,
    part: &str,
    folder: &str,
    limits: &Limits,
) -> Result<HashMap<String, Relation>, Unreadable> {
    let mut relations = HashMap::new();
    if !package.has(part) {
        return Ok(relations);
    }
    let mut xml = package.part(part)?;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(relations),
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == b"Relationship" =>
            {
                let text = |name| attribute(&tag, name).unwrap_or_default();
                let kind = text("Type");
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                // Two relations for each part is more than any program writes.
                if relations.len() > limits.parts * 2 {
                    return Err(Unreadable::Swollen);
                }
                if text("TargetMode") != "External" {
                    relations.insert(
                        text("Id"),
                        Relation { kind, part: resolve(folder, &text("Target")) },
                    );
                }
            }
            _ => {}
        }
    }
}

/// `worksheets/sheet1.xml`, `../xl/worksheets/sheet1.xml` or `/xl/worksheets/sheet1.xml`, seen from `xl`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_however_its_place_is_written() {
        for target in [
            "worksheets/sheet1.xml",
            "/xl/worksheets/sheet1.xml",
            "../xl/./worksheets/sheet1.xml",
            "worksheets\\sheet1.xml",
        ] {
            assert_eq!(resolve("xl", target), "xl/worksheets/sheet1.xml");
        }
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd", "never outside the zip");
    }
}
