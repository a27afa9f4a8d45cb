-- A recording arrives while it is made: how large it is, nobody knows before it ends.
alter table uploads alter column size_bytes drop not null;
-- How long what is here plays, where it is a recording.
alter table uploads add column recorded_ms bigint check (recorded_ms >= 0);
create index uploads_recorded on uploads (organization_id, given_by, community_id) where recorded_ms is not null;
grant update (size_bytes, recorded_ms) on uploads to guildhall_tenant;

-- A file that was made of another is read by whoever may read that, and goes with it.
alter table files add column made_from uuid;
alter table files add foreign key (organization_id, made_from) references files on delete cascade;
create index files_made_from on files (organization_id, made_from);

-- What belongs to a file that plays: which part of it is meant, and what was made of it.
create table media (
  organization_id uuid not null,
  file_id uuid not null,
  -- Where its giver cut the ends off.
  start_ms integer not null default 0 check (start_ms >= 0),
  end_ms integer check (end_ms > start_ms),
  -- The form that plays everywhere.
  state text not null default 'waiting' check (state in ('waiting', 'working', 'ready', 'failed')),
  percent smallint not null default 0 check (percent between 0 and 100),
  playable_id uuid,
  poster_id uuid,
  created_at timestamptz not null default now(),
  primary key (organization_id, file_id),
  foreign key (organization_id, file_id) references files on delete cascade,
  foreign key (organization_id, playable_id) references files,
  foreign key (organization_id, poster_id) references files
);
create index media_waiting on media (organization_id, created_at) where state in ('waiting', 'working');
create index media_playable on media (organization_id, playable_id);
create index media_poster on media (organization_id, poster_id);
select keep_within_organization('media');
grant select, insert, update, delete on media to guildhall_tenant;

select jobs.create_queue('make-playable', '{"policy": "stately"}');
select jobs.create_queue('make-all-playable', '{"policy": "stately"}');
