create schema chrome;

-- What somebody is writing and has not sent: one row for an owner and a form.
create table chrome.draft (
    owner text not null,
    form text not null,
    fields jsonb not null,
    saved_at timestamptz not null,
    primary key (owner, form)
);
create index draft_by_age on chrome.draft (saved_at);

create view chrome.drafted as select owner, form, fields from chrome.draft;
