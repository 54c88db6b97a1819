-- catalogue: what is new below a thing, for digests and feeds.
drop index catalogue.card_by_parent;
create index card_by_parent on catalogue.card (parent, at desc, id desc) where parent is not null;
