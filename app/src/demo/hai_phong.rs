//! Thành phố Hải Phòng, 6 tháng đầu năm 2023: what the city published in July 2023.

use super::{Total, communes, declare_spread, write_words};
use access::Work;
use kernel::{Day, Period};
use platform::Problem;

const PUBLISHED: &str = "Số toàn thành phố đã công bố tháng 7/2023; phần của từng xã, phường là số trình diễn, cộng lại đúng số công bố.";

const TOTALS: [Total; 3] = [
    Total { indicator: "new_members", quantity: 1_100, wording: "", basis: PUBLISHED },
    Total {
        indicator: "pupils_supported_turns",
        quantity: 15_000,
        wording: "gần",
        basis: PUBLISHED,
    },
    Total {
        indicator: "support_money",
        quantity: 10_000_000_000,
        wording: "hơn",
        basis: PUBLISHED,
    },
];

pub async fn declare(work: &mut Work) -> Result<(), Problem> {
    let period = Period::months(2023, 1, 6).expect("the first half of 2023 is a period");
    let then = Day::of(2023, 6, 30);
    let (_, communes) = communes(work, "31", then).await?;
    for total in &TOTALS {
        declare_spread(work, &communes, period, total).await?;
    }
    write_words(work, "31", then, period, &WORDS, ("Hải Phòng", Day::of(2023, 7, 21))).await
}

const WORDS: [(&str, &str); 4] = [
    (
        "context",
        "Các cấp hội tuyên truyền chủ trương về giáo dục và khuyến học đến cán bộ, đảng viên và nhân dân; tập huấn cơ sở về đăng ký, lập hồ sơ, đánh giá, công nhận các mô hình học tập năm 2023 và tự đánh giá Công dân học tập.",
    ),
    (
        "fund",
        "Một số quận, huyện bổ sung kinh phí cho quỹ khuyến học địa phương hằng năm để động viên thầy trò có thành tích và học sinh khó khăn.",
    ),
    ("limits", "Chính sách đối với hội khuyến học các cấp còn khó khăn, vướng mắc cần tháo gỡ."),
    (
        "plan",
        "- Đẩy mạnh tuyên truyền.\n- Tham mưu tháo gỡ vướng mắc về chính sách đối với hội.\n- Củng cố tổ chức, phát triển hội viên, xây dựng hội cơ sở gắn với gia đình, khu dân cư văn hóa.\n- Vận động tăng nguồn vốn cho quỹ khuyến học, khuyến tài.",
    ),
];
