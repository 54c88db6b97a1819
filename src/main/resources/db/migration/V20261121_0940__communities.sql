create schema communities;

create table communities.community (
    id bigint primary key references catalogue.card,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
    name text not null,
    purpose text not null,
    charter text not null default '',
    charter_html text not null default '',
    charter_version int not null default 1,
    audience_kind text not null check (audience_kind in ('everyone', 'members', 'community')),
    own_audience bigint not null references people.audience,
    language text not null default 'en',
    members int not null default 0,
    created_at timestamptz not null
);

create table communities.membership (
    community bigint not null references communities.community,
    member bigint not null references people.member,
    charter_version int not null,
    joined_at timestamptz not null,
    primary key (community, member)
);
create index membership_member on communities.membership (member);

create table communities.steward (
    community bigint not null references communities.community,
    member bigint not null references people.member,
    since timestamptz not null,
    until timestamptz not null,
    primary key (community, member)
);
create index steward_member on communities.steward (member);

create view communities.named as select id, slug, name, purpose, members from communities.community;
create view communities.stewardship as select community, member, since from communities.steward;
create view communities.joined as select community, member from communities.membership;
