-- questions: "what does your library do?": a small form that the asker drafts, and the libraries' replies.
alter table questions.question drop constraint question_kind_check;
alter table questions.question
    add constraint question_kind_check check (kind in ('fix', 'judgement', 'survey')),
    add replies int not null default 0;

create table questions.survey_field (
    question bigint not null references questions.question,
    position int not null check (position between 1 and 8),
    label text not null,
    kind text not null check (kind in ('choice', 'number', 'text', 'yes-no')),
    options text[] not null default '{}',
    primary key (question, position)
);

-- A library's reply; it has a card of its own, so that it can be hidden as everything can. Answers by field position.
create table questions.survey_reply (
    id bigint primary key references catalogue.card,
    question bigint not null references questions.question,
    persona bigint not null references people.persona,
    library text not null,
    sector text,
    size text,
    country text check (country ~ '^[A-Z]{2}$'),
    answers jsonb not null,
    line text not null default '',
    at timestamptz not null,
    unique (question, persona, library)
);
