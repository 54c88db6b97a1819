create schema questions;

create table questions.question (
    id bigint primary key references conversations.thread,
    kind text not null check (kind in ('fix', 'judgement')),
    state text not null check (state in ('held', 'asked', 'answered', 'settled', 'convened', 'closed')),
    asker bigint not null references people.persona,
    slug text not null,
    accepted bigint references conversations.post,
    settled_because text,
    closed_because text,
    duplicate_of bigint references questions.question,
    needed_by date,
    library_sector text,
    library_size text,
    library_country text,
    answers int not null default 0,
    comments int not null default 0,
    worked int not null default 0,
    same int not null default 0,
    asked_at timestamptz not null,
    first_answer_at timestamptz,
    imported_score int,
    imported_views int
);

create table questions.answer (
    id bigint primary key references conversations.post,
    question bigint not null references questions.question,
    accepted boolean not null default false,
    worked int not null default 0,
    partly int not null default 0,
    not_here int not null default 0,
    imported_score int,
    standing int generated always as
        (30 * accepted::int + 20 * worked + 10 * partly - 10 * not_here + least(greatest(coalesce(imported_score, 0), -9), 9)) stored,
    last_worked_on date,
    last_worked_at text
);
create index answer_by_question on questions.answer (question, standing desc, id);
create unique index answer_one_accepted on questions.answer (question) where accepted;

-- "Worked for us", "partly", "not here": evidence from a library.
create table questions.report (
    id bigint primary key,
    answer bigint not null references questions.answer,
    reporter bigint not null references people.persona,
    library text not null,
    verdict text not null check (verdict in ('worked', 'partly', 'not-here')),
    line text not null default '',
    tried_on date not null,
    at timestamptz not null,
    unique (answer, reporter, library)
);
create index report_by_answer on questions.report (answer, at);

create table questions.same_problem (
    question bigint not null references questions.question,
    member bigint not null references people.member,
    at timestamptz not null,
    primary key (question, member)
);

create table questions.transition (
    question bigint not null references questions.question,
    who bigint references people.persona,
    at timestamptz not null,
    from_state text,
    to_state text not null,
    because text not null default ''
);
create index transition_by_question on questions.transition (question, at);

-- "Pass it to someone who knows": the address is forgotten after thirty days.
create table questions.passed_on (
    id bigint primary key,
    question bigint not null references questions.question,
    passed_by bigint not null references people.member,
    email text,
    line text not null default '',
    at timestamptz not null
);
create index passed_on_age on questions.passed_on (at) where email is not null;

-- Links between questions found in imported texts.
create table questions.link (
    question bigint not null references questions.question,
    other bigint not null references questions.question,
    kind text not null check (kind in ('linked', 'duplicate')),
    primary key (question, other)
);
create index link_other on questions.link (other);
