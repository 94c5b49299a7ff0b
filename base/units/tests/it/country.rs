use crate::{THREE_LEVELS, TODAY, TWO_LEVELS, world::World};
use kernel::{Day, Lang};
use platform::{Problem, db::Tx};
use units::{Level, Subtree};

async fn alive(tx: &mut Tx, on: Day) -> Result<[i64; 3], Problem> {
    let country = Subtree { unit: units::nation(), boundaries: on };
    Ok([
        units::count_below(tx, &country, Level::Province).await?,
        units::count_below(tx, &country, Level::District).await?,
        units::count_below(tx, &country, Level::Commune).await?,
    ])
}

/// One test for all that needs the whole country, because loading it takes its time.
#[tokio::test]
async fn the_whole_country_loads_once_and_stands_in_all_boundaries() -> Result<(), Problem> {
    let world = World::empty().await;
    let mut tx = world.tx().await;
    let started = std::time::Instant::now();
    let loaded = units::load_reference(&mut tx).await?;
    println!("{loaded:?} in {:?}", started.elapsed());
    assert!(loaded.changed);
    assert_eq!(loaded.alive[&Level::Commune], 3_321);
    let again = units::load_reference(&mut tx).await?;
    assert_eq!((again.changed, again.units), (false, loaded.units));

    assert!(!units::load_province(&mut tx, "11").await?.changed, "it is there already");

    assert_eq!(alive(&mut tx, THREE_LEVELS).await?, [63, 696, 10_035]);
    assert_eq!(alive(&mut tx, TWO_LEVELS).await?, [34, 0, 3_321]);
    assert_eq!(alive(&mut tx, TODAY).await?, [34, 0, 3_321]);

    old_communes_are_under_the_nation_once(&mut tx).await?;
    sums_agree_in_both_boundaries(&mut tx).await?;
    articles_districts_went_where_they_went(&mut tx).await?;

    let bad = rows_that_verify_names_bad(&mut tx).await?;
    assert_eq!(bad, Vec::<String>::new());
    world.end(tx).await;
    Ok(())
}

async fn old_communes_are_under_the_nation_once(tx: &mut Tx) -> Result<(), Problem> {
    for day in [Day::of(2017, 6, 30), Day::of(2020, 3, 1), THREE_LEVELS, TODAY] {
        let sql = "select count(*), count(distinct a.unit_id) from unit_ancestor a
                   where a.ancestor_id = $1 and a.since <= $2 and $2 < a.until";
        let rows: (i64, i64) =
            sqlx::query_as(sql).bind(units::nation()).bind(day).fetch_one(&mut **tx).await?;
        let all: i64 = sqlx::query_scalar("select count(*) from unit").fetch_one(&mut **tx).await?;
        assert_eq!(rows, (all, all), "on {day}");
        let sql =
            "select count(*) from unit u where u.level = 'commune' and u.opened < '2025-07-01'
                   and 1 <> (select count(*) from unit_ancestor a where a.unit_id = u.id
                             and a.ancestor_level = 'nation' and a.since <= $1 and $1 < a.until)";
        let wrong: i64 = sqlx::query_scalar(sql).bind(day).fetch_one(&mut **tx).await?;
        assert_eq!(wrong, 0, "on {day}");
    }
    Ok(())
}

/// A made-up table: every unit has as many members as its code has digits in sum. By province, whatever
/// the boundaries, it adds up to the country, save what hangs higher than any province.
async fn sums_agree_in_both_boundaries(tx: &mut Tx) -> Result<(), Problem> {
    sqlx::raw_sql("create table made_up (unit_id text primary key, members bigint not null)")
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into made_up (unit_id, members)
         select id, cast(substr(code, 4, 2) as integer) + 1 from unit where level = 'commune'",
    )
    .execute(&mut **tx)
    .await?;
    let whole: i64 = sqlx::query_scalar("select cast(sum(members) as bigint) from made_up")
        .fetch_one(&mut **tx)
        .await?;
    for day in [Day::of(2017, 6, 30), THREE_LEVELS, TWO_LEVELS, TODAY] {
        let by_province = "select cast(coalesce(sum(m.members), 0) as bigint) from made_up m
             join unit_ancestor a on a.unit_id = m.unit_id and a.since <= $1 and $1 < a.until
             join unit p on p.id = a.ancestor_id and p.level = 'province' and p.opened <= $1 and $1 < p.closed";
        let higher =
            "select cast(coalesce(sum(m.members), 0) as bigint) from made_up m where not exists (
             select 1 from unit_ancestor a join unit p on p.id = a.ancestor_id
             where a.unit_id = m.unit_id and a.since <= $1 and $1 < a.until
               and p.level = 'province' and p.opened <= $1 and $1 < p.closed)";
        let below: i64 = sqlx::query_scalar(by_province).bind(day).fetch_one(&mut **tx).await?;
        let higher: i64 = sqlx::query_scalar(higher).bind(day).fetch_one(&mut **tx).await?;
        assert_eq!(below + higher, whole, "on {day}");
        if TWO_LEVELS <= day {
            assert_eq!(higher, 0, "every unit of before lies in one province of today");
        }
    }
    sqlx::raw_sql("drop table made_up").execute(&mut **tx).await?;
    Ok(())
}

/// Hàm Thuận Bắc, Bắc Bình and Tuy Phong of Bình Thuận, and Điện Biên Đông, as counted in the sources.
async fn articles_districts_went_where_they_went(tx: &mut Tx) -> Result<(), Problem> {
    for (code, communes) in [("597", 8), ("596", 7), ("595", 4), ("101", 6)] {
        let district = units::find(tx, code, THREE_LEVELS).await?;
        let heirs = units::successors(tx, &district.id).await?;
        assert_eq!(heirs.len(), communes, "{}", district.full_name(Lang::Vi));
    }
    Ok(())
}

async fn rows_that_verify_names_bad(tx: &mut Tx) -> Result<Vec<String>, Problem> {
    let started = std::time::Instant::now();
    let finding = units::verify(tx).await?;
    println!("{} rows verified in {:?}", finding.rows_checked, started.elapsed());
    assert!(finding.rows_checked > 80_000);
    Ok(finding.bad)
}
