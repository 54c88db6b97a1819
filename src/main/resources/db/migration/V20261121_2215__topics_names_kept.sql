-- topics: a concept's preferred labels are kept with it, by language, and the one to show where the reader's language has
-- none. Lists show two or three concepts a line. What they should be is said once, by topics.naming.
create view topics.naming as
    select concept,
           jsonb_object_agg(language, text) as names,
           (array_agg(text order by language = 'en' desc, language))[1] as name,
           (array_agg(language order by language = 'en' desc, language))[1] as name_language
      from topics.label
     where kind = 'pref'
     group by concept;

alter table topics.concept
    add names jsonb not null default '{}',
    add name text not null default '',
    add name_language text not null default 'en';

update topics.concept c
   set names = n.names, name = n.name, name_language = n.name_language
  from topics.naming n where n.concept = c.id;

drop view topics.about;
create view topics.about as
    select s.card, s.concept, s.position, c.names, c.name, c.name_language
      from topics.subject s join topics.concept c on c.id = s.concept;
