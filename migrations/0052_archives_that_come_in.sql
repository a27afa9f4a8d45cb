-- An archive that somebody brought, to found a community from it.
create table archive_imports (
  organization_id uuid not null,
  id uuid not null,
  begun_by uuid not null,
  -- The course whose home the community is to be; none where the organization's administrator founds it.
  course_id uuid,
  -- Where the archive waits until it was read.
  spool_name text not null check (length(spool_name) <= 64),
  -- What the archive says of itself.
  archive_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  made_at timestamptz not null,
  state text not null default 'ready'
    check (state in ('ready', 'waiting', 'checking', 'founding', 'done', 'failed')),
  percent smallint not null default 0 check (percent between 0 and 100),
  -- What is wrong with it, in which of its parts, and in which line of that.
  problem text check (length(problem) <= 40),
  part text check (length(part) <= 200),
  line integer,
  community_id uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, begun_by) references persons,
  foreign key (organization_id, course_id) references courses,
  foreign key (organization_id, community_id) references communities,
  check ((state = 'done') = (community_id is not null)),
  check ((state = 'failed') = (problem is not null))
);
create index archive_imports_of_archive on archive_imports (organization_id, archive_id);
create index archive_imports_of_person on archive_imports (organization_id, begun_by);
select keep_within_organization('archive_imports');
grant select, insert, update on archive_imports to guildhall_tenant;

select jobs.create_queue('import-archive', '{"policy": "stately"}');
