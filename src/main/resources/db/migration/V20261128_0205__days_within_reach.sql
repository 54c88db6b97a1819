-- A day of the year -999999999 can be kept and not read back. What has one gets the nearest that can.
update people.member set away_until = null where away_until not between '1900-01-01' and '2199-12-31';
update questions.question set needed_by = null where needed_by not between '1900-01-01' and '2199-12-31';
update questions.report set tried_on = at::date where tried_on not between '1900-01-01' and '2199-12-31';
update questions.answer set last_worked_on = null where last_worked_on not between '1900-01-01' and '2199-12-31';
update practices.adoption set tried_on = at::date where tried_on not between '1900-01-01' and '2199-12-31';
update workgroups.task set due_on = null where due_on not between '1900-01-01' and '2199-12-31';

alter table people.member add constraint away_until_within_reach check (away_until between '1900-01-01' and '2199-12-31');
alter table questions.question add constraint needed_by_within_reach check (needed_by between '1900-01-01' and '2199-12-31');
alter table questions.report add constraint tried_on_within_reach check (tried_on between '1900-01-01' and '2199-12-31');
alter table practices.adoption add constraint tried_on_within_reach check (tried_on between '1900-01-01' and '2199-12-31');
alter table workgroups.task add constraint due_on_within_reach check (due_on between '1900-01-01' and '2199-12-31');
