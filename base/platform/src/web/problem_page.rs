//! The page a person sees instead of the one she asked for.

use super::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    shell: Shell,
    status: u16,
    code: &'a str,
    message: &'a str,
    next: String,
}

/// What happened, why, the next step, and a code to read out on the phone.
pub fn problem_page(shell: Shell, status: u16, code: &str, message: &str) -> String {
    let words = shell.words();
    let (title, next) = match status {
        404 => (words.problem_not_found(), words.next_not_found()),
        401 | 403 => (words.problem_not_allowed(), words.next_not_allowed()),
        400 | 422 => (words.problem_form(), words.next_refused()),
        402..=499 => (words.problem_refused(), words.next_refused()),
        503 => (words.problem_busy(), words.next_broken()),
        _ => (words.problem_broken(), words.next_broken()),
    };
    let shell = Shell { title, ..shell };
    let page = ProblemPage { shell, status, code, message, next };
    page.render().expect("our own page is written into memory")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn a_problem_page_says_what_happened_what_next_and_the_code() {
        let shell = Shell::titled(Lang::Vi, "");
        let page = problem_page(shell, 409, "month_closed", "Tháng 5 đã khóa sổ. <b>");
        assert!(page.contains("Chưa làm được việc này"));
        assert!(
            page.contains("Tháng 5 đã khóa sổ. &#60;b&#62;"),
            "a message is text, never markup"
        );
        assert!(page.contains("month_closed") && page.contains("Quay lại"));
    }

    #[test]
    fn a_problem_page_speaks_the_readers_language() {
        let page = problem_page(Shell::titled(Lang::En, ""), 500, "broken", "");
        assert!(page.contains("lang=\"en\"") && page.contains("Something went wrong on our side"));
    }
}
