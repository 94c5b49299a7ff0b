-- Người
create table member_person (
    id                  text primary key,
    full_name           text not null,
    name_key            text not null,
    name_folded         text not null,
    name_match          text not null,
    sex                 text not null check (sex in ('', 'male', 'female')),
    birth               text not null,
    birth_year          bigint,
    ethnicity           text not null,
    phone               text not null,
    national_id_sealed  text,
    national_id_index   text unique,
    national_id_masked  text not null,
    note                text not null,
    revision            bigint not null,
    recorded_at         text not null,
    changed_at          text not null
);
create index member_person_by_folded on member_person (name_folded);
create index member_person_by_match on member_person (name_match, birth_year);
create index member_person_by_phone on member_person (phone);

-- Hội tịch: one belonging of one person to one unit, from a day until another.
create table member_membership (
    id            text primary key,
    person_id     text not null references member_person (id),
    unit_id       text not null references unit (id),
    counting      text not null check (counting in ('home', 'also')),
    card_number   text not null,
    joined_on     text not null,
    join_reason   text not null check (join_reason in ('joined', 'transferred', 'registered')),
    left_on       text,
    leave_reason  text not null check (leave_reason in ('', 'left', 'died', 'transferred', 'removed')),
    leave_note    text not null,
    name_key      text not null,
    batch_id      text not null,
    revision      bigint not null,
    recorded_at   text not null
);
create index member_membership_by_person on member_membership (person_id);
create index member_membership_by_unit on member_membership (unit_id, name_key, id);
create index member_membership_by_name on member_membership (name_key, id);
create index member_membership_by_card on member_membership (card_number);

-- Lô nhập: one workbook on its way into the register.
create table member_batch (
    id              text primary key,
    unit_id         text not null references unit (id),
    file_name       text not null,
    file_path       text not null,
    file_hash       text not null,
    default_joined  text not null,
    state           text not null check (state in ('queued', 'reading', 'checked', 'applying', 'applied', 'stopped', 'failed')),
    summary         text not null,
    problem         text not null,
    marked_path     text not null,
    started_by      text not null,
    started_at      text not null,
    finished_at     text,
    revision        bigint not null
);
create index member_batch_by_unit on member_batch (unit_id, id);
