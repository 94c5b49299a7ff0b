//! The words of the frame and of the patterns.

kernel::texts! {
    product() { vi: "Khuyến Học", en: "Khuyến Học" }
    skip() { vi: "Đến thẳng nội dung", en: "Skip to the content" }
    main_menu() { vi: "Mục chính", en: "Main menu" }
    work() { vi: "Việc cần làm", en: "To do" }
    registers() { vi: "Sổ bộ", en: "Registers" }
    reports() { vi: "Báo cáo", en: "Reports" }
    more() { vi: "Thêm", en: "More" }
    units_above() { vi: "Đơn vị cấp trên", en: "Units above" }
    change_unit() { vi: "Đổi đơn vị", en: "Change unit" }
    standing_unit() { vi: "Đang ở đơn vị", en: "You stand in" }
    other_language() { vi: "English", en: "Tiếng Việt" }
    person() { vi: "Tài khoản", en: "Account" }
    display() { vi: "Cỡ chữ và màu giấy", en: "Text size and paper" }
    text_size() { vi: "Cỡ chữ", en: "Text size" }
    text_normal() { vi: "Vừa", en: "Normal" }
    text_large() { vi: "Lớn", en: "Large" }
    text_larger() { vi: "Rất lớn", en: "Very large" }
    paper() { vi: "Màu giấy", en: "Paper" }
    theme_system() { vi: "Theo máy", en: "As this device" }
    theme_light() { vi: "Sáng", en: "Light" }
    theme_dark() { vi: "Tối", en: "Dark" }
    theme_contrast() { vi: "Tương phản cao", en: "High contrast" }
    sign_out() { vi: "Đăng xuất", en: "Sign out" }
    undo() { vi: "Hoàn tác", en: "Undo" }
    footer_line() { vi: "Phần mềm của Hội Khuyến học", en: "Software of the study-promotion associations" }
    version_is(version: &str) { vi: "Phiên bản {version}", en: "Version {version}" }
    printed_from() { vi: "In từ trang", en: "Printed from" }
    sign_here() { vi: "(Ký, ghi rõ họ tên)", en: "(Signature and full name)" }

    optional() { vi: "không bắt buộc", en: "optional" }
    choose_one() { vi: "Chọn một mục", en: "Choose one" }
    mistakes_title(count: usize) { vi: "Còn {count} chỗ cần sửa", en: "To correct: {count}" }
    mistakes_hint() { vi: "Những gì đã gõ vẫn được giữ. Bấm vào từng dòng để đến đúng ô.", en: "What you typed is kept. Choose a line to go to its field." }
    mistake_mark() { vi: "Cần sửa:", en: "To correct:" }
    see_more() { vi: "Xem tiếp", en: "Show more" }
    shown_of(shown: &str, total: &str) { vi: "Đang xem {shown} trong {total} dòng", en: "Showing {shown} of {total} rows" }
    all_shown(total: &str) { vi: "Đã xem hết {total} dòng", en: "All {total} rows are shown" }
    sources() { vi: "Xem nguồn số liệu", en: "See where this comes from" }
    declared_share(percent: u8) { vi: "{percent}% là số khai báo", en: "{percent}% is declared only" }
    up_by(by: &str) { vi: "tăng {by} so với cùng kỳ", en: "{by} more than in the same period a year before" }
    down_by(by: &str) { vi: "giảm {by} so với cùng kỳ", en: "{by} fewer than in the same period a year before" }
    unchanged() { vi: "bằng cùng kỳ", en: "the same as a year before" }
    search() { vi: "Tìm", en: "Search" }
    check_again() { vi: "Xem lại tiến độ", en: "Check again" }
    may_leave() { vi: "Ông/bà có thể rời trang này, việc vẫn tiếp tục.", en: "You may leave this page; the work goes on." }
    done_of(done: &str, total: &str) { vi: "Đã xong {done} trong {total}", en: "{done} of {total} done" }
    hidden() { vi: "đã che", en: "hidden" }
    show_hidden() { vi: "Xem", en: "Show" }
    scroll_table(name: &str) { vi: "Bảng cuộn ngang: {name}", en: "Scrolling table: {name}" }

    figures_as_table() { vi: "Xem số liệu dạng bảng", en: "See the figures as a table" }
    no_figures() { vi: "Chưa có số liệu.", en: "No figures yet." }
    item() { vi: "Mục", en: "Item" }
    value() { vi: "Số liệu", en: "Figure" }
    not_known() { vi: "chưa có số", en: "not known" }
    chart_range(least: &str, least_label: &str, most: &str, most_label: &str) {
        vi: "Cao nhất: {most_label}, {most}. Thấp nhất: {least_label}, {least}.",
        en: "Highest: {most_label}, {most}. Lowest: {least_label}, {least}."
    }
    total_of(name: &str, total: &str) { vi: "{name}: {total}.", en: "{name}: {total}." }

    problem_not_found() { vi: "Không tìm thấy trang này", en: "This page was not found" }
    problem_not_allowed() { vi: "Tài khoản này chưa được phép", en: "This account may not do that" }
    problem_refused() { vi: "Chưa làm được việc này", en: "This could not be done" }
    problem_form() { vi: "Có chỗ chưa đúng", en: "Something is not right yet" }
    problem_busy() { vi: "Máy chủ đang bận", en: "The server is busy" }
    problem_broken() { vi: "Phần mềm gặp lỗi", en: "Something went wrong on our side" }
    what_next() { vi: "Làm gì tiếp theo", en: "What to do next" }
    next_not_found() { vi: "Xem lại địa chỉ, hoặc về Việc cần làm rồi đi tiếp từ đó.", en: "Check the address, or go to “To do” and continue from there." }
    next_not_allowed() { vi: "Hỏi người quản trị của đơn vị để được cấp quyền, hoặc đăng nhập bằng tài khoản khác.", en: "Ask your unit's administrator for the right, or sign in with another account." }
    next_refused() { vi: "Quay lại trang trước, sửa theo lời nhắn ở trên rồi làm lại.", en: "Go back, change what the message says, and try again." }
    next_broken() { vi: "Đợi một phút rồi thử lại. Nếu vẫn lỗi, gọi người hỗ trợ và đọc mã dưới đây.", en: "Wait a minute and try again. If it happens again, call support and read out the code below." }
    code_to_read() { vi: "Mã để đọc qua điện thoại", en: "Code to read out on the phone" }
    to_work() { vi: "Về Việc cần làm", en: "Back to “To do”" }
    go_back() { vi: "Quay lại", en: "Go back" }
}
