//! The rows of one sheet, one after the other.

use super::{
    look_through::MERGED,
    package::Package,
    strings::{Rich, Strings},
    styles::Looks,
    xml::{
        Xml, number_attribute, number_in, push_reference, push_text, raw_attribute, raw_attributes,
        unescape_excel,
    },
};
use crate::{
    Area, Cell, Limits, Row, Unreadable, Value, address,
    cell::read_address,
    dates::{Look, day_of_serial},
};
use ecow::eco_format;
use kernel::{Day, vietnamese::legacy::Font};
use quick_xml::events::{BytesStart, Event};
use std::{io::Read, ops::ControlFlow};

/// What the numbers in a sheet's XML stand for.
pub(crate) struct Words<'book> {
    pub(crate) strings: &'book Strings,
    pub(crate) looks: &'book Looks,
    pub(crate) from_1904: bool,
}

pub(crate) fn read(
    package: &mut Package,
    part: &str,
    words: &Words,
    limits: &Limits,
    each: &mut dyn FnMut(Row) -> ControlFlow<()>,
) -> Result<Vec<Area>, Unreadable> {
    let mut xml = package.part(part)?;
    let mut reading = Reading {
        words,
        limits,
        row: Row { number: 0, cells: Vec::new() },
        cells: 0,
        usual_cells: 0,
        next_column: 0,
        cell: None,
        spare: Content::default(),
    };
    let mut inside = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Eof => return Ok(vec![]),
            Event::Start(tag) if tag.local_name().as_ref() == b"sheetData" => inside = true,
            Event::End(tag) if tag.local_name().as_ref() == b"sheetData" => {
                return merged(&mut xml);
            }
            // A sheet without rows; whatever follows is no second place for them.
            Event::Empty(tag) if !inside && tag.local_name().as_ref() == b"sheetData" => {
                return Ok(vec![]);
            }
            _ if !inside => {}
            _ => {
                if let Some(row) = reading.take(&event)?
                    && each(row).is_break()
                {
                    return Ok(vec![]);
                }
            }
        }
    }
}

/// The merged areas, which stand behind the rows.
fn merged(xml: &mut Xml<impl Read>) -> Result<Vec<Area>, Unreadable> {
    let mut areas = vec![];
    loop {
        match xml.next()? {
            Event::Eof => return Ok(areas),
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"mergeCell" => {
                areas.extend(raw_attribute(&tag, "ref").and_then(Area::read));
                if areas.len() > MERGED as usize {
                    return Err(Unreadable::Swollen);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == b"mergeCells" => return Ok(areas),
            _ => {}
        }
    }
}

/// About how many rows a sheet holds: the last row that its head names, unless so many could not stand
/// in its bytes; without a head, as many as lists of its size have.
pub(crate) fn expected(package: &mut Package, part: &str) -> u32 {
    const SMALLEST: u64 = 30;
    const USUAL: u64 = 400;
    let bytes = package.size_of(part);
    let at_most = |per_row: u64| u32::try_from(bytes / per_row).unwrap_or(u32::MAX);
    match last_row_named(package, part) {
        Ok(Some(last)) => last.min(at_most(SMALLEST)),
        _ => at_most(USUAL),
    }
}

/// `<dimension ref="A1:K5000"/>`; programs that do not know write `A1`.
fn last_row_named(package: &mut Package, part: &str) -> Result<Option<u32>, Unreadable> {
    let mut xml = package.part(part)?;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(None),
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"sheetData" => return Ok(None),
                b"dimension" => {
                    let area = raw_attribute(&tag, "ref").unwrap_or_default();
                    let end = area.rsplit(|sign| *sign == b':').next().and_then(read_address);
                    return Ok(end.map(|(_, row)| row).filter(|row| *row > 1));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

struct Reading<'a> {
    words: &'a Words<'a>,
    limits: &'a Limits,
    row: Row,
    cells: u64,
    /// So many the last row had.
    usual_cells: usize,
    /// Where a cell that does not say its place stands.
    next_column: u16,
    cell: Option<Opened>,
    /// Of the last cell: memory for the next.
    spare: Content,
}

/// What a cell holds, as it comes.
#[derive(Default)]
struct Content {
    value: String,
    inline: Rich,
}

/// A cell whose end has not come yet.
struct Opened {
    column: u16,
    kind: Kind,
    style: usize,
    formula: bool,
    /// `<v>` was there, be it empty.
    has_value: bool,
    inside_value: bool,
    content: Content,
}

impl Content {
    /// Nothing, in the memory of what is done with.
    fn again(self) -> Content {
        let mut value = self.value;
        value.clear();
        Content { value, inline: self.inline.again() }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Inline,
    /// The text that a formula gave.
    Text,
    Truth,
    Error,
    Date,
}

impl Reading<'_> {
    /// Takes one piece of the sheet; gives the row that ended with it, if anything was in it.
    fn take(&mut self, event: &Event) -> Result<Option<Row>, Unreadable> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"row" => self.open_row(tag)?,
                b"c" => self.open_cell(tag)?,
                _ => self.inside_cell(event)?,
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                b"row" => self.open_row(tag)?,
                // A cell without content still takes its place.
                b"c" => {
                    self.open_cell(tag)?;
                    self.close_cell()?;
                }
                _ => self.inside_cell(event)?,
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                b"row" => return self.close_row(),
                b"c" => self.close_cell()?,
                _ => self.inside_cell(event)?,
            },
            _ => self.inside_cell(event)?,
        }
        Ok(None)
    }

    fn open_row(&mut self, tag: &BytesStart) -> Result<(), Unreadable> {
        let number = match raw_attribute(tag, "r") {
            Some(_) => number_attribute(tag, "r").unwrap_or(0),
            None => self.row.number + 1,
        };
        // Excel itself has no more; whatever the file says, there cannot be rows below.
        if (1_048_577..10_000_000).contains(&number) {
            return Err(Unreadable::TooManyRows { row: number, most: self.limits.rows });
        }
        if number <= self.row.number || number > 1_048_576 {
            return Err(Unreadable::damaged("rows out of order"));
        }
        let cells = Vec::with_capacity(self.usual_cells);
        self.row = Row { number, cells };
        self.next_column = 0;
        Ok(())
    }

    fn open_cell(&mut self, tag: &BytesStart) -> Result<(), Unreadable> {
        let [place, kind, style] = raw_attributes(tag, [b"r", b"t", b"s"]);
        let column = match place {
            Some(name) => match read_address(name) {
                Some((column, row)) if row == self.row.number => column,
                _ => return Err(Unreadable::damaged("a cell outside its row")),
            },
            None => self.next_column,
        };
        self.next_column = column.saturating_add(1);
        let kind = match kind {
            Some(b"s") => Kind::Shared,
            Some(b"inlineStr") => Kind::Inline,
            Some(b"str") => Kind::Text,
            Some(b"b") => Kind::Truth,
            Some(b"e") => Kind::Error,
            Some(b"d") => Kind::Date,
            _ => Kind::Number,
        };
        self.cell = Some(Opened {
            column,
            kind,
            style: style.and_then(number_in).unwrap_or(0),
            formula: false,
            has_value: false,
            inside_value: false,
            content: std::mem::take(&mut self.spare),
        });
        Ok(())
    }

    fn inside_cell(&mut self, event: &Event) -> Result<(), Unreadable> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"f" => {
                cell.formula = true
            }
            Event::Start(tag) if tag.local_name().as_ref() == b"v" => {
                (cell.has_value, cell.inside_value) = (true, true);
            }
            Event::Empty(tag) if tag.local_name().as_ref() == b"v" => cell.has_value = true,
            Event::End(tag) if tag.local_name().as_ref() == b"v" => cell.inside_value = false,
            Event::Text(text) if cell.inside_value => push_text(&mut cell.content.value, text)?,
            Event::GeneralRef(reference) if cell.inside_value => {
                push_reference(&mut cell.content.value, reference)?
            }
            _ if cell.kind == Kind::Inline => cell.content.inline.take(event, self.limits)?,
            _ => {}
        }
        let most = self.limits.cell_letters;
        let value = &cell.content.value;
        let long = value.len() > most && value.chars().count() > most;
        if long { Err(Unreadable::TextTooLong { most }) } else { Ok(()) }
    }

    fn close_cell(&mut self) -> Result<(), Unreadable> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (column, formula) = (cell.column, cell.formula);
        let font = self.words.font(&cell);
        let value = self.words.value(&cell)?;
        self.spare = cell.content.again();
        if value.is_empty() {
            return Ok(());
        }
        // Our own two columns may stand after the last one allowed.
        if column >= self.limits.columns.saturating_add(2) {
            let address = address(column, self.row.number);
            return Err(Unreadable::TooManyColumns { address, most: self.limits.columns });
        }
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(Unreadable::TooManyCells { most: self.limits.cells });
        }
        self.row.cells.push(Cell { column, value, formula, font });
        Ok(())
    }

    fn close_row(&mut self) -> Result<Option<Row>, Unreadable> {
        if self.row.cells.is_empty() {
            return Ok(None);
        }
        if self.row.number > self.limits.rows {
            return Err(Unreadable::TooManyRows { row: self.row.number, most: self.limits.rows });
        }
        let mut cells = std::mem::take(&mut self.row.cells);
        self.usual_cells = cells.len();
        if !cells.is_sorted_by(|left, right| left.column < right.column) {
            cells.sort_by_key(|cell| cell.column);
            if cells.windows(2).any(|pair| pair[0].column == pair[1].column) {
                return Err(Unreadable::damaged("two cells at one place"));
            }
        }
        Ok(Some(Row { number: self.row.number, cells }))
    }
}

impl Words<'_> {
    /// Only letters have a font that matters.
    fn font(&self, cell: &Opened) -> Font {
        let own = match cell.kind {
            Kind::Inline => cell.content.inline.font,
            Kind::Shared if self.strings.have_fonts() => {
                cell.content.value.trim().parse().ok().and_then(|place| self.strings.font_of(place))
            }
            _ => None,
        };
        own.unwrap_or_else(|| self.looks.font_of(cell.style))
    }

    fn value(&self, cell: &Opened) -> Result<Value, Unreadable> {
        let Content { value, inline } = &cell.content;
        let text = value.trim();
        if cell.kind == Kind::Inline {
            return Ok(Value::of_text(&unescape_excel(&inline.letters)));
        }
        if cell.formula && (!cell.has_value || (text.is_empty() && cell.kind != Kind::Text)) {
            return Ok(Value::NotCalculated);
        }
        if cell.kind == Kind::Text {
            return Ok(Value::of_text(&unescape_excel(value)));
        }
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        Ok(match cell.kind {
            Kind::Shared => {
                let shared = text.parse().ok().and_then(|place| self.strings.get(place));
                let shared =
                    shared.ok_or(Unreadable::damaged("a text that is not in the common list"))?;
                Value::of_text(shared)
            }
            Kind::Truth => Value::Truth(text == "1" || text == "true"),
            Kind::Error => Value::Error(text.to_owned()),
            Kind::Date => day_of_text(text).map_or_else(|| Value::Text(text.into()), Value::Day),
            _ => self.number(text, cell.style)?,
        })
    }

    fn number(&self, text: &str, style: usize) -> Result<Value, Unreadable> {
        let number: f64 = text.parse().map_err(|_| Unreadable::damaged("a number that is none"))?;
        if !number.is_finite() {
            return Err(Unreadable::damaged("a number that is none"));
        }
        let value = Value::Number(number);
        Ok(match self.looks.of(style) {
            Look::Plain => value,
            Look::Day => day_of_serial(number, self.from_1904).map_or(value, Value::Day),
            Look::Padded(width) => match value.whole() {
                Some(whole) if whole >= 0 => {
                    Value::Text(eco_format!("{whole:0width$}", width = usize::from(width)))
                }
                _ => value,
            },
        })
    }
}

/// `2024-01-31` or `2024-01-31T00:00:00`.
fn day_of_text(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}
