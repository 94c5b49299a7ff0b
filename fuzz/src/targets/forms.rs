//! The fields of a form.

use super::{TEXT_LONGEST, TEXT_MEMORY, text};
use crate::{Target, corpus};
use kernel::{
    Lang,
    vietnamese::{number::grouped, text::normalise},
};
use platform::form::Reader;

pub(crate) const TARGET: Target = Target {
    name: "form",
    run: form,
    words: &["1.250", "2017-06-30", "30/6/2017", " ", "-", "mười", "\u{200b}", "Đ"],
    seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    corpus::texts(&["Nguyễn Thị Hoà", "30/6/2017", "2017-06-30", "1.250", "-1", " ", "mười lăm"])
}

fn form(input: &[u8]) {
    let typed = text(input);
    for lang in [Lang::Vi, Lang::En] {
        let reader = Reader(lang);
        let most = input.len() % 80;
        match reader.optional(&typed, most) {
            Ok(Some(kept)) => {
                assert!(
                    !kept.is_empty() && kept.chars().count() <= most && normalise(&kept) == kept,
                    "{typed:?}"
                );
                assert_eq!(reader.required(&typed, most), Ok(kept));
            }
            Ok(None) => assert!(reader.required(&typed, most).is_err_and(|why| !why.is_empty())),
            Err(why) => assert!(!why.is_empty()),
        }
        match reader.day(&typed) {
            Ok(day) => {
                assert_eq!(reader.optional_day(&day.to_string()), Ok(Some(day)), "{typed:?}")
            }
            Err(why) => assert!(!why.is_empty()),
        }
        match reader.count(&typed) {
            Ok(count) => {
                assert!(count >= 0, "{typed:?}");
                let shown = grouped(count);
                assert_eq!(reader.count(&shown), Ok(count), "{typed:?} is shown as {shown}");
            }
            Err(why) => assert!(!why.is_empty()),
        }
    }
}
