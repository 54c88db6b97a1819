create schema catalogue;

-- One card for each thing made. The thing itself has the same id in its own room.
create table catalogue.card (
    id bigint primary key,
    kind text not null,
    title text not null,
    gist text not null default '',
    state text not null,
    byline bigint references people.persona,
    audience bigint not null references people.audience,
    community bigint,
    parent bigint references catalogue.card,
    language text,
    path text not null,
    labels text[] not null default '{}',
    at timestamptz not null,
    moved_at timestamptz not null,
    imported boolean not null default false,
    hidden_at timestamptz,
    hidden_because text,
    gone_at timestamptz,
    gone_because text
);
create index card_by_kind on catalogue.card (kind, at desc, id desc);
create index card_by_byline on catalogue.card (byline, at desc, id desc);
create index card_by_community on catalogue.card (community, kind, at desc, id desc) where community is not null;
create index card_by_parent on catalogue.card (parent) where parent is not null;
create index card_open on catalogue.card (kind, state, at desc, id desc);

-- What anybody whose audience it is may see.
create view catalogue.shown as
    select * from catalogue.card where hidden_at is null and gone_at is null;

-- Who did what to which card, when (ActivityStreams 2: actor, verb, object, audience, published).
create table catalogue.activity (
    id bigint generated always as identity,
    xid xid8 not null default pg_current_xact_id(),
    actor bigint,
    verb text not null,
    card bigint not null,
    audience bigint not null,
    at timestamptz not null,
    facts jsonb not null default '{}',
    primary key (xid, id)
);
create index activity_by_card on catalogue.activity (card, at desc);

-- How far a reader has read.
create table catalogue.cursor (
    reader text primary key,
    xid xid8 not null,
    id bigint not null
);

-- Counts that everyone may see, kept instead of counted.
create table catalogue.tally (
    kind text not null,
    state text not null,
    n bigint not null default 0,
    primary key (kind, state)
);

-- Every card, hidden and gone ones too: for moderation, and for threads that show their tombstones.
create view catalogue.every as select * from catalogue.card;
