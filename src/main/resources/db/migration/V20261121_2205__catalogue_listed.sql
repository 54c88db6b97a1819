-- catalogue: a card as every list shows it, said once.
create view catalogue.listed as
    select c.id, c.parent, c.kind, c.title, c.gist, c.state, c.path, c.language, c.labels, c.imported, c.at, c.moved_at,
           c.audience, c.community, c.byline, b.person, b.name, b.organisation, coalesce(b.sample, false) as sample
      from catalogue.shown c
      left join people.byline b on b.persona = c.byline;
