//! The forms shipped with the program. One of them is written out; the others extend it.
//!
//! - A file is one version of one form, and stays as it was once it has been in use: a report is read by the version it
//!   names. A new version is one more file.
//! - A form extends a version of another, so that nothing changes under it.

use super::PeriodKind;
use crate::template::{Form, Section, Template};
use std::sync::{Arc, OnceLock};

/// A form as its file has it: whole, or what is different from the one it extends.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    extends: Option<Extended>,
    code: String,
    version: i64,
    kind: PeriodKind,
    #[serde(default)]
    lenient: bool,
    name_vi: String,
    name_en: String,
    title_vi: Option<String>,
    title_en: Option<String>,
    /// Which sections there are, in their order, where not all of the extended form.
    sections: Option<Vec<String>>,
    #[serde(default, rename = "heading")]
    headings: Vec<Heading>,
    #[serde(default, rename = "section")]
    own: Vec<Section>,
}

/// The form that another is made from.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Extended {
    code: String,
    version: i64,
}

/// Another heading of a section that is otherwise as in the extended form.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    id: String,
    vi: String,
    en: String,
}

/// The form that is always in use.
pub const HALF_YEAR: &str = "half-year";

const FILES: [&str; 4] = [
    include_str!("../../data/half-year-1.toml"),
    include_str!("../../data/year-1.toml"),
    include_str!("../../data/school-year-1.toml"),
    include_str!("../../data/term-1.toml"),
];

/// Every version of every shipped form.
struct Shipped {
    versions: Vec<Form>,
    /// The newest of each, in the order in which they are offered.
    newest: Vec<Form>,
}

impl Shipped {
    /// Each file may extend those before it.
    fn read(files: &[&str]) -> Option<Shipped> {
        let (mut versions, mut newest): (Vec<Form>, Vec<Form>) = (vec![], vec![]);
        for file in files {
            let form = Arc::new(whole(file, &versions)?);
            match newest.iter_mut().find(|known| known.code == form.code) {
                Some(known) if known.version < form.version => *known = form.clone(),
                Some(_) => {}
                None => newest.push(form.clone()),
            }
            versions.push(form);
        }
        Some(Shipped { versions, newest })
    }

    fn version(&self, code: &str, number: i64) -> Option<&Form> {
        self.versions.iter().find(|form| form.code == code && form.version == number)
    }
}

fn shipped() -> &'static Shipped {
    static SHIPPED: OnceLock<Shipped> = OnceLock::new();
    SHIPPED.get_or_init(|| Shipped::read(&FILES).expect("the shipped forms can be read"))
}

/// The newest of all of them, in the order in which they are offered.
pub fn all() -> &'static [Form] {
    &shipped().newest
}

/// The shipped form with this code, as it is now.
pub fn form(code: &str) -> Option<&'static Form> {
    all().iter().find(|form| form.code == code)
}

/// The shipped form with this code, as it was in one of its versions.
pub fn version(code: &str, number: i64) -> Option<&'static Form> {
    shipped().version(code, number)
}

/// A form from its file and those before it.
fn whole(file: &str, known: &[Form]) -> Option<Template> {
    let sheet: Sheet = toml::from_str(file).ok()?;
    let base = match &sheet.extends {
        Some(from) => {
            Some(known.iter().find(|form| form.code == from.code && form.version == from.version)?)
        }
        None => None,
    };
    let (title_vi, title_en) = (
        sheet.title_vi.or_else(|| base.map(|form| form.title_vi.clone()))?,
        sheet.title_en.or_else(|| base.map(|form| form.title_en.clone()))?,
    );
    let inherited = base.map(|form| form.sections.clone()).unwrap_or_default();
    let order = sheet.sections.unwrap_or_else(|| {
        let all = inherited.iter().chain(&sheet.own).map(|section| section.id.clone());
        all.collect()
    });
    let mut sections = vec![];
    for id in &order {
        let section = sheet.own.iter().chain(&inherited).find(|section| section.id == *id);
        let mut section = section?.clone();
        if let Some(heading) = sheet.headings.iter().find(|heading| heading.id == *id) {
            section.heading_vi = heading.vi.clone();
            section.heading_en = heading.en.clone();
        }
        sections.push(section);
    }
    Some(Template {
        code: sheet.code,
        version: sheet.version,
        kind: sheet.kind,
        lenient: sheet.lenient,
        name_vi: sheet.name_vi,
        name_en: sheet.name_en,
        title_vi,
        title_en,
        sections,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn the_shipped_forms_read_and_are_without_mistakes() {
        let known: Vec<String> =
            form("half-year").unwrap().indicators().iter().map(|code| (*code).to_owned()).collect();
        let known = |code: &str| known.iter().any(|one| one == code).then_some(true);
        for form in all() {
            assert_eq!(
                super::super::rules::mistakes(form, &known, Lang::Vi).0,
                [],
                "{}",
                form.code
            );
        }
        let codes: Vec<&str> = all().iter().map(|form| form.code.as_str()).collect();
        assert_eq!(codes, ["half-year", "year", "school-year", "term"]);
    }

    #[test]
    fn a_new_version_leaves_the_old_one_and_what_extends_it_as_they_were() {
        let [half, year, ..] = FILES;
        let newer = half.replacen("version = 1", "version = 2", 1).replacen(
            "Chỉ đạo và tuyên truyền",
            "Chỉ đạo",
            1,
        );
        let shipped = Shipped::read(&[half, year, &newer]).unwrap();
        let heading = |code: &str, number| {
            shipped.version(code, number).map(|form| form.sections[0].heading_vi.clone())
        };
        assert_eq!(heading("half-year", 1).as_deref(), Some("Chỉ đạo và tuyên truyền"));
        assert_eq!(heading("half-year", 2).as_deref(), Some("Chỉ đạo"));
        assert_eq!(heading("half-year", 3), None);
        assert_eq!(heading("year", 1).as_deref(), Some("Chỉ đạo và tuyên truyền"));
        let newest: Vec<(&str, i64)> =
            shipped.newest.iter().map(|form| (form.code.as_str(), form.version)).collect();
        assert_eq!(newest, [("half-year", 2), ("year", 1)]);
        assert!(Shipped::read(&[year]).is_none(), "a form is not made from one that is not there");
    }

    #[test]
    fn each_form_speaks_of_its_kind_of_period() {
        let title =
            |code: &str, period: &str| form(code).unwrap().title(Lang::Vi, period.parse().unwrap());
        assert!(title("half-year", "2017-H1").ends_with("6 tháng đầu năm 2017"));
        assert!(title("year", "2017").ends_with("xã hội học tập năm 2017"));
        assert!(title("school-year", "SY2022").ends_with("khuyến tài năm học 2022–2023"));
        assert!(title("term", "2021-01-01/2025-12-31").ends_with("nhiệm kỳ 2021–2025"));
        let last = |code: &str| {
            let form = form(code).unwrap();
            form.sections.last().unwrap().heading(Lang::Vi, form.kind)
        };
        assert_eq!(last("half-year"), "Nhiệm vụ trọng tâm kỳ tới");
        assert_eq!(last("school-year"), "Nhiệm vụ trọng tâm năm học tới");
        assert_eq!(last("term"), "Phương hướng, nhiệm vụ nhiệm kỳ tới");
    }

    #[test]
    fn the_school_year_puts_pupils_first_and_asks_for_no_other_figures() {
        let (half, school) = (form("half-year").unwrap(), form("school-year").unwrap());
        assert_eq!(school.sections[1].id, "fund");
        assert_ne!(half.sections[4].heading_vi, school.sections[1].heading_vi);
        let sorted = |form: &Form| {
            let mut codes: Vec<String> =
                form.indicators().iter().map(|code| (*code).to_owned()).collect();
            codes.sort();
            codes
        };
        assert_eq!(sorted(half), sorted(school));
    }
}
