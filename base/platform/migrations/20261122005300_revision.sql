-- Số lần dữ liệu đổi: one more with every commit that may change what is read. What a server has worked out of the data
-- holds as long as this number stands. Every database counts for itself; a backup leaves it out.
create table data_revision (
    name    text primary key,
    number  bigint not null
);
insert into data_revision (name, number) values ('all', 1);
