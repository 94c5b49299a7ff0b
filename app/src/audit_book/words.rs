//! The words of the audit book.

kernel::texts! {
    audit_book_of(unit: &str) { vi: "Nhật ký: {unit}", en: "Audit book: {unit}" }
    audit_book() { vi: "Nhật ký", en: "Audit book" }
    hint() {
        vi: "Ai đã làm gì, lúc nào, với bản ghi nào. Việc mới nhất đứng đầu. Sổ này chỉ ghi thêm, không sửa và không xóa.",
        en: "Who did what, when, to which record; the latest first. Rows are only ever added, never changed or erased."
    }
    empty() { vi: "Chưa có việc nào được ghi", en: "Nothing is recorded yet" }
    empty_why() {
        vi: "Mỗi lần có người ghi, sửa, in hoặc xem dữ liệu được bảo vệ ở đơn vị này, việc đó sẽ hiện ở đây.",
        en: "Whenever somebody records, edits, prints or sees protected data in this unit, it will stand here."
    }
    to_the_end() { vi: "Đã xem đến dòng đầu tiên của nhật ký.", en: "This is the beginning of the book." }
    moment() { vi: "Lúc", en: "When" }
    who() { vi: "Ai, ở đâu", en: "Who, where" }
    did() { vi: "Việc", en: "Deed" }
    raw() { vi: "Dạng gốc", en: "As it stands in the book" }
    operator() { vi: "Người vận hành (dòng lệnh)", en: "Operator (command line)" }

    sign_in() { vi: "Đăng nhập", en: "Signed in" }
    add_account() { vi: "Mở tài khoản", en: "Opened an account" }
    grant() { vi: "Giao vai trò", en: "Gave a role" }
    revoke() { vi: "Thôi vai trò", en: "Ended a role" }
    set_state() { vi: "Đổi tình trạng tài khoản", en: "Changed an account's state" }
    reset_password() { vi: "Đặt lại mật khẩu", en: "Set a new password for somebody" }
    change_password() { vi: "Đổi mật khẩu của mình", en: "Changed their own password" }
    end_session() { vi: "Kết thúc phiên đăng nhập", en: "Ended a session" }
    declare() { vi: "Khai báo số liệu", en: "Declared a figure" }
    retract() { vi: "Rút lại số khai báo", en: "Took back a declared figure" }
    set_target() { vi: "Đặt chỉ tiêu phấn đấu", en: "Set a target" }
    add_indicator() { vi: "Thêm chỉ tiêu riêng", en: "Added an indicator" }
    retire_indicator() { vi: "Ngừng một chỉ tiêu", en: "Retired an indicator" }
    open_unit() { vi: "Mở đơn vị mới", en: "Opened a unit" }
    open_units() { vi: "Mở nhiều đơn vị", en: "Opened several units" }
    open_partner() { vi: "Thêm tổ chức phối hợp", en: "Added a partner organisation" }
    rename_unit() { vi: "Đổi tên đơn vị", en: "Renamed a unit" }
    close_unit() { vi: "Kết thúc hoạt động của đơn vị", en: "Closed a unit" }
    reorganisation() { vi: "Sắp xếp đơn vị", en: "Reorganisation" }
    reorganise_draft() { vi: "Lập, sửa phương án sắp xếp", en: "Drew up a reorganisation" }
    reorganise_propose() { vi: "Trình phương án sắp xếp", en: "Proposed a reorganisation" }
    reorganise_approve() { vi: "Chấp thuận phương án sắp xếp", en: "Approved a reorganisation" }
    reorganise_withdraw() { vi: "Rút phương án sắp xếp", en: "Withdrew a reorganisation" }
    reorganise() { vi: "Thực hiện sắp xếp đơn vị", en: "Carried out a reorganisation" }
    reorganise_back() { vi: "Thu hồi việc sắp xếp đơn vị", en: "Took a reorganisation back" }
    members_reorganised() { vi: "Chuyển hội viên theo đơn vị", en: "Members went with their unit" }
    members_reorganised_back() { vi: "Đưa hội viên về đơn vị cũ", en: "Members went back to their unit" }
    carry() { vi: "Chuyển số liệu theo đơn vị", en: "Figures went with their unit" }
    join() { vi: "Ghi hội viên mới", en: "Recorded a member" }
    join_many() { vi: "Ghi nhiều hội viên từ tệp", en: "Recorded members from a file" }
    add_belonging() { vi: "Ghi thêm nơi tham gia", en: "Recorded a further unit of a member" }
    transfer() { vi: "Chuyển hội viên đi", en: "Transferred a member away" }
    arrive() { vi: "Nhận hội viên chuyển đến", en: "Received a transferred member" }
    leave() { vi: "Ghi thôi tham gia, qua đời", en: "Recorded the end of a membership" }
    undo_leave() { vi: "Hoàn tác việc thôi tham gia", en: "Took back the end of a membership" }
    correct() { vi: "Sửa ngày vào Hội, số thẻ", en: "Corrected a day or card number" }
    edit() { vi: "Sửa thông tin hội viên", en: "Edited a member's details" }
    read_person() { vi: "Xem trang hội viên", en: "Looked at a member's page" }
    merge() { vi: "Gộp hai hồ sơ của một người", en: "Merged two records of one person" }
    unmerge() { vi: "Tách lại hồ sơ đã gộp", en: "Took back a merge of records" }
    not_same() { vi: "Ghi nhớ hai người khác nhau", en: "Remembered that two are not one person" }
    look_again() { vi: "Mở lại một cặp có thể trùng", en: "Put a possible duplicate back on the list" }
    find_duplicates() { vi: "Tìm hồ sơ trùng", en: "Searched for duplicates" }
    print() { vi: "In hoặc tải xuống", en: "Printed or downloaded" }
    read_national_id() { vi: "Xem số căn cước", en: "Saw a national id" }
    import_sent() { vi: "Gửi tệp hội viên để kiểm tra", en: "Sent a file of members to be checked" }
    import_stop() { vi: "Dừng việc nhập tệp", en: "Stopped an import" }
    import() { vi: "Nhập hội viên từ tệp", en: "Imported members from a file" }
    import_undo() { vi: "Hoàn tác lần nhập hội viên", en: "Took an import of members back" }
    put_back() { vi: "Trả hội viên về như trước khi nhập", en: "Put a member back as before an import" }
    write_front() { vi: "Sửa thể thức báo cáo", en: "Edited the front of a report" }
    copy_form() { vi: "Chép mẫu báo cáo", en: "Copied a report form" }
    save_form() { vi: "Sửa bản nháp mẫu báo cáo", en: "Changed the draft of a report form" }
    publish_form() { vi: "Ban hành mẫu báo cáo", en: "Published a report form" }
    retire_form() { vi: "Ngừng dùng mẫu báo cáo", en: "Took a report form out of use" }
    report_form(code: &str) { vi: "mẫu báo cáo {code}", en: "report form {code}" }
    write_text() { vi: "Sửa lời văn báo cáo", en: "Edited the words of a report" }
    write_reason() { vi: "Ghi lý do một chỉ tiêu tăng giảm", en: "Said why a figure has changed" }
    another_deed() { vi: "Thao tác khác", en: "Another deed" }

    account_of(name: &str) { vi: "tài khoản {name}", en: "account of {name}" }
    session() { vi: "phiên đăng nhập", en: "session" }
    member() { vi: "thẻ hội viên", en: "a member's record" }
    list_of_members() { vi: "danh sách hội viên", en: "list of members" }
    batch() { vi: "tệp đã gửi", en: "the file sent" }
    report(period: &str) { vi: "báo cáo {period}", en: "report, {period}" }
    a_unit() { vi: "một đơn vị", en: "a unit" }
    an_indicator() { vi: "một chỉ tiêu", en: "an indicator" }

    none() { vi: "chưa có", en: "none" }
    role() { vi: "Vai trò", en: "Role" }
    state() { vi: "Tình trạng", en: "State" }
    active() { vi: "đang dùng", en: "active" }
    suspended() { vi: "tạm ngừng", en: "suspended" }
    period() { vi: "Kỳ", en: "Period" }
    before() { vi: "Trước", en: "Before" }
    now() { vi: "Nay", en: "Now" }
    target() { vi: "Phấn đấu", en: "Target" }
    day() { vi: "Ngày", en: "Day" }
    decision() { vi: "Quyết định", en: "Decision" }
    parent() { vi: "Thuộc", en: "Under" }
    from_unit() { vi: "Từ", en: "From" }
    to_unit() { vi: "Đến", en: "To" }
    units_opened() { vi: "Số đơn vị", en: "Units" }
    people() { vi: "Số người", en: "People" }
    pairs() { vi: "Số cặp", en: "Pairs" }
    created() { vi: "Mới", en: "New" }
    updated() { vi: "Thay đổi", en: "Changed" }
    unchanged() { vi: "Giữ nguyên", en: "Unchanged" }
    refused() { vi: "Chưa ghi được", en: "Not written" }
    removed() { vi: "Rời khỏi sổ", en: "Left the register" }
    restored() { vi: "Trở lại như trước", en: "As before" }
    kept() { vi: "Giữ lại", en: "Kept" }
    reason() { vi: "Lý do", en: "Reason" }
    fields() { vi: "Đã sửa", en: "Changed" }
    reason_died() { vi: "qua đời", en: "died" }
    reason_left() { vi: "thôi tham gia", en: "left" }
    reason_removed() { vi: "xóa tên", en: "removed" }
    reason_transferred() { vi: "chuyển đơn vị", en: "transferred" }
    reason_check_card() { vi: "so với thẻ căn cước", en: "to compare with the identity card" }
    reason_write_paper() { vi: "làm giấy tờ cho hội viên", en: "to write a paper for the member" }
    reason_correct() { vi: "kiểm tra để sửa sai", en: "to find and correct a mistake" }
    reason_asked() { vi: "hội viên yêu cầu", en: "the member asked" }
    field_full_name() { vi: "họ và tên", en: "full name" }
    field_sex() { vi: "giới tính", en: "sex" }
    field_birth() { vi: "ngày sinh", en: "birth" }
    field_ethnicity() { vi: "dân tộc", en: "ethnicity" }
    field_phone() { vi: "điện thoại", en: "phone" }
    field_national_id() { vi: "số căn cước", en: "national id" }
    field_note() { vi: "ghi chú", en: "note" }
    field_joined_on() { vi: "ngày vào Hội", en: "day of joining" }
    field_card_number() { vi: "số thẻ", en: "card number" }
}
