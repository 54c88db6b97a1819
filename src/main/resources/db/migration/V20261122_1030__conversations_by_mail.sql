-- conversations: what a post brought along that came by mail. What a page needs of the files stands in the post's own row.
alter table conversations.post
    add column files jsonb,
    add column has_original boolean not null default false;

create table conversations.file (
    id bigint primary key,
    post bigint not null references conversations.post,
    position int not null,
    name text not null,
    type text not null,
    size int not null,
    bytes bytea not null,
    unique (post, position)
);

-- The whole mail that a post was made of, where something of it was left out.
create table conversations.original (
    post bigint primary key references conversations.post,
    text text not null
);

create or replace view conversations.posted as select * from conversations.post;
drop view conversations.shown;
create view conversations.shown as
    select p.*, c.audience, c.title, c.path
      from conversations.post p join catalogue.shown c on c.id = p.id;
