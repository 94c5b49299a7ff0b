//! `verify`: everything that must always hold, asked of the whole database.

use super::Done;
use crate::{
    arguments::{Place, Verify},
    folder, modules,
    texts::Texts,
    written_head,
};
use audit::Head;
use kernel::Lang;
use platform::{Problem, Site, module::Finding};

#[derive(serde::Serialize)]
pub struct Checked {
    /// The invariant: `I05`.
    id: &'static str,
    /// Which side of it, where several are looked at: `declared`.
    #[serde(skip_serializing_if = "str::is_empty")]
    part: &'static str,
    pub ok: bool,
    rows_checked: i64,
    bad: Vec<String>,
}

impl Checked {
    fn of(id: &'static str, found: Finding) -> Checked {
        let (id, part) = id.split_once('-').unwrap_or((id, ""));
        let Finding { rows_checked, bad } = found;
        Checked { id, part, ok: bad.is_empty(), rows_checked, bad }
    }
}

pub async fn run(place: &Place, options: Verify, lang: Lang) -> Result<Done, Problem> {
    let written = options.head.as_deref().map(written_head::read).transpose()?;
    let site = folder::open_existing(place).await?;
    let mut checks = look(&site).await?;
    let head = compare_heads(&site, written.as_deref(), &mut checks).await?;
    let ok = checks.iter().all(|check| check.ok);
    if ok {
        written_head::keep_seen(&site.settings.folder, &head)?;
    }
    if options.json {
        let said = serde_json::json!({ "ok": ok, "audit": head, "checks": checks });
        say!("{}", serde_json::to_string_pretty(&said)?);
    } else {
        print_lines(&checks, lang);
        print_head(&head, lang);
    }
    Ok(if ok { Done::Well } else { Done::CheckFailed })
}

/// Asks everything that every module says must hold.
pub async fn look(site: &Site) -> Result<Vec<Checked>, Problem> {
    let mut checks = vec![];
    for check in modules::all().iter().flat_map(|module| &module.checks) {
        checks.push(Checked::of(check.id, (check.run)(site.clone()).await?));
    }
    Ok(checks)
}

/// Holds the audit book against what was written down of it; how far it goes today.
async fn compare_heads(
    site: &Site,
    written: Option<&str>,
    checks: &mut Vec<Checked>,
) -> Result<Head, Problem> {
    let mut tx = site.db.begin().await?;
    if let Some(hash) = written {
        checks.push(Checked::of("I10-head", written_head::compare(&mut tx, hash).await?));
    }
    if let Some(found) = written_head::compare_seen(site, &mut tx).await? {
        checks.push(Checked::of("I10-seen", found));
    }
    audit::head(&mut tx).await
}

pub fn print_lines(checks: &[Checked], lang: Lang) {
    let t = Texts(lang);
    for check in checks {
        let name = [check.id, check.part].join(" ");
        if check.ok {
            say!("{}", t.check_holds(name.trim(), check.rows_checked));
            continue;
        }
        say!("{}", t.check_broken(name.trim(), check.bad.len()));
        for row in &check.bad {
            say!("  {row}");
        }
        match (check.id, check.part) {
            ("I10", "head") => say!("  {}", t.head_not_found()),
            ("I10", "seen") => say!("  {}", t.head_not_seen(written_head::FILE)),
            _ => {}
        }
    }
}

pub fn print_head(head: &Head, lang: Lang) {
    if head.rows > 0 {
        say!("{}", Texts(lang).audit_head(head.rows, &head.hash));
    }
}
