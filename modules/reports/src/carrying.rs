//! What people wrote around a unit's reports, when the unit ends.

use succession::Disposition;

/// A report was written by a unit of its time; its words and its front page stay with it.
pub fn dispositions() -> Vec<Disposition> {
    vec![Disposition::history(
        "reports.words",
        &[("report_text", "unit_id"), ("report_front", "unit_id")],
        ("Lời văn và thể thức báo cáo", "Words and front pages of reports"),
    )]
}
