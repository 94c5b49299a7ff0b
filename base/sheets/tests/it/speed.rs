//! How long and how much memory the largest association takes. Run by hand:
//! `cargo test -p sheets --release --test it -- --ignored --nocapture largest`

use crate::fixture::{VOCABULARY, folder};
use rust_xlsxwriter::Workbook;
use sheets::{
    Leash, Limits, Workshop,
    mark::{self, Shade, SheetMarks},
    table::{self, Kind, Walk},
};
use std::{fs, ops::ControlFlow, path::Path, time::Instant};

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
    report("read here", begun);

    let begun = Instant::now();
    book.look_through().unwrap();
    report("looked through", begun);

    let begun = Instant::now();
    let apart = Workshop::of(Some(Path::new(env!("CARGO_BIN_EXE_read_workbook"))));
    let limits = Limits::default();
    let mut there = apart.open(&path, "a.xlsx", &limits, Leash::long()).unwrap();
    let shape_there = table::find_in(&mut there, VOCABULARY).unwrap().found.remove(0);
    assert_eq!(shape_there, shape);
    let mut walk = Walk::new(&shape);
    let mut people = 0;
    there
        .read(0, &mut |row| {
            people += usize::from(walk.look(&row) == Kind::Data);
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(people, 155_232);
    report("read apart", begun);

    let begun = Instant::now();
    let mut marks = SheetMarks::of(&shape);
    for row in 2..=155_233 {
        marks.say(row, "Sẽ thêm mới", "");
    }
    for row in (2..155_233).step_by(150) {
        marks.shade(row, 4, Shade::Wrong);
        marks.say(row, "Chưa nhập", "Số CCCD phải có 12 chữ số.");
    }
    let marks = [marks];
    mark::write(book, &marks, &out).unwrap();
    report("marked here", begun);
    let begun = Instant::now();
    mark::write(there, &marks, &folder.path().join("c.xlsx")).unwrap();
    report("marked apart", begun);
    let same = fs::read(&out).unwrap() == fs::read(folder.path().join("c.xlsx")).unwrap();
    assert!(same, "the same workbook, whoever writes it");
    println!(
        "{} MB in, {} MB out",
        fs::metadata(&path).unwrap().len() >> 20,
        fs::metadata(&out).unwrap().len() >> 20
    );
}

fn report(what: &str, since: Instant) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    let times = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Vec<&str> =
        times.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // User, system, and both of the processes that have ended.
    let own = |place: usize| ticks.get(place).and_then(|ticks| ticks.parse::<f64>().ok());
    let cpu: f64 = (11..15).filter_map(own).sum::<f64>() / 100.0;
    let wall = since.elapsed().as_secs_f64();
    println!("{what}: {wall:.2} s, processor so far {cpu:.2} s, peak so far {peak}");
}
