//! The edges of the rules.

use super::*;
use crate::posts::Carries;

const CONGRESS: Day = Day::of(2014, 6, 12);
const TODAY: Day = Day::of(2026, 3, 2);

fn term(since: Day, until: Day) -> Term {
    Term {
        id: TermId::new(),
        unit: UnitId::new(),
        first_year: i64::from(since.year()),
        last_year: i64::from(since.year()) + 5,
        since,
        until,
        planned_until: until,
        decision: String::new(),
        revision: 1,
    }
}

fn new_term(since: Day, until: Option<Day>) -> NewTerm {
    let first_year = i64::from(since.year());
    NewTerm { first_year, last_year: first_year + 5, since, until, decision: String::new() }
}

fn post(single: bool) -> Post {
    Post {
        code: "chu_tich".to_owned(),
        label_vi: "Chủ tịch".to_owned(),
        label_en: "Chair".to_owned(),
        bodies: vec![],
        single,
        carries: Carries::Nothing,
        position: 1,
        retired_on: None,
        revision: 1,
    }
}

fn new_tenure(full_name: &str, since: Day) -> NewTenure {
    NewTenure {
        post: "chu_tich".to_owned(),
        full_name: full_name.to_owned(),
        apart: String::new(),
        username: String::new(),
        began: Began::Elected,
        since,
        until: None,
        decision: String::new(),
    }
}

fn tenure(full_name: &str, since: Day, until: Day) -> Tenure {
    Tenure {
        id: TenureId::new(),
        unit: UnitId::new(),
        term: TermId::new(),
        post: "chu_tich".to_owned(),
        full_name: full_name.to_owned(),
        name_match: text::match_key(full_name),
        apart: String::new(),
        account: None,
        began: Began::Elected,
        since,
        until,
        ended: None,
        began_decision: String::new(),
        ended_decision: String::new(),
        revision: 1,
    }
}

#[test]
fn the_next_term_begins_on_the_day_the_last_one_ended_and_not_a_day_before() {
    let next = Day::of(2019, 8, 20);
    let earlier = [term(CONGRESS, next)];
    let due = open_term(&new_term(next, None), &earlier, TODAY).unwrap();
    assert_eq!(due, Day::of(2024, 8, 20));
    let refused = open_term(&new_term(next.before(), None), &earlier, TODAY).unwrap_err();
    assert!(matches!(refused, Refusal::TermsOverlap { .. }), "{refused:?}");
    // A term written down later may lie before those that are known, if it ends in time.
    let before = new_term(Day::of(2009, 5, 5), Some(CONGRESS));
    assert!(open_term(&before, &earlier, TODAY).is_ok());
    let before = new_term(Day::of(2009, 5, 5), Some(CONGRESS.next()));
    assert!(open_term(&before, &earlier, TODAY).is_err());
}

#[test]
fn a_term_of_no_years_or_of_eleven_is_none() {
    for (first_year, last_year) in [(2014, 2014), (2014, 2025), (2019, 2014), (2020, 2025)] {
        let new = NewTerm { first_year, last_year, ..new_term(CONGRESS, None) };
        let refused = open_term(&new, &[], TODAY).unwrap_err();
        assert!(matches!(refused, Refusal::YearsUnusable { .. }), "{first_year}: {refused:?}");
    }
}

#[test]
fn a_unit_has_one_chair_at_a_time_and_the_next_begins_when_the_last_ends() {
    let running = term(CONGRESS, Day::NEVER);
    let first = [tenure("Vàng A Pào", CONGRESS, Day::of(2016, 1, 1))];
    let next = new_tenure("Lò Văn Hặc", Day::of(2015, 12, 31));
    let refused = appoint(&next, &post(true), &running, &first, TODAY).unwrap_err();
    assert!(matches!(refused, Refusal::OfficeHeld { .. }), "{refused:?}");
    assert!(appoint(&next, &post(false), &running, &first, TODAY).is_ok());
    let next = new_tenure("Lò Văn Hặc", Day::of(2016, 1, 1));
    let said = appoint(&next, &post(true), &running, &first, TODAY);
    assert_eq!(said, Ok((Day::NEVER, None)));
    // The same person twice in one office is one entry too many, however the tone is set.
    let again = new_tenure("Vàng A Pào", Day::of(2015, 1, 1));
    let refused = appoint(&again, &post(false), &running, &first, TODAY).unwrap_err();
    assert!(matches!(refused, Refusal::AlreadyInOffice { .. }), "{refused:?}");
}

#[test]
fn nobodys_office_outlives_the_term() {
    let over = term(CONGRESS, Day::of(2019, 8, 20));
    let new = new_tenure("Lò Văn Hặc", CONGRESS);
    let said = appoint(&new, &post(true), &over, &[], TODAY);
    assert_eq!(said, Ok((Day::of(2019, 8, 20), Some(Ended::TermEnded))));
    let late = new_tenure("Lò Văn Hặc", Day::of(2019, 8, 20));
    let refused = appoint(&late, &post(true), &over, &[], TODAY).unwrap_err();
    assert!(matches!(refused, Refusal::OutsideTerm { .. }), "{refused:?}");
}

#[test]
fn the_first_recorded_session_says_its_number_and_the_others_follow() {
    let day = Day::of(2017, 7, 6);
    assert_eq!(number_of_meeting(Some(9), day, &[]), Ok(9));
    let known = [(9, day)];
    assert_eq!(number_of_meeting(None, day.next(), &known), Ok(10));
    assert_eq!(number_of_meeting(Some(8), day.before(), &known), Ok(8));
    let gap = Err(Refusal::NumberLeavesGap { expected: 10 });
    assert_eq!(number_of_meeting(Some(11), day.next(), &known), gap);
    assert_eq!(number_of_meeting(Some(9), day.next(), &known), gap);
    let early = number_of_meeting(None, day.before(), &known);
    assert_eq!(early, Err(Refusal::MeetingOutOfOrder { number: 9, day }));
}

#[test]
fn two_thirds_of_eleven_are_eight_and_seven_decide_nothing() {
    assert_eq!((needed(11, 2, 3), needed(9, 2, 3), needed(2, 1, 2)), (8, 6, 1));
    let there =
        |present: i64| Attendance { members: 11, present, excused: 11 - present, absent: 0 };
    let refused = vote(there(7), (2, 3), (7, 0, 0));
    assert_eq!(refused, Err(Refusal::NoQuorum { present: 7, members: 11, needed: 8 }));
    assert_eq!(vote(there(8), (2, 3), (5, 3, 0)), Ok(Outcome::Passed));
    assert_eq!(
        vote(there(8), (2, 3), (4, 3, 1)),
        Ok(Outcome::Rejected),
        "half is not more than half"
    );
    let refused = vote(there(8), (2, 3), (8, 1, 0));
    assert_eq!(refused, Err(Refusal::TooManyVotes { votes: 9, present: 8 }));
    assert_eq!(vote(Attendance::default(), (2, 3), (1, 0, 0)), Err(Refusal::AttendanceMissing));
}

#[test]
fn what_is_undone_is_taken_over_only_in_writing() {
    let undone = ["Báo cáo chưa nộp.".to_owned()];
    assert!(undone_is_said(&[], "").is_ok());
    assert!(undone_is_said(&undone, " ghi nhận ").is_err());
    assert!(undone_is_said(&undone, "nhận nộp thay trước ngày 5").is_ok());
}

#[test]
fn two_people_of_one_name_are_told_apart_by_what_is_written_beside() {
    let leaver = tenure("Nguyễn Văn Hùng", CONGRESS, Day::NEVER);
    assert_eq!(two_people(&leaver, ("Nguyễn  Văn Hùng", ""), None), Err(Refusal::SamePerson));
    assert!(two_people(&leaver, ("Nguyễn Văn Hùng", "sinh 1970"), None).is_ok());
    let account = AccountId::new();
    let leaver = Tenure { account: Some(account.clone()), ..leaver };
    let refused = two_people(&leaver, ("Lò Văn Hặc", ""), Some(&account));
    assert_eq!(refused, Err(Refusal::SamePerson));
}

#[test]
fn a_name_is_letters_and_no_formula() {
    assert!(check_name("H’Hen Niê").is_ok());
    assert!(check_name("").is_err());
    assert!(matches!(check_name("=1+1"), Err(Refusal::NameUnusable | Refusal::NameInvalid { .. })));
    assert!(matches!(check_name("Lò <b>"), Err(Refusal::NameInvalid { .. })));
}

#[test]
fn a_corrected_congress_moves_who_was_elected_by_it_and_who_left_by_it() {
    let (old, right) = (Day::of(2019, 6, 12), Day::of(2019, 6, 21));
    let (first, second) = (term(CONGRESS, old), term(old, Day::NEVER));
    let of = |term: &Term, name: &str, since, until, ended| Tenure {
        term: term.id.clone(),
        ended,
        ..tenure(name, since, until)
    };
    let left = of(&first, "Lò Văn Cũ", CONGRESS, old, Some(Ended::TermEnded));
    let resigned = of(&first, "Lò Văn Thôi", CONGRESS, old, Some(Ended::Resigned));
    let elected = of(&second, "Lò Văn Mới", old, Day::NEVER, None);
    let later = of(&second, "Lò Văn Sau", Day::of(2020, 1, 1), Day::NEVER, None);
    let (terms, tenures) = ([first.clone(), second.clone()], [left, resigned, elected, later]);
    let recorded = |first_met, last_met_before| Recorded {
        terms: &terms,
        tenures: &tenures,
        first_met,
        last_met_before,
    };
    let correct =
        |day, recorded: &Recorded<'_>| correct_term(&second, &new_term(day, None), recorded, TODAY);
    let found = correct(right, &recorded(None, None)).unwrap();
    assert_eq!(found.term.since, right);
    assert_eq!(found.before.map(|term| term.until), Some(right));
    let moved: Vec<_> = found.moved.iter().map(|one| (one.full_name.as_str(), one.since)).collect();
    assert_eq!(moved, [("Lò Văn Cũ", CONGRESS), ("Lò Văn Mới", right)], "who resigned did so then");
    let after = correct(Day::of(2020, 1, 2), &recorded(None, None)).unwrap_err();
    let since = Day::of(2020, 1, 1);
    assert_eq!(after, Refusal::BeganBefore { name: "Lò Văn Sau".to_owned(), since });
    let met = Day::of(2019, 6, 20);
    let refused = correct(right, &recorded(Some(met), None)).unwrap_err();
    assert_eq!(refused, Refusal::MetBefore { day: met });
    let refused = correct(Day::of(2019, 6, 1), &recorded(None, Some(Day::of(2019, 6, 1))));
    assert_eq!(refused, Err(Refusal::MetLater { day: Day::of(2019, 6, 1) }));
    let before_both = correct(Day::of(2014, 1, 1), &recorded(None, None));
    assert!(matches!(before_both, Err(Refusal::TermsOverlap { .. })), "{before_both:?}");
    let ahead = correct_term(
        &second,
        &NewTerm { last_year: 2027, first_year: 2026, ..new_term(TODAY.next(), None) },
        &recorded(None, None),
        TODAY,
    );
    assert_eq!(ahead, Err(Refusal::CongressAhead { day: TODAY.next() }));
}
