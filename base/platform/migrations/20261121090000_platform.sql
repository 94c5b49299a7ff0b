-- Việc chạy nền: queued in the transaction of the change it follows.
create table job (
    id           text primary key,
    name         text not null,
    about        text not null,
    asked_by     text not null,
    lang         text not null,
    state        text not null check (state in ('queued', 'running', 'done', 'failed', 'stopped')),
    message      text not null,
    worker       text not null,
    queued_at    text not null,
    started_at   text,
    finished_at  text
);
create index job_by_state on job (state, id);

-- Mã thao tác: every write, once, with the answer it got. Kept for ever.
create table operation (
    id           text not null,
    account      text not null,
    body_hash    text not null,
    status       bigint not null,
    location     text not null,
    body         text not null,
    recorded_at  text not null,
    primary key (account, id)
);

-- Dấu của khóa: a fingerprint of the key that this database's secrets were sealed with.
create table sealing_key (
    fingerprint  text primary key,
    kept_at      text not null
);
