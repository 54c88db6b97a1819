-- communities: stewardship is for a term, offered and taken; a community with one steward left looks for others.
alter table communities.steward add asked_at timestamptz;
alter table communities.community add thin_since timestamptz;

create table communities.offer (
    id bigint primary key,
    community bigint not null references communities.community,
    member bigint not null references people.member,
    by bigint references people.member,
    offered_at timestamptz not null,
    decided_at timestamptz,
    accepted boolean
);
create unique index offer_open on communities.offer (community, member) where decided_at is null;
