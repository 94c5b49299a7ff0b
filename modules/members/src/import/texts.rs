//! What the import says: about cells, about files, and on its pages.

kernel::texts! {
    // Về từng ô
    text_encoding_doubtful(nearest: &str) {
        vi: "Chữ trong ô có vẻ gõ bằng phông cũ ({nearest}) nhưng chưa chắc, nên chương trình không tự chuyển. Hãy trả lời ở mục “Bảng mã của tệp” (dòng lệnh: --encoding) rồi kiểm tra lại, hoặc gõ lại ô này bằng Unicode.",
        en: "The letters seem to be typed in an old font ({nearest}), but it is not certain, so nothing was converted. Answer under “Encoding of the file” (command line: --encoding) and check again, or type the cell anew in Unicode."
    }
    converted_from(cells: &str, encoding: &str) {
        vi: "Đã chuyển từ {encoding} sang Unicode: {cells}. Không cần sửa.",
        en: "Converted from {encoding} to Unicode: {cells}. Nothing to correct."
    }
    formula_without_value() {
        vi: "Ô có công thức nhưng tệp không lưu kết quả, nên không biết giá trị. Hãy mở bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị vào ô.",
        en: "The cell holds a formula whose result was never saved, so its value is not known. Open and save the file in Excel, or type the value itself."
    }
    cell_error(shown: &str) {
        vi: "Ô đang báo lỗi {shown} của Excel. Hãy sửa công thức hoặc gõ thẳng giá trị vào ô.",
        en: "The cell shows Excel's error {shown}. Correct the formula, or type the value itself."
    }
    ditto_without_above(mark: &str) {
        vi: "Ô ghi “{mark}” nhưng phía trên không có gì để lấy theo. Hãy ghi đầy đủ.",
        en: "The cell says “{mark}”, but there is nothing above to repeat. Write it in full."
    }
    ditto_not_here(mark: &str) {
        vi: "Ô ghi “{mark}”, nhưng cột này là của riêng từng người nên không lấy theo hàng trên. Hãy ghi đầy đủ cho người này.",
        en: "The cell says “{mark}”, but in this column everybody has their own, so nothing is repeated from above. Write it in full."
    }
    name_missing() {
        vi: "Hàng này chưa có họ và tên. Hãy ghi họ tên đầy đủ; nếu không phải hội viên thì xóa hàng.",
        en: "This row has no name. Write the full name, or delete the row if it is not a member."
    }
    name_too_long(letters: usize, most: usize) {
        vi: "Họ tên dài {letters} chữ, nhiều nhất là {most}. Hãy chỉ ghi họ tên, phần khác chuyển sang cột Ghi chú.",
        en: "The name has {letters} letters, and {most} is the most. Keep the name here and move the rest to the notes."
    }
    name_invalid() {
        vi: "Họ tên chỉ gồm chữ, không có chữ số. Hãy ghi như “Nguyễn Thị Lan”.",
        en: "A name holds letters and no digits. Write it like “Nguyễn Thị Lan”."
    }
    name_has_sign(sign: &str) {
        vi: "Họ tên có ký tự “{sign}” không dùng trong tên người. Hãy bỏ ký tự đó và ghi như “Nguyễn Thị Lan”, “H’Hen Niê”.",
        en: "The name holds “{sign}”, which is in no name. Take it out and write the name like “Nguyễn Thị Lan”, “H’Hen Niê”."
    }
    name_is_a_unit(name: &str) {
        vi: "“{name}” là tên đơn vị, không phải tên người. Nếu là tiêu đề của những hàng bên dưới, hãy để riêng một hàng và ghi rõ “Chi hội …”, hoặc thêm cột Chi hội.",
        en: "“{name}” is the name of a unit, not of a person. If it is the title of the rows below, let it stand alone in its row and begin with “Chi hội …”, or add a column Chi hội (chapter)."
    }
    given_name_missing() {
        vi: "Cột này chỉ có họ và tên đệm. Hãy thêm cột “Tên” ngay bên phải, hoặc ghi họ tên đầy đủ vào một cột “Họ và tên”.",
        en: "This column has the name without the given name. Add a column “Tên” right beside it, or write the full name in one column “Họ và tên”."
    }
    column_without_heading(text: &str) {
        vi: "“{text}” đứng ngay bên phải họ tên mà cột không có tiêu đề, nên không đọc. Nếu là tên, hãy đặt tiêu đề cột là “Tên”; nếu không, hãy đặt tên cột theo nội dung.",
        en: "“{text}” stands right of the name in a column without a heading, so it is not read. If it is the given name, call the column “Tên”; otherwise call it by what it holds."
    }
    sex_twice() {
        vi: "Giới tính được đánh dấu ở cả hai cột Nam và Nữ. Hãy để lại một cột.",
        en: "Both Nam (male) and Nữ (female) are ticked. Leave one of them."
    }
    two_name_columns(sheet: &str, cells: &str) {
        vi: "Trang “{sheet}” có hơn một cột họ tên ({cells}). Hãy để mỗi người một hàng, họ tên trong một cột, rồi gửi lại.",
        en: "Sheet “{sheet}” has more than one column of names ({cells}). Give each person a row of their own, with the names in one column, and send the file again."
    }
    birth_twice() {
        vi: "Ngày sinh được ghi ở cả hai cột Nam và Nữ. Hãy để lại một cột cho đúng giới tính.",
        en: "The birth is written under both Nam (male) and Nữ (female). Leave it in one of them."
    }
    year_missing() {
        vi: "Chưa có năm sinh. Hãy ghi ít nhất năm, ví dụ 1958.",
        en: "The year of birth is missing. Write at least the year, such as 1958."
    }
    birth_year_young(year: i16) {
        vi: "Năm sinh {year} là của trẻ nhỏ. Nếu gõ nhầm, hãy sửa lại năm sinh.",
        en: "Somebody born in {year} is a small child. Correct the year if it is mistyped."
    }
    year_out_of_range(year: i32, first: i16, last: i16) {
        vi: "Năm {year} không hợp lý. Hãy ghi năm từ {first} đến {last}.",
        en: "The year {year} cannot be right. Write a year from {first} to {last}."
    }
    two_digit_year(written: &str, meant: &str) {
        vi: "“{written}” chỉ có hai số cuối của năm. Hãy ghi đủ bốn số: {meant}.",
        en: "“{written}” has only two digits of the year. Write all four: {meant}."
    }
    date_in_future(written: &str, today: &str) {
        vi: "Ngày {written} ở sau hôm nay ({today}). Hãy kiểm tra lại năm.",
        en: "{written} is after today ({today}). Check the year."
    }
    date_is_a_number(shown: &str) {
        vi: "Ô đang hiện số {shown} chứ không phải ngày. Hãy gõ ngày/tháng/năm, ví dụ 05/07/1958, hoặc chỉ năm 1958.",
        en: "The cell shows the number {shown} and not a day. Type day/month/year, such as 05/07/1958, or only the year 1958."
    }
    national_id_repaired(masked: &str) {
        vi: "Số bị mất số 0 ở đầu, đã thêm lại thành {masked}. Hãy so với thẻ; nếu sai thì sửa lại.",
        en: "The number had lost its leading 0; it is taken as {masked}. Compare with the card, and correct it if it is wrong."
    }
    number_disagrees(finding: &str) {
        vi: "{finding} Hãy so lại với thẻ căn cước.",
        en: "{finding} Compare with the identity card."
    }
    phone_repaired(shown: &str) {
        vi: "Số bị mất số 0 ở đầu, đã thêm lại thành {shown}.",
        en: "The number had lost its leading 0; it is taken as {shown}."
    }
    joined_before_birth() {
        vi: "Ngày vào hội ở trước ngày sinh. Hãy kiểm tra lại cả hai.",
        en: "The day of joining is before the birth. Check both."
    }
    born_after(joined: &str) {
        vi: "Ngày sinh ở sau ngày vào hội ({joined}). Hãy sửa ngày sinh, hoặc ghi ngày vào hội vào cột của nó.",
        en: "The birth is after the day of joining ({joined}). Correct the birth, or write the day of joining in its column."
    }
    text_too_long(letters: usize, most: usize) {
        vi: "Ô dài {letters} chữ, nhiều nhất là {most}. Hãy rút gọn.",
        en: "The cell has {letters} letters, and {most} is the most. Shorten it."
    }
    unit_code_unknown(code: &str, here: &str) {
        vi: "Không có đơn vị nào mã “{code}” trong {here}. Hãy ghi đúng mã như trong Cây đơn vị, hoặc để trống.",
        en: "No unit of {here} has the code “{code}”. Write the code as in the tree of units, or leave the cell empty."
    }
    unit_name_unknown(name: &str, here: &str) {
        vi: "Không thấy chi hội “{name}” trong {here}. Hãy ghi đúng tên hoặc mã như trong Cây đơn vị, hoặc thêm chi hội trước rồi nhập lại.",
        en: "There is no chapter “{name}” in {here}. Write its name or code as in the tree of units, or open the chapter first and import again."
    }
    near_names(names: &str) {
        vi: "Tên gần giống: {names}.",
        en: "Names that come near: {names}."
    }
    unit_ambiguous(name: &str) {
        vi: "Có nhiều chi hội cùng tên “{name}”. Hãy ghi mã đơn vị vào ô này.",
        en: "Several chapters are called “{name}”. Write the unit's code in this cell."
    }
    unit_not_found(name: &str, here: &str) {
        vi: "Không có chi hội nào tên “{name}”, nên ghi vào {here}. Nếu cần, hãy thêm cột Chi hội.",
        en: "No chapter is called “{name}”, so the row goes to {here}. Add a column Chi hội (chapter) if it should not."
    }
    row(number: u32) { vi: "hàng {number}", en: "row {number}" }
    row_of_sheet(number: u32, sheet: &str) { vi: "hàng {number} trang “{sheet}”", en: "row {number} of sheet “{sheet}”" }
    duplicate_in_file(above: &str) {
        vi: "Trùng với {above}. Nếu là một người, hãy xóa một hàng; nếu là hai người, hãy ghi thêm ngày sinh đầy đủ hoặc số CCCD.",
        en: "This is the same as {above}. If it is one person, delete one row; if they are two, add the whole day of birth or the identity number."
    }
    person_said_twice(above: &str, field: &str) {
        vi: "Người này cũng ở {above}, và hai hàng ghi khác nhau: {field}. Chưa biết hàng nào đúng nên hàng này chưa được ghi. Hãy ghi hai hàng giống nhau, hoặc chỉ ghi điều mới ở một hàng.",
        en: "This person also stands in {above}, and the two rows differ: {field}. Which is right is not known, so this row is not written. Make both rows say the same, or give what is new in one of them only."
    }
    card_of_another(card: &str) {
        vi: "Thẻ số {card} đang là của người khác trong sổ. Hãy so lại số thẻ, hoặc để trống.",
        en: "Card {card} belongs to somebody else in the register. Check the number, or leave the cell empty."
    }
    national_id_of_another() {
        vi: "Số định danh này đang ghi cho một người khác họ tên, khác ngày sinh trong sổ. Hãy so lại với thẻ căn cước.",
        en: "The register has this identity number for somebody of another name and birth. Compare with the identity card."
    }
    member_of_other_unit(unit: &str) {
        vi: "Người này đang là hội viên của {unit}. Nếu đã chuyển, hãy dùng nút Chuyển đơn vị ở trang hội viên; nếu chưa, hãy sửa cột đơn vị.",
        en: "This person is a member of {unit}. If they have moved, use the button for moving on the member's page; if not, correct the unit."
    }
    member_left(day: &str) {
        vi: "Người này đã thôi là hội viên từ {day}. Nếu trở lại, hãy ghi ở trang hội viên; nếu là người khác, hãy ghi thêm ngày sinh hoặc số CCCD.",
        en: "This person ceased to be a member on {day}. If they have come back, record it on the member's page; if it is somebody else, add the birth or the identity number."
    }
    member_ambiguous(count: usize) {
        vi: "Trong sổ có {count} người cùng họ tên ở đơn vị này nên không biết là ai. Hãy ghi thêm ngày sinh đầy đủ, số CCCD hoặc số thẻ.",
        en: "The register has {count} people of this name in this unit, so it is not known who is meant. Add the whole day of birth, the identity number or the card number."
    }
    possible_duplicate(name: &str, birth: &str, unit: &str) {
        vi: "Có thể trùng với {name} ({birth}), {unit}. Vẫn ghi là người mới; nếu là một người, hãy gộp ở trang hội viên.",
        en: "This may be {name} ({birth}) of {unit}. The row is taken as a new person; if it is one person, settle it on the member's page."
    }
    another_unit() { vi: "đơn vị khác", en: "another unit" }

    // Kết quả từng hàng
    will_be_created() { vi: "Sẽ thêm mới", en: "Will be added" }
    was_created() { vi: "Đã thêm mới", en: "Added" }
    will_be_updated(fields: &str) { vi: "Sẽ cập nhật: {fields}", en: "Will be updated: {fields}" }
    was_updated(fields: &str) { vi: "Đã cập nhật: {fields}", en: "Updated: {fields}" }
    unchanged() { vi: "Đã có, không đổi", en: "Known, unchanged" }
    will_be_refused() { vi: "Chưa ghi được", en: "Cannot be written yet" }
    was_refused() { vi: "Chưa ghi", en: "Not written" }
    look_again(cell: &str, message: &str) { vi: "Nên xem lại {cell}: {message}", en: "Look again at {cell}: {message}" }
    field_name() { vi: "họ tên", en: "name" }
    field_birth() { vi: "ngày sinh", en: "birth" }
    field_sex() { vi: "giới tính", en: "sex" }
    field_ethnicity() { vi: "dân tộc", en: "ethnicity" }
    field_national_id() { vi: "số định danh", en: "identity number" }
    field_phone() { vi: "điện thoại", en: "telephone" }
    field_card() { vi: "số thẻ", en: "card number" }
    field_joined() { vi: "ngày vào hội", en: "day of joining" }
    field_note() { vi: "ghi chú", en: "notes" }

    // Cả tệp
    no_file() {
        vi: "Chưa chọn tệp nào. Hãy bấm “Chọn tệp”, chọn danh sách Excel rồi gửi.",
        en: "No file was chosen. Choose the workbook with the list, then send it."
    }
    file_not_found(path: &str) {
        vi: "Không có tệp “{path}”. Hãy kiểm tra lại tên tệp và thư mục.",
        en: "There is no file “{path}”. Check its name and folder."
    }
    file_is_folder(path: &str) {
        vi: "“{path}” là thư mục, không phải tệp. Hãy ghi tên tệp danh sách trong thư mục đó.",
        en: "“{path}” is a folder and not a file. Name the list inside it."
    }
    file_not_readable(path: &str) {
        vi: "Không mở được tệp “{path}” để đọc. Hãy kiểm tra quyền đọc của tệp, hoặc chép tệp sang thư mục khác.",
        en: "The file “{path}” cannot be opened for reading. Check who may read it, or copy it to another folder."
    }
    marked_over_input(path: &str) {
        vi: "Tệp đánh dấu “{path}” trùng với chính tệp danh sách, sẽ ghi đè mất bản gốc. Hãy chọn tên khác cho --marked.",
        en: "The marked workbook “{path}” would overwrite the list itself. Choose another name for --marked."
    }
    marked_is_folder(path: &str) {
        vi: "“{path}” là thư mục. Hãy ghi cả tên tệp cho --marked, ví dụ danh-dau.xlsx.",
        en: "“{path}” is a folder. Give --marked the name of a file too, such as marked.xlsx."
    }
    marked_exists(path: &str) {
        vi: "Đã có tệp “{path}”. Tệp đánh dấu không ghi đè lên tệp nào. Hãy chọn tên khác cho --marked.",
        en: "There is a file “{path}” already. The marked workbook overwrites nothing. Choose another name for --marked."
    }
    marked_not_writable(path: &str) {
        vi: "Không ghi được tệp đánh dấu vào “{path}”. Hãy kiểm tra thư mục có thật và được phép ghi, và tệp không đang mở, hoặc chọn chỗ khác cho --marked.",
        en: "The marked workbook cannot be written to “{path}”. Check that the folder is there and may be written to and that the file is not open, or choose another place for --marked."
    }
    no_name_column(sheet: &str, row: u32) {
        vi: "Trang “{sheet}” có hàng tiêu đề ở hàng {row} nhưng không có cột họ tên. Hãy đặt tên một cột là “Họ và tên” rồi gửi lại.",
        en: "Sheet “{sheet}” has a header in row {row} but no column of names. Call one column “Họ và tên” and send the file again."
    }
    no_member_table(sheet: &str) {
        vi: "Không thấy hàng tiêu đề của danh sách hội viên trong 30 hàng đầu của trang “{sheet}”. Hàng tiêu đề cần ít nhất cột “Họ và tên” và một cột nữa như “Ngày sinh”, viết trên một hoặc hai hàng liền nhau. Hãy sửa tiêu đề rồi gửi lại, hoặc dùng tệp mẫu.",
        en: "The first 30 rows of sheet “{sheet}” hold no header of a member list. It needs at least the column “Họ và tên” and one more, such as “Ngày sinh”, in one row or two that follow each other. Correct the headings and send the file again, or use the sample."
    }
    nothing_inside() {
        vi: "Tệp này không có dữ liệu nào. Hãy mở bằng Excel, kiểm tra danh sách còn đó, lưu lại rồi gửi lại.",
        en: "There is nothing in this file. Open it in Excel, check that the list is still there, save it and send it again."
    }
    no_people(sheet: &str) {
        vi: "Trang “{sheet}” có tiêu đề nhưng dưới đó không có hội viên nào. Hãy điền danh sách rồi gửi lại.",
        en: "Sheet “{sheet}” has a header, but no members under it. Fill in the list and send the file again."
    }
    not_yet_checked() {
        vi: "Tệp chưa kiểm tra xong nên chưa ghi được. Hãy đợi phần kiểm tra hoàn tất rồi bấm lại.",
        en: "The file has not been checked to its end, so it cannot be written yet. Wait for the check, then try again."
    }
    already_applied() {
        vi: "Lô này đã được ghi vào sổ rồi, không ghi lần nữa. Nếu đã sửa các hàng bị trả lại, hãy gửi tệp đã sửa như một lô mới.",
        en: "This batch has been written already and is not written again. Send corrected rows as a new batch."
    }
    nothing_to_apply() {
        vi: "Lô này đã dừng hoặc kiểm tra không thành, nên không có gì để ghi. Hãy gửi lại tệp.",
        en: "This batch was stopped or its check failed, so there is nothing to write. Send the file again."
    }
    unit_ended(unit: &str) {
        vi: "{unit} không còn hoạt động nên không nhận danh sách mới. Hội viên của đơn vị cũ được ghi vào đơn vị kế tục. Hãy chọn đơn vị kế tục rồi nhập lại.",
        en: "{unit} is no longer open, so it takes no new list. Its members belong to the unit that followed it. Choose that unit and import again."
    }
    nothing_to_write() {
        vi: "Không có hàng nào mới hoặc thay đổi để ghi. Hãy sửa các ô tô vàng trong tệp đánh dấu rồi gửi lại.",
        en: "No row is new or changed, so there is nothing to write. Correct the yellow cells of the marked workbook and send it again."
    }
    no_such_batch(id: &str) {
        vi: "Không có lần nhập nào mang mã “{id}”. Mã có trong kết quả của lệnh nhập (--json) và ở cuối địa chỉ trang của lần nhập.",
        en: "There is no import with the code “{id}”. The code is in what the import printed (--json) and at the end of the address of its page."
    }
    not_applied() {
        vi: "Lần nhập này chưa ghi gì vào sổ nên không có gì để hoàn tác.",
        en: "This import has written nothing, so there is nothing to take back."
    }
    being_undone() {
        vi: "Lần nhập này đang được hoàn tác. Hãy tải lại trang để xem kết quả.",
        en: "This import is being taken back. Load the page again to see the result."
    }
    already_undone() {
        vi: "Lần nhập này đã được hoàn tác rồi. Nếu muốn ghi lại, hãy gửi lại tệp như một lần nhập mới.",
        en: "This import has been taken back already. To write it after all, send the file again as a new import."
    }
    nothing_more_to_undo(kept: &str) {
        vi: "Lần nhập này đã hoàn tác rồi. Còn {kept} hội viên được giữ vì lý do giữ chưa thay đổi, nên không làm gì thêm. Hãy xem lý do của từng người ở trang của lần nhập.",
        en: "This import was taken back already. {kept} members are still kept, each for the same reason, so nothing more was done. See the reasons on the import's page."
    }
    another_at_work() {
        vi: "Đang có một lần nhập khác ghi vào sổ hoặc được hoàn tác. Hãy đợi xong rồi làm lại.",
        en: "Another import is being written or taken back. Wait until it is done, then try again."
    }
    file_changed() {
        vi: "Tệp lưu trên máy chủ không còn như lúc kiểm tra, nên không ghi. Hãy gửi lại tệp để kiểm tra từ đầu.",
        en: "The stored file is no longer as it was when it was checked, so nothing was written. Send the file again."
    }
    stopped_by_person() {
        vi: "Đã dừng theo yêu cầu; chưa có gì được ghi vào sổ.",
        en: "Stopped as asked; nothing was written."
    }
    not_running() {
        vi: "Lô này không đang chạy nên không có gì để dừng. Hãy tải lại trang để xem kết quả.",
        en: "This batch is not running, so there is nothing to stop. Load the page again to see the result."
    }
    no_marked_file() {
        vi: "Chưa có tệp đánh dấu của lô này. Tệp có ngay sau khi kiểm tra xong.",
        en: "There is no marked workbook yet. It is there as soon as the check is done."
    }

    // Trang
    title(unit: &str) { vi: "Nhập hội viên từ Excel: {unit}", en: "Members from Excel: {unit}" }
    batch_title(file: &str) { vi: "Lô nhập: {file}", en: "Import: {file}" }
    steps() { vi: "Các bước", en: "Steps" }
    step_choose() { vi: "1. Chọn tệp", en: "1. Choose the file" }
    step_check() { vi: "2. Kiểm tra", en: "2. Check" }
    step_write() { vi: "3. Ghi vào sổ", en: "3. Write" }
    choose_file() { vi: "Tệp danh sách", en: "The list" }
    choose_file_hint() {
        vi: "Tệp .xlsx, .xls hoặc .csv, nhiều nhất 40 MB. Cứ gửi tệp đang dùng; không cần sửa lại theo mẫu.",
        en: "An .xlsx, .xls or .csv of at most 40 MB. Send the file you use; it need not follow our sample."
    }
    default_joined() { vi: "Ngày vào hội của hàng không ghi ngày", en: "Day of joining where a row gives none" }
    default_joined_hint() { vi: "Ví dụ 05/07/2017. Để trống thì lấy ngày hôm nay.", en: "Such as 05/07/2017. Left empty, it is today." }
    file_encoding() { vi: "Bảng mã của tệp", en: "Encoding of the file" }
    file_encoding_hint() {
        vi: "Cứ để “Tự nhận ra”. Danh sách gõ bằng phông .VnTime hay VNI-Times sẽ được chuyển sang Unicode và cho xem trước.",
        en: "Leave it to the program. A list typed in .VnTime or VNI-Times is converted to Unicode and shown to you first."
    }
    encoding_auto() { vi: "Tự nhận ra", en: "Find out" }
    encoding_unicode() { vi: "Unicode (Times New Roman, Arial…)", en: "Unicode (Times New Roman, Arial…)" }
    encoding_tcvn3() { vi: "TCVN3 (.VnTime, .VnArial…)", en: "TCVN3 (.VnTime, .VnArial…)" }
    encoding_vni() { vi: "VNI (VNI-Times, VNI-Helve…)", en: "VNI (VNI-Times, VNI-Helve…)" }
    encoding_unknown() {
        vi: "Không có bảng mã này. Hãy chọn một trong bốn: auto, unicode, tcvn3, vni.",
        en: "There is no such encoding. Choose one of four: auto, unicode, tcvn3, vni."
    }
    answer_encoding_hint() {
        vi: "Nếu chữ chuyển ra chưa đúng, hãy chọn bảng mã đã dùng khi gõ danh sách rồi bấm kiểm tra lại.",
        en: "If the letters did not come out right, choose how the list was typed and check again."
    }
    check_again() { vi: "Kiểm tra lại", en: "Check again" }
    converted_title() { vi: "Đã chuyển từ phông cũ sang Unicode", en: "Converted from an old font to Unicode" }
    converted_hint() {
        vi: "Hãy xem vài ví dụ. Sổ sẽ ghi chữ ở bên phải mũi tên; tệp của bạn vẫn giữ như cũ.",
        en: "Look at the examples. The register will hold what stands after the arrow; your file stays as it is."
    }
    how_converted() { vi: "Chuyển từ", en: "Converted from" }
    before_and_after() { vi: "Trước → sau", en: "Before → after" }
    converted_by_font(encoding: &str, cells: &str) { vi: "{encoding}, theo tên phông; {cells} ô", en: "{encoding}, by the font; cells: {cells}" }
    converted_by_words(encoding: &str, cells: &str) { vi: "{encoding}, theo chữ trong cột; {cells} ô", en: "{encoding}, by the words; cells: {cells}" }
    converted_as_told(encoding: &str, cells: &str) { vi: "{encoding}, theo lựa chọn của bạn; {cells} ô", en: "{encoding}, as you chose; cells: {cells}" }
    doubtful_title() { vi: "Cột chưa rõ bảng mã", en: "Columns of uncertain encoding" }
    doubtful_hint() {
        vi: "Những ô này có vẻ gõ bằng phông cũ nhưng chưa chắc, nên hàng của chúng chưa được ghi. Hãy xem cách đọc nào đúng, chọn bảng mã ở dưới rồi bấm “Kiểm tra lại”.",
        en: "These cells seem to be typed in an old font, but it is not certain, so their rows wait. See which reading is right, choose the encoding below and check again."
    }
    as_it_stands() { vi: "Như đang có", en: "As it stands" }
    read_as(encoding: &str) { vi: "Đọc theo {encoding}", en: "Read as {encoding}" }
    send_to_check() { vi: "Gửi để kiểm tra", en: "Send for checking" }
    nothing_written_yet() {
        vi: "Gửi tệp chưa ghi gì vào sổ. Chương trình kiểm tra trước, cho xem kết quả, rồi mới hỏi ghi.",
        en: "Sending writes nothing. The file is checked first, the result is shown, and only then are you asked to write."
    }
    sample() { vi: "Tải tệp mẫu", en: "Download the sample" }
    columns_understood() { vi: "Các cột đọc được", en: "Columns that are understood" }
    columns_hint() {
        vi: "Chỉ cột “Họ và tên” là bắt buộc. Thứ tự cột tùy ý, có thể có tên gọi khác; cột lạ vẫn được giữ nguyên trong tệp.",
        en: "Only “Họ và tên” must be there. Columns may stand in any order and have other names; columns we do not know stay in the file as they are."
    }
    column() { vi: "Cột", en: "Column" }
    also_called() { vi: "Cũng nhận", en: "Also read" }
    earlier_batches() { vi: "Các lần nhập trước", en: "Earlier imports" }
    no_batches() { vi: "Chưa có lần nhập nào", en: "No imports yet" }
    no_batches_why() { vi: "Lần nhập đầu tiên của đơn vị sẽ hiện ở đây.", en: "The unit's first import will show here." }
    file() { vi: "Tệp", en: "File" }
    sent_at() { vi: "Gửi lúc", en: "Sent at" }
    sent_by() { vi: "Người gửi", en: "Sent by" }
    members_written() { vi: "Hội viên đã ghi", en: "Members written" }
    state() { vi: "Tình trạng", en: "State" }
    state_queued() { vi: "Đang chờ", en: "Waiting" }
    state_reading() { vi: "Đang kiểm tra", en: "Being checked" }
    state_checked() { vi: "Đã kiểm tra, chưa ghi", en: "Checked, not written" }
    state_applying() { vi: "Đang ghi vào sổ", en: "Being written" }
    state_applied() { vi: "Đã ghi vào sổ", en: "Written" }
    state_undoing() { vi: "Đang hoàn tác", en: "Being taken back" }
    state_undone() { vi: "Đã hoàn tác", en: "Taken back" }
    state_stopped() { vi: "Đã dừng", en: "Stopped" }
    state_failed() { vi: "Không thành", en: "Failed" }
    reading_now() { vi: "Đang đọc và kiểm tra từng hàng", en: "Reading and checking each row" }
    writing_now() { vi: "Đang ghi vào sổ", en: "Writing" }
    stop() { vi: "Dừng lại", en: "Stop" }
    stop_hint() { vi: "Dừng bây giờ thì không có gì được ghi vào sổ.", en: "If you stop now, nothing is written." }
    result() { vi: "Kết quả kiểm tra", en: "Result of the check" }
    result_written() { vi: "Kết quả ghi sổ", en: "What was written" }
    rows_read() { vi: "Hàng đã đọc", en: "Rows read" }
    new_members() { vi: "Hội viên mới", en: "New members" }
    changed_members() { vi: "Cập nhật", en: "Updated" }
    same_members() { vi: "Đã có, không đổi", en: "Known, unchanged" }
    refused_rows() { vi: "Cần sửa", en: "To be corrected" }
    possible_duplicates() { vi: "Có thể trùng người", en: "Possible duplicates" }
    errors_title() { vi: "Các ô cần sửa", en: "Cells to correct" }
    warnings_title() { vi: "Nên xem lại", en: "Worth a second look" }
    first_of(shown: usize, all: usize) {
        vi: "Đang xem {shown} trong {all} ô; tệp đánh dấu có đủ.",
        en: "Showing {shown} of {all} cells; the marked workbook has them all."
    }
    cell() { vi: "Ô", en: "Cell" }
    sheet() { vi: "Trang tính", en: "Sheet" }
    what_to_fix() { vi: "Cần sửa gì", en: "What to correct" }
    unknown_columns() { vi: "Cột không đọc, vẫn giữ nguyên trong tệp:", en: "Columns that were not read and stay as they are:" }
    read_as_title() { vi: "Tệp được đọc như sau", en: "How the file was read" }
    read_as_hint() {
        vi: "Hãy xem kỹ vài hàng đầu trước khi ghi: họ tên có đủ không, năm sinh và chi hội có đúng không.",
        en: "Look at the first rows before you write: is the name whole, are the years and the chapters right?"
    }
    meaning() { vi: "Đọc là", en: "Read as" }
    first_people() { vi: "Những người đầu tiên", en: "The first people" }
    row_number() { vi: "Hàng", en: "Row" }
    goes_to() { vi: "Ghi vào", en: "Goes to" }
    is_member_already() { vi: "đã có trong sổ", en: "in the register already" }
    new_by_unit() { vi: "Hội viên mới theo đơn vị", en: "New members by unit" }
    people() { vi: "Số người", en: "People" }
    new_elsewhere(people: &str) { vi: "Và {people} người nữa ở các đơn vị khác.", en: "And {people} more in other units." }
    heading_name() { vi: "Họ và tên", en: "Name" }
    heading_birth() { vi: "Ngày sinh", en: "Birth" }
    heading_sex() { vi: "Giới tính", en: "Sex" }
    left_out_why() { vi: "Đọc là", en: "Read as" }
    columns_read() { vi: "Từng cột được đọc là gì", en: "What each column is read as" }
    left_out_title() { vi: "Hàng không đọc là người", en: "Rows not read as people" }
    left_out_hint() {
        vi: "Nếu hàng nào là hội viên, hãy ghi thêm năm sinh hoặc số thứ tự cho hàng đó rồi gửi lại.",
        en: "If one of them is a member, add the year of birth to that row and send the file again."
    }
    left_out_title_row() { vi: "tiêu đề: những người bên dưới thuộc đơn vị này", en: "a title: the people below belong to this unit" }
    left_out_note() { vi: "ghi chú hoặc chữ ký", en: "a note or a signature" }
    other_sheets() { vi: "Trang tính không có danh sách hội viên, để nguyên:", en: "Sheets without a member list, left alone:" }
    marked_file() { vi: "Tải tệp của bạn đã đánh dấu", en: "Download your workbook, marked" }
    marked_hint() {
        vi: "Vẫn là tệp của bạn, ô cần sửa tô vàng, thêm hai cột “Kết quả” và “Cần sửa” ở cuối. Sửa xong gửi lại cả tệp hoặc chỉ các hàng đã sửa: hàng đã ghi sẽ không bị ghi hai lần.",
        en: "It is your own workbook: cells to correct are yellow, and two columns at the end say what happened. Send it back whole, or only the corrected rows; nothing is written twice."
    }
    what_will_happen() { vi: "Khi bấm nút, việc này sẽ xảy ra", en: "What the button does" }
    will_create(count: &str, unit: &str) { vi: "Thêm {count} hội viên mới vào sổ của {unit}.", en: "Adds {count} new members to the register of {unit}." }
    will_update(count: &str) { vi: "Cập nhật {count} hội viên đã có; ô trống không xóa điều đã biết.", en: "Updates {count} known members; an empty cell erases nothing." }
    will_leave(count: &str) { vi: "{count} hàng cần sửa chưa được ghi; chúng nằm trong tệp đánh dấu.", en: "{count} rows to be corrected are not written; they are in the marked workbook." }
    will_count() { vi: "Số hội viên trong báo cáo thay đổi theo ngày vào hội của từng người.", en: "The number of members in reports changes as of each one's day of joining." }
    write(count: &str) { vi: "Ghi {count} hội viên vào sổ", en: "Write {count} members" }
    nothing_new() { vi: "Không có gì mới để ghi", en: "There is nothing new to write" }
    nothing_new_why() { vi: "Mọi hàng đọc được đều đã có trong sổ và không đổi.", en: "Every row that could be read is in the register already, unchanged." }
    all_refused_why() { vi: "Mọi hàng đều cần sửa. Hãy tải tệp đánh dấu, sửa các ô tô vàng rồi gửi lại.", en: "Every row has to be corrected. Download the marked workbook, correct the yellow cells and send it again." }
    written_said(written: &str, refused: &str) { vi: "Đã ghi {written}, chưa ghi {refused}.", en: "Written: {written}. Not written: {refused}." }
    to_members() { vi: "Xem danh sách hội viên", en: "See the list of members" }
    another_file() { vi: "Chọn tệp khác", en: "Choose another file" }
    was_stopped() { vi: "Đã dừng; chưa có gì được ghi vào sổ. Gửi lại tệp khi sẵn sàng.", en: "Stopped; nothing was written. Send the file again when ready." }
    was_failed() { vi: "Không kiểm tra được tệp này; chưa có gì được ghi vào sổ.", en: "This file could not be checked; nothing was written." }
    not_written_because(why: &str) { vi: "Chưa ghi được: {why}", en: "It was not written: {why}" }
    stop_asked() { vi: "Đang dừng; chưa có gì được ghi vào sổ.", en: "Stopping; nothing has been written." }

    // Hoàn tác
    undo() { vi: "Hoàn tác lần nhập này", en: "Take this import back" }
    undo_hint() {
        vi: "Nhập nhầm tệp? Chương trình cho xem trước ai sẽ rời sổ, ai trở lại như cũ, ai được giữ và vì sao; xem xong mới hỏi.",
        en: "The wrong file? You first see who would go, who would be as before and who would be kept and why; only then are you asked."
    }
    undo_title(file: &str) { vi: "Hoàn tác lần nhập: {file}", en: "Take back the import: {file}" }
    undoing_now() { vi: "Đang hoàn tác lần nhập", en: "Taking the import back" }
    undo_stop_hint() {
        vi: "Dừng bây giờ thì sổ vẫn như trước khi hoàn tác.",
        en: "If you stop now, the register stays as it was before."
    }
    undo_removes(count: &str) {
        vi: "{count} hội viên do lần nhập này thêm vào sẽ rời khỏi sổ, cùng số liệu của họ trong báo cáo.",
        en: "{count} members whom this import added leave the register, and reports no longer count them."
    }
    undo_restores(count: &str) {
        vi: "{count} hội viên do lần nhập này cập nhật sẽ trở lại như trước khi nhập.",
        en: "{count} members whom this import changed are as they were before it."
    }
    undo_keeps(count: &str) {
        vi: "{count} hội viên được giữ nguyên như hiện nay; lý do của từng người ở dưới.",
        en: "{count} members are kept as they are now; the reasons stand below."
    }
    undo_again() {
        vi: "Sau đó có thể nhập lại tệp này. Việc hoàn tác được ghi vào nhật ký.",
        en: "The file can be imported again afterwards. The audit book says that it was taken back."
    }
    undo_nothing() { vi: "Không có gì để hoàn tác", en: "There is nothing to take back" }
    undo_nothing_why() {
        vi: "Mọi hội viên của lần nhập này đã thay đổi từ đó đến nay nên đều được giữ; lý do ở dưới.",
        en: "All members of this import have changed since, so all are kept; the reasons stand below."
    }
    undo_wrote_nothing() {
        vi: "Lần nhập này không thêm và không cập nhật hội viên nào.",
        en: "This import added and changed nobody."
    }
    undo_do(count: &str) { vi: "Hoàn tác {count} hội viên", en: "Take back {count} members" }
    undo_leave_it() { vi: "Không hoàn tác", en: "Leave it as it is" }
    undo_result() { vi: "Kết quả hoàn tác", en: "What was taken back" }
    undo_removed() { vi: "Đã rời khỏi sổ", en: "Left the register" }
    undo_restored() { vi: "Trở lại như trước", en: "As before again" }
    undo_kept() { vi: "Được giữ lại", en: "Kept" }
    undone_said(gone: &str, back: &str, kept: &str) {
        vi: "Đã hoàn tác: {gone} rời khỏi sổ, {back} trở lại như trước, {kept} được giữ lại.",
        en: "Taken back: {gone} left the register, {back} are as before, {kept} were kept."
    }
    not_undone_because(why: &str) { vi: "Chưa hoàn tác được: {why}", en: "It was not taken back: {why}" }
    undo_rest_hint() {
        vi: "Những người được giữ lại có thể hoàn tác tiếp, khi lý do giữ không còn: đã tách hồ sơ gộp nhầm, hoặc đã hoàn tác lần nhập sau. Xem trước rồi mới làm.",
        en: "Those who were kept can still be taken back once the reason is gone: a mistaken merge was taken back, or a later import was. You see what would happen first."
    }
    kept_title() { vi: "Ai được giữ lại, vì sao", en: "Who is kept, and why" }
    kept_list() { vi: "Tải danh sách được giữ lại", en: "Download the list of who was kept" }
    kept_first_of(shown: usize, all: &str) {
        vi: "Đang xem {shown} trong {all} người được giữ.",
        en: "Showing {shown} of the {all} who are kept."
    }
    kept_name() { vi: "Họ và tên", en: "Name" }
    kept_row() { vi: "Hàng trong tệp", en: "Row of the file" }
    kept_why() { vi: "Vì sao được giữ", en: "Why kept" }
    kept_name_elsewhere() { vi: "Người ở đơn vị khác", en: "Somebody of another unit" }
    by_whom_when(who: &str, when: &str) { vi: " ({who}, {when})", en: " ({who}, {when})" }
    operator() { vi: "người vận hành", en: "the operator" }
    somebody() { vi: "người khác", en: "somebody else" }
    kept_changed(by: &str) {
        vi: "Thông tin đã được sửa sau lần nhập{by}, nên giữ như hiện nay. Nếu cần, hãy sửa ở trang hội viên.",
        en: "The details were edited after the import{by} and stay as they are. If need be, correct them on the member's page."
    }
    kept_changed_by_import(by: &str) {
        vi: "Một lần nhập sau đã cập nhật người này{by}. Muốn bỏ cả hai, hãy hoàn tác lần nhập sau trước.",
        en: "A later import changed this person{by}. To take back both, take back the later import first."
    }
    kept_transferred(by: &str) {
        vi: "Đã chuyển sang đơn vị khác sau lần nhập{by}, nên vẫn giữ trong sổ.",
        en: "Moved to another unit after the import{by} and stays in the register."
    }
    kept_left(by: &str) {
        vi: "Đã được ghi thôi tham gia sau lần nhập{by}, nên vẫn giữ trong sổ.",
        en: "Was recorded as having left after the import{by} and stays in the register."
    }
    kept_died(by: &str) {
        vi: "Đã được ghi là qua đời sau lần nhập{by}, nên vẫn giữ trong sổ.",
        en: "Was recorded as having died after the import{by} and stays in the register."
    }
    kept_belongs_elsewhere() {
        vi: "Người này còn tham gia một đơn vị nữa, nên vẫn giữ trong sổ.",
        en: "This person belongs to one more unit and stays in the register."
    }
    kept_out_of_reach() {
        vi: "Người này nay thuộc đơn vị ngoài phạm vi của nơi nhập. Hãy nhờ đơn vị đó hoặc cấp trên.",
        en: "This person is now with a unit beyond the one that imported. Ask that unit or the level above."
    }
    kept_national_id_taken() {
        vi: "Số căn cước trước đây nay đã ghi cho người khác, nên giữ như hiện nay. Hãy so với thẻ căn cước.",
        en: "The national id of before is now somebody else's, so the details stay as they are. Compare with the identity card."
    }
    kept_card_taken(number: &str) {
        vi: "Số thẻ {number} trước đây nay đã cấp cho người khác, nên giữ như hiện nay.",
        en: "The card number {number} of before has gone to somebody else, so the details stay as they are."
    }
    kept_days_disagree() {
        vi: "Ngày sinh trước đây sẽ đứng sau một ngày vào Hội của người này, nên giữ như hiện nay.",
        en: "The birth of before would come after one of this person's days of joining, so the details stay as they are."
    }
    kept_merged(by: &str) {
        vi: "Đã được gộp với một hồ sơ khác sau lần nhập{by}, nên vẫn giữ trong sổ. Nếu cần bỏ, hãy tách lại ở trang “Đã gộp”, rồi hoàn tác lần nhập này một lần nữa.",
        en: "Was merged with another record after the import{by} and stays in the register. To take it back, take the merge back on the page “Merged”, and then this import once more."
    }
    kept_gone() {
        vi: "Người này không còn trong sổ.",
        en: "This person is no longer in the register."
    }
}
