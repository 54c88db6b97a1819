-- Names and titles are one line: no control characters, and nothing that parts lines.
update people.persona set name = btrim(regexp_replace(name, '[\x01-\x1f\x7f-\x9f\u2028\u2029]+', ' ', 'g'))
 where name ~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]';
update people.organisation set name = btrim(regexp_replace(name, '[\x01-\x1f\x7f-\x9f\u2028\u2029]+', ' ', 'g'))
 where name ~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]';
update catalogue.card set title = btrim(regexp_replace(title, '[\x01-\x1f\x7f-\x9f\u2028\u2029]+', ' ', 'g'))
 where title ~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]';
update communities.community set name = btrim(regexp_replace(name, '[\x01-\x1f\x7f-\x9f\u2028\u2029]+', ' ', 'g'))
 where name ~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]';
update workgroups.workgroup set problem = btrim(regexp_replace(problem, '[\x01-\x1f\x7f-\x9f\u2028\u2029]+', ' ', 'g'))
 where problem ~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]';

alter table people.persona add constraint persona_name_line check (name !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]');
alter table people.organisation add constraint organisation_name_line check (name !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]');
alter table catalogue.card add constraint card_title_line check (title !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]');
alter table communities.community add constraint community_name_line check (name !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]');
alter table workgroups.workgroup add constraint workgroup_problem_line check (problem !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029]');
