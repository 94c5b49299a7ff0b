//! Hội tịch: joining, belonging, moving and leaving.

use super::{NewMember, Refusal, first_possible_day};
use kernel::{Day, MembershipId, PersonId, UnitId, vietnamese::date::WrittenDay};
use units::UnitBrief;

/// Declares an enum that is stored as a word.
macro_rules! stored_word {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $( $(#[$each])* $variant ),* }

        impl $name {
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            pub fn read(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

stored_word!(
    /// Whether a belonging is the one by which a person is counted.
    Counting {
        /// Nơi tính hội viên
        Home = "home",
        /// Nơi tham gia thêm
        Also = "also",
    }
);

stored_word!(
    /// How a belonging began.
    JoinReason {
        /// Kết nạp
        Joined = "joined",
        /// Chuyển đến
        Transferred = "transferred",
        /// A member of before, written down when the register begins.
        Registered = "registered",
        /// Từ đơn vị cũ sang khi sắp xếp đơn vị
        Reorganised = "reorganised",
    }
);

stored_word!(
    /// How a belonging ended.
    LeaveReason {
        /// Thôi tham gia
        Left = "left",
        /// Qua đời
        Died = "died",
        /// Chuyển đi
        Transferred = "transferred",
        /// Đưa ra khỏi danh sách
        Removed = "removed",
        /// Đơn vị kết thúc khi sắp xếp
        Reorganised = "reorganised",
    }
);

/// One belonging of one person to one unit as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub person: PersonId,
    pub unit: UnitId,
    pub counting: Counting,
    pub card_number: String,
    pub joined_on: Day,
    pub join_reason: JoinReason,
    /// The end of the belonging: the first day on which it is no more, and why.
    pub end: Option<(Day, LeaveReason)>,
    pub leave_note: String,
    pub revision: i64,
}

impl Membership {
    pub fn is_current(&self) -> bool {
        self.end.is_none()
    }
}

fn stands(unit: &UnitBrief, day: Day) -> Result<(), Refusal> {
    if unit.is_alive(day) {
        return Ok(());
    }
    Err(Refusal::UnitNotThere {
        vi: unit.full_name(kernel::Lang::Vi),
        en: unit.full_name(kernel::Lang::En),
        day,
    })
}

fn day_is_possible(day: Day, birth: Option<WrittenDay>, today: Day) -> Result<(), Refusal> {
    if today < day {
        return Err(Refusal::InFuture { day });
    }
    match birth.map(first_possible_day) {
        Some(born) if day < born => Err(Refusal::JoinedBeforeBirth),
        _ => Ok(()),
    }
}

/// Whether a new person may be written into a unit's list. A member of before may have joined the
/// association earlier than the unit of today was opened.
pub fn may_join(unit: &UnitBrief, new: &NewMember, today: Day) -> Result<(), Refusal> {
    super::check_person(&new.person, today)?;
    day_is_possible(new.joined_on, new.person.birth, today)?;
    match new.reason {
        JoinReason::Registered => stands(unit, today),
        JoinReason::Joined | JoinReason::Transferred | JoinReason::Reorganised => {
            stands(unit, new.joined_on)
        }
    }
}

/// Whether somebody known may belong to one more unit, and how they are counted there.
pub fn may_belong(
    of_person: &[Membership],
    unit: &UnitBrief,
    wanted: Counting,
    on: Day,
    birth: Option<WrittenDay>,
    today: Day,
) -> Result<(), Refusal> {
    if has_died(of_person) {
        return Err(Refusal::HasDied);
    }
    day_is_possible(on, birth, today)?;
    stands(unit, on)?;
    let mut current = of_person.iter().filter(|one| one.is_current());
    if current.clone().any(|one| one.unit == unit.id) {
        return Err(Refusal::AlreadyHere);
    }
    if wanted == Counting::Home && current.any(|one| one.counting == Counting::Home) {
        return Err(Refusal::HasHome);
    }
    let overlaps =
        |one: &Membership| one.end.is_some_and(|(end, _)| on < end && one.unit == unit.id);
    let counted_then = |one: &Membership| {
        one.counting == Counting::Home && one.end.is_some_and(|(end, _)| on < end)
    };
    match of_person
        .iter()
        .find(|one| overlaps(one) || wanted == Counting::Home && counted_then(one))
    {
        Some(earlier) => {
            Err(Refusal::StillElsewhere { until: earlier.end.map_or(on, |(end, _)| end) })
        }
        None => Ok(()),
    }
}

fn has_died(of_person: &[Membership]) -> bool {
    of_person.iter().any(|one| matches!(one.end, Some((_, LeaveReason::Died))))
}

/// Whether a belonging may end on a day.
pub fn may_leave(membership: &Membership, on: Day, today: Day) -> Result<(), Refusal> {
    if let Some((day, _)) = membership.end {
        return Err(Refusal::AlreadyLeft { day });
    }
    if today < on {
        return Err(Refusal::InFuture { day: on });
    }
    if on < membership.joined_on {
        return Err(Refusal::LeftBeforeJoined { joined: membership.joined_on });
    }
    Ok(())
}

/// Whether a belonging may move to another unit on a day.
pub fn may_transfer(
    membership: &Membership,
    of_person: &[Membership],
    to: &UnitBrief,
    on: Day,
    today: Day,
) -> Result<(), Refusal> {
    may_leave(membership, on, today)?;
    stands(to, on)?;
    let mut current = of_person.iter().filter(|one| one.is_current());
    if current.any(|one| one.unit == to.id) {
        return Err(Refusal::AlreadyHere);
    }
    Ok(())
}

/// Whether an end that was written down by mistake may be taken back.
pub fn may_return(membership: &Membership, of_person: &[Membership]) -> Result<(), Refusal> {
    let Some((_, reason)) = membership.end else {
        return Err(Refusal::StillMember);
    };
    if matches!(reason, LeaveReason::Transferred | LeaveReason::Reorganised) {
        return Err(Refusal::WasTransferred);
    }
    let mut others = of_person.iter().filter(|one| one.is_current() && one.id != membership.id);
    if others.clone().any(|one| one.unit == membership.unit) {
        return Err(Refusal::AlreadyHere);
    }
    if membership.counting == Counting::Home && others.any(|one| one.counting == Counting::Home) {
        return Err(Refusal::HasHome);
    }
    Ok(())
}

/// Whether the day of joining of a belonging may be put right.
pub fn may_change_days(
    membership: &Membership,
    joined_on: Day,
    birth: Option<WrittenDay>,
    today: Day,
) -> Result<(), Refusal> {
    day_is_possible(joined_on, birth, today)?;
    match membership.end {
        Some((left, _)) if left < joined_on => Err(Refusal::LeftBeforeJoined { joined: joined_on }),
        _ => Ok(()),
    }
}

/// The number of a card that the program makes: the unit's code and a running number.
pub fn made_card_number(unit_code: &str, running: i64) -> String {
    format!("{unit_code}-{running:04}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::NewPerson;

    const TODAY: Day = Day::of(2026, 3, 2);

    fn unit() -> UnitBrief {
        UnitBrief {
            id: UnitId::of_bits(1),
            code: "TA".to_owned(),
            level: units::Level::Chapter,
            kind: "chi hội".to_owned(),
            name: "Chi hội Trường An".to_owned(),
            opened: Day::of(2020, 1, 1),
            closed: Day::of(2026, 1, 1).plus_days(200),
            sort_key: String::new(),
        }
    }
    fn membership(unit: u128, counting: Counting, end: Option<(Day, LeaveReason)>) -> Membership {
        Membership {
            id: MembershipId::of_bits(unit),
            person: PersonId::of_bits(7),
            unit: UnitId::of_bits(unit),
            counting,
            card_number: String::new(),
            joined_on: Day::of(2022, 5, 1),
            join_reason: JoinReason::Joined,
            end,
            leave_note: String::new(),
            revision: 1,
        }
    }
    fn joining(day: Day, reason: JoinReason, birth: Option<WrittenDay>) -> Result<(), Refusal> {
        let person =
            NewPerson { full_name: "Lò Thị An".to_owned(), birth, ..NewPerson::default() };
        may_join(&unit(), &NewMember { person, card_number: None, joined_on: day, reason }, TODAY)
    }

    #[test]
    fn one_joins_a_unit_that_stands_that_day_and_not_before_birth_or_after_today() {
        assert_eq!(joining(TODAY, JoinReason::Joined, None), Ok(()));
        assert_eq!(joining(Day::of(2020, 1, 1), JoinReason::Joined, None), Ok(()));
        let before = joining(Day::of(2019, 12, 31), JoinReason::Joined, None);
        assert!(matches!(before, Err(Refusal::UnitNotThere { .. })));
        assert_eq!(
            joining(TODAY.next(), JoinReason::Joined, None),
            Err(Refusal::InFuture { day: TODAY.next() })
        );
        let born = Some(WrittenDay::Year(2024));
        assert_eq!(
            joining(Day::of(2023, 12, 31), JoinReason::Joined, born),
            Err(Refusal::JoinedBeforeBirth)
        );
    }

    #[test]
    fn a_member_of_before_may_be_older_than_the_unit() {
        assert_eq!(joining(Day::of(1998, 10, 2), JoinReason::Registered, None), Ok(()));
    }

    #[test]
    fn a_second_home_is_refused_and_a_further_belonging_is_not() {
        let at_home = [membership(2, Counting::Home, None)];
        let belong = |wanted| may_belong(&at_home, &unit(), wanted, TODAY, None, TODAY);
        assert_eq!(belong(Counting::Home), Err(Refusal::HasHome));
        assert_eq!(belong(Counting::Also), Ok(()));
    }

    #[test]
    fn one_belongs_to_a_unit_once_at_a_time() {
        let here = [membership(1, Counting::Home, None)];
        let twice = may_belong(&here, &unit(), Counting::Also, TODAY, None, TODAY);
        assert_eq!(twice, Err(Refusal::AlreadyHere));
        let left = Day::of(2025, 1, 1);
        let gone = [membership(1, Counting::Home, Some((left, LeaveReason::Left)))];
        let back = |on| may_belong(&gone, &unit(), Counting::Home, on, None, TODAY);
        assert_eq!(back(left), Ok(()));
        assert_eq!(back(left.before()), Err(Refusal::StillElsewhere { until: left }));
    }

    #[test]
    fn the_dead_do_not_join() {
        let died = [membership(2, Counting::Home, Some((Day::of(2025, 1, 1), LeaveReason::Died)))];
        let again = may_belong(&died, &unit(), Counting::Home, TODAY, None, TODAY);
        assert_eq!(again, Err(Refusal::HasDied));
    }

    #[test]
    fn one_leaves_once_and_not_before_joining() {
        let here = membership(1, Counting::Home, None);
        assert_eq!(may_leave(&here, here.joined_on, TODAY), Ok(()));
        let early = may_leave(&here, here.joined_on.before(), TODAY);
        assert_eq!(early, Err(Refusal::LeftBeforeJoined { joined: here.joined_on }));
        let gone = membership(1, Counting::Home, Some((TODAY, LeaveReason::Left)));
        assert_eq!(may_leave(&gone, TODAY, TODAY), Err(Refusal::AlreadyLeft { day: TODAY }));
    }

    #[test]
    fn an_end_by_mistake_is_taken_back_unless_the_person_has_another_home() {
        let gone = membership(1, Counting::Home, Some((TODAY, LeaveReason::Died)));
        assert_eq!(may_return(&gone, std::slice::from_ref(&gone)), Ok(()));
        let home = membership(2, Counting::Home, None);
        assert_eq!(may_return(&gone, &[gone.clone(), home]), Err(Refusal::HasHome));
        let moved = membership(1, Counting::Home, Some((TODAY, LeaveReason::Transferred)));
        assert_eq!(may_return(&moved, &[]), Err(Refusal::WasTransferred));
    }
}
