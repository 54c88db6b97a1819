-- mail: letters know whom and what they are for, so that an answer to them finds its place; mails that come in are kept
-- before they are accepted; addresses that bounce are known.
alter table mail.letter
    drop column headers,
    add column token text unique,
    -- The member it goes to; nobody where it goes to an address alone.
    add column reader bigint,
    -- The card that it tells of, and the one whose letters stand together in the reader's mail program.
    add column about bigint,
    add column thread bigint,
    add column sender_name text,
    add column list text,
    add column list_name text,
    -- What an answer can do: word to the token of a link.
    add column takes jsonb not null default '{}',
    -- What its unsubscribe link ends.
    add column leaving text,
    add column in_reply_to text,
    drop constraint letter_state_check,
    add constraint letter_state_check check (state in ('queued', 'sent', 'failed', 'bounced'));
create index letter_thread on mail.letter (recipient, thread, id) where thread is not null;

create table mail.address (
    email text primary key check (email = lower(email)),
    hard int not null default 0,
    last_bounce_at timestamptz,
    last_reason text not null default '',
    suspended_at timestamptz
);

create table mail.incoming (
    id bigint generated always as identity primary key,
    envelope_from text not null,
    recipient text not null,
    fingerprint bytea not null unique,
    message_id text,
    raw bytea,
    size int not null,
    received_at timestamptz not null,
    state text not null default 'waiting' check (state in
        ('waiting', 'unconfirmed', 'taken', 'refused', 'dropped', 'failed')),
    attempts int not null default 0,
    next_attempt_at timestamptz not null,
    outcome text not null default '',
    sender bigint,
    thread bigint,
    ended_at timestamptz
);
create index incoming_due on mail.incoming (next_attempt_at) where state = 'waiting';
create index incoming_thread on mail.incoming (sender, thread) where thread is not null;
create index incoming_ended on mail.incoming (received_at);
