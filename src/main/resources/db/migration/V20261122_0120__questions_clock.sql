-- questions: invitations, the rescue clock, what came of it, private replies.
alter table questions.question
    add clock_from timestamptz,
    add clock_step int not null default 0 check (clock_step between 0 and 4),
    add clock_at timestamptz,
    add invited int not null default 0,
    add offered_at timestamptz,
    add settled_at timestamptz,
    add outcome_at timestamptz;
create index question_clock on questions.question (clock_at) where clock_at is not null;
create index question_outcome on questions.question (outcome_at) where outcome_at is not null;

-- What people ask here and now has a clock; what came from an old site has none.
update questions.question q
   set clock_from = q.asked_at, clock_at = q.asked_at
  from catalogue.every c where c.id = q.id and not c.imported and q.state = 'asked';
update questions.question q
   set settled_at = t.at, outcome_at = t.at + interval '30 days'
  from (select question, max(at) as at from questions.transition where to_state = 'settled' group by question) t
 where t.question = q.id and q.state = 'settled';

create table questions.invitation (
    id bigint primary key,
    question bigint not null references questions.question,
    member bigint not null references people.member,
    step int not null,
    corridor boolean not null default false,
    reason jsonb not null default '{}',
    at timestamptz not null,
    answered_at timestamptz,
    declined_at timestamptz,
    unique (question, member)
);
create index invitation_by_member on questions.invitation (member, at desc);

create table questions.outcome (
    question bigint primary key references questions.question,
    said text not null check (said in ('used', 'adapted', 'not-used')),
    line text not null default '',
    at timestamptz not null
);

-- A reply to the asker alone; in the summary only with its author's consent.
create table questions.private_reply (
    id bigint primary key,
    question bigint not null references questions.question,
    author bigint not null references people.persona,
    body text not null,
    html text not null,
    source text not null default 'web' check (source in ('web', 'mail')),
    at timestamptz not null,
    asked_at timestamptz,
    consent boolean,
    decided_at timestamptz
);
create index private_reply_by_question on questions.private_reply (question, at);
create index private_reply_by_author on questions.private_reply (author);

-- Who answered what under their own name: what invitations go by. What was written under an alias counts for nobody.
create view questions.answering as
    select k.person as member, a.id as answer, a.question, a.answered_at as at
      from questions.answer a
      join conversations.posted p on p.id = a.id
      join people.known_as k on k.persona = p.author;
