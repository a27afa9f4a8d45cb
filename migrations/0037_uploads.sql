-- What arrives in parts, for as long as it is under way. The parts lie outside, each under a name of its own.
create table uploads (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  given_by uuid not null,
  -- As its giver named it: to be shown, never to find anything by.
  name text not null check (length(name) between 1 and 255),
  -- When the file was last changed on its giver's device: with name and size, how it is known again.
  changed_at_ms bigint not null,
  size_bytes bigint not null check (size_bytes > 0),
  arrived_bytes bigint not null default 0 check (arrived_bytes between 0 and size_bytes),
  -- What became of it.
  file_id uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, given_by) references persons,
  foreign key (organization_id, file_id) references files on delete cascade
);
create index uploads_of_giver on uploads (organization_id, given_by);
create index uploads_of_file on uploads (organization_id, file_id);
select keep_within_organization('uploads');
grant select, insert, update (given_by, arrived_bytes, file_id), delete on uploads to guildhall_tenant;

create table upload_parts (
  organization_id uuid not null,
  upload_id uuid not null,
  first_byte bigint not null check (first_byte >= 0),
  -- Where it lies.
  name text not null check (length(name) <= 64),
  primary key (organization_id, upload_id, first_byte),
  foreign key (organization_id, upload_id) references uploads on delete cascade
);
select keep_within_organization('upload_parts');
grant select, insert, delete on upload_parts to guildhall_tenant;
