//! A row of the audit book in words: the deed, the record it concerns, and what was said about it.

use super::words::Texts;
use audit::Row;
use kernel::{Day, Period, Source};
use serde_json::Value;
use std::collections::HashMap;

/// What the ids of a page's rows are called.
pub(super) struct Names {
    pub units: HashMap<String, String>,
    /// No name where the account is the command line's.
    pub accounts: HashMap<String, Option<String>>,
    pub indicators: HashMap<String, String>,
}

/// Details that hold the id of a unit.
const UNIT_FIELDS: [&str; 3] = ["parent", "from", "to"];

pub(super) fn units_of(row: &Row) -> Vec<String> {
    let details = read(row);
    let object = source(row);
    let named = UNIT_FIELDS.iter().filter_map(|field| details.get(*field)?.as_str());
    let concerned = match object.kind() {
        "organisation.unit" | "members.list" => Some(object.record()),
        "reports.half_year" | "reports.report" | "counts.target" => {
            object.record().split_once('.').map(|(unit, _)| unit)
        }
        _ => None,
    };
    let written_at = Some(row.unit_id.as_str()).filter(|unit| !unit.is_empty());
    named.chain(concerned).chain(written_at).map(str::to_owned).collect()
}

pub(super) fn accounts_of(row: &Row) -> Vec<String> {
    let object = source(row);
    let concerned = (object.kind() == "access.account").then(|| object.record().to_owned());
    concerned.into_iter().chain([row.account.to_string()]).collect()
}

fn read(row: &Row) -> serde_json::Map<String, Value> {
    serde_json::from_str(&row.details).unwrap_or_default()
}

fn source(row: &Row) -> Source {
    row.object.parse().unwrap_or_else(|never: std::convert::Infallible| match never {})
}

pub(super) struct Telling<'a> {
    pub row: &'a Row,
    pub names: &'a Names,
    pub t: Texts,
}

impl Telling<'_> {
    pub fn deed(&self) -> String {
        let t = self.t;
        match self.row.action.as_str() {
            "access.sign_in" => t.sign_in(),
            "access.add_account" => t.add_account(),
            "access.grant" => t.grant(),
            "access.revoke" => t.revoke(),
            "access.set_state" => t.set_state(),
            "access.reset_password" => t.reset_password(),
            "access.change_password" => t.change_password(),
            "access.end_session" => t.end_session(),
            "counts.declare" => t.declare(),
            "counts.retract" => t.retract(),
            "counts.set_target" => t.set_target(),
            "counts.add_indicator" => t.add_indicator(),
            "counts.retire_indicator" => t.retire_indicator(),
            "units.open" => t.open_unit(),
            "units.open_many" => t.open_units(),
            "units.open_partner" => t.open_partner(),
            "units.rename" => t.rename_unit(),
            "units.close" => t.close_unit(),
            "members.join" => t.join(),
            "members.join_many" | "members.register_many" => t.join_many(),
            "members.add_belonging" => t.add_belonging(),
            "members.transfer" => t.transfer(),
            "members.arrive" => t.arrive(),
            "members.leave" => t.leave(),
            "members.undo_leave" => t.undo_leave(),
            "members.correct" => t.correct(),
            "members.edit" => t.edit(),
            "members.read" => t.read_person(),
            "members.merge" => t.merge(),
            "members.unmerge" => t.unmerge(),
            "members.not_same" => t.not_same(),
            "members.look_again" => t.look_again(),
            "members.find_duplicates" => t.find_duplicates(),
            "members.print" => t.print(),
            "members.read_national_id" => t.read_national_id(),
            "members.import_sent" => t.import_sent(),
            "members.import_stop" => t.import_stop(),
            "members.import" => t.import(),
            "members.import_undo" => t.import_undo(),
            "members.put_back" => t.put_back(),
            "members.reorganise" => t.members_reorganised(),
            "members.reorganise_back" => t.members_reorganised_back(),
            "access.restore" => t.grant(),
            "counts.carry" | "counts.carry_indicator" | "units.carry_places" => t.carry(),
            "units.reorganise_draft" | "units.reorganise_change" => t.reorganise_draft(),
            "units.reorganise_propose" => t.reorganise_propose(),
            "units.reorganise_approve" => t.reorganise_approve(),
            "units.reorganise_withdraw" => t.reorganise_withdraw(),
            "units.reorganise" => t.reorganise(),
            "units.reorganise_back" => t.reorganise_back(),
            "reports.write_front" => t.write_front(),
            "reports.write_text" => t.write_text(),
            "reports.write_reason" => t.write_reason(),
            "reports.copy_form" => t.copy_form(),
            "reports.save_form" => t.save_form(),
            "reports.publish_form" => t.publish_form(),
            "reports.retire_form" => t.retire_form(),
            "reports.carry_form" => t.carry(),
            _ => t.another_deed(),
        }
    }

    /// The record in words, and its page where it has one.
    pub fn object(&self) -> (String, String) {
        let (t, object) = (self.t, source(self.row));
        let record = object.record();
        match object.kind() {
            "access.account" => {
                let name = self.names.accounts.get(record).cloned().flatten();
                (t.account_of(&name.unwrap_or_else(|| t.operator())), String::new())
            }
            "access.session" => (t.session(), String::new()),
            "members.membership" => (t.member(), format!("/hoi-vien/{record}")),
            "members.person" => match read(self.row).get("by").and_then(Value::as_str) {
                Some(membership) => (t.member(), format!("/hoi-vien/{membership}")),
                None => (t.member(), String::new()),
            },
            "members.list" => (t.list_of_members(), format!("/don-vi/{record}/hoi-vien")),
            "members.batch" if self.row.unit_id.is_empty() => (t.batch(), String::new()),
            "members.batch" if self.row.action.starts_with("members.import") => {
                (t.batch(), format!("/don-vi/{}/nhap/{record}", self.row.unit_id))
            }
            "members.batch" => (t.batch(), String::new()),
            "reorganisation" if !self.row.unit_id.is_empty() => {
                (t.reorganisation(), format!("/don-vi/{}/sap-xep/{record}", self.row.unit_id))
            }
            "organisation.unit" => (self.unit(record), format!("/don-vi/{record}")),
            "counts.declaration" => self.declaration(),
            "counts.target" => match record.split_once('.') {
                Some((_, code)) => (self.indicator(code), String::new()),
                None => (String::new(), String::new()),
            },
            "counts.indicator" => (self.indicator(record), "/chi-tieu".to_owned()),
            "reports.half_year" => match record.split_once('.') {
                Some((unit, period)) => self.report(unit, "half-year", period),
                None => (self.t.report(""), String::new()),
            },
            "reports.report" => match record.splitn(3, '.').collect::<Vec<_>>()[..] {
                [unit, form, period] => self.report(unit, form, period),
                _ => (self.t.report(""), String::new()),
            },
            "reports.form" => {
                let link = format!("/bao-cao/mau/{record}?don-vi={}", self.row.unit_id);
                (t.report_form(record.split_once('@').map_or(record, |(code, _)| code)), link)
            }
            _ => (String::new(), String::new()),
        }
    }

    fn declaration(&self) -> (String, String) {
        let details = read(self.row);
        let word = |name: &str| details.get(name).and_then(Value::as_str).unwrap_or_default();
        let link = format!("/don-vi/{}/so-lieu?ky={}", self.row.unit_id, word("period"));
        (self.indicator(word("indicator")), link)
    }

    fn report(&self, unit: &str, form: &str, typed: &str) -> (String, String) {
        let Ok(period) = typed.parse::<Period>() else {
            return (self.t.report(typed), String::new());
        };
        let on = period.last();
        let link = format!("/bao-cao/{form}?don-vi={unit}&ky={period}&dia-gioi={on}");
        (self.t.report(&period.say(self.t.0)), link)
    }

    fn unit(&self, id: &str) -> String {
        self.names.units.get(id).cloned().unwrap_or_else(|| self.t.a_unit())
    }

    fn indicator(&self, code: &str) -> String {
        self.names.indicators.get(code).cloned().unwrap_or_else(|| self.t.an_indicator())
    }

    /// What the row says beside, as pairs of a word and a value. Ids that lead nowhere are left to the row as it stands.
    pub fn details(&self) -> Vec<(String, String)> {
        let said = |(name, value): (&String, &Value)| self.detail(name, value);
        read(self.row).iter().filter_map(said).collect()
    }

    fn detail(&self, name: &str, value: &Value) -> Option<(String, String)> {
        let (t, text) = (self.t, value.as_str().unwrap_or_default());
        let day = || text.parse::<Day>().map(Day::short).unwrap_or_else(|_| text.to_owned());
        let number = |value: &Value| match value.as_i64() {
            Some(number) => t.0.grouped(number),
            None => t.none(),
        };
        Some(match name {
            "role" => (t.role(), access::Role::said(text, t.0)),
            "state" => (t.state(), if text == "active" { t.active() } else { t.suspended() }),
            "period" => {
                let said = text.parse::<Period>().map(|period| period.say(t.0));
                (t.period(), said.unwrap_or_else(|_| text.to_owned()))
            }
            "before" if value.is_string() => return None,
            "now" if value.is_string() => return None,
            "before" => (t.before(), number(value)),
            "now" => (t.now(), number(value)),
            "quantity" => (t.target(), number(value)),
            "on" | "since" | "opened" => (t.day(), day()),
            "decision" if !text.is_empty() => (t.decision(), text.to_owned()),
            "parent" => (t.parent(), self.unit(text)),
            "from" => (t.from_unit(), self.unit(text)),
            "to" => (t.to_unit(), self.unit(text)),
            "units" => (t.units_opened(), value.as_array().map_or(0, Vec::len).to_string()),
            "members" | "rows" => (t.people(), number(value)),
            "pairs" => (t.pairs(), number(value)),
            "created" => (t.created(), number(value)),
            "updated" => (t.updated(), number(value)),
            "unchanged" => (t.unchanged(), number(value)),
            "refused" => (t.refused(), number(value)),
            "removed" => (t.removed(), number(value)),
            "restored" => (t.restored(), number(value)),
            "kept" => (t.kept(), number(value)),
            "reason" => (t.reason(), self.reason(text)?),
            "fields" => (t.fields(), self.fields(value)?),
            _ => return None,
        })
    }

    fn reason(&self, code: &str) -> Option<String> {
        let t = self.t;
        Some(match code {
            "died" => t.reason_died(),
            "left" => t.reason_left(),
            "removed" => t.reason_removed(),
            "transferred" => t.reason_transferred(),
            "check_card" => t.reason_check_card(),
            "write_paper" => t.reason_write_paper(),
            "correct" => t.reason_correct(),
            "asked_by_member" => t.reason_asked(),
            _ => return None,
        })
    }

    fn fields(&self, value: &Value) -> Option<String> {
        let t = self.t;
        let word = |field: &Value| {
            Some(match field.as_str()? {
                "full_name" => t.field_full_name(),
                "sex" => t.field_sex(),
                "birth" => t.field_birth(),
                "ethnicity" => t.field_ethnicity(),
                "phone" => t.field_phone(),
                "national_id" => t.field_national_id(),
                "note" => t.field_note(),
                "joined_on" => t.field_joined_on(),
                "card_number" => t.field_card_number(),
                _ => return None,
            })
        };
        let words: Vec<String> = value.as_array()?.iter().filter_map(word).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{AccountId, Lang, Moment};

    fn row(action: &str, object: &str, details: Value) -> Row {
        Row {
            seq: 7,
            recorded_at: Moment::of_seconds(0),
            account: "01m7zt3f66epyvwp88g2zfe0v0".parse::<AccountId>().unwrap(),
            action: action.to_owned(),
            unit_id: "4g18dzzf8y3m32ewcy2wk66577".to_owned(),
            object: object.to_owned(),
            details: details.to_string(),
            hash: String::new(),
        }
    }

    fn names() -> Names {
        let indicators = HashMap::from([("members".to_owned(), "Hội viên".to_owned())]);
        Names { units: HashMap::new(), accounts: HashMap::new(), indicators }
    }

    #[test]
    fn a_declared_figure_is_told_without_a_code() {
        let details = serde_json::json!({ "indicator": "members", "period": "2017-H1", "before": null, "now": 1204 });
        let row = row("counts.declare", "counts.declaration/01m7zt3f10e5vb2hwtnddvkf6b", details);
        let told = Telling { row: &row, names: &names(), t: Texts(Lang::Vi) };
        assert_eq!(told.deed(), "Khai báo số liệu");
        assert_eq!(told.object().0, "Hội viên");
        let said: Vec<String> =
            told.details().into_iter().map(|(word, value)| format!("{word}: {value}")).collect();
        assert_eq!(said, ["Trước: chưa có", "Nay: 1.204", "Kỳ: 6 tháng đầu năm 2017"]);
    }

    #[test]
    fn ids_and_unknown_words_stay_in_the_row_as_it_stands() {
        let details = serde_json::json!({ "person": "01m7", "reason": "unheard_of" });
        let row = row("members.join", "members.membership/01m7", details);
        let told = Telling { row: &row, names: &names(), t: Texts(Lang::En) };
        assert!(told.details().is_empty());
        assert_eq!(told.object().1, "/hoi-vien/01m7");
    }
}
