-- awareness: what the house has asked of each, and when: other rooms keep the law of three things a week by it.
create view awareness.asked as
    select member, kind, asked_at, shown_at, done_at from awareness.request;
create index request_asked_at on awareness.request (member, asked_at desc);
