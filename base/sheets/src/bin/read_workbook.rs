//! The reading process alone, for the tests of this crate; the program brings its own.

fn main() -> std::process::ExitCode {
    sheets::read_apart()
}
