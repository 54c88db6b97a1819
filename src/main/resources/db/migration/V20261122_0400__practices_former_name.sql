-- practices: the names that pages had on an old wiki, redirects among them, so that old links lead on.
create table practices.former_name (
    name text primary key,
    practice bigint not null references practices.practice,
    alias boolean not null default false
);
create index former_name_by_practice on practices.former_name (practice);
