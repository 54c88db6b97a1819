create schema exchange;

-- What came from where: a second import finds here what it brought before.
create table exchange.origin (
    site text not null,
    kind text not null,
    source_id text not null,
    id bigint not null,
    primary key (site, kind, source_id)
);

create table exchange.imported_vote (
    post bigint not null,
    type int not null,
    n int not null,
    primary key (post, type)
);

create table exchange.run (
    id bigint primary key,
    kind text not null,
    source text not null,
    state text not null check (state in ('waiting', 'running', 'done', 'failed')),
    asked_by bigint,
    step text not null default '',
    done bigint not null default 0,
    total bigint not null default 0,
    report jsonb,
    error text,
    started_at timestamptz not null,
    moved_at timestamptz not null
);
create index run_by_time on exchange.run (started_at desc);
