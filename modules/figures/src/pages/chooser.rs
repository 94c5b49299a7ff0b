//! Choosing a period in words, and a geography.

use super::Place;
use crate::{rules, texts::Texts};
use kernel::{Day, Lang, Period};
use platform::web::Tab;

/// What the top of a page of figures says and offers.
pub struct Chooser {
    pub tabs: Vec<Tab>,
    pub period: String,
    pub boundaries: String,
    /// `6 tháng đầu năm 2017, theo địa giới ngày 30/06/2017`
    pub said: String,
    /// What else the address carries, such as the chosen columns.
    pub kept: Vec<(String, String)>,
}

impl Chooser {
    pub fn of(
        place: &Place,
        path: &str,
        kept: Vec<(String, String)>,
        today: Day,
        lang: Lang,
    ) -> Chooser {
        let t = Texts(lang);
        let more: String = kept.iter().map(|(name, value)| format!("&{name}={value}")).collect();
        let tab = |label: String, period: Period| {
            let label = format!("{label} ({})", period.say(lang));
            Tab::new(label, format!("{path}?ky={period}{more}"), period == place.period)
        };
        let this_year = rules::year_of(today);
        Chooser {
            tabs: vec![
                tab(t.last_half(), Period::last_half_year(today)),
                tab(t.this_half(), rules::this_half_year(today)),
                tab(t.last_year(), this_year.year_before()),
                tab(t.this_year(), this_year),
            ],
            period: place.period.to_string(),
            boundaries: place.typed_boundaries.clone(),
            said: t.period_and_geography(&place.period.say(lang), &place.boundaries.short()),
            kept,
        }
    }
}
