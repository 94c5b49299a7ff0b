-- Chỉ tiêu: indicators are data; a province adds its own.
create table count_indicator (
    code           text primary key,
    label_vi       text not null,
    label_en       text not null,
    measure_vi     text not null,
    measure_en     text not null,
    kind           text not null check (kind in ('flow', 'stock', 'distinct', 'ratio', 'sum')),
    parts          text not null,
    register       text not null,
    reported_by    text not null check (reported_by in ('commune', 'province')),
    breakdowns     text not null,
    definition_vi  text not null,
    definition_en  text not null,
    owner_id       text references unit (id),
    position       bigint not null,
    retired_on     text
);

-- Sổ số liệu. Rows are only ever added; a correction points to the row it takes back.
create table count_row (
    id           text primary key,
    unit_id      text not null references unit (id),
    day          text not null,
    indicator    text not null references count_indicator (code),
    facet        text not null,
    subject      text not null,
    quantity     bigint not null,
    standing     text not null check (standing in ('register', 'declared')),
    wording      text not null,
    source       text not null,
    corrects     text,
    recorded_at  text not null,
    recorded_by  text not null
);
create index count_row_by_unit on count_row (unit_id, indicator, day, quantity);
create index count_row_by_source on count_row (source);
create unique index count_row_by_corrected on count_row (corrects) where corrects is not null;

-- Khai báo: a total that a unit states without keeping the register behind it.
-- The quantity is absent where the source gives only words, such as "hàng chục tỷ đồng".
create table count_declaration (
    id           text primary key,
    unit_id      text not null references unit (id),
    indicator    text not null references count_indicator (code),
    day_from     text not null,
    day_until    text not null,
    quantity     bigint,
    wording      text not null,
    basis        text not null,
    revision     bigint not null,
    declared_at  text not null,
    declared_by  text not null,
    unique (unit_id, indicator, day_from, day_until)
);
create index count_declaration_by_indicator on count_declaration (indicator, day_until);

-- Chỉ tiêu phấn đấu: what a unit set out to reach in a period.
create table count_target (
    unit_id    text not null references unit (id),
    indicator  text not null references count_indicator (code),
    day_from   text not null,
    day_until  text not null,
    quantity   bigint not null,
    decision   text not null,
    primary key (unit_id, indicator, day_from, day_until)
);
