-- catalogue: labels that a card bears because of another one, such as "builds on something overdue". A card's labels are
-- kept on the card; it loses one when the last cause of it is gone.
create table catalogue.flag (
    card bigint not null references catalogue.card,
    label text not null,
    because_of bigint not null references catalogue.card,
    primary key (card, label, because_of)
);
create index flag_because_of on catalogue.flag (because_of, label);

create view catalogue.flagged as select card, label, because_of from catalogue.flag;
