//! Sửa một mục: its indicators, chosen from a list that can be searched, its headings and its sentences.

use super::{Asked, address};
use crate::{
    forms::{Direction, Edit, actions, texts::Texts},
    template::Sentence,
};
use access::{Look, Work, asked::Query};
use askama::Template;
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use counts::Definition;
use kernel::{Lang, vietnamese::text};
use platform::{
    Problem,
    form::Mistakes,
    operation::{self, Answered},
    web::{self, Flash, Rail, Shell},
};
use std::collections::BTreeMap;

/// How many indicators a search shows.
const FOUND_MAX: usize = 20;

struct IndicatorLine {
    code: String,
    label: String,
    op: String,
    mistake: String,
}

/// A sentence in two fields, one way a line.
struct SentenceForm {
    label_vi: String,
    label_en: String,
    vi: (String, String, String),
    en: (String, String, String),
}

#[derive(Template)]
#[template(path = "form_section.html")]
struct SectionPage {
    shell: Shell,
    t: Texts,
    lines: Vec<IndicatorLine>,
    found: Vec<IndicatorLine>,
    found_note: String,
    q: String,
    heading_vi: String,
    heading_en: String,
    narrative: bool,
    sentences: Vec<SentenceForm>,
    words: Vec<(String, String)>,
    mistakes: Mistakes,
    revision: i64,
    here: String,
    unit: String,
    action: String,
    line_action: String,
    back: String,
    preview: String,
    op: String,
}

/// What the form of a section's words sends: its sentences are called `sentences.0.vi`.
#[derive(serde::Deserialize, Default, Clone)]
#[serde(default)]
pub(super) struct Sent {
    revision: i64,
    heading_vi: String,
    heading_en: String,
    narrative: String,
    viec: String,
    chi_tieu: String,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Sent {
    /// Each sentence that anybody has typed something of, in its order.
    fn sentences(&self) -> Vec<Sentence> {
        let ways = |place: usize, lang: &str| -> Vec<String> {
            let typed = self.others.get(&format!("sentences.{place}.{lang}"));
            let lines = typed.map(|typed| text::normalise_lines(typed)).unwrap_or_default();
            let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(str::to_owned).collect()
        };
        let last = self.others.keys().filter_map(|name| {
            name.strip_prefix("sentences.")?.split_once('.')?.0.parse::<usize>().ok()
        });
        let many = last.max().map_or(0, |last| last.min(crate::forms::rules::SENTENCES_MAX) + 1);
        let all = (0..many).map(|place| Sentence { vi: ways(place, "vi"), en: ways(place, "en") });
        all.filter(|one| !one.vi.is_empty() || !one.en.is_empty()).collect()
    }
}

pub(super) async fn show_section(
    mut look: Look,
    Path((form, section)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    page(&mut look, (&form, &section), &asked, None, Mistakes::default()).await
}

async fn page(
    look: &mut Look,
    (form, id): (&str, &str),
    asked: &Asked,
    typed: Option<Sent>,
    mistakes: Mistakes,
) -> Result<Html<String>, Problem> {
    let (unit, t, lang, today) =
        (asked.shown(look).await?, Texts(look.lang), look.lang, look.today);
    let row = super::own(look, &unit, form).await?;
    let draft = row.draft()?;
    let section = draft.sections.iter().find(|section| section.id == id).cloned();
    let section = section.ok_or(Problem::NotFound)?;
    let seen = actions::seen_by(&mut look.tx, &unit, today).await?;
    let line = |code: &String| IndicatorLine {
        label: seen
            .iter()
            .find(|one| one.code == *code)
            .map_or(code, |one| label(one, lang))
            .clone(),
        mistake: mistakes.about(&format!("lines.{code}")).to_owned(),
        op: operation::new_id(),
        code: code.clone(),
    };
    let free = seen.iter().filter(|one| {
        !section.lines.contains(&one.code) && one.retired_on.is_none_or(|on| today < on)
    });
    let found: Vec<&Definition> = free.filter(|one| is_found(one, &asked.q)).collect();
    let found_note = match found.len().checked_sub(FOUND_MAX) {
        Some(more) if more > 0 => t.more_found(more),
        _ if found.is_empty() => t.nothing_found(),
        _ => String::new(),
    };
    let (sentences, typed_heading, narrative) = match &typed {
        Some(sent) => {
            let headings = [sent.heading_vi.clone(), sent.heading_en.clone()];
            (sent.sentences(), headings, !sent.narrative.is_empty())
        }
        None => {
            let headings = [section.heading_vi.clone(), section.heading_en.clone()];
            (section.sentences.clone(), headings, section.narrative)
        }
    };
    let [heading_vi, heading_en] = typed_heading;
    let empty = Sentence { vi: vec![], en: vec![] };
    let all = sentences.iter().chain([&empty]).enumerate();
    let sentences = all.map(|(place, one)| sentence_form(place, one, t, &mistakes)).collect();
    let flash = (asked.xong == "ghi").then(|| Flash::done(t.done_save()));
    let shell = look
        .shell(t.section_of(&section.heading(lang, draft.kind), draft.name(lang)))
        .await?
        .at(Rail::Reports)
        .crumbs(super::way_to(look, &unit).await?)
        .flash(flash);
    let part = format!("/muc/{id}");
    web::page(SectionPage {
        shell,
        t,
        lines: section.lines.iter().map(line).collect(),
        found: found.iter().take(FOUND_MAX).map(|one| line(&one.code)).collect(),
        found_note,
        q: asked.q.clone(),
        heading_vi,
        heading_en,
        narrative,
        sentences,
        words: words(t),
        revision: row.revision,
        here: format!("/bao-cao/mau/{form}{part}"),
        unit: unit.to_string(),
        action: address(form, &part, &unit),
        line_action: address(form, &format!("{part}/chi-tieu"), &unit),
        back: address(form, "/sua", &unit),
        preview: address(form, "/xem-thu", &unit),
        op: operation::new_id(),
        mistakes,
    })
}

fn label(one: &Definition, lang: Lang) -> &String {
    lang.choose(&one.label_vi, &one.label_en)
}

/// Whether a search means an indicator: by either name, with or without marks, or by its code.
fn is_found(one: &Definition, q: &str) -> bool {
    let q = text::fold(q);
    q.is_empty()
        || [&one.label_vi, &one.label_en, &one.code]
            .iter()
            .any(|words| text::fold(words).contains(&q))
}

fn sentence_form(place: usize, one: &Sentence, t: Texts, mistakes: &Mistakes) -> SentenceForm {
    let field = |lang: &str, ways: &[String]| {
        let name = format!("sentences.{place}.{lang}");
        let mistake = mistakes.about(&name).to_owned();
        (name, ways.join("\n"), mistake)
    };
    SentenceForm {
        label_vi: t.sentence_vi(place + 1),
        label_en: t.sentence_en(place + 1),
        vi: field("vi", &one.vi),
        en: field("en", &one.en),
    }
}

/// What may stand between braces beside the codes of indicators.
fn words(t: Texts) -> Vec<(String, String)> {
    let all = [
        ("{place}", t.word_place()),
        ("{last_day}", t.word_last_day()),
        ("{period}", t.word_period()),
        ("{span}", t.word_span()),
        ("{next}", t.word_next()),
        ("{members_share|floor}", t.manner_floor()),
        ("{members_share|parts}", t.manner_parts()),
    ];
    all.map(|(written, means)| (written.to_owned(), means)).to_vec()
}

pub(super) async fn save_words(
    mut work: Work,
    Path((form, section)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let unit = asked.unit()?;
    let edit = Edit::Words {
        id: section.clone(),
        headings: super::both_languages(&sent.heading_vi, &sent.heading_en),
        narrative: !sent.narrative.is_empty(),
        sentences: sent.sentences(),
    };
    let done = actions::save(&mut work, &unit, &form, sent.revision, edit).await;
    let next = format!("{}&xong=ghi", address(&form, &format!("/muc/{section}"), &unit));
    seen(work, done, (&form, &section), &asked, Some(sent), next).await
}

pub(super) async fn change_lines(
    mut work: Work,
    Path((form, section)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (unit, id, indicator) = (asked.unit()?, section.clone(), sent.chi_tieu.clone());
    let edit = match sent.viec.as_str() {
        "len" => Edit::MoveLine { id, indicator, to: Direction::Up },
        "xuong" => Edit::MoveLine { id, indicator, to: Direction::Down },
        "bo" => Edit::RemoveLine { id, indicator },
        _ => Edit::AddLine { id, indicator },
    };
    let done = actions::save(&mut work, &unit, &form, sent.revision, edit).await;
    let next = format!("{}&xong=ghi", address(&form, &format!("/muc/{section}"), &unit));
    seen(work, done, (&form, &section), &asked, None, next).await
}

/// The page after a deed; a form with mistakes comes back with what was typed.
async fn seen(
    work: Work,
    done: Result<(), Problem>,
    place: (&str, &str),
    asked: &Asked,
    typed: Option<Sent>,
    next: String,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(work.finish(Answered::seen_at(next)).await?.into_response()),
        Err(Problem::BadValue(mistakes)) => {
            let mut look = work.look_instead().await?;
            let page = page(&mut look, place, asked, typed, Mistakes(mistakes)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_a_way_a_line_and_an_empty_one_is_none() {
        let others = [
            ("sentences.0.vi", " Có {members} hội viên. \r\n\r\nCó hội viên."),
            ("sentences.0.en", "There are {members}.\nThere are some."),
            ("sentences.1.vi", ""),
            ("sentences.1.en", " "),
            ("sentences.2.vi", "Ba."),
            ("op", "1"),
        ];
        let others = others.map(|(name, typed)| (name.to_owned(), typed.to_owned()));
        let sent = Sent { others: others.into_iter().collect(), ..Sent::default() };
        let read = sent.sentences();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].vi, ["Có {members} hội viên.", "Có hội viên."]);
        assert_eq!((read[1].vi.len(), read[1].en.len()), (1, 0));
    }
}
