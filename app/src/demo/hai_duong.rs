//! Tỉnh Hải Dương, which became a part of Hải Phòng on 1 July 2025: a level that still hangs on its former communes, so
//! that a reader sees what a reform carries over. Nothing was published; the figure is made up and says so.

use super::{Total, communes, declare_spread};
use access::Work;
use kernel::{Day, Period};
use platform::Problem;

const FAMILIES: Total = Total {
    indicator: "families_registered",
    quantity: 120_000,
    wording: "",
    basis: "Số trình diễn, không phải số công bố: để thấy số của tỉnh Hải Dương cũ chuyển tiếp thế nào khi sắp xếp.",
};

pub async fn declare(work: &mut Work) -> Result<(), Problem> {
    let day = Day::of(2025, 6, 1);
    let (_, communes) = communes(work, "30", day).await?;
    declare_spread(work, &communes, Period { from: day, until: day.next() }, &FAMILIES).await
}
