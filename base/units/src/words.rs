//! What units are called: levels, forms, kinds.

use kernel::Lang;
use std::fmt;

/// A word stored as text: what is written, and what reads back.
macro_rules! stored_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$each])* #[serde(rename = $word)] $variant ),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// As it is stored and as programs read it.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
        impl std::str::FromStr for $name {
            type Err = NoSuchWord;
            fn from_str(word: &str) -> Result<Self, NoSuchWord> {
                Self::ALL.iter().copied().find(|one| one.code() == word).ok_or_else(|| NoSuchWord(word.to_owned()))
            }
        }
        impl TryFrom<String> for $name {
            type Error = NoSuchWord;
            fn try_from(word: String) -> Result<Self, NoSuchWord> {
                word.parse()
            }
        }
    };
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchWord(pub String);
impl fmt::Display for NoSuchWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not one of the words expected here", self.0)
    }
}
impl std::error::Error for NoSuchWord {}

stored_words!(
    /// Cấp, from the top down.
    Level {
        Nation = "nation",
        Province = "province",
        /// Cấp huyện, until 30 June 2025.
        District = "district",
        Commune = "commune",
        /// Ngành: education, police, army.
        Sector = "sector",
        /// Tổ chức phối hợp.
        Organisation = "organisation",
        /// Chi hội, tổ hội, ban khuyến học.
        Chapter = "chapter",
    }
);

impl Level {
    /// Nation 0, and so on down.
    pub fn rank(self) -> u8 {
        self as u8
    }
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Level::Nation => lang.choose("toàn quốc", "nation"),
            Level::Province => lang.choose("cấp tỉnh", "province"),
            Level::District => lang.choose("cấp huyện", "district"),
            Level::Commune => lang.choose("cấp xã", "commune"),
            Level::Sector => lang.choose("ngành", "sector"),
            Level::Organisation => lang.choose("tổ chức phối hợp", "partner organisation"),
            Level::Chapter => lang.choose("chi hội, tổ hội, ban khuyến học", "chapter"),
        }
    }
}

stored_words!(
    /// Where a unit comes from.
    Origin {
        /// From the official lists; only new lists change it.
        Official = "official",
        /// Opened by the association.
        Own = "own",
        /// An organisation or sector that works with the association.
        Partner = "partner",
    }
);

stored_words!(
    /// Hình thức of a unit of the association's own.
    Form {
        /// Hội khuyến học cơ sở.
        Association = "hoi",
        /// Chi hội khuyến học.
        Chapter = "chi_hoi",
        /// Phân hội khuyến học.
        Branch = "phan_hoi",
        /// Tổ hội khuyến học.
        Group = "to_hoi",
        /// Ban khuyến học: set up by the agency, school or clan itself, and linked to the association.
        Committee = "ban_khuyen_hoc",
    }
);

impl Form {
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Form::Association => lang.choose("hội khuyến học", "association"),
            Form::Chapter => lang.choose("chi hội", "chapter"),
            Form::Branch => lang.choose("phân hội", "branch"),
            Form::Group => lang.choose("tổ hội", "group"),
            Form::Committee => lang.choose("ban khuyến học", "study promotion committee"),
        }
    }
}

stored_words!(
    /// Nơi thành lập: among whom a unit works.
    Setting {
        Hamlet = "hamlet",
        Agency = "agency",
        School = "school",
        Clan = "clan",
        Enterprise = "enterprise",
        ArmedForces = "armed_forces",
        Religious = "religious",
        Other = "other",
    }
);

impl Setting {
    pub fn say(self, lang: Lang) -> &'static str {
        match self {
            Setting::Hamlet => lang.choose("thôn, bản, khu phố", "hamlet"),
            Setting::Agency => lang.choose("cơ quan, đơn vị", "agency"),
            Setting::School => lang.choose("trường học", "school"),
            Setting::Clan => lang.choose("dòng họ", "clan"),
            Setting::Enterprise => lang.choose("doanh nghiệp", "enterprise"),
            Setting::ArmedForces => lang.choose("lực lượng vũ trang", "armed forces"),
            Setting::Religious => lang.choose("cơ sở tôn giáo", "religious body"),
            Setting::Other => lang.choose("nơi khác", "other"),
        }
    }
}

stored_words!(
    /// How much of an old unit went into a new one.
    Part {
        Whole = "whole",
        Part = "part",
    }
);

stored_words!(
    /// How we know of a succession.
    Basis {
        /// A resolution says so.
        Resolution = "resolution",
        /// Taken together from where the communes of an abolished district went.
        Communes = "communes",
        /// Found by name: a hint and not law.
        Name = "name",
    }
);

/// The English word for an official kind; a kind without one stays as it is.
pub fn kind_in(lang: Lang, kind: &str) -> &str {
    if lang == Lang::Vi {
        return kind;
    }
    match kind {
        "tỉnh" => "province",
        "thành phố" => "city",
        "quận" => "urban district",
        "huyện" => "district",
        "thị xã" => "town",
        "thị trấn" => "township",
        "xã" => "commune",
        "phường" => "ward",
        "đặc khu" => "special zone",
        other => other,
    }
}

/// Kind and name as they are said together: `xã Xa Dung`, `Xa Dung commune`, `phường 14`, `ward 14`.
pub fn full_name(lang: Lang, level: Level, kind: &str, name: &str) -> String {
    let official = !kind.is_empty() && level <= Level::Commune;
    let numbered = name.chars().all(|letter| letter.is_ascii_digit());
    match lang {
        _ if level == Level::Nation => lang.choose(name, "Vietnam").to_owned(),
        _ if !official => name.to_owned(),
        Lang::En if !numbered => format!("{name} {}", kind_in(lang, kind)),
        _ => format!("{} {name}", kind_in(lang, kind)),
    }
}

/// The association of a unit: `Hội Khuyến học xã Xa Dung`. Units of the association's own are called by their name alone.
pub fn association_name(lang: Lang, level: Level, kind: &str, name: &str) -> String {
    let unit = full_name(lang, level, kind, name);
    match lang {
        _ if Level::Commune < level => unit,
        Lang::Vi => format!("Hội Khuyến học {unit}"),
        Lang::En if level == Level::Nation => "Vietnam Study Promotion Association".to_owned(),
        Lang::En => format!("Study Promotion Association of {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_said_with_their_kind_in_both_languages() {
        let commune = |lang, kind, name| full_name(lang, Level::Commune, kind, name);
        assert_eq!(commune(Lang::Vi, "xã", "Xa Dung"), "xã Xa Dung");
        assert_eq!(commune(Lang::En, "xã", "Xa Dung"), "Xa Dung commune");
        assert_eq!(commune(Lang::En, "phường", "14"), "ward 14");
    }

    #[test]
    fn the_association_is_named_after_its_unit() {
        let name = |lang, level, kind, name| association_name(lang, level, kind, name);
        assert_eq!(name(Lang::Vi, Level::Nation, "", "Việt Nam"), "Hội Khuyến học Việt Nam");
        assert_eq!(name(Lang::Vi, Level::Commune, "xã", "Xa Dung"), "Hội Khuyến học xã Xa Dung");
        assert_eq!(
            name(Lang::Vi, Level::Chapter, "chi hội", "Chi hội Trường An"),
            "Chi hội Trường An"
        );
        assert_eq!(
            name(Lang::En, Level::Province, "tỉnh", "Điện Biên"),
            "Study Promotion Association of Điện Biên province"
        );
    }

    #[test]
    fn stored_words_read_back() {
        assert_eq!(
            Level::ALL.iter().filter(|level| level.code().parse() == Ok(**level)).count(),
            7
        );
        assert!("hamlets".parse::<Setting>().is_err());
    }
}
