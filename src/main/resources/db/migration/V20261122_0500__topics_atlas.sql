-- topics: the atlas. What is public about each topic in use, counted from time to time, and its place on the map.
create table topics.place (
    concept bigint primary key references topics.concept,
    x real not null,
    y real not null,
    questions int not null,
    waiting int not null,
    practices int not null,
    people int not null,
    drawn_at timestamptz not null
);

-- Who can help with a topic: they answered in it or keep a practice about it, in the open and under their own names.
create table topics.helper (
    concept bigint not null references topics.concept,
    person bigint not null,
    deeds int not null,
    primary key (concept, person)
);
