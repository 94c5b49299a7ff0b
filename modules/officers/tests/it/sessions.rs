//! Numbered sessions.

use crate::world::{CONGRESS, officer, refused, sign_in, with_chair, world};
use kernel::{Day, MeetingId, TenureId};
use officers::{
    Body, NewMeeting, NewResolution, Outcome, Presence, appoint, hold_meeting, note_attendance,
    note_discussion, resolve,
};
use platform::Problem;
use testkit::World;

fn session(number: Option<i64>, held_on: Day) -> NewMeeting {
    NewMeeting {
        body: Body::Executive,
        number,
        held_on,
        place: "Hội trường xã Hoa Sen".to_owned(),
        subject: "Đánh giá 6 tháng đầu năm".to_owned(),
        agenda: "Báo cáo 6 tháng\nThảo luận".to_owned(),
        chair: "Vàng Thị Lan".to_owned(),
        secretary: String::new(),
    }
}

fn resolution(votes: (i64, i64, i64)) -> NewResolution {
    NewResolution {
        text: "Mỗi chi hội kết nạp thêm 5 hội viên.".to_owned(),
        paper_number: "03/NQ-HKH".to_owned(),
        votes,
    }
}

/// Hoa Sen's committee of three: the chair, a deputy and a member.
async fn committee(world: &World) -> Vec<TenureId> {
    let mut all = vec![with_chair(world).await];
    let mut work = world.as_lan().await;
    for (post, name) in [("pho_chu_tich", "Lò Văn Bình"), ("uy_vien_ban_chap_hanh", "Sùng A Chứ")]
    {
        let one = officer(post, name, CONGRESS, "");
        all.push(appoint(&mut work, &world.hoa_sen, one).await.unwrap());
    }
    work.commit().await.unwrap();
    all
}

#[tokio::test]
async fn the_ninth_session_is_followed_by_the_tenth_and_no_gap_is_left() -> Result<(), Problem> {
    let world = world().await;
    committee(&world).await;
    let mut work = world.as_lan().await;
    let unit = &world.hoa_sen;
    hold_meeting(&mut work, unit, session(Some(9), Day::of(2025, 7, 6))).await?;
    hold_meeting(&mut work, unit, session(None, Day::of(2026, 1, 10))).await?;
    let skipped = hold_meeting(&mut work, unit, session(Some(12), Day::of(2026, 2, 1))).await;
    let (code, said) = refused(skipped.unwrap_err());
    assert_eq!(code, "number_leaves_gap");
    assert!(said.contains("11"), "{said}");
    // Before the congress there was no term, and a committee without members does not meet.
    let before = hold_meeting(&mut work, unit, session(None, CONGRESS.before())).await;
    assert_eq!(refused(before.unwrap_err()).0, "no_term");
    let inspection = NewMeeting { body: Body::Inspection, ..session(None, Day::of(2025, 7, 6)) };
    let nobody = hold_meeting(&mut work, unit, inspection).await;
    assert_eq!(refused(nobody.unwrap_err()).0, "nobody_in_committee");
    work.commit().await?;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn too_few_resolve_nothing_and_once_resolved_attendance_stays() -> Result<(), Problem> {
    let world = world().await;
    let people = committee(&world).await;
    let mut work = world.as_lan().await;
    let unit = &world.hoa_sen;
    let id: MeetingId =
        hold_meeting(&mut work, unit, session(Some(9), Day::of(2025, 7, 6))).await?;
    let unnoted = resolve(&mut work, unit, &id, resolution((2, 0, 0))).await;
    assert_eq!(refused(unnoted.unwrap_err()).0, "attendance_missing");
    let note = |there: usize| -> Vec<(TenureId, Presence)> {
        let presence =
            |place: usize| if place < there { Presence::Present } else { Presence::Excused };
        people.iter().enumerate().map(|(place, one)| (one.clone(), presence(place))).collect()
    };
    note_attendance(&mut work, unit, &id, &note(1)).await?;
    let (code, said) =
        refused(resolve(&mut work, unit, &id, resolution((1, 0, 0))).await.unwrap_err());
    assert_eq!(code, "no_quorum");
    assert!(said.contains("Có mặt 1 trong 3 người, cần ít nhất 2"), "{said}");
    note_attendance(&mut work, unit, &id, &note(2)).await?;
    assert_eq!(resolve(&mut work, unit, &id, resolution((2, 0, 0))).await?, Outcome::Passed);
    assert_eq!(resolve(&mut work, unit, &id, resolution((1, 1, 0))).await?, Outcome::Rejected);
    let (code, _) = refused(note_attendance(&mut work, unit, &id, &note(3)).await.unwrap_err());
    assert_eq!(code, "attendance_fixed");
    note_discussion(&mut work, unit, &id, ("Ông Bình: nên họp vào chủ nhật.", 1)).await?;
    work.commit().await?;

    let lan = sign_in(&world, "lan").await;
    let page = format!("/don-vi/{unit}/ky-hop/{id}");
    let (status, body) = world.get(&lan, &page).await;
    assert_eq!(status.as_u16(), 200);
    assert!(body.contains("Hội nghị Ban chấp hành kỳ họp thứ 9, nhiệm kỳ 2021–2026"), "{body}");
    assert!(body.contains("Không thông qua: 1 tán thành, 1 không tán thành"), "{body}");
    for (format, begins) in [("docx", &b"PK"[..]), ("pdf", b"%PDF-"), ("html", b"<!doctype")] {
        let (status, bytes) = world.bytes(&lan, &format!("{page}/bien-ban?dang={format}")).await;
        assert_eq!(status.as_u16(), 200, "{format}");
        assert!(bytes.starts_with(begins), "{format}");
    }
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn somebody_in_two_offices_is_counted_once_in_the_committee() -> Result<(), Problem> {
    let world = world().await;
    committee(&world).await;
    let mut work = world.as_lan().await;
    let unit = &world.hoa_sen;
    appoint(&mut work, unit, officer("thu_ky", "Lò Văn Bình", CONGRESS, "")).await?;
    let id = hold_meeting(&mut work, unit, session(None, Day::of(2025, 7, 6))).await?;
    work.commit().await?;
    let lan = sign_in(&world, "lan").await;
    let (_, body) = world.get(&lan, &format!("/don-vi/{unit}/ky-hop/{id}")).await;
    assert!(body.contains("Cần ít nhất 2 trong 3 người"), "{body}");
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn a_resolution_or_an_attendance_that_is_refused_comes_back_with_what_was_typed()
-> Result<(), Problem> {
    let world = world().await;
    let people = committee(&world).await;
    let mut work = world.as_lan().await;
    let unit = &world.hoa_sen;
    let id = hold_meeting(&mut work, unit, session(Some(9), Day::of(2025, 7, 6))).await?;
    let all: Vec<_> = people.iter().map(|one| (one.clone(), Presence::Present)).collect();
    note_attendance(&mut work, unit, &id, &all).await?;
    work.commit().await?;
    let lan = sign_in(&world, "lan").await;
    let page = format!("/don-vi/{unit}/ky-hop/{id}");
    let typed = "text=Mua%20s%C3%A1ch&votes_for=9&votes_against=nhieu";
    let (status, body) = world.post(&lan, &format!("{page}/nghi-quyet"), typed).await;
    assert_eq!(status.as_u16(), 422);
    assert!(body.contains("id=\"votes_against-mistake\""), "{body}");
    let typed = "text=Mua%20s%C3%A1ch&votes_for=9";
    let (status, body) = world.post(&lan, &format!("{page}/nghi-quyet"), typed).await;
    assert_eq!(status.as_u16(), 422);
    assert!(body.contains("id=\"votes_for-mistake\"") && body.contains("Có 9 phiếu"), "{body}");
    assert!(body.contains("Mua sách"), "what was typed is kept: {body}");
    let (status, body) =
        world.post(&lan, &format!("{page}/nghi-quyet"), "text=A&votes_for=3").await;
    assert_eq!(status.as_u16(), 303, "{body}");
    let absent = format!("v-{}=absent", people[0]);
    let (status, body) = world.post(&lan, &format!("{page}/diem-danh"), &absent).await;
    assert_eq!(status.as_u16(), 409);
    assert!(body.contains("id=\"roll-mistake\"") && body.contains("Hội nghị"), "{body}");
    world.end().await;
    Ok(())
}
