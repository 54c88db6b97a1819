-- people: a member is found by the whole name, to be handed something or invited.
create index persona_by_name on people.persona (lower(name));

-- Which library a member works for: for that member's own shelf only, whatever the profile shows to others.
create view people.employed as
    select id as member, organisation from people.member where state = 'active' and organisation is not null;
