-- people: who is away, and until which day; and in which zone a member's days begin.
create view people.absent as
    select id as member, away_until as until from people.member where away_until is not null;

create view people.own_zone as
    select id as member, zone, language, sector from people.member where state = 'active';
