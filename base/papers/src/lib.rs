//! Papers: one value drawn as a page, an Excel file, a Word file and a PDF, so that they cannot disagree.
//!
//! - Everything a person typed is data in all four forms: never markup, a formula or a file name.
//! - A cell shows its text and nothing else; the number behind it only lets Excel calculate.
//! - The official layout follows Nghị định 30/2020/NĐ-CP, which associations apply as suitable.
//! - Setting a page reads no file but fonts, no clock and no network.

mod broken;
pub mod card;
mod docx;
mod fitting;
mod html;
mod lines;
mod number_format;
mod paper;
mod pdf;
mod press;
pub mod qr;
pub mod register;
mod sheet;
mod texts;
mod tidy;
mod xlsx;

pub use broken::Broken;
pub use docx::docx;
pub use html::{STYLE, html};
pub use paper::{
    Align, Block, Cell, Column, Emphasis, Number, Paper, Row, Run, Seal, Signature, Table,
};
pub use pdf::pdf;
pub use xlsx::xlsx;
