-- A form that came back with what is wrong with it began to count its saves anew, under the same key: they passed for
-- earlier ones and were forgotten. Saves are numbered by the clock of whoever writes, in milliseconds.
alter table drafts alter column number type bigint;
