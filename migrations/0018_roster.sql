-- How we stand with a course's Names and Roles service.
alter table courses
  add roster_asked_at timestamptz,
  add roster_read_at timestamptz,
  -- The last time everybody was read, rather than the changes since.
  add roster_whole_at timestamptz,
  -- Where the platform will tell what has changed since.
  add roster_differences_url text,
  -- Why the last attempt was given up, in a word for which the page has a sentence.
  add roster_problem text check (roster_problem in
    ('silent', 'busy', 'failing', 'garbled', 'refused', 'missing', 'off_limits', 'incomplete', 'unexplained')),
  add roster_problem_at timestamptz,
  add check ((roster_problem is null) = (roster_problem_at is null));

-- Who may come, as the platform last said; not who came. Whether one of them is a person here is asked of
-- identities, by platform and subject, so a first launch needs no second write and there is nobody to make up.
create table roster_entries (
  organization_id uuid not null,
  course_id uuid not null,
  platform_id uuid not null,
  subject text not null check (length(subject) between 1 and 255),
  name text,
  email text,
  role text not null check (role in ('instructor', 'assistant', 'learner', 'other')),
  status text not null check (status in ('active', 'inactive', 'gone')),
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  gone_at timestamptz,
  primary key (organization_id, course_id, subject),
  foreign key (organization_id, course_id) references courses,
  foreign key (organization_id, platform_id) references platforms,
  check ((status = 'gone') = (gone_at is not null))
);
select keep_within_organization('roster_entries');
grant select, insert, update on roster_entries to guildhall_tenant;

select jobs.create_queue('roster', '{"policy": "stately"}');
select jobs.create_queue('rosters', '{"policy": "stately"}');
