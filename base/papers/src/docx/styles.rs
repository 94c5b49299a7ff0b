//! How a Word paper looks: fonts, styles, lists and lines.

use docx_rs::{
    AbstractNumbering, AlignmentType, BorderType, Docx, Level, LevelJc, LevelText, LineSpacing,
    LineSpacingType, NumberFormat, Numbering, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, Run, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

pub(super) const TITLE_STYLE: &str = "Title";
pub(super) const BODY_STYLE: &str = "BodyText";
pub(super) const HEADING_STYLES: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];
/// The numbering that puts a dash before each line.
pub(super) const DASHED: usize = 2;

/// Named for all scripts, or Word sets letters with marks in a font of its own choice.
pub(super) fn fonts() -> RunFonts {
    let name = "Times New Roman";
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// Millimetres in twentieths of a point.
pub(super) fn twips(mm: u32) -> i32 {
    (f64::from(mm) * 1440.0 / 25.4).round() as i32
}

/// The same for widths, which Word's tables count without a sign.
pub(super) fn halves(mm: u32) -> usize {
    usize::try_from(twips(mm)).expect("a width is never negative")
}

pub(super) fn declared(word: Docx) -> Docx {
    let paragraph =
        |name: &str| Style::new(name, StyleType::Paragraph).based_on("Normal").fonts(fonts());
    let body = paragraph(BODY_STYLE)
        .name("Body Text")
        .size(27)
        .align(AlignmentType::Both)
        .line_spacing(LineSpacing::new().after(100).line_rule(LineSpacingType::Auto).line(264))
        .indent(None, Some(SpecialIndentType::FirstLine(twips(10))), None, None);
    let title = paragraph(TITLE_STYLE).name("Title").size(29).bold().align(AlignmentType::Center);
    let mut word = word
        .default_fonts(fonts())
        .default_size(27)
        .add_style(title)
        .add_style(body)
        .add_abstract_numbering(dashes())
        .add_numbering(Numbering::new(DASHED, DASHED));
    for (level, name) in HEADING_STYLES.iter().enumerate() {
        let heading = paragraph(name)
            .name(format!("heading {}", level + 1))
            .next(BODY_STYLE)
            .size(27)
            .bold()
            .color("000000")
            .outline_lvl(level)
            .line_spacing(LineSpacing::new().before(200).after(100));
        word = word.add_style(if level == 0 { heading } else { heading.italic() });
    }
    word
}

fn dashes() -> AbstractNumbering {
    let level = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("-"),
        LevelJc::new("left"),
    );
    let hanging = Some(SpecialIndentType::Hanging(twips(4)));
    AbstractNumbering::new(DASHED)
        .add_level(level.indent(Some(twips(10)), hanging, None, None).fonts(fonts()))
}

/// A line so long, in the middle of so wide a room.
pub(super) fn rule(length_mm: u32, room_mm: u32) -> Paragraph {
    let side = twips(room_mm.saturating_sub(length_mm) / 2);
    let line =
        ParagraphBorder::new(ParagraphBorderPosition::Top).val(BorderType::Single).size(6).space(1);
    let spacing =
        LineSpacing::new().before(40).after(40).line_rule(LineSpacingType::Exact).line(80);
    let mut paragraph = Paragraph::new()
        .indent(Some(side), None, Some(side), None)
        .line_spacing(spacing)
        .add_run(Run::new().add_text("").size(4));
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(line));
    paragraph
}

/// A sentence that must be seen.
pub(super) fn framed(words: &str) -> Paragraph {
    use ParagraphBorderPosition::{Bottom, Left, Right, Top};
    let side = |position| ParagraphBorder::new(position).val(BorderType::Single).size(8).space(4);
    let borders = [Top, Bottom, Left, Right].map(side).into_iter();
    let mut paragraph = Paragraph::new()
        .align(AlignmentType::Center)
        .indent(Some(twips(38)), None, Some(twips(38)), None)
        .line_spacing(LineSpacing::new().before(160).after(60))
        .add_run(Run::new().add_text(words).italic());
    let all = borders.fold(ParagraphBorders::with_empty(), ParagraphBorders::set);
    paragraph.property = paragraph.property.set_borders(all);
    paragraph
}
