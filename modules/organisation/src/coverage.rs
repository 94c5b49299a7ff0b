//! Độ phủ: the places that should have a chapter or a study-promotion committee, which have one, and which do not.
//!
//! - A place is a hamlet, a school, an agency, an enterprise, a clan; it lies in a commune and is there from a day on.
//! - It is covered from the day a unit of the association's own stands for it until that unit ends.
//! - A list that was never written is no list of nothing: a commune without places is named, not counted as whole.

mod actions;
mod api;
mod pages;
mod rules;
mod store;

pub use actions::{add, chapter_changed, cover, end};
pub use api::{describe, routes as api_routes};
pub use pages::routes;
pub use rules::{Place, Refusal};
