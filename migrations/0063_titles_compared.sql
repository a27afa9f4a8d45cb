-- How much two titles share is counted by their marks in a fraction of the time that comparing them takes, and says
-- which of many are worth that time.
alter table threads add column title_marks bit(512) not null
  generated always as (letter_marks(title_key)) stored;
