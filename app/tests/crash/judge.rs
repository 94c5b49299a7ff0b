//! Opens a folder after its process died, as the next start does, and says what is wrong with it.
//!
//! What was promised is there once and whole; what was refused is not; of what nobody answered, all or nothing.

use crate::{
    association::{self, Desk, Office},
    driver,
    flows::{self, Flow, LISTED},
    load, strace,
};
use khuyenhoc::backup::{self, Wishes};
use platform::{Problem, Site, seal};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
    sync::LazyLock,
};

/// What the process had said before it died.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Said {
    pub done: BTreeSet<usize>,
    pub refused: BTreeSet<usize>,
    /// Answered with a failure of ours: it may have happened or not.
    pub failed: BTreeSet<usize>,
}

impl Said {
    pub fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            // What `khuyenhoc backup` says when it is done.
            ["Đã", "sao", "lưu", ..] => self.done.insert(0),
            ["done", number] => self.done.insert(number.parse().unwrap()),
            ["no", number, status] if status.starts_with('4') => {
                self.refused.insert(number.parse().unwrap())
            }
            ["no", number, _] => self.failed.insert(number.parse().unwrap()),
            _ => false,
        };
    }

    pub fn of(text: &str) -> Said {
        let mut said = Said::default();
        text.lines().for_each(|line| said.hear(line));
        said
    }
}

/// Everything that is wrong; nothing, if nothing is.
pub async fn judge(flow: Flow, folder: &Path, said: &Said) -> Vec<String> {
    let mut wrong = vec![];
    if flow == Flow::Restore {
        restored(folder, said, &mut wrong).await;
        return wrong;
    }
    match association::open(&flow.data(folder)).await {
        Err(problem) => wrong.push(format!("the folder does not open: {problem}")),
        Ok(site) => {
            if let Err(problem) = look(flow, &site, said, &mut wrong).await {
                wrong.push(format!("it cannot be looked at: {problem}"));
            }
            site.db.close().await;
        }
    }
    if flow == Flow::Backup {
        backed_up(folder, said, &mut wrong);
    }
    wrong
}

async fn look(
    flow: Flow,
    site: &Site,
    said: &Said,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    if flow == Flow::Beginning || flow == Flow::Upgrade {
        look_before_start(flow, site, said, wrong).await?;
    }
    site.db.migrate(association::steps()).await?;
    association::furnish(site).await?;
    sound(site, wrong).await?;
    match flow {
        Flow::Posting => posted(site, said, wrong).await?,
        Flow::Import => imported(site, said, flows::desk(), wrong).await?,
        Flow::Sending => sent(site, said, flows::desk(), wrong).await?,
        Flow::Beginning | Flow::Upgrade | Flow::Backup | Flow::Restore => {}
    }
    Ok(())
}

/// The file is sound and every invariant holds.
async fn sound(site: &Site, wrong: &mut Vec<String>) -> Result<(), Problem> {
    let mut tx = site.db.begin().await?;
    let found: Vec<String> =
        sqlx::query_scalar("pragma integrity_check").fetch_all(&mut *tx).await?;
    drop(tx);
    if found != ["ok"] {
        wrong.push(format!("the database is damaged: {found:?}"));
    }
    for check in khuyenhoc::modules::all().iter().flat_map(|module| &module.checks) {
        let found = (check.run)(site.clone()).await?;
        if !found.bad.is_empty() {
            wrong.push(format!("{} does not hold of {:?}", check.id, found.bad));
        }
    }
    Ok(())
}

async fn count(site: &Site, sql: &'static str) -> Result<i64, Problem> {
    let mut tx = site.db.begin().await?;
    Ok(sqlx::query_scalar(sql).fetch_one(&mut *tx).await?)
}

/// How often each name stands in the register, with all that belongs to it.
async fn members(site: &Site) -> Result<BTreeMap<String, i64>, Problem> {
    let mut tx = site.db.begin().await?;
    let sql = "select person.full_name, count(*) from member_person person
               left join member_membership membership on membership.person_id = person.id
               group by person.full_name";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut *tx).await?;
    Ok(rows.into_iter().collect())
}

/// Who may join, and by which operation.
static JOINING: LazyLock<BTreeMap<String, usize>> =
    LazyLock::new(|| (0..10_000).map(|number| (flows::joining(number), number)).collect());

pub async fn posted(site: &Site, said: &Said, wrong: &mut Vec<String>) -> Result<(), Problem> {
    let members = members(site).await?;
    let mut tx = site.db.begin().await?;
    let sql = "select id from operation where id like 'operation-%'";
    let operations: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *tx).await?;
    drop(tx);
    let kept: BTreeSet<&str> = operations.iter().map(String::as_str).collect();
    let mut present = BTreeSet::new();
    for (name, times) in &members {
        match JOINING.get(name) {
            Some(number) => {
                present.insert(*number);
                if *times != 1 || !kept.contains(driver::operation(*number).as_str()) {
                    wrong.push(format!("operation {number} is there {times} times, or in part"));
                }
            }
            None => wrong.push(format!("nobody asked for {name}")),
        }
    }
    if operations.len() != members.len() {
        wrong.push(format!("{} operations made {} members", operations.len(), members.len()));
    }
    let deeds = count(site, "select count(*) from audit_row where action = 'members.join'").await?;
    if deeds != i64::try_from(members.len()).unwrap_or(-1) {
        wrong.push(format!("{deeds} deeds made {} members", members.len()));
    }
    for lost in said.done.difference(&present) {
        wrong.push(format!("lost: operation {lost} was answered and is not there"));
    }
    for told in said.refused.intersection(&present) {
        wrong.push(format!("operation {told} was refused and is there"));
    }
    Ok(())
}

/// Wholly there or wholly absent; and the same list read again brings it to the same end.
async fn imported(
    site: &Site,
    said: &Said,
    desk: &Desk,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    let there = all_or_nothing(site, wrong).await?;
    let batches = count(site, "select count(*) from member_batch where state = 'applied'").await?;
    if (batches == 1) != there {
        wrong.push(format!("{batches} batches are applied, and the members are not as they say"));
    }
    if said.done.contains(&0) && !there {
        wrong.push("lost: the list was written and is not there".to_owned());
    }
    let again = driver::import_list(site, desk, &flows::member_list()).await?;
    let expected = if there { (0, LISTED) } else { (LISTED, 0) };
    if (again.created, again.unchanged) != (expected.0 as _, expected.1 as _) {
        wrong.push(format!("read again, the list made {again:?}"));
    }
    all_or_nothing(site, wrong).await?;
    Ok(())
}

async fn all_or_nothing(site: &Site, wrong: &mut Vec<String>) -> Result<bool, Problem> {
    let members = members(site).await?;
    let listed: BTreeMap<String, i64> = (0..LISTED).map(|row| (flows::listed(row), 1)).collect();
    if !members.is_empty() && members != listed {
        wrong.push(format!("the list is there in part: {} of {LISTED}", members.len()));
    }
    Ok(!members.is_empty())
}

/// After a start, a list that was sent is checked, and one whose writing was promised is written.
async fn sent(
    site: &Site,
    said: &Said,
    desk: &Desk,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    let there = all_or_nothing(site, wrong).await?;
    if said.done.contains(&2) && !there {
        wrong.push("lost: the list was seen written and is not there".to_owned());
    }
    let office = Office::of(site.clone(), desk);
    office.run_jobs().await?;
    let mut tx = site.db.begin().await?;
    let states: Vec<(String, String)> =
        sqlx::query_as("select state, problem from member_batch").fetch_all(&mut *tx).await?;
    drop(tx);
    let there = all_or_nothing(site, wrong).await?;
    match states.as_slice() {
        [] if said.done.is_empty() => {}
        [] => wrong.push("lost: the list had arrived and is gone".to_owned()),
        [(state, _)] if state == "applied" && there => {}
        [(state, _)] if state == "checked" && !there && !said.done.contains(&1) => {}
        other => wrong.push(format!("after {:?} the list stands at {other:?}", said.done)),
    }
    let unfinished =
        count(site, "select count(*) from job where state in ('queued', 'running')").await?;
    if unfinished > 0 {
        wrong.push(format!("{unfinished} jobs are not taken up again"));
    }
    Ok(())
}

/// Each step is wholly there or not at all, and what was said to be ready is.
async fn look_before_start(
    flow: Flow,
    site: &Site,
    said: &Said,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    if !said.done.contains(&0) {
        return Ok(());
    }
    let steps = count(site, "select count(*) from _sqlx_migrations where success").await?;
    if steps != i64::try_from(association::steps().len()).unwrap_or(-1) {
        wrong.push(format!("lost: all steps were taken, and {steps} are there"));
    }
    if flow == Flow::Beginning && count(site, "select count(*) from unit").await? == 0 {
        wrong.push("lost: the units were there".to_owned());
    }
    Ok(())
}

/// A backup has its name when it is whole, and not before; what a dead process left does not stand in the way of
/// the next one.
fn backed_up(folder: &Path, said: &Said, wrong: &mut Vec<String>) {
    let target = flows::backup_file(folder);
    if said.done.contains(&0) && !target.exists() {
        wrong.push("lost: the backup was made and is not there".to_owned());
    }
    if !target.exists() {
        let mut again = Command::new(load::BINARY);
        strace::back_up(&mut again, folder);
        let output = again.output().unwrap();
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr);
            wrong.push(format!("the next backup cannot be made: {why}"));
        }
    }
    // The last forty bytes: a mark of eight, and the digest of all before it (decision 0017).
    let bytes = fs::read(&target).unwrap_or_default();
    let content = &bytes[..bytes.len().saturating_sub(40)];
    let digest: String =
        bytes[bytes.len().saturating_sub(32)..].iter().map(|byte| format!("{byte:02x}")).collect();
    if seal::hash(content) != digest {
        wrong.push(format!("a backup of {} bytes is not whole", bytes.len()));
    }
}

/// A restore is whole, or the folder says that it is not and what to do; and whoever does that gets there.
async fn restored(folder: &Path, said: &Said, wrong: &mut Vec<String>) {
    let data = Flow::Restore.data(folder);
    let begun = fs::read_dir(&data).is_ok_and(|mut inside| inside.next().is_some());
    let is_refused = begun && is_refused_as_unfinished(&data, wrong);
    if !begun || is_refused {
        if said.done.contains(&0) {
            wrong.push("lost: it was said to be restored and is not".to_owned());
        }
        let _gone = fs::remove_dir_all(&data);
        if let Err(problem) = flows::restore(folder).await {
            wrong.push(format!("the advice does not help: {}", problem.say(kernel::Lang::Vi)));
            return;
        }
    }
    match association::open(&data).await {
        Err(problem) => wrong.push(format!("the restored folder does not open: {problem}")),
        Ok(site) => {
            if let Err(problem) = is_the_association(&site, folder, wrong).await {
                wrong.push(format!("what was restored cannot be looked at: {problem}"));
            }
            site.db.close().await;
        }
    }
}

/// What every command says to a folder with a restore that broke off.
fn is_refused_as_unfinished(data: &Path, wrong: &mut Vec<String>) -> bool {
    let marked = data.join("restore.unfinished").exists();
    if !marked {
        return false;
    }
    let mut verify = Command::new(load::BINARY);
    verify.arg("verify").arg("--data").arg(data).env_remove("DATABASE_URL");
    let output = verify.output().unwrap();
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() != Some(3) || !why.contains("dở dang") || !why.contains("Hãy xóa") {
        wrong.push(format!("a half restored folder is not refused with what to do: {why}"));
    }
    true
}

/// A backup of it holds the same as the one it came from.
async fn is_the_association(
    site: &Site,
    folder: &Path,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    sound(site, wrong).await?;
    let again = folder.join("again.khuyenhoc");
    let plain = Wishes { passphrase: None, with_key: true };
    let found = backup::make(site, &again, &plain).await?.content_digest;
    if found != *flows::content() {
        wrong.push("what is there is not what was backed up".to_owned());
    }
    Ok(())
}
