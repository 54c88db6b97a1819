-- conversations: threads on other things than questions. A dissent is a post that the maker of the thing can answer and
-- not remove.
alter table conversations.post drop constraint post_kind_check;
alter table conversations.post
    add constraint post_kind_check check (kind in ('opening', 'answer', 'comment', 'dissent'));
