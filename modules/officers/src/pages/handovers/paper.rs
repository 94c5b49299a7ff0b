//! Bản giấy: the document of a hand-over as a file, and the scan of it that was signed by hand.

use super::{seen, signing::came_back};
use crate::{
    document::Document,
    handing::{self, NewScan, SCAN_BYTES_MAX},
    pages::{Wanted, file},
    paper::{self as written, Format, Signed},
    rules::Refusal,
    store::handovers as store,
};
use access::{Look, WorkLater};
use axum::{
    extract::{DefaultBodyLimit, Multipart, Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::HandoverId;
use platform::{Problem, Route};

/// A scanned paper is larger than other forms may be.
pub fn large(mut route: Route) -> Route {
    route.handler = route.handler.layer(DefaultBodyLimit::max(SCAN_BYTES_MAX + (1 << 20)));
    route
}

/// Our form has four fields.
const FIELDS_MAX: usize = 10;

async fn read_scan(mut form: Multipart) -> Result<NewScan, Problem> {
    let mut scan = NewScan {
        file_name: String::new(),
        content: vec![],
        seen_hash: String::new(),
        remark: String::new(),
    };
    let mut fields = 0;
    while let Some(mut field) = form.next_field().await? {
        fields += 1;
        if FIELDS_MAX < fields {
            return Err(Problem::BadType);
        }
        match field.name().unwrap_or_default() {
            "file" => {
                scan.file_name = field.file_name().unwrap_or_default().to_owned();
                while let Some(piece) = field.chunk().await? {
                    if SCAN_BYTES_MAX < scan.content.len() + piece.len() {
                        return Err(
                            Refusal::ScanTooLarge { most_mebibytes: SCAN_BYTES_MAX >> 20 }.into()
                        );
                    }
                    scan.content.extend_from_slice(&piece);
                }
            }
            "hash" => scan.seen_hash = field.text().await?,
            "remark" => scan.remark = field.text().await?,
            _ => {}
        }
    }
    Ok(scan)
}

pub async fn send_paper(
    mut later: WorkLater,
    Path(id): Path<HandoverId>,
    form: Multipart,
) -> Result<Response, Problem> {
    handing::readable(&mut later.look().await?, &id).await?;
    let scan = match read_scan(form).await {
        Ok(scan) => scan,
        Err(problem @ Problem::Refused(_)) => {
            return came_back(later.look().await?, &id, problem, String::new()).await;
        }
        Err(other) => return Err(other),
    };
    let drawn = handing::drawn_now(&mut later, &id).await?;
    let mut work = match later.begin().await? {
        Ok(work) => work,
        Err(answered) => return Ok(answered.into_response()),
    };
    let remark = scan.remark.clone();
    match handing::send_paper(&mut work, &id, scan, &drawn).await {
        Ok(()) => seen(work, &id, "giay").await,
        Err(problem @ Problem::Refused(_)) => {
            came_back(work.look_instead().await?, &id, problem, remark).await
        }
        Err(other) => Err(other),
    }
}

pub async fn scanned(mut look: Look, Path(id): Path<HandoverId>) -> Result<Response, Problem> {
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let (scan, bytes) = handing::scan_bytes(&mut look, &handover).await?;
    let extension = match scan.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => "pdf",
    };
    let name = format!("attachment; filename=\"ban-giao-da-ky.{extension}\"");
    let headers = [(header::CONTENT_TYPE, scan.media_type), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

pub async fn paper(
    mut look: Look,
    Path(id): Path<HandoverId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let lang = look.lang;
    let (_, handover) = handing::readable(&mut look, &id).await?;
    let format = Format::read(if wanted.dang.is_empty() { "pdf" } else { &wanted.dang })?;
    let signatures = store::signatures(&mut look.tx, &handover).await?;
    let scan = store::scan(&mut look.tx, &handover).await?;
    let document = Document::read(&handover.document)?;
    let signed = Signed {
        hash: &handover.document_hash,
        signatures: &signatures,
        scan: scan.as_ref(),
        done_at: handover.done_at,
        is_look_ahead: false,
    };
    let drawn = written::of_handover(&document, &signed, lang, &look.site.settings.origin);
    let name = format!("bien-ban-ban-giao-{}", document.unit_code.replace('/', "_"));
    drop(look);
    Ok(file(format, &name, written::written(drawn, format).await?))
}
