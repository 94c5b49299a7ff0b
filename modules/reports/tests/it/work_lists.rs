//! What each role finds on its home page about reports: a sentence, a day where there is one, a button.

use crate::{
    half,
    periods::{Scene, scene},
    state as declared, state_in,
};
use access::Role;
use kernel::{AccountId, Day, Lang, UnitId};
use platform::module::{Asker, Task};
use reports::periods::{Deed, State};
use testkit::TODAY;

async fn tasks(scene: &Scene, role: Role, unit: &UnitId, account: AccountId) -> Vec<Task> {
    let permissions = role.permissions().iter().map(|name| platform::Permission(name)).collect();
    let (unit, today, lang) = (unit.clone(), TODAY, Lang::Vi);
    let asker = Asker { account, unit, permissions, today, lang };
    let source = reports::module().tasks.remove(0);
    let found = (source.run)(scene.world.site.clone(), asker).await.unwrap();
    for task in &found {
        assert!(!task.button.is_empty() && task.link.starts_with("/bao-cao/"), "{task:?}");
    }
    found
}

async fn said(scene: &Scene, role: Role, unit: &UnitId) -> String {
    let found = tasks(scene, role, unit, AccountId::new()).await;
    found.into_iter().map(|task| task.sentence).collect::<Vec<_>>().join(" | ")
}

#[tokio::test]
async fn a_supplement_asks_the_province_to_read_it_and_comes_back_to_the_commune_with_its_day() {
    let scene = scene().await;
    let (commune, province) = (scene.world.hoa_sen.clone(), scene.world.province.clone());
    declared(&scene.world, &commune, "classes", 3, "").await;
    scene.bring_to(State::LockedSupplemented).await;
    let above = said(&scene, Role::ProvinceOfficer, &province).await;
    assert!(
        above.contains("1 bản bổ sung") && above.contains("xã Hoa Sen (02/03/2026)"),
        "{above}"
    );
    assert_eq!(said(&scene, Role::CommuneOfficer, &commune).await, "");
    let hash = scene.hash().await;
    scene.ask(Deed::Return, &hash).await;
    let own = said(&scene, Role::CommuneOfficer, &commune).await;
    assert!(own.contains("bị trả lại ngày 02/03/2026"), "{own}");
    assert!(!said(&scene, Role::ProvinceOfficer, &province).await.contains("bổ sung"));
    scene.supplement(6).await;
    assert_eq!(said(&scene, Role::CommuneOfficer, &commune).await, "", "another is on its way");
    scene.world.end().await;
}

#[tokio::test]
async fn figures_without_a_sentence_stand_on_the_list_until_somebody_has_said_why() {
    let scene = scene().await;
    let commune = scene.world.hoa_sen.clone();
    state_in(&scene.world, &commune, half().year_before(), ("classes", 20), "").await;
    declared(&scene.world, &commune, "classes", 60, "").await;
    let found = tasks(&scene, Role::CommuneOfficer, &commune, AccountId::new()).await;
    let wanted = found.iter().find(|task| task.sentence.contains("chưa có lý do")).unwrap();
    assert!(
        wanted.sentence.contains("1 chỉ tiêu") && wanted.link.ends_with("#ly-do"),
        "{wanted:?}"
    );
    assert_eq!(wanted.due, Some(Day::of(2026, 1, 5)));
    let mut work = scene.work("lan").await;
    let says = reports::periods::Says::Own("Mở lớp ban đêm".to_owned());
    let indicator = "classes".to_owned();
    let new = [reports::periods::NewReason { indicator, says, revision: 0 }];
    reports::periods::write_reasons(&mut work, &scene.filed, &new).await.unwrap();
    work.commit().await.unwrap();
    assert!(!said(&scene, Role::CommuneOfficer, &commune).await.contains("chưa có lý do"));
    scene.world.end().await;
}

#[tokio::test]
async fn a_province_reads_what_waits_before_its_own_report_is_due() {
    let scene = scene().await;
    scene.submit().await;
    let province = scene.world.province.clone();
    let found = tasks(&scene, Role::ProvinceOfficer, &province, AccountId::new()).await;
    let waiting = found.iter().find(|task| task.sentence.contains("chờ nhận")).unwrap();
    assert_eq!(waiting.due, Some(Day::of(2026, 1, 15)));
    assert!(waiting.sentence.contains("xã Hoa Sen (02/03/2026)"), "{waiting:?}");
    scene.world.end().await;
}

#[tokio::test]
async fn a_chapters_head_is_told_when_the_commune_reports_and_an_auditor_what_is_late() {
    let scene = scene().await;
    let (chapter, province) = (scene.world.truong_an.clone(), scene.world.province.clone());
    let found = tasks(&scene, Role::ChapterHead, &chapter, AccountId::new()).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.contains("xã Hoa Sen nộp báo cáo"), "{found:?}");
    assert_eq!(found[0].due, Some(Day::of(2026, 1, 5)));
    let (status, _) = scene.world.get(scene.token("lan"), &found[0].link).await;
    assert_eq!(status.as_u16(), 200);
    assert_eq!(said(&scene, Role::Auditor, &province).await, "", "nobody has come yet");
    scene.submit().await;
    assert_eq!(said(&scene, Role::ChapterHead, &chapter).await, "");
    let watched = said(&scene, Role::Auditor, &province).await;
    assert!(watched.contains("1 đơn vị quá hạn chưa nộp, 1 báo cáo"), "{watched}");
    scene.world.end().await;
}

#[tokio::test]
async fn where_nobody_above_keeps_reports_the_other_person_of_the_unit_is_asked_to_accept() {
    let scene = scene().await;
    let commune = scene.world.hoa_sen.clone();
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let above = "update access_grant set until = $1 where role in ('province_officer', 'approver')";
    sqlx::query(above).bind(TODAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    scene.submit().await;
    let lan = access::caller_named(&scene.world.site, "lan").await.unwrap().account;
    let own = tasks(&scene, Role::CommuneOfficer, &commune, lan).await;
    assert_eq!(own, [], "whoever submitted does not accept");
    let anh = access::caller_named(&scene.world.site, "anh").await.unwrap().account;
    let other = tasks(&scene, Role::CommuneOfficer, &commune, anh).await;
    assert!(other[0].sentence.contains("chờ một người khác của đơn vị nhận"), "{other:?}");
    scene.world.end().await;
}

#[tokio::test]
async fn nobody_is_asked_to_read_their_own_supplement_and_the_unit_is_where_nobody_else_may() {
    let scene = scene().await;
    let (commune, province) = (scene.world.hoa_sen.clone(), scene.world.province.clone());
    declared(&scene.world, &commune, "classes", 3, "").await;
    scene.bring_to(State::Locked).await;
    let mut work = scene.work("minh").await;
    let corrected = [reports::periods::Corrected { indicator: "classes".to_owned(), quantity: 4 }];
    let remark = "Sót 1 lớp";
    reports::periods::supplement(&mut work, &scene.filed, remark, &corrected).await.unwrap();
    work.commit().await.unwrap();
    let mut tx = scene.world.site.db.begin_writing().await.unwrap();
    let approvers = "update access_grant set until = $1 where role = 'approver'";
    sqlx::query(approvers).bind(TODAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let of = async |name: &str, role, unit| {
        let account = access::caller_named(&scene.world.site, name).await.unwrap().account;
        let found = tasks(&scene, role, unit, account).await;
        found.into_iter().map(|task| task.sentence).collect::<Vec<_>>().join(" | ")
    };
    let maker = of("minh", Role::ProvinceOfficer, &province).await;
    assert!(!maker.contains("bổ sung"), "{maker}");
    let other = of("lan", Role::CommuneOfficer, &commune).await;
    assert!(other.contains("Bản bổ sung") && other.contains("chờ một người khác"), "{other}");
    scene.world.end().await;
}
