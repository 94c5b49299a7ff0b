//! Papers to look at.

use kernel::Lang;
use papers::{
    Align, Block, Cell, Column, Number, Paper, Row, Run, Signature, Table, card::Card,
    register::ListPaper,
};

/// The association of tỉnh Điện Biên in the first half of 2017, as the newspaper told it.
pub fn half_year() -> Paper {
    Paper {
        lang: Lang::Vi,
        issuer_above: "HỘI KHUYẾN HỌC VIỆT NAM".into(),
        issuer: "HỘI KHUYẾN HỌC TỈNH ĐIỆN BIÊN".into(),
        number: "Số:      /BC-HKH".into(),
        place_and_day: "Điện Biên, ngày 10 tháng 7 năm 2017".into(),
        kind: "BÁO CÁO".into(),
        subject:
            "Kết quả công tác khuyến học, khuyến tài, xây dựng xã hội học tập 6 tháng đầu năm 2017"
                .into(),
        standing: Some("Số liệu tạm tính, chưa nộp".into()),
        blocks: vec![
            Block::heading(1, "I. Tổ chức và hội viên"),
            Block::paragraph([
                Run::plain("Đến hết ngày 30/6/2017, toàn tỉnh có "),
                Run::bold("155.232 hội viên").linked("/so-lieu/members?ky=2017-H1"),
                Run::plain(
                    ", chiếm trên 28% dân số, sinh hoạt ở gần 2.800 chi hội và ban khuyến học; xã Xa Dung, xã Phì Nhừ và cộng đồng người Thái, người Mông, người Hà Nhì, người Si La đều có tổ chức hội.",
                ),
            ]),
            Block::heading(2, "1. Nhiệm vụ trọng tâm"),
            Block::list([
                vec![Run::plain(
                    "Vận động 65.103 gia đình và 448 dòng họ đăng ký danh hiệu học tập;",
                )],
                vec![
                    Run::plain("Củng cố 122/130 trung tâm học tập cộng đồng, "),
                    Run::italic("69.710 lượt người học"),
                    Run::plain(
                        "; trao thưởng, giúp đỡ học sinh nghèo vượt khó, không để em nào phải bỏ học giữa chừng vì thiếu sách vở.",
                    ),
                ],
            ]),
            Block::heading(1, "II. Số liệu"),
            Block::Table(figures()),
            Block::sentence(
                "Trên đây là báo cáo 6 tháng đầu năm 2017 của Hội Khuyến học tỉnh Điện Biên.",
            ),
        ],
        signature: Signature {
            office: vec!["TM. BAN THƯỜNG VỤ".into(), "CHỦ TỊCH".into()],
            name: "Nguyễn Thị Thuỷ".into(),
        },
        recipients: vec![
            "Trung ương Hội Khuyến học Việt Nam (để báo cáo);".into(),
            "Thường trực Tỉnh ủy, UBND tỉnh;".into(),
            "Hội khuyến học các huyện, thị xã, thành phố;".into(),
            "Lưu: VT.".into(),
        ],
        notes: vec!["Xã Nậm Kè chưa nộp báo cáo; số liệu của xã không được tính là 0.".into()],
        site: Some("https://khuyenhoc.example".into()),
        seal: None,
    }
}

pub fn figures() -> Table {
    let columns = vec![
        Column::marks("TT", 1),
        Column::words("Chỉ tiêu", 7),
        Column::marks("Đơn vị tính", 3),
        Column::figures("6 tháng 2017", 5),
        Column::figures("6 tháng 2016", 4),
        Column { title: "So sánh".into(), align: Align::Right, width_share: 3 },
    ];
    let line = |number: &str, label: &str, unit: &str, now: Cell, then: Cell, change: Cell| {
        Row::plain([Cell::words(number), Cell::words(label), Cell::words(unit), now, then, change])
    };
    let percent = |text: &str, value| Cell::figure(text, Number { value, decimals: 1 });
    let million = |text: &str, value| Cell::figure(text, Number { value, decimals: 0 });
    let rows = vec![
        Row::group("Tổ chức, hội viên"),
        line(
            "1",
            "Hội viên",
            "người",
            Cell::count(155_232).linked("/so-lieu/members"),
            Cell::count(151_090),
            percent("102,7%", 1027),
        ),
        line(
            "2",
            "Tỷ lệ hội viên trên dân số",
            "%",
            percent("28,1%", 281),
            percent("27,6%", 276),
            percent("+0,5", 5),
        ),
        Row::group("Khen thưởng, học bổng"),
        line(
            "3",
            "Học sinh được khen thưởng",
            "em",
            Cell::count(35_151),
            Cell::count(0),
            Cell::words(""),
        ),
        line(
            "4",
            "Tiền thưởng học sinh, giáo viên",
            "đồng",
            million("2.218 triệu", 2_218_000_000),
            Cell::words("chưa có"),
            Cell::words(""),
        ),
        line(
            "5",
            "=cmd|'/c calc'!A1 + Lò Thị Mẩy <b>&",
            "suất",
            Cell::count(-12),
            Cell::words("gần 15.000"),
            Cell::words(""),
        ),
        Row::total([
            Cell::default(),
            Cell::words("Cộng học bổng và trợ giúp"),
            Cell::words("đồng"),
            million("5.777.000.000 đ", 5_777_000_000),
            Cell::default(),
            Cell::default(),
        ]),
    ];
    Table {
        caption: "Bảng 1. Kết quả 6 tháng đầu năm 2017 so với cùng kỳ".into(), columns, rows
    }
}

/// Names that would do harm where they were taken for commands.
pub const HOSTILE: [&str; 8] = [
    "#read(\"/etc/passwd\")",
    "$ sum $ *đậm* _nghiêng_ `mã`",
    "=HYPERLINK(\"http://evil.example\",\"bấm\")",
    "+84 @SUM(A1:A9) -1",
    "<script>alert('x')</script>",
    "]]> &amp; </w:t> <w:br/>",
    "{{ 7*7 }} {% raw %} \\n %s",
    "\"ngoặc kép\" -- 'ngoặc đơn' ...",
];

pub fn member(name: &str) -> Card {
    Card {
        lang: Lang::Vi,
        association: "HỘI KHUYẾN HỌC TỈNH ĐIỆN BIÊN".into(),
        unit: "Chi hội bản Tham Mú 1, xã Xa Dung".into(),
        full_name: name.into(),
        number: "11.03208.000128".into(),
        born: "1958".into(),
        member_since: "02/10/2009".into(),
        qr: "https://khuyenhoc.example/the/06a8m3kq0v9f".into(),
    }
}

/// A paper that says all of them everywhere.
pub fn harmless() -> Paper {
    let rows = HOSTILE.map(|name| Row::plain([Cell::words(name).linked("javascript:alert(1)")]));
    let columns = vec![Column::words(HOSTILE[4], 1)];
    Paper {
        kind: HOSTILE[0].into(),
        subject: HOSTILE[4].into(),
        issuer: HOSTILE[5].into(),
        blocks: HOSTILE
            .map(|name| Block::paragraph([Run::plain(name)]))
            .into_iter()
            .chain([Block::Table(Table { caption: HOSTILE[1].into(), columns, rows: rows.into() })])
            .collect(),
        recipients: vec![HOSTILE[2].into()],
        ..Paper::default()
    }
}

/// Names as members have them, the shortest and the longest.
pub const NAMES: [&str; 4] = [
    "Lò Thị Mẩy",
    "H'Ngưm Niê Kđăm Bkrông Y Thĩ Ayŭn Mlô Duôn Du Čiăp Êban Buôn Yă",
    "Nguyễn Trần Hồng Khuyên Quỳnh Phương",
    "Vàng A Dơ",
];

/// Sixty pupils who each receive a scholarship.
pub fn list() -> ListPaper {
    let columns = vec![
        Column::words("Họ và tên", 6),
        Column::marks("Năm sinh", 2),
        Column::words("Chi hội", 6),
        Column::figures("Số tiền (đồng)", 3),
        Column::words("Ký nhận", 3),
    ];
    let row = |place: i64| {
        Row::plain([
            Cell::words(
                ["Lò Văn Ọt", "Vàng A Dơ", "H'Ngưm Niê Kđăm Bkrông", "=1+1"][place as usize % 4],
            ),
            Cell::words("2009"),
            Cell::words("Bản Tham Mú 1, xã Xa Dung"),
            Cell::count(500_000),
            Cell::default(),
        ])
    };
    let total = Row::total([
        Cell::words("Cộng"),
        Cell::default(),
        Cell::default(),
        Cell::count(30_000_000),
    ]);
    ListPaper {
        issuer: "HỘI KHUYẾN HỌC XÃ XA DUNG".into(),
        title: "DANH SÁCH HỌC SINH NHẬN HỌC BỔNG".into(),
        subtitle: "Đợt tháng 9 năm 2026, 60 em".into(),
        columns,
        rows: (0..60).map(row).chain([total]).collect(),
        signatures: ["Người lập", "Kế toán", "Chủ tịch"]
            .map(|office| Signature { office: vec![office.into()], name: String::new() })
            .into(),
        ..ListPaper::default()
    }
}
