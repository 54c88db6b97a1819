-- awareness: a request is put before somebody only while its card is in a state in which it makes sense: nobody is asked
-- to answer what has been answered. Null: always.
alter table awareness.request add while_states text[];
update awareness.request set while_states = array['answered'] where kind = 'answered';
update awareness.request set while_states = array['asked'] where kind = 'asked';
