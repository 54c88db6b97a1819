create schema mail;

create table mail.letter (
    id bigint generated always as identity primary key,
    event text not null,
    recipient text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    headers jsonb not null default '{}',
    message_id text not null unique,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts int not null default 0,
    queued_at timestamptz not null,
    next_attempt_at timestamptz not null,
    sent_at timestamptz,
    last_error text,
    unique (event, recipient)
);
create index letter_due on mail.letter (next_attempt_at) where state = 'queued';
