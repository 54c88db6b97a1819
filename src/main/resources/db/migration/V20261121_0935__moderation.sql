create schema moderation;

create table moderation.hold (
    card bigint primary key references catalogue.card,
    because text not null,
    since timestamptz not null,
    told_at timestamptz,
    decided_at timestamptz,
    decision text check (decision in ('shown', 'declined'))
);
create index hold_open on moderation.hold (since) where decided_at is null;

create table moderation.decision (
    id bigint primary key,
    card bigint not null references catalogue.card,
    moderator bigint not null references people.member,
    verb text not null check (verb in ('hide', 'show', 'release', 'decline')),
    because text not null,
    at timestamptz not null
);
create index decision_by_time on moderation.decision (at desc, id desc);
