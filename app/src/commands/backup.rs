//! `backup` and `restore`.

use super::{Done, verify};
use crate::{
    arguments::{Backup, Place, Restore},
    backup::{self, Manifest, Wishes},
    folder,
    texts::Texts,
};
use kernel::Lang;
use platform::Problem;

pub async fn back_up(place: &Place, options: Backup, lang: Lang) -> Result<Done, Problem> {
    let Some(target) = options.out.or(options.file) else {
        return Err(Problem::refused("backup_where", |lang| Texts(lang).backup_where()));
    };
    let passphrase = backup::passphrase(options.passphrase_file.as_deref())?;
    // As it is: a backup before an upgrade is of the data before the upgrade.
    let site = folder::open_as_it_is(place).await?;
    let wishes = Wishes { passphrase, with_key: !options.without_key };
    let manifest = backup::make(&site, &target, &wishes).await?;
    site.db.close().await;
    let (bytes, encrypted) = (std::fs::metadata(&target)?.len(), wishes.passphrase.is_some());
    if options.json {
        let said = serde_json::json!({
            "file": target, "bytes": bytes, "encrypted": encrypted,
            "key_included": manifest.has_key(), "made_at": manifest.made_at,
            "content_digest": manifest.content_digest, "audit": manifest.audit, "steps": manifest.steps,
            "tables": manifest.tables, "files": manifest.files,
        });
        say!("{}", serde_json::to_string_pretty(&said)?);
        return Ok(Done::Well);
    }
    let t = Texts(lang);
    say!("{}", t.backed_up(&target.display().to_string(), bytes.div_ceil(1024)));
    say_content(&manifest, lang);
    say!(
        "{}",
        match (manifest.has_key(), encrypted) {
            (false, _) => t.backup_without_key(),
            (true, true) => t.backup_with_key_sealed(),
            (true, false) => t.backup_with_key_open(),
        }
    );
    Ok(Done::Well)
}

pub async fn restore(place: &Place, options: Restore, lang: Lang) -> Result<Done, Problem> {
    let passphrase = backup::passphrase(options.passphrase_file.as_deref())?;
    let manifest =
        backup::restore(place, &options.file, passphrase.as_deref(), options.key.as_deref())
            .await?;
    let checks = verify::look(&folder::open_ready(place).await?).await?;
    let ok = checks.iter().all(|check| check.ok);
    if options.json {
        let said = serde_json::json!({
            "content_digest": manifest.content_digest, "rows": manifest.rows(),
            "files": manifest.files.len(), "made_at": manifest.made_at, "audit": manifest.audit, "verified": ok, "checks": checks,
        });
        say!("{}", serde_json::to_string_pretty(&said)?);
    } else {
        say!("{}", Texts(lang).restored(&place.data.display().to_string(), &manifest.made_at));
        say_content(&manifest, lang);
        verify::print_lines(&checks, lang);
    }
    Ok(if ok { Done::Well } else { Done::CheckFailed })
}

fn say_content(manifest: &Manifest, lang: Lang) {
    let t = Texts(lang);
    say!("{}", t.backup_content(manifest.tables.len(), manifest.rows(), manifest.files.len()));
    say!("{}", t.content_digest(&manifest.content_digest));
    if let Some(head) = &manifest.audit {
        verify::print_head(head, lang);
    }
}
