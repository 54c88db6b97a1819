-- people: who may be invited to answer: they said yes, and say how often at most. Blocking works both ways.
alter table people.member
    add invite_days int not null default 7 check (invite_days between 1 and 90),
    add may_ask_asked_at timestamptz;

create table people.block (
    member bigint not null references people.member,
    other bigint not null references people.member,
    since timestamptz not null,
    primary key (member, other),
    check (member <> other)
);
create index block_other on people.block (other);

create view people.blocked as
    select member, other from people.block
    union
    select other, member from people.block;

create view people.askable as
    select id, sector, country, languages, coalesce(can_teach, '') as can_teach, invite_days, away_until
      from people.member where state = 'active' and may_ask;
