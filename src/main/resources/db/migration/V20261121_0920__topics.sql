create schema topics;
create extension if not exists unaccent;
create extension if not exists pg_trgm;

create table topics.scheme (
    id bigint primary key,
    uri text not null unique,
    title text not null,
    licence text,
    source text,
    brought_in_at timestamptz
);

create table topics.concept (
    id bigint primary key,
    scheme bigint not null references topics.scheme,
    uri text not null unique,
    notation text,
    state text not null check (state in ('current', 'proposed', 'declined', 'merged')),
    merged_into bigint references topics.concept,
    proposed_by bigint references people.member,
    created_at timestamptz not null,
    questions int not null default 0
);
create index concept_by_scheme on topics.concept (scheme);
create index concept_by_questions on topics.concept (questions desc, id) where state = 'current';
create index concept_proposed on topics.concept (created_at) where state = 'proposed';

-- skos:prefLabel, altLabel, hiddenLabel. folded: lower case, without accents.
create table topics.label (
    concept bigint not null references topics.concept,
    language text not null,
    kind text not null check (kind in ('pref', 'alt', 'hidden')),
    text text not null,
    folded text not null,
    primary key (concept, language, kind, text)
);
create unique index label_one_pref on topics.label (concept, language) where kind = 'pref';
create index label_folded on topics.label (folded text_pattern_ops);

create table topics.note (
    concept bigint not null references topics.concept,
    kind text not null check (kind in ('definition', 'scopeNote', 'example', 'note')),
    language text not null,
    text text not null,
    primary key (concept, kind, language, text)
);

create table topics.relation (
    concept bigint not null references topics.concept,
    kind text not null check (kind in ('broader', 'related', 'exactMatch', 'closeMatch')),
    other bigint references topics.concept,
    other_uri text,
    check (other is not null or other_uri is not null)
);
create unique index relation_once on topics.relation (concept, kind, coalesce(other_uri, ''), coalesce(other, 0));
create index relation_other on topics.relation (other, kind) where other is not null;

-- Which things are about which concepts (dcterms:subject).
create table topics.subject (
    card bigint not null references catalogue.card,
    concept bigint not null references topics.concept,
    position int not null,
    primary key (card, concept)
);
create index subject_by_concept on topics.subject (concept, card);

create view topics.named as
    select c.id as concept, c.scheme, c.state, l.language, l.text
      from topics.concept c join topics.label l on l.concept = c.id and l.kind = 'pref';

create view topics.about as select card, concept, position from topics.subject;
