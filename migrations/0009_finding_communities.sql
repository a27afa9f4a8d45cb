create extension if not exists pg_trgm;

alter table communities
  -- Who may know of it, who may come in, and who may read its talk are three separate choices.
  add column listing text not null default 'listed' check (listing in ('listed', 'hidden')),
  add column joining text not null default 'open' check (joining in ('open', 'request', 'invitation')),
  add column reading text not null default 'members' check (reading in ('members', 'organization')),
  -- Name, topics and purpose without case and accents, kept with every change of theirs, so that what is
  -- near can be found. Row security keeps an index from serving these; an organization has thousands of
  -- communities at most, and reading through them takes milliseconds.
  add column name_key text not null default '',
  add column words tsvector not null default '';
-- Forced row security holds for the owner as well, who has no policy here.
alter table communities no force row level security;
update communities set name_key = lower(name), words = setweight(to_tsvector('simple', lower(name)), 'A');
alter table communities force row level security;
create index communities_by_name on communities (organization_id, name_key, id);

-- Somebody who means to start a community and would rather help one that is here already.
create table help_offers (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  course_id uuid,
  words text not null check (length(words) between 1 and 2000),
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  answered_by uuid,
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, course_id) references courses,
  foreign key (organization_id, answered_by) references persons
);
create unique index help_offers_waiting on help_offers (organization_id, community_id, person_id)
  where answered_at is null;
select keep_within_organization('help_offers');
grant select, insert, update on help_offers to guildhall_tenant;

-- Why a community was started although another stands close by.
create table differences (
  organization_id uuid not null,
  community_id uuid not null,
  near_community_id uuid not null,
  reason text not null check (length(reason) between 1 and 2000),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, community_id, near_community_id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, near_community_id) references communities,
  foreign key (organization_id, created_by) references persons
);
select keep_within_organization('differences');
grant select, insert on differences to guildhall_tenant;
