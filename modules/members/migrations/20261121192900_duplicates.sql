-- Có thể trùng: two people of the register who may be one, and what somebody has decided of them.
-- People are not referenced: a row about somebody who is gone says nothing, and the next search removes it.
create table member_duplicate (
    one_id      text not null,
    other_id    text not null,
    score       bigint not null,
    reasons     text not null,
    state       text not null check (state in ('open', 'not_same', 'merged')),
    found_at    text not null,
    decided_by  text not null,
    decided_at  text,
    primary key (one_id, other_id),
    check (one_id < other_id)
);
create index member_duplicate_by_other on member_duplicate (other_id);
create index member_duplicate_by_score on member_duplicate (state, score, one_id, other_id);

-- Gộp hồ sơ: which person stands for which other since, with both as they were.
create table member_merge (
    id            text primary key,
    survivor_id   text not null,
    gone_id       text not null,
    unit_id       text not null references unit (id),
    image_before  text not null,
    image_after   text not null,
    state         text not null check (state in ('merged', 'undone')),
    merged_by     text not null,
    merged_at     text not null,
    undone_by     text not null,
    undone_at     text
);
create index member_merge_by_survivor on member_merge (survivor_id, state);
create index member_merge_by_gone on member_merge (gone_id, state);
create index member_merge_by_unit on member_merge (unit_id, id);

-- Which belonging stands for one that was merged away, so that old links and cards still lead somewhere.
create table member_pointer (
    gone_id   text primary key,
    now_id    text not null,
    merge_id  text not null references member_merge (id)
);

-- Found while typing: a name without marks in a year, and a whole day of birth.
drop index member_person_by_folded;
create index member_person_by_folded on member_person (name_folded, birth_year);
create index member_person_by_birth on member_person (birth);
