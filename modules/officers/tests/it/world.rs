//! The small world with its congress: Hoa Sen's term since June 2021, and people with accounts.

use access::Role;
use axum::http::StatusCode;
use kernel::{Day, Lang, TenureId};
use officers::{Began, NewTenure, NewTerm};
use platform::{
    Module, Problem,
    module::{HandoverLine, HandoverSection, HandoverSource},
};
use testkit::{PASSWORD, World};

pub const CONGRESS: Day = Day::of(2021, 6, 12);
pub const DAY_SECONDS: i64 = 24 * 60 * 60;

pub async fn world() -> World {
    world_with(vec![]).await
}

/// The world and what another module would bring.
pub async fn world_with(more: Vec<Module>) -> World {
    let mut modules = vec![members::module(), officers::module()];
    modules.extend(more);
    let world = World::with(modules).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    officers::seed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    world
}

/// A module with one report that was not sent.
pub fn with_unsent_report() -> Module {
    let source = HandoverSource::new(|_, asker| async move {
        let why = asker.lang.choose(
            "Báo cáo 6 tháng chưa nộp: hãy nộp trước.",
            "The half-year report was not sent: send it first.",
        );
        let line = HandoverLine::new("Báo cáo 6 tháng cuối năm 2025", "chưa nộp").blocking(why);
        Ok(vec![HandoverSection { heading: "Báo cáo".to_owned(), lines: vec![line] }])
    });
    Module { name: "unsent", handover: vec![source], ..Module::default() }
}

pub fn term(since: Day) -> NewTerm {
    let first_year = i64::from(since.year());
    NewTerm { first_year, last_year: first_year + 5, since, until: None, decision: String::new() }
}

pub fn officer(post: &str, full_name: &str, since: Day, username: &str) -> NewTenure {
    NewTenure {
        post: post.to_owned(),
        full_name: full_name.to_owned(),
        apart: String::new(),
        username: username.to_owned(),
        began: Began::Elected,
        since,
        until: None,
        decision: String::new(),
    }
}

/// Hoa Sen after its congress: Bà Lan is chair, and her account `lan` has the rights of it.
pub async fn with_chair(world: &World) -> TenureId {
    world.sign_in("lan", Role::Member, &world.hoa_sen).await;
    let mut work = world.as_minh().await;
    officers::open_term(&mut work, &world.hoa_sen, term(CONGRESS)).await.unwrap();
    let lan = officer("chu_tich", "Vàng Thị Lan", CONGRESS, "lan");
    let id = officers::appoint(&mut work, &world.hoa_sen, lan).await.unwrap();
    work.commit().await.unwrap();
    id
}

/// Signs in with an account that is there.
pub async fn sign_in(world: &World, username: &str) -> String {
    let device = access::Device { address: "127.0.0.1".to_owned(), agent: "test".to_owned() };
    access::sign_in(&world.site, username, PASSWORD, &device).await.unwrap()
}

/// Whether an account may write in Hoa Sen's books, asked as a browser asks.
pub async fn may_write(world: &World, token: &str) -> StatusCode {
    world.get(token, &format!("/don-vi/{}/can-bo/them", world.hoa_sen)).await.0
}

pub fn refused(problem: Problem) -> (String, String) {
    (problem.code(), problem.say(Lang::Vi))
}
