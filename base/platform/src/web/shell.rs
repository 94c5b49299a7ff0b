//! The frame around every page.

use super::{Texts, asset_url};
use kernel::Lang;
use std::{convert::Infallible, fmt::Display, str::FromStr};

/// What the frame of a page needs to know. `Shell::titled(lang, title)` is enough for a page to stand;
/// the rest says who reads it, where she is and what just happened.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    pub title: String,
    pub lang: Lang,
    /// Nobody on the sign-in page and on public pages: then there is no rail.
    pub reader: Option<Reader>,
    /// The units above this one, highest first: name and address.
    pub crumbs: Vec<(String, String)>,
    pub here: Rail,
    /// The day and the geography of the figures, when they are not today's.
    pub standing: Option<String>,
    pub flash: Option<Flash>,
    pub size: TextSize,
    pub theme: Theme,
    /// The address of this page, so that choosing a language comes back to it.
    pub path: String,
}

/// Who is signed in, and the unit she stands in.
#[derive(Debug, Clone)]
pub struct Reader {
    pub name: String,
    pub unit_name: String,
    /// Where she changes to another unit.
    pub unit_url: String,
}

/// Which of the four main entries the page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rail {
    #[default]
    Nowhere,
    /// Việc cần làm
    Work,
    /// Sổ bộ
    Registers,
    /// Báo cáo
    Reports,
    /// Thêm
    More,
}

/// What just happened, said once at the top of the next page.
#[derive(Debug, Clone)]
pub struct Flash {
    pub text: String,
    /// Something was refused or only half done.
    pub warning: bool,
    pub undo: Option<Undo>,
}

/// The way back: a POST to this address takes back what was just done.
#[derive(Debug, Clone)]
pub struct Undo {
    pub action: String,
}

impl Flash {
    pub fn done(text: impl Into<String>) -> Flash {
        Flash { text: text.into(), warning: false, undo: None }
    }
    pub fn warning(text: impl Into<String>) -> Flash {
        Flash { text: text.into(), warning: true, undo: None }
    }
    pub fn undo(mut self, action: impl Into<String>) -> Flash {
        self.undo = Some(Undo { action: action.into() });
        self
    }
}

/// Declares a choice that a cookie keeps by its code; an unknown code is the first choice.
macro_rules! kept_choice {
    ($(#[$doc:meta])* $name:ident { $first:ident = $first_code:literal, $($variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { #[default] $first, $($variant),* }

        impl $name {
            pub const ALL: &[$name] = &[$name::$first, $($name::$variant),*];

            pub fn code(self) -> &'static str {
                match self { $name::$first => $first_code, $($name::$variant => $code),* }
            }
        }
        impl FromStr for $name {
            type Err = Infallible;
            fn from_str(text: &str) -> Result<$name, Infallible> {
                Ok(match text { $($code => $name::$variant,)* _ => $name::$first })
            }
        }
    };
}

kept_choice! {
    /// How large the text is, in points of the reader's own measure.
    TextSize { Normal = "18", Large = "21", Larger = "24" }
}
kept_choice! {
    /// Which paper and ink.
    Theme { System = "system", Light = "light", Dark = "dark", Contrast = "contrast" }
}

impl Shell {
    pub fn titled(lang: Lang, title: impl Into<String>) -> Shell {
        Shell { title: title.into(), lang, ..Shell::default() }
    }
    pub fn at(mut self, here: Rail) -> Shell {
        self.here = here;
        self
    }
    pub fn read_by(mut self, reader: Reader) -> Shell {
        self.reader = Some(reader);
        self
    }
    pub fn crumbs(mut self, crumbs: Vec<(String, String)>) -> Shell {
        self.crumbs = crumbs;
        self
    }
    pub fn standing(mut self, standing: impl Into<String>) -> Shell {
        self.standing = Some(standing.into());
        self
    }
    pub fn flash(mut self, flash: Option<Flash>) -> Shell {
        self.flash = flash;
        self
    }
    pub fn shown_as(mut self, size: TextSize, theme: Theme) -> Shell {
        (self.size, self.theme) = (size, theme);
        self
    }
    pub fn path(mut self, path: impl Into<String>) -> Shell {
        self.path = path.into();
        self
    }

    /// The words of the frame and of the patterns, for templates.
    pub fn words(&self) -> Texts {
        Texts(self.lang)
    }
    pub fn asset(&self, name: &str) -> String {
        asset_url(name)
    }
    pub fn other_lang(&self) -> Lang {
        self.lang.choose(Lang::En, Lang::Vi)
    }
    pub fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
    /// `Đã xong 12.480 trong 155.232`
    pub fn progress_said(&self, done: &i64, total: &i64) -> String {
        self.words().done_of(&self.lang.grouped(*done), &self.lang.grouped(*total))
    }
    /// `Đang xem 50 trong 155.232 dòng`, whether the numbers come as numbers or written out.
    pub fn shown_said(&self, shown: &impl Display, total: &impl Display) -> String {
        self.words().shown_of(&self.written(shown), &self.written(total))
    }
    pub fn all_shown_said(&self, total: &impl Display) -> String {
        self.words().all_shown(&self.written(total))
    }
    /// A number as the reader writes it.
    fn written(&self, number: &impl Display) -> String {
        let text = number.to_string();
        text.parse().map_or(text, |number| self.lang.grouped(number))
    }
    /// The four main entries: code of the icon, name, address, and whether we are there.
    pub fn rail(&self) -> [(&'static str, String, &'static str, bool); 4] {
        let words = self.words();
        let entry = |icon, name, address, place| (icon, name, address, self.here == place);
        [
            entry("work", words.work(), "/", Rail::Work),
            entry("registers", words.registers(), "/so-bo", Rail::Registers),
            entry("reports", words.reports(), "/bao-cao", Rail::Reports),
            entry("more", words.more(), "/them", Rail::More),
        ]
    }
    /// Code, name and whether it is the present choice.
    pub fn sizes(&self) -> Vec<(&'static str, String, bool)> {
        let words = self.words();
        let name = |size| match size {
            TextSize::Normal => words.text_normal(),
            TextSize::Large => words.text_large(),
            TextSize::Larger => words.text_larger(),
        };
        TextSize::ALL.iter().map(|size| (size.code(), name(*size), *size == self.size)).collect()
    }
    /// Code, name and whether it is the present choice.
    pub fn themes(&self) -> Vec<(&'static str, String, bool)> {
        let words = self.words();
        let name = |theme| match theme {
            Theme::System => words.theme_system(),
            Theme::Light => words.theme_light(),
            Theme::Dark => words.theme_dark(),
            Theme::Contrast => words.theme_contrast(),
        };
        Theme::ALL.iter().map(|theme| (theme.code(), name(*theme), *theme == self.theme)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_grouped_whichever_way_it_comes() {
        let shell = Shell::titled(Lang::Vi, "");
        assert_eq!(shell.shown_said(&50_usize, &155_232_i64), "Đang xem 50 trong 155.232 dòng");
        assert_eq!(shell.all_shown_said(&"1.204"), "Đã xem hết 1.204 dòng");
    }

    #[test]
    fn what_a_cookie_kept_reads_back_and_nonsense_is_the_first_choice() {
        for theme in Theme::ALL {
            assert_eq!(theme.code().parse::<Theme>().unwrap(), *theme);
        }
        assert_eq!("17\"><script>".parse::<TextSize>().unwrap(), TextSize::Normal);
    }

    #[test]
    fn exactly_one_entry_of_the_rail_is_where_we_are() {
        let shell = Shell::titled(Lang::Vi, "Hội viên").at(Rail::Registers);
        let here: Vec<_> = shell.rail().into_iter().filter(|entry| entry.3).collect();
        assert_eq!(here.len(), 1);
        assert_eq!(here[0].1, "Sổ bộ");
    }
}
