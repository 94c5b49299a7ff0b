//! Periods for programs.

use super::{
    actions::{self, Corrected, Currency, Filed, Standing},
    board::{self, Tally},
    consolidate::{self, Part, People, Take, boundaries_of, level_below},
    rules::{Deed, State},
    snapshot::{Basis, Content, Frozen, Named},
    store,
    unusual::{self, Below},
};
use crate::{ACCEPT_REPORTS, READ_REPORTS, SUBMIT_REPORTS, forms};
use access::{
    Look, Work,
    asked::{self, Body, Query},
};
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use counts::{Kind, LOCK_PERIODS, NewOpening, REOPEN_PERIODS};
use kernel::{AccountId, Day, Moment, Period, RowId, UnitId};
use platform::{Problem, Route, module::Needs, operation::Answered};
use units::Subtree;
use utoipa::OpenApi;

pub(crate) fn routes() -> Vec<Route> {
    let needs = Needs::Permission;
    vec![
        Route::get("/api/v1/units/{unit}/reports/{form}/state", needs(READ_REPORTS), state),
        Route::get("/api/v1/units/{unit}/reports/{form}/board", needs(READ_REPORTS), show_board),
        Route::get(
            "/api/v1/units/{unit}/reports/{form}/consolidated",
            needs(READ_REPORTS),
            consolidated,
        ),
        Route::get("/api/v1/report-snapshots/{snapshot}", needs(READ_REPORTS), snapshot),
        Route::post("/api/v1/units/{unit}/reports/{form}/submit", needs(SUBMIT_REPORTS), submit),
        Route::post("/api/v1/units/{unit}/reports/{form}/accept", needs(ACCEPT_REPORTS), accept),
        Route::post("/api/v1/units/{unit}/reports/{form}/return", needs(ACCEPT_REPORTS), give_back),
        Route::post("/api/v1/units/{unit}/reports/{form}/lock", needs(LOCK_PERIODS), lock),
        Route::post("/api/v1/units/{unit}/reports/{form}/reopen", needs(REOPEN_PERIODS), reopen),
        Route::post(
            "/api/v1/units/{unit}/reports/{form}/supplement",
            needs(SUBMIT_REPORTS),
            supplement,
        ),
    ]
    .into_iter()
    .chain(unusual::routes())
    .collect()
}

#[derive(OpenApi)]
#[openapi(paths(
    state,
    show_board,
    consolidated,
    snapshot,
    submit,
    accept,
    give_back,
    lock,
    reopen,
    supplement
))]
struct Description;

pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    let mut all = Description::openapi();
    all.merge(unusual::describe());
    all
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(deserialize_with = "asked::period")]
    period: Period,
    /// `submitted`: also what was not yet accepted.
    #[serde(default)]
    take: String,
}

impl Asked {
    fn filed(&self, (unit, form): (UnitId, String)) -> Filed {
        Filed { unit, form, period: self.period }
    }
}

/// Where a report stands, who did what, and what the caller may do next.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct StateJson {
    unit_id: String,
    unit_name: String,
    form: String,
    #[schema(value_type = String, example = "2026-H1")]
    period: Period,
    state: State,
    deeds: Vec<Deed>,
    /// To whom the report goes.
    goes_to: String,
    #[schema(value_type = Option<String>, format = "date")]
    open_until: Option<Day>,
    /// Who may accept or return what waits; nothing while nothing waits.
    may_accept: Option<Vec<JudgeJson>>,
    /// What was submitted last. While it waits its hash comes with the word of whoever accepts or returns it.
    submitted: Option<SnapshotLine>,
    /// What the unit's report says: accepted, with its supplements.
    standing: Option<SnapshotLine>,
    /// A supplement that waits to be accepted or returned, with the hash that comes with that word.
    pending: Option<SnapshotLine>,
    snapshots: Vec<SnapshotLine>,
    history: Vec<StepJson>,
}

/// Somebody who may give their word, and at which unit their role is held.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct JudgeJson {
    full_name: String,
    role: String,
    unit_id: String,
}

impl JudgeJson {
    fn of(holder: &access::Holder) -> JudgeJson {
        JudgeJson {
            full_name: holder.full_name.clone(),
            role: holder.role.code().to_owned(),
            unit_id: holder.unit.to_string(),
        }
    }
}

#[derive(Clone, serde::Serialize, utoipa::ToSchema)]
pub struct SnapshotLine {
    id: String,
    turn: i64,
    supplement: i64,
    hash: String,
    #[schema(value_type = String, format = "date-time")]
    made_at: Moment,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct StepJson {
    deed: Deed,
    who: String,
    #[schema(value_type = String, format = "date-time")]
    at: Moment,
    remark: String,
    snapshot: Option<String>,
}

impl SnapshotLine {
    fn of(row: &store::SnapshotRow) -> SnapshotLine {
        SnapshotLine {
            id: row.id.to_string(),
            turn: row.turn,
            supplement: row.supplement,
            hash: row.hash.clone(),
            made_at: row.made_at,
        }
    }
}

/// The state of a report as programs read it.
pub fn said(filed: &Filed, standing: &Standing, lang: kernel::Lang) -> StateJson {
    let step = |step: &actions::Done| StepJson {
        deed: step.deed,
        who: step.who.clone(),
        at: step.at,
        remark: step.remark.clone(),
        snapshot: step.snapshot.as_ref().map(RowId::to_string),
    };
    StateJson {
        unit_id: filed.unit.to_string(),
        unit_name: standing.unit.full_name(lang),
        form: filed.form.clone(),
        period: filed.period,
        state: standing.state,
        deeds: standing.deeds.clone(),
        goes_to: standing.receiver.clone(),
        open_until: standing.filing.as_ref().and_then(|filing| filing.open_until).map(Day::before),
        may_accept: standing.judges.as_ref().map(|all| all.iter().map(JudgeJson::of).collect()),
        submitted: standing.submitted().map(SnapshotLine::of),
        standing: standing.standing().map(SnapshotLine::of),
        pending: standing.pending().map(SnapshotLine::of),
        snapshots: standing.snapshots.iter().map(SnapshotLine::of).collect(),
        history: standing.steps.iter().map(step).collect(),
    }
}

/// Where a report stands.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reports/{form}/state", operation_id = "report_state", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path, description = "half-year"), ("period" = String, Query)),
    responses((status = 200, body = StateJson), (status = 404, description = "outside one's subtree, or no such form")))]
async fn state(
    mut look: Look,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<StateJson>, Problem> {
    let filed = asked.filed(path);
    let standing = actions::state_of(&mut look, &filed).await?;
    Ok(Json(said(&filed, &standing, look.lang)))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct BoardJson {
    unit_name: String,
    #[schema(value_type = String, format = "date")]
    due_on: Day,
    /// Whether a letter for the due day is known; the shipped days are only customary.
    due_verified: bool,
    tally: Tally,
    units: Vec<BoardLine>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct BoardLine {
    unit_id: String,
    code: String,
    name: String,
    state: State,
    #[schema(value_type = Option<String>, format = "date")]
    submitted_on: Option<Day>,
    is_late: bool,
}

/// Expected, received, on time and accepted, unit by unit.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reports/{form}/board", operation_id = "report_board", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query)),
    responses((status = 200, body = BoardJson), (status = 404, description = "outside one's subtree, or no such form")))]
async fn show_board(
    mut look: Look,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<BoardJson>, Problem> {
    let filed = asked.filed(path);
    let found = board::board(&mut look, &filed.unit, &filed.form, filed.period).await?;
    let line = |row: &board::BoardRow| BoardLine {
        unit_id: row.unit.id.to_string(),
        code: row.unit.code.clone(),
        name: row.unit.full_name(look.lang),
        state: row.state,
        submitted_on: row.submitted_on,
        is_late: row.is_late,
    };
    Ok(Json(BoardJson {
        unit_name: found.unit.full_name(look.lang),
        due_on: found.due_on,
        due_verified: !found.due.basis.is_empty(),
        tally: found.tally(),
        units: found.rows.iter().map(line).collect(),
    }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ConsolidatedJson {
    figures: Vec<SumJson>,
    /// Figures of different people: counted in the books of all units below, each person once, because reports cannot be
    /// added up for them. Without a value they are left out.
    people: Vec<People>,
    /// Whose reports went in, and which.
    parts: Vec<Part>,
    /// Who has none; they are not counted as zero.
    absent: Vec<Named>,
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SumJson {
    indicator: String,
    value: i64,
    declared: i64,
}

/// The reports of the units below, added up with the unit's own part.
#[utoipa::path(get, path = "/api/v1/units/{unit}/reports/{form}/consolidated", operation_id = "consolidated_report", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query),
           ("take" = Option<String>, Query, description = "submitted: also those not yet accepted")),
    responses((status = 200, body = ConsolidatedJson), (status = 404, description = "outside one's subtree, or no such form")))]
async fn consolidated(
    mut look: Look,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<ConsolidatedJson>, Problem> {
    let filed = asked.filed(path);
    look.scope(READ_REPORTS, &filed.unit).await?;
    let form = forms::form_of(&mut look.tx, &filed.unit, &filed.form).await?;
    forms::rules::fits(&form, filed.period)?;
    let unit = units::brief(&mut look.tx, &filed.unit, look.today).await?;
    let boundaries = boundaries_of(&unit, filed.period, look.today);
    let within = Subtree { unit: unit.id.clone(), boundaries };
    let take = if asked.take == "submitted" { Take::Submitted } else { Take::Accepted };
    let all = match level_below(unit.level) {
        Some(level) => {
            let (tx, period) = (&mut look.tx, filed.period);
            consolidate::consolidate(tx, &within, &form, period, level, take).await?
        }
        None => consolidate::Consolidated::default(),
    };
    let mut figures: Vec<SumJson> = all
        .sums
        .into_iter()
        .map(|(indicator, (value, declared))| SumJson { indicator, value, declared })
        .collect();
    figures.sort_by(|one, other| one.indicator.cmp(&other.indicator));
    let (people, parts, absent) = (all.people, all.parts, all.absent);
    Ok(Json(ConsolidatedJson { figures, people, parts, absent }))
}

#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct SnapshotJson {
    id: String,
    unit_id: String,
    unit: Named,
    form: String,
    form_version: i64,
    #[schema(value_type = String)]
    period: Period,
    #[schema(value_type = String, format = "date")]
    boundaries: Day,
    turn: i64,
    supplement: i64,
    remark: String,
    hash: String,
    #[schema(value_type = String, format = "date-time")]
    made_at: Moment,
    /// Where the unit's report stands now.
    state: State,
    /// What this snapshot is now.
    currency: Currency,
    is_latest: bool,
    basis: Basis,
    figures: Vec<FrozenJson>,
    silent: Vec<Named>,
    parts: Vec<Part>,
    absent: Vec<Named>,
}

/// A figure as it was handed in; a ratio has its two parts instead of a value.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct FrozenJson {
    indicator: String,
    label: String,
    measure: String,
    kind: Kind,
    value: Option<i64>,
    declared: i64,
    wording: String,
    numerator: Option<i64>,
    denominator: Option<i64>,
    previous: Option<i64>,
    target: Option<i64>,
    /// Why it has changed so much against the comparable period.
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons_below: Vec<Below>,
    /// Different people in a report made of those below: counted in the books of all of them, each person once.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    counted_anew: bool,
}

impl FrozenJson {
    fn of(frozen: &Frozen, lang: kernel::Lang) -> FrozenJson {
        FrozenJson {
            indicator: frozen.indicator.clone(),
            label: frozen.label(lang).to_owned(),
            measure: lang.choose(&frozen.measure_vi, &frozen.measure_en).clone(),
            kind: frozen.kind,
            value: frozen.value,
            declared: frozen.declared,
            wording: frozen.wording.clone(),
            numerator: frozen.numerator,
            denominator: frozen.denominator,
            previous: frozen.previous,
            target: frozen.target,
            reason: frozen.reason.clone(),
            reasons_below: frozen.below.clone(),
            counted_anew: frozen.counted_anew,
        }
    }
}

/// What was submitted, as it was frozen.
#[utoipa::path(get, path = "/api/v1/report-snapshots/{snapshot}", operation_id = "report_snapshot", tag = "reports",
    params(("snapshot" = String, Path)),
    responses((status = 200, body = SnapshotJson), (status = 404, description = "no such snapshot, or outside one's subtree")))]
async fn snapshot(mut look: Look, Path(id): Path<RowId>) -> Result<Json<SnapshotJson>, Problem> {
    let row = store::snapshot(&mut look.tx, &id).await?;
    let scope = look.scope(READ_REPORTS, &row.unit_id).await?;
    let content: Content = store::content(&mut look.tx, &scope, &id).await?;
    let filed = Filed { unit: row.unit_id.clone(), form: row.form.clone(), period: row.period()? };
    let standing = actions::state_of(&mut look, &filed).await?;
    let currency = standing.currency_of(&row);
    Ok(Json(SnapshotJson {
        id: row.id.to_string(),
        unit_id: row.unit_id.to_string(),
        unit: content.unit.clone(),
        form: content.form.clone(),
        form_version: content.form_version,
        period: content.period,
        boundaries: content.boundaries,
        turn: content.turn,
        supplement: content.supplement,
        remark: content.remark.clone(),
        hash: row.hash.clone(),
        made_at: row.made_at,
        state: standing.state,
        currency,
        is_latest: currency == Currency::Latest,
        basis: content.basis,
        figures: content.figures.iter().map(|one| FrozenJson::of(one, look.lang)).collect(),
        silent: content.silent.clone(),
        parts: content.parts.clone(),
        absent: content.absent.clone(),
    }))
}

/// Takes the work's end and says where the report now stands.
async fn answer(work: Work, filed: &Filed, state: State) -> Result<Response, Problem> {
    let said = serde_json::json!({
        "unit_id": filed.unit, "form": filed.form, "period": filed.period, "state": state,
    });
    Ok(work.finish(Answered::json(200, &said)?).await?.into_response())
}

#[derive(serde::Deserialize, Default, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubmitAsked {
    /// `children` makes the report of those that were accepted below.
    basis: Basis,
}

/// Freezes the report and hands it in.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/submit", operation_id = "submit_report", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = SubmitAsked,
    responses((status = 200, description = "submitted"), (status = 409, description = "illegal_step, period_not_begun, reasons_missing")))]
async fn submit(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<SubmitAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    actions::submit(&mut work, &filed, sent.basis).await?;
    answer(work, &filed, State::Submitted).await
}

#[derive(serde::Deserialize, Default, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct JudgeAsked {
    /// The hash of what was read.
    hash: String,
    /// What is to be put right; only for returning.
    remark: String,
}

/// Takes what was submitted, the report or its supplement, as what the unit's report says.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/accept", operation_id = "accept_report", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = JudgeAsked,
    responses((status = 200, description = "accepted"), (status = 403, description = "same_person"),
              (status = 409, description = "illegal_step, stale_version")))]
async fn accept(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<JudgeAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    let state = actions::accept(&mut work, &filed, &sent.hash).await?;
    answer(work, &filed, state).await
}

/// Hands a report back with what is to be put right.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/return", operation_id = "return_report", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = JudgeAsked,
    responses((status = 200, description = "returned"), (status = 403, description = "same_person"),
              (status = 409, description = "illegal_step, stale_version"), (status = 422, description = "remark_missing")))]
async fn give_back(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<JudgeAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    let state = actions::return_with_remark(&mut work, &filed, &sent.hash, &sent.remark).await?;
    answer(work, &filed, state).await
}

#[derive(serde::Deserialize, Default, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LockAsked {
    /// Where the books have moved since: lock all the same, and make the difference a supplement.
    with_differences: bool,
}

/// Locks the period of a report that was accepted. A supplement that is made on the way waits for somebody else.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/lock", operation_id = "lock_period", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = LockAsked,
    responses((status = 200, description = "locked"), (status = 409, description = "illegal_step, figures_moved, period_not_over")))]
async fn lock(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<LockAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    let state = actions::lock(&mut work, &filed, sent.with_differences).await?;
    answer(work, &filed, state).await
}

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenAsked {
    /// The account that may write until the last day.
    #[schema(value_type = String)]
    person: AccountId,
    #[serde(deserialize_with = "asked::day")]
    #[schema(value_type = String, format = "date")]
    last: Day,
    reason: String,
}

/// Opens a locked period for one person until a day.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/reopen", operation_id = "reopen_period", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = ReopenAsked,
    responses((status = 200, description = "reopened"), (status = 409, description = "illegal_step, period_locked"),
              (status = 422, description = "opening_without_reason, opening_too_long, person_cannot_write")))]
async fn reopen(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<ReopenAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    let new = NewOpening { person: sent.person, last: sent.last, reason: sent.reason };
    let state = actions::reopen(&mut work, &filed, &new).await?;
    answer(work, &filed, state).await
}

#[derive(serde::Deserialize, Default, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SupplementAsked {
    remark: String,
    figures: Vec<CorrectedAsked>,
}

#[derive(serde::Deserialize, serde::Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectedAsked {
    indicator: String,
    quantity: i64,
}

/// Makes a numbered supplement to a report. The report says what it said until somebody else has accepted it.
#[utoipa::path(post, path = "/api/v1/units/{unit}/reports/{form}/supplement", operation_id = "supplement_report", tag = "reports",
    params(("unit" = String, Path), ("form" = String, Path), ("period" = String, Query), ("idempotency-key" = String, Header)),
    request_body = SupplementAsked,
    responses((status = 200, description = "supplemented"), (status = 409, description = "illegal_step"),
              (status = 422, description = "remark_missing, nothing_to_supplement, not_a_figure_of_the_form")))]
async fn supplement(
    mut work: Work,
    Path(path): Path<(UnitId, String)>,
    Query(asked): Query<Asked>,
    Body(sent): Body<SupplementAsked>,
) -> Result<Response, Problem> {
    let filed = asked.filed(path);
    let figure =
        |one: CorrectedAsked| Corrected { indicator: one.indicator, quantity: one.quantity };
    let corrected: Vec<Corrected> = sent.figures.into_iter().map(figure).collect();
    let id = actions::supplement(&mut work, &filed, &sent.remark, &corrected).await?;
    let said = serde_json::json!({ "snapshot": id });
    Ok(work.finish(Answered::json(200, &said)?).await?.into_response())
}
