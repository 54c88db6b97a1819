-- communities: labs. A lab is for its members alone; they speak under an alias in each thread, and agree to its charter,
-- again when it changes.
alter table communities.community
    add kind text not null default 'community' check (kind in ('community', 'lab')),
    add check (kind = 'community' or audience_kind = 'community');

-- What is in a lab goes into no index, and into no letter.
create view communities.labs as select id from communities.community where kind = 'lab';
