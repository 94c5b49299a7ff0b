//! Requests to every address, as a browser or a program might send them: answered or refused, never with our fault.
//!
//! An input is text: a line such as `GET /don-vi/{unit}/hoi-vien?tim=lan`, and below it a body.

use super::text;
use crate::{Target, corpus};
use access::Role;
use axum::{
    body::Body,
    http::{Method, Request, Uri, header},
};
use kernel::UnitId;
use khuyenhoc::{home, modules};
use std::sync::LazyLock;
use testkit::World;
use tokio::runtime::{Builder, Runtime};

pub(crate) const TARGET: Target = Target {
    name: "request",
    run: request,
    words: &[
        "?",
        "&",
        "=",
        "don-vi=",
        "ky=",
        "2025-H2",
        "dia-gioi=2017-06-30",
        "period=",
        "boundaries=",
        "98001@2017-06-30",
        "{unit}",
        "%00",
        "%ff",
        "%E1%BA%BF",
        "%",
        "+",
        "dang=xlsx",
        "trang=",
        "limit=",
        "after=",
        "-1",
        "99999999999999999999",
        "[]",
        "{}",
        "null",
        "\"",
        ":",
        ",",
        "true",
        "chi-tieu=members",
        "tim=",
        "q=",
        "on=",
        "9999-12-31",
        "0000-01-01",
        "..",
        "//",
        "\n",
    ],
    seeds,
    longest: 2_000,
    // A page, a database's cache, and a report as a workbook.
    most_memory: 64 << 20,
};

/// A unit's code as people write it: `03208@2017-06-30`.
pub(crate) const CODES: Target = Target {
    name: "code",
    run: code,
    words: &[
        "98001",
        "98",
        "VN",
        "@",
        "@2017-06-30",
        "@30/6/2017",
        "truong-an",
        "98001-truong-an",
        "Hoa Sen",
        "0",
        " ",
        "%",
        "_",
        "'",
    ],
    seeds: code_seeds,
    longest: 300,
    most_memory: 16 << 20,
};

fn code_seeds() -> Vec<Vec<u8>> {
    corpus::texts(&[
        "98001",
        "98001@2017-06-30",
        "98",
        "VN",
        "98001.truong-an",
        "1@9999-12-31",
        "Hoa Sen",
        "8001",
        "98001@",
    ])
}

fn code(input: &[u8]) {
    let (text, server) = (text(input), &*SERVER);
    let found = server.runtime.block_on(async {
        let mut tx = server.world.site.db.begin().await.expect("the database answers");
        units::find(&mut tx, &text, testkit::TODAY).await
    });
    match found {
        Ok(unit) => assert!(!unit.brief.code.is_empty(), "{text:?}"),
        Err(problem) => assert!(!problem.status().is_server_error(), "{text:?}: {problem:?}"),
    }
}

struct Server {
    world: World,
    token: String,
    runtime: Runtime,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let runtime =
        Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    let (world, token) = runtime.block_on(async {
        let shown = vec![
            members::module(),
            organisation::module(modules::dispositions()),
            figures::module(),
            officers::module(),
            reports::module(),
            boards::module(),
            reorganisation::module(modules::dispositions()),
            home::module(),
        ];
        let world = World::with(shown).await;
        let mut tx = world.site.db.begin_writing().await.expect("the database is free");
        figures::seed(&mut tx).await.expect("the indicators are stored");
        let nation = units::path(&mut tx, &world.province, testkit::TODAY)
            .await
            .expect("the tree is there")
            .remove(0)
            .id;
        tx.commit().await.expect("the indicators are stored");
        let mut work = world.work_as(Role::Administrator, &nation).await;
        organisation::book(&mut work, &world.truong_an).await.expect("the chapter is counted");
        work.commit().await.expect("the chapter is counted");
        let token = world.sign_in("ba-hoa", Role::Administrator, &nation).await;
        (world, token)
    });
    Server { world, token, runtime }
});

/// Each address once, with a query and a body that mean something.
fn seeds() -> Vec<Vec<u8>> {
    let all = modules::all();
    let routes = all
        .iter()
        .flat_map(|module| &module.routes)
        .filter(|route| !is_left_out(&route.method, route.path));
    let lines = routes.map(|route| {
        let body = match (&route.method, route.is_api()) {
            (&Method::GET, _) => "",
            (_, true) => "\n{\"unit\":\"{unit}\",\"on\":\"2026-03-01\",\"name\":\"Hoa\",\"full_name\":\"Lê Lan\",\"period\":\"2025-H2\",\"value\":\"12\"}",
            (_, false) => "\nname=Hoa&full_name=L%C3%AA+Lan&day=1%2F3%2F2026&value=12&reason=x",
        };
        format!("{} {}?don-vi={{unit}}&ky=2025-H2&period=2025-H2&q=hoa&chi-tieu=members{body}", route.method, route.path).into_bytes()
    });
    lines
        .chain(corpus::texts(&[
            "GET /tim?q=03208@2017-06-30",
            "GET /api/v1/units?q=98001%402017-06-30&limit=0",
        ]))
        .collect()
}

/// Passwords are slow on purpose, PDF pages take long to set, and signing out would end the rest.
fn is_left_out(method: &Method, path: &str) -> bool {
    let signs = [
        "dang-nhap",
        "dang-xuat",
        "mat-khau",
        "/session",
        "pdf",
        "accounts",
        "tai-khoan",
        "dang=pdf",
        "docx",
    ];
    signs.iter().any(|sign| path.contains(sign)) && (method != Method::GET || path.contains("pdf"))
}

fn request(input: &[u8]) {
    let text = text(input);
    let (line, body) = text.split_once('\n').unwrap_or((&text, ""));
    let Some((method, address)) = line.split_once(' ') else { return };
    let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let Some(method) = methods.into_iter().find(|known| known == method) else { return };
    if is_left_out(&method, address) {
        return;
    }
    let server = &*SERVER;
    let with_ids = |text: &str| {
        text.replace("{unit}", server.world.hoa_sen.as_str()).replace("{indicator}", "members")
    };
    let Ok(uri) = with_ids(address).parse::<Uri>() else { return };
    let operation = UnitId::new();
    let api = address.starts_with("/api/");
    let body = if api || method == Method::GET {
        with_ids(body)
    } else {
        format!("op={operation}&{}", with_ids(body))
    };
    let kind = if api { "application/json" } else { "application/x-www-form-urlencoded" };
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("khuyenhoc={}", server.token))
        .header(header::CONTENT_TYPE, kind)
        .header("idempotency-key", operation.as_str())
        .body(Body::from(body));
    let Ok(request) = request else { return };
    let (status, answer) = server.runtime.block_on(server.world.send(request));
    assert!(
        !status.is_server_error(),
        "{line:?} is answered {status}: {}",
        String::from_utf8_lossy(&answer)
    );
}
