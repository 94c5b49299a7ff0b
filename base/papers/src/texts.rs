//! The words that stand on every paper.

kernel::texts! {
    republic() {
        vi: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        en: "SOCIALIST REPUBLIC OF VIET NAM"
    }
    motto() {
        vi: "Độc lập - Tự do - Hạnh phúc",
        en: "Independence - Freedom - Happiness"
    }
    recipients() { vi: "Nơi nhận:", en: "Recipients:" }
    notes() { vi: "Ghi chú:", en: "Notes:" }
    row_number() { vi: "TT", en: "No." }
    page() { vi: "Trang", en: "Page" }
    signed() { vi: "(Ký, ghi rõ họ tên)", en: "(Signature and full name)" }
    member_card() { vi: "THẺ HỘI VIÊN", en: "MEMBER CARD" }
    card_number() { vi: "Số thẻ", en: "Card number" }
    born() { vi: "Năm sinh", en: "Born" }
    member_since() { vi: "Hội viên từ", en: "Member since" }
    sheet_of_paper() { vi: "Văn bản", en: "Paper" }
    sheet_of_list() { vi: "Danh sách", en: "List" }
    creator() { vi: "Khuyến Học", en: "Khuyến Học" }
}
