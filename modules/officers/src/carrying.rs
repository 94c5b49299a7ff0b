//! What becomes of terms, offices, sessions and hand-overs, when the unit ends.

use succession::Disposition;

/// People were chosen for a unit of their time: nobody is carried into an office of the heir, which chooses its own.
pub fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition::history(
            "officers.term",
            &[("officer_term", "unit_id"), ("officer_tenure", "unit_id")],
            ("Nhiệm kỳ và chức vụ", "Terms and offices"),
        ),
        Disposition::history(
            "officers.meeting",
            &[("officer_meeting", "unit_id")],
            ("Kỳ họp", "Sessions"),
        ),
        Disposition::history(
            "officers.handover",
            &[("officer_handover", "unit_id")],
            ("Biên bản bàn giao", "Hand-overs"),
        ),
    ]
}
