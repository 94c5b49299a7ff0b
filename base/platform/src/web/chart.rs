//! Charts as SVG: bars, columns beside the same period, a line over periods, and parts of a whole.
//!
//! - Widths are shares of the page and heights are heights of text, so a chart grows with the reader's text and
//!   never shrinks it; what does not fit scrolls in its box.
//! - Every number is written out, and the same figures stand below as a table: nobody has to guess from a length.
//! - Colour comes from the style sheet; parts differ by pattern as well.

mod canvas;
mod scale;
mod table;

use super::Texts;
use canvas::{Anchor, Canvas, escaped};
use kernel::Lang;
use scale::Scale;
use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A finished drawing with its table of figures; a template prints it as it is: `{{ chart }}`.
#[derive(Debug, Clone)]
pub struct Drawing(String);

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl askama::filters::HtmlSafe for Drawing {}

/// What every chart says about itself. Two charts on one page have two titles.
#[derive(Debug, Clone)]
pub struct Chart {
    pub lang: Lang,
    pub title: String,
    pub unit_of_measure: String,
    /// Whether the numbers drawn are hundredths of what is written: of percents, say.
    pub hundredths: bool,
}

/// A column pair's names: this period and the one it is compared with.
#[derive(Debug, Clone)]
pub struct Pair {
    pub now: String,
    pub before: String,
}

/// How far apart the drawn things stand, in heights of text.
const LINE: f64 = 1.35;
const BAR: f64 = 1.0;
const GAP: f64 = 0.9;
const PLOT: f64 = 11.0;
/// As many letters as a phone shows in one line of a chart.
const LETTERS: usize = 26;

impl Chart {
    pub fn new(lang: Lang, title: impl Into<String>, unit_of_measure: impl Into<String>) -> Chart {
        let (title, unit_of_measure) = (title.into(), unit_of_measure.into());
        Chart { lang, title, unit_of_measure, hundredths: false }
    }

    /// The same chart for numbers that are given in hundredths: 2833 is written `28,33`.
    pub fn in_hundredths(self) -> Chart {
        Chart { hundredths: true, ..self }
    }

    fn said(&self, value: i64) -> String {
        if !self.hundredths {
            return self.lang.grouped(value);
        }
        let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
        let whole = self.lang.grouped(i64::try_from(size / 100).unwrap_or(i64::MAX));
        format!("{sign}{whole}{}{:02}", self.lang.choose(",", "."), size % 100)
    }

    /// One bar for each row, in the order given.
    pub fn bars(&self, rows: &[(String, i64)]) -> Drawing {
        let scale = Scale::over(rows.iter().map(|(_, value)| *value));
        let mut canvas = Canvas::default();
        let mut y = 0.0;
        for (label, value) in rows {
            y = canvas.headed(y, label, &self.said(*value));
            let (from, width) = scale.bar(*value);
            let class = if *value < 0 { "bar bar-below" } else { "bar" };
            canvas.rect(class, from, y, width, BAR);
            canvas.upright("axis", scale.zero(), y - 0.1, y + BAR + 0.1);
            y += BAR + GAP;
        }
        let known: Vec<_> = rows.iter().map(|(label, value)| (label.as_str(), *value)).collect();
        let table: Vec<_> =
            rows.iter().map(|(label, value)| (label.as_str(), vec![Some(*value)])).collect();
        self.finished(&known, canvas, y, 12, "", &[self.value_name()], &table)
    }

    /// Two columns for each row: this period and the same period before. What is not known is no zero.
    pub fn columns(&self, names: &Pair, rows: &[(String, Option<i64>, Option<i64>)]) -> Drawing {
        let scale = Scale::over(rows.iter().flat_map(|(_, now, before)| [*now, *before]).flatten());
        let mut canvas = Canvas::default();
        let share = 100.0 / rows.len().max(1) as f64;
        let top = LINE + 0.2;
        let mut lowest: f64 = 0.0;
        for (place, (label, now, before)) in rows.iter().enumerate() {
            let left = share * place as f64;
            for (value, class, at) in [(before, "bar-before", 0.08), (now, "bar", 0.52)] {
                self.column(
                    &mut canvas,
                    &scale,
                    top,
                    *value,
                    class,
                    (left + share * at, share * 0.4),
                );
            }
            let below = top + PLOT + if scale.has_negative() { LINE + 0.3 } else { 0.3 };
            lowest = lowest.max(canvas.lines(left + share / 2.0, below, label, 16, Anchor::Middle));
        }
        canvas.across("axis", top + scale.down(0, PLOT));
        let legend = legend(
            &self.id(),
            [(names.before.as_str(), Look::Outline), (names.now.as_str(), Look::Solid)],
        );
        let known: Vec<_> = rows
            .iter()
            .filter_map(|(label, now, _)| now.map(|value| (label.as_str(), value)))
            .collect();
        let table: Vec<_> =
            rows.iter().map(|(label, now, before)| (label.as_str(), vec![*now, *before])).collect();
        let heads = [names.now.clone(), names.before.clone()];
        self.finished(&known, canvas, lowest, rows.len() * 8, &legend, &heads, &table)
    }

    /// One point for each period, joined where both neighbours are known.
    pub fn line(&self, points: &[(String, Option<i64>)]) -> Drawing {
        let scale = Scale::over(points.iter().filter_map(|(_, value)| *value));
        let mut canvas = Canvas::default();
        let share = 100.0 / points.len().max(1) as f64;
        let across = |place: usize| share * (place as f64 + 0.5);
        let top = LINE + 0.6;
        canvas.across("axis", top + scale.down(0, PLOT));
        for (place, pair) in points.windows(2).enumerate() {
            if let [(_, Some(from)), (_, Some(to))] = pair {
                let (from, to) = (top + scale.down(*from, PLOT), top + scale.down(*to, PLOT));
                canvas.segment("curve", (across(place), from), (across(place + 1), to));
            }
        }
        let mut lowest: f64 = 0.0;
        for (place, (label, value)) in points.iter().enumerate() {
            let x = across(place);
            match value {
                Some(value) => {
                    let y = top + scale.down(*value, PLOT);
                    canvas.circle("point", x, y, 0.32);
                    canvas.text("figure-text", x, y - 0.65, Anchor::Middle, &self.said(*value));
                }
                None => {
                    let y = top + scale.down(0, PLOT) - 0.5;
                    canvas.text("quiet-text", x, y, Anchor::Middle, &Texts(self.lang).not_known());
                }
            }
            lowest = lowest.max(canvas.lines(x, top + PLOT + 0.4, label, 14, Anchor::Middle));
        }
        let known: Vec<_> = points
            .iter()
            .filter_map(|(label, value)| value.map(|value| (label.as_str(), value)))
            .collect();
        let table: Vec<_> =
            points.iter().map(|(label, value)| (label.as_str(), vec![*value])).collect();
        self.finished(&known, canvas, lowest, points.len() * 6, "", &[self.value_name()], &table)
    }

    /// One bar for each row, made of parts. A part below zero is in the table but has no length.
    pub fn stacked(&self, parts: &[String], rows: &[(String, Vec<i64>)]) -> Drawing {
        let total = |values: &[i64]| {
            values.iter().fold(0_i64, |sum, value| sum.saturating_add((*value).max(0)))
        };
        let scale = Scale::over(rows.iter().map(|(_, values)| total(values)));
        let id = self.id();
        let mut canvas = Canvas::default();
        canvas.patterns(&id);
        let mut y = 0.0;
        for (label, values) in rows {
            y = canvas.headed(y, label, &self.said(total(values)));
            let mut before = 0_i64;
            for (place, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
                let (_, from) = scale.bar(before);
                let (_, width) = scale.bar(*value);
                canvas.filled(&Look::of(place).fill(&id), scale.zero() + from, y, width, BAR * 1.3);
                before = before.saturating_add(*value);
            }
            y += BAR * 1.3 + GAP;
        }
        let looks = parts.iter().enumerate().map(|(place, name)| (name.as_str(), Look::of(place)));
        let legend = legend(&id, looks);
        let totals: Vec<_> =
            rows.iter().map(|(label, values)| (label.as_str(), total(values))).collect();
        let table: Vec<_> = rows
            .iter()
            .map(|(label, values)| {
                (label.as_str(), values.iter().map(|value| Some(*value)).collect())
            })
            .collect();
        self.finished(&totals, canvas, y, 12, &legend, parts, &table)
    }

    fn column(
        &self,
        canvas: &mut Canvas,
        scale: &Scale,
        top: f64,
        value: Option<i64>,
        class: &str,
        (left, width): (f64, f64),
    ) {
        let middle = left + width / 2.0;
        let zero = scale.down(0, PLOT);
        let Some(value) = value else {
            return canvas.text("quiet-text", middle, top + zero - 0.35, Anchor::Middle, "–");
        };
        let end = scale.down(value, PLOT);
        canvas.rect(class, left, top + end.min(zero), width, (end - zero).abs().max(0.08));
        let text_at = if value < 0 { end + 1.05 } else { end - 0.35 };
        canvas.text("figure-text", middle, top + text_at, Anchor::Middle, &self.said(value));
    }

    /// Puts title, description, drawing, legend and table together.
    #[expect(clippy::too_many_arguments, reason = "each is one part of the finished figure")]
    fn finished(
        &self,
        known: &[(&str, i64)],
        canvas: Canvas,
        height: f64,
        least_width: usize,
        legend: &str,
        heads: &[String],
        rows: &[(&str, Vec<Option<i64>>)],
    ) -> Drawing {
        let words = Texts(self.lang);
        let title = escaped(&self.caption());
        if known.is_empty() {
            let nothing = words.no_figures();
            return Drawing(format!(
                "<figure class=\"chart\"><figcaption>{title}</figcaption><p>{nothing}</p></figure>"
            ));
        }
        let id = self.id();
        let description = escaped(&self.description(known));
        let width = WIDTHS.iter().find(|width| least_width <= **width).unwrap_or(&120);
        let drawing = canvas.into_inside();
        let table = table::companion(words, &self.caption(), heads, rows, |value| self.said(value));
        Drawing(format!(
            "<figure class=\"chart\"><figcaption>{title}</figcaption>{legend}\
             <div class=\"chart-box\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\"><div class=\"chart-limit least-{width}\">\
             <svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" width=\"100%\" height=\"{height:.2}em\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{description}</desc>{drawing}</svg>\
             </div></div>{table}</figure>"
        ))
    }

    fn caption(&self) -> String {
        if self.unit_of_measure.is_empty() {
            return self.title.clone();
        }
        format!("{} ({})", self.title, self.unit_of_measure)
    }

    fn value_name(&self) -> String {
        if self.unit_of_measure.is_empty() {
            Texts(self.lang).value()
        } else {
            self.unit_of_measure.clone()
        }
    }

    /// What a person who does not see the chart should know at once.
    fn description(&self, known: &[(&str, i64)]) -> String {
        let words = Texts(self.lang);
        let say = |value| self.said(value);
        let most = known.iter().max_by_key(|(_, value)| *value);
        let least = known.iter().min_by_key(|(_, value)| *value);
        match (known, least, most) {
            ([(label, value)], ..) => words.total_of(label, &say(*value)),
            (_, Some((low_label, low)), Some((high_label, high))) => {
                words.chart_range(&say(*low), low_label, &say(*high), high_label)
            }
            _ => words.no_figures(),
        }
    }

    /// The same chart has the same id each time, so pages compare equal.
    fn id(&self) -> String {
        let mut hasher = DefaultHasher::new();
        (&self.title, &self.unit_of_measure).hash(&mut hasher);
        format!("chart-{:x}", hasher.finish())
    }
}

/// The widths that the style sheet knows, in heights of text.
const WIDTHS: [usize; 8] = [12, 18, 24, 36, 48, 60, 90, 120];

/// How a part is told from its neighbours without colour.
#[derive(Clone, Copy)]
enum Look {
    Solid,
    Hatched,
    Dotted,
    Outline,
    Crossed,
}

impl Look {
    fn of(place: usize) -> Look {
        [Look::Solid, Look::Hatched, Look::Dotted, Look::Outline, Look::Crossed][place % 5]
    }
    /// The attribute that fills a shape this way; patterns live inside the drawing called `id`.
    fn fill(self, id: &str) -> String {
        match self {
            Look::Solid => "class=\"bar\"".to_owned(),
            Look::Outline => "class=\"bar-before\"".to_owned(),
            Look::Hatched => format!("fill=\"url(#{id}-hatched)\""),
            Look::Dotted => format!("fill=\"url(#{id}-dotted)\""),
            Look::Crossed => format!("fill=\"url(#{id}-crossed)\""),
        }
    }
}

fn legend<'a>(id: &str, parts: impl IntoIterator<Item = (&'a str, Look)>) -> String {
    let entry = |(name, look): (&str, Look)| {
        let mut swatch = Canvas::default();
        swatch.filled(&look.fill(id), 4.0, 0.1, 92.0, 1.1);
        let (inside, name) = (swatch.into_inside(), escaped(name));
        format!(
            "<li><svg aria-hidden=\"true\" width=\"1.3em\" height=\"1.3em\">{inside}</svg>{name}</li>"
        )
    };
    let entries: String = parts.into_iter().map(entry).collect();
    format!("<ul class=\"legend\">{entries}</ul>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        Chart::new(Lang::Vi, "Hội viên", "người")
    }
    fn row(label: &str, value: i64) -> (String, i64) {
        (label.to_owned(), value)
    }

    #[test]
    fn shares_are_written_with_their_decimals_in_picture_and_table() {
        let points = [("2025".to_owned(), Some(2_833)), ("2026".to_owned(), Some(-5))];
        let text = chart().in_hundredths().line(&points).to_string();
        assert_eq!(
            text.matches("28,33").count(),
            2 + usize::from(text.contains("<desc")),
            "{text}"
        );
        assert!(text.contains("-0,05") && !text.contains("2.833"), "{text}");
    }

    #[test]
    fn a_chart_of_nothing_says_so_and_draws_nothing() {
        let pair = Pair { now: "2017".to_owned(), before: "2016".to_owned() };
        for drawing in [
            chart().bars(&[]),
            chart().columns(&pair, &[]),
            chart().line(&[]),
            chart().line(&[("2017".to_owned(), None)]),
            chart().stacked(&[], &[]),
        ] {
            let text = drawing.to_string();
            assert!(text.contains("Chưa có số liệu.") && !text.contains("<svg"), "{text}");
        }
    }

    #[test]
    fn a_chart_tells_its_title_its_extremes_and_every_number() {
        let text = chart().bars(&[row("Xa Dung", 1_204), row("Pú Nhi", 980)]).to_string();
        assert!(text.contains("role=\"img\"") && text.contains("<title id="));
        assert!(text.contains("Cao nhất: Xa Dung, 1.204. Thấp nhất: Pú Nhi, 980."));
        assert!(text.contains("Xem số liệu dạng bảng") && text.matches("1.204").count() >= 3);
    }

    #[test]
    fn a_zero_and_a_single_value_are_drawn_without_dividing_by_zero() {
        let all = [
            chart().bars(&[row("Xa Dung", 0)]).to_string(),
            chart().line(&[("2017".to_owned(), Some(0))]).to_string(),
            chart().stacked(&["A".to_owned()], &[("Xa Dung".to_owned(), vec![0])]).to_string(),
        ];
        for text in all {
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
            assert!(text.contains("Xa Dung: 0.") || text.contains("2017: 0."));
        }
    }

    #[test]
    fn what_is_below_zero_lies_on_the_other_side_of_the_axis() {
        let text = chart().bars(&[row("Tăng", 300), row("Giảm", -100)]).to_string();
        assert!(
            text.contains("class=\"bar\" x=\"25%\"") && text.contains("width=\"75%\""),
            "{text}"
        );
        assert!(
            text.contains("class=\"bar bar-below\" x=\"0%\"") && text.contains("width=\"25%\""),
            "{text}"
        );
    }

    #[test]
    fn the_largest_numbers_there_are_still_fit() {
        let text = chart().bars(&[row("a", i64::MAX), row("b", i64::MIN)]).to_string();
        assert!(!text.contains("NaN") && !text.contains("inf"));
        let parts = [("a".to_owned(), vec![i64::MAX, i64::MAX])];
        assert!(
            !chart().stacked(&["x".to_owned(), "y".to_owned()], &parts).to_string().contains("NaN")
        );
    }

    #[test]
    fn a_year_without_a_figure_is_a_gap_and_not_a_zero() {
        let points = [("2015", Some(5)), ("2016", None), ("2017", Some(7))]
            .map(|(year, value)| (year.to_owned(), value));
        let text = chart().line(&points).to_string();
        assert!(!text.contains("class=\"curve\""), "no line leads through the gap");
        assert!(text.contains("chưa có số"));
        assert_eq!(text.matches("class=\"point\"").count(), 2);
    }

    #[test]
    fn labels_are_text_and_never_markup() {
        let text = chart().bars(&[row("<b>\"&", 1), row("c", 2)]).to_string();
        assert!(!text.contains("<b>") && text.contains("&lt;b&gt;&quot;&amp;"));
    }

    #[test]
    fn a_chart_of_many_columns_asks_for_more_room() {
        let rows: Vec<_> =
            (0..6).map(|year| (format!("{}", 2010 + year), Some(year), Some(1))).collect();
        let pair = Pair { now: "Kỳ này".to_owned(), before: "Cùng kỳ".to_owned() };
        assert!(chart().columns(&pair, &rows).to_string().contains("least-48"));
    }

    #[test]
    fn a_drawing_carries_no_style_of_its_own() {
        let parts = ["Nam".to_owned(), "Nữ".to_owned()];
        let text = chart().stacked(&parts, &[("Xa Dung".to_owned(), vec![3, 4])]).to_string();
        assert!(!text.contains("style") && !text.contains("#0"), "colours live in the style sheet");
        assert!(text.contains("-hatched)"));
    }
}
