-- awareness: what was asked of whom about which card, and when it was put before them: pages tell it from this record.
create or replace view awareness.asked as
    select member, kind, asked_at, shown_at, done_at, card from awareness.request;
create index request_by_card on awareness.request (card, kind);
