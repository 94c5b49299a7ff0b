//! What may be opened and closed, and what then stands in the counts book.

use crate::texts::Texts;
use axum::http::StatusCode;
use counts::{Count, Indicator};
use kernel::{Day, Lang, UnitId, vietnamese::text};
use platform::Say;
use succession::{Weighed, Words};
use units::{Form, Setting, Unit};

/// Số chi hội, tổ hội, ban khuyến học đang hoạt động.
pub const CHAPTERS: Indicator = Indicator { code: "chapters" };

/// Every reason why the organisation says no; the tree itself has its own.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The unit above has declared how many chapters it has; one more in the register would count twice.
    DeclaredBeside { unit: String, declared: i64, day: Day },
    /// A slip of the finger in the year.
    TooFarAhead { day: Day },
    /// Members of a closed unit would belong nowhere.
    HasMembers { unit: String, members: i64 },
    /// What would end or go elsewhere with the unit is for both sides to see first.
    StillHolds { unit: Words, what: Words },
}

impl Say for Refusal {
    fn say(&self, lang: Lang) -> String {
        let t = Texts(lang);
        match self {
            Refusal::DeclaredBeside { unit, declared, day } => {
                t.declared_beside(unit, &lang.grouped(*declared), &day.short())
            }
            Refusal::TooFarAhead { day } => t.too_far_ahead(&day.short()),
            Refusal::HasMembers { unit, members } => t.has_members(unit, &lang.grouped(*members)),
            Refusal::StillHolds { unit, what } => t.still_holds(unit.say(lang), what.say(lang)),
        }
    }
    fn status(&self) -> StatusCode {
        match self {
            Refusal::TooFarAhead { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}

/// A decision may take effect some months after it was made, not years.
const DAYS_AHEAD_MAX: i32 = 366;

pub fn may_happen_on(day: Day, today: Day) -> Result<(), Refusal> {
    if today.plus_days(DAYS_AHEAD_MAX) < day {
        return Err(Refusal::TooFarAhead { day });
    }
    Ok(())
}

/// What closing sees to by itself: places that a chapter covered are covered no more.
const OWN_OBJECTS: &str = "organisation.";

/// Whether a unit may end by itself, given what its end would do to everything that hangs on it.
pub fn holds_nothing(unit: &Unit, weighed: &[(&str, Weighed)]) -> Result<(), Refusal> {
    let others: Vec<&Weighed> = weighed
        .iter()
        .filter(|(object, _)| !object.starts_with(OWN_OBJECTS))
        .map(|(_, weighed)| weighed)
        .collect();
    let mut held: Vec<(&Words, i64)> = vec![];
    for line in others.iter().flat_map(|one| &one.lines) {
        match held.iter_mut().find(|(what, _)| **what == line.what) {
            Some((_, quantity)) => *quantity += line.quantity,
            None => held.push((&line.what, line.quantity)),
        }
    }
    let named = others.iter().flat_map(|one| &one.named).map(|one| &one.said);
    if held.is_empty() && others.iter().all(|one| one.named.is_empty()) {
        return Ok(());
    }
    let what = Words::of(|lang| {
        let counted = |(what, quantity): &(&Words, i64)| {
            format!("{} ({})", what.say(lang), lang.grouped(*quantity))
        };
        let lines: Vec<String> = match held.is_empty() {
            true => named.clone().map(|said| said.say(lang).to_owned()).collect(),
            false => held.iter().map(counted).collect(),
        };
        lines.join("; ")
    });
    Err(Refusal::StillHolds { unit: Words::of(|lang| unit.full_name(lang)), what })
}

/// A hội cơ sở is an association with chapters of its own, and not one of them.
pub fn is_counted(form: Form) -> bool {
    form != Form::Association
}

/// What a unit of the association's own is from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub since: Day,
    pub form: Form,
    pub setting: Setting,
}

/// What holds of a unit of the association's own: it is there from its first day until its last, as what it
/// was at each time.
pub fn chapter_counts(unit: &UnitId, shapes: &[Shape], closed: Day) -> Vec<Count> {
    let mut counts = vec![];
    for (place, shape) in shapes.iter().enumerate() {
        if !is_counted(shape.form) {
            continue;
        }
        let facet = format!("form={} setting={}", shape.form, shape.setting);
        let until = shapes.get(place + 1).map_or(closed, |next| next.since);
        counts.push(Count::one(CHAPTERS, unit, shape.since).with_facet(&facet));
        if until < Day::NEVER {
            counts.push(Count::one_less(CHAPTERS, unit, until).with_facet(&facet));
        }
    }
    counts
}

const CODE_LETTERS_MAX: usize = 40;

/// What says only that it is a unit of the association, or of a hamlet, tells no two of them apart.
const SAYING_LITTLE: [&str; 11] = [
    "chi hoi khuyen hoc ",
    "chi hoi ",
    "phan hoi khuyen hoc ",
    "phan hoi ",
    "to hoi khuyen hoc ",
    "to hoi ",
    "ban khuyen hoc ",
    "hoi khuyen hoc ",
    "ban ",
    "thon ",
    "xom ",
];

/// The code that a name suggests: `Chi hội bản Thẩm Mú 1` becomes `tham-mu-1`. Empty when nothing of
/// the name can stand in a code.
pub fn code_from(name: &str) -> String {
    let folded = text::fold(name);
    let mut telling = folded.as_str();
    for front in SAYING_LITTLE {
        telling = telling.strip_prefix(front).unwrap_or(telling);
    }
    let mut code = String::new();
    for word in telling.split(' ') {
        let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        let longer = code.len() + 1 + plain.len();
        if plain.is_empty() || CODE_LETTERS_MAX < longer {
            continue;
        }
        if !code.is_empty() {
            code.push('-');
        }
        code += &plain;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_suggests_the_code_that_tells_it_apart() {
        for (name, code) in [
            ("Chi hội bản Thẩm Mú 1", "tham-mu-1"),
            ("Ban Khuyến học Trường PTDTBT THCS Xa Dung", "truong-ptdtbt-thcs-xa-dung"),
            ("Ban khuyến học dòng họ Đặng", "dong-ho-dang"),
            ("Tổ hội số 3", "so-3"),
            ("…", ""),
        ] {
            assert_eq!(code_from(name), code);
        }
        let long = "Ban khuyến học dòng họ Nguyễn Phúc tộc phòng thứ nhất hệ bảy chi hai nhánh ba";
        assert!(code_from(long).len() <= CODE_LETTERS_MAX);
    }

    #[test]
    fn a_chapter_is_counted_from_its_first_day_until_its_last() {
        let unit = UnitId::new();
        let (opened, closed) = (Day::of(2018, 3, 26), Day::of(2026, 3, 1));
        let shape = |since, form| Shape { since, form, setting: Setting::School };
        let open = chapter_counts(&unit, &[shape(opened, Form::Committee)], Day::NEVER);
        assert_eq!((open.len(), open[0].quantity, open[0].day), (1, 1, opened));
        assert_eq!(open[0].facet, "form=ban_khuyen_hoc setting=school");
        let ended = chapter_counts(&unit, &[shape(opened, Form::Chapter)], closed);
        assert_eq!((ended.len(), ended[1].quantity, ended[1].day), (2, -1, closed));
        assert_eq!(chapter_counts(&unit, &[shape(opened, Form::Association)], Day::NEVER), vec![]);
    }

    #[test]
    fn a_chapter_that_becomes_a_committee_is_one_all_the_time() {
        let unit = UnitId::new();
        let (opened, changed) = (Day::of(2018, 3, 26), Day::of(2026, 3, 1));
        let shape = |since, form| Shape { since, form, setting: Setting::Hamlet };
        let shapes = [shape(opened, Form::Chapter), shape(changed, Form::Committee)];
        let counts = chapter_counts(&unit, &shapes, Day::NEVER);
        let said: Vec<(Day, i64)> = counts.iter().map(|one| (one.day, one.quantity)).collect();
        assert_eq!(said, [(opened, 1), (changed, -1), (changed, 1)]);
        assert_ne!(counts[1].facet, counts[2].facet);
    }

    #[test]
    fn a_decision_takes_effect_within_a_year() {
        let today = Day::of(2026, 3, 2);
        assert_eq!(may_happen_on(Day::of(2027, 1, 1), today), Ok(()));
        let day = Day::of(2062, 3, 1);
        assert_eq!(may_happen_on(day, today), Err(Refusal::TooFarAhead { day }));
    }
}
