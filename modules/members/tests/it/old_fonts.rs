//! Lists typed before Unicode: seen, converted, shown, answered for.

use crate::{import_files::*, world};
use access::{Caller, Look, Role};
use axum::http::{Method, StatusCode};
use kernel::Lang;
use members::import::{self, FileEncoding, Options};
use platform::operation;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use testkit::World;

const VN_TIME: &str = ".VnTime";
const VNI_TIMES: &str = "VNI-Times";
const UNICODE: &str = "Times New Roman";

/// A sheet whose every column has one font.
fn list(fonts: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Héi viªn").unwrap();
    for (row, texts) in (0..).zip(rows) {
        for ((column, text), font) in (0..).zip(*texts).zip(fonts) {
            let format = Format::new().set_font_name(*font);
            if !text.is_empty() {
                sheet.write_string_with_format(row, column, *text, &format).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A commune's list of 2004, wholly in .VnTime, its title in capitals.
fn list_of_2004() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let font = |name: &str| Format::new().set_font_name(name);
    let (plain, capitals) = (font(VN_TIME), font(".VnTimeH"));
    sheet.write_with_format(0, 1, "Danh s¸ch héi viªn", &capitals).unwrap();
    for (row, texts) in (2..).zip([
        ["STT", "Hä vµ tªn", "N¨m sinh", "Giíi tÝnh", "D©n téc", "Chi héi", "Ghi chó"],
        [
            "1",
            "NguyÔn ThÞ B\u{ad}ëi",
            "1950",
            "N÷",
            "Kinh",
            "Tr\u{ad}êng An",
            "Chi héi tr\u{ad}ëng",
        ],
        ["2", "Lß V¨n Hïng", "1948", "Nam", "Th¸i", "nt", ""],
        ["3", "Vµng A Pã", "1961", "Nam", "M«ng", "nt", "Gi¸o viªn nghØ h\u{ad}u"],
        ["4", "Lo Van An", "1962", "Nam", "Th¸i", "nt", ""],
        ["5", "TrÇn V¨n §øc", "195", "Nam", "Kinh", "nt", ""],
    ]) {
        for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            sheet.write_with_format(row, column, text, &plain).unwrap();
        }
    }
    sheet.write_with_format(9, 1, "Tæng céng", &capitals).unwrap();
    sheet.write_with_format(11, 1, "Ng\u{ad}êi lËp biÓu", &plain).unwrap();
    sheet.write_with_format(14, 1, "NguyÔn ThÞ Mai", &plain).unwrap();
    workbook.save_to_buffer().unwrap()
}

async fn lan(world: &World) -> String {
    world.sign_in("lan.hoasen", Role::CommuneOfficer, &world.hoa_sen).await
}

async fn sent(world: &World, token: &str, query: &str, bytes: Vec<u8>) -> Value {
    let path = format!("/api/v1/units/{}/imports?{query}", world.hoa_sen);
    let (status, queued) = send_file(world, token, &path, bytes).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{queued}");
    world.run_jobs().await;
    batch(world, token, queued["batch"].as_str().unwrap()).await
}

async fn batch(world: &World, token: &str, id: &str) -> Value {
    let path = format!("/api/v1/units/{}/imports/{id}", world.hoa_sen);
    let (status, body) = world.get(token, &path).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    serde_json::from_str(&body).unwrap()
}

/// Asks something of a batch and gives it back as it is after its job has run.
async fn ask(world: &World, token: &str, of: &Value, what: &str, body: &Value) -> Value {
    let id = of["batch"].as_str().unwrap();
    let path = format!("/api/v1/units/{}/imports/{id}/{what}", world.hoa_sen);
    let sent = world.send_json(Method::POST, token, &path, &operation::new_id(), body).await;
    assert_eq!(sent.0, StatusCode::ACCEPTED, "{}", sent.1);
    world.run_jobs().await;
    batch(world, token, id).await
}

async fn page_of(world: &World, token: &str, batch: &Value) -> String {
    let id = batch["batch"].as_str().unwrap();
    let (status, page) = world.get(token, &format!("/don-vi/{}/nhap/{id}", world.hoa_sen)).await;
    assert_eq!(status, StatusCode::OK);
    page
}

/// Names, ethnicities and notes as they are stored, letter by letter.
async fn stored(world: &World) -> Vec<[String; 3]> {
    let mut tx = world.site.db.begin().await.unwrap();
    let sql = "select full_name, ethnicity, note from member_person order by birth";
    let rows: Vec<(String, String, String)> =
        sqlx::query_as(sql).fetch_all(&mut *tx).await.unwrap();
    rows.into_iter().map(|(name, ethnicity, note)| [name, ethnicity, note]).collect()
}

fn counts_of(batch: &Value) -> [i64; 5] {
    ["rows", "created", "updated", "unchanged", "refused"].map(|name| batch[name].as_i64().unwrap())
}

fn codes_of(batch: &Value) -> Vec<(&str, &str)> {
    let errors = batch["errors"].as_array().unwrap().iter();
    errors.map(|said| (said["cell"].as_str().unwrap(), said["code"].as_str().unwrap())).collect()
}

/// Column, encoding, why, cells.
fn converted(batch: &Value) -> Vec<(&str, &str, &str, i64)> {
    let columns = batch["converted_columns"].as_array().unwrap().iter();
    columns
        .map(|column| {
            let text = |name: &str| column[name].as_str().unwrap();
            (text("column"), text("encoding"), text("why"), column["cells"].as_i64().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn a_list_in_vntime_is_shown_in_unicode_and_stored_so() {
    let world = world().await;
    let token = lan(&world).await;
    let checked = sent(&world, &token, "file_name=2004.xlsx", list_of_2004()).await;
    assert_eq!(counts_of(&checked), [5, 4, 0, 0, 1], "{checked}");
    assert_eq!(codes_of(&checked), [("C8", "date_invalid")], "{checked}");
    assert_eq!(
        converted(&checked),
        [
            ("B", "tcvn3", "font", 4),
            ("D", "tcvn3", "font", 1),
            ("E", "tcvn3", "font", 3),
            ("F", "tcvn3", "font", 1),
            ("G", "tcvn3", "font", 2)
        ],
        "{checked}"
    );
    let names = &checked["converted_columns"][0];
    assert_eq!(names["heading"], "Họ và tên");
    let expected =
        json!({ "cell": "B4", "before": "NguyÔn ThÞ B\u{ad}ëi", "after": "Nguyễn Thị Bưởi" });
    assert_eq!(names["examples"][0], expected);
    let page = page_of(&world, &token, &checked).await;
    assert!(page.contains("Đã chuyển từ phông cũ sang Unicode"), "{page}");
    assert!(
        page.contains("→ Nguyễn Thị Bưởi") && page.contains("TCVN3, theo tên phông; 4 ô"),
        "{page}"
    );
    assert!(page.contains("Ghi 4 hội viên vào sổ"), "{page}");

    let applied = ask(&world, &token, &checked, "apply", &json!({})).await;
    assert_eq!(applied["state"], "applied", "{applied}");
    assert_eq!(
        stored(&world).await,
        [
            ["Lò Văn Hùng", "Thái", ""],
            ["Nguyễn Thị Bưởi", "Kinh", "Chi hội trưởng"],
            ["Vàng A Pó", "Mông", "Giáo viên nghỉ hưu"],
            ["Lo Van An", "Thái", ""],
        ]
    );
    let marked = marked_of(&world, &token, &applied).await;
    assert_eq!(marked.text("B4"), "NguyÔn ThÞ B\u{ad}ëi", "her cells as they were");
    assert!(marked.text("I4").contains("Đã chuyển từ TCVN3 sang Unicode: B4, D4, F4, G4."));
    assert!(marked.text("I8").starts_with("C8 "), "{}", marked.text("I8"));

    let again = sent(&world, &token, "file_name=2004.xlsx", marked.bytes).await;
    assert_eq!(counts_of(&again), [5, 0, 0, 4, 1], "her marked file reads the same: {again}");
    world.end().await;
}

#[tokio::test]
async fn a_list_in_vni_is_found_by_its_font_or_by_its_words() {
    let rows: [&[&str]; 5] = [
        &["Hoï vaø teân", "Naêm sinh", "Daân toäc", "Ghi chuù"],
        &["Nguyeãn Thò Böôûi", "1950", "Kinh", ""],
        &["Traàn Vaên Ñöùc", "1948", "Hoa", "OÂng ñaõ nghæ höu"],
        &["Hoà Thò Hoa", "1961", "Chaêm", ""],
        &["LYÙ VAÊN SÔN", "1963", "Chaêm", ""],
    ];
    for (font, why) in [(VNI_TIMES, "font"), (UNICODE, "words")] {
        let world = world().await;
        let token = lan(&world).await;
        let checked = sent(&world, &token, "file_name=vni.xlsx", list(&[font; 4], &rows)).await;
        assert_eq!(counts_of(&checked), [4, 4, 0, 0, 0], "{checked}");
        assert_eq!(converted(&checked)[0], ("A", "vni", why, 4), "{checked}");
        ask(&world, &token, &checked, "apply", &json!({})).await;
        assert_eq!(
            stored(&world).await,
            [
                ["Trần Văn Đức", "Hoa", "Ông đã nghỉ hưu"],
                ["Nguyễn Thị Bưởi", "Kinh", ""],
                ["Hồ Thị Hoa", "Chăm", ""],
                ["LÝ VĂN SƠN", "Chăm", ""],
            ]
        );
        world.end().await;
    }
}

#[tokio::test]
async fn one_old_column_is_converted_and_the_others_stay_as_they_are() {
    let world = world().await;
    let token = lan(&world).await;
    let rows: [&[&str]; 5] = [
        &["Họ và tên", "Năm sinh", "Dân tộc", "Ghi chú"],
        &["NguyÔn ThÞ Hµ", "1950", "Ê Đê", "Lê Hoà giới thiệu"],
        &["TrÇn V¨n §øc", "1951", "Mông", "Hoà"],
        &["H'Hen Niê", "1952", "Thái", "café"],
        &["Hoàng Thị Cúc", "1953", "Kinh", ""],
    ];
    let checked = sent(&world, &token, "file_name=a.xlsx", list(&[UNICODE; 4], &rows)).await;
    assert_eq!(counts_of(&checked), [4, 4, 0, 0, 0], "{checked}");
    assert_eq!(converted(&checked), [("A", "tcvn3", "words", 2)], "{checked}");
    ask(&world, &token, &checked, "apply", &json!({})).await;
    assert_eq!(
        stored(&world).await,
        [
            ["Nguyễn Thị Hà", "Ê Đê", "Lê Hoà giới thiệu"],
            ["Trần Văn Đức", "Mông", "Hoà"],
            ["H’Hen Niê", "Thái", "café"],
            ["Hoàng Thị Cúc", "Kinh", ""],
        ]
    );
    world.end().await;
}

#[tokio::test]
async fn words_that_both_readings_know_stay_where_headings_are_in_unicode() {
    let of = |headings: [&'static str; 3]| {
        let rows: [&[&str]; 3] =
            [&headings, &["NguyÔn ThÞ Hµ", "1950", "Thái"], &["TrÇn V¨n §øc", "1951", "Mông"]];
        list(&[UNICODE; 3], &rows)
    };
    let world = world().await;
    let token = lan(&world).await;
    let file = of(["Họ và tên", "Năm sinh", "Dân tộc"]);
    let checked = sent(&world, &token, "file_name=a.xlsx", file).await;
    assert_eq!(converted(&checked), [("A", "tcvn3", "words", 2)], "{checked}");
    let file = of(["Hä vµ tªn", "N¨m sinh", "D©n téc"]);
    let checked = sent(&world, &token, "file_name=a.xlsx", file).await;
    assert_eq!(converted(&checked)[1], ("C", "tcvn3", "words", 2), "{checked}");
    world.end().await;
}

#[tokio::test]
async fn unicode_under_an_old_font_is_unicode() {
    let world = world().await;
    let token = lan(&world).await;
    let rows: [&[&str]; 4] = [
        &["Họ và tên", "Năm sinh"],
        &["Nguyễn Thị Hà", "1950"],
        &["Lê Hoà", "1951"],
        &["Trần Văn Lào", "1952"],
    ];
    let checked = sent(&world, &token, "file_name=a.xlsx", list(&[VN_TIME; 2], &rows)).await;
    assert_eq!(counts_of(&checked), [3, 3, 0, 0, 0], "{checked}");
    assert!(converted(&checked).is_empty(), "{checked}");
    world.end().await;
}

#[tokio::test]
async fn a_doubtful_cell_keeps_its_row_out_until_a_person_answers() {
    let world = world().await;
    let token = lan(&world).await;
    let rows: [&[&str]; 4] = [
        &["Họ và tên", "Năm sinh"],
        &["Nguyễn Thị Hà", "1950"],
        &["TrÇn V¨n §øc", "1951"],
        &["Lê Hoà", "1952"],
    ];
    let mut rows = rows.to_vec();
    let more: Vec<[String; 2]> = (0..20)
        .map(|number| {
            [
                format!("Đỗ Thị {}", ["An", "Bích", "Cúc", "Duyên"][number % 4]),
                format!("{}", 1960 + number),
            ]
        })
        .collect();
    let more: Vec<[&str; 2]> = more.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
    rows.extend(more.iter().map(|row| &row[..]));
    let file = list(&[UNICODE; 2], &rows);
    let checked = sent(&world, &token, "file_name=a.xlsx", file.clone()).await;
    assert_eq!(counts_of(&checked), [23, 22, 0, 0, 1], "{checked}");
    assert_eq!(codes_of(&checked), [("A3", "text_encoding_doubtful")], "{checked}");
    let doubt = &checked["doubtful_columns"][0]["examples"][0];
    assert_eq!(
        (&doubt["before"], &doubt["tcvn3"]),
        (&"TrÇn V¨n §øc".into(), &"Trần Văn Đức".into())
    );
    let page = page_of(&world, &token, &checked).await;
    assert!(page.contains("Cột chưa rõ bảng mã") && page.contains("Trần Văn Đức"), "{page}");

    // She answers on the page of the batch.
    let id = checked["batch"].as_str().unwrap();
    let answer = format!("/don-vi/{}/nhap/{id}/bang-ma", world.hoa_sen);
    let (status, page) = world.post(&token, &answer, "encoding=khac").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert_eq!(world.post(&token, &answer, "encoding=tcvn3").await.0, StatusCode::SEE_OTHER);
    assert_eq!(
        world.post(&token, &answer, "encoding=vni").await.0,
        StatusCode::CONFLICT,
        "while it is being checked"
    );
    world.run_jobs().await;
    let answered = batch(&world, &token, id).await;
    assert_eq!(counts_of(&answered), [23, 23, 0, 0, 0], "{answered}");
    assert_eq!(answered["encoding"], "tcvn3");
    assert_eq!(converted(&answered), [("A", "tcvn3", "told", 2)], "the letters of Lê and Hoà too");
    let page = page_of(&world, &token, &answered).await;
    assert!(page.contains("<option value=\"tcvn3\" selected>"), "{page}");

    // Or that it is Unicode after all, by the interface for programs; then nothing is converted.
    let plain = ask(&world, &token, &answered, "encoding", &json!({ "encoding": "unicode" })).await;
    assert_eq!(counts_of(&plain), [23, 22, 0, 0, 1], "{plain}");
    assert_eq!(codes_of(&plain), [("A3", "name_invalid")], "no name holds §");
    let applied = ask(&world, &token, &plain, "apply", &json!({})).await;
    assert_eq!(applied["state"], "applied", "{applied}");
    assert_eq!(world.post(&token, &answer, "encoding=auto").await.0, StatusCode::CONFLICT);
    world.end().await;
}

#[tokio::test]
async fn an_answer_may_come_with_the_file_and_others_cannot_answer() {
    let world = world().await;
    let token = lan(&world).await;
    let rows: [&[&str]; 2] = [&["Họ và tên", "Năm sinh"], &["Leâ Sôn", "1950"]];
    let file = list(&[UNICODE; 2], &rows);
    let checked = sent(&world, &token, "file_name=a.xlsx&encoding=vni", file.clone()).await;
    assert_eq!(checked["converted_columns"][0]["examples"][0]["after"], "Lê Sơn", "{checked}");
    let path = format!("/api/v1/units/{}/imports?encoding=latin", world.hoa_sen);
    let (status, refused) = send_file(&world, &token, &path, file).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
    assert!(refused.to_string().contains("encoding"), "{refused}");

    let binh = world.sign_in("binh.phudong", Role::CommuneOfficer, &world.phu_dong).await;
    let id = checked["batch"].as_str().unwrap();
    for unit in [&world.hoa_sen, &world.phu_dong] {
        let answer = format!("/don-vi/{unit}/nhap/{id}/bang-ma");
        let (status, _) = world.post(&binh, &answer, "encoding=tcvn3").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    world.end().await;
}

#[tokio::test]
async fn a_text_file_from_before_unicode_is_read_too_and_comes_back_in_a_font_that_shows_it() {
    let world = world().await;
    let token = lan(&world).await;
    let list = b"STT;H\xe4 v\xb5 t\xaan;N\xa8m sinh;D\xa9n t\xe9c\n1;Nguy\xd4n Th\xde B\xad\xebi;1950;M\xad\xeang\n2;L\xdf V\xa8n H\xefng;1948;Th\xb8i\n";
    let checked = sent(&world, &token, "file_name=cu.csv", list.to_vec()).await;
    assert_eq!(counts_of(&checked), [2, 2, 0, 0, 0], "{checked}");
    let applied = ask(&world, &token, &checked, "apply", &json!({})).await;
    let names: Vec<String> = stored(&world).await.into_iter().map(|[name, ..]| name).collect();
    assert_eq!(names, ["Lò Văn Hùng", "Nguyễn Thị Bưởi"]);
    let marked = marked_of(&world, &token, &applied).await;
    let path = world.folder.path().join("back.xlsx");
    std::fs::write(&path, &marked.bytes).unwrap();
    let mut book = sheets::open(&path, "back.xlsx", &sheets::Limits::default()).unwrap();
    let rows = book.first_rows(0, 2).unwrap();
    let fonts: Vec<_> = rows[1].cells.iter().map(|cell| cell.font).collect();
    assert_eq!(fonts[1], kernel::vietnamese::legacy::Font::Tcvn3);
    world.end().await;
}

#[tokio::test]
async fn the_command_line_shows_what_it_would_convert_and_takes_an_answer() {
    let world = world().await;
    let path = world.folder.path().join("2004.xlsx");
    std::fs::write(&path, list_of_2004()).unwrap();
    let mut look = Look::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap();
    let mut seen = async |encoding| {
        let options = Options { encoding, ..Options::default() };
        import::check_file(&mut look, &world.hoa_sen, &path, "2004.xlsx", &options).await.unwrap()
    };
    let found = seen(FileEncoding::Auto).await;
    assert_eq!((found.created, found.converted_columns.len()), (4, 5));
    let plain = seen(FileEncoding::Unicode).await;
    assert!(plain.converted_columns.is_empty());
    assert!(plain.errors.iter().any(|said| said.code == "name_invalid"), "{:?}", plain.errors);
    let told = seen(FileEncoding::Tcvn3).await;
    assert_eq!((told.created, told.encoding), (4, FileEncoding::Tcvn3));
    drop(look);
    world.end().await;
}
