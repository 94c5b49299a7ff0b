//! One sheet written again with its marks. Everything that is not marked passes through as it was.

use super::{
    Outcome, RESULT, SheetMarks, TO_FIX,
    columns::{Width, with_ours},
    raw::{MOST_IN_A_ROW, RawCell, read_cells},
    style::{Role, Styles, prefix_of, with_attribute, without_attribute},
};
use crate::{
    Unreadable, address,
    cell::read_address,
    xlsx::xml::{Xml, number_attribute, raw_attribute},
};
use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesEnd, BytesStart, Event},
};
use std::io::{Read, Write};

/// What to do with one sheet.
pub(super) struct Plan<'marks> {
    pub(super) marks: &'marks SheetMarks,
    pub(super) result_column: u16,
    /// The two columns are ours from an earlier round, so what they hold goes.
    pub(super) replaces: bool,
}

impl Plan<'_> {
    fn is_own(&self, column: u16) -> bool {
        column == self.result_column || column == self.result_column + 1
    }

    /// The texts of our two cells in a row, if it has any.
    fn own_texts(&self, row: u32) -> Option<(Role, [&str; 2])> {
        if row == self.marks.header_row() {
            return Some((Role::Heading, [RESULT, TO_FIX]));
        }
        // The second row of a merged header gets the same look and no text.
        if self.marks.header_rows.contains(&row) {
            return Some((Role::Heading, ["", ""]));
        }
        let Outcome { result, to_fix } = self.marks.outcomes.get(&row)?;
        Some((Role::Text, [result, to_fix]))
    }

    /// Rows that will need a cell, to be made if the sheet does not have them.
    fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.marks.outcomes.keys().copied().collect();
        rows.extend(self.marks.cells.keys().map(|(row, _)| *row));
        rows.push(self.marks.header_row());
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

pub(super) fn rewrite(
    xml: Xml<impl Read>,
    plan: &Plan,
    styles: &mut Styles,
    out: &mut impl Write,
) -> Result<(), Unreadable> {
    let rows = plan.rows();
    let rewriting = Rewriting {
        plan,
        styles,
        writer: Writer::new(out),
        prefix: String::new(),
        widths: Vec::new(),
        wanted: rows.into_iter().peekable(),
        last_row: 0,
    };
    rewriting.run(xml)
}

struct Rewriting<'a, W: Write> {
    plan: &'a Plan<'a>,
    styles: &'a mut Styles,
    writer: Writer<&'a mut W>,
    prefix: String,
    widths: Vec<Width>,
    wanted: std::iter::Peekable<std::vec::IntoIter<u32>>,
    last_row: u32,
}

impl<W: Write> Rewriting<'_, W> {
    fn run(mut self, mut xml: Xml<impl Read>) -> Result<(), Unreadable> {
        let mut inside_widths = false;
        let mut depth = 0;
        loop {
            let event = xml.next()?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            match event {
                Event::Start(tag) if depth == 1 => {
                    self.prefix = prefix_of(&tag);
                    self.writer.write_event(Event::Start(tag))?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == b"dimension" => {
                    self.write_dimension(&tag)?
                }
                Event::Start(tag) if depth == 2 && tag.local_name().as_ref() == b"cols" => {
                    inside_widths = true
                }
                Event::End(tag) if inside_widths && tag.local_name().as_ref() == b"cols" => {
                    inside_widths = false
                }
                Event::Start(tag) | Event::Empty(tag)
                    if inside_widths && tag.local_name().as_ref() == b"col" =>
                {
                    self.widths.extend(Width::of(&tag));
                    if self.widths.len() > MOST_IN_A_ROW {
                        return Err(Unreadable::Swollen);
                    }
                }
                _ if inside_widths => {}
                // No widths of her own; ours are written before the rows in any case.
                Event::Empty(tag) if depth == 1 && tag.local_name().as_ref() == b"cols" => {}
                Event::Start(tag) if depth == 2 && tag.local_name().as_ref() == b"sheetData" => {
                    self.write_widths()?;
                    self.writer.write_event(Event::Start(tag))?;
                    self.rewrite_rows(&mut xml)?;
                    depth -= 1;
                }
                Event::Empty(tag) if depth == 1 && tag.local_name().as_ref() == b"sheetData" => {
                    self.write_widths()?;
                    let end = tag.to_end().into_owned();
                    self.writer.write_event(Event::Start(tag))?;
                    self.write_missing_rows(u32::MAX)?;
                    self.writer.write_event(Event::End(end))?;
                }
                event => self.writer.write_event(event)?,
            }
        }
    }

    /// `A1:L20` has to reach our columns.
    fn write_dimension(&mut self, tag: &BytesStart) -> Result<(), Unreadable> {
        let area = raw_attribute(tag, "ref")
            .map(|area| String::from_utf8_lossy(area).into_owned())
            .unwrap_or_default();
        let (start, end) = area.split_once(':').unwrap_or((&area, &area));
        let ours = self.plan.result_column + 1;
        let last_ours = self.plan.rows().last().copied().unwrap_or(1);
        let tag = match (read_address(start.as_bytes()), read_address(end.as_bytes())) {
            (Some((first_column, first_row)), Some((column, row))) => {
                let start = address(first_column, first_row.min(self.plan.marks.header_row()));
                let end = address(column.max(ours), row.max(last_ours));
                with_attribute(tag, "ref", &format!("{start}:{end}"))
            }
            _ => tag.to_owned(),
        };
        Ok(self.writer.write_event(Event::Empty(tag))?)
    }

    fn write_widths(&mut self) -> Result<(), Unreadable> {
        let (list, one) = (format!("{}cols", self.prefix), format!("{}col", self.prefix));
        self.writer.write_event(Event::Start(BytesStart::new(list.as_str())))?;
        for width in with_ours(&self.widths, self.plan.result_column) {
            self.writer.write_event(Event::Empty(width.tag(&one)))?;
        }
        Ok(self.writer.write_event(Event::End(BytesEnd::new(list.as_str())))?)
    }

    fn rewrite_rows(&mut self, xml: &mut Xml<impl Read>) -> Result<(), Unreadable> {
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == b"row" => {
                    let tag = tag.into_owned();
                    let number = self.start_row(&tag)?;
                    let (cells, rest) = read_cells(xml, number)?;
                    self.write_row(&tag, number, cells, &rest)?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == b"row" => {
                    let tag = tag.into_owned();
                    let number = self.start_row(&tag)?;
                    self.write_row(&tag, number, Vec::new(), &[])?;
                }
                Event::End(tag) if tag.local_name().as_ref() == b"sheetData" => {
                    let tag = tag.into_owned();
                    self.write_missing_rows(u32::MAX)?;
                    return Ok(self.writer.write_event(Event::End(tag))?);
                }
                Event::Eof => return Err(Unreadable::damaged("XML that ends too soon")),
                event => self.writer.write_event(event)?,
            }
        }
    }

    fn start_row(&mut self, tag: &BytesStart) -> Result<u32, Unreadable> {
        let number = number_attribute(tag, "r").unwrap_or(self.last_row + 1);
        if number <= self.last_row {
            return Err(Unreadable::damaged("rows out of order"));
        }
        self.write_missing_rows(number)?;
        self.wanted.next_if_eq(&number);
        self.last_row = number;
        Ok(number)
    }

    fn write_missing_rows(&mut self, before: u32) -> Result<(), Unreadable> {
        while let Some(row) = self.wanted.next_if(|row| *row < before) {
            let name = format!("{}row", self.prefix);
            let tag = with_attribute(&BytesStart::new(name.as_str()), "r", &row.to_string());
            self.write_row(&tag, row, Vec::new(), &[])?;
        }
        Ok(())
    }

    fn write_row(
        &mut self,
        tag: &BytesStart,
        row: u32,
        mut cells: Vec<RawCell>,
        rest: &[u8],
    ) -> Result<(), Unreadable> {
        let plan = self.plan;
        if plan.replaces && row >= plan.marks.header_row() {
            cells.retain(|cell| !plan.is_own(cell.column));
        }
        let mut shades: Vec<_> =
            plan.marks.shades_of(row).filter(|(column, _)| !plan.is_own(*column)).collect();
        for cell in &mut cells {
            let style: usize = number_attribute(&cell.tag, "s").unwrap_or(0);
            let shade = shades
                .iter()
                .position(|(column, _)| *column == cell.column)
                .map(|place| shades.remove(place).1);
            let new = match shade {
                Some(shade) => self.styles.shaded(style, shade),
                None => self.styles.unmarked(style),
            };
            if new != style {
                cell.tag = with_attribute(&cell.tag, "s", &new.to_string());
            }
        }
        for (column, shade) in shades {
            let style = self.styles.shaded(self.style_of_empty(tag, column), shade);
            self.insert(&mut cells, row, column, Some(style), Vec::new());
        }
        let own = plan.own_texts(row);
        let tall = own.as_ref().is_some_and(|(_, [_, to_fix])| !to_fix.is_empty());
        if let Some((role, texts)) = own {
            self.insert_own(&mut cells, row, role, texts);
        }
        self.write_row_tag(tag, tall)?;
        for cell in cells {
            self.write_cell(cell)?;
        }
        self.writer.get_mut().write_all(rest)?;
        Ok(self.writer.write_event(Event::End(tag.to_end()))?)
    }

    /// The columns a row spans are only a hint, now out of date. A height that nobody set by hand
    /// is left to Excel, so that our text shows in full.
    fn write_row_tag(&mut self, tag: &BytesStart, tall: bool) -> Result<(), Unreadable> {
        let mut tag = without_attribute(tag, "spans");
        if tall && raw_attribute(&tag, "customHeight").is_none() {
            tag = without_attribute(&tag, "ht");
        }
        Ok(self.writer.write_event(Event::Start(tag))?)
    }

    fn insert_own(&mut self, cells: &mut Vec<RawCell>, row: u32, role: Role, texts: [&str; 2]) {
        let result = self.plan.result_column;
        let neighbour = cells.iter().rev().find(|cell| cell.column < result);
        let neighbour = neighbour.and_then(|cell| number_attribute(&cell.tag, "s")).unwrap_or(0);
        let style = self.styles.own(role, neighbour);
        for (column, text) in [(result, texts[0]), (result + 1, texts[1])] {
            // A cell without text that was already there belonged to a style, not to a value.
            cells.retain(|cell| cell.column != column);
            let inside = if text.is_empty() { Vec::new() } else { self.inline_text(text) };
            self.insert(cells, row, column, style, inside);
        }
    }

    fn inline_text(&self, text: &str) -> Vec<u8> {
        let x = &self.prefix;
        format!("<{x}is><{x}t xml:space=\"preserve\">{}</{x}t></{x}is>", escaped(text)).into_bytes()
    }

    fn insert(
        &self,
        cells: &mut Vec<RawCell>,
        row: u32,
        column: u16,
        style: Option<usize>,
        inside: Vec<u8>,
    ) {
        let mut tag = BytesStart::new(format!("{}c", self.prefix));
        tag.push_attribute(("r", address(column, row).as_str()));
        if let Some(style) = style {
            tag.push_attribute(("s", style.to_string().as_str()));
        }
        if !inside.is_empty() {
            tag.push_attribute(("t", "inlineStr"));
        }
        let place = cells.partition_point(|cell| cell.column < column);
        cells.insert(place, RawCell { column, tag, inside });
    }

    /// A cell that does not exist looks like its row, or else like its column.
    fn style_of_empty(&self, row: &BytesStart, column: u16) -> usize {
        let of_row =
            number_attribute(row, "s").filter(|_| raw_attribute(row, "customFormat").is_some());
        of_row.or_else(|| self.widths.iter().find_map(|width| width.style_of(column))).unwrap_or(0)
    }

    fn write_cell(&mut self, cell: RawCell) -> Result<(), Unreadable> {
        if cell.inside.is_empty() {
            return Ok(self.writer.write_event(Event::Empty(cell.tag))?);
        }
        let end = cell.tag.to_end().into_owned();
        self.writer.write_event(Event::Start(cell.tag))?;
        self.writer.get_mut().write_all(&cell.inside)?;
        Ok(self.writer.write_event(Event::End(end))?)
    }
}

/// `_x0041_` in a text of ours would be read by Excel as the letter A.
fn escaped(text: &str) -> String {
    partial_escape(text.replace("_x", "_x005F_x")).into_owned()
}
