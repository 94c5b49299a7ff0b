//! Chức vụ: what offices are called, which committees they belong to and which rights they carry. All of it is data
//! that an administrator of the whole country may change.

use crate::{EDIT, rules::Refusal, store::posts as store, words::Body};
use access::{Role, Work};
use kernel::{Day, Source};
use platform::{Problem, db::Tx};
use serde_json::json;
use units::Level;

/// The rights that go with an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    Nothing,
    /// Those of whoever runs the unit, by its level.
    OfficerOfLevel,
    Role(Role),
}

const OFFICER: &str = "officer";

impl Carries {
    pub fn read(word: &str) -> Option<Carries> {
        match word {
            "" => Some(Carries::Nothing),
            OFFICER => Some(Carries::OfficerOfLevel),
            role => role.parse().ok().map(Carries::Role),
        }
    }
    pub fn code(self) -> &'static str {
        match self {
            Carries::Nothing => "",
            Carries::OfficerOfLevel => OFFICER,
            Carries::Role(role) => role.code(),
        }
    }
    /// The role at a unit of this level.
    pub fn role(self, level: Level) -> Option<Role> {
        match self {
            Carries::Nothing => None,
            Carries::Role(role) => Some(role),
            Carries::OfficerOfLevel => Some(match level {
                Level::Nation | Level::Province => Role::ProvinceOfficer,
                Level::District | Level::Commune | Level::Sector => Role::CommuneOfficer,
                Level::Organisation | Level::Chapter => Role::ChapterHead,
            }),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    pub bodies: Vec<Body>,
    /// One holder at a time.
    pub single: bool,
    pub carries: Carries,
    pub position: i64,
    pub retired_on: Option<Day>,
    pub revision: i64,
}

impl Post {
    pub fn label(&self, lang: kernel::Lang) -> &str {
        lang.choose(&self.label_vi, &self.label_en)
    }
    pub fn is_of(&self, body: Body) -> bool {
        self.bodies.contains(&body)
    }
}

/// An office as somebody describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    pub bodies: Vec<Body>,
    pub single: bool,
    pub carries: Carries,
    pub position: i64,
    /// No longer given to anybody new.
    pub retired: bool,
}

use Body::{ChapterBoard, Executive, Inspection, Standing};

type Shipped = (&'static str, &'static str, &'static str, &'static [Body], bool, &'static str);

/// In the order of rank. Who belongs to which committee is what is usual; the charter may say otherwise.
const SHIPPED: [Shipped; 17] = [
    ("chu_tich", "Chủ tịch", "Chair", &[Executive, Standing], true, OFFICER),
    (
        "pho_chu_tich_thuong_truc",
        "Phó Chủ tịch thường trực",
        "Permanent deputy chair",
        &[Executive, Standing],
        true,
        OFFICER,
    ),
    ("pho_chu_tich", "Phó Chủ tịch", "Deputy chair", &[Executive, Standing], false, OFFICER),
    ("tong_thu_ky", "Tổng thư ký", "General secretary", &[Executive, Standing], true, OFFICER),
    ("thu_ky", "Thư ký", "Secretary", &[Executive, Standing], true, OFFICER),
    ("chanh_van_phong", "Chánh văn phòng", "Head of office", &[Executive], true, OFFICER),
    (
        "uy_vien_ban_thuong_vu",
        "Ủy viên Ban thường vụ",
        "Member of the standing committee",
        &[Executive, Standing],
        false,
        "",
    ),
    (
        "uy_vien_ban_chap_hanh",
        "Ủy viên Ban chấp hành",
        "Member of the executive committee",
        &[Executive],
        false,
        "",
    ),
    (
        "truong_ban_kiem_tra",
        "Trưởng Ban kiểm tra",
        "Head of the inspection committee",
        &[Inspection],
        true,
        "auditor",
    ),
    (
        "pho_truong_ban_kiem_tra",
        "Phó Trưởng Ban kiểm tra",
        "Deputy head of the inspection committee",
        &[Inspection],
        false,
        "",
    ),
    (
        "uy_vien_ban_kiem_tra",
        "Ủy viên Ban kiểm tra",
        "Member of the inspection committee",
        &[Inspection],
        false,
        "",
    ),
    ("chi_hoi_truong", "Chi hội trưởng", "Chapter head", &[ChapterBoard], true, "chapter_head"),
    ("chi_hoi_pho", "Chi hội phó", "Deputy chapter head", &[ChapterBoard], false, ""),
    (
        "thu_ky_chi_hoi",
        "Thư ký chi hội",
        "Chapter secretary",
        &[ChapterBoard],
        true,
        "chapter_secretary",
    ),
    ("uy_vien_ban_chi_hoi", "Ủy viên Ban chi hội", "Board member", &[ChapterBoard], false, ""),
    ("thu_quy", "Thủ quỹ", "Treasurer", &[], true, "treasurer"),
    ("ke_toan", "Kế toán", "Accountant", &[], true, ""),
];

/// Two thirds is what model charters of associations say; the association's own charter was not at hand.
const QUORUM: (i64, i64) = (2, 3);
const QUORUM_BASIS: &str =
    "Theo điều lệ mẫu của các hội; chưa đối chiếu với Điều lệ Hội Khuyến học Việt Nam.";

/// Writes the shipped positions and quorums where they are missing; what was changed stays changed.
///
/// # Errors
/// Only those of the database.
pub async fn seed(tx: &mut Tx) -> Result<(), Problem> {
    for (place, (code, label_vi, label_en, bodies, single, carries)) in (1..).zip(SHIPPED) {
        let post = Post {
            code: code.to_owned(),
            label_vi: label_vi.to_owned(),
            label_en: label_en.to_owned(),
            bodies: bodies.to_vec(),
            single,
            carries: Carries::read(carries).unwrap_or(Carries::Nothing),
            position: place * 10,
            retired_on: None,
            revision: 1,
        };
        store::insert_if_missing(tx, &post).await?;
    }
    for body in Body::ALL {
        store::insert_quorum_if_missing(tx, *body, QUORUM, QUORUM_BASIS).await?;
    }
    Ok(())
}

/// Adds a position, or changes one: `revision` is the one that was read, nothing for a new one. Whoever holds it goes
/// on holding what they were given.
///
/// # Errors
/// `code_taken`, `code_unusable`; `stale_version` where somebody else changed it meanwhile.
pub async fn change_post(
    work: &mut Work,
    new: NewPost,
    revision: Option<i64>,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, &units::nation()).await?;
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if !(2..=40).contains(&new.code.len()) || !new.code.chars().all(plain) {
        return Err(Refusal::CodeUnusable.into());
    }
    work.hold("officers/posts").await?;
    let known = store::post(&mut work.tx, &new.code).await;
    let retired_on = |before: Option<Day>| new.retired.then(|| before.unwrap_or(work.today));
    let object = Source::of("officers.post", &new.code);
    match (known, revision) {
        (Ok(_), None) => return Err(Refusal::CodeTaken { code: new.code }.into()),
        (Ok(known), Some(revision)) if known.revision == revision => {
            let post = of_new(&new, retired_on(known.retired_on), revision);
            store::change(&mut work.tx, &scope, &post).await?;
        }
        (Ok(_), Some(_)) => return Err(Problem::Outdated),
        (Err(Problem::NotFound), None) => {
            let post = of_new(&new, retired_on(None), 1);
            store::insert_if_missing(&mut work.tx, &post).await?;
        }
        (Err(problem), _) => return Err(problem),
    }
    let bodies: Vec<&str> = new.bodies.iter().map(|body| body.code()).collect();
    let details = json!({ "single": new.single, "carries": new.carries.code(), "bodies": bodies });
    work.record("officers.change_post", None, &object, details).await
}

fn of_new(new: &NewPost, retired_on: Option<Day>, revision: i64) -> Post {
    Post {
        code: new.code.clone(),
        label_vi: new.label_vi.clone(),
        label_en: new.label_en.clone(),
        bodies: new.bodies.clone(),
        single: new.single,
        carries: new.carries,
        position: new.position,
        retired_on,
        revision,
    }
}

/// Says from how many of its members on a committee may decide; sessions already held keep theirs.
///
/// # Errors
/// `quorum_unusable`.
pub async fn change_quorum(
    work: &mut Work,
    body: Body,
    (part, whole): (i64, i64),
    basis: &str,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT, &units::nation()).await?;
    if !(1..=100).contains(&whole) || !(1..=whole).contains(&part) {
        return Err(Refusal::QuorumUnusable.into());
    }
    store::change_quorum(&mut work.tx, &scope, body, (part, whole), basis).await?;
    let details = json!({ "part": part, "whole": whole });
    work.record("officers.change_quorum", None, &Source::of("officers.body", &body.code()), details)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_position_says_which_rights_it_carries() {
        for (code, .., carries) in SHIPPED {
            let read = Carries::read(carries);
            assert_eq!(read.map(Carries::code), Some(carries), "{code}");
        }
        assert_eq!(Carries::OfficerOfLevel.role(Level::Commune), Some(Role::CommuneOfficer));
        assert_eq!(Carries::OfficerOfLevel.role(Level::Chapter), Some(Role::ChapterHead));
    }
}
