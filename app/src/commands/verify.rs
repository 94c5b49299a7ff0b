//! `verify`: everything that must always hold, asked of the whole database.

use super::Done;
use crate::{arguments::Place, folder, modules, texts::Texts};
use kernel::Lang;
use platform::{Problem, Site};

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

pub async fn run(place: &Place, json: bool, lang: Lang) -> Result<Done, Problem> {
    let checks = look(&folder::open_existing(place).await?).await?;
    let ok = checks.iter().all(|check| check.ok);
    if json {
        say!(
            "{}",
            serde_json::to_string_pretty(&serde_json::json!({ "ok": ok, "checks": checks }))?
        );
    } else {
        print_lines(&checks, lang);
    }
    Ok(if ok { Done::Well } else { Done::CheckFailed })
}

/// Asks everything that every module says must hold.
pub async fn look(site: &Site) -> Result<Vec<Checked>, Problem> {
    let mut checks = vec![];
    for check in modules::all().iter().flat_map(|module| &module.checks) {
        let found = (check.run)(site.clone()).await?;
        let (id, part) = check.id.split_once('-').unwrap_or((check.id, ""));
        checks.push(Checked {
            id,
            part,
            ok: found.bad.is_empty(),
            rows_checked: found.rows_checked,
            bad: found.bad,
        });
    }
    Ok(checks)
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
    }
}
