-- awareness: the address of a member's own feed and calendar; a new one ends the old.
create table awareness.feed_token (
    member bigint primary key references people.member,
    token bytea not null unique,
    made_at timestamptz not null
);
