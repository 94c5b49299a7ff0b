//! A report's form, as somebody might edit it.

use super::{TEXT_MEMORY, text};
use crate::Target;
use kernel::{Lang, Period};
use reports::{Template, forms::rules};
use std::collections::{BTreeSet, HashMap};

pub(crate) const TARGET: Target = Target {
    name: "template",
    run: template,
    words: &[
        "[[section]]\n",
        "[[section.sentence]]\n",
        "vi = [\"",
        "en = [\"",
        "{members}",
        "{members|",
        "{",
        "}",
        "{period}",
        "id = \"",
        "\"]\n",
        "narrative = true\n",
        "lines = [",
        "\"members\"",
        "heading_vi = \"",
        "'''",
        "\\u0000",
        "# ",
    ],
    seeds,
    longest: 4_000,
    most_memory: TEXT_MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    let whole = include_str!("../../../modules/reports/data/half-year-1.toml");
    // A section is enough to begin with; the whole form takes a fuzzer long.
    let begin: Vec<&str> = whole.split_inclusive("[[section]]").take(3).collect();
    vec![
        begin.concat().trim_end_matches("[[section]]").as_bytes().to_vec(),
        whole.as_bytes().to_vec(),
    ]
}

/// A form as programs send one and tables keep it.
pub(crate) const OWN: Target = Target {
    name: "own form",
    run: own,
    words: &[
        "\"section\":[",
        "\"sentence\":[{\"vi\":[\"",
        "{members}",
        "{members|floor}",
        "{members_share|parts}",
        "{place}",
        "{next}",
        "{period}",
        "{",
        "}",
        "|",
        "\"kind\":\"term\"",
        "\"lenient\":true",
        "\"lines\":[\"members\"]",
    ],
    seeds: own_seeds,
    longest: 4_000,
    most_memory: TEXT_MEMORY,
};

fn own_seeds() -> Vec<Vec<u8>> {
    let short = |form: &Template| {
        let sections = form.sections.iter().take(2).cloned().collect();
        serde_json::to_vec(&Template { sections, ..form.clone() }).expect("a form is written")
    };
    reports::forms::shipped::all().iter().map(|form| short(form)).collect()
}

fn own(input: &[u8]) {
    let Ok(form) = serde_json::from_str::<Template>(&text(input)) else { return };
    let known = |code: &str| code.starts_with("members").then(|| code.ends_with("share"));
    let mistakes = rules::mistakes(&form, &known, Lang::Vi);
    let english = rules::mistakes(&form, &known, Lang::En);
    let fields = |all: &platform::form::Mistakes| -> Vec<String> {
        all.0.iter().map(|mistake| mistake.field.clone()).collect()
    };
    assert_eq!(fields(&mistakes), fields(&english), "a mistake in one language only");
    if !mistakes.is_empty() {
        return;
    }
    let written = serde_json::to_string(&form).expect("a form is written");
    assert_eq!(serde_json::from_str::<Template>(&written).ok().as_ref(), Some(&form));
    let no_brace = |said: &str| assert!(!said.contains(['{', '}']), "a brace is left in {said}");
    for lang in [Lang::Vi, Lang::En] {
        no_brace(&form.title(lang, half_year()));
        form.sections.iter().for_each(|section| no_brace(&section.heading(lang, form.kind)));
    }
    for code in form.indicators() {
        assert!(known(code).is_some(), "{code} is asked for, and nobody knows it");
    }
}

fn half_year() -> Period {
    "2017-H1".parse().expect("a period")
}

fn template(input: &[u8]) {
    let Ok(form) = toml::from_str::<Template>(&text(input)) else { return };
    let codes = form.indicators();
    assert_eq!(
        codes.iter().collect::<BTreeSet<_>>().len(),
        codes.len(),
        "an indicator is asked for twice"
    );
    let words = HashMap::from([
        ("period", "6 tháng đầu năm 2017".to_owned()),
        ("unit", "tỉnh Mẫu".to_owned()),
    ]);
    for lang in [Lang::Vi, Lang::En] {
        let _ = form.title(lang, half_year());
        for section in &form.sections {
            let _ = section.heading(lang, form.kind);
            for sentence in &section.sentences {
                // Without figures only words can be said.
                for piece in sentence.say(lang, &HashMap::new(), &words).into_iter().flatten() {
                    assert!(!piece.text().contains("{period}"), "{piece:?}");
                }
            }
        }
    }
}
