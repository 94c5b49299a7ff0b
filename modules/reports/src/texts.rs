//! What reports say.

kernel::texts! {
    unknown_section(section: &str) {
        vi: "Mẫu báo cáo không có mục “{section}” để viết lời. Hãy mở lại trang sửa báo cáo.",
        en: "The form has no section “{section}” to write in. Open the edit page again."
    }
    not_a_period(typed: &str) {
        vi: "“{typed}” không phải là kỳ báo cáo. Hãy viết như 6 tháng đầu năm 2017, hoặc viết tắt 2017-H1, 2017, 2017-Q2, 2017-06, SY2022, 2017-01-01/2022-12-31.",
        en: "“{typed}” is not a period. Write 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 or 2017-01-01/2022-12-31."
    }
    not_a_day(typed: &str) {
        vi: "“{typed}” không phải là ngày. Hãy viết 30/06/2017 hoặc 2017-06-30, hoặc để trống nếu là hiện nay.",
        en: "“{typed}” is not a day. Write 30/06/2017 or 2017-06-30, or leave it empty for today."
    }
    unit_not_there(unit: &str, day: &str) {
        vi: "{unit} không có theo địa giới ngày {day}. Hãy chọn ngày địa giới khi đơn vị còn hoạt động, hoặc chọn đơn vị kế tục.",
        en: "{unit} does not exist in the boundaries of {day}. Choose a day when it did, or the unit that followed it."
    }
    text_too_long(most: usize) {
        vi: "Đoạn viết dài quá {most} ký tự. Hãy viết gọn lại hoặc để phần chi tiết ở phụ lục.",
        en: "The text is longer than {most} characters. Shorten it, or move details to an annex."
    }
    unknown_format(typed: &str) {
        vi: "Không có định dạng “{typed}”. Hãy chọn json, html, xlsx, docx hoặc pdf.",
        en: "There is no format “{typed}”. Choose json, html, xlsx, docx or pdf."
    }
    unknown_form(code: &str) {
        vi: "Không có mẫu báo cáo “{code}”. Hãy chọn lại ở trang Báo cáo.",
        en: "There is no report form “{code}”. Choose one on the page Reports."
    }

    see_boards() { vi: "Bảng theo dõi các đơn vị: bản đồ ô, xếp hạng, phân bố, qua các năm", en: "Boards of the units: tiles, ranking, distribution, trend" }
    kind() { vi: "BÁO CÁO", en: "REPORT" }
    national_association() { vi: "HỘI KHUYẾN HỌC VIỆT NAM", en: "VIETNAM ASSOCIATION FOR PROMOTING EDUCATION" }
    national_association_name() { vi: "Hội Khuyến học Việt Nam", en: "Vietnam Association for Promoting Education" }
    live() {
        vi: "Số liệu theo sổ tại thời điểm lập; đây không phải bản đã nộp.",
        en: "Live figures that follow the books; this is not what was submitted."
    }
    indicator() { vi: "Chỉ tiêu", en: "Indicator" }
    measure() { vi: "Đơn vị tính", en: "Measure" }
    this_period() { vi: "Kỳ này", en: "This period" }
    change() { vi: "Tăng, giảm", en: "Change" }
    target() { vi: "Phấn đấu", en: "Target" }
    declared_share() { vi: "Phần khai báo", en: "Declared" }
    no_figure() { vi: "chưa có", en: "none yet" }
    reasons() { vi: "Lý do tăng, giảm:", en: "Reasons for large changes:" }
    more_reasons(more: usize) { vi: "Và {more} đơn vị khác.", en: "And {more} other units." }
    counted_anew_note(label: &str) {
        vi: "{label}: đếm lại trong sổ của toàn bộ đơn vị cấp dưới, mỗi người một lần, vì một người có thể ở nhiều báo cáo.",
        en: "{label}: counted anew in the books of all units below, each person once, because one person may be in several reports."
    }
    left_out_note(label: &str) {
        vi: "{label}: không có trong bản tổng hợp, vì một người có thể ở nhiều báo cáo nên không cộng được, và sổ chưa có người nào để đếm.",
        en: "{label}: left out, because one person may be in several reports so that they cannot be added, and no books hold anybody to count."
    }
    table_caption(heading: &str) { vi: "Biểu số liệu: {heading}", en: "Figures: {heading}" }
    missing_note(label: &str, count: usize, names: &str) {
        vi: "{label}: còn thiếu {count} đơn vị: {names}.",
        en: "{label}: {count} units are missing: {names}."
    }
    silent_note(count: usize, names: &str) {
        vi: "Có {count} đơn vị chưa có số liệu nào trong kỳ: {names}.",
        en: "{count} units have no figures for the period: {names}."
    }
    and_others(names: &str, more: usize) { vi: "{names} và {more} đơn vị khác", en: "{names} and {more} others" }
    base_note(label: &str, numerator: &str, denominator: &str, basis: &str) {
        vi: "{label}: {numerator} trên {denominator}. Mẫu số: {basis}",
        en: "{label}: {numerator} out of {denominator}. Base: {basis}"
    }
    census_note(label: &str, basis: &str, population: &str, share: &str) {
        vi: "{label} tính theo {basis} ({population} người) là {share}.",
        en: "{label} on {basis} ({population} people) is {share}."
    }
    boundaries_note(day: &str) {
        vi: "Số liệu trình bày theo địa giới ngày {day}.",
        en: "Figures are shown in the boundaries of {day}."
    }
    undivided_note(names: &str) {
        vi: "Xã, phường cũ đã chia cho nhiều đơn vị mới nên chỉ cộng được ở cấp trên: {names}.",
        en: "Former communes that were divided among several new ones and add up only higher up: {names}."
    }
    recipients_default() { vi: "Như trên", en: "As above" }
    archive() { vi: "Lưu: VP", en: "File" }

    reports() { vi: "Báo cáo", en: "Reports" }
    choose_report() {
        vi: "Chọn đơn vị, kỳ và địa giới. Báo cáo được lập ngay từ sổ số liệu, mỗi con số mở được đến nguồn.",
        en: "Choose unit, period and boundaries. The report is made at once from the counts book, and every figure opens to its sources."
    }
    reports_of(unit: &str) { vi: "Báo cáo của {unit}", en: "Reports of {unit}" }
    other_report() { vi: "Đơn vị, kỳ hoặc địa giới khác", en: "Another unit, period or boundaries" }
    which_unit(typed: &str) {
        vi: "Có nhiều đơn vị giống “{typed}”. Hãy chọn một đơn vị dưới đây.",
        en: "Several units look like “{typed}”. Choose one below."
    }
    no_unit_of_that_name(typed: &str) {
        vi: "Không có đơn vị nào thuộc tài khoản này giống “{typed}”. Hãy gõ lại tên, hoặc gõ mã đơn vị như 03208.",
        en: "No unit within this account looks like “{typed}”. Type the name again, or a code such as 03208."
    }
    by_form(period: &str, form: &str) { vi: "{period} theo mẫu “{form}”", en: "{period}, form “{form}”" }
    report_of(unit: &str, period: &str) { vi: "Báo cáo {period}: {unit}", en: "Report, {period}: {unit}" }
    form() { vi: "Mẫu báo cáo", en: "Form" }
    see_forms() { vi: "Mẫu báo cáo: xem, chép và sửa mẫu riêng", en: "Report forms: see them, copy and adapt one" }
    unit_code() { vi: "Tên hoặc mã đơn vị", en: "Name or code of the unit" }
    unit_code_hint() {
        vi: "Ví dụ Xa Dung, 03208 hoặc 11.",
        en: "For example Xa Dung, 03208 or 11."
    }
    period() { vi: "Kỳ", en: "Period" }
    period_hint() { vi: "Ví dụ 6 tháng đầu năm 2017, hoặc viết tắt 2017-H1; 2017 là cả năm.", en: "2017-H1 is the first half of 2017; 2017 the whole year; or in Vietnamese words." }
    boundaries() { vi: "Theo địa giới ngày", en: "In the boundaries of" }
    boundaries_hint() { vi: "Để trống là hiện nay; hoặc 30/06/2017.", en: "Empty for today's; or 30/06/2017." }
    make_report() { vi: "Lập báo cáo", en: "Make the report" }
    download(format: &str) { vi: "Tải {format}", en: "Download {format}" }
    edit_words() { vi: "Sửa lời văn và thể thức", en: "Edit words and front" }
    submit_and_follow() { vi: "Nộp và theo dõi", en: "Submit and follow" }
    reporting_board() { vi: "Kỳ báo cáo: nộp, nhận, khóa sổ", en: "Reporting periods: submit, accept, lock" }
    see_now() { vi: "Xem theo địa giới hiện nay", en: "See in today's boundaries" }
    see_then(day: &str) { vi: "Xem theo địa giới ngày {day}", en: "See in the boundaries of {day}" }
    saved() { vi: "Đã ghi lời văn và thể thức của báo cáo.", en: "Words and front of the report are saved." }
    front() { vi: "Thể thức", en: "Front" }
    number() { vi: "Số, ký hiệu", en: "Number and sign" }
    number_hint() { vi: "Ví dụ 12/BC-HKH.", en: "For example 12/BC-HKH." }
    place() { vi: "Địa danh", en: "Place" }
    signed_on() { vi: "Ngày ký", en: "Signed on" }
    signed_on_hint() { vi: "Ngày/tháng/năm, ví dụ 10/07/2017.", en: "Day/month/year, for example 10/07/2017." }
    office() { vi: "Chức vụ người ký (mỗi dòng một ý)", en: "Office of the signer, line by line" }
    signer() { vi: "Họ tên người ký", en: "Signer" }
    recipients() { vi: "Nơi nhận (mỗi dòng một nơi)", en: "Recipients, one a line" }
    written_text(heading: &str) { vi: "Lời văn mục {heading}", en: "Words of section {heading}" }
    save() { vi: "Ghi nhận", en: "Save" }

    explain_title(label: &str) { vi: "Giải trình: {label}", en: "Explained: {label}" }
    formula() { vi: "Cách tính", en: "Formula" }
    definition() { vi: "Định nghĩa", en: "Definition" }
    value() { vi: "Giá trị", en: "Value" }
    numerator() { vi: "Tử số", en: "Numerator" }
    denominator() { vi: "Mẫu số", en: "Denominator" }
    base() { vi: "Mẫu số là gì", en: "What the base is" }
    source_member() { vi: "thẻ hội viên", en: "member's record" }
    source_unit(unit: &str) { vi: "sổ đơn vị: {unit}", en: "register of units: {unit}" }
    source_declared(unit: &str) { vi: "khai báo của {unit}", en: "declared by {unit}" }
    record_number() { vi: "mã bản ghi", en: "record" }
    units_included(count: usize) { vi: "Đơn vị có số liệu ({count})", en: "Units included ({count})" }
    units_missing(count: usize) { vi: "Đơn vị còn thiếu ({count})", en: "Units missing ({count})" }
    nobody_missing() { vi: "Không thiếu đơn vị nào.", en: "No unit is missing." }
    source_rows() { vi: "Các dòng nguồn trong sổ số liệu", en: "Source rows of the counts book" }
    breakdown() { vi: "Chia ra", en: "Broken down" }
    not_broken_down() { vi: "không chia", en: "not broken down" }
    day() { vi: "Ngày", en: "Day" }
    unit() { vi: "Đơn vị", en: "Unit" }
    quantity() { vi: "Số lượng", en: "Quantity" }
    standing() { vi: "Loại", en: "Kind" }
    source() { vi: "Nguồn", en: "Source" }
    declared() { vi: "khai báo", en: "declared" }
    from_register() { vi: "từ sổ", en: "register" }
    about_day(day: &str) { vi: "ghi muộn, thuộc ngày {day} đã khóa sổ", en: "late: about {day}, which was locked" }
    corrects() { vi: "đính chính", en: "correction" }
    chart_title(label: &str) { vi: "{label} theo đơn vị", en: "{label} by unit" }
    back_to_board() { vi: "Về bảng so sánh", en: "Back to the comparison" }
    back_to_unit() { vi: "Về trang đơn vị", en: "Back to the unit" }
    back_to_report() { vi: "Về báo cáo", en: "Back to the report" }

    open_report() { vi: "Mở báo cáo", en: "Open the report" }
}
