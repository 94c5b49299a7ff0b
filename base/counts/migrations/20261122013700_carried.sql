-- Số chuyển sang khi sắp xếp đơn vị: the reorganisation that wrote a level, or nothing.
alter table count_declaration add column
    carried_by text not null default '';
