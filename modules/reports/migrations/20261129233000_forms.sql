-- Mẫu báo cáo của riêng đơn vị. `id` is what everything else calls the form, `code@unit that made it`, and never changes;
-- `unit_id` is whose it is. `draft` is what is being worked on; `version` the last that was published, 0 before the first.
create table report_form (
    id              text primary key,
    unit_id         text not null references unit (id),
    code            text not null,
    copied_form     text not null,
    copied_version  bigint not null,
    draft           text not null,
    revision        bigint not null,
    version         bigint not null,
    retired_on      text,
    changed_at      text not null,
    changed_by      text not null,
    unique (unit_id, code)
);

-- Các phiên bản đã ban hành: only ever added, because reports that were submitted are read by theirs.
create table report_form_version (
    form_id       text not null references report_form (id),
    version       bigint not null,
    content       text not null,
    published_at  text not null,
    published_by  text not null,
    primary key (form_id, version)
);
keep rows of report_form_version;
