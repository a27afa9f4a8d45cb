-- What members share with their community: a link, or a file of their own, and why it matters.
create table resources (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  given_by uuid not null,
  -- What is in a file decides between the last four.
  kind text not null check (kind in ('link', 'file', 'picture', 'audio', 'video')),
  title text not null check (length(title) between 1 and 255),
  -- The title as it is sorted by.
  title_key text collate "C" not null check (length(title_key) <= 1000),
  why_source text not null check (length(why_source) between 1 and 32000),
  why_html text not null,
  renderer_version integer not null,
  topic_id uuid,
  licence text not null check (licence in ('reserved', 'by', 'by-sa', 'by-nc', 'zero', 'other')),
  -- What may be done with it, where the licence is another.
  licence_words text not null default '' check (length(licence_words) <= 500),
  -- What it is in, where its giver says so.
  language text check (length(language) <= 8),
  -- Who made it, or where it comes from.
  source text not null default '' check (length(source) <= 500),
  url text check (length(url) <= 2000),
  file_id uuid,
  standing text not null default 'shown' check (standing in ('shown', 'withdrawn')),
  -- By whom it was last withdrawn or shown again, where somebody did either.
  stood_by uuid,
  stood_at timestamptz,
  thanks integer not null default 0 check (thanks >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, community_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, community_id, topic_id) references topics (organization_id, community_id, id),
  foreign key (organization_id, given_by) references persons,
  foreign key (organization_id, stood_by) references persons,
  foreign key (organization_id, file_id) references files,
  check (url is null or (kind = 'link' and file_id is null))
);
-- In each order that the library is shown in, whole or by what it is narrowed to.
create index resources_newest on resources (organization_id, community_id, standing, id);
create index resources_thanked on resources (organization_id, community_id, standing, thanks, id);
create index resources_by_title on resources (organization_id, community_id, standing, title_key, id);
create index resources_of_kind on resources (organization_id, community_id, standing, kind, id);
create index resources_of_topic on resources (organization_id, community_id, standing, topic_id, id);
create index resources_in_language on resources (organization_id, community_id, standing, language, id);
create index resources_lately on resources (organization_id, community_id, standing, updated_at);
create index resources_of_file on resources (organization_id, file_id);
select keep_within_organization('resources');
grant select, insert, update on resources to guildhall_tenant;

-- Who thanked the giver; the count stands beside the resource.
create table resource_thanks (
  organization_id uuid not null,
  resource_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, resource_id, person_id),
  foreign key (organization_id, resource_id) references resources,
  foreign key (organization_id, person_id) references persons
);
create index resource_thanks_of_person on resource_thanks (organization_id, person_id);
select keep_within_organization('resource_thanks');
grant select, insert, update, delete on resource_thanks to guildhall_tenant;

-- A resource shows its file as a post shows those it names.
alter table file_uses drop constraint file_uses_holder_kind_check;
alter table file_uses add constraint file_uses_holder_kind_check
  check (holder_kind in ('post', 'resource'));
