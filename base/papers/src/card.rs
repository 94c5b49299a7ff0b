//! Thẻ hội viên: member cards as big as a bank card, ten to a sheet or one by itself.

use crate::{
    Broken,
    press::{self, Template},
    qr,
    texts::Texts,
    tidy,
};
use kernel::Lang;
use serde::Serialize;

static CARD: Template = Template::new(include_str!("card/card.typ"));

/// What one member's card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    pub lang: Lang,
    /// `HỘI KHUYẾN HỌC TỈNH ĐIỆN BIÊN`.
    pub association: String,
    /// The chapter or ban the member belongs to.
    pub unit: String,
    pub full_name: String,
    pub number: String,
    /// The year of birth.
    pub born: String,
    /// A year or a day.
    pub member_since: String,
    /// What the QR code says, usually the address where the card can be checked; empty for no code.
    pub qr: String,
}

/// Cards on A4 sheets of ten, with lines to cut along.
pub fn pdf(cards: &[Card]) -> Result<Vec<u8>, Broken> {
    print(cards, true)
}

/// One card on a page of its own size.
pub fn single(card: &Card) -> Result<Vec<u8>, Broken> {
    print(std::slice::from_ref(card), false)
}

fn print(cards: &[Card], on_sheets: bool) -> Result<Vec<u8>, Broken> {
    let cards = cards.iter().map(Drawn::of).collect::<Result<Vec<_>, _>>()?;
    press::print(&CARD, &Stack { on_sheets, cards })
}

/// What typst alone does for [`pdf`], without what comes before and after: the measure of how much we
/// add to it. Says how many bytes the PDF has.
pub fn typst_alone(cards: &[Card]) -> Result<usize, Broken> {
    let cards = cards.iter().map(Drawn::of).collect::<Result<Vec<_>, _>>()?;
    let pages = press::set(&CARD, serde_json::to_string(&Stack { on_sheets: true, cards })?)?;
    Ok(pages.len())
}

#[derive(Serialize)]
struct Stack {
    on_sheets: bool,
    cards: Vec<Drawn>,
}

#[derive(Serialize)]
struct Drawn {
    lang: &'static str,
    title: String,
    association: String,
    unit: String,
    full_name: String,
    /// What the card says beside the name: a label and its value.
    facts: Vec<(String, String)>,
    qr: Option<String>,
}

impl Drawn {
    fn of(card: &Card) -> Result<Drawn, Broken> {
        let t = Texts(card.lang);
        let facts = [
            (t.card_number(), tidy::text(&card.number)),
            (t.born(), tidy::text(&card.born)),
            (t.member_since(), tidy::text(&card.member_since)),
        ];
        Ok(Drawn {
            lang: card.lang.code(),
            title: t.member_card(),
            association: tidy::text(&card.association),
            unit: tidy::text(&card.unit),
            full_name: tidy::text(&card.full_name),
            facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
            qr: if card.qr.is_empty() { None } else { Some(qr::svg(&card.qr)?) },
        })
    }
}
