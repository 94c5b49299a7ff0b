//! Signing in and out, one's own account, and the accounts of a subtree.

mod accounts;
mod own_account;
mod signing_in;

use crate::{MANAGE_ACCOUNTS, SIGNED_IN, store::GrantRow, texts::Texts};
use kernel::{Day, RowId};
use platform::{Problem, Route, db::Tx, module::Needs};

pub fn routes() -> Vec<Route> {
    let manage = Needs::Permission(MANAGE_ACCOUNTS);
    vec![
        Route::get("/dang-nhap", Needs::Nobody, signing_in::sign_in_form),
        Route::post("/dang-nhap", Needs::Nobody, signing_in::sign_in),
        Route::post("/dang-xuat", Needs::Nobody, signing_in::sign_out),
        Route::post("/ngon-ngu", Needs::Nobody, signing_in::choose),
        Route::post("/hien-thi", Needs::Nobody, signing_in::choose),
        Route::get("/tai-khoan", SIGNED_IN, own_account::mine),
        Route::post("/tai-khoan/mat-khau", SIGNED_IN, own_account::change_password),
        Route::post("/tai-khoan/phien/{session}/ket-thuc", SIGNED_IN, own_account::end_session),
        Route::get("/don-vi/{unit}/tai-khoan", manage, accounts::list),
        Route::get("/don-vi/{unit}/tai-khoan/them", manage, accounts::new_account),
        Route::post("/don-vi/{unit}/tai-khoan/them", manage, accounts::add_account),
        Route::get("/don-vi/{unit}/tai-khoan/{account}", manage, accounts::one),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/vai-tro", manage, accounts::give_role),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/thoi-vai-tro", manage, accounts::end_role),
        Route::post("/don-vi/{unit}/tai-khoan/{account}/tinh-trang", manage, accounts::set_state),
        Route::post(
            "/don-vi/{unit}/tai-khoan/{account}/mat-khau",
            manage,
            accounts::reset_password,
        ),
    ]
}

/// What the page before has done.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Said {
    xong: String,
}

struct RoleLine {
    grant: RowId,
    role: String,
    unit: String,
    since: String,
}

async fn role_lines(
    tx: &mut Tx,
    grants: Vec<GrantRow>,
    today: Day,
    t: Texts,
) -> Result<Vec<RoleLine>, Problem> {
    let mut lines = vec![];
    for row in grants {
        let grant = row.id.clone();
        let Some(held) = row.into_grant().filter(|held| held.stands_on(today)) else { continue };
        lines.push(RoleLine {
            grant,
            role: t.role_name(held.role),
            unit: units::full_name(tx, &held.unit, today, t.0).await?,
            since: held.since.short(),
        });
    }
    Ok(lines)
}
