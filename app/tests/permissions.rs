//! Who gets in where: every route of every module, as every role, towards every kind of unit.
//!
//! The routes are the modules' own lists, so a new one is tested the day it is written. What each
//! must need stands in `permissions.toml`, apart from the code: a route without a line there
//! fails, and so does a line that the code does not keep.

use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use kernel::{Day, UnitId};
use khuyenhoc::{home, modules};
use members::{JoinReason, NewMember, NewPerson};
use platform::{Permission, Route, module::Needs};
use std::collections::BTreeMap;
use testkit::World;

/// `GET /don-vi/{unit}` → `units.read`, `sign-in` or `-`.
fn policy() -> BTreeMap<String, String> {
    toml::from_str(include_str!("permissions.toml")).expect("the policy can be read")
}

fn needs(route: &Route) -> String {
    match route.needs {
        Needs::Nobody => "-".to_owned(),
        Needs::SignIn => "sign-in".to_owned(),
        Needs::Permission(permission) => permission.0.to_owned(),
    }
}

#[test]
fn every_route_has_its_line_in_the_policy_and_every_line_its_route() {
    let found: BTreeMap<String, String> = modules::all()
        .iter()
        .flat_map(|module| &module.routes)
        .map(|route| (format!("{} {}", route.method, route.path), needs(route)))
        .collect();
    let policy = policy();
    let without: Vec<_> = found.iter().filter(|(route, _)| !policy.contains_key(*route)).collect();
    assert!(without.is_empty(), "routes without a line in permissions.toml: {without:#?}");
    let gone: Vec<_> = policy.keys().filter(|route| !found.contains_key(*route)).collect();
    assert!(gone.is_empty(), "lines of permissions.toml without a route: {gone:#?}");
    assert_eq!(found, policy, "a route needs something else than the policy says");
}

#[test]
fn every_permission_that_a_route_needs_is_held_by_some_role() {
    for needed in policy().values().filter(|needed| !["-", "sign-in"].contains(&needed.as_str())) {
        let held = Role::ALL.iter().any(|role| role.permissions().contains(&needed.as_str()));
        assert!(held, "nobody may {needed}");
    }
}

/// What a caller's unit is to the unit asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Own,
    Descendant,
    Ancestor,
    Sibling,
    OtherProvince,
    NeverWas,
}

impl Relation {
    fn is_inside(self) -> bool {
        matches!(self, Relation::Own | Relation::Descendant)
    }
}

/// A unit and somebody who belongs to it.
struct Target {
    unit: UnitId,
    membership: String,
}

struct Fixture {
    world: World,
    targets: Vec<(Relation, Target)>,
}

/// Every caller stands at Hoa Sen; there is something to find in every direction.
async fn fixture() -> Fixture {
    let modules = vec![
        members::module(),
        organisation::module(modules::dispositions()),
        figures::module(),
        officers::module(),
        reports::module(),
        boards::module(),
        reorganisation::module(modules::dispositions()),
        home::module(),
    ];
    let world = World::with(modules).await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    figures::seed(&mut tx).await.unwrap();
    let place = |code: &str, level, kind: &str| units::NewPlace {
        code: code.to_owned(),
        level,
        name: "Khác".to_owned(),
        kind: kind.to_owned(),
        opened: Day::BEGINNING,
    };
    let nation = units::path(&mut tx, &world.province, testkit::TODAY).await.unwrap().remove(0).id;
    let other = place("97", units::Level::Province, "tỉnh");
    let other = units::add_place(&mut tx, Some(&nation), other).await.unwrap();
    let far = place("97001", units::Level::Commune, "xã");
    let far = units::add_place(&mut tx, Some(&other), far).await.unwrap();
    tx.commit().await.unwrap();
    let mut work = world.work_as(Role::Administrator, &nation).await;
    organisation::book(&mut work, &world.truong_an).await.unwrap();
    work.commit().await.unwrap();
    let units = [
        (Relation::Own, world.hoa_sen.clone()),
        (Relation::Descendant, world.truong_an.clone()),
        (Relation::Ancestor, world.province.clone()),
        (Relation::Sibling, world.phu_dong.clone()),
        (Relation::OtherProvince, far),
    ];
    let mut targets = vec![];
    for (relation, unit) in units {
        let mut work = world.work_as(Role::Administrator, &nation).await;
        let person =
            NewPerson { full_name: format!("Vàng A {relation:?}"), ..NewPerson::default() };
        let joined_on = Day::of(2020, 1, 1);
        let new = NewMember { person, card_number: None, joined_on, reason: JoinReason::Joined };
        let membership = members::join(&mut work, &unit, new).await.unwrap();
        work.commit().await.unwrap();
        targets.push((relation, Target { unit, membership: membership.to_string() }));
    }
    let never = Target { unit: UnitId::new(), membership: UnitId::new().to_string() };
    targets.push((Relation::NeverWas, never));
    Fixture { world, targets }
}

/// The route's address for a target; what the fixture has no object for gets an id that never was.
fn address(route: &Route, target: &Target) -> String {
    let mut path = with_shipped_form(route.path)
        .replace("{unit}", target.unit.as_str())
        .replace("{membership}", &target.membership)
        .replace("{indicator}", "members");
    while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
        path.replace_range(open..=close, UnitId::new().as_str());
    }
    let has = |part: &str| route.path.contains(part);
    let query = if has("/bao-cao/") || has("/giai-trinh/") || has("/bang") {
        format!("?don-vi={}&ky=2025-H2&dang=xlsx", target.unit)
    } else if has("/tang-giam") {
        "?ky=2025-H2&dang=xlsx".to_owned()
    } else if has("/so-lieu") || has("/chi-tieu-phan-dau") {
        "?ky=2025-H2&chi-tieu=classes".to_owned()
    } else if ["/declarations", "/reports/", "/figures/", "/boards/", "/member-bridge"]
        .into_iter()
        .any(has)
    {
        "?period=2025-H2".to_owned()
    } else {
        String::new()
    };
    path + &query
}

/// A report is asked for by a form that every unit has; deeds stay with forms that never were.
fn with_shipped_form(path: &str) -> String {
    let path = path.replace("/bao-cao/{form}", "/bao-cao/half-year");
    match path.strip_suffix("/reports/{form}") {
        Some(before) => format!("{before}/reports/half-year"),
        None => path,
    }
}

/// Whether the fixture has every object that the address names, so that "yes" can be told from "not there".
fn is_whole(route: &Route) -> bool {
    let known = ["{unit}", "{membership}", "{indicator}"];
    let path = with_shipped_form(route.path);
    let rest = known.iter().fold(path, |path, name| path.replace(name, ""));
    !rest.contains('{')
}

async fn ask(world: &World, route: &Route, token: &str, address: &str) -> StatusCode {
    let mut request = Request::builder().method(route.method.clone()).uri(address);
    request = request.header(header::HOST, "localhost");
    if !token.is_empty() {
        request = request.header(header::COOKIE, format!("khuyenhoc={token}"));
    }
    let body = if route.method == Method::GET {
        Body::empty()
    } else {
        let operation = platform::operation::new_id();
        request = request.header("idempotency-key", &operation);
        let kind =
            if route.is_api() { "application/json" } else { "application/x-www-form-urlencoded" };
        request = request.header(header::CONTENT_TYPE, kind);
        Body::from(if route.is_api() { "{}".to_owned() } else { format!("op={operation}") })
    };
    world.send(request.body(body).unwrap()).await.0
}

/// What a GET must be answered: 404 outside, 403 inside without the permission, the thing itself otherwise.
fn expected_get(route: &Route, role: Role, relation: Relation) -> Option<StatusCode> {
    let Needs::Permission(permission) = route.needs else { return None };
    match (relation.is_inside(), role.may(permission)) {
        (false, _) => Some(StatusCode::NOT_FOUND),
        (true, false) => Some(StatusCode::FORBIDDEN),
        (true, true) => None,
    }
}

#[tokio::test]
async fn each_role_reaches_its_own_subtree_and_nothing_else() {
    let Fixture { world, targets } = fixture().await;
    let all = modules::all();
    let routes: Vec<&Route> = all.iter().flat_map(|module| &module.routes).collect();
    let (mut checked, mut wrong) = (0, vec![]);
    for role in Role::ALL {
        let token = world.sign_in(&role.code().replace('_', "-"), role, &world.hoa_sen).await;
        let before = (world.rows_of("operation").await, world.rows_of("count_row").await);
        for route in &routes {
            let Needs::Permission(permission) = route.needs else { continue };
            for (relation, target) in &targets {
                let address = address(route, target);
                let allowed = relation.is_inside() && role.may(permission);
                let status = ask(&world, route, &token, &address).await;
                checked += 1;
                let fine = match (&route.method, expected_get(route, role, *relation)) {
                    // A public page of an official unit is open to whoever is signed in.
                    (&Method::GET, _) if is_public_tree(permission, route) => {
                        !status.is_server_error()
                    }
                    // Of a record that never was nobody is told whether it would have been allowed.
                    (&Method::GET, Some(expected)) => {
                        status == expected || !is_whole(route) && status == StatusCode::NOT_FOUND
                    }
                    // A chapter has no units below it, so there is no grid and no board of them.
                    (&Method::GET, None)
                        if ["/bang", "/boards/"]
                            .into_iter()
                            .any(|part| route.path.contains(part)) =>
                    {
                        !status.is_server_error()
                    }
                    (&Method::GET, None) if is_whole(route) => status == StatusCode::OK,
                    // A write that is not allowed is refused, whatever else is wrong with it.
                    (_, _) if !allowed => status.is_client_error(),
                    (_, _) => !status.is_server_error() && status != StatusCode::FORBIDDEN,
                };
                if !fine {
                    wrong.push(format!("{role} {relation:?} {} {address}: {status}", route.method));
                }
            }
        }
        if !role.may(Permission("figures.declare")) && !role.may(Permission("members.edit")) {
            let after = (world.rows_of("operation").await, world.rows_of("count_row").await);
            assert_eq!(before, after, "{role} wrote something");
        }
    }
    assert!(wrong.is_empty(), "{} of {checked} deviate:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked > 2_000, "only {checked} combinations");
}

/// Reading the official tree is for everybody who is signed in; `organisation` tests its own units.
fn is_public_tree(permission: Permission, route: &Route) -> bool {
    permission.0 == "units.read" && !route.path.contains("/them")
}

#[tokio::test]
async fn a_visitor_gets_to_the_sign_in_page_and_no_further() {
    let Fixture { world, targets } = fixture().await;
    let all = modules::all();
    for route in all.iter().flat_map(|module| &module.routes) {
        let address = address(route, &targets[0].1);
        let status = ask(&world, route, "", &address).await;
        let expected = match (route.needs, route.is_api() || route.method != Method::GET) {
            (Needs::Nobody, _) => {
                assert!(!status.is_server_error(), "{} {address}: {status}", route.method);
                continue;
            }
            (_, true) => StatusCode::UNAUTHORIZED,
            (_, false) => StatusCode::SEE_OTHER,
        };
        assert_eq!(status, expected, "{} {address}", route.method);
    }
    world.end().await;
}
