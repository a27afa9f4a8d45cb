create table communities (
  organization_id uuid not null references organizations,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  charter_version integer not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, created_by) references persons
);
select keep_within_organization('communities');
grant select, insert, update on communities to guildhall_tenant;

-- What the community cares about; a change is a new version, so that what a member accepted stays legible.
create table charters (
  organization_id uuid not null,
  community_id uuid not null,
  version integer not null,
  purpose text not null check (length(purpose) between 1 and 600),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, community_id, version),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, created_by) references persons
);
select keep_within_organization('charters');
grant select, insert on charters to guildhall_tenant;
alter table communities add constraint communities_current_charter
  foreign key (organization_id, id, charter_version)
  references charters (organization_id, community_id, version) deferrable initially deferred;

create table topics (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, community_id, id),
  foreign key (organization_id, community_id) references communities
);
create unique index topics_name on topics (organization_id, community_id, lower(name));
select keep_within_organization('topics');
grant select, insert, update on topics to guildhall_tenant;

create table memberships (
  organization_id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('facilitator', 'member')),
  -- The course through which the person came, when there was one.
  course_id uuid,
  joined_at timestamptz not null default now(),
  primary key (organization_id, community_id, person_id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, course_id) references courses
);
create index memberships_of_person on memberships (organization_id, person_id);
select keep_within_organization('memberships');
grant select, insert, update on memberships to guildhall_tenant;

-- Course -> Community. A course may feed several; exactly one of them is its home.
create table mappings (
  organization_id uuid not null,
  course_id uuid not null,
  community_id uuid not null,
  is_home boolean not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, course_id, community_id),
  foreign key (organization_id, course_id) references courses,
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, created_by) references persons
);
create unique index mappings_one_home on mappings (organization_id, course_id) where is_home;
create index mappings_of_community on mappings (organization_id, community_id);
select keep_within_organization('mappings');
grant select, insert on mappings to guildhall_tenant;
