-- Lý do tăng, giảm: one sentence of a unit about a figure of its report that has changed a lot.
create table report_reason (
    unit_id     text not null references unit (id),
    form        text not null,
    period      text not null,
    indicator   text not null,
    body        text not null,
    revision    bigint not null,
    changed_at  text not null,
    changed_by  text not null,
    primary key (unit_id, form, period, indicator)
);

-- The reasons of a snapshot, a line for each figure: what is rolled up without reading every content.
alter table report_snapshot add column reasons text not null default '';

-- A supplement that waits for a second person. Until then `standing_id` is what the report says.
alter table report_filing add column pending_id text;
