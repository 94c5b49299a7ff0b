//! The edges of the rules.

use super::*;
use crate::plan::Opening;

const DAY: Day = Day::of(2026, 3, 1);

/// Xã 0; chi hội 1, 2, 3 directly below it; tổ hội 11 and 12 under 1, tổ 111 under 11.
fn facts() -> Facts {
    let unit = |above: &[u128], below: &[u128], form: Form, official: bool| Fact {
        name: Words::default(),
        plain_name: "cũ".to_owned(),
        opened: Day::of(2010, 1, 1),
        closed: Day::NEVER,
        official,
        form: (!official).then_some(form),
        setting: (!official).then_some(Setting::Hamlet),
        above: above.iter().map(|bits| UnitId::of_bits(*bits)).collect(),
        below: below.iter().map(|bits| UnitId::of_bits(*bits)).collect(),
    };
    let units = [
        (0, unit(&[], &[1, 2, 3], Form::Chapter, true)),
        (1, unit(&[0], &[11, 12], Form::Chapter, false)),
        (2, unit(&[0], &[], Form::Chapter, false)),
        (3, unit(&[0], &[], Form::Chapter, false)),
        (11, unit(&[0, 1], &[111], Form::Group, false)),
        (12, unit(&[0, 1], &[], Form::Group, false)),
        (111, unit(&[0, 1, 11], &[], Form::Group, false)),
    ];
    Facts {
        units: units.into_iter().map(|(bits, fact)| (UnitId::of_bits(bits), fact)).collect(),
        listed: vec![],
        today: Today(Day::of(2026, 3, 2)),
    }
}

fn id(bits: u128) -> UnitId {
    UnitId::of_bits(bits)
}

fn to(bits: u128) -> Target {
    Target::unit(&id(bits))
}

fn plan(steps: Vec<Step>) -> Plan {
    Plan {
        day: DAY,
        decision: "Số 1".to_owned(),
        steps,
        opens: vec![],
        placed: BTreeMap::new(),
        registers_hold: false,
    }
}

fn merge(units: &[u128], into: u128) -> Step {
    Step::Merge { units: units.iter().map(|bits| id(*bits)).collect(), into: to(into) }
}

fn code(steps: Vec<Step>) -> String {
    use platform::Say;
    match resolve(&plan(steps), &facts(), &HashMap::new()) {
        Ok(_) => String::new(),
        Err(refusal) => refusal.code(),
    }
}

fn portion(to: u128, units: &[u128], share: &str) -> Portion {
    Portion {
        to: Target::unit(&id(to)),
        units: units.iter().map(|bits| id(*bits)).collect(),
        share: share.parse().ok(),
        basis: "dân số".to_owned(),
    }
}

fn split(heirs: Vec<Portion>) -> Vec<Step> {
    vec![Step::Split { unit: id(1), heirs, rest: None }]
}

#[test]
fn a_merger_asks_those_who_end_and_the_one_who_receives() {
    let found = resolve(&plan(vec![merge(&[1, 2], 3)]), &facts(), &HashMap::new()).unwrap();
    let sides = [(Part::Ends, id(1)), (Part::Ends, id(2)), (Part::Receives, id(3))];
    assert_eq!(found.sides, sides.into());
    assert_eq!(found.touched(), [id(1), id(2)]);
    assert_eq!(found.ended[0].only_heir(), Some(&id(3)));
}

#[test]
fn a_unit_is_spoken_of_once() {
    assert_eq!(code(vec![merge(&[1, 1], 3)]), "named_twice");
    let move_it = Step::Move { unit: id(2), under: to(1) };
    assert_eq!(code(vec![merge(&[2], 3), move_it.clone()]), "named_twice");
    assert_eq!(code(vec![move_it, Step::Move { unit: id(2), under: to(3) }]), "named_twice");
}

#[test]
fn an_heir_goes_on_living() {
    assert_eq!(code(vec![merge(&[1], 1)]), "heir_ends_too");
    assert_eq!(code(vec![merge(&[1], 2), merge(&[2], 3)]), "heir_ends_too");
    let mut gone = facts();
    gone.units.get_mut(&id(3)).unwrap().closed = DAY;
    let refused = resolve(&plan(vec![merge(&[1], 3)]), &gone, &HashMap::new());
    assert!(matches!(refused, Err(Refusal::HeirNotThere { .. })));
    let mut later = facts();
    later.units.get_mut(&id(3)).unwrap().opened = DAY.next();
    let refused = resolve(&plan(vec![merge(&[1], 3)]), &later, &HashMap::new());
    assert!(matches!(refused, Err(Refusal::HeirNotThere { .. })));
}

#[test]
fn nobody_stands_above_themselves() {
    assert_eq!(code(vec![Step::Move { unit: id(1), under: to(11) }]), "above_itself");
    assert_eq!(code(vec![Step::Move { unit: id(1), under: to(1) }]), "above_itself");
    let each_under_the_other =
        vec![Step::Move { unit: id(2), under: to(3) }, Step::Move { unit: id(3), under: to(2) }];
    assert_eq!(code(each_under_the_other), "above_itself");
    assert_eq!(code(vec![merge(&[1], 11)]), "above_itself", "what is below it would be above it");
}

#[test]
fn a_divided_unit_leaves_nothing_below_it_without_a_place() {
    assert_eq!(
        code(split(vec![portion(2, &[11], ""), portion(3, &[], "")])),
        "subunits_without_place"
    );
    assert_eq!(code(split(vec![portion(2, &[11], ""), portion(3, &[12], "")])), "");
    assert_eq!(code(split(vec![portion(2, &[11, 12], ""), portion(3, &[12], "")])), "named_twice");
    assert_eq!(
        code(split(vec![portion(2, &[11, 12], ""), portion(3, &[111], "")])),
        "subunit_elsewhere"
    );
    assert_eq!(code(split(vec![portion(2, &[11, 12], "")])), "heirs_too_few");
}

#[test]
fn shares_are_stated_for_all_and_make_one_whole() {
    let shares = |one, other| code(split(vec![portion(2, &[11], one), portion(3, &[12], other)]));
    assert_eq!(shares("1/3", "2/3"), "");
    assert_eq!(shares("1/3", ""), "shares_not_whole");
    assert_eq!(shares("1/3", "1/3"), "shares_not_whole");
    let mut silent = portion(2, &[11], "1/3");
    silent.basis.clear();
    assert_eq!(code(split(vec![silent, portion(3, &[12], "2/3")])), "share_without_basis");
}

#[test]
fn official_units_change_with_the_official_lists_alone() {
    assert_eq!(code(vec![merge(&[0], 3)]), "official_unit");
    let rename = Step::Rename { unit: id(0), name: "Khác".to_owned() };
    assert_eq!(code(vec![rename]), "official_unit");
}

#[test]
fn what_changes_nothing_is_no_reorganisation() {
    assert_eq!(code(vec![]), "nothing_changes");
    assert_eq!(code(vec![Step::Rename { unit: id(1), name: " cũ".to_owned() }]), "nothing_changes");
    let same = Step::ChangeForm { unit: id(1), form: Form::Chapter, setting: Setting::Hamlet };
    assert_eq!(code(vec![same]), "nothing_changes");
    assert_eq!(code(vec![Step::Move { unit: id(1), under: to(0) }]), "nothing_changes");
}

#[test]
fn a_whole_level_goes_and_what_was_below_it_comes_under_the_next_that_stays() {
    let steps = vec![Step::AbolishForm { under: id(0), form: Form::Group }];
    let found = resolve(&plan(steps), &facts(), &HashMap::new()).unwrap();
    let heirs: Vec<_> =
        found.ended.iter().map(|one| (one.unit.clone(), one.heirs[0].unit.clone())).collect();
    assert_eq!(heirs, [(id(11), id(1)), (id(12), id(1)), (id(111), id(1))]);
    let none = vec![Step::AbolishForm { under: id(0), form: Form::Branch }];
    assert_eq!(code(none), "no_such_form");
}

#[test]
fn a_new_unit_is_agreed_to_by_the_one_above_it() {
    let opening = Opening {
        key: "a".to_owned(),
        parent: id(0),
        name: "Mới".to_owned(),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        code: None,
    };
    let step = Step::Merge { units: vec![id(1), id(2)], into: Target::new_unit("a") };
    let mut plan = plan(vec![step]);
    let keys = HashMap::from([("a".to_owned(), id(99))]);
    let unknown = resolve(&plan, &facts(), &keys);
    assert_eq!(unknown, Err(Refusal::UnknownKey { key: "a".to_owned() }));
    plan.opens = vec![opening.clone()];
    let found = resolve(&plan, &facts(), &keys).unwrap();
    assert!(found.sides.contains(&(Part::Receives, id(0))));
    plan.opens.push(Opening { key: "b".to_owned(), ..opening });
    assert!(matches!(resolve(&plan, &facts(), &keys), Err(Refusal::OpensForNothing { .. })));
}

fn split_off(parts: Vec<Portion>, opens: &[&str]) -> Result<Resolved, Refusal> {
    let opening = |key: &&str| Opening {
        key: (*key).to_owned(),
        parent: id(0),
        name: format!("Mới {key}"),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        code: None,
    };
    let mut plan = plan(vec![Step::SplitOff { unit: id(1), parts }]);
    plan.opens = opens.iter().map(opening).collect();
    let keys = (90..).zip(opens).map(|(bits, key)| ((*key).to_owned(), id(bits))).collect();
    resolve(&plan, &facts(), &keys)
}

fn part(key: &str, units: &[u128], share: &str) -> Portion {
    Portion { to: Target::new_unit(key), ..portion(0, units, share) }
}

#[test]
fn a_part_becomes_a_unit_and_the_rest_goes_on() {
    let found = split_off(vec![part("a", &[11], "1/3")], &["a"]).unwrap();
    assert!(found.ended.is_empty(), "nobody ends");
    assert_eq!(found.parted[0].unit, id(1));
    assert_eq!(found.sides, [(Part::Ends, id(1)), (Part::Receives, id(0))].into());
    assert_eq!(found.touched(), [id(1), id(11)], "unit 12 stays where it is");
    let from_whom = TreeDeed::SplitOff { from: id(1), new: id(90) };
    assert!(found.deeds.contains(&from_whom), "{:?}", found.deeds);
}

#[test]
fn a_part_goes_to_a_unit_there_is_and_makes_no_new_one() {
    let found = split_off(vec![portion(2, &[11], "1/3")], &[]).unwrap();
    assert_eq!(found.parted[0].parts[0].unit, id(2));
    assert_eq!(found.sides, [(Part::Ends, id(1)), (Part::Receives, id(2))].into());
    assert_eq!(found.touched(), [id(11)], "the tree is told of nothing but what moved");
    let figures_only = split_off(vec![portion(2, &[], "1/3")], &[]).unwrap();
    assert_eq!((figures_only.deeds.len(), figures_only.parted.len()), (0, 1));
}

#[test]
fn what_is_split_off_goes_elsewhere_and_is_something_and_not_everything() {
    use platform::Say;
    let code = |parts, opens: &[&str]| split_off(parts, opens).unwrap_err().code();
    assert_eq!(code(vec![portion(1, &[11], "1/3")], &[]), "named_twice");
    assert_eq!(code(vec![portion(2, &[], "")], &[]), "part_is_empty");
    assert_eq!(code(vec![portion(11, &[11], "")], &[]), "above_itself");
    assert_eq!(code(vec![part("a", &[], "")], &["a"]), "part_is_empty");
    assert_eq!(code(vec![part("a", &[], "1")], &["a"]), "nothing_would_stay");
    let whole = vec![part("a", &[11], "1/3"), part("b", &[12], "2/3")];
    assert_eq!(code(whole, &["a", "b"]), "nothing_would_stay");
    let twice = vec![part("a", &[11], ""), part("b", &[11], "")];
    assert_eq!(code(twice, &["a", "b"]), "named_twice");
    assert_eq!(code(vec![part("a", &[111], "")], &["a"]), "subunit_elsewhere");
    assert_eq!(code(vec![], &[]), "nothing_changes");
}

#[test]
fn a_unit_does_not_give_a_part_away_and_receive_on_one_day() {
    let opening = Opening {
        key: "a".to_owned(),
        parent: id(0),
        name: "Mới".to_owned(),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        code: None,
    };
    let away = Step::SplitOff { unit: id(1), parts: vec![part("a", &[11], "")] };
    let mut plan = plan(vec![away, merge(&[2], 1)]);
    plan.opens = vec![opening];
    let keys = HashMap::from([("a".to_owned(), id(90))]);
    let refused = resolve(&plan, &facts(), &keys);
    assert!(matches!(refused, Err(Refusal::NamedTwice { .. })), "{refused:?}");
}

#[test]
fn a_unit_that_holds_units_is_not_simply_dissolved() {
    assert_eq!(code(vec![Step::Dissolve { unit: id(1), to: None }]), "dissolved_with_units");
    assert_eq!(code(vec![Step::Dissolve { unit: id(2), to: None }]), "");
    assert_eq!(code(vec![Step::Dissolve { unit: id(1), to: Some(to(0)) }]), "");
}
