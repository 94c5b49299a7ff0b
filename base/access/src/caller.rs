//! Who is asking.

use crate::role::Role;
use kernel::{AccountId, Day, SessionId, UnitId};
use platform::Permission;

/// A signed-in account, or the operator at the command line.
#[derive(Debug, Clone)]
pub struct Caller {
    pub account: AccountId,
    pub full_name: String,
    pub session: Option<SessionId>,
    pub grants: Vec<Grant>,
    operator: bool,
}

/// A role held at a unit, from one day up to, but not including, another.
#[derive(Debug, Clone)]
pub struct Grant {
    pub role: Role,
    pub unit: UnitId,
    pub since: Day,
    pub until: Day,
}

impl Grant {
    pub fn stands_on(&self, day: Day) -> bool {
        self.since <= day && day < self.until
    }
}

impl Caller {
    pub fn new(
        account: AccountId,
        full_name: String,
        session: Option<SessionId>,
        grants: Vec<Grant>,
    ) -> Caller {
        Caller { account, full_name, session, grants, operator: false }
    }

    /// Whoever holds the data folder: the command line may do everything, and the audit book says so.
    pub fn operator() -> Caller {
        Caller {
            account: AccountId::of_bits(0),
            full_name: "Người vận hành".to_owned(),
            session: None,
            grants: vec![],
            operator: true,
        }
    }

    pub fn is_operator(&self) -> bool {
        self.operator
    }

    /// The units where the caller holds a permission today.
    pub fn units_with(&self, permission: Permission, today: Day) -> Vec<UnitId> {
        self.grants
            .iter()
            .filter(|grant| grant.stands_on(today) && grant.role.may(permission))
            .map(|grant| grant.unit.clone())
            .collect()
    }

    /// The unit one stands in after signing in: where the first standing role is held.
    pub fn home(&self, today: Day) -> Option<&UnitId> {
        self.grants.iter().find(|grant| grant.stands_on(today)).map(|grant| &grant.unit)
    }

    /// Everything the caller may do somewhere, for menus; whether here is for `scope` to say.
    pub fn permissions(&self, today: Day) -> Vec<Permission> {
        let standing = self.grants.iter().filter(|grant| grant.stands_on(today));
        standing.flat_map(|grant| grant.role.permissions()).map(|name| Permission(name)).collect()
    }
}
