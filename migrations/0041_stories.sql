-- What members say of something they used, and how it went.
create table stories (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- What was used. Who may see it is for its own room to say.
  holder_kind text not null check (holder_kind in ('resource', 'post')),
  holder_id uuid not null,
  told_by uuid not null,
  outcome text not null check (outcome in ('worked', 'partly', 'not')),
  tried_source text not null check (length(tried_source) between 1 and 32000),
  tried_html text not null,
  renderer_version integer not null,
  numbers text not null default '' check (length(numbers) <= 500),
  url text check (length(url) <= 2000),
  standing text not null default 'shown' check (standing in ('shown', 'withdrawn')),
  -- By whom it was last withdrawn or shown again, where somebody did either.
  stood_by uuid,
  stood_at timestamptz,
  -- What a facilitator who withdrew it says to whoever told it.
  stood_reason text not null default '' check (length(stood_reason) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, told_by) references persons,
  foreign key (organization_id, stood_by) references persons
);
create index stories_newest on stories (organization_id, community_id, standing, id);
create index stories_by_outcome on stories (organization_id, community_id, standing, outcome, id);
create index stories_of_holder on stories (organization_id, holder_kind, holder_id, standing, id);
create index stories_of_person on stories (organization_id, told_by);
select keep_within_organization('stories');
grant select, insert, update on stories to guildhall_tenant;
