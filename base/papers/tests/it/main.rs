//! Papers as their readers get them: opened, printed and read out.

mod cards;
mod formulas;
mod lists;
mod readers;
mod reports;
mod samples;
