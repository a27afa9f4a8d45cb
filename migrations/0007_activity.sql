-- The spine: who did what, to what, where, when. Written with the change it tells of; never edited,
-- which the missing grants see to.
create table activity (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  verb text not null,
  object_kind text not null,
  object_id uuid not null,
  occurred_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons
);
create index activity_of_community on activity (organization_id, community_id, id);
select keep_within_organization('activity');
grant select, insert on activity to guildhall_tenant;

-- What a form press already did, so that pressing twice does it once.
create table submissions (
  organization_id uuid not null,
  person_id uuid not null,
  key uuid not null,
  location text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, person_id, key),
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('submissions');
grant select, insert on submissions to guildhall_tenant;
