//! What becomes of terms, offices, sessions and hand-overs, when the unit ends.
//!
//! - Terms and offices end on the day of the change, and so do the rights that the offices gave.
//! - People were chosen for a unit of their time: nobody is carried into an office of the heir. Who they were is named,
//!   so that the heir can choose.
//! - What was being handed over is not any more.
//! - Sessions, papers and signatures stay with the unit they were made in.

use crate::{
    actions::{hold, source_of, source_of_term},
    rules::{Tenure, Term},
    store::{
        handovers::{self, Handover},
        meetings, posts, tenures, terms,
    },
    texts::Texts,
    words::{Ended, State},
};
use access::{GivenBy, HeldGrant, MovedGrant, Role, Scope, Work};
use kernel::{Day, HandoverId, Source, TenureId, TermId, UnitId};
use platform::{Problem, db::Tx, module::Answer};
use serde::{Deserialize, Serialize};
use succession::{Change, Disposition, Fate, Line, Named, Refusal, Way, Weighed, Words};

pub fn dispositions() -> Vec<Disposition> {
    vec![
        Disposition {
            object: "officers.term",
            columns: &[("officer_term", "unit_id"), ("officer_tenure", "unit_id")],
            vi: "Nhiệm kỳ, chức vụ và quyền theo chức vụ",
            en: "Terms, offices and the rights of offices",
            ways: &[Way::Ends],
            weigh: Some(weigh),
            carry: Some(carry),
            take_back: Some(take_back),
            records: None,
        },
        Disposition::history(
            "officers.meeting",
            &[("officer_meeting", "unit_id")],
            ("Kỳ họp", "Sessions"),
        ),
        Disposition::history(
            "officers.handover",
            &[("officer_handover", "unit_id")],
            ("Biên bản bàn giao", "Hand-overs"),
        ),
    ]
}

/// What stands at a unit on the day it ends, and what lies after that day and so cannot be.
struct Standing {
    offices: Vec<Tenure>,
    terms: Vec<Term>,
    handovers: Vec<Handover>,
    rights: Vec<HeldGrant>,
    began_later: Vec<Tenure>,
    opened_later: Vec<Term>,
    met_later: Option<Day>,
}

async fn standing(
    tx: &mut Tx,
    scope: &Scope,
    unit: &UnitId,
    day: Day,
) -> Result<Standing, Problem> {
    let scope = scope.at(tx, unit).await?;
    let held = tenures::tenures(tx, &scope).await?;
    let (began_later, before): (Vec<Tenure>, Vec<Tenure>) =
        held.into_iter().partition(|tenure| day <= tenure.since);
    let all = terms::terms(tx, &scope).await?;
    let mut met_later = None;
    for term in &all {
        let last = meetings::last_day(tx, &scope, &term.id).await?;
        met_later = met_later.max(last.filter(|last| day <= *last));
    }
    let (opened_later, earlier): (Vec<Term>, Vec<Term>) =
        all.into_iter().partition(|term| day <= term.since);
    let mut open = handovers::handovers(tx, &scope).await?;
    open.retain(|handover| handover.state().is_open());
    Ok(Standing {
        offices: before.into_iter().filter(|tenure| day < tenure.until).collect(),
        terms: earlier.into_iter().filter(|term| day < term.until).collect(),
        handovers: open,
        rights: access::grants_at(tx, &scope, unit, day, GivenBy::Office).await?,
        began_later,
        opened_later,
        met_later,
    })
}

fn weigh<'a>(tx: &'a mut Tx, scope: &'a Scope, change: &'a Change) -> Answer<'a, Weighed> {
    Box::pin(async move {
        let mut weighed = Weighed::default();
        let positions = posts::posts(tx).await?;
        for ended in &change.ended {
            let found = standing(tx, scope, &ended.unit, change.day).await?;
            let line = |what: Words, count: usize| Line {
                from: ended.unit.clone(),
                to: None,
                what,
                code: String::new(),
                quantity: i64::try_from(count).unwrap_or(i64::MAX),
                fate: Fate::Ends,
            };
            let kinds = [
                (Words::of(|lang| Texts(lang).terms_that_run()), found.terms.len()),
                (Words::of(|lang| Texts(lang).offices_of_unit()), found.offices.len()),
                (Words::of(|lang| Texts(lang).rights_of_offices()), found.rights.len()),
            ];
            let kinds = kinds.into_iter().filter(|(_, count)| 0 < *count);
            weighed.lines.extend(kinds.map(|(what, count)| line(what, count)));
            let mut name = |said: Words, blocks: bool| {
                weighed.named.push(Named { unit: ended.unit.clone(), said, blocks, record: None });
            };
            for tenure in &found.offices {
                let post = positions.iter().find(|post| post.code == tenure.post);
                let said = Words::of(|lang| {
                    let post = post.map_or(tenure.post.as_str(), |post| post.label(lang));
                    Texts(lang).office_ends(&tenure.said(), post, &tenure.since.short())
                });
                name(said, false);
            }
            for grant in &found.rights {
                let said = Words::of(|lang| {
                    let role = Role::said(&grant.role, lang);
                    Texts(lang).right_ends(&grant.full_name, &role)
                });
                name(said, false);
            }
            for handover in &found.handovers {
                let say = |lang| Texts(lang).handover_ends(&handover.leaver_name);
                name(Words::of(say), false);
            }
            let day = change.day.short();
            for tenure in &found.began_later {
                let (who, since) = (tenure.said(), tenure.since.short());
                name(Words::of(|lang| Texts(lang).office_after_end(&who, &since, &day)), true);
            }
            for term in &found.opened_later {
                let (years, since) = (term.years(), term.since.short());
                name(Words::of(|lang| Texts(lang).term_after_end(&years, &since, &day)), true);
            }
            if let Some(met) = found.met_later {
                let met = met.short();
                name(Words::of(|lang| Texts(lang).met_after_end(&met, &day)), true);
            }
        }
        Ok(weighed)
    })
}

/// An office as it was, and as it was left.
#[derive(Serialize, Deserialize)]
pub struct EndedOffice {
    pub id: TenureId,
    pub unit: UnitId,
    pub name: String,
    pub until: Day,
    pub ended: String,
    pub decision: String,
    pub revision: i64,
}

#[derive(Serialize, Deserialize)]
pub struct EndedTerm {
    pub id: TermId,
    pub unit: UnitId,
    pub years: String,
    pub until: Day,
    pub revision: i64,
}

#[derive(Serialize, Deserialize)]
pub struct EndedHandover {
    pub id: HandoverId,
    pub unit: UnitId,
    pub name: String,
    pub state: State,
    pub revision: i64,
}

#[derive(Default, Serialize, Deserialize)]
struct Effect {
    offices: Vec<EndedOffice>,
    terms: Vec<EndedTerm>,
    handovers: Vec<EndedHandover>,
    rights: Vec<MovedGrant>,
}

fn carry<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    change: &'a Change,
) -> Answer<'a, serde_json::Value> {
    Box::pin(async move {
        let mut effect = Effect::default();
        for ended in &change.ended {
            hold(work, &ended.unit).await?;
            let found = standing(&mut work.tx, scope, &ended.unit, change.day).await?;
            let here = scope.at(&mut work.tx, &ended.unit).await?;
            end_all(work, &here, found, change, &mut effect).await?;
        }
        Ok(serde_json::to_value(effect)?)
    })
}

async fn end_all(
    work: &mut Work,
    here: &Scope,
    found: Standing,
    change: &Change,
    effect: &mut Effect,
) -> Result<(), Problem> {
    let (on, unit) = (change.day, here.unit().clone());
    let details = serde_json::json!({ "on": on, "how": Ended::UnitEnded.code() });
    for handover in found.handovers {
        let why = Ended::UnitEnded.code();
        handovers::withdraw(&mut work.tx, here, &handover.id, why).await?;
        let source = Source::of("officers.handover", &handover.id);
        work.record("officers.withdraw_handover", Some(&unit), &source, details.clone()).await?;
        effect.handovers.push(EndedHandover {
            state: handover.state(),
            id: handover.id,
            unit: unit.clone(),
            name: handover.leaver_name,
            revision: handover.revision + 1,
        });
    }
    for grant in &found.rights {
        effect.rights.push(access::move_grant(work, here, grant, None, on).await?);
    }
    for tenure in found.offices {
        let how = (on, Ended::UnitEnded, change.decision.as_str());
        tenures::end(&mut work.tx, here, &tenure.id, how).await?;
        let source = source_of(&tenure.id);
        work.record("officers.end_office", Some(&unit), &source, details.clone()).await?;
        effect.offices.push(EndedOffice {
            name: tenure.said(),
            id: tenure.id,
            unit: unit.clone(),
            until: tenure.until,
            ended: tenure.ended.map_or("", Ended::code).to_owned(),
            decision: tenure.ended_decision,
            revision: tenure.revision + 1,
        });
    }
    for term in found.terms {
        terms::end(&mut work.tx, here, &term.id, on).await?;
        let source = source_of_term(&term.id);
        work.record("officers.end_term", Some(&unit), &source, details.clone()).await?;
        effect.terms.push(EndedTerm {
            years: term.years(),
            id: term.id,
            unit: unit.clone(),
            until: term.until,
            revision: term.revision + 1,
        });
    }
    Ok(())
}

fn take_back<'a>(
    work: &'a mut Work,
    scope: &'a Scope,
    _: &'a Change,
    effect: &'a serde_json::Value,
) -> Answer<'a, ()> {
    Box::pin(async move {
        let effect: Effect = serde_json::from_value(effect.clone())?;
        let (mut touched, details) = (vec![], serde_json::json!({}));
        for one in &effect.terms {
            let here = scope.at(&mut work.tx, &one.unit).await?;
            if !terms::restore(&mut work.tx, &here, one).await? {
                touched.push(one.years.clone());
            }
            let source = source_of_term(&one.id);
            work.record("officers.restore", Some(&one.unit), &source, details.clone()).await?;
        }
        for one in &effect.offices {
            let here = scope.at(&mut work.tx, &one.unit).await?;
            if !tenures::restore(&mut work.tx, &here, one).await? {
                touched.push(one.name.clone());
            }
            let source = source_of(&one.id);
            work.record("officers.restore", Some(&one.unit), &source, details.clone()).await?;
        }
        for one in &effect.rights {
            if !access::move_grant_back(work, scope, one).await? {
                touched.push(one.full_name.clone());
            }
        }
        for one in &effect.handovers {
            let here = scope.at(&mut work.tx, &one.unit).await?;
            if !handovers::restore(&mut work.tx, &here, one).await? {
                touched.push(one.name.clone());
            }
            let source = Source::of("officers.handover", &one.id);
            work.record("officers.restore", Some(&one.unit), &source, details.clone()).await?;
        }
        Refusal::of_touched(Words::of(|lang| Texts(lang).offices_of_unit()), touched)
    })
}
