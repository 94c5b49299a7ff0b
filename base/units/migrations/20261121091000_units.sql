-- Đơn vị: one row for each unit there is or ever was; a code alone names none of them.
create table unit (
    id         text primary key,
    code       text not null,
    level      text not null check (level in ('nation', 'province', 'district', 'commune', 'sector', 'organisation', 'chapter')),
    opened     text not null,
    closed     text not null,
    origin     text not null check (origin in ('official', 'own', 'partner')),
    form       text not null,
    setting    text not null,
    sector_id  text references unit (id),
    sort_key   text not null,
    folded     text not null,
    note       text not null,
    check (opened < closed)
);
create unique index unit_by_code on unit (code, opened);
create index unit_by_level on unit (level, sort_key);

-- Tên và loại đơn vị, theo thời gian.
create table unit_name (
    unit_id     text not null references unit (id),
    since       text not null,
    until       text not null,
    name        text not null,
    kind        text not null,
    resolution  text not null,
    primary key (unit_id, since)
);

-- Cấp trên trực tiếp, theo thời gian.
create table unit_parent (
    unit_id    text not null references unit (id),
    parent_id  text not null references unit (id),
    since      text not null,
    until      text not null,
    primary key (unit_id, since)
);
create index unit_parent_by_parent on unit_parent (parent_id);

-- Under which units a unit is counted, in the boundaries of each day.
create table unit_ancestor (
    unit_id         text not null references unit (id),
    ancestor_id     text not null references unit (id),
    ancestor_level  text not null,
    since           text not null,
    until           text not null,
    primary key (ancestor_id, unit_id, since)
);
create index unit_ancestor_by_unit on unit_ancestor (unit_id, since);

-- Đơn vị kế tục: what became of a unit. `basis` tells law from a hint found by name.
create table unit_succession (
    old_id      text not null references unit (id),
    new_id      text not null references unit (id),
    part        text not null check (part in ('whole', 'part')),
    day         text not null,
    basis       text not null check (basis in ('resolution', 'communes', 'name')),
    resolution  text not null,
    primary key (old_id, new_id)
);
create index unit_succession_by_new on unit_succession (new_id);

-- Cách viết khác của tên.
create table unit_alias (
    unit_id  text not null references unit (id),
    alias    text not null,
    folded   text not null,
    primary key (unit_id, alias)
);

-- Dân số; figures on different bases are not comparable.
create table unit_population (
    unit_id     text not null references unit (id),
    year        bigint not null,
    population  bigint not null,
    basis       text not null,
    source      text not null,
    primary key (unit_id, year, basis)
);

-- Which reference data has been loaded.
create table unit_reference (
    scope   text primary key,
    digest  text not null
);
