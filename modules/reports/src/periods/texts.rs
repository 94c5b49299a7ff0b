//! What periods say.

kernel::texts! {
    draft() { vi: "Đang soạn", en: "Being prepared" }
    submitted() { vi: "Đã nộp, chờ nhận", en: "Submitted" }
    returned() { vi: "Bị trả lại", en: "Returned" }
    accepted() { vi: "Đã nhận", en: "Accepted" }
    supplemented() { vi: "Đã nhận, bản bổ sung chờ nhận", en: "Accepted, a supplement waits" }
    locked() { vi: "Đã khóa sổ", en: "Locked" }
    locked_supplemented() { vi: "Đã khóa sổ, bản bổ sung chờ nhận", en: "Locked, a supplement waits" }
    reopened() { vi: "Đang mở khóa", en: "Reopened" }

    submit() { vi: "Nộp báo cáo", en: "Submit" }
    accept() { vi: "Nhận báo cáo", en: "Accept" }
    give_back() { vi: "Trả lại", en: "Return" }
    lock() { vi: "Khóa sổ", en: "Lock" }
    lock_with_supplement() { vi: "Khóa sổ kèm bản bổ sung", en: "Lock with a supplement" }
    reopen() { vi: "Mở khóa", en: "Reopen" }
    supplement() { vi: "Lập bản bổ sung", en: "Make a supplement" }

    illegal_step(deed: &str, state: &str) {
        vi: "Chưa làm được “{deed}”: báo cáo đang ở bước “{state}”.",
        en: "“{deed}” is not possible now: the report is “{state}”."
    }
    last_step(who: &str, deed: &str, at: &str) {
        vi: "Bước gần nhất: {who} đã “{deed}” lúc {at}.",
        en: "The last step: {who}, “{deed}”, {at}."
    }
    next_steps(deeds: &str) {
        vi: "Bước có thể làm tiếp: {deeds}. Hãy mở lại trang báo cáo.",
        en: "What can be done next: {deeds}. Open the report's page again."
    }
    snapshot_replaced(by: &str, at: &str) {
        vi: "Bản đang xem không còn là bản mới nhất: {by} đã nộp bản khác lúc {at}. Hãy mở lại trang, xem bản mới rồi quyết định.",
        en: "What you looked at is not the latest: {by} submitted another at {at}. Open the page again, read it, then decide."
    }
    same_person(next: &str) {
        vi: "Người nộp không tự nhận hoặc tự trả lại báo cáo của mình. {next}",
        en: "Whoever submitted a report does not accept or return it. {next}"
    }
    others_accept(names: &str) {
        vi: "Người nhận hoặc trả lại được: {names}.",
        en: "Who may accept or return it: {names}."
    }
    others_and_more_accept(names: &str, more: usize) {
        vi: "Người nhận hoặc trả lại được: {names}; và {more} người khác.",
        en: "Who may accept or return it: {names}; and {more} others."
    }
    nobody_else_accepts(unit: &str, role: &str) {
        vi: "Ngoài người đã lập, chưa ai ở {unit} hoặc cấp trên có quyền nhận, nên việc này còn chờ. Hãy nhờ người quản trị tài khoản của {unit} hoặc cấp trên cấp vai trò “{role}” cho một người nữa, ở trang Tài khoản của đơn vị.",
        en: "Besides whoever made it, nobody at {unit} or above may accept it, so it waits. Ask whoever manages the accounts of {unit} or of the unit above to give one more person the role “{role}”, on the page Accounts of the unit."
    }
    remark_missing() {
        vi: "Cần ghi rõ lý do hoặc chỗ phải sửa. Hãy viết một câu rồi gửi lại.",
        en: "Say why, or what is to be put right. Write a sentence and send it again."
    }
    period_not_begun(first: &str) {
        vi: "Kỳ này bắt đầu từ ngày {first} nên chưa có gì để nộp. Hãy chọn kỳ đã bắt đầu.",
        en: "The period begins on {first}; there is nothing to submit yet. Choose one that has begun."
    }
    figures_moved(count: usize, labels: &str) {
        vi: "Từ khi nộp, sổ đã đổi {count} chỉ tiêu: {labels}. Hãy xem phần so sánh; nếu đúng là vậy, đánh dấu “Khóa và lập phần chênh thành bản bổ sung” rồi khóa lại.",
        en: "Since submission {count} figures have moved in the books: {labels}. Look at the comparison; if they are right, tick “Lock, and make the difference a supplement” and lock again."
    }
    nothing_to_supplement() {
        vi: "Chưa có số nào khác với báo cáo nên chưa cần bản bổ sung. Hãy điền số đúng vào ít nhất một ô.",
        en: "No figure differs from the report, so there is nothing to supplement. Fill in at least one right number."
    }
    reasons_missing(labels: &str, page: &str) {
        vi: "Chưa nộp được: các chỉ tiêu sau tăng hoặc giảm nhiều so với cùng kỳ mà chưa có lý do: {labels}. Hãy viết cho mỗi chỉ tiêu một câu tại {page}, rồi nộp lại.",
        en: "Not submitted: these figures have changed a lot against the same period, and nobody has said why: {labels}. Write one sentence for each at {page}, then submit again."
    }
    nothing_to_explain(label: &str) {
        vi: "“{label}” không tăng giảm nhiều so với cùng kỳ nên không cần lý do. Hãy mở lại trang báo cáo.",
        en: "“{label}” has not changed much against the same period, so there is nothing to explain. Open the report's page again."
    }
    reason_too_long(most: usize) {
        vi: "Lý do dài quá {most} ký tự. Hãy rút lại thành một câu ngắn.",
        en: "The reason has more than {most} letters. Make it one short sentence."
    }
    reasons_handed_in(state: &str) {
        vi: "Báo cáo đang ở bước “{state}” nên lý do đã nộp giữ nguyên. Cần sửa thì nhờ cấp trên trả lại báo cáo.",
        en: "The report is “{state}”, so its reasons stay as they were handed in. To change them, ask the unit above to return the report."
    }
    not_a_reason_of_below() {
        vi: "Câu này không còn trong báo cáo đã nộp của đơn vị cấp dưới. Hãy mở lại trang rồi chọn câu khác.",
        en: "That sentence is not in the report of a unit below any more. Open the page again and choose another."
    }
    not_a_figure_of_the_form(code: &str) {
        vi: "Chỉ tiêu “{code}” không có trong báo cáo này hoặc được tính từ số khác. Hãy chọn chỉ tiêu khác.",
        en: "“{code}” is not in this report, or is computed from others. Choose another indicator."
    }
    not_a_due_day() {
        vi: "Hạn nộp là một ngày từ 1 đến 31, trong tháng cuối kỳ hoặc không quá 6 tháng sau. Hãy chọn lại.",
        en: "A due day is 1 to 31, in the period's last month or at most 6 months later. Choose again."
    }
    reasons() { vi: "Lý do tăng, giảm", en: "Reasons for large changes" }
    reasons_what(percent: i64, floor: i64, letters: usize) {
        vi: "Các chỉ tiêu dưới đây tăng hoặc giảm quá {percent}% so với cùng kỳ. Mỗi chỉ tiêu cần một câu lý do, không quá {letters} ký tự, trước khi nộp. Chỉ tiêu mà cả hai số đều dưới {floor} thì không hỏi.",
        en: "These figures have changed by more than {percent}% against the same period. Each needs one sentence of why, of at most {letters} letters, before submitting. Where both numbers are below {floor}, nobody asks."
    }
    changed_from(now: &str, before: &str) { vi: "{now}, cùng kỳ {before}", en: "{now}, same period before {before}" }
    reason_wanted(label: &str) { vi: "Cần một câu lý do cho “{label}”.", en: "One sentence of why is needed for “{label}”." }
    save_reasons() { vi: "Ghi lý do", en: "Save reasons" }
    reasons_saved() { vi: "Đã ghi lý do.", en: "The reasons are saved." }
    no_reason_yet() { vi: "Chưa có lý do.", en: "No reason yet." }
    said_below() { vi: "Đơn vị cấp dưới đã nêu:", en: "What units below have said:" }
    take_over() { vi: "Lấy câu này", en: "Take this over" }
    reasons_below() { vi: "Lý do các đơn vị đã nêu", en: "What the units have said" }
    counted_anew(label: &str) {
        vi: "“{label}” không cộng từ các báo cáo, vì một người có thể ở nhiều đơn vị: đã đếm lại trong sổ của toàn bộ đơn vị cấp dưới, mỗi người một lần.",
        en: "“{label}” is not added up from reports, because one person may be in several: it was counted anew in the books of all units below, each person once."
    }
    left_out(label: &str) {
        vi: "“{label}” không có trong bản tổng hợp: một người có thể ở nhiều báo cáo nên không cộng được, và sổ chưa có người nào để đếm.",
        en: "“{label}” is left out: one person may be in several reports, so they cannot be added, and no books hold anybody to count."
    }
    lock_reason() { vi: "Báo cáo của kỳ đã được nhận.", en: "The report of the period was accepted." }
    operator() { vi: "người vận hành", en: "the operator" }

    task_due(period: &str, unit: &str) {
        vi: "Xem và nộp báo cáo {period} của {unit}.",
        en: "Look at and submit the report of {unit} for {period}."
    }
    task_overdue(period: &str, unit: &str) {
        vi: "Báo cáo {period} của {unit} đã quá hạn mà chưa nộp.",
        en: "The report of {unit} for {period} is overdue."
    }
    task_returned(period: &str, unit: &str) {
        vi: "Báo cáo {period} của {unit} bị trả lại, cần sửa và nộp lại.",
        en: "The report of {unit} for {period} was returned: put it right and submit it again."
    }
    task_reopened(period: &str, unit: &str) {
        vi: "Sổ {period} của {unit} đang mở khóa; sửa xong hãy nộp lại hoặc khóa sổ.",
        en: "The books of {unit} for {period} are reopened; when done, submit again or lock."
    }
    task_supplement_returned(period: &str, unit: &str, day: &str) {
        vi: "Bản bổ sung báo cáo {period} của {unit} bị trả lại ngày {day}, cần lập lại nếu vẫn đúng.",
        en: "The supplement to the report of {unit} for {period} was returned on {day}: make another if it is still right."
    }
    task_supplements(count: usize, period: &str, names: &str) {
        vi: "Có {count} bản bổ sung báo cáo {period} chờ nhận: {names}.",
        en: "{count} supplements for {period} wait to be accepted: {names}."
    }
    task_reasons(count: usize, period: &str, unit: &str) {
        vi: "Báo cáo {period} của {unit} có {count} chỉ tiêu tăng giảm nhiều mà chưa có lý do.",
        en: "{count} figures of the report of {unit} for {period} have changed a lot without a reason."
    }
    write_reasons() { vi: "Viết lý do", en: "Write reasons" }
    task_own_waiting(period: &str, unit: &str) {
        vi: "Báo cáo {period} của {unit} chờ một người khác của đơn vị nhận.",
        en: "The report of {unit} for {period} waits for somebody else of the unit to accept it."
    }
    task_own_supplement(period: &str, unit: &str) {
        vi: "Bản bổ sung báo cáo {period} của {unit} chờ một người khác của đơn vị nhận.",
        en: "The supplement to the report of {unit} for {period} waits for somebody else of the unit to accept it."
    }
    task_chapter(period: &str, unit: &str) {
        vi: "{unit} nộp báo cáo {period}: hãy xem lại số liệu của chi hội trước hạn.",
        en: "{unit} submits its report for {period}: look through the chapter's figures before it is due."
    }
    see_chapter() { vi: "Xem số liệu của chi hội", en: "See the chapter's figures" }
    task_watch(unsent: usize, waiting: usize, period: &str) {
        vi: "Báo cáo {period}: {unsent} đơn vị quá hạn chưa nộp, {waiting} báo cáo hoặc bản bổ sung chờ nhận.",
        en: "Reports for {period}: {unsent} units are overdue, {waiting} reports or supplements wait to be accepted."
    }
    task_waiting(count: usize, period: &str, names: &str) {
        vi: "Có {count} báo cáo {period} chờ nhận: {names}.",
        en: "{count} reports for {period} wait to be accepted: {names}."
    }
    task_unsent(count: usize, period: &str, names: &str) {
        vi: "Quá hạn, còn {count} đơn vị chưa nộp báo cáo {period}: {names}.",
        en: "Overdue: {count} units have not submitted for {period}: {names}."
    }
    see_board() { vi: "Mở bảng theo dõi", en: "Open the board" }

    board_title(unit: &str, period: &str) { vi: "Kỳ báo cáo {period}: {unit}", en: "Reporting, {period}: {unit}" }
    own_file() { vi: "Báo cáo của chính đơn vị", en: "The unit's own report" }
    board_of_children() { vi: "Báo cáo của các đơn vị bên dưới", en: "Reports of the units below" }
    expected() { vi: "Phải nộp", en: "Expected" }
    received() { vi: "Đã nộp", en: "Received" }
    on_time() { vi: "Đúng hạn", en: "On time" }
    accepted_count() { vi: "Đã nhận", en: "Accepted" }
    unit() { vi: "Đơn vị", en: "Unit" }
    state() { vi: "Tình trạng", en: "State" }
    submitted_on() { vi: "Ngày nộp", en: "Submitted on" }
    late() { vi: "quá hạn", en: "late" }
    due_rule(day: i64, months: i64) {
        vi: "ngày {day}, {months} tháng sau tháng cuối kỳ",
        en: "day {day}, {months} months after the period's last month"
    }
    due_shipped() {
        vi: "Hạn có sẵn theo lệ thường, chưa có văn bản; tỉnh đặt lại được.",
        en: "Shipped, by custom; no document was found. The province can set its own."
    }
    due_basis(basis: &str) { vi: "Theo {basis}", en: "By {basis}" }
    calendar_of(form: &str, unit: &str) { vi: "Lịch nộp {form}: {unit}", en: "Calendar, {form}: {unit}" }
    edit_calendar() { vi: "Đặt hạn nộp", en: "Set due days" }
    level_commune() { vi: "xã, phường, đặc khu", en: "communes" }
    level_province() { vi: "tỉnh, thành phố", en: "provinces" }
    due_day() { vi: "Ngày trong tháng", en: "Day of the month" }
    due_months() { vi: "Số tháng sau tháng cuối kỳ", en: "Months after the period's last month" }
    due_months_hint() { vi: "0 là ngay trong tháng cuối kỳ, 1 là tháng sau.", en: "0 is the last month itself, 1 the next." }
    due_letter() { vi: "Văn bản quy định", en: "The letter that says so" }
    save() { vi: "Ghi nhận", en: "Save" }
    due_saved() { vi: "Đã ghi hạn nộp.", en: "The due day is saved." }
    no_children() { vi: "Đơn vị này không có đơn vị cấp dưới phải nộp báo cáo.", en: "No unit below this one submits reports." }
    consolidated() { vi: "Tổng hợp từ báo cáo cấp dưới", en: "Consolidated from the reports below" }
    consolidated_of(unit: &str, period: &str) { vi: "Tổng hợp {period}: {unit}", en: "Consolidated, {period}: {unit}" }
    consolidated_note(parts: usize, expected: usize) {
        vi: "Cộng từ {parts} trên {expected} báo cáo đã nhận và phần của chính đơn vị. Đơn vị chưa có báo cáo không được tính là 0.",
        en: "Added up from {parts} of {expected} accepted reports and the unit's own part. A unit without a report is not counted as zero."
    }
    with_submitted() { vi: "Tính cả báo cáo đã nộp, chưa nhận", en: "Include submitted, not yet accepted" }
    only_accepted() { vi: "Chỉ tính báo cáo đã nhận", en: "Accepted only" }
    submitted_included(count: usize) { vi: "Trong đó {count} báo cáo đã nộp nhưng chưa được nhận.", en: "{count} of them are submitted but not accepted." }
    absent(count: usize) { vi: "Chưa có báo cáo ({count})", en: "Without a report ({count})" }
    nobody_absent() { vi: "Không thiếu đơn vị nào.", en: "No unit is missing." }

    file_title(unit: &str, period: &str) { vi: "Báo cáo {period} của {unit}", en: "Report of {unit}, {period}" }
    goes_to(unit: &str) { vi: "Nộp lên {unit}.", en: "It goes to {unit}." }
    goes_nowhere() { vi: "Cấp trên chưa dùng chương trình này, nên một người khác của đơn vị nhận.", en: "The unit above does not use this program, so somebody else of the unit accepts it." }
    due_on(day: &str) { vi: "Hạn nộp {day}.", en: "Due on {day}." }
    open_until(day: &str) { vi: "Mở khóa đến hết ngày {day}.", en: "Open up to {day}." }
    next_step() { vi: "Việc tiếp theo", en: "What is next" }
    nothing_for_you() { vi: "Bước tiếp theo thuộc về người khác; ở đây chưa có việc cần làm.", en: "The next step is somebody else's; there is nothing to do here." }
    see_live() { vi: "Xem báo cáo theo sổ", en: "See the live report" }
    see_snapshot() { vi: "Xem bản đã nộp", en: "See what was submitted" }
    compare() { vi: "So sánh sổ với bản nộp", en: "Compare book and submission" }
    compare_title(unit: &str, period: &str) { vi: "Sổ và bản nộp {period}: {unit}", en: "Book and submission, {period}: {unit}" }
    figure() { vi: "Chỉ tiêu", en: "Indicator" }
    measure() { vi: "Đơn vị tính", en: "Measure" }
    in_submission() { vi: "Bản nộp", en: "Submitted" }
    in_book() { vi: "Sổ hiện nay", en: "Book now" }
    difference() { vi: "Chênh", en: "Difference" }
    no_difference() { vi: "Sổ và bản nộp giống nhau.", en: "Book and submission agree." }
    differences(count: usize) { vi: "{count} chỉ tiêu khác nhau.", en: "{count} figures differ." }
    nothing_submitted() { vi: "Chưa có bản nộp nào để so sánh.", en: "Nothing was submitted yet to compare with." }
    history() { vi: "Các bước đã qua", en: "What was done" }
    when() { vi: "Lúc", en: "When" }
    who() { vi: "Ai", en: "Who" }
    what() { vi: "Việc", en: "What" }
    remark() { vi: "Ghi chú", en: "Remark" }
    snapshots() { vi: "Các bản đã nộp", en: "What was submitted" }
    turn(turn: i64) { vi: "Bản nộp lần {turn}", en: "Submission {turn}" }
    supplement_number(number: i64, turn: i64) { vi: "Bản bổ sung số {number} của lần nộp {turn}", en: "Supplement {number} to submission {turn}" }
    returned_with(who: &str, remark: &str) { vi: "{who} trả lại: “{remark}”", en: "{who} returned it: “{remark}”" }

    submit_what() { vi: "Khi nộp, số liệu và lời văn được chụp lại và không đổi nữa; cấp trên nhận hoặc trả lại.", en: "Submitting freezes figures and words; the unit above accepts or returns them." }
    basis() { vi: "Số liệu lấy từ", en: "Figures from" }
    basis_book() { vi: "sổ số liệu", en: "the counts book" }
    basis_children() { vi: "các báo cáo đã nhận của cấp dưới", en: "the accepted reports of the units below" }
    accept_supplement_what() { vi: "Nhận bản bổ sung là xác nhận đã xem đúng bản này; từ đó báo cáo có số theo bản bổ sung.", en: "Accepting the supplement says that exactly this was read; from then on the report has its numbers." }
    return_supplement_what() { vi: "Trả lại bản bổ sung thì báo cáo giữ số như đã nhận.", en: "Returning the supplement leaves the report as it was accepted." }
    accept_what() { vi: "Nhận là xác nhận đã xem đúng bản này.", en: "Accepting says that exactly this was read." }
    return_remark() { vi: "Chỗ cần sửa", en: "What is to be put right" }
    lock_what() { vi: "Sau khi khóa, không ai ghi thêm vào kỳ này. Việc phát sinh được ghi sau đó sẽ nằm ở kỳ đang mở, có ghi chú.", en: "After locking nobody writes into the period. What is learned later stands in the open one, marked." }
    lock_with_differences() { vi: "Khóa và lập phần chênh thành bản bổ sung", en: "Lock, and make the difference a supplement" }
    reopen_person() { vi: "Mở cho ai", en: "Open for whom" }
    reopen_last() { vi: "Đến hết ngày", en: "Up to" }
    reopen_reason() { vi: "Lý do", en: "Reason" }
    day_hint() { vi: "Ngày/tháng/năm, ví dụ 20/07/2026.", en: "Day/month/year, for example 20/07/2026." }
    supplement_what() { vi: "Bản nộp giữ nguyên; bản bổ sung có số riêng, gồm việc ghi muộn và các số sửa dưới đây. Một người khác nhận thì bản bổ sung mới có hiệu lực.", en: "The report stays; the supplement has its own number, with late facts and the numbers below. It holds once somebody else has accepted it." }
    supplement_remark() { vi: "Vì sao có bản bổ sung", en: "Why there is a supplement" }
    right_number(label: &str) { vi: "Số đúng: {label}", en: "Right number: {label}" }
    right_numbers() { vi: "Sửa số đã khai (bỏ trống nếu không sửa)", en: "Numbers put right (leave empty if right)" }

    done_submit() { vi: "Đã nộp báo cáo.", en: "The report is submitted." }
    done_accept() { vi: "Đã nhận báo cáo.", en: "The report is accepted." }
    done_return() { vi: "Đã trả lại báo cáo.", en: "The report is returned." }
    done_lock() { vi: "Đã khóa sổ.", en: "The period is locked." }
    done_reopen() { vi: "Đã mở khóa.", en: "The period is reopened." }
    done_lock_with_supplement() { vi: "Đã khóa sổ. Phần chênh là bản bổ sung chờ một người khác nhận.", en: "The period is locked. The difference is a supplement that waits for somebody else to accept it." }
    done_supplement() { vi: "Đã lập bản bổ sung và gửi lên để nhận.", en: "The supplement is made and sent to be accepted." }

    snapshot_title(unit: &str, period: &str) { vi: "Bản chụp báo cáo {period}: {unit}", en: "Snapshot of the report of {unit}, {period}" }
    snapshot_made(who: &str, at: &str) { vi: "{who} lập lúc {at}", en: "Made by {who}, {at}" }
    snapshot_hash() { vi: "Mã băm SHA-256", en: "SHA-256 hash" }
    snapshot_latest() { vi: "Đây là bản mới nhất.", en: "This is the latest." }
    snapshot_waiting() { vi: "Bản bổ sung này chờ nhận.", en: "This supplement waits to be accepted." }
    snapshot_returned() { vi: "Bản bổ sung này đã bị trả lại.", en: "This supplement was returned." }
    snapshot_superseded() { vi: "Bản này đã có bản mới hơn.", en: "This one was superseded." }
    see_latest() { vi: "Mở bản mới nhất", en: "Open the latest" }
    paper_standing(what: &str, state: &str) { vi: "{what}. {state}.", en: "{what}. {state}." }
    paper_seal(what: &str, hash: &str) { vi: "{what}. Mã băm {hash}", en: "{what}. Hash {hash}" }
    paper_scan() { vi: "Quét mã để mở đúng bản này trên hệ thống và xem bản nào mới nhất.", en: "Scan to open exactly this version and see which is the latest." }
    back_to_file() { vi: "Về hồ sơ báo cáo", en: "Back to the report" }
    download(format: &str) { vi: "Tải {format}", en: "Download {format}" }
    period() { vi: "Kỳ", en: "Period" }
    show() { vi: "Xem", en: "Show" }
    other_versions() { vi: "Nộp theo phiên bản khác của mẫu", en: "Submitted by another version of the form" }
    other_version(unit: &str, version: i64, labels: &str) {
        vi: "{unit} nộp theo phiên bản {version}, không hỏi: {labels}. Các tổng này chưa có số của đơn vị.",
        en: "{unit} submitted by version {version}, which did not ask for: {labels}. Those sums are without its figures."
    }
    unsent_reports() { vi: "Báo cáo chưa nộp", en: "Reports not sent" }
    unsent_report(period: &str) { vi: "Báo cáo {period}", en: "Report of {period}" }
    unsent_blocks(period: &str) {
        vi: "Báo cáo {period} chưa nộp. Hãy nộp trước khi bàn giao, hoặc hai bên ghi rõ là bên nhận sẽ nộp.",
        en: "The report of {period} has not been sent. Send it before handing over, or both sides state that the successor will."
    }
}
