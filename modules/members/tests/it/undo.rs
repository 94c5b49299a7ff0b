//! A whole import taken back: who goes, who is as before, who is kept and why.

use crate::{
    figure,
    import::{apply, check, counts_of, lan},
    world,
};
use access::{Caller, Role, Work};
use axum::http::{Method, StatusCode};
use kernel::{BatchId, Lang, MembershipId};
use members::{Belonging, Counting, LeaveReason, Transfer, import};
use platform::operation;
use serde_json::{Value, json};
use testkit::{TODAY, World};

/// Imports a list of Hoa Sen and gives back the batch as it was written.
pub async fn imported(world: &World, token: &str, list: &str) -> Value {
    let checked = check(world, token, "a.csv", list.to_owned().into_bytes()).await;
    assert_eq!(checked["refused"], 0, "{checked}");
    let applied = apply(world, token, &checked).await;
    assert_eq!((&applied["state"], &applied["problem"]), (&"applied".into(), &"".into()));
    applied
}

fn address(world: &World, batch: &Value) -> String {
    format!("/api/v1/units/{}/imports/{}/undo", world.hoa_sen, batch["batch"].as_str().unwrap())
}

pub async fn foreseen(world: &World, token: &str, batch: &Value) -> Value {
    let (status, body) = world.get(token, &address(world, batch)).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    serde_json::from_str(&body).unwrap()
}

pub async fn ask(world: &World, token: &str, batch: &Value) -> (StatusCode, Value) {
    let path = address(world, batch);
    world.send_json(Method::POST, token, &path, &operation::new_id(), &json!({})).await
}

/// Takes a batch back and says what was done; what was foreseen is what happened.
pub async fn undone(world: &World, token: &str, batch: &Value) -> Value {
    let before = foreseen(world, token, batch).await;
    let (status, answer) = ask(world, token, batch).await;
    assert_eq!((status, &answer["state"]), (StatusCode::ACCEPTED, &"undoing".into()), "{answer}");
    world.run_jobs().await;
    let after = foreseen(world, token, batch).await;
    assert_eq!(before, after);
    let state = crate::import::batch(world, token, batch["batch"].as_str().unwrap()).await;
    assert_eq!((&state["state"], &state["problem"]), (&"undone".into(), &"".into()), "{state}");
    after
}

pub fn totals(undone: &Value) -> [i64; 3] {
    ["removed", "restored", "kept"].map(|name| undone[name].as_i64().unwrap())
}

/// Who was kept and by which reason, in the order of the file.
fn kept(undone: &Value) -> Vec<(String, String, i64)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = undone["kept_rows"].as_array().unwrap().iter();
    rows.map(|row| (text(row, "name"), text(row, "reason_code"), row["row"].as_i64().unwrap()))
        .collect()
}

/// Everybody in the register with all that a list may say of them, the national id as it is sealed.
async fn register(world: &World) -> Vec<[String; 11]> {
    let sql = "select p.full_name, p.name_key, p.name_folded, p.sex, p.birth, p.ethnicity, p.phone,
                 coalesce(p.national_id_sealed, '') as sealed, coalesce(p.national_id_index, '') as number_index,
                 p.note, m.name_key || '|' || m.card_number || '|' || m.joined_on || '|' || m.unit_id as belonging
               from member_person p join member_membership m on m.person_id = p.id order by p.full_name, m.id";
    let mut tx = world.site.db.begin().await.unwrap();
    type Row =
        (String, String, String, String, String, String, String, String, String, String, String);
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *tx).await.unwrap();
    rows.into_iter().map(<[String; 11]>::from).collect()
}

async fn membership_of(world: &World, name: &str) -> MembershipId {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select m.id from member_membership m join member_person p on p.id = m.person_id
               where p.full_name = $1 order by m.id limit 1";
    sqlx::query_scalar(sql).bind(name).fetch_one(&mut *tx).await.unwrap()
}

const SIX: &str = "Họ và tên,Năm sinh,Giới tính,Chi hội
Lò Thị An,1961,Nữ,Trường An
Vàng A Pó,1958,Nam,Trường An
Hà Văn Bé,1970,Nam,Trường An
Giàng Thị Cúc,1971,Nữ,Trường An
Sùng A Dơ,1972,Nam,Trường An
Mùa Thị Én,1973,Nữ,Trường An
";

#[tokio::test]
async fn an_import_taken_back_leaves_no_trace_in_the_register_and_can_be_made_again() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, SIX).await;
    assert_eq!(figure(&world, &world.truong_an, "members").await, 6);
    let rows = world.rows_of("count_row").await;

    let undone = undone(&world, &token, &batch).await;
    assert_eq!((totals(&undone), kept(&undone)), ([6, 0, 0], vec![]));
    assert_eq!(world.rows_of("member_person").await, 0);
    assert_eq!(world.rows_of("member_membership").await, 0);
    assert_eq!(figure(&world, &world.province, "members").await, 0);
    assert_eq!(figure(&world, &world.province, "new_members").await, 0);
    assert_eq!(world.rows_of("count_row").await, 2 * rows, "the book only grows");
    world.verify().await;

    let (status, refused) = ask(&world, &token, &batch).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"batch_already_undone".into()));
    let again = imported(&world, &token, SIX).await;
    assert_eq!(counts_of(&again), [6, 6, 0, 0, 0], "{again}");
    assert_eq!(figure(&world, &world.truong_an, "members").await, 6);
    world.end().await;
}

#[tokio::test]
async fn whoever_was_touched_since_is_kept_and_the_list_says_who_did_it_and_where_they_stood() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, SIX).await;
    let [an, po, be, cuc, _, en] =
        ["Lò Thị An", "Vàng A Pó", "Hà Văn Bé", "Giàng Thị Cúc", "Sùng A Dơ", "Mùa Thị Én"];
    let id = membership_of(&world, an).await;
    let form = "full_name=L%C3%B2+Th%E1%BB%8B+An&birth=1962&sex=female&revision=1";
    let (status, page) = world.post(&token, &format!("/hoi-vien/{id}/sua"), form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");

    let mut work = world.as_minh().await;
    let id = membership_of(&world, po).await;
    let to = Transfer { to: world.phu_dong.clone(), on: TODAY, note: String::new() };
    members::transfer(&mut work, &id, 1, to).await.unwrap();
    let id = membership_of(&world, be).await;
    members::leave(&mut work, &id, 1, TODAY, LeaveReason::Died, "").await.unwrap();
    let id = membership_of(&world, cuc).await;
    members::leave(&mut work, &id, 1, TODAY, LeaveReason::Left, "").await.unwrap();
    let id = membership_of(&world, en).await;
    let also = Belonging { joined_on: TODAY, card_number: None, counting: Counting::Also };
    members::add_belonging(&mut work, &id, &world.hoa_sen, also).await.unwrap();
    work.commit().await.unwrap();

    let undone = undone(&world, &token, &batch).await;
    assert_eq!(totals(&undone), [1, 0, 5]);
    let (status, again) = ask(&world, &token, &batch).await;
    assert_eq!((status, &again["code"]), (StatusCode::CONFLICT, &"nothing_more_to_undo".into()));
    assert!(again["detail"].to_string().contains("5 hội viên"), "{again}");
    let expected = [
        (an, "changed", 2),
        (po, "transferred", 3),
        (be, "died", 4),
        (cuc, "left", 5),
        (en, "belongs_elsewhere", 7),
    ];
    assert_eq!(
        kept(&undone),
        expected.map(|(name, code, row)| (name.to_owned(), code.to_owned(), row))
    );
    let said = undone["kept_rows"][0]["reason"].as_str().unwrap();
    assert!(said.contains("lan.hoasen") && said.contains("02/03/2026"), "{said}");
    assert_eq!(figure(&world, &world.hoa_sen, "members").await, 2);

    let home = format!("/don-vi/{}/nhap/{}", world.hoa_sen, batch["batch"].as_str().unwrap());
    let (_, page) = world.get(&token, &home).await;
    assert!(page.contains("1 rời khỏi sổ") && page.contains(po) && page.contains(said), "{page}");
    let (status, list) = world.bytes(&token, &format!("{home}/giu-lai.xlsx")).await;
    assert!(status == StatusCode::OK && list.starts_with(b"PK"));
    world.end().await;
}

const KNOWN: &str =
    "Họ và tên,Ngày sinh,Giới tính,Dân tộc,Số CCCD,Điện thoại,Chi hội,Ngày vào hội,Số thẻ,Ghi chú
Lò Thị An,1961,Nữ,,038161000123,0912345678,Trường An,02/09/2015,TA-1,
Vàng A Pó,1958,,,,,Trường An,02/09/2016,TA-2,tổ trưởng
";
const LATER: &str =
    "Họ và tên,Ngày sinh,Giới tính,Dân tộc,Số CCCD,Điện thoại,Chi hội,Ngày vào hội,Số thẻ,Ghi chú
LÒ THỊ ÁN,12/03/1961,Nữ,Thái,038161000123,0987654321,Trường An,03/10/2017,TA-9,chi hội trưởng
Vàng A Pó,1958,Nam,Mông,038058000999,,Trường An,02/09/2016,TA-2,
Hà Văn Bé,1970,Nam,,,,Trường An,,,
";

#[tokio::test]
async fn what_an_import_changed_is_as_it_was_before_to_the_last_field() {
    let world = world().await;
    let token = lan(&world).await;
    imported(&world, &token, KNOWN).await;
    let before = register(&world).await;
    let later = imported(&world, &token, LATER).await;
    assert_eq!(counts_of(&later), [3, 1, 2, 0, 0], "{later}");
    assert_ne!(register(&world).await, before);
    world.verify().await;

    assert_eq!(totals(&undone(&world, &token, &later).await), [1, 2, 0]);
    assert_eq!(register(&world).await, before);
    let mut tx = world.site.db.begin().await.unwrap();
    let left: Vec<String> = sqlx::query_scalar("select old_values from member_batch_change")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    assert_eq!(left, ["{}", "{}"], "what was put back is kept nowhere else");
    drop(tx);
    let (status, page) =
        world.get(&token, &format!("/hoi-vien/{}", membership_of(&world, "Lò Thị An").await)).await;
    assert!(
        status == StatusCode::OK && page.contains("Trả lại như trước khi nhập từ tệp"),
        "{page}"
    );
    world.verify().await;

    let again = imported(&world, &token, LATER).await;
    assert_eq!(counts_of(&again), [3, 1, 2, 0, 0], "{again}");
    world.end().await;
}

#[tokio::test]
async fn a_person_of_two_units_changed_by_two_rows_is_counted_rightly_before_and_after() {
    let world = world().await;
    let token = lan(&world).await;
    imported(&world, &token, KNOWN).await;
    let mut work = world.as_lan().await;
    let id = membership_of(&world, "Vàng A Pó").await;
    let also = Belonging {
        joined_on: TODAY,
        card_number: Some("HS-7".to_owned()),
        counting: Counting::Also,
    };
    members::add_belonging(&mut work, &id, &world.hoa_sen, also).await.unwrap();
    work.commit().await.unwrap();
    let before = register(&world).await;
    let later = imported(
        &world,
        &token,
        "Họ và tên,Ngày sinh,Giới tính,Mã đơn vị,Ngày vào hội,Số thẻ
Vàng A Pó,1958,,98001.truong-an,05/05/2019,TA-2
Vàng A Pó,,Nam,98001,,HS-7
",
    )
    .await;
    assert_eq!(counts_of(&later), [2, 0, 2, 0, 0], "{later}");
    world.verify().await;
    assert_eq!(totals(&undone(&world, &token, &later).await), [0, 2, 0]);
    assert_eq!(register(&world).await, before);
    world.end().await;
}

#[tokio::test]
async fn a_number_or_a_card_that_somebody_else_has_now_is_not_taken_from_them() {
    let world = world().await;
    let token = lan(&world).await;
    imported(&world, &token, KNOWN).await;
    let later = imported(
        &world,
        &token,
        "Họ và tên,Ngày sinh,Số CCCD,Chi hội,Số thẻ
Lò Thị An,1961,,Trường An,TA-9
Vàng A Pó,1958,038058000999,Trường An,TA-2
",
    )
    .await;
    assert_eq!(counts_of(&later), [2, 0, 2, 0, 0], "{later}");
    let mut work = world.as_lan().await;
    let new = members::NewMember {
        card_number: Some("TA-1".to_owned()),
        ..crate::member("Giàng Thị Cúc")
    };
    members::join(&mut work, &world.truong_an, new).await.unwrap();
    work.commit().await.unwrap();

    let undone = undone(&world, &token, &later).await;
    assert_eq!(totals(&undone), [0, 1, 1]);
    assert_eq!(kept(&undone), [("Lò Thị An".to_owned(), "card_taken".to_owned(), 2)]);
    assert!(undone["kept_rows"][0]["reason"].as_str().unwrap().contains("TA-1"), "{undone}");
    world.end().await;
}

#[tokio::test]
async fn a_later_import_stays_and_once_it_is_taken_back_the_earlier_one_can_be_too() {
    let world = world().await;
    let token = lan(&world).await;
    let first = imported(&world, &token, KNOWN).await;
    let later = imported(&world, &token, LATER).await;
    let seen = foreseen(&world, &token, &first).await;
    assert_eq!(totals(&seen), [0, 0, 2]);
    let said = seen["kept_rows"][0]["reason"].as_str().unwrap();
    assert!(said.contains("lần nhập sau trước"), "{said}");
    assert_eq!(seen["kept_rows"][0]["reason_code"], "changed_by_import");

    undone(&world, &token, &later).await;
    assert_eq!(totals(&undone(&world, &token, &first).await), [2, 0, 0]);
    assert_eq!(world.rows_of("member_person").await, 0);
    assert_eq!(world.rows_of("member_batch_change").await, 0, "nothing is kept of who is gone");
    world.end().await;
}

#[tokio::test]
async fn an_undoing_that_is_stopped_changes_nothing_and_can_be_asked_again() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, SIX).await;
    let home = format!("/don-vi/{}/nhap/{}", world.hoa_sen, batch["batch"].as_str().unwrap());
    let (_, page) = world.get(&token, &home).await;
    assert!(page.contains("Hoàn tác lần nhập này"), "{page}");
    let (_, page) = world.get(&token, &format!("{home}/hoan-tac")).await;
    assert!(page.contains("6 hội viên do lần nhập này thêm vào"), "{page}");
    assert!(page.contains("Hoàn tác 6 hội viên"), "{page}");
    let post = |act: &'static str| {
        let (world, token, path) = (&world, &token, format!("{home}/{act}"));
        async move { world.post(token, &path, "").await.0 }
    };
    assert_eq!(post("hoan-tac").await, StatusCode::SEE_OTHER);
    let (_, page) = world.get(&token, &home).await;
    assert!(page.contains("data-poll") && page.contains("Đang hoàn tác"), "{page}");
    assert_eq!(post("hoan-tac").await, StatusCode::CONFLICT, "it is being taken back");
    assert_eq!(post("dung").await, StatusCode::SEE_OTHER);
    world.run_jobs().await;
    assert_eq!(world.rows_of("member_person").await, 6);
    assert_eq!(totals(&undone(&world, &token, &batch).await), [6, 0, 0]);
    let (_, page) = world.get(&token, &home).await;
    assert!(page.contains("Kết quả hoàn tác") && !page.contains("data-poll"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn only_what_was_written_is_taken_back_and_not_beside_another_import() {
    let world = world().await;
    let token = lan(&world).await;
    let checked = check(&world, &token, "a.csv", SIX.to_owned().into_bytes()).await;
    let (status, refused) = ask(&world, &token, &checked).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"batch_not_applied".into()));
    let batch = imported(&world, &token, SIX).await;

    let other = check(
        &world,
        &token,
        "b.csv",
        "Họ và tên,Năm sinh\nĐặng Văn Giáp,1950\n".to_owned().into_bytes(),
    )
    .await;
    let home = format!("/don-vi/{}/nhap/{}", world.hoa_sen, other["batch"].as_str().unwrap());
    assert_eq!(world.post(&token, &format!("{home}/ghi"), "").await.0, StatusCode::SEE_OTHER);
    let (status, refused) = ask(&world, &token, &batch).await;
    let busy = (StatusCode::CONFLICT, &"another_import_running".into());
    assert_eq!((status, &refused["code"]), busy);
    let work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let id: BatchId = batch["batch"].as_str().unwrap().parse().unwrap();
    let refused = import::undo_batch(work, &id).await.unwrap_err();
    assert_eq!(refused.code(), "another_import_running");
    world.run_jobs().await;

    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    assert_eq!(ask(&world, &binh, &batch).await.0, StatusCode::NOT_FOUND);
    let auditor = world.sign_in("hoa.kiemtra", Role::Auditor, &world.hoa_sen).await;
    assert_eq!(ask(&world, &auditor, &batch).await.0, StatusCode::FORBIDDEN);
    assert_eq!(world.rows_of("member_person").await, 7);
    world.end().await;
}

#[tokio::test]
async fn the_command_line_takes_a_batch_back_by_its_code() {
    let world = world().await;
    let token = lan(&world).await;
    let batch = imported(&world, &token, SIX).await;
    let begin = || Work::begin(&world.site, Caller::operator(), Lang::Vi);
    let nobody: BatchId = "khong-co".parse().unwrap();
    let refused = import::undo_batch(begin().await.unwrap(), &nobody).await.unwrap_err();
    assert_eq!(refused.code(), "batch_unknown");
    assert!(refused.say(Lang::Vi).contains("khong-co"));
    let id: BatchId = batch["batch"].as_str().unwrap().parse().unwrap();
    let undone = import::undo_batch(begin().await.unwrap(), &id).await.unwrap();
    assert_eq!((undone.removed, undone.restored, undone.kept), (6, 0, 0));
    let refused = import::undo_batch(begin().await.unwrap(), &id).await.unwrap_err();
    assert_eq!(refused.code(), "batch_already_undone");
    world.end().await;
}

#[tokio::test]
async fn two_thousand_go_and_come_back_as_surely_as_two() {
    let world = world().await;
    let token = lan(&world).await;
    let list = |phone: u64| {
        let line = |n: u64| {
            let name = ["Lò", "Vàng", "Hà", "Giàng"][(n % 4) as usize];
            let given: String =
                format!("{n:04}").bytes().map(|digit| char::from(b'a' + (digit - b'0'))).collect();
            format!("{name} Văn {given},{},09{:08},Trường An\n", 1950 + n % 40, phone + n)
        };
        format!(
            "Họ và tên,Năm sinh,Điện thoại,Chi hội\n{}",
            (0..2_000).map(line).collect::<String>()
        )
    };
    let first = imported(&world, &token, &list(10_000)).await;
    let before = register(&world).await;
    let later = imported(&world, &token, &list(20_000)).await;
    assert_eq!(counts_of(&later), [2_000, 0, 2_000, 0, 0]);
    assert_eq!(totals(&undone(&world, &token, &later).await), [0, 2_000, 0]);
    assert_eq!(register(&world).await, before);
    assert_eq!(totals(&undone(&world, &token, &first).await), [2_000, 0, 0]);
    assert_eq!(figure(&world, &world.province, "members").await, 0);
    world.end().await;
}

#[tokio::test]
async fn an_import_that_cannot_be_written_leaves_no_copy_of_its_file() {
    let world = world().await;
    let mut work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let declaration = counts::NewDeclaration {
        indicator: "members".to_owned(),
        period: kernel::Period { from: TODAY, until: TODAY.next() },
        quantity: Some(120),
        wording: String::new(),
        basis: String::new(),
    };
    counts::declare(&mut work, &world.hoa_sen, &declaration).await.unwrap();
    work.commit().await.unwrap();

    let path = world.folder.path().join("a.csv");
    std::fs::write(&path, SIX).unwrap();
    let work = Work::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let options = import::Options::default();
    let refused = import::apply_file(work, &world.hoa_sen, &path, "a.csv", &options).await;
    assert_eq!(refused.unwrap_err().code(), "declared_total_stands");
    let kept = std::fs::read_dir(world.folder.path().join("imports")).unwrap().count();
    assert_eq!((kept, world.rows_of("member_batch").await), (0, 0));
    world.end().await;
}

#[tokio::test]
async fn a_number_written_down_elsewhere_in_the_same_moment_is_a_refusal_and_no_failure() {
    let world = world().await;
    let number = "038161000123";
    let path = world.folder.path().join("a.csv");
    std::fs::write(&path, format!("Họ và tên,Năm sinh,Số CCCD\nLò Thị An,1961,{number}\n"))
        .unwrap();
    let mut work = world.as_binh().await;
    let national_id = Some(kernel::vietnamese::personal_number::read(number).unwrap());
    let person = members::NewPerson { national_id, ..crate::person("Đào Văn Khác") };
    let new = members::NewMember { person, ..crate::member("Đào Văn Khác") };
    members::join(&mut work, &world.phu_dong, new).await.unwrap();

    let (site, unit) = (world.site.clone(), world.hoa_sen.clone());
    let importing = tokio::spawn(async move {
        let work = Work::begin(&site, Caller::operator(), Lang::Vi).await?;
        import::apply_file(work, &unit, &path, "a.csv", &import::Options::default()).await
    });
    // Long enough for the import to stand and wait for the one who is writing.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    work.commit().await.unwrap();
    match importing.await.unwrap() {
        Ok(seen) => assert_eq!((seen.created, seen.refused), (0, 1), "it waited for its turn"),
        Err(refused) => assert_eq!(refused.code(), "national_id_just_taken", "{refused}"),
    }
    assert_eq!(world.rows_of("member_person").await, 1);
    world.end().await;
}
