-- A sum over a part of a balance's time reads the index alone, and of which standing a row is stands in it.
drop index count_row_by_unit;
create index count_row_by_unit on count_row (unit_id, indicator, day, quantity, standing);

-- Few declarations are in words and few name a basis; they are found without asking every unit below.
create index count_declaration_in_words on count_declaration (day_from, unit_id) where quantity is null;
create index count_declaration_with_basis on count_declaration (day_until, unit_id) where basis <> '';
