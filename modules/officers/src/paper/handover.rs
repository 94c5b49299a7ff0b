//! Biên bản bàn giao.

use super::roman;
use crate::{
    document::Document,
    store::handovers::{Scan, Signature},
    texts::Texts,
    words::Side,
};
use kernel::{Lang, Moment, vietnamese::date};
use papers::{Block, Cell, Column, Paper, Row, Run, Signature as Signs, Table};
use std::iter;

/// What has been put under a document.
#[derive(Debug, Clone, Default)]
pub struct Signed<'a> {
    pub hash: &'a str,
    pub signatures: &'a [Signature],
    pub scan: Option<&'a Scan>,
    pub done_at: Option<Moment>,
    /// Nobody can sign it: it only shows what there would be to hand over.
    pub is_look_ahead: bool,
}

pub fn of_handover(document: &Document, signed: &Signed<'_>, lang: Lang, site: &str) -> Paper {
    let t = Texts(lang);
    let mut blocks = vec![parties(document, t)];
    if !document.decision.is_empty() {
        blocks.push(Block::sentence(t.paper_by_decision(&document.decision)));
    }
    let mut place = 0;
    for section in document.drawn.of(lang) {
        blocks.push(Block::heading(1, format!("{}. {}", roman(place), section.heading)));
        let rows = section.lines.iter().map(|line| {
            let label = Cell::words(&line.label);
            let label = if line.link.is_empty() { label } else { label.linked(&line.link) };
            Row::plain([label, Cell::words(&line.value)])
        });
        blocks.push(Block::Table(Table {
            caption: String::new(),
            columns: vec![Column::words(t.paper_what(), 6), Column::words(t.paper_how_it_is(), 4)],
            rows: rows.collect(),
        }));
        place += 1;
    }
    let undone = document.drawn.undone(lang);
    if !undone.is_empty() {
        blocks.push(Block::heading(1, format!("{}. {}", roman(place), t.paper_undone())));
        blocks.push(Block::list(undone.into_iter().map(|why| vec![Run::plain(why)])));
        place += 1;
    }
    let remarks = remarks(signed, t);
    if !remarks.is_empty() {
        blocks.push(Block::heading(1, format!("{}. {}", roman(place), t.paper_remarks())));
        blocks.push(Block::list(remarks));
        place += 1;
    }
    blocks.push(Block::heading(1, format!("{}. {}", roman(place), t.paper_statement())));
    blocks.push(Block::sentence(t.paper_statement_text()));
    blocks.push(Block::Table(signatures(document, signed, t)));
    Paper {
        lang,
        issuer_above: document.above.in_lang(lang).to_uppercase(),
        issuer: document.association.in_lang(lang).to_uppercase(),
        number: format!("{}:       /BB-HKH", lang.choose("Số", "No.")),
        place_and_day: match lang {
            Lang::Vi => date::official_line(&document.place, document.drawn_on),
            Lang::En => format!("{}, {}", document.place, document.drawn_on.official(Lang::En)),
        },
        kind: t.paper_kind(),
        subject: t.paper_subject(document.office.in_lang(lang)),
        standing: standing(signed, t),
        blocks,
        signature: Signs { office: vec![t.paper_confirmed_above()], name: String::new() },
        recipients: vec![
            document.above.in_lang(lang).to_owned(),
            t.paper_both_sides(),
            t.paper_archive(),
        ],
        notes: vec![t.paper_hash(), signed.hash.to_owned()],
        site: Some(site.to_owned()).filter(|site| !site.is_empty()),
        seal: None,
    }
}

fn parties(document: &Document, t: Texts) -> Block {
    let lang = t.0;
    let line = |label: String, name: &str, more: String| {
        let name =
            if name.is_empty() { "……………………………………" } else { name };
        vec![Run::plain(format!("{label}: ")), Run::bold(name), Run::plain(more)]
    };
    let since = document.since.map(|day| t.since_day(&day.short())).unwrap_or_default();
    let office = document.office.in_lang(lang);
    let how = document.how.in_lang(lang);
    let more = [office, since.as_str(), how].into_iter().filter(|part| !part.is_empty());
    let more = more.map(|part| format!(", {part}")).collect::<String>();
    Block::list([
        line(t.leaver(), &document.leaver, more),
        line(t.successor(), &document.successor, String::new()),
    ])
}

fn standing(signed: &Signed<'_>, t: Texts) -> Option<String> {
    match signed.done_at {
        Some(_) => None,
        None if signed.is_look_ahead => Some(t.paper_look_ahead()),
        None => Some(t.paper_not_signed()),
    }
}

fn remarks(signed: &Signed<'_>, t: Texts) -> Vec<Vec<Run>> {
    let of_signature = signed.signatures.iter().flat_map(|one| {
        let side = one.side().map(|side| side.say(t.0)).unwrap_or_default();
        let instead = (!one.instead_why.is_empty())
            .then(|| t.paper_instead(&one.full_name, &one.instead_why));
        let remark = (!one.remark.is_empty()).then(|| format!("{side}: {}", one.remark));
        [instead, remark].into_iter().flatten()
    });
    let of_scan = signed.scan.iter().filter(|scan| !scan.remark.is_empty());
    let of_scan = of_scan.map(|scan| t.paper_on_paper(&scan.remark));
    of_signature.chain(of_scan).map(|words| vec![Run::plain(words)]).collect()
}

/// Both sides beside each other, each with what was signed in the program or with room to sign by hand.
fn signatures(document: &Document, signed: &Signed<'_>, t: Texts) -> Table {
    let of_side = |side: Side| signed.signatures.iter().find(|one| one.side() == Some(side));
    let how = |side: Side| match (of_side(side), signed.scan) {
        (Some(one), _) => t.paper_signed_at(&one.full_name, &one.signed_at.short()),
        (None, Some(_)) => t.paper_signed_by_hand(),
        (None, None) => t.paper_sign_here(),
    };
    // Whoever signs by hand needs room; whoever signed in the program does not.
    let by_hand = signed.signatures.is_empty() && signed.scan.is_none();
    let lines_to_sign = if by_hand { 3 } else { 0 };
    let room = || "\u{a0}".to_owned();
    let name = |name: &str| {
        if name.is_empty() { "……………………".to_owned() } else { name.to_owned() }
    };
    Table {
        caption: String::new(),
        columns: vec![
            Column { title: t.leaver().to_uppercase(), ..Column::marks("", 5) },
            Column { title: t.successor().to_uppercase(), ..Column::marks("", 5) },
        ],
        rows: iter::once([how(Side::Leaver), how(Side::Successor)])
            .chain(iter::repeat_n([room(), room()], lines_to_sign))
            .chain([[name(&document.leaver), name(&document.successor)]])
            .map(|cells| Row::plain(cells.map(Cell::words)))
            .collect(),
    }
}
