//! The description of the API says neither more nor less than the program does.

use khuyenhoc::{modules, openapi};
use platform::{Route, module::Needs};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use testkit::World;

/// `GET /api/v1/me` → its operation.
fn operations(document: &Value) -> BTreeMap<String, &Value> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, said)| (format!("{} {path}", method.to_uppercase()), said))
        })
        .collect()
}

fn routes() -> Vec<Route> {
    let all = modules::all().into_iter().flat_map(|module| module.routes);
    all.filter(Route::is_api).collect()
}

#[test]
fn every_route_of_the_api_is_described_and_nothing_else() {
    let document = openapi::description();
    let described: BTreeSet<String> = operations(&document).into_keys().collect();
    let routes: BTreeSet<String> =
        routes().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(described, routes);
}

#[test]
fn every_answer_is_described_and_every_refusal_is_a_problem() {
    let document = openapi::description();
    for (name, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let description = response["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty(), "{name} {status}");
            let problem = &response["content"]["application/problem+json"]["schema"]["$ref"];
            let is_problem = problem == "#/components/schemas/ProblemJson";
            assert_eq!(is_problem, status.starts_with('4'), "{name} {status}");
        }
    }
}

#[test]
fn every_operation_says_what_its_route_may_refuse() {
    let document = openapi::description();
    let operations = operations(&document);
    for route in routes() {
        let name = format!("{} {}", route.method, route.path);
        let operation = operations[&name];
        let signs_in = route.needs != Needs::Nobody;
        let writes = route.method != "GET" && !route.path.ends_with("/session");
        for (status, given) in [
            ("401", signs_in),
            ("403", matches!(route.needs, Needs::Permission(_))),
            ("404", route.path.contains('{')),
            ("409", writes),
            ("422", signs_in),
        ] {
            let listed = operation["responses"].get(status).is_some();
            assert!(listed || !given, "{name} does not list {status}");
        }
        assert_eq!(operation["security"] == serde_json::json!([]), !signs_in, "{name}");
        let parameters = operation["parameters"].as_array().unwrap();
        let key = parameters.iter().find(|one| one["name"] == "Idempotency-Key");
        assert_eq!(key.is_some(), writes, "{name}");
        if let Some(key) = key {
            assert_eq!((&key["in"], &key["required"]), (&"header".into(), &true.into()), "{name}");
        }
    }
}

#[test]
fn an_operation_is_named_once() {
    let document = openapi::description();
    let operations = operations(&document);
    let named = |operation: &&Value| operation["operationId"].as_str().unwrap().to_owned();
    let names: BTreeSet<String> = operations.values().map(named).collect();
    assert_eq!(names.len(), operations.len());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = openapi::description();
    let mut found = vec![];
    references(&document, &mut found);
    assert!(found.len() > 100, "there are references to follow");
    for reference in found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
}

fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|inner| references(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

#[test]
fn a_workbook_is_sent_as_bytes() {
    let document = openapi::description();
    let body = &document["paths"]["/api/v1/units/{unit}/imports"]["post"]["requestBody"];
    let file = |kind: &str, place: &str| {
        let schema = &body["content"][kind]["schema"];
        let reference = schema["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
        let schema = reference.map_or(schema, |place| document.pointer(place).unwrap());
        schema.pointer(place).unwrap()["format"].clone()
    };
    assert_eq!(file("application/octet-stream", ""), "binary");
    assert_eq!(file("multipart/form-data", "/properties/file"), "binary");
}

#[tokio::test]
async fn the_server_and_the_command_line_give_the_same_description() {
    let world = World::with(vec![khuyenhoc::home::module()]).await;
    let (status, body) = world.get("", "/api/v1/openapi.json").await;
    assert_eq!(status, 200);
    let served: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(served, openapi::description());
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_khuyenhoc"))
        .arg("openapi")
        .output()
        .unwrap()
        .stdout;
    assert_eq!(serde_json::from_slice::<Value>(&printed).unwrap(), served);
    world.end().await;
}
