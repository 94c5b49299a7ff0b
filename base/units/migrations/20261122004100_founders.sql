-- Đơn vị thành lập hoặc quản lý, theo thời gian: wherever this counts, an own unit counts too.
create table unit_founder (
    unit_id     text not null references unit (id),
    since       text not null,
    founder_id  text not null references unit (id),
    decision    text not null,
    primary key (unit_id, since)
);
create index unit_founder_by_founder on unit_founder (founder_id);
insert into unit_founder (unit_id, since, founder_id, decision)
    select first.unit_id, first.since, first.parent_id, '' from unit_parent first
    join unit own on own.id = first.unit_id
    where own.origin <> 'official'
      and not exists (select 1 from unit_parent before
                      where before.unit_id = first.unit_id and before.since < first.since);

-- Hình thức tổ chức của đơn vị thuộc Hội, theo thời gian.
create table unit_form (
    unit_id   text not null references unit (id),
    since     text not null,
    form      text not null,
    setting   text not null,
    decision  text not null,
    primary key (unit_id, since)
);
insert into unit_form (unit_id, since, form, setting, decision)
    select id, opened, form, setting, '' from unit where form <> '';
