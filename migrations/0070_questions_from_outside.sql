-- Whoever may read something that is for the whole organization, and does not belong, may ask its community about it.
alter table communities
  add column questions_from_outside text not null default 'welcome' check (questions_from_outside in ('welcome', 'off'));
alter table threads add column is_from_outside boolean not null default false;

-- Who asked and may read the answers, though they read nothing else there.
create table outside_questions (
  organization_id uuid not null,
  thread_id uuid not null,
  asker_id uuid not null,
  -- What they had read. Who may see it is for its own room to say.
  about_kind text not null check (about_kind in ('article', 'resource')),
  about_id uuid not null,
  -- The last post that they have seen.
  seen_post_no integer not null default 1 check (seen_post_no > 0),
  -- Posts that were said elsewhere, to members alone, and came here when threads were put together.
  withheld uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (organization_id, thread_id),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, asker_id) references persons
);
create index outside_questions_of_person on outside_questions (organization_id, asker_id, created_at);
select keep_within_organization('outside_questions');
grant select, insert, update on outside_questions to guildhall_tenant;

create function withhold_from_asker() returns trigger language plpgsql as $$
begin
  update outside_questions set withheld = withheld || new.id
   where organization_id = new.organization_id and thread_id = new.thread_id;
  return null;
end $$;
create trigger withhold_from_asker after update of thread_id on posts for each row
  when (old.thread_id <> new.thread_id)
  execute function withhold_from_asker();
