-- Threads that wait to be posted, as their forms were filled in.
create table scheduled_threads (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  author_id uuid not null,
  title text not null check (length(title) between 1 and 255),
  kind text not null check (kind in ('discussion', 'question', 'idea', 'announcement', 'introduction')),
  is_anonymous boolean not null,
  -- What was typed, by the names of the form's fields, and the zone that its days are meant in.
  fields jsonb not null,
  time_zone text,
  post_at timestamptz not null,
  -- Why it could not be posted when its time had come; it then waits for its author.
  held_because text,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, author_id) references persons
);
create index scheduled_threads_of_community on scheduled_threads (organization_id, community_id, post_at, id);
select keep_within_organization('scheduled_threads');
grant select, insert, update, delete on scheduled_threads to guildhall_tenant;

-- Whatever posts them asks for all organizations at once which are due, and learns nothing else of them.
create index scheduled_threads_by_time on scheduled_threads (post_at, id)
  where held_because is null and withdrawn_at is null;
create policy due on scheduled_threads for select to guildhall_door using (true);
create policy past_use on scheduled_threads for delete to guildhall_door
  using (withdrawn_at < now() - interval '30 days');
grant select (organization_id, id, post_at, held_because, withdrawn_at), delete on scheduled_threads to guildhall_door;

select jobs.create_queue('post-scheduled', '{"policy": "stately"}');
