//! What a form may be, and every reason why one is refused.

use super::{PeriodKind, texts::Texts};
use crate::template::{Section, Sentence, Template, WORDS, placeholders};
use axum::http::StatusCode;
use kernel::{Day, Lang, Period, vietnamese::text};
use platform::{Say, form::Mistakes};

/// Every reason why a form is not used, made, changed or published.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The form is not made for such a period.
    OtherPeriod {
        name_vi: String,
        name_en: String,
        kind: PeriodKind,
        period: Period,
    },
    UnknownVersion {
        code: String,
        version: i64,
    },
    FormRetired {
        on: Day,
    },
    CodeUnusable {
        code: String,
    },
    CodeTaken {
        code: String,
    },
    NothingToPublish,
    NoSuchSection,
    TooManySections {
        most: usize,
    },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::OtherPeriod { name_vi, name_en, kind, period } => {
                let name = lang.choose(name_vi, name_en);
                t.other_period(name, &kind.say(lang), &period.say(lang))
            }
            Refusal::UnknownVersion { code, version } => t.unknown_version(code, *version),
            Refusal::FormRetired { on } => t.form_retired(&on.short()),
            Refusal::CodeUnusable { code } => t.code_unusable(code),
            Refusal::CodeTaken { code } => t.code_taken(code),
            Refusal::NothingToPublish => t.nothing_to_publish(),
            Refusal::NoSuchSection => t.no_such_section(),
            Refusal::TooManySections { most } => t.too_many_sections(*most),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::NoSuchSection | Refusal::UnknownVersion { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// Whether a report by this form may be made for a period.
pub fn fits(form: &Template, period: Period) -> Result<(), Refusal> {
    if form.lenient || form.kind.is_of(period) {
        return Ok(());
    }
    Err(Refusal::OtherPeriod {
        name_vi: form.name_vi.clone(),
        name_en: form.name_en.clone(),
        kind: form.kind,
        period,
    })
}

/// The numbers of sections are Roman, and there are twelve.
pub const SECTIONS_MAX: usize = 12;
pub const LINES_MAX: usize = 60;
pub const SENTENCES_MAX: usize = 30;
pub const WAYS_MAX: usize = 8;
pub const NAME_LETTERS_MAX: usize = 120;
pub const HEADING_LETTERS_MAX: usize = 200;
pub const TITLE_LETTERS_MAX: usize = 300;
pub const WAY_LETTERS_MAX: usize = 1_000;

/// Whether a short code may be an own form's: small letters, digits and hyphens, and none of those that are shipped.
pub fn code_may_be(code: &str) -> Result<(), Refusal> {
    let fine =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let is_code = (2..=40).contains(&code.len())
        && code.chars().all(fine)
        && code.starts_with(|letter: char| letter.is_ascii_lowercase());
    match (is_code, super::shipped::form(code).is_some()) {
        (false, _) => Err(Refusal::CodeUnusable { code: code.to_owned() }),
        (_, true) => Err(Refusal::CodeTaken { code: code.to_owned() }),
        _ => Ok(()),
    }
}

/// A code made of what a form is called: `Báo cáo quý` is `bao-cao-quy`.
pub fn code_of_name(name: &str) -> String {
    const LETTERS_MAX: usize = 32;
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
    let words: String = text::fold(name).chars().map(plain).collect();
    let mut code = String::new();
    for word in words.split_whitespace() {
        if code.len() + word.len() >= LETTERS_MAX {
            break;
        }
        if !code.is_empty() {
            code.push('-');
        }
        code.push_str(word);
    }
    if code.starts_with(|letter: char| letter.is_ascii_lowercase()) && code.len() > 1 {
        return code;
    }
    format!("mau-{code}").trim_end_matches('-').to_owned()
}

/// What an own form may say of an indicator: nothing where the unit sees none of that code, else whether it is a ratio.
pub type Known<'k> = &'k dyn Fn(&str) -> Option<bool>;

/// Everything that is wrong with a form. Fields are named as the API has them: `sections.2.sentences.0.vi`.
pub fn mistakes(form: &Template, known: Known<'_>, lang: Lang) -> Mistakes {
    let (t, mut all) = (Texts(lang), Mistakes::default());
    head_mistakes(form, lang, &mut all);
    if form.sections.is_empty() {
        all.note("sections", t.no_sections());
    }
    if form.sections.len() > SECTIONS_MAX {
        all.note("sections", t.too_many_sections(SECTIONS_MAX));
    }
    for (place, section) in form.sections.iter().enumerate() {
        if form.sections[..place].iter().any(|other| other.id == section.id) {
            all.note(&format!("sections.{place}.id"), t.section_twice(&section.id));
        }
        for mistake in section_mistakes(section, known, lang).0 {
            all.note(&format!("sections.{place}.{}", mistake.field), mistake.message);
        }
    }
    all
}

/// What is wrong with the name and the title.
pub fn head_mistakes(form: &Template, lang: Lang, all: &mut Mistakes) {
    let names = [("name_vi", &form.name_vi), ("name_en", &form.name_en)];
    for (field, text) in names {
        note(all, field, text_mistake(text, NAME_LETTERS_MAX, &[], lang));
    }
    let titles = [("title_vi", &form.title_vi), ("title_en", &form.title_en)];
    for (field, text) in titles {
        note(all, field, text_mistake(text, TITLE_LETTERS_MAX, &["period"], lang));
    }
}

fn note(all: &mut Mistakes, field: &str, mistake: Option<String>) {
    if let Some(mistake) = mistake {
        all.note(field, mistake);
    }
}

/// What is wrong with one section, field by field: `heading_vi`, `lines.members`, `sentences.0.en`.
pub fn section_mistakes(section: &Section, known: Known<'_>, lang: Lang) -> Mistakes {
    let (t, mut all) = (Texts(lang), Mistakes::default());
    let is_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if section.id.is_empty() || section.id.len() > 40 || !section.id.chars().all(is_id) {
        all.note("id", t.section_id_unusable());
    }
    let headings = [("heading_vi", &section.heading_vi), ("heading_en", &section.heading_en)];
    for (field, text) in headings {
        note(&mut all, field, text_mistake(text, HEADING_LETTERS_MAX, &["next"], lang));
    }
    if section.lines.len() > LINES_MAX {
        all.note("lines", t.too_many_lines(LINES_MAX));
    }
    for (place, code) in section.lines.iter().enumerate() {
        if known(code).is_none() {
            all.note(&format!("lines.{code}"), t.unknown_indicator(code));
        } else if section.lines[..place].contains(code) {
            all.note(&format!("lines.{code}"), t.line_twice(code));
        }
    }
    if section.sentences.len() > SENTENCES_MAX {
        all.note("sentences", t.too_many_sentences(SENTENCES_MAX));
    }
    for (place, sentence) in section.sentences.iter().enumerate() {
        sentence_mistakes(sentence, &format!("sentences.{place}"), known, lang, &mut all);
    }
    all
}

/// A sentence is said in as many ways in both languages, and each way can be read.
fn sentence_mistakes(
    sentence: &Sentence,
    field: &str,
    known: Known<'_>,
    lang: Lang,
    all: &mut Mistakes,
) {
    let t = Texts(lang);
    for (language, ways) in [("vi", &sentence.vi), ("en", &sentence.en)] {
        let field = format!("{field}.{language}");
        let broken = ways.iter().find_map(|way| way_mistake(way, known, lang));
        if let Some(broken) = broken {
            all.note(&field, broken);
        } else if ways.len() > WAYS_MAX {
            all.note(&field, t.too_many_ways(WAYS_MAX));
        } else if ways.is_empty() {
            all.note(&field, t.no_way());
        } else if language == "en" && sentence.vi.len() != ways.len() && !sentence.vi.is_empty() {
            all.note(&field, t.other_number_of_ways(sentence.vi.len(), ways.len()));
        }
    }
}

/// What is wrong with one way of saying a sentence.
fn way_mistake(way: &str, known: Known<'_>, lang: Lang) -> Option<String> {
    let t = Texts(lang);
    if let Some(mistake) = words_mistake(way, WAY_LETTERS_MAX, lang) {
        return Some(mistake);
    }
    placeholders(way).find_map(|(name, manner)| {
        if WORDS.contains(&name) {
            return (!manner.is_empty()).then(|| t.manner_of_a_word(name));
        }
        match (known(name), manner) {
            (None, _) => Some(t.unknown_placeholder(name)),
            (_, "") | (Some(true), "floor" | "parts") => None,
            (Some(false), "floor" | "parts") => Some(t.manner_of_no_ratio(name, manner)),
            (_, manner) => Some(t.unknown_manner(manner)),
        }
    })
}

/// What is wrong with a name, a title or a heading, in which only `allowed` may stand between braces.
fn text_mistake(text: &str, most: usize, allowed: &[&str], lang: Lang) -> Option<String> {
    words_mistake(text, most, lang).or_else(|| {
        let stranger = placeholders(text)
            .find(|(name, manner)| !allowed.contains(name) || !manner.is_empty())?;
        Some(Texts(lang).placeholder_not_here(stranger.0))
    })
}

fn words_mistake(text: &str, most: usize, lang: Lang) -> Option<String> {
    let t = Texts(lang);
    match text.chars().count() {
        _ if text.trim().is_empty() => Some(t.fill_in()),
        letters if letters > most => Some(t.too_long(most)),
        _ if !is_balanced(text) => Some(t.unbalanced_brace()),
        _ => None,
    }
}

/// Every brace that opens is closed before another opens.
fn is_balanced(text: &str) -> bool {
    let mut open = false;
    for letter in text.chars().filter(|letter| ['{', '}'].contains(letter)) {
        if open == (letter == '{') {
            return false;
        }
        open = !open;
    }
    !open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(code: &str) -> Option<bool> {
        match code {
            "members" => Some(false),
            "members_share" => Some(true),
            _ => None,
        }
    }

    fn section(vi: &[&str], en: &[&str]) -> Section {
        let ways = |ways: &[&str]| ways.iter().map(|way| (*way).to_owned()).collect();
        Section {
            id: "one".into(),
            heading_vi: "Hội viên".into(),
            heading_en: "Members".into(),
            lines: vec!["members".into()],
            narrative: false,
            sentences: vec![Sentence { vi: ways(vi), en: ways(en) }],
        }
    }

    fn wrong(vi: &[&str], en: &[&str]) -> Vec<(String, String)> {
        let all = section_mistakes(&section(vi, en), &known, Lang::Vi).0;
        all.into_iter().map(|mistake| (mistake.field, mistake.message)).collect()
    }

    #[test]
    fn each_mistake_of_a_sentence_stands_beside_its_language() {
        let t = Texts(Lang::Vi);
        let fine = "Có {members} hội viên, {members_share|floor} dân số.";
        assert_eq!(wrong(&[fine], &[fine]), []);
        let table = [
            ("Có {member} hội viên.", t.unknown_placeholder("member")),
            ("Có {members hội viên.", t.unbalanced_brace()),
            ("Có members} hội viên.", t.unbalanced_brace()),
            ("Có {{members}} hội viên.", t.unbalanced_brace()),
            ("Có {members|floor} hội viên.", t.manner_of_no_ratio("members", "floor")),
            ("Đạt {members_share|rounded}.", t.unknown_manner("rounded")),
            ("{place|floor} có hội viên.", t.manner_of_a_word("place")),
            ("", t.fill_in()),
        ];
        for (way, message) in table {
            let vi = wrong(&[way], &[fine]);
            assert_eq!(vi, [("sentences.0.vi".to_owned(), message.clone())], "{way}");
            let en = wrong(&[fine], &[way]);
            assert_eq!(en, [("sentences.0.en".to_owned(), message)], "{way}");
        }
    }

    #[test]
    fn both_languages_have_as_many_ways() {
        let found = wrong(&["Một.", "Hai."], &["One."]);
        let message = Texts(Lang::Vi).other_number_of_ways(2, 1);
        assert_eq!(found, [("sentences.0.en".to_owned(), message)]);
        assert_eq!(wrong(&["Một."], &[])[0].0, "sentences.0.en");
    }

    #[test]
    fn a_line_is_an_indicator_that_the_unit_sees_and_stands_once() {
        let mut one = section(&["Một."], &["One."]);
        one.lines = vec!["members".into(), "gifts".into(), "members".into()];
        let all = section_mistakes(&one, &known, Lang::Vi).0;
        let fields: Vec<&str> = all.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(fields, ["lines.gifts", "lines.members"]);
    }

    #[test]
    fn a_title_speaks_of_the_period_and_a_heading_of_the_next_and_neither_of_figures() {
        assert_eq!(text_mistake("Kết quả {period}", 300, &["period"], Lang::Vi), None);
        assert_eq!(text_mistake("Nhiệm vụ {next}", 300, &["next"], Lang::Vi), None);
        assert!(text_mistake("Kết quả {members}", 300, &["period"], Lang::Vi).is_some());
        assert!(text_mistake("Kết quả {period", 300, &["period"], Lang::Vi).is_some());
    }

    #[test]
    fn a_school_year_report_is_not_made_for_a_calendar_year() {
        let form = |code| crate::forms::shipped::form(code).unwrap();
        let fits = |code, period: &str| fits(form(code), period.parse().unwrap());
        assert!(fits("school-year", "SY2022").is_ok());
        let refused = fits("school-year", "2022").unwrap_err();
        assert!(refused.say(Lang::Vi).contains("SY2022"), "{}", refused.say(Lang::Vi));
        assert!(fits("year", "2022-H1").is_err());
        assert!(fits("term", "2021-03-02/2026-03-01").is_ok());
        for any in ["2017-H1", "2017-Q2", "2017-06", "2017", "SY2022", "2017-01-01/2022-12-31"] {
            assert!(fits("half-year", any).is_ok(), "{any}");
        }
    }

    #[test]
    fn a_code_is_small_letters_and_not_one_of_the_shipped() {
        assert_eq!(code_may_be("tong-ket-quy-1"), Ok(()));
        for wrong in ["", "a", "Tổng", "1-quy", "a@b", "tong ket"] {
            assert!(matches!(code_may_be(wrong), Err(Refusal::CodeUnusable { .. })), "{wrong}");
        }
        assert!(matches!(code_may_be("half-year"), Err(Refusal::CodeTaken { .. })));
        assert_eq!(code_of_name("Báo cáo quý, gửi Đảng ủy"), "bao-cao-quy-gui-dang-uy");
        for name in ["6 tháng", "", "第六", "A"] {
            assert_eq!(code_may_be(&code_of_name(name)), Ok(()), "{name}");
        }
    }
}
