create schema awareness;

create table awareness.watch (
    member bigint not null references people.member,
    card bigint not null references catalogue.card,
    level text not null check (level in ('each', 'daily', 'weekly', 'off')),
    since timestamptz not null,
    seen_at timestamptz not null,
    primary key (member, card)
);
create index watch_card on awareness.watch (card);

-- What the house asks of one person; at most three a week are put before them.
create table awareness.request (
    id bigint primary key,
    member bigint not null references people.member,
    kind text not null,
    card bigint not null references catalogue.card,
    facts jsonb not null default '{}',
    asked_at timestamptz not null,
    shown_at timestamptz,
    done_at timestamptz,
    outcome text,
    unique (member, kind, card)
);
create index request_open on awareness.request (member, asked_at) where done_at is null;

create view awareness.watching as select member, card from awareness.watch where level <> 'off';
