//! `generate`: a made-up province to try the program with.

use crate::{
    arguments::{Generate, Place},
    folder,
    generate::{self, MEMBERS_MAX, Wanted},
    texts::Texts,
};
use kernel::Lang;
use platform::Problem;

pub async fn run(place: &Place, options: Generate, lang: Lang) -> Result<(), Problem> {
    let Generate { members, seed, out, register, json } = options;
    if !(1..=MEMBERS_MAX).contains(&members) {
        return Err(Problem::refused("generate_members_out_of_range", move |lang| {
            Texts(lang).generate_members_out_of_range(&members.to_string())
        }));
    }
    generate::refuse_other_files(&out)?;
    let t = Texts(lang);
    let wanted = Wanted { members, seed, out: &out };
    let site = folder::open_ready(place).await?;
    let made = generate::build(&site, &wanted).await?;
    if register {
        let mut tenths = 0;
        let told = |done: u64| {
            if tenths < done * 10 / members {
                tenths = done * 10 / members;
                eprintln!("{}", t.generate_registered(&done.to_string(), &members.to_string()));
            }
        };
        generate::register(&site, &wanted, told).await?;
    }
    site.db.close().await;
    if json {
        let files: Vec<String> =
            made.workbooks.iter().map(|file| file.display().to_string()).collect();
        let answer = serde_json::json!({ "members": members, "units": made.units, "errors": made.errors, "workbooks": files });
        say!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(());
    }
    say!(
        "{}",
        t.generated(
            &members.to_string(),
            &made.units.to_string(),
            &place.data.display().to_string()
        )
    );
    say!("{}", t.generated_files(&out.display().to_string(), &made.errors.to_string()));
    if register {
        return Ok(());
    }
    say!("{}", t.generate_import_with());
    for file in &made.workbooks {
        say!(
            "  khuyenhoc import members {} --unit GEN --data {} --apply",
            file.display(),
            place.data.display()
        );
    }
    Ok(())
}
