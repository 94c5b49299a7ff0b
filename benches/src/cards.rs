//! A thousand member cards in one PDF, beside typst's own work on the same pages.

use crate::{bench::Outcome, measure::own_cpu, table::Line};
use kernel::Lang;
use papers::card::{self, Card};

pub fn lines() -> Outcome<Vec<Line>> {
    // Each time other people: what typst has set once it remembers. Fonts are read once in the life of a server.
    let people = |from: u32| -> Vec<Card> { (from..from + 1_000).map(one).collect() };
    card::pdf(&people(0))?;
    let (alone, ours) = (people(1_000), people(2_000));
    let before = own_cpu();
    let typst = card::typst_alone(&alone)?;
    let between = own_cpu();
    let whole = card::pdf(&ours)?;
    let after = own_cpu();
    if whole.len() < typst / 2 {
        return Err("the two do not set the same pages".into());
    }
    const SINGLES: u32 = 50;
    for number in 0..10 {
        card::single(&one(5_000 + number))?;
    }
    let began = own_cpu();
    for number in 0..SINGLES {
        card::single(&one(10_000 + number))?;
    }
    let single = (own_cpu() - began) * 1e3 / f64::from(SINGLES);
    Ok(vec![
        Line::ratio(
            "1,000 member cards in one PDF (limit: typst's own compile of the same pages), CPU",
            after - between,
            between - before,
            "s",
            1.2,
        ),
        Line::at_most("one member card, CPU", single, 5.0, "ms"),
    ])
}

fn one(number: u32) -> Card {
    Card {
        lang: Lang::Vi,
        association: "HỘI KHUYẾN HỌC TỈNH VẠN XUÂN".to_owned(),
        unit: format!("Chi hội số {}", number % 40 + 1),
        full_name: format!("Nguyễn Thị Minh {number}"),
        number: format!("VX-{number:06}"),
        born: (1950 + number % 50).to_string(),
        member_since: "2019".to_owned(),
        qr: format!("https://khuyenhoc.example/the/{number:026}"),
    }
}
