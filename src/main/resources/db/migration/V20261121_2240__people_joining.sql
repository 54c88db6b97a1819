-- people: where joining is by request, who asks to join waits here with what they wanted to say; where it is by
-- invitation, members invite.
create table people.application (
    id bigint primary key,
    email text not null check (email = lower(email)),
    name text not null,
    language text not null,
    statement text not null,
    payload jsonb not null,
    asked_at timestamptz not null,
    decided_at timestamptz,
    decided_by bigint references people.member,
    admitted boolean,
    because text not null default ''
);
create index application_waiting on people.application (asked_at) where decided_at is null;

create table people.invitation (
    id bigint primary key,
    email text not null check (email = lower(email)),
    member bigint not null references people.member,
    line text not null,
    at timestamptz not null,
    used_at timestamptz,
    unique (email, member)
);
create index invitation_member on people.invitation (member, at desc);
