//! Sets pages with typst.
//!
//! What people typed reaches a template only as data, so it can be neither markup nor a command, and
//! a template reaches no package and no file but its data: those and the fonts are all there is.

mod fonts;

use crate::Broken;
use fonts::Fonts;
use serde::Serialize;
use std::sync::{
    LazyLock, OnceLock,
    atomic::{AtomicUsize, Ordering},
};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// After so many bytes of data typst forgets what it has not used since the time before. Without forgetting, a server
/// that sets papers all day would fill its memory; without remembering, a thousand cards would take half as long
/// again. To forget takes longer the more there ever was to remember, too long for every single card.
const REMEMBERED_BYTES: usize = 256 * 1024;

/// Sets `template` with `data` and writes the pages as a PDF.
pub(crate) fn print(template: &Template, data: &impl Serialize) -> Result<Vec<u8>, Broken> {
    let data = serde_json::to_string(data)?;
    let bytes = data.len();
    let pages = set(template, data);
    // Also after a failure: what a failed paper left behind takes as much room.
    forget_after(bytes);
    pages
}

fn forget_after(bytes: usize) {
    static SINCE_THEN: AtomicUsize = AtomicUsize::new(0);
    if REMEMBERED_BYTES <= SINCE_THEN.fetch_add(bytes, Ordering::Relaxed) + bytes {
        SINCE_THEN.store(0, Ordering::Relaxed);
        comemo::evict(2);
    }
}

pub(crate) fn set(template: &Template, data: String) -> Result<Vec<u8>, Broken> {
    let desk = Desk::new(template, data);
    let document = typst::compile::<PagedDocument>(&desk).output;
    let document = document.map_err(|reasons| Broken::Setting(told(&reasons)))?;
    let options = PdfOptions { creator: Smart::Custom(None), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|reasons| Broken::Pdf(told(&reasons)))
}

/// A template, read once. It finds its data with `json("data.json")`.
pub(crate) struct Template {
    text: &'static str,
    source: OnceLock<Source>,
}

impl Template {
    pub const fn new(text: &'static str) -> Template {
        Template { text, source: OnceLock::new() }
    }
    fn source(&self) -> &Source {
        self.source.get_or_init(|| Source::detached(self.text))
    }
}

fn told(reasons: &[SourceDiagnostic]) -> String {
    reasons.iter().map(|reason| reason.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// The world of one paper: its template, its data and the fonts. All but the data is the same for every paper of a
/// kind: typst would look through the whole of its library again if the data were in there.
struct Desk<'t> {
    template: &'t Source,
    data: Bytes,
}

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// The one file that a template reads.
static DATA: LazyLock<FileId> = LazyLock::new(|| {
    let path = VirtualPath::new("data.json").expect("the name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
});

impl Desk<'_> {
    fn new(template: &Template, data: String) -> Desk<'_> {
        Desk { template: template.source(), data: Bytes::from_string(data) }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &Fonts::here().book
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
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn font(&self, place: usize) -> Option<Font> {
        Fonts::here().fonts.get(place).cloned()
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
            let made = print(&Template::new(template), &());
            assert!(matches!(made, Err(Broken::Setting(_))), "{template}");
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
