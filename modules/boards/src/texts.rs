//! What boards say.

kernel::texts! {
    boards() { vi: "Bảng theo dõi", en: "Boards" }
    board_of(label: &str, unit: &str) { vi: "{label}: {unit}", en: "{label}: {unit}" }
    nothing_below(unit: &str) {
        vi: "{unit} không có đơn vị bên dưới để so sánh. Hãy chọn xã, tỉnh hoặc toàn quốc.",
        en: "{unit} has no units below it to compare. Choose a commune, a province or the nation."
    }
    not_by_unit(label: &str) {
        vi: "“{label}” đếm số người khác nhau, một người có thể ở nhiều đơn vị, nên không chia được theo đơn vị. Hãy chọn chỉ tiêu khác.",
        en: "“{label}” counts different people, who may be in several units, so it cannot be divided by unit. Choose another indicator."
    }
    not_a_number(typed: &str) {
        vi: "“{typed}” không phải là số. Hãy viết như 1.200 hoặc 28,5.",
        en: "“{typed}” is not a number. Write 1200 or 28.5."
    }
    unknown_format(typed: &str) {
        vi: "Không có định dạng “{typed}”. Hãy chọn xlsx, csv hoặc pdf.",
        en: "There is no format “{typed}”. Choose xlsx, csv or pdf."
    }
    period_and_boundaries(period: &str, day: &str) {
        vi: "{period}, theo địa giới ngày {day}",
        en: "{period}, in the boundaries of {day}"
    }
    lead(known: usize, all: usize) {
        vi: "{known} trên {all} đơn vị đã có số liệu.",
        en: "{known} of {all} units have figures."
    }
    total_is(total: &str, measure: &str) { vi: "Cộng: {total} {measure}.", en: "In all: {total} {measure}." }
    share_of_all(share: &str) { vi: "Tính chung: {share}.", en: "Over all: {share}." }
    elsewhere_is(number: &str) {
        vi: "Trong đó {number} ghi ở chính đơn vị này hoặc không chia được cho đơn vị bên dưới.",
        en: "Of these, {number} stand at the unit itself or cannot be divided among the units below."
    }
    silent(names: &str) { vi: "Chưa có số liệu: {names}.", en: "No figures yet: {names}." }
    tiles() { vi: "Mỗi ô một đơn vị", en: "A tile for each unit" }
    tiles_hint() {
        vi: "Xếp theo mã đơn vị, các xã cùng huyện cũ đứng gần nhau. Nhiều chấm hơn là cao hơn.",
        en: "In the order of their codes, so that communes of one former district stand together. More dots are higher."
    }
    no_figure() { vi: "chưa có", en: "none yet" }
    unusual() { vi: "khác thường", en: "unusual" }
    unusual_hint(percent: i64, floor: i64) {
        vi: "“Khác thường” là tăng hoặc giảm quá {percent}% so với cùng kỳ năm trước (cả hai số dưới {floor} thì thôi). Lý do là của đơn vị, ghi trong báo cáo đã nộp.",
        en: "“Unusual” is a change of more than {percent}% against the same period a year before (not where both numbers are below {floor}). The reason is the unit’s own, from the report it submitted."
    }
    reason() { vi: "Lý do", en: "Reason" }
    ranking() { vi: "Xếp hạng", en: "Ranking" }
    rank() { vi: "Hạng", en: "Rank" }
    unit() { vi: "Đơn vị", en: "Unit" }
    this_period() { vi: "Kỳ này", en: "This period" }
    year_before() { vi: "Cùng kỳ năm trước", en: "Same period a year before" }
    change() { vi: "Tăng, giảm", en: "Change" }
    remark() { vi: "Ghi chú", en: "Remark" }
    distribution() { vi: "Phân bố", en: "Distribution" }
    class(from: &str, until: &str) { vi: "từ {from} đến dưới {until}", en: "{from} to below {until}" }
    number_of_units() { vi: "đơn vị", en: "units" }
    how_many() { vi: "Có bao nhiêu đơn vị nằm trong khoảng?", en: "How many units lie between?" }
    from() { vi: "Từ", en: "From" }
    until() { vi: "Đến", en: "To" }
    number_hint() { vi: "Ví dụ 1.200", en: "Such as 1200" }
    percent_hint() { vi: "Phần trăm, ví dụ 28,5", en: "Percent, such as 28.5" }
    count_them() { vi: "Đếm", en: "Count" }
    so_many_between(count: usize, all: usize) {
        vi: "{count} trên {all} đơn vị nằm trong khoảng này.",
        en: "{count} of {all} units lie between these."
    }
    trend() { vi: "Qua các năm", en: "Through the years" }
    figures_beside() { vi: "Số liệu của hình", en: "The figures of the picture" }
    choose() { vi: "Chọn cái cần xem", en: "Choose what to see" }
    indicator() { vi: "Chỉ tiêu", en: "Indicator" }
    period() { vi: "Kỳ", en: "Period" }
    period_hint() {
        vi: "Ví dụ 6 tháng đầu năm 2017, 2017-H1, 2017, SY2022",
        en: "Such as 2017-H1, 2017, SY2022"
    }
    boundaries() { vi: "Theo địa giới ngày", en: "In the boundaries of" }
    boundaries_hint() { vi: "Để trống là hiện nay", en: "Empty means today" }
    show() { vi: "Xem", en: "Show" }
    download(name: &str) { vi: "Tải {name}", en: "Download {name}" }
    meeting_room() { vi: "Chiếu phòng họp", en: "Meeting room screen" }
    leave_screen() { vi: "Thôi chiếu", en: "Leave the screen" }
    hold_screen() { vi: "Dừng ở bảng này", en: "Stay with this board" }
    turns_by_itself(seconds: u32) {
        vi: "Tự chuyển sang chỉ tiêu sau mỗi {seconds} giây.",
        en: "Turns to the next indicator every {seconds} seconds."
    }
    look_below(unit: &str) { vi: "Xem bảng của {unit}", en: "See the board of {unit}" }
    bridge() { vi: "Tăng giảm hội viên", en: "Members gained and lost" }
    bridge_of(unit: &str) { vi: "Tăng giảm hội viên: {unit}", en: "Members gained and lost: {unit}" }
    step() { vi: "Diễn biến", en: "Step" }
    members() { vi: "Hội viên", en: "Members" }
    opening() { vi: "Có đầu kỳ", en: "At the beginning" }
    closing() { vi: "Có cuối kỳ", en: "At the end" }
    declared_change() { vi: "Tăng, giảm của phần khai báo", en: "Change of what is only declared" }
    written_late() { vi: "Ghi bổ sung cho kỳ đã khóa", en: "Written late, for a locked period" }
    unexplained() { vi: "Phần chưa rõ nguồn", en: "Not explained" }
}
