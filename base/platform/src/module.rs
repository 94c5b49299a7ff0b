//! The contract between a module and the program: everything it brings, in one value.

use crate::{Problem, Site, guard, jobs};
use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use std::{future::Future, pin::Pin, sync::Arc};

/// A right to do one kind of thing, such as `members.edit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Permission(pub &'static str);

#[derive(Default)]
pub struct Module {
    pub name: &'static str,
    pub migrations: &'static [Step],
    pub routes: Vec<Route>,
    pub jobs: Vec<JobKind>,
    /// What `verify` asks of this module's data.
    pub checks: Vec<Check>,
    /// Descriptions of the API's paths and shapes.
    pub openapi: Option<utoipa::openapi::OpenApi>,
    /// Lines of the home page's work list.
    pub tasks: Vec<TaskSource>,
    /// What a hand-over between two officers says of this module's books.
    pub handover: Vec<HandoverSource>,
}

/// One migration; `version` is the date and time it was written, so modules never collide.
pub struct Step {
    pub version: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

/// Who may come to a route at all; what they may do there is decided by scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anyone, signed in or not.
    Nobody,
    /// Anyone signed in, about themselves.
    SignIn,
    /// Whoever holds this permission over the unit concerned.
    Permission(Permission),
}

/// One address of the site or the API. There is no other way to add one, so the permission
/// matrix, built from these, is complete.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub needs: Needs,
    pub handler: MethodRouter<Site>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::GET, path, needs, handler: on(MethodFilter::GET, handler) }
    }
    pub fn post<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::POST, path, needs, handler: on(MethodFilter::POST, handler) }
    }
    pub fn put<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::PUT, path, needs, handler: on(MethodFilter::PUT, handler) }
    }
    pub fn delete<H, T>(path: &'static str, needs: Needs, handler: H) -> Route
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::DELETE, path, needs, handler: on(MethodFilter::DELETE, handler) }
    }
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// All routes of all modules in one router.
pub fn router(modules: &[Module]) -> Router<Site> {
    modules
        .iter()
        .flat_map(|module| &module.routes)
        .fold(Router::new(), |router, route| router.route(route.path, route.handler.clone()))
}

pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Problem>> + Send + 'a>>;

/// A kind of job and what does it.
#[derive(Clone)]
pub struct JobKind {
    pub name: &'static str,
    pub run: Arc<dyn Fn(Site, jobs::Job) -> Answer<'static, ()> + Send + Sync>,
}

impl JobKind {
    pub fn new<F, R>(name: &'static str, run: F) -> JobKind
    where
        F: Fn(Site, jobs::Job) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), Problem>> + Send + 'static,
    {
        JobKind { name, run: Arc::new(move |site, job| Box::pin(run(site, job))) }
    }
}

/// One invariant of RELIABILITY's list and how it is checked.
#[derive(Clone)]
pub struct Check {
    /// `I05`, or `I05-declared` where several look at sides of one invariant.
    pub id: &'static str,
    pub run: Arc<dyn Fn(Site) -> Answer<'static, Finding> + Send + Sync>,
}

impl Check {
    pub fn new<F, R>(id: &'static str, run: F) -> Check
    where
        F: Fn(Site) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Finding, Problem>> + Send + 'static,
    {
        Check { id, run: Arc::new(move |site| Box::pin(run(site))) }
    }
}

/// What a check found: how many rows it looked at, and which are wrong.
#[derive(Debug, Default, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    pub rows_checked: i64,
    pub bad: Vec<String>,
}

/// Where the home page asks what there is to do.
#[derive(Clone)]
pub struct TaskSource {
    pub run: Arc<dyn Fn(Site, Asker) -> Answer<'static, Vec<Task>> + Send + Sync>,
}

impl TaskSource {
    pub fn new<F, R>(run: F) -> TaskSource
    where
        F: Fn(Site, Asker) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Vec<Task>, Problem>> + Send + 'static,
    {
        TaskSource { run: Arc::new(move |site, asker| Box::pin(run(site, asker))) }
    }
}

/// For whom the work list is made.
#[derive(Debug, Clone)]
pub struct Asker {
    pub account: kernel::AccountId,
    pub unit: kernel::UnitId,
    pub permissions: Vec<Permission>,
    pub today: kernel::Day,
    pub lang: kernel::Lang,
}

/// One sentence of the work list, with one button.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Task {
    /// `05/07/2017`, or empty when it has no date.
    pub due: Option<kernel::Day>,
    pub sentence: String,
    pub button: String,
    pub link: String,
}

/// What one module says of a unit when an office there is handed over.
///
/// It is asked as the operator and not as whoever reads: the paper is the unit's, so both sides sign the same one. It
/// therefore tells numbers and states, never data about a member. The same books give the same lines on every day: what a
/// line says must not depend on when it is asked, or a signed paper would be out of date the next morning.
#[derive(Clone)]
pub struct HandoverSource {
    pub run: Arc<dyn Fn(Site, Asker) -> Answer<'static, Vec<HandoverSection>> + Send + Sync>,
}

impl HandoverSource {
    pub fn new<F, R>(run: F) -> HandoverSource
    where
        F: Fn(Site, Asker) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Vec<HandoverSection>, Problem>> + Send + 'static,
    {
        HandoverSource { run: Arc::new(move |site, asker| Box::pin(run(site, asker))) }
    }
}

/// One heading of the paper and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HandoverSection {
    pub heading: String,
    pub lines: Vec<HandoverLine>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct HandoverLine {
    pub label: String,
    pub value: String,
    /// The page of this site that shows it, or nothing.
    pub link: String,
    /// Why the office cannot be handed over with this undone, and what to do; both sides may still state in
    /// writing that it is taken over so.
    pub blocks: Option<String>,
}

impl HandoverLine {
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> HandoverLine {
        HandoverLine { label: label.into(), value: value.into(), ..HandoverLine::default() }
    }
    pub fn linked(self, link: impl Into<String>) -> HandoverLine {
        HandoverLine { link: link.into(), ..self }
    }
    pub fn blocking(self, why: impl Into<String>) -> HandoverLine {
        HandoverLine { blocks: Some(why.into()), ..self }
    }
}

/// The platform's own tables.
pub fn module() -> Module {
    Module {
        name: "platform",
        migrations: &[
            Step {
                version: 202611210900,
                name: "platform",
                sql: include_str!("../migrations/20261121090000_platform.sql"),
            },
            Step {
                version: 202611220042,
                name: "operations are kept",
                sql: include_str!("../migrations/20261122004217_kept.sql"),
            },
            Step {
                version: 202611220053,
                name: "revision",
                sql: include_str!("../migrations/20261122005300_revision.sql"),
            },
            Step {
                version: 202611300315,
                name: "told",
                sql: include_str!("../migrations/20261130031500_told.sql"),
            },
        ],
        checks: vec![
            Check::new("storage", check_file),
            guard::check("storage-operation", "operation"),
        ],
        ..Module::default()
    }
}

/// The database's own file: every page readable, every index beside its table.
async fn check_file(site: Site) -> Result<Finding, Problem> {
    Ok(Finding { rows_checked: 1, bad: site.db.damage(true).await? })
}
