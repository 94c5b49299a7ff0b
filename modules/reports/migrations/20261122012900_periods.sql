-- Báo cáo của một đơn vị cho một kỳ: where it stands on its way from draft to lock. `snapshot_id` is what was submitted
-- last; `standing_id` what was accepted last, or the newest supplement to it: what the unit's report says.
create table report_filing (
    id                  text primary key,
    unit_id             text not null references unit (id),
    form                text not null,
    period              text not null,
    state               text not null check (state in ('draft', 'submitted', 'returned', 'accepted', 'locked', 'reopened')),
    snapshot_id         text,
    standing_id         text,
    open_until          text,
    first_submitted_on  text,
    unique (unit_id, form, period)
);
create index report_filing_by_period on report_filing (form, period, state);

-- Bản chụp: what was submitted, frozen. `content` is canonical JSON and `hash` its SHA-256; `figures` the same numbers
-- in a form that thousands of which can be added up at once.
create table report_snapshot (
    id            text primary key,
    filing_id     text not null references report_filing (id),
    unit_id       text not null references unit (id),
    form          text not null,
    form_version  bigint not null,
    period        text not null,
    boundaries    text not null,
    turn          bigint not null,
    supplement    bigint not null,
    content       text not null,
    figures       text not null,
    hash          text not null,
    made_at       text not null,
    made_by       text not null,
    unique (filing_id, turn, supplement)
);

keep rows of report_snapshot;

-- Từng bước: only ever added.
create table report_step (
    id           text primary key,
    filing_id    text not null references report_filing (id),
    deed         text not null,
    from_state   text not null,
    to_state     text not null,
    snapshot_id  text,
    remark       text not null,
    done_at      text not null,
    done_by      text not null
);
create index report_step_by_filing on report_step (filing_id, id);
keep rows of report_step;

-- Hạn nộp do đơn vị đặt cho các đơn vị cấp dưới: the day of the month so many months after the period's last one.
create table report_due (
    unit_id     text not null references unit (id),
    form        text not null,
    level       text not null check (level in ('province', 'commune')),
    months      bigint not null,
    day         bigint not null,
    basis       text not null,
    changed_at  text not null,
    changed_by  text not null,
    primary key (unit_id, form, level)
);
