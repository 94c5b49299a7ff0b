//! The words of what is carried over.

kernel::texts! {
    touched_since(what: &str, count: &str, names: &str) {
        vi: "Chưa thu hồi được: {what} đã có người sửa sau ngày sắp xếp ({count}): {names}. Hãy sửa lại các mục này như lúc vừa chuyển sang, hoặc lập một lần sắp xếp mới.",
        en: "It was not taken back: {what} has been changed since the reorganisation ({count}): {names}. Put these back as they were when they came over, or make a new reorganisation."
    }
    grants_said(name: &str, role: &str) {
        vi: "{name}, {role}: đơn vị có nhiều đơn vị kế tục nên vai trò kết thúc. Hãy chọn nơi làm việc mới, hoặc giao vai trò sau.",
        en: "{name}, {role}: the unit has several heirs, so the role ends. Choose a new place, or give a role later."
    }
    grant_ends(name: &str, role: &str) {
        vi: "{name}, {role}: không có đơn vị kế tục nên vai trò kết thúc.",
        en: "{name}, {role}: there is no heir, so the role ends."
    }
    roles() { vi: "Vai trò của tài khoản", en: "Roles of accounts" }
}
