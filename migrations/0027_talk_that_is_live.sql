-- Goes up with every change of a post after it was written, whoever makes it and where. The sum over a thread
-- tells an open page that something in it changed, in whatever order the changes were committed.
alter table posts add column change_no integer not null default 0;

create function count_change() returns trigger language plpgsql as $$
begin
  new.change_no := old.change_no + 1;
  return new;
end $$;

-- Two persons who turn out to be one change nothing that was said.
create trigger posts_count_change before update on posts
  for each row when (old.* is distinct from new.* and old.author_id is not distinct from new.author_id)
  execute function count_change();

create index posts_changed on posts (organization_id, thread_id, change_no) where change_no > 0;
