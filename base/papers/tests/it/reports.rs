//! A report is the same report in all four forms.

use crate::{
    readers::{cells_of, pages_of_pdf, part_of, printed, text_of_markup, text_of_pdf, words},
    samples::{HOSTILE, figures, half_year, harmless},
};
use calamine::Data;
use papers::{Block, Cell, Column, Paper, Row, Table, docx, html, pdf, xlsx};

/// Every cell of the sample's table that shows anything.
fn shown() -> Vec<String> {
    let cells = figures().rows.into_iter().flat_map(|row| row.cells);
    cells.map(|cell| cell.text).filter(|text| !text.is_empty()).collect()
}

/// The letters without the spaces: a narrow column may break a line anywhere between words.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_same_figures_stand_in_all_four_forms() {
    let paper = half_year();
    let excel = xlsx(&paper).unwrap();
    let word = docx(&paper).unwrap();
    let forms = [
        ("page", text_of_markup(&html(&paper))),
        ("PDF", text_of_pdf(&pdf(&paper).unwrap())),
        ("Word", text_of_markup(&part_of(&word, "word/document.xml"))),
        ("Word, printed", text_of_pdf(&printed("paper.docx", &word))),
        ("Excel, printed", text_of_pdf(&printed("paper.xlsx", &excel))),
    ];
    for (form, text) in forms {
        for cell in shown() {
            let found = cell.split(' ').all(|word| text.contains(word));
            assert!(found, "{form} does not show {cell:?}:\n{text}");
        }
    }
}

#[test]
fn excel_holds_real_numbers_and_plain_words() {
    let cells = cells_of(&xlsx(&half_year()).unwrap());
    let all: Vec<&Data> = cells.iter().flatten().collect();
    for number in [155_232.0, 28.1, 2_218_000_000.0, -12.0, 5_777_000_000.0] {
        assert!(all.contains(&&Data::Float(number)), "{number}");
    }
    for word in ["gần 15.000", "=cmd|'/c calc'!A1 + Lò Thị Mẩy <b>&", "chưa có", "Số:      /BC-HKH"]
    {
        assert!(all.contains(&&Data::String(word.into())), "{word}");
    }
}

#[test]
fn the_layout_is_the_official_one() {
    let text = text_of_pdf(&pdf(&half_year()).unwrap());
    let said = words(&text);
    for line in [
        "HỘI KHUYẾN HỌC VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Điện Biên, ngày 10 tháng 7 năm 2017",
        "Nơi nhận:",
        "TM. BAN THƯỜNG VỤ",
        "Nguyễn Thị Thuỷ",
        "Số liệu tạm tính, chưa nộp",
    ] {
        assert!(said.contains(line), "{line} is not in:\n{text}");
    }
    // On paper the number leaves room for a hand to write it.
    assert!(text.contains("Số: ") && text.contains("/BC-HKH"));
    let first_line = text.lines().next().unwrap();
    assert!(first_line.contains("VIỆT NAM"), "page 1 has no number: {first_line}");
}

#[test]
fn names_that_look_like_commands_are_only_names() {
    let paper = harmless();
    let page = html(&paper);
    assert!(!page.contains("<script") && !page.contains("javascript:"), "{page}");
    let word = docx(&paper).unwrap();
    let forms = [
        ("page", text_of_markup(&page)),
        ("PDF", text_of_pdf(&pdf(&paper).unwrap())),
        ("Word", text_of_markup(&part_of(&word, "word/document.xml"))),
    ];
    for (form, text) in forms {
        for name in HOSTILE {
            assert!(letters(&text).contains(&letters(name)), "{form} does not say {name}:\n{text}");
        }
    }
    let cells = cells_of(&xlsx(&paper).unwrap());
    for name in HOSTILE {
        let found = cells.iter().flatten().any(|cell| *cell == Data::String(name.into()));
        assert!(found, "Excel does not say {name}");
    }
}

#[test]
fn a_long_table_repeats_its_heading_and_numbers_its_pages_from_the_second() {
    let rows =
        (0..90).map(|row| Row::plain([Cell::words(format!("Xã thứ {row}")), Cell::count(row)]));
    let columns = vec![Column::words("Tên xã, phường", 3), Column::figures("Hội viên", 1)];
    let table = Table { caption: String::new(), columns, rows: rows.collect() };
    let paper = Paper { kind: "BIỂU".into(), blocks: vec![Block::Table(table)], ..half_year() };

    let file = pdf(&paper).unwrap();
    let (pages, text) = (pages_of_pdf(&file), text_of_pdf(&file));
    assert!(pages >= 3);
    assert_eq!(text.matches("Tên xã, phường").count(), 3, "{text}");
    let second = text.split('\u{c}').nth(1).unwrap();
    assert_eq!(second.lines().find(|line| !line.trim().is_empty()).unwrap().trim(), "2");

    let office = [("long.docx", docx(&paper).unwrap()), ("long.xlsx", xlsx(&paper).unwrap())];
    for (name, file) in office {
        let printed = printed(name, &file);
        let (pages, text) = (pages_of_pdf(&printed), text_of_pdf(&printed));
        assert!(pages >= 2, "{name}");
        assert_eq!(text.matches("Tên xã, phường").count(), pages, "{name}: {text}");
    }
}

#[test]
fn an_empty_paper_is_still_a_paper() {
    let paper = Paper::default();
    assert!(html(&paper).contains("CỘNG HÒA"));
    assert!(pdf(&paper).unwrap().starts_with(b"%PDF"));
    assert!(docx(&paper).is_ok());
    assert!(xlsx(&paper).is_ok());
}

#[test]
fn links_lead_back_to_the_program() {
    let paper = half_year();
    let page = html(&paper);
    assert!(
        page.contains(r#"<a href="/so-lieu/members"><data value="155232">155.232</data></a>"#),
        "{page}"
    );
    let address = "https://khuyenhoc.example/so-lieu/members";
    assert!(part_of(&docx(&paper).unwrap(), "word/_rels/document.xml.rels").contains(address));
    assert!(
        part_of(&xlsx(&paper).unwrap(), "xl/worksheets/_rels/sheet1.xml.rels").contains(address)
    );
    let file = pdf(&paper).unwrap();
    assert!(file.windows(address.len()).any(|bytes| bytes == address.as_bytes()));
}
