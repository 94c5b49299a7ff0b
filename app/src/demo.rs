//! Bản trình diễn: two published half-year reports as if their associations had kept them here.
//!
//! What was published only as a total is declared by each commune so that the parts add up to
//! the published figure; the parts are made up, the totals are not. Xa Dung keeps a register of
//! made-up people. Words such as "gần" stay with the figures they were published with. One figure of former Hải Dương
//! was never published: it is made up, says so, and is there to be carried over to Hải Phòng.

mod dien_bien;
mod hai_duong;
mod hai_phong;
mod officers;
mod xa_dung;

use crate::spread;
use access::{Caller, NewAccount, Role, Work};
use counts::NewDeclaration;
use kernel::{Day, Lang, Period, UnitId};
use platform::{Problem, Site};

pub const PASSWORD: &str = "khuyen hoc 2026";

pub struct Account {
    pub username: &'static str,
    pub full_name: &'static str,
    role: Role,
    unit: &'static str,
}

pub const ACCOUNTS: [Account; 6] = [
    Account {
        username: "dienbien",
        full_name: "Văn phòng Hội tỉnh Điện Biên",
        role: Role::ProvinceOfficer,
        unit: "11",
    },
    Account {
        username: "xadung",
        full_name: "Cán bộ Hội xã Xa Dung",
        role: Role::CommuneOfficer,
        unit: "03208",
    },
    Account {
        username: "chihoi",
        full_name: "Chi hội trưởng bản Thẩm Mú",
        role: Role::ChapterHead,
        unit: xa_dung::FIRST_CHAPTER,
    },
    Account {
        username: "haiphong",
        full_name: "Văn phòng Hội thành phố Hải Phòng",
        role: Role::ProvinceOfficer,
        unit: "31",
    },
    Account { username: "kiemtra", full_name: "Ban Kiểm tra", role: Role::Auditor, unit: "VN" },
    Account {
        username: "quantri",
        full_name: "Quản trị hệ thống",
        role: Role::Administrator,
        unit: "VN",
    },
];

/// Whether the folder holds the demonstration.
///
/// # Errors
/// `demo_other_data` when it holds something else.
pub async fn is_built(site: &Site) -> Result<bool, Problem> {
    let mut tx = site.db.begin().await?;
    let names = ACCOUNTS.map(|account| account.username);
    match access::account_names(&mut tx).await? {
        found if found.is_empty() => Ok(false),
        found if names.iter().all(|name| found.iter().any(|one| one == name)) => Ok(true),
        _ => {
            let place = site.settings.folder.display().to_string();
            Err(Problem::refused("demo_other_data", move |lang| {
                crate::texts::Texts(lang).demo_other_data(&place)
            }))
        }
    }
}

/// Builds everything in one piece: a demonstration half built is none.
pub async fn build(site: &Site) -> Result<(), Problem> {
    let mut work = Work::begin(site, Caller::operator(), Lang::Vi).await?;
    xa_dung::keep_register(&mut work).await?;
    dien_bien::declare(&mut work).await?;
    hai_phong::declare(&mut work).await?;
    hai_duong::declare(&mut work).await?;
    for account in ACCOUNTS {
        let unit = units::find(&mut work.tx, account.unit, work.today).await?.id.clone();
        let new = NewAccount {
            username: account.username.to_owned(),
            full_name: account.full_name.to_owned(),
            password: PASSWORD.to_owned(),
            role: account.role,
            unit,
        };
        access::add_account(&mut work, new).await?;
    }
    officers::record(&mut work).await?;
    work.commit().await?;
    site.db.analyze().await
}

/// A published total, spread over communes.
struct Total {
    indicator: &'static str,
    quantity: i64,
    /// `gần`, `hơn` … as published.
    wording: &'static str,
    basis: &'static str,
}

/// Lets each commune declare its part of a total.
async fn declare_spread(
    work: &mut Work,
    communes: &[units::UnitBrief],
    period: Period,
    total: &Total,
) -> Result<(), Problem> {
    let weights: Vec<i64> =
        communes.iter().map(|commune| spread::weight(&commune.code, total.indicator)).collect();
    for (commune, part) in communes.iter().zip(spread::parts(total.quantity, &weights)) {
        declare_one(
            work,
            &commune.id,
            period,
            total.indicator,
            Some(part),
            (total.wording, total.basis),
        )
        .await?;
    }
    Ok(())
}

async fn declare_one(
    work: &mut Work,
    unit: &UnitId,
    period: Period,
    indicator: &str,
    quantity: Option<i64>,
    (wording, basis): (&str, &str),
) -> Result<(), Problem> {
    let new = NewDeclaration {
        indicator: indicator.to_owned(),
        period,
        quantity,
        wording: wording.to_owned(),
        basis: basis.to_owned(),
    };
    counts::declare(work, unit, &new).await?;
    Ok(())
}

/// The communes of a province as they were on a day.
async fn communes(
    work: &mut Work,
    province: &str,
    on: Day,
) -> Result<(UnitId, Vec<units::UnitBrief>), Problem> {
    let province = units::find(&mut work.tx, province, on).await?.id.clone();
    let within = units::Subtree { unit: province.clone(), boundaries: on };
    let communes = units::children_at_level(&mut work.tx, &within, units::Level::Commune).await?;
    Ok((province, communes))
}

/// The words of a report, for the unit of that time and for the one that continues it.
async fn write_words(
    work: &mut Work,
    province: &str,
    on: Day,
    period: Period,
    words: &[(&str, &str)],
    (place, signed_on): (&str, Day),
) -> Result<(), Problem> {
    let mut written = vec![];
    for day in [on, work.today] {
        let unit = units::find(&mut work.tx, province, day).await?.id.clone();
        // A province that no reform touched is one unit, then and now.
        if written.contains(&unit) {
            continue;
        }
        for (section, body) in words {
            reports::write_text(work, "half-year", &unit, period, section, body).await?;
        }
        let front = reports::NewFront {
            place: place.to_owned(),
            signed_on: Some(signed_on),
            ..reports::NewFront::default()
        };
        reports::write_front(work, "half-year", &unit, period, front).await?;
        written.push(unit);
    }
    Ok(())
}
