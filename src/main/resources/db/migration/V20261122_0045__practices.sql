create schema practices;

-- What the community keeps. Its text is the opening post of its own thread, with every version; its id is that post's.
create table practices.practice (
    id bigint primary key references conversations.thread,
    kind text not null check (kind in ('practice', 'article', 'story', 'lesson', 'resource')),
    state text not null check (state in
        ('draft', 'in-review', 'current', 'due', 'overdue', 'superseded', 'retired')),
    slug text not null,
    steward bigint references people.persona,
    steward_since timestamptz,
    audience bigint not null references people.audience,
    review_months int not null default 12 check (review_months between 3 and 36),
    review_at timestamptz,
    next_at timestamptz,
    published_at timestamptz,
    superseded_by bigint references practices.practice,
    retired_because text,
    translation_of bigint references practices.practice,
    translated_version int,
    resource_url text,
    promise_days int not null default 7 check (promise_days between 1 and 60),
    unanswered int not null default 0,
    silent_since timestamptz,
    hands_asked_at timestamptz,
    looking_since timestamptz,
    worked int not null default 0,
    partly int not null default 0,
    not_here int not null default 0,
    reached bigint not null default 0,
    renewals int not null default 0,
    check (superseded_by <> id),
    check (translation_of <> id)
);
create index practice_next on practices.practice (next_at) where next_at is not null;
create index practice_translations on practices.practice (translation_of) where translation_of is not null;
create index practice_steward on practices.practice (steward) where steward is not null;

create table practices.credit (
    practice bigint not null references practices.practice,
    persona bigint not null references people.persona,
    role text not null check (role in ('author', 'editor', 'reviewer', 'translator')),
    at timestamptz not null,
    primary key (practice, persona, role)
);

create table practices.co_steward (
    practice bigint not null references practices.practice,
    member bigint not null references people.member,
    since timestamptz not null,
    primary key (practice, member)
);

create table practices.transition (
    practice bigint not null references practices.practice,
    who bigint references people.persona,
    at timestamptz not null,
    from_state text,
    to_state text not null,
    because text not null default ''
);
create index transition_by_practice on practices.transition (practice, at);

-- "Still true", "changed": by its steward, and by practitioners elsewhere.
create table practices.renewal (
    id bigint primary key,
    practice bigint not null references practices.practice,
    persona bigint not null references people.persona,
    library text not null,
    said text not null check (said in ('still-true', 'changed')),
    line text not null default '',
    by_steward boolean not null,
    said_on date not null,
    at timestamptz not null,
    version int not null
);
create index renewal_by_practice on practices.renewal (practice, at);

-- "We tried it": a library's report.
create table practices.adoption (
    id bigint primary key,
    practice bigint not null references practices.practice,
    reporter bigint not null references people.persona,
    library text not null,
    sector text,
    size text,
    country text check (country ~ '^[A-Z]{2}$'),
    verdict text not null check (verdict in ('worked', 'partly', 'not-here')),
    done text not null default '',
    adapted text not null default '',
    cost text not null default '',
    reached int check (reached >= 0),
    tried_on date not null,
    at timestamptz not null,
    version int not null,
    unique (practice, reporter, library)
);
create index adoption_by_practice on practices.adoption (practice, at desc, id desc);

create table practices.proposal (
    id bigint primary key,
    practice bigint not null references practices.practice,
    proposer bigint not null references people.persona,
    base_version int not null,
    title text not null,
    body text not null,
    summary text not null,
    at timestamptz not null,
    decided_at timestamptz,
    decided_by bigint references people.persona,
    decision text check (decision in ('accepted', 'declined', 'withdrawn')),
    because text not null default ''
);
create index proposal_by_practice on practices.proposal (practice, at desc);

-- A question on a practice's page, and until when its steward promises to answer.
create table practices.asked (
    post bigint primary key references conversations.post,
    practice bigint not null references practices.practice,
    due_at timestamptz not null,
    answered_at timestamptz,
    missed_at timestamptz
);
create index asked_open on practices.asked (due_at) where answered_at is null and missed_at is null;
create index asked_by_practice on practices.asked (practice);

create table practices.handover (
    id bigint primary key,
    practice bigint not null references practices.practice,
    from_steward bigint references people.persona,
    to_member bigint not null references people.member,
    line text not null default '',
    offered_at timestamptz not null,
    decided_at timestamptz,
    accepted boolean
);
create index handover_by_practice on practices.handover (practice, offered_at);

-- The practices that a library follows or has adopted.
create table practices.shelved (
    organisation bigint not null references people.organisation,
    practice bigint not null references practices.practice,
    member bigint not null references people.member,
    since timestamptz not null,
    primary key (organisation, practice)
);
create index shelved_by_practice on practices.shelved (practice);

create view practices.kept as
    select id, kind, state, steward, review_at, published_at, superseded_by, worked, partly, not_here, renewals
      from practices.practice;
