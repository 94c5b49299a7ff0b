//! Finding a unit by what people type.

use crate::unit::{UnitBrief, brief_columns, name_of_day_1};
use kernel::{Day, UnitId, vietnamese};
use platform::{Problem, db::Tx};

/// What stands between the names that a unit is found by.
const BETWEEN: &str = " | ";

/// The text that searches look at: every name with its kind, every other spelling.
pub(crate) fn folded<'n>(
    names: impl Iterator<Item = (&'n str, &'n str)>,
    aliases: impl Iterator<Item = &'n str>,
) -> String {
    let mut all: Vec<String> = Vec::new();
    let named = names.map(|(kind, name)| fold(&format!("{kind} {name}")));
    for text in named.chain(aliases.map(fold)) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(BETWEEN)
}

fn fold(text: &str) -> String {
    vietnamese::text::fold(text).trim().to_owned()
}

/// What to look for in [`folded`]: the association's name stands for its unit.
fn wanted(text: &str) -> String {
    let text = fold(&text.replace('|', " "));
    let unit = ["hoi khuyen hoc ", "study promotion association of "]
        .iter()
        .find_map(|front| text.strip_prefix(front));
    unit.unwrap_or(&text).to_owned()
}

/// Units whose name, other spelling or code holds the text, at most `limit`: those alive that day
/// first, then names that are the text, then from the top level down, then by name.
pub async fn search(
    tx: &mut Tx,
    text: &str,
    on: Day,
    within: Option<&UnitId>,
    limit: i64,
) -> Result<Vec<UnitBrief>, Problem> {
    let wanted = wanted(text);
    if wanted.is_empty() {
        return Ok(vec![]);
    }
    let plain = wanted.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let sql = concat!(
        "select ",
        brief_columns!(),
        " from unit u ",
        name_of_day_1!(),
        " where (u.folded like $2 escape '!' or u.code like $3 escape '!')
            and ($4 = '' or exists (select 1 from unit_ancestor a where a.ancestor_id = $4
                 and a.unit_id = u.id and a.since <= $1 and $1 < a.until))
          order by case when u.opened <= $1 and $1 < u.closed then 0 else 1 end,
            case when ' ' || u.folded || ' |' like $6 escape '!' then 0 else 1 end,
            case u.level when 'nation' then 0 when 'province' then 1 when 'district' then 2
              when 'commune' then 3 when 'sector' then 4 when 'organisation' then 5 else 6 end,
            u.sort_key, u.id
          limit $5"
    );
    let query = sqlx::query_as(sql)
        .bind(on)
        .bind(format!("%{plain}%"))
        .bind(format!("{plain}%"))
        .bind(within.map_or("", UnitId::as_str))
        .bind(limit)
        // A name that is what was typed comes before one that only begins with it.
        .bind(format!("% {plain} |%"));
    Ok(query.fetch_all(&mut **tx).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_found_by_every_name_it_had() {
        let names = [("xã", "Xa Dung"), ("xã", "Xa Dung"), ("phường", "Xa Dung")];
        assert_eq!(
            folded(names.into_iter(), ["Sa Dung"].into_iter()),
            "xa xa dung | phuong xa dung | sa dung"
        );
    }

    #[test]
    fn the_name_of_an_association_finds_its_unit() {
        assert_eq!(wanted("Hội Khuyến học xã Xa Dung"), "xa xa dung");
        assert_eq!(wanted(" Điện  Biên "), "dien bien");
    }
}
