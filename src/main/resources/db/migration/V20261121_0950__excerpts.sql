create schema excerpts;

create table excerpts.excerpt (
    id bigint primary key,
    keeper bigint not null references people.member,
    source bigint not null references catalogue.card,
    passage text not null check (length(passage) between 1 and 20000),
    note text not null default '',
    source_title text not null,
    source_name text not null,
    source_path text not null,
    licence text not null,
    source_url text,
    source_version int not null,
    written_at timestamptz not null,
    kept_at timestamptz not null
);
create index excerpt_by_keeper on excerpts.excerpt (keeper, kept_at desc, id desc);
