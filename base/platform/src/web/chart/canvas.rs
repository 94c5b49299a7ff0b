//! The marks a chart is made of. Across is percent of the width, down is heights of text.

use super::{LETTERS, LINE};
use std::fmt::{Display, Write};

#[derive(Default)]
pub struct Canvas(String);

#[derive(Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// As long as it needs to be: `25%`, `33.33%`.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Canvas {
    fn put(&mut self, mark: impl Display) {
        write!(self.0, "{mark}").expect("a string takes whatever is written to it");
    }
    pub fn into_inside(self) -> String {
        self.0
    }

    pub fn rect(&mut self, class: &str, x: f64, y: f64, width: f64, height: f64) {
        self.filled(&format!("class=\"{class}\""), x, y, width, height);
    }
    pub fn filled(&mut self, fill: &str, x: f64, y: f64, width: f64, height: f64) {
        let place = |class: &str| {
            let [x, y, width, height] = [x, y, width, height].map(short);
            format!(
                "<rect {class} x=\"{x}%\" y=\"{y}em\" width=\"{width}%\" height=\"{height}em\"/>"
            )
        };
        self.put(place(fill));
        // A pattern has no edge of its own.
        if fill.starts_with("fill") {
            self.put(place("class=\"edge\""));
        }
    }
    pub fn circle(&mut self, class: &str, x: f64, y: f64, radius: f64) {
        let [x, y, radius] = [x, y, radius].map(short);
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{x}%\" cy=\"{y}em\" r=\"{radius}em\"/>"
        ));
    }
    pub fn segment(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(short);
        self.put(format_args!(
            "<line class=\"{class}\" x1=\"{x1}%\" y1=\"{y1}em\" x2=\"{x2}%\" y2=\"{y2}em\"/>"
        ));
    }
    pub fn across(&mut self, class: &str, y: f64) {
        self.segment(class, (0.0, y), (100.0, y));
    }
    pub fn upright(&mut self, class: &str, x: f64, from: f64, to: f64) {
        self.segment(class, (x, from), (x, to));
    }
    pub fn text(&mut self, class: &str, x: f64, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let ([x, y], text) = ([x, y].map(short), escaped(text));
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x}%\" y=\"{y}em\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// Writes a label in as many lines as it needs; returns where the last one ends.
    pub fn lines(&mut self, x: f64, y: f64, label: &str, letters: usize, anchor: Anchor) -> f64 {
        let lines = lines_of(label, letters);
        for (place, line) in lines.iter().enumerate() {
            self.text("", x, y + LINE * (place as f64 + 0.75), anchor, line);
        }
        y + LINE * lines.len() as f64 + 0.2
    }

    /// Writes a row's label with its number at the right, as in a ledger; returns where the bar begins.
    pub fn headed(&mut self, y: f64, label: &str, number: &str) -> f64 {
        let mut end = self.lines(0.0, y, label, LETTERS, Anchor::Start);
        let last_line = lines_of(label, LETTERS).pop().unwrap_or_default();
        if last_line.chars().count() + number.chars().count() + 1 > LETTERS {
            end += LINE;
        }
        self.text("figure-text", 100.0, end - 0.2 - LINE * 0.25, Anchor::End, number);
        end
    }

    /// The patterns that parts may be filled with.
    pub fn patterns(&mut self, id: &str) {
        let ground = "<rect class=\"pattern-ground\" width=\"8\" height=\"8\"/>";
        let slash = "<path class=\"pattern-ink\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>";
        let backslash = "<path class=\"pattern-ink\" d=\"M-2 6l4 4M0 0l8 8M6-2l4 4\"/>";
        let dot = "<circle class=\"pattern-dot\" cx=\"4\" cy=\"4\" r=\"1.7\"/>";
        self.put("<defs>");
        for (name, ink) in [
            ("hatched", slash.to_owned()),
            ("dotted", dot.to_owned()),
            ("crossed", format!("{slash}{backslash}")),
        ] {
            self.put(format_args!(
                "<pattern id=\"{id}-{name}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">{ground}{ink}</pattern>"
            ));
        }
        self.put("</defs>");
    }
}

/// Text as HTML shows it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// More lines than this hide the drawing.
const LINES: usize = 4;

/// Breaks a label between words and cuts what is too long; the table below has it in full.
pub fn lines_of(label: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.chars().take(letters).collect()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        let kept: String = lines[LINES - 1].chars().take(letters - 1).collect();
        lines[LINES - 1] = format!("{kept}…");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_breaks_between_words_and_ends_after_four_lines() {
        let lines = lines_of(
            "Ban khuyến học dòng họ Nguyễn Đình Phước Long Thượng Chi nhánh Điện Biên",
            16,
        );
        assert_eq!(
            lines,
            ["Ban khuyến học", "dòng họ Nguyễn", "Đình Phước Long", "Thượng Chi nhán…"]
        );
        assert_eq!(lines_of("", 16), Vec::<String>::new());
        assert_eq!(lines_of("aaaaaaaaaaaaaaaaaaaa", 4), ["aaaa"]);
    }
}
