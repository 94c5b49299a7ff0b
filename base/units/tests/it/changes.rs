//! Units are joined, divided, moved, and brought back: the tree agrees with its rules all the time.

use crate::{TODAY, world::World};
use kernel::{Day, UnitId};
use platform::{Problem, db::Tx};
use units::{Form, Level, NewOwnUnit, NewPlace, Part, Setting, Subtree, Succession};

const BEGAN: Day = Day::of(2010, 1, 1);
const CHANGE: Day = Day::of(2026, 3, 1);

fn place(code: &str, level: Level, name: &str, opened: Day) -> NewPlace {
    let kind = if level == Level::Province { "tỉnh" } else { "xã" };
    NewPlace { code: code.to_owned(), level, name: name.to_owned(), kind: kind.to_owned(), opened }
}

fn chapter(suffix: &str, opened: Day) -> NewOwnUnit {
    NewOwnUnit {
        code_suffix: suffix.to_owned(),
        name: format!("Chi hội {suffix}"),
        form: Form::Chapter,
        setting: Setting::Hamlet,
        opened,
        sector: None,
    }
}

/// A province with two communes of two chapters each.
struct Small {
    province: UnitId,
    lotus: UnitId,
    bamboo: UnitId,
    /// `a` and `b` of Lotus, `c` and `d` of Bamboo.
    chapters: [UnitId; 4],
}

async fn small(tx: &mut Tx) -> Result<Small, Problem> {
    let province = units::add_place(tx, None, place("GEN", Level::Province, "Mẫu", BEGAN)).await?;
    let lotus = place("GEN001", Level::Commune, "Hoa Sen", BEGAN);
    let lotus = units::add_place(tx, Some(&province), lotus).await?;
    let bamboo = place("GEN002", Level::Commune, "Tre Xanh", BEGAN);
    let bamboo = units::add_place(tx, Some(&province), bamboo).await?;
    let chapters = [
        units::open_own(tx, &lotus, chapter("a", BEGAN)).await?,
        units::open_own(tx, &lotus, chapter("b", BEGAN)).await?,
        units::open_own(tx, &bamboo, chapter("c", BEGAN)).await?,
        units::open_own(tx, &bamboo, chapter("d", BEGAN)).await?,
    ];
    Ok(Small { province, lotus, bamboo, chapters })
}

fn whole(old: &UnitId, new: &UnitId) -> Succession {
    Succession { old: old.clone(), new: new.clone(), part: Part::Whole }
}

fn part(old: &UnitId, new: &UnitId) -> Succession {
    Succession { part: Part::Part, ..whole(old, new) }
}

async fn within(tx: &mut Tx, unit: &UnitId, above: &UnitId, on: Day) -> Result<bool, Problem> {
    units::is_within(tx, unit, above, on).await
}

async fn assert_sound(tx: &mut Tx) -> Result<(), Problem> {
    assert_eq!(units::verify(tx).await?.bad, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn two_communes_become_one_and_their_chapters_follow() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let new = place("GEN003", Level::Commune, "Sen Tre", CHANGE);
    let new = units::add_place(&mut tx, Some(&small.province), new).await?;
    let both = [whole(&small.lotus, &new), whole(&small.bamboo, &new)];
    units::succeed(&mut tx, &both, CHANGE, "12/NQ-HĐND").await?;

    for chapter in &small.chapters {
        assert!(within(&mut tx, chapter, &new, CHANGE).await?);
        assert!(!within(&mut tx, chapter, &new, CHANGE.before()).await?);
        assert_eq!(units::direct_parent(&mut tx, chapter, CHANGE).await?.as_ref(), Some(&new));
    }
    let lotus_before = units::direct_parent(&mut tx, &small.chapters[0], CHANGE.before()).await?;
    assert_eq!(lotus_before.as_ref(), Some(&small.lotus), "what was, stays");
    assert_eq!(units::children(&mut tx, &new, TODAY, None, 10).await?.units.len(), 4);
    let now = Subtree { unit: small.province.clone(), boundaries: TODAY };
    assert_eq!(units::count_below(&mut tx, &now, Level::Commune).await?, 1);
    let kin = units::successors(&mut tx, &small.lotus).await?;
    assert_eq!(
        (&kin[0].unit.id, kin[0].part, kin[0].day, kin[0].resolution.as_str()),
        (&new, Part::Whole, CHANGE, "12/NQ-HĐND")
    );
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_commune_is_divided_by_its_hamlets() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let north = place("GEN004", Level::Commune, "Sen Bắc", CHANGE);
    let north = units::add_place(&mut tx, Some(&small.province), north).await?;
    let parts = [part(&small.lotus, &north), part(&small.lotus, &small.bamboo)];
    let refused = units::succeed(&mut tx, &parts, CHANGE, "").await.unwrap_err();
    assert_eq!(refused.code(), "has_open_units", "somebody has to say where each chapter goes");

    units::move_under(&mut tx, &small.chapters[0], &north, CHANGE, "13/NQ-HĐND").await?;
    units::move_under(&mut tx, &small.chapters[1], &small.bamboo, CHANGE, "13/NQ-HĐND").await?;
    units::succeed(&mut tx, &parts, CHANGE, "13/NQ-HĐND").await?;
    assert!(within(&mut tx, &small.chapters[0], &north, CHANGE).await?);
    assert!(within(&mut tx, &small.chapters[1], &small.bamboo, CHANGE).await?);
    assert!(within(&mut tx, &small.chapters[1], &small.lotus, CHANGE.before()).await?);
    let province = Subtree { unit: small.province.clone(), boundaries: TODAY };
    let undivided = units::undivided(&mut tx, &province).await?;
    assert_eq!(undivided.len(), 1, "what stands on the old commune itself is named, not guessed");
    assert_eq!(undivided[0].id, small.lotus);
    assert!(!within(&mut tx, &small.lotus, &north, CHANGE).await?);
    assert!(within(&mut tx, &small.lotus, &small.province, CHANGE).await?);
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn what_is_merged_into_a_unit_says_nothing_of_where_that_unit_came_from()
-> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let [a, _, c, _] = &small.chapters;
    units::succeed(&mut tx, &[whole(c, a)], CHANGE, "").await?;
    assert!(within(&mut tx, c, a, CHANGE).await?);
    assert!(within(&mut tx, c, &small.lotus, CHANGE).await?);
    let long_ago = BEGAN.before();
    assert!(within(&mut tx, a, &small.lotus, long_ago).await?, "not under Bamboo, where c was");
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_part_that_was_split_off_lies_in_old_boundaries_where_it_was() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let a = &small.chapters[0];
    let new = units::open_own(&mut tx, &small.bamboo, chapter("e", CHANGE)).await?;
    units::split_off(&mut tx, a, &new, "14/QĐ-HKH").await?;
    assert!(within(&mut tx, &new, a, CHANGE.before()).await?);
    assert!(within(&mut tx, &new, &small.bamboo, CHANGE).await?);
    assert!(!within(&mut tx, &new, a, CHANGE).await?);
    let later = Day::of(2026, 9, 1);
    units::succeed(&mut tx, &[whole(a, &small.chapters[1])], later, "").await?;
    assert!(
        within(&mut tx, a, &small.chapters[1], later).await?,
        "what was split off before does not continue it"
    );
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn a_chapter_that_becomes_a_committee_keeps_what_it_was() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let a = &small.chapters[0];
    units::change_form(&mut tx, a, Form::Committee, Setting::School, CHANGE, "15/QĐ-HKH").await?;
    let unit = units::unit(&mut tx, a).await?;
    assert_eq!((unit.form, unit.setting), (Some(Form::Committee), Some(Setting::School)));
    let forms = units::forms(&mut tx, a).await?;
    let spans: Vec<(Day, Form)> = forms.iter().map(|span| (span.since, span.form)).collect();
    assert_eq!(spans, [(BEGAN, Form::Chapter), (CHANGE, Form::Committee)]);
    let before = units::name_on(&mut tx, a, CHANGE.before()).await?.kind;
    assert_ne!(before, units::name_on(&mut tx, a, CHANGE).await?.kind);
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn what_cannot_become_of_a_unit_is_refused_by_name() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let [a, b, c, d] = &small.chapters;
    let group = units::open_own(&mut tx, a, chapter("nhom", BEGAN)).await?;
    let late = units::open_own(&mut tx, &small.lotus, chapter("muon", CHANGE.next())).await?;
    let mut codes = vec![];
    for (successions, day) in [
        (vec![whole(a, &group)], CHANGE),
        (vec![whole(a, b), whole(b, c)], CHANGE),
        (vec![whole(a, &late)], CHANGE),
        (vec![whole(a, b), part(a, c)], CHANGE),
        (vec![part(a, b)], CHANGE),
        (vec![part(a, b), part(a, b)], CHANGE),
        (vec![whole(c, d)], BEGAN),
        (vec![part(a, b), part(a, c)], CHANGE),
    ] {
        let refused = units::succeed(&mut tx, &successions, day, "").await.unwrap_err();
        codes.push(refused.code());
    }
    assert_eq!(
        codes,
        [
            "above_itself",
            "heir_ends_too",
            "heir_not_there",
            "whole_or_parts",
            "whole_or_parts",
            "whole_or_parts",
            "closes_before_it_opened",
            "has_open_units",
        ]
    );
    let mut codes = vec![];
    for (unit, parent, day) in [
        (a, &group, CHANGE),
        (a, a, CHANGE),
        (a, &small.lotus, CHANGE),
        (a, &small.bamboo, BEGAN),
        (a, &late, CHANGE),
    ] {
        codes.push(units::move_under(&mut tx, unit, parent, day, "").await.unwrap_err().code());
    }
    assert_eq!(
        codes,
        ["above_itself", "above_itself", "already_under", "not_alive_that_day", "parent_not_alive",]
    );
    units::move_under(&mut tx, a, &small.bamboo, CHANGE, "").await?;
    let again = units::move_under(&mut tx, a, &small.lotus, CHANGE, "").await.unwrap_err();
    assert_eq!(again.code(), "changed_later");
    units::succeed(&mut tx, &[whole(c, d)], CHANGE, "").await?;
    let again = units::succeed(&mut tx, &[whole(c, a)], CHANGE, "").await.unwrap_err();
    assert_eq!(again.code(), "already_closed");
    let form = Form::Group;
    let refused = units::change_form(&mut tx, &small.lotus, form, Setting::Hamlet, CHANGE, "");
    assert_eq!(refused.await.unwrap_err().code(), "has_no_form");
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn official_units_become_only_what_the_lists_say() -> Result<(), Problem> {
    let world = World::of_provinces(&["11"]).await;
    let mut tx = world.tx().await;
    let (before, reform) = (Day::of(2025, 6, 30), Day::of(2025, 7, 1));
    let old = units::find(&mut tx, "03373", before).await?.id.clone();
    let new = units::find(&mut tx, "03208", reform).await?.id.clone();
    units::succeed(&mut tx, &[whole(&old, &new)], reform, "1661/NQ-UBTVQH15").await?;
    let other = units::find(&mut tx, "03127", reform).await?.id.clone();
    let refused = units::succeed(&mut tx, &[whole(&old, &other)], reform, "").await.unwrap_err();
    assert_eq!(refused.code(), "not_so_in_the_lists");
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

#[tokio::test]
async fn what_was_done_to_the_tree_can_be_taken_back() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let small = small(&mut tx).await?;
    let [a, b, c, _] = small.chapters.clone();
    let before = everything(&mut tx).await?;
    let image = [&small.lotus, &small.bamboo, &a, &b, &c].map(UnitId::clone);
    let image = units::tree_image(&mut tx, &image).await?;
    let new = place("GEN003", Level::Commune, "Sen Tre", CHANGE);
    let new = units::add_place(&mut tx, Some(&small.province), new).await?;
    units::move_under(&mut tx, &a, &small.bamboo, CHANGE, "").await?;
    units::change_form(&mut tx, &b, Form::Group, Setting::Clan, CHANGE, "").await?;
    units::rename(&mut tx, &c, "Chi hội Cê", CHANGE, "").await?;
    let both = [whole(&small.lotus, &new), whole(&small.bamboo, &new)];
    units::succeed(&mut tx, &both, CHANGE, "").await?;
    assert_ne!(everything(&mut tx).await?, before);

    let text = serde_json::to_string(&image).unwrap();
    let image: units::TreeImage = serde_json::from_str(&text).unwrap();
    units::put_back(&mut tx, &image, &[new]).await?;
    assert_eq!(everything(&mut tx).await?, before);
    assert_sound(&mut tx).await?;
    world.end(tx).await;
    Ok(())
}

/// Every row of the tree's tables that changes touch.
async fn everything(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let mut rows = vec![];
    for sql in [
        "select id || closed || form || setting || folded || note from unit order by 1",
        "select unit_id || since || until || name || kind from unit_name order by 1",
        "select unit_id || since || founder_id from unit_founder order by 1",
        "select unit_id || since || form || setting from unit_form order by 1",
        "select unit_id || parent_id || since || until from unit_parent order by 1",
        "select unit_id || ancestor_id || since || until from unit_ancestor order by 1",
        "select old_id || new_id || part || day from unit_succession order by 1",
    ] {
        let some: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut **tx).await?;
        rows.extend(some);
    }
    Ok(rows)
}

/// Whatever happens in whatever order, the places worked out step by step are those that the rules
/// give for the whole; and what is taken back leaves no trace.
#[tokio::test]
async fn any_changes_in_any_order_leave_a_sound_tree() -> Result<(), Problem> {
    for seed in 0..12_u64 {
        let world = World::empty().await;
        let mut tx = world.tx().await;
        let small = small(&mut tx).await?;
        let mut chance = Chance(seed);
        let mut alive = small.chapters.to_vec();
        let mut communes = vec![small.lotus.clone(), small.bamboo.clone()];
        let mut day = CHANGE;
        for step in 0..14 {
            day = day.plus_days(1 + chance.below(20) as i32);
            let before = everything(&mut tx).await?;
            let all: Vec<UnitId> = alive.iter().chain(&communes).cloned().collect();
            let image = units::tree_image(&mut tx, &all).await?;
            let (had_alive, had_communes) = (alive.clone(), communes.clone());
            let mut opened = vec![];
            match chance.below(5) {
                0 => {
                    let parent = chance.pick(&all).clone();
                    let new = chapter(&format!("moi-{step}"), day);
                    let new = units::open_own(&mut tx, &parent, new).await?;
                    alive.push(new.clone());
                    opened.push(new);
                }
                1 => {
                    let (unit, parent) = (chance.pick(&alive), chance.pick(&all));
                    // Refusals leave everything as it was, and that is checked below too.
                    let _ = units::move_under(&mut tx, unit, parent, day, "").await;
                }
                2 => {
                    let (old, new) = (chance.pick(&alive).clone(), chance.pick(&alive).clone());
                    if units::succeed(&mut tx, &[whole(&old, &new)], day, "").await.is_ok() {
                        alive.retain(|unit| *unit != old);
                    }
                }
                3 if communes.len() > 1 => {
                    let new = place(&format!("GEN1{step:02}"), Level::Commune, "Mới", day);
                    let new = units::add_place(&mut tx, Some(&small.province), new).await?;
                    let (one, other) = (communes.remove(0), communes.remove(0));
                    let both = [whole(&one, &new), whole(&other, &new)];
                    units::succeed(&mut tx, &both, day, "").await?;
                    communes.push(new.clone());
                    opened.push(new);
                }
                _ => {
                    let from = chance.pick(&communes).clone();
                    let new = place(&format!("GEN2{step:02}"), Level::Commune, "Tách", day);
                    let new = units::add_place(&mut tx, Some(&small.province), new).await?;
                    units::split_off(&mut tx, &from, &new, "").await?;
                    communes.push(new.clone());
                    opened.push(new);
                }
            }
            assert_sound(&mut tx).await?;
            if chance.below(3) == 0 {
                units::put_back(&mut tx, &image, &opened).await?;
                assert_eq!(everything(&mut tx).await?, before, "seed {seed}, step {step}");
                (alive, communes) = (had_alive, had_communes);
                assert_sound(&mut tx).await?;
            }
        }
        world.end(tx).await;
    }
    Ok(())
}

/// The same choices for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
    fn pick<'a, T>(&mut self, some: &'a [T]) -> &'a T {
        let place = self.below(some.len() as u64);
        &some[usize::try_from(place).unwrap()]
    }
}
