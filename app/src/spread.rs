//! Spreading a total over many units so that the parts add up to it.

/// How large a unit's part is beside the others': between 60 and 140, always the same for the
/// same unit and purpose.
pub fn weight(code: &str, purpose: &str) -> i64 {
    // FNV-1a: the parts only have to look natural and stay the same from one build to the next.
    let hash = code.bytes().chain(purpose.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    60 + i64::try_from(hash >> 33).unwrap_or(0) % 81
}

/// Parts in proportion to the weights, by largest remainder, whose sum is exactly `total`.
pub fn parts(total: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let share = |weight: &i64| i128::from(total) * i128::from(*weight);
    let mut parts: Vec<i64> =
        weights.iter().map(|weight| i64::try_from(share(weight) / sum).unwrap_or(0)).collect();
    let mut places: Vec<usize> = (0..weights.len()).collect();
    places.sort_by_key(|place| (std::cmp::Reverse(share(&weights[*place]) % sum), *place));
    let left = total - parts.iter().sum::<i64>();
    for place in places.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_the_total_whatever_the_weights() {
        for total in [0, 1, 122, 155_232, 2_218_000_000] {
            for count in [1, 2, 129, 130] {
                let weights: Vec<i64> =
                    (0..count).map(|place| weight(&place.to_string(), "x")).collect();
                assert_eq!(parts(total, &weights).iter().sum::<i64>(), total);
            }
        }
        assert!((0..500).all(|code| (60..=140).contains(&weight(&code.to_string(), "members"))));
    }
}
