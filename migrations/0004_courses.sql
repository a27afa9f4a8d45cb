-- An LTI context. Two deployments may use the same context id for different courses.
create table courses (
  organization_id uuid not null,
  id uuid not null,
  deployment_id uuid not null,
  context_id text not null check (length(context_id) between 1 and 255),
  label text,
  title text,
  roster_url text,
  created_at timestamptz not null default now(),
  launched_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, deployment_id, context_id),
  foreign key (organization_id, deployment_id) references deployments
);
select keep_within_organization('courses');
grant select, insert, update on courses to guildhall_tenant;

-- What a person is in a course, as the last launch said.
create table enrollments (
  organization_id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('instructor', 'assistant', 'learner', 'other')),
  launched_at timestamptz not null default now(),
  primary key (organization_id, course_id, person_id),
  foreign key (organization_id, course_id) references courses,
  foreign key (organization_id, person_id) references persons
);
create index enrollments_of_person on enrollments (organization_id, person_id);
select keep_within_organization('enrollments');
grant select, insert, update on enrollments to guildhall_tenant;

-- An LTI resource link.
create table placements (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  resource_link_id text not null check (length(resource_link_id) between 1 and 255),
  title text,
  created_at timestamptz not null default now(),
  launched_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, course_id, resource_link_id),
  foreign key (organization_id, course_id) references courses
);
select keep_within_organization('placements');
grant select, insert, update on placements to guildhall_tenant;
