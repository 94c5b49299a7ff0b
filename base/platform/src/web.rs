//! What every page shares: the frame around it, its words, its drawings, and the files the browser fetches.
//!
//! A page is a struct with a field `shell: Shell` and a template that extends `layout.html`;
//! `templates/macros.html` says how to call the patterns that stand on it.

mod assets;
pub mod chart;
#[cfg(test)]
mod colours;
#[cfg(test)]
mod kitchen;
mod pattern;
mod problem_page;
mod shell;
mod texts;

pub use assets::{SECURITY_POLICY, asset_url, assets};
pub use pattern::{Change, Figure, Tab};
pub use problem_page::problem_page;
pub use shell::{Flash, Rail, Reader, Shell, TextSize, Theme, Undo};
pub use texts::Texts;

use crate::Problem;
use axum::response::Html;

/// An address with a question, without what is empty: `/don-vi/…/hoi-vien?q=l%C3%B2`.
pub fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded =
        |text: &str| -> String {
            text.bytes()
                .map(|byte| {
                    if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
                })
                .collect()
        };
    let asked: Vec<String> = asked
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

/// Writes a page out.
pub fn page(template: impl askama::Template) -> Result<Html<String>, Problem> {
    Ok(Html(template.render()?))
}
