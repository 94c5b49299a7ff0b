//! Scenes of reports on their way: submitted, returned, accepted, locked, supplemented; and what is refused.

use crate::{half, state as declared, world};
use access::{Role, Work, caller_named};
use axum::http::Method;
use counts::{Count, NewDeclaration, NewOpening, declare};
use kernel::{Day, Lang, Source, UnitId};
use platform::Problem;
use reports::periods::{self, Basis, Corrected, Deed, Filed, STEPS, State, Take, consolidate};
use serde_json::{Value, json};
use testkit::{TODAY, World};
use units::Level;

/// Lan hands in for Hoa Sen; Minh and Hạnh accept for the province.
const PEOPLE: [(&str, Role); 4] = [
    ("lan", Role::CommuneOfficer),
    ("anh", Role::CommuneOfficer),
    ("minh", Role::ProvinceOfficer),
    ("hanh", Role::Approver),
];

pub struct Scene {
    pub world: World,
    pub filed: Filed,
    tokens: Vec<(&'static str, String)>,
}

pub async fn scene() -> Scene {
    let world = world().await;
    let mut tokens = vec![];
    for (name, role) in PEOPLE {
        let unit = if role == Role::CommuneOfficer { &world.hoa_sen } else { &world.province };
        let unit = unit.clone();
        tokens.push((name, world.sign_in(name, role, &unit).await));
    }
    let filed = Filed { unit: world.hoa_sen.clone(), form: "half-year".to_owned(), period: half() };
    Scene { world, filed, tokens }
}

impl Scene {
    pub async fn work(&self, name: &str) -> Work {
        let caller = caller_named(&self.world.site, name).await.unwrap();
        Work::begin(&self.world.site, caller, Lang::Vi).await.unwrap()
    }
    pub fn token(&self, name: &str) -> &str {
        &self.tokens.iter().find(|(known, _)| *known == name).unwrap().1
    }
    pub async fn state(&self) -> Value {
        let path = self.api("state");
        let (_, body) = self.world.get(self.token("minh"), &path).await;
        serde_json::from_str(&body).unwrap()
    }
    pub fn api(&self, what: &str) -> String {
        let Filed { unit, form, period } = &self.filed;
        format!("/api/v1/units/{unit}/reports/{form}/{what}?period={period}")
    }
    /// Of what waits for a word: the supplement, or what was submitted last.
    pub async fn hash(&self) -> String {
        let state = self.state().await;
        let waiting =
            if state["pending"].is_null() { &state["submitted"] } else { &state["pending"] };
        waiting["hash"].as_str().unwrap_or_default().to_owned()
    }
    pub async fn submit(&self) {
        let mut work = self.work("lan").await;
        periods::submit(&mut work, &self.filed, Basis::Book).await.unwrap();
        work.commit().await.unwrap();
    }
    pub async fn accept(&self) {
        let hash = self.hash().await;
        let mut work = self.work("minh").await;
        periods::accept(&mut work, &self.filed, &hash).await.unwrap();
        work.commit().await.unwrap();
    }
    pub async fn give_back(&self) {
        let hash = self.hash().await;
        let mut work = self.work("minh").await;
        let remark = "Thiếu số lớp học.";
        periods::return_with_remark(&mut work, &self.filed, &hash, remark).await.unwrap();
        work.commit().await.unwrap();
    }
    /// Somebody who may writes another number into the book.
    async fn move_the_books(&self) {
        let mut work = self.work("lan").await;
        let new = NewDeclaration {
            indicator: "classes".to_owned(),
            period: half(),
            quantity: Some(7),
            wording: String::new(),
            basis: String::new(),
        };
        declare(&mut work, &self.world.hoa_sen, &new).await.unwrap();
        work.commit().await.unwrap();
    }
    pub async fn lock(&self) {
        let mut work = self.work("minh").await;
        periods::lock(&mut work, &self.filed, false).await.unwrap();
        work.commit().await.unwrap();
    }
    async fn reopen(&self) {
        let mut work = self.work("minh").await;
        let person = caller_named(&self.world.site, "lan").await.unwrap().account;
        let new = NewOpening { person, last: TODAY.plus_days(7), reason: "Sót lớp".to_owned() };
        periods::reopen(&mut work, &self.filed, &new).await.unwrap();
        work.commit().await.unwrap();
    }
    pub async fn supplement(&self, classes: i64) {
        let mut work = self.work("lan").await;
        let corrected = [Corrected { indicator: "classes".to_owned(), quantity: classes }];
        periods::supplement(&mut work, &self.filed, "Sót 1 lớp", &corrected).await.unwrap();
        work.commit().await.unwrap();
    }
    pub async fn bring_to(&self, state: State) {
        if state == State::Draft {
            return;
        }
        self.submit().await;
        match state {
            State::Draft | State::Submitted => {}
            State::Returned => self.give_back().await,
            State::Accepted => self.accept().await,
            State::Supplemented => {
                self.accept().await;
                self.supplement(5).await;
            }
            State::Locked => {
                self.accept().await;
                self.lock().await;
            }
            State::LockedSupplemented => {
                self.accept().await;
                self.lock().await;
                self.supplement(5).await;
            }
            State::Reopened => {
                self.accept().await;
                self.lock().await;
                self.reopen().await;
            }
        }
    }
    /// Does a deed through the API as somebody who may, with all it needs.
    pub async fn ask(&self, deed: Deed, hash: &str) -> (u16, Value) {
        let person = caller_named(&self.world.site, "lan").await.unwrap().account;
        let last = TODAY.plus_days(3).to_string();
        let (who, body) = match deed {
            Deed::Submit => ("lan", json!({})),
            Deed::Accept => ("minh", json!({ "hash": hash })),
            Deed::Return => ("minh", json!({ "hash": hash, "remark": "Sửa lại" })),
            Deed::Lock => ("minh", json!({})),
            Deed::LockWithSupplement => ("minh", json!({ "with_differences": true })),
            Deed::Reopen => ("minh", json!({ "person": person, "last": last, "reason": "Sót" })),
            Deed::Supplement => (
                "lan",
                json!({ "remark": "Sót 1 lớp", "figures": [{ "indicator": "classes", "quantity": 4 }] }),
            ),
        };
        let operation = platform::operation::new_id();
        let path = if deed == Deed::LockWithSupplement { "lock" } else { deed.code() };
        let (token, path) = (self.token(who), self.api(path));
        let (status, said) =
            self.world.send_json(Method::POST, token, &path, &operation, &body).await;
        (status.as_u16(), said)
    }
    async fn ask_page(&self, deed: Deed, hash: &str) -> (u16, String) {
        let person = caller_named(&self.world.site, "lan").await.unwrap().account;
        let (who, path, form) = match deed {
            Deed::Submit => ("lan", "nop", String::new()),
            Deed::Accept => ("minh", "nhan", format!("hash={hash}")),
            Deed::Return => ("minh", "tra-lai", format!("hash={hash}&remark=Sua")),
            Deed::Lock => ("minh", "khoa", String::new()),
            Deed::LockWithSupplement => ("minh", "khoa", "differences=1".to_owned()),
            Deed::Reopen => {
                ("minh", "mo-khoa", format!("person={person}&last=05/03/2026&remark=Sot"))
            }
            Deed::Supplement => ("lan", "bo-sung", "remark=Sot&so-classes=4".to_owned()),
        };
        let address =
            format!("/bao-cao/ho-so/{path}?don-vi={}&ky={}", self.filed.unit, self.filed.period);
        let (status, page) = self.world.post(self.token(who), &address, &form).await;
        (status.as_u16(), page)
    }
}

pub fn code(problem: &Problem) -> String {
    problem.code()
}

#[tokio::test]
async fn a_report_goes_its_way_and_what_was_handed_in_never_changes() {
    let scene = scene().await;
    let world = &scene.world;
    declared(world, &world.hoa_sen, "classes", 3, "").await;
    scene.submit().await;
    scene.give_back().await;
    assert_eq!(scene.state().await["history"][0]["remark"], "Thiếu số lớp học.");

    declared(world, &world.hoa_sen, "classes", 5, "").await;
    scene.submit().await;
    scene.accept().await;
    scene.lock().await;
    let state = scene.state().await;
    assert_eq!((&state["state"], &state["standing"]["turn"]), (&json!("locked"), &json!(2)));
    let hash = state["standing"]["hash"].clone();

    scene.supplement(6).await;
    let state = scene.state().await;
    assert_eq!(
        (&state["state"], &state["standing"]["supplement"]),
        (&json!("locked_supplemented"), &json!(0))
    );
    scene.accept().await;
    let state = scene.state().await;
    assert_eq!(state["state"], "locked");
    assert_eq!(
        (&state["standing"]["turn"], &state["standing"]["supplement"]),
        (&json!(2), &json!(1))
    );
    let snapshots = state["snapshots"].as_array().unwrap();
    assert!(snapshots.iter().any(|one| one["hash"] == hash), "the report itself stands as it was");

    let id = state["standing"]["id"].as_str().unwrap();
    let path = format!("/api/v1/report-snapshots/{id}");
    let (_, body) = world.get(scene.token("lan"), &path).await;
    let snapshot: Value = serde_json::from_str(&body).unwrap();
    let figures = snapshot["figures"].as_array().unwrap();
    let classes = figures.iter().find(|one| one["indicator"] == "classes").unwrap();
    assert_eq!((&classes["value"], &snapshot["remark"]), (&json!(6), &json!("Sót 1 lớp")));
    scene.world.end().await;
}

#[tokio::test]
async fn every_illegal_step_is_refused_alike_by_program_and_page_and_every_legal_one_is_not() {
    for state in State::ALL {
        for deed in Deed::ALL {
            let scene = scene().await;
            declared(&scene.world, &scene.world.hoa_sen, "classes", 3, "").await;
            scene.bring_to(state).await;
            let hash = scene.hash().await;
            if deed == Deed::LockWithSupplement
                && STEPS.iter().any(|one| one.from == state && one.deed == deed)
            {
                scene.move_the_books().await;
            }
            let before = scene.world.rows_of("report_step").await;
            let is_legal = STEPS.iter().any(|step| step.from == state && step.deed == deed);
            let (status, said) = scene.ask(deed, &hash).await;
            let after = scene.world.rows_of("report_step").await;
            if is_legal {
                assert_eq!((status, after), (200, before + 1), "{state:?} {deed:?}: {said}");
                let to =
                    STEPS.iter().find(|step| step.from == state && step.deed == deed).unwrap().to;
                assert_eq!(scene.state().await["state"], to.code(), "{state:?} {deed:?}");
            } else {
                let refused = (status, said["code"].as_str().unwrap_or_default());
                assert_eq!(refused, (409, "illegal_step"), "{state:?} {deed:?}: {said}");
                let (status, page) = scene.ask_page(deed, &hash).await;
                assert_eq!(status, 409, "{state:?} {deed:?}");
                let words = said["detail"].as_str().unwrap_or_default();
                assert!(page.contains("Chưa làm được") && words.contains("Chưa làm được"));
                let after = scene.world.rows_of("report_step").await;
                assert_eq!(after, before, "{state:?} {deed:?} left something behind");
            }
            scene.world.end().await;
        }
    }
}

#[tokio::test]
async fn nobody_accepts_what_they_submitted_nor_what_they_have_not_seen() {
    let scene = scene().await;
    let mut work = scene.work("minh").await;
    periods::submit(&mut work, &scene.filed, Basis::Book).await.unwrap();
    work.commit().await.unwrap();
    let seen = scene.hash().await;
    let mut work = scene.work("minh").await;
    let own = periods::accept(&mut work, &scene.filed, &seen).await.unwrap_err();
    assert_eq!((code(&own).as_str(), own.status().as_u16()), ("same_person", 403));
    drop(work);

    let mut work = scene.work("hanh").await;
    periods::return_with_remark(&mut work, &scene.filed, &seen, "Sửa").await.unwrap();
    work.commit().await.unwrap();
    declared(&scene.world, &scene.world.hoa_sen, "classes", 9, "").await;
    scene.submit().await;
    let mut work = scene.work("hanh").await;
    let stale = periods::accept(&mut work, &scene.filed, &seen).await.unwrap_err();
    assert_eq!((code(&stale).as_str(), stale.status().as_u16()), ("stale_version", 409));
    assert!(stale.say(Lang::Vi).contains("lan"), "{}", stale.say(Lang::Vi));
    drop(work);
    scene.world.end().await;
}

#[tokio::test]
async fn of_two_who_accept_at_once_one_wins_and_the_other_is_told_who_was_first() {
    let scene = scene().await;
    scene.submit().await;
    let hash = scene.hash().await;
    let accept = |name: &'static str| {
        let (scene, hash) = (&scene, hash.clone());
        async move {
            let mut work = scene.work(name).await;
            periods::accept(&mut work, &scene.filed, &hash).await?;
            work.commit().await
        }
    };
    let (one, other) = tokio::join!(accept("minh"), accept("hanh"));
    let (winner, lost) = match (one, other) {
        (Ok(()), Err(problem)) => ("minh", problem),
        (Err(problem), Ok(())) => ("hanh", problem),
        (one, other) => panic!("{one:?} and {other:?}"),
    };
    assert_eq!(code(&lost), "illegal_step");
    assert!(lost.say(Lang::Vi).contains(winner), "{}", lost.say(Lang::Vi));
    scene.world.end().await;
}

#[tokio::test]
async fn whoever_lost_the_office_since_the_page_was_opened_accepts_nothing() {
    let scene = scene().await;
    scene.submit().await;
    let hash = scene.hash().await;
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    sqlx::query("update access_grant set until = $1 where role = 'province_officer'")
        .bind(TODAY)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (status, _) = scene.ask(Deed::Accept, &hash).await;
    assert_eq!(status, 404, "her unit is no longer hers");
    let (status, said) = {
        let path = scene.api("accept");
        let body = json!({ "hash": hash });
        let operation = platform::operation::new_id();
        scene.world.send_json(Method::POST, scene.token("anh"), &path, &operation, &body).await
    };
    assert_eq!(status.as_u16(), 403, "the commune does not accept its own report: {said}");
    scene.world.end().await;
}

#[tokio::test]
async fn after_the_lock_nothing_moves_the_report() {
    let scene = scene().await;
    let world = &scene.world;
    declared(world, &world.hoa_sen, "classes", 3, "").await;
    let member = Count::of("new_members", &world.truong_an, Day::of(2025, 9, 1), 1);
    let source = Source::of("members.membership", &1);
    let mut work = world.as_minh().await;
    counts::settle(&mut work, &source, std::slice::from_ref(&member)).await.unwrap();
    work.commit().await.unwrap();
    scene.bring_to(State::Locked).await;
    let path = format!("/bao-cao/so-sanh?don-vi={}&ky=2025-H2", world.hoa_sen);
    let agrees = "Sổ và bản nộp giống nhau";

    // What is stated, aimed at and written.
    let mut work = scene.work("lan").await;
    let new = NewDeclaration {
        indicator: "classes".to_owned(),
        period: half(),
        quantity: Some(4),
        wording: String::new(),
        basis: String::new(),
    };
    let refused = declare(&mut work, &world.hoa_sen, &new).await.unwrap_err();
    assert_eq!(code(&refused), "period_locked");
    let refused = counts::retract(&mut work, &world.hoa_sen, "classes", half()).await.unwrap_err();
    assert_eq!(code(&refused), "period_locked");
    let refused =
        counts::set_target(&mut work, &world.hoa_sen, "classes", half(), 9, "").await.unwrap_err();
    assert_eq!(code(&refused), "period_locked");
    let words =
        reports::write_text(&mut work, "half-year", &world.hoa_sen, half(), "plan", "Thêm").await;
    assert_eq!(code(&words.unwrap_err()), "period_locked");
    let front = reports::NewFront { number: "9/BC".to_owned(), ..reports::NewFront::default() };
    let front = reports::write_front(&mut work, "half-year", &world.hoa_sen, half(), front).await;
    assert_eq!(code(&front.unwrap_err()), "period_locked");
    drop(work);

    // What a register learns, changes and takes back.
    for counts in [vec![], vec![member.clone()], vec![Count { quantity: 2, ..member.clone() }]] {
        let mut work = world.as_minh().await;
        counts::settle(&mut work, &source, &counts).await.unwrap();
        work.commit().await.unwrap();
        let (_, page) = world.get(scene.token("lan"), &path).await;
        assert!(page.contains(agrees), "{counts:?} moved the locked period");
    }
    let mut look = world.look_as(Role::ProvinceOfficer, &world.province).await;
    let next = "2026-H1".parse().unwrap();
    let open = counts::explain(&mut look, &world.hoa_sen, TODAY, "new_members", next, None);
    let open = open.await.unwrap();
    assert_eq!(open.figure.value, Some(1), "the second new member is counted in the open period");
    assert!(open.rows.iter().all(|row| row.about == Some(Day::of(2025, 9, 1))));
    drop(look);

    // The supplement says what the period would have said.
    let mut work = scene.work("lan").await;
    let id = periods::supplement(&mut work, &scene.filed, "Ghi muộn", &[]).await.unwrap();
    work.commit().await.unwrap();
    let path = format!("/api/v1/report-snapshots/{id}");
    let (_, body) = world.get(scene.token("lan"), &path).await;
    let snapshot: Value = serde_json::from_str(&body).unwrap();
    let all = snapshot["figures"].as_array().unwrap();
    let members = all.iter().find(|one| one["indicator"] == "new_members").unwrap();
    assert_eq!(members["value"], 2);
    scene.accept().await;
    let mut work = scene.work("lan").await;
    let nothing = periods::supplement(&mut work, &scene.filed, "Nữa", &[]).await.unwrap_err();
    assert_eq!(code(&nothing), "nothing_to_supplement");
    drop(work);
    scene.world.end().await;
}

#[tokio::test]
async fn what_was_learned_between_acceptance_and_lock_becomes_a_supplement_or_stops_the_lock() {
    let scene = scene().await;
    scene.bring_to(State::Accepted).await;
    declared(&scene.world, &scene.world.hoa_sen, "classes", 7, "").await;
    let mut work = scene.work("minh").await;
    let refused = periods::lock(&mut work, &scene.filed, false).await.unwrap_err();
    assert_eq!(code(&refused), "figures_moved");
    assert!(refused.say(Lang::Vi).contains("Lớp"), "{}", refused.say(Lang::Vi));
    drop(work);
    let mut work = scene.work("minh").await;
    periods::lock(&mut work, &scene.filed, true).await.unwrap();
    work.commit().await.unwrap();
    let state = scene.state().await;
    assert_eq!(
        (&state["state"], &state["standing"]["supplement"], &state["pending"]["supplement"]),
        (&json!("locked_supplemented"), &json!(0), &json!(1))
    );
    let hash = scene.hash().await;
    let mut work = scene.work("minh").await;
    let own = periods::accept(&mut work, &scene.filed, &hash).await.unwrap_err();
    assert_eq!(code(&own), "same_person", "whoever locks has made the supplement");
    drop(work);
    let mut work = scene.work("hanh").await;
    periods::accept(&mut work, &scene.filed, &hash).await.unwrap();
    work.commit().await.unwrap();
    let state = scene.state().await;
    assert_eq!((&state["state"], &state["standing"]["supplement"]), (&json!("locked"), &json!(1)));
    scene.world.end().await;
}

#[tokio::test]
async fn an_opening_lets_one_person_correct_and_closes_by_itself() {
    let mut scene = scene().await;
    scene.bring_to(State::Reopened).await;
    let mut work = scene.work("lan").await;
    let new = NewDeclaration {
        indicator: "classes".to_owned(),
        period: half(),
        quantity: Some(4),
        wording: String::new(),
        basis: String::new(),
    };
    declare(&mut work, &scene.world.hoa_sen, &new).await.unwrap();
    work.commit().await.unwrap();
    scene.world.site.clock = platform::clock::Clock::at(TODAY.plus_days(8));
    let mut work = scene.work("lan").await;
    let late = periods::submit(&mut work, &scene.filed, Basis::Book).await.unwrap_err();
    assert_eq!(code(&late), "illegal_step");
    assert!(late.say(Lang::Vi).contains("Đã khóa sổ"));
    drop(work);
    scene.world.end().await;
}

#[tokio::test]
async fn a_province_adds_up_what_its_communes_handed_in_and_names_who_is_missing() {
    let scene = scene().await;
    let world = &scene.world;
    declared(world, &world.hoa_sen, "centres", 10, "").await;
    declared(world, &world.hoa_sen, "centres_active", 9, "").await;
    declared(world, &world.phu_dong, "centres", 5, "").await;
    declared(world, &world.province, "province_support_money", 7_000_000, "").await;
    scene.bring_to(State::Accepted).await;
    let within = world.everywhere();
    let mut tx = world.site.db.begin().await.unwrap();
    let form = reports::forms::shipped::form("half-year").unwrap();
    let all = consolidate(&mut tx, &within, form, half(), Level::Commune, Take::Accepted);
    let all = all.await.unwrap();
    drop(tx);
    assert_eq!(
        all.sums.get("centres"),
        Some(&(10, 10)),
        "Phù Đổng has not handed in: not zero, not there"
    );
    assert_eq!(all.sums.get("province_support_money"), Some(&(7_000_000, 7_000_000)));
    assert_eq!(all.parts.len(), 1);
    assert_eq!(all.absent.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["98002"]);

    let filed = Filed { unit: world.province.clone(), ..scene.filed.clone() };
    let mut work = scene.work("minh").await;
    let id = periods::submit(&mut work, &filed, Basis::Children).await.unwrap();
    work.commit().await.unwrap();
    let path = format!("/api/v1/report-snapshots/{id}");
    let (_, body) = world.get(scene.token("minh"), &path).await;
    let snapshot: Value = serde_json::from_str(&body).unwrap();
    let figures = snapshot["figures"].as_array().unwrap();
    let of = |code: &str| figures.iter().find(|one| one["indicator"] == code).unwrap();
    assert_eq!(of("centres")["value"], 10);
    let share = of("centres_active_share");
    assert_eq!((&share["numerator"], &share["denominator"]), (&json!(9), &json!(10)));
    assert_eq!(snapshot["absent"][0]["code"], "98002");
    assert_eq!(snapshot["parts"][0]["unit"]["code"], "98001");
    scene.world.end().await;
}

#[tokio::test]
async fn the_board_says_who_was_expected_who_came_who_in_time_and_who_was_accepted() {
    let scene = scene().await;
    scene.bring_to(State::Accepted).await;
    let path =
        format!("/api/v1/units/{}/reports/half-year/board?period=2025-H2", scene.world.province);
    let (_, body) = scene.world.get(scene.token("minh"), &path).await;
    let board: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        board["tally"],
        json!({ "expected": 2, "received": 1, "on_time": 0, "accepted": 1 }),
        "due on 05/01/2026, handed in on 02/03/2026"
    );
    assert_eq!(board["due_verified"], false);
    let calendar = format!("/bao-cao/lich?don-vi={}", scene.world.province);
    let set = "level=commune&day=10&months=3&basis=C%C3%B4ng%20v%C4%83n%2012";
    let (status, _) = scene.world.post(scene.token("minh"), &calendar, set).await;
    assert_eq!(status.as_u16(), 303);
    let (_, body) = scene.world.get(scene.token("minh"), &path).await;
    let board: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&board["due_on"], &board["tally"]["on_time"]), (&json!("2026-03-10"), &json!(1)));
    let (status, _) = scene.world.post(scene.token("lan"), &calendar, set).await;
    assert!(status.is_client_error(), "a commune sets no due day for the province");
    scene.world.end().await;
}

#[tokio::test]
async fn the_code_on_the_paper_opens_exactly_what_was_handed_in_and_says_what_came_after() {
    let scene = scene().await;
    let world = &scene.world;
    declared(world, &world.hoa_sen, "classes", 3, "").await;
    scene.submit().await;
    let first = scene.state().await["submitted"]["id"].as_str().unwrap().to_owned();
    let path = format!("/bao-cao/ban-chup/{first}");
    let (status, page) = world.get(scene.token("lan"), &path).await;
    assert_eq!(status.as_u16(), 200, "{page}");
    for part in ["<svg", &format!("http://localhost{path}"), "bản mới nhất", &scene.hash().await]
    {
        assert!(page.contains(part), "“{part}” is not on the page");
    }
    for (format, magic) in [("pdf", "%PDF"), ("docx", "PK"), ("xlsx", "PK")] {
        let (status, bytes) =
            world.bytes(scene.token("lan"), &format!("{path}/tep?dang={format}")).await;
        assert!(status.is_success() && bytes.starts_with(magic.as_bytes()), "{format}");
    }
    let (_, before) = world.bytes(scene.token("lan"), &format!("{path}/tep?dang=pdf")).await;
    scene.give_back().await;
    declared(world, &world.hoa_sen, "classes", 4, "").await;
    scene.submit().await;
    let (_, page) = world.get(scene.token("lan"), &path).await;
    assert!(page.contains("đã có bản mới hơn"));
    let (_, after) = world.bytes(scene.token("lan"), &format!("{path}/tep?dang=pdf")).await;
    assert!(before == after, "the paper of what was handed in is the same, byte by byte");
    let binh = world.sign_in("binh", Role::CommuneOfficer, &world.phu_dong).await;
    let (status, _) = world.get(&binh, &path).await;
    assert_eq!(status.as_u16(), 404, "another commune's paper is not there for him");
    scene.world.end().await;
}

#[tokio::test]
async fn every_page_of_a_report_opens_in_every_state_and_in_both_languages() {
    for state in State::ALL {
        let scene = scene().await;
        scene.bring_to(state).await;
        for unit in [&scene.world.hoa_sen, &scene.world.province] {
            for page in ["ho-so", "ky", "so-sanh", "tong-hop", "lich"] {
                let path = format!("/bao-cao/{page}?don-vi={unit}&ky=2025-H2");
                for lang in ["vi", "en"] {
                    let token = format!("{}; lang={lang}", scene.token("minh"));
                    let (status, said) = scene.world.get(&token, &path).await;
                    assert_eq!(status.as_u16(), 200, "{path}: {said}");
                    assert!(said.contains(&format!("<html lang=\"{lang}\"")), "{path}");
                }
            }
        }
        scene.world.end().await;
    }
}

#[tokio::test]
async fn the_home_page_says_what_is_due_overdue_returned_and_to_be_accepted() {
    let scene = scene().await;
    let world = &scene.world;
    let source = reports::module().tasks.remove(0);
    let tasks = |unit: &UnitId, role: Role| {
        let permissions =
            role.permissions().iter().map(|name| platform::Permission(name)).collect();
        let asker = platform::module::Asker {
            account: kernel::AccountId::new(),
            unit: unit.clone(),
            permissions,
            today: TODAY,
            lang: Lang::Vi,
        };
        let asked = (source.run)(world.site.clone(), asker);
        async move {
            let tasks = asked.await.unwrap();
            tasks.into_iter().map(|task| task.sentence).collect::<Vec<_>>().join(" | ")
        }
    };
    let own = || tasks(&world.hoa_sen, Role::CommuneOfficer);
    let above = || tasks(&world.province, Role::ProvinceOfficer);
    assert!(own().await.contains("quá hạn mà chưa nộp"), "{}", own().await);
    scene.submit().await;
    assert_eq!(own().await, "", "what was handed in asks for nothing");
    let said = above().await;
    assert!(said.contains("1 báo cáo") && said.contains("chờ nhận: xã Hoa Sen"), "{said}");
    assert!(said.contains("còn 1 đơn vị chưa nộp") && said.contains("xã Phù Đổng"), "{said}");
    let mut tx = world.site.db.begin().await.unwrap();
    assert_eq!(periods::unsent(&mut tx, &world.hoa_sen, TODAY).await.unwrap(), []);
    let unsent = periods::unsent(&mut tx, &world.phu_dong, TODAY).await.unwrap();
    assert_eq!((unsent.len(), unsent[0].state), (1, State::Draft));
    drop(tx);
    scene.give_back().await;
    assert!(own().await.contains("bị trả lại"), "{}", own().await);
    let mut tx = world.site.db.begin().await.unwrap();
    let unsent = periods::unsent(&mut tx, &world.hoa_sen, TODAY).await.unwrap();
    assert_eq!((unsent.len(), unsent[0].state), (1, State::Returned));
    drop(tx);
    scene.world.end().await;
}

#[tokio::test]
async fn the_check_finds_a_snapshot_that_was_tampered_with() {
    let scene = scene().await;
    scene.submit().await;
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    // Whoever owns the database can take the guard away.
    let guard = match scene.world.site.db.is_postgres() {
        true => "drop trigger report_snapshot_kept on report_snapshot",
        false => "drop trigger report_snapshot_unchanged",
    };
    sqlx::query(guard).execute(&mut *tx).await.unwrap();
    sqlx::query(
        "update report_snapshot set content = replace(content, '\"turn\":1', '\"turn\":7')",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let check = reports::module().checks.into_iter().find(|one| one.id == "I08-snapshots").unwrap();
    let found = (check.run)(scene.world.site.clone()).await.unwrap();
    assert_eq!(found.bad.len(), 1);
}

/// Facts are written while the period is locked: each is before the lock or stands after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn facts_that_come_while_the_period_closes_are_in_it_or_after_it() {
    let scene = scene().await;
    scene.bring_to(State::Accepted).await;
    let write = |number: u32| {
        let site = scene.world.site.clone();
        let unit: UnitId = scene.world.truong_an.clone();
        let caller = testkit::caller(Role::CommuneOfficer, &scene.world.hoa_sen);
        tokio::spawn(async move {
            let mut work = Work::begin(&site, caller, Lang::Vi).await.unwrap();
            let count = Count::of("new_members", &unit, Day::of(2025, 9, 1), 1);
            counts::settle(&mut work, &Source::of("test.row", &number), &[count]).await.unwrap();
            work.commit().await.unwrap();
        })
    };
    let writing: Vec<_> = (0..20).map(write).collect();
    let mut work = scene.work("minh").await;
    periods::lock(&mut work, &scene.filed, true).await.unwrap();
    work.commit().await.unwrap();
    for one in writing {
        one.await.unwrap();
    }
    if scene.state().await["state"] == "locked_supplemented" {
        let hash = scene.hash().await;
        let mut work = scene.work("hanh").await;
        periods::accept(&mut work, &scene.filed, &hash).await.unwrap();
        work.commit().await.unwrap();
    }
    let path = format!("/bao-cao/so-sanh?don-vi={}&ky=2025-H2", scene.world.hoa_sen);
    let (_, page) = scene.world.get(scene.token("lan"), &path).await;
    assert!(page.contains("Sổ và bản nộp giống nhau"), "the lock froze what it locked");
    scene.world.end().await;
}
