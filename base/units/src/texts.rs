//! What the tree says.

kernel::texts! {
    unknown_code(code: &str, day: &str) {
        vi: "Không có đơn vị mã {code} vào ngày {day}. Có thể mã bị gõ nhầm. Hãy tìm đơn vị theo tên rồi dùng mã hiện ra.",
        en: "No unit has the code {code} on {day}. The code may be mistyped. Search for the unit by its name and use the code shown."
    }
    unknown_code_near(code: &str, day: &str, those: &str) {
        vi: "Không có đơn vị mã {code} vào ngày {day}. Có thể ý bạn là: {those}. Hãy viết mã kèm ngày như trong ngoặc.",
        en: "No unit has the code {code} on {day}. You may mean: {those}. Write the code with its day as in the brackets."
    }
    unreadable_day(text: &str) {
        vi: "Không đọc được ngày “{text}” sau dấu @. Hãy viết năm-tháng-ngày, ví dụ 03208@2017-06-30.",
        en: "The day “{text}” after the @ cannot be read. Write year-month-day, such as 03208@2017-06-30."
    }
    bad_code(suffix: &str) {
        vi: "Không dùng được mã “{suffix}”. Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, dài nhất 40 ký tự. Ví dụ: tham-mu-1.",
        en: "The code “{suffix}” cannot be used. A code is made of plain lower-case letters, digits and hyphens, 40 at most. For example: tham-mu-1."
    }
    code_taken(code: &str, holder: &str) {
        vi: "Mã {code} đã thuộc về {holder}. Mỗi mã chỉ chỉ một đơn vị trong cùng thời gian. Hãy chọn mã khác.",
        en: "The code {code} belongs to {holder}. A code names one unit at a time. Choose another code."
    }
    parent_not_alive(parent: &str, day: &str) {
        vi: "{parent} không hoạt động vào ngày {day} nên không thể có đơn vị trực thuộc mở ngày đó. Hãy chọn đơn vị cấp trên đang hoạt động, hoặc sửa ngày thành lập.",
        en: "{parent} is not active on {day}, so nothing can be opened under it on that day. Choose a unit that is active, or correct the opening day."
    }
    name_empty() {
        vi: "Chưa có tên đơn vị. Hãy ghi tên, ví dụ: Chi hội thôn Trường An.",
        en: "The unit has no name. Write one, such as: Chi hội thôn Trường An."
    }
    official_unit(name: &str) {
        vi: "{name} là đơn vị hành chính trong danh mục nhà nước. Tên và thời gian của đơn vị này chỉ thay đổi theo danh mục mới. Nếu danh mục có sai sót, hãy báo người vận hành.",
        en: "{name} is an administrative unit of the official lists. Its name and dates change only with a new list. If the list is wrong, tell the operator."
    }
    not_alive_that_day(name: &str, day: &str) {
        vi: "{name} không hoạt động vào ngày {day}. Hãy sửa ngày cho nằm trong thời gian đơn vị hoạt động.",
        en: "{name} is not active on {day}. Correct the day so that it falls within the life of the unit."
    }
    closes_before_it_opened(name: &str, opened: &str) {
        vi: "{name} thành lập ngày {opened}, nên ngày kết thúc phải sau ngày đó. Hãy sửa ngày kết thúc.",
        en: "{name} was opened on {opened}, so it can only close after that day. Correct the closing day."
    }
    already_closed(name: &str, closed: &str) {
        vi: "{name} đã kết thúc hoạt động từ ngày {closed}. Không cần làm gì thêm.",
        en: "{name} has been closed since {closed}. There is nothing more to do."
    }
    has_open_units(count: i64, first: &str) {
        vi: "Còn {count} đơn vị trực thuộc đang hoạt động, trong đó có {first}. Hãy kết thúc hoạt động của các đơn vị đó trước.",
        en: "Units below this one are still active: {count} in all, {first} among them. Close those first."
    }
    above_itself(name: &str, parent: &str) {
        vi: "{name} không thể trực thuộc {parent}, vì {parent} đang hoặc đã từng nằm dưới {name}. Hãy chọn đơn vị cấp trên khác.",
        en: "{name} cannot be put under {parent}, because {parent} is or was below {name}. Choose another unit above."
    }
    already_under(name: &str, parent: &str) {
        vi: "{name} đã trực thuộc {parent}. Không cần chuyển.",
        en: "{name} is already under {parent}. Nothing needs to be moved."
    }
    changed_later(name: &str, day: &str) {
        vi: "{name} đã có một thay đổi khác từ ngày {day}. Hãy chọn ngày sau ngày đó, hoặc thu hồi thay đổi kia trước.",
        en: "{name} was already changed from {day} on. Choose a later day, or take that change back first."
    }
    heir_not_there(heir: &str, day: &str) {
        vi: "{heir} không hoạt động vào ngày {day} nên không thể kế tục đơn vị kết thúc ngày đó. Hãy mở đơn vị kế tục đúng ngày này, hoặc chọn đơn vị khác.",
        en: "{heir} is not active on {day}, so it cannot continue a unit that ends on that day. Open the successor on that very day, or choose another."
    }
    heir_ends_too(heir: &str) {
        vi: "{heir} cũng kết thúc trong chính lần sắp xếp này nên không thể là đơn vị kế tục. Hãy chọn đơn vị còn hoạt động sau ngày đó.",
        en: "{heir} ends in the same reorganisation, so it cannot be a successor. Choose a unit that goes on after that day."
    }
    whole_or_parts(name: &str) {
        vi: "{name} hoặc chuyển toàn bộ vào một đơn vị, hoặc chia thành phần cho nhiều đơn vị. Hãy sửa lại cho chỉ còn một cách.",
        en: "{name} either goes wholly into one unit or in parts into several. Correct the plan so that it says one of the two."
    }
    not_so_in_the_lists(name: &str, heir: &str, day: &str) {
        vi: "Danh mục nhà nước không ghi {name} chuyển vào {heir} ngày {day}. Đơn vị hành chính chỉ thay đổi theo danh mục. Hãy xem lại nghị quyết, hoặc báo người vận hành cập nhật danh mục.",
        en: "The official lists do not say that {name} went into {heir} on {day}. Administrative units change only with the lists. Check the resolution, or ask the operator to update the lists."
    }
    has_no_form(name: &str) {
        vi: "{name} không phải chi hội, tổ hội hay ban khuyến học nên không có hình thức tổ chức để đổi. Hãy chọn một đơn vị của Hội.",
        en: "{name} is not a chapter, group or committee, so it has no form to change. Choose a unit of the association."
    }
}
