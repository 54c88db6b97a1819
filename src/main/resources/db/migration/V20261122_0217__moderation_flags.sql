-- moderation: flags by members, appeals to somebody else, and blocking.
create table moderation.flag (
    id bigint primary key,
    card bigint not null references catalogue.card,
    member bigint not null references people.member,
    kind text not null check (kind in ('spam', 'unkind', 'patron', 'copied', 'other')),
    line text not null default '',
    at timestamptz not null,
    decided_at timestamptz,
    unique (card, member)
);
create index flag_open on moderation.flag (at) where decided_at is null;

alter table moderation.decision drop constraint decision_verb_check;
alter table moderation.decision
    add constraint decision_verb_check check (verb in ('hide', 'show', 'release', 'decline', 'keep', 'uphold'));

-- Whoever wrote what was hidden or declined asks somebody else to look again.
create table moderation.appeal (
    id bigint primary key,
    card bigint not null references catalogue.card,
    decision bigint not null references moderation.decision,
    member bigint not null references people.member,
    words text not null,
    at timestamptz not null,
    decided_at timestamptz,
    unique (decision)
);
create index appeal_open on moderation.appeal (at) where decided_at is null;
