-- awareness: what is followed weekly is told from here on.
alter table awareness.setting add column week_told_until timestamptz;
update awareness.setting set week_told_until = told_until;
alter table awareness.setting alter column week_told_until set not null;
