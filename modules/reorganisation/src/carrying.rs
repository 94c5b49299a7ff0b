//! What a reorganisation leaves behind, when the units it named are reorganised again.

use succession::Disposition;

pub fn dispositions() -> Vec<Disposition> {
    vec![Disposition::history(
        "reorganisation.plan",
        &[
            ("reorganisation", "unit_id"),
            ("reorganisation_unit", "unit_id"),
            ("reorganisation_approval", "unit_id"),
        ],
        ("Hồ sơ sắp xếp đơn vị", "Reorganisations of units"),
    )]
}
