//! From numbers to lengths.

/// Where a value lies between the smallest and the largest; zero is always in between.
pub struct Scale {
    least: f64,
    span: f64,
}

impl Scale {
    pub fn over(values: impl Iterator<Item = i64>) -> Scale {
        let (mut least, mut most) = (0.0_f64, 0.0_f64);
        for value in values {
            (least, most) = (least.min(value as f64), most.max(value as f64));
        }
        Scale { least, span: (most - least).max(1.0) }
    }
    pub fn has_negative(&self) -> bool {
        self.least < 0.0
    }
    /// Where zero lies, in percent of the width.
    pub fn zero(&self) -> f64 {
        -self.least / self.span * 100.0
    }
    /// Where a bar begins and how long it is, in percent of the width.
    pub fn bar(&self, value: i64) -> (f64, f64) {
        let width = (value as f64).abs() / self.span * 100.0;
        (if value < 0 { self.zero() - width } else { self.zero() }, width)
    }
    /// How far below the top a value lies in a plot of this height.
    pub fn down(&self, value: i64, height: f64) -> f64 {
        (1.0 - (value as f64 - self.least) / self.span) * height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_at_the_left_unless_something_is_below_it() {
        assert_eq!(Scale::over([3, 4].into_iter()).zero(), 0.0);
        assert_eq!(Scale::over([-1, 3].into_iter()).zero(), 25.0);
        assert_eq!(Scale::over([-4].into_iter()).zero(), 100.0);
    }

    #[test]
    fn the_largest_reaches_the_top_and_the_smallest_the_bottom() {
        let scale = Scale::over([-5, 15].into_iter());
        assert_eq!((scale.down(15, 8.0), scale.down(-5, 8.0)), (0.0, 8.0));
    }
}
