//! Positions and quorums: the same for the whole country, and no secret.

use crate::{
    posts::{Carries, Post},
    words::Body,
};
use access::Scope;
use kernel::Day;
use platform::{Problem, db::Tx};

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    label_vi: String,
    label_en: String,
    bodies: String,
    single: String,
    carries: String,
    position: i64,
    retired_on: Option<Day>,
    revision: i64,
}

impl From<Row> for Post {
    fn from(row: Row) -> Post {
        Post {
            code: row.code,
            label_vi: row.label_vi,
            label_en: row.label_en,
            bodies: row.bodies.split_whitespace().filter_map(Body::read).collect(),
            single: row.single == "single",
            // Rights that this version does not know are none.
            carries: Carries::read(&row.carries).unwrap_or(Carries::Nothing),
            position: row.position,
            retired_on: row.retired_on,
            revision: row.revision,
        }
    }
}

fn bodies_stored(post: &Post) -> String {
    post.bodies.iter().map(|body| body.code()).collect::<Vec<_>>().join(" ")
}

fn single_stored(post: &Post) -> &'static str {
    if post.single { "single" } else { "" }
}

pub async fn posts(tx: &mut Tx) -> Result<Vec<Post>, Problem> {
    let sql =
        "select code, label_vi, label_en, bodies, single, carries, position, retired_on, revision
               from officer_post order by position, code";
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(Post::from).collect())
}

pub async fn post(tx: &mut Tx, code: &str) -> Result<Post, Problem> {
    let sql =
        "select code, label_vi, label_en, bodies, single, carries, position, retired_on, revision
               from officer_post where code = $1";
    let row: Row = sqlx::query_as(sql).bind(code).fetch_one(&mut **tx).await?;
    Ok(row.into())
}

pub async fn insert_if_missing(tx: &mut Tx, post: &Post) -> Result<(), Problem> {
    let sql = "insert into officer_post
               (code, label_vi, label_en, bodies, single, carries, position, retired_on, revision)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (code) do nothing";
    sqlx::query(sql)
        .bind(&post.code)
        .bind(&post.label_vi)
        .bind(&post.label_en)
        .bind(bodies_stored(post))
        .bind(single_stored(post))
        .bind(post.carries.code())
        .bind(post.position)
        .bind(post.retired_on)
        .bind(post.revision)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn change(tx: &mut Tx, _scope: &Scope, post: &Post) -> Result<(), Problem> {
    let sql = "update officer_post set label_vi = $2, label_en = $3, bodies = $4, single = $5, carries = $6,
               position = $7, retired_on = $8, revision = revision + 1 where code = $1 and revision = $9";
    let changed = sqlx::query(sql)
        .bind(&post.code)
        .bind(&post.label_vi)
        .bind(&post.label_en)
        .bind(bodies_stored(post))
        .bind(single_stored(post))
        .bind(post.carries.code())
        .bind(post.position)
        .bind(post.retired_on)
        .bind(post.revision)
        .execute(&mut **tx)
        .await?;
    if changed.rows_affected() == 0 { Err(Problem::Outdated) } else { Ok(()) }
}

/// From how many on a committee may decide, and where that is said.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Quorum {
    pub code: String,
    pub quorum_part: i64,
    pub quorum_whole: i64,
    pub basis: String,
}

pub async fn quorums(tx: &mut Tx) -> Result<Vec<Quorum>, Problem> {
    let sql = "select code, quorum_part, quorum_whole, basis from officer_body order by code";
    Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
}

pub async fn quorum(tx: &mut Tx, body: Body) -> Result<(i64, i64), Problem> {
    let sql = "select quorum_part, quorum_whole from officer_body where code = $1";
    Ok(sqlx::query_as(sql).bind(body.code()).fetch_one(&mut **tx).await?)
}

pub async fn insert_quorum_if_missing(
    tx: &mut Tx,
    body: Body,
    (part, whole): (i64, i64),
    basis: &str,
) -> Result<(), Problem> {
    let sql = "insert into officer_body (code, quorum_part, quorum_whole, basis, revision)
               values ($1, $2, $3, $4, 1) on conflict (code) do nothing";
    let query = sqlx::query(sql).bind(body.code()).bind(part).bind(whole).bind(basis);
    query.execute(&mut **tx).await?;
    Ok(())
}

pub async fn change_quorum(
    tx: &mut Tx,
    _scope: &Scope,
    body: Body,
    (part, whole): (i64, i64),
    basis: &str,
) -> Result<(), Problem> {
    let sql = "update officer_body set quorum_part = $2, quorum_whole = $3, basis = $4, revision = revision + 1
               where code = $1";
    let query = sqlx::query(sql).bind(body.code()).bind(part).bind(whole).bind(basis);
    query.execute(&mut **tx).await?;
    Ok(())
}
