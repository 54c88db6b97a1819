-- One history for all things: each step from one state to another, who took it and why.
create table catalogue.move (
    id bigint generated always as identity primary key,
    card bigint not null references catalogue.card,
    who bigint references people.persona,
    at timestamptz not null,
    from_state text,
    to_state text not null,
    because text not null default '',
    check (from_state is distinct from to_state)
);
create index move_by_card on catalogue.move (card, id);
create view catalogue.moves as select * from catalogue.move;

insert into catalogue.move (card, who, at, from_state, to_state, because)
select card, who, at, from_state, to_state, because from (
    select question as card, who, at, from_state, to_state, because, ctid::text as place from questions.transition
    union all
    select practice, who, at, from_state, to_state, because, ctid::text from practices.transition) t
 where from_state is distinct from to_state
 order by at, place;
drop table questions.transition;
drop table practices.transition;
