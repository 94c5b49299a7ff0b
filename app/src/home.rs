//! The home page, which is a work list; and what operators and programs ask of the whole program.

use crate::{modules, openapi, texts::Texts};
use access::Look;
use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse},
};
use platform::{
    Module, Problem, Route, Site,
    module::{Asker, HandoverLine, HandoverSection, HandoverSource, Needs, Task, TaskSource},
    web::{self, Rail, Shell},
};
use std::sync::OnceLock;
use utoipa::OpenApi;

pub fn module() -> Module {
    Module {
        name: "home",
        routes: vec![
            Route::get("/", Needs::SignIn, home),
            Route::get("/api/v1/tasks", Needs::SignIn, tasks_json),
            Route::get("/api/v1/openapi.json", Needs::Nobody, describe_api),
            Route::get("/healthz", Needs::Nobody, || async { "ok\n" }),
            Route::get("/readyz", Needs::Nobody, ready),
            Route::get("/metrics", Needs::Nobody, metrics),
        ]
        .into_iter()
        .chain(crate::audit_book::routes())
        .collect(),
        openapi: Some(Description::openapi()),
        handover: vec![HandoverSource::new(open_tasks)],
        ..Module::default()
    }
}

#[derive(OpenApi)]
#[openapi(paths(tasks_json, describe_api))]
struct Description;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    t: Texts,
    tasks: Vec<(String, String, bool, String, String)>,
}

async fn home(mut look: Look) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let shell = look.shell(t.home()).await?.at(Rail::Work);
    let today = look.today;
    let tasks = tasks_of(look).await?;
    let line = |task: Task| {
        let due = task.due.map(|day| t.due(&day.short())).unwrap_or_default();
        (task.sentence, due, task.due.is_some_and(|day| day < today), task.button, task.link)
    };
    web::page(HomePage { shell, t, tasks: tasks.into_iter().map(line).collect() })
}

/// Who is asked for work: found once, because the list of modules brings all their routes and
/// descriptions along, and the home page is opened all day.
fn task_sources() -> &'static [TaskSource] {
    static SOURCES: OnceLock<Vec<TaskSource>> = OnceLock::new();
    SOURCES.get_or_init(|| modules::all().into_iter().flat_map(|module| module.tasks).collect())
}

/// What every module has to say to this reader, the soonest first.
async fn tasks_of(mut look: Look) -> Result<Vec<Task>, Problem> {
    let asker = Asker {
        unit: look.unit().await?,
        account: look.caller.account.clone(),
        permissions: look.caller.permissions(look.today),
        today: look.today,
        lang: look.lang,
    };
    let site = look.site.clone();
    // The modules look for themselves; holding this look open would keep a reader from them.
    drop(look);
    let mut tasks = vec![];
    for source in task_sources() {
        tasks.extend((source.run)(site.clone(), asker.clone()).await?);
    }
    tasks.sort_by_key(|task| task.due.unwrap_or(kernel::Day::NEVER));
    Ok(tasks)
}

/// What is left to do in a unit, for the paper of a hand-over: the work lists of all modules but the one that hands
/// over, whose own tasks are about that paper.
async fn open_tasks(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let t = Texts(asker.lang);
    let mut tasks: Vec<Task> = vec![];
    for module in modules::all().into_iter().filter(|module| module.name != "officers") {
        for source in module.tasks {
            tasks.extend((source.run)(site.clone(), asker.clone()).await?);
        }
    }
    tasks.sort_by_key(|task| task.due.unwrap_or(kernel::Day::NEVER));
    let line = |task: Task| {
        let due = task.due.map_or_else(|| t.no_due_day(), |day| t.due(&day.short()));
        HandoverLine::new(task.sentence.trim_end_matches('.'), due).linked(task.link)
    };
    let mut lines: Vec<HandoverLine> = tasks.into_iter().map(line).collect();
    if lines.is_empty() {
        lines.push(HandoverLine::new(t.no_open_tasks(), "–"));
    }
    Ok(vec![HandoverSection { heading: t.open_tasks(), lines }])
}

#[derive(serde::Serialize, utoipa::ToSchema)]
struct WorkList {
    #[schema(value_type = Vec<TaskJson>)]
    tasks: Vec<Task>,
}

/// One sentence of the work list, with one button.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the platform's own type")]
struct TaskJson {
    /// The day by which it is to be done, such as `2026-03-31`.
    due: Option<String>,
    sentence: String,
    button: String,
    /// The page of this site where it is done.
    link: String,
}

/// What there is to do for the caller, the soonest first.
#[utoipa::path(get, path = "/api/v1/tasks", operation_id = "list_tasks", tag = "home",
    responses((status = 200, body = WorkList)))]
async fn tasks_json(look: Look) -> Result<Json<WorkList>, Problem> {
    Ok(Json(WorkList { tasks: tasks_of(look).await? }))
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", operation_id = "describe_api", tag = "home",
    responses((status = 200, body = Object)))]
async fn describe_api() -> Json<serde_json::Value> {
    Json(openapi::description())
}

/// Whether the database answers and is written to.
async fn ready(State(site): State<Site>) -> Result<&'static str, Problem> {
    site.db.storage().must_stand()?;
    site.db.begin().await?.commit().await?;
    Ok("ready\n")
}

/// A few numbers for whoever watches the server; none of them about a person or a unit.
async fn metrics(State(site): State<Site>) -> Result<impl IntoResponse, Problem> {
    let waiting = platform::jobs::waiting(&site).await?;
    let text = format!(
        "# HELP khuyenhoc_jobs_waiting Jobs that nobody has taken yet.\n# TYPE khuyenhoc_jobs_waiting gauge\n\
         khuyenhoc_jobs_waiting {waiting}\n# HELP khuyenhoc_build_info The running version.\n\
         # TYPE khuyenhoc_build_info gauge\nkhuyenhoc_build_info{{version=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION")
    );
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
