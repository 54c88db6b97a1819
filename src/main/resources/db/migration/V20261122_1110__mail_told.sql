-- mail: which things a letter told a member of already, so that a digest does not tell them again.
create view mail.told as select reader, about from mail.letter where reader is not null and about is not null;
create index letter_told on mail.letter (reader, about) where reader is not null;
