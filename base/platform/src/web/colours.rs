//! The promise of the style sheet: on each paper, text stands out at least 7 : 1 and the edge of a control 3 : 1.

use std::collections::HashMap;

/// Each colour's name with its value in the light, dark and high-contrast look.
fn colours() -> HashMap<&'static str, Vec<&'static str>> {
    let sheet = include_str!("../../assets/khuyenhoc.css");
    let declared = sheet.lines().filter(|line| line.contains("var(--light, #"));
    declared
        .map(|line| {
            let (name, values) = line.trim().trim_start_matches("--").split_once(':').unwrap();
            (name, values.split('#').skip(1).map(|value| &value[..6]).collect())
        })
        .collect()
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn stands_out(front: &[&str], back: &[&str], least: f64) {
    let colours = colours();
    for (front, back) in front.iter().flat_map(|front| back.iter().map(move |back| (*front, *back)))
    {
        for (look, (ink, paper)) in colours[front].iter().zip(&colours[back]).enumerate() {
            let found = contrast(ink, paper);
            assert!(found >= least, "--{front} on --{back}, look {look}: {found:.2} : 1");
        }
    }
}

#[test]
fn every_text_colour_can_be_read_on_every_paper() {
    stands_out(
        &["ink", "soft", "act", "act-deep", "warn", "ok"],
        &["paper", "sheet", "shade", "act-wash"],
        7.0,
    );
    stands_out(&["ink", "warn"], &["warn-wash"], 7.0);
    stands_out(&["on-act"], &["act", "act-deep"], 7.0);
}

#[test]
fn the_edge_of_every_control_and_the_focus_ring_can_be_seen() {
    stands_out(&["line", "focus", "lamp"], &["paper", "sheet"], 3.0);
    stands_out(&["line", "focus"], &["shade"], 3.0);
}
