use crate::world::*;
use access::{Caller, Look};
use counts::NewDeclaration;
use kernel::{Day, Lang, Period, UnitId};
use platform::Problem;
use reorganisation::{Part, Preview, ReformShare, Step};
use testkit::{TODAY, World};
use units::{Level, Subtree, TWO_LEVELS_SINCE};

const BEFORE: Day = Day::of(2025, 6, 30);

/// The small world beside real provinces; every commune of 2017 of the first of them declares its families.
async fn real(codes: &[&str], declaring: &str) -> (World, UnitId, i64) {
    let world = world().await;
    let mut tx = world.site.db.begin_writing().await.unwrap();
    // The made-up nation makes room for the real one.
    let sql = "update unit set code = 'MAU' where level = 'nation'";
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    units::load_provinces(&mut tx, codes).await.unwrap();
    tx.commit().await.unwrap();
    let mut work = operator(&world).await;
    let old = units::find(&mut work.tx, declaring, BEFORE).await.unwrap().id.clone();
    let within = Subtree { unit: old, boundaries: BEFORE };
    let communes = units::children_at_level(&mut work.tx, &within, Level::Commune).await.unwrap();
    let day = Day::of(2025, 6, 1);
    let mut total = 0;
    for (place, commune) in (1_i64..).zip(&communes) {
        let new = NewDeclaration {
            indicator: "families_registered".to_owned(),
            period: Period { from: day, until: day.next() },
            quantity: Some(100 + place),
            wording: String::new(),
            basis: String::new(),
        };
        counts::declare(&mut work, &commune.id, &new).await.unwrap();
        total += 100 + place;
    }
    let today = units::find(&mut work.tx, codes[0], TODAY).await.unwrap().id.clone();
    work.commit().await.unwrap();
    (world, today, total)
}

async fn look(world: &World) -> Look {
    Look::begin(&world.site, Caller::operator(), Lang::Vi).await.unwrap()
}

async fn families(world: &World, unit: &UnitId, boundaries: Day) -> i64 {
    figure_on(world, unit, "families_registered", boundaries).await
}

async fn run(
    world: &World,
    province: &UnitId,
    shares: Vec<ReformShare>,
) -> Result<Preview, Problem> {
    let mut look = look(world).await;
    let plan =
        reorganisation::reform_plan(&mut look.tx, province, TWO_LEVELS_SINCE, shares).await?;
    drop(look);
    let registry = registry();
    let mut work = operator(world).await;
    let id = reorganisation::draft(&mut work, &registry, province, plan).await?;
    let hash = reorganisation::propose(&mut work, &registry, province, &id).await?;
    reorganisation::approve(&mut work, &registry, province, &id, Part::Receives, &hash).await?;
    let preview = reorganisation::apply(&mut work, &registry, province, &id, &hash).await?;
    work.commit().await?;
    Ok(preview)
}

#[tokio::test]
async fn dien_biens_communes_of_before_are_todays_45_and_every_total_is_kept() -> Result<(), Problem>
{
    let (world, province, total) = real(&["11"], "11").await;
    assert_eq!(families(&world, &province, TODAY).await, total);
    let preview = run(&world, &province, vec![]).await?;
    let levels = preview.objects.iter().find(|one| one.object == "counts.level").unwrap();
    let sum = &levels.totals[0];
    assert_eq!((sum.before, sum.after, sum.ends), (total, total, 0));
    assert_eq!(families(&world, &province, TODAY).await, total);
    assert_eq!(families(&world, &province, BEFORE).await, total);

    let mut tx = world.site.db.begin().await?;
    let within = Subtree { unit: province.clone(), boundaries: TODAY };
    let communes = units::children_at_level(&mut tx, &within, Level::Commune).await?;
    drop(tx);
    assert_eq!(communes.len(), 45);
    let mut of_communes = 0;
    for commune in &communes {
        of_communes += families(&world, &commune.id, TODAY).await;
    }
    let stays: i64 =
        levels.lines.iter().filter(|line| line.to.is_none()).map(|line| line.quantity).sum();
    assert_eq!(
        of_communes + stays,
        total,
        "what is not divided is named and counts for the province"
    );
    let named = preview.named.iter().filter(|one| !one.blocks).count();
    assert_eq!(named, levels.lines.iter().filter(|line| line.to.is_none()).count());
    world.verify().await;
    let again = run(&world, &province, vec![]).await?;
    let levels = again.objects.iter().find(|one| one.object == "counts.level");
    let moved = levels.map_or(0, |one| one.lines.iter().filter(|line| line.to.is_some()).count());
    assert_eq!(moved, 0, "a second time there is nothing left to carry");
    Ok(())
}

#[tokio::test]
async fn hai_duong_counts_inside_hai_phong_and_divided_communes_are_named_with_their_shares()
-> Result<(), Problem> {
    let (world, hai_phong, total) = real(&["31"], "30").await;
    assert_eq!(families(&world, &hai_phong, TODAY).await, total, "before anything is carried");
    let mut tx = world.site.db.begin().await?;
    let hai_duong = units::find(&mut tx, "30", BEFORE).await?.id.clone();
    let then = Subtree { unit: hai_duong.clone(), boundaries: BEFORE };
    let mut divided = vec![];
    for commune in units::children_at_level(&mut tx, &then, Level::Commune).await? {
        let heirs = units::successors(&mut tx, &commune.id).await?;
        if 1 < heirs.len() {
            divided.push((commune, heirs));
        }
    }
    drop(tx);
    assert_eq!(divided.len(), 34, "as the official lists have it");
    // The last of them gets no share, so that its figure stays where it is.
    let stated = divided[..33].iter().flat_map(|(old, heirs)| {
        let of = heirs.len();
        heirs.iter().map(move |heir| ReformShare {
            old: old.id.clone(),
            new: heir.unit.id.clone(),
            share: format!("1/{of}").parse().unwrap(),
            basis: "chia đều theo số thôn".to_owned(),
        })
    });
    let preview = run(&world, &hai_phong, stated.collect()).await?;
    let levels = preview.objects.iter().find(|one| one.object == "counts.level").unwrap();
    let sum = &levels.totals[0];
    assert_eq!((sum.before, sum.after, sum.ends), (total, total, 0));
    for (old, heirs) in &divided[..33] {
        let lines = levels.lines.iter().filter(|line| line.from == old.id);
        let parts: Vec<i64> = lines.map(|line| line.quantity).collect();
        assert_eq!(parts.len(), heirs.len(), "{}", old.name);
        assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() <= 1, "{parts:?}");
        let named = preview.named.iter().find(|one| one.unit == old.id);
        let said = named.map(|one| one.said.vi.as_str()).unwrap_or_default();
        let share = format!("1/{}", heirs.len());
        assert!(said.contains(&share) && said.contains("theo số thôn"), "{}: {said}", old.name);
    }
    let whole = &divided[33].0;
    let stays: Vec<_> = levels.lines.iter().filter(|line| line.to.is_none()).collect();
    assert!(stays.iter().all(|line| line.from == whole.id) && stays.len() == 1, "{stays:?}");
    assert!(preview.named.iter().any(|one| one.unit == whole.id && !one.blocks));

    assert_eq!(families(&world, &hai_phong, TODAY).await, total, "in the geography of today");
    let half = Period { from: Day::of(2025, 1, 1), until: TWO_LEVELS_SINCE };
    let mut tx = world.site.db.begin().await?;
    let found = counts::figures(&mut tx, &then, half, &["families_registered"]).await?;
    assert_eq!(found[0].value, Some(total), "and in the geography of then");
    drop(tx);
    world.verify().await;
    world.end().await;
    Ok(())
}

#[tokio::test]
async fn binh_thuan_counts_inside_lam_dong_in_both_geographies() -> Result<(), Problem> {
    let (world, lam_dong, total) = real(&["68"], "60").await;
    assert_eq!(families(&world, &lam_dong, TODAY).await, total);
    let preview = run(&world, &lam_dong, vec![]).await?;
    assert!(matches!(preview.objects.first(), Some(one) if one.totals[0].before == total));
    let mut tx = world.site.db.begin().await?;
    let binh_thuan = units::find(&mut tx, "60", BEFORE).await?.id.clone();
    drop(tx);
    assert_eq!(families(&world, &lam_dong, TODAY).await, total);
    let then = Period { from: Day::of(2025, 1, 1), until: TWO_LEVELS_SINCE };
    let mut tx = world.site.db.begin().await?;
    let within = Subtree { unit: binh_thuan, boundaries: BEFORE };
    let found = counts::figures(&mut tx, &within, then, &["families_registered"]).await?;
    assert_eq!(found[0].value, Some(total), "what was reported of the first half is as it was");
    drop(tx);
    world.verify().await;
    Ok(())
}

#[tokio::test]
async fn only_a_province_that_the_lists_have_changed_is_reformed() -> Result<(), Problem> {
    let world = world().await;
    let mut look = look(&world).await;
    let refused =
        reorganisation::reform_plan(&mut look.tx, &world.province, TWO_LEVELS_SINCE, vec![]).await;
    assert_eq!(refused.unwrap_err().code(), "no_reform_here");
    drop(look);
    let both = plan(vec![
        Step::Reform { shares: vec![] },
        Step::Rename { unit: world.truong_an.clone(), name: "Khác".to_owned() },
    ]);
    let refused = carry_out(&world, &world.province, both).await.unwrap_err();
    assert!(["reform_alone", "no_reform_here"].contains(&refused.code().as_str()), "{refused}");
    world.end().await;
    Ok(())
}
