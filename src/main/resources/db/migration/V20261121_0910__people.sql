create schema people;

-- Who speaks: a member under the own name, or an alias. Texts, cards and activity name personas only.
create table people.persona (
    id bigint primary key,
    kind text not null check (kind in ('member', 'alias')),
    name text,
    sample boolean not null default false
);

create table people.organisation (
    id bigint primary key,
    name text not null,
    kind text not null default 'library' check (kind in
        ('library', 'association', 'school', 'company', 'public-body', 'charity', 'informal')),
    sector text,
    size_band text,
    place text,
    country text check (country ~ '^[A-Z]{2}$'),
    created_at timestamptz not null
);
create index organisation_by_name on people.organisation (lower(name));

-- A member's id is the id of the persona with the member's own name.
create table people.member (
    id bigint primary key references people.persona,
    state text not null check (state in ('active', 'unclaimed', 'claimed', 'left')),
    role text not null default 'member' check (role in ('member', 'moderator', 'host')),
    language text,
    zone text not null default 'UTC',
    pronouns text,
    organisation bigint references people.organisation,
    job text,
    sector text,
    country text check (country ~ '^[A-Z]{2}$'),
    place text,
    languages text[] not null default '{}',
    stage text,
    can_teach text,
    want_to_learn text,
    working_on text,
    about text not null default '',
    about_html text not null default '',
    website text,
    orcid text,
    contact text,
    away_until date,
    visibility jsonb not null default '{}',
    may_ask boolean,
    trusted_at timestamptz,
    source_site text,
    source_id text,
    source_url text,
    claimed_by bigint references people.member,
    joined_at timestamptz not null,
    left_at timestamptz,
    unique (source_site, source_id)
);
create index member_claimed_by on people.member (claimed_by) where claimed_by is not null;
create index member_organisation on people.member (organisation) where organisation is not null;

-- Which alias is whose. Only people.Aliases reads this table.
create table people.alias (
    persona bigint primary key references people.persona,
    member bigint not null references people.member,
    scope bigint not null,
    unique (member, scope)
);

create table people.address (
    email text primary key check (email = lower(email)),
    member bigint not null references people.member,
    verified_at timestamptz not null,
    is_primary boolean not null default false
);
create unique index address_one_primary on people.address (member) where is_primary;
create index address_member on people.address (member);

create table people.password (
    member bigint primary key references people.member,
    hash text not null,
    changed_at timestamptz not null
);

create table people.passkey (
    credential_id bytea primary key,
    member bigint not null references people.member,
    user_handle bytea not null,
    public_key bytea not null,
    signature_count bigint not null,
    uv_initialized boolean not null,
    transports text[] not null default '{}',
    backup_eligible boolean not null,
    backup_state boolean not null,
    attestation bytea,
    attestation_client_data bytea,
    label text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null
);
create index passkey_member on people.passkey (member);

create table people.passkey_challenge (
    id uuid primary key,
    member bigint,
    challenge bytea not null,
    expires_at timestamptz not null
);

create table people.session (
    token bytea primary key,
    id bigint not null unique,
    member bigint not null references people.member,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    agent text not null,
    remote text not null
);
create index session_member on people.session (member);

-- A link that went out by mail: used once, by pressing the button on its page.
create table people.link (
    token bytea primary key,
    purpose text not null,
    email text,
    member bigint references people.member,
    payload jsonb not null default '{}',
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index link_expiry on people.link (expires_at);

create table people.claim (
    id bigint primary key,
    persona bigint not null references people.member,
    member bigint not null references people.member,
    statement text not null,
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by bigint references people.member,
    granted boolean,
    unique (persona, member)
);

-- Who may see a thing. 1 is everyone, 2 the members; communities and named people have their own.
create table people.audience (
    id bigint primary key,
    kind text not null check (kind in ('everyone', 'members', 'community', 'named')),
    about bigint
);
insert into people.audience (id, kind) values (1, 'everyone'), (2, 'members');

create table people.audience_member (
    audience bigint not null references people.audience,
    member bigint not null references people.member,
    primary key (audience, member)
);
create index audience_member_by_member on people.audience_member (member, audience);

-- The one rule of access. A visitor is viewer 0.
create view people.visible_to as
    select 1::bigint as audience, 0::bigint as viewer
    union all
    select 1::bigint, id from people.member
    union all
    select 2::bigint, id from people.member where state = 'active'
    union all
    select audience, member from people.audience_member;

-- The name under a text. A claimed name from an old site leads to the person who claimed it.
create view people.byline as
    select p.id as persona,
           coalesce(own.id, p.id) as person,
           coalesce(own.name, p.name) as name,
           p.kind = 'alias' as alias,
           p.sample,
           coalesce(m.state = 'unclaimed', false) as unclaimed,
           m.source_site,
           m.source_url,
           case when d.visibility ->> 'organisation' = 'everyone' then o.name end as organisation,
           case when d.visibility ->> 'organisation' in ('everyone', 'members') then o.name end
               as organisation_for_members,
           case when d.visibility ->> 'country' = 'everyone' then d.country end as country,
           case when d.visibility ->> 'sector' = 'everyone' then d.sector end as sector
      from people.persona p
      left join people.member m on m.id = p.id
      left join people.persona own on own.id = m.claimed_by
      left join people.member d on d.id = coalesce(m.claimed_by, p.id)
      left join people.organisation o on o.id = d.organisation;

create view people.active as select id, language, zone from people.member where state = 'active';

-- The names that lead to a person in the open: the own one, and those claimed from old sites. Aliases are not here.
create view people.known_as as
    select id as person, id as persona from people.member
    union all
    select claimed_by, id from people.member where claimed_by is not null;
