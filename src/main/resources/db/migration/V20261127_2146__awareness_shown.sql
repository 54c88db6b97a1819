-- awareness: how many things were put before a member in a week is asked for every member whom something waits for.
create index request_shown on awareness.request (member, shown_at) where shown_at is not null;
