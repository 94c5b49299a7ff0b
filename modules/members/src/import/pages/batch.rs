//! Bước 2 và 3: what would happen, and what was written.

use super::{attachment, encodings, read_encoding, steps};
use crate::{
    IMPORT,
    import::{
        actions,
        encoding::FileEncoding,
        read::Why as LeftOutWhy,
        store::{self, Batch, State},
        summary::{LeftOutRow, ReadColumn, ReadPerson, Said, Summary, UnknownColumn},
        texts::Texts,
        typed::{ConvertedColumn, DoubtfulColumn, Why},
        undo::{self, KeptTable, Undone},
    },
};
use access::{Look, Work};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    response::{Html, IntoResponse, Response},
};
use kernel::{BatchId, UnitId};
use platform::{
    Problem,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell, Tab},
};

const SAID_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "import_batch.html")]
struct BatchPage {
    shell: Shell,
    t: Texts,
    steps: Vec<Tab>,
    unit: UnitId,
    /// The wizard's first page.
    home: String,
    batch: BatchId,
    state: State,
    working: String,
    stop_hint: String,
    done: i64,
    total: i64,
    problem: String,
    counts: Vec<(String, String)>,
    errors: Vec<Said>,
    errors_more: String,
    warnings: Vec<Said>,
    warnings_more: String,
    columns: Vec<ReadColumn>,
    first_people: Vec<ReadPerson>,
    new_by_unit: Vec<(String, String)>,
    /// Said where there are more units than the page names.
    new_elsewhere: String,
    left_out: Vec<LeftOutRow>,
    unknown_columns: Vec<UnknownColumn>,
    other_sheets: Vec<String>,
    converted: Vec<ConvertedColumn>,
    doubtful: Vec<DoubtfulColumn>,
    encoding: &'static str,
    encodings: Vec<(&'static str, String)>,
    has_marked: bool,
    may_undo: bool,
    consequences: Vec<String>,
    write_label: String,
    nothing_why: String,
    /// Once it was taken back: what was, and who was kept.
    undone: Vec<(String, String)>,
    kept: KeptTable,
    ops: [String; 3],
}

pub async fn one(
    mut look: Look,
    Path((unit, id)): Path<(UnitId, BatchId)>,
) -> Result<Html<String>, Problem> {
    let t = Texts(look.lang);
    let scope = look.scope(IMPORT, &unit).await?;
    let batch = store::batch(&mut look.tx, &scope, &id).await?;
    let (done, total) = actions::progress(&mut look, &batch).await?;
    let unit_name = units::full_name(&mut look.tx, &unit, look.today, look.lang).await?;
    let summary = actions::summary_of(&batch);
    let undone = undo::undone_of(&batch);
    let here = format!("/don-vi/{unit}/nhap/{id}");
    let shell = look
        .shell(t.batch_title(&batch.file_name))
        .await?
        .at(Rail::Registers)
        .flash(flash(&batch, &summary, t));
    web::page(BatchPage {
        steps: steps(t, &unit, Some((&id, batch.state))),
        working: working(batch.state, t),
        stop_hint: match batch.state {
            State::Undoing => t.undo_stop_hint(),
            _ => t.stop_hint(),
        },
        done,
        total: total.max(1),
        problem: if batch.state == State::Checked { String::new() } else { batch.problem.clone() },
        counts: counts(&summary, t),
        errors_more: more(summary.errors.len(), t),
        warnings_more: more(summary.warnings.len(), t),
        errors: summary.errors.iter().take(SAID_SHOWN).cloned().collect(),
        warnings: summary.warnings.iter().take(SAID_SHOWN).cloned().collect(),
        may_undo: undo::may_undo(&batch).is_ok(),
        has_marked: actions::has_marked(&batch) && !batch.state.is_running(),
        undone: undone.as_ref().map(|undone| undone_counts(undone, t)).unwrap_or_default(),
        kept: undone.map(|undone| KeptTable::of(&undone, &here, t)).unwrap_or_default(),
        consequences: consequences(&summary, &unit_name, t),
        write_label: t.write(&t.0.grouped(summary.written())),
        nothing_why: if summary.refused == summary.rows {
            t.all_refused_why()
        } else {
            t.nothing_new_why()
        },
        new_elsewhere: new_elsewhere(&summary, t),
        columns: summary.columns,
        first_people: summary.first_people,
        new_by_unit: summary
            .new_by_unit
            .into_iter()
            .map(|one| (one.unit, t.0.grouped(one.people)))
            .collect(),
        left_out: summary.left_out,
        unknown_columns: summary.unknown_columns,
        other_sheets: summary.other_sheets,
        converted: summary.converted_columns,
        doubtful: summary.doubtful_columns,
        encoding: batch.encoding.code(),
        encodings: encodings(t),
        ops: [operation::new_id(), operation::new_id(), operation::new_id()],
        home: format!("/don-vi/{unit}/nhap"),
        state: batch.state,
        batch: id,
        shell,
        t,
        unit,
    })
}

fn working(state: State, t: Texts) -> String {
    match state {
        State::Applying => t.writing_now(),
        State::Undoing => t.undoing_now(),
        _ => t.reading_now(),
    }
}

fn undone_counts(undone: &Undone, t: Texts) -> Vec<(String, String)> {
    vec![
        (t.undo_removed(), t.0.grouped(undone.removed)),
        (t.undo_restored(), t.0.grouped(undone.restored)),
        (t.undo_kept(), t.0.grouped(undone.kept)),
    ]
}

/// Said where the page shows only the first cells.
fn more(all: usize, t: Texts) -> String {
    if SAID_SHOWN < all { t.first_of(SAID_SHOWN, all) } else { String::new() }
}

impl BatchPage {
    fn is_running(&self) -> bool {
        self.state.is_running()
    }
    fn is_checked(&self) -> bool {
        self.state == State::Checked
    }
    fn is_applied(&self) -> bool {
        self.state == State::Applied
    }
    fn is_undone(&self) -> bool {
        self.state == State::Undone
    }
    fn is_stopped(&self) -> bool {
        self.state == State::Stopped
    }
    /// Whether there is a question of letters, or an answer that may be taken back.
    fn asks_encoding(&self) -> bool {
        let was_answered = self.encoding != FileEncoding::Auto.code();
        self.is_checked()
            && (was_answered || !self.converted.is_empty() || !self.doubtful.is_empty())
    }
    fn said_of(&self, column: &ConvertedColumn) -> String {
        let name = column.encoding.name();
        let cells = self.t.0.grouped(column.cells);
        match column.why {
            Why::Font => self.t.converted_by_font(name, &cells),
            Why::Words => self.t.converted_by_words(name, &cells),
            Why::Told => self.t.converted_as_told(name, &cells),
        }
    }
    fn sex_of(&self, person: &ReadPerson) -> &'static str {
        person.sex.map(|sex| sex.say(self.t.0)).unwrap_or_default()
    }
    fn unit_of(&self, person: &ReadPerson) -> String {
        person.unit.clone().unwrap_or_else(|| self.t.is_member_already())
    }
    fn left_out_why(&self, row: &LeftOutRow) -> String {
        match row.why {
            LeftOutWhy::Title => self.t.left_out_title_row(),
            LeftOutWhy::Note => self.t.left_out_note(),
        }
    }
    fn may_write(&self) -> bool {
        self.is_checked() && !self.consequences.is_empty()
    }
}

fn flash(batch: &Batch, summary: &Summary, t: Texts) -> Option<Flash> {
    match batch.state {
        State::Applied if !batch.problem.is_empty() => {
            Some(Flash::warning(t.not_undone_because(&batch.problem)))
        }
        State::Undone => undo::undone_of(batch).map(|undone| {
            let [gone, back, kept] =
                [undone.removed, undone.restored, undone.kept].map(|count| t.0.grouped(count));
            let said = t.undone_said(&gone, &back, &kept);
            if undone.kept > 0 { Flash::warning(said) } else { Flash::done(said) }
        }),
        State::Applied if summary.refused > 0 => Some(Flash::warning(
            t.written_said(&t.0.grouped(summary.written()), &t.0.grouped(summary.refused)),
        )),
        State::Applied => {
            Some(Flash::done(t.written_said(&t.0.grouped(summary.written()), &t.0.grouped(0))))
        }
        State::Checked if !batch.problem.is_empty() => {
            Some(Flash::warning(t.not_written_because(&batch.problem)))
        }
        _ => None,
    }
}

fn counts(summary: &Summary, t: Texts) -> Vec<(String, String)> {
    vec![
        (t.rows_read(), t.0.grouped(summary.rows)),
        (t.new_members(), t.0.grouped(summary.created)),
        (t.changed_members(), t.0.grouped(summary.updated)),
        (t.same_members(), t.0.grouped(summary.unchanged)),
        (t.refused_rows(), t.0.grouped(summary.refused)),
        (t.possible_duplicates(), t.0.grouped(summary.possible_duplicates)),
    ]
}

fn new_elsewhere(summary: &Summary, t: Texts) -> String {
    let named: i64 = summary.new_by_unit.iter().map(|one| one.people).sum();
    let rest = summary.created - named;
    if rest > 0 { t.new_elsewhere(&t.0.grouped(rest)) } else { String::new() }
}

/// What the button does, in sentences; nothing, if there is nothing to do.
fn consequences(summary: &Summary, unit: &str, t: Texts) -> Vec<String> {
    let mut lines = vec![];
    if summary.created > 0 {
        lines.push(t.will_create(&t.0.grouped(summary.created), unit));
        lines.push(t.will_count());
    }
    if summary.updated > 0 {
        lines.push(t.will_update(&t.0.grouped(summary.updated)));
    }
    if summary.refused > 0 && !lines.is_empty() {
        lines.push(t.will_leave(&t.0.grouped(summary.refused)));
    }
    lines
}

pub async fn apply(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    actions::ask_to_apply(&mut work, &unit, &batch).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

pub async fn stop(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    actions::stop(&mut work, &unit, &batch).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Answer {
    encoding: String,
}

pub async fn answer_encoding(
    mut work: Work,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
    Form(answer): Form<Answer>,
) -> Result<Response, Problem> {
    let encoding = read_encoding(&answer.encoding, work.lang)
        .map_err(|message| Problem::mistake("encoding", message))?;
    actions::answer_encoding(&mut work, &unit, &batch, encoding).await?;
    let next = format!("/don-vi/{unit}/nhap/{batch}");
    Ok(work.finish(Answered::seen_at(next)).await?.into_response())
}

pub async fn marked(
    mut look: Look,
    Path((unit, batch)): Path<(UnitId, BatchId)>,
) -> Result<Response, Problem> {
    let (name, workbook) = actions::marked(&mut look, &unit, &batch).await?;
    Ok(attachment(&name, workbook))
}
