//! Tỉnh Điện Biên, 6 tháng đầu năm 2017: what the province published on 10 July 2017.

use super::{Total, communes, declare_one, declare_spread, write_words, xa_dung};
use access::Work;
use kernel::{Day, Period};
use platform::Problem;

const PUBLISHED: &str = "Số toàn tỉnh đã công bố tháng 7/2017; phần của từng xã là số trình diễn, cộng lại đúng số công bố.";
const ASSUMED_SCHOOLS: &str =
    "Nguồn chỉ công bố tỷ lệ 100%; số trường của từng xã là giả định cho bản trình diễn.";
/// The source names no base. Over 28% and under 29% of it are 155.232 people, so it lay between
/// 535.284 and 554.400; this figure is an assumption within.
const POPULATION: i64 = 547_800;
const POPULATION_BASIS: &str = "dân số tỉnh dùng làm mẫu số năm 2017. Nguồn không nêu số này: “trên 28%” ứng với 535.284 đến 554.400 người; 547.800 là số giả định, chưa kiểm chứng.";

const CENTRES: usize = 130;
const CENTRES_ACTIVE: usize = 122;

/// The published totals that every commune has a part in.
const TOTALS: [Total; 9] = [
    total("families_registered", 65_103, ""),
    total("clans_registered", 448, ""),
    total("learner_turns", 69_710, ""),
    total("family_fund", 60_000_000_000, "gần"),
    total("pupils_rewarded", 35_151, ""),
    total("teachers_rewarded", 1_207, ""),
    total("reward_money", 2_218_000_000, ""),
    total("scholarship_money", 5_777_000_000, ""),
    Total { indicator: "schools", quantity: 520, wording: "", basis: ASSUMED_SCHOOLS },
];

const fn total(indicator: &'static str, quantity: i64, wording: &'static str) -> Total {
    Total { indicator, quantity, wording, basis: PUBLISHED }
}

const MEMBERS: i64 = 155_232;
const CHAPTERS: i64 = 2_800;

pub async fn declare(work: &mut Work) -> Result<(), Problem> {
    let (period, then) = (half(), Day::of(2017, 6, 30));
    let (province, communes) = communes(work, "11", then).await?;
    for total in &TOTALS {
        declare_spread(work, &communes, period, total).await?;
    }
    // Every school has an association, so each commune says the same number twice.
    let covered =
        Total { indicator: "schools", quantity: 520, wording: "", basis: ASSUMED_SCHOOLS };
    let weights: Vec<i64> = communes
        .iter()
        .map(|commune| super::spread::weight(&commune.code, covered.indicator))
        .collect();
    for (commune, part) in communes.iter().zip(super::spread::parts(covered.quantity, &weights)) {
        let basis = ("", ASSUMED_SCHOOLS);
        declare_one(work, &commune.id, period, "schools_with_association", Some(part), basis)
            .await?;
    }
    declare_centres(work, &communes, period).await?;

    // Xa Dung keeps registers of members and chapters; the others declare the rest.
    let others: Vec<_> =
        communes.into_iter().filter(|commune| commune.code != xa_dung::CODE).collect();
    let members = Total { quantity: MEMBERS - xa_dung::MEMBERS, ..total("members", 0, "") };
    declare_spread(work, &others, period, &members).await?;
    let chapters =
        Total { quantity: CHAPTERS - xa_dung::CHAPTERS, ..total("chapters", 0, "gần") };
    declare_spread(work, &others, period, &chapters).await?;

    let own = [
        ("population", Some(POPULATION), "", POPULATION_BASIS),
        ("province_support_money", Some(700_000_000), "gần", "Hội tỉnh công bố tháng 7/2017."),
        ("contributions_value", None, "hàng chục tỷ đồng", "Nguồn chỉ nêu bằng lời, không nêu số."),
    ];
    for (indicator, quantity, wording, basis) in own {
        declare_one(work, &province, period, indicator, quantity, (wording, basis)).await?;
    }
    write_words(work, "11", then, period, &WORDS, ("Điện Biên", Day::of(2017, 7, 10))).await
}

fn half() -> Period {
    Period::months(2017, 1, 6).expect("the first half of 2017 is a period")
}

/// One centre in each commune; eight of them did not work regularly.
async fn declare_centres(
    work: &mut Work,
    communes: &[units::UnitBrief],
    period: Period,
) -> Result<(), Problem> {
    let mut order: Vec<&units::UnitBrief> = communes.iter().collect();
    order.sort_by_key(|commune| super::spread::weight(&commune.code, "centres_active"));
    let resting = CENTRES - CENTRES_ACTIVE;
    for (place, commune) in order.into_iter().enumerate() {
        let active = i64::from(place >= resting);
        declare_one(work, &commune.id, period, "centres", Some(1), ("", PUBLISHED)).await?;
        declare_one(work, &commune.id, period, "centres_active", Some(active), ("", PUBLISHED))
            .await?;
    }
    Ok(())
}

const WORDS: [(&str, &str); 4] = [
    (
        "context",
        "Các cấp hội tiếp tục tuyên truyền về khuyến học, khuyến tài và học tập suốt đời đến hội viên, gia đình, dòng họ và cộng đồng các dân tộc trong tỉnh.",
    ),
    (
        "models",
        "Việc đánh giá cộng đồng học tập cấp xã làm theo Thông tư 44/2014/TT-BGDĐT; các mô hình học tập được triển khai đại trà.",
    ),
    (
        "organisation",
        "Cán bộ, giáo viên, nhân viên các trường tham gia hội và góp sức xây dựng quỹ khuyến học.",
    ),
    (
        "plan",
        "Nguồn nói bảy nhiệm vụ, phần nêu ra gồm năm:\n- Tuyên truyền chủ trương, chính sách về khuyến học.\n- Xây dựng các mô hình học tập, giúp cơ sở nắm bộ tiêu chí đánh giá.\n- Đẩy mạnh thi đua xây dựng gia đình, dòng họ, cộng đồng học tập gắn với giảm nghèo và nông thôn mới.\n- Vận động các lực lượng tham gia và xây dựng quỹ khuyến học.\n- Phát triển hội viên, củng cố cơ sở hội.",
    ),
];
