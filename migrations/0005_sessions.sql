-- One per launch. person_id is null for a visitor: a launch that named nobody.
create table sessions (
  organization_id uuid not null,
  id uuid not null,
  token_hash text not null unique,
  platform_id uuid not null,
  person_id uuid,
  course_id uuid,
  is_administrator boolean not null,
  is_test_user boolean not null,
  -- What this visit is shown in: what the person chose, or else what the launch said.
  language text,
  time_zone text,
  is_calm boolean not null,
  return_url text,
  frame_origins text[] not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, platform_id) references platforms,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, course_id) references courses
);
create index sessions_by_expiry on sessions (expires_at);
select keep_within_organization('sessions');
create policy at_the_door on sessions to guildhall_door using (true) with check (true);
grant select, insert, update, delete on sessions to guildhall_tenant;
grant select, update (last_seen_at), delete on sessions to guildhall_door;
