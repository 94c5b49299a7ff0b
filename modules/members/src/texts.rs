//! What the register of members says.

kernel::texts! {
    handover_register() { vi: "Sổ hội viên", en: "Register of members" }
    handover_members() { vi: "Hội viên đang sinh hoạt, kể cả các đơn vị bên dưới", en: "Present members, units below included" }
    handover_former_members() { vi: "Hội viên đã thôi, còn trong sổ", en: "Former members, kept in the register" }

    name_unusable() {
        vi: "Họ tên còn trống hoặc không có chữ cái nào. Họ tên dài nhất 120 ký tự. Hãy ghi họ tên đầy đủ như trên giấy tờ.",
        en: "The name is empty or holds no letter. It may have 120 letters at most. Write the full name as on papers."
    }
    name_invalid(sign: &str) {
        vi: "Họ tên có ký tự “{sign}” không dùng trong tên người. Tên chỉ gồm chữ cái, dấu cách, dấu nháy, dấu chấm, dấu phẩy, ngoặc đơn, và gạch nối ở giữa. Hãy bỏ ký tự đó rồi ghi lại họ tên như trên giấy tờ.",
        en: "The name holds “{sign}”, which is in no name. A name has letters, spaces, apostrophes, dots, commas, parentheses, and hyphens inside it. Take that character out and write the name as on papers."
    }
    born_in_future() {
        vi: "Ngày sinh ở sau hôm nay. Có thể năm bị gõ nhầm. Hãy xem lại ngày sinh.",
        en: "The date of birth is after today. The year may be mistyped. Look at the date of birth again."
    }
    born_too_long_ago(year: i16, first: i16, last: i16) {
        vi: "Năm sinh {year} quá xa, có lẽ bị gõ nhầm. Hãy ghi năm sinh từ {first} đến {last}, hoặc để trống nếu chưa rõ.",
        en: "The year of birth {year} is too long ago and probably mistyped. Write a year from {first} to {last}, or leave it empty if unknown."
    }
    in_future(day: &str) {
        vi: "Ngày {day} ở sau hôm nay. Sổ chỉ ghi việc đã xảy ra. Hãy ghi lại vào ngày đó hoặc sửa ngày.",
        en: "{day} is after today. The register holds only what has happened. Write it down on that day, or correct the date."
    }
    joined_before_birth() {
        vi: "Ngày vào Hội ở trước ngày sinh. Một trong hai ngày bị nhầm. Hãy xem lại cả hai.",
        en: "The day of joining is before the birth. One of the two is wrong. Look at both again."
    }
    left_before_joined(joined: &str) {
        vi: "Ngày kết thúc ở trước ngày bắt đầu tham gia {joined}. Một trong hai ngày bị nhầm. Hãy xem lại.",
        en: "The end lies before the day of joining, {joined}. One of the two is wrong. Look at them again."
    }
    unit_not_there(unit: &str, day: &str) {
        vi: "Ngày {day} chưa có hoặc không còn {unit}. Hãy chọn ngày khác, hoặc chọn đơn vị có vào ngày đó.",
        en: "On {day} there was no {unit}, not yet or no longer. Choose another day, or a unit that stood on that day."
    }
    already_here() {
        vi: "Người này đang là hội viên của đơn vị này. Không cần ghi thêm. Hãy mở trang của người đó để xem hoặc sửa.",
        en: "This person belongs to this unit already. Nothing more is needed. Open their page to look or to correct."
    }
    has_home() {
        vi: "Người này đã được tính là hội viên ở một đơn vị khác. Mỗi người chỉ được tính một lần. Hãy ghi đây là nơi tham gia thêm, hoặc chuyển họ về đây.",
        en: "This person is counted as a member of another unit already. Everyone is counted once. Record this as a further unit, or transfer them here."
    }
    still_elsewhere(until: &str) {
        vi: "Đến ngày {until} người này vẫn còn trong sổ. Hãy ghi ngày tham gia từ {until} trở đi.",
        en: "Until {until} this person was still in the register. Write a day of joining from {until} on."
    }
    has_died() {
        vi: "Sổ ghi rằng người này đã qua đời, nên không thể tham gia thêm đơn vị. Nếu ghi nhầm, hãy hoàn tác việc ghi đó trên trang của người này trước.",
        en: "The register says that this person has died, so they cannot join a unit. If that is a mistake, take it back on their page first."
    }
    already_left(day: &str) {
        vi: "Hội tịch này đã kết thúc ngày {day}. Không ghi lần thứ hai. Nếu ngày sai, hãy hoàn tác rồi ghi lại.",
        en: "This membership ended on {day}. It does not end twice. If the day is wrong, take it back and record it again."
    }
    still_member() {
        vi: "Người này vẫn là hội viên, nên không có gì để hoàn tác.",
        en: "This person is still a member, so there is nothing to take back."
    }
    was_transferred() {
        vi: "Người này đã chuyển sang đơn vị khác. Muốn đưa về, hãy chuyển từ đơn vị hiện nay về đây.",
        en: "This person moved to another unit. To bring them back, transfer them here from where they are now."
    }
    not_current() {
        vi: "Người này không còn sinh hoạt ở đơn vị này. Thông tin do đơn vị hiện nay giữ. Hãy nhờ đơn vị đó sửa.",
        en: "This person no longer belongs here. Their present unit keeps what is known of them. Ask that unit to correct it."
    }
    card_taken(number: &str) {
        vi: "Số thẻ {number} đã cấp cho người khác trong đơn vị. Hãy ghi số khác, hoặc để trống để phần mềm cấp số tiếp theo.",
        en: "Card number {number} has been given to somebody else in the unit. Write another, or leave it empty and the next number is given."
    }
    national_id_here(name: &str) {
        vi: "Số này đang là của {name} trong sổ. Có thể đó chính là người này. Hãy tìm {name} và mở trang của người đó, hoặc so lại số với thẻ.",
        en: "This number belongs to {name} in the register. It may be the same person. Search for {name} and open their page, or compare the number with the card."
    }
    national_id_unusable() {
        vi: "Không dùng được số này, hãy hỏi Hội cấp trên. Những mục khác vẫn ghi được nếu để trống ô số căn cước.",
        en: "This number cannot be used; ask the association one level above. Everything else can be recorded with this field left empty."
    }
    national_id_just_taken() {
        vi: "Đúng lúc này có người khác vừa ghi cùng một số căn cước, nên chưa ghi gì. Hãy làm lại; lần sau chương trình sẽ chỉ ra số đã có người dùng.",
        en: "Somebody else has just recorded the same national id, so nothing was written. Try again; the number that is taken will then be pointed out."
    }
    declared_total_stands(unit: &str, quantity: &str) {
        vi: "{unit} đang khai báo tổng số {quantity} hội viên. Ghi thêm từng người sẽ bị tính hai lần. Hãy chọn “Thay số khai báo bằng sổ hội viên từ hôm nay” ở trang thêm hội viên của đơn vị này, hoặc vào Số liệu khai báo lại bằng 0 từ ngày bắt đầu ghi sổ; rồi ghi lại.",
        en: "{unit} has declared a total of {quantity} members. Recording people one by one would count them twice. On the page that adds a member to this unit choose “Replace the declared total by the register from today”, or declare 0 in Figures from the day the register begins; then write again."
    }
    reason_missing() {
        vi: "Chưa chọn lý do. Mỗi lần xem số căn cước đều được ghi lại kèm lý do. Hãy chọn một lý do.",
        en: "No reason was chosen. Each look at a national id is recorded with its reason. Choose one."
    }
    too_many_rows(most: &str) {
        vi: "Danh sách dài hơn {most} dòng nên không in được một lần. Hãy chọn một đơn vị nhỏ hơn hoặc lọc bớt rồi in từng phần.",
        en: "The list has more than {most} rows and cannot be printed at once. Choose a smaller unit or a narrower list, and print it in parts."
    }
    register_begins() {
        vi: "Từ ngày này số hội viên lấy từ sổ hội viên, không khai báo tổng nữa.",
        en: "From this day the members are counted by the register, and no total is declared."
    }
    unit_out_of_reach() {
        vi: "Không tìm thấy đơn vị có mã này trong phạm vi của tài khoản. Hãy xem lại mã, hoặc nhờ cấp trên chuyển giúp.",
        en: "No unit with this code is within this account's reach. Look at the code again, or ask the level above to do it."
    }
    longer_than(most: usize) { vi: "Dài quá {most} ký tự. Hãy viết ngắn lại.", en: "Longer than {most} characters. Please shorten it." }
    choose_sex() { vi: "Hãy chọn nam, nữ hoặc để trống.", en: "Choose male, female or neither." }
    choose_counting() {
        vi: "Hãy chọn home (nơi tính hội viên), also (nơi tham gia thêm) hoặc để trống.",
        en: "Choose home (counted here), also (belongs here besides) or neither."
    }
    limit_between(most: i64) {
        vi: "Phải là số nguyên từ 1 đến {most}. Cần nhiều hơn thì gửi “next” của câu trả lời trước làm “after”.",
        en: "Must be a whole number from 1 to {most}. For more, send the “next” of the answer before as “after”."
    }
    choose_reason() { vi: "Hãy chọn một lý do.", en: "Choose a reason." }

    registers() { vi: "Sổ bộ", en: "Registers" }
    registers_hint() { vi: "Sổ sách của đơn vị. Mở một sổ để xem, tìm hoặc ghi thêm.", en: "The unit's registers. Open one to look, search or add." }
    members() { vi: "Hội viên", en: "Members" }
    members_of(unit: &str) { vi: "Hội viên: {unit}", en: "Members: {unit}" }
    members_counted(count: &str) { vi: "{count} hội viên đang sinh hoạt.", en: "{count} members at present." }
    units_entry() { vi: "Đơn vị", en: "Units" }
    units_entry_hint() { vi: "Chi hội, ban khuyến học và các đơn vị cấp dưới.", en: "Chapters, committees and the units below." }
    import_entry() { vi: "Nhập từ Excel", en: "Import from Excel" }
    import_entry_hint() { vi: "Đưa danh sách đang có trong tệp Excel vào sổ hội viên.", en: "Bring a list kept in an Excel file into the register of members." }
    declared_entry() { vi: "Số liệu khai báo", en: "Declared figures" }
    declared_entry_hint() { vi: "Những con số đơn vị khai báo mà chưa có sổ.", en: "Figures that the unit declares without a register behind them." }

    search_members() { vi: "Tìm theo tên, số điện thoại, số thẻ hoặc số căn cước đầy đủ", en: "Search by name, telephone, card number or whole national id" }
    filter_list() { vi: "Lọc danh sách", en: "Filter the list" }
    on_day() { vi: "Danh sách vào ngày", en: "The list on" }
    on_day_hint() { vi: "Ví dụ 30/06/2017; để trống là hôm nay.", en: "For example 30/06/2017; empty for today." }
    list_of_day(day: &str) { vi: "Danh sách ngày {day}.", en: "The list of {day}." }
    apply_filter() { vi: "Lọc", en: "Filter" }
    sub_unit() { vi: "Đơn vị cấp dưới", en: "Unit below" }
    all_units() { vi: "Tất cả", en: "All" }
    state() { vi: "Tình trạng", en: "State" }
    state_current() { vi: "Đang sinh hoạt", en: "Present members" }
    state_left() { vi: "Đã kết thúc", en: "Former members" }
    state_any() { vi: "Cả hai", en: "Both" }
    counting() { vi: "Cách tính", en: "Counted" }
    counting_any() { vi: "Tất cả", en: "All" }
    counting_home() { vi: "Tính ở đây", en: "Counted here" }
    counting_also() { vi: "Tham gia thêm", en: "Also belongs here" }
    add_member() { vi: "Ghi hội viên mới", en: "Add a member" }
    print_list() { vi: "In danh sách (PDF)", en: "Print the list (PDF)" }
    list_as_excel() { vi: "Tải danh sách (Excel)", en: "Download the list (Excel)" }
    list_as_csv() { vi: "Tải danh sách (CSV)", en: "Download the list (CSV)" }
    print_cards() { vi: "In thẻ của trang này", en: "Print the cards of this page" }
    no_members() { vi: "Chưa có hội viên nào trong sổ", en: "No members in the register yet" }
    no_members_why() { vi: "Danh sách hội viên của đơn vị sẽ ở đây. Hãy ghi người đầu tiên, hoặc nhập từ tệp Excel đang có.", en: "The unit's members will stand here. Add the first one, or import an Excel file." }
    nobody_found() { vi: "Không tìm thấy ai", en: "Nobody was found" }
    nobody_found_why() { vi: "Không có hội viên nào khớp với những gì đang tìm. Hãy thử ít chữ hơn, hoặc bỏ bớt điều kiện lọc.", en: "No member matches this search. Try fewer words or a wider filter." }
    show_all() { vi: "Xem tất cả", en: "Show all" }
    over(count: &str) { vi: "hơn {count}", en: "more than {count}" }

    full_name() { vi: "Họ và tên", en: "Full name" }
    full_name_hint() { vi: "Như trên giấy tờ, ví dụ Lò Văn Ọt.", en: "As on papers, for example Lò Văn Ọt." }
    birth() { vi: "Ngày sinh", en: "Date of birth" }
    birth_hint() { vi: "Ví dụ 05/07/1958; nếu chỉ biết năm thì ghi 1958.", en: "For example 05/07/1958; write 1958 if only the year is known." }
    birth_year() { vi: "Năm sinh", en: "Year of birth" }
    sex() { vi: "Giới tính", en: "Sex" }
    male() { vi: "Nam", en: "Male" }
    female() { vi: "Nữ", en: "Female" }
    sex_unknown() { vi: "Chưa rõ", en: "Not known" }
    ethnicity() { vi: "Dân tộc", en: "Ethnicity" }
    ethnicity_hint() { vi: "Ví dụ Mông, Thái, Kinh.", en: "For example Mông, Thái, Kinh." }
    phone() { vi: "Số điện thoại", en: "Telephone" }
    phone_hint() { vi: "Ví dụ 0912 345 678.", en: "For example 0912 345 678." }
    national_id() { vi: "Số căn cước", en: "National id" }
    national_id_hint() { vi: "12 chữ số trên thẻ căn cước, hoặc 9 chữ số của chứng minh nhân dân cũ. Số được mã hóa khi lưu.", en: "The 12 digits of the identity card, or 9 of an old one. The number is stored encrypted." }
    national_id_keep_hint(masked: &str) { vi: "Đang lưu {masked}. Để trống nếu không đổi.", en: "Stored: {masked}. Leave empty to keep it." }
    note() { vi: "Ghi chú", en: "Note" }
    card_number() { vi: "Số thẻ", en: "Card number" }
    card_number_hint() { vi: "Để trống để phần mềm cấp số tiếp theo của đơn vị.", en: "Leave empty and the unit's next number is given." }
    joined_on() { vi: "Ngày vào Hội", en: "Joined on" }
    joined_hint() { vi: "Ví dụ 05/07/2017.", en: "For example 05/07/2017." }
    how_joined() { vi: "Ghi vào sổ vì", en: "Recorded because" }
    how_joined_new() { vi: "Mới kết nạp", en: "Joined now" }
    how_joined_before() { vi: "Là hội viên từ trước, nay mới ghi sổ", en: "A member of before, written down now" }
    record() { vi: "Ghi nhận", en: "Record" }
    save() { vi: "Ghi nhận", en: "Save" }
    unit() { vi: "Đơn vị", en: "Unit" }
    replace_declared() { vi: "Thay số khai báo bằng sổ hội viên từ hôm nay", en: "Replace the declared total by the register from today" }
    replace_declared_hint() { vi: "Tổng đã khai báo trở thành 0 từ hôm nay; từ đó số hội viên đếm theo sổ.", en: "The declared total becomes 0 from today; from then on members are counted by the register." }

    maybe_same(count: usize) { vi: "Có thể đã có trong sổ ({count})", en: "Perhaps in the register already ({count})" }
    maybe_same_so_far() { vi: "Có thể đã có trong sổ", en: "Perhaps in the register already" }
    duplicates() { vi: "Có thể trùng", en: "Possible duplicates" }
    maybe_same_why() { vi: "Những người dưới đây giống người bạn đang ghi. Nếu là cùng một người, hãy mở trang của người đó thay vì ghi mới.", en: "These people are like the one you are writing down. If it is the same person, open their page instead." }
    record_anyway() { vi: "Vẫn ghi là người khác", en: "Record as somebody else" }

    who() { vi: "Thông tin", en: "About" }
    where_belongs() { vi: "Nơi tham gia", en: "Belongs to" }
    another_unit() { vi: "Một đơn vị khác", en: "Another unit" }
    member_since() { vi: "Từ ngày", en: "Since" }
    until() { vi: "Đến ngày", en: "Until" }
    present() { vi: "nay", en: "now" }
    history() { vi: "Lịch sử", en: "History" }
    nothing_yet() { vi: "Chưa có gì.", en: "Nothing yet." }
    by_you() { vi: "tài khoản này", en: "this account" }
    not_known() { vi: "chưa ghi", en: "not recorded" }
    edit() { vi: "Sửa thông tin", en: "Edit" }
    edit_of(name: &str) { vi: "Sửa thông tin: {name}", en: "Edit: {name}" }
    correct_membership() { vi: "Sửa ngày vào, số thẻ", en: "Correct the day or the card number" }
    correct_of(name: &str) { vi: "Sửa ngày vào và số thẻ: {name}", en: "Correct day and card number: {name}" }
    transfer() { vi: "Chuyển đơn vị", en: "Transfer" }
    transfer_of(name: &str) { vi: "Chuyển đơn vị: {name}", en: "Transfer: {name}" }
    transfer_on() { vi: "Ngày chuyển", en: "Day of the transfer" }
    transfer_to() { vi: "Mã đơn vị chuyển đến", en: "Code of the new unit" }
    unit_code_hint() { vi: "Ví dụ 03208 hoặc 03208.tham-mu-1.", en: "For example 03208 or 03208.tham-mu-1." }
    leave() { vi: "Ghi thôi tham gia, qua đời", en: "Record leaving or death" }
    leave_of(name: &str) { vi: "Kết thúc hội tịch: {name}", en: "End the membership: {name}" }
    leave_on() { vi: "Ngày kết thúc", en: "Day of the end" }
    leave_reason() { vi: "Lý do", en: "Reason" }
    reason_left() { vi: "Thôi tham gia", en: "Left" }
    reason_died() { vi: "Qua đời", en: "Died" }
    reason_removed() { vi: "Đưa ra khỏi danh sách", en: "Taken off the list" }
    reason_reorganised() { vi: "Theo đơn vị khi sắp xếp", en: "With the unit, in a reorganisation" }
    carried_members() { vi: "Hội viên", en: "Members" }
    carried_beside() { vi: "Nơi tham gia thêm", en: "Belongings beside the home" }
    carried_twice() {
        vi: "Nơi tham gia thêm của người đã thuộc đơn vị nhận",
        en: "Belongings beside the home of people who belong to the receiving unit already"
    }
    members_unplaced(count: &str) {
        vi: "{count} hội viên ghi thẳng vào đơn vị này chưa được xếp về đơn vị kế tục nào. Hãy chọn đơn vị cho từng người, hoặc chọn một đơn vị nhận những người còn lại.",
        en: "{count} members who belong to this unit itself have no place at any heir yet. Choose one for each, or one heir for the rest."
    }
    members_too_late(count: &str, day: &str) {
        vi: "{count} hội viên vào đơn vị này từ ngày {day} trở đi, là khi đơn vị đã kết thúc. Hãy chọn ngày sắp xếp muộn hơn, hoặc chuyển họ trước.",
        en: "{count} members joined this unit on or after {day}, when it had ended. Choose a later day, or transfer them first."
    }
    listed_strangers(count: &str) {
        vi: "{count} người trong danh sách chuyển đi không (còn) là hội viên của đơn vị đó. Hãy mở phương án, bỏ họ khỏi danh sách hoặc chọn lại, rồi trình.",
        en: "{count} people on the lists do not, or no longer, belong to that unit. Open the plan, take them off or choose again, then propose."
    }
    heir_declared(level: &str) {
        vi: "Đơn vị nhận đang khai báo tổng số {level} hội viên nên không nhận thêm người trong sổ: sẽ tính hai lần. Hãy khai báo 0, hoặc ghi sổ thay số khai báo, rồi trình lại.",
        en: "The receiving unit has declared {level} members in all, so members of a register beside it would count twice. Declare 0, or begin a register instead, then propose again."
    }
    reason_transferred() { vi: "Chuyển đi", en: "Moved away" }
    undo_leave() { vi: "Hoàn tác việc kết thúc", en: "Take back the end" }
    add_belonging() { vi: "Ghi thêm nơi tham gia", en: "Add a further unit" }
    add_belonging_of(name: &str) { vi: "Thêm nơi tham gia: {name}", en: "Add a further unit: {name}" }
    belonging_unit() { vi: "Mã đơn vị tham gia thêm", en: "Code of the further unit" }
    belonging_counts() { vi: "Tính là hội viên ở đâu", en: "Where the person is counted" }
    belonging_also() { vi: "Vẫn tính ở nơi cũ; đây là nơi tham gia thêm", en: "Counted where they are now; this is a further unit" }
    belonging_home() { vi: "Tính ở đơn vị này (người đã thôi nay quay lại)", en: "Counted in this unit (somebody who had left and returns)" }
    member_card() { vi: "Thẻ hội viên (PDF)", en: "Member card (PDF)" }

    reveal_of(name: &str) { vi: "Xem số căn cước: {name}", en: "Show the national id: {name}" }
    reveal_why() { vi: "Số căn cước là dữ liệu được bảo vệ. Việc xem số được ghi vào nhật ký kèm tên tài khoản và lý do.", en: "A national id is protected. That it was seen, by whom and why, is written in the audit book." }
    reveal_reason() { vi: "Xem để làm gì", en: "Why it is needed" }
    reveal_check_card() { vi: "So với thẻ căn cước", en: "To compare with the identity card" }
    reveal_write_paper() { vi: "Làm giấy tờ cho hội viên", en: "To write a paper for the member" }
    reveal_correct() { vi: "Kiểm tra để sửa sai", en: "To find and correct a mistake" }
    reveal_asked() { vi: "Hội viên yêu cầu", en: "The member asked" }
    reveal_now() { vi: "Xem số", en: "Show the number" }
    reveal_once() { vi: "Số chỉ hiện một lần ở trang này.", en: "The number is shown once, on this page only." }
    back_to_person() { vi: "Về trang hội viên", en: "Back to the member" }
    none_stored() { vi: "Sổ chưa có số căn cước của người này.", en: "The register holds no national id of this person." }

    done_joined() { vi: "Đã ghi vào sổ hội viên.", en: "Recorded in the register." }
    done_edited() { vi: "Đã ghi thay đổi.", en: "The change is recorded." }
    done_transferred() { vi: "Đã chuyển đơn vị.", en: "The transfer is recorded." }
    done_left() { vi: "Đã ghi kết thúc.", en: "The end is recorded." }
    done_returned() { vi: "Đã hoàn tác, người này lại là hội viên.", en: "Taken back; the person is a member again." }
    done_added() { vi: "Đã ghi thêm nơi tham gia.", en: "The further unit is recorded." }

    deed_join() { vi: "Ghi vào sổ", en: "Recorded" }
    deed_join_many() { vi: "Nhập từ tệp", en: "Imported" }
    deed_add_belonging() { vi: "Thêm nơi tham gia", en: "Further unit added" }
    deed_transfer() { vi: "Chuyển đi", en: "Transferred away" }
    deed_arrive() { vi: "Chuyển đến", en: "Arrived" }
    deed_leave() { vi: "Kết thúc hội tịch", en: "Membership ended" }
    deed_undo_leave() { vi: "Hoàn tác việc kết thúc", en: "End taken back" }
    deed_correct() { vi: "Sửa ngày vào, số thẻ", en: "Day or card number corrected" }
    deed_edit() { vi: "Sửa thông tin", en: "Details edited" }
    deed_put_back() { vi: "Trả lại như trước khi nhập từ tệp", en: "Put back as before an import" }
    deed_read() { vi: "Xem trang", en: "Page read" }
    deed_merge() { vi: "gộp với hồ sơ trùng", en: "merged with a duplicate" }
    deed_unmerge() { vi: "tách lại thành hai hồ sơ", en: "made two records again" }
    deed_not_same() { vi: "ghi nhớ là khác với người có hồ sơ giống", en: "said to be another than somebody alike" }
    deed_print() { vi: "In hoặc tải xuống", en: "Printed or downloaded" }
    deed_national_id() { vi: "Xem số căn cước", en: "National id seen" }
    deed_other() { vi: "Thao tác khác", en: "Other deed" }

    list_title() { vi: "DANH SÁCH HỘI VIÊN", en: "LIST OF MEMBERS" }
    list_subtitle(day: &str, count: &str) { vi: "{day}, {count} người", en: "{day}, {count} people" }
    list_writer() { vi: "NGƯỜI LẬP DANH SÁCH", en: "PREPARED BY" }
    list_head() { vi: "TM. BAN CHẤP HÀNH", en: "FOR THE COMMITTEE" }
}

impl Texts {
    /// What a row of the audit book says was done.
    pub fn deed(self, action: &str) -> String {
        match action {
            "members.join" => self.deed_join(),
            "members.join_many" => self.deed_join_many(),
            "members.add_belonging" => self.deed_add_belonging(),
            "members.transfer" => self.deed_transfer(),
            "members.arrive" => self.deed_arrive(),
            "members.leave" => self.deed_leave(),
            "members.undo_leave" => self.deed_undo_leave(),
            "members.correct" => self.deed_correct(),
            "members.edit" => self.deed_edit(),
            "members.put_back" => self.deed_put_back(),
            "members.read" => self.deed_read(),
            "members.merge" => self.deed_merge(),
            "members.unmerge" => self.deed_unmerge(),
            "members.not_same" => self.deed_not_same(),
            "members.print" => self.deed_print(),
            "members.read_national_id" => self.deed_national_id(),
            _ => self.deed_other(),
        }
    }

    /// Why a belonging ended, by its stored word.
    /// What is carried over to an heir, or ends because its person is there already.
    pub fn carried(self, home: bool, twice: bool) -> String {
        match (home, twice) {
            (true, _) => self.carried_members(),
            (false, false) => self.carried_beside(),
            (false, true) => self.carried_twice(),
        }
    }
    pub fn leave_word(self, reason: &str) -> String {
        match reason {
            "died" => self.reason_died(),
            "transferred" => self.reason_transferred(),
            "removed" => self.reason_removed(),
            "reorganised" => self.reason_reorganised(),
            _ => self.reason_left(),
        }
    }
}
