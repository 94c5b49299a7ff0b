-- Chức vụ: what an office is called, to which committees it belongs, and which rights go with it.
create table officer_post (
    code        text primary key,
    label_vi    text not null,
    label_en    text not null,
    bodies      text not null,
    single      text not null check (single in ('', 'single')),
    carries     text not null,
    position    bigint not null,
    retired_on  text,
    revision    bigint not null
);

-- Ban: from how many of its members on a committee may decide.
create table officer_body (
    code          text primary key,
    quorum_part   bigint not null check (quorum_part > 0),
    quorum_whole  bigint not null check (quorum_whole >= quorum_part),
    basis         text not null,
    revision      bigint not null
);

-- Nhiệm kỳ đại hội: from the congress that chose it up to, but not including, the next one's day.
create table officer_term (
    id             text primary key,
    unit_id        text not null references unit (id),
    first_year     bigint not null,
    last_year      bigint not null,
    since          text not null,
    until          text not null,
    planned_until  text not null,
    decision       text not null,
    recorded_at    text not null,
    revision       bigint not null
);
create index officer_term_by_unit on officer_term (unit_id, since);

-- Một lần giữ chức vụ: one person in one office from a day on. It ends, and is never erased; an entry by mistake is
-- withdrawn and stays with the reason.
create table officer_tenure (
    id              text primary key,
    unit_id         text not null references unit (id),
    term_id         text not null references officer_term (id),
    post            text not null references officer_post (code),
    full_name       text not null,
    name_key        text not null,
    name_match      text not null,
    apart           text not null,
    account_id      text,
    began           text not null check (began in ('elected', 'co_opted', 'appointed')),
    since           text not null,
    until           text not null,
    ended           text not null check (ended in ('', 'term_ended', 'resigned', 'died', 'replaced', 'dismissed', 'moved', 'unit_ended')),
    began_decision  text not null,
    ended_decision  text not null,
    follows         text references officer_tenure (id),
    withdrawn_at    text,
    withdrawn_why   text not null,
    recorded_at     text not null,
    revision        bigint not null
);
create index officer_tenure_by_unit on officer_tenure (unit_id, since);
create index officer_tenure_by_account on officer_tenure (account_id);

-- Kỳ họp: numbered without gaps within committee and term. The quorum is the rule of its day.
create table officer_meeting (
    id            text primary key,
    unit_id       text not null references unit (id),
    term_id       text not null references officer_term (id),
    body          text not null,
    number        bigint not null check (number > 0),
    held_on       text not null,
    place         text not null,
    subject       text not null,
    agenda        text not null,
    chair         text not null,
    secretary     text not null,
    discussion    text not null,
    quorum_part   bigint not null,
    quorum_whole  bigint not null,
    recorded_at   text not null,
    revision      bigint not null,
    unique (term_id, body, number)
);
create index officer_meeting_by_unit on officer_meeting (unit_id, held_on);

create table officer_attendance (
    meeting_id  text not null references officer_meeting (id),
    tenure_id   text not null references officer_tenure (id),
    presence    text not null check (presence in ('present', 'excused', 'absent')),
    primary key (meeting_id, tenure_id)
);

create table officer_resolution (
    id               text primary key,
    meeting_id       text not null references officer_meeting (id),
    number           bigint not null,
    paper_number     text not null,
    body_text        text not null,
    votes_for        bigint not null check (votes_for >= 0),
    votes_against    bigint not null check (votes_against >= 0),
    votes_abstained  bigint not null check (votes_abstained >= 0),
    outcome          text not null check (outcome in ('passed', 'rejected')),
    unique (meeting_id, number)
);

-- Bàn giao: one office from one person to the next. The document is what the first signature froze.
create table officer_handover (
    id                 text primary key,
    unit_id            text not null references unit (id),
    tenure_id          text not null references officer_tenure (id),
    how                text not null,
    successor_name     text not null,
    successor_apart    text not null,
    successor_account  text,
    decision           text not null,
    document           text not null,
    document_hash      text not null,
    drawn_at           text not null,
    state              text not null check (state in ('prepared', 'leaver_signed', 'paper_sent', 'done', 'withdrawn')),
    prepared_by        text not null,
    prepared_at        text not null,
    done_at            text,
    new_tenure_id      text references officer_tenure (id),
    withdrawn_why      text not null,
    revision           bigint not null
);
create index officer_handover_by_unit on officer_handover (unit_id, prepared_at);
create index officer_handover_by_successor on officer_handover (successor_account);
create index officer_handover_by_tenure on officer_handover (tenure_id);

-- Chữ ký: who signed which document, and for whom where the leaver could not. A document drawn anew voids them.
create table officer_signature (
    id             text primary key,
    handover_id    text not null references officer_handover (id),
    side           text not null check (side in ('leaver', 'successor')),
    account_id     text not null,
    full_name      text not null,
    signed_at      text not null,
    document_hash  text not null,
    instead_why    text not null,
    remark         text not null,
    voided_at      text
);
create index officer_signature_by_handover on officer_signature (handover_id);

-- Bản giấy đã ký, đã quét: kept in the row, so that a backup has it without asking for more.
create table officer_scan (
    id             text primary key,
    handover_id    text not null references officer_handover (id),
    file_name      text not null,
    media_type     text not null,
    content        text not null,
    content_hash   text not null,
    document_hash  text not null,
    remark         text not null,
    sent_by        text not null,
    sent_at        text not null,
    confirmed_by   text,
    confirmed_at   text,
    voided_at      text
);
create index officer_scan_by_handover on officer_scan (handover_id);
