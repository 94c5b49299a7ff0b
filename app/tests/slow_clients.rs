//! Clients that send half a request, a byte a second, or come in crowds, while somebody else wants an answer.

mod started;

use started::{Place, Server};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

#[test]
fn half_sent_heads_and_silent_crowds_are_hung_up_on_while_others_are_answered() {
    let place = Place::on_sqlite();
    // Fewer handles than the crowd asks for: running out of them must not end the server.
    let server = Server::start(&place, "ulimit -n 160");
    let begun = Instant::now();
    let crowd: Vec<TcpStream> = (0..220)
        .map(|number| {
            let mut stream = TcpStream::connect(&server.address).unwrap();
            if number % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX: ").unwrap();
            }
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            stream
        })
        .collect();
    assert_eq!(server.get("/healthz").0, 200, "somebody else is answered, if later");
    for mut stream in crowd {
        let mut rest = vec![];
        let _reset_or_end = stream.read_to_end(&mut rest);
    }
    // Two rounds of ten seconds, and a slow machine.
    assert!(begun.elapsed() < Duration::from_secs(55), "{:?}", begun.elapsed());
    assert_eq!(server.get("/healthz").0, 200);
}

#[test]
fn a_body_of_a_byte_a_second_is_cut_off() {
    let place = Place::on_sqlite();
    let server = Server::start(&place, "");
    let kinds = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    let streams = kinds.map(|kind| {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        let head = format!(
            "POST /dang-nhap HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: 40000\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        stream
    });
    let begun = Instant::now();
    for mut stream in streams {
        let mut answer = [0; 12];
        loop {
            assert!(begun.elapsed() < Duration::from_secs(60), "it is cut off");
            let _unheard = stream.write_all(b"a");
            match stream.read(&mut answer) {
                Ok(_) => break,
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => panic!("{error}"),
            }
            assert_eq!(server.get("/healthz").0, 200);
        }
        assert_eq!(&answer, b"HTTP/1.1 408");
    }
}
