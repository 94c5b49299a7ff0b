//! `import members` and `import figures`.

use super::{read_boundaries, read_period};
use crate::{
    arguments::{Import, Place},
    folder,
};
use access::{Caller, Work};
use kernel::Lang;
use platform::Problem;

pub async fn run(place: &Place, command: Import, lang: Lang) -> Result<(), Problem> {
    let site = folder::open_ready(place).await?;
    let mut work = Work::begin(&site, Caller::operator(), lang).await?;
    let _ = (&mut work, read_boundaries, read_period, command);
    Ok(())
}
