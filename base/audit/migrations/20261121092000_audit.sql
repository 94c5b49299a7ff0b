-- Nhật ký: who did or read what. Each row holds the hash of the one before it.
create table audit_row (
    seq          bigint primary key,
    recorded_at  text not null,
    account      text not null,
    action       text not null,
    unit_id      text not null,
    object       text not null,
    details      text not null,
    hash         text not null
);
create index audit_row_by_object on audit_row (object, seq);
create index audit_row_by_account on audit_row (account, seq);
