-- Hoàn tác lần nhập: whether a batch was taken back, what came of it, and which rows of the file
-- its new members were. `undo_state` is empty, `asked` or `done`.
alter table member_batch add column
    undo_state text not null default '';
alter table member_batch add column
    undo_summary text not null default '';
alter table member_batch add column
    created_rows text not null default '';

-- What a batch changed: one row for each row of the file that found somebody the register knew.
-- A revision is the one the import left, and the one its undoing left; where there is none, that
-- record was not written. The old values go when they have been put back.
create table member_batch_change (
    batch_id                    text not null references member_batch (id),
    membership_id               text not null,
    person_id                   text not null,
    sheet                       text not null,
    row_number                  bigint not null,
    old_values                  text not null,
    person_revision             bigint,
    membership_revision         bigint,
    person_revision_undone      bigint,
    membership_revision_undone  bigint,
    primary key (batch_id, membership_id)
);
create index member_batch_change_by_person on member_batch_change (person_id);
