-- people: how a persona signs is kept with the persona. It changes seldom and stands under every text; read through five
-- tables it was a third of the cost of a page. What it should be is said once, by people.signature.
alter view people.byline rename to signature;

alter table people.persona
    add person bigint,
    add signs_as text,
    add unclaimed boolean not null default false,
    add source_site text,
    add source_url text,
    add organisation text,
    add organisation_for_members text,
    add country text,
    add sector text;

update people.persona p
   set person = s.person, signs_as = s.name, unclaimed = s.unclaimed, source_site = s.source_site,
       source_url = s.source_url, organisation = s.organisation,
       organisation_for_members = s.organisation_for_members, country = s.country, sector = s.sector
  from people.signature s where s.persona = p.id;

create view people.byline as
    select id as persona, coalesce(person, id) as person, signs_as as name, kind = 'alias' as alias, sample, unclaimed,
           source_site, source_url, organisation, organisation_for_members, country, sector
      from people.persona;
