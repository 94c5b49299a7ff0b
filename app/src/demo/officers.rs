//! Ban chấp hành and sessions: what the article on Điện Biên names of them, with made-up people around, who are
//! marked as such; and a commune's first term after July 2025, so that there is an office to hand over.

use access::Work;
use kernel::{Day, TenureId, UnitId};
use officers::{Began, Body, NewMeeting, NewResolution, NewTenure, NewTerm, Presence};
use platform::Problem;

const MADE_UP: &str = "Tên giả định cho bản trình diễn.";
const PUBLISHED: &str = "Theo bài của Hội Khuyến học tỉnh đăng ngày 10/7/2017.";
const ASSUMED_DAY: &str = "Nguồn chỉ nêu nhiệm kỳ 2014–2019; ngày đại hội là giả định.";
const CONGRESS: Day = Day::of(2014, 6, 12);
const NEXT_CONGRESS: Day = Day::of(2019, 8, 20);

/// The standing committee of the term: position, name, and where the name comes from.
const STANDING: [(&str, &str, &str); 7] = [
    ("chu_tich", "Lò Văn Thoạ", MADE_UP),
    ("pho_chu_tich", "Trần Ngọc Hùng", PUBLISHED),
    ("tong_thu_ky", "Quàng Thị Phiêu", MADE_UP),
    ("uy_vien_ban_thuong_vu", "Giàng A Tủa", MADE_UP),
    ("uy_vien_ban_thuong_vu", "Vàng Thị Mỷ", MADE_UP),
    ("uy_vien_ban_thuong_vu", "Nguyễn Đức Thuận", MADE_UP),
    ("uy_vien_ban_thuong_vu", "Cầm Thị Ngoan", MADE_UP),
];

/// Xa Dung's first term as the larger commune; the chair's office goes with the account `xadung`.
const XA_DUNG: [(&str, &str, &str); 5] = [
    ("chu_tich", "Giàng A Páo", "xadung"),
    ("pho_chu_tich", "Lường Văn Ém", ""),
    ("thu_ky", "Sùng Thị Chư", ""),
    ("uy_vien_ban_chap_hanh", "Thào A Vừ", ""),
    ("thu_quy", "Tòng Thị Hoà", ""),
];
const XA_DUNG_CONGRESS: Day = Day::of(2025, 9, 20);

pub async fn record(work: &mut Work) -> Result<(), Problem> {
    let province = units::find(&mut work.tx, "11", work.today).await?.id.clone();
    dien_bien(work, &province).await?;
    let commune = units::find(&mut work.tx, "03208", work.today).await?.id.clone();
    xa_dung(work, &commune).await
}

async fn dien_bien(work: &mut Work, province: &UnitId) -> Result<(), Problem> {
    let term = NewTerm {
        first_year: 2014,
        last_year: 2019,
        since: CONGRESS,
        until: Some(NEXT_CONGRESS),
        decision: ASSUMED_DAY.to_owned(),
    };
    officers::open_term(work, province, term).await?;
    let mut people: Vec<TenureId> = vec![];
    for (post, full_name, source) in STANDING {
        let new = NewTenure { decision: source.to_owned(), ..officer(post, full_name, CONGRESS) };
        people.push(officers::appoint(work, province, new).await?);
    }
    ninth_session(work, province, &people).await
}

/// The session that the article tells of. It names neither its day nor who came, so these are made up.
async fn ninth_session(
    work: &mut Work,
    province: &UnitId,
    people: &[TenureId],
) -> Result<(), Problem> {
    let session = NewMeeting {
        body: Body::Standing,
        number: Some(9),
        held_on: Day::of(2017, 7, 6),
        place: "Văn phòng Hội Khuyến học tỉnh (nơi họp và ngày họp là giả định)".to_owned(),
        subject: "Đánh giá 6 tháng đầu năm 2017, nhiệm vụ 6 tháng cuối năm".to_owned(),
        agenda: "Nghe báo cáo công tác khuyến học 6 tháng đầu năm 2017\nThảo luận\nThông qua nhiệm vụ 6 tháng cuối năm 2017"
            .to_owned(),
        chair: "Lò Văn Thoạ".to_owned(),
        secretary: "Quàng Thị Phiêu".to_owned(),
    };
    let id = officers::hold_meeting(work, province, session).await?;
    let presence = |place: usize| if place == 5 { Presence::Excused } else { Presence::Present };
    let noted: Vec<_> =
        people.iter().enumerate().map(|(place, one)| (one.clone(), presence(place))).collect();
    officers::note_attendance(work, province, &id, &noted).await?;
    let resolution = NewResolution {
        text: "Sáu tháng cuối năm 2017 tập trung tuyên truyền, xây dựng các mô hình học tập, thi đua gắn với giảm nghèo và nông thôn mới, vận động quỹ, phát triển hội viên và củng cố cơ sở hội."
            .to_owned(),
        paper_number: String::new(),
        votes: (6, 0, 0),
    };
    officers::resolve(work, province, &id, resolution).await?;
    Ok(())
}

async fn xa_dung(work: &mut Work, commune: &UnitId) -> Result<(), Problem> {
    let term = NewTerm {
        first_year: 2025,
        last_year: 2030,
        since: XA_DUNG_CONGRESS,
        until: None,
        decision: "Ngày đại hội là giả định.".to_owned(),
    };
    officers::open_term(work, commune, term).await?;
    for (post, full_name, username) in XA_DUNG {
        let new = NewTenure {
            username: username.to_owned(),
            decision: MADE_UP.to_owned(),
            ..officer(post, full_name, XA_DUNG_CONGRESS)
        };
        officers::appoint(work, commune, new).await?;
    }
    Ok(())
}

fn officer(post: &str, full_name: &str, since: Day) -> NewTenure {
    NewTenure {
        post: post.to_owned(),
        full_name: full_name.to_owned(),
        apart: String::new(),
        username: String::new(),
        began: Began::Elected,
        since,
        until: None,
        decision: String::new(),
    }
}
