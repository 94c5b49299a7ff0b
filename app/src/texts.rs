//! What the program itself says.

kernel::texts! {
    open_tasks() { vi: "Việc còn dở", en: "Open tasks" }
    no_open_tasks() { vi: "Không còn việc nào trong danh sách việc cần làm", en: "Nothing is left in the work list" }
    no_due_day() { vi: "không có hạn", en: "no due day" }
    data_folder_unusable(place: &str, reason: &str) {
        vi: "Không dùng được thư mục dữ liệu {place}. Lý do: {reason}. Hãy kiểm tra đường dẫn và quyền ghi, hoặc chọn thư mục khác bằng --data.",
        en: "The data folder {place} cannot be used. Reason: {reason}. Check the path and the right to write, or choose another with --data."
    }
    no_data_here(place: &str) {
        vi: "Chưa có dữ liệu trong {place}. Có thể --data bị gõ sai. Hãy kiểm tra lại, hoặc tạo dữ liệu mới bằng khuyenhoc init --data {place}.",
        en: "There is no data in {place}. Perhaps --data is mistyped. Check it, or make a new folder with khuyenhoc init --data {place}."
    }
    file_not_written(place: &str, reason: &str) {
        vi: "Không ghi được tệp {place}. Lý do: {reason}. Hãy kiểm tra đường dẫn và quyền ghi.",
        en: "The file {place} could not be written. Reason: {reason}. Check the path and the right to write."
    }
    data_folder_in_use(place: &str) {
        vi: "Thư mục dữ liệu {place} đang có một máy chủ khác dùng. Hai máy chủ cùng một thư mục dễ làm hỏng việc của nhau. Hãy dừng máy chủ kia hoặc chọn thư mục khác bằng --data.",
        en: "Another server is using the data folder {place}. Two servers in one folder would spoil each other's work. Stop the other, or choose another folder with --data."
    }
    storage_damaged(found: &str) {
        vi: "Lần trước ổ đĩa báo lỗi nên chương trình đã ngừng ghi. Nay kiểm tra lại thì dữ liệu không còn nguyên vẹn: {found}. Chưa có gì thay đổi. Hãy giữ nguyên thư mục này để tra cứu, thay ổ đĩa, rồi khôi phục bản sao lưu gần nhất vào một thư mục trống bằng khuyenhoc restore.",
        en: "The disk failed the last time and the program stopped writing. Looked at again, the data is not whole: {found}. Nothing was changed. Keep this folder as it is, replace the disk, and restore the newest backup into an empty folder with khuyenhoc restore."
    }
    file_not_read(place: &str, reason: &str) {
        vi: "Không đọc được tệp {place}. Lý do: {reason}. Hãy kiểm tra đường dẫn và quyền đọc.",
        en: "The file {place} could not be read. Reason: {reason}. Check the path and the right to read."
    }
    file_exists(place: &str) {
        vi: "Đã có tệp {place}. Bản sao lưu không ghi đè lên tệp nào. Hãy chọn tên khác, ví dụ thêm ngày vào tên.",
        en: "There is a file {place} already. A backup overwrites nothing. Choose another name, for example with the day in it."
    }
    backup_where() {
        vi: "Chưa cho biết sao lưu vào tệp nào. Hãy viết tên tệp, ví dụ khuyenhoc backup /media/usb/khuyenhoc-2026-11-21.khb",
        en: "It is not said which file to back up into. Name one, for example khuyenhoc backup /media/usb/khuyenhoc-2026-11-21.khb"
    }
    backup_in_data(place: &str) {
        vi: "{place} nằm trong chính thư mục dữ liệu: mất thư mục thì mất luôn bản sao lưu. Chưa có gì được ghi. Hãy chọn chỗ khác, tốt nhất là ổ đĩa khác.",
        en: "{place} lies inside the data folder: whoever loses the folder loses the backup with it. Nothing was written. Choose another place, best on another disk."
    }
    backed_up(place: &str, kilobytes: u64) {
        vi: "Đã sao lưu vào {place} ({kilobytes} KB).",
        en: "Backed up into {place} ({kilobytes} KB)."
    }
    backup_content(tables: usize, rows: i64, files: usize) {
        vi: "Gồm {tables} bảng, {rows} dòng và {files} tệp.",
        en: "It holds {tables} tables, {rows} rows and {files} files."
    }
    content_digest(digest: &str) {
        vi: "Mã nội dung: {digest} (hai bản sao lưu cùng mã có cùng nội dung)",
        en: "Content digest: {digest} (two backups with the same digest hold the same)"
    }
    backup_without_key() {
        vi: "Bản sao lưu này KHÔNG kèm khóa keys/master.key. Hãy cất khóa ở một nơi riêng: không có khóa thì không khôi phục được số căn cước, và lệnh restore sẽ hỏi khóa bằng --key.",
        en: "This backup does NOT hold the key keys/master.key. Keep the key in a place of its own: without it no national id can be read again, and restore will ask for it with --key."
    }
    backup_with_key_sealed() {
        vi: "Bản sao lưu kèm khóa của dữ liệu và đã được mã hóa. Hãy cất cụm mật khẩu ở nơi khác với tệp này: quên cụm mật khẩu thì không ai mở được nữa.",
        en: "The backup holds the data's key and is encrypted. Keep the passphrase apart from the file: if it is forgotten nobody can open it again."
    }
    backup_with_key_open() {
        vi: "Bản sao lưu này CHƯA MÃ HÓA và kèm cả khóa: ai có tệp này đọc được mọi thứ, kể cả số căn cước. Nên mã hóa bằng --passphrase-file, hoặc cất tệp vào két.",
        en: "This backup is NOT ENCRYPTED and holds the key: whoever has the file can read everything, national ids included. Better encrypt it with --passphrase-file, or lock the file away."
    }
    passphrase_short(least: usize) {
        vi: "Cụm mật khẩu quá ngắn, ít nhất là {least} ký tự. Chưa có gì được ghi. Hãy dùng vài từ dễ nhớ ghép lại.",
        en: "The passphrase is too short; it needs {least} characters at least. Nothing was written. Take a few words that are easy to remember."
    }
    passphrase_needed() {
        vi: "Bản sao lưu này đã mã hóa. Hãy cho cụm mật khẩu bằng --passphrase-file TỆP hoặc biến KHUYENHOC_PASSPHRASE.",
        en: "This backup is encrypted. Give the passphrase with --passphrase-file FILE or the variable KHUYENHOC_PASSPHRASE."
    }
    passphrase_wrong() {
        vi: "Không mở được bản sao lưu: cụm mật khẩu không đúng, hoặc phần đầu của tệp đã hỏng. Chưa có gì được ghi. Hãy kiểm tra chữ hoa, dấu và khoảng trắng, hoặc thử bản sao lưu khác.",
        en: "The backup does not open: the passphrase is wrong, or the beginning of the file is damaged. Nothing was written. Check capitals, accents and spaces, or try another backup."
    }
    backup_damaged(place: &str, reason: &str) {
        vi: "Bản sao lưu {place} không còn nguyên vẹn: bị cắt cụt, bị sửa, hoặc không phải bản sao lưu Khuyến Học ({reason}). Chưa có gì được ghi. Hãy chép lại tệp từ nơi cất giữ, hoặc dùng bản sao lưu khác.",
        en: "The backup {place} is not whole: it was cut off or changed, or is no Khuyến Học backup ({reason}). Nothing was written. Copy the file again from where it is kept, or use another backup."
    }
    backup_newer() {
        vi: "Bản sao lưu này do một bản chương trình mới hơn tạo ra. Bản đang chạy không hiểu hết nên không khôi phục. Hãy dùng bản chương trình mới hơn.",
        en: "This backup was made by a newer version. The running version does not know all of it and will not restore it. Use the newer version."
    }
    backup_key_needed() {
        vi: "Bản sao lưu này không kèm khóa. Chưa có gì được ghi. Hãy cho tệp khóa đã cất riêng bằng --key TỆP.",
        en: "This backup does not hold the key. Nothing was written. Give the key file that was kept apart with --key FILE."
    }
    backup_key_wrong() {
        vi: "Tệp khóa đã cho không phải khóa của bản sao lưu này. Chưa có gì được ghi. Hãy cho đúng tệp khóa đã cất riêng bằng --key TỆP.",
        en: "The key file that was given is not this backup's key. Nothing was written. Give the right key file, the one that was kept apart, with --key FILE."
    }
    restore_not_empty(place: &str) {
        vi: "Thư mục {place} không trống. Khôi phục chỉ làm vào thư mục trống, để không ghi đè dữ liệu nào. Hãy chọn thư mục khác bằng --data.",
        en: "The folder {place} is not empty. A restore goes into an empty folder only, so that no data is overwritten. Choose another with --data."
    }
    restore_database_not_empty() {
        vi: "Cơ sở dữ liệu này không trống. Khôi phục chỉ làm vào cơ sở dữ liệu trống, để không ghi đè dữ liệu nào. Hãy tạo một cơ sở dữ liệu mới rồi chạy lại.",
        en: "This database is not empty. A restore goes into an empty database only, so that no data is overwritten. Make a new one and run this again."
    }
    restore_unfinished(place: &str) {
        vi: "Thư mục {place} là một lần khôi phục dở dang, không phải dữ liệu. Hãy xóa thư mục này rồi khôi phục lại từ bản sao lưu.",
        en: "The folder {place} is a restore that broke off, and no data. Delete the folder and restore from the backup again."
    }
    restored(place: &str, made_at: &str) {
        vi: "Đã khôi phục vào {place} bản sao lưu lúc {made_at} (giờ UTC). Từng bảng giống hệt bản sao lưu.",
        en: "Restored into {place} the backup of {made_at} (UTC). Every table is the same as in the backup."
    }
    port_in_use(address: &str) {
        vi: "Không mở được {address}: cổng đang có chương trình khác dùng hoặc không được phép. Hãy chọn cổng khác bằng --port, ví dụ --port 8081.",
        en: "{address} cannot be opened: another program uses the port, or it is not allowed. Choose another with --port, for example --port 8081."
    }
    serving(address: &str) { vi: "Đang chạy tại {address}", en: "Serving at {address}" }
    demo_ready(place: &str) {
        vi: "Dữ liệu trình diễn đã có trong {place}: tỉnh Điện Biên 6 tháng đầu năm 2017 và thành phố Hải Phòng 6 tháng đầu năm 2023.",
        en: "The demonstration is in {place}: Điện Biên province, first half of 2017, and Hải Phòng city, first half of 2023."
    }
    demo_building() { vi: "Đang dựng dữ liệu trình diễn…", en: "Building the demonstration…" }
    demo_other_data(place: &str) {
        vi: "Thư mục {place} đã có dữ liệu khác, không phải dữ liệu trình diễn. Để khỏi lẫn số liệu, hãy chọn thư mục trống bằng --data.",
        en: "The folder {place} already holds other data. To keep figures apart, choose an empty folder with --data."
    }
    demo_accounts(password: &str) { vi: "Tài khoản (mật khẩu chung: {password}):", en: "Accounts (one password for all: {password}):" }
    ready(place: &str) { vi: "Đã sẵn sàng: {place}", en: "Ready: {place}" }
    account_opened(username: &str) { vi: "Đã mở tài khoản {username}.", en: "The account {username} is open." }
    password_made(password: &str) {
        vi: "Mật khẩu (chỉ in một lần, hãy đổi sau khi đăng nhập): {password}",
        en: "Password (printed once; change it after signing in): {password}"
    }
    not_a_role(role: &str) {
        vi: "“{role}” không phải là vai trò. Hãy dùng một trong các vai trò mà khuyenhoc user add --help kể ra.",
        en: "“{role}” is not a role. Use one of those that khuyenhoc user add --help lists."
    }
    not_a_period(typed: &str) {
        vi: "“{typed}” không phải là kỳ. Hãy viết 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 hoặc 2017-01-01/2022-12-31.",
        en: "“{typed}” is not a period. Write 2017, 2017-H1, 2017-Q2, 2017-06, SY2022 or 2017-01-01/2022-12-31."
    }
    not_a_day(typed: &str) {
        vi: "“{typed}” không phải là ngày. Hãy viết năm-tháng-ngày, ví dụ 2017-06-30, hoặc now.",
        en: "“{typed}” is not a day. Write year-month-day, for example 2017-06-30, or now."
    }
    check_holds(id: &str, rows: i64) { vi: "{id}: đúng ({rows} dòng đã xem)", en: "{id}: holds ({rows} rows checked)" }
    check_broken(id: &str, bad: usize) { vi: "{id}: SAI ở {bad} chỗ", en: "{id}: BROKEN in {bad} places" }
    audit_head(rows: i64, hash: &str) {
        vi: "Sổ nhật ký có {rows} dòng, mã cuối sổ: {hash}. Nên chép mã này ra giấy; lần sau gõ khuyenhoc verify --head MÃ để biết sổ không bị cắt bớt hay thay bằng bản cũ.",
        en: "The audit book has {rows} rows, its end: {hash}. Write this down; later, khuyenhoc verify --head HASH tells that the book was not cut off or replaced by an older one."
    }
    head_not_found() {
        vi: "Sổ nhật ký hôm nay không có dòng mang mã đã chép: sổ đã bị cắt bớt, bị sửa, hoặc dữ liệu là bản cũ hơn lúc chép. Hãy giữ nguyên thư mục, so với các bản sao lưu và báo người phụ trách.",
        en: "The audit book of today has no row with the hash that was written down: it was cut off or changed, or the data is older than the note. Keep the folder as it is, compare it with the backups, and tell whoever is in charge."
    }
    head_not_seen(file: &str) {
        vi: "Lần kiểm tra hay sao lưu trước, sổ nhật ký dài hơn hoặc khác bây giờ: có người đã cắt bớt sổ hoặc đưa cơ sở dữ liệu cũ về. Nếu chính bạn đã đưa bản cũ về, hãy xóa tệp {file} trong thư mục dữ liệu rồi kiểm tra lại; nếu không, hãy giữ nguyên thư mục và báo người phụ trách.",
        en: "At the last check or backup the audit book went further, or was another: somebody cut it off, or put an older database back. If you put it back yourself, delete the file {file} in the data folder and check again; otherwise keep the folder as it is and tell whoever is in charge."
    }
    not_a_head(typed: &str, least: usize) {
        vi: "“{typed}” không phải mã cuối sổ nhật ký. Mã gồm các chữ số và các chữ từ a đến f, ít nhất {least} ký tự đầu. Hãy chép lại từ lần khuyenhoc verify hoặc khuyenhoc backup trước.",
        en: "“{typed}” is no end of an audit book. It is made of digits and the letters a to f, at least the first {least}. Copy it again from what khuyenhoc verify or khuyenhoc backup printed."
    }
    generate_members_out_of_range(members: &str) {
        vi: "Không dựng được {members} hội viên. Mỗi lần dựng được từ 1 đến 25.000.000 người. Hãy sửa số ở --members.",
        en: "{members} members cannot be made. A run makes from 1 to 25,000,000 people. Change the number after --members."
    }
    generate_other_data(place: &str) {
        vi: "Trong {place} đã có dữ liệu khác. Người giả định không được lẫn với người thật. Hãy chọn thư mục trống bằng --data và --out.",
        en: "{place} already holds other data. Made-up people must not be mixed with real ones. Choose empty folders with --data and --out."
    }
    generated(members: &str, units: &str, place: &str) {
        vi: "Đã dựng tỉnh giả định GEN trong {place}: {units} đơn vị cho {members} hội viên.",
        en: "The made-up province GEN is in {place}: {units} units for {members} members."
    }
    generate_registered(done: &str, members: &str) {
        vi: "Đã ghi vào sổ {done} trên {members} người.",
        en: "{done} of {members} people are in the register."
    }
    generate_import_with() { vi: "Nhập danh sách bằng:", en: "Import the list with:" }
    generated_files(place: &str, errors: &str) {
        vi: "Danh sách ở {place}; members-errors.xlsx có {errors} lỗi gieo sẵn, truth.json ghi lỗi nào ở ô nào.",
        en: "The lists are in {place}; members-errors.xlsx has {errors} known mistakes, and truth.json says where."
    }
    nothing_found(text: &str) {
        vi: "Không tìm thấy đơn vị nào giống “{text}”. Hãy thử gõ ít chữ hơn hoặc bỏ dấu.",
        en: "No unit looks like “{text}”. Try fewer letters, or leave out the marks."
    }
    until(day: &str) { vi: " (đến {day})", en: " (until {day})" }
    import_rows(rows: i64, created: i64, updated: i64, unchanged: i64, refused: i64, doubtful: i64) {
        vi: "{rows} dòng: mới {created}, thay đổi {updated}, giữ nguyên {unchanged}, chưa ghi được {refused}; có thể trùng {doubtful}.",
        en: "{rows} rows: {created} new, {updated} changed, {unchanged} unchanged, {refused} refused; {doubtful} possible duplicates."
    }
    import_unknown_column(sheet: &str, cell: &str, heading: &str) {
        vi: "{sheet}!{cell}  cột “{heading}” không dùng đến, được giữ nguyên",
        en: "{sheet}!{cell}  column “{heading}” is not used and stays as it is"
    }
    import_converted(sheet: &str, column: &str, heading: &str, encoding: &str, cells: i64) {
        vi: "{sheet}!{column}  cột “{heading}” đã chuyển từ {encoding} sang Unicode ({cells} ô); nếu chưa đúng, dùng --encoding",
        en: "{sheet}!{column}  column “{heading}” was converted from {encoding} to Unicode (cells: {cells}); if it is not right, use --encoding"
    }
    import_doubtful(sheet: &str, column: &str, heading: &str, cells: i64) {
        vi: "{sheet}!{column}  cột “{heading}” có {cells} ô chưa rõ bảng mã; hãy trả lời bằng --encoding unicode, tcvn3 hoặc vni",
        en: "{sheet}!{column}  column “{heading}” holds cells of uncertain encoding: {cells}; answer with --encoding unicode, tcvn3 or vni"
    }
    duplicates_found(people: &str, pairs: &str, groups: &str) {
        vi: "Đã so {people} người: {pairs} cặp có thể trùng, trong {groups} nhóm. Xem và quyết định ở trang “Có thể trùng”.",
        en: "Compared {people} people: {pairs} possible duplicates in {groups} groups. Look and decide on the page “Possible duplicates”."
    }
    import_checked() {
        vi: "Mới xem thử, chưa ghi gì. Thêm --apply để ghi vào sổ.",
        en: "Only checked; nothing is written. Add --apply to write."
    }
    import_may_be_undone(batch: &str) {
        vi: "Nếu nhập nhầm: khuyenhoc import undo {batch}",
        en: "If this was a mistake: khuyenhoc import undo {batch}"
    }
    import_undone(removed: i64, restored: i64, kept: i64) {
        vi: "Đã hoàn tác: {removed} hội viên rời khỏi sổ, {restored} trở lại như trước, {kept} được giữ lại.",
        en: "Taken back: {removed} members left the register, {restored} are as before, {kept} were kept."
    }
    import_applied() { vi: "Đã ghi vào sổ.", en: "Written into the register." }

    home() { vi: "Việc cần làm", en: "To do" }
    nothing_to_do() { vi: "Không còn việc nào đang chờ", en: "Nothing is waiting" }
    nothing_to_do_hint() {
        vi: "Các việc đến hạn sẽ hiện ở đây. Có thể xem sổ hội viên hoặc báo cáo.",
        en: "Work that falls due will stand here. The registers and reports are open meanwhile."
    }
    due(day: &str) { vi: "hạn {day}", en: "due {day}" }
    see_registers() { vi: "Mở sổ bộ", en: "Open the registers" }
    not_code_and_number(typed: &str) {
        vi: "“{typed}” không phải là chỉ tiêu và số. Hãy viết như classes=12.",
        en: "“{typed}” is not an indicator and a number. Write classes=12."
    }
    filing_state(unit: &str, period: &str, state: &str) {
        vi: "Báo cáo {period} của {unit}: {state}",
        en: "Report of {unit} for {period}: {state}"
    }
    not_code_and_sentence(typed: &str) {
        vi: "“{typed}” không phải là mã chỉ tiêu và một câu. Hãy viết như classes=\"Mở thêm 9 lớp.\"",
        en: "“{typed}” is not an indicator's code and a sentence. Write classes=\"Nine more classes.\""
    }
    nothing_unusual() {
        vi: "Không có chỉ tiêu nào tăng giảm nhiều so với cùng kỳ.",
        en: "No figure has changed a lot against the same period."
    }
    no_reason() { vi: "chưa có lý do", en: "no reason yet" }
    filing_next(deeds: &str) { vi: "Làm tiếp được: {deeds}", en: "What can be done: {deeds}" }
    filing_submitted(turn: i64, hash: &str) {
        vi: "Bản nộp lần {turn}, mã băm {hash}",
        en: "Submission {turn}, hash {hash}"
    }
    filing_supplement(number: i64, hash: &str) {
        vi: "Bản bổ sung số {number}, mã băm {hash}",
        en: "Supplement {number}, hash {hash}"
    }
}
