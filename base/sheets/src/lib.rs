//! Sổ Excel của cán bộ: reads an officer's own workbook and gives it back marked.
//!
//! - A file is never trusted: what it is shows in its bytes, and every size is bounded before memory is spent.
//! - Rows are read one by one; a sheet of 155,000 rows costs no more memory than its texts.
//! - The program reads no file itself: a process of its own does, with little memory and time (`Workshop`).
//! - What comes back is her workbook, not ours: only the colour of wrong cells and two columns at the end are new.
//! - What we write into a cell is text, never a formula.

mod apart;
mod book;
mod cell;
mod dates;
mod file_kind;
mod fold;
mod limits;
pub mod mark;
mod plain_text;
pub mod table;
mod texts;
mod unreadable;
mod workshop;
mod xls;
mod xlsx;

pub use apart::{READ_WORKBOOK, read_apart};
pub use book::{Book, Format, open};
pub use cell::{Area, Cell, Row, Value, address, column_letters};
pub use limits::Limits;
pub use unreadable::{FileKind, Unreadable};
pub use workshop::{Leash, Workshop};
