//! What is written stays written: a failing disk, a full one, two programs at once, a newer database.

mod started;

use platform::db::Db;
use started::{Place, Server, server};
use std::{fs, process::Stdio};

const PASSWORD: &str = "mua-thuan-gio-hoa";

fn add_lan(place: &Place) {
    let add = ["user", "add", "lan", "--full-name", "Lan", "--role", "commune_officer"];
    place.says(&[add.as_slice(), &["--unit", "03208", "--password", PASSWORD]].concat());
}

/// A limit on the size of files makes real writes fail as a failing disk does.
#[tokio::test]
async fn after_the_disk_fails_nothing_more_is_written_until_a_start_that_looked() {
    let place = Place::on_sqlite();
    add_lan(&place);
    let server = Server::start(&place, "trap '' XFSZ; ulimit -f 600");
    let mut answer = server.sign_in("lan", PASSWORD);
    let cookie = answer.1.clone();
    let mut accepted = 0;
    while answer.0 == 303 {
        accepted += 1;
        assert!(accepted < 400, "the limit is reached");
        answer = server.sign_in("lan", PASSWORD);
    }
    assert_eq!(answer.0, 503, "{}", answer.1);
    assert_eq!(server.sign_in("lan", PASSWORD).0, 503, "no later write is let through");
    let (status, ready) = server.ask("GET /readyz HTTP/1.1\r\nAccept-Language: en\r\n", "");
    assert_eq!(status, 503, "{ready}");
    let (status, page) = server.ask(&format!("GET / HTTP/1.1\r\nCookie: {cookie}\r\n"), "");
    assert_eq!(status, 200, "reading goes on: {page}");
    assert!(place.file("storage.stopped").exists(), "the next start is told");
    server.stop();

    let server = Server::start(&place, "");
    assert!(!place.file("storage.stopped").exists(), "it was looked at and found whole");
    assert_eq!(server.sign_in("lan", PASSWORD).0, 303);
    assert_eq!(server.get("/readyz").0, 200);
    server.stop();
    let db = Db::open(&place.database_url()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let sql = "select count(*) from audit_row where action = 'access.sign_in'";
    let kept: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
    assert_eq!(kept, accepted + 1, "what was told to be done is there, and nothing else");
}

#[tokio::test]
async fn a_database_that_the_disk_spoilt_is_not_written_to() {
    let place = Place::on_sqlite();
    place.says(&["init"]);
    fs::write(place.file("storage.stopped"), "disk I/O error").unwrap();
    let file = place.file("khuyenhoc.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    let why = place.refuses(&["init"]);
    assert!(why.contains("khuyenhoc restore"), "{why}");
    assert!(place.file("storage.stopped").exists());
}

#[tokio::test]
async fn a_full_disk_is_told_and_once_there_is_room_it_works_again() {
    let place = Place::on_sqlite();
    place.says(&["init"]);
    let db = Db::open(&place.database_url()).await.unwrap();
    let fill = |tx: platform::db::Tx| async move {
        let mut tx = tx;
        let sql = "insert into report_text
            select id, 'x', 'x', 'x', printf('%.*c', 4000, 'x'), 1, '', '' from unit limit 500";
        sqlx::query(sql).execute(&mut *tx).await?;
        tx.commit().await
    };
    let mut tx = db.begin_writing().await.unwrap();
    sqlx::query("pragma max_page_count = 100").execute(&mut *tx).await.unwrap();
    let refused = fill(tx).await.unwrap_err();
    assert_eq!((refused.code(), refused.status().as_u16()), ("disk_full".to_owned(), 507));
    assert!(!db.storage().is_stopped(), "a full disk is no failing disk");
    // There is room again.
    let mut tx = db.begin_writing().await.unwrap();
    sqlx::query("pragma max_page_count = 1000000").execute(&mut *tx).await.unwrap();
    fill(tx).await.unwrap();
    db.close().await;
}

/// SQLite takes a transaction back by itself when its disk is full in the middle of a commit.
#[tokio::test]
async fn a_transaction_that_sqlite_took_back_leaves_the_writer_free() {
    let place = Place::on_sqlite();
    place.says(&["init"]);
    let db = Db::open(&place.database_url()).await.unwrap();
    let mut tx = db.begin_writing().await.unwrap();
    sqlx::query("rollback").execute(&mut *tx).await.unwrap();
    drop(tx);
    let tx = db.begin_writing().await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

#[tokio::test]
async fn two_programs_that_start_at_once_migrate_once() {
    let place = Place::new().await;
    let start = || {
        let mut command = place.command(&["init"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let started: Vec<_> = (0..4).map(|_| start()).collect();
    for one in started {
        let output = one.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    place.says(&["verify"]);
    place.end().await;
}

#[tokio::test]
async fn steps_that_break_off_leave_nothing_of_themselves() {
    use platform::module::Step;
    let place = Place::new().await;
    let db = Db::open(&format!(
        "{}{}",
        place.database_url(),
        if server().is_none() { "?mode=rwc" } else { "" }
    ))
    .await
    .unwrap();
    static GOOD: Step =
        Step { version: 1, name: "good", sql: "create table good (\n    id text primary key\n);" };
    static BAD: Step = Step {
        version: 2,
        name: "bad",
        sql: "create table half (\n    id text primary key\n);\ninsert into nowhere values (1);",
    };
    assert!(db.migrate(vec![&GOOD, &BAD]).await.is_err());
    for table in ["good", "half"] {
        let mut tx = db.begin_writing().await.unwrap();
        let sql = sqlx::AssertSqlSafe(format!("create table {table} (id text)"));
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_ok(), "{table} is not there");
    }
    db.migrate(vec![&GOOD]).await.unwrap();
    db.close().await;
    place.end().await;
}

#[tokio::test]
async fn an_older_program_does_not_open_a_newer_database() {
    let place = Place::new().await;
    place.says(&["init"]);
    let db = Db::open(&place.database_url()).await.unwrap();
    let mut tx = db.begin_writing().await.unwrap();
    let truth = if db.is_postgres() { "true, ''" } else { "1, x''" };
    let sql = format!(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (209901010000, 'later', {truth}, 1)"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    for command in [&["init"] as &[&str], &["verify"], &["migrate"], &["serve", "--port", "0"]] {
        let why = place.refuses(command);
        assert!(why.contains("bản chương trình mới hơn"), "{command:?}: {why}");
    }
    place.end().await;
}

/// An operation's answer is asked for again by a phone that never got it, after the server was started anew.
#[tokio::test]
async fn the_same_request_is_answered_the_same_after_a_restart_and_acts_once() {
    let place = Place::new().await;
    add_lan(&place);
    let commune: serde_json::Value =
        serde_json::from_str(&place.says(&["unit", "show", "03208", "--json"])).unwrap();
    let id = commune["id"].as_str().unwrap().to_owned();
    let ask = |server: &Server, cookie: &str, name: &str| {
        let head = format!(
            "POST /api/v1/units/{id}/units HTTP/1.1\r\nCookie: {cookie}\r\nIdempotency-Key: dien-thoai-0001\r\n\
             Content-Type: application/json\r\n"
        );
        let body = serde_json::json!({
            "name": name, "form": "chi_hoi", "setting": "hamlet", "opened": "2026-01-05"
        });
        let (status, answer) = server.ask(&head, &body.to_string());
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    };
    let server = Server::start(&place, "");
    let cookie = server.sign_in("lan", PASSWORD).1;
    let first = ask(&server, &cookie, "Chi hội bản Mới");
    assert_eq!(first.0, 201, "{}", first.1);
    server.stop();
    let server = Server::start(&place, "");
    assert_eq!(ask(&server, &cookie, "Chi hội bản Mới"), first);
    let other = ask(&server, &cookie, "Chi hội bản Khác");
    assert_eq!(other.0, 409, "{}", other.1);
    assert!(other.1.contains("idempotency_mismatch"), "{}", other.1);
    server.stop();
    let db = Db::open(&place.database_url()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let sql = "select count(*) from unit where origin = 'own'";
    let opened: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
    assert_eq!(opened, 1);
    drop(tx);
    db.close().await;
    place.end().await;
}

#[tokio::test]
async fn a_commit_whose_connection_was_lost_is_neither_a_yes_nor_a_no_and_the_next_one_works() {
    if server().is_none() {
        return;
    }
    let place = Place::on_postgres().await;
    place.says(&["init"]);
    let db = Db::open(&place.database_url()).await.unwrap();
    let mut tx = db.begin_writing().await.unwrap();
    let backend: i64 = sqlx::query_scalar("select cast(pg_backend_pid() as bigint)")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    let mut other = db.begin_writing().await.unwrap();
    sqlx::query("select pg_terminate_backend(cast($1 as integer))::text")
        .bind(backend)
        .execute(&mut *other)
        .await
        .unwrap();
    other.commit().await.unwrap();
    let lost = tx.commit().await.unwrap_err();
    assert_eq!((lost.code().as_str(), lost.status().as_u16()), ("outcome_unknown", 503));
    assert!(!db.storage().is_stopped(), "the operation id will tell");
    db.begin_writing().await.unwrap().commit().await.unwrap();
    db.close().await;
    place.end().await;
}
