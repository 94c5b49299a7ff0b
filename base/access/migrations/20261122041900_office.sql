-- Chức vụ đã đem lại quyền: which office gave a role, such as `officers.tenure/…`. The role begins and ends with it.
alter table access_grant add column
    office  text;
create index access_grant_by_office on access_grant (office);
