-- Resources in an order that somebody gave them.
create table collections (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  made_by uuid not null,
  title text not null check (length(title) between 1 and 255),
  about_source text not null default '' check (length(about_source) <= 32000),
  about_html text not null default '',
  renderer_version integer not null,
  standing text not null default 'shown' check (standing in ('shown', 'withdrawn')),
  -- By whom it was last withdrawn or shown again, where somebody did either.
  stood_by uuid,
  stood_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, made_by) references persons,
  foreign key (organization_id, stood_by) references persons
);
create index collections_newest on collections (organization_id, community_id, standing, id);
create index collections_of_person on collections (organization_id, made_by);
select keep_within_organization('collections');
grant select, insert, update on collections to guildhall_tenant;

create table collection_items (
  organization_id uuid not null,
  collection_id uuid not null,
  resource_id uuid not null,
  position integer not null check (position > 0),
  primary key (organization_id, collection_id, resource_id),
  foreign key (organization_id, collection_id) references collections,
  foreign key (organization_id, resource_id) references resources
);
create index collection_items_of_resource on collection_items (organization_id, resource_id);
select keep_within_organization('collection_items');
grant select, insert, update (position), delete on collection_items to guildhall_tenant;

-- Every file that a resource consisted of, once there was more than one; the last is the one it consists of now.
create table resource_versions (
  organization_id uuid not null,
  resource_id uuid not null,
  version_no integer not null check (version_no > 0),
  file_id uuid not null,
  given_by uuid not null,
  -- What changed.
  note text not null check (length(note) <= 2000),
  created_at timestamptz not null default now(),
  primary key (organization_id, resource_id, version_no),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, file_id) references files,
  foreign key (organization_id, given_by) references persons
);
create index resource_versions_of_file on resource_versions (organization_id, file_id);
create index resource_versions_of_person on resource_versions (organization_id, given_by);
select keep_within_organization('resource_versions');
grant select, insert on resource_versions to guildhall_tenant;
