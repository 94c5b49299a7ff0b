//! QR codes.

use crate::Broken;
use fast_qr::{ECL, QRBuilder, QRCode};
use std::fmt::Write;

/// White around the code, in modules: readers need four.
const QUIET: usize = 4;

/// The text as a QR code, in black on nothing, to be set into a page or a paper.
pub fn svg(text: &str) -> Result<String, Broken> {
    let too_long = |_| Broken::TooLongForQr(text.len());
    // Level M still reads with a seventh of it worn away, as a card in a purse will be.
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(too_long)?;
    let side = code.size + 2 * QUIET;
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path d="{}"/></svg>"#,
        strokes(&code)
    ))
}

/// The same as a picture of dots, for papers that take no drawing: its bytes, and how many dots a side has.
pub(crate) fn png(text: &str) -> Result<(Vec<u8>, u32), Broken> {
    const DOTS: usize = 6;
    let too_long = |_| Broken::TooLongForQr(text.len());
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(too_long)?;
    let side = (code.size + 2 * QUIET) * DOTS;
    let is_dark = |row: usize, column: usize| {
        let place = |dot: usize| (dot / DOTS).checked_sub(QUIET).filter(|place| *place < code.size);
        matches!((place(row), place(column)), (Some(row), Some(column)) if code[row][column].value())
    };
    let dots: Vec<u8> =
        (0..side * side).map(|dot| if is_dark(dot / side, dot % side) { 0 } else { 255 }).collect();
    let side = u32::try_from(side).map_err(|_| Broken::TooLongForQr(text.len()))?;
    let mut bytes = vec![];
    let mut picture = png::Encoder::new(&mut bytes, side, side);
    picture.set_color(png::ColorType::Grayscale);
    let mut writer = picture.write_header()?;
    writer.write_image_data(&dots)?;
    writer.finish()?;
    Ok((bytes, side))
}

/// One rectangle for each run of dark modules: a fifth of the size of one for each module.
fn strokes(code: &QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = code[row][column..].iter().take_while(|module| module.value()).count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("writing to a text never fails");
            }
            column += run + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_beyond_any_code_is_refused() {
        assert!(matches!(svg(&"đ".repeat(2_000)), Err(Broken::TooLongForQr(4_000))));
    }
}
