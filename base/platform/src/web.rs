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

/// Writes a page out.
pub fn page(template: impl askama::Template) -> Result<Html<String>, Problem> {
    Ok(Html(template.render()?))
}
