use crate::fixture::{VOCABULARY, folder, officers_workbook, open, rows_of};
use kernel::{Lang, vietnamese::legacy::Font};
use sheets::{
    Cell, Row, Value,
    table::{self, Branch, Ditto, Kind, NoTable, Walk},
};

/// Rows written with bars: an empty field is an empty cell, digits alone are a number.
fn sheet(text: &str) -> Vec<Row> {
    let cell = |(column, text): (usize, &str)| {
        let text = text.trim();
        let value = text.parse().map_or_else(|_| Value::Text((*text).into()), Value::Number);
        (!text.is_empty()).then_some(Cell {
            column: column as u16,
            value,
            formula: false,
            font: Font::Unknown,
        })
    };
    let row = |(number, line): (usize, &str)| Row {
        number: number as u32 + 1,
        cells: line.split('|').enumerate().filter_map(cell).collect(),
    };
    text.lines().enumerate().map(row).filter(|row| !row.cells.is_empty()).collect()
}

fn columns(text: &str) -> Vec<(&'static str, u16, Option<Branch>)> {
    let shape = table::find(&sheet(text), VOCABULARY).unwrap();
    shape.columns.iter().map(|column| (column.key, column.column, column.branch)).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    let rows = sheet(text);
    let shape = table::find(&rows, VOCABULARY).unwrap();
    let mut walk = Walk::new(&shape);
    rows.iter().map(|row| walk.look(row)).collect()
}

#[test]
fn the_table_of_an_officers_workbook_is_found_and_walked() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let mut book = open(&path);
    let tables = table::find_in(&mut book, VOCABULARY).unwrap();
    assert_eq!(tables.others, [(1, NoTable::NoHeader)]);
    let [shape] = tables.found.as_slice() else { panic!("one table") };
    assert_eq!(
        (shape.sheet, shape.sheet_name.as_str(), shape.header_rows.as_slice()),
        (0, "Hội viên", &[4, 5][..])
    );
    let found: Vec<_> =
        shape.columns.iter().map(|column| (column.key, column.column, column.branch)).collect();
    assert_eq!(
        found,
        [
            ("number", 0, None),
            ("name", 1, None),
            ("birth", 2, Some(Branch::Man)),
            ("birth", 3, Some(Branch::Woman)),
            ("citizen_number", 4, None),
            ("phone", 5, None),
            ("address", 6, None),
            ("note", 7, None),
        ]
    );
    assert_eq!(shape.columns[2].heading, "Ngày sinh / Nam");

    let mut walk = Walk::new(shape);
    let mut ditto = Ditto::in_columns(shape.column("address"));
    let mut people = Vec::new();
    for mut row in rows_of(&mut book, 0) {
        if walk.look(&row) == Kind::Data {
            ditto.fill(&mut row);
            people.push((row.number, row.text(1).into_owned(), row.text(6).into_owned()));
        }
    }
    let names = ["NGUYỄN VĂN AN", "TRẦN THỊ BƯỞI", "LÊ VĂN CÔNG", "PHẠM THỊ DUNG"];
    let expected: Vec<_> = (7..)
        .zip(names)
        .map(|(row, name)| (row, name.to_owned(), "Thôn Đông".to_owned()))
        .collect();
    assert_eq!(people, expected);
}

#[test]
fn headings_are_understood_however_they_are_worded() {
    for name in [
        "Họ và tên",
        "HỌ TÊN",
        "Ho va ten",
        "Họ tên hội viên (in hoa)",
        "HỌ VÀ TÊN HỘI VIÊN",
        " Họ   và  tên: ",
        "Họ và tên người tham gia",
    ] {
        assert_eq!(
            columns(&format!("STT|{name}|Số CCCD/CMND|Số ĐT\n")).get(1).map(|column| column.0),
            Some("name"),
            "{name}"
        );
    }
    for number in ["Số CCCD/CMND", "CMND/CCCD", "Số CCCD (12 số)", "Căn cước công dân"]
    {
        let found = columns(&format!("STT|Họ tên|{number}\n"));
        assert_eq!(found.last().map(|column| column.0), Some("citizen_number"), "{number}");
    }
}

#[test]
fn a_parents_name_is_not_the_members_name() {
    let rows = sheet("STT|Họ tên bố|Họ và tên|Năm sinh|Họ tên mẹ|Dân tộc\n");
    let shape = table::find(&rows, VOCABULARY).unwrap();
    assert_eq!(shape.column("name"), Some(2));
    let unknown: Vec<&str> = shape.unknown().map(|stray| stray.address.as_str()).collect();
    assert_eq!(unknown, ["B1", "E1", "F1"]);
}

#[test]
fn a_column_that_comes_twice_is_reported() {
    let shape = table::find(&sheet("TT|Họ tên|Ghi chú|Ghi chú\n"), VOCABULARY).unwrap();
    let duplicates: Vec<_> =
        shape.duplicates().map(|stray| (stray.repeats, stray.address.as_str())).collect();
    assert_eq!(duplicates, [(Some("note"), "D1")]);
}

#[test]
fn day_month_and_year_in_three_columns_are_parts_of_one() {
    let found = columns("TT|Họ tên|Ngày sinh|||SĐT\n||Ngày|Tháng|Năm\n1|Lê A|1|2|1950|9\n");
    assert_eq!(
        found[2..5],
        [
            ("birth", 2, Some(Branch::Day)),
            ("birth", 3, Some(Branch::Month)),
            ("birth", 4, Some(Branch::Year))
        ]
    );
    let without_marks = columns("TT|HO TEN|NGAY SINH|||SDT\n||NGAY|THANG|NAM\n1|LE A|1|2|1950|9\n");
    assert_eq!(without_marks[4], ("birth", 4, Some(Branch::Year)));
}

#[test]
fn the_first_person_is_not_taken_for_a_second_header_row() {
    let rows = "Họ và tên|Năm sinh|Địa chỉ|\nNguyễn Văn A|15/8/1961|Thôn Đông|đã nghỉ\n";
    let shape = table::find(&sheet(rows), VOCABULARY).unwrap();
    assert_eq!(shape.header_rows, [1]);
    assert_eq!(kinds(rows), [Kind::Header, Kind::Data]);
}

#[test]
fn a_missing_name_column_is_named_with_its_row() {
    let reason = table::find(
        &sheet("Danh sách\nSTT|Năm sinh|Địa chỉ|SĐT\n1|1950|Thôn Đông|9\n"),
        VOCABULARY,
    )
    .unwrap_err();
    assert_eq!(reason, NoTable::Missing { row: 2, names: vec!["Họ và tên".into()] });
    assert!(reason.say(Lang::Vi).contains("dòng 2") && reason.say(Lang::Vi).contains("Họ và tên"));
    assert_eq!(table::find(&sheet("Thu|Chi\n1|2\n"), VOCABULARY).unwrap_err(), NoTable::NoHeader);
    assert_eq!(table::find(&[], VOCABULARY).unwrap_err(), NoTable::Empty);
}

#[test]
fn rows_that_are_no_people_are_recognised() {
    let rows = "TT|Họ và tên|Năm sinh|Địa chỉ|SĐT
1|2|3|4|5
I. Chi hội thôn Đông
1|Cộng Thị Hoa|1950|Thôn Đông|9
2|Tống Văn Cộng|1951|nt|9
TT|Họ và tên|Năm sinh|Địa chỉ|SĐT
3|Lê Thị Lan
II|Chi hội thôn Tây
|Cộng: 3 người
|Tổng cộng||3
Ghi chú: chưa tính người mới
|||Ngày 5 tháng 3 năm 2024
|Người lập||Chủ tịch
|Vũ Thị Lan||Đỗ Văn Hoà
";
    let section = |title: &str| Kind::Section(title.to_owned());
    assert_eq!(
        kinds(rows),
        [
            Kind::Header,
            Kind::Numbering,
            section("I. Chi hội thôn Đông"),
            Kind::Data,
            Kind::Data,
            Kind::Header,
            Kind::Data,
            section("II Chi hội thôn Tây"),
            Kind::Total,
            Kind::Total,
            Kind::Note,
            Kind::Note,
            Kind::Note,
            Kind::Note,
        ]
    );
}

/// Half of what is known of somebody, and a word that signers use too, make nobody a signature.
#[test]
fn who_holds_an_office_stays_a_member_and_so_does_everybody_below() {
    let list = "TT|Họ và tên|Năm sinh|Địa chỉ|Ghi chú
1|Phà A Một|1950
|Phà A Hai|||Phó Chủ tịch
|Phà A Ba|||Vào Đảng ngày 3 tháng 2 năm 1980
|Phà A Bốn|1952
|Phà A Năm
||||Ngày 5 tháng 3 năm 2024
|Thư ký|||Chủ tịch
|Vũ Thị Lan|||Đỗ Văn Hoà
";
    let people = [Kind::Data, Kind::Data, Kind::Data, Kind::Data, Kind::Data];
    let signed = [Kind::Note, Kind::Note, Kind::Note];
    assert_eq!(kinds(list)[1..], [people.as_slice(), &signed].concat());
}

#[test]
fn the_name_of_a_chapter_over_its_members_is_no_person_however_it_is_numbered() {
    let list = "TT|Họ và tên|Năm sinh|Địa chỉ
Chi hội bản Thẩm Mú 1
1|Lò Thị An|1950
2|Chi hội Hồ Búa
3.|CHI HỘI NÀ SẢNG
B|Bản Thẩm Mú 2
|Trường Tiểu học Xa Dung
1|Bàn Văn Bản|1950
|Bàn Thị Thôn
";
    let section = |title: &str| Kind::Section(title.to_owned());
    assert_eq!(
        kinds(list)[1..],
        [
            section("Chi hội bản Thẩm Mú 1"),
            Kind::Data,
            section("Chi hội Hồ Búa"),
            section("CHI HỘI NÀ SẢNG"),
            section("Bản Thẩm Mú 2"),
            section("Trường Tiểu học Xa Dung"),
            Kind::Data,
            Kind::Data,
        ]
    );
}

#[test]
fn a_row_with_only_a_name_is_a_person_with_gaps_and_never_skipped() {
    assert_eq!(kinds("TT|Họ và tên|Năm sinh\n|Lê Thị Lan\n"), [Kind::Header, Kind::Data]);
}

#[test]
fn what_we_said_last_time_does_not_change_what_a_row_is() {
    let rows = "TT|Họ và tên|Năm sinh|SĐT|Kết quả|Cần sửa
1|2|3|4
I. Chi hội thôn Đông||||Bỏ qua|
1|Lê Thị Lan|1950|9|Chưa nhập|Sai số điện thoại
TT|Họ và tên|Năm sinh|SĐT
||||Bỏ qua|Dòng trống
";
    let kinds = kinds(rows);
    assert_eq!(
        kinds[1..5],
        [Kind::Numbering, Kind::Section("I. Chi hội thôn Đông".into()), Kind::Data, Kind::Header]
    );
    assert_eq!(kinds[5], Kind::Note);
}

#[test]
fn one_column_called_result_is_the_officers_own() {
    let shape = table::find(&sheet("TT|Họ và tên|Kết quả|SĐT\n"), VOCABULARY).unwrap();
    assert_eq!(shape.own_columns, None);
    assert_eq!(shape.unknown().count(), 1);
}

#[test]
fn a_heading_written_again_over_each_of_its_columns_is_read_like_a_merged_one() {
    let merged = "TT|Họ và tên|Năm sinh||Ghi chú\n||Nam|Nữ\n";
    for written in [
        "TT|Họ và tên|Năm sinh|Năm sinh|Ghi chú\n||Nam|Nữ\n",
        "TT|Họ và tên|Năm sinh| NĂM SINH: |Ghi chú\n||Nam|Nữ\n",
    ] {
        assert_eq!(columns(written), columns(merged), "{written}");
        let shape = table::find(&sheet(written), VOCABULARY).unwrap();
        assert_eq!(shape.header_rows, [1, 2]);
        assert!(shape.strays.is_empty(), "{:?}", shape.strays);
    }
    let parts = columns("Họ và tên|Ngày sinh|Ngày sinh|Ngày sinh\n|Ngày|Tháng|Năm\n");
    let branches: Vec<_> = parts.iter().filter_map(|(_, _, branch)| *branch).collect();
    assert_eq!(branches, [Branch::Day, Branch::Month, Branch::Year]);
}

#[test]
fn a_person_under_two_columns_of_one_name_is_no_header() {
    let text = "TT|Họ và tên|Ghi chú|Ghi chú\n|Lò Thị An|hộ nghèo|đã chuyển\n";
    assert_eq!(kinds(text), [Kind::Header, Kind::Data]);
}
