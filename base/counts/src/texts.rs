//! What the counts book says.

kernel::texts! {
    unknown_indicator(code: &str, near: &str) {
        vi: "Không có chỉ tiêu mã “{code}”. Có thể mã bị gõ sai. Mã gần giống: {near}. Hãy xem danh mục chỉ tiêu.",
        en: "There is no indicator “{code}”. The code may be mistyped. Similar: {near}. See the list of indicators."
    }
    no_such_indicator(code: &str) {
        vi: "Không có chỉ tiêu mã “{code}”. Có thể mã bị gõ sai. Hãy xem danh mục chỉ tiêu.",
        en: "There is no indicator “{code}”. The code may be mistyped. See the list of indicators."
    }
    indicator_exists(code: &str) {
        vi: "Mã chỉ tiêu “{code}” đã có. Hãy chọn mã khác hoặc dùng chỉ tiêu sẵn có.",
        en: "The code “{code}” is taken. Choose another, or use the indicator that exists."
    }
    code_unusable() {
        vi: "Mã chỉ tiêu gồm 3 đến 40 chữ thường không dấu, chữ số hoặc gạch dưới. Ví dụ: sach_tang.",
        en: "A code has 3 to 40 small unaccented letters, digits or underscores. Example: books_given."
    }
    parts_unknown(code: &str) {
        vi: "Chỉ tiêu thành phần “{code}” không có hoặc không cộng được. Hãy chọn chỉ tiêu có sẵn trong danh mục.",
        en: "The part “{code}” does not exist or cannot be used. Choose one from the list."
    }
    measures_differ(first: &str, other: &str) {
        vi: "Không cộng “{first}” với “{other}”: hai đơn vị tính khác nhau. Hãy để thành hai dòng riêng hoặc lập tỷ lệ.",
        en: "“{first}” and “{other}” are different measures and are not added. Keep two lines, or make a ratio."
    }
    ratio_needs_two() {
        vi: "Tỷ lệ cần đúng hai chỉ tiêu (tử số, mẫu số); tổng cần từ hai chỉ tiêu trở lên.",
        en: "A ratio needs two indicators (numerator, denominator); a sum needs two or more."
    }
    not_declarable(label: &str) {
        vi: "Chỉ tiêu “{label}” được tính từ số liệu khác nên không khai báo trực tiếp. Hãy khai báo các số thành phần.",
        en: "“{label}” is computed from other figures and is not declared itself. Declare its parts."
    }
    kept_by_register(label: &str, unit: &str) {
        vi: "{unit} đang giữ sổ cho “{label}”, nên không khai báo thêm số tổng: sẽ bị tính hai lần. Hãy ghi vào sổ, hoặc sửa trong sổ.",
        en: "{unit} keeps a register for “{label}”; a declared total beside it would count twice. Record in the register instead."
    }
    nothing_stated() {
        vi: "Chưa có số và cũng chưa có lời. Hãy điền số, hoặc ghi nguyên lời của nguồn như “hàng chục tỷ đồng”.",
        en: "Neither a number nor words are given. Fill in a number, or the source's own words."
    }
    negative() {
        vi: "Số khai báo không được âm. Hãy kiểm tra lại.",
        en: "A declared figure is not negative. Please check."
    }
    too_large() {
        vi: "Số quá lớn, có thể gõ thừa chữ số. Hãy kiểm tra lại.",
        en: "The number is too large; perhaps a digit too many. Please check."
    }
    period_in_future(day: &str) {
        vi: "Ngày {day} chưa tới nên chưa thể khai báo số có đến ngày đó. Hãy chọn kỳ đã qua.",
        en: "{day} is still to come, so what stands on that day cannot be declared yet. Choose a past period."
    }
    unit_not_there(unit: &str, day: &str) {
        vi: "{unit} không có vào ngày {day}: đơn vị lập sau hoặc đã kết thúc trước ngày đó. Hãy chọn đơn vị của thời kỳ ấy.",
        en: "{unit} did not exist on {day}. Choose the unit of that time."
    }
    wording_too_long() {
        vi: "Lời ghi kèm dài quá 60 ký tự. Hãy viết ngắn lại.",
        en: "The wording is longer than 60 characters. Please shorten it."
    }
    locked_by(period: &str, unit: &str, by: &str, since: &str, why: &str) {
        vi: "Sổ {period} của {unit} đã khóa: {by} khóa ngày {since}, lý do “{why}”.",
        en: "The books of {unit} for {period} are locked: by {by} on {since}, because “{why}”."
    }
    locked_until_opened(openers: &str) {
        vi: "Khóa đến khi được mở lại; người mở được: {openers}.",
        en: "They stay locked until reopened, which {openers} may do."
    }
    nobody_opens() {
        vi: "Khóa đến khi được mở lại; chưa có tài khoản nào được quyền mở, hãy nhờ người vận hành.",
        en: "They stay locked until reopened; no account may do that yet, so ask whoever runs the program."
    }
    open_only_for(person: &str, last: &str) {
        vi: "Sổ đang mở riêng cho {person} đến hết ngày {last}.",
        en: "They are open for {person} alone, up to {last}."
    }
    supplement_instead() {
        vi: "Hãy lập bản bổ sung có số cho kỳ này, hoặc xin mở khóa.",
        en: "Make a numbered supplement for the period, or ask for it to be reopened."
    }
    period_not_over(last: &str) {
        vi: "Kỳ này đến hết ngày {last} mới xong nên chưa khóa được. Hãy khóa từ ngày hôm sau.",
        en: "The period is over after {last} and cannot be locked before. Lock it from the next day on."
    }
    not_locked() {
        vi: "Kỳ này chưa khóa nên không có gì để mở. Hãy ghi như thường.",
        en: "The period is not locked, so there is nothing to reopen. Write as usual."
    }
    already_open(person: &str, last: &str) {
        vi: "Kỳ này đang mở cho {person} đến hết ngày {last}. Hãy chờ đến hạn, hoặc khóa lại trước rồi mở cho người khác.",
        en: "The period is open for {person} up to {last}. Wait, or lock it first and reopen it for somebody else."
    }
    opening_without_reason() {
        vi: "Mở khóa cần có lý do, để sau này ai xem cũng hiểu. Hãy viết một câu.",
        en: "Reopening needs a reason that others will understand later. Write a sentence."
    }
    opening_too_long(most: i32) {
        vi: "Ngày kết thúc phải từ hôm nay và không quá {most} ngày nữa. Hãy chọn lại; cần thêm thì mở tiếp sau.",
        en: "The last day is today or at most {most} days from now. Choose again; more can be given later."
    }
    person_cannot_write() {
        vi: "Người được mở khóa phải là người có quyền khai báo số liệu của đơn vị này. Hãy chọn người khác, hoặc giao vai trò trước.",
        en: "It can be opened only for somebody who may declare figures of this unit. Choose another person, or give the role first."
    }
    operator() { vi: "người vận hành", en: "the operator" }
    declared_levels() { vi: "Số đã khai báo", en: "Declared levels" }
    declared_after(label: &str, day: &str) {
        vi: "“{label}” đã khai báo cho ngày {day}, tức là sau khi đơn vị kết thúc. Hãy rút số khai báo đó, hoặc chọn ngày sắp xếp muộn hơn.",
        en: "“{label}” is declared for {day}, after the unit ends. Take that declaration back, or choose a later day."
    }
    declared_after_part(label: &str, day: &str) {
        vi: "“{label}” đã khai báo cho ngày {day}, không trước ngày tách, nên không rõ số đó đã trừ phần tách ra chưa. Hãy rút số khai báo đó, hoặc chọn ngày muộn hơn.",
        en: "“{label}” is declared for {day}, not before the day of the plan, so nobody knows whether the part is still in it. Take that declaration back, or choose a later day."
    }
    stated_that_day(label: &str, quantity: &str, day: &str) {
        vi: "“{label}”: đơn vị nhận đã khai báo {quantity} cho đúng ngày {day}. Hãy rút số khai báo đó để số của các đơn vị kết thúc được cộng vào.",
        en: "“{label}”: the receiving unit has declared {quantity} for {day} itself. Take that declaration back, so that the figures of the units that end can be added."
    }
    level_without_heir(label: &str, quantity: &str) {
        vi: "{label}: {quantity} không có đơn vị kế tục nhận, nên chỉ tính ở cấp trên.",
        en: "{label}: nobody receives {quantity}, so it counts only for the unit above."
    }
    level_without_shares(label: &str, quantity: &str) {
        vi: "{label}: {quantity} không chia được vì chưa có tỷ lệ cho đủ các đơn vị kế tục, nên chỉ tính ở cấp trên chung.",
        en: "{label}: {quantity} is not divided, because there is no share for each heir; it counts only for the unit above them all."
    }
    part_beside_register(label: &str, quantity: &str) {
        vi: "{label}: đơn vị nhận đang giữ sổ, nên số khai báo {quantity} để nguyên ở đơn vị tách. Khi sổ của đơn vị nhận đã có những người chuyển sang, hãy khai báo lại số của đơn vị tách.",
        en: "{label}: the receiving unit keeps a register, so the declared {quantity} stays whole with the unit that goes on. When that register holds those who came, declare the number of the unit that goes on anew."
    }
    level_beside_register(label: &str, quantity: &str) {
        vi: "{label}: đơn vị nhận đang giữ sổ, nên số khai báo {quantity} để nguyên ở đơn vị cũ và vẫn cộng vào đơn vị nhận. Khi sổ đã có đủ những người này, hãy chọn “Sổ của đơn vị nhận đã có đủ” để thôi tính.",
        en: "{label}: the receiving unit keeps a register, so the declared {quantity} stays with the former unit and still counts under the receiving one. When the register holds these people, choose “The registers hold them already” so that it is no longer counted."
    }
    basis_of_the_end(decision: &str) {
        vi: "Đơn vị kết thúc khi sắp xếp. {decision}",
        en: "The unit ended in a reorganisation. {decision}"
    }
    basis_of_the_part(decision: &str) {
        vi: "Phần còn lại sau khi tách một phần. {decision}",
        en: "What is left after a part was split off. {decision}"
    }
    basis_of_the_heir(origins: &str, decision: &str) {
        vi: "Nhận khi sắp xếp từ {origins}. {decision}",
        en: "Received in a reorganisation from {origins}. {decision}"
    }
    own_indicator(label: &str) { vi: "Chỉ tiêu riêng “{label}”", en: "Own indicator “{label}”" }
    targets_stay(count: &str) {
        vi: "Có {count} chỉ tiêu phấn đấu của kỳ chưa hết ở lại với đơn vị cũ. Đơn vị nhận hãy đặt chỉ tiêu của mình.",
        en: "{count} targets of periods that are not over stay with the former unit. The receiving unit sets its own."
    }
    flow_formula(from: &str, last: &str) {
        vi: "Tổng các dòng phát sinh từ {from} đến {last}",
        en: "Sum of the rows from {from} to {last}"
    }
    stock_formula(last: &str) {
        vi: "Tổng tăng trừ giảm từ đầu đến hết ngày {last}",
        en: "Sum of all increases and decreases up to {last}"
    }
    distinct_formula(from: &str, last: &str) {
        vi: "Số người khác nhau có phát sinh từ {from} đến {last}",
        en: "Different people with a row from {from} to {last}"
    }
    ratio_formula(numerator: &str, denominator: &str) {
        vi: "{numerator} ÷ {denominator}",
        en: "{numerator} ÷ {denominator}"
    }
}
