-- practices: the web addresses in what is kept, and whether something still answers there.
create table practices.link (
    practice bigint not null references practices.practice,
    url text not null,
    checked_at timestamptz not null,
    failures int not null default 0 check (failures >= 0),
    dead_since timestamptz,
    primary key (practice, url)
);
alter table practices.practice add column links_at timestamptz;
alter table practices.practice add column dead_links int not null default 0;
create index practice_links on practices.practice (links_at nulls first);
