-- communities: every version of a charter is kept; threads under the Chatham House rule; who asked for a name in a lab.
create table communities.charter (
    community bigint not null references communities.community,
    version int not null,
    text text not null,
    html text not null,
    at timestamptz not null,
    primary key (community, version)
);
insert into communities.charter (community, version, text, html, at)
select id, charter_version, charter, charter_html, created_at from communities.community;

-- What is said in these threads may be used outside; who said it may not.
create table communities.chatham (
    thread bigint primary key,
    since timestamptz not null
);
create view communities.under_rule as select thread from communities.chatham;

-- One steward asks, for a stated reason, who an alias is; the name is shown when another agrees.
create table communities.unmasking (
    id bigint primary key,
    community bigint not null references communities.community,
    persona bigint not null references people.persona,
    because text not null,
    asked_by bigint not null references people.member,
    asked_at timestamptz not null,
    agreed_by bigint references people.member,
    agreed_at timestamptz,
    check (agreed_by <> asked_by),
    check ((agreed_by is null) = (agreed_at is null))
);
create index unmasking_by_community on communities.unmasking (community, asked_at desc);
