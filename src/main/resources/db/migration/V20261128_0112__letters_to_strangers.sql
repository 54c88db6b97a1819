-- Addresses whose owners, members or not, want no letter that somebody here has sent to them.
create table mail.unwanted (
    email text primary key,
    at timestamptz not null
);
