-- Vừa ghi gì: what the last commits wrote into a book whose sums are kept, under the number of each commit. Without a
-- line it was too much to tell. Only of the last few hundred commits; every database tells for itself, and a backup
-- leaves it out.
create table data_told (
    subject  text not null,
    number   bigint not null,
    place    bigint not null,
    line     text,
    primary key (subject, number, place)
);
