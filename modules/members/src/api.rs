//! The register of members for programs.

use crate::{
    EDIT, READ,
    actions::{self, PersonChange},
    reading::note_reading,
    rules::{Counting, JoinReason, LeaveReason, Membership, NewMember, NewPerson, too_long},
    store::{self, Filter, ListedMember, State, StoredPerson},
    texts::Texts,
};
use access::{
    Look, Work,
    asked::{self, Body, Query},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{
    Day, Lang, MembershipId, UnitId,
    vietnamese::{Sex, date, date::WrittenDay, personal_number, phone, text},
};
use platform::{Problem, Route, form::Mistakes, module::Needs, operation::Answered};
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/api/v1/units/{unit}/members", read, list),
        Route::post("/api/v1/units/{unit}/members", edit, join),
        Route::get("/api/v1/members/{membership}", read, one),
        Route::put("/api/v1/members/{membership}", edit, change),
        Route::post("/api/v1/members/{membership}/transfer", edit, transfer),
        Route::post("/api/v1/members/{membership}/leave", edit, leave),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list, join, one, change, transfer, leave))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

const LIMIT_MOST: i64 = 100;
const LIMIT_USUAL: i64 = 50;

#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// A name in part, a telephone, a card number or a whole national id.
    q: String,
    /// `female` or `male`.
    sex: String,
    #[param(inline)]
    state: State,
    /// `home` for those counted here, `also` for those who belong here besides.
    counting: String,
    /// Who belonged on that day, `2017-06-30`; today when left out.
    on: String,
    /// The `next` of an earlier answer.
    after: String,
    /// 1 to 100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

impl Asked {
    /// What to look for, after which place, and how many.
    fn read(&self, lang: Lang) -> Result<(Filter, Option<&str>, i64), Problem> {
        let (t, mut mistakes) = (Texts(lang), Mistakes::default());
        let sex = filled(&self.sex, |typed| typed.parse().map_err(|_| t.choose_sex()));
        let counting = filled(&self.counting, |typed| {
            Counting::read(typed).ok_or_else(|| t.choose_counting())
        });
        let limit = match self.limit.unwrap_or(LIMIT_USUAL) {
            limit if (1..=LIMIT_MOST).contains(&limit) => Ok(limit),
            _ => Err(t.limit_between(LIMIT_MOST)),
        };
        let on =
            filled(&self.on, |typed| date::read_day(typed).map_err(|mistake| mistake.say(lang)));
        let on = mistakes.check("on", on);
        let sex = mistakes.check("sex", sex);
        let counting = mistakes.check("counting", counting);
        let after = mistakes.check("after", asked::place(Some(&self.after), lang));
        let limit = mistakes.check("limit", limit);
        let (Some(on), Some(sex), Some(counting), Some(after), Some(limit)) =
            (on, sex, counting, after, limit)
        else {
            return Err(Problem::BadValue(mistakes.0));
        };
        let filter = Filter { search: self.q.clone(), sex, state: self.state, counting, on };
        Ok((filter, after, limit))
    }
}

/// A line of the list. It holds no telephone and no national id.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Line {
    #[schema(value_type = String)]
    id: MembershipId,
    full_name: String,
    sex: String,
    /// A day, a month, a year, or nothing.
    birth: String,
    #[schema(value_type = String)]
    unit: UnitId,
    counting: String,
    card_number: String,
    #[schema(value_type = String)]
    joined_on: Day,
    #[schema(value_type = Option<String>)]
    left_on: Option<Day>,
    leave_reason: String,
}

impl From<ListedMember> for Line {
    fn from(row: ListedMember) -> Line {
        Line {
            id: row.membership,
            full_name: row.full_name,
            sex: row.sex,
            birth: row.birth,
            unit: row.unit_id,
            counting: row.counting,
            card_number: row.card_number,
            joined_on: row.joined_on,
            left_on: row.left_on,
            leave_reason: row.leave_reason,
        }
    }
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Members {
    members: Vec<Line>,
    /// Send it as `after` for those that follow; nothing at the end.
    next: Option<String>,
}

/// Members of a unit and all below it, by given name.
#[utoipa::path(get, path = "/api/v1/units/{unit}/members", operation_id = "list_members", tag = "members", params(("unit" = String, Path), Asked),
    responses((status = 200, body = Members), (status = 404, description = "No such unit within reach")))]
async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Json<Members>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let (filter, after, limit) = asked.read(look.lang)?;
    let sealer = look.site.sealer.clone();
    let mut rows =
        store::members_in(&mut look.tx, &scope, &sealer, &filter, after, limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or(0);
    let more = most < rows.len();
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(ListedMember::place);
    Ok(Json(Members { members: rows.into_iter().map(Line::from).collect(), next }))
}

/// What is known of a person.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct PersonToWrite {
    full_name: String,
    /// `male`, `female` or nothing.
    sex: String,
    /// `1958-07-05`, `1958-07`, `1958`, as people write it, or nothing.
    birth: String,
    ethnicity: String,
    phone: String,
    /// 12 or 9 digits; left empty in a change, the stored number stays.
    national_id: String,
    note: String,
}

impl PersonToWrite {
    fn read(&self, lang: Lang, mistakes: &mut Mistakes) -> Option<NewPerson> {
        let sex: Result<Option<Sex>, String> =
            filled(&self.sex, |typed| typed.parse().map_err(|_| Texts(lang).choose_sex()));
        let birth: Result<Option<WrittenDay>, String> =
            filled(&self.birth, |typed| date::read(typed).map_err(|mistake| mistake.say(lang)));
        let telephone =
            filled(&self.phone, |typed| phone::read(typed).map_err(|mistake| mistake.say(lang)));
        let national_id = filled(&self.national_id, |typed| {
            personal_number::read(typed).map_err(|mistake| mistake.say(lang))
        });
        let sex = mistakes.check("sex", sex);
        let birth = mistakes.check("birth", birth);
        let telephone = mistakes.check("phone", telephone);
        let national_id = mistakes.check("national_id", national_id);
        let person = NewPerson {
            full_name: text::normalise(&self.full_name),
            sex: sex?,
            birth: birth?,
            ethnicity: text::normalise(&self.ethnicity),
            phone: telephone?,
            national_id: national_id?,
            note: text::normalise_lines(&self.note),
        };
        for (field, most) in too_long(&person) {
            mistakes.note(field, Texts(lang).longer_than(most));
        }
        Some(person).filter(|_| mistakes.is_empty())
    }
}

/// Reads a field that may be empty.
fn filled<T>(
    typed: &str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let typed = typed.trim();
    if typed.is_empty() { Ok(None) } else { read(typed).map(Some) }
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ToJoin {
    person: PersonToWrite,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    joined_on: Day,
    /// `joined`, or `registered` for a member of before who is written down now.
    #[serde(default)]
    reason: Option<JoinReason>,
    /// Left empty, the unit's next number is given.
    #[serde(default)]
    card_number: String,
    /// The total that the unit or its commune has declared becomes 0 from today.
    #[serde(default)]
    replace_declared: bool,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Written {
    #[schema(value_type = String)]
    id: MembershipId,
}

/// Writes down a new person who is counted in the unit. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/members", operation_id = "join_member", tag = "members", params(("unit" = String, Path)),
    request_body = ToJoin,
    responses((status = 201, body = Written), (status = 409, description = "Refused, with its code"),
        (status = 422, description = "Values that cannot be read")))]
async fn join(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Body(new): Body<ToJoin>,
) -> Result<Response, Problem> {
    work.scope(EDIT, &unit).await?;
    let mut mistakes = Mistakes::default();
    let person = new.person.read(work.lang, &mut mistakes);
    let Some(person) = person else { return Err(Problem::BadValue(mistakes.0)) };
    let reason = match new.reason {
        Some(JoinReason::Registered) => JoinReason::Registered,
        _ => JoinReason::Joined,
    };
    if new.replace_declared {
        actions::replace_declared_total(&mut work, &unit).await?;
    }
    let card_number = Some(text::normalise(&new.card_number));
    let member = NewMember { person, card_number, joined_on: new.joined_on, reason };
    let id = actions::join(&mut work, &unit, member).await?;
    Ok(work.finish(Answered::json(201, &Written { id })?).await?.into_response())
}

/// A person by one of their belongings. The national id is masked.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Member {
    #[schema(value_type = String)]
    id: MembershipId,
    /// Of the belonging: send it with a transfer or an end.
    revision: i64,
    #[schema(value_type = String)]
    unit: UnitId,
    counting: Counting,
    card_number: String,
    #[schema(value_type = String)]
    joined_on: Day,
    join_reason: JoinReason,
    #[schema(value_type = Option<String>)]
    left_on: Option<Day>,
    leave_reason: Option<LeaveReason>,
    person: PersonShown,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PersonShown {
    /// Of the person: send it with a change.
    revision: i64,
    full_name: String,
    sex: String,
    birth: String,
    ethnicity: String,
    phone: String,
    national_id_masked: String,
    note: String,
}

impl Member {
    fn of(membership: Membership, person: StoredPerson) -> Member {
        Member {
            id: membership.id,
            revision: membership.revision,
            unit: membership.unit,
            counting: membership.counting,
            card_number: membership.card_number,
            joined_on: membership.joined_on,
            join_reason: membership.join_reason,
            left_on: membership.end.map(|(day, _)| day),
            leave_reason: membership.end.map(|(_, reason)| reason),
            person: PersonShown {
                revision: person.revision,
                full_name: person.full_name,
                sex: person.sex.map(|sex| sex.to_string()).unwrap_or_default(),
                birth: crate::rules::birth_stored(person.birth),
                ethnicity: person.ethnicity,
                phone: person.phone.map(|phone| phone.to_string()).unwrap_or_default(),
                national_id_masked: person.national_id_masked,
                note: person.note,
            },
        }
    }
}

/// One member. That it was read is written in the audit book.
#[utoipa::path(get, path = "/api/v1/members/{membership}", operation_id = "get_member", tag = "members", params(("membership" = String, Path)),
    responses((status = 200, body = Member), (status = 404, description = "No such member within reach")))]
async fn one(mut look: Look, Path(asked): Path<MembershipId>) -> Result<Json<Member>, Problem> {
    // A belonging that was merged away is answered by the one that stands for it, with its id.
    let (id, unit) = match store::unit_of(&mut look.tx, &asked).await {
        Err(Problem::NotFound) => {
            let now = crate::pages::moved_to(&mut look, &asked).await?;
            let unit = store::unit_of(&mut look.tx, &now).await?;
            (now, unit)
        }
        unit => (asked, unit?),
    };
    let scope = look.scope(READ, &unit).await?;
    let membership = store::membership(&mut look.tx, &scope, &id).await?;
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let object = actions::person_source(&person.id);
    note_reading(look, "members.read", &unit, &object, serde_json::json!({ "by": id })).await?;
    Ok(Json(Member::of(membership, person)))
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ToChange {
    /// The revision of the person that the change was made from.
    revision: i64,
    person: PersonToWrite,
}

/// Writes anew what is known of a person. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/members/{membership}", operation_id = "change_member", tag = "members", params(("membership" = String, Path)),
    request_body = ToChange,
    responses((status = 200, body = Written), (status = 409, description = "`stale_version`, or refused"),
        (status = 422, description = "Values that cannot be read")))]
async fn change(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Body(change): Body<ToChange>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    let mut mistakes = Mistakes::default();
    let person = change.person.read(work.lang, &mut mistakes);
    let Some(person) = person else { return Err(Problem::BadValue(mistakes.0)) };
    actions::edit_person(&mut work, &id, PersonChange { revision: change.revision, person })
        .await?;
    Ok(work.finish(Answered::json(200, &Written { id })?).await?.into_response())
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ToTransfer {
    /// The revision of the belonging.
    revision: i64,
    #[schema(value_type = String)]
    to: UnitId,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
    #[serde(default)]
    note: String,
}

/// Moves a belonging to another unit; the answer names the new one. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/members/{membership}/transfer", operation_id = "transfer_member", tag = "members",
    params(("membership" = String, Path)), request_body = ToTransfer,
    responses((status = 201, body = Written), (status = 409, description = "`stale_version`, or refused")))]
async fn transfer(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Body(asked): Body<ToTransfer>,
) -> Result<Response, Problem> {
    let note = text::normalise_lines(&asked.note);
    let transfer = actions::Transfer { to: asked.to, on: asked.on, note };
    let id = actions::transfer(&mut work, &id, asked.revision, transfer).await?;
    Ok(work.finish(Answered::json(201, &Written { id })?).await?.into_response())
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ToLeave {
    /// The revision of the belonging.
    revision: i64,
    #[schema(value_type = String)]
    #[serde(deserialize_with = "asked::day")]
    on: Day,
    /// `left`, `died` or `removed`; a transfer has an address of its own.
    reason: LeaveReason,
    #[serde(default)]
    note: String,
}

/// Ends a belonging; whoever has died, all of them. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/members/{membership}/leave", operation_id = "end_membership", tag = "members",
    params(("membership" = String, Path)), request_body = ToLeave,
    responses((status = 200, body = Written), (status = 409, description = "`stale_version`, or refused"),
        (status = 422, description = "Values that cannot be read")))]
async fn leave(
    mut work: Work,
    Path(id): Path<MembershipId>,
    Body(asked): Body<ToLeave>,
) -> Result<Response, Problem> {
    actions::open(&mut work, &id).await?;
    if matches!(asked.reason, LeaveReason::Transferred | LeaveReason::Reorganised) {
        return Err(Problem::mistake("reason", Texts(work.lang).choose_reason()));
    }
    let note = text::normalise_lines(&asked.note);
    actions::leave(&mut work, &id, asked.revision, asked.on, asked.reason, &note).await?;
    Ok(work.finish(Answered::json(200, &Written { id })?).await?.into_response())
}
