-- catalogue: what a moderator has declined no longer says that it waits for a look, but why it does not appear.
update catalogue.card c set hidden_because = d.because
  from (select distinct on (card) card, verb, because from moderation.decision order by card, at desc, id desc) d
 where d.card = c.id and d.verb = 'decline' and c.hidden_because like 'hold.%';
