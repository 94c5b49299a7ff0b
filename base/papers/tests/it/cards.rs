//! Member cards.

use crate::{
    readers::{pages_of_pdf, qr_of_pdf, text_of_pdf, words},
    samples::{NAMES, member},
};
use papers::card;

#[test]
fn a_card_says_who_and_its_code_can_be_read() {
    let card = member("Lò Thị Mẩy");
    let file = card::single(&card).unwrap();
    let text = words(&text_of_pdf(&file));
    for said in ["Lò Thị Mẩy", "THẺ HỘI VIÊN", "11.03208.000128", "02/10/2009"] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    assert_eq!(qr_of_pdf(&file), card.qr);
    assert_eq!(pages_of_pdf(&file), 1);
}

#[test]
fn ten_cards_stand_on_a_sheet_and_the_longest_name_is_whole() {
    let mut cards = vec![member("Nguyễn Thị Hồng Nhung"); 11];
    cards[0].full_name = NAMES[1].into();
    cards[0].unit = "Ban Khuyến học Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Điện Biên Đông".into();
    let file = card::pdf(&cards).unwrap();
    assert_eq!(pages_of_pdf(&file), 2);
    let text = text_of_pdf(&file);
    for word in NAMES[1].split(' ') {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}

#[test]
fn no_cards_make_no_mistake() {
    assert!(card::pdf(&[]).unwrap().starts_with(b"%PDF"));
}
