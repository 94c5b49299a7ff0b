//! Days, moments and periods.

use super::{TEXT_LONGEST, TEXT_MEMORY, said, text};
use crate::{Target, corpus};
use kernel::{
    Day, Lang, Moment, Period,
    vietnamese::date::{self, WrittenDay},
};

const WORDS: &[&str] = &[
    "ngày ",
    " tháng ",
    " năm ",
    "năm học ",
    "giai đoạn ",
    "nhiệm kỳ ",
    "6 tháng đầu năm ",
    "quý ",
    "IV",
    "i/",
    "thứ hai ",
    "chủ nhật, ",
    "/",
    "-",
    ".",
    "–",
    ":",
    "T",
    "Z",
    "2017",
    "2017-06-30",
    "29/02/",
    "H1",
    "H2",
    "Q4",
    "SY",
    "9999",
    "9999-12-31",
    "1900",
    "0000",
    "+07:00",
    "05:10",
    "24:00",
    "23:59:60",
];

pub(crate) const DAYS: Target = Target {
    name: "day",
    run: day,
    words: WORDS,
    seeds: day_seeds,
    longest: TEXT_LONGEST,
    most_memory: TEXT_MEMORY,
};

pub(crate) const PERIODS: Target = Target {
    name: "period",
    run: period,
    words: WORDS,
    seeds: period_seeds,
    longest: 60,
    most_memory: TEXT_MEMORY,
};

fn day_seeds() -> Vec<Vec<u8>> {
    let mut seeds = corpus::vectors("dates_parse", 2);
    seeds.extend(corpus::vectors("dates", 4));
    seeds.extend(corpus::texts(&[
        "2017-06-30T16:59:59.000000Z",
        "29/02/2025",
        "31/04",
        "00/00/0000",
        "01/02/03",
    ]));
    seeds
}

fn period_seeds() -> Vec<Vec<u8>> {
    corpus::texts(&[
        "2017",
        "2017-H1",
        "2017-Q2",
        "2017-06",
        "SY2022",
        "2017-01-01/2022-12-31",
        "9998-12-01/9999-12-30",
        "1900-Q1",
    ])
}

fn day(input: &[u8]) {
    let text = text(input);
    if let Ok(day) = text.parse::<Day>() {
        assert_eq!(day.to_string(), text, "the stored form is the only one");
        neighbours(day);
    }
    if let Ok(moment) = text.parse::<Moment>() {
        let stored = moment.to_string();
        let again: Result<Moment, _> = stored.parse();
        assert_eq!(again.map(|again| again.to_string()).ok(), Some(stored), "{text:?}");
        neighbours(moment.day());
        assert!(!moment.short().is_empty());
    }
    match date::understand(&text) {
        Ok(written) => {
            if let Some(period) = written.period() {
                assert!(period.from < period.until, "{text:?} is {period:?}");
            }
        }
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
    match date::read(&text) {
        Ok(written) => {
            for shown in [written.to_string(), written.short()] {
                assert_eq!(shown.parse::<WrittenDay>(), Ok(written), "{text:?} is {shown}");
            }
            if let Some(day) = written.day() {
                assert_eq!(date::read_day(&day.official(Lang::Vi)), Ok(day));
                neighbours(day);
            }
        }
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
    match date::school_year(&text) {
        Ok(year) => assert!(year.to_string().starts_with("SY"), "{text:?} is {year}"),
        Err(refusal) => said(|lang| refusal.say(lang)),
    }
}

fn neighbours(day: Day) {
    assert!(day.next() >= day || day > Day::NEVER, "{day}");
    assert!(day.next() == Day::NEVER || day.next().before() == day, "{day}");
    assert_eq!(day.plus_days(0), day);
    assert_eq!(day.to_string().parse(), Ok(day));
    assert!(!day.official(Lang::En).is_empty() && !day.short().is_empty());
    assert!(!date::weekday(day, Lang::Vi).is_empty());
}

fn period(input: &[u8]) {
    let text = text(input);
    let Ok(period) = text.parse::<Period>() else {
        return;
    };
    assert!(period.from < period.until, "{text:?} holds no day");
    assert!(period.contains(period.from) && period.contains(period.last()), "{text:?}");
    assert!(!period.contains(period.until), "{text:?}");
    assert_eq!(period.to_string().parse(), Ok(period), "{text:?} is {period}");
    let before = period.year_before();
    assert!(before.from <= before.until && before.from < period.from, "{text:?}");
    said(|lang| period.say(lang));
}
