-- workgroups: what is still to do when a group ends is closed with it or handed over, and says so.
alter table workgroups.task add ended text check (ended in ('closed', 'handed-over'));
alter table workgroups.workgroup add rest_to text;
