-- Hội tịch qua sắp xếp đơn vị: a belonging may end, and begin, because the unit itself was reorganised. What a column
-- allows cannot be changed in place, so the table is made anew with the same rows.
create table member_membership_anew (
    id            text primary key,
    person_id     text not null references member_person (id),
    unit_id       text not null references unit (id),
    counting      text not null check (counting in ('home', 'also')),
    card_number   text not null,
    joined_on     text not null,
    join_reason   text not null check (join_reason in ('joined', 'transferred', 'registered', 'reorganised')),
    left_on       text,
    leave_reason  text not null check (leave_reason in ('', 'left', 'died', 'transferred', 'removed', 'reorganised')),
    leave_note    text not null,
    name_key      text not null,
    batch_id      text not null,
    revision      bigint not null,
    recorded_at   text not null
);
insert into member_membership_anew
    (id, person_id, unit_id, counting, card_number, joined_on, join_reason, left_on, leave_reason, leave_note,
     name_key, batch_id, revision, recorded_at)
    select id, person_id, unit_id, counting, card_number, joined_on, join_reason, left_on, leave_reason, leave_note,
     name_key, batch_id, revision, recorded_at from member_membership;
drop table member_membership;
alter table member_membership_anew rename to member_membership;
create index member_membership_by_person on member_membership (person_id);
create index member_membership_by_unit on member_membership (unit_id, name_key, id);
create index member_membership_by_name on member_membership (name_key, id);
create index member_membership_by_card on member_membership (card_number);
