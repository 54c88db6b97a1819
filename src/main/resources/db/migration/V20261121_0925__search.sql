create schema search;

-- Sentence embeddings, kept by the text that they stand for.
create table search.vector (
    model text not null,
    hash bytea not null,
    vector bytea not null,
    primary key (model, hash)
);

-- What stands beside what, by meaning and topic; written by the indexer.
create table search.beside (
    card bigint not null references catalogue.card,
    neighbour bigint not null references catalogue.card,
    likeness real not null,
    primary key (card, neighbour)
);
create index beside_neighbour on search.beside (neighbour);

create view search.neighbours as select card, neighbour, likeness from search.beside;

-- Cards whose texts have changed and whose vectors are still to be computed.
create table search.unembedded (
    card bigint primary key,
    since timestamptz not null
);
create index unembedded_latest on search.unembedded (since desc, card);

-- What was looked for and not found; a term is shown once three people looked for it.
create table search.wanted (
    term text not null,
    who bytea not null,
    at timestamptz not null,
    primary key (term, who)
);
