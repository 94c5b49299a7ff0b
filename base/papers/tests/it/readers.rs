//! Reads a finished file back through the eyes of other programs.

use calamine::{Data, Reader, Xlsx};
use std::{
    fs,
    io::{Cursor, Read},
    path::Path,
    process::Command,
};

/// Runs an outside program. Where it is missing the test fails and says what to install.
fn run(program: &str, package: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|reason| {
        panic!("{program} does not run ({reason}); on Debian: apt-get install {package}")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Words with one space between them, however the lines were broken.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of the PDF can search and copy.
pub fn text_of_pdf(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "paper.pdf", bytes);
    run("pdftotext", "poppler-utils", &["-layout", &path, "-"])
}

pub fn pages_of_pdf(bytes: &[u8]) -> usize {
    text_of_pdf(bytes).matches('\u{c}').count()
}

/// What an office program shows of a file, printed by it.
pub fn printed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), name, bytes);
    let here = folder.path().to_str().unwrap();
    // A profile of its own, so that tests at the same time do not wait for each other.
    let profile = format!("-env:UserInstallation=file://{here}/profile");
    run(
        "soffice",
        "libreoffice",
        &[&profile, "--headless", "--convert-to", "pdf", "--outdir", here, &path],
    );
    fs::read(Path::new(&path).with_extension("pdf")).unwrap()
}

/// What a phone reads from the code on the first page.
pub fn qr_of_pdf(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "card.pdf", bytes);
    let picture = folder.path().join("card");
    let picture = picture.to_str().unwrap();
    run("pdftoppm", "poppler-utils", &["-r", "200", "-png", "-singlefile", &path, picture]);
    run("zbarimg", "zbar-tools", &["--quiet", "--raw", &format!("{picture}.png")]).trim().to_owned()
}

pub fn part_of(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The letters between the tags.
pub fn text_of_markup(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        let (tag, said) = piece.split_once('>').unwrap_or(("", piece));
        let breaks = ["/p", "/w:p", "w:br", "/td", "/th", "/li", "/tr", "/h2", "/span", "/caption"];
        if breaks.contains(&tag.split_whitespace().next().unwrap_or("")) {
            text.push(' ');
        }
        text.push_str(said);
    }
    unescaped(&text)
}

/// Turns each mark into its letter, once: what was typed as a mark must come back as one.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut letters = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let (mark, rest) = piece.split_once(';').unwrap();
        letters.push(match mark {
            "lt" | "#60" => '<',
            "gt" | "#62" => '>',
            "quot" | "#34" => '"',
            "apos" | "#39" => '\'',
            "amp" | "#38" => '&',
            other => panic!("&{other}; is no mark that we write"),
        });
        letters.push_str(rest);
    }
    letters
}

/// The cells of the first sheet, row by row.
pub fn cells_of(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(<[Data]>::to_vec).collect()
}
