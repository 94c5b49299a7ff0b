//! The style page: every pattern once, filled with the longest real names. Tests write it out to be looked at.

use super::{
    Change, Figure, Flash, Rail, Reader, Shell, Tab, TextSize, Theme,
    chart::{Chart, Drawing, Pair},
};
use crate::form::Mistakes;
use askama::Template;
use kernel::Lang;

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// What was typed: patterns take the fields of a form as they are.
struct Form {
    donor: String,
    unit: String,
    way: String,
    public: bool,
}

impl Form {
    fn ways(&self) -> [(String, String); 2] {
        [
            ("a", "Tiền mặt"),
            ("b", "Chuyển khoản, hiện vật hoặc ngày công lao động của phụ huynh trong bản"),
        ]
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
    }
}

#[derive(Template)]
#[template(path = "kitchen.html")]
struct Kitchen {
    shell: Shell,
    tabs: Vec<Tab>,
    figures: Vec<Figure>,
    rows: Vec<Row>,
    charts: Vec<Drawing>,
    mistakes: Mistakes,
    approximate: Figure,
    total: i64,
    form: Form,
    choices: Vec<(&'static str, &'static str)>,
    consequences: Vec<String>,
}

const LONG_UNIT: &str =
    "Ban khuyến học dòng họ Nguyễn Đình Phước Long Thượng – Chi nhánh Điện Biên Phủ";

fn kitchen(lang: Lang, size: TextSize, theme: Theme) -> Kitchen {
    let mut mistakes = Mistakes::default();
    mistakes.note("donor", "Chưa ghi tên. Ghi họ tên người hoặc tên đơn vị ủng hộ.");
    mistakes.note("day", "Tháng 2 năm 2017 không có ngày 31. Xem lại ngày trên phiếu.");
    let figure = Figure {
        label: "Hội viên khuyến học".to_owned(),
        number: "155.232".to_owned(),
        unit_of_measure: "người".to_owned(),
        period: "6 tháng đầu năm 2017".to_owned(),
        geography: "130 xã, theo địa giới năm 2017".to_owned(),
        change: Some(Change::between(154_132, 155_232)),
        declared_percent: 28,
        sources: Some("#nguon".to_owned()),
    };
    let money = Figure {
        label: "Khen thưởng học sinh, giáo viên đạt thành tích cao trong giảng dạy và học tập"
            .to_owned(),
        number: "2.218".to_owned(),
        unit_of_measure: "triệu đồng".to_owned(),
        change: Some(Change::between(3, 1)),
        declared_percent: 0,
        ..figure.clone()
    };
    let approximate = Figure {
        number: "trên 28%".to_owned(),
        unit_of_measure: "dân số".to_owned(),
        change: None,
        ..figure.clone()
    };
    let reader = Reader {
        name: "H’Wik Niê Kdăm Ayŭn Ktul".to_owned(),
        unit_name: "Hội Khuyến học xã Xa Dung, huyện Điện Biên Đông, tỉnh Điện Biên".to_owned(),
        unit_url: "/don-vi".to_owned(),
    };
    let crumbs = ["Trung ương Hội", "Hội Khuyến học tỉnh Điện Biên", LONG_UNIT];
    Kitchen {
        shell: Shell::titled(lang, "Hội viên của Hội Khuyến học xã Xa Dung")
            .at(Rail::Registers)
            .read_by(reader)
            .crumbs(crumbs.map(|name| (name.to_owned(), "#".to_owned())).to_vec())
            .standing("Số liệu đến ngày 30/06/2017, theo địa giới năm 2017")
            .flash(Some(Flash::done("Đã ghi nhận 3 hội viên mới.").undo("/hoan-tac/1")))
            .shown_as(size, theme)
            .path("/so-bo/hoi-vien?q=dang"),
        tabs: vec![
            Tab::new("Đang sinh hoạt", "#a", true),
            Tab::new("Đã chuyển đi", "#b", false),
            Tab::new("Tất cả hội viên từ trước đến nay", "#c", false),
        ],
        figures: vec![figure, money],
        approximate,
        total: 155_232,
        rows: vec![
            ("Đặng Thị Khuê", "Bản Ẳng 2", "05/7/2017", "12", "done", "Đang sinh hoạt"),
            (
                "Thạch Thị Sô Phia Rịt Thi",
                LONG_UNIT,
                "01/3/2014",
                "1.204",
                "waiting",
                "Chờ xác nhận",
            ),
            (
                "Lò Văn Ỏm",
                "Tổ dân phố 8, phường Mường Thanh",
                "12/12/2009",
                "0",
                "closed",
                "Đã chuyển",
            ),
        ],
        charts: charts(lang),
        mistakes,
        form: Form {
            donor: "Công ty \"Mường <Thanh>\" & bạn bè".to_owned(),
            unit: String::new(),
            way: "b".to_owned(),
            public: true,
        },
        choices: vec![("a", "Hội Khuyến học xã Xa Dung"), ("b", LONG_UNIT)],
        consequences: vec![
            "Quỹ của xã tăng 2.000.000 đ.".to_owned(),
            "Người ủng hộ nhận thư cảm ơn.".to_owned(),
        ],
    }
}

fn charts(lang: Lang) -> Vec<Drawing> {
    let units = [
        ("Xa Dung", 1_204),
        (LONG_UNIT, 980),
        ("Pú Nhi", 45),
        ("Keo Lôm", 0),
        ("Chuyển đi trong kỳ", -210),
    ];
    let years = [
        ("2013", Some(121_400)),
        ("2014", Some(133_050)),
        ("2015", None),
        ("2016", Some(154_132)),
        ("2017", Some(155_232)),
    ];
    let pair = Pair {
        now: "6 tháng đầu năm 2017".to_owned(),
        before: "6 tháng đầu năm 2016".to_owned(),
    };
    let kinds = [
        ("Gia đình học tập", Some(65_103), Some(61_950)),
        ("Dòng họ học tập", Some(448), None),
        ("Cộng đồng học tập cấp xã", Some(12_045), Some(13_210)),
    ];
    let parts = ["Cơ quan", "Trường học", "Dòng họ", "Thôn, bản", "Khác"].map(str::to_owned);
    let halves = [("Xa Dung", vec![310, 450, 120, 290, 34]), (LONG_UNIT, vec![80, 300, 0, 600, 0])];
    let name = |text: &str| text.to_owned();
    vec![
        Chart::new(lang, "Hội viên theo xã", "người")
            .bars(&units.map(|(unit, value)| (name(unit), value))),
        Chart::new(lang, "Danh hiệu học tập", "đơn vị")
            .columns(&pair, &kinds.map(|(kind, now, before)| (name(kind), now, before))),
        Chart::new(lang, "Hội viên qua các năm", "người")
            .line(&years.map(|(year, value)| (name(year), value))),
        Chart::new(lang, "Hội viên theo loại hình", "người")
            .stacked(&parts, &halves.map(|(unit, values)| (name(unit), values))),
        Chart::new(lang, "Học bổng", "triệu đồng").bars(&[]),
    ]
}

/// Every pattern, in each language, size and paper, as files: `KITCHEN_DIR=/some/folder cargo test -p platform kitchen`.
#[test]
fn the_kitchen_page_shows_every_pattern_without_inline_style_or_script() {
    for lang in [Lang::Vi, Lang::En] {
        for size in TextSize::ALL {
            for theme in Theme::ALL {
                let page = kitchen(lang, *size, *theme).render().unwrap();
                for forbidden in [" style=", "<style", " onclick", "javascript:", "http:", "https:"]
                {
                    assert!(!page.contains(forbidden), "the page contains {forbidden}");
                }
                assert!(
                    page.contains("value=\"Công ty &#34;Mường &#60;Thanh&#62;&#34; &#38; bạn bè\"")
                );
                if let Ok(folder) = std::env::var("KITCHEN_DIR") {
                    let name =
                        format!("{folder}/kitchen-{lang}-{}-{}.html", size.code(), theme.code());
                    std::fs::write(name, page).unwrap();
                }
            }
        }
    }
}

/// The page of a problem, beside the kitchen page: for someone signed in, and for someone who is not.
#[test]
fn a_problem_page_has_the_main_menu_only_for_someone_signed_in() {
    let nobody = super::problem_page(
        Shell::titled(Lang::Vi, ""),
        404,
        "not_found",
        "Không tìm thấy nội dung này.",
    );
    assert!(!nobody.contains("class=\"rail\""));
    let shell = kitchen(Lang::Vi, TextSize::Normal, Theme::Light).shell.flash(None);
    let page = super::problem_page(
        shell,
        409,
        "month_closed",
        "Chưa ghi được khoản chi. Tháng 5/2017 đã khóa sổ ngày 05/6/2017. Ghi khoản này vào tháng 6.",
    );
    assert!(page.contains("class=\"rail\""));
    if let Ok(folder) = std::env::var("KITCHEN_DIR") {
        std::fs::write(format!("{folder}/nobody.html"), nobody).unwrap();
        std::fs::write(format!("{folder}/problem.html"), page).unwrap();
    }
}
