-- Khóa sổ: a unit and all below it write nothing more into these days.
create table count_lock (
    id         text primary key,
    unit_id    text not null references unit (id),
    day_from   text not null,
    day_until  text not null,
    reason     text not null,
    locked_at  text not null,
    locked_by  text not null,
    unique (unit_id, day_from, day_until)
);
create index count_lock_by_end on count_lock (day_until);

-- Mở khóa cho một người, có hạn: after its end the lock holds again by itself. `closing` is an id that was made when
-- somebody ended it; ids sort by age, so they tell what was written before and after.
create table count_opening (
    id         text primary key,
    lock_id    text not null references count_lock (id),
    person     text not null,
    day_until  text not null,
    reason     text not null,
    opened_at  text not null,
    opened_by  text not null,
    closing    text
);
create index count_opening_by_lock on count_opening (lock_id, day_until);

-- Dòng ghi muộn: the day a row is about, where that day was locked and the row stands on a later, open one.
alter table count_row add column about text;
