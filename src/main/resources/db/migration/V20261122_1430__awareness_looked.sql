-- awareness: when a member last looked at the page that shows what is new.
create table awareness.looked (
    member bigint primary key references people.member,
    at timestamptz not null
);
