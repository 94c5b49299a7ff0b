//! Khai báo số liệu của một đơn vị: one field for each indicator it is asked for.

use super::chooser::Chooser;
use super::{
    Fields, Place, asked_of, crumbs, field, measures, note_failures, saved, scope_to_declare,
};
use crate::{
    actions::{self, Entry, Touched, fingerprint},
    rules::{self, Stated, WORDS_ONLY},
    shipped,
    texts::Texts,
};
use access::{Look, Scope, Work};
use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use counts::{ByCell, DECLARE, Definition, Elsewhere};
use kernel::{
    Lang, UnitId,
    vietnamese::number::{Qualifier, grouped},
};
use platform::{
    Problem,
    db::Tx,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::HashMap;

/// One indicator on the page.
pub struct Line {
    pub value_name: String,
    pub word_name: String,
    pub basis_name: String,
    pub opened_name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub word: String,
    pub basis: String,
    pub opened_with: String,
    /// Said instead of a field where a register counts already.
    pub kept: String,
    pub mistake: String,
}

pub struct Group {
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "declare.html")]
struct DeclarePage {
    shell: Shell,
    t: Texts,
    chooser: Chooser,
    action: String,
    grid: String,
    targets: String,
    groups: Vec<Group>,
    words: Vec<(String, String)>,
    labels: Vec<(String, String)>,
    mistakes: Mistakes,
    op: String,
}

/// All the page is made of, read at once.
struct Sheet {
    place: Place,
    asked: Vec<Definition>,
    declared: ByCell<Stated>,
    elsewhere: HashMap<String, Elsewhere>,
}

impl Sheet {
    async fn read(
        tx: &mut Tx,
        scope: &Scope,
        fields: &Fields,
        lang: Lang,
    ) -> Result<Sheet, Problem> {
        let place = Place::read(tx, scope, fields, lang).await?;
        let asked = asked_of(tx, scope, place.unit.level, place.period.last()).await?;
        let declared = counts::declared(tx, scope, place.boundaries, place.period).await?;
        let elsewhere = counts::elsewhere(tx, scope, place.boundaries, place.period).await?;
        Ok(Sheet { place, asked, declared, elsewhere })
    }

    fn standing(&self, code: &str) -> Option<&Stated> {
        self.declared.get(&(self.place.id().clone(), code.to_owned()))
    }

    /// Whether a register of the unit's own leaves nothing to declare.
    fn is_kept(&self, definition: &Definition) -> bool {
        let own = matches!(self.place.unit.level, units::Level::Commune | units::Level::Chapter);
        own && !definition.register.is_empty()
            && self.elsewhere.get(&definition.code).is_some_and(|sums| sums.kept > 0)
    }

    fn line(
        &self,
        definition: &Definition,
        typed: Option<&Fields>,
        mistakes: &Mistakes,
        t: Texts,
    ) -> Line {
        let code = &definition.code;
        let names = ["v", "w", "b", "o"].map(|front| format!("{front}.{code}"));
        let [value_name, word_name, basis_name, opened_name] = names;
        let standing = self.standing(code).cloned().unwrap_or_default();
        let word = if standing.quantity.is_none() && !standing.wording.is_empty() {
            WORDS_ONLY
        } else {
            rules::qualifier(&standing.wording)
        };
        let value = standing.quantity.map_or_else(|| standing.wording.clone(), grouped);
        let opened_with = self.standing(code).map(fingerprint).unwrap_or_default();
        let now = |name: &str, stored: String| {
            typed.map_or(stored, |typed| field(typed, name).to_owned())
        };
        Line {
            label: format!("{} ({})", definition.label(t.0), definition.measure(t.0)),
            hint: self.hint(definition, t),
            value: now(&value_name, value),
            word: now(&word_name, word.to_owned()),
            basis: now(&basis_name, standing.basis),
            opened_with: now(&opened_name, opened_with),
            kept: self.kept(definition, t),
            mistake: mistakes.about(&value_name).to_owned(),
            value_name,
            word_name,
            basis_name,
            opened_name,
        }
    }

    fn kept(&self, definition: &Definition, t: Texts) -> String {
        if !self.is_kept(definition) {
            return String::new();
        }
        let sums = self.elsewhere.get(&definition.code).copied().unwrap_or_default();
        t.kept_by_register(&t.0.grouped(sums.register), definition.measure(t.0))
    }

    /// What is counted already, so that nobody counts it twice.
    fn hint(&self, definition: &Definition, t: Texts) -> String {
        let sums = self.elsewhere.get(&definition.code).copied().unwrap_or_default();
        let measure = definition.measure(t.0);
        let mut said = vec![];
        if sums.register != 0 {
            said.push(t.in_registers(&t.0.grouped(sums.register), measure));
        }
        if sums.below != 0 {
            said.push(t.declared_below(&t.0.grouped(sums.below), measure));
        }
        if !said.is_empty() {
            said.push(t.not_again());
        }
        said.join(" ")
    }

    fn groups(&self, typed: Option<&Fields>, mistakes: &Mistakes, t: Texts) -> Vec<Group> {
        let titles = shipped::groups(t.0).into_iter().chain([t.own_indicators()]);
        let mut groups: Vec<Group> = titles.map(|title| Group { title, lines: vec![] }).collect();
        let own = groups.len() - 1;
        for definition in &self.asked {
            let place = shipped::group_of(definition).filter(|place| *place < own).unwrap_or(own);
            groups[place].lines.push(self.line(definition, typed, mistakes, t));
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }

    /// Reads the form: what each touched field is to stand for, all mistakes at once.
    fn parse(&self, fields: &Fields, mistakes: &mut Mistakes, t: Texts) -> Vec<Entry> {
        let measures = measures(&self.asked);
        let mut entries = vec![];
        for definition in self.asked.iter().filter(|one| !self.is_kept(one)) {
            let (code, unit) = (&definition.code, self.place.id().clone());
            let value_name = format!("v.{code}");
            // A field that did not come with the form says nothing.
            if !fields.iter().any(|(name, _)| *name == value_name) {
                continue;
            }
            let word = field(fields, &format!("w.{code}"));
            let typed = field(fields, &value_name);
            let read = rules::read_figure(definition, typed, word, &measures, t.0);
            let Some(stated) = mistakes.check(&value_name, read) else { continue };
            let basis = field(fields, &format!("b.{code}"));
            let basis = kernel::vietnamese::text::normalise(basis);
            let stated = stated.map(|stated| Stated { basis, ..stated });
            let period = self.place.period;
            entries.push(Entry {
                field: value_name,
                unit,
                indicator: code.clone(),
                period,
                stated,
            });
        }
        entries
    }
}

fn page(
    shell: Shell,
    sheet: &Sheet,
    typed: Option<&Fields>,
    mistakes: Mistakes,
    t: Texts,
    today: kernel::Day,
) -> Result<Html<String>, Problem> {
    let base = format!("/don-vi/{}", sheet.place.id());
    let query = sheet.place.query();
    let label = |one: &Definition| (format!("v.{}", one.code), one.label(t.0).to_owned());
    let has_rows = rules::rows_below(sheet.place.unit.level).is_some();
    let none = (String::new(), t.exact());
    let words =
        Qualifier::ALL.map(|word| (word.say(Lang::Vi).to_owned(), word.say(t.0).to_owned()));
    let words = [none].into_iter().chain(words).chain([(WORDS_ONLY.to_owned(), t.words_only())]);
    web::page(DeclarePage {
        shell: shell.at(Rail::Registers),
        t,
        chooser: Chooser::of(&sheet.place, &format!("{base}/so-lieu"), vec![], today, t.0),
        action: format!("{base}/so-lieu?{query}"),
        grid: if has_rows { format!("{base}/so-lieu/bang?{query}") } else { String::new() },
        targets: format!("{base}/chi-tieu-phan-dau?{query}"),
        groups: sheet.groups(typed, &mistakes, t),
        words: words.collect(),
        labels: sheet.asked.iter().map(label).collect(),
        mistakes,
        op: operation::new_id(),
    })
}

pub async fn show(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(DECLARE, &unit).await?;
    let sheet = Sheet::read(&mut look.tx, &scope, &asked, look.lang).await?;
    let flash = saved(&asked).map(|changed| Flash::done(t.saved(changed)));
    let crumbs = crumbs(&mut look, &unit, "so-lieu").await?;
    let shell = look.shell(t.declare_of(&sheet.place.name)).await?.crumbs(crumbs).flash(flash);
    page(shell, &sheet, None, Mistakes::default(), t, look.today)
}

pub async fn save(
    mut work: Work,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Fields>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let (t, today) = (Texts(work.lang), work.today);
    let scope = scope_to_declare(&mut work, &unit).await?;
    let sheet = Sheet::read(&mut work.tx, &scope, &asked, work.lang).await?;
    let shell = work.shell(t.declare_of(&sheet.place.name)).await?;
    let mut mistakes = Mistakes::default();
    let entries = sheet.parse(&fields, &mut mistakes, t);
    let opened: Vec<String> =
        entries.iter().map(|entry| format!("o.{}", entry.indicator)).collect();
    let touched = entries.into_iter().zip(&opened);
    let touched = touched.map(|(entry, name)| Touched { entry, opened_with: field(&fields, name) });
    let (entries, failures) = actions::changed(touched.collect(), &sheet.declared);
    note_failures(&mut mistakes, failures, work.lang);
    let failures = actions::save(&mut work, &entries).await?;
    note_failures(&mut mistakes, failures, work.lang);
    if !mistakes.is_empty() {
        let page = page(shell, &sheet, Some(&fields), mistakes, t, today)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let next = format!("/don-vi/{unit}/so-lieu?{}&xong={}", sheet.place.query(), entries.len());
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}
