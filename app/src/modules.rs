//! The list of what the program is made of.

use platform::{Module, module};
use succession::Disposition;

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
        reorganisation::module(dispositions()),
        crate::home::module(),
    ]
}

/// What becomes of everything that hangs on a unit when the unit ends, in the order in which it is carried out. A kind
/// of object without a line fails a test.
pub fn dispositions() -> Vec<Disposition> {
    [
        succession::dispositions(),
        counts::dispositions(),
        members::dispositions(),
        organisation::dispositions(),
        reports::dispositions(),
        reorganisation::dispositions(),
    ]
    .concat()
}
