//! Biên bản kỳ họp.

use super::roman;
use crate::{
    rules::{self, Attendance, Term},
    store::meetings::{Meeting, Resolution},
    texts::Texts,
    words::Presence,
};
use kernel::{Lang, vietnamese::date};
use papers::{Block, Cell, Column, Paper, Row, Signature, Table};

/// A session with all that the minutes say of it.
pub struct Minutes<'a> {
    pub association: String,
    pub above: String,
    /// Where the paper was written, unless the session says so.
    pub unit_name: &'a str,
    pub term: &'a Term,
    pub meeting: &'a Meeting,
    /// Name, office, and whether they came.
    pub roll: &'a [(String, String, Option<Presence>)],
    pub attendance: Attendance,
    pub resolutions: &'a [Resolution],
    pub site: &'a str,
}

pub fn of_minutes(minutes: &Minutes<'_>, lang: Lang) -> Paper {
    let (t, meeting) = (Texts(lang), minutes.meeting);
    let mut place = 0;
    let mut blocks = vec![];
    let mut heading = |blocks: &mut Vec<Block>, words: String| {
        blocks.push(Block::heading(1, format!("{}. {words}", roman(place))));
        place += 1;
    };
    heading(&mut blocks, t.when_and_where());
    let at = if meeting.place.is_empty() { minutes.unit_name } else { &meeting.place };
    blocks.push(Block::sentence(t.held_on_at(&meeting.held_on.official(lang), at)));
    for (label, name) in [(t.chair(), &meeting.chair), (t.secretary(), &meeting.secretary)] {
        if !name.is_empty() {
            blocks.push(Block::sentence(format!("{label}: {name}.")));
        }
    }
    heading(&mut blocks, t.attendance());
    blocks.push(Block::sentence(attendance(minutes, t)));
    if !minutes.roll.is_empty() {
        blocks.push(Block::Table(roll(minutes, t)));
    }
    if !meeting.agenda.is_empty() {
        heading(&mut blocks, t.agenda());
        blocks.extend(meeting.agenda.lines().map(Block::sentence));
    }
    if !meeting.discussion.is_empty() {
        heading(&mut blocks, t.discussion());
        blocks.extend(meeting.discussion.lines().map(Block::sentence));
    }
    if !minutes.resolutions.is_empty() {
        heading(&mut blocks, t.resolutions());
        for one in minutes.resolutions {
            blocks.push(Block::heading(2, resolution_title(one, t)));
            blocks.extend(one.body_text.lines().map(Block::sentence));
            blocks.push(Block::sentence(votes(one, t)));
        }
    }
    Paper {
        lang,
        issuer_above: minutes.above.to_uppercase(),
        issuer: minutes.association.to_uppercase(),
        number: format!("{}:       /BB-HKH", lang.choose("Số", "No.")),
        place_and_day: match lang {
            Lang::Vi => date::official_line(minutes.unit_name, meeting.held_on),
            Lang::En => format!("{}, {}", minutes.unit_name, meeting.held_on.official(lang)),
        },
        kind: t.paper_kind(),
        subject: title(meeting, minutes.term, lang),
        standing: None,
        blocks,
        signature: Signature {
            office: vec![t.chair().to_uppercase()],
            name: meeting.chair.clone(),
        },
        recipients: vec![minutes.above.clone(), t.paper_archive()],
        notes: vec![],
        site: Some(minutes.site.to_owned()).filter(|site| !site.is_empty()),
        seal: None,
    }
}

/// `Hội nghị Ban thường vụ kỳ họp thứ 9, nhiệm kỳ 2014–2019`
pub fn title(meeting: &Meeting, term: &Term, lang: Lang) -> String {
    Texts(lang).session_title(&meeting.body().say(lang), meeting.number, &term.years())
}

pub fn resolution_title(resolution: &Resolution, t: Texts) -> String {
    match resolution.paper_number.as_str() {
        "" => t.resolution_number(resolution.number),
        paper => t.resolution_with_paper(resolution.number, paper),
    }
}

pub fn votes(resolution: &Resolution, t: Texts) -> String {
    t.votes_said(
        &resolution.outcome().say(t.0),
        resolution.votes_for,
        resolution.votes_against,
        resolution.votes_abstained,
    )
}

fn attendance(minutes: &Minutes<'_>, t: Texts) -> String {
    let sum = minutes.attendance;
    if !sum.is_noted() {
        return t.attendance_not_noted();
    }
    let meeting = minutes.meeting;
    let needed = rules::needed(sum.members, meeting.quorum_part, meeting.quorum_whole);
    let said = t.attendance_said(sum.present, sum.members, sum.excused, sum.absent);
    let quorum = if sum.present < needed { t.quorum_missing(needed) } else { t.quorum_met(needed) };
    format!("{said} {quorum}")
}

fn roll(minutes: &Minutes<'_>, t: Texts) -> Table {
    let rows = minutes.roll.iter().enumerate().map(|(place, (name, office, presence))| {
        Row::plain([
            Cell::words((place + 1).to_string()),
            Cell::words(name),
            Cell::words(office),
            Cell::words(presence.map(|one| one.say(t.0)).unwrap_or_default()),
        ])
    });
    Table {
        caption: String::new(),
        columns: vec![
            Column::marks(t.row_number(), 1),
            Column::words(t.full_name(), 4),
            Column::words(t.post(), 4),
            Column::words(t.presence(), 3),
        ],
        rows: rows.collect(),
    }
}
