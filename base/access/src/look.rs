//! Looking without changing, and the leave to do so.

use crate::{Role, caller::Caller, edge::Preferences};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use kernel::{Day, Lang, Moment, UnitId};
use platform::{
    Permission, Problem, Site,
    db::Tx,
    web::{Reader, Shell},
};
use std::sync::{Arc, Mutex, PoisonError};

/// Leave to act on a unit. Only a look at the caller's roles makes one, and every store function
/// asks for one, so there is no way to a unit's data that forgets to ask.
#[derive(Debug, Clone)]
pub struct Scope {
    unit: UnitId,
    today: Day,
}

impl Scope {
    /// Leave that no role gives; see `office::by_hand_over`.
    pub(crate) fn given(unit: &UnitId, today: Day) -> Scope {
        Scope { unit: unit.clone(), today }
    }
    pub fn unit(&self) -> &UnitId {
        &self.unit
    }
    /// The day in whose geography the subtree was asked.
    pub fn today(&self) -> Day {
        self.today
    }
    /// The same leave for one unit of the subtree.
    ///
    /// # Errors
    /// `not_found` for a unit outside it.
    pub async fn at(&self, tx: &mut Tx, unit: &UnitId) -> Result<Scope, Problem> {
        match units::is_within(tx, unit, &self.unit, self.today).await? {
            true => Ok(Scope { unit: unit.clone(), today: self.today }),
            false => Err(Problem::NotFound),
        }
    }
    /// The unit and all below it in today's geography.
    pub fn subtree(&self) -> units::Subtree {
        units::Subtree { unit: self.unit.clone(), boundaries: self.today }
    }
}

/// Finds out whether the caller holds `permission` over `unit`. A unit outside every subtree of
/// the caller's roles is answered as if it did not exist.
pub(crate) async fn scope_of(
    tx: &mut Tx,
    caller: &Caller,
    permission: Permission,
    unit: &UnitId,
    today: Day,
) -> Result<Scope, Problem> {
    let scope = Scope { unit: unit.clone(), today };
    if caller.is_operator() {
        units::unit(tx, unit).await?;
        return Ok(scope);
    }
    let mut reached = false;
    for grant in caller.grants.iter().filter(|grant| grant.stands_on(today)) {
        if units::is_within(tx, unit, &grant.unit, today).await? {
            if grant.role.may(permission) {
                return Ok(scope);
            }
            reached = true;
        }
    }
    Err(if reached { Problem::NotAllowed } else { Problem::NotFound })
}

/// One look at the books by one person: a snapshot that changes nothing.
pub struct Look {
    pub site: Site,
    pub tx: Tx,
    pub caller: Caller,
    pub today: Day,
    pub now: Moment,
    pub lang: Lang,
    pub(crate) preferences: Preferences,
}

impl Look {
    pub async fn begin(site: &Site, caller: Caller, lang: Lang) -> Result<Look, Problem> {
        Look::with(site, caller, lang, Preferences::default()).await
    }

    pub(crate) async fn with(
        site: &Site,
        caller: Caller,
        lang: Lang,
        preferences: Preferences,
    ) -> Result<Look, Problem> {
        let tx = site.db.begin().await?;
        Ok(Look::through(site, tx, caller, lang, preferences))
    }

    fn through(site: &Site, tx: Tx, caller: Caller, lang: Lang, preferences: Preferences) -> Look {
        let now = site.now();
        Look { site: site.clone(), tx, caller, today: now.day(), now, lang, preferences }
    }

    pub async fn scope(&mut self, permission: Permission, unit: &UnitId) -> Result<Scope, Problem> {
        scope_of(&mut self.tx, &self.caller, permission, unit, self.today).await
    }

    /// Whether the caller may, for showing or leaving out a button.
    pub async fn may(&mut self, permission: Permission, unit: &UnitId) -> Result<bool, Problem> {
        match self.scope(permission, unit).await {
            Ok(_) => Ok(true),
            Err(Problem::NotFound | Problem::NotAllowed) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The unit the caller stands in: chosen before, or where the first role is held.
    pub async fn unit(&mut self) -> Result<UnitId, Problem> {
        standing_unit(&mut self.tx, &self.caller, &self.preferences, self.today).await
    }

    /// The frame of a page for this reader.
    pub async fn shell(&mut self, title: impl Into<String>) -> Result<Shell, Problem> {
        shell_for(
            &mut self.tx,
            &self.caller,
            &self.preferences,
            self.lang,
            self.today,
            title.into(),
        )
        .await
    }

    /// The role names this caller holds over a unit today.
    pub async fn roles_at(&mut self, unit: &UnitId) -> Result<Vec<Role>, Problem> {
        let mut roles = vec![];
        for grant in self.caller.grants.clone().iter().filter(|grant| grant.stands_on(self.today)) {
            if units::is_within(&mut self.tx, unit, &grant.unit, self.today).await? {
                roles.push(grant.role);
            }
        }
        Ok(roles)
    }
}

pub(crate) async fn standing_unit(
    tx: &mut Tx,
    caller: &Caller,
    preferences: &Preferences,
    today: Day,
) -> Result<UnitId, Problem> {
    if let Some(chosen) = &preferences.unit {
        for grant in caller.grants.iter().filter(|grant| grant.stands_on(today)) {
            if units::is_within(tx, chosen, &grant.unit, today).await? {
                return Ok(chosen.clone());
            }
        }
    }
    match caller.home(today) {
        Some(home) => Ok(home.clone()),
        None if caller.is_operator() => Ok(units::nation()),
        None => Err(Problem::NotAllowed),
    }
}

pub(crate) async fn shell_for(
    tx: &mut Tx,
    caller: &Caller,
    preferences: &Preferences,
    lang: Lang,
    today: Day,
    title: String,
) -> Result<Shell, Problem> {
    let shell = preferences.shell(lang, title);
    let Ok(unit) = standing_unit(tx, caller, preferences, today).await else {
        return Ok(shell.read_by(Reader {
            name: caller.full_name.clone(),
            unit_name: String::new(),
            unit_url: "/don-vi".to_owned(),
        }));
    };
    let unit_name = units::full_name(tx, &unit, today, lang).await?;
    Ok(shell.read_by(Reader {
        name: caller.full_name.clone(),
        unit_name,
        unit_url: format!("/don-vi?tai={unit}"),
    }))
}

/// A handler asks for `Look` and gets a snapshot opened for the signed-in caller.
impl FromRequestParts<Site> for Look {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Look, Response> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let caller = caller.ok_or_else(|| Problem::SignInNeeded.into_response())?;
        let preferences = Preferences::of(parts);
        let lang = preferences.lang;
        if let Some(tx) = parts.extensions.remove::<Opened>().and_then(|opened| opened.take()) {
            return Ok(Look::through(site, tx, caller, lang, preferences));
        }
        Look::with(site, caller, lang, preferences).await.map_err(Problem::into_response)
    }
}

/// The snapshot in which a session was found, on its way to the handler that reads on in it.
#[derive(Clone)]
pub(crate) struct Opened(Arc<Mutex<Option<Tx>>>);

impl Opened {
    pub fn holding(tx: Tx) -> Opened {
        Opened(Arc::new(Mutex::new(Some(tx))))
    }

    fn take(self) -> Option<Tx> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
