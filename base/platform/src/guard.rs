//! Tables to which rows are only ever added: the database itself refuses to change or delete one.
//!
//! A migration says `keep rows of audit_row;` on a line of its own. Whoever works in the database by hand can take
//! the guard away, but not unseen: `verify` asks whether it stands as it was made.

use crate::{
    Problem, Site,
    db::Tx,
    module::{Check, Finding},
};

/// The table that this line of a migration asks to guard.
pub(crate) fn guarded(line: &str) -> Option<&str> {
    line.strip_prefix("keep rows of ")?.strip_suffix(';')
}

const ON_SQLITE: [&str; 2] = [
    "trigger TABLE_unchanged before update on TABLE begin select raise(abort, 'rows of TABLE are only ever added'); end",
    "trigger TABLE_kept before delete on TABLE begin select raise(abort, 'rows of TABLE are only ever added'); end",
];
const REFUSE: &str = "begin raise exception 'rows of % are only ever added', tg_table_name; end";

pub(crate) fn sqlite(table: &str) -> String {
    ON_SQLITE.map(|made| format!("create {};", made.replace("TABLE", table))).join("\n")
}

pub(crate) fn postgres(table: &str) -> String {
    format!(
        "create or replace function refuse_change() returns trigger language plpgsql as $${REFUSE}$$;
         create trigger {table}_kept before update or delete on {table} for each row execute function refuse_change();
         create trigger {table}_whole before truncate on {table} for each statement execute function refuse_change();"
    )
}

/// What `verify` asks of a guarded table, as part of the invariant `id`.
pub fn check(id: &'static str, table: &'static str) -> Check {
    Check::new(id, move |site| stands(site, table))
}

async fn stands(site: Site, table: &'static str) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let missing = match site.db.is_postgres() {
        true => missing_on_postgres(&mut tx, table).await?,
        false => missing_on_sqlite(&mut tx, table).await?,
    };
    let bad = missing.into_iter().map(|name| format!("trigger/{name}")).collect();
    Ok(Finding { rows_checked: 2, bad })
}

async fn missing_on_sqlite(tx: &mut Tx, table: &str) -> Result<Vec<String>, Problem> {
    let sql = "select lower(sql) from sqlite_master where type = 'trigger' and tbl_name = $1";
    let found: Vec<String> = sqlx::query_scalar(sql).bind(table).fetch_all(&mut **tx).await?;
    let mut missing = vec![];
    for made in ON_SQLITE {
        let made = made.replace("TABLE", table);
        if !found.contains(&format!("create {made}")) {
            missing.extend(made.split(' ').nth(1).map(str::to_owned));
        }
    }
    Ok(missing)
}

/// PostgreSQL tells what a trigger does in numbers: 27 is before every updated or deleted row, 34 before a truncate.
async fn missing_on_postgres(tx: &mut Tx, table: &str) -> Result<Vec<String>, Problem> {
    let sql = "select count(*) from pg_trigger made join pg_proc does on does.oid = made.tgfoid
               where made.tgrelid = to_regclass($1) and made.tgname = $2 and made.tgtype = $3
               and made.tgenabled in ('O', 'A') and made.tgqual is null and made.tgattr = ''
               and does.prosrc = $4";
    let mut missing = vec![];
    for (name, kind) in [(format!("{table}_kept"), 27), (format!("{table}_whole"), 34)] {
        let query = sqlx::query_scalar(sql).bind(table).bind(&name).bind(kind).bind(REFUSE);
        let found: i64 = query.fetch_one(&mut **tx).await?;
        if found == 0 {
            missing.push(name);
        }
    }
    Ok(missing)
}
