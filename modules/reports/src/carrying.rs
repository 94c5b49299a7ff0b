//! What people wrote around a unit's reports, when the unit ends.

use succession::Disposition;

/// A report was written by a unit of its time; its words, its front page and its reasons stay with it.
pub fn dispositions() -> Vec<Disposition> {
    vec![
        crate::forms::dispositions(),
        Disposition::history(
            "reports.words",
            &[
                ("report_text", "unit_id"),
                ("report_front", "unit_id"),
                ("report_reason", "unit_id"),
            ],
            (
                "Lời văn, thể thức và lý do tăng giảm của báo cáo",
                "Words, front pages and reasons of reports",
            ),
        ),
        Disposition::history(
            "reports.filed",
            &[("report_filing", "unit_id"), ("report_snapshot", "unit_id")],
            ("Báo cáo đã nộp", "Reports that were handed in"),
        ),
        Disposition::history(
            "reports.due",
            &[("report_due", "unit_id")],
            ("Lịch nộp báo cáo", "Calendars of reports"),
        ),
    ]
}
