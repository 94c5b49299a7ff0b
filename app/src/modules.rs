//! The list of what the program is made of.

use platform::{
    Module,
    module::{self, HandoverSource},
};
use std::sync::{Arc, OnceLock};
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
        organisation::module(dispositions()),
        figures::module(),
        officers::module(),
        reports::module(),
        boards::module(),
        reorganisation::module(dispositions()),
        crate::home::module(),
    ]
}

/// What the modules say when an office is handed over, in the order of the paper; found once, because the list of
/// modules brings all their routes and descriptions along.
pub fn handover() -> Arc<[HandoverSource]> {
    static SOURCES: OnceLock<Arc<[HandoverSource]>> = OnceLock::new();
    let found = || {
        // The books first, then what is left to do, and last who may do what.
        let mut sources: Vec<HandoverSource> = vec![];
        let mut last = vec![];
        for module in all() {
            let list = if module.name == "access" { &mut last } else { &mut sources };
            list.extend(module.handover);
        }
        sources.extend(last);
        sources.into()
    };
    Arc::clone(SOURCES.get_or_init(found))
}

/// What becomes of everything that hangs on a unit when the unit ends, in the order in which it is carried out. A kind
/// of object without a line fails a test.
pub fn dispositions() -> Vec<Disposition> {
    [
        succession::dispositions(),
        counts::dispositions(),
        members::dispositions(),
        organisation::dispositions(),
        officers::dispositions(),
        reports::dispositions(),
        reorganisation::dispositions(),
    ]
    .concat()
}
