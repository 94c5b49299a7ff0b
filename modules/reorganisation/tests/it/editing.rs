//! A plan is changed on its page, field by field, without a script.

use crate::{scenes::opening, world::*};
use access::Role;
use kernel::{RowId, UnitId};
use platform::Problem;
use reorganisation::{Plan, Portion, Step, Target};
use testkit::World;
use units::{Form, Setting};

async fn kept(world: &World) -> (RowId, Plan) {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select id, plan from reorganisation";
    let (id, plan): (RowId, String) = sqlx::query_as(sql).fetch_one(&mut *tx).await.unwrap();
    (id, serde_json::from_str(&plan).unwrap())
}

/// A plan with every kind of step that the page knows.
fn of_every_kind(world: &World, units: &[UnitId]) -> Plan {
    let [one, two, three, four, five, six, seven] = units else { panic!("seven chapters") };
    let portion = |to: Target, share: &str| Portion {
        to,
        units: vec![],
        share: share.parse().ok(),
        basis: "số hộ".to_owned(),
    };
    let mut plan = plan(vec![
        Step::Merge { units: vec![one.clone()], into: Target::new_unit("a") },
        Step::Split {
            unit: two.clone(),
            heirs: vec![
                portion(Target::unit(three), "1/3"),
                portion(Target::new_unit("a"), "1/3"),
                portion(Target::unit(&world.truong_an), "1/3"),
            ],
            rest: Some(Target::unit(three)),
        },
        Step::SplitOff {
            unit: four.clone(),
            parts: vec![
                portion(Target::new_unit("b"), "1/4"),
                portion(Target::unit(&world.truong_an), "1/4"),
            ],
        },
        Step::Move { unit: five.clone(), under: Target::unit(three) },
        Step::Rename { unit: six.clone(), name: "Chi hội tên khác".to_owned() },
        Step::ChangeForm { unit: seven.clone(), form: Form::Group, setting: Setting::ALL[1] },
    ]);
    plan.opens = vec![opening("a", &world.hoa_sen), opening("b", &world.hoa_sen)];
    plan.opens[1].code = Some("dac-biet".to_owned());
    plan.registers_hold = true;
    plan
}

#[tokio::test]
async fn what_the_page_of_a_draft_shows_is_the_whole_plan() -> Result<(), Problem> {
    let world = world().await;
    let at = world.hoa_sen.clone();
    let mut chapters = vec![];
    for suffix in ["mot", "hai", "ba", "bon", "nam", "sau", "bay"] {
        chapters.push(chapter(&world, &at, suffix).await);
    }
    let plan = of_every_kind(&world, &chapters);
    let mut work = operator(&world).await;
    reorganisation::draft(&mut work, &registry(), &at, plan.clone()).await?;
    work.commit().await?;
    let (id, _) = kept(&world).await;
    let maker = world.sign_in("lan", Role::CommuneOfficer, &at).await;
    let page_of = format!("/don-vi/{at}/sap-xep/{id}/sua");
    let (status, page) = world.get(&maker, &page_of).await;
    assert_eq!(status, 200, "{page}");
    let (status, body) = world.post(&maker, &page_of, &sent_again(&page)).await;
    assert_eq!(status, 303, "{body}");
    assert_eq!(kept(&world).await.1, plan, "nothing was lost on the page");
    // Somebody else has the older page open.
    let (status, body) = world.post(&maker, &page_of, &sent_again(&page)).await;
    assert_eq!(status, 409, "{body}");
    assert!(body.contains("đã thay đổi"), "{body}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn steps_are_added_and_taken_out_and_mistakes_stand_beside_their_fields()
-> Result<(), Problem> {
    let world = world().await;
    let (an, at) = (world.truong_an.clone(), world.hoa_sen.clone());
    let binh = chapter(&world, &at, "binh").await;
    let group = chapter(&world, &an, "to-1").await;
    let maker = world.sign_in("lan", Role::CommuneOfficer, &at).await;
    let there = format!("/don-vi/{at}/sap-xep/them");
    let rename = format!("day=01/03/2026&decision=So%2012&1-viec=rename&1-unit={binh}&1-name=Moi");
    let (status, page) =
        world.post(&maker, &there, &format!("{rename}&do=add&add-viec=move")).await;
    assert!(status == 200 && page.contains("Việc 2: Chuyển"), "{page}");
    assert!(page.contains("value=\"Moi\""), "what was typed is kept");
    let (status, page) = world
        .post(&maker, &there, &format!("{rename}&2-viec=move&2-unit={an}&2-under={group}&do=keep"))
        .await;
    assert_eq!(status, 409, "{page}");
    assert!(page.contains("id=\"2-under-mistake\""), "beside the unit above: {page}");
    let (status, page) = world.post(&maker, &there, &format!("{rename}&2-viec=move&do=keep")).await;
    assert_eq!(status, 422, "{page}");
    assert!(page.contains("2-unit-mistake") && page.contains("2-under-mistake"), "both at once");
    let (status, page) =
        world.post(&maker, &there, &format!("{rename}&2-viec=move&do=remove-2")).await;
    assert!(status == 200 && !page.contains("Việc 2"), "{page}");
    let (status, body) = world.post(&maker, &there, &format!("{rename}&do=keep")).await;
    assert_eq!(status, 303, "{body}");
    assert_eq!(kept(&world).await.1.steps.len(), 1);
    world.end().await;
    Ok(())
}
