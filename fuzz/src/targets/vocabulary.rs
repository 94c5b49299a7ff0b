//! The columns that the targets look for in a sheet, about as the register of members does.

use sheets::table::Heading;

pub(crate) const VOCABULARY: &[Heading] = &[
    Heading { key: "number", names: &["STT", "TT", "Số thứ tự"], required: false },
    Heading {
        key: "name", names: &["Họ và tên", "Họ tên", "Họ tên hội viên"], required: true
    },
    Heading { key: "birth", names: &["Ngày sinh", "Năm sinh"], required: false },
    Heading { key: "sex", names: &["Giới tính", "Giới"], required: false },
    Heading { key: "woman", names: &["Nữ"], required: false },
    Heading { key: "national_id", names: &["Số CCCD", "CCCD", "CMND"], required: false },
    Heading { key: "phone", names: &["Điện thoại", "SĐT"], required: false },
    Heading { key: "hamlet", names: &["Thôn", "Địa chỉ"], required: false },
    Heading { key: "note", names: &["Ghi chú"], required: false },
];
