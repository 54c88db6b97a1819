-- questions: one that was asked before stands for the other one. That is a state of its own, and only in it is there
-- another one.
alter table questions.question drop constraint question_state_check;
alter table questions.question add constraint question_state_check
    check (state in ('held', 'asked', 'answered', 'settled', 'convened', 'closed', 'same'));
insert into catalogue.move (card, who, at, from_state, to_state, because)
select id, null, now(), state, 'same', '' from questions.question where duplicate_of is not null;
update catalogue.card c set state = 'same'
  from questions.question q where q.id = c.id and q.duplicate_of is not null;
update questions.question set state = 'same', settled_at = null, outcome_at = null, settled_because = null, closed_because = null
 where duplicate_of is not null;
alter table questions.question add constraint question_same check ((state = 'same') = (duplicate_of is not null));
create index question_same_as on questions.question (duplicate_of) where duplicate_of is not null;

-- questions: how many who follow its topics were written to; and how well questions of late fitted those who could be
-- invited, so that somebody's last turns are kept for what they fit best.
alter table questions.question add followers_told int not null default 0;
create table questions.fitting (
    member bigint not null references people.member,
    question bigint not null references questions.question,
    fit real not null,
    at timestamptz not null,
    primary key (member, question)
);
create index fitting_at on questions.fitting (at);
