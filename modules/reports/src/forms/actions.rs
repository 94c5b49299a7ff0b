//! What people do with forms: copy one, work on the draft, publish it, retire it.

use super::{
    Edit,
    edit::edited,
    find, rules,
    rules::Refusal,
    store::{self, OwnForm},
    version_of,
};
use crate::{
    EDIT_FORMS,
    template::{Form, Template},
};
use access::{Scope, Work};
use counts::{Definition, Kind};
use kernel::{Day, Source, UnitId, vietnamese::text};
use platform::{Problem, db::Tx};

/// A form that is to become a unit's own.
#[derive(Debug, Clone, Default)]
pub struct NewForm {
    /// The form it is copied from, by name.
    pub from: String,
    /// Which version of that; the newest where nobody says.
    pub version: Option<i64>,
    /// The short code; made from the name where nobody says.
    pub code: Option<String>,
    pub name_vi: String,
    /// The Vietnamese name where nobody says.
    pub name_en: String,
}

fn source_of(id: &str) -> Source {
    Source::of("reports.form", &id)
}

/// Chép và sửa: a copy of a form as the unit's own draft. Nothing is published yet.
///
/// # Errors
/// `unknown_form`; `code_unusable`, `code_taken`.
pub async fn copy(work: &mut Work, unit: &UnitId, new: &NewForm) -> Result<String, Problem> {
    let scope = work.scope(EDIT_FORMS, unit).await?;
    let mut from = find(&mut work.tx, unit, &new.from, work.today).await?;
    if let Some(version) = new.version {
        from = version_of(&mut work.tx, &from.code, version).await?;
    }
    work.hold(&format!("reports/forms/{unit}")).await?;
    let id = name_for(work, unit, new).await?;
    let name_vi = text::normalise(&new.name_vi);
    let name_en = text::normalise(&new.name_en);
    let draft = Template {
        code: id.clone(),
        version: 0,
        lenient: false,
        name_en: if name_en.is_empty() { name_vi.clone() } else { name_en },
        name_vi,
        ..from.as_ref().clone()
    };
    let mut mistakes = platform::form::Mistakes::default();
    rules::head_mistakes(&draft, work.lang, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(Problem::BadValue(mistakes.0));
    }
    let copied = (from.code.as_str(), from.version);
    let by = work.caller.account.clone();
    store::create(&mut work.tx, &scope, &draft, copied, (&by, work.now)).await?;
    let details = serde_json::json!({ "form": id, "copied": from.code, "version": from.version });
    work.record("reports.copy_form", Some(unit), &source_of(&id), details).await?;
    Ok(id)
}

/// The name of a new form: the code that was asked for, or the first free one made of what it is called.
async fn name_for(work: &mut Work, unit: &UnitId, new: &NewForm) -> Result<String, Problem> {
    let wanted = new.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    if let Some(code) = wanted {
        rules::code_may_be(code)?;
        let id = format!("{code}@{unit}");
        if store::is_taken(&mut work.tx, &id, unit, code).await? {
            return Err(Refusal::CodeTaken { code: code.to_owned() }.into());
        }
        return Ok(id);
    }
    let stem = rules::code_of_name(&new.name_vi);
    let more = (2..).map(|number| format!("{stem}-{number}"));
    for code in std::iter::once(stem.clone()).chain(more) {
        let id = format!("{code}@{unit}");
        if rules::code_may_be(&code).is_ok()
            && !store::is_taken(&mut work.tx, &id, unit, &code).await?
        {
            return Ok(id);
        }
    }
    Err(Refusal::CodeTaken { code: stem }.into())
}

/// A form of the unit's own that may still be changed.
async fn changeable(work: &mut Work, scope: &Scope, id: &str) -> Result<OwnForm, Problem> {
    work.hold(&format!("reports/form/{id}")).await?;
    let row = store::own(&mut work.tx, scope, id).await?;
    match row.retired_on {
        Some(on) if row.is_retired(work.today) => Err(Refusal::FormRetired { on }.into()),
        _ => Ok(row),
    }
}

/// Changes the draft, if it is still at `revision`.
///
/// # Errors
/// The mistakes of what was changed, field by field; `Outdated` when somebody else has changed it since.
pub async fn save(
    work: &mut Work,
    unit: &UnitId,
    id: &str,
    revision: i64,
    edit: Edit,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_FORMS, unit).await?;
    let row = changeable(work, &scope, id).await?;
    let draft = row.draft()?;
    let indicators = seen_by(&mut work.tx, unit, work.today).await?;
    let new = edited(&draft, edit.clone(), row.version > 0)?;
    refuse_mistakes(&new, &edit, &indicators, work.lang)?;
    let by = work.caller.account.clone();
    if store::keep_draft(&mut work.tx, &scope, &new, revision, (&by, work.now)).await? == 0 {
        return Err(Problem::Outdated);
    }
    let details = serde_json::json!({ "form": id });
    work.record("reports.save_form", Some(unit), &source_of(id), details).await
}

/// Looks at what an edit has touched; the rest was looked at when it was saved.
fn refuse_mistakes(
    new: &Template,
    edit: &Edit,
    indicators: &[Definition],
    lang: kernel::Lang,
) -> Result<(), Problem> {
    let known = known_in(indicators);
    let mut mistakes = platform::form::Mistakes::default();
    match edit {
        Edit::Head { .. } => rules::head_mistakes(new, lang, &mut mistakes),
        Edit::AddSection { id, .. } | Edit::Words { id, .. } | Edit::AddLine { id, .. } => {
            let section = new.sections.iter().find(|section| section.id == *id);
            if let Some(section) = section {
                mistakes = rules::section_mistakes(section, &known, lang);
            }
        }
        Edit::Whole(_) => mistakes = rules::mistakes(new, &known, lang),
        Edit::RemoveSection { .. }
        | Edit::MoveSection { .. }
        | Edit::RemoveLine { .. }
        | Edit::MoveLine { .. } => {}
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Problem::BadValue(mistakes.0)) }
}

/// Ban hành: the draft becomes the next version. Reports that were submitted keep theirs.
///
/// # Errors
/// All mistakes of the draft; `nothing_to_publish` where it says what the last version says.
pub async fn publish(
    work: &mut Work,
    unit: &UnitId,
    id: &str,
    revision: i64,
) -> Result<i64, Problem> {
    let scope = work.scope(EDIT_FORMS, unit).await?;
    let row = changeable(work, &scope, id).await?;
    if row.revision != revision {
        return Err(Problem::Outdated);
    }
    let form = Template { version: row.version + 1, ..row.draft()? };
    let indicators = seen_by(&mut work.tx, unit, work.today).await?;
    let mistakes = rules::mistakes(&form, &known_in(&indicators), work.lang);
    if !mistakes.is_empty() {
        return Err(Problem::BadValue(mistakes.0));
    }
    if row.version > 0 && version_of(&mut work.tx, id, row.version).await?.is_like(&form) {
        return Err(Refusal::NothingToPublish.into());
    }
    let by = work.caller.account.clone();
    store::add_version(&mut work.tx, &scope, &form, (&by, work.now)).await?;
    let details = serde_json::json!({ "form": id, "version": form.version });
    work.record("reports.publish_form", Some(unit), &source_of(id), details).await?;
    Ok(form.version)
}

/// Ngừng dùng: no report is begun by the form from today on. What was submitted stays, and can be read.
pub async fn retire(
    work: &mut Work,
    unit: &UnitId,
    id: &str,
    revision: i64,
) -> Result<(), Problem> {
    let scope = work.scope(EDIT_FORMS, unit).await?;
    changeable(work, &scope, id).await?;
    let today = Some(work.today);
    if store::retire(&mut work.tx, &scope, id, revision, today).await? == 0 {
        return Err(Problem::Outdated);
    }
    let details = serde_json::json!({ "form": id, "on": work.today });
    work.record("reports.retire_form", Some(unit), &source_of(id), details).await
}

/// The form, if a report may be handed in by it today: it is not retired.
pub(crate) async fn usable(work: &mut Work, unit: &UnitId, form: Form) -> Result<Form, Problem> {
    let rows = store::at_or_above(&mut work.tx, unit, work.today).await?;
    let row = rows.iter().find(|row| row.id == form.code);
    match (row.map(|row| row.retired_on), form.code.contains('@')) {
        (_, false) | (Some(None), _) => Ok(form),
        (Some(Some(on)), _) if work.today < on => Ok(form),
        (Some(Some(on)), _) => Err(Refusal::FormRetired { on }.into()),
        (None, true) => Err(crate::rules::Refusal::UnknownForm { code: form.code.clone() }.into()),
    }
}

/// The indicators that a unit sees: those shipped, its own, and those of units above it.
pub async fn seen_by(tx: &mut Tx, unit: &UnitId, today: Day) -> Result<Vec<Definition>, Problem> {
    let above = units::path(tx, unit, today).await?;
    let is_seen = |one: &Definition| {
        one.owner.as_ref().is_none_or(|owner| above.iter().any(|unit| unit.id == *owner))
    };
    Ok(counts::catalogue(tx).await?.into_iter().filter(is_seen).collect())
}

/// What the rules ask of indicators.
pub fn known_in(indicators: &[Definition]) -> impl Fn(&str) -> Option<bool> + '_ {
    |code| indicators.iter().find(|one| one.code == code).map(|one| one.kind == Kind::Ratio)
}
