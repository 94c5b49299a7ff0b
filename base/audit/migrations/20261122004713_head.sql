-- Đầu sổ nhật ký: how far the book goes, sealed with the installation's key. It moves with every row that is added,
-- and does not move when rows at the end of the book are taken away.
create table audit_head (
    id           bigint primary key check (id = 1),
    seq          bigint not null,
    recorded_at  text not null,
    hash         text not null,
    seal         text not null
);
keep rows of audit_row;
