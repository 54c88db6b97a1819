-- practices: a draft is given to colleagues to look over before it is published. Who was asked sees the draft.
create table practices.review (
    practice bigint not null references practices.practice,
    reviewer bigint not null references people.member,
    line text not null default '',
    asked_at timestamptz not null,
    verdict text check (verdict in ('ready', 'not-yet')),
    words text not null default '',
    said_at timestamptz,
    version int,
    primary key (practice, reviewer),
    check ((verdict is null) = (said_at is null))
);
create index review_reviewer on practices.review (reviewer);
