//! What forms say.

kernel::texts! {
    kind_month() { vi: "Tháng, ví dụ 2025-06", en: "Month, such as 2025-06" }
    kind_quarter() { vi: "Quý, ví dụ 2025-Q2", en: "Quarter, such as 2025-Q2" }
    kind_half_year() { vi: "6 tháng, ví dụ 2025-H1", en: "Half-year, such as 2025-H1" }
    kind_year() { vi: "Năm, ví dụ 2025", en: "Year, such as 2025" }
    kind_school_year() { vi: "Năm học từ tháng 9 đến tháng 8, ví dụ SY2022", en: "School year from September to August, such as SY2022" }
    kind_term() { vi: "Nhiệm kỳ hoặc khoảng thời gian bất kỳ, ví dụ 2021-01-01/2025-12-31", en: "Term of office or any range of days, such as 2021-01-01/2025-12-31" }
    span_month() { vi: "trong tháng", en: "in the month" }
    span_quarter() { vi: "trong quý", en: "in the quarter" }
    span_period() { vi: "trong kỳ", en: "in the period" }
    span_year() { vi: "trong năm", en: "in the year" }
    span_school_year() { vi: "trong năm học", en: "in the school year" }
    span_term() { vi: "trong nhiệm kỳ", en: "in the term of office" }
    next_month() { vi: "tháng tới", en: "the next month" }
    next_quarter() { vi: "quý tới", en: "the next quarter" }
    next_period() { vi: "kỳ tới", en: "the next period" }
    next_year() { vi: "năm tới", en: "the next year" }
    next_school_year() { vi: "năm học tới", en: "the next school year" }
    next_term() { vi: "nhiệm kỳ tới", en: "the next term" }
    term_of(first: i16, last: i16) { vi: "nhiệm kỳ {first}–{last}", en: "the term {first}–{last}" }
    same_period_before() { vi: "Cùng kỳ năm trước", en: "Same period a year before" }
    year_before() { vi: "Năm trước", en: "The year before" }
    school_year_before() { vi: "Năm học trước", en: "The school year before" }
    time_before(period: &str) { vi: "Thời gian trước dài bằng ({period})", en: "As long a time before ({period})" }

    other_period(form: &str, kind: &str, period: &str) {
        vi: "Mẫu “{form}” không lập cho {period}. Mẫu này dành cho kỳ: {kind}. Hãy chọn kỳ khác, hoặc chọn mẫu khác ở trang Báo cáo.",
        en: "The form “{form}” is not made for {period}. It is for: {kind}. Choose another period, or another form on the page Reports."
    }
    unknown_version(code: &str, version: i64) {
        vi: "Mẫu “{code}” không có phiên bản {version}, nên không đọc theo phiên bản khác thay vào. Hãy mở trang của mẫu để xem các phiên bản, hoặc cập nhật phần mềm nếu báo cáo được lập bằng bản mới hơn.",
        en: "The form “{code}” has no version {version}, and no other version is read in its place. See its versions on the page of the form, or update the program if the report was made by a newer one."
    }
    form_retired(on: &str) {
        vi: "Mẫu này đã ngừng dùng từ {on}. Báo cáo đã nộp vẫn đọc được; báo cáo mới hãy lập theo mẫu khác.",
        en: "This form is out of use since {on}. What was submitted can still be read; make new reports by another form."
    }
    code_unusable(code: &str) {
        vi: "“{code}” chưa dùng làm mã mẫu được. Mã gồm 2 đến 40 chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ.",
        en: "“{code}” cannot be the code of a form. Use 2 to 40 small letters without marks, digits and hyphens, a letter first."
    }
    code_taken(code: &str) {
        vi: "Mã “{code}” đã có mẫu khác dùng. Hãy đặt tên hoặc mã khác.",
        en: "The code “{code}” belongs to another form. Choose another name or code."
    }
    nothing_to_publish() {
        vi: "Bản nháp giống hệt phiên bản đang dùng nên không có gì để ban hành. Hãy sửa rồi ban hành.",
        en: "The draft says just what the version in use says, so there is nothing to publish. Change it first."
    }
    no_such_section() {
        vi: "Mẫu không còn mục này: có người vừa bỏ. Hãy mở lại trang sửa mẫu.",
        en: "The form has no such section any more: somebody has removed it. Open the form again."
    }
    too_many_sections(most: usize) {
        vi: "Một mẫu có nhiều nhất {most} mục. Hãy bỏ bớt hoặc gộp mục.",
        en: "A form has at most {most} sections. Remove or join some."
    }
    no_sections() { vi: "Mẫu chưa có mục nào. Hãy thêm ít nhất một mục.", en: "The form has no section. Add at least one." }
    section_twice(id: &str) { vi: "Mã mục “{id}” có hai lần. Mỗi mục cần mã riêng.", en: "The section id “{id}” stands twice. Each section needs its own." }
    section_id_unusable() { vi: "Mã mục gồm 1 đến 40 chữ không dấu, chữ số và dấu gạch nối.", en: "A section's id is 1 to 40 plain letters, digits and hyphens." }
    too_many_lines(most: usize) { vi: "Một mục có nhiều nhất {most} chỉ tiêu. Hãy chia ra hai mục.", en: "A section has at most {most} indicators. Make two sections of it." }
    too_many_sentences(most: usize) { vi: "Một mục có nhiều nhất {most} câu. Hãy bỏ bớt.", en: "A section has at most {most} sentences. Remove some." }
    too_many_ways(most: usize) { vi: "Một câu có nhiều nhất {most} cách nói. Hãy bỏ bớt.", en: "A sentence has at most {most} ways. Remove some." }
    unknown_indicator(code: &str) {
        vi: "Đơn vị không có chỉ tiêu “{code}”. Hãy tìm và chọn trong danh sách.",
        en: "The unit has no indicator “{code}”. Search and choose from the list."
    }
    line_twice(code: &str) { vi: "Chỉ tiêu “{code}” có hai lần trong mục. Hãy bỏ một dòng.", en: "The indicator “{code}” stands twice in the section. Remove one line." }
    unknown_placeholder(code: &str) {
        vi: "Trong câu có {{{code}}} nhưng đơn vị không có chỉ tiêu mã “{code}”. Mã đúng ghi cạnh tên chỉ tiêu ở bảng dưới.",
        en: "The sentence has {{{code}}}, but the unit has no indicator “{code}”. The right codes stand beside the names below."
    }
    unknown_manner(manner: &str) {
        vi: "Không có cách viết số “{manner}”. Chỉ có floor (trên 28%) và parts (122/130), hoặc không ghi gì.",
        en: "There is no manner “{manner}”. There are floor (over 28%) and parts (122/130), or none."
    }
    manner_of_no_ratio(code: &str, manner: &str) {
        vi: "“{code}” không phải tỷ lệ nên không viết theo cách “{manner}” được. Hãy bỏ phần sau dấu gạch đứng.",
        en: "“{code}” is no ratio, so it cannot be written as “{manner}”. Leave out what follows the bar."
    }
    manner_of_a_word(name: &str) { vi: "“{name}” là lời, không có cách viết số. Hãy bỏ phần sau dấu gạch đứng.", en: "“{name}” is a word and has no manner. Leave out what follows the bar." }
    placeholder_not_here(name: &str) {
        vi: "Ở đây không dùng {{{name}}} được. Tên báo cáo chỉ có {{period}}, tên mục chỉ có {{next}}.",
        en: "{{{name}}} cannot stand here. A title has only {{period}}, a heading only {{next}}."
    }
    unbalanced_brace() {
        vi: "Ngoặc nhọn chưa đủ đôi. Mỗi chỗ điền số viết như {{members}}: mở ngoặc, mã, đóng ngoặc.",
        en: "Braces do not match. Each place for a figure is written like {{members}}: opened, code, closed."
    }
    fill_in() { vi: "Cần điền ô này.", en: "Fill this in." }
    too_long(most: usize) { vi: "Dài quá {most} ký tự. Hãy viết gọn lại.", en: "Longer than {most} characters. Shorten it." }
    no_way() { vi: "Câu cần viết bằng cả tiếng Việt và tiếng Anh. Hãy điền ô này, hoặc xóa cả hai ô để bỏ câu.", en: "A sentence is written in both languages. Fill this in, or empty both to remove it." }
    other_number_of_ways(vi: usize, en: usize) {
        vi: "Tiếng Việt có {vi} cách nói, tiếng Anh có {en}. Hai bên cần bằng nhau, mỗi cách một dòng.",
        en: "There are {vi} ways in Vietnamese and {en} in English. Both need as many, one a line."
    }
    own_form(name: &str) { vi: "Mẫu báo cáo riêng “{name}”", en: "The unit's own report form “{name}”" }
    drafts_of_forms() { vi: "Mẫu báo cáo đang sửa", en: "Report forms being changed" }
    draft_unpublished() { vi: "Bản nháp chưa ban hành", en: "Draft not published" }

    changed_name(name: &str) { vi: "Đổi tên mẫu thành “{name}”.", en: "Renamed to “{name}”." }
    changed_title() { vi: "Sửa tên báo cáo.", en: "Changed the report's title." }
    changed_kind(kind: &str) { vi: "Đổi loại kỳ: {kind}.", en: "Changed the kind of period: {kind}." }
    removed_section(name: &str) { vi: "Bỏ mục “{name}”.", en: "Removed the section “{name}”." }
    added_section(name: &str) { vi: "Thêm mục “{name}”.", en: "Added the section “{name}”." }
    moved_sections() { vi: "Đổi thứ tự các mục.", en: "Changed the order of sections." }
    changed_heading(name: &str) { vi: "Đổi tên mục “{name}”.", en: "Renamed the section “{name}”." }
    removed_line(section: &str, label: &str) { vi: "Mục “{section}”: bỏ chỉ tiêu “{label}”.", en: "Section “{section}”: removed the indicator “{label}”." }
    added_line(section: &str, label: &str) { vi: "Mục “{section}”: thêm chỉ tiêu “{label}”.", en: "Section “{section}”: added the indicator “{label}”." }
    moved_lines(section: &str) { vi: "Mục “{section}”: đổi thứ tự chỉ tiêu.", en: "Section “{section}”: changed the order of indicators." }
    changed_sentences(section: &str) { vi: "Mục “{section}”: sửa câu.", en: "Section “{section}”: changed its sentences." }
    narrative_added(section: &str) { vi: "Mục “{section}”: có phần viết lời.", en: "Section “{section}”: people write a text." }
    narrative_removed(section: &str) { vi: "Mục “{section}”: không viết lời nữa.", en: "Section “{section}”: nobody writes a text any more." }

    shipped() { vi: "Có sẵn trong chương trình", en: "Shipped with the program" }
    own() { vi: "Của đơn vị", en: "The unit's own" }
    version(version: i64) { vi: "Phiên bản {version}", en: "Version {version}" }
    draft_after(version: i64) { vi: "Bản nháp, khác phiên bản {version} đang dùng", en: "Draft, different from version {version} in use" }
    retired_since(on: &str) { vi: "Ngừng dùng từ {on}", en: "Out of use since {on}" }
    out_of_use() { vi: "Ngừng dùng từ", en: "Out of use since" }
    forms_of(unit: &str) { vi: "Mẫu báo cáo: {unit}", en: "Report forms: {unit}" }
    list_what() {
        vi: "Chép một mẫu để sửa thành mẫu riêng: bỏ mục, thêm chỉ tiêu, viết lại câu. Mẫu riêng dùng được ở đơn vị và mọi đơn vị bên dưới sau khi ban hành.",
        en: "Copy a form to make it the unit's own: remove sections, add indicators, rewrite sentences. Once published it is there for the unit and all below it."
    }
    own_forms() { vi: "Mẫu của đơn vị", en: "Forms of the unit" }
    offered_forms() { vi: "Mẫu có sẵn và của cấp trên", en: "Shipped forms, and those from above" }
    form() { vi: "Mẫu", en: "Form" }
    kind_of_period() { vi: "Loại kỳ", en: "Kind of period" }
    whose() { vi: "Của ai", en: "Whose" }
    state() { vi: "Tình trạng", en: "State" }
    to_do() { vi: "Việc", en: "To do" }
    copy() { vi: "Chép và sửa", en: "Copy and adapt" }
    edit() { vi: "Sửa", en: "Edit" }
    copy_of(form: &str) { vi: "Chép mẫu “{form}”", en: "Copy the form “{form}”" }
    copy_what(form: &str, unit: &str) {
        vi: "Mẫu mới của {unit} bắt đầu giống mẫu “{form}”. Chưa ai dùng cho đến khi ban hành.",
        en: "The new form of {unit} begins as “{form}” is. Nobody uses it until it is published."
    }
    name_vi() { vi: "Tên mẫu", en: "Name in Vietnamese" }
    name_en() { vi: "Tên mẫu bằng tiếng Anh", en: "Name in English" }
    name_hint() { vi: "Ví dụ Báo cáo 6 tháng gửi Đảng ủy.", en: "For example Báo cáo 6 tháng gửi Đảng ủy." }
    title_of_report() { vi: "Tên báo cáo", en: "Title of the report" }
    title_vi() { vi: "Tên báo cáo", en: "Title of the report in Vietnamese" }
    title_en() { vi: "Tên báo cáo bằng tiếng Anh", en: "Title of the report in English" }
    title_hint() { vi: "{{period}} là chỗ ghi kỳ, ví dụ năm 2025.", en: "{{period}} is where the period stands, such as 2025." }
    kind_stays(kind: &str) { vi: "Loại kỳ: {kind}. Mẫu đã ban hành thì không đổi loại kỳ; hãy chép thành mẫu khác.", en: "Kind of period: {kind}. A published form keeps it; copy the form for another." }
    name_and_period() { vi: "Tên và loại kỳ", en: "Name and kind of period" }
    changed_by(who: &str, at: &str) { vi: "Sửa gần nhất: {who}, {at}.", en: "Last changed by {who}, {at}." }
    copied_from(form: &str, version: i64) { vi: "Chép từ mẫu “{form}”, phiên bản {version}.", en: "Copied from the form “{form}”, version {version}." }
    edit_of(form: &str) { vi: "Sửa mẫu: {form}", en: "Edit the form: {form}" }
    section_of(section: &str, form: &str) { vi: "Mục “{section}”: {form}", en: "Section “{section}”: {form}" }
    sections() { vi: "Các mục", en: "Sections" }
    add_section() { vi: "Thêm mục", en: "Add a section" }
    heading_vi() { vi: "Tên mục", en: "Heading in Vietnamese" }
    heading_en() { vi: "Tên mục bằng tiếng Anh", en: "Heading in English" }
    heading_hint() { vi: "Không ghi số thứ tự; {{next}} là kỳ tới, năm tới.", en: "Without a number; {{next}} is the next period." }
    holds(lines: usize, sentences: usize) { vi: "({lines} chỉ tiêu, {sentences} câu)", en: "({lines} indicators, {sentences} sentences)" }
    up() { vi: "Lên", en: "Up" }
    down() { vi: "Xuống", en: "Down" }
    remove() { vi: "Bỏ", en: "Remove" }
    add() { vi: "Thêm", en: "Add" }
    save() { vi: "Ghi nhận", en: "Save" }
    see() { vi: "Xem", en: "Show" }
    period() { vi: "Kỳ", en: "Period" }
    preview() { vi: "Xem thử", en: "Preview" }
    preview_of(form: &str) { vi: "Xem thử: {form}", en: "Preview: {form}" }
    preview_note() { vi: "Xem thử bản nháp của mẫu với số liệu thật; mẫu này chưa ban hành.", en: "A preview of the form's draft with real figures; it has not been published." }
    publish() { vi: "Ban hành", en: "Publish" }
    publish_what() {
        vi: "Báo cáo lập từ nay theo bản này. Báo cáo đã nộp giữ nguyên phiên bản cũ.",
        en: "Reports are made by this from now on. Those that were submitted keep their version."
    }
    done_publish(version: i64) { vi: "Đã ban hành phiên bản {version}.", en: "Version {version} is published." }
    done_save() { vi: "Đã ghi bản nháp.", en: "The draft is saved." }
    done_retire() { vi: "Đã ngừng dùng mẫu. Báo cáo đã nộp theo mẫu vẫn đọc được.", en: "The form is out of use. What was submitted by it can still be read." }
    retire() { vi: "Ngừng dùng mẫu", en: "Take out of use" }
    retire_what() {
        vi: "Từ hôm nay không đơn vị nào lập báo cáo mới theo mẫu này. Báo cáo đã nộp vẫn đọc được. Mẫu ngừng rồi không dùng lại; khi cần thì chép thành mẫu khác.",
        en: "From today no unit begins a report by this form. What was submitted can still be read. It does not come back; make a copy when needed."
    }
    versions() { vi: "Các phiên bản", en: "Versions" }
    first_version() { vi: "Phiên bản đầu tiên.", en: "The first version." }
    published(who: &str, at: &str) { vi: "{who} ban hành {at}", en: "Published by {who}, {at}" }
    when_and_who() { vi: "Ban hành", en: "Published" }
    what_changed() { vi: "Khác bản trước", en: "What changed" }
    make_report() { vi: "Lập báo cáo theo mẫu", en: "Make a report" }
    due_days() { vi: "Hạn nộp", en: "Due days" }
    narrative() { vi: "có phần viết lời", en: "people write a text" }
    people_write() { vi: "Mục có phần viết lời của đơn vị", en: "People write a text of their own here" }
    indicators() { vi: "Chỉ tiêu trong biểu", en: "Indicators of the table" }
    no_lines() { vi: "Mục chưa có biểu số liệu. Tìm và thêm chỉ tiêu bên dưới.", en: "The section has no table. Search and add indicators below." }
    add_line() { vi: "Thêm chỉ tiêu", en: "Add an indicator" }
    search_indicator() { vi: "Tìm chỉ tiêu theo tên", en: "Search indicators by name" }
    more_found(more: usize) { vi: "Còn {more} chỉ tiêu nữa. Hãy gõ tên để tìm.", en: "{more} more indicators. Type a name to search." }
    nothing_found() { vi: "Không còn chỉ tiêu nào khớp. Hãy gõ tên khác.", en: "No other indicator fits. Type another name." }
    heading_and_sentences() { vi: "Tên mục và các câu", en: "Heading and sentences" }
    sentences_what() {
        vi: "Mỗi dòng là một cách nói của câu; chương trình dùng dòng đầu tiên có đủ số liệu. Số điền bằng mã trong ngoặc nhọn, ví dụ {{members}}. Xóa cả hai ô là bỏ câu.",
        en: "Each line is a way of saying the sentence; the first whose figures are all known is used. A figure is a code in braces, such as {{members}}. Empty both fields to remove a sentence."
    }
    what_may_stand() { vi: "Những gì viết được trong ngoặc nhọn", en: "What may stand in braces" }
    word_place() { vi: "tên đơn vị", en: "the unit's name" }
    word_last_day() { vi: "ngày cuối kỳ", en: "the period's last day" }
    word_period() { vi: "kỳ báo cáo, ví dụ năm 2025", en: "the period, such as 2025" }
    word_span() { vi: "trong kỳ, trong năm, trong năm học", en: "in the period, in the year" }
    word_next() { vi: "kỳ tới, năm tới", en: "the next period" }
    manner_floor() { vi: "tỷ lệ viết là trên 28%", en: "a ratio written as over 28%" }
    manner_parts() { vi: "tỷ lệ viết là 122/130", en: "a ratio written as 122/130" }
    sentence_vi(number: usize) { vi: "Câu {number}", en: "Sentence {number} in Vietnamese" }
    sentence_en(number: usize) { vi: "Câu {number} bằng tiếng Anh", en: "Sentence {number} in English" }
    back_to_draft() { vi: "Về mẫu đang sửa", en: "Back to the form" }
}
