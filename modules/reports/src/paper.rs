//! The report as an official paper.

use crate::{
    periods,
    report::{Line, Report, SectionText},
    show,
    template::Piece,
    texts::Texts,
};
use counts::{Kind, Missing};
use kernel::{Lang, vietnamese::date};
use papers::{Block, Cell, Column, Number, Paper, Row, Run, Signature, Table};

/// The numbers of the sections that are shown, so that none seems to be missing.
const ROMAN: [&str; 12] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// How many units a note names before it says how many more there are.
pub(crate) const NAMES_MAX: usize = 40;

pub fn of(report: &Report) -> Paper {
    let t = Texts(report.lang);
    let mut blocks = vec![];
    for section in &report.sections {
        add_section(&mut blocks, report, section);
    }
    Paper {
        lang: report.lang,
        issuer_above: issuer_above(report),
        issuer: report.unit.association_name(report.lang).to_uppercase(),
        number: number(report),
        place_and_day: place_and_day(report),
        kind: t.kind(),
        subject: report.form.title(report.lang, report.period),
        standing: Some(t.live()),
        blocks,
        signature: signature(report),
        recipients: recipients(report),
        notes: notes(report),
        site: Some(report.site.clone()).filter(|site| !site.is_empty()),
        seal: None,
    }
}

fn issuer_above(report: &Report) -> String {
    match &report.above {
        Some(above) if above.level != units::Level::Nation => {
            above.association_name(report.lang).to_uppercase()
        }
        _ => Texts(report.lang).national_association(),
    }
}

fn number(report: &Report) -> String {
    let number =
        if report.front.number.is_empty() { "       /BC-HKH" } else { &report.front.number };
    format!("{}: {number}", report.lang.choose("Số", "No."))
}

/// The place and day of signing; without them, today and the unit's own name.
fn place_and_day(report: &Report) -> String {
    let place = if report.front.place.is_empty() { &report.unit.name } else { &report.front.place };
    let day = report.front.signed_on.unwrap_or(report.today);
    match report.lang {
        Lang::Vi => date::official_line(place, day),
        Lang::En => format!("{place}, {}", day.official(Lang::En)),
    }
}

fn signature(report: &Report) -> Signature {
    let office = match report.front.office.as_str() {
        "" => {
            report.lang.choose("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH", "FOR THE STANDING COMMITTEE\nCHAIR")
        }
        office => office,
    };
    Signature {
        office: office.lines().map(str::to_owned).collect(),
        name: report.front.signer.clone(),
    }
}

fn recipients(report: &Report) -> Vec<String> {
    let t = Texts(report.lang);
    match report.front.recipients.as_str() {
        "" => vec![addressee(report), t.archive()],
        recipients => recipients.lines().map(str::to_owned).collect(),
    }
}

/// Whom the report goes to unless somebody says otherwise: the body above.
fn addressee(report: &Report) -> String {
    match &report.above {
        Some(above) if above.level != units::Level::Nation => above.association_name(report.lang),
        _ => Texts(report.lang).national_association_name(),
    }
}

fn add_section(blocks: &mut Vec<Block>, report: &Report, section: &SectionText) {
    let known: Vec<&Line> = section
        .lines
        .iter()
        .map(|place| &report.lines[*place])
        .filter(|line| is_known(line))
        .collect();
    if section.sentences.is_empty() && section.written.is_empty() && known.is_empty() {
        return;
    }
    let number =
        ROMAN[blocks.iter().filter(|block| matches!(block, Block::Heading { .. })).count()
            % ROMAN.len()];
    blocks.push(Block::heading(1, format!("{number}. {}", section.heading)));
    if !section.sentences.is_empty() {
        let mut runs = vec![];
        for sentence in &section.sentences {
            if !runs.is_empty() {
                runs.push(Run::plain(" "));
            }
            runs.extend(sentence.iter().map(|piece| run(report, piece)));
        }
        blocks.push(Block::paragraph(runs));
    }
    for paragraph in &section.written {
        match paragraph.strip_prefix("- ") {
            Some(item) => add_item(blocks, item),
            None => blocks.push(Block::sentence(paragraph.clone())),
        }
    }
    if !known.is_empty() {
        blocks.push(Block::Table(table(report, section, &known)));
        blocks.extend(periods::reason_blocks(report, &known));
    }
}

/// Lines that begin with a dash are one list.
fn add_item(blocks: &mut Vec<Block>, item: &str) {
    let item = vec![Run::plain(item)];
    match blocks.last_mut() {
        Some(Block::List { items }) => items.push(item),
        _ => blocks.push(Block::list([item])),
    }
}

/// A line that nobody has ever reported is left out of the papers, and so is a zero of the few who
/// keep a register while the others are silent; JSON and the sources still tell of both.
fn is_known(line: &Line) -> bool {
    let figure = &line.figure;
    if figure.value == Some(0) && !figure.missing.is_empty() {
        return false;
    }
    let ratio = figure.numerator.is_some() && figure.denominator.is_some();
    figure.value.is_some()
        || figure.worded.is_some()
        || ratio
        || line.previous.is_some()
        || line.target.is_some()
}

fn run(report: &Report, piece: &Piece) -> Run {
    match piece {
        Piece::Words(text) => Run::plain(text.clone()),
        Piece::Figure { indicator, text } => {
            Run::bold(text.clone()).linked(report.sources_of(indicator))
        }
    }
}

fn table(report: &Report, section: &SectionText, lines: &[&Line]) -> Table {
    let t = Texts(report.lang);
    let has_previous = lines.iter().any(|line| line.previous.is_some());
    let has_target = lines.iter().any(|line| line.target.is_some());
    let mut columns = vec![
        Column::words(t.indicator(), 40),
        Column::marks(t.measure(), 14),
        Column::figures(t.this_period(), 18),
    ];
    if has_previous {
        let before = report.form.kind.before_label(report.period, report.lang);
        columns.push(Column::figures(before, 18));
        columns.push(Column::figures(t.change(), 14));
    }
    if has_target {
        columns.push(Column::figures(t.target(), 16));
    }
    columns.push(Column::figures(t.declared_share(), 13));
    let rows = lines.iter().map(|line| {
        let mut cells = vec![
            Cell::words(line.figure.definition.label(report.lang)),
            Cell::words(line.figure.definition.measure(report.lang)),
            this_period(report, line),
        ];
        if has_previous {
            cells.push(optional(line.previous, report.lang));
            cells.push(signed(line.change(), report.lang));
        }
        if has_target {
            cells.push(optional(line.target, report.lang));
        }
        cells.push(declared(line, report.lang));
        Row::plain(cells)
    });
    Table { caption: t.table_caption(&section.heading), columns, rows: rows.collect() }
}

fn this_period(report: &Report, line: &Line) -> Cell {
    let figure = &line.figure;
    let Some(text) = show::in_cell(figure, report.lang) else {
        return Cell::words(Texts(report.lang).no_figure());
    };
    let cell = match (figure.definition.kind, figure.value) {
        (Kind::Ratio, _) => Cell::words(text),
        (_, Some(value)) => Cell::figure(text, Number { value, decimals: 0 }),
        (_, None) => Cell::words(text),
    };
    cell.linked(report.sources_of(&figure.definition.code))
}

fn optional(value: Option<i64>, lang: Lang) -> Cell {
    match value {
        Some(value) => Cell::figure(lang.grouped(value), Number { value, decimals: 0 }),
        None => Cell::words(""),
    }
}

fn signed(value: Option<i64>, lang: Lang) -> Cell {
    match value {
        Some(value) if value > 0 => Cell::words(format!("+{}", lang.grouped(value))),
        value => optional(value, lang),
    }
}

fn declared(line: &Line, lang: Lang) -> Cell {
    match line.figure.value {
        Some(value) if value != 0 && line.figure.declared != 0 => {
            Cell::words(show::percent(line.figure.declared, value, 1, lang))
        }
        _ => Cell::words(""),
    }
}

fn notes(report: &Report) -> Vec<String> {
    let t = Texts(report.lang);
    let mut notes = vec![];
    if report.boundaries != report.today {
        notes.push(t.boundaries_note(&report.boundaries.short()));
    }
    for line in report.lines.iter().filter(|line| line.figure.definition.kind == Kind::Ratio) {
        let figure = &line.figure;
        let (Some(numerator), Some(denominator), Some(base)) =
            (figure.numerator, figure.denominator, &figure.base)
        else {
            continue;
        };
        notes.push(t.base_note(
            figure.definition.label(report.lang),
            &report.lang.grouped(numerator),
            &report.lang.grouped(denominator),
            &base.basis,
        ));
    }
    for (line, census) in report.on_census() {
        let numerator = line.figure.numerator.unwrap_or(0);
        notes.push(t.census_note(
            line.figure.definition.label(report.lang),
            &census.basis,
            &report.lang.grouped(census.population),
            &show::percent(numerator, census.population, 2, report.lang),
        ));
    }
    for line in report.lines.iter().filter(|line| line.counted_anew) {
        let label = line.figure.definition.label(report.lang);
        notes.push(match line.figure.amount() {
            Some(_) => t.counted_anew_note(label),
            None => t.left_out_note(label),
        });
    }
    if !report.silent.is_empty() {
        notes.push(t.silent_note(report.silent.len(), &names(&report.silent, report.lang)));
    }
    for line in &report.lines {
        let figure = &line.figure;
        let own: Vec<Missing> =
            figure.missing.iter().filter(|unit| !report.silent.contains(unit)).cloned().collect();
        if figure.value.is_some() && is_known(line) && !own.is_empty() {
            let label = figure.definition.label(report.lang);
            notes.push(t.missing_note(label, own.len(), &names(&own, report.lang)));
        }
    }
    if !report.undivided.is_empty() {
        let named: Vec<String> =
            report.undivided.iter().map(|unit| unit.full_name(report.lang)).collect();
        notes.push(t.undivided_note(&joined(&named, report.lang)));
    }
    notes
}

fn names(units: &[Missing], lang: Lang) -> String {
    let named: Vec<String> =
        units.iter().map(|unit| lang.choose(&unit.name, &unit.name_en).clone()).collect();
    joined(&named, lang)
}

fn joined(names: &[String], lang: Lang) -> String {
    let shown = names[..names.len().min(NAMES_MAX)].join(", ");
    match names.len().checked_sub(NAMES_MAX) {
        Some(more) if more > 0 => Texts(lang).and_others(&shown, more),
        _ => shown,
    }
}
