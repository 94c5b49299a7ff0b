//! Why a paper could not be made.

/// A paper that could not be made. None of these is the reader's fault, and none can be mended by her:
/// whoever catches one keeps the words for the log and says that the file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("the page could not be set: {0}")]
    Setting(String),
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
    #[error("the Word file could not be written: {0}")]
    Word(String),
    #[error("the Excel file could not be written: {0}")]
    Excel(#[from] rust_xlsxwriter::XlsxError),
    #[error("the list could not be written as text: {0}")]
    Csv(#[from] csv::Error),
    #[error("the list could not be written as text: {0}")]
    Text(#[from] std::io::Error),
    #[error("the text could not be handed to the page: {0}")]
    Data(#[from] serde_json::Error),
    #[error("the QR code could not be written as a picture: {0}")]
    Picture(#[from] png::EncodingError),
    #[error("the text does not fit into a QR code: {0} bytes")]
    TooLongForQr(usize),
}
