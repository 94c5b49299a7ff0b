//! What a hand-over says of the register.

use crate::{
    READ,
    rules::Counting,
    store::{self, Filter, State},
    texts::Texts,
};
use access::{Caller, Look};
use platform::{
    Problem, Site,
    module::{Asker, HandoverLine, HandoverSection},
};

pub async fn section(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let t = Texts(asker.lang);
    let mut look = Look::begin(&site, Caller::operator(), asker.lang).await?;
    let scope = look.scope(READ, &asker.unit).await?;
    let list = format!("/don-vi/{}/hoi-vien", asker.unit);
    let mut lines = vec![];
    for (state, label) in
        [(State::Current, t.handover_members()), (State::Left, t.handover_former_members())]
    {
        let filter = Filter { state, counting: Some(Counting::Home), ..Filter::default() };
        let count = store::count_in(&mut look.tx, &scope, &site.sealer, &filter, i64::MAX).await?;
        lines.push(HandoverLine::new(label, asker.lang.grouped(count)).linked(list.clone()));
    }
    Ok(vec![HandoverSection { heading: t.handover_register(), lines }])
}
