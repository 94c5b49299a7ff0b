//! How alike two people are: points for what agrees, and the reasons in a form that can be said.

use kernel::vietnamese::{Sex, date::WrittenDay, text};

/// A pair of at least so many points is shown to whoever is typing: a question costs nothing there.
pub const ASKED_WHILE_TYPING: i64 = 35;
/// A pair of at least so many is kept by a search. A name and a year of birth alone are less: in a
/// province they are shared by thousands who have nothing to do with each other.
pub const KEPT_IN_BULK: i64 = 55;
const LIKELY: i64 = 70;
const CERTAIN: i64 = 95;

/// How sure it is that two are one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Khác người
    Different,
    /// Có thể
    Possible,
    /// Nhiều khả năng
    Likely,
    /// Gần như chắc chắn
    Certain,
}

/// As much of a person as is compared. Numbers and telephones are only asked whether they are
/// equal, so they are held as marks: a million people fit into memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits {
    /// The name without marks and capitals.
    pub folded: Box<str>,
    /// Of the name as it is written, in small letters.
    pub spelling: u64,
    /// Of the name wherever its tones sit, and whichever of two letters that look alike was typed.
    pub matched: u64,
    pub birth: Option<WrittenDay>,
    pub sex: Option<Sex>,
    /// The marks below are 0 for what is not known.
    pub phone: u64,
    pub card: u64,
    pub national_id: u64,
    pub unit: u64,
}

impl Traits {
    pub fn named(full_name: &str) -> Traits {
        Traits {
            folded: text::fold(full_name).into(),
            spelling: spelling(full_name),
            matched: mark(&text::match_key(full_name)),
            ..Traits::default()
        }
    }
    pub fn given(&self) -> &str {
        self.folded.rsplit(' ').next().unwrap_or_default()
    }
    pub fn year(&self) -> Option<i16> {
        self.birth.map(WrittenDay::year)
    }
}

pub fn spelling(full_name: &str) -> u64 {
    mark(&text::normalise(full_name).to_lowercase())
}

/// Sixty-four bits that stand for a text (FNV-1a); 0 for none. In a million people two different
/// texts share a mark once in many millions of searches, and then a person looks at the pair.
pub fn mark(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash.max(1)
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What agrees, and what speaks against it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Reason { $($(#[$doc])* $name),* }

        impl Reason {
            pub const ALL: &[Reason] = &[$(Reason::$name),*];
            pub fn code(self) -> &'static str {
                match self { $(Reason::$name => $code),* }
            }
        }
    };
}

reasons! {
    SameName = "same_name",
    /// Hoà and Hòa, Đ and Ð.
    SpeltOtherwise = "spelt_otherwise",
    /// Hùng and Hưng, or no marks at all.
    OtherMarks = "other_marks",
    /// One letter more, less, other, or two exchanged.
    OneSlip = "one_slip",
    /// Lò An and Lò Thị An.
    NamePart = "name_part",
    SameBirth = "same_birth",
    SameYear = "same_year",
    /// 05/12 and 12/05.
    SwappedBirth = "swapped_birth",
    /// Two of day, month and year.
    NearBirth = "near_birth",
    SamePhone = "same_phone",
    SameUnit = "same_unit",
    SameCard = "same_card",
    SameNationalId = "same_national_id",
    NearNationalId = "near_national_id",
    /// Speaks against.
    OtherNationalId = "other_national_id",
    /// Speaks against.
    OtherSex = "other_sex",
}

/// A set of reasons. Millions of pairs are looked at and few kept, so a look allocates nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u32);

impl Reasons {
    fn add(&mut self, reason: Reason) {
        self.0 |= 1 << (reason as u32);
    }
    pub fn has(self, reason: Reason) -> bool {
        self.0 & (1 << (reason as u32)) != 0
    }
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.has(*reason))
    }
    /// `same_name,same_year`, as it is stored.
    pub fn stored(self) -> String {
        self.iter().map(Reason::code).collect::<Vec<_>>().join(",")
    }
    pub fn read(stored: &str) -> Reasons {
        let mut reasons = Reasons::default();
        for code in stored.split(',') {
            if let Some(reason) = Reason::ALL.iter().find(|reason| reason.code() == code) {
                reasons.add(*reason);
            }
        }
        reasons
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likeness {
    pub score: i64,
    pub reasons: Reasons,
}

impl Likeness {
    pub fn class(&self) -> Class {
        Likeness::class_of(self.score)
    }
    pub fn class_of(score: i64) -> Class {
        match score {
            CERTAIN.. => Class::Certain,
            LIKELY.. => Class::Likely,
            ASKED_WHILE_TYPING.. => Class::Possible,
            _ => Class::Different,
        }
    }
    /// The same with national ids that differ in one digit: one of them may be mistyped.
    pub fn with_near_national_id(mut self) -> Likeness {
        self.reasons.add(Reason::NearNationalId);
        self.score = (self.score + 30).min(LIKELY - 1);
        self
    }
}

/// How alike two people are. It does not matter which is named first.
pub fn likeness(one: &Traits, other: &Traits) -> Likeness {
    let mut reasons = Reasons::default();
    let same = |one: u64, other: u64| one != 0 && one == other;
    if same(one.national_id, other.national_id) {
        reasons.add(Reason::SameNationalId);
    }
    let (name, mut most) = of_names(one, other, &mut reasons);
    let mut score = name + of_births(one.birth, other.birth, &mut reasons);
    for (agrees, reason, points) in [
        (same(one.phone, other.phone), Reason::SamePhone, 30),
        (same(one.unit, other.unit), Reason::SameUnit, 20),
        (same(one.card, other.card), Reason::SameCard, 15),
    ] {
        if agrees {
            reasons.add(reason);
            score += points;
        }
    }
    if one.sex.zip(other.sex).is_some_and(|(one, other)| one != other) {
        reasons.add(Reason::OtherSex);
        score -= 20;
    }
    if reasons.has(Reason::SameNationalId) {
        return Likeness { score: score.max(0) + 100, reasons };
    }
    if one.national_id != 0 && other.national_id != 0 {
        reasons.add(Reason::OtherNationalId);
        score -= 15;
        most = most.min(LIKELY - 1);
    }
    Likeness { score: score.clamp(0, most), reasons }
}

/// The points for the names, and how many the pair may get at most. Twins share all but the given
/// name, so a given name written otherwise never makes a pair sure.
fn of_names(one: &Traits, other: &Traits, reasons: &mut Reasons) -> (i64, i64) {
    const SURE: i64 = 200;
    let (reason, points, most) = if one.spelling == other.spelling {
        (Reason::SameName, 40, SURE)
    } else if one.matched == other.matched {
        (Reason::SpeltOtherwise, 40, SURE)
    } else if one.folded == other.folded {
        (Reason::OtherMarks, 32, CERTAIN - 1)
    } else if is_one_slip(&one.folded, &other.folded) {
        match one.given() == other.given() {
            true => (Reason::OneSlip, 20, CERTAIN - 1),
            false => (Reason::OneSlip, 15, LIKELY - 1),
        }
    } else if is_part(&one.folded, &other.folded) || is_part(&other.folded, &one.folded) {
        (Reason::NamePart, 18, CERTAIN - 1)
    } else {
        return (0, ASKED_WHILE_TYPING - 1);
    };
    reasons.add(reason);
    (points, most)
}

fn of_births(one: Option<WrittenDay>, other: Option<WrittenDay>, reasons: &mut Reasons) -> i64 {
    let (Some(one), Some(other)) = (one, other) else { return 0 };
    let days = one.day().zip(other.day());
    let (reason, points) = match days {
        Some((one, other)) if one == other => (Reason::SameBirth, 35),
        Some((one, other)) => {
            let same_year = one.year() == other.year();
            let (day, month) = (one.day() == other.day(), one.month() == other.month());
            if same_year && one.day() == other.month() && one.month() == other.day() {
                (Reason::SwappedBirth, 25)
            } else if same_year && (day || month)
                || day && month && is_near(one.year(), other.year())
            {
                (Reason::NearBirth, 12)
            } else {
                return if same_year { -10 } else { -25 };
            }
        }
        None if one.year() == other.year() => (Reason::SameYear, 10),
        None => return -25,
    };
    reasons.add(reason);
    points
}

/// A year off, or one digit of the year.
fn is_near(one: i16, other: i16) -> bool {
    (one - other).abs() == 1 || differ_by_one_digit(&one.to_string(), &other.to_string())
}

/// Whether two numbers of one length differ in exactly one digit.
pub fn differ_by_one_digit(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count() == 1
}

/// Whether one letter more, less or other, or two neighbours exchanged, make one text the other.
fn is_one_slip(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let (mut one, mut other) = (one.chars(), other.chars());
    loop {
        let (rest_one, rest_other) = (one.clone(), other.clone());
        match (one.next(), other.next()) {
            (Some(left), Some(right)) if left == right => {}
            (None, None) => return false,
            (left, right) => {
                let substituted =
                    left.is_some() && right.is_some() && one.clone().eq(other.clone());
                let longer = one.clone().eq(rest_other.clone());
                let shorter = rest_one.clone().eq(other.clone());
                let (mut after_one, mut after_other) = (one.clone(), other.clone());
                let exchanged = left.is_some()
                    && right.is_some()
                    && after_one.next() == right
                    && after_other.next() == left
                    && after_one.eq(after_other);
                return substituted || longer || shorter || exchanged;
            }
        }
    }
}

/// Whether a name is another with middle names left out: family and given name the same.
fn is_part(shorter: &str, longer: &str) -> bool {
    let (mut words, mut all) = (shorter.split(' '), longer.split(' '));
    if shorter.len() >= longer.len() || !shorter.contains(' ') {
        return false;
    }
    let ends = shorter.split(' ').next() == longer.split(' ').next()
        && shorter.rsplit(' ').next() == longer.rsplit(' ').next();
    ends && words.all(|word| all.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn born(name: &str, birth: &str) -> Traits {
        Traits { birth: crate::rules::birth_of(birth), ..Traits::named(name) }
    }
    fn compared(one: &Traits, other: &Traits) -> (Class, String) {
        let likeness = likeness(one, other);
        (likeness.class(), likeness.reasons.stored())
    }
    fn with_phone(traits: Traits) -> Traits {
        Traits { phone: mark("0912345678"), ..traits }
    }
    fn in_unit(traits: Traits) -> Traits {
        Traits { unit: mark("truong-an"), ..traits }
    }

    #[test]
    fn a_name_and_a_year_alone_are_asked_about_while_typing_and_not_kept_by_a_search() {
        let found = likeness(&born("Lò Thị An", "1960"), &born("Lò Thị An", "1960-05-12"));
        assert!((ASKED_WHILE_TYPING..KEPT_IN_BULK).contains(&found.score), "{found:?}");
        let telephone = likeness(
            &with_phone(born("Lò Thị An", "1960")),
            &with_phone(born("Lò Thị An", "1960-05-12")),
        );
        assert_eq!(telephone.class(), Class::Likely);
        assert_eq!(telephone.reasons.stored(), "same_name,same_year,same_phone");
    }

    #[test]
    fn one_name_one_birth_and_one_unit_are_certainly_one_person() {
        let an = in_unit(born("Nguyễn Thị Hoà", "1960-05-12"));
        let same = in_unit(born("NGUYỄN THỊ HÒA", "1960-05-12"));
        assert_eq!(
            compared(&an, &same),
            (Class::Certain, "spelt_otherwise,same_birth,same_unit".to_owned())
        );
    }

    #[test]
    fn letters_that_look_alike_are_a_way_of_spelling() {
        let (_, reasons) = compared(&born("Ɖinh Văn Bốn", "1960"), &born("Đinh Văn Bốn", "1960"));
        assert_eq!(reasons, "spelt_otherwise,same_year");
        // An eth typed for a Đ is mended on the way in, so there is nothing left to tell.
        assert_eq!(compared(&born("Ðinh", ""), &born("Đinh", "")).1, "same_name");
    }

    #[test]
    fn day_and_month_may_be_exchanged_and_a_letter_mistyped() {
        let swapped = compared(&born("Lò Thị An", "1960-05-12"), &born("Lò Thị An", "1960-12-05"));
        assert_eq!(swapped, (Class::Possible, "same_name,swapped_birth".to_owned()));
        let slip = compared(
            &with_phone(born("Nguyễn Văn Khuê", "1960-05-12")),
            &with_phone(born("Nguyen Văm Khuê", "1960-05-12")),
        );
        assert_eq!(slip, (Class::Likely, "one_slip,same_birth,same_phone".to_owned()));
        for (one, other) in [("khue", "khuee"), ("khue", "khe"), ("khue", "kheu"), ("khue", "khua")]
        {
            assert!(is_one_slip(one, other) && is_one_slip(other, one), "{one} {other}");
        }
        for (one, other) in [("khue", "khue"), ("khue", "kheua"), ("khue", "uekh"), ("", "ab")] {
            assert!(!is_one_slip(one, other), "{one} {other}");
        }
    }

    #[test]
    fn twins_are_never_likely_one() {
        let (nam, bac) = (
            with_phone(in_unit(born("Lò Văn Nam", "1960-05-12"))),
            with_phone(in_unit(born("Lò Văn Bắc", "1960-05-12"))),
        );
        assert_eq!(likeness(&nam, &bac).class(), Class::Different);
        let nan = with_phone(in_unit(born("Lò Văn Nan", "1960-05-12")));
        assert_eq!(likeness(&nam, &nan).class(), Class::Possible);
    }

    #[test]
    fn two_valid_numbers_keep_a_pair_at_possible() {
        let number = |traits: Traits, digits| Traits { national_id: mark(digits), ..traits };
        let one = number(with_phone(in_unit(born("Lò Thị An", "1960-05-12"))), "011160000123");
        let other = number(with_phone(in_unit(born("Lò Thị An", "1960-05-12"))), "011160000124");
        let found = likeness(&one, &other);
        assert_eq!(found.class(), Class::Possible);
        assert_eq!(found.with_near_national_id().class(), Class::Possible);
        assert!(differ_by_one_digit("011160000123", "011160000124"));
        assert_eq!(likeness(&one, &one).class(), Class::Certain);
    }

    #[test]
    fn a_middle_name_may_be_left_out() {
        let (_, reasons) = compared(&born("Lò An", "1960-05-12"), &born("Lò Thị An", "1960-05-12"));
        assert_eq!(reasons, "name_part,same_birth");
        assert!(!is_part("an", "lo thi an") && !is_part("lo an", "lo thi hoa"));
    }

    #[test]
    fn reasons_read_back_as_they_were_stored() {
        for reason in Reason::ALL {
            assert_eq!(Reasons::read(reason.code()).iter().collect::<Vec<_>>(), [*reason]);
        }
        assert_eq!(Reasons::read("").stored(), "");
    }

    proptest! {
        #[test]
        fn it_does_not_matter_who_is_named_first(
            one in "(Lò|Lo|Vàng) (Thị )?(An|Ân|Hoà|Hòa|Hao)", other in "(Lò|Lo|Vàng) (Thị )?(An|Ân|Hoà|Hòa|Hao)",
            births in prop::array::uniform2("|1960|1960-05|1960-0[1-9]-1[0-2]|1960-1[0-2]-0[1-9]"),
            marks in prop::array::uniform8(0_u64..3),
        ) {
            let person = |name: &str, birth: &str, marks: &[u64]| Traits {
                phone: marks[0], card: marks[1], national_id: marks[2], unit: marks[3], ..born(name, birth)
            };
            let (one, other) = (person(&one, &births[0], &marks[..4]), person(&other, &births[1], &marks[4..]));
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
            if one.national_id != 0 && other.national_id != 0 && one.national_id != other.national_id {
                prop_assert!(likeness(&one, &other).class() <= Class::Possible);
            }
        }
    }
}
