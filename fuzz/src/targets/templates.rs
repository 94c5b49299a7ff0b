//! A report's form, as somebody might edit it.

use super::{TEXT_MEMORY, text};
use crate::Target;
use kernel::Lang;
use reports::Template;
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
    let whole = include_str!("../../../modules/reports/data/half-year.toml");
    // A section is enough to begin with; the whole form takes a fuzzer long.
    let begin: Vec<&str> = whole.split_inclusive("[[section]]").take(3).collect();
    vec![
        begin.concat().trim_end_matches("[[section]]").as_bytes().to_vec(),
        whole.as_bytes().to_vec(),
    ]
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
        let _ = form.title(lang, "6 tháng đầu năm 2017");
        for section in &form.sections {
            let _ = section.heading(lang);
            for sentence in &section.sentences {
                // Without figures only words can be said.
                for piece in sentence.say(lang, &HashMap::new(), &words).into_iter().flatten() {
                    assert!(!piece.text().contains("{period}"), "{piece:?}");
                }
            }
        }
    }
}
