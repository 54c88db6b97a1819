-- A draft belongs to a member ("member 17"), or to a visitor by a digest of the form token ("visitor …"). Until now it
-- belonged to a browser, so that nobody can say whose those were: they are forgotten.
-- A row without fields says that the form was sent: instances of it that were sent are named in "ended".
delete from chrome.draft;
alter table chrome.draft
    alter column fields drop not null,
    add column place bytea,
    add column instance text,
    add column typed integer not null default 0,
    add column ended text[] not null default '{}',
    add constraint draft_owner check (owner ~ '^(member [0-9]+|visitor [0-9a-f]{64})$'),
    add constraint draft_small check (place is null or length(fields::text) <= 400000);
create index draft_by_place on chrome.draft (place, saved_at);
create or replace view chrome.drafted as select owner, form, fields from chrome.draft where fields is not null;
