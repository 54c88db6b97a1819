-- people: how often somebody may be invited is so many times in so many days. Who said yes before was promised once; who
-- has not said yet is offered two a week.
alter table people.member add invite_times int check (invite_times between 1 and 3);
update people.member set invite_times = case when may_ask is null then 2 else 1 end;
alter table people.member alter invite_times set default 2, alter invite_times set not null;
create or replace view people.askable as
    select id, sector, country, languages, coalesce(can_teach, '') as can_teach, invite_days, away_until, invite_times
      from people.member where state = 'active' and may_ask;

-- people: a claimed name stays as it was signed that day, and leads to the person.
create or replace view people.signature as
    select p.id as persona,
           coalesce(own.id, p.id) as person,
           p.name,
           p.kind = 'alias' as alias,
           p.sample,
           coalesce(m.state = 'unclaimed', false) as unclaimed,
           m.source_site,
           m.source_url,
           case when m.visibility ->> 'organisation' = 'everyone' then o.name end as organisation,
           case when m.visibility ->> 'organisation' in ('everyone', 'members') then o.name end
               as organisation_for_members,
           case when m.visibility ->> 'country' = 'everyone' then m.country end as country,
           case when m.visibility ->> 'sector' = 'everyone' then m.sector end as sector
      from people.persona p
      left join people.member m on m.id = p.id
      left join people.persona own on own.id = m.claimed_by
      left join people.organisation o on o.id = m.organisation;
update people.persona p
   set signs_as = s.name, organisation = s.organisation, organisation_for_members = s.organisation_for_members,
       country = s.country, sector = s.sector
  from people.signature s join people.member m on m.id = s.persona and m.claimed_by is not null
 where s.persona = p.id;
