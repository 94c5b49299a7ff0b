//! What access says.

kernel::texts! {
    wrong_name_or_password() {
        vi: "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím CapsLock và bộ gõ tiếng Việt rồi thử lại. Quên mật khẩu thì nhờ người quản lý tài khoản đặt lại.",
        en: "The name or the password is not right. Check CapsLock and the Vietnamese keyboard, then try again. Whoever manages accounts can set a new password."
    }
    username_taken(username: &str) {
        vi: "Tên đăng nhập “{username}” đã có người dùng. Hãy thêm tên xã hoặc năm sinh vào sau.",
        en: "The name “{username}” is taken. Add the commune or the year of birth to it."
    }
    username_unusable() {
        vi: "Tên đăng nhập phải có từ 3 đến 40 chữ cái, chữ số, dấu chấm hoặc gạch nối, không có dấu cách. Ví dụ: lan.xadung.",
        en: "A name has 3 to 40 letters, digits, dots or hyphens, and no spaces. Example: lan.xadung."
    }
    password_too_short(least: usize) {
        vi: "Mật khẩu ngắn hơn {least} ký tự nên dễ bị đoán. Hãy dùng một câu ngắn dễ nhớ.",
        en: "A password shorter than {least} letters is easy to guess. Use a short sentence you will remember."
    }
    password_too_long(most: usize) {
        vi: "Mật khẩu dài quá {most} ký tự. Hãy chọn câu ngắn hơn.",
        en: "The password is longer than {most} letters. Choose a shorter one."
    }
    password_is_the_name() {
        vi: "Mật khẩu trùng với tên đăng nhập nên dễ bị đoán. Hãy chọn mật khẩu khác.",
        en: "The password is the same as the name and easy to guess. Choose another."
    }
    old_password_wrong() {
        vi: "Mật khẩu hiện tại chưa đúng nên chưa đổi. Hãy nhập lại mật khẩu đang dùng.",
        en: "The present password is not right, so nothing was changed. Type the one in use again."
    }
    role_above_yours() {
        vi: "Vai trò này có quyền mà tài khoản đang dùng không có, nên không cấp được. Hãy nhờ người quản trị.",
        en: "This role may do things that this account may not, so it cannot be given here. Ask an administrator."
    }
    own_account() {
        vi: "Không tự ngừng tài khoản hoặc vai trò của chính mình. Hãy nhờ người quản lý khác.",
        en: "Nobody ends their own account or role. Ask another manager."
    }

    from_elsewhere() {
        vi: "Yêu cầu ghi này đến từ một trang khác nên không được thực hiện, để giữ an toàn cho tài khoản. Hãy mở trang Khuyến Học rồi làm lại. Nếu trang chạy sau máy chủ trung gian, người vận hành cần giữ nguyên đầu mục Host và Origin.",
        en: "This write came from another site and was not carried out, to keep the account safe. Open Khuyến Học itself and try again. Behind a proxy, the operator must pass Host and Origin on unchanged."
    }
    unfit_request(detail: &str) {
        vi: "Yêu cầu không đúng dạng mà địa chỉ này nhận, nên chưa làm gì. Hãy mở lại trang rồi gửi lại; chương trình gọi API hãy xem mô tả tại /api/v1/openapi.json. ({detail})",
        en: "The request does not have the shape that this address takes, so nothing was done. Open the page again; API clients see /api/v1/openapi.json. ({detail})"
    }

    unknown_field(field: &str) {
        vi: "Địa chỉ này không nhận mục “{field}”, nên chưa làm gì. Hãy xem tên các mục tại /api/v1/openapi.json.",
        en: "This address takes no field “{field}”, so nothing was done. The names are in /api/v1/openapi.json."
    }
    field_missing() { vi: "Thiếu mục này. Hãy gửi kèm.", en: "This is missing. Please send it too." }
    value_not_listed(allowed: &str) {
        vi: "Giá trị này không dùng được. Có thể dùng: {allowed}.",
        en: "This value cannot be used. It may be: {allowed}."
    }
    not_whole() { vi: "Phải là một số nguyên viết bằng chữ số, ví dụ 50.", en: "Must be a whole number in digits, such as 50." }
    value_unreadable() {
        vi: "Không đọc được giá trị này. Hãy xem kiểu của nó tại /api/v1/openapi.json.",
        en: "This value cannot be read. Its type is in /api/v1/openapi.json."
    }
    not_a_place() {
        vi: "Không có trang nào bắt đầu ở đây. Hãy gửi đúng giá trị “next” của câu trả lời trước, hoặc bỏ trống để xem từ đầu.",
        en: "No page begins here. Send the “next” of the answer before as it was, or leave it out to begin at the top."
    }
    not_a_period(typed: &str) {
        vi: "“{typed}” chưa phải là một kỳ. Hãy viết 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 hoặc 2017-01-01/2022-12-31.",
        en: "“{typed}” is not a period. Write 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 or 2017-01-01/2022-12-31."
    }

    sign_in() { vi: "Đăng nhập", en: "Sign in" }
    username() { vi: "Tên đăng nhập", en: "Name" }
    password() { vi: "Mật khẩu", en: "Password" }
    sign_in_welcome() {
        vi: "Sổ sách khuyến học của đơn vị ở đây: hội viên, số liệu và báo cáo.",
        en: "The books of the study-promotion association: members, figures and reports."
    }
    my_account() { vi: "Tài khoản của tôi", en: "My account" }
    my_roles() { vi: "Vai trò đang giữ", en: "Roles held" }
    my_sessions() { vi: "Các phiên đăng nhập", en: "Sessions" }
    device() { vi: "Thiết bị", en: "Device" }
    since() { vi: "Từ lúc", en: "Since" }
    last_seen() { vi: "Lần cuối dùng", en: "Last used" }
    this_session() { vi: "Phiên này", en: "This session" }
    end_session() { vi: "Kết thúc phiên", en: "End session" }
    change_password() { vi: "Đổi mật khẩu", en: "Change password" }
    old_password() { vi: "Mật khẩu hiện tại", en: "Present password" }
    new_password() { vi: "Mật khẩu mới", en: "New password" }
    new_password_hint() {
        vi: "Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
        en: "At least 10 letters. A short sentence you remember is best."
    }
    password_changed() {
        vi: "Đã đổi mật khẩu. Các phiên khác đã kết thúc.",
        en: "The password is changed. Other sessions have ended."
    }
    session_ended() { vi: "Đã kết thúc phiên.", en: "The session has ended." }
    accounts() { vi: "Tài khoản", en: "Accounts" }
    accounts_of(unit: &str) { vi: "Tài khoản: {unit}", en: "Accounts: {unit}" }
    search_accounts() { vi: "Tìm theo họ tên hoặc tên đăng nhập", en: "Search by name or username" }
    no_account_found() { vi: "Không tìm thấy tài khoản nào", en: "No account was found" }
    no_account_found_why() {
        vi: "Ở đơn vị này và bên dưới không có tài khoản đang giữ vai trò nào khớp với những gì đang tìm. Hãy thử ít chữ hơn.",
        en: "In this unit and below it no account with a role matches this search. Try fewer words."
    }
    show_all_accounts() { vi: "Xem tất cả tài khoản", en: "Show all accounts" }
    add_account() { vi: "Mở tài khoản", en: "Open an account" }
    full_name() { vi: "Họ và tên", en: "Full name" }
    choose_role() { vi: "Chưa chọn vai trò. Hãy chọn một vai trò trong danh sách.", en: "No role is chosen. Choose one from the list." }
    role() { vi: "Vai trò", en: "Role" }
    unit() { vi: "Đơn vị", en: "Unit" }
    unit_code() { vi: "Mã đơn vị", en: "Unit code" }
    unit_code_hint() { vi: "Ví dụ 03208 hoặc 03208.tham-mu-1.", en: "For example 03208 or 03208.tham-mu-1." }
    state() { vi: "Tình trạng", en: "State" }
    active() { vi: "Đang dùng", en: "Active" }
    suspended() { vi: "Tạm ngừng", en: "Suspended" }
    open() { vi: "Mở", en: "Open" }
    account_added() { vi: "Đã mở tài khoản.", en: "The account is open." }
    changed() { vi: "Đã ghi thay đổi.", en: "The change is recorded." }
    suspend() { vi: "Tạm ngừng tài khoản", en: "Suspend this account" }
    let_in_again() { vi: "Cho dùng lại", en: "Let in again" }
    give_role() { vi: "Giao vai trò", en: "Give a role" }
    end_role() { vi: "Thôi vai trò", en: "End this role" }
    reset_password() { vi: "Đặt lại mật khẩu", en: "Set a new password" }
    no_role() { vi: "Không có vai trò nào.", en: "No role." }
    administrator() { vi: "Quản trị", en: "Administrator" }
    province_officer() { vi: "Văn phòng Hội cấp tỉnh", en: "Province office" }
    commune_officer() { vi: "Cán bộ Hội cấp xã", en: "Commune officer" }
    chapter_head() { vi: "Chi hội trưởng", en: "Chapter head" }
    chapter_secretary() { vi: "Thư ký chi hội", en: "Chapter secretary" }
    treasurer() { vi: "Thủ quỹ", en: "Treasurer" }
    approver() { vi: "Người duyệt", en: "Approver" }
    auditor() { vi: "Kiểm tra (chỉ xem)", en: "Auditor (reads only)" }
    member() { vi: "Hội viên", en: "Member" }
    former_officer() { vi: "Cán bộ đã bàn giao (chỉ xem)", en: "Former officer (reads only)" }

    password_not_right() {
        vi: "Mật khẩu chưa đúng nên chưa ký. Hãy gõ lại mật khẩu ông/bà vẫn dùng để đăng nhập.",
        en: "The password is not right, so nothing was signed. Type the password you sign in with."
    }
    account_unknown(username: &str) {
        vi: "Không có tài khoản “{username}” ở đơn vị này và các đơn vị bên dưới. Hãy xem lại tên đăng nhập, hoặc nhờ người quản lý tài khoản mở trước với vai trò Hội viên.",
        en: "There is no account “{username}” in this unit or below it. Check the name, or ask whoever manages accounts to open it first with the role Member."
    }
    handover_accounts() { vi: "Tài khoản và quyền", en: "Accounts and rights" }
    handover_role(role: &str, since: &str) { vi: "{role}, từ ngày {since}", en: "{role}, since {since}" }
    handover_account(name: &str, username: &str) { vi: "{name} ({username})", en: "{name} ({username})" }
    handover_below() { vi: "Tài khoản ở các đơn vị bên dưới", en: "Accounts in the units below" }
    handover_count(count: &str) { vi: "{count} tài khoản", en: "{count} accounts" }
    handover_no_account() { vi: "Không có tài khoản nào của đơn vị", en: "The unit has no account" }
    of_office() { vi: "theo chức vụ", en: "with the office" }
}

impl Texts {
    pub fn role_name(self, role: crate::Role) -> String {
        use crate::Role;
        match role {
            Role::Administrator => self.administrator(),
            Role::ProvinceOfficer => self.province_officer(),
            Role::CommuneOfficer => self.commune_officer(),
            Role::ChapterHead => self.chapter_head(),
            Role::ChapterSecretary => self.chapter_secretary(),
            Role::Treasurer => self.treasurer(),
            Role::Approver => self.approver(),
            Role::Auditor => self.auditor(),
            Role::Member => self.member(),
            Role::FormerOfficer => self.former_officer(),
        }
    }
}
