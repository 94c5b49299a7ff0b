//! What a request carries: in memory while it is small, on the disk when it grows.

use super::{BODY_BYTES_MAX, time_for};
use crate::{Problem, arrival, seal::Fingerprint};
use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use std::{io::SeekFrom, path::Path};
use tokio::{
    fs::File,
    io::{AsyncSeekExt, AsyncWriteExt},
    time::{Instant, timeout_at},
};
use tokio_util::io::ReaderStream;

/// Forms are smaller, workbooks mostly larger.
const IN_MEMORY_MAX: usize = 512 * 1024;

/// The content of one request, read to its end.
pub(super) struct Content {
    held: Vec<u8>,
    /// It has no name, so that it is gone with the request, or with the program.
    spilled: Option<File>,
}

impl Content {
    /// Reads a body, if it comes in time and is not too large, and shows each piece of it to `print`.
    /// What is refused comes back as its answer.
    pub(super) async fn read(
        mut body: Body,
        data: &Path,
        print: &mut Fingerprint,
    ) -> Result<Content, Response> {
        let mut content = Content { held: Vec::new(), spilled: None };
        let (begun, mut bytes) = (Instant::now(), 0);
        loop {
            let frame = match timeout_at(begun + time_for(bytes), body.frame()).await {
                Err(_) => return Err(StatusCode::REQUEST_TIMEOUT.into_response()),
                Ok(None) => break,
                // The connection ended, and nobody is left to hear why.
                Ok(Some(Err(_))) => return Err(StatusCode::BAD_REQUEST.into_response()),
                Ok(Some(Ok(frame))) => frame,
            };
            let Ok(piece) = frame.into_data() else { continue };
            bytes += piece.len();
            if bytes > BODY_BYTES_MAX {
                return Err(Problem::TooLarge.into_response());
            }
            print.take(&piece);
            content.take(&piece, data).await.map_err(IntoResponse::into_response)?;
        }
        content.rewind().await.map_err(IntoResponse::into_response)?;
        Ok(content)
    }

    async fn rewind(&mut self) -> Result<(), Problem> {
        if let Some(file) = &mut self.spilled {
            file.flush().await?;
            file.seek(SeekFrom::Start(0)).await?;
        }
        Ok(())
    }

    async fn take(&mut self, piece: &[u8], data: &Path) -> Result<(), Problem> {
        if let Some(file) = &mut self.spilled {
            return Ok(file.write_all(piece).await?);
        }
        self.held.extend_from_slice(piece);
        if self.held.len() > IN_MEMORY_MAX {
            let data = data.to_owned();
            let made = tokio::task::spawn_blocking(move || {
                tempfile::tempfile_in(arrival::incoming(&data)?)
            });
            let mut file = File::from_std(made.await??);
            file.write_all(&std::mem::take(&mut self.held)).await?;
            self.spilled = Some(file);
        }
        Ok(())
    }

    /// As much of it as is in memory: all of a form.
    pub(super) fn held(&self) -> &[u8] {
        &self.held
    }

    pub(super) fn into_body(self) -> Body {
        match self.spilled {
            Some(file) => Body::from_stream(ReaderStream::with_capacity(file, 64 * 1024)),
            None => Body::from(self.held),
        }
    }
}
