//! The description of the whole API: what the modules say of themselves, and what holds for all of them.
//!
//! A module describes its addresses and shapes. Who may come, the operation id of a write, and how
//! a problem looks are the same everywhere, so they are added here, from the modules' routes.

use crate::modules;
use platform::{Module, Route, module::Needs};
use serde_json::{Map, Value, json};

const SESSION: &str = "/api/v1/session";
/// What `platform::operation` takes for an operation id.
const ID_LETTERS_MIN: u32 = 8;
const ID_LETTERS_MAX: u32 = 80;
const PROBLEM: &str = "application/problem+json";

/// The description of all modules' APIs in one.
pub fn description() -> Value {
    let mut modules = modules::all();
    let mut all = utoipa::openapi::OpenApiBuilder::new().info(info()).build();
    for part in modules.iter_mut().filter_map(|module| module.openapi.take()) {
        all.merge(part);
    }
    let mut document = serde_json::to_value(all).expect("a description of ours can be written");
    document["servers"] = json!([{ "url": "/", "description": "The server this was read from" }]);
    document["security"] = json!([{ "bearer": [] }, { "cookie": [] }]);
    document["components"]["securitySchemes"] = security_schemes();
    for route in routes(&modules) {
        let operation = &mut document["paths"][route.path][route.method.as_str().to_lowercase()];
        if let Value::Object(operation) = operation {
            complete(operation, route);
        }
    }
    document
}

fn info() -> utoipa::openapi::Info {
    utoipa::openapi::InfoBuilder::new()
        .title("Khuyến Học")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Units, members, figures and reports of a study-promotion association. Writes carry an \
             Idempotency-Key; problems are application/problem+json (RFC 9457), in Vietnamese or, \
             with `Accept-Language: en`, in English.",
        ))
        .build()
}

fn routes(modules: &[Module]) -> impl Iterator<Item = &Route> {
    modules.iter().flat_map(|module| &module.routes).filter(|route| route.is_api())
}

fn security_schemes() -> Value {
    json!({
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token that `POST /api/v1/session` gives.",
        },
        "cookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "khuyenhoc",
            "description": "The session of a browser. Where the site is served over https its name is `__Host-khuyenhoc`.",
        },
    })
}

/// Adds to an operation what its route says of it.
fn complete(operation: &mut Map<String, Value>, route: &Route) {
    let public = route.needs == Needs::Nobody;
    let writes = route.method != "GET" && route.path != SESSION;
    if public {
        operation.insert("security".to_owned(), json!([]));
    }
    if let Needs::Permission(permission) = route.needs {
        operation.insert("x-permission".to_owned(), permission.0.into());
    }
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    if let (true, Value::Array(parameters)) = (writes, parameters) {
        parameters.push(idempotency_key());
    }
    let takes_something = !public || operation.contains_key("requestBody");
    let answers = [
        ("401", !public),
        ("403", matches!(route.needs, Needs::Permission(_))),
        ("404", route.path.contains('{')),
        ("409", writes),
        ("422", takes_something),
    ];
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    for (status, _) in answers.into_iter().filter(|(_, given)| *given) {
        if responses.get(status).is_none() {
            responses[status] = json!({});
        }
    }
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        if response["description"].as_str().is_none_or(str::is_empty) {
            response["description"] = said_by(status).into();
        }
        if status.starts_with('4') {
            let problem = json!({ "schema": { "$ref": "#/components/schemas/ProblemJson" } });
            response["content"] = json!({ PROBLEM: problem });
        }
    }
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": true,
        "description": "Made by the caller, another for each thing to be done. The same request sent again under \
                        its key acts once and is answered as before; under a used key another request is refused.",
        "schema": {
            "type": "string",
            "minLength": ID_LETTERS_MIN,
            "maxLength": ID_LETTERS_MAX,
        },
    })
}

fn said_by(status: &str) -> &'static str {
    match status {
        "200" => "As asked",
        "201" => "Made; the answer names it",
        "202" => "Taken on; a job does the rest",
        "204" => "Done; there is nothing more to say",
        "401" => "Nobody is signed in, or the session has ended",
        "403" => "The caller's roles do not include the permission",
        "404" => "Nothing there, or nothing within the caller's reach",
        "409" => "Refused as things stand, with its code; nothing was changed",
        "413" => "More bytes than are taken",
        "415" => "Not a kind of content that is read here",
        "422" => "Values that cannot be read, each with its field; nothing was changed",
        "429" => "Too often; `Retry-After` says when to try again",
        _ => "Something else; the body says what",
    }
}
