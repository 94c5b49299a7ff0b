//! What the program itself says.

kernel::texts! {
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
}
