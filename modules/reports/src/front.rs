//! What people do with a report: write around its figures, and give it its official front.

use crate::{
    EDIT_REPORTS, forms,
    rules::{Refusal, TEXT_LETTERS_MAX},
    store::{self, Front},
};
use access::Work;
use kernel::{Day, Period, Source, UnitId, vietnamese::text};
use platform::Problem;

/// Thể thức as somebody filled it in, over revision `revision`.
#[derive(Debug, Clone, Default)]
pub struct NewFront {
    pub number: String,
    pub place: String,
    pub signed_on: Option<Day>,
    pub office: String,
    pub signer: String,
    pub recipients: String,
    pub revision: i64,
}

fn source_of(unit: &UnitId, form: &str, period: Period) -> Source {
    Source::of("reports.report", &format!("{unit}.{form}.{period}"))
}

/// Sets number and sign, place and day, signature and recipients.
///
/// # Errors
/// `Outdated` when somebody else has changed them since.
pub async fn write_front(
    work: &mut Work,
    form: &str,
    unit: &UnitId,
    period: Period,
    new: NewFront,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_REPORTS, unit).await?;
    let front = Front {
        number: text::normalise(&new.number),
        place: text::normalise(&new.place),
        signed_on: new.signed_on,
        office: text::normalise_lines(&new.office),
        signer: text::normalise(&new.signer),
        recipients: text::normalise_lines(&new.recipients),
        revision: new.revision,
    };
    let all = [&front.number, &front.place, &front.office, &front.signer, &front.recipients];
    refuse_long(&all)?;
    counts::refuse_locked(work, unit, period.last()).await?;
    let form = forms::form_of(&mut work.tx, unit, form).await?;
    forms::rules::fits(&form, period)?;
    let (code, by) = (&form.code, work.caller.account.clone());
    let stored =
        store::set_front(&mut work.tx, &scope, code, period, &front, (&by, work.now)).await?;
    if stored == 0 {
        return Err(Problem::Outdated);
    }
    let source = source_of(unit, code, period);
    work.record("reports.write_front", Some(unit), &source, serde_json::json!({})).await
}

/// Sets what people say in one section.
pub async fn write_text(
    work: &mut Work,
    form: &str,
    unit: &UnitId,
    period: Period,
    section: &str,
    body: &str,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_REPORTS, unit).await?;
    let form = forms::form_of(&mut work.tx, unit, form).await?;
    forms::rules::fits(&form, period)?;
    if !form.sections.iter().any(|one| one.id == section && one.narrative) {
        return Err(Refusal::UnknownSection { section: section.to_owned() }.into());
    }
    let body = text::normalise_lines(body);
    refuse_long(&[&body])?;
    let before = store::texts(&mut work.tx, unit, &form.code, period).await?;
    if before.get(section).map_or("", String::as_str) == body {
        return Ok(());
    }
    counts::refuse_locked(work, unit, period.last()).await?;
    let by = work.caller.account.clone();
    store::set_text(&mut work.tx, &scope, &form.code, period, (section, &body), (&by, work.now))
        .await?;
    let details = serde_json::json!({ "section": section });
    let source = source_of(unit, &form.code, period);
    work.record("reports.write_text", Some(unit), &source, details).await
}

fn refuse_long(texts: &[&String]) -> Result<(), Refusal> {
    let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    if longest > TEXT_LETTERS_MAX {
        return Err(Refusal::TextTooLong { most: TEXT_LETTERS_MAX });
    }
    Ok(())
}
