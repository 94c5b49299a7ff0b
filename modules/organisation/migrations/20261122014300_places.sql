-- Nơi cần có tổ chức Hội: hamlets, schools, agencies, enterprises, clans, and who covers each.
create table organisation_place (
    id            text primary key,
    unit_id       text not null references unit (id),
    setting       text not null,
    name          text not null,
    name_folded   text not null,
    sort_key      text not null,
    since         text not null,
    until         text not null,
    covered_by    text references unit (id),
    covered_from  text,
    revision      bigint not null,
    recorded_at   text not null,
    check ((covered_by is null) = (covered_from is null))
);
create index organisation_place_by_unit on organisation_place (unit_id, setting, sort_key, id);
create index organisation_place_by_cover on organisation_place (covered_by);
