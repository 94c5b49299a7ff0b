//! Vietnamese text as people write it: letters, names, numbers, dates and personal numbers.
//!
//! Reading never guesses: what may mean two things is refused, with the ways to write it clearly.

pub mod date;
pub mod legacy;
mod letter;
pub mod name;
pub mod number;
pub mod personal_number;
pub mod phone;
mod province;
pub mod sex;
pub mod sort;
pub mod tax_code;
pub mod text;
pub mod vietqr;

pub use sex::Sex;
