//! The words of the organisation.

kernel::texts! {
    handover_units() { vi: "Đơn vị trực thuộc", en: "Units below" }
    handover_at(level: &str) { vi: "Đơn vị: {level}", en: "Units: {level}" }

    executive_committee() { vi: "Ban chấp hành, nhiệm kỳ", en: "Officers and terms" }
    meetings() { vi: "Kỳ họp", en: "Sessions" }
    handovers() { vi: "Bàn giao", en: "Hand-overs" }
    posts() { vi: "Chức vụ", en: "Positions" }
    posts_why() { vi: "Tên gọi các chức vụ, ban nào, có quyền gì", en: "What positions are called, and which rights they carry" }
    officers_why(unit: &str) { vi: "Cán bộ, nhiệm kỳ, kỳ họp và bàn giao của {unit}", en: "Officers, terms, sessions and hand-overs of {unit}" }

    declared_beside(unit: &str, declared: &str, day: &str) {
        vi: "Chưa mở được đơn vị mới. {unit} đang khai báo {declared} chi hội, ban khuyến học, nên ghi thêm vào sổ bộ sẽ tính hai lần. Ở trang số liệu khai báo của {unit}, hãy khai báo 0 từ ngày {day}, rồi mở lại.",
        en: "The unit was not opened. {unit} has declared {declared} chapters and committees, so one more in the register would be counted twice. Declare 0 on the page of declared figures of {unit} from {day}, then open it again."
    }
    too_far_ahead(day: &str) {
        vi: "Ngày {day} còn hơn một năm nữa mới đến. Có lẽ năm bị gõ nhầm; hãy xem lại.",
        en: "{day} is more than a year away. The year may be mistyped; please check it."
    }
    still_holds(unit: &str, what: &str) {
        vi: "Chưa kết thúc được {unit}: nơi đây còn {what}. Hãy lập phương án giải thể ở trang Sắp xếp đơn vị của cấp trên: phương án nói rõ từng thứ sẽ ra sao, hai bên cùng đồng ý rồi mới thực hiện.",
        en: "{unit} was not closed: it still has {what}. Draw up a plan that dissolves it, on the page Reorganisations of the unit above: it says what becomes of each, and both sides agree before it is carried out."
    }
    has_members(unit: &str, members: &str) {
        vi: "Chưa kết thúc được {unit}: nơi đây còn {members} hội viên, kết thúc thì họ không còn thuộc đơn vị nào. Hãy chuyển họ sang đơn vị khác hoặc ghi thôi sinh hoạt trước.",
        en: "{unit} was not closed: {members} members still belong to it and would belong nowhere. Transfer them or record that they left first."
    }

    places_carried() { vi: "Nơi cần có tổ chức Hội", en: "Places where the association should be" }
    place_waits(name: &str) {
        vi: "{name}: đơn vị có nhiều đơn vị kế tục nên chưa rõ thuộc về đâu hoặc do ai phụ trách. Hãy ghi lại ở trang độ phủ sau khi sắp xếp.",
        en: "{name}: the unit has several heirs or none, so whose it is or who covers it is not clear. Put it down again on the page of coverage afterwards."
    }

    units() { vi: "Đơn vị", en: "Units" }
    search_units() { vi: "Tìm đơn vị theo tên hoặc mã", en: "Find a unit by name or code" }
    found(text: &str) { vi: "Đơn vị tìm được với “{text}”", en: "Units found for “{text}”" }
    found_none(text: &str) { vi: "Không tìm thấy đơn vị nào với “{text}”", en: "No unit found for “{text}”" }
    found_none_why() {
        vi: "Tên có thể viết không dấu, hoặc gõ mã như 03208. Tên cũ trước khi sáp nhập cũng tìm được.",
        en: "The name may be typed without marks, or a code such as 03208. Names from before a merger are found too."
    }
    my_units() { vi: "Đơn vị của tôi", en: "My units" }
    no_role_yet() {
        vi: "Tài khoản chưa có vai trò ở đơn vị nào. Hãy nhờ người quản trị của đơn vị giao vai trò.",
        en: "This account holds no role at any unit yet. Ask your unit's administrator for one."
    }
    stand_here() { vi: "Đứng tại đơn vị này", en: "Stand in this unit" }
    below(unit: &str) { vi: "Các đơn vị trực thuộc {unit}", en: "Units directly under {unit}" }
    below_it() { vi: "Đơn vị trực thuộc", en: "Units below" }
    nothing_below() { vi: "Chưa có đơn vị trực thuộc nào", en: "No units below yet" }
    nothing_below_why() {
        vi: "Chi hội, tổ hội và ban khuyến học được mở ở đây sẽ đứng trong danh sách này.",
        en: "Chapters, groups and committees opened here will stand in this list."
    }
    nothing_below_to_see() {
        vi: "Vào ngày này không có đơn vị trực thuộc nào trong phạm vi ông/bà được xem.",
        en: "On this day there is no unit below that you may see."
    }
    name() { vi: "Tên", en: "Name" }
    code() { vi: "Mã", en: "Code" }
    level() { vi: "Cấp", en: "Level" }
    kind() { vi: "Loại", en: "Kind" }
    working() { vi: "Hoạt động", en: "Active" }
    lower_units() { vi: "Xem đơn vị trực thuộc", en: "See units below" }
    all_below(count: &str) { vi: "Xem cả {count} đơn vị trực thuộc", en: "See all {count} units below" }
    ended() { vi: "đã kết thúc", en: "ended" }
    ended_on(day: &str) { vi: "Đã kết thúc, không còn từ ngày {day}", en: "Ended; no longer there from {day}" }

    boundaries() { vi: "Xem theo địa giới ngày", en: "See the boundaries of" }
    boundaries_hint() { vi: "Ví dụ 30/06/2017. Để trống là hôm nay.", en: "For example 30/06/2017. Leave it empty for today." }
    show() { vi: "Xem", en: "Show" }
    boundaries_of(day: &str) { vi: "Theo địa giới ngày {day}", en: "In the boundaries of {day}" }
    lies_under(day: &str) { vi: "Thuộc, theo địa giới ngày {day}", en: "Under, in the boundaries of {day}" }
    as_of(day: &str) { vi: "đến ngày {day}", en: "as of {day}" }

    what_to_do() { vi: "Việc làm ở đây", en: "What to do here" }
    reorganisations() { vi: "Sắp xếp đơn vị", en: "Reorganisations" }
    members_list() { vi: "Danh sách hội viên", en: "List of members" }
    import_members() { vi: "Nhập hội viên từ tệp Excel", en: "Import members from an Excel file" }
    declared_figures() { vi: "Số liệu khai báo", en: "Declared figures" }
    reports() { vi: "Báo cáo", en: "Reports" }
    members_gained() { vi: "Tăng giảm hội viên", en: "Members gained and lost" }
    board() { vi: "Bảng theo dõi đơn vị bên dưới", en: "Board of the units below" }
    accounts() { vi: "Tài khoản của đơn vị", en: "Accounts of the unit" }
    audit_book() { vi: "Nhật ký", en: "Audit book" }
    rename() { vi: "Đổi tên", en: "Rename" }
    close() { vi: "Kết thúc hoạt động", en: "Close the unit" }
    key_figures() { vi: "Số liệu chính", en: "Key figures" }

    past() { vi: "Lịch sử đơn vị", en: "History of the unit" }
    names() { vi: "Tên gọi qua các thời kỳ", en: "Names through time" }
    parents() { vi: "Cấp trên trực tiếp qua các thời kỳ", en: "Direct parents through time" }
    predecessors() { vi: "Hình thành từ", en: "Formed from" }
    successors() { vi: "Đơn vị kế tục", en: "Succeeded by" }
    population() { vi: "Dân số", en: "Population" }
    people(year: i64, population: &str) { vi: "Năm {year}: {population} người", en: "{year}: {population} people" }
    since_day(since: &str) { vi: "từ {since}", en: "since {since}" }
    until_day(last: &str) { vi: "đến hết {last}", en: "until {last}" }
    since_until(since: &str, last: &str) { vi: "từ {since} đến hết {last}", en: "from {since} until {last}" }
    all_along() { vi: "từ trước đến nay", en: "all along" }
    under_resolution(days: &str, resolution: &str) { vi: "{days}, theo {resolution}", en: "{days}, under {resolution}" }
    whole() { vi: "toàn bộ", en: "the whole" }
    partly() { vi: "một phần", en: "a part" }
    moved(part: &str, day: &str) { vi: "{part}, ngày {day}", en: "{part}, on {day}" }
    moved_by(part: &str, day: &str, resolution: &str) { vi: "{part}, ngày {day}, theo {resolution}", en: "{part}, on {day}, under {resolution}" }
    moved_with_communes(part: &str, day: &str) { vi: "{part}, ngày {day}, suy ra từ các xã", en: "{part}, on {day}, known from its communes" }
    moved_by_name(part: &str, day: &str) {
        vi: "{part}, ngày {day}; chỉ khớp theo tên, chưa có văn bản xác nhận",
        en: "{part}, on {day}; matched by name only, no document confirms it"
    }
    undivided_itself() {
        vi: "Đơn vị này đã chia cho nhiều đơn vị mới. Số liệu cũ không tự chia được, nên theo địa giới hiện nay chỉ tính ở cấp trên chung của các đơn vị ấy.",
        en: "This unit was split between several new ones. Its old figures cannot be divided by themselves, so in today's boundaries they count only in the unit above them all."
    }
    undivided_below(names: &str) {
        vi: "Trước đây đã chia cho nhiều xã mới: {names}. Số liệu cũ của các đơn vị này chỉ tính ở cấp tỉnh.",
        en: "Split between several new communes: {names}. Their old figures count only at the level of the province."
    }
    and_more(names: &str, count: usize) { vi: "{names} và {count} đơn vị khác", en: "{names} and {count} more" }

    open_unit() { vi: "Mở đơn vị mới", en: "Open a new unit" }
    open_unit_under(unit: &str) { vi: "Mở đơn vị mới thuộc {unit}", en: "Open a new unit under {unit}" }
    form() { vi: "Hình thức", en: "Form" }
    partner_organisation() { vi: "tổ chức phối hợp", en: "partner organisation" }
    sector() { vi: "ngành", en: "sector" }
    choose_form() { vi: "Hãy chọn hình thức của đơn vị.", en: "Choose the form of the unit." }
    setting() { vi: "Nơi thành lập", en: "Set up among" }
    setting_hint() { vi: "Tổ chức phối hợp và ngành thì không cần chọn.", en: "Not needed for a partner organisation or a sector." }
    choose_setting() { vi: "Hãy chọn nơi thành lập.", en: "Choose where it is set up." }
    own_name_hint() { vi: "Viết đầy đủ, ví dụ: Chi hội bản Thẩm Mú 1", en: "In full, for example: Chi hội bản Thẩm Mú 1" }
    code_suffix() { vi: "Mã trong đơn vị", en: "Code within the unit" }
    code_suffix_hint(parent: &str) {
        vi: "Đứng sau {parent} và dấu chấm. Để trống thì lấy theo tên: Chi hội bản Thẩm Mú 1 có mã tham-mu-1.",
        en: "Stands behind {parent} and a dot. Left empty it is made from the name: Chi hội bản Thẩm Mú 1 gets tham-mu-1."
    }
    code_needed() { vi: "Tên này không gợi ra mã. Hãy gõ mã bằng chữ thường không dấu, số và gạch nối.", en: "This name suggests no code. Type one of small letters without marks, digits and hyphens." }
    opened_on() { vi: "Ngày thành lập", en: "Opened on" }
    opened_hint() { vi: "Ngày ghi trong quyết định, ví dụ 26/03/2018", en: "The day in the decision, for example 26/03/2018" }
    new_name() { vi: "Tên mới", en: "New name" }
    since() { vi: "Từ ngày", en: "From" }
    decision() { vi: "Quyết định", en: "Decision" }
    decision_hint() { vi: "Số và ký hiệu, ví dụ 05/QĐ-HKH", en: "Number and symbol, for example 05/QĐ-HKH" }
    rename_unit(unit: &str) { vi: "Đổi tên {unit}", en: "Rename {unit}" }
    close_unit(unit: &str) { vi: "Kết thúc hoạt động của {unit}", en: "Close {unit}" }
    closed_on() { vi: "Không còn hoạt động từ ngày", en: "No longer active from" }
    what_will_happen() { vi: "Khi kết thúc", en: "What will happen" }
    closing_counts() { vi: "Từ ngày ấy số chi hội, ban khuyến học của các cấp trên giảm đi một.", en: "From that day the number of chapters and committees above goes down by one." }
    closing_keeps() { vi: "Tên, số liệu và nhật ký của đơn vị vẫn được giữ.", en: "Its names, figures and audit book are kept." }
    closing_members() { vi: "Đơn vị còn hội viên thì chưa kết thúc được; hãy chuyển họ trước.", en: "A unit that still has members cannot be closed; transfer them first." }
    closing_offices() { vi: "Đơn vị còn nhiệm kỳ, chức vụ, tài khoản hay số liệu riêng thì kết thúc bằng phương án giải thể, để không ai còn giữ chức vụ ở nơi đã kết thúc.", en: "A unit that still has terms, offices, accounts or figures of its own is ended by a plan that dissolves it, so that nobody holds an office where nothing is any more." }
    plan_dissolving() { vi: "Lập phương án giải thể", en: "Draw up a plan to dissolve it" }
    was_opened() { vi: "Đã mở đơn vị mới.", en: "The new unit has been opened." }
    was_renamed() { vi: "Đã ghi tên mới.", en: "The new name has been recorded." }
    was_closed() { vi: "Đã ghi kết thúc hoạt động.", en: "The closing has been recorded." }

    more() { vi: "Thêm", en: "More" }
    indicators() { vi: "Chỉ tiêu", en: "Indicators" }
    indicators_why() { vi: "Những gì được đếm, nghĩa là gì và tính thế nào.", en: "What is counted, what it means and how." }
    units_why() { vi: "Cây đơn vị, tên cũ và đơn vị kế tục.", en: "The tree of units, old names and successors." }
    accounts_why(unit: &str) { vi: "Ai được làm gì ở {unit}.", en: "Who may do what in {unit}." }
    audit_why(unit: &str) { vi: "Ai đã làm gì ở {unit}.", en: "Who did what in {unit}." }
    my_account() { vi: "Tài khoản của tôi", en: "My account" }
    my_account_why() { vi: "Mật khẩu, vai trò và các thiết bị đang đăng nhập.", en: "Password, roles and the devices signed in." }
    for_programs() { vi: "Dành cho phần mềm khác", en: "For other programs" }
    for_programs_why() { vi: "Mô tả giao diện lập trình (OpenAPI 3.1).", en: "Description of the programming interface (OpenAPI 3.1)." }

    coverage() { vi: "Độ phủ tổ chức Hội", en: "Coverage" }
    coverage_of(unit: &str) { vi: "Độ phủ tổ chức Hội: {unit}", en: "Coverage: {unit}" }
    coverage_lead() {
        vi: "Thôn bản, trường học, cơ quan, doanh nghiệp, dòng họ nào đã có chi hội hoặc ban khuyến học, nơi nào chưa.",
        en: "Which hamlets, schools, agencies, enterprises and clans have a chapter or a study-promotion committee, and which do not."
    }
    covered_of(covered: &str, places: &str) { vi: "{covered} trên {places} nơi đã có tổ chức Hội", en: "{covered} of {places} have one" }
    places() { vi: "Nơi cần có tổ chức Hội", en: "Places that should have one" }
    places_of_kind(kind: &str) { vi: "Nơi cần có tổ chức Hội: {kind}", en: "Places that should have one: {kind}" }
    places_cut() { vi: "Danh sách dài, chỉ hiện 1.000 nơi đầu. Hãy chọn một loại ở trên, hoặc mở từng xã.", en: "The list is long; the first 1,000 are shown. Choose a kind above, or open one commune." }
    place() { vi: "Nơi", en: "Place" }
    lies_in() { vi: "Thuộc", en: "Lies in" }
    covered_by() { vi: "Tổ chức Hội ở đó", en: "Unit that stands for it" }
    covered_by_hint() { vi: "Để trống nếu chưa có. Một chi hội có thể phụ trách nhiều nơi.", en: "Leave empty if there is none. One chapter may stand for several places." }
    covered() { vi: "Đã có", en: "Covered" }
    not_covered() { vi: "Chưa có", en: "Not covered" }
    share() { vi: "Tỷ lệ", en: "Share" }
    coverage_by_commune() { vi: "Theo xã", en: "By commune" }
    no_list_yet() { vi: "chưa lập danh sách", en: "no list yet" }
    communes_without_chapter(count: usize, names: &str) {
        vi: "Có {count} xã chưa có chi hội, ban khuyến học nào trong sổ: {names}.",
        en: "{count} communes have no chapter or committee in the register: {names}."
    }
    no_places() { vi: "Chưa có danh sách", en: "No list yet" }
    no_places_why() {
        vi: "Hãy lập danh sách thôn bản, trường học, cơ quan trên địa bàn để biết nơi nào còn thiếu. Có thể dán cả danh sách một lần.",
        en: "Write down the hamlets, schools and agencies of the area, to see where one is missing. A whole list can be pasted at once."
    }
    add_places() { vi: "Thêm nơi vào danh sách", en: "Add places" }
    add_places_of(unit: &str) { vi: "Thêm nơi cần có tổ chức Hội: {unit}", en: "Add places that should have one: {unit}" }
    names_of_places() { vi: "Tên các nơi, mỗi dòng một tên", en: "Names, one a line" }
    names_of_places_hint() { vi: "Có thể dán từ Excel. Số thứ tự đầu dòng được bỏ đi, tên đã có được bỏ qua.", en: "May be pasted from Excel. Numbers at the start of a line are taken off; names already there are left out." }
    place_since_hint() { vi: "Ngày từ đó tính nơi này. Ví dụ 01/01/2026.", en: "From which day the place is counted. For example 01/01/2026." }
    places_added(added: usize, known: usize) { vi: "Đã thêm {added} nơi; bỏ qua {known} tên đã có.", en: "{added} places added; {known} names were there already." }
    cover_saved() { vi: "Đã ghi.", en: "Saved." }
    place_has_ended() { vi: "Đã ghi nơi này không còn.", en: "Recorded that the place is no more." }
    save_cover() { vi: "Ghi", en: "Save" }
    no_chapter_yet() { vi: "Nơi này chưa có chi hội trong sổ?", en: "Is there no chapter in the register yet?" }
    back_to_coverage() { vi: "Về trang độ phủ", en: "Back to coverage" }
    place_is_no_more() { vi: "Nơi này không còn", en: "This place is no more" }
    end_place() { vi: "Ghi không còn", en: "Record its end" }
    no_names() { vi: "Chưa có tên nơi nào. Hãy ghi mỗi dòng một tên.", en: "There is no name. Write one name a line." }
    too_many_names(most: usize) { vi: "Mỗi lần thêm được nhiều nhất {most} nơi. Hãy chia danh sách thành nhiều lần.", en: "At most {most} places can be added at once. Divide the list." }
    name_too_long(name: &str) { vi: "Tên “{name}” dài quá 200 ký tự. Có lẽ nhiều tên nằm trên một dòng; hãy xuống dòng giữa các tên.", en: "The name “{name}” is longer than 200 letters. Several names may stand on one line; put each on its own." }
    place_too_early(name: &str, day: &str) { vi: "{name} được tính từ ngày {day}. Hãy ghi ngày sau đó.", en: "{name} is counted from {day} on. Give a later day." }
    place_ended(name: &str, day: &str) { vi: "{name} không còn từ ngày {day} nên không thay đổi được nữa. Nếu ghi nhầm, hãy thêm lại nơi này.", en: "{name} is no more since {day}, so nothing about it changes. If that was a mistake, add the place again." }
    not_a_chapter(unit: &str) { vi: "{unit} không phải chi hội, tổ hội hay ban khuyến học. Hãy chọn một đơn vị của Hội.", en: "{unit} is not a chapter, group or committee. Choose a unit of the association." }
    chapter_ended(unit: &str, day: &str) { vi: "{unit} không hoạt động vào ngày {day}. Hãy chọn đơn vị khác hoặc sửa ngày.", en: "{unit} is not active on {day}. Choose another unit or correct the day." }
    outside_the_unit(unit: &str) { vi: "{unit} không nằm trên địa bàn này. Hãy chọn đơn vị của Hội ở chính xã này.", en: "{unit} does not lie in this area. Choose a unit of the same commune." }
}
