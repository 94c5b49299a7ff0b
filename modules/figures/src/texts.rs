//! What this module says.

use counts::Kind;

kernel::texts! {
    handover_figures() { vi: "Số liệu đang đứng trong sổ số liệu", en: "Figures that stand in the counts book" }

    // Refusals
    not_a_period(typed: &str) {
        vi: "“{typed}” chưa phải là một kỳ. Có thể viết 2017-H1 (6 tháng đầu năm), 2017, 2017-Q2, 2017-06 hoặc “6 tháng đầu năm 2017”.",
        en: "“{typed}” is not a period. Write 2017-H1 (first half), 2017, 2017-Q2 or 2017-06."
    }
    not_a_day(typed: &str) {
        vi: "“{typed}” chưa phải là một ngày. Hãy viết như 30/06/2017, hoặc để trống.",
        en: "“{typed}” is not a day. Write it like 30/06/2017, or leave it empty."
    }
    no_columns() {
        vi: "Chưa chọn chỉ tiêu nào cho bảng. Hãy chọn từ 1 đến 6 chỉ tiêu rồi mở lại bảng.",
        en: "No indicator has been chosen for the grid. Choose one to six, then open it again."
    }
    too_many_columns(most: usize) {
        vi: "Bảng có quá nhiều cột nên khó đọc. Hãy chọn nhiều nhất {most} chỉ tiêu một lần.",
        en: "The grid would have too many columns to read. Choose at most {most} indicators at a time."
    }
    too_many_rows(rows: usize, most: usize) {
        vi: "Có {rows} dòng, quá nhiều cho một bảng (nhiều nhất {most}). Hãy mở bảng của đơn vị cấp dưới, hoặc chia tệp.",
        en: "There are {rows} rows, too many for one grid (at most {most}). Open the grid of a unit below, or split the file."
    }
    declared_twice(first: usize, second: usize) {
        vi: "Chưa ghi gì. Mục [{first}] và mục [{second}] cùng nói về một chỉ tiêu của một đơn vị trong một kỳ, nên không biết số nào là đúng. Hãy bỏ bớt một mục rồi gửi lại.",
        en: "Nothing was saved. Entries [{first}] and [{second}] are about the same indicator, unit and period, so it is not known which one is right. Leave one out and send again."
    }
    changed_meanwhile(now: &str) {
        vi: "Người khác vừa sửa số này, nay là {now}. Số của ông/bà chưa được ghi. Hãy mở lại trang, xem số mới rồi sửa nếu cần.",
        en: "Somebody else has just changed this figure; it is now {now}. Yours has not been saved. Open the page again, look, and change it if needed."
    }
    taken_back_meanwhile() {
        vi: "Người khác vừa xóa số này. Số của ông/bà chưa được ghi. Hãy mở lại trang rồi ghi nếu vẫn cần.",
        en: "Somebody else has just taken this figure back. Yours has not been saved. Open the page again and enter it if still needed."
    }
    no_unit_column() {
        vi: "Không thấy cột “Mã đơn vị” hoặc “Đơn vị” trong tệp nên chưa biết mỗi dòng là của ai. Hãy thêm tên cột đó, hoặc tải bảng mẫu về điền.",
        en: "The file has no column “Unit code” or “Unit”, so it is not known whose each row is. Add that heading, or fill in the grid downloaded from here."
    }
    no_indicator_column(names: &str) {
        vi: "Không cột nào có tên trùng với một chỉ tiêu. Tên cột viết như trong danh mục, ví dụ: {names}. Có thể tải bảng mẫu về điền.",
        en: "No heading is the name of an indicator. Write headings as in the list, for example: {names}. Or fill in the grid downloaded from here."
    }
    file_missing() {
        vi: "Chưa có tệp nào được chọn. Hãy chọn tệp .xlsx, .xls hoặc .csv.",
        en: "No file has been chosen. Choose an .xlsx, .xls or .csv file."
    }
    basis_too_long(most: usize) {
        vi: "Phần căn cứ dài quá {most} ký tự. Hãy viết ngắn lại.",
        en: "The basis is longer than {most} characters. Please shorten it."
    }
    money_in_count(typed: &str, measure: &str) {
        vi: "“{typed}” là số tiền, còn chỉ tiêu này tính bằng {measure}. Hãy ghi số {measure}.",
        en: "“{typed}” is an amount of money, but this indicator counts {measure}. Enter how many {measure}."
    }
    unread_words(typed: &str, words: &str, measure: &str) {
        vi: "Không hiểu “{words}” trong “{typed}”. Chỉ tiêu này tính bằng {measure}. Hãy chỉ ghi số, hoặc chọn “chỉ ghi lời” nếu nguồn không nêu số.",
        en: "“{words}” in “{typed}” is not understood. This is counted in {measure}. Write the number alone, or choose words only if the source gives none."
    }
    other_measure(typed: &str, other: &str, measure: &str) {
        vi: "“{typed}” tính bằng {other}, còn chỉ tiêu này tính bằng {measure}; hai đơn vị tính không thay cho nhau. Hãy ghi số {measure}.",
        en: "“{typed}” is in {other}, but this indicator counts {measure}; one does not stand for the other. Enter how many {measure}."
    }

    // Danh mục chỉ tiêu
    indicators() { vi: "Danh mục chỉ tiêu", en: "Indicators" }
    indicators_lead() {
        vi: "Mỗi chỉ tiêu có một mã, một đơn vị tính và một cách tính. Các đơn vị tính khác nhau (lượt, suất, phần, người) không bao giờ cộng với nhau.",
        en: "Each indicator has a code, a measure and a way of counting. Different measures (turns, awards, gifts, people) are never added together."
    }
    indicator_code() { vi: "mã", en: "code" }
    indicator() { vi: "Chỉ tiêu", en: "Indicator" }
    measure() { vi: "Đơn vị tính", en: "Measure" }
    how_counted() { vi: "Cách tính", en: "How it is counted" }
    definition() { vi: "Định nghĩa", en: "Definition" }
    own_indicators() { vi: "Chỉ tiêu riêng của các đơn vị", en: "Indicators of units' own" }
    own_of(owner: &str) { vi: "Riêng của {owner}", en: "Own indicator of {owner}" }
    retired_since(day: &str) { vi: "Thôi dùng từ {day}", en: "Not used since {day}" }
    retire_indicator() { vi: "Thôi dùng từ hôm nay", en: "Stop using from today" }
    no_indicators() { vi: "Chưa có chỉ tiêu nào", en: "There are no indicators yet" }
    no_indicators_why() {
        vi: "Danh mục có sẵn được đưa vào khi khởi tạo chương trình. Hãy báo người vận hành.",
        en: "The shipped list is stored when the program is set up. Please tell the operator."
    }
    flow() { vi: "Phát sinh trong kỳ", en: "Within the period" }
    stock() { vi: "Có đến cuối kỳ", en: "At the end of the period" }
    distinct() { vi: "Số người khác nhau", en: "Different people" }
    ratio() { vi: "Tỷ lệ", en: "Ratio" }
    sum() { vi: "Tổng", en: "Sum" }
    flow_explained() { vi: "Phát sinh trong kỳ: cộng những gì xảy ra trong kỳ", en: "Within the period: what happened in it is added up" }
    stock_explained() { vi: "Có đến cuối kỳ: số đang có vào ngày cuối", en: "At the end: what there is on the last day" }
    ratio_explained() { vi: "Tỷ lệ: lấy chỉ tiêu thứ nhất chia cho chỉ tiêu thứ hai", en: "Ratio: the first indicator divided by the second" }
    sum_explained() { vi: "Tổng: cộng các chỉ tiêu cùng đơn vị tính", en: "Sum: indicators of one measure added up" }
    add_indicator() { vi: "Thêm chỉ tiêu riêng", en: "Add an indicator of our own" }
    add_indicator_lead() {
        vi: "Chỉ tiêu riêng được hỏi ở đơn vị của ông/bà và các đơn vị bên dưới, và có thể đưa vào báo cáo.",
        en: "Your own indicator is asked of your unit and those below it, and can stand in reports."
    }
    indicator_added() { vi: "Đã thêm chỉ tiêu. Từ nay có thể khai báo số liệu cho chỉ tiêu này.", en: "The indicator has been added and can now be declared." }
    indicator_retired() { vi: "Đã thôi dùng chỉ tiêu. Số đã khai trước đây vẫn giữ nguyên.", en: "The indicator is no longer used. What was counted stays." }
    label_vi() { vi: "Tên chỉ tiêu", en: "Name in Vietnamese" }
    label_vi_hint() { vi: "Ví dụ: Sách tặng thư viện xã", en: "For example: Sách tặng thư viện xã" }
    label_en() { vi: "Tên tiếng Anh", en: "Name in English" }
    code() { vi: "Mã", en: "Code" }
    code_hint() { vi: "Chữ thường không dấu, ví dụ sach_tang. Để trống thì lập theo tên.", en: "Small unaccented letters, such as books_given. Left empty, it is made from the name." }
    choose_kind() { vi: "Hãy chọn một cách tính.", en: "Choose a way of counting." }
    measure_hint() { vi: "Ví dụ: quyển, người, lượt, đồng. Tỷ lệ có thể để trống.", en: "For example: quyển, người, lượt, đồng. A ratio may leave it empty." }
    measure_en() { vi: "Đơn vị tính tiếng Anh", en: "Measure in English" }
    part1() { vi: "Chỉ tiêu thứ nhất", en: "First indicator" }
    part2() { vi: "Chỉ tiêu thứ hai", en: "Second indicator" }
    part3() { vi: "Chỉ tiêu thứ ba", en: "Third indicator" }
    part4() { vi: "Chỉ tiêu thứ tư", en: "Fourth indicator" }
    part_hint() { vi: "Chỉ chọn khi lập tỷ lệ hoặc tổng. Tỷ lệ: tử số trước, mẫu số sau.", en: "Only for a ratio or a sum. For a ratio the numerator comes first." }
    definition_hint() { vi: "Tính những gì, không tính những gì, lấy ở đâu.", en: "What is counted, what is not, and where it comes from." }

    // Khai báo
    declare_of(unit: &str) { vi: "Khai báo số liệu: {unit}", en: "Declare figures: {unit}" }
    declare_lead() {
        vi: "Ghi số của riêng đơn vị này, phần chưa có trong sổ và chưa được đơn vị bên dưới khai. Có thể viết 2.218 triệu, 60 tỷ, gần 60 tỷ đồng. Ô để trống là chưa có số, khác với số 0. Xóa một số là rút lại số đã khai.",
        en: "Enter what is this unit's own: not yet in a register and not declared by a unit below. You may write 2.218 triệu, 60 tỷ, gần 60 tỷ đồng. An empty field says that nothing is known, which is not zero. Emptying a field takes the figure back."
    }
    period() { vi: "Kỳ", en: "Period" }
    last_half() { vi: "6 tháng vừa qua", en: "Last half-year" }
    this_half() { vi: "6 tháng này", en: "This half-year" }
    last_year() { vi: "Năm trước", en: "Last year" }
    this_year() { vi: "Năm nay", en: "This year" }
    other_period() { vi: "Chọn kỳ khác", en: "Another period" }
    period_hint() { vi: "Ví dụ: 2017-H1, 2017, 2017-Q2, 2017-06, 6 tháng đầu năm 2017", en: "For example: 2017-H1, 2017, 2017-Q2, 2017-06" }
    geography() { vi: "Theo địa giới ngày", en: "Boundaries of the day" }
    geography_hint() { vi: "Để trống là ngày cuối của kỳ. Ví dụ: 30/06/2017", en: "Left empty: the last day of the period. For example: 30/06/2017" }
    show_period() { vi: "Xem kỳ này", en: "Show this period" }
    period_and_geography(period: &str, day: &str) { vi: "Số liệu {period}, theo địa giới ngày {day}.", en: "Figures of {period}, in the boundaries of {day}." }
    exact() { vi: "Số chính xác", en: "Exact" }
    words_only() { vi: "Chỉ có lời, không có số", en: "Words only, no number" }
    wording() { vi: "Mức chính xác", en: "How exact" }
    basis() { vi: "Căn cứ", en: "Basis" }
    basis_hint() { vi: "Số lấy ở đâu, ngày nào. Ví dụ: Niên giám thống kê 2016, toàn bộ dân số", en: "Where the number comes from and of which day." }
    wording_and_basis() { vi: "Mức chính xác và căn cứ", en: "How exact, and the basis" }
    in_registers(quantity: &str, measure: &str) { vi: "Trong sổ đã có {quantity} {measure}.", en: "Registers hold {quantity} {measure}." }
    declared_below(quantity: &str, measure: &str) { vi: "Các đơn vị bên dưới đã khai {quantity} {measure}.", en: "Units below have declared {quantity} {measure}." }
    not_again() { vi: "Chỉ ghi phần còn lại, đừng ghi lại số này.", en: "Enter only the rest, not this again." }
    kept_by_register(quantity: &str, measure: &str) { vi: "đã có sổ, đang là {quantity} {measure}. Không khai số tổng bên cạnh sổ.", en: "kept in a register, now {quantity} {measure}. Nothing is declared beside it." }
    to_grid() { vi: "Mở bảng các đơn vị bên dưới", en: "Open the grid of the units below" }
    to_targets() { vi: "Chỉ tiêu phấn đấu", en: "Targets" }
    save() { vi: "Ghi nhận", en: "Save" }
    saved_none() { vi: "Không có số nào thay đổi nên không ghi gì thêm.", en: "No figure was different, so nothing was written." }
    saved_some(changed: usize) { vi: "Đã ghi {changed} số. Các số khác giữ nguyên.", en: "{changed} figures were saved. The others stay as they were." }

    // Bảng
    grid_of(unit: &str) { vi: "Bảng số liệu các đơn vị của {unit}", en: "Figures of the units of {unit}" }
    grid_title() { vi: "BẢNG SỐ LIỆU KHAI BÁO", en: "DECLARED FIGURES" }
    prepared_by() { vi: "Người lập biểu", en: "Prepared by" }
    choose_columns() { vi: "Chọn chỉ tiêu cho các cột", en: "Choose the columns" }
    choose_columns_hint() { vi: "Chọn từ 1 đến 6 chỉ tiêu", en: "Choose one to six indicators" }
    choose_columns_first() { vi: "Hãy chọn chỉ tiêu ở trên để mở bảng.", en: "Choose indicators above to open the grid." }
    open_grid() { vi: "Mở bảng", en: "Open the grid" }
    download_grid() { vi: "Tải bảng về (Excel)", en: "Download the grid (Excel)" }
    upload_grid() { vi: "Nhập từ tệp Excel", en: "Bring in an Excel file" }
    unit() { vi: "Đơn vị", en: "Unit" }
    unit_code_column() { vi: "Mã đơn vị", en: "Unit code" }
    unit_column() { vi: "Đơn vị", en: "Unit" }
    total_now() { vi: "Cộng (số đã ghi)", en: "Total (as saved)" }
    grid_hint() { vi: "Dùng phím mũi tên hoặc Enter để sang ô khác. Chỉ những ô đã sửa được ghi, tất cả cùng một lúc.", en: "Arrow keys and Enter move between cells. Only cells you changed are saved, all at once." }
    in_register(quantity: &str) { vi: "{quantity} (trong sổ)", en: "{quantity} (register)" }
    below_already(quantity: &str) { vi: "Bên dưới đã có {quantity}", en: "{quantity} already below" }
    no_rows() { vi: "Chưa có đơn vị nào ở đây", en: "There are no units here" }
    no_rows_why() { vi: "Vào ngày của địa giới này, đơn vị chưa có đơn vị cấp dưới. Hãy chọn ngày khác, hoặc khai số của chính đơn vị.", en: "In these boundaries the unit has none below it. Choose another day, or declare the unit's own figures." }

    // Tệp
    upload_of(unit: &str) { vi: "Nhập số liệu từ tệp: {unit}", en: "Figures from a file: {unit}" }
    upload_lead() {
        vi: "Mỗi dòng là một đơn vị, mỗi cột là một chỉ tiêu; dòng đầu là tên cột. Cột đầu ghi mã hoặc tên đơn vị. Chương trình cho xem trước, chưa ghi gì.",
        en: "One unit in each row, one indicator in each column, headings on top. The first column holds the unit's code or name. You will see everything before anything is written."
    }
    file() { vi: "Tệp", en: "File" }
    file_hint() { vi: "Tệp .xlsx, .xls hoặc .csv. Tiền có thể để đơn vị triệu đồng nếu tên cột ghi (triệu đồng).", en: ".xlsx, .xls or .csv. Money may be in millions if the heading says (triệu đồng)." }
    look_first() { vi: "Xem trước", en: "Look first" }
    workbook_says(rows: usize, changed: usize, unchanged: usize) {
        vi: "Tệp có {rows} đơn vị: {changed} số sẽ thay đổi, {unchanged} số giữ nguyên.",
        en: "The file has {rows} units: {changed} figures would change, {unchanged} stay the same."
    }
    workbook_not_yet() { vi: "Chưa ghi gì. Xem bảng dưới đây rồi bấm Ghi nhận.", en: "Nothing has been written. Look at the grid below, then press Save." }
    workbook_applied() { vi: "Đã ghi tất cả.", en: "All of it has been written." }
    workbook_not_applied() { vi: "Chưa ghi gì. Thêm --apply để ghi.", en: "Nothing has been written. Add --apply to write it." }
    workbook_refused() { vi: "Chưa ghi gì vì có ô sai. Sửa các ô trên rồi nhập lại.", en: "Nothing has been written, because some cells are wrong. Correct them and try again." }
    column_unknown(heading: &str) { vi: "Cột “{heading}” không trùng tên chỉ tiêu nào nên được bỏ qua.", en: "The column “{heading}” is no indicator and is left out." }
    row_unit_unknown(written: &str) { vi: "Không có đơn vị “{written}” trong bảng này. Hãy xem lại mã hoặc tên, theo địa giới của kỳ.", en: "There is no unit “{written}” in this grid. Check the code or name, in the boundaries of the period." }
    row_unit_ambiguous(written: &str) { vi: "Có nhiều đơn vị tên “{written}”. Hãy ghi mã đơn vị.", en: "Several units are called “{written}”. Write the unit's code." }
    row_unit_twice(written: &str, first: u32) { vi: "“{written}” đã có ở dòng {first}. Mỗi đơn vị chỉ một dòng.", en: "“{written}” already stands in row {first}. Each unit has one row." }
    not_calculated() { vi: "Công thức chưa có kết quả lưu trong tệp. Hãy mở tệp bằng Excel, lưu lại rồi nhập.", en: "The formula's result is not saved in the file. Open and save it in Excel, then try again." }

    // Chỉ tiêu phấn đấu
    targets_of(unit: &str) { vi: "Chỉ tiêu phấn đấu: {unit}", en: "Targets: {unit}" }
    targets_lead() { vi: "Ghi số mà đơn vị đặt ra cho kỳ này. Báo cáo sẽ đặt số đạt được bên cạnh.", en: "Enter what the unit means to reach in this period. Reports show it beside what was reached." }
    decision() { vi: "Quyết định, nghị quyết", en: "Decision or resolution" }
    decision_hint() { vi: "Ví dụ: Nghị quyết số 05-NQ/TU ngày 10/01/2017", en: "For example: Resolution 05-NQ/TU of 10/01/2017" }
    target_is_a_number() { vi: "Chỉ tiêu phấn đấu phải là một số, từ 0 trở lên.", en: "A target is a number, zero or more." }
    target_stays() { vi: "Chỉ tiêu đã đặt không xóa được, chỉ đặt lại. Hãy ghi số mới.", en: "A target that was set is not removed, only set anew. Enter the new number." }
    targets_saved_none() { vi: "Không có chỉ tiêu nào thay đổi.", en: "No target was different." }
    targets_saved_some(changed: usize) { vi: "Đã ghi {changed} chỉ tiêu phấn đấu.", en: "{changed} targets were saved." }

    // Việc cần làm
    task_below(period: &str, units: &str) { vi: "Chưa khai báo số liệu {period} cho {units} đơn vị.", en: "Figures of {period} have not been declared for {units} units." }
    task_own(period: &str) { vi: "Đơn vị chưa khai báo số liệu {period}.", en: "The unit has not declared its figures of {period}." }
    task_button() { vi: "Khai báo", en: "Declare" }
}

impl Texts {
    pub fn kind(self, kind: Kind) -> String {
        match kind {
            Kind::Flow => self.flow(),
            Kind::Stock => self.stock(),
            Kind::Distinct => self.distinct(),
            Kind::Ratio => self.ratio(),
            Kind::Sum => self.sum(),
        }
    }
    pub fn kind_explained(self, kind: Kind) -> String {
        match kind {
            Kind::Flow => self.flow_explained(),
            Kind::Stock => self.stock_explained(),
            Kind::Distinct => self.distinct(),
            Kind::Ratio => self.ratio_explained(),
            Kind::Sum => self.sum_explained(),
        }
    }
    pub fn saved(self, changed: usize) -> String {
        if changed == 0 { self.saved_none() } else { self.saved_some(changed) }
    }
    pub fn targets_saved(self, changed: usize) -> String {
        if changed == 0 { self.targets_saved_none() } else { self.targets_saved_some(changed) }
    }
}
