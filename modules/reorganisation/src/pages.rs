//! Pages.
pub fn routes() -> Vec<platform::Route> {
    vec![]
}
