//! What each command does. Answers go to stdout, problems to stderr; the exit code says which.

/// Writes a line of the answer. Whoever reads it may stop reading, as `| head` does; then there is
/// nobody left to answer, and nothing has gone wrong.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write;
        if writeln!(std::io::stdout(), $($words)*).is_err() {
            $crate::commands::nobody_listens();
        }
    }};
}

mod backup;
mod duplicates;
mod filing;
mod generate;
mod handover;
mod import;
mod reorganise;
mod report;
mod units;
mod verify;

use crate::{
    arguments::{Arguments, Command, Demo, Place, Serve, User},
    demo,
    folder::{self, Opening},
    modules, openapi, serve,
    texts::Texts,
};
use access::{Caller, NewAccount, Role, Work};
use kernel::{Day, Lang};
use platform::{Problem, module::Needs, seal};
use std::process::ExitCode;

const CHECK_FAILED: u8 = 1;
const REFUSED: u8 = 3;

/// Ends the program without a word: whoever asked has stopped reading.
#[expect(clippy::disallowed_methods, reason = "there is nothing left to undo and nobody to tell")]
fn nobody_listens() -> ! {
    std::process::exit(0);
}

/// How a command ended without a problem.
pub enum Done {
    Well,
    CheckFailed,
    /// What was refused has been said, cell by cell; nothing was changed.
    Refused,
}

pub async fn run(arguments: Arguments) -> ExitCode {
    let (place, command) = (arguments.place(), arguments.command);
    let lang = folder::lang(&place);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("KHUYENHOC_LOG")
                .unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match carry_out(&place, command, lang).await {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::CheckFailed) => ExitCode::from(CHECK_FAILED),
        Ok(Done::Refused) => ExitCode::from(REFUSED),
        Err(problem) => {
            eprintln!("{}", problem.say(lang));
            if let Problem::Broken(error) = &problem {
                eprintln!("({error})");
            }
            ExitCode::from(REFUSED)
        }
    }
}

async fn carry_out(place: &Place, command: Command, lang: Lang) -> Result<Done, Problem> {
    match command {
        Command::Serve(options) => run_server(place, options, String::new(), lang).await?,
        Command::Demo(options) => run_demo(place, options, lang).await?,
        Command::Init => {
            folder::open_ready(place).await?;
            say!("{}", Texts(lang).ready(&place.data.display().to_string()));
        }
        Command::Migrate => {
            let opening = Opening { place, origin: String::new(), sign_in_hint: String::new() };
            folder::migrate(&folder::open(opening).await?).await?;
            say!("{}", Texts(lang).ready(&place.data.display().to_string()));
        }
        Command::User(User::Add { username, full_name, role, unit, password }) => {
            add_user(place, lang, (username, full_name, role, unit, password)).await?;
        }
        Command::Unit(command) => units::run(place, command, lang).await?,
        Command::Generate(options) => generate::run(place, options, lang).await?,
        Command::Import(command) => return import::run(place, command, lang).await,
        Command::Duplicates { unit, json } => duplicates::run(place, &unit, json, lang).await?,
        Command::Handover { unit, output } => handover::run(place, &unit, output, lang).await?,
        Command::Report(command) => report::run(place, command, lang).await?,
        Command::Explain(options) => report::explain(place, options, lang).await?,
        Command::Backup(options) => return backup::back_up(place, options, lang).await,
        Command::Restore(options) => return backup::restore(place, options, lang).await,
        Command::Verify(options) => return verify::run(place, options, lang).await,
        // It is seen to before the program begins to work.
        Command::ReadWorkbook => {}
        Command::Openapi => say!("{}", serde_json::to_string_pretty(&openapi::description())?),
        Command::Routes { json } => print_routes(json)?,
    }
    Ok(Done::Well)
}

async fn run_server(
    place: &Place,
    options: Serve,
    hint: String,
    lang: Lang,
) -> Result<(), Problem> {
    let listener = serve::listen(&options.host, options.port).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let origin = options.origin.unwrap_or_else(|| address.clone());
    let site = folder::open(Opening { place, origin: origin.clone(), sign_in_hint: hint }).await?;
    let lock = folder::lock(&site.settings.folder)?;
    folder::prepare(&site).await?;
    platform::arrival::sweep(&site.settings.folder)?;
    say!("{}", Texts(lang).serving(&origin));
    serve::serve(site, listener, lock).await
}

async fn run_demo(place: &Place, options: Demo, lang: Lang) -> Result<(), Problem> {
    let t = Texts(lang);
    // Asked for first, so that a port in use is told before the long work, not after.
    if !options.build_only {
        drop(serve::listen(&options.serve.host, options.serve.port).await?);
    }
    let site = folder::open_ready(place).await?;
    if !demo::is_built(&site).await? {
        eprintln!("{}", t.demo_building());
        demo::build(&site).await?;
    }
    site.db.close().await;
    say!("{}", t.demo_ready(&place.data.display().to_string()));
    say!("{}", t.demo_accounts(demo::PASSWORD));
    for account in demo::ACCOUNTS {
        say!("  {:<10} {}", account.username, account.full_name);
    }
    if options.build_only {
        return Ok(());
    }
    let names: Vec<&str> = demo::ACCOUNTS.iter().map(|account| account.username).collect();
    let hint = format!("{} {}", t.demo_accounts(demo::PASSWORD), names.join(", "));
    run_server(place, options.serve, hint, lang).await
}

type NewUser = (String, String, String, String, Option<String>);

async fn add_user(place: &Place, lang: Lang, new: NewUser) -> Result<(), Problem> {
    let (username, full_name, role, unit, password) = new;
    let t = Texts(lang);
    let role: Role = role
        .parse()
        .map_err(|_| Problem::refused("not_a_role", move |lang| Texts(lang).not_a_role(&role)))?;
    let site = folder::open_ready(place).await?;
    let mut work = Work::begin(&site, Caller::operator(), lang).await?;
    let unit = units_find(&mut work, &unit).await?;
    let made = password.is_none().then(seal::token);
    let password = password.or_else(|| made.clone()).unwrap_or_default();
    let new = NewAccount { username: username.clone(), full_name, password, role, unit };
    access::add_account(&mut work, new).await?;
    work.commit().await?;
    say!("{}", t.account_opened(&username));
    if let Some(password) = made {
        say!("{}", t.password_made(&password));
    }
    Ok(())
}

async fn units_find(work: &mut Work, code: &str) -> Result<kernel::UnitId, Problem> {
    Ok(::units::find(&mut work.tx, code, work.today).await?.id.clone())
}

/// `now`, or a day as `2017-06-30`.
fn read_boundaries(typed: &str, today: Day) -> Result<Day, Problem> {
    match typed {
        "now" | "" => Ok(today),
        day => day.parse().map_err(|_| {
            let typed = day.to_owned();
            Problem::refused("not_a_day", move |lang| Texts(lang).not_a_day(&typed))
        }),
    }
}

fn read_period(typed: &str) -> Result<kernel::Period, Problem> {
    typed.parse().map_err(|_| {
        let typed = typed.to_owned();
        Problem::refused("not_a_period", move |lang| Texts(lang).not_a_period(&typed))
    })
}

fn print_routes(json: bool) -> Result<(), Problem> {
    #[derive(serde::Serialize)]
    struct Line {
        module: &'static str,
        method: String,
        path: &'static str,
        needs: String,
    }
    let mut lines = vec![];
    for module in modules::all() {
        for route in &module.routes {
            let needs = match route.needs {
                Needs::Nobody => "-".to_owned(),
                Needs::SignIn => "sign-in".to_owned(),
                Needs::Permission(permission) => permission.0.to_owned(),
            };
            lines.push(Line {
                module: module.name,
                method: route.method.to_string(),
                path: route.path,
                needs,
            });
        }
    }
    if json {
        say!("{}", serde_json::to_string_pretty(&lines)?);
    } else {
        for line in lines {
            say!("{:<13} {:<7} {:<60} {}", line.module, line.method, line.path, line.needs);
        }
    }
    Ok(())
}
