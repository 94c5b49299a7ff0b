//! The same for programs.

use crate::{
    EDIT, READ,
    actions::person_source,
    duplicates::{
        actions::{self, NumberStanding, Typed},
        rows::Record,
        rules::{Choices, Class, Likeness, Others, Reason, Reasons, Side},
        store::{self, PairState},
        texts::Texts,
    },
    reading::note_reading,
    rules::NewPerson,
};
use access::{
    Look, Work,
    asked::{Body, Query},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use kernel::{
    Day, MembershipId, PersonId, RowId, UnitId,
    vietnamese::{Sex, date, personal_number, phone, text},
};
use platform::{Problem, Route, module::Needs, operation::Answered};
use utoipa::OpenApi;

pub fn routes() -> Vec<Route> {
    let (read, edit) = (Needs::Permission(READ), Needs::Permission(EDIT));
    vec![
        Route::get("/api/v1/units/{unit}/members/similar", edit, similar),
        Route::get("/api/v1/units/{unit}/duplicates", read, list),
        Route::post("/api/v1/units/{unit}/duplicates", edit, search),
        Route::get("/api/v1/units/{unit}/duplicates/{one}/{other}", edit, pair),
        Route::put("/api/v1/units/{unit}/duplicates/{one}/{other}", edit, decide),
        Route::post("/api/v1/units/{unit}/duplicates/{one}/{other}/merge", edit, merge),
        Route::post("/api/v1/units/{unit}/merges/{merge}/undo", edit, undo),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(similar, list, search, pair, decide, merge, undo))]
struct Description;

pub fn describe() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
struct SoFar {
    /// The name as far as it is typed; nobody is looked for without a name, a telephone or a number.
    name: String,
    /// A day, a month or a year, as people write it.
    birth: String,
    sex: String,
    phone: String,
    /// 12 or 9 digits. It stands in the address: prefer the form, which never sends it so.
    national_id: String,
    card_number: String,
}

impl SoFar {
    /// What can be read of it; half a date is no mistake while it is being typed.
    fn person(&self) -> NewPerson {
        NewPerson {
            full_name: text::normalise(&self.name),
            sex: self.sex.parse().ok(),
            birth: date::read(self.birth.trim()).ok(),
            phone: phone::read(&self.phone).ok(),
            national_id: personal_number::read(&self.national_id).ok(),
            ..NewPerson::default()
        }
    }
}

/// Somebody within reach who may be the person typed.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct AlikeShown {
    #[schema(value_type = String)]
    membership: MembershipId,
    full_name: String,
    birth: String,
    #[schema(value_type = String)]
    unit: UnitId,
    unit_name: String,
    class: Class,
    score: i64,
    reasons: Vec<Reason>,
    /// The reasons in words.
    why: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct SimilarShown {
    people: Vec<AlikeShown>,
    national_id: NumberStanding,
    /// What to tell whoever types, or nothing.
    message: String,
}

/// People within the caller's reach who may be the one being written down in the unit. Of anybody
/// else nothing shows; of a number that is taken elsewhere only that it cannot be used.
#[utoipa::path(get, path = "/api/v1/units/{unit}/members/similar", operation_id = "similar_members", tag = "members",
    params(("unit" = String, Path), SoFar),
    responses((status = 200, body = SimilarShown), (status = 404, description = "No such unit within reach")))]
async fn similar(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<SoFar>,
) -> Result<Json<SimilarShown>, Problem> {
    let t = Texts(look.lang);
    look.scope(EDIT, &unit).await?;
    let person = asked.person();
    let card_number = text::normalise(&asked.card_number);
    let typed = Typed { unit: &unit, person: &person, card_number: &card_number };
    let found = actions::similar_seen(&mut look, &typed).await?;
    let ids: Vec<UnitId> = found.people.iter().map(|one| one.unit.clone()).collect();
    let names = units::briefs(&mut look.tx, &ids, look.today).await?;
    let shown = |one: store::Alike| AlikeShown {
        unit_name: names.get(&one.unit).map(|unit| unit.full_name(look.lang)).unwrap_or_default(),
        class: one.likeness.class(),
        score: one.likeness.score,
        reasons: one.likeness.reasons.iter().collect(),
        why: t.why_alike(one.likeness.reasons, &one.full_name, &person.full_name),
        membership: one.membership,
        full_name: one.full_name,
        birth: one.birth,
        unit: one.unit,
    };
    let message = match found.national_id {
        NumberStanding::Unusable => t.number_unusable(),
        NumberStanding::Here => t.number_here(),
        NumberStanding::NotAsked | NumberStanding::Free => String::new(),
    };
    Ok(Json(SimilarShown {
        people: found.people.into_iter().map(shown).collect(),
        national_id: found.national_id,
        message,
    }))
}

#[derive(Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// `open` when left out.
    #[param(inline)]
    state: PairState,
    /// The `next` of an earlier answer.
    after: String,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PairLine {
    #[schema(value_type = String)]
    one: PersonId,
    #[schema(value_type = String)]
    other: PersonId,
    class: Class,
    score: i64,
    reasons: Vec<Reason>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Pairs {
    pairs: Vec<PairLine>,
    /// Send it as `after` for those that follow; nothing at the end.
    next: Option<String>,
}

const ROWS: usize = 100;
const ROWS_AND_ONE: i64 = 101;

/// Pairs of people of a unit and all below it that a search has found, the strongest first.
#[utoipa::path(get, path = "/api/v1/units/{unit}/duplicates", operation_id = "list_duplicates", tag = "members",
    params(("unit" = String, Path), Asked),
    responses((status = 200, body = Pairs), (status = 404, description = "No such unit within reach")))]
async fn list(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Json<Pairs>, Problem> {
    let scope = look.scope(READ, &unit).await?;
    let after = Some(asked.after.as_str()).filter(|place| !place.is_empty());
    let rows = store::listed(&mut look.tx, &scope, asked.state, after, ROWS_AND_ONE).await?;
    let next = rows.get(ROWS - 1).filter(|_| ROWS < rows.len()).map(store::place_of);
    let line = |pair: store::StoredPair| PairLine {
        class: Likeness::class_of(pair.score),
        reasons: Reasons::read(&pair.reasons).iter().collect(),
        one: pair.one_id,
        other: pair.other_id,
        score: pair.score,
    };
    Ok(Json(Pairs { pairs: rows.into_iter().take(ROWS).map(line).collect(), next }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Queued {
    state: &'static str,
}

/// Searches the unit and all below it in the background. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/duplicates", operation_id = "search_duplicates", tag = "members",
    params(("unit" = String, Path)),
    responses((status = 202, body = Queued), (status = 404, description = "No such unit within reach")))]
async fn search(mut work: Work, Path(unit): Path<UnitId>) -> Result<Response, Problem> {
    actions::ask_to_search(&mut work, &unit).await?;
    Ok(work.finish(Answered::json(202, &Queued { state: "queued" })?).await?.into_response())
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct BelongingShown {
    #[schema(value_type = String)]
    id: MembershipId,
    #[schema(value_type = String)]
    unit: UnitId,
    counting: String,
    card_number: String,
    #[schema(value_type = String)]
    joined_on: Day,
    #[schema(value_type = Option<String>)]
    left_on: Option<Day>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PersonOfPair {
    #[schema(value_type = String)]
    person: PersonId,
    full_name: String,
    birth: String,
    sex: String,
    ethnicity: String,
    phone: String,
    national_id_masked: String,
    note: String,
    /// Those within reach.
    belongings: Vec<BelongingShown>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct PairShown {
    /// Send it with a merge: it is another once either person has been changed.
    stamp: String,
    state: PairState,
    /// The person recorded first, who stays.
    one: PersonOfPair,
    other: PersonOfPair,
}

/// Two people side by side; national ids masked. That they were read is written in the audit book.
#[utoipa::path(get, path = "/api/v1/units/{unit}/duplicates/{one}/{other}", operation_id = "get_duplicate", tag = "members",
    params(("unit" = String, Path), ("one" = String, Path), ("other" = String, Path)),
    responses((status = 200, body = PairShown), (status = 404, description = "Not both within reach"),
        (status = 409, description = "`already_merged`, or `not_wholly_here`: one also belongs elsewhere")))]
async fn pair(
    mut look: Look,
    Path((unit, one, other)): Path<(UnitId, PersonId, PersonId)>,
) -> Result<Json<PairShown>, Problem> {
    let (scope, both) = actions::pair_seen(&mut look, &unit, &one, &other).await?;
    let (first, second) = (&both.survivor.person.id, &both.gone.person.id);
    let known = store::pair_state(&mut look.tx, &scope, first, second).await?;
    let shown = PairShown {
        stamp: both.stamp(),
        state: known.map(|(state, ..)| state).unwrap_or_default(),
        one: side_shown(&mut look, &both.survivor).await?,
        other: side_shown(&mut look, &both.gone).await?,
    };
    let object = person_source(first);
    let details = serde_json::json!({ "beside": second });
    note_reading(look, "members.read", &unit, &object, details).await?;
    Ok(Json(shown))
}

async fn side_shown(look: &mut Look, record: &Record) -> Result<PersonOfPair, Problem> {
    let mut belongings = vec![];
    for one in &record.belongings {
        if look.may(READ, &one.unit_id).await? {
            belongings.push(BelongingShown {
                id: one.id.clone(),
                unit: one.unit_id.clone(),
                counting: one.counting.clone(),
                card_number: one.card_number.clone(),
                joined_on: one.joined_on,
                left_on: one.left_on,
            });
        }
    }
    let person = &record.person;
    Ok(PersonOfPair {
        person: person.id.clone(),
        full_name: person.full_name.clone(),
        birth: person.birth.clone(),
        sex: person.sex.parse().map(|sex: Sex| sex.to_string()).unwrap_or_default(),
        ethnicity: person.ethnicity.clone(),
        phone: person.phone.clone(),
        national_id_masked: person.national_id_masked.clone(),
        note: person.note.clone(),
        belongings,
    })
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    /// `not_same` to remember that they are two, `open` to look at the pair again.
    state: PairState,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct Decided {
    state: PairState,
}

/// Remembers what two people are to each other. Needs an `Idempotency-Key`.
#[utoipa::path(put, path = "/api/v1/units/{unit}/duplicates/{one}/{other}", operation_id = "decide_duplicate", tag = "members",
    params(("unit" = String, Path), ("one" = String, Path), ("other" = String, Path)), request_body = Decision,
    responses((status = 200, body = Decided), (status = 404, description = "Not both within reach"),
        (status = 409, description = "Refused, with its code"), (status = 422, description = "No decision")))]
async fn decide(
    mut work: Work,
    Path((unit, one, other)): Path<(UnitId, PersonId, PersonId)>,
    Body(decision): Body<Decision>,
) -> Result<Response, Problem> {
    let state = decision.state;
    if state == PairState::Merged {
        let said = "open, not_same";
        return Err(Problem::mistake("state", said));
    }
    actions::decide(&mut work, &unit, (&one, &other), state).await?;
    Ok(work.finish(Answered::json(200, &Decided { state })?).await?.into_response())
}

/// Whose value is taken, field by field: `one` (the person recorded first, who stays) when left out.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ToMerge {
    /// That of the pair the choices were made from.
    stamp: String,
    full_name: Side,
    birth: Side,
    sex: Side,
    ethnicity: Side,
    phone: Side,
    national_id: Side,
    /// `both` puts one below the other.
    note: Side,
    /// The unit where the one person is counted; needed where both are counted in different units.
    #[schema(value_type = Option<String>)]
    home: Option<UnitId>,
    others: Others,
    /// Of two belongings to one unit.
    card_number: Side,
    /// Of two belongings to one unit; the earlier day when left out.
    joined_on: Option<Side>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct MergedNow {
    /// Send it to take the merge back.
    #[schema(value_type = String)]
    merge: RowId,
}

/// Makes two people one. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/duplicates/{one}/{other}/merge", operation_id = "merge_duplicate", tag = "members",
    params(("unit" = String, Path), ("one" = String, Path), ("other" = String, Path)), request_body = ToMerge,
    responses((status = 201, body = MergedNow), (status = 404, description = "Not both within reach"),
        (status = 409, description = "`stale_version`, or refused"), (status = 422, description = "`home_missing`, `same_person`, `note_too_long`")))]
async fn merge(
    mut work: Work,
    Path((unit, one, other)): Path<(UnitId, PersonId, PersonId)>,
    Body(asked): Body<ToMerge>,
) -> Result<Response, Problem> {
    let ToMerge { stamp, full_name, birth, sex, ethnicity, phone, national_id, note, .. } = asked;
    let choices = Choices {
        full_name,
        birth,
        sex,
        ethnicity,
        phone,
        national_id,
        note,
        home: asked.home,
        others: asked.others,
        card_number: asked.card_number,
        joined_on: asked.joined_on,
    };
    let merge = actions::merge(&mut work, &unit, (&one, &other), &stamp, &choices).await?;
    Ok(work.finish(Answered::json(201, &MergedNow { merge })?).await?.into_response())
}

/// Makes two people of one again. Needs an `Idempotency-Key`.
#[utoipa::path(post, path = "/api/v1/units/{unit}/merges/{merge}/undo", operation_id = "undo_merge", tag = "members",
    params(("unit" = String, Path), ("merge" = String, Path)),
    responses((status = 200, body = MergedNow), (status = 404, description = "No such merge within reach"),
        (status = 409, description = "`changed_since`, `merged_again`, or refused otherwise")))]
async fn undo(
    mut work: Work,
    Path((unit, merge)): Path<(UnitId, RowId)>,
) -> Result<Response, Problem> {
    actions::unmerge(&mut work, &unit, &merge).await?;
    Ok(work.finish(Answered::json(200, &MergedNow { merge })?).await?.into_response())
}
