-- A library's shelf tells who put a thing there: what is in a closed room stands on none.
delete from practices.shelved s
 using catalogue.card c, communities.community m
 where c.id = s.practice and m.id = c.community and m.kind = 'lab';
