//! What the register of members counts, and which counts hold for a belonging.

use crate::rules::{Counting, JoinReason, LeaveReason, Membership, PersonFacet};
use counts::{Count, Indicator};
use kernel::Day;

/// Hội viên: everyone once, where their home is.
pub const MEMBERS: Indicator = Indicator { code: "members" };
/// Hội viên mới: joined, or written down as having joined, in the period.
pub const NEW_MEMBERS: Indicator = Indicator { code: "new_members" };
/// Hội viên thôi tham gia, by themselves or taken off the list.
pub const MEMBERS_LEFT: Indicator = Indicator { code: "members_left" };
/// Hội viên qua đời.
pub const MEMBERS_DIED: Indicator = Indicator { code: "members_died" };
/// Hội viên chuyển đến.
pub const MEMBERS_MOVED_IN: Indicator = Indicator { code: "members_moved_in" };
/// Hội viên chuyển đi.
pub const MEMBERS_MOVED_OUT: Indicator = Indicator { code: "members_moved_out" };
/// Hội viên tăng, giảm do sắp xếp đơn vị: who comes with a unit that ended, less who went with one.
pub const MEMBERS_MERGED: Indicator = Indicator { code: "members_merged" };

/// What holds for a belonging as it now stands. A belonging beside the home counts nothing, and
/// opening + new + moved in − left − died − moved out ± merged is always what stands at the end.
///
/// Who joined before the unit was there came into it with the units it was made of: they count as
/// moved in on `opened`, its first day, and what was reported of the days before does not move.
pub fn of_membership(membership: &Membership, person: &PersonFacet, opened: Day) -> Vec<Count> {
    if membership.counting == Counting::Also {
        return vec![];
    }
    let facet = person.code();
    let about = |count: Count| count.about(&membership.person).with_facet(facet.clone());
    let one = |indicator, day| about(Count::one(indicator, &membership.unit, day));
    let arrival = match membership.join_reason {
        JoinReason::Joined | JoinReason::Registered if membership.joined_on >= opened => {
            NEW_MEMBERS
        }
        JoinReason::Reorganised => MEMBERS_MERGED,
        _ => MEMBERS_MOVED_IN,
    };
    let since = membership.joined_on.max(opened);
    let mut counts = vec![one(MEMBERS, since), one(arrival, since)];
    if let Some((day, reason)) = membership.end {
        let day = day.max(since);
        counts.push(about(Count::one_less(MEMBERS, &membership.unit, day)));
        counts.push(match reason {
            LeaveReason::Left | LeaveReason::Removed => one(MEMBERS_LEFT, day),
            LeaveReason::Died => one(MEMBERS_DIED, day),
            LeaveReason::Transferred => one(MEMBERS_MOVED_OUT, day),
            LeaveReason::Reorganised => {
                about(Count::one_less(MEMBERS_MERGED, &membership.unit, day))
            }
        });
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{MembershipId, PersonId, UnitId, vietnamese::Sex};

    fn counted(
        counting: Counting,
        reason: JoinReason,
        end: Option<(Day, LeaveReason)>,
    ) -> Vec<(String, i64)> {
        let membership = Membership {
            id: MembershipId::of_bits(1),
            person: PersonId::of_bits(2),
            unit: UnitId::of_bits(3),
            counting,
            card_number: String::new(),
            joined_on: Day::of(2024, 5, 1),
            join_reason: reason,
            end,
            leave_note: String::new(),
            revision: 1,
        };
        let opened = Day::of(2010, 1, 1);
        let counts = of_membership(&membership, &PersonFacet { sex: Some(Sex::Female) }, opened);
        assert!(counts.iter().all(|count| count.facet == "sex=female"));
        counts.into_iter().map(|count| (count.indicator, count.quantity)).collect()
    }

    #[test]
    fn who_joined_before_the_unit_was_there_counts_from_its_first_day() {
        let membership = Membership {
            id: MembershipId::of_bits(1),
            person: PersonId::of_bits(2),
            unit: UnitId::of_bits(3),
            counting: Counting::Home,
            card_number: String::new(),
            joined_on: Day::of(2016, 5, 1),
            join_reason: JoinReason::Registered,
            end: None,
            leave_note: String::new(),
            revision: 1,
        };
        let opened = Day::of(2025, 7, 1);
        let counts = of_membership(&membership, &PersonFacet { sex: None }, opened);
        assert!(counts.iter().all(|count| count.day == opened));
        assert_eq!(counts[1].indicator, "members_moved_in");
    }

    #[test]
    fn a_member_counts_at_home_and_nowhere_else() {
        let new = vec![("members".to_owned(), 1), ("new_members".to_owned(), 1)];
        assert_eq!(counted(Counting::Home, JoinReason::Joined, None), new);
        assert_eq!(counted(Counting::Home, JoinReason::Registered, None), new);
        assert!(counted(Counting::Also, JoinReason::Joined, None).is_empty());
    }

    #[test]
    fn every_end_takes_one_from_the_stock_and_says_why() {
        for (reason, why) in [
            (LeaveReason::Left, "members_left"),
            (LeaveReason::Removed, "members_left"),
            (LeaveReason::Died, "members_died"),
            (LeaveReason::Transferred, "members_moved_out"),
        ] {
            let counts = counted(
                Counting::Home,
                JoinReason::Transferred,
                Some((Day::of(2025, 1, 1), reason)),
            );
            let expected = [("members", 1), ("members_moved_in", 1), ("members", -1), (why, 1)];
            assert_eq!(counts, expected.map(|(code, quantity)| (code.to_owned(), quantity)));
        }
    }
}
