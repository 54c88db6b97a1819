create schema conversations;

create table conversations.thread (
    id bigint primary key references catalogue.card,
    posts int not null default 0,
    last_post_at timestamptz
);

-- The post that opens a thread has the thread's own id.
create table conversations.post (
    id bigint primary key references catalogue.card,
    thread bigint not null references conversations.thread,
    reply_to bigint references conversations.post,
    kind text not null check (kind in ('opening', 'answer', 'comment')),
    author bigint not null references people.persona,
    at timestamptz not null,
    source text not null check (source in ('web', 'mail', 'import')),
    language text,
    licence text not null,
    source_url text,
    message_id text,
    version int not null default 1,
    editor bigint references people.persona,
    edited_at timestamptz,
    edit_summary text not null default '',
    body text not null,
    html text not null
);
create index post_comments on conversations.post (reply_to, at, id) where reply_to is not null;
create index post_by_thread on conversations.post (thread, at, id);
create index post_by_author on conversations.post (author);

create table conversations.version (
    post bigint not null references conversations.post,
    number int not null,
    title text,
    body text not null,
    topics text[] not null default '{}',
    editor bigint references people.persona,
    editor_name text,
    summary text not null default '',
    at timestamptz not null,
    primary key (post, number)
);

create table conversations.thanks (
    post bigint not null references conversations.post,
    member bigint not null references people.member,
    at timestamptz not null,
    primary key (post, member)
);

create view conversations.shown as
    select p.*, c.audience, c.title, c.path
      from conversations.post p join catalogue.shown c on c.id = p.id;

create view conversations.posted as select * from conversations.post;
create view conversations.thanked as select post, member from conversations.thanks;
