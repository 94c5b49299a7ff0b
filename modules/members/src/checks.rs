//! What `verify` asks of the register of members. It reads the counts book by itself, because a
//! check that asked the book's own functions would find only what they find.

use crate::{
    indicators,
    rules::{Counting, JoinReason, LeaveReason, Membership, PersonFacet},
};
use counts::Count;
use kernel::{Day, MembershipId, PersonId, Source, UnitId, vietnamese::text};
use platform::{Problem, Site, db::Tx, module::Finding};
use std::collections::{BTreeMap, HashMap};

/// I06: in each unit the book counts as many members as the register has at home there.
pub async fn the_book_and_the_register_agree(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let register = "select unit_id, count(*) from member_membership
                    where counting = 'home' and left_on is null group by unit_id";
    let book = "select unit_id, cast(sum(quantity) as bigint) from count_row
                where indicator = 'members' and standing = 'register' group by unit_id";
    let register: Vec<(String, i64)> = sqlx::query_as(register).fetch_all(&mut *tx).await?;
    let book: Vec<(String, i64)> = sqlx::query_as(book).fetch_all(&mut *tx).await?;
    let mut both: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (unit, quantity) in register {
        both.entry(unit).or_default().0 = quantity;
    }
    for (unit, quantity) in book {
        both.entry(unit).or_default().1 = quantity;
    }
    let rows_checked = i64::try_from(both.len()).unwrap_or(i64::MAX);
    let differ = both.into_iter().filter(|(_, (register, book))| register != book);
    Ok(Finding { rows_checked, bad: differ.map(|(unit, _)| format!("unit/{unit}")).collect() })
}

const PAGE: i64 = 2_000;
const PREFIX: &str = "members.membership/";

/// I05: each belonging has exactly the counts that its row says, and no counts come from a
/// belonging that is not there.
pub async fn each_membership_has_exactly_its_counts(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let (mut finding, mut after) = (Finding::default(), String::new());
    loop {
        let page = page_after(&mut tx, &after).await?;
        let last = page.last().map(|(membership, _)| membership.id.to_string());
        let mut booked = booked_between(&mut tx, &after, last.as_deref()).await?;
        let homes: Vec<UnitId> =
            page.iter().map(|(membership, _)| membership.unit.clone()).collect();
        let homes = units::briefs(&mut tx, &homes, site.today()).await?;
        for (membership, facet) in &page {
            let opened = homes.get(&membership.unit).map_or(Day::BEGINNING, |home| home.opened);
            let source = Source::of("members.membership", &membership.id);
            let found = booked.remove(source.as_str()).unwrap_or_default();
            if sorted(found) != sorted(indicators::of_membership(membership, facet, opened)) {
                finding.bad.push(source.to_string());
            }
            finding.rows_checked += 1;
        }
        finding.bad.extend(booked.into_keys());
        match last {
            Some(last) => after = last,
            None => return Ok(finding),
        }
    }
}

fn sorted(mut counts: Vec<Count>) -> Vec<Count> {
    counts
        .sort_by(|a, b| (&a.indicator, a.day, a.quantity).cmp(&(&b.indicator, b.day, b.quantity)));
    counts
}

async fn page_after(tx: &mut Tx, after: &str) -> Result<Vec<(Membership, PersonFacet)>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: MembershipId,
        person_id: PersonId,
        unit_id: UnitId,
        counting: String,
        joined_on: Day,
        join_reason: String,
        left_on: Option<Day>,
        leave_reason: String,
        sex: String,
    }
    let sql =
        "select m.id, m.person_id, m.unit_id, m.counting, m.joined_on, m.join_reason, m.left_on,
                 m.leave_reason, p.sex
               from member_membership m join member_person p on p.id = m.person_id
               where m.id > $1 order by m.id limit $2";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(after).bind(PAGE).fetch_all(&mut **tx).await?;
    let read = |row: Row| {
        let reason = LeaveReason::read(&row.leave_reason).unwrap_or(LeaveReason::Left);
        let membership = Membership {
            id: row.id,
            person: row.person_id,
            unit: row.unit_id,
            counting: Counting::read(&row.counting).unwrap_or(Counting::Also),
            card_number: String::new(),
            joined_on: row.joined_on,
            join_reason: JoinReason::read(&row.join_reason).unwrap_or(JoinReason::Registered),
            end: row.left_on.map(|day| (day, reason)),
            leave_note: String::new(),
            revision: 0,
        };
        (membership, PersonFacet { sex: row.sex.parse().ok() })
    };
    Ok(rows.into_iter().map(read).collect())
}

/// What the book says of the belongings after one and up to another, or to the end.
async fn booked_between(
    tx: &mut Tx,
    after: &str,
    last: Option<&str>,
) -> Result<HashMap<String, Vec<Count>>, Problem> {
    #[derive(sqlx::FromRow)]
    struct Row {
        source: String,
        #[sqlx(flatten)]
        count: Count,
    }
    let sql = "select source, indicator, unit_id, coalesce(about, day) as day, facet, subject, quantity, standing,
                 wording from count_row
               where source > $1 and source <= $2 and corrects is null
               and not exists (select 1 from count_row later where later.corrects = count_row.id)";
    // Ids are written in digits and small letters, so a tilde comes after every one.
    let until = last.unwrap_or("~");
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(format!("{PREFIX}{after}"))
        .bind(format!("{PREFIX}{until}"))
        .fetch_all(&mut **tx)
        .await?;
    let mut booked: HashMap<String, Vec<Count>> = HashMap::new();
    for row in rows {
        booked.entry(row.source).or_default().push(row.count);
    }
    Ok(booked)
}

/// I20: names and notes are in their stored form, and a masked national id shows no more than it may.
pub async fn texts_are_clean(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let (mut finding, mut after) = (Finding::default(), String::new());
    loop {
        let sql = "select id, full_name, ethnicity, note, national_id_masked, national_id_index
                   from member_person where id > $1 order by id limit $2";
        type Row = (String, String, String, String, String, Option<String>);
        let rows: Vec<Row> =
            sqlx::query_as(sql).bind(&after).bind(PAGE).fetch_all(&mut *tx).await?;
        let Some(last) = rows.last() else { return Ok(finding) };
        after = last.0.clone();
        for (id, full_name, ethnicity, note, masked, index) in rows {
            let clean = !full_name.is_empty()
                && [&full_name, &ethnicity].iter().all(|text| text::normalise(text) == **text)
                && text::normalise_lines(&note) == note;
            if !clean || !is_mask(&masked) || masked.is_empty() != index.is_none() {
                finding.bad.push(format!("members.person/{id}"));
            }
            finding.rows_checked += 1;
        }
    }
}

/// `0110••••0123`, `012••••34`, or nothing.
fn is_mask(masked: &str) -> bool {
    let letters: Vec<char> = masked.chars().collect();
    let shown = letters.iter().filter(|letter| letter.is_ascii_digit()).count();
    let hidden = letters.iter().filter(|letter| **letter == '•').count();
    matches!((shown, hidden), (8, 4) | (5, 4) | (0, 0)) && shown + hidden == letters.len()
}

/// I06: nobody is counted twice.
pub async fn nobody_has_two_homes(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let all = "select count(*) from member_membership where counting = 'home' and left_on is null";
    let twice =
        "select person_id from member_membership where counting = 'home' and left_on is null
                 group by person_id having count(*) > 1";
    let rows_checked = sqlx::query_scalar(all).fetch_one(&mut *tx).await?;
    let bad: Vec<String> = sqlx::query_scalar(twice).fetch_all(&mut *tx).await?;
    Ok(Finding {
        rows_checked,
        bad: bad.into_iter().map(|id| format!("members.person/{id}")).collect(),
    })
}

/// I05: of two people made one, one is there and one is not; and every old link leads to a belonging.
pub async fn merged_people_are_somebody(site: Site) -> Result<Finding, Problem> {
    let mut tx = site.db.begin().await?;
    let all = "select count(*) from member_merge where state = 'merged'";
    // The one who stayed may have been made one with somebody else since.
    let lost = "select id from member_merge g where g.state = 'merged' and (
                  exists (select 1 from member_person p where p.id = g.gone_id)
                  or not exists (select 1 from member_person p where p.id = g.survivor_id)
                  and not exists (select 1 from member_merge later
                    where later.gone_id = g.survivor_id and later.state = 'merged'))";
    let blind = "select gone_id from member_pointer f where
                  exists (select 1 from member_membership m where m.id = f.gone_id)
                  or not exists (select 1 from member_membership m where m.id = f.now_id)
                  and not exists (select 1 from member_pointer on_ where on_.gone_id = f.now_id)";
    let rows_checked = sqlx::query_scalar(all).fetch_one(&mut *tx).await?;
    let lost: Vec<String> = sqlx::query_scalar(lost).fetch_all(&mut *tx).await?;
    let blind: Vec<String> = sqlx::query_scalar(blind).fetch_all(&mut *tx).await?;
    let lost = lost.into_iter().map(|id| format!("members.merge/{id}"));
    let blind = blind.into_iter().map(|id| format!("members.membership/{id}"));
    Ok(Finding { rows_checked, bad: lost.chain(blind).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_hides_the_middle() {
        assert!(is_mask("0110••••0123") && is_mask("012••••34") && is_mask(""));
        assert!(!is_mask("011085000123") && !is_mask("••••") && !is_mask("0110••••01x3"));
    }
}
