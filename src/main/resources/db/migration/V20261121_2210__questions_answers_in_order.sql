-- questions: answers of equal standing stand in the order in which they were given.
alter table questions.answer add answered_at timestamptz;
update questions.answer a set answered_at = p.at from conversations.posted p where p.id = a.id;
alter table questions.answer alter answered_at set not null;
drop index questions.answer_by_question;
create index answer_by_question on questions.answer (question, standing desc, answered_at, id);
