-- A content of somebody's file, once for each organization however many files hold it. The bytes lie outside.
create table blobs (
  organization_id uuid not null,
  -- In hexadecimal; also its name where the bytes lie.
  sha256 text not null check (length(sha256) <= 64),
  size_bytes bigint not null check (size_bytes > 0),
  -- Whoever gives the same again moves this on, so that nobody deletes it meanwhile.
  last_given_at timestamptz not null default now(),
  primary key (organization_id, sha256)
);
select keep_within_organization('blobs');
grant select, insert, update (last_given_at), delete on blobs to guildhall_tenant;

create table files (
  organization_id uuid not null,
  id uuid not null,
  -- Where it was given, and in whose share it counts. Who may read it depends on what shows it.
  community_id uuid not null,
  given_by uuid not null,
  sha256 text not null,
  size_bytes bigint not null check (size_bytes > 0),
  -- As its giver named it: to be shown, never to find anything by.
  name text not null check (length(name) between 1 and 255),
  media_type text not null check (length(media_type) between 1 and 255),
  -- Of a picture.
  width integer,
  height integer,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, sha256) references blobs,
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, given_by) references persons,
  check ((width is null) = (height is null))
);
create index files_of_blob on files (organization_id, sha256);
create index files_of_community on files (organization_id, community_id) include (size_bytes);
select keep_within_organization('files');
grant select, insert, update (given_by), delete on files to guildhall_tenant;

-- What shows a file, and so who may read it. A post that shows it no more may do so again: its earlier wordings
-- are kept, and with them the file.
create table file_uses (
  organization_id uuid not null,
  file_id uuid not null,
  holder_kind text not null check (holder_kind in ('post')),
  holder_id uuid not null,
  is_shown boolean not null,
  primary key (organization_id, file_id, holder_kind, holder_id),
  foreign key (organization_id, file_id) references files
);
create index file_uses_of_holder on file_uses (organization_id, holder_kind, holder_id);
select keep_within_organization('file_uses');
grant select, insert, update (is_shown), delete on file_uses to guildhall_tenant;

select jobs.create_queue('tidy-files', '{"policy": "stately"}');
