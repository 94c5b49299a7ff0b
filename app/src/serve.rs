//! The server: our own accept loop, because a half-sent request must not hold a place for ever.

use crate::{modules, patience::Patient, texts::Texts};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::StatusCode,
    middleware,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use kernel::Lang;
use platform::{Problem, Site, jobs, module, operation, web};
use std::{convert::Infallible, fs::File, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::ServiceExt;
use tower_http::{compression::CompressionLayer, csrf::CsrfLayer};

/// Beyond this many, a new connection waits until one ends.
const CONNECTIONS_MAX: usize = 1_024;
/// How long a client may take to send the head of a request, the first one included.
const HEADER_SECONDS_MAX: u64 = 10;
/// How long a client may take nothing of its answer.
const ANSWER_SILENCE_MAX: Duration = Duration::from_secs(30);
/// How long requests under way may still take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Opens the port before anything is printed, so that the printed address is true.
pub async fn listen(host: &str, port: u16) -> Result<TcpListener, Problem> {
    let address = format!("{host}:{port}");
    TcpListener::bind(&address).await.map_err(|_| {
        Problem::refused("port_in_use", move |lang: Lang| Texts(lang).port_in_use(&address))
    })
}

/// The whole site: every module's routes, and around them who is asking, what is asked, and how
/// problems look.
pub fn router(site: &Site) -> Router {
    let all = modules::all();
    module::router(&all)
        .merge(web::assets())
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(middleware::from_fn_with_state(site.clone(), access::sessions))
        .layer(middleware::from_fn_with_state(site.clone(), operation::read))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(site.clone(), access::frame))
        .layer(CompressionLayer::new())
        .with_state(site.clone())
}

/// Serves until the process is told to stop, then lets requests under way end.
/// `_lock` keeps other servers out of the folder as long as this one runs.
pub async fn serve(site: Site, listener: TcpListener, _lock: File) -> Result<(), Problem> {
    jobs::recover(&site).await?;
    let kinds = modules::all().iter().flat_map(|module| module.jobs.clone()).collect();
    let worker = tokio::spawn(jobs::work(site.clone(), kinds));
    let router = router(&site);
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut stop = std::pin::pin!(told_to_stop());
    loop {
        let free = places.clone().acquire_owned();
        // Told to stop is heard in a full house too.
        let place = tokio::select! {
            place = free => place.map_err(|error| Problem::Broken(Box::new(error)))?,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, address)) = accepted else {
            // Out of file handles, most likely: breathe, and try again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            talk(stream, address, router).await;
            drop(place);
        });
    }
    let all = u32::try_from(CONNECTIONS_MAX).unwrap_or(u32::MAX);
    let _ended = tokio::time::timeout(FAREWELL, places.acquire_many(all)).await;
    worker.abort();
    site.db.close().await;
    Ok(())
}

async fn talk(stream: TcpStream, address: SocketAddr, router: Router) {
    let _no_delay = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(address));
            match router.oneshot(request).await {
                Ok(response) => Ok::<_, Infallible>(response),
                Err(never) => match never {},
            }
        }
    });
    let talked = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEADER_SECONDS_MAX))
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(Patient::with(stream, ANSWER_SILENCE_MAX)), service)
        .await;
    if let Err(error) = talked {
        tracing::debug!(%error, "a connection ended early");
    }
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _interrupted = interrupt.await;
}
