//! A connection whose other end stops reading is given up: an answer nobody takes must not hold a place for ever.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

pub struct Patient<S> {
    stream: S,
    /// How long the other end may take nothing of what is being sent.
    silence_max: Duration,
    until: Pin<Box<Sleep>>,
    waiting: bool,
}

impl<S> Patient<S> {
    pub fn with(stream: S, silence_max: Duration) -> Patient<S> {
        Patient { stream, silence_max, until: Box::pin(sleep(silence_max)), waiting: false }
    }

    /// Passes on how a write went, and ends the patience with one that has been pending for too long.
    fn watch<T>(&mut self, went: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if went.is_ready() {
            self.waiting = false;
            return went;
        }
        if !self.waiting {
            self.waiting = true;
            let until = Instant::now() + self.silence_max;
            self.until.as_mut().reset(until);
        }
        match self.until.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let went = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(went, cx)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let went = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.watch(went, cx)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let went = Pin::new(&mut self.stream).poll_flush(cx);
        self.watch(went, cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let went = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.watch(went, cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn an_answer_nobody_takes_is_given_up_and_a_slow_reader_is_served() {
        const SILENCE_MAX: Duration = Duration::from_secs(2);
        let (ours, _theirs) = duplex(16);
        let given_up = Patient::with(ours, SILENCE_MAX).write_all(&[1; 64]).await.unwrap_err();
        assert_eq!(given_up.kind(), io::ErrorKind::TimedOut);

        let (ours, mut theirs) = duplex(16);
        let reader = tokio::spawn(async move {
            let mut taken = 0;
            while taken < 64 {
                sleep(SILENCE_MAX / 10).await;
                taken += theirs.read(&mut [0; 16]).await.unwrap();
            }
        });
        Patient::with(ours, SILENCE_MAX).write_all(&[1; 64]).await.unwrap();
        reader.await.unwrap();
    }
}
