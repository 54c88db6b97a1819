-- catalogue: what stands for another thing, as a question that was asked before, is in no list.
create or replace view catalogue.listed as
    select c.id, c.parent, c.kind, c.title, c.gist, c.state, c.path, c.language, c.labels, c.imported, c.at, c.moved_at,
           c.audience, c.community, c.byline, b.person, b.name, b.organisation, coalesce(b.sample, false) as sample
      from catalogue.shown c
      left join people.byline b on b.persona = c.byline
     where c.state <> 'same';
