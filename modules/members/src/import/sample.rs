//! The sample workbook: the columns under our own headings, with two made-up people.

use crate::import::headings::OURS;
use platform::Problem;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

const WIDTHS: [f64; 12] = [6.0, 28.0, 13.0, 10.0, 10.0, 16.0, 14.0, 20.0, 24.0, 13.0, 14.0, 24.0];

/// `unit_code` and `unit_name` stand in the example rows, so that they can be imported as they are.
pub fn workbook(unit_code: &str, unit_name: &str) -> Result<Vec<u8>, Problem> {
    written(unit_code, unit_name).map_err(|error| Problem::Broken(Box::new(error)))
}

fn written(unit_code: &str, unit_name: &str) -> Result<Vec<u8>, XlsxError> {
    let people = [
        [
            "1",
            "Nguyễn Thị Mẫu",
            "05/07/1958",
            "nữ",
            "Kinh",
            "",
            "0912 345 678",
            unit_code,
            unit_name,
            "2010",
            "",
            "Chi hội trưởng",
        ],
        [
            "2",
            "Lò Văn Mẫu",
            "1962",
            "nam",
            "Thái",
            "",
            "",
            unit_code,
            unit_name,
            "02/09/2015",
            "",
            "",
        ],
    ];
    let mut workbook = Workbook::new();
    // Everything is text, so that Excel keeps the zeros of numbers and the dates as typed.
    let text = Format::new().set_num_format("@").set_border(FormatBorder::Thin);
    let head =
        Format::new().set_bold().set_border(FormatBorder::Thin).set_background_color(0xdd_eb_f7);
    let sheet = workbook.add_worksheet().set_name("Hội viên")?;
    for (column, (heading, width)) in (0..).zip(OURS.iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, *heading, &head)?;
    }
    for (row, person) in (1..).zip(people) {
        for (column, value) in (0..).zip(person) {
            sheet.write_string_with_format(row, column, value, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    workbook.save_to_buffer()
}
