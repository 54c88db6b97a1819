-- practices: what adoption reports add up to, by type and size of library, is kept with the counts and not added up on the page.
alter table practices.practice add column sums jsonb not null default '[]';
update practices.practice k set sums = s.sums
  from (select practice, jsonb_agg(jsonb_build_object('sector', sector, 'size', size, 'worked', worked, 'partly', partly,
                                   'notHere', not_here, 'reached', reached) order by worked desc, sector) as sums
          from (select practice, sector, size, count(*) filter (where verdict = 'worked') as worked,
                       count(*) filter (where verdict = 'partly') as partly,
                       count(*) filter (where verdict = 'not-here') as not_here,
                       coalesce(sum(reached), 0) as reached
                  from practices.adoption group by practice, sector, size) a
         group by practice) s
 where s.practice = k.id;
