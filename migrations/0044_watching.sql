-- What is said in a recording, in one language: WebVTT that the program wrote from what was given.
create table captions (
  organization_id uuid not null,
  id uuid not null,
  resource_id uuid not null,
  language text not null check (length(language) <= 40),
  web_vtt text not null check (length(web_vtt) <= 1000000),
  written_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, resource_id, language),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, written_by) references persons
);
select keep_within_organization('captions');
grant select, insert, update, delete on captions to guildhall_tenant;

-- The parts of a recording, by when they begin.
create table chapters (
  organization_id uuid not null,
  resource_id uuid not null,
  begins_at_seconds integer not null check (begins_at_seconds >= 0),
  title text not null check (length(title) between 1 and 200),
  primary key (organization_id, resource_id, begins_at_seconds),
  foreign key (organization_id, resource_id) references resources
);
select keep_within_organization('chapters');
grant select, insert, delete on chapters to guildhall_tenant;

-- How far a person watched a recording, and how they like to watch: for nobody but them.
create table watched_places (
  organization_id uuid not null,
  resource_id uuid not null,
  person_id uuid not null,
  seconds integer not null check (seconds >= 0),
  -- How long the recording is, where the browser knows.
  of_seconds integer check (of_seconds >= 0),
  speed_percent integer not null default 100 check (speed_percent between 50 and 200),
  -- The language of the captions they let show; null shows none.
  captions_language text check (length(captions_language) <= 8),
  updated_at timestamptz not null default now(),
  primary key (organization_id, resource_id, person_id),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, person_id) references persons
);
create index watched_places_lately on watched_places (organization_id, person_id, updated_at desc);
select keep_within_organization('watched_places');
grant select, insert, update, delete on watched_places to guildhall_tenant;
