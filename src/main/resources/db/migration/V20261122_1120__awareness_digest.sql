-- awareness: what each member wants to hear, and when; the digest's own clock stands in the same row.
create table awareness.setting (
    member bigint primary key references people.member,
    digest text not null default 'daily' check (digest in ('daily', 'weekly', 'off')),
    hour int not null default 7 check (hour between 0 and 23),
    quiet_days int[] not null default '{}',
    corridor boolean not null default true,
    -- The digest tells of what came after this.
    told_until timestamptz not null,
    next_at timestamptz not null
);
create index setting_due on awareness.setting (next_at) where digest <> 'off';

-- Whether the member chose the level; else it follows from what they did, and a wider choice goes before it.
alter table awareness.watch add column chosen boolean not null default false;

create view awareness.level as select member, card, level, chosen from awareness.watch;
