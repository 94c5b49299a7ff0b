//! The text inside a VietQR code.

use super::{TEXT_LONGEST, TEXT_MEMORY, said, text};
use crate::{Target, corpus};
use kernel::{
    Dong,
    vietnamese::vietqr::{self, Transfer},
};

pub(crate) const TARGET: Target = Target {
    name: "vietqr",
    run: code,
    words: &[
        "000201",
        "010211",
        "010212",
        "5303704",
        "5802VN",
        "6304",
        "A000000727",
        "QRIBFTTA",
        "QRIBFTTC",
        "970436",
        "54",
        "62",
        "08",
        "99",
        "00",
        "đ",
    ],
    seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = corpus::vectors("vietqr", 6);
    seeds.extend(corpus::vectors("vietqr_invalid", 1));
    seeds
}

fn code(input: &[u8]) {
    let text = text(input);
    read(&text);
    // A mutation never guesses the checksum.
    let body = text.rfind("6304").map_or(&*text, |end| &text[..end]);
    read(&with_checksum(&format!("{body}6304")));
    let parts: Vec<&str> = text.split(['\n', ',']).collect();
    let transfer = Transfer::to_account(parts[0], parts.get(1).unwrap_or(&""));
    match transfer
        .and_then(|transfer| transfer.of_amount(Dong(input.len() as i64)))
        .and_then(|transfer| transfer.for_purpose(parts.last().unwrap_or(&"")))
    {
        Ok(transfer) => assert_eq!(vietqr::read(&transfer.payload()), Ok(transfer)),
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
}

fn read(payload: &str) {
    match vietqr::read(payload) {
        Ok(transfer) => {
            assert!(transfer.amount().is_none_or(|amount| amount > Dong::ZERO));
            let again = vietqr::read(&transfer.payload());
            assert_eq!(again, Ok(transfer), "{payload:?} does not read back");
        }
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
}

/// CRC-16/CCITT-FALSE, written here again: two of one mind prove more than one.
fn with_checksum(payload: &str) -> String {
    let sum = payload.bytes().fold(0xffff_u16, |sum, byte| {
        (0..8).fold(sum ^ u16::from(byte) << 8, |sum, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 }
        })
    });
    format!("{payload}{sum:04X}")
}
