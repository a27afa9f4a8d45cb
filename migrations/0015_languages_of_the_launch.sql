-- What the launch said stays known beside what the visit is shown in: whoever gives a choice of their own
-- up again goes back to it.
alter table sessions add column launch_language text, add column launch_time_zone text;
