create schema lineage;

-- What was made out of what (PROV-O): derived wasDerivedFrom, quoted wasQuotedFrom, revised wasRevisionOf,
-- influenced wasInfluencedBy. Edges are never deleted; a thing that went leaves its tombstone and its edges.
create table lineage.edge (
    made bigint not null references catalogue.card,
    origin bigint not null references catalogue.card,
    how text not null check (how in ('derived', 'quoted', 'revised', 'influenced')),
    agent bigint references people.persona,
    at timestamptz not null,
    primary key (made, origin, how),
    check (made <> origin)
);
create index edge_origin on lineage.edge (origin, made);

create view lineage.came_from as select made, origin, how, agent, at from lineage.edge;

-- Two hops around a thing, both ways, of what the audiences may see: for a page's own statement. A far thing is told only
-- where the near one that leads to it may be seen. hop -2 and -1 are where it came from, 1 and 2 what came of it.
create function lineage.around(thing bigint, audiences bigint[]) returns jsonb language sql stable as $$
    with near as (
        select distinct on (hop, id) * from (
            select -1 as hop, e.origin as id, thing as via, e.how, e.at from lineage.edge e where e.made = thing
            union all
            select 1, e.made, thing, e.how, e.at from lineage.edge e where e.origin = thing) n
        order by hop, id, at),
    seen as (
        select n.hop, n.id, n.via, n.how, n.at from near n
          join catalogue.every c on c.id = n.id and c.hidden_at is null and c.audience = any(audiences)
         order by n.at limit 40),
    far as (
        select distinct on (hop, id) * from (
            select -2 as hop, e.origin as id, s.id as via, e.how, e.at
              from seen s join lineage.edge e on s.hop = -1 and e.made = s.id and e.origin <> thing
            union all
            select 2, e.made, s.id, e.how, e.at
              from seen s join lineage.edge e on s.hop = 1 and e.origin = s.id and e.made <> thing) f
        order by hop, id, at)
    select coalesce(jsonb_agg(jsonb_build_object(
               'hop', w.hop, 'id', w.id, 'via', w.via, 'how', w.how, 'kind', c.kind,
               'title', case when c.gone_at is null then c.title else '' end,
               'state', c.state, 'path', c.path, 'gone', c.gone_at is not null) order by w.hop, w.at, w.id), '[]')
      from (select * from seen union all (select * from far order by at limit 40)) w
      join catalogue.every c on c.id = w.id and c.hidden_at is null and c.audience = any(audiences)
$$;
