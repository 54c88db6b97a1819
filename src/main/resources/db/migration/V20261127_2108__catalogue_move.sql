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

-- The two histories of before. That a question was answered stood in neither: such steps are filled in, so that each
-- history is a chain that ends where its thing stands.
with told as (
    select *, row_number() over (partition by card order by at, place) as n from (
        select question as card, who, at, from_state, to_state, because, ctid::text as place from questions.transition
        union all
        select practice, who, at, from_state, to_state, because, ctid::text from practices.transition) t
     where from_state is distinct from to_state),
steps as (
    select card, who, at, from_state, to_state, because, n, 1 as place from told
    union all
    select t.card, null, t.at, b.to_state, t.from_state, '', t.n, 0
      from told t join told b on b.card = t.card and b.n = t.n - 1 where b.to_state is distinct from t.from_state
    union all
    select l.card, null, greatest(l.at, c.moved_at), l.to_state, c.state, '', l.n, 2
      from (select distinct on (card) * from told order by card, n desc) l
      join catalogue.card c on c.id = l.card where c.state <> l.to_state)
insert into catalogue.move (card, who, at, from_state, to_state, because)
select card, who, at, from_state, to_state, because from steps order by at, card, n, place;
drop table questions.transition;
drop table practices.transition;
