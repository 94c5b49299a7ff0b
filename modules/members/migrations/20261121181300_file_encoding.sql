-- Bảng mã của tệp: how the text of a workbook was typed, if a person has said it.
alter table member_batch add column
    encoding text not null default 'auto' check (encoding in ('auto', 'unicode', 'tcvn3', 'vni'));
