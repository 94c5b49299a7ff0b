//! Makes new inputs out of known ones, always the same for the same seed.

/// A small generator of numbers (SplitMix64): fast, and the same on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn of(seed: u64) -> Dice {
        Dice(seed)
    }
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.roll() % end as u64) as usize }
    }
    fn one_of<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        list.get(self.below(list.len()))
    }
}

/// Letters that readers of Vietnamese trip over: marks alone, look-alikes, invisible signs, other digits.
const LETTERS: &[&str] = &[
    "ế", "Đ", "Ð", "Ɖ", "đ", "ư", "ợ", "\u{300}", "\u{301}", "\u{302}", "\u{323}", "\u{31b}",
    "\u{200b}", "\u{202e}", "\u{feff}", "\u{a0}", "\u{3000}", "\u{2bc}", "’", "'", "а", "İ", "ß",
    "ﬁ", "１", "٣", "²", "½", "₫", "–", "−", "\u{0}", "\u{7f}", "\r\n", "\t", "\u{fffd}", "😀",
    "ǅ", "\u{345}", "ϔ",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "00",
    "9",
    "31",
    "60",
    "255",
    "256",
    "1900",
    "9999",
    "10000",
    "32768",
    "65536",
    "1048576",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "9223372036854775808",
    "1e309",
    "1e-9",
    "NaN",
    "0x10",
];

/// One to six small changes of `input`; `other` is a second input to take pieces from.
pub fn mutated(
    dice: &mut Dice,
    input: &[u8],
    other: &[u8],
    words: &[&str],
    longest: usize,
) -> Vec<u8> {
    let mut made = input.to_vec();
    for _ in 0..=dice.below(6) {
        change(dice, &mut made, other, words);
    }
    made.truncate(longest);
    made
}

fn change(dice: &mut Dice, made: &mut Vec<u8>, other: &[u8], words: &[&str]) {
    let place = dice.below(made.len() + 1);
    match dice.below(9) {
        0 if !made.is_empty() => {
            let place = dice.below(made.len());
            made[place] ^= 1 << dice.below(8);
        }
        1 if !made.is_empty() => {
            let place = dice.below(made.len());
            made[place] = dice.below(256) as u8;
        }
        2 => drop(made.drain(some_range(dice, made.len()))),
        3 => {
            let piece = made[some_range(dice, made.len())].to_vec();
            insert(made, place, &piece);
        }
        4 => insert(made, place, &other[some_range(dice, other.len())]),
        5 => insert(made, place, dice.one_of(LETTERS).map_or(&[], |text| text.as_bytes())),
        6 => insert(made, place, dice.one_of(NUMBERS).map_or(&[], |text| text.as_bytes())),
        7 => replace_number(dice, made),
        _ => insert(made, place, dice.one_of(words).map_or(&[], |text| text.as_bytes())),
    }
}

fn insert(made: &mut Vec<u8>, place: usize, piece: &[u8]) {
    made.splice(place..place, piece.iter().copied());
}

fn some_range(dice: &mut Dice, length: usize) -> std::ops::Range<usize> {
    let from = dice.below(length + 1);
    let most = if dice.below(4) == 0 { length } else { 16 };
    from..(from + dice.below(most) + 1).min(length)
}

/// Puts another number where one stands.
fn replace_number(dice: &mut Dice, made: &mut Vec<u8>) {
    let is_digit = |place: &usize| made[*place].is_ascii_digit();
    let firsts: Vec<usize> = (0..made.len())
        .filter(|place| {
            is_digit(place) && !place.checked_sub(1).is_some_and(|before| is_digit(&before))
        })
        .collect();
    let (Some(first), Some(number)) = (dice.one_of(&firsts).copied(), dice.one_of(NUMBERS)) else {
        return;
    };
    let length = made[first..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    made.splice(first..first + length, number.bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_inputs_again() {
        let made = |seed| {
            let mut dice = Dice::of(seed);
            (0..200)
                .map(|_| mutated(&mut dice, b"1.250 tr", b"x", &["năm"], 40))
                .collect::<Vec<_>>()
        };
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
        assert!(made(7).iter().all(|input| input.len() <= 40));
        assert!(
            mutated(&mut Dice::of(1), b"", b"", &[], 10).len() <= 10,
            "nothing can be mutated too"
        );
    }
}
