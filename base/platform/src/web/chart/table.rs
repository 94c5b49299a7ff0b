//! The figures of a chart as a table, for those who read numbers rather than lengths.

use super::{Texts, canvas::escaped};

pub fn companion(
    words: Texts,
    caption: &str,
    heads: &[String],
    rows: &[(&str, Vec<Option<i64>>)],
    say: impl Fn(i64) -> String,
) -> String {
    let head: String = heads
        .iter()
        .map(|name| format!("<th scope=\"col\" class=\"number\">{}</th>", escaped(name)))
        .collect();
    let cell = |value: &Option<i64>| {
        let text = value.map_or(words.not_known(), &say);
        format!("<td class=\"number\">{text}</td>")
    };
    let row = |(label, values): &(&str, Vec<Option<i64>>)| {
        let cells: String = values.iter().map(cell).collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", escaped(label))
    };
    let body: String = rows.iter().map(row).collect();
    let (caption, item) = (escaped(caption), words.item());
    let summary = format!("{}<span class=\"aside\">: {caption}</span>", words.figures_as_table());
    let region = words.scroll_table(&caption);
    format!(
        "<details><summary>{summary}</summary><div class=\"scroll\" role=\"region\" aria-label=\"{region}\" tabindex=\"0\">\
         <table><caption class=\"aside\">{caption}</caption><thead><tr><th scope=\"col\">{item}</th>{head}</tr></thead>\
         <tbody>{body}</tbody></table></div></details>"
    )
}
