//! The words about people who may be one.

use super::rules::{Class, Reason, Reasons};
use kernel::vietnamese::text;

kernel::texts! {
    title(unit: &str) { vi: "Có thể trùng: {unit}", en: "Possible duplicates: {unit}" }
    link() { vi: "Có thể trùng", en: "Possible duplicates" }
    why() {
        vi: "Mỗi dòng là hai hồ sơ có thể của cùng một người. Hãy mở từng cặp: gộp lại, hoặc ghi nhớ rằng đó là hai người khác nhau.",
        en: "Each line is two records that may be of one person. Open each pair: merge them, or remember that they are two people."
    }
    tabs() { vi: "Các cặp hồ sơ", en: "Pairs of records" }
    tab_open() { vi: "Cần xem", en: "To look at" }
    tab_not_same() { vi: "Không phải một người", en: "Not the same person" }
    tab_merged() { vi: "Đã gộp", en: "Merged" }
    search() { vi: "Tìm hồ sơ trùng", en: "Search for duplicates" }
    search_hint() {
        vi: "Phần mềm so mọi người trong đơn vị và các đơn vị bên dưới. Tìm lại nhiều lần không làm mất những gì bạn đã quyết định.",
        en: "Everybody in the unit and below is compared. Searching again loses nothing that you have decided."
    }
    last_search(moment: &str) { vi: "Lần tìm gần nhất: {moment}.", en: "Last search: {moment}." }
    never_searched() { vi: "Đơn vị này chưa tìm lần nào.", en: "This unit has not been searched yet." }
    search_failed(why: &str) { vi: "Lần tìm gần nhất chưa xong: {why}", en: "The last search did not end: {why}" }
    searching() { vi: "Đang so các hồ sơ", en: "Comparing the records" }
    stop() { vi: "Dừng tìm", en: "Stop the search" }
    was_stopped() { vi: "Việc tìm đã được dừng, chưa ghi gì. Bạn có thể tìm lại lúc khác.", en: "The search was stopped and has written nothing. You can search again at any time." }
    not_running() { vi: "Hiện không có lần tìm nào đang chạy. Hãy tải lại trang để xem kết quả.", en: "No search is at work now. Load the page again to see its result." }
    none_open() { vi: "Không có cặp nào cần xem", en: "There is no pair to look at" }
    none_open_why() { vi: "Sau mỗi lần nhập danh sách, nên tìm lại một lần.", en: "After each import it is worth searching again." }
    none_not_same() { vi: "Chưa có cặp nào được ghi là hai người khác nhau", en: "No pair was said to be two people yet" }
    none_not_same_why() { vi: "Những cặp như vậy sẽ nằm ở đây, và bạn có thể xem lại bất cứ lúc nào.", en: "Such pairs stand here, and you can look at them again at any time." }
    none_merged() { vi: "Chưa gộp hồ sơ nào", en: "Nothing was merged yet" }
    none_merged_why() { vi: "Hồ sơ đã gộp nằm ở đây và có thể tách lại.", en: "Merged records stand here and can be parted again." }
    pair() { vi: "Hai hồ sơ", en: "Two records" }
    how_sure() { vi: "Mức độ", en: "How sure" }
    reasons() { vi: "Vì sao", en: "Why" }
    unit() { vi: "Đơn vị", en: "Unit" }
    sub_unit() { vi: "Chỉ xem một đơn vị", en: "Only one unit" }
    filter() { vi: "Xem", en: "Show" }
    and() { vi: "và", en: "and" }
    merged_on() { vi: "Ngày gộp", en: "Merged on" }
    over(count: &str) { vi: "hơn {count}", en: "over {count}" }

    class_certain() { vi: "Gần như chắc chắn", en: "Almost certain" }
    class_likely() { vi: "Nhiều khả năng", en: "Likely" }
    class_possible() { vi: "Có thể", en: "Possible" }
    class_different() { vi: "Ít khả năng", en: "Unlikely" }

    same_name() { vi: "cùng họ tên", en: "same name" }
    spelt_otherwise() { vi: "cùng họ tên, viết khác", en: "same name, spelt otherwise" }
    spelt_otherwise_words(one: &str, other: &str) { vi: "cùng họ tên, viết khác: {one} / {other}", en: "same name, spelt otherwise: {one} / {other}" }
    other_marks() { vi: "tên khác dấu", en: "name with other marks" }
    other_marks_words(one: &str, other: &str) { vi: "tên khác dấu: {one} / {other}", en: "name with other marks: {one} / {other}" }
    one_slip() { vi: "tên lệch một chữ cái", en: "names one letter apart" }
    one_slip_words(one: &str, other: &str) { vi: "tên lệch một chữ cái: {one} / {other}", en: "names one letter apart: {one} / {other}" }
    name_part() { vi: "một hồ sơ thiếu chữ đệm", en: "one record lacks a middle name" }
    same_birth() { vi: "cùng ngày sinh", en: "same day of birth" }
    same_year() { vi: "cùng năm sinh", en: "same year of birth" }
    swapped_birth() { vi: "ngày và tháng sinh đổi chỗ", en: "day and month of birth exchanged" }
    near_birth() { vi: "ngày sinh lệch một phần", en: "day of birth differs in one part" }
    same_phone() { vi: "cùng số điện thoại", en: "same telephone" }
    same_unit() { vi: "cùng đơn vị", en: "same unit" }
    same_card() { vi: "cùng số thẻ", en: "same card number" }
    same_national_id() { vi: "cùng số căn cước", en: "same national id" }
    near_national_id() { vi: "số căn cước chỉ lệch một chữ số", en: "national ids differ in one digit" }
    other_national_id() { vi: "nhưng số căn cước khác nhau", en: "but different national ids" }
    other_sex() { vi: "nhưng giới tính khác nhau", en: "but different sexes" }

    compare_title() { vi: "Có phải một người không?", en: "Is this one person?" }
    compare_why() {
        vi: "Hãy so hai hồ sơ. Nếu là một người, chọn giá trị đúng ở từng dòng rồi bấm “Xem trước khi gộp”. Chưa có gì thay đổi cho đến khi bạn gộp.",
        en: "Compare the two records. If it is one person, choose the right value in each line, then “Preview the merge”. Nothing changes until you merge."
    }
    field() { vi: "Thông tin", en: "Field" }
    first_record() { vi: "Hồ sơ thứ nhất", en: "First record" }
    second_record() { vi: "Hồ sơ thứ hai", en: "Second record" }
    recorded(moment: &str) { vi: "ghi ngày {moment}", en: "recorded {moment}" }
    open_record() { vi: "Mở hồ sơ", en: "Open the record" }
    full_name() { vi: "Họ và tên", en: "Full name" }
    birth() { vi: "Ngày sinh", en: "Date of birth" }
    sex() { vi: "Giới tính", en: "Sex" }
    ethnicity() { vi: "Dân tộc", en: "Ethnicity" }
    phone() { vi: "Số điện thoại", en: "Telephone" }
    national_id() { vi: "Số căn cước", en: "National id" }
    note() { vi: "Ghi chú", en: "Note" }
    both_notes() { vi: "Giữ cả hai ghi chú", en: "Keep both notes" }
    belongings() { vi: "Nơi tham gia", en: "Belongs to" }
    card_number() { vi: "Số thẻ", en: "Card number" }
    joined_on() { vi: "Ngày vào Hội", en: "Joined on" }
    not_known() { vi: "chưa có", en: "not known" }
    home_where() { vi: "Tính hội viên ở đơn vị nào", en: "Where the member is counted" }
    home_where_hint() { vi: "Hai hồ sơ đang được tính ở hai nơi. Một người chỉ được tính một lần.", en: "The two records are counted in two places. One person is counted once." }
    others_what() { vi: "Nơi còn lại", en: "The other place" }
    others_also() { vi: "Vẫn tham gia, không tính thêm", en: "Still belongs, not counted again" }
    others_end() { vi: "Kết thúc từ hôm nay", en: "Ends today" }
    home_said() { vi: "nơi tính", en: "counted here" }
    also_said() { vi: "tham gia thêm", en: "belongs besides" }
    until(day: &str) { vi: "đến {day}", en: "until {day}" }
    preview() { vi: "Xem trước khi gộp", en: "Preview the merge" }
    not_same_button() { vi: "Không phải một người", en: "Not the same person" }
    look_again_button() { vi: "Xem lại cặp này", en: "Look at this pair again" }
    not_same_stands() { vi: "Cặp này đã được ghi là hai người khác nhau.", en: "This pair was said to be two people." }

    preview_title() { vi: "Sau khi gộp", en: "After the merge" }
    preview_name(name: &str) { vi: "Còn một hồ sơ: {name}.", en: "One record remains: {name}." }
    preview_field(label: &str, value: &str) { vi: "{label}: {value}", en: "{label}: {value}" }
    preview_counted(unit: &str) { vi: "Được tính là hội viên một lần, ở {unit}.", en: "Counted as a member once, in {unit}." }
    preview_also(unit: &str) { vi: "Ở {unit}: tham gia thêm, không tính.", en: "In {unit}: belongs besides, not counted." }
    preview_ended(unit: &str) { vi: "Ở {unit}: kết thúc từ hôm nay.", en: "In {unit}: ends today." }
    preview_card(unit: &str, card: &str) { vi: "Ở {unit} còn một thẻ: {card}. Đường dẫn và mã QR của thẻ kia dẫn về thẻ này.", en: "In {unit} one card remains: {card}. Links and QR codes of the other lead to it." }
    preview_undo() { vi: "Gộp nhầm thì có thể tách lại ở mục “Đã gộp”.", en: "A mistaken merge can be taken back under “Merged”." }
    merge_button() { vi: "Gộp hai hồ sơ", en: "Merge the two records" }
    back_to_choosing() { vi: "Chọn lại", en: "Choose again" }
    back_to_list() { vi: "Về danh sách", en: "Back to the list" }

    merge_of(name: &str) { vi: "Hồ sơ đã gộp: {name}", en: "Merged record: {name}" }
    merge_was(moment: &str) { vi: "Gộp lúc {moment}.", en: "Merged {moment}." }
    were_two() { vi: "Trước khi gộp", en: "Before the merge" }
    unmerge_button() { vi: "Tách lại thành hai hồ sơ", en: "Make two records again" }
    unmerge_title() { vi: "Nếu tách lại", en: "If it is taken back" }
    unmerge_both() { vi: "Hai hồ sơ trở lại như trước khi gộp, cùng thẻ và nơi tham gia của mỗi người.", en: "Both records come back as before the merge, with the cards and units of each." }
    unmerge_edits() { vi: "Những gì bạn đã sửa ở hồ sơ còn lại được giữ, nếu đó là giá trị của chính hồ sơ ấy.", en: "What was corrected since is kept, where the value was that record's own." }

    done_merged() { vi: "Đã gộp hai hồ sơ làm một.", en: "The two records are one." }
    done_unmerged() { vi: "Đã tách lại thành hai hồ sơ.", en: "There are two records again." }
    done_not_same() { vi: "Đã ghi nhớ: đó là hai người khác nhau.", en: "Remembered: they are two people." }
    done_look_again() { vi: "Cặp này lại nằm trong danh sách cần xem.", en: "The pair is in the list to look at again." }
    done_searching() { vi: "Đã bắt đầu tìm. Bạn có thể làm việc khác trong lúc chờ.", en: "The search has begun. You can do other things meanwhile." }

    task(count: &str) { vi: "{count} cặp hội viên có thể trùng cần xem.", en: "{count} pairs of members that may be duplicates are to be looked at." }
    task_button() { vi: "Xem các cặp", en: "Look at the pairs" }

    number_unusable() { vi: "Không dùng được số này, hãy hỏi Hội cấp trên để kiểm tra.", en: "This number cannot be used; ask the association one level above to check it." }
    number_here() { vi: "Số này đã có trong sổ: xem người ở trên.", en: "This number is in the register: see the person above." }

    same_person() { vi: "Đây là cùng một hồ sơ nên không có gì để gộp. Hãy chọn hai hồ sơ khác nhau.", en: "This is one and the same record. Choose two different ones." }
    already_merged() { vi: "Hai hồ sơ này đã được gộp làm một, nên không còn gì để quyết định. Hãy xem lần gộp ở trang Có thể trùng, mục “Đã gộp”.", en: "These two records have been merged, so nothing is left to decide. See the merge on the page of possible duplicates, under “Merged”." }
    already_merged_title() { vi: "Hai hồ sơ này đã được gộp", en: "These two records have been merged" }
    already_merged_into(name: &str, moment: &str) { vi: "Gộp lúc {moment}. Còn một hồ sơ: {name}. Gộp nhầm thì có thể tách lại ở trang của lần gộp.", en: "Merged {moment}. One record remains: {name}. A mistaken merge can be taken back on the page of the merge." }
    open_remaining() { vi: "Mở hồ sơ còn lại", en: "Open the record that remains" }
    open_merge() { vi: "Xem lần gộp này", en: "See this merge" }
    not_wholly_here() { vi: "Đơn vị của bạn không quyết định được về cả hai hồ sơ này. Hãy nhờ Hội cấp trên xem giúp.", en: "Your unit cannot decide about both of these records. Ask the association one level above." }
    one_has_died() { vi: "Một hồ sơ ghi đã qua đời, hồ sơ kia vẫn đang tham gia. Hãy ghi qua đời ở hồ sơ kia, hoặc hoàn tác nếu ghi nhầm, rồi gộp.", en: "One record says died and the other is a member still. Record the death there too, or take it back if it was a mistake; then merge." }
    home_missing() { vi: "Hai hồ sơ đang được tính ở hai đơn vị. Hãy chọn một đơn vị để tính hội viên.", en: "The two records are counted in two units. Choose the one where the member is counted." }
    note_too_long(most: usize) { vi: "Hai ghi chú gộp lại dài quá {most} chữ. Hãy chọn một, hoặc rút gọn trước khi gộp.", en: "Both notes together are longer than {most} letters. Choose one, or shorten them first." }
    already_undone() { vi: "Lần gộp này đã được tách lại rồi.", en: "This merge has been taken back already." }
    merged_again() { vi: "Hồ sơ này sau đó đã được gộp thêm một lần nữa. Hãy tách lần gộp sau trước.", en: "This record was merged once more since. Take back the later merge first." }
    changed_since(what: &str) { vi: "Chưa tách lại được vì sau khi gộp đã có thay đổi: {what}. Hãy sửa lại như lúc mới gộp rồi tách, hoặc ghi thêm một hội viên mới.", en: "It cannot be taken back, because since the merge there was a change: {what}. Set it back as the merge left it, or record a new member." }
    changed_field(label: &str) { vi: "{label} (giá trị lấy từ hồ sơ đã gộp đi)", en: "{label} (the value came from the record that went)" }
    changed_belongings() { vi: "nơi tham gia, số thẻ hoặc ngày vào Hội", en: "units, card numbers or days of joining" }
    national_id_in_use() { vi: "Chưa tách lại được: số căn cước của một hồ sơ nay đang dùng ở hồ sơ khác. Hãy hỏi Hội cấp trên để kiểm tra.", en: "It cannot be taken back: the national id of one record is now in use elsewhere. Ask the association one level above to check it." }
    card_in_use(number: &str) { vi: "Chưa tách lại được: số thẻ {number} nay đã cấp cho người khác. Hãy đổi số thẻ của người đó trước.", en: "It cannot be taken back: card number {number} was given to somebody else since. Change theirs first." }
    end_note() { vi: "Kết thúc khi gộp hai hồ sơ của một người.", en: "Ended when two records of one person were merged." }
}

impl Texts {
    pub fn class(self, class: Class) -> String {
        match class {
            Class::Certain => self.class_certain(),
            Class::Likely => self.class_likely(),
            Class::Possible => self.class_possible(),
            Class::Different => self.class_different(),
        }
    }

    /// The reasons as a sentence without its full stop; with both names it shows where they part.
    pub fn why_alike(self, reasons: Reasons, one: &str, other: &str) -> String {
        let (left, right) = differing_words(one, other);
        let shown = !left.is_empty() && !right.is_empty();
        let said = |reason: Reason| match reason {
            Reason::SameName => self.same_name(),
            Reason::SpeltOtherwise if shown => self.spelt_otherwise_words(&left, &right),
            Reason::SpeltOtherwise => self.spelt_otherwise(),
            Reason::OtherMarks if shown => self.other_marks_words(&left, &right),
            Reason::OtherMarks => self.other_marks(),
            Reason::OneSlip if shown => self.one_slip_words(&left, &right),
            Reason::OneSlip => self.one_slip(),
            Reason::NamePart => self.name_part(),
            Reason::SameBirth => self.same_birth(),
            Reason::SameYear => self.same_year(),
            Reason::SwappedBirth => self.swapped_birth(),
            Reason::NearBirth => self.near_birth(),
            Reason::SamePhone => self.same_phone(),
            Reason::SameUnit => self.same_unit(),
            Reason::SameCard => self.same_card(),
            Reason::SameNationalId => self.same_national_id(),
            Reason::NearNationalId => self.near_national_id(),
            Reason::OtherNationalId => self.other_national_id(),
            Reason::OtherSex => self.other_sex(),
        };
        let near = reasons.has(Reason::NearNationalId);
        let told = reasons.iter().filter(|reason| !(near && *reason == Reason::OtherNationalId));
        told.map(said).collect::<Vec<_>>().join(", ")
    }

    pub fn changed_what(self, code: &str) -> String {
        let label = match code {
            "full_name" => self.full_name(),
            "birth" => self.birth(),
            "sex" => self.sex(),
            "ethnicity" => self.ethnicity(),
            "phone" => self.phone(),
            "national_id" => self.national_id(),
            "note" => self.note(),
            _ => return self.changed_belongings(),
        };
        self.changed_field(&label)
    }
}

/// The words of two names that are not the same, where both have as many.
fn differing_words(one: &str, other: &str) -> (String, String) {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    if left.len() != right.len() {
        return (one.to_owned(), other.to_owned());
    }
    let differ = |(one, other): &(&&str, &&str)| {
        text::normalise(one).to_lowercase() != text::normalise(other).to_lowercase()
    };
    let pairs: Vec<(&&str, &&str)> = left.iter().zip(&right).filter(differ).collect();
    let (one, other): (Vec<&str>, Vec<&str>) =
        pairs.into_iter().map(|(one, other)| (*one, *other)).unzip();
    (one.join(" "), other.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn the_reasons_show_the_words_that_differ() {
        let reasons = Reasons::read("spelt_otherwise,same_year,same_phone");
        assert_eq!(
            Texts(Lang::Vi).why_alike(reasons, "Lò Thị Hoà", "Lò Thị Hòa"),
            "cùng họ tên, viết khác: Hoà / Hòa, cùng năm sinh, cùng số điện thoại"
        );
    }
}
