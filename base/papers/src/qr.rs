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
