//! The fonts papers are set in.

use std::{env, fs, path::Path, sync::OnceLock};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Where Debian keeps Liberation Serif, which is as wide as Times New Roman, letter for letter.
const SYSTEM_FOLDER: &str = "/usr/share/fonts/truetype/liberation2";
/// Names a further folder, for machines that keep it elsewhere or own Times New Roman itself.
const FOLDER_VARIABLE: &str = "KHUYENHOC_FONTS";

pub(super) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

impl Fonts {
    /// The fonts of this machine, looked for once. Libertinus Serif is in the program and always there.
    pub fn here() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| {
            let own = env::var_os(FOLDER_VARIABLE).map(|folder| fonts_in(Path::new(&folder)));
            let mut fonts = own.unwrap_or_default();
            fonts.extend(fonts_in(Path::new(SYSTEM_FOLDER)).into_iter().filter(is_serif));
            fonts.extend(typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))));
            Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
        })
    }
}

fn is_serif(font: &Font) -> bool {
    font.info().family.ends_with("Serif")
}

/// A folder that is not there holds no fonts; a file that is none holds none either.
fn fonts_in(folder: &Path) -> Vec<Font> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_font = |path: &&std::path::PathBuf| {
        path.extension().is_some_and(|kind| {
            ["ttf", "otf", "ttc"].iter().any(|known| kind.eq_ignore_ascii_case(known))
        })
    };
    let bytes = paths.iter().filter(is_font).filter_map(|path| fs::read(path).ok());
    bytes.flat_map(|bytes| Font::iter(Bytes::new(bytes)).collect::<Vec<_>>()).collect()
}
