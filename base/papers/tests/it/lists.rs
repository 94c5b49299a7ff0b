//! Printed lists.

use crate::{
    readers::{cells_of, part_of, text_of_pdf},
    samples::{half_year, list},
};
use calamine::Data;
use papers::{register, register::ListPaper};

#[test]
fn a_list_numbers_its_rows_and_its_pages_and_repeats_its_heading() {
    let text = text_of_pdf(&register::pdf(&list()).unwrap());
    let pages = text.matches('\u{c}').count();
    assert_eq!(text.matches("Họ và tên").count(), pages, "{text}");
    for said in [
        format!("Trang 1/{pages}"),
        format!("Trang {pages}/{pages}"),
        "30.000.000".into(),
        "=1+1".into(),
    ] {
        assert!(text.contains(&said), "{said} is not in {text}");
    }
}

#[test]
fn the_excel_list_holds_the_same_rows() {
    let cells = cells_of(&register::xlsx(&list()).unwrap());
    let names = cells.iter().filter(|row| row[1] == Data::String("Lò Văn Ọt".into())).count();
    assert_eq!(names, 15);
    let last = cells.iter().find(|row| row[1] == Data::String("Cộng".into())).unwrap();
    assert_eq!(last[4], Data::Float(30_000_000.0));
}

#[test]
fn no_row_of_an_excel_file_is_written_twice() {
    let unsigned = ListPaper { signatures: vec![], ..list() };
    let files = [register::xlsx(&list()), register::xlsx(&unsigned), papers::xlsx(&half_year())];
    for file in files {
        let sheet = part_of(&file.unwrap(), "xl/worksheets/sheet1.xml");
        let mut rows: Vec<&str> =
            sheet.split("<row r=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
        let written = rows.len();
        rows.dedup();
        assert_eq!(rows.len(), written, "Excel calls such a file damaged");
    }
}
