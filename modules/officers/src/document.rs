//! What a hand-over hands over: drawn from the books of all modules, in both languages, and frozen by its hash.

use crate::{
    READ,
    posts::Post,
    rules::{Tenure, named},
    store::{meetings, posts, tenures, terms},
    texts::Texts,
    words::{Body, Ended},
};
use access::{Caller, Look, Scope};
use kernel::{Day, Lang, UnitId};
use platform::{
    Permission, Problem, Site,
    db::Tx,
    module::{Asker, HandoverLine, HandoverSection},
    seal,
};
use serde::{Deserialize, Serialize};
use units::Level;

/// What the books say of a unit, in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub vi: Vec<HandoverSection>,
    pub en: Vec<HandoverSection>,
}

impl Drawn {
    pub fn of(&self, lang: Lang) -> &[HandoverSection] {
        lang.choose(&self.vi, &self.en)
    }
    /// Why the office should not be handed over yet, each reason with what to do.
    pub fn undone(&self, lang: Lang) -> Vec<String> {
        let lines = self.of(lang).iter().flat_map(|section| &section.lines);
        lines.filter_map(|line| line.blocks.clone()).collect()
    }
}

/// Asks every module what it has to say of a unit. No transaction of the caller's may be open: each module looks for
/// itself.
///
/// # Errors
/// Those of the modules.
pub async fn draw(site: &Site, unit: &UnitId, today: Day) -> Result<Drawn, Problem> {
    let mut drawn = Drawn::default();
    for lang in [Lang::Vi, Lang::En] {
        let sections = lang.choose(&mut drawn.vi, &mut drawn.en);
        for source in site.handover.iter() {
            let asker = Asker {
                account: Caller::operator().account,
                unit: unit.clone(),
                permissions: everything(),
                today,
                lang,
            };
            sections.extend((source.run)(site.clone(), asker).await?);
        }
    }
    Ok(drawn)
}

/// The paper is the unit's: it tells the same, whoever draws it.
fn everything() -> Vec<Permission> {
    access::Role::Administrator.permissions().iter().map(|name| Permission(name)).collect()
}

/// Two words for one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    pub vi: String,
    pub en: String,
}

impl Both {
    fn of(say: impl Fn(Lang) -> String) -> Both {
        Both { vi: say(Lang::Vi), en: say(Lang::En) }
    }
    pub fn in_lang(&self, lang: Lang) -> &str {
        lang.choose(&self.vi, &self.en)
    }
}

/// A hand-over as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub unit_code: String,
    pub place: String,
    pub association: Both,
    pub above: Both,
    pub office: Both,
    pub leaver: String,
    pub since: Option<Day>,
    pub how: Both,
    pub successor: String,
    pub decision: String,
    pub drawn_on: Day,
    pub drawn: Drawn,
}

/// What stands otherwise in the books than in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Difference {
    pub heading: String,
    pub label: String,
    /// Nothing where the line is new.
    pub before: Option<String>,
    /// Nothing where the line is gone.
    pub now: Option<String>,
}

impl Document {
    /// As it is stored and hashed.
    ///
    /// # Errors
    /// None that a text of ours can bring about.
    pub fn written(&self) -> Result<(String, String), Problem> {
        let text = serde_json::to_string(self)?;
        let hash = seal::hash(text.as_bytes());
        Ok((text, hash))
    }

    /// # Errors
    /// A text that is no document: somebody changed it behind the program's back.
    pub fn read(text: &str) -> Result<Document, Problem> {
        Ok(serde_json::from_str(text)?)
    }

    /// What has changed in the books since the document was drawn.
    pub fn differences(&self, now: &Drawn, lang: Lang) -> Vec<Difference> {
        let (before, now) = (flat(self.drawn.of(lang)), flat(now.of(lang)));
        let mut left: Vec<Option<&Flat>> = now.iter().map(Some).collect();
        let mut gone = vec![];
        for line in &before {
            match left.iter_mut().find(|one| one.as_deref() == Some(line)) {
                Some(found) => *found = None,
                None => gone.push(line),
            }
        }
        let mut found = vec![];
        for (heading, label, value) in gone {
            let other = left.iter_mut().find(|one| {
                one.is_some_and(|(its_heading, its, _)| its_heading == heading && its == label)
            });
            let now = other.and_then(Option::take).map(|(_, _, value)| value.clone());
            let before = Some(value.clone());
            found.push(Difference { heading: heading.clone(), label: label.clone(), before, now });
        }
        for (heading, label, value) in left.into_iter().flatten() {
            let now = Some(value.clone());
            found.push(Difference {
                heading: heading.clone(),
                label: label.clone(),
                before: None,
                now,
            });
        }
        found
    }
}

/// Heading, label, and all that a line says.
type Flat = (String, String, String);

fn flat(sections: &[HandoverSection]) -> Vec<Flat> {
    let lines = sections.iter().flat_map(|section| {
        section.lines.iter().map(move |line| {
            let why = line.blocks.as_deref().unwrap_or_default();
            let value = format!("{} {why}", line.value).trim().to_owned();
            (section.heading.clone(), line.label.clone(), value)
        })
    });
    lines.collect()
}

/// Who hands what to whom, besides what the books say.
pub struct Parties<'a> {
    pub post: &'a Post,
    pub leaver: &'a str,
    pub since: Option<Day>,
    pub how: Option<Ended>,
    pub successor: &'a str,
    pub decision: &'a str,
}

/// Puts the document together.
///
/// # Errors
/// Only those of the database.
pub async fn of_parties(
    tx: &mut Tx,
    unit: &UnitId,
    today: Day,
    parties: Parties<'_>,
    drawn: Drawn,
) -> Result<Document, Problem> {
    let path = units::path(tx, unit, today).await?;
    let own = units::brief(tx, unit, today).await?;
    let above = path.iter().rev().find(|one| one.id != *unit).cloned();
    Ok(Document {
        unit_code: own.code.clone(),
        place: own.name.clone(),
        association: Both::of(|lang| own.association_name(lang)),
        above: Both::of(|lang| match &above {
            Some(above) if above.level != Level::Nation => above.association_name(lang),
            _ => Texts(lang).national_association(),
        }),
        office: Both::of(|lang| parties.post.label(lang).to_owned()),
        leaver: parties.leaver.to_owned(),
        since: parties.since,
        how: Both::of(|lang| parties.how.map(|how| how.say(lang)).unwrap_or_default()),
        successor: parties.successor.to_owned(),
        decision: parties.decision.to_owned(),
        drawn_on: today,
        drawn,
    })
}

/// The document of a unit's highest office as it would be today, for looking ahead: nobody signs it.
///
/// # Errors
/// `not_found` outside the caller's units.
pub async fn draw_for_unit(mut look: Look, unit: &UnitId) -> Result<Document, Problem> {
    let scope = look.scope(READ, unit).await?;
    let (today, site) = (look.today, look.site.clone());
    let all = posts::posts(&mut look.tx).await?;
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    let highest = held.iter().find(|tenure| tenure.stands_on(today));
    let first = |post: &&Post| highest.is_none_or(|held| held.post == post.code);
    let post = all.iter().find(first).or(all.first()).ok_or(Problem::NotFound)?.clone();
    let (leaver, since) = match highest {
        Some(tenure) => (tenure.said(), Some(tenure.since)),
        None => (String::new(), None),
    };
    drop(look);
    let drawn = draw(&site, unit, today).await?;
    let mut tx = site.db.begin().await?;
    let parties =
        Parties { post: &post, leaver: &leaver, since, how: None, successor: "", decision: "" };
    of_parties(&mut tx, unit, today, parties, drawn).await
}

/// Who somebody is on a paper.
pub fn party(tenure: &Tenure) -> String {
    named(&tenure.full_name, &tenure.apart)
}

/// What this module itself says: the term, how many officers there are, and the sessions on record.
///
/// # Errors
/// Only those of the database.
pub async fn own_section(site: Site, asker: Asker) -> Result<Vec<HandoverSection>, Problem> {
    let (t, lang) = (Texts(asker.lang), asker.lang);
    let mut look = Look::begin(&site, Caller::operator(), lang).await?;
    let scope = look.scope(READ, &asker.unit).await?;
    let terms = terms::terms(&mut look.tx, &scope).await?;
    let Some(term) = terms.iter().rev().find(|term| term.since <= asker.today) else {
        return Ok(vec![]);
    };
    let officers = format!("/don-vi/{}/can-bo", asker.unit);
    let since = t.since_day(&term.since.short());
    let mut lines =
        vec![HandoverLine::new(t.term_of(&term.years()), since).linked(officers.clone())];
    let held = tenures::tenures(&mut look.tx, &scope).await?;
    let now = held.iter().filter(|tenure| tenure.stands_on(asker.today)).count();
    lines.push(HandoverLine::new(t.offices_held(), now.to_string()).linked(officers));
    for body in Body::ALL {
        if let Some(line) = sessions_line(&mut look.tx, &scope, term, *body, t).await? {
            lines.push(line.linked(format!("/don-vi/{}/ky-hop", asker.unit)));
        }
    }
    Ok(vec![HandoverSection { heading: t.organisation_heading(), lines }])
}

async fn sessions_line(
    tx: &mut Tx,
    scope: &Scope,
    term: &crate::rules::Term,
    body: Body,
    t: Texts,
) -> Result<Option<HandoverLine>, Problem> {
    let held = meetings::numbers(tx, scope, &term.id, body).await?;
    let Some((number, day)) = held.last() else { return Ok(None) };
    let label = t.sessions_on_record(&body.say(t.0));
    let value = t.sessions_up_to(held.len(), *number, &day.short());
    Ok(Some(HandoverLine::new(label, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(lines: &[(&str, &str)]) -> Drawn {
        let lines = lines.iter().map(|(label, value)| HandoverLine::new(*label, *value)).collect();
        let vi = vec![HandoverSection { heading: "Sổ hội viên".to_owned(), lines }];
        Drawn { en: vi.clone(), vi }
    }

    fn document(drawn: Drawn) -> Document {
        Document {
            unit_code: String::new(),
            place: String::new(),
            association: Both::default(),
            above: Both::default(),
            office: Both::default(),
            leaver: String::new(),
            since: None,
            how: Both::default(),
            successor: String::new(),
            decision: String::new(),
            drawn_on: Day::of(2026, 3, 2),
            drawn,
        }
    }

    #[test]
    fn what_changed_came_or_went_is_named_and_what_stayed_is_not() {
        let signed = document(section(&[("Hội viên", "12"), ("Việc", "a"), ("Việc", "b")]));
        assert_eq!(signed.differences(&signed.drawn, Lang::Vi), []);
        let now = section(&[("Hội viên", "13"), ("Việc", "b"), ("Thẻ", "1")]);
        let found = signed.differences(&now, Lang::Vi);
        let said: Vec<_> = found
            .iter()
            .map(|one| (one.label.as_str(), one.before.as_deref(), one.now.as_deref()))
            .collect();
        let expected = [
            ("Hội viên", Some("12"), Some("13")),
            ("Việc", Some("a"), None),
            ("Thẻ", None, Some("1")),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_document_reads_back_as_it_was_hashed() {
        let signed = document(section(&[("Hội viên", "12")]));
        let (text, hash) = signed.written().unwrap();
        let read = Document::read(&text).unwrap();
        assert_eq!((read.written().unwrap().1, read), (hash, signed));
    }
}
