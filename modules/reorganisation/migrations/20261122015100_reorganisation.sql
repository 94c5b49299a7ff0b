-- Sắp xếp đơn vị: one change of units by one decision, from its draft until it is carried out or taken back.
create table reorganisation (
    id             text primary key,
    unit_id        text not null references unit (id),
    day            text not null,
    decision       text not null,
    plan           text not null,
    state          text not null check (state in ('draft', 'proposed', 'applied', 'taken_back', 'withdrawn')),
    revision       bigint not null,
    made_by        text not null,
    made_at        text not null,
    content_hash   text not null,
    applied_by     text not null,
    applied_at     text,
    taken_back_by  text not null,
    taken_back_at  text,
    preview        text not null,
    totals         text not null,
    carried        text not null,
    tree_before    text not null,
    tree_after     text not null,
    opened         text not null
);
create index reorganisation_by_unit on reorganisation (unit_id, id);
create index reorganisation_by_state on reorganisation (state, id);

-- Các đơn vị liên quan: which units end, receive or change by it.
create table reorganisation_unit (
    reorganisation_id  text not null references reorganisation (id),
    unit_id            text not null references unit (id),
    part               text not null check (part in ('at', 'ends', 'receives', 'changes')),
    primary key (reorganisation_id, unit_id, part)
);
create index reorganisation_unit_by_unit on reorganisation_unit (unit_id);

-- Chấp thuận: who agreed for which unit, and to what exactly.
create table reorganisation_approval (
    reorganisation_id  text not null references reorganisation (id),
    unit_id            text not null references unit (id),
    part               text not null,
    content_hash       text not null,
    approved_by        text not null,
    approved_at        text not null,
    primary key (reorganisation_id, unit_id, part)
);

-- Những gì đã chuyển: what each kind of object has to know to be taken back.
create table reorganisation_effect (
    reorganisation_id  text not null references reorganisation (id),
    object             text not null,
    effect             text not null,
    primary key (reorganisation_id, object)
);
