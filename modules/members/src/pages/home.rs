//! Sổ bộ: where the registers of a unit are opened.

use crate::{EDIT, IMPORT, READ, indicators::MEMBERS, texts::Texts};
use access::Look;
use askama::Template;
use axum::response::Html;
use platform::{
    Problem,
    web::{self, Rail, Shell},
};

/// A register: its name, what it is for or how much it holds, and where it is.
struct Entry {
    name: String,
    hint: String,
    href: String,
}

#[derive(Template)]
#[template(path = "registers.html")]
struct RegistersPage {
    shell: Shell,
    t: Texts,
    entries: Vec<Entry>,
}

pub async fn registers(mut look: Look) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let unit = look.unit().await?;
    let mut entries = vec![];
    let entry = |name, hint, href| Entry { name, hint, href };
    if look.may(READ, &unit).await? {
        let count = members_counted(&mut look, &unit).await?;
        let said = count.map(|count| t.members_counted(&t.0.grouped(count))).unwrap_or_default();
        entries.push(entry(t.members(), said, format!("/don-vi/{unit}/hoi-vien")));
    }
    entries.push(entry(t.units_entry(), t.units_entry_hint(), format!("/don-vi?tai={unit}")));
    if look.may(IMPORT, &unit).await? && look.may(EDIT, &unit).await? {
        entries.push(entry(
            t.import_entry(),
            t.import_entry_hint(),
            format!("/don-vi/{unit}/nhap"),
        ));
    }
    if look.may(counts::DECLARE, &unit).await? {
        entries.push(entry(
            t.declared_entry(),
            t.declared_entry_hint(),
            format!("/don-vi/{unit}/so-lieu"),
        ));
    }
    let shell = look.shell(t.registers()).await?.at(Rail::Registers);
    web::page(RegistersPage { shell, t, entries })
}

/// The members of a unit and all below it as the counts book has them; nothing where the figure is
/// not kept.
pub async fn members_counted(
    look: &mut Look,
    unit: &kernel::UnitId,
) -> Result<Option<i64>, Problem> {
    let within = units::Subtree { unit: unit.clone(), boundaries: look.today };
    // What units only declare is in reports; a list shows whom it holds.
    match counts::kept_by_registers(&mut look.tx, &within, look.today, MEMBERS.code).await {
        Err(Problem::Refused(_)) => Ok(None),
        found => found,
    }
}
