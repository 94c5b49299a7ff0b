-- Lời văn của báo cáo: what people write around the figures, one section of one report.
create table report_text (
    unit_id     text not null references unit (id),
    form        text not null,
    period      text not null,
    section     text not null,
    body        text not null,
    revision    bigint not null,
    changed_at  text not null,
    changed_by  text not null,
    primary key (unit_id, form, period, section)
);

-- Thể thức: number and sign, place and date, who signs, who receives.
create table report_front (
    unit_id     text not null references unit (id),
    form        text not null,
    period      text not null,
    number      text not null,
    place       text not null,
    signed_on   text,
    office      text not null,
    signer      text not null,
    recipients  text not null,
    revision    bigint not null,
    changed_at  text not null,
    changed_by  text not null,
    primary key (unit_id, form, period)
);
