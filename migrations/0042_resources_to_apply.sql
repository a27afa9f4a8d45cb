-- What a resource says of its use, where its giver wrote it.
create table resource_guides (
  organization_id uuid not null,
  resource_id uuid not null,
  part text not null check (part in ('when', 'how', 'example', 'evidence')),
  source text not null check (length(source) between 1 and 32000),
  html text not null,
  renderer_version integer not null,
  primary key (organization_id, resource_id, part),
  foreign key (organization_id, resource_id) references resources
);
select keep_within_organization('resource_guides');
grant select, insert, update, delete on resource_guides to guildhall_tenant;

-- In step with the guides, for the library to be narrowed by.
alter table resources add column says_when boolean not null default false;
alter table resources add column has_evidence boolean not null default false;
-- When a facilitator last looked it over, where one did.
alter table resources add column reviewed_by uuid;
alter table resources add column reviewed_at timestamptz;
-- What to use instead.
alter table resources add column replaced_by uuid check (replaced_by <> id);
alter table resources add foreign key (organization_id, reviewed_by) references persons;
alter table resources add foreign key (organization_id, replaced_by) references resources;
create index resources_saying_when on resources (organization_id, community_id, standing, id)
  where says_when;
create index resources_with_evidence on resources (organization_id, community_id, standing, id)
  where has_evidence;
create index resources_reviewed on resources (organization_id, community_id, standing, id)
  where reviewed_at is not null;
create index resources_not_reviewed on resources (organization_id, community_id, standing, id)
  where reviewed_at is null;
create index resources_replacing on resources (organization_id, replaced_by)
  where replaced_by is not null;

-- Two resources that belong together: each pair once, the lesser id first.
create table related_resources (
  organization_id uuid not null,
  one_id uuid not null,
  other_id uuid not null check (one_id <= other_id),
  primary key (organization_id, one_id, other_id),
  foreign key (organization_id, one_id) references resources,
  foreign key (organization_id, other_id) references resources
);
create index related_resources_other on related_resources (organization_id, other_id);
select keep_within_organization('related_resources');
grant select, insert, delete on related_resources to guildhall_tenant;
