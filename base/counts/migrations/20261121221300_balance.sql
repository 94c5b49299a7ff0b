-- Số dư: what the rows of a unit and an indicator come to, kept with every row that is added. A look back to a day
-- takes away what came later, so a report of today reads one row where a register holds a thousand.
create table count_balance (
    unit_id    text not null references unit (id),
    indicator  text not null references count_indicator (code),
    standing   text not null check (standing in ('register', 'declared')),
    quantity   bigint not null,
    first_day  text not null,
    last_day   text not null,
    wording    text not null,
    primary key (unit_id, indicator, standing)
);
insert into count_balance (unit_id, indicator, standing, quantity, first_day, last_day, wording)
    select unit_id, indicator, standing, sum(quantity), min(day), max(day), max(wording)
    from count_row group by unit_id, indicator, standing;
