//! Sets pages with typst.
//!
//! What people typed reaches a template only as data, so it can be neither markup nor a command, and
//! a template reaches no file and no package: the fonts are all there is.

mod fonts;

use crate::Broken;
use fonts::Fonts;
use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Dict, Duration, Smart, Value},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// How many papers a set piece of text is remembered for. Without forgetting, a server that sets
/// papers all day would fill its memory; without remembering, a thousand cards would take half as long again.
const REMEMBERED_PAPERS: usize = 10;

/// Sets `template` with `data` and writes the pages as a PDF. The template reads the data with
/// `json(bytes(sys.inputs.data))`.
pub(crate) fn print(template: &str, data: &impl Serialize) -> Result<Vec<u8>, Broken> {
    let data = serde_json::to_string(data)?;
    let pages = set(template, data);
    // Also after a failure: what a failed paper left behind takes as much room.
    comemo::evict(REMEMBERED_PAPERS);
    pages
}

pub(crate) fn set(template: &str, data: String) -> Result<Vec<u8>, Broken> {
    let desk = Desk::new(template, data);
    let document = typst::compile::<PagedDocument>(&desk).output;
    let document = document.map_err(|reasons| Broken::Setting(told(&reasons)))?;
    let options = PdfOptions { creator: Smart::Custom(None), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|reasons| Broken::Pdf(told(&reasons)))
}

fn told(reasons: &[SourceDiagnostic]) -> String {
    reasons.iter().map(|reason| reason.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// The world of one paper: its template, its data and the fonts.
struct Desk {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    template: Source,
}

impl Desk {
    fn new(template: &str, data: String) -> Desk {
        let mut inputs = Dict::new();
        inputs.insert("data".into(), Value::Str(data.into()));
        Desk {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            fonts: Fonts::here(),
            template: Source::detached(template),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }
    fn main(&self) -> FileId {
        self.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }
    fn font(&self, place: usize) -> Option<Font> {
        self.fonts.fonts.get(place).cloned()
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reaches_no_file() {
        for template in
            ["#read(\"/etc/passwd\")", "#include \"other.typ\"", "#import \"@preview/a:1.0.0\""]
        {
            assert!(matches!(print(template, &()), Err(Broken::Setting(_))), "{template}");
        }
    }

    #[test]
    fn typst_and_we_empty_the_same_cache() {
        let lock =
            std::fs::read_to_string("../../Cargo.lock").expect("the workspace has a lock file");
        let named = lock.lines().filter(|line| *line == "name = \"comemo\"").count();
        assert_eq!(
            named, 1,
            "two versions of comemo: evict() would empty the cache that nobody fills"
        );
    }
}
