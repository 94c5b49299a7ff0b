//! Khác bản trước: what a version changed, in words.

use super::texts::Texts;
use crate::template::{Section, Template};
use kernel::Lang;
use std::collections::HashMap;

/// The labels of indicators, by code.
pub type Labels = HashMap<String, String>;

/// What is different between two versions, a line each.
pub fn changes(before: &Template, after: &Template, labels: &Labels, lang: Lang) -> Vec<String> {
    let t = Texts(lang);
    let mut lines = vec![];
    if (&before.name_vi, &before.name_en) != (&after.name_vi, &after.name_en) {
        lines.push(t.changed_name(after.name(lang)));
    }
    if (&before.title_vi, &before.title_en) != (&after.title_vi, &after.title_en) {
        lines.push(t.changed_title());
    }
    if before.kind != after.kind {
        lines.push(t.changed_kind(&after.kind.say(lang)));
    }
    let heading = |section: &Section, form: &Template| section.heading(lang, form.kind);
    for gone in without(before, after) {
        lines.push(t.removed_section(&heading(gone, before)));
    }
    for new in without(after, before) {
        lines.push(t.added_section(&heading(new, after)));
    }
    for section in &after.sections {
        let Some(old) = before.sections.iter().find(|old| old.id == section.id) else { continue };
        let name = heading(section, after);
        lines.extend(in_section(old, section, &name, labels, lang));
    }
    if order(before, after) != order(after, before) {
        lines.push(t.moved_sections());
    }
    lines
}

/// The sections of one that the other does not have.
fn without<'f>(one: &'f Template, other: &Template) -> Vec<&'f Section> {
    let is_new = |section: &&Section| other.sections.iter().all(|old| old.id != section.id);
    one.sections.iter().filter(is_new).collect()
}

/// The sections of one that the other has too, in the order of the one.
fn order<'f>(one: &'f Template, other: &Template) -> Vec<&'f str> {
    let ids = one.sections.iter().map(|section| section.id.as_str());
    ids.filter(|id| other.sections.iter().any(|section| section.id == *id)).collect()
}

fn in_section(
    old: &Section,
    new: &Section,
    name: &str,
    labels: &Labels,
    lang: Lang,
) -> Vec<String> {
    let t = Texts(lang);
    let label = |code: &String| labels.get(code).cloned().unwrap_or_else(|| code.clone());
    let mut lines = vec![];
    if (&old.heading_vi, &old.heading_en) != (&new.heading_vi, &new.heading_en) {
        lines.push(t.changed_heading(name));
    }
    for code in old.lines.iter().filter(|code| !new.lines.contains(code)) {
        lines.push(t.removed_line(name, &label(code)));
    }
    for code in new.lines.iter().filter(|code| !old.lines.contains(code)) {
        lines.push(t.added_line(name, &label(code)));
    }
    let both = |one: &Section, other: &Section| -> Vec<String> {
        one.lines.iter().filter(|code| other.lines.contains(code)).cloned().collect()
    };
    if both(old, new) != both(new, old) {
        lines.push(t.moved_lines(name));
    }
    if old.sentences != new.sentences {
        lines.push(t.changed_sentences(name));
    }
    match (old.narrative, new.narrative) {
        (false, true) => lines.push(t.narrative_added(name)),
        (true, false) => lines.push(t.narrative_removed(name)),
        _ => {}
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{Direction, Edit, edit::edited, shipped};

    #[test]
    fn a_version_says_what_it_changed_and_nothing_else() {
        let old = shipped::form("half-year").unwrap().as_ref().clone();
        let labels = Labels::from([("members".to_owned(), "Hội viên".to_owned())]);
        let change = |edit| changes(&old, &edited(&old, edit, false).unwrap(), &labels, Lang::Vi);
        let t = Texts(Lang::Vi);
        assert_eq!(changes(&old, &old, &labels, Lang::Vi), [""; 0]);
        let centres = "Trung tâm học tập cộng đồng";
        assert_eq!(
            change(Edit::RemoveSection { id: "centres".into() }),
            [t.removed_section(centres)]
        );
        let add = Edit::AddLine { id: "centres".into(), indicator: "members".into() };
        assert_eq!(change(add), [t.added_line(centres, "Hội viên")]);
        let up = Edit::MoveSection { id: "centres".into(), to: Direction::Up };
        assert_eq!(change(up), [t.moved_sections()]);
        let line =
            Edit::MoveLine { id: "centres".into(), indicator: "classes".into(), to: Direction::Up };
        assert_eq!(change(line), [t.moved_lines(centres)]);
    }
}
