//! The list of what the program is made of.

use platform::{Module, module};

/// Everything, lowest floor first. A new module is one line here.
pub fn all() -> Vec<Module> {
    vec![
        module::module(),
        audit::module(),
        units::module(),
        access::module(),
        counts::module(),
        members::module(),
        organisation::module(),
        figures::module(),
        reports::module(),
        boards::module(),
        crate::home::module(),
    ]
}
