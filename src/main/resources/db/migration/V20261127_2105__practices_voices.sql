-- Who takes a practice over, or keeps it with its steward, is shown under the name that they have in its conversation:
-- in a lab an alias. The members stay: letters go to them.
alter table practices.handover add to_persona bigint references people.persona;
alter table practices.co_steward add persona bigint references people.persona;
update practices.handover h
   set to_persona = coalesce((select a.persona from people.alias a where a.member = h.to_member and a.scope = h.practice),
                             h.to_member)
 where not exists (select from catalogue.card c join communities.community m on m.id = c.community
                    where c.id = h.practice and m.kind = 'lab')
    or exists (select from people.alias a where a.member = h.to_member and a.scope = h.practice);
update practices.co_steward s
   set persona = coalesce((select a.persona from people.alias a where a.member = s.member and a.scope = s.practice),
                          s.member)
 where not exists (select from catalogue.card c join communities.community m on m.id = c.community
                    where c.id = s.practice and m.kind = 'lab')
    or exists (select from people.alias a where a.member = s.member and a.scope = s.practice);
