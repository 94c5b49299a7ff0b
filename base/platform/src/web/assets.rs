//! The files a browser fetches beside a page. They are part of the program, so they are always there and always fit it.

use axum::{
    Router,
    extract::{Path, RawQuery},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// Nothing is loaded from elsewhere, and nothing written into a page is run.
pub const SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
     font-src 'self'; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

struct Asset {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 4] = [
    Asset {
        name: "khuyenhoc.css",
        content_type: "text/css; charset=utf-8",
        bytes: include_bytes!("../../assets/khuyenhoc.css"),
    },
    Asset {
        name: "khuyenhoc.js",
        content_type: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../../assets/khuyenhoc.js"),
    },
    Asset {
        name: "mark.svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("../../assets/mark.svg"),
    },
    Asset {
        name: "favicon.svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("../../assets/favicon.svg"),
    },
];

/// The first letters of each asset's hash, in the order of `ASSETS`.
fn versions() -> &'static [String; 4] {
    static VERSIONS: OnceLock<[String; 4]> = OnceLock::new();
    VERSIONS.get_or_init(|| {
        ASSETS.each_ref().map(|asset| {
            Sha256::digest(asset.bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
        })
    })
}

/// The address of an asset. It changes when the content does, so a browser may keep what it has for good.
pub fn asset_url(name: &str) -> String {
    let place = ASSETS.iter().position(|asset| asset.name == name);
    let version = place.map_or("", |place| versions()[place].as_str());
    format!("/assets/{name}?v={version}")
}

/// Serves the assets under `/assets/`, and the icon browsers ask for by themselves.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            "/assets/{name}",
            get(|Path(name): Path<String>, RawQuery(query)| async move { serve(&name, query) }),
        )
        .route("/favicon.ico", get(|| async { serve("favicon.svg", None) }))
}

fn serve(name: &str, query: Option<String>) -> Response {
    let Some(place) = ASSETS.iter().position(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // An address without today's version may be an old page's: what it gets must not be kept under the wrong name.
    let current = query.is_some_and(|query| query == format!("v={}", versions()[place]));
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, ASSETS[place].content_type),
        (header::CACHE_CONTROL, keep),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, ASSETS[place].bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        response.headers()[name].to_str().unwrap()
    }

    #[test]
    fn an_asset_at_todays_address_may_be_kept_for_good() {
        let address = asset_url("khuyenhoc.css");
        let query = address.split_once('?').unwrap().1.to_owned();
        let response = serve("khuyenhoc.css", Some(query));
        assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/css; charset=utf-8");
        assert!(header_of(&response, header::CACHE_CONTROL).contains("immutable"));
    }

    #[test]
    fn an_asset_at_yesterdays_address_is_given_but_not_kept() {
        let response = serve("khuyenhoc.js", Some("v=0000000000".to_owned()));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header_of(&response, header::CACHE_CONTROL), "no-cache");
    }

    #[test]
    fn a_file_that_is_no_asset_is_not_found() {
        assert_eq!(serve("../Cargo.toml", None).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn nothing_we_serve_loads_from_elsewhere() {
        for asset in &ASSETS {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            let without_namespace = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!without_namespace.contains("http"), "{} names an address", asset.name);
            assert!(!text.contains("@import"), "{} imports", asset.name);
        }
    }
}
