//! Các phiên bản mẫu: what is added up when units have handed in by different versions of one form.
//!
//! Only what both versions ask for goes into a sum; for the rest the unit is named as one that has said nothing, because
//! nobody asked it.

use super::store::HandedIn;
use crate::{
    forms,
    template::{Form, Template},
};
use platform::{Problem, db::Tx};
use std::collections::HashMap;

/// By version: the indicators of the form in hand that it did not ask for.
pub(super) type Lacking = HashMap<i64, Vec<String>>;

/// Looks into every other version that somebody has handed in by.
pub(super) async fn lacking(
    tx: &mut Tx,
    form: &Form,
    handed_in: &[HandedIn],
) -> Result<Lacking, Problem> {
    let mut lacking = Lacking::new();
    for one in handed_in {
        if one.form_version == form.version || lacking.contains_key(&one.form_version) {
            continue;
        }
        let other = forms::version_of(tx, &form.code, one.form_version).await?;
        lacking.insert(one.form_version, not_asked(form, &other));
    }
    Ok(lacking)
}

/// The indicators of a form that another version does not ask for.
fn not_asked(form: &Template, other: &Template) -> Vec<String> {
    let asked = other.indicators();
    let all = form.indicators().into_iter();
    all.filter(|code| !asked.contains(code)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_other_version_did_not_ask_for_is_named() {
        let form = forms::shipped::form("half-year").unwrap().as_ref();
        let mut other = form.clone();
        other.sections.retain(|section| section.id != "centres");
        assert_eq!(not_asked(form, form), [""; 0]);
        assert!(not_asked(form, &other).contains(&"classes".to_owned()));
        assert_eq!(not_asked(&other, form), [""; 0]);
    }
}
