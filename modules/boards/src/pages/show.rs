//! One board as a page, on the wall of the meeting room, and as a file.

use crate::{
    board::{self, Asked, Board, Row},
    files::{self, Format},
    rules::{Refusal, STEPS},
    texts::Texts,
};
use access::Look;
use askama::Template;
use axum::{
    extract::Query,
    http::header,
    response::{Html, IntoResponse, Response},
};
use counts::{Amount, Definition, Kind, READ_FIGURES, UNUSUAL_FLOOR, UNUSUAL_PERCENT};
use kernel::{Day, UnitId};
use platform::{
    Problem,
    web::{
        self, Rail, Shell,
        chart::{Chart, Drawing},
    },
};

/// What a board's address says.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Address {
    #[serde(rename = "don-vi")]
    unit: Option<UnitId>,
    ky: String,
    #[serde(rename = "dia-gioi")]
    dia_gioi: String,
    #[serde(rename = "chi-tieu")]
    chi_tieu: String,
    tu: String,
    den: String,
    dang: String,
    dung: String,
}

/// What a new visitor sees first.
const FIRST_INDICATOR: &str = "members";

struct Tile {
    name: String,
    said: String,
    step: usize,
    /// As many dots as the step, and the rest hollow: nobody has to tell colours apart.
    dots: String,
    change: String,
    link: String,
}

struct Line {
    rank: String,
    name: String,
    link: String,
    now: String,
    before: String,
    change: String,
    unusual: bool,
    /// The sentence, and the report that it stands in.
    reason: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    shell: Shell,
    t: Texts,
    standing: String,
    lead: String,
    total: String,
    elsewhere: String,
    silent: String,
    tiles: Vec<Tile>,
    lines: Vec<Line>,
    distribution: Drawing,
    trend: Drawing,
    unusual_hint: String,
    has_reasons: bool,
    between: String,
    chosen: Vec<(String, String)>,
    number_hint: String,
    tu: String,
    den: String,
    unit: String,
    ky: String,
    dia_gioi: String,
    chi_tieu: String,
    choices: Vec<(String, String)>,
    files: Vec<(String, String)>,
    screen: String,
}

#[derive(Template)]
#[template(path = "screen.html")]
struct ScreenPage {
    shell: Shell,
    t: Texts,
    standing: String,
    total: String,
    lead: String,
    tiles: Vec<Tile>,
    reasons: Vec<(String, String)>,
    trend: Drawing,
    back: String,
    hold: String,
    turning: String,
}

impl Address {
    async fn asked(&self, look: &mut Look) -> Result<Asked, Problem> {
        let unit = match &self.unit {
            Some(unit) => unit.clone(),
            None => look.unit().await?,
        };
        let (from, until) = (height(&self.tu)?, height(&self.den)?);
        let definition = counts::definition(&mut look.tx, self.indicator()).await?;
        let scale = if definition.kind == Kind::Ratio { 1 } else { 100 };
        Ok(Asked {
            unit,
            indicator: definition.code,
            period: reports::period(&self.period(look.today))?,
            boundaries: reports::boundaries(&self.dia_gioi, look.today)?,
            from: from.map(|height| height / scale),
            until: until.map(|height| height / scale),
        })
    }

    fn indicator(&self) -> &str {
        if self.chi_tieu.is_empty() { FIRST_INDICATOR } else { &self.chi_tieu }
    }

    fn period(&self, today: Day) -> String {
        if self.ky.is_empty() {
            kernel::Period::last_half_year(today).to_string()
        } else {
            self.ky.clone()
        }
    }
}

/// What was typed, in hundredths: `28,5` is 2850. Nothing where nothing was typed.
fn height(typed: &str) -> Result<Option<i64>, Refusal> {
    let refusal = || Refusal::NotANumber { typed: typed.to_owned() };
    let typed = typed.trim().trim_end_matches('%').trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, decimals) = match typed.rsplit_once([',', '.']) {
        // Three digits after a point are thousands: 1.200.
        Some((_, thousands)) if thousands.len() == 3 => (typed, ""),
        Some((whole, decimals)) => (whole, decimals),
        None => (typed, ""),
    };
    if 2 < decimals.len() || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(refusal());
    }
    let plain: String = whole.chars().filter(|sign| !matches!(sign, '.' | ',' | ' ')).collect();
    let whole: i64 = plain.parse().map_err(|_| refusal())?;
    let hundredths: i64 = format!("{decimals:0<2}").parse().map_err(|_| refusal())?;
    let sign = if plain.starts_with('-') { -1 } else { 1 };
    let height = whole.checked_mul(100).and_then(|high| high.checked_add(sign * hundredths));
    height.map(Some).ok_or_else(refusal)
}

pub(super) async fn show_board(
    mut look: Look,
    Query(address): Query<Address>,
) -> Result<Html<String>, Problem> {
    let asked = address.asked(&mut look).await?;
    let board = board::read(&mut look, &asked).await?;
    let t = Texts(look.lang);
    let choices = choices(&mut look, &board).await?;
    let here = address_of(&board, &address.dia_gioi);
    let file =
        |format: &str, name: &str| (t.download(name), format!("/bang/tep?{here}&dang={format}"));
    let crumbs = super::crumbs(&mut look, &board.unit.id, board.boundaries).await?;
    web::page(BoardPage {
        shell: look.shell(board.title()).await?.at(Rail::Reports).crumbs(crumbs),
        t,
        standing: board.standing(),
        lead: lead(&board, t),
        total: total(&board, t),
        elsewhere: match board.elsewhere {
            0 => String::new(),
            rest => t.elsewhere_is(&look.lang.grouped(rest)),
        },
        silent: silent(&board, t),
        tiles: tiles(&board, &address.dia_gioi),
        lines: board.ranking().into_iter().map(|row| line(&board, row)).collect(),
        distribution: distribution(&board, t),
        trend: trend(&board, t),
        has_reasons: board.rows.iter().any(|row| row.reason.is_some()),
        unusual_hint: t.unusual_hint(UNUSUAL_PERCENT, UNUSUAL_FLOOR),
        between: match board.between {
            Some(_) => t.so_many_between(board.chosen().len(), board.rows.len()),
            None => String::new(),
        },
        chosen: board
            .chosen()
            .into_iter()
            .map(|row| {
                let said = row.amount.map(|amount| board.say(amount)).unwrap_or_default();
                (row.unit.full_name(board.lang), said)
            })
            .collect(),
        number_hint: if board.definition.kind == Kind::Ratio {
            t.percent_hint()
        } else {
            t.number_hint()
        },
        unit: board.unit.id.to_string(),
        ky: board.period.to_string(),
        dia_gioi: address.dia_gioi.clone(),
        chi_tieu: board.definition.code.clone(),
        choices,
        files: vec![file("xlsx", "Excel"), file("csv", "CSV"), file("pdf", "PDF")],
        screen: format!("/bang/man-hinh?{here}"),
        tu: address.tu,
        den: address.den,
    })
}

/// How long the wall shows one board.
const SECONDS_A_BOARD: u32 = 30;

/// A board for the meeting room: large, without a menu, and turning to the next by itself.
pub(super) async fn show_screen(
    mut look: Look,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let asked = address.asked(&mut look).await?;
    let board = board::read(&mut look, &asked).await?;
    let t = Texts(look.lang);
    let here = address_of(&board, &address.dia_gioi);
    let next = next_indicator(&mut look, &board).await?;
    let page = web::page(ScreenPage {
        shell: look.shell(board.title()).await?.at(Rail::Reports),
        t,
        standing: board.standing(),
        total: total(&board, t),
        lead: lead(&board, t),
        tiles: tiles(&board, &address.dia_gioi),
        reasons: reasons(&board),
        trend: trend(&board, t),
        back: format!("/bang?{here}"),
        hold: format!("/bang/man-hinh?{here}&dung=1"),
        turning: if address.dung.is_empty() {
            t.turns_by_itself(SECONDS_A_BOARD)
        } else {
            String::new()
        },
    })?;
    let dia_gioi = if address.dia_gioi.is_empty() { "now" } else { &address.dia_gioi };
    let next = if address.dung.is_empty() { next } else { board.definition.code.clone() };
    let after = format!(
        "{SECONDS_A_BOARD}; url=/bang/man-hinh?don-vi={}&ky={}&dia-gioi={dia_gioi}&chi-tieu={next}&dung={}",
        board.unit.id, board.period, address.dung
    );
    Ok(([(header::REFRESH, after)], page).into_response())
}

pub(super) async fn download(
    mut look: Look,
    Query(address): Query<Address>,
) -> Result<Response, Problem> {
    let asked = address.asked(&mut look).await?;
    let board = board::read(&mut look, &asked).await?;
    let format = Format::read(&address.dang)?;
    drop(look);
    let name = format!("bang-{}-{}-{}", board.definition.code, board.unit.code, board.period);
    super::sent(files::list(&board), format, &name).await
}

fn address_of(board: &Board, dia_gioi: &str) -> String {
    let geography = if dia_gioi.is_empty() { "now" } else { dia_gioi };
    format!(
        "don-vi={}&ky={}&dia-gioi={geography}&chi-tieu={}",
        board.unit.id, board.period, board.definition.code
    )
}

/// The indicators that the units below can be compared by, those that are kept here first.
async fn can_be_shown(look: &mut Look, board: &Board) -> Result<Vec<Definition>, Problem> {
    let mut all = counts::catalogue(&mut look.tx).await?;
    all.retain(|one| {
        one.kind != Kind::Distinct && one.retired_on.is_none_or(|day| look.today < day)
    });
    let mut shown = vec![];
    for one in all {
        let is_ours = match &one.owner {
            None => true,
            Some(owner) => {
                units::is_within(&mut look.tx, &board.unit.id, owner, look.today).await?
                    || look.may(READ_FIGURES, owner).await?
            }
        };
        if is_ours {
            shown.push(one);
        }
    }
    Ok(shown)
}

async fn choices(look: &mut Look, board: &Board) -> Result<Vec<(String, String)>, Problem> {
    let lang = look.lang;
    let shown = can_be_shown(look, board).await?;
    Ok(shown.into_iter().map(|one| (one.code.clone(), one.label(lang).to_owned())).collect())
}

/// The next indicator that somebody has reported on, round and round.
async fn next_indicator(look: &mut Look, board: &Board) -> Result<String, Problem> {
    let shown = can_be_shown(look, board).await?;
    let here = shown.iter().position(|one| one.code == board.definition.code).unwrap_or(0);
    let within = units::Subtree { unit: board.unit.id.clone(), boundaries: board.boundaries };
    let codes: Vec<&str> = shown.iter().map(|one| one.code.as_str()).collect();
    let known = counts::reported(&mut look.tx, &within, board.period, &codes).await?;
    let after = codes.iter().cycle().skip(here + 1).take(codes.len());
    let next = after.copied().find(|code| known.contains(*code));
    Ok(next.unwrap_or(&board.definition.code).to_owned())
}

fn lead(board: &Board, t: Texts) -> String {
    t.lead(board.rows.len() - board.silent().len(), board.rows.len())
}

fn total(board: &Board, t: Texts) -> String {
    let measure = board.definition.measure(board.lang);
    let said = |total| match board.definition.kind {
        Kind::Ratio => t.share_of_all(&board.say(total)),
        _ => t.total_is(&board.say(total), measure),
    };
    board.total.map(said).unwrap_or_default()
}

fn silent(board: &Board, t: Texts) -> String {
    let names: Vec<String> =
        board.silent().into_iter().map(|row| row.unit.full_name(board.lang)).collect();
    if names.is_empty() { String::new() } else { t.silent(&names.join(", ")) }
}

fn tiles(board: &Board, dia_gioi: &str) -> Vec<Tile> {
    let t = Texts(board.lang);
    let tile = |row: &Row| Tile {
        name: row.unit.full_name(board.lang),
        said: row.amount.map_or_else(|| t.no_figure(), |amount| board.say(amount)),
        step: row.step,
        dots: if row.step == 0 {
            String::new()
        } else {
            "●".repeat(row.step) + &"○".repeat(STEPS - row.step)
        },
        change: if row.unusual { t.unusual() } else { String::new() },
        link: format!(
            "/giai-trinh/{}?don-vi={}&ky={}&dia-gioi={}&ve=bang&tai={}",
            board.definition.code,
            row.unit.id,
            board.period,
            if dia_gioi.is_empty() { "now" } else { dia_gioi },
            board.unit.id
        ),
    };
    board.rows.iter().map(tile).collect()
}

fn line(board: &Board, row: &Row) -> Line {
    let t = Texts(board.lang);
    let say =
        |amount: Option<Amount>| amount.map_or_else(|| t.no_figure(), |amount| board.say(amount));
    Line {
        rank: row.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        name: row.unit.full_name(board.lang),
        link: format!("/don-vi/{}", row.unit.id),
        now: say(row.amount),
        before: say(row.before),
        change: change(board, row),
        unusual: row.unusual,
        reason: row.reason.as_ref().map(|said| (said.reason.clone(), snapshot_link(said))),
    }
}

/// What unusual units have said, in the order of the ranking.
fn reasons(board: &Board) -> Vec<(String, String)> {
    let said = |row: &Row| {
        let reason = row.reason.as_ref()?.reason.clone();
        Some((row.unit.full_name(board.lang), reason))
    };
    board.ranking().into_iter().filter_map(said).collect()
}

fn snapshot_link(said: &reports::periods::Below) -> String {
    format!("/bao-cao/ban-chup/{}", said.snapshot)
}

/// How much more or less than a year before, in percent of it.
fn change(board: &Board, row: &Row) -> String {
    let Some((now, before)) = row.amount.zip(row.before) else { return String::new() };
    let (now, before) = (now.height(), before.height());
    if before == 0 {
        return String::new();
    }
    let by = now.saturating_sub(before);
    let share = reports::percent(by.saturating_abs(), before.saturating_abs(), 1, board.lang);
    match by {
        0 => share,
        1.. => format!("+{share}"),
        _ => format!("−{share}"),
    }
}

fn distribution(board: &Board, t: Texts) -> Drawing {
    let rows: Vec<(String, i64)> = board
        .distribution()
        .into_iter()
        .map(|class| {
            let label = t.class(&board.say_height(class.from), &board.say_height(class.until));
            (label, i64::try_from(class.units).unwrap_or(i64::MAX))
        })
        .collect();
    Chart::new(board.lang, t.distribution(), t.number_of_units()).bars(&rows)
}

fn trend(board: &Board, t: Texts) -> Drawing {
    let points: Vec<(String, Option<i64>)> = board
        .trend
        .iter()
        .map(|(period, amount)| (period.say(board.lang), amount.map(|amount| amount.height())))
        .collect();
    let chart = Chart::new(board.lang, t.trend(), board.definition.measure(board.lang));
    let chart = if board.definition.kind == Kind::Ratio { chart.in_hundredths() } else { chart };
    chart.line(&points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_may_be_typed_the_way_people_write_numbers() {
        for (typed, hundredths) in [
            ("1.200", 120_000),
            ("1200", 120_000),
            ("28,5", 2_850),
            ("28.5%", 2_850),
            ("28,33", 2_833),
            ("-3", -300),
            ("-3,5", -350),
            ("1.234.567", 123_456_700),
        ] {
            assert_eq!(height(typed), Ok(Some(hundredths)), "{typed}");
        }
        assert_eq!(height("  "), Ok(None));
        for typed in ["nhiều", "1,2345", "9999999999999999999", "1e3", "--2"] {
            assert!(height(typed).is_err(), "{typed}");
        }
    }
}
