//! Sửa mẫu: what one save of the editor does to a draft. Pure: a draft and an edit give another draft.

use super::{
    PeriodKind,
    rules::{Refusal, SECTIONS_MAX},
};
use crate::template::{Section, Sentence, Template};

/// One change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Name, title and kind of period.
    Head {
        names: [String; 2],
        titles: [String; 2],
        kind: PeriodKind,
    },
    AddSection {
        id: String,
        headings: [String; 2],
    },
    RemoveSection {
        id: String,
    },
    MoveSection {
        id: String,
        to: Direction,
    },
    /// The words of a section: its headings, whether people write in it, its sentences.
    Words {
        id: String,
        headings: [String; 2],
        narrative: bool,
        sentences: Vec<Sentence>,
    },
    AddLine {
        id: String,
        indicator: String,
    },
    RemoveLine {
        id: String,
        indicator: String,
    },
    MoveLine {
        id: String,
        indicator: String,
        to: Direction,
    },
    /// Everything at once, as programs send it.
    Whole(Box<Template>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// The draft after an edit. Its name and number stay its own; so does the kind of period once a version of it is out,
/// because reports that were submitted are told apart by it.
pub fn edited(draft: &Template, edit: Edit, is_published: bool) -> Result<Template, Refusal> {
    let mut new = draft.clone();
    match edit {
        Edit::Head { names: [name_vi, name_en], titles: [title_vi, title_en], kind } => {
            new = Template { name_vi, name_en, title_vi, title_en, kind, ..new };
        }
        Edit::AddSection { id, headings: [heading_vi, heading_en] } => {
            if new.sections.len() >= SECTIONS_MAX {
                return Err(Refusal::TooManySections { most: SECTIONS_MAX });
            }
            let (lines, sentences) = (vec![], vec![]);
            let narrative = true;
            new.sections.push(Section { id, heading_vi, heading_en, lines, narrative, sentences });
        }
        Edit::RemoveSection { id } => {
            let place = place_of(&new, &id)?;
            new.sections.remove(place);
        }
        Edit::MoveSection { id, to } => {
            let place = place_of(&new, &id)?;
            shift(&mut new.sections, place, to);
        }
        Edit::Words { id, headings: [heading_vi, heading_en], narrative, sentences } => {
            let section = section_of(&mut new, &id)?;
            let (id, lines) = (section.id.clone(), std::mem::take(&mut section.lines));
            *section = Section { id, heading_vi, heading_en, lines, narrative, sentences };
        }
        Edit::AddLine { id, indicator } => {
            let lines = &mut section_of(&mut new, &id)?.lines;
            if !lines.contains(&indicator) {
                lines.push(indicator);
            }
        }
        Edit::RemoveLine { id, indicator } => {
            section_of(&mut new, &id)?.lines.retain(|code| *code != indicator);
        }
        Edit::MoveLine { id, indicator, to } => {
            let lines = &mut section_of(&mut new, &id)?.lines;
            if let Some(place) = lines.iter().position(|code| *code == indicator) {
                shift(lines, place, to);
            }
        }
        Edit::Whole(whole) => new = *whole,
    }
    let kind = if is_published { draft.kind } else { new.kind };
    let lenient = new.lenient && kind == PeriodKind::HalfYear;
    Ok(Template { code: draft.code.clone(), version: draft.version, kind, lenient, ..new })
}

fn place_of(form: &Template, id: &str) -> Result<usize, Refusal> {
    form.sections.iter().position(|section| section.id == id).ok_or(Refusal::NoSuchSection)
}

fn section_of<'f>(form: &'f mut Template, id: &str) -> Result<&'f mut Section, Refusal> {
    form.sections.iter_mut().find(|section| section.id == id).ok_or(Refusal::NoSuchSection)
}

/// One place up or down; at the end nothing moves.
fn shift<T>(all: &mut [T], place: usize, to: Direction) {
    let other = match to {
        Direction::Up => place.checked_sub(1),
        Direction::Down => Some(place + 1).filter(|next| *next < all.len()),
    };
    if let Some(other) = other {
        all.swap(place, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::shipped;

    fn draft() -> Template {
        let form = shipped::form("half-year").unwrap();
        Template { code: "rieng@x".into(), lenient: false, ..form.as_ref().clone() }
    }

    fn ids(form: &Template) -> String {
        let ids: Vec<&str> = form.sections.iter().map(|section| section.id.as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn sections_are_removed_and_moved_and_the_ends_stay_ends() {
        let edited = |form: &Template, edit| edited(form, edit, false).unwrap();
        let one = edited(&draft(), Edit::RemoveSection { id: "centres".into() });
        assert_eq!(ids(&one), "context organisation models fund limits plan");
        let up = |id: &str| Edit::MoveSection { id: id.into(), to: Direction::Up };
        let two = edited(&one, up("fund"));
        assert_eq!(ids(&two), "context organisation fund models limits plan");
        assert_eq!(edited(&two, up("context")), two);
        let down = Edit::MoveSection { id: "plan".into(), to: Direction::Down };
        assert_eq!(edited(&two, down), two);
    }

    #[test]
    fn a_line_is_added_once_and_a_section_that_is_gone_is_not_changed() {
        let add = |id: &str| Edit::AddLine { id: id.into(), indicator: "members".into() };
        let one = edited(&draft(), add("centres"), false).unwrap();
        assert_eq!(one.sections[3].lines.iter().filter(|code| *code == "members").count(), 1);
        assert_eq!(edited(&one, add("centres"), false).unwrap(), one);
        assert_eq!(edited(&one, add("gone"), false), Err(Refusal::NoSuchSection));
    }

    #[test]
    fn the_kind_of_period_stays_once_a_version_is_out_and_the_name_always() {
        let whole =
            Template { code: "other@y".into(), version: 9, kind: PeriodKind::Year, ..draft() };
        let edit = || Edit::Whole(Box::new(whole.clone()));
        let before = edited(&draft(), edit(), false).unwrap();
        assert_eq!(
            (before.kind, before.code.as_str(), before.version),
            (PeriodKind::Year, "rieng@x", 1)
        );
        assert_eq!(edited(&draft(), edit(), true).unwrap().kind, PeriodKind::HalfYear);
    }

    #[test]
    fn there_are_no_more_sections_than_roman_numbers() {
        let add = |form: &Template, id: usize| {
            let headings = ["Một".to_owned(), "One".to_owned()];
            edited(form, Edit::AddSection { id: id.to_string(), headings }, false)
        };
        let full = (0..5).fold(draft(), |form, id| add(&form, id).unwrap());
        assert_eq!(add(&full, 9), Err(Refusal::TooManySections { most: SECTIONS_MAX }));
    }
}
