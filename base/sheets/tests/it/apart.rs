//! The reading process: it reads as this one does, and whatever a file does to it, it does there.

use crate::fixture::{
    VOCABULARY, converted, folder, officers_workbook, open, rows_of, sheet_of, workbook_of,
};
use sheets::{
    Book, Leash, Limits, Unreadable, Workshop,
    mark::{self, Shade, SheetMarks},
    table,
};
use std::{
    fs,
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

fn open_apart(path: &Path, leash: Leash) -> Result<Book, Unreadable> {
    let program = Path::new(env!("CARGO_BIN_EXE_read_workbook"));
    Workshop::of(Some(program)).open(path, "Danh sách.xlsx", &Limits::default(), leash)
}

fn there(path: &Path) -> Book {
    open_apart(path, Leash::long()).unwrap()
}

#[test]
fn a_list_reads_and_comes_back_the_same_wherever_it_is_taken_apart() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let old = converted(&path, "xls", folder.path());
    let text = folder.path().join("b.csv");
    let list = "TT;Họ và tên;Năm sinh\n1;Nguyễn Văn An;1950\n2;\"Trần; Bưởi\";1948\n";
    fs::write(&text, list).unwrap();
    for path in [path, old, text] {
        let (mut here, mut there) = (open(&path), there(&path));
        assert_eq!(here.format(), there.format());
        assert_eq!(here.sheet_names(), there.sheet_names());
        assert_eq!(here.rows_expected(0), there.rows_expected(0));
        let tables = table::find_in(&mut here, VOCABULARY).unwrap();
        assert_eq!(table::find_in(&mut there, VOCABULARY).unwrap(), tables);
        assert_eq!(rows_of(&mut here, 0), rows_of(&mut there, 0), "{}", path.display());
        there.look_through().unwrap();

        let mut marks = SheetMarks::of(&tables.found[0]);
        marks.shade(10, 3, Shade::Wrong);
        for row in 7..=2_000 {
            marks.say(row, "Chưa nhập", "Thiếu ngày sinh: hãy ghi vào ô D10.");
        }
        let [one, other] = ["one.xlsx", "other.xlsx"].map(|name| folder.path().join(name));
        mark::write(here, std::slice::from_ref(&marks), &one).unwrap();
        mark::write(there, &[marks], &other).unwrap();
        assert_eq!(rows_of(&mut open(&one), 0), rows_of(&mut open(&other), 0));
    }
    let left = fs::read_dir(folder.path()).unwrap().flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert!(!left.iter().any(|name| name.starts_with('.')), "a folder was left behind: {left:?}");
}

#[test]
fn whoever_has_seen_enough_may_ask_again() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let mut book = there(&path);
    let mut seen = 0;
    let first = book.read(0, &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((first, seen), (Ok(()), 1));
    assert_eq!(rows_of(&mut book, 0), rows_of(&mut open(&path), 0));
    assert_eq!(book.read(9, &mut |_| ControlFlow::Continue(())), Err(Unreadable::NoSuchSheet));
    assert_eq!(book.sheet_names(), ["Hội viên", "Thu chi"]);
}

/// An .xls whose sheet has two cells at opposite corners: its reader makes room for all between them.
fn far_corners(path: &Path) {
    let small = path.with_extension("xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for _ in 0..4 {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Họ và tên").unwrap();
        sheet.write(65_535, 255, "xa").unwrap();
    }
    workbook.save(&small).unwrap();
    let made = converted(&small, "xls", path.parent().unwrap());
    fs::rename(made, path).unwrap();
}

#[test]
fn a_file_that_eats_the_memory_ends_its_reader_and_nobody_else() {
    let folder = folder();
    let path = folder.path().join("a.xls");
    far_corners(&path);
    assert!(fs::metadata(&path).unwrap().len() < 100 << 10);
    let refused = open_apart(&path, Leash::short()).err();
    assert_eq!(refused, Some(Unreadable::Exhausting));
    let said = Unreadable::Exhausting.say(kernel::Lang::Vi);
    assert!(said.contains(".xls đời cũ"), "{said}");
}

/// A list that does not fit into what two processes hold between them.
fn long_list(path: &Path) {
    let rows: String = (1..=30_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#))
        .collect();
    workbook_of(path, &sheet_of(&rows), &[]);
}

#[test]
fn a_reader_whose_time_is_up_is_ended_as_is_one_that_was_asked_to_stop() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    long_list(&path);
    let read = |leash: Leash| {
        let mut book = open_apart(&path, leash)?;
        // Whoever reads is slow: the clock runs, not the processor.
        let began = Instant::now();
        let read = book.read(0, &mut |row| {
            if row.number == 1 {
                while began.elapsed() < Duration::from_millis(400) {
                    std::hint::spin_loop();
                }
            }
            ControlFlow::Continue(())
        });
        read.map(|()| began.elapsed())
    };
    let patient = Leash::long();
    assert!(read(patient.clone()).is_ok());
    let late = patient.clone().within(Duration::from_millis(100));
    assert_eq!(read(late).err(), Some(Unreadable::Exhausting));
    let asked = Arc::new(AtomicBool::new(false));
    let told = asked.clone();
    asked.store(true, Ordering::Relaxed);
    let stopped = read(patient.until(move || told.load(Ordering::Relaxed)));
    assert_eq!(stopped.err(), Some(Unreadable::Stopped));
}

#[cfg(target_os = "linux")]
#[test]
fn a_reading_process_is_shut_in() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let _book = there(&path);
    let own = std::process::id().to_string();
    let status = fs::read_dir("/proc").unwrap().flatten().find_map(|process| {
        let status = fs::read_to_string(process.path().join("status")).ok()?;
        let of_us = |line: &str| line.strip_prefix("PPid:").is_some_and(|id| id.trim() == own);
        let command = fs::read(process.path().join("cmdline")).ok()?;
        let reads = command.ends_with(b"read-workbook\0");
        (reads && status.lines().any(of_us)).then(|| (status, process.path()))
    });
    let (status, process) = status.expect("the process is there while its book is open");
    let line = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("NoNewPrivs").ends_with('1'), "{status}");
    assert!(line("Seccomp:").ends_with('2'), "{status}");
    let limits = fs::read_to_string(process.join("limits")).unwrap();
    let limit = |name: &str| limits.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(limit("Max address space").contains("536870912"), "{limits}");
    assert!(limit("Max core file size").contains(" 0 "), "{limits}");
    assert!(limit("Max file size").contains(" 0 "), "{limits}");
    let environment = fs::read(process.join("environ")).unwrap();
    assert_eq!(environment, b"MALLOC_ARENA_MAX=1\0", "no secret of ours is in its environment");
}

#[test]
fn a_reader_that_cannot_be_started_is_our_fault_and_not_the_files() {
    let folder = folder();
    let path = folder.path().join("a.xlsx");
    officers_workbook(&path);
    let workshop = Workshop::of(Some(Path::new("/nowhere/at/all")));
    let opened = workshop.open(&path, "a.xlsx", &Limits::default(), Leash::short());
    assert!(matches!(opened.err(), Some(Unreadable::Disk(_))));
}
