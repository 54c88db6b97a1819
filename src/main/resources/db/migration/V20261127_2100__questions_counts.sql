-- Kept counts never fall below nothing, whatever is done twice at once.
update questions.question q
   set answers = n.answers, comments = n.comments
  from (select p.thread, count(*) filter (where p.kind = 'answer') as answers,
               count(*) filter (where p.kind = 'comment') as comments
          from conversations.shown p where p.id <> p.thread group by p.thread) n
 where n.thread = q.id and (q.answers, q.comments) is distinct from (n.answers, n.comments);
update questions.question set answers = greatest(answers, 0), comments = greatest(comments, 0), same = greatest(same, 0);
alter table questions.question
    add constraint question_counts check (answers >= 0 and comments >= 0 and same >= 0 and worked >= 0);
