//! What officers, sessions and hand-overs say.

kernel::texts! {
    executive_committee() { vi: "Ban chấp hành", en: "Executive committee" }
    standing_committee() { vi: "Ban thường vụ", en: "Standing committee" }
    inspection_committee() { vi: "Ban kiểm tra", en: "Inspection committee" }
    chapter_board() { vi: "Ban chi hội", en: "Chapter board" }
    elected() { vi: "Bầu", en: "Elected" }
    co_opted() { vi: "Bầu bổ sung", en: "Co-opted" }
    appointed() { vi: "Phân công", en: "Appointed" }
    term_ended() { vi: "Hết nhiệm kỳ", en: "End of the term" }
    resigned() { vi: "Xin thôi", en: "Resigned" }
    died() { vi: "Qua đời", en: "Died" }
    replaced() { vi: "Được thay thế", en: "Replaced" }
    dismissed() { vi: "Miễn nhiệm, bãi nhiệm", en: "Dismissed" }
    moved_away() { vi: "Chuyển công tác, chuyển nơi ở", en: "Moved away" }
    unit_ended() { vi: "Đơn vị kết thúc hoạt động", en: "The unit ended" }
    present() { vi: "Có mặt", en: "Present" }
    excused() { vi: "Vắng có phép", en: "Absent with leave" }
    absent() { vi: "Vắng không phép", en: "Absent without leave" }
    passed() { vi: "Thông qua", en: "Passed" }
    rejected() { vi: "Không thông qua", en: "Not passed" }
    prepared() { vi: "Đã lập, chờ bên giao ký", en: "Prepared; waits for the leaver" }
    leaver_signed() { vi: "Bên giao đã ký, chờ bên nhận ký", en: "Signed by the leaver; waits for the successor" }
    paper_sent() { vi: "Đã gửi bản giấy, chờ cấp trên xác nhận", en: "Paper sent in; waits for the unit above" }
    done() { vi: "Đã bàn giao xong", en: "Done" }
    withdrawn() { vi: "Đã thôi bàn giao", en: "Withdrawn" }
    leaver() { vi: "Bên giao", en: "Leaver" }
    successor() { vi: "Bên nhận", en: "Successor" }

    name_unusable() {
        vi: "Họ tên còn trống hoặc quá dài. Hãy viết đầy đủ họ, chữ đệm và tên, không quá 120 chữ cái.",
        en: "The name is empty or too long. Write the full name in at most 120 letters."
    }
    name_invalid(sign: &str) {
        vi: "Họ tên có ký tự “{sign}” không dùng trong tên người. Hãy xóa ký tự ấy rồi ghi lại.",
        en: "The name has the sign “{sign}”, which no name holds. Remove it and try again."
    }
    too_far_ahead(day: &str) {
        vi: "Ngày {day} còn hơn một năm nữa mới đến. Có lẽ năm bị gõ nhầm; hãy xem lại.",
        en: "{day} is more than a year away. The year may be mistyped; please check it."
    }
    unit_ends(unit: &str, day: &str) {
        vi: "{unit} kết thúc hoạt động từ ngày {day}, nên không còn nhiệm kỳ hay chức vụ nào kéo dài quá ngày ấy. Hãy ghi ngày thôi chậm nhất là {day}, hoặc ghi ở đơn vị kế tục.",
        en: "{unit} ends on {day}, so no term and no office goes on after that day. Say that it ended by {day}, or record it at the unit that continues this one."
    }
    years_unusable(years: &str) {
        vi: "Nhiệm kỳ {years} không khớp với ngày đại hội, hoặc dài quá 10 năm. Hãy viết như 2025-2030 và xem lại ngày đại hội.",
        en: "The term {years} does not fit the day of the congress, or is longer than ten years. Write it as 2025-2030 and check the day."
    }
    years_needed() { vi: "Hãy viết hai năm của nhiệm kỳ, ví dụ 2025-2030.", en: "Write the two years of the term, such as 2025-2030." }
    ends_before_it_begins(since: &str) {
        vi: "Ngày kết thúc phải sau ngày bắt đầu {since}. Hãy sửa một trong hai ngày; nếu mục này ghi nhầm thì rút mục ấy.",
        en: "The end must come after the beginning, {since}. Correct one of the days; if the entry is a mistake, withdraw it."
    }
    terms_overlap(years: &str, days: &str) {
        vi: "Chưa mở được nhiệm kỳ: nhiệm kỳ {years} đã có {days}, hai nhiệm kỳ của một đơn vị không được chồng nhau. Hãy kết thúc nhiệm kỳ {years} vào ngày đại hội mới trước, rồi mở nhiệm kỳ này.",
        en: "The term was not opened: there is the term {years}, {days}, and terms of one unit may not overlap. End the term {years} on the day of the new congress first."
    }
    term_ended_on(years: &str, on: &str) {
        vi: "Nhiệm kỳ {years} đã kết thúc từ ngày {on}, nên không kết thúc lần nữa. Hãy xem lại nhiệm kỳ đang chọn.",
        en: "The term {years} has already ended, on {on}. Check which term is chosen."
    }
    began_later(name: &str, since: &str) {
        vi: "Chưa kết thúc được nhiệm kỳ vào ngày ấy: {name} nhận chức vụ từ ngày {since}, sau đó. Hãy chọn ngày muộn hơn, hoặc rút mục ghi nhầm.",
        en: "The term cannot end that day: {name} came into office on {since}, which is not before it. Choose a later day, or withdraw the mistaken entry."
    }
    met_later(day: &str) {
        vi: "Chưa kết thúc được nhiệm kỳ vào ngày ấy: có kỳ họp ngày {day} thuộc nhiệm kỳ này. Hãy chọn ngày sau kỳ họp.",
        en: "The term cannot end that day: a session of {day} belongs to it. Choose a day after the session."
    }
    terms_that_run() { vi: "Nhiệm kỳ đang chạy", en: "Terms that run" }
    offices_of_unit() { vi: "Chức vụ đang có người giữ", en: "Offices that are held" }
    rights_of_offices() { vi: "Quyền theo chức vụ", en: "Rights of offices" }
    office_ends(name: &str, post: &str, since: &str) {
        vi: "{name}, {post} từ {since}: chức vụ kết thúc cùng đơn vị. Đơn vị kế tục bầu hoặc phân công người của mình.",
        en: "{name}, {post} since {since}: the office ends with the unit. The heir elects or appoints its own."
    }
    right_ends(name: &str, role: &str) {
        vi: "Tài khoản của {name}: thôi quyền “{role}” có theo chức vụ.",
        en: "The account of {name}: the rights of “{role}”, which the office gave, end."
    }
    handover_ends(name: &str) {
        vi: "Việc bàn giao chức vụ của {name} đang làm dở sẽ thôi.",
        en: "The hand-over of the office of {name}, which is not finished, is withdrawn."
    }
    office_after_end(name: &str, since: &str, day: &str) {
        vi: "{name} nhận chức vụ từ {since}, khi đơn vị đã kết thúc ({day}). Hãy rút mục ấy, hoặc chọn ngày sắp xếp muộn hơn.",
        en: "{name} came into office on {since}, when the unit had ended ({day}). Withdraw that entry, or choose a later day."
    }
    term_after_end(years: &str, since: &str, day: &str) {
        vi: "Nhiệm kỳ {years} bắt đầu từ {since}, khi đơn vị đã kết thúc ({day}). Hãy chọn ngày sắp xếp muộn hơn.",
        en: "The term {years} began on {since}, when the unit had ended ({day}). Choose a later day."
    }
    met_after_end(met: &str, day: &str) {
        vi: "Có kỳ họp ngày {met}, khi đơn vị đã kết thúc ({day}). Hãy chọn ngày sắp xếp sau kỳ họp.",
        en: "There was a session on {met}, when the unit had ended ({day}). Choose a day after the session."
    }
    began_before(name: &str, since: &str) {
        vi: "Chưa đổi được ngày đại hội: {name} nhận chức vụ từ ngày {since}, trước ngày mới. Hãy chọn ngày sớm hơn, hoặc rút mục ghi nhầm.",
        en: "The day of the congress was not changed: {name} came into office on {since}, before the new day. Choose an earlier day, or withdraw the mistaken entry."
    }
    met_before(day: &str) {
        vi: "Chưa đổi được ngày đại hội: có kỳ họp ngày {day} thuộc nhiệm kỳ này, trước ngày mới. Hãy chọn ngày không sau kỳ họp.",
        en: "The day of the congress was not changed: a session of {day} belongs to this term, before the new day. Choose a day not after it."
    }
    congress_ahead(day: &str) {
        vi: "Ngày {day} chưa đến, mà nhiệm kỳ này đã có người giữ chức vụ. Hãy ghi ngày đại hội đã họp.",
        en: "{day} has not come, and people of this term are in office already. Write the day on which the congress met."
    }
    correct_term() { vi: "Sửa nhiệm kỳ", en: "Correct the term" }
    correct_term_why() {
        vi: "Ai nhận chức vụ đúng ngày đại hội thì ngày nhận đổi theo; nhiệm kỳ trước kết thúc ngày ấy cũng đổi theo.",
        en: "Whoever came into office on the day of the congress moves along with it; so does the end of the term before."
    }
    term_corrected() { vi: "Đã sửa nhiệm kỳ.", en: "The term is corrected." }
    no_term() {
        vi: "Vào ngày ấy đơn vị chưa có nhiệm kỳ nào. Hãy mở nhiệm kỳ với ngày đại hội trước, rồi ghi lại.",
        en: "The unit has no term on that day. Open a term with the day of its congress first."
    }
    outside_term(years: &str, days: &str) {
        vi: "Ngày ấy nằm ngoài nhiệm kỳ {years} ({days}). Hãy sửa ngày, hoặc mở nhiệm kỳ có ngày ấy.",
        en: "That day lies outside the term {years} ({days}). Correct the day, or open the term that has it."
    }
    unknown_post(typed: &str) {
        vi: "Không có chức vụ “{typed}”. Hãy chọn trong danh sách chức vụ.",
        en: "There is no position “{typed}”. Choose one from the list of positions."
    }
    post_retired(post: &str) {
        vi: "Chức vụ {post} không còn dùng cho người mới. Hãy chọn chức vụ khác trong danh sách.",
        en: "The position {post} is no longer given. Choose another from the list."
    }
    already_in_office(name: &str, since: &str) {
        vi: "{name} đã giữ chính chức vụ này từ ngày {since}. Nếu là hai người trùng tên, hãy ghi thêm điều phân biệt, ví dụ năm sinh.",
        en: "{name} holds this very office since {since}. If these are two people of one name, write what tells them apart, such as the year of birth."
    }
    office_held(post: &str, name: &str, days: &str) {
        vi: "Chưa ghi được: mỗi đơn vị chỉ có một {post} và {name} đang giữ ({days}). Hãy bàn giao, hoặc ghi thôi chức vụ cho {name} trước.",
        en: "Not recorded: a unit has one {post} at a time, and {name} holds it ({days}). Hand the office over, or end it for {name} first."
    }
    office_ended(name: &str, on: &str) {
        vi: "{name} đã thôi chức vụ này từ ngày {on}, nên không đổi được nữa.",
        en: "{name} left this office on {on}, so it cannot be changed any more."
    }
    office_used(name: &str) {
        vi: "Không rút được mục này: {name} đã dự kỳ họp hoặc đã bàn giao với chức vụ ấy. Hãy ghi thôi chức vụ với ngày đúng.",
        en: "The entry cannot be withdrawn: {name} has sat in a session or handed over in this office. End the office on the right day instead."
    }
    code_unusable() {
        vi: "Mã chức vụ chỉ gồm chữ thường không dấu, chữ số và gạch dưới, từ 2 đến 40 ký tự. Ví dụ: pho_ban_kinh_te.",
        en: "A position's code has 2 to 40 lower-case letters without marks, digits or underscores, such as pho_ban_kinh_te."
    }
    code_taken(code: &str) {
        vi: "Mã “{code}” đã có chức vụ khác dùng. Hãy chọn mã khác.",
        en: "The code “{code}” is taken by another position. Choose another."
    }
    quorum_unusable() {
        vi: "Phần phải có mặt không đọc được. Hãy viết hai số, ví dụ 2 và 3 cho hai phần ba.",
        en: "This share cannot be used. Write two numbers, such as 2 and 3 for two thirds."
    }
    number_leaves_gap(expected: i64) {
        vi: "Kỳ họp phải đánh số liên tục trong nhiệm kỳ: số tiếp theo là {expected}. Hãy ghi số {expected}, hoặc ghi các kỳ họp còn thiếu trước.",
        en: "Sessions are numbered without gaps within a term: the next is number {expected}. Use {expected}, or record the missing sessions first."
    }
    meeting_out_of_order(number: i64, day: &str) {
        vi: "Kỳ họp thứ {number} họp ngày {day}, nên kỳ họp sau không thể sớm hơn. Hãy xem lại ngày họp.",
        en: "Session {number} was held on {day}, so the next cannot be earlier. Check the day."
    }
    meeting_ahead(day: &str) {
        vi: "Kỳ họp ngày {day} chưa diễn ra nên chưa điểm danh được. Hãy ghi sau khi họp.",
        en: "The session of {day} has not been held yet. Note the attendance afterwards."
    }
    nobody_in_committee(body: &str) {
        vi: "Vào ngày ấy chưa ghi ai trong {body}. Hãy ghi các ủy viên trước, rồi ghi kỳ họp.",
        en: "Nobody was in the {body} on that day. Record its members first, then the session."
    }
    not_of_committee(name: &str) {
        vi: "Người này ({name}) không thuộc ban vào ngày họp. Hãy mở lại trang điểm danh rồi ghi lại.",
        en: "This person ({name}) was not in the committee on that day. Open the page again."
    }
    attendance_missing() {
        vi: "Chưa ghi được nghị quyết vì chưa điểm danh. Hãy ghi ai có mặt trước.",
        en: "The resolution was not recorded because nobody has noted who was there. Note the attendance first."
    }
    attendance_fixed() {
        vi: "Kỳ họp đã có nghị quyết nên không sửa điểm danh được nữa: số phiếu đã tính theo số người có mặt.",
        en: "The session has resolutions, so its attendance cannot change any more: the votes were counted by it."
    }
    no_quorum(present: i64, members: i64, needed: i64) {
        vi: "Có mặt {present} trong {members} người, cần ít nhất {needed}: không đủ số người để ra nghị quyết. Hãy họp lại khi đủ người.",
        en: "{present} of {members} were there and at least {needed} are needed: too few to resolve anything. Meet again with enough people."
    }
    too_many_votes(votes: i64, present: i64) {
        vi: "Có {votes} phiếu mà chỉ có {present} người có mặt. Hãy đếm lại số phiếu.",
        en: "There are {votes} votes and only {present} people were there. Count the votes again."
    }
    same_person() {
        vi: "Bên giao và bên nhận là cùng một người nên không cần bàn giao. Nếu là hai người trùng tên, hãy ghi điều phân biệt, ví dụ năm sinh.",
        en: "Leaver and successor are the same person, so there is nothing to hand over. If two people share a name, write what tells them apart."
    }
    not_in_office(name: &str) {
        vi: "{name} hiện không giữ chức vụ này nên không có gì để bàn giao. Hãy thôi việc bàn giao này, hoặc chọn người đang giữ chức vụ.",
        en: "{name} does not hold this office now, so there is nothing to hand over. Withdraw this hand-over, or choose who holds the office."
    }
    began_today(name: &str) {
        vi: "{name} mới nhận chức vụ hôm nay nên chưa bàn giao được. Nếu ghi nhầm hãy rút mục ấy; nếu không, hãy bàn giao từ ngày mai.",
        en: "{name} came into office today, so it cannot be handed over yet. Withdraw the entry if it is a mistake; otherwise hand over tomorrow."
    }
    handover_open(name: &str) {
        vi: "Chức vụ của {name} đang được bàn giao. Hãy ký cho xong, hoặc thôi việc bàn giao ấy trước.",
        en: "The office of {name} is being handed over. Finish that hand-over, or withdraw it first."
    }
    handover_closed() {
        vi: "Việc bàn giao này đã kết thúc nên không đổi được nữa. Hãy tải lại trang để xem.",
        en: "This hand-over is closed and cannot be changed any more. Reload the page."
    }
    not_your_turn() {
        vi: "Tài khoản này không phải bên giao hay bên nhận nên không ký được. Hãy đăng nhập bằng tài khoản của người ký.",
        en: "This account is neither the leaver nor the successor, so it cannot sign. Sign in with the account of who signs."
    }
    leaver_signs_first() {
        vi: "Bên giao chưa ký. Bên nhận ký sau khi bên giao ký, hoặc sau khi cấp trên ký thay.",
        en: "The leaver has not signed yet. The successor signs after the leaver, or after the unit above has signed instead."
    }
    already_signed() {
        vi: "Bước này đã ký rồi nên không ký lại. Hãy tải lại trang để xem đang chờ ai.",
        en: "This step is signed already. Reload the page to see who is waited for."
    }
    unfinished(what: &str) {
        vi: "Chưa ký được vì còn việc chưa xong: {what} Hãy làm xong; hoặc nếu hai bên đồng ý nhận khi chưa xong, mỗi bên ghi rõ điều đó vào ô “Ý kiến ghi vào biên bản” (ít nhất 10 chữ cái).",
        en: "Not signed, because something is undone: {what} Finish it; or, if both sides agree to take it over undone, each says so in “Remark for the minutes” (at least 10 letters)."
    }
    stale_document(changes: usize) {
        vi: "Chưa ký: sổ sách đã thay đổi {changes} chỗ từ khi lập biên bản, xem bảng bên dưới. Hãy bấm “Lập lại biên bản” rồi hai bên ký lại.",
        en: "Not signed: the books have changed in {changes} places since the document was drawn; see the table below. Press “Draw it anew”, and both sides sign again."
    }
    older_page() {
        vi: "Chưa ký: biên bản đã được lập lại từ khi mở trang này. Hãy đọc bản mới bên dưới rồi ký.",
        en: "Not signed: the document was drawn anew since this page was opened. Read the new one below, then sign."
    }
    why_missing() { vi: "Chưa ghi lý do. Hãy viết lý do trong một câu.", en: "The reason is missing. Write it in one sentence." }
    not_for_yourself() {
        vi: "Bên giao và bên nhận không tự ký thay hay tự xác nhận được. Hãy nhờ người khác của Hội cấp trên.",
        en: "Neither side can sign instead or confirm for itself. Ask somebody else of the unit above."
    }
    scan_too_large(most: usize) {
        vi: "Tệp lớn hơn {most} MB nên chưa nhận. Hãy quét lại ở độ phân giải thấp hơn.",
        en: "The file is larger than {most} MB. Scan it again at a lower resolution."
    }
    scan_unreadable() {
        vi: "Tệp này không phải PDF, PNG hay JPEG nên chưa nhận. Hãy gửi bản quét hoặc ảnh chụp của tờ giấy.",
        en: "This file is not a PDF, PNG or JPEG. Send a scan or a photograph of the paper."
    }
    no_paper() {
        vi: "Chưa có bản giấy nào được gửi nên chưa xác nhận được. Hãy chờ đơn vị gửi bản quét.",
        en: "No paper was sent in, so there is nothing to confirm. Wait for the unit's scan."
    }
    unknown_format(typed: &str) {
        vi: "Không có dạng tệp “{typed}”. Có thể dùng: pdf, docx, html.",
        en: "There is no format “{typed}”. Use pdf, docx or html."
    }
    text_too_long(most: usize) { vi: "Đoạn này dài quá {most} chữ cái. Hãy viết gọn lại.", en: "This is longer than {most} letters. Make it shorter." }

    since_day(since: &str) { vi: "từ {since}", en: "since {since}" }
    since_until(since: &str, last: &str) { vi: "từ {since} đến hết {last}", en: "from {since} until {last}" }
    officers() { vi: "Ban chấp hành, cán bộ", en: "Officers" }
    officers_of(unit: &str) { vi: "Ban chấp hành, cán bộ: {unit}", en: "Officers: {unit}" }
    terms() { vi: "Các nhiệm kỳ", en: "Terms" }
    term() { vi: "Nhiệm kỳ", en: "Term" }
    term_of(years: &str) { vi: "Nhiệm kỳ {years}", en: "Term {years}" }
    term_years() { vi: "Nhiệm kỳ, hai năm", en: "Years of the term" }
    term_years_hint() { vi: "Ví dụ 2025-2030.", en: "For example 2025-2030." }
    congress_on() { vi: "Ngày đại hội", en: "Day of the congress" }
    next_congress_on() { vi: "Ngày đại hội sau", en: "Day of the next congress" }
    next_congress_hint() {
        vi: "Chỉ ghi cho nhiệm kỳ đã qua. Nhiệm kỳ đang chạy thì để trống.",
        en: "Only for a term that is over. Leave it empty while the term runs."
    }
    planned_until() { vi: "Đại hội tiếp theo, dự kiến", en: "Next congress, planned" }
    last_day() { vi: "Ngày cuối của nhiệm kỳ", en: "Last day of the term" }
    decision() { vi: "Quyết định, nghị quyết", en: "Decision" }
    decision_hint() { vi: "Số và ngày của văn bản, ví dụ 15/QĐ-HKH ngày 12/6/2014.", en: "Number and day of the paper, such as 15/QĐ-HKH of 12/6/2014." }
    day_hint() { vi: "Ví dụ 12/6/2025.", en: "For example 12/6/2025." }
    open_term() { vi: "Mở nhiệm kỳ", en: "Open a term" }
    end_term() { vi: "Kết thúc nhiệm kỳ", en: "End the term" }
    end_term_why() {
        vi: "Từ ngày đại hội sau, mọi người trong nhiệm kỳ này thôi chức vụ và quyền theo chức vụ cũng hết. Người được bầu lại thì ghi vào nhiệm kỳ mới.",
        en: "From the day of the next congress everybody of this term leaves office, and the rights of their offices end. Whoever is elected again is recorded in the new term."
    }
    term_opened() { vi: "Đã mở nhiệm kỳ.", en: "The term is open." }
    term_closed() { vi: "Đã kết thúc nhiệm kỳ.", en: "The term has ended." }
    appointed_flash() { vi: "Đã ghi.", en: "Recorded." }
    no_term_yet() { vi: "Chưa có nhiệm kỳ nào", en: "No term yet" }
    no_term_yet_why() {
        vi: "Ban chấp hành, Ban thường vụ và các kỳ họp đứng trong nhiệm kỳ của đại hội. Mở nhiệm kỳ trước, rồi ghi từng người.",
        en: "Committees and sessions stand in the term of a congress. Open a term first, then record the people."
    }
    nobody_yet() { vi: "Nhiệm kỳ này chưa ghi ai.", en: "Nobody is recorded in this term yet." }
    in_office() { vi: "Đang giữ chức vụ", en: "In office" }
    left_office() { vi: "Đã thôi trong nhiệm kỳ", en: "Left during the term" }
    full_name() { vi: "Họ và tên", en: "Full name" }
    apart() { vi: "Phân biệt người trùng tên", en: "To tell namesakes apart" }
    apart_hint() { vi: "Ví dụ: sinh 1962, hoặc bản Thẩm Mú.", en: "For example: born 1962, or the hamlet." }
    post() { vi: "Chức vụ", en: "Position" }
    posts() { vi: "Chức vụ", en: "Positions" }
    posts_why() {
        vi: "Tên gọi chức vụ, ban mà chức vụ thuộc về và quyền đi theo. Dùng chung cả nước; người quản trị cấp toàn quốc sửa được.",
        en: "What positions are called, to which committees they belong and which rights go with them. One list for the whole country; a national administrator may change it."
    }
    choose_post() { vi: "Chưa chọn chức vụ. Hãy chọn trong danh sách.", en: "No position is chosen. Choose one from the list." }
    add_post() { vi: "Thêm chức vụ", en: "Add a position" }
    post_code() { vi: "Mã chức vụ", en: "Code" }
    post_code_hint() { vi: "Chữ thường không dấu, ví dụ pho_ban_kinh_te.", en: "Lower-case letters without marks, such as pho_ban_kinh_te." }
    label_vi() { vi: "Tên tiếng Việt", en: "Vietnamese name" }
    label_en() { vi: "Tên tiếng Anh", en: "English name" }
    rank() { vi: "Thứ tự", en: "Rank" }
    rank_hint() { vi: "Số nhỏ đứng trước trong danh sách.", en: "Small numbers come first in lists." }
    post_not_given() { vi: "Không ghi cho người mới nữa", en: "No longer given" }
    bodies() { vi: "Thuộc ban", en: "Committees" }
    body() { vi: "Ban", en: "Committee" }
    choose_body() { vi: "Chưa chọn ban. Hãy chọn trong danh sách.", en: "No committee is chosen. Choose one from the list." }
    single() { vi: "Mỗi đơn vị một người", en: "One holder per unit" }
    single_hint() { vi: "Như Chủ tịch: người sau chỉ nhận khi người trước thôi.", en: "Like the chair: the next begins when the last has left." }
    yes() { vi: "Có", en: "Yes" }
    no() { vi: "Không", en: "No" }
    carries() { vi: "Quyền đi theo chức vụ", en: "Rights of the office" }
    carries_hint() {
        vi: "Người giữ chức vụ có tài khoản thì được quyền này từ ngày nhận đến ngày thôi.",
        en: "A holder with an account has these rights from the first day of the office to the last."
    }
    carries_nothing() { vi: "Không kèm quyền", en: "No rights" }
    carries_officer() { vi: "Cán bộ của đơn vị, theo cấp", en: "Officer of the unit, by its level" }
    choose_carries() { vi: "Chưa chọn quyền. Hãy chọn trong danh sách.", en: "No rights are chosen. Choose from the list." }
    quorum() { vi: "Số người phải có mặt để ra nghị quyết", en: "Quorum" }
    quorum_part() { vi: "Ít nhất … phần", en: "At least … parts" }
    quorum_whole() { vi: "trong … phần", en: "of … parts" }
    quorum_is(part: &str, whole: &str) { vi: "Ít nhất {part}/{whole} số người trong ban.", en: "At least {part}/{whole} of the committee." }
    basis() { vi: "Căn cứ", en: "Basis" }
    days() { vi: "Thời gian", en: "Days" }
    account() { vi: "Tài khoản", en: "Account" }
    linked() { vi: "Có tài khoản", en: "Linked" }
    no_account() { vi: "Không gắn tài khoản", en: "No account" }
    how_it_ended() { vi: "Lý do thôi", en: "How it ended" }
    choose_ended() { vi: "Chưa chọn lý do thôi. Hãy chọn trong danh sách.", en: "No reason is chosen. Choose one from the list." }
    began() { vi: "Vào chức vụ bằng cách", en: "Came into office" }
    choose_began() { vi: "Chưa chọn cách vào chức vụ. Hãy chọn trong danh sách.", en: "Choose how the office began." }
    office_since() { vi: "Giữ chức vụ từ ngày", en: "In office since" }
    office_until() { vi: "Thôi chức vụ từ ngày", en: "Left on" }
    office_until_hint() { vi: "Chỉ ghi khi đã thôi: ngày đầu tiên không còn giữ chức vụ.", en: "Only where it has ended: the first day no longer in office." }
    appoint() { vi: "Ghi người giữ chức vụ", en: "Record an officer" }
    username() { vi: "Tên đăng nhập", en: "Name to sign in" }
    username_hint() {
        vi: "Tài khoản đã mở ở đơn vị này hoặc bên dưới. Để trống thì chức vụ không kèm quyền trong phần mềm.",
        en: "An account already opened at this unit or below. Left empty, the office gives nobody rights in the program."
    }
    link_account() { vi: "Gắn tài khoản", en: "Link an account" }
    link_hint() {
        vi: "Quyền của tài khoản gắn trước đó hết ngay. Để trống là bỏ gắn.",
        en: "The rights of the account linked before end at once. Leave it empty to unlink."
    }
    record() { vi: "Ghi nhận", en: "Record" }
    changed() { vi: "Đã ghi thay đổi.", en: "The change is recorded." }
    entry_withdrawn() { vi: "Đã rút mục ghi nhầm.", en: "The mistaken entry is withdrawn." }
    end_office() { vi: "Thôi chức vụ", en: "End the office" }
    end_office_on() { vi: "Thôi từ ngày", en: "Ends on" }
    end_office_on_hint() { vi: "Ngày đầu tiên không còn giữ chức vụ.", en: "The first day no longer in office." }
    end_office_why() {
        vi: "Dùng khi chưa có người thay. Có người nhận thì nên bàn giao, để có biên bản và quyền chuyển ngay.",
        en: "Use this while nobody follows. With a successor, hand the office over instead, so that there are minutes and the rights move at once."
    }
    withdraw_entry() { vi: "Rút mục ghi nhầm", en: "Withdraw a mistaken entry" }
    withdraw_entry_why() {
        vi: "Chỉ rút khi ghi nhầm người hoặc nhầm chức vụ. Mục đã rút vẫn giữ lại cùng lý do.",
        en: "Only for a wrong person or office. What is withdrawn is kept, with the reason."
    }
    why() { vi: "Lý do", en: "Reason" }

    sessions() { vi: "Kỳ họp", en: "Sessions" }
    sessions_of(unit: &str) { vi: "Kỳ họp: {unit}", en: "Sessions: {unit}" }
    session() { vi: "Kỳ họp", en: "Session" }
    session_title(body: &str, number: i64, years: &str) {
        vi: "Hội nghị {body} kỳ họp thứ {number}, nhiệm kỳ {years}",
        en: "{body}: session {number}, term {years}"
    }
    session_number() { vi: "Kỳ họp thứ", en: "Number" }
    session_number_hint() {
        vi: "Để trống là số tiếp theo. Kỳ họp đầu tiên ghi vào phần mềm thì ghi đúng số của nó, ví dụ 9.",
        en: "Left empty it is the next number. For the first session recorded here, write its own number, such as 9."
    }
    add_session() { vi: "Ghi kỳ họp", en: "Record a session" }
    no_session_yet() { vi: "Chưa ghi kỳ họp nào", en: "No session recorded yet" }
    no_session_yet_why() {
        vi: "Mỗi kỳ họp của Ban chấp hành, Ban thường vụ có số, ngày, người dự và nghị quyết; biên bản in được ra Word và PDF.",
        en: "Each session of a committee has its number, day, attendance and resolutions; the minutes come as Word and PDF."
    }
    held_on() { vi: "Ngày họp", en: "Held on" }
    place() { vi: "Nơi họp", en: "Place" }
    subject() { vi: "Nội dung chính", en: "Subject" }
    subject_hint() { vi: "Ví dụ: đánh giá 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm.", en: "For example: the first half-year and the tasks of the second." }
    agenda() { vi: "Chương trình họp", en: "Agenda" }
    agenda_hint() { vi: "Mỗi mục một dòng.", en: "One item a line." }
    chair() { vi: "Chủ trì", en: "Chair" }
    secretary() { vi: "Thư ký kỳ họp", en: "Secretary" }
    attendance() { vi: "Người dự họp", en: "Attendance" }
    record_attendance() { vi: "Ghi điểm danh", en: "Record the attendance" }
    presence() { vi: "Điểm danh", en: "Presence" }
    attendance_not_noted() { vi: "Chưa điểm danh.", en: "Attendance has not been noted." }
    attendance_said(present: i64, members: i64, excused: i64, absent: i64) {
        vi: "Có mặt {present} trong {members} người; vắng có phép {excused}, vắng không phép {absent}.",
        en: "{present} of {members} were present; {excused} absent with leave, {absent} without."
    }
    quorum_met(needed: i64) { vi: "Đủ số người để ra nghị quyết (cần ít nhất {needed}).", en: "Enough to resolve (at least {needed} needed)." }
    quorum_missing(needed: i64) { vi: "Không đủ số người để ra nghị quyết (cần ít nhất {needed}).", en: "Too few to resolve (at least {needed} needed)." }
    quorum_rule(part: i64, whole: i64, needed: i64, members: i64) {
        vi: "Cần ít nhất {needed} trong {members} người ({part}/{whole}) có mặt để ra nghị quyết. Hãy điểm danh trước.",
        en: "At least {needed} of {members} ({part}/{whole}) must be present to resolve. Note the attendance first."
    }
    resolutions() { vi: "Nghị quyết", en: "Resolutions" }
    no_resolution_yet() { vi: "Chưa ghi nghị quyết nào.", en: "No resolution recorded yet." }
    resolution_number(number: i64) { vi: "Nghị quyết {number}", en: "Resolution {number}" }
    resolution_with_paper(number: i64, paper: &str) { vi: "Nghị quyết {number} (số {paper})", en: "Resolution {number} (no. {paper})" }
    resolution_text() { vi: "Nội dung nghị quyết", en: "Text of the resolution" }
    paper_number() { vi: "Số văn bản", en: "Number of the paper" }
    paper_number_hint() { vi: "Ví dụ 12/NQ-HKH.", en: "For example 12/NQ-HKH." }
    votes_for() { vi: "Tán thành", en: "For" }
    votes_against() { vi: "Không tán thành", en: "Against" }
    votes_abstained() { vi: "Không có ý kiến", en: "Abstained" }
    votes_said(outcome: &str, votes_for: i64, against: i64, abstained: i64) {
        vi: "{outcome}: {votes_for} tán thành, {against} không tán thành, {abstained} không có ý kiến.",
        en: "{outcome}: {votes_for} for, {against} against, {abstained} abstained."
    }
    record_resolution() { vi: "Ghi nghị quyết", en: "Record the resolution" }
    discussion() { vi: "Diễn biến", en: "Discussion" }
    discussion_hint() { vi: "Ai nói gì, tóm tắt; mỗi ý một dòng.", en: "Who said what, in short; one point a line." }
    when_and_where() { vi: "Thời gian, địa điểm", en: "Time and place" }
    held_on_at(day: &str, place: &str) { vi: "Họp {day}, tại {place}.", en: "Held on {day} at {place}." }
    row_number() { vi: "TT", en: "No." }
    download(format: &str) { vi: "Tải biên bản {format}", en: "Minutes as {format}" }

    handovers() { vi: "Bàn giao", en: "Hand-overs" }
    handovers_of(unit: &str) { vi: "Bàn giao: {unit}", en: "Hand-overs: {unit}" }
    handover_of(leaver: &str, successor: &str) { vi: "Bàn giao: {leaver} giao, {successor} nhận", en: "Hand-over from {leaver} to {successor}" }
    no_handover_yet() { vi: "Chưa có lần bàn giao nào", en: "No hand-over yet" }
    no_handover_yet_why() {
        vi: "Khi một người thôi và người khác nhận, phần mềm lập biên bản từ sổ sách; hai bên ký, quyền chuyển ngay lúc ấy.",
        en: "When one leaves and another follows, the program draws the minutes from the books; both sign, and the rights move at that minute."
    }
    hand_over() { vi: "Bàn giao chức vụ này", en: "Hand this office over" }
    prepare_handover() { vi: "Lập bàn giao", en: "Prepare a hand-over" }
    prepare_why() {
        vi: "Biên bản lấy từ sổ sách: hội viên, số liệu, báo cáo chưa nộp, việc còn dở, tài khoản và quyền. Chưa ai ký thì chưa có gì thay đổi.",
        en: "The minutes are drawn from the books: members, figures, reports not sent, open tasks, accounts and rights. Nothing changes before anybody has signed."
    }
    nobody_to_leave() { vi: "Hôm nay chưa có ai giữ chức vụ ở đơn vị này. Hãy ghi người giữ chức vụ trước.", en: "Nobody holds an office here today. Record the officers first." }
    office_to_hand_over() { vi: "Chức vụ bàn giao", en: "Office to hand over" }
    choose_office() { vi: "Chưa chọn chức vụ bàn giao. Hãy chọn trong danh sách.", en: "No office is chosen. Choose one from the list." }
    why_handed_over() { vi: "Vì sao bàn giao", en: "Why it is handed over" }
    successor_name() { vi: "Họ tên bên nhận", en: "Full name of the successor" }
    successor_username() { vi: "Tên đăng nhập của bên nhận", en: "The successor's name to sign in" }
    successor_username_hint() {
        vi: "Tài khoản đã mở sẵn, vai trò Hội viên là đủ. Để trống nếu bên nhận ký trên giấy.",
        en: "An account opened before; the role Member is enough. Leave it empty if the successor signs on paper."
    }
    day() { vi: "Ngày", en: "Day" }
    state() { vi: "Tình trạng", en: "State" }
    handover_prepared() { vi: "Đã lập biên bản. Bên giao đọc rồi ký trước.", en: "The minutes are drawn. The leaver reads and signs first." }
    handover_signed() { vi: "Đã ký. Đang chờ bên nhận ký.", en: "Signed. The successor signs next." }
    handover_done() { vi: "Đã bàn giao xong. Quyền đã chuyển cho bên nhận.", en: "The hand-over is done. The rights have moved." }
    paper_was_sent() { vi: "Đã gửi bản giấy. Đang chờ Hội cấp trên xác nhận.", en: "The paper is sent in. The unit above confirms it next." }
    handover_redrawn() { vi: "Đã lập lại biên bản. Các chữ ký trước không còn giá trị.", en: "The minutes are drawn anew. Earlier signatures no longer count." }
    handover_withdrawn() { vi: "Đã thôi bàn giao. Chưa có gì thay đổi.", en: "The hand-over is withdrawn. Nothing has changed." }
    you_are(side: &str) { vi: "ông/bà là {side}", en: "you are the {side}" }
    withdrawn_because(why: &str) { vi: "Lý do: {why}", en: "Reason: {why}" }
    waits_for_other() { vi: "Đang chờ bên kia ký.", en: "The other side signs next." }
    books_changed(changes: usize) { vi: "Sổ sách đã thay đổi {changes} chỗ từ khi lập biên bản", en: "The books have changed in {changes} places since" }
    books_changed_why() {
        vi: "Biên bản cũ không còn đúng nên chưa ký được. Hãy lập lại biên bản; ai đã ký thì ký lại.",
        en: "The document is no longer true, so nobody can sign it. Draw it anew; whoever has signed signs again."
    }
    differences() { vi: "Những chỗ khác", en: "What is different" }
    in_document() { vi: "Trong biên bản", en: "In the document" }
    in_books_now() { vi: "Trong sổ sách bây giờ", en: "In the books now" }
    undone_title() { vi: "Còn việc chưa xong", en: "Something is undone" }
    what_will_happen() { vi: "Khi hai bên đã ký", en: "When both have signed" }
    will_move(office: &str, successor: &str) { vi: "{successor} giữ chức vụ {office} từ hôm ấy, cùng các quyền của chức vụ.", en: "{successor} holds the office of {office} from that day, with its rights." }
    will_read(leaver: &str) { vi: "Tài khoản của {leaver} chỉ còn xem được trong 30 ngày, rồi hết quyền ở đơn vị này.", en: "The account of {leaver} only reads for 30 days; then it has no rights here." }
    will_freeze() { vi: "Biên bản giữ nguyên như lúc ký, kèm mã kiểm tra.", en: "The minutes stay as they were signed, with their checksum." }
    sign_here() { vi: "Ký biên bản", en: "Sign the minutes" }
    sign() { vi: "Ký", en: "Sign" }
    remark() { vi: "Ý kiến ghi vào biên bản", en: "Remark for the minutes" }
    remark_hint() {
        vi: "Còn việc chưa xong mà vẫn giao nhận thì ghi rõ ở đây, ví dụ: Nhận cả báo cáo chưa nộp, sẽ nộp trước ngày 15/7.",
        en: "If something is taken over undone, say so here, for example: takes over the report that was not sent and will send it by 15/7."
    }
    your_password() { vi: "Mật khẩu của ông/bà", en: "Your password" }
    password_hint() { vi: "Gõ lại mật khẩu đăng nhập, thay cho chữ ký.", en: "Type the password you sign in with; it stands for your signature." }
    sign_instead() { vi: "Ký thay bên giao", en: "Sign for the leaver" }
    sign_instead_why() {
        vi: "Dành cho Hội cấp trên, khi người giao ốm nặng, qua đời hoặc không còn ở địa phương.",
        en: "For the unit above, when the leaver is gravely ill, has died or has moved away."
    }
    sign_instead_hint() { vi: "Ví dụ: ông Pào nằm viện từ ngày 2/3.", en: "For example: Mr Pào is in hospital since 2/3." }
    send_paper() { vi: "Gửi bản giấy đã ký", en: "Send the signed paper" }
    send_paper_why() {
        vi: "Thay cho ký trong phần mềm: in biên bản, hai bên ký, quét hoặc chụp rồi gửi. Hội cấp trên xác nhận thì quyền mới chuyển.",
        en: "Instead of signing in the program: print the minutes, both sign, scan them and send the scan. The rights move when the unit above confirms it."
    }
    signed_paper() { vi: "Bản giấy đã ký", en: "The signed paper" }
    signed_paper_hint() { vi: "PDF, JPEG hoặc PNG, không quá 8 MB.", en: "PDF, JPEG or PNG, at most 8 MB." }
    remark_on_paper() { vi: "Ý kiến hai bên đã ghi trên giấy", en: "What both sides wrote on the paper" }
    paper_sent_at(file: &str, at: &str) { vi: "Bản giấy đã ký {file}, gửi lúc {at}.", en: "Signed paper {file}, sent {at}." }
    open_paper() { vi: "Mở bản giấy", en: "Open the paper" }
    confirm_paper() { vi: "Xác nhận bản giấy", en: "Confirm the paper" }
    redraw() { vi: "Lập lại biên bản", en: "Draw it anew" }
    redraw_why() { vi: "Lấy lại từ sổ sách bây giờ. Chữ ký và bản giấy trước đó không còn giá trị.", en: "Takes everything from the books as they are now. Earlier signatures and papers no longer count." }
    withdraw_handover() { vi: "Thôi bàn giao", en: "Withdraw the hand-over" }
    why_withdrawn() { vi: "Vì sao thôi bàn giao", en: "Why it is withdrawn" }

    national_association() { vi: "Hội Khuyến học Việt Nam", en: "Vietnam Study Promotion Association" }
    paper_kind() { vi: "BIÊN BẢN", en: "MINUTES" }
    paper_subject(office: &str) { vi: "Bàn giao chức vụ {office}", en: "Handing over the office of {office}" }
    paper_by_decision(decision: &str) { vi: "Căn cứ {decision}.", en: "By {decision}." }
    paper_what() { vi: "Nội dung", en: "What" }
    paper_how_it_is() { vi: "Hiện có", en: "As it stands" }
    paper_undone() { vi: "Việc chưa xong khi bàn giao", en: "Undone at the time of handing over" }
    paper_remarks() { vi: "Ý kiến của hai bên", en: "Remarks of both sides" }
    paper_instead(name: &str, why: &str) { vi: "{name} (Hội cấp trên) ký thay bên giao. Lý do: {why}", en: "{name} (unit above) signed for the leaver. Reason: {why}" }
    paper_on_paper(remark: &str) { vi: "Ghi trên bản giấy: {remark}", en: "Written on the paper: {remark}" }
    paper_statement() { vi: "Cam kết", en: "Statement" }
    paper_statement_text() {
        vi: "Bên giao đã giao đủ, bên nhận đã nhận đủ những nội dung trên. Từ lúc hai bên ký, bên nhận chịu trách nhiệm về chức vụ và các quyền kèm theo.",
        en: "The leaver has handed over, and the successor has received, all of the above. From the moment both have signed, the successor answers for the office and its rights."
    }
    paper_signed_at(name: &str, at: &str) { vi: "{name} đã ký trong phần mềm lúc {at}", en: "{name} signed in the program, {at}" }
    paper_signed_by_hand() { vi: "đã ký trên giấy", en: "signed on paper" }
    paper_sign_here() { vi: "(ký, ghi rõ họ tên)", en: "(signature and full name)" }
    paper_confirmed_above() { vi: "XÁC NHẬN CỦA HỘI CẤP TRÊN", en: "CONFIRMED BY THE UNIT ABOVE" }
    paper_both_sides() { vi: "Hai bên giao nhận", en: "Both sides" }
    paper_archive() { vi: "Lưu hồ sơ", en: "Archive" }
    paper_hash() { vi: "Mã kiểm tra (SHA-256) của nội dung bàn giao:", en: "Checksum (SHA-256) of what is handed over:" }
    paper_not_signed() { vi: "Bản chưa ký đủ, chưa có giá trị bàn giao", en: "Not signed by both sides: nothing is handed over yet" }
    paper_look_ahead() { vi: "Bản xem trước, lấy từ sổ sách hôm nay", en: "A look ahead, drawn from today's books" }
    organisation_heading() { vi: "Nhiệm kỳ, cán bộ, kỳ họp", en: "Term, officers, sessions" }
    offices_held() { vi: "Chức vụ đang có người giữ", en: "Offices held" }
    sessions_on_record(body: &str) { vi: "Kỳ họp đã ghi: {body}", en: "Sessions on record: {body}" }
    sessions_up_to(count: usize, number: i64, day: &str) {
        vi: "{count} kỳ, gần nhất là kỳ họp thứ {number} ngày {day}",
        en: "{count}, the last one being number {number} of {day}"
    }

    task_sign(office: &str, unit: &str) { vi: "Biên bản bàn giao chức vụ {office}, {unit}, đang chờ ông/bà ký", en: "The hand-over of {office}, {unit}, waits for your signature" }
    task_sign_button() { vi: "Đọc và ký", en: "Read and sign" }
    task_confirm(unit: &str) { vi: "{unit} đã gửi bản giấy bàn giao, chờ Hội cấp trên xác nhận", en: "{unit} has sent in a signed hand-over; the unit above confirms it" }
    task_confirm_button() { vi: "Xem bản giấy", en: "See the paper" }
    task_term(unit: &str, years: &str) { vi: "Nhiệm kỳ {years} của {unit} sắp hết, cần chuẩn bị đại hội", en: "The term {years} of {unit} is about to end: prepare the congress" }
    task_term_button() { vi: "Xem nhiệm kỳ", en: "See the term" }
    task_empty(unit: &str, office: &str) { vi: "{unit} chưa có ai giữ chức vụ {office}", en: "Nobody holds the office of {office} in {unit}" }
    task_empty_button() { vi: "Ghi người giữ chức vụ", en: "Record the officer" }
}
