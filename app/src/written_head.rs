//! The end of the audit book as it was written down earlier, held against the book of today.
//!
//! The data folder keeps the end that was last seen to be whole (`audit.head`), so that a database put back behind the
//! program's back shows by itself; people may write one down and give it to `verify --head`.

use crate::texts::Texts;
use audit::Head;
use platform::{Problem, Site, db::Tx, kept, module::Finding};
use std::{fs, io, path::Path};

/// Not part of a backup: what comes back from one may end earlier, and is right.
pub const FILE: &str = "audit.head";
/// Fewer letters could be met by chance, or by trying.
const LETTERS_MIN: usize = 16;

/// A hash as somebody copied it from paper: in groups, capitals, or only its beginning.
pub fn read(typed: &str) -> Result<String, Problem> {
    let letters: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let hash = letters.to_lowercase();
    if hash.len() < LETTERS_MIN || !hash.chars().all(|c| c.is_ascii_hexdigit()) {
        let typed = typed.to_owned();
        return Err(Problem::refused("not_a_head", move |lang| {
            Texts(lang).not_a_head(&typed, LETTERS_MIN)
        }));
    }
    Ok(hash)
}

/// Whether the book still holds the row that ended it when somebody wrote its hash down.
pub async fn compare(tx: &mut Tx, hash: &str) -> Result<Finding, Problem> {
    let found = audit::find(tx, hash).await?;
    let bad = if found.is_none() { vec![format!("audit_row with {hash}")] } else { vec![] };
    Ok(Finding { rows_checked: found.unwrap_or(0), bad })
}

/// The same for the end that was last seen in this folder, if any was.
pub async fn compare_seen(site: &Site, tx: &mut Tx) -> Result<Option<Finding>, Problem> {
    let written = match fs::read(site.settings.folder.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read?,
    };
    let Ok(seen) = serde_json::from_slice::<Head>(&written) else {
        return Ok(Some(Finding { rows_checked: 0, bad: vec![FILE.to_owned()] }));
    };
    let there = audit::hash_of_row(tx, seen.rows).await?;
    let is_there = there.as_ref() == Some(&seen.hash);
    let bad = if is_there { vec![] } else { vec![format!("audit_row/{}", seen.rows)] };
    Ok(Some(Finding { rows_checked: seen.rows, bad }))
}

/// Keeps in the folder how far a book goes that has been seen to be whole.
pub fn keep_seen(folder: &Path, head: &Head) -> Result<(), Problem> {
    if head.rows == 0 {
        return Ok(());
    }
    let arriving = folder.join(format!("{FILE}.new"));
    fs::write(&arriving, serde_json::to_vec(head)?)?;
    Ok(kept::moved(&arriving, &folder.join(FILE))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_may_be_copied_from_paper() {
        assert_eq!(read("9F3C 27c1-0011 2233").unwrap(), "9f3c27c100112233");
        assert!(read("9f3c").is_err() && read("mười sáu chữ cái gì đó").is_err());
    }
}
