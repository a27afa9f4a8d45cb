create table persons (
  organization_id uuid not null references organizations,
  id uuid not null,
  name text,
  email text,
  -- What the person chose for themselves; null leaves it to the launch and the browser.
  language text,
  time_zone text,
  is_calm boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
select keep_within_organization('persons');
grant select, insert, update on persons to guildhall_tenant;

-- A platform's sub. Many identities may turn out to be one person, never by guessing.
create table identities (
  organization_id uuid not null,
  platform_id uuid not null,
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, platform_id, subject),
  foreign key (organization_id, platform_id) references platforms,
  foreign key (organization_id, person_id) references persons
);
create index identities_of_person on identities (organization_id, person_id);
select keep_within_organization('identities');
grant select, insert, update on identities to guildhall_tenant;
