//! Column widths: ours are set, and hers are kept.

use crate::xlsx::xml::number_attribute;
use quick_xml::events::BytesStart;

/// One `<col>`: its first and last column, counted from 1, and its other attributes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Width {
    first: u32,
    last: u32,
    rest: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Width {
    pub(super) fn of(tag: &BytesStart) -> Option<Width> {
        let (first, last) = (number_attribute(tag, "min")?, number_attribute(tag, "max")?);
        let mut attributes = tag.attributes();
        let rest = attributes
            .with_checks(false)
            .flatten()
            .filter(|attribute| !matches!(attribute.key.as_ref(), b"min" | b"max"))
            .map(|attribute| (attribute.key.as_ref().to_vec(), attribute.value.to_vec()))
            .collect();
        Some(Width { first, last, rest })
    }

    fn ours(column: u32, width: u32) -> Width {
        let rest = vec![
            (b"width".to_vec(), width.to_string().into_bytes()),
            (b"customWidth".to_vec(), b"1".to_vec()),
        ];
        Width { first: column, last: column, rest }
    }

    /// The style that empty cells of these columns have.
    pub(super) fn style_of(&self, column: u16) -> Option<usize> {
        let inside = (self.first..=self.last).contains(&(u32::from(column) + 1));
        let style = self.rest.iter().find(|(name, _)| name == b"style").filter(|_| inside)?;
        std::str::from_utf8(&style.1).ok()?.parse().ok()
    }

    pub(super) fn tag(&self, name: &str) -> BytesStart<'static> {
        let mut tag = BytesStart::new(name.to_owned());
        tag.push_attribute(("min", self.first.to_string().as_str()));
        tag.push_attribute(("max", self.last.to_string().as_str()));
        for (name, value) in &self.rest {
            tag.push_attribute((name.as_slice(), value.as_slice()));
        }
        tag
    }
}

/// Cuts two columns out of hers and puts ours there. Two widths for one column would be a damaged file.
pub(super) fn with_ours(widths: &[Width], result_column: u16) -> Vec<Width> {
    let (result, to_fix) = (u32::from(result_column) + 1, u32::from(result_column) + 2);
    let mut all = vec![Width::ours(result, 22), Width::ours(to_fix, 60)];
    for width in widths {
        let left = Width { last: width.last.min(result - 1), ..width.clone() };
        let right = Width { first: width.first.max(to_fix + 1), ..width.clone() };
        all.extend([left, right].into_iter().filter(|part| part.first <= part.last));
    }
    all.sort_by_key(|width| width.first);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_that_spans_our_columns_is_cut_and_not_lost() {
        let wide = Width { first: 3, last: 16_384, rest: vec![] };
        let spans: Vec<(u32, u32)> =
            with_ours(&[wide], 6).iter().map(|width| (width.first, width.last)).collect();
        assert_eq!(spans, [(3, 6), (7, 7), (8, 8), (9, 16_384)]);
    }

    #[test]
    fn our_own_widths_of_an_earlier_round_are_replaced() {
        let once = with_ours(&[], 4);
        assert_eq!(with_ours(&once, 4), once);
    }
}
