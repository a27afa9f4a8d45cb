-- What a person writes, before it is posted: a row for each place it is written for.
create table drafts (
  organization_id uuid not null,
  person_id uuid not null,
  -- A kind of place and its id: 'reply:<thread>'.
  target text not null check (length(target) between 1 and 200),
  -- What the form held, by the names of its fields; null once it was posted.
  fields jsonb,
  -- The page that wrote it, and how often that page had: a save that comes late changes nothing.
  page uuid not null,
  number integer not null,
  updated_at timestamptz not null default now(),
  primary key (organization_id, person_id, target),
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('drafts');
grant select, insert, update, delete on drafts to guildhall_tenant;

-- Whatever sweeps up may delete what nobody went on with.
create index drafts_by_age on drafts (updated_at);
create policy past_use on drafts to guildhall_door
  using (updated_at < now() - interval '90 days') with check (false);
grant select (updated_at), delete on drafts to guildhall_door;
