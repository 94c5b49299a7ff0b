//! What a person reads when a file or a table is not as it should be.

kernel::texts! {
    file_empty() {
        vi: "Tệp này trống, không có nội dung nào. Hãy mở tệp bằng Excel, kiểm tra danh sách còn đó, lưu lại rồi gửi lại.",
        en: "This file is empty. Open it in Excel, check that the list is still there, save it and send it again."
    }
    is_pdf() {
        vi: "Đây là tệp PDF, không phải bảng tính, nên không đọc được từng ô. Hãy gửi tệp Excel đã dùng để in ra bản PDF này.",
        en: "This is a PDF, not a workbook, so its cells cannot be read. Send the Excel file that the PDF was printed from."
    }
    is_picture() {
        vi: "Đây là ảnh, không phải bảng tính, nên không đọc được từng ô. Hãy gửi tệp Excel có danh sách.",
        en: "This is a picture, not a workbook, so its cells cannot be read. Send the Excel file with the list."
    }
    is_word() {
        vi: "Đây là tệp Word, không phải bảng tính. Hãy chép bảng trong tệp Word sang Excel, lưu dạng .xlsx rồi gửi lại.",
        en: "This is a Word document, not a workbook. Copy its table into Excel, save it as .xlsx and send it again."
    }
    is_presentation() {
        vi: "Đây là tệp trình chiếu, không phải bảng tính. Hãy chép bảng sang Excel, lưu dạng .xlsx rồi gửi lại.",
        en: "This is a presentation, not a workbook. Copy its table into Excel, save it as .xlsx and send it again."
    }
    is_open_document() {
        vi: "Tệp này được lưu theo dạng OpenDocument (.ods), chương trình chưa đọc được. Hãy mở tệp, chọn Lưu thành dạng Excel (.xlsx) rồi gửi lại.",
        en: "This file is an OpenDocument (.ods), which cannot be read here. Open it, save it as Excel (.xlsx) and send it again."
    }
    is_other_excel() {
        vi: "Tệp Excel này được lưu theo một dạng mà chương trình chưa đọc được. Hãy mở tệp bằng Excel, chọn Lưu thành dạng .xlsx rồi gửi lại.",
        en: "This Excel file is in a format that cannot be read here. Open it in Excel, save it as .xlsx and send it again."
    }
    is_web_page() {
        vi: "Tệp mang đuôi Excel nhưng bên trong là một trang web, thường do phần mềm khác xuất ra. Hãy mở tệp bằng Excel, chọn Lưu thành dạng .xlsx rồi gửi lại.",
        en: "The file is named like a workbook, but inside it is a web page, as some programs export it. Open it in Excel, save it as .xlsx and send it again."
    }
    is_archive() {
        vi: "Đây là tệp nén, không phải bảng tính. Hãy giải nén rồi gửi từng tệp Excel bên trong.",
        en: "This is an archive, not a workbook. Unpack it and send the Excel files inside one by one."
    }
    has_macros() {
        vi: "Tệp này có chứa macro (lệnh tự chạy), nên không được nhận để bảo đảm an toàn. Hãy mở tệp bằng Excel, chọn Lưu thành dạng .xlsx (không có macro) rồi gửi lại.",
        en: "This file contains macros, which are not accepted for safety. Open it in Excel, save it as .xlsx (without macros) and send it again."
    }
    password_protected() {
        vi: "Tệp này có đặt mật khẩu nên không mở được. Hãy mở tệp bằng Excel, vào Tệp › Thông tin › Bảo vệ sổ làm việc để bỏ mật khẩu, lưu lại rồi gửi lại.",
        en: "This file is protected by a password and cannot be opened. In Excel, remove it under File › Info › Protect Workbook, save the file and send it again."
    }
    damaged() {
        vi: "Tệp này bị hỏng nên không đọc được đến cuối, có thể do chép dở hoặc tải chưa xong. Hãy mở tệp bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại.",
        en: "This file is damaged and cannot be read to its end, perhaps because copying or downloading it broke off. Open it in Excel, save it as a new .xlsx and send it again."
    }
    old_workbook_damaged() {
        vi: "Tệp .xls này bị hỏng hoặc do một chương trình lạ ghi ra, nên không đọc được. Hãy mở tệp bằng Excel hoặc LibreOffice; nếu mở được thì chọn Lưu thành tệp .xlsx rồi gửi tệp mới. Nếu không mở được, hãy xin lại tệp từ người đã gửi.",
        en: "This .xls file is damaged, or was written by some other program, and cannot be read. Open it in Excel or LibreOffice; if that works, save it as .xlsx and send the new file. If not, ask whoever sent it for the file again."
    }
    declares_entities() {
        vi: "Tệp này có một khai báo lạ bên trong (DTD) mà Excel và LibreOffice không bao giờ ghi; nó hay có trong tệp làm ra để lấy trộm tệp khác. Vì an toàn, chương trình không đọc. Nếu là danh sách thật, hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại.",
        en: "Inside this file stands a declaration (DTD) that Excel and LibreOffice never write; it is found in files made to steal others. To be safe it is not read. If the list is genuine, open it in Excel, save it as a new .xlsx and send it again."
    }
    file_too_large(megabytes: u64, most: u64) {
        vi: "Tệp nặng {megabytes} MB, lớn hơn mức nhận được là {most} MB. Hãy bỏ hình ảnh và những trang tính không cần, hoặc chia danh sách thành nhiều tệp rồi gửi lại.",
        en: "The file has {megabytes} MB, and {most} MB is the most that is accepted. Remove pictures and sheets that are not needed, or divide the list into several files."
    }
    swollen() {
        vi: "Tệp này khi giải nén lớn hoặc nhiều phần một cách bất thường, nên không được nhận để bảo đảm an toàn. Hãy chép riêng danh sách sang một tệp Excel mới rồi gửi lại.",
        en: "Unpacked, this file is unusually large or in unusually many pieces, so it is not accepted for safety. Copy the list alone into a new Excel file and send that."
    }
    too_many_rows(row: String, most: String) {
        vi: "Dòng {row} còn có nội dung, trong khi mỗi trang tính chỉ nhận đến dòng {most}. Hãy xoá những ô thừa ở dưới bảng, hoặc chia danh sách thành nhiều tệp.",
        en: "Row {row} still holds something, and a sheet is read down to row {most}. Delete stray cells under the table, or divide the list into several files."
    }
    too_many_columns(address: &str, most: u16) {
        vi: "Ô {address} có nội dung ở rất xa về bên phải, trong khi chỉ nhận đến cột thứ {most}. Hãy xoá nội dung ô đó rồi gửi lại.",
        en: "Cell {address} holds something far to the right, and only the first {most} columns are read. Clear that cell and send the file again."
    }
    too_many_cells(most: String) {
        vi: "Trang tính có hơn {most} ô có nội dung, nhiều hơn mức đọc được. Hãy chia danh sách thành nhiều tệp rồi gửi lại.",
        en: "The sheet has more than {most} filled cells, more than can be read. Divide the list into several files."
    }
    too_many_sheets(most: usize) {
        vi: "Tệp có hơn {most} trang tính, nhiều hơn mức đọc được. Hãy chỉ giữ lại những trang có danh sách rồi gửi lại.",
        en: "The file has more than {most} sheets, more than can be read. Keep only the sheets with the list."
    }
    text_too_long(most: String) {
        vi: "Có ô chứa quá nhiều chữ (hơn {most} chữ cái) hoặc cả tệp chứa quá nhiều chữ. Hãy rút gọn những ô đó, hoặc chia danh sách thành nhiều tệp rồi gửi lại.",
        en: "A cell holds too much text (more than {most} letters), or the file as a whole does. Shorten those cells, or divide the list into several files."
    }
    not_text() {
        vi: "Tệp này không phải tệp Excel, cũng không phải văn bản đọc được. Hãy mở danh sách bằng Excel, lưu dạng .xlsx rồi gửi lại.",
        en: "This file is neither an Excel file nor readable text. Open the list in Excel, save it as .xlsx and send it again."
    }
    wrong_encoding() {
        vi: "Tệp CSV này không lưu theo bảng mã UTF-8, hoặc lẫn nhiều bảng mã, nên chữ có dấu bị đọc sai. Hãy mở danh sách bằng Excel và xem chữ có đúng không, chọn Tệp › Lưu thành › “CSV UTF-8” hoặc dạng .xlsx, rồi gửi lại.",
        en: "This CSV is not in UTF-8, or mixes several encodings, so its letters would be read wrong. Open the list in Excel, see that the letters are right, choose File › Save As › “CSV UTF-8” or .xlsx, and send it again."
    }
    no_data() {
        vi: "Không trang tính nào trong tệp có nội dung. Hãy kiểm tra đã chọn đúng tệp và danh sách đã được lưu.",
        en: "No sheet of the file holds anything. Check that it is the right file and that the list was saved."
    }
    no_such_sheet() {
        vi: "Không tìm thấy trang tính này trong tệp. Hãy mở lại tệp và chọn trang tính khác.",
        en: "The file has no such sheet. Open the file again and choose another sheet."
    }
    exhausting() {
        vi: "Tệp này quá lớn, hoặc được dựng theo cách làm máy chủ cạn bộ nhớ hay thời gian khi đọc, nên đã dừng đọc và không ghi gì. Hãy chép riêng bảng danh sách sang một tệp Excel mới, lưu dạng .xlsx (đừng dùng .xls đời cũ) rồi gửi lại.",
        en: "This file is too large, or made in a way that uses up the server's memory or time, so reading it was stopped and nothing was written. Copy the table alone into a new Excel file, save it as .xlsx (not as the old .xls) and send that."
    }
    stopped() {
        vi: "Việc đọc tệp đã dừng theo yêu cầu; chưa có gì được ghi. Khi cần, hãy gửi lại tệp.",
        en: "Reading the file was stopped as asked; nothing was written. Send the file again when it is wanted."
    }
    readers_busy() {
        vi: "Máy chủ đang đọc nhiều tệp của người khác nên chưa đọc được tệp này; tệp của bạn vẫn nguyên vẹn. Hãy gửi lại sau ít phút.",
        en: "The server is reading other people's files and cannot read this one yet; your file is unharmed. Send it again in a few minutes."
    }
    disk() {
        vi: "Máy chủ không đọc hoặc ghi được tệp lúc này; tệp của bạn vẫn nguyên vẹn. Hãy thử lại sau ít phút, nếu vẫn vậy hãy báo người quản trị.",
        en: "The server cannot read or write the file at this moment; your file is unharmed. Try again in a few minutes, and tell the operator if it stays so."
    }
    no_header(rows: usize) {
        vi: "Không tìm thấy dòng tiêu đề của bảng trong {rows} dòng đầu. Hãy kiểm tra bảng có dòng ghi tên các cột (ví dụ: Họ và tên, Ngày sinh) rồi gửi lại.",
        en: "No row of column headings was found in the first {rows} rows. Check that the table has a row that names its columns (such as Họ và tên, Ngày sinh)."
    }
    sheet_hidden() {
        vi: "Trang tính này đang ẩn nên không được đọc. Nếu cần nhập danh sách trong đó, hãy mở tệp bằng Excel, cho hiện trang tính, lưu lại rồi gửi lại.",
        en: "This sheet is hidden, so it is not read. If its list is wanted, unhide the sheet in Excel, save the file and send it again."
    }
    missing_columns(row: u32, names: &str) {
        vi: "Dòng tiêu đề (dòng {row}) thiếu cột bắt buộc: {names}. Hãy thêm cột này, hoặc sửa tên cột cho đúng, rồi gửi lại.",
        en: "The heading row (row {row}) lacks a required column: {names}. Add it, or correct its heading, and send the file again."
    }
}
