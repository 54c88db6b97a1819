create index wanted_by_whom on search.wanted (who, at);
create index wanted_by_time on search.wanted (at);
