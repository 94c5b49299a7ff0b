-- Tài khoản
create table access_account (
    id                   text primary key,
    username             text not null,
    username_key         text not null unique,
    full_name            text not null,
    password_hash        text not null,
    lang                 text not null,
    state                text not null check (state in ('active', 'suspended')),
    created_at           text not null,
    password_changed_at  text not null,
    revision             bigint not null
);

-- Vai trò giữ tại một đơn vị; it reaches the unit's whole subtree, while it lasts.
create table access_grant (
    id          text primary key,
    account_id  text not null references access_account (id),
    role        text not null,
    unit_id     text not null references unit (id),
    since       text not null,
    until       text not null,
    granted_by  text not null
);
create index access_grant_by_account on access_grant (account_id);
create index access_grant_by_unit on access_grant (unit_id);

-- Phiên đăng nhập. The token itself is only in the browser; here is its hash.
create table access_session (
    id            text primary key,
    account_id    text not null references access_account (id),
    token_hash    text not null unique,
    device        text not null,
    started_at    text not null,
    last_seen_at  text not null,
    ended_at      text
);
create index access_session_by_account on access_session (account_id, ended_at);

-- Failed sign-ins of the last minutes, by account and by address.
create table access_attempt (
    id     text primary key,
    key    text not null,
    at     text not null
);
create index access_attempt_by_key on access_attempt (key, at);
