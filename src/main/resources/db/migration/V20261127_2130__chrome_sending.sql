-- Forms that were sent: the key is a digest of the form's own key, of who sent it and of everything typed;
-- the owner a digest of the member or of the visitor's network address.
create table chrome.sending (
    key bytea primary key check (length(key) = 32),
    owner bytea not null,
    began_at timestamptz not null,
    done boolean not null default false,
    location text,
    page bytea check (length(page) <= 32768)
);
create index sending_of on chrome.sending (owner, began_at);
create index sending_by_age on chrome.sending (began_at);
