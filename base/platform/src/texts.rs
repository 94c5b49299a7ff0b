//! What the platform itself says.

kernel::texts! {
    not_found() {
        vi: "Không tìm thấy nội dung này. Có thể địa chỉ bị gõ sai, hoặc nội dung không thuộc đơn vị của tài khoản đang dùng. Hãy quay lại trang trước hoặc tìm trong Sổ bộ.",
        en: "There is nothing here. The address may be mistyped, or this belongs to a unit outside this account. Go back, or search in the registers."
    }
    not_allowed() {
        vi: "Tài khoản này không được làm việc đó. Vai trò hiện có không bao gồm quyền này. Hãy nhờ người phụ trách tài khoản của đơn vị.",
        en: "This account may not do that. Its role does not include the right. Ask the person who manages accounts in the unit."
    }
    sign_in_needed() {
        vi: "Chưa đăng nhập, hoặc phiên đăng nhập đã hết. Hãy đăng nhập rồi làm lại.",
        en: "Nobody is signed in, or the session has ended. Sign in and try again."
    }
    outdated() {
        vi: "Chưa ghi. Người khác đã sửa nội dung này sau khi trang được mở. Hãy mở lại trang, xem thay đổi rồi sửa tiếp.",
        en: "Nothing was saved. Someone else changed this after the page was opened. Open it again, look at the change, then edit."
    }
    too_many(seconds: u32) {
        vi: "Thử quá nhiều lần. Để giữ an toàn, hãy chờ {seconds} giây rồi thử lại.",
        en: "Too many attempts. To keep the account safe, wait {seconds} seconds and try again."
    }
    too_large() {
        vi: "Tệp hoặc nội dung gửi lên quá lớn. Mức tối đa là 40 MB. Hãy chia nhỏ rồi gửi từng phần.",
        en: "What was sent is too large. The most is 40 MB. Split it and send the parts."
    }
    bad_type() {
        vi: "Không đọc được loại nội dung này. Hãy gửi đúng định dạng mà trang hoặc tài liệu API yêu cầu.",
        en: "This kind of content cannot be read here. Send the format that the page or the API description asks for."
    }
    busy() {
        vi: "Hệ thống đang bận ghi một việc khác. Chưa có gì được ghi. Hãy thử lại sau vài giây.",
        en: "The system is busy writing something else. Nothing was saved. Try again in a few seconds."
    }
    storage_stopped(reason: &str) {
        vi: "Ổ đĩa chứa dữ liệu báo lỗi ({reason}), nên chương trình đã ngừng ghi để khỏi mất dữ liệu. Việc vừa rồi có thể chưa được ghi: khi chương trình chạy lại, hãy mở lại trang để xem trước khi làm lại. Vẫn xem và lập báo cáo được. Người vận hành cần kiểm tra ổ đĩa rồi khởi động lại chương trình; khi khởi động, chương trình tự kiểm tra dữ liệu trước khi ghi tiếp.",
        en: "The disk under the data reported an error ({reason}), so the program has stopped writing rather than lose data. What was asked just now may not have been saved: once the program runs again, open the page and look before doing it again. Reading and reports go on. The operator checks the disk and restarts the program; at the start it checks the data before it writes again."
    }
    disk_full() {
        vi: "Ổ đĩa của máy chủ đã đầy. Chưa có gì được ghi. Người vận hành cần dọn bớt chỗ; có chỗ rồi thì làm lại được ngay, không cần khởi động lại.",
        en: "The server's disk is full. Nothing was saved. The operator makes room; then it works again at once, without a restart."
    }
    unreachable() {
        vi: "Không nối được với cơ sở dữ liệu. Chưa có gì được ghi. Hãy thử lại sau vài giây; nếu vẫn vậy, báo cho người vận hành.",
        en: "The database cannot be reached. Nothing was saved. Try again in a few seconds; if it goes on, tell the operator."
    }
    outcome_unknown() {
        vi: "Mất kết nối với cơ sở dữ liệu đúng lúc đang ghi, nên chưa biết đã ghi xong hay chưa. Hãy gửi lại đúng yêu cầu này: nếu đã ghi rồi thì sẽ không ghi lần thứ hai.",
        en: "The connection to the database ended while saving, so it is not known whether it was saved. Send the same request again: if it was saved, it is not saved twice."
    }
    migrating_elsewhere() {
        vi: "Một chương trình khác đang nâng cấp hoặc đang ghi cơ sở dữ liệu này đã quá năm phút. Chưa có gì thay đổi. Hãy chờ việc đó xong rồi chạy lại.",
        en: "Another program has been upgrading or writing this database for more than five minutes. Nothing was changed. Wait until it has finished, then run this again."
    }
    broken() {
        vi: "Có lỗi trong chương trình. Chưa có gì được ghi. Hãy thử lại; nếu vẫn lỗi, báo cho người vận hành kèm giờ xảy ra.",
        en: "Something failed in the program. Nothing was saved. Try again; if it fails again, tell the operator the time it happened."
    }
    sqlite_too_old(found: &str, floor: &str) {
        vi: "SQLite đi kèm là {found}, cũ hơn mức tối thiểu {floor} có thể mất dữ liệu khi hai kết nối cùng ghi. Hãy dùng bản chương trình mới hơn.",
        en: "The bundled SQLite is {found}, older than {floor}, and may lose data when two connections write. Use a newer build."
    }
    database_newer() {
        vi: "Dữ liệu này do một bản chương trình mới hơn tạo ra. Bản đang chạy không đọc được hết nên không mở, để khỏi làm hỏng. Hãy dùng bản chương trình mới hơn hoặc khôi phục bản sao lưu cũ.",
        en: "This database was made by a newer version. The running version does not know all of it and will not open it. Use the newer version, or restore an older backup."
    }
    database_not_opened(place: &str, reason: &str) {
        vi: "Không mở được cơ sở dữ liệu {place}. Lý do: {reason}. Hãy kiểm tra đường dẫn, quyền ghi vào thư mục, hoặc máy chủ PostgreSQL.",
        en: "The database {place} could not be opened. Reason: {reason}. Check the path, the right to write to the folder, or the PostgreSQL server."
    }
    operation_missing() {
        vi: "Yêu cầu ghi thiếu mã thao tác. Mã này giữ cho việc gửi lặp không bị ghi hai lần. Hãy mở lại trang rồi gửi lại; chương trình gọi API cần gửi đầu mục Idempotency-Key.",
        en: "The operation id is missing. It keeps a repeated request from being recorded twice. Reopen the page and send again; API clients send the Idempotency-Key header."
    }
    operation_reused() {
        vi: "Mã thao tác này đã dùng cho một nội dung khác. Chưa có gì được ghi thêm. Hãy mở lại trang để có mã mới rồi gửi lại.",
        en: "This operation id was already used for other content. Nothing more was recorded. Reopen the page for a new id and send again."
    }
    secret_damaged() {
        vi: "Không giải mã được dữ liệu được bảo vệ. Khóa trong thư mục dữ liệu không khớp với cơ sở dữ liệu. Hãy đặt lại đúng tệp khóa từ bản sao lưu.",
        en: "Protected data could not be decrypted. The key in the data folder does not belong to this database. Put the right key file back from the backup."
    }
    key_missing() {
        vi: "Khóa trong thư mục dữ liệu (keys/master.key) không phải khóa của cơ sở dữ liệu này. Mở bằng khóa khác sẽ không đọc được số căn cước và không dò được trùng, nên không mở. Hãy chép lại thư mục keys từ bản sao lưu.",
        en: "The key in the data folder (keys/master.key) is not this database's key. With another key no national id could be read or found, so it is not opened. Put the keys folder back from the backup."
    }
    not_a_database(place: &str) {
        vi: "Tệp {place} không phải cơ sở dữ liệu Khuyến Học hoặc đã hỏng. Chưa có gì thay đổi. Hãy chọn thư mục khác bằng --data, hoặc khôi phục bản sao lưu.",
        en: "The file {place} is not a Khuyến Học database, or it is damaged. Nothing was changed. Choose another folder with --data, or restore a backup."
    }
    read_only() {
        vi: "Không ghi được vào cơ sở dữ liệu: tệp hoặc thư mục dữ liệu chỉ cho đọc. Chưa có gì thay đổi. Hãy cho tài khoản đang chạy quyền ghi vào thư mục dữ liệu.",
        en: "The database cannot be written: its file or folder is read-only. Nothing was changed. Give the running account the right to write to the data folder."
    }
    fill_in() { vi: "Hãy điền mục này.", en: "Please fill this in." }
    too_long(most: usize) {
        vi: "Dài quá {most} ký tự. Hãy viết ngắn lại.",
        en: "Longer than {most} characters. Please shorten it."
    }
    not_a_day() {
        vi: "Không phải ngày có thật. Hãy viết ngày/tháng/năm, ví dụ 05/07/2017.",
        en: "Not a day in the calendar. Write day/month/year, for example 05/07/2017."
    }
    not_a_count() {
        vi: "Phải là số nguyên không âm, ví dụ 1.250.",
        en: "Must be a whole number, zero or more, for example 1.250."
    }
}
