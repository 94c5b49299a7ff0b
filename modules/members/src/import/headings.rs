//! The columns of a member list, by every name that officers give them.
//!
//! Headings are compared without case, tones and punctuation; the first name of each is ours.

use kernel::vietnamese::text::fold;
use sheets::table::{Branch, Column, Heading, TableShape};

pub const NUMBER: &str = "number";
pub const NAME: &str = "name";
pub const BIRTH: &str = "birth";
pub const BIRTH_YEAR: &str = "birth_year";
pub const SEX: &str = "sex";
/// A column headed by `Nữ` alone, ticked for women.
pub const WOMAN: &str = "woman";
pub const ETHNICITY: &str = "ethnicity";
pub const NATIONAL_ID: &str = "national_id";
pub const PHONE: &str = "phone";
pub const UNIT_CODE: &str = "unit_code";
pub const UNIT: &str = "unit";
/// Where people live: it tells the chapter only if a chapter is called so.
pub const HAMLET: &str = "hamlet";
pub const JOINED: &str = "joined";
pub const CARD: &str = "card";
pub const POSITION: &str = "position";
pub const NOTE: &str = "note";
/// Columns we know and do not keep, named so that they are not taken for one of the others.
pub const OTHER: &str = "other";

const fn heading(key: &'static str, names: &'static [&'static str]) -> Heading {
    Heading { key, names, required: false }
}

pub const VOCABULARY: &[Heading] = &[
    heading(NUMBER, &["STT", "TT", "Số TT", "Số thứ tự", "No"]),
    Heading {
        key: NAME,
        names: &[
            "Họ và tên",
            "Họ tên",
            "Họ, tên",
            "Họ và tên hội viên",
            "Họ tên hội viên",
            "Tên hội viên",
            "Họ, chữ đệm và tên khai sinh",
            "Họ và tên khai sinh",
            "Họ, tên đệm và tên",
            "Họ và tên đệm",
            "Họ và chữ đệm",
            "Họ và đệm",
            "Họ tên đệm",
            "Họ đệm",
            "Họ và tên lót",
            "Họ lót",
            "Hội viên",
            "Full name",
        ],
        required: true,
    },
    heading(
        BIRTH,
        &[
            "Ngày sinh",
            "Ngày tháng năm sinh",
            "Ngày, tháng, năm sinh",
            "Ngày/tháng/năm sinh",
            "Ngày tháng năm",
            "NTNS",
            "NTN sinh",
            "Ngày sinh / Năm sinh",
            "Sinh ngày",
            "Date of birth",
        ],
    ),
    heading(BIRTH_YEAR, &["Năm sinh", "NS", "Sinh năm", "Year of birth"]),
    heading(
        SEX,
        &["Giới tính", "Giới", "Nam/Nữ", "Nam (nữ)", "Nữ/Nam", "Phái", "GT", "Sex", "Gender"],
    ),
    heading(WOMAN, &["Nữ", "Là nữ", "Hội viên nữ"]),
    heading(ETHNICITY, &["Dân tộc", "Thành phần dân tộc", "Ethnicity"]),
    heading(
        NATIONAL_ID,
        &[
            "Số CCCD",
            "CCCD",
            "Số định danh cá nhân",
            "Số định danh",
            "Mã định danh",
            "Căn cước công dân",
            "Số căn cước công dân",
            "Số căn cước",
            "Căn cước",
            "CC/CCCD",
            "CCCD/CMND",
            "CMND/CCCD",
            "Số CMND/CCCD",
            "Số CCCD/CMND",
            "CMND",
            "Số CMND",
            "Chứng minh nhân dân",
            "CMTND",
            "National id",
        ],
    ),
    heading(
        PHONE,
        &[
            "Điện thoại",
            "Số điện thoại",
            "SĐT",
            "Số ĐT",
            "ĐT",
            "ĐTDĐ",
            "Điện thoại di động",
            "Điện thoại liên hệ",
            "Điện thoại liên lạc",
            "Di động",
            "Zalo",
            "Phone",
        ],
    ),
    heading(
        UNIT_CODE,
        &["Mã đơn vị", "Mã chi hội", "Mã đơn vị sinh hoạt", "Mã chi hội / đơn vị", "Unit code"],
    ),
    heading(
        UNIT,
        &[
            "Chi hội",
            "Tên chi hội",
            "Chi hội / Đơn vị",
            "Chi hội/đơn vị sinh hoạt",
            "Đơn vị sinh hoạt",
            "Nơi sinh hoạt",
            "Sinh hoạt tại chi hội",
            "Đơn vị",
            "Tên đơn vị",
            "Thuộc chi hội",
            "Thuộc đơn vị",
            "Tổ hội",
            "Ban khuyến học",
            "Unit",
            "Chapter",
        ],
    ),
    heading(
        HAMLET,
        &[
            "Thôn",
            "Bản",
            "Thôn/bản",
            "Thôn, bản",
            "Xóm",
            "Ấp",
            "Tổ dân phố",
            "TDP",
            "Khu phố",
            "Khu dân cư",
            "Buôn",
            "Làng",
        ],
    ),
    heading(
        JOINED,
        &[
            "Ngày vào hội",
            "Năm vào hội",
            "Vào hội",
            "Thời gian vào hội",
            "Ngày tháng vào hội",
            "Ngày tham gia",
            "Năm tham gia",
            "Ngày gia nhập",
            "Năm gia nhập",
            "Ngày kết nạp",
            "Năm kết nạp",
            "Joined on",
        ],
    ),
    heading(
        CARD,
        &[
            "Số thẻ",
            "Số thẻ hội viên",
            "Mã hội viên",
            "Mã thẻ",
            "Thẻ hội viên",
            "Mã số hội viên",
            "Card number",
        ],
    ),
    heading(
        POSITION,
        &[
            "Chức vụ",
            "Chức danh",
            "Chức vụ trong hội",
            "Chức vụ Hội",
            "Nhiệm vụ",
            "Chức trách",
            "Position",
        ],
    ),
    heading(
        OTHER,
        &[
            "Đơn vị công tác",
            "Nơi công tác",
            "Cơ quan công tác",
            "Nghề nghiệp",
            "Địa chỉ",
            "Nơi ở",
            "Chỗ ở hiện nay",
            "Nơi thường trú",
            "Hộ khẩu thường trú",
            "Quê quán",
            "Trình độ",
            "Trình độ học vấn",
            "Tôn giáo",
            "Ngày vào Đảng",
            "Năm vào Đảng",
            "Ngày cấp",
            "Nơi cấp",
            "Ngày cấp CCCD",
            "Nơi cấp CCCD",
            "Ngày cấp thẻ",
            "Ký nhận",
            "Chữ ký",
            "Email",
        ],
    ),
    heading(NOTE, &["Ghi chú", "Chú thích", "Ghi chú khác", "GC", "Note"]),
];

/// The headings of a file that the program makes: a sample, or a made-up association.
pub const OURS: [&str; 12] = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Điện thoại",
    "Mã đơn vị",
    "Chi hội",
    "Ngày vào hội",
    "Số thẻ",
    "Ghi chú",
];

/// Columns where `nt` stands for the cell above; a person's own numbers are never another's.
pub const REPEATABLE: [&str; 8] = [SEX, ETHNICITY, UNIT_CODE, UNIT, HAMLET, JOINED, POSITION, NOTE];

/// Columns where `nt` can only be a mistake.
pub const OF_ONES_OWN: [&str; 6] = [NAME, BIRTH, BIRTH_YEAR, NATIONAL_ID, PHONE, CARD];

/// Understands headings that mean something only beside another: `Tên` right of the rest of the name, `Nam` beside
/// `Nữ`.
pub fn read_together(shape: &mut TableShape) {
    if let Some(name) = shape.columns.iter_mut().find(|column| column.key == NAME) {
        let given = |place: u16| name.up_to.checked_add(1) == Some(place);
        let found =
            shape.strays.iter().position(|one| given(one.column) && fold(&one.heading) == "ten");
        if let Some(found) = found {
            name.up_to = shape.strays.remove(found).column;
        }
    }
    // The tones tell a man from a year.
    let man = shape.strays.iter().position(|one| one.heading.trim().to_lowercase() == "nam");
    let woman = shape.columns.iter().position(|column| column.key == WOMAN);
    if let (Some(man), Some(woman)) = (man, woman) {
        let man = shape.strays.remove(man);
        let woman = &mut shape.columns[woman];
        (woman.key, woman.branch) = (SEX, Some(Branch::Woman));
        let (column, heading) = (man.column, man.heading);
        let branch = Some(Branch::Man);
        shape.columns.push(Column { key: SEX, column, heading, branch, up_to: column });
        shape.columns.sort_by_key(|column| column.column);
    }
}

/// Whether a heading speaks of a name without the given name: `Họ và tên đệm`.
pub fn is_without_given_name(heading: &str) -> bool {
    // It is asked for each row, so only the last word is folded.
    let mut words = heading.split_whitespace();
    let last = words.next_back().filter(|_| words.next().is_some()).map(fold);
    matches!(last.as_deref(), Some("dem" | "lot"))
}

/// What people call the column: its first name.
pub fn shown(key: &str) -> &'static str {
    let found = VOCABULARY.iter().find(|heading| heading.key == key);
    found.and_then(|heading| heading.names.first()).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_columns() {
        let names = VOCABULARY
            .iter()
            .flat_map(|heading| heading.names.iter().map(|name| (fold(name), heading.key)));
        let mut seen = std::collections::HashMap::new();
        for (name, key) in names {
            let known = *seen.entry(name.clone()).or_insert(key);
            assert_eq!(known, key, "{name}");
        }
    }

    #[test]
    fn our_own_headings_are_all_known() {
        for name in OURS {
            assert!(VOCABULARY.iter().any(|heading| heading.names.contains(&name)), "{name}");
        }
    }
}
