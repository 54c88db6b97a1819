-- people: kinds of letters that a member has stopped with one click.
create table people.declined_letter (
    member bigint not null references people.member on delete cascade,
    kind text not null check (kind ~ '^[a-z-]{1,40}$'),
    since timestamptz not null,
    primary key (member, kind)
);
