-- awareness: what is followed and is no card: a person, a library's shelf, a saved search.
create table awareness.alert (
    id bigint primary key,
    member bigint not null references people.member,
    kind text not null,
    -- The person's or the library's id; 0 for a search, which has words.
    target bigint not null,
    words text not null,
    title text not null,
    path text not null,
    level text not null check (level in ('daily', 'weekly')),
    since timestamptz not null,
    unique (member, kind, target, words)
);
create index alert_target on awareness.alert (target) where target <> 0;
