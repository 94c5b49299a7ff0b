//! How long and how much memory the largest association takes. Run by hand:
//! `cargo test -p sheets --release --test it -- --ignored --nocapture largest`

use crate::fixture::{VOCABULARY, folder};
use rust_xlsxwriter::Workbook;
use sheets::{
    Limits,
    mark::{self, Shade, SheetMarks},
    table::{self, Kind, Walk},
};
use std::{fs, ops::ControlFlow, time::Instant};

#[test]
#[ignore = "takes its time; prints figures"]
fn the_largest_association_is_read_and_marked_in_little_memory() {
    let folder = folder();
    let (path, out) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    let begun = Instant::now();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().unwrap();
    let headings = [
        "STT",
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Số CCCD",
        "Điện thoại",
        "Thôn",
        "Xã",
        "Nghề",
        "Chức vụ",
        "Ngày vào",
        "Ghi chú",
    ];
    sheet.write_row(0, 0, headings).unwrap();
    for row in 1..=155_232_u32 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, format!("Nguyễn Thị {row}")).unwrap();
        for column in 2..12 {
            sheet.write(row, column, format!("Ô {} {}", row % 977, column)).unwrap();
        }
    }
    workbook.save(&path).unwrap();
    report("made", begun);

    let begun = Instant::now();
    let mut book = sheets::open(&path, "a.xlsx", &Limits::default()).unwrap();
    let shape = table::find_in(&mut book, VOCABULARY).unwrap().found.remove(0);
    let mut walk = Walk::new(&shape);
    let mut people = 0;
    book.read(0, &mut |row| {
        people += usize::from(walk.look(&row) == Kind::Data);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(people, 155_232);
    report("read", begun);

    let begun = Instant::now();
    let mut marks = SheetMarks::of(&shape);
    for row in 2..=155_233 {
        marks.say(row, "Sẽ thêm mới", "");
    }
    for row in (2..155_233).step_by(150) {
        marks.shade(row, 4, Shade::Wrong);
        marks.say(row, "Chưa nhập", "Số CCCD phải có 12 chữ số.");
    }
    mark::write(book, &[marks], &out).unwrap();
    report("marked", begun);
    println!(
        "{} MB in, {} MB out",
        fs::metadata(&path).unwrap().len() >> 20,
        fs::metadata(&out).unwrap().len() >> 20
    );
}

fn report(what: &str, since: Instant) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    println!("{what}: {:.1} s, peak so far {peak}", since.elapsed().as_secs_f64());
}
