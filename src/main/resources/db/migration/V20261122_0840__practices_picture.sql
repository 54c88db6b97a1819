-- practices: one picture for a practice, above all for a story. What is known of it stands in the practice's own row, so that
-- its page reads no bytes.
create table practices.picture (
    practice bigint primary key references practices.practice,
    added_by bigint not null references people.persona,
    hash text not null,
    type text not null check (type in ('image/jpeg', 'image/png')),
    bytes bytea not null,
    at timestamptz not null
);
alter table practices.practice add column picture jsonb;
