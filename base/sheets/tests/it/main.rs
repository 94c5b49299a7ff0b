//! Whole workbooks through the door, as officers send them.

mod apart;
mod fixture;
mod fonts;
mod hostile;
mod marking;
mod old_formats;
mod reading;
mod speed;
mod tables;
