-- mail: a large mail is read piece by piece, so it lies there as it came, unpacked.
alter table mail.incoming alter column raw set storage external;
