create schema workgroups;

-- A small group with an end date that takes on a question. Its shared document is the opening post of its thread.
create table workgroups.workgroup (
    id bigint primary key references conversations.thread,
    slug text not null,
    state text not null check (state in ('proposed', 'convened', 'working', 'concluding', 'stalled', 'closed')),
    before_stalled text,
    problem text not null,
    done_when text not null default '',
    left_out text not null default '',
    facilitator bigint not null references people.persona,
    own_audience bigint not null references people.audience,
    proposed_at timestamptz not null,
    ends_at timestamptz not null,
    extended_because text,
    moved_at timestamptz not null,
    stalled_at timestamptz,
    next_at timestamptz,
    outcome text check (outcome in ('delivered', 'no-solution', 'handed-over', 'without-result')),
    conclusion text not null default '',
    practice bigint references practices.practice,
    closed_at timestamptz,
    paragraphs jsonb not null default '[]'
);
create index workgroup_next on workgroups.workgroup (next_at) where next_at is not null;

-- Who works in it, or looks on. In a lab the persona is an alias; the member is for delivery alone.
create table workgroups.membership (
    workgroup bigint not null references workgroups.workgroup,
    persona bigint not null references people.persona,
    role text not null check (role in ('member', 'observer')),
    joined_at timestamptz not null,
    primary key (workgroup, persona)
);
create index membership_persona on workgroups.membership (persona);

create table workgroups.takes_on (
    workgroup bigint not null references workgroups.workgroup,
    question bigint not null references questions.question,
    primary key (workgroup, question)
);
create index takes_on_question on workgroups.takes_on (question);

create table workgroups.task (
    id bigint primary key,
    workgroup bigint not null references workgroups.workgroup,
    what text not null,
    who bigint references people.persona,
    due_on date,
    added_at timestamptz not null,
    done_at timestamptz
);
create index task_by_workgroup on workgroups.task (workgroup, added_at);

create table workgroups.meeting (
    id bigint primary key,
    workgroup bigint not null references workgroups.workgroup,
    starts_at timestamptz not null,
    minutes int not null check (minutes between 5 and 600),
    place text not null,
    note text not null default '',
    sequence int not null default 0,
    cancelled_at timestamptz
);
create index meeting_by_workgroup on workgroups.meeting (workgroup, starts_at);

-- The decision log. A decision has a thread of its own for what is said about it, dissent above all.
create table workgroups.decision (
    id bigint primary key references conversations.thread,
    workgroup bigint not null references workgroups.workgroup,
    proposer bigint not null references people.persona,
    method text not null check (method in ('consent', 'advice', 'poll')),
    options text[] not null default '{}',
    hidden boolean not null,
    deadline timestamptz not null,
    state text not null check (state in ('open', 'closed')),
    body text not null,
    html text not null,
    proposed_at timestamptz not null,
    outcome text,
    outcome_by bigint references people.persona,
    outcome_at timestamptz
);
create index decision_by_workgroup on workgroups.decision (workgroup, proposed_at);
create index decision_open on workgroups.decision (deadline) where state = 'open';

create table workgroups.vote (
    decision bigint not null references workgroups.decision,
    persona bigint not null references people.persona,
    choice text not null,
    line text not null default '',
    at timestamptz not null,
    answer text,
    answered_by bigint references people.persona,
    answered_at timestamptz,
    primary key (decision, persona)
);

-- Votes as anybody but their voter may see them: none of a hidden one before it is closed.
create view workgroups.told as
    select v.* from workgroups.vote v join workgroups.decision d on d.id = v.decision
     where not d.hidden or d.state = 'closed';
