//! Cards and lists on paper and as files. Whatever leaves the screen is written in the audit book.

use super::list::Asked;
use crate::{
    READ, actions,
    reading::note_reading,
    rules::{self, Refusal},
    store::{self, ListedMember},
    texts::Texts,
};
use access::{Look, Scope};
use axum::{
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Lang, MembershipId, Source, UnitId, vietnamese::Sex};
use papers::{
    Broken, Cell, Column, Row, Signature,
    card::{self, Card},
    register::{self, ListPaper},
};
use platform::Problem;
use units::{Level, UnitBrief};

const PDF_ROWS_MOST: i64 = 2_000;
const XLSX_ROWS_MOST: i64 = 60_000;
const CARDS_MOST: i64 = 50;

const PDF: &str = "application/pdf";
const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// Setting pages takes a while, so it happens beside the requests.
async fn set(
    paper: impl FnOnce() -> Result<Vec<u8>, Broken> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    tokio::task::spawn_blocking(paper).await?.map_err(|broken| Problem::Broken(Box::new(broken)))
}

pub async fn card(mut look: Look, Path(id): Path<MembershipId>) -> Result<Response, Problem> {
    let scope = super::scope_of(&mut look, READ, &id).await?;
    let membership = store::membership(&mut look.tx, &scope, &id).await?;
    if !membership.is_current() {
        return Err(Refusal::NotCurrent.into());
    }
    let person = store::person(&mut look.tx, &scope, &membership.person).await?;
    let place = units::brief(&mut look.tx, &membership.unit, look.today).await?;
    let association = association(&mut look, &membership.unit).await?;
    let born = person.birth.map(|birth| birth.year().to_string()).unwrap_or_default();
    let since = membership.joined_on.short();
    let card = drawn(
        look.lang,
        association,
        &place,
        &person.full_name,
        &membership.card_number,
        born,
        since,
    );
    let object = actions::source(&id);
    note_reading(
        look,
        "members.print",
        &membership.unit,
        &object,
        serde_json::json!({ "as": "card" }),
    )
    .await?;
    let bytes = set(move || card::single(&card)).await?;
    Ok(file(PDF, "the-hoi-vien.pdf", bytes))
}

/// The code on a card says the card's number and the unit's code, and nothing about the person.
fn drawn(
    lang: Lang,
    association: String,
    unit: &UnitBrief,
    full_name: &str,
    number: &str,
    born: String,
    member_since: String,
) -> Card {
    Card {
        lang,
        association,
        unit: unit.full_name(lang),
        full_name: full_name.to_owned(),
        number: number.to_owned(),
        born,
        member_since,
        qr: format!("khuyenhoc:{number}:{}", unit.code),
    }
}

/// The association that issues a unit's papers: the commune's, or the unit's own above communes.
async fn association(look: &mut Look, unit: &UnitId) -> Result<String, Problem> {
    let path = units::path(&mut look.tx, unit, look.today).await?;
    let issuer = path.iter().find(|place| place.level == Level::Commune).or(path.last());
    let name = issuer.map(|place| place.association_name(look.lang)).unwrap_or_default();
    Ok(name.to_uppercase())
}

/// The rows that an address asks for, within what one file may hold.
async fn asked_rows(
    look: &mut Look,
    unit: &UnitId,
    asked: &Asked,
    most: i64,
) -> Result<(Scope, Vec<ListedMember>), Problem> {
    let scope = asked.scope(look, unit).await?;
    let sealer = look.site.sealer.clone();
    let rows =
        store::members_in(&mut look.tx, &scope, &sealer, &asked.filter(), None, most + 1).await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) > most {
        return Err(Refusal::TooManyRows { most }.into());
    }
    Ok((scope, rows))
}

pub async fn cards(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let scope = asked.scope(&mut look, &unit).await?;
    let sealer = look.site.sealer.clone();
    let after = Some(asked.sau.as_str()).filter(|place| !place.is_empty());
    let rows = store::members_in(&mut look.tx, &scope, &sealer, &asked.filter(), after, CARDS_MOST)
        .await?;
    let association = association(&mut look, scope.unit()).await?;
    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id.clone()).collect();
    let places = units::briefs(&mut look.tx, &ids, look.today).await?;
    let mut cards = vec![];
    for row in rows.iter().filter(|row| row.left_on.is_none()) {
        if let Some(place) = places.get(&row.unit_id) {
            let (born, since) = (born(row), row.joined_on.short());
            cards.push(drawn(
                look.lang,
                association.clone(),
                place,
                &row.full_name,
                &row.card_number,
                born,
                since,
            ));
        }
    }
    let details = serde_json::json!({ "as": "cards", "rows": cards.len() });
    let object = Source::of("members.list", scope.unit());
    note_reading(look, "members.print", scope.unit(), &object, details).await?;
    let bytes = set(move || card::pdf(&cards)).await?;
    Ok(file(PDF, "the-hoi-vien.pdf", bytes))
}

fn born(row: &ListedMember) -> String {
    rules::birth_of(&row.birth).map(|birth| birth.year().to_string()).unwrap_or_default()
}

pub async fn workbook(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (scope, rows) = asked_rows(&mut look, &unit, &asked, XLSX_ROWS_MOST).await?;
    let (name, list) = list_paper(&mut look, &scope, rows).await?;
    note_list(look, &scope, "xlsx", list.rows.len()).await?;
    let bytes = set(move || register::xlsx(&list)).await?;
    Ok(file(XLSX, &format!("hoi-vien-{name}.xlsx"), bytes))
}

/// The same rows as plain text, for other programs.
pub async fn text(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (scope, rows) = asked_rows(&mut look, &unit, &asked, XLSX_ROWS_MOST).await?;
    let (name, list) = list_paper(&mut look, &scope, rows).await?;
    note_list(look, &scope, "csv", list.rows.len()).await?;
    let bytes = set(move || register::csv(&list)).await?;
    Ok(file(CSV, &format!("hoi-vien-{name}.csv"), bytes))
}

pub async fn printed(
    mut look: Look,
    Path(unit): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (scope, rows) = asked_rows(&mut look, &unit, &asked, PDF_ROWS_MOST).await?;
    let (name, list) = list_paper(&mut look, &scope, rows).await?;
    note_list(look, &scope, "pdf", list.rows.len()).await?;
    let bytes = set(move || register::pdf(&list)).await?;
    Ok(file(PDF, &format!("hoi-vien-{name}.pdf"), bytes))
}

async fn note_list(look: Look, scope: &Scope, form: &str, rows: usize) -> Result<(), Problem> {
    let details = serde_json::json!({ "as": form, "rows": rows });
    let object = Source::of("members.list", scope.unit());
    note_reading(look, "members.print", scope.unit(), &object, details).await
}

/// The list as a paper, and the unit's code for the file's name.
async fn list_paper(
    look: &mut Look,
    scope: &Scope,
    rows: Vec<ListedMember>,
) -> Result<(String, ListPaper), Problem> {
    let (t, lang) = (Texts(look.lang), look.lang);
    let place = units::brief(&mut look.tx, scope.unit(), look.today).await?;
    let ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id.clone()).collect();
    let places = units::briefs(&mut look.tx, &ids, look.today).await?;
    let count = lang.grouped(i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let sex =
        |row: &ListedMember| row.sex.parse::<Sex>().map(|sex| sex.say(lang)).unwrap_or_default();
    let row = |row: &ListedMember| {
        let unit = places.get(&row.unit_id).map(|unit| unit.full_name(lang)).unwrap_or_default();
        Row::plain([
            Cell::words(&row.full_name),
            Cell::words(rules::birth_of(&row.birth).map(|birth| birth.short()).unwrap_or_default()),
            Cell::words(sex(row)),
            Cell::words(&row.ethnicity),
            Cell::words(unit),
            Cell::words(&row.card_number),
            Cell::words(row.joined_on.short()),
        ])
    };
    let list = ListPaper {
        lang,
        issuer: place.association_name(lang).to_uppercase(),
        title: t.list_title(),
        subtitle: t.list_subtitle(&look.today.official(lang), &count),
        columns: vec![
            Column::words(t.full_name(), 6),
            Column::marks(t.birth(), 3),
            Column::marks(t.sex(), 2),
            Column::words(t.ethnicity(), 2),
            Column::words(t.unit(), 6),
            Column::words(t.card_number(), 4),
            Column::marks(t.joined_on(), 3),
        ],
        rows: rows.iter().map(row).collect(),
        signatures: vec![
            Signature { office: vec![t.list_writer()], name: String::new() },
            Signature { office: vec![t.list_head()], name: String::new() },
        ],
    };
    Ok((place.code, list))
}
