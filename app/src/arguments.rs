//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Khuyến Học: hội viên, số liệu và báo cáo của hội khuyến học ở mọi cấp.
///
/// Mã thoát: 0 xong; 1 kiểm tra thấy sai; 2 gõ lệnh sai; 3 bị từ chối, chưa có gì thay đổi.
/// (Members, figures and reports of a study-promotion association. Exit codes: 0 ok, 1 a check
/// failed, 2 bad usage, 3 refused and nothing changed.)
#[derive(Debug, Parser)]
#[command(name = "khuyenhoc", version, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Where the data is and how the program answers, its refusals included: what stands after the name of a unit's own
    /// form counts like what stands before it.
    pub fn place(&self) -> Place {
        match &self.command {
            Command::Report(Report::Own(typed)) => OwnReport::read(typed).place(&self.place),
            _ => self.place.clone(),
        }
    }
}

/// Where the data is, and in which language the program answers.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Thư mục dữ liệu: cơ sở dữ liệu SQLite, tệp đính kèm, khóa (data folder)
    #[arg(
        long,
        global = true,
        env = "KHUYENHOC_DATA",
        default_value = "./data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// Dùng PostgreSQL thay cho SQLite: postgres://… (PostgreSQL instead of SQLite)
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// Ngôn ngữ của câu trả lời: vi hoặc en (language of the answers)
    #[arg(long, global = true, env = "KHUYENHOC_LANG", default_value = "vi", value_parser = ["vi", "en"])]
    pub lang: String,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Chạy máy chủ (serve the site and the API)
    Serve(Serve),
    /// Dựng dữ liệu trình diễn từ các bài báo rồi chạy (build and serve the demonstration)
    Demo(Demo),
    /// Tạo thư mục dữ liệu với cây đơn vị cả nước (make a data folder with the national unit tree)
    Init,
    /// Nâng cơ sở dữ liệu lên bản này (bring the database up to this version)
    Migrate,
    /// Tài khoản (accounts)
    #[command(subcommand)]
    User(User),
    /// Đơn vị qua các thời kỳ (units through time)
    #[command(subcommand)]
    Unit(Unit),
    /// Dựng một tỉnh giả định để thử với quy mô thật (make up a province of a given size)
    ///
    /// Tạo tỉnh mã GEN với các xã và chi hội trong thư mục dữ liệu mới. Thư mục --out có: members.xlsx
    /// (danh sách hội viên 12 cột, chưa nhập; trên 250.000 người thì thêm members-002.xlsx …),
    /// members-errors.xlsx (sổ đầu với 1.000 lỗi gieo sẵn) và truth.json (lỗi nào ở ô nào). Cùng --members
    /// và --seed thì ra cùng một danh sách. Không ai trong đó là người thật.
    ///
    /// (Makes up a province GEN with communes and chapters in a fresh data folder, and writes its member
    /// list, not yet imported; the same list with 1,000 known mistakes; and where they are. The same
    /// numbers give the same people; none is real.)
    Generate(Generate),
    /// Nhập từ Excel hoặc CSV; không có --apply thì chưa ghi gì (import; nothing is written without --apply)
    #[command(subcommand)]
    Import(Import),
    /// Tìm hồ sơ hội viên có thể trùng (people who may be in the register twice)
    Duplicates {
        /// Mã đơn vị của hôm nay; tìm trong đơn vị và các đơn vị bên dưới
        #[arg(long)]
        unit: String,
        /// In kết quả dạng JSON
        #[arg(long)]
        json: bool,
    },
    /// Xem trước biên bản bàn giao, lấy từ sổ sách (what a hand-over would say, drawn from the books)
    Handover {
        /// Mã đơn vị của hôm nay
        #[arg(long)]
        unit: String,
        /// Ghi ra tệp .docx, .pdf hoặc .html; không có thì in ra màn hình
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Lập báo cáo (make a report)
    #[command(subcommand)]
    Report(Report),
    /// Mở một con số đến tận nguồn (open a figure down to its sources)
    Explain(Explain),
    /// Sao lưu toàn bộ vào một tệp, cả khi máy chủ đang chạy (back everything up into one file)
    Backup(Backup),
    /// Khôi phục một bản sao lưu vào thư mục trống (restore a backup into an empty folder)
    Restore(Restore),
    /// Kiểm tra mọi điều luôn phải đúng; thấy sai thì mã thoát 1 (check all invariants)
    Verify(Verify),
    /// In mô tả API OpenAPI 3.1 (print the API description)
    Openapi,
    /// Tiến trình đọc một tệp, do chương trình tự gọi (the process that reads one file)
    #[command(name = sheets::READ_WORKBOOK, hide = true)]
    ReadWorkbook,
    /// In mọi địa chỉ và quyền cần có (print every route and what it needs)
    Routes {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Địa chỉ lắng nghe (address to listen on)
    #[arg(long, env = "KHUYENHOC_HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Cổng; 0 là để máy chọn (port; 0 lets the system choose)
    #[arg(long, env = "KHUYENHOC_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Địa chỉ mà người dùng gõ, kể cả https ở đầu (the address that people type, with its https)
    #[arg(long, env = "KHUYENHOC_ORIGIN")]
    pub origin: Option<String>,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub serve: Serve,
    /// Dựng xong thì dừng (stop after building)
    #[arg(long)]
    pub build_only: bool,
}

/// How large a province, which one, and where to.
#[derive(Debug, Args)]
pub struct Generate {
    /// Số hội viên, từ 1 đến 25000000 (number of members)
    #[arg(long, value_name = "N")]
    pub members: u64,
    /// Hạt giống: số bất kỳ; số khác thì ra người khác (another number gives other people)
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Thư mục nhận các tệp (where the files go)
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// Ghi luôn mọi người vào sổ, không cần nhập (write everybody into the register at once)
    #[arg(long)]
    pub register: bool,
    /// In kết quả dạng JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Mở tài khoản; không cho mật khẩu thì chương trình đặt và in ra một lần (open an account)
    Add {
        username: String,
        #[arg(long)]
        full_name: String,
        /// administrator, province_officer, commune_officer, chapter_head, chapter_secretary, treasurer, approver, auditor, member, former_officer
        #[arg(long)]
        role: String,
        /// Mã đơn vị, ví dụ 11 hoặc 03208
        #[arg(long)]
        unit: String,
        /// Mật khẩu; nên để trong biến môi trường
        #[arg(long, env = "KHUYENHOC_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Unit {
    /// Đơn vị mang mã đó, quá khứ và đơn vị kế tục: 03208 hoặc 03208@2017-06-30
    Show {
        code: String,
        #[arg(long)]
        json: bool,
    },
    /// Tìm theo tên, có hay không có dấu (search by name)
    Search {
        text: String,
        /// Ngày cần xem (day), mặc định hôm nay
        #[arg(long)]
        on: Option<String>,
    },
    /// Chuyển tiếp những gì còn ở xã, huyện, tỉnh cũ sau sắp xếp; không có --apply thì chỉ xem trước
    ///
    /// (Carries over what still hangs on official units that ended: members, roles, declared figures. Without
    /// --apply it only shows what it would do.)
    Reorganise {
        /// Ngày sắp xếp theo danh mục của Nhà nước: 2025-07-01 (day of the official reform)
        #[arg(long, value_name = "DAY")]
        reform: String,
        /// Mã tỉnh, thành phố của hôm nay (code of a province of today)
        #[arg(long)]
        unit: String,
        /// Tỷ lệ chia số khai báo của một xã cũ: MÃ_CŨ:MÃ_MỚI=1/3:căn cứ (share of a former unit's declared figures)
        #[arg(long, value_name = "OLD:NEW=SHARE:BASIS")]
        share: Vec<String>,
        /// Sổ của đơn vị nhận đã có đủ: thôi tính số khai báo cũ (registers hold them already)
        #[arg(long)]
        registers_hold: bool,
        /// Thực hiện (carry it out)
        #[arg(long)]
        apply: bool,
        #[arg(long)]
        json: bool,
    },
}

/// Which unit, in which geography.
#[derive(Debug, Clone, Args)]
pub struct Where {
    /// Mã đơn vị theo địa giới của --boundaries; MÃ@NGÀY để chỉ ngày khác
    #[arg(long)]
    pub unit: String,
    /// Địa giới của ngày: 2017-06-30 hoặc now
    #[arg(long, default_value = "now")]
    pub boundaries: String,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Danh sách hội viên (member list)
    Members {
        file: PathBuf,
        #[command(flatten)]
        place: Where,
        /// Ghi vào sổ (write)
        #[arg(long)]
        apply: bool,
        /// Trả lại sổ Excel đã đánh dấu (the marked workbook)
        #[arg(long, value_name = "OUT.xlsx")]
        marked: Option<PathBuf>,
        /// Bảng mã của tệp: auto (tự nhận ra), unicode, tcvn3 (.VnTime), vni (how the file was typed)
        #[arg(long, default_value = "auto", value_parser = ["auto", "unicode", "tcvn3", "vni"])]
        encoding: String,
        #[arg(long)]
        json: bool,
    },
    /// Hoàn tác cả một lần nhập hội viên đã ghi (take a whole import of members back)
    Undo {
        /// Mã lần nhập, in ra khi nhập (the batch, as the import printed it)
        batch: String,
        #[arg(long)]
        json: bool,
    },
    /// Bảng số liệu khai báo (declared figures)
    Figures {
        file: PathBuf,
        #[command(flatten)]
        place: Where,
        #[arg(long)]
        period: String,
        #[arg(long)]
        apply: bool,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Report {
    /// Báo cáo 6 tháng, và kỳ bất kỳ (half-year report, and of any other period)
    HalfYear(MadeReport),
    /// Báo cáo năm (annual report)
    Year(MadeReport),
    /// Báo cáo năm học, ví dụ SY2022 (report on a school year)
    SchoolYear(MadeReport),
    /// Báo cáo nhiệm kỳ hoặc khoảng thời gian bất kỳ (report on a term, or on any range)
    Term(MadeReport),
    /// Báo cáo theo mẫu riêng của đơn vị: MÃ hoặc MÃ@ĐƠN-VỊ, rồi --unit … --period … (by a unit's own form)
    #[command(external_subcommand)]
    Own(Vec<String>),
    /// Báo cáo đang ở bước nào, ai đã làm gì (where a report stands)
    State {
        #[command(flatten)]
        filed: FiledAt,
        #[arg(long)]
        json: bool,
    },
    /// Nộp báo cáo: chụp lại và gửi lên cấp trên (freeze the report and hand it in)
    Submit {
        #[command(flatten)]
        filed: FiledAt,
        /// Lấy số từ các báo cáo đã nhận của cấp dưới (figures from the accepted reports below)
        #[arg(long)]
        from_children: bool,
    },
    /// Nêu lý do các chỉ tiêu tăng giảm nhiều; không có --figure thì liệt kê (say why figures have changed a lot)
    Reason {
        #[command(flatten)]
        filed: FiledAt,
        /// Một câu cho một chỉ tiêu, lặp lại được: classes="Mở thêm 9 lớp." (one sentence for a figure)
        #[arg(long = "figure", value_name = "CODE=SENTENCE")]
        figures: Vec<String>,
    },
    /// Nhận báo cáo hoặc bản bổ sung (accept what was submitted)
    Accept {
        #[command(flatten)]
        filed: FiledAt,
        /// Mã băm của bản đã xem, do lệnh state in ra (the hash of what was read)
        #[arg(long)]
        hash: String,
    },
    /// Trả lại báo cáo hoặc bản bổ sung, ghi rõ chỗ phải sửa (hand it back)
    Return {
        #[command(flatten)]
        filed: FiledAt,
        #[arg(long)]
        hash: String,
        #[arg(long)]
        remark: String,
    },
    /// Khóa sổ của kỳ đã nhận báo cáo (lock the period)
    Lock {
        #[command(flatten)]
        filed: FiledAt,
        /// Sổ đã đổi từ khi nhận thì lập phần chênh thành bản bổ sung (make the difference a supplement)
        #[arg(long)]
        with_differences: bool,
    },
    /// Mở khóa cho một người, có lý do và có hạn (open it for one person until a day)
    Reopen {
        #[command(flatten)]
        filed: FiledAt,
        /// Tên đăng nhập của người được ghi (user name of who may write)
        #[arg(long)]
        person: String,
        /// Ngày cuối cùng được ghi (the last day)
        #[arg(long, value_name = "DAY")]
        last: String,
        #[arg(long)]
        reason: String,
    },
    /// Lập bản bổ sung có số, chờ người khác nhận; bản nộp giữ nguyên (make a numbered supplement)
    Supplement {
        #[command(flatten)]
        filed: FiledAt,
        #[arg(long)]
        remark: String,
        /// Số đúng của một chỉ tiêu, lặp lại được: classes=12 (a number put right)
        #[arg(long = "figure", value_name = "CODE=NUMBER")]
        figures: Vec<String>,
    },
}

/// A report to be made: of whom, for when, in which shape.
#[derive(Debug, Clone, Args)]
pub struct MadeReport {
    #[command(flatten)]
    pub place: Where,
    /// 2017-H1, 2017, 2017-Q2, 2017-06, SY2022 hoặc 2017-01-01/2022-12-31
    #[arg(long)]
    pub period: String,
    /// json, html, xlsx, docx hoặc pdf
    #[arg(long, default_value = "json", value_parser = ["json", "html", "xlsx", "docx", "pdf"])]
    pub format: String,
    /// Ghi ra tệp thay vì màn hình
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What follows the name of a unit's own form: `report FORM --unit … --period …`.
#[derive(Debug, Parser)]
#[command(name = "khuyenhoc report")]
pub struct OwnReport {
    /// Tên hoặc mã của mẫu (the form's name or code)
    pub form: String,
    #[command(flatten)]
    pub made: MadeReport,
    /// Thư mục dữ liệu (data folder)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL thay cho SQLite (PostgreSQL instead of SQLite)
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Ngôn ngữ của câu trả lời (language of the answers)
    #[arg(long, value_parser = ["vi", "en"])]
    lang: Option<String>,
}

impl OwnReport {
    /// Ends the program with what is wrong where it cannot be read, as the rest of the line does.
    pub fn read(typed: &[String]) -> OwnReport {
        let line = ["khuyenhoc report"].into_iter().chain(typed.iter().map(String::as_str));
        OwnReport::try_parse_from(line).unwrap_or_else(|error| error.exit())
    }
    /// Where the data is: what stands after the form's name goes before what stood before it.
    fn place(&self, before: &Place) -> Place {
        Place {
            data: self.data.clone().unwrap_or_else(|| before.data.clone()),
            database: self.database.clone().or_else(|| before.database.clone()),
            lang: self.lang.clone().unwrap_or_else(|| before.lang.clone()),
        }
    }
}

/// Which report, and in whose name.
#[derive(Debug, Clone, Args)]
pub struct FiledAt {
    /// Mã đơn vị của hôm nay, hoặc MÃ@NGÀY (unit)
    #[arg(long)]
    pub unit: String,
    /// 2026-H1, 2026, SY2026 …
    #[arg(long)]
    pub period: String,
    /// Mẫu báo cáo (form)
    #[arg(long, default_value = "half-year")]
    pub form: String,
    /// Làm với tên và quyền của tài khoản này; không ghi thì là người vận hành (in whose name)
    #[arg(long, value_name = "USERNAME")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Mã chỉ tiêu, ví dụ members
    pub indicator: String,
    #[command(flatten)]
    pub place: Where,
    #[arg(long)]
    pub period: String,
    /// json hoặc text
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// Tệp sao lưu, ngoài thư mục dữ liệu; không ghi đè tệp đã có (the file to make)
    pub file: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE", conflicts_with = "file")]
    pub out: Option<PathBuf>,
    /// Mã hóa bằng cụm mật khẩu trong tệp này, hoặc trong biến KHUYENHOC_PASSPHRASE (encrypt)
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Không kèm keys/master.key; khi khôi phục phải cho bằng --key (leave the key out)
    #[arg(long)]
    pub without_key: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// Tệp sao lưu (the backup)
    pub file: PathBuf,
    /// Tệp chứa cụm mật khẩu, hoặc đặt trong biến KHUYENHOC_PASSPHRASE (of an encrypted backup)
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Tệp khóa master.key, nếu bản sao lưu không kèm khóa (the key, where the backup has none)
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// Mã cuối sổ nhật ký đã chép lại lần trước: sổ hôm nay phải còn dòng ấy (the end of the audit book, as written down)
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// In kết quả dạng JSON
    #[arg(long)]
    pub json: bool,
}
