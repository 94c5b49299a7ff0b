//! How much of a file is looked at.

/// How much of a file we are willing to look at. Every limit stands far above the largest honest workbook.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    pub file_bytes: u64,
    /// An old .xls is read at once and not row by row, so it may be less.
    pub xls_bytes: u64,
    /// All parts of an .xlsx together, unpacked.
    pub unzipped_bytes: u64,
    pub parts: usize,
    pub sheets: usize,
    /// The last row that may hold something.
    pub rows: u32,
    /// The number of columns that may hold something.
    pub columns: u16,
    /// Cells with something in them, in one sheet.
    pub cells: u64,
    /// Letters in one cell; Excel itself allows 32,767.
    pub cell_letters: usize,
    /// The texts of a workbook that Excel keeps in one common list.
    pub shared_text_bytes: usize,
    pub cell_styles: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 40 << 20,
            xls_bytes: 20 << 20,
            unzipped_bytes: 600 << 20,
            parts: 1_000,
            sheets: 200,
            rows: 1_048_576,
            columns: 256,
            cells: 13_000_000,
            cell_letters: 32_767,
            shared_text_bytes: 128 << 20,
            cell_styles: 65_500,
        }
    }
}
